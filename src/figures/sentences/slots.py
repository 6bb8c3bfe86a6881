"""Gives each quantity of a sentence the words that are its own.

A quantity's *lead* is what stands between the quantity before it and itself, its *tail* what stands
between itself and the next one; the words between two quantities are parted at a boundary
(comma, semicolon, bracket, ``and``, ``including``).  A comma that opens a prepositional phrase
(``80 million marks, to the NKTP (it asked for …``) does not part if another boundary follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from figures.language import Cue
from figures.model import Quantity
from figures.sentences.frames import Act
from figures.sentences.governors import governor
from figures.sentences.said import Said
from figures.sentences.vocabulary import Structure


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity in its sentence: lead and tail are its own words, ``bracket`` the bracket it stands in.

    ``number`` counts the amounts of the sentence; ``gap`` is where the previous one ends (or the sentence starts).
    """

    said: Said
    number: int
    quantity: Quantity
    lead: int
    tail: int
    gap: int
    bracket: tuple[int, int] | None

    @property
    def text(self) -> str:
        """The whole text, in which all offsets count."""
        return self.said.text

    @property
    def words(self) -> Structure:
        return self.said.words

    def mark(self, name: str) -> Cue | None:
        """The first structural mark of that name among the amount's own words."""
        return self.said.mark(name, self.lead, self.tail)

    def reached_from(self, offset: int) -> bool:
        """Whether what is named at an offset may hold for the amount, see :meth:`Parsed.reaches`."""
        return self.said.sentence.parsed.reaches(offset, self.number)

    def act(self) -> Act | None:
        """What governs the amount."""
        return governor(self.said.sentence, self.number)


def slots_of(said: Said, quantities: Sequence[Quantity]) -> list[Slot]:
    """The quantities of one sentence with their leads and tails."""
    start, end = said.span
    cuts = [start, *(_part(said.text, left.end, right.start, said.words) for left, right in pairwise(quantities))]
    result: list[Slot] = []
    for i, quantity in enumerate(quantities):
        tail = cuts[i + 1] if i + 1 < len(cuts) else end
        if tail < 0:  # no boundary: both quantities may claim the words between them
            tail = quantities[i + 1].start
        lead = cuts[i] if cuts[i] >= 0 else quantities[i - 1].end
        bracket = next((b for b in said.brackets if b[0] < quantity.start < b[1]), None)
        if bracket:
            lead, tail = max(lead, bracket[0]), min(tail, bracket[1])
        result.append(Slot(said, i, quantity, lead, tail, quantities[i - 1].end if i else start, bracket))
    return result


def _part(text: str, left: int, right: int, words: Structure) -> int:
    """The offset at which the words between two quantities are parted, or -1."""
    boundaries = list(words.boundary.finditer(text, left, right))
    for i, boundary in enumerate(boundaries):
        later = i + 1 < len(boundaries)
        if later and boundary.group() == "," and words.preposition.match(text, boundary.end(), right):
            continue
        return boundary.start()
    return -1

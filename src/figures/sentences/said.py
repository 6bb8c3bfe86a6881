"""Part of station 7: everything that one sentence says, gathered once for all its amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from figures.language import Cue, bracket_spans
from figures.model import Evidence, Quantity
from figures.names import find_parties, find_regions
from figures.sentences.small_words import Structure


class Mention(NamedTuple):
    """Regions or a party named at one place; ``weak`` where only a person stands for a region."""

    start: int
    end: int
    names: tuple[str, ...]
    rule: str
    weak: bool = False

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.start, self.end, self.rule)


@dataclass(frozen=True, slots=True)
class Said:
    """The cues of one sentence by what they tell, each in reading order.

    Words inside a quantity or a region's name tell no stage; stage cues that are none (``aside``)
    or that would have to open a clause and do not are left out.  ``brackets`` are the sentence's.
    """

    stages: list[Cue]
    measures: list[Cue]
    items: list[Cue]
    marks: list[Cue]
    regions: list[Mention]
    parties: list[Mention]
    brackets: list[tuple[int, int]]

    def mark(self, name: str, start: int, end: int) -> Cue | None:
        """The first structural mark of that name between two offsets."""
        for cue in self.marks:
            if cue.kind.value == name and start <= cue.start and cue.end <= end:
                return cue
        return None


def gather(
    text: str, sentence: tuple[int, int], quantities: Sequence[Quantity], words: Structure, year: int | None, home: str | None = None
) -> Said:
    """Read the cues of one sentence."""
    start, end = sentence
    stages, subjects, marks = words.reading.find(text, start, end)
    region_cues = [Mention(c.start, c.end, c.names, c.rule, c.is_person) for c in find_regions(text, start, end, year, home)]
    party_cues = [Mention(c.start, c.end, c.names, c.rule) for c in find_parties(text, start, end)]
    taken = [(m.start, m.end) for m in region_cues] + [(q.start, q.end) for q in quantities]
    return Said(
        [c for c in stages if _tells(text, start, c, taken, words)],
        [c for c in subjects if c.kind.about == "measure"],
        [c for c in subjects if c.kind.about == "item"],
        marks,
        region_cues,
        party_cues,
        bracket_spans(text, start, end),
    )


def _tells(text: str, start: int, cue: Cue, taken: Sequence[tuple[int, int]], words: Structure) -> bool:
    if cue.kind.value == "aside":
        return False
    for begin, finish in taken:
        if begin < cue.end and cue.start < finish:
            return False
    if cue.kind.value == "ask" and words.relative.search(text[max(start, cue.start - 24) : cue.start]):
        return False  # "all the tractors he begs for" names a request, it makes none
    if cue.kind.value == "deliver" and words.unreal.search(text[max(start, cue.start - 12) : cue.start]):
        return False  # "would be shipped" has not been done
    return cue.kind.place != "opens" or words.opens_clause.search(text[max(start, cue.start - 12) : cue.start]) is not None

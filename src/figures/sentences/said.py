"""Part of station 7: everything that one sentence says, gathered once for all its amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from figures.language import Cue, bracket_spans, is_plural
from figures.model import Evidence, Quantity
from figures.names import find_parties, find_regions
from figures.sentences.frames import Sentence, read_sentence
from figures.sentences.grammar import grammar
from figures.sentences.small_words import Structure
from figures.sentences.verbs import verbs


class Mention(NamedTuple):
    """Regions or a party named at one place; ``weak`` where only a person stands for a region."""

    start: int
    end: int
    names: tuple[str, ...]
    rule: str
    weak: bool = False
    passing: bool = False
    """Whether it is a town where something happens (``orders placed in New York``), not one that asks, gets or owes."""

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.start, self.end, self.rule)


@dataclass(frozen=True, slots=True)
class Said:
    """The cues of one sentence by what they tell, each in reading order.

    ``brackets`` are the sentence's; ``frames`` tells which verb governs which amount.
    """

    measures: list[Cue]
    items: list[Cue]
    marks: list[Cue]
    regions: list[Mention]
    parties: list[Mention]
    brackets: list[tuple[int, int]]
    frames: Sentence

    def mark(self, name: str, start: int, end: int) -> Cue | None:
        """The first structural mark of that name between two offsets."""
        for cue in self.marks:
            if cue.kind.value == name and start <= cue.start and cue.end <= end:
                return cue
        return None


def _is_passing(text: str, sentence: int, at: int, words: Structure) -> bool:
    """Whether a word of being somewhere stands before a town that does not open its sentence."""
    before = words.locative.search(text[max(sentence, at - 16) : at])
    return before is not None and bool(text[sentence : at - len(before.group())].strip())


def _inside(cue: Cue, other: Cue) -> bool:
    """Whether a cue is only part of the words of another."""
    return other.start <= cue.start and cue.end <= other.end and cue.end - cue.start < other.end - other.start


def gather(
    text: str, sentence: tuple[int, int], quantities: Sequence[Quantity], words: Structure, year: int | None, home: str | None = None
) -> Said:
    """Read the cues of one sentence."""
    start, end = sentence
    measures, items, marks = words.reading.find(text, start, end)
    region_cues = [
        Mention(c.start, c.end, c.names, c.rule, c.is_person, c.is_town and _is_passing(text, start, c.start, words))
        for c in find_regions(text, start, end, year, home)
    ]
    party_cues = [Mention(c.start, c.end, c.names, c.rule) for c in find_parties(text, start, end)]
    return Said(
        [c for c in measures if not any(_inside(c, i) and not i.kind.kinds for i in items)],
        [c for c in items if not any(_inside(c, m) for m in measures)],
        marks,
        region_cues,
        party_cues,
        bracket_spans(text, start, end),
        read_sentence(
            text, sentence, quantities, [(m.start, m.end) for m in (*region_cues, *party_cues)], grammar(words.language), verbs(words.language),
            partial(is_plural, language=words.language),
        ),
    )

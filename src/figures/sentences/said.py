"""Everything that one sentence says, gathered once for all its amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from figures.language import Cue, bracket_spans
from figures.model import Evidence, Quantity
from figures.names import find_parties, find_regions
from figures.sentences.frames import Sentence, read_sentence
from figures.sentences.vocabulary import Structure


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
    """A sentence (``span``) and its cues by what they tell, each in reading order; ``sentence`` says what its verbs do."""

    text: str
    """The whole text, in which all offsets count."""
    span: tuple[int, int]
    words: Structure
    measures: list[Cue]
    items: list[Cue]
    marks: list[Cue]
    regions: list[Mention]
    parties: list[Mention]
    brackets: list[tuple[int, int]]
    sentence: Sentence

    def mark(self, name: str, start: int, end: int) -> Cue | None:
        """The first structural mark of that name between two offsets."""
        for cue in self.marks:
            if cue.kind.value == name and start <= cue.start and cue.end <= end:
                return cue
        return None

    def in_brackets(self, offset: int) -> bool:
        """Whether a word stands in a bracket."""
        return any(start < offset < end for start, end in self.brackets)


_ADVERBIAL = 16
"""Characters before a town in which a word of being somewhere is looked for."""


def _is_passing(text: str, sentence: int, at: int, words: Structure) -> bool:
    """Whether a word of being somewhere stands before a town that does not open its sentence."""
    before = words.locative.search(text[max(sentence, at - _ADVERBIAL) : at])
    return before is not None and bool(text[sentence : at - len(before.group())].strip())


def _inside(cue: Cue, other: Cue) -> bool:
    """Whether a cue is only part of the words of another."""
    return other.start <= cue.start and cue.end <= other.end and cue.end - cue.start < other.end - other.start


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before a sentence is read: its words' meanings, the year, and the state that is spoken of as a whole."""

    words: Structure
    year: int | None = None
    home: str | None = None


def gather(text: str, span: tuple[int, int], quantities: Sequence[Quantity], known: Known) -> Said:
    """Read the cues of one sentence."""
    words = known.words
    measures, items, marks = words.reading.find(text, *span)
    regions = [
        Mention(c.start, c.end, c.names, c.rule, c.is_person, c.is_town and _is_passing(text, span[0], c.start, words))
        for c in find_regions(text, *span, known.year, known.home)
    ]
    parties = [Mention(c.start, c.end, c.names, c.rule) for c in find_parties(text, *span)]
    names = [(m.start, m.end) for m in (*regions, *parties)]
    return Said(
        text,
        span,
        words,
        [c for c in measures if not any(_inside(c, i) and not i.kind.kinds for i in items)],
        [c for c in items if not any(_inside(c, m) for m in measures)],
        marks,
        regions,
        parties,
        bracket_spans(text, *span),
        read_sentence(text, span, quantities, names, words.language),
    )

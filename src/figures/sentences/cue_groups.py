"""Station 6: the phrases that say stage, measure and item, found in one pass.

A cue phrase is a row of words as ``lexicon/en/stages.toml`` explains: ``a|b`` either word, ``a*``
any ending, ``word?`` may be missing, ``...`` up to three words between.  Phrases are kept by their
first word, so the pass looks each word of the text up once, whatever the number of phrases, and a
phrase is compiled when its first word is first met.  Stage phrases and subject phrases (measures
and items) are read side by side, because ``sold`` tells both a stage and a measure; within each,
the phrase with more words wins at the same place, a phrase that several groups claim is a cue of
each, and cues do not overlap.  Regions and parties have finders of their own (``regions.py``,
``parties.py``) because they resolve names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from figures.errors import LexiconError
from figures.language.loading import LexiconEntry, check_unique, check_value, read_toml
from figures.model import Evidence

MOODS = (
    "ask",
    "petition",
    "own",
    "suggest",
    "offer",
    "bid",
    "direct",
    "decide",
    "owe",
    "deliver",
    "contrast",
    "report",
    "stand",
    "self",
    "aside",
)
"""What a stage phrase does; explained at the head of ``stages.toml``."""
PLACES = ("before", "after", "both", "opens")
GAP = "..."
_WORDS = re.compile(r"([^\W\d_][\w'’-]*(?:\.\w\b)*)")
"""A word, with hyphens, or an abbreviation such as ``i.e``."""
_FIRST = re.compile(r"[\w'’|-]+(?:\.[\w'’|-]+)*")
_GAP_WORDS = 6
"""``...`` stands for three words as the text writes them; ``8-10`` or ``9.5`` count as none or two here."""
_GAP_REGEX = r"(?:\s+[\w'’./%-]+,?){0,3}?"


@dataclass(frozen=True, slots=True)
class StageGroup(LexiconEntry):
    """Phrases that tell a stage: see the head of ``stages.toml``."""

    mood: str
    place: str
    phrases: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class MeasureGroup(LexiconEntry):
    """Phrases that tell what an amount is an amount of: see the head of ``measures.toml``."""

    value: str
    phrases: tuple[str, ...]
    item: str | None = None
    kinds: tuple[str, ...] = ()
    weak: bool = False
    done: str | None = None
    in_debt: str | None = None
    returned: str | None = None
    national: bool = False


@dataclass(frozen=True, slots=True)
class ItemGroup(LexiconEntry):
    """Items and the words that say them: see the head of ``items.toml``."""

    items: dict[str, tuple[str, ...]]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stages:
    group: tuple[StageGroup, ...]


@dataclass(frozen=True, slots=True)
class _Measures:
    defaults: dict[str, str]
    group: tuple[MeasureGroup, ...]


@dataclass(frozen=True, slots=True)
class _Items:
    defaults: dict[str, str]
    group: tuple[ItemGroup, ...]


@dataclass(frozen=True, slots=True)
class CueKind:
    """What a phrase claims: ``about`` is ``stage``, ``measure`` or ``item``, ``value`` the mood or name."""

    about: str
    value: str
    rule: str
    place: str = "both"
    kinds: frozenset[str] = frozenset()
    weak: bool = False
    item: str | None = None


class Cue(NamedTuple):
    """A phrase as found: offsets into the edition text and what it claims (thousands are made: a tuple is cheapest)."""

    start: int
    end: int
    kind: CueKind

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.start, self.end, self.kind.rule)


class _Opening:
    """All phrases of one book that begin with one word; compiled when one of them may follow."""

    __slots__ = ("_kinds", "_pattern", "_rows", "alone", "needed", "reach")

    def __init__(self) -> None:
        self._rows: list[tuple[Sequence[str], int, CueKind]] = []
        self._pattern: re.Pattern[str] | None = None
        self._kinds: tuple[tuple[CueKind, ...], ...] = ()
        self.alone: tuple[CueKind, ...] = ()
        """What the word claims where no longer phrase goes on behind it."""
        self.needed: set[str] | None = set()
        """Words one of which stands in every longer phrase; None where that cannot be said."""
        self.reach = 0
        """How many words behind the first the longest phrase may take."""

    def add(self, words: Sequence[str], order: int, kind: CueKind) -> None:
        """Take in a phrase; ``words`` are those behind its first."""
        self._rows.append((words, order, kind))
        if not words:
            self.alone = tuple(dict.fromkeys((*self.alone, kind)))
            return
        self.reach = max(self.reach, sum(_GAP_WORDS if word == GAP else 1 for word in words))
        sure = [word for word in words if word != GAP and not word.endswith("?") and "*" not in word]
        if not sure:
            self.needed = None
        elif self.needed is not None:
            self.needed.update(sure[-1].split("|"))

    def match(self, lowered: str, at: int, end: int) -> tuple[int, tuple[CueKind, ...]] | None:
        """Where the longest phrase ends that goes on at ``at``, and what it claims."""
        if self._pattern is None:
            rows: dict[str, tuple[int, int, list[CueKind]]] = {}
            for words, order, kind in self._rows:
                rest = "".join(_word_regex(word) for word in words)
                rows.setdefault(rest, (-sum(word != GAP for word in words), order, []))[2].append(kind)
            ranked = sorted(rows.items(), key=lambda row: row[1][:2])
            self._kinds = tuple(tuple(dict.fromkeys(claims)) for _, (_, _, claims) in ranked)
            self._pattern = re.compile("|".join(rest + "()" for rest, _ in ranked))
        found = self._pattern.match(lowered, at, end)
        return (found.end(), self._kinds[found.lastindex - 1]) if found and found.lastindex else None


class Phrasebook:
    """Cue phrases by their first word; several books may be read in one pass (:class:`Phrasebooks`).

    >>> book = Phrasebook([("ask|asks for", CueKind("stage", "ask", "r"))])
    >>> [(c.start, c.end) for c in book.find("he asks for rye", 0, 15)]
    [(3, 11)]
    """

    __slots__ = ("_alone", "openings")

    def __init__(self, entries: Iterable[tuple[str, CueKind]]) -> None:
        self.openings: dict[str, _Opening] = {}
        for order, (phrase, kind) in enumerate(entries):
            words = phrase.lower().split()
            if not words or not _FIRST.fullmatch(words[0]) or words[-1] == GAP:
                raise LexiconError(
                    f"{kind.rule}: the phrase {phrase!r} must begin with a plain word that cannot be missing and end with a word."
                )
            for first in words[0].split("|"):
                self.openings.setdefault(first, _Opening()).add(words[1:], order, kind)
        self._alone = Phrasebooks(self)

    def find(self, text: str, start: int, end: int) -> list[Cue]:
        """Every cue between two offsets, in reading order, without overlaps."""
        return self._alone.find(text, start, end)[0]

    def search(self, value: str, text: str, start: int, end: int) -> bool:
        """Whether a cue of that value stands between two offsets."""
        return any(cue.kind.value == value for cue in self.find(text, start, end))


class Phrasebooks:
    """Several phrasebooks read side by side: each finds its own cues, whatever the others find."""

    __slots__ = ("_count", "_index")

    def __init__(self, *books: Phrasebook) -> None:
        self._count = len(books)
        index: dict[str, list[tuple[int, _Opening]]] = {}
        for number, book in enumerate(books):
            for word, opening in book.openings.items():
                index.setdefault(word, []).append((number, opening))
        self._index = index

    def find(self, text: str, start: int, end: int) -> tuple[list[Cue], ...]:
        """The cues of each book between two offsets, from one pass over the words."""
        lowered = text[start:end].lower()
        if len(lowered) != end - start:  # a letter whose lower case is two letters: keep the offsets
            lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text[start:end])
        length = len(lowered)
        found: tuple[list[Cue], ...] = tuple([] for _ in range(self._count))
        free = [0] * self._count
        pieces = _WORDS.split(lowered)  # what stands between, word, what stands between, word …
        words = pieces[1::2]
        stops = list(accumulate(map(len, pieces)))[1::2]
        for position, openings in enumerate(map(self._index.get, words)):
            if openings is None:
                continue
            after = stops[position]
            begin = after - len(words[position])
            for number, opening in openings:
                if begin < free[number]:
                    continue
                needed = opening.needed
                if needed is not None and needed.isdisjoint(words[position + 1 : position + 1 + opening.reach]):
                    if not opening.alone:
                        continue
                    stop, kinds = after, opening.alone
                else:
                    hit = opening.match(lowered, after, length)
                    if hit is None:
                        continue
                    stop, kinds = hit
                free[number] = stop
                for kind in kinds:
                    found[number].append(Cue(start + begin, start + stop, kind))
        return found


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cue phrases of a language."""

    stage_phrases: Phrasebook
    subject_phrases: Phrasebook
    stages: tuple[StageGroup, ...]
    measures: tuple[MeasureGroup, ...]
    items: tuple[ItemGroup, ...]
    renamed: dict[tuple[str, str], str]
    """What a measure becomes: (``done``, ``procurement plan``) → ``procurement``; likewise ``in_debt``, ``returned``."""
    done: frozenset[str]
    """Measures that name what was done, not planned."""
    national: frozenset[str]
    """Measures whose amounts are the Union's where no region is named."""
    measure_of_kind: dict[str, str]
    item_of_unit: dict[str, str]

    def named(self, when: str, measure: str | None) -> str | None:
        """The name of a measure when it is ``done``, ``in_debt`` or ``returned``, None if it keeps its own."""
        return self.renamed.get((when, measure or ""))


def _word_regex(word: str) -> str:
    if word == GAP:
        return _GAP_REGEX
    optional = word.endswith("?")
    choices = sorted(word.rstrip("?").split("|"), key=lambda choice: (-len(choice), choice))
    alternatives = "|".join(re.escape(choice).replace(r"\*", r"\w*") for choice in choices)
    return rf"(?:\s+(?:{alternatives})(?!\w)){'?' if optional else ''}"


@cache
def cue_book(language: str) -> CueBook:
    """The cue phrases of a language, loaded and checked once."""
    stages = read_toml(_Stages, f"{language}/stages.toml").group
    measure_file = read_toml(_Measures, f"{language}/measures.toml")
    item_file = read_toml(_Items, f"{language}/items.toml")
    measures, items = measure_file.group, item_file.group
    check_unique([g.id for groups in (stages, measures, items) for g in groups], f"{language}: cue group ids")
    moods: list[tuple[str, CueKind]] = []
    subjects: list[tuple[str, CueKind]] = []
    for stage in stages:
        check_value(stage.mood, MOODS, f"{language}/stages.toml, {stage.id}.mood")
        check_value(stage.place, PLACES, f"{language}/stages.toml, {stage.id}.place")
        moods += [(phrase, CueKind("stage", stage.mood, stage.id, stage.place, weak=stage.weak)) for phrase in stage.phrases]
    for measure in measures:
        kind = CueKind("measure", measure.value, measure.id, kinds=frozenset(measure.kinds), weak=measure.weak, item=measure.item)
        subjects += [(phrase, kind) for phrase in measure.phrases]
    for group in items:
        subjects += [
            (phrase, CueKind("item", name, group.id, kinds=frozenset(group.kinds)))
            for name, phrases in group.items.items()
            for phrase in phrases
        ]
    renamed = {(when, m.value): new for m in measures for when in ("done", "in_debt", "returned") if (new := getattr(m, when))}
    return CueBook(
        Phrasebook(moods),
        Phrasebook(subjects),
        stages,
        measures,
        items,
        renamed,
        frozenset(m.done for m in measures if m.done) - {m.value for m in measures if m.weak},
        frozenset(m.value for m in measures if m.national),
        measure_file.defaults,
        item_file.defaults,
    )

"""The matcher of phrases: rows of words from the lexicon, looked for in one pass over a text.

``a|b`` is either word, ``a*`` any ending, ``word?`` may be missing, ``...`` are up to three words
between.  Phrases are kept by their first word, so that each word of the text is looked up once,
whatever the number of phrases, and a phrase is compiled when its first word is first met.  Within
one book the phrase with more words wins at the same place, a phrase that several entries claim is a
cue of each, and cues do not overlap; books read side by side do not disturb one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from figures.errors import LexiconError
from figures.model import Evidence

GAP = "..."


_WORDS = re.compile(r"([^\W\d_][\w'’-]*(?:\.\w\b)*)")
"""A word, with hyphens, or an abbreviation such as ``i.e``."""


_FIRST = re.compile(r"[\w'’|-]+(?:\.[\w'’|-]+)*")


_GAP_WORDS = 6
"""``...`` stands for three words as the text writes them; ``8-10`` or ``9.5`` count as none or two here."""


_GAP_REGEX = r"(?:\s+[\w'’./%-]+,?){0,3}?"


@dataclass(frozen=True, slots=True)
class CueKind:
    """What a phrase claims: the name of a measure, a thing, a mark, or of what it does; ``place`` is the reach of an act."""

    value: str
    rule: str
    place: str = ""
    kinds: frozenset[str] = frozenset()
    weak: bool = False
    faint: bool = False
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

    >>> book = Phrasebook([("ask|asks for", CueKind("ask", "r"))])
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


def _word_regex(word: str) -> str:
    if word == GAP:
        return _GAP_REGEX
    optional = word.endswith("?")
    choices = sorted(word.rstrip("?").split("|"), key=lambda choice: (-len(choice), choice))
    alternatives = "|".join(re.escape(choice).replace(r"\*", r"\w*") for choice in choices)
    return rf"(?:\s+(?:{alternatives})(?!\w)){'?' if optional else ''}"

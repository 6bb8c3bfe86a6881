"""Part of station 9: finds the arithmetic relations that a paragraph states between its figures.

A relation is found from words (``lexicon/<language>/reconciliation.toml``) and from where the
figures stand to them; nothing is looked for in a paragraph with fewer than two figures.  One scan
of the stretch around the figures gives all words; the rules then only look at what stands near.

What a relation may claim (:class:`Relation`, ``claim``):

* ``strict``: the words tie exactly these figures together; any gap is a difference;
* ``near``: the words do not say that the list is complete, or that these are the terms; a gap of
  more than a small share means that they were not meant, and nothing is reported;
* ``complete``: the words claim a complete list; a large gap is reported as ``cannot tell``;
* ``agree``: the terms were found by trying; only a relation that holds is reported.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import product

from figures.arithmetic import exact_tolerance
from figures.lexicons import ROOT, check_unique, check_value, read_toml
from figures.model import Evidence, Figure, Paragraph
from figures.wordtree import trie

TOTAL, DIFFERENCE, PERCENTAGE, FRACTION, MULTIPLE, CONVERSION = "total", "difference", "percentage", "fraction", "multiple", "conversion"
STRICT, NEAR, COMPLETE, AGREE = "strict", "near", "complete", "agree"
BESIDE = 30
"""Characters that may stand between a word and the amount it belongs to (``in all about``)."""
CLAUSE = 120
"""Characters within which a list belongs to its total."""


@dataclass(frozen=True, slots=True)
class Openers:
    """Words between a total and its parts, see ``reconciliation.toml``."""

    id: str
    claim: str
    words: tuple[str, ...]
    why: str
    example: str
    gives: str


@dataclass(frozen=True, slots=True)
class Sums:
    """Words beside a total that stands behind its parts."""

    id: str
    side: str
    words: tuple[str, ...]
    why: str
    example: str
    gives: str


@dataclass(frozen=True, slots=True)
class Restatements:
    """Words between two ways to say one amount."""

    id: str
    claim: str
    words: tuple[str, ...]
    why: str
    example: str
    gives: str


@dataclass(frozen=True, slots=True)
class Comparatives:
    """Words beside the distance between two amounts; ``adds`` are those that behind an amount only add it."""

    id: str
    direction: str
    words: tuple[str, ...]
    why: str
    example: str
    gives: str
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class References:
    """Words before the amount that another is measured by, or that end a list."""

    id: str
    kind: str
    words: tuple[str, ...]
    why: str
    example: str
    gives: str


@dataclass(frozen=True, slots=True)
class Multiples:
    """Words that multiply the amount named before."""

    id: str
    times: str
    words: tuple[str, ...]
    why: str
    example: str
    gives: str


@dataclass(frozen=True, slots=True)
class RelationWords:
    """The whole of ``reconciliation.toml``."""

    openers: tuple[Openers, ...]
    sums: tuple[Sums, ...]
    restatements: tuple[Restatements, ...]
    comparatives: tuple[Comparatives, ...]
    references: tuple[References, ...]
    multiples: tuple[Multiples, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """``stated`` is said to follow from ``terms`` in the way of ``kind``.

    total: the sum of the terms; difference: between two terms; percentage and fraction: the first
    term of the second (``stated`` is the percentage, or the amount that the first term, a
    percentage, makes of the second); multiple: ``times`` the term; conversion: the term in another
    unit.  ``taken_from`` is set where ``stated`` is what remains of the first term.
    """

    kind: str
    stated: Figure
    terms: tuple[Figure, ...]
    claim: str
    rule: str
    evidence: tuple[Evidence, ...]
    times: Decimal = Decimal(1)
    change: bool = False
    """A percentage of growth: the distance of the first term from the second."""
    remains: bool = False
    """A total whose first term is the whole and ``stated`` what remains of it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon in the text.

    ``roles`` are pairs of what it does and the id of its group; ``bracket`` is the place of the
    bracket it stands in, 0 outside.
    """

    start: int
    end: int
    roles: tuple[tuple[str, str], ...]
    sentence: int
    bracket: int

    def rule(self, *roles: str) -> str | None:
        """The id of the group by which the word has one of these roles, or None."""
        return next((group for role, group in self.roles if role in roles), None)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words compiled: what finds them, what they do, by how much they multiply, those of totals and those that add."""

    pattern: re.Pattern[str]
    roles: dict[str, tuple[tuple[str, str], ...]]
    times: dict[str, Decimal]
    totals: tuple[str, ...]
    alone: frozenset[str]


def has_words(language: str) -> bool:
    """Whether the language has a lexicon of relations."""
    return (ROOT / language / _FILE).is_file()


_FILE = "reconciliation.toml"
_ROLES = ("parts", "complete", "agree", "before", "after", "same", "perhaps", "more", "less", "by")
_ROLES += ("against", "of", "fulfilled", "remainder", "aside")
"""What a word does: the values of claim, side, direction and kind in the lexicon."""
TIMES = "times"
"""What a multiple does."""


@cache
def words(language: str = "en") -> RelationWords:
    """The words of ``reconciliation.toml``; raises :class:`figures.errors.LexiconError` for a bad entry."""
    where = f"{language}/{_FILE}"
    read = read_toml(RelationWords, where)
    check_unique((group for _, group, _ in _groups(read)), f"{where}, id")
    for role, group, _ in _groups(read):
        check_value(role, (*_ROLES, TIMES), f"{where}, [{group}]")
    return read


def _groups(read: RelationWords) -> list[tuple[str, str, tuple[str, ...]]]:
    """Role, id and words of every group."""
    return [
        *((entry.claim, entry.id, entry.words) for entry in read.openers),
        *((entry.side, entry.id, entry.words) for entry in read.sums),
        *((entry.claim, entry.id, entry.words) for entry in read.restatements),
        *((entry.direction, entry.id, entry.words) for entry in read.comparatives),
        *((entry.kind, entry.id, entry.words) for entry in read.references),
        *((TIMES, entry.id, entry.words) for entry in read.multiples),
    ]


@cache
def lexicon(language: str) -> Lexicon:
    """The compiled words of a language."""
    read = words(language)
    roles: dict[str, tuple[tuple[str, str], ...]] = {}
    for role, group, listed in _groups(read):
        for word in listed:
            for written in dict.fromkeys((word, word[0].upper() + word[1:])):
                roles[written] = (*roles.get(written, ()), (role, group))
    stop = r"[.!?][’”\"')]?(?=\s+[A-Z“\"(\d])|[()]"
    totals = tuple(sorted({word.lower() for entry in read.sums for word in entry.words}, key=lambda word: (-len(word), word)))
    times = {entry.id: Decimal(entry.times) for entry in read.multiples}
    alone = frozenset(word for entry in read.comparatives for word in entry.adds)
    return Lexicon(re.compile(rf"{stop}|(?:{trie(roles)})(?!\w)"), roles, times, totals, alone)


class Scope:
    """A paragraph with its figures in reading order, and the words between them."""

    def __init__(self, text: str, language: str, paragraph: Paragraph, figures: Sequence[Figure]) -> None:
        self.text = text
        self.paragraph = paragraph
        self.figures = figures
        self.lexicon = lexicon(language)
        self.words: list[Word] = []
        self.sentence: list[int] = []
        self.bracket: list[int] = []
        self._scan()

    def _scan(self) -> None:
        """Find the words, and count sentences and brackets, in one pass."""
        text, roles = self.text, self.lexicon.roles
        first, last = self.figures[0].start, self.figures[-1].end
        sentence, brackets = 0, [0]
        place = 0
        ends = [figure.end for figure in self.figures]
        begin, stop = max(self.paragraph.start, first - CLAUSE), min(self.paragraph.end, last + CLAUSE)
        for match in self.lexicon.pattern.finditer(text, begin, stop):
            at, word = match.start(), match.group()
            while place < len(ends) and self.figures[place].start <= at:
                self.sentence.append(sentence)
                self.bracket.append(brackets[-1])
                place += 1
            if place and at < ends[place - 1] and word not in "()":
                continue
            if word in roles:
                if not word[0].isalnum() or at == 0 or not text[at - 1].isalnum():
                    self.words.append(Word(at, match.end(), roles[word], sentence, brackets[-1]))
            elif word == "(":
                brackets.append(at + 1)
            elif word == ")":
                brackets[1:] = brackets[1:-1]
            elif not _is_abbreviation(text, at):
                sentence += 1
                brackets = [0]
        while place < len(ends):
            self.sentence.append(sentence)
            self.bracket.append(brackets[-1])
            place += 1

    def next(self, at: int) -> int:
        """Index of the first figure that starts at or behind ``at``."""
        return bisect_left([figure.start for figure in self.figures], at)

    def between(self, left: Figure, right: Figure) -> list[Word]:
        """The words between two figures."""
        return [word for word in self.words if left.end <= word.start and word.end <= right.start]

    def gap(self, start: int, end: int) -> str:
        return self.text[start:end].strip(" ,\xa0\n")


def _is_abbreviation(text: str, at: int) -> bool:
    """A full stop behind a single letter (``L. 40``) ends no sentence."""
    return text[at] == "." and at > 1 and text[at - 1].isalpha() and not text[at - 2].isalnum()


def is_amount(figure: Figure) -> bool:
    """Whether the figure can be a term of a sum: one value, no share, price, yield or distance."""
    q = figure.quantity
    return q.low == q.high and q.kind not in ("share", "price", "yield") and "/" not in q.unit and q.unit != "percent" and q.low > 0


def worth(figure: Figure) -> Decimal:
    """The figure's amount, as many times as there are regions for each of which it holds."""
    return figure.low * max(1, len(figure.region.values))


def compatible(a: Figure, b: Figure) -> bool:
    """Whether two figures can be of one thing: same unit, and no known item or region that differs."""
    return a.unit == b.unit and all(
        not (x.value and y.value) or x.value == y.value for x, y in ((a.item, b.item), (a.region, b.region))
    )


def options(figure: Figure) -> tuple[Decimal, ...]:
    """The values the figure's digits can stand for: one, or several where they are garbled."""
    numeral = figure.quantity.numeral
    if not numeral.readings or not numeral.low:
        return (figure.low,)
    scale = figure.low / numeral.low
    return tuple(dict.fromkeys((figure.low, *(reading * scale for reading in numeral.readings))))


def adding_up(stated: Figure, parts: Sequence[Figure]) -> list[tuple[Decimal, ...]]:
    """The choices among :func:`options` of total and parts, in that order, with which they add up."""
    if sum(len(figure.quantity.numeral.readings) for figure in (stated, *parts)) > _MANY_READINGS:
        return []
    allowed = exact_tolerance(stated, parts)
    weights = [len(part.region.values) or 1 for part in parts]
    return [
        (total, *values)
        for total, *values in product(*map(options, (stated, *parts)))
        if abs(total - sum(value * weight for value, weight in zip(values, weights, strict=True))) <= allowed
    ]


_MANY_READINGS = 8
"""With more doubtful readings than this something adds up by chance."""


def noted(word: Word, rule: str) -> tuple[Evidence, ...]:
    """The word as evidence."""
    return (Evidence(word.start, word.end, rule),)

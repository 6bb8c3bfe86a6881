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

from figures.checks.arithmetic import exact_tolerance
from figures.language import LEXICON_ROOT, LexiconEntry, check_unique, check_value, read_toml, trie
from figures.model import Evidence, Figure, Paragraph

TOTAL, DIFFERENCE, PERCENTAGE, FRACTION, MULTIPLE, CONVERSION = "total", "difference", "percentage", "fraction", "multiple", "conversion"
STRICT, NEAR, COMPLETE, AGREE = "strict", "near", "complete", "agree"
BESIDE = 30
"""Characters that may stand between a word and the amount it belongs to (``in all about``)."""
CLAUSE = 120
"""Characters within which a list belongs to its total."""


@dataclass(frozen=True, slots=True)
class RelationEntry(LexiconEntry):
    """Words that say how two amounts belong together, and what is concluded from the example."""

    words: tuple[str, ...]
    gives: str


@dataclass(frozen=True, slots=True)
class Openers(RelationEntry):
    """Words between a total and its parts, see ``reconciliation.toml``."""

    claim: str


@dataclass(frozen=True, slots=True)
class Sums(RelationEntry):
    """Words beside a total that stands behind its parts."""

    side: str


@dataclass(frozen=True, slots=True)
class Restatements(RelationEntry):
    """Words between two ways to say one amount."""

    claim: str


@dataclass(frozen=True, slots=True)
class Comparatives(RelationEntry):
    """Words beside the distance between two amounts; ``adds`` are those that behind an amount only add it."""

    direction: str
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class References(RelationEntry):
    """Words before the amount that another is measured by, or that end a list."""

    kind: str


@dataclass(frozen=True, slots=True)
class Multiples(RelationEntry):
    """Words that multiply the amount named before."""

    times: str


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
    """A word of the lexicon in the text; ``bracket`` is the place of the bracket it stands in, 0 outside."""

    start: int
    end: int
    rule: str
    sentence: int
    bracket: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words compiled.

    ``scanned`` finds those that are looked for in a whole paragraph, each with the character before
    it (so that the search can leap from word to word), and marks, sentence ends and brackets;
    ``restated``, ``by`` and ``of`` are common words that are only looked for beside a figure.
    ``roles`` say what a word does and by which group, ``times`` by how much a group multiplies,
    ``totals`` are the words of totals in small letters, ``alone`` those that behind an amount only
    add it.
    """

    scanned: re.Pattern[str]
    restated: re.Pattern[str]
    by: re.Pattern[str]
    of: re.Pattern[str]
    roles: dict[str, tuple[tuple[str, str], ...]]
    times: dict[str, Decimal]
    totals: tuple[str, ...]
    alone: frozenset[str]


@cache
def has_words(language: str) -> bool:
    """Whether the language has a lexicon of relations."""
    return (LEXICON_ROOT / language / _FILE).is_file()


_FILE = "reconciliation.toml"
_SCANNED = ("parts", "complete", "agree", "before", "after", "more", "less", "against", "fulfilled", "remainder", "aside", "times")
_BESIDE = ("same", "perhaps", "by", "of")
"""What a word does: the values of claim, side, direction and kind in the lexicon, and ``times``."""


@cache
def words(language: str = "en") -> RelationWords:
    """The words of ``reconciliation.toml``; raises :class:`figures.errors.LexiconError` for a bad entry."""
    where = f"{language}/{_FILE}"
    read = read_toml(RelationWords, where)
    check_unique((group for _, group, _ in _groups(read)), f"{where}, id")
    for role, group, _ in _groups(read):
        check_value(role, (*_SCANNED, *_BESIDE), f"{where}, [{group}]")
    return read


def _groups(read: RelationWords) -> list[tuple[str, str, tuple[str, ...]]]:
    """Role, id and words of every group."""
    return [
        *((entry.claim, entry.id, entry.words) for entry in read.openers),
        *((entry.side, entry.id, entry.words) for entry in read.sums),
        *((entry.claim, entry.id, entry.words) for entry in read.restatements),
        *((entry.direction, entry.id, entry.words) for entry in read.comparatives),
        *((entry.kind, entry.id, entry.words) for entry in read.references),
        *(("times", entry.id, entry.words) for entry in read.multiples),
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

    def having(*wanted: str) -> list[str]:
        return [word for word, does in roles.items() if any(role in wanted for role, _ in does)]

    def tree(*wanted: str) -> str:
        return rf"(?<!\w)(?:{trie(having(*wanted))})(?!\w)"

    scanned = having(*_SCANNED)
    marks = "".join(re.escape(word) for word in scanned if not word[0].isalnum())
    letters = trie(word for word in scanned if word[0].isalnum())
    stop = r"(?<=[.!?])[’”\"')]?(?=\s+[A-Z“\"(\d])"
    totals = tuple(sorted({word.lower() for entry in read.sums for word in entry.words}, key=lambda word: (-len(word), word)))
    return Lexicon(
        scanned=re.compile(rf"\W(?:(?:{letters})(?!\w)|(?<=[{marks}()])|{stop})"),
        restated=re.compile(tree("same", "perhaps")),
        by=re.compile(rf"{tree('by')}\s+$"),
        of=re.compile(tree("of")),
        roles=roles,
        times={entry.id: Decimal(entry.times) for entry in read.multiples},
        totals=totals,
        alone=frozenset(word for entry in read.comparatives for word in entry.adds),
    )


class Scope:
    """A paragraph with its figures in reading order, and the words between them.

    ``words`` holds the words by what they do; ``sentence`` and ``bracket`` say for each figure in
    which sentence and bracket it stands.
    """

    def __init__(self, text: str, language: str, paragraph: Paragraph, figures: Sequence[Figure]) -> None:
        self.text = text
        self.paragraph = paragraph
        self.figures = figures
        self.lexicon = lexicon(language)
        self.starts = [figure.start for figure in figures]
        self.words: dict[str, list[Word]] = {}
        self.sentence: list[int] = []
        self.bracket: list[int] = []
        self._scan()

    def _scan(self) -> None:
        """Find the words, and count sentences and brackets, in one pass."""
        text, roles, starts = self.text, self.lexicon.roles, self.starts
        ends = [figure.end for figure in self.figures]
        begin, stop = max(self.paragraph.start - 1, starts[0] - CLAUSE, 0), min(self.paragraph.end, ends[-1] + CLAUSE)
        sentence, brackets, place = 0, [0], 0
        for match in self.lexicon.scanned.finditer(text, begin, stop):
            at, end = match.span()
            while place < len(ends) and starts[place] <= at:
                self.sentence.append(sentence)
                self.bracket.append(brackets[-1])
                place += 1
            mark = text[at]
            if mark == "(":
                brackets.append(at + 1)
            elif mark == ")":
                brackets[1:] = brackets[1:-1]
            if place and at < ends[place - 1]:
                continue
            word = text[at + 1 : end]
            if word in roles:
                at += 1
            elif mark in roles:
                word = mark
            else:
                if mark in ".!?" and not _is_abbreviation(text, at):
                    sentence, brackets = sentence + 1, [0]
                continue
            for role, group in roles[word]:
                self.words.setdefault(role, []).append(Word(at, at + len(word), group, sentence, brackets[-1]))
        left = len(ends) - place
        self.sentence += [sentence] * left
        self.bracket += [brackets[-1]] * left

    def of_role(self, *roles: str) -> list[Word]:
        """The words with one of the roles, in reading order."""
        found = [word for role in roles for word in self.words.get(role, ())]
        return sorted(found, key=lambda word: word.start) if len(roles) > 1 else found

    def next(self, at: int) -> int:
        """Index of the first figure that starts at or behind ``at``."""
        return bisect_left(self.starts, at)

    def gap(self, start: int, end: int) -> str:
        """What stands between two places, without commas and blanks at its ends."""
        return self.text[start:end].strip(" ,\xa0\n")

    def beside(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """The last match of a pattern in ``text[start:end]``."""
        found = list(pattern.finditer(self.text, start, end))
        return found[-1] if found else None


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
    if not any(figure.quantity.numeral.readings for figure in (stated, *parts)):
        gap = abs(stated.low - sum(map(worth, parts)))
        fits = not gap or (gap < stated.low / 10 and gap <= exact_tolerance(stated, parts))
        return [(stated.low, *(part.low for part in parts))] if fits else []
    allowed = exact_tolerance(stated, parts)
    weights = [len(part.region.values) or 1 for part in parts]
    return [
        (total, *values)
        for total, *values in product(*map(options, (stated, *parts)))
        if abs(total - sum(value * weight for value, weight in zip(values, weights, strict=True))) <= allowed
    ]


_MANY_READINGS = 8
"""With more doubtful readings than this something adds up by chance."""


def noted(word: Word) -> tuple[Evidence, ...]:
    """The word as evidence."""
    return (Evidence(word.start, word.end, word.rule),)

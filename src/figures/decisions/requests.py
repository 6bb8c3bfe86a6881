"""Part of station 8: a request, the words by which an answer may name it, and the amounts that count.

A request is what becomes one row of the region table: for one region or party, one item and one
measure.  ``grouping.py`` makes requests of the figures of a letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from figures.decisions.answer_words import ADD, AnswerBook, lemmas, name_lemmas, singular
from figures.decisions.wording import Wording, telling_words
from figures.language import list_marks
from figures.model import BODY, STATED, Cell, Evidence, Figure, Letter
from figures.names import regions_by_name

_PLANS = {"plan", "programme"}
UNIT_GROUPS = {"pood": "mass", "tonne": "mass", "kilogram": "mass", "centner": "mass", "quintal": "mass", "gram": "mass"}
"""Units that may stand for one another between a request and its answer."""


@dataclass(slots=True, eq=False)
class Request:
    """A row in the making.  Cells are set once and replaced, never altered."""

    letter: Letter
    wording: Wording
    region: str | None
    party: str | None
    item: str | None
    measure: str | None
    unit: str
    first: Figure
    requested: Cell | None = None
    proposed: Cell | None = None
    granted: Cell | None = None
    obligation: Cell | None = None
    delivered: Cell | None = None
    decided_before: bool = False
    answer: str | None = None
    notes: list[str] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    counted: tuple[str, ...] = ()
    """What its first amount counts: ``trade unionist`` of ``7 trade unionists``."""
    total: Request | None = None
    """The request of which this one is a part."""
    narrow: bool = False
    """Whether the answer named it by its item or point, not by its region or party alone."""
    settled: int = 0
    """How telling the answer was: 0 none, 1 consent to all, 2 named, 3 an amount."""
    _names: tuple[frozenset[str], ...] | None = None
    _nouns: frozenset[str] = frozenset()
    _context: frozenset[str] | None = None
    _relief: bool | None = None
    _point: int | None = None

    @property
    def asked(self) -> bool:
        """Whether somebody asks for it or proposes it."""
        return self.requested is not None or self.proposed is not None

    @property
    def parties(self) -> frozenset[str]:
        """Who asks or receives; several where one man stood for several bodies."""
        return frozenset([*((self.party,) if self.party else ()), *(p for f in self.figures for p in f.party.values)])

    @property
    def items(self) -> tuple[str | None, ...]:
        """Its item, and that of its first amount (which a fraction often only inherits)."""
        own = self.first.item
        return (self.item, own.value) if self.first.quantity.kind != "share" or own.status == STATED else (self.item,)

    @property
    def names(self) -> tuple[frozenset[str], ...]:
        """Sets of singular nouns, any of which names the request in full: item, measure, what it is for."""
        if self._names is None:
            self._names = _names_of(self)
            self._nouns = frozenset(w for name in self._names for w in name)
        return self._names

    @property
    def nouns(self) -> frozenset[str]:
        """All nouns by which an answer may name the request."""
        return self._nouns if self.names else frozenset()

    @property
    def things(self) -> frozenset[str]:
        """The nouns of its item, what its first amount counts, or its coin, by which a fraction may name it."""
        answers = self.wording.answers
        own = [w for name in self.items if name for w in name_lemmas(name, answers.language)]
        coin = _money_words(self.unit, answers) if self.first.quantity.kind == "money" else ()
        return frozenset((*own, *self.counted[-1:], *coin)) - answers.dull

    @property
    def relief(self) -> bool:
        """Whether a relief is asked for, so that ``cut by 3 million`` is its size and no change of it."""
        if self._relief is None:
            start, end = self.wording.sentence(self.letter, self.first)
            measure = set((self.measure or "").split())
            said = {w.lower() for w in re.findall(r"[^\W\d_]+", self.wording.text[start:end])}
            of_plan = bool(_PLANS & measure) and not self._taken_off()
            self._relief = bool(self.wording.answers.relief_words & (measure | said)) and not of_plan
        return self._relief

    @property
    def addition(self) -> bool:
        """Whether an addition is asked for, so that ``a further 5 million`` is its size and no change of it."""
        start, _ = self.wording.sentence(self.letter, self.first)
        return any(cue.kind.value == ADD for cue in self.wording.answers.marks.find(self.wording.text, start, self.first.start))

    def _taken_off(self) -> bool:
        """Whether its first amount is a part of a plan: ``reduce the plan by 40 thousand``."""
        before = self.wording.text[max(0, self.first.start - 12) : self.first.start]
        return self.first.change == "cut" or self.wording.answers.by.search(before) is not None

    @property
    def context(self) -> frozenset[str]:
        """The telling words of the sentences around it, to choose between requests that nothing else tells apart."""
        if self._context is None:
            found: set[str] = set()
            answers = self.wording.answers
            for figure in self.figures:
                start, end = self.wording.sentence(self.letter, figure)
                before = [f.end for f in self.figures if f is not figure and start <= f.start < figure.start]
                found |= telling_words(self.wording.text[max([start, *before]) : end], answers)
            self._context = frozenset(found)
        return self._context

    @property
    def point(self) -> int:
        """The number of the point in which it stands, 0 outside numbered points."""
        if self._point is None:
            self._point = 0
            for index in range(self.first.paragraph, -1, -1):
                paragraph = self.letter.paragraphs[index]
                end = self.first.start if index == self.first.paragraph else paragraph.end
                marks = marks_of(self.wording.text, paragraph.start, end) if paragraph.role == BODY else []
                if marks:
                    self._point = marks[-1]
                    break
        return self._point


class Vocabulary:
    """The nouns and places by which some requests may be named; gathered when first asked for."""

    def __init__(self, requests: Sequence[Request]) -> None:
        self._requests = requests
        self._words: frozenset[str] | None = None
        self._places: dict[str, str] | None = None

    @property
    def words(self) -> frozenset[str]:
        """All nouns of the requests."""
        if self._words is None:
            self._words = frozenset(w for r in self._requests for w in r.nouns)
        return self._words

    @property
    def places(self) -> dict[str, str]:
        """Regions by their bare names: beside a request of the Omsk Region, ``Omsk`` alone is that region."""
        if self._places is None:
            regions = dict.fromkeys(r.region for r in self._requests if r.region is not None)
            known = regions_by_name()
            stems = [(known[name].stem if name in known else name.rpartition(" ")[0] or name, name) for name in regions]
            self._places = {stem: name for stem, name in stems if stem.isalpha()}
        return self._places


def cell(figure: Figure) -> Cell:
    """The cell that states a figure's amount."""
    quantity = figure.quantity
    evidence = (Evidence(quantity.start, quantity.end, "amount"),)
    return Cell(quantity.low, quantity.high, quantity.qualifier, "stated", (figure.id,), evidence, figure.edition)


def part_of(amount: Decimal, percent: Decimal) -> Decimal:
    """A share of an amount; thirds, sixths … are exact though their percentages are rounded.

    >>> part_of(Decimal(900000), Decimal("66.666667"))
    Decimal('600000')
    """
    for parts in range(2, 13):
        times = (percent * parts / 100).to_integral_value()
        if times and abs(percent * parts - 100 * times) <= _ROUNDED * parts:
            return amount * times / parts
    return amount * percent / 100


_ROUNDED = Decimal("0.00001")


def same_unit(a: str, b: str) -> bool:
    """Whether amounts in these units may answer one another; ``drills`` answer ``rotary drills``."""
    return a == b or (a in UNIT_GROUPS and UNIT_GROUPS[a] == UNIT_GROUPS.get(b)) or a.endswith(f" {b}") or b.endswith(f" {a}")


def singular_unit(unit: str) -> str:
    """The last word of a unit in the form in which answers are compared."""
    return singular(unit.split("/")[0].split(" ")[-1])


def is_sum(figure: Figure, text: str, answers: AnswerBook) -> bool:
    """Whether the figure is an amount that can be asked for and granted: no rate, price, yield, fraction or difference."""
    quantity = figure.quantity
    if quantity.kind in _NO_SUMS or "/" in quantity.unit:
        return False
    if figure.change == "difference" and figure.stage.value != "granted" and quantity.qualifier in ("exact", "about", "range"):
        return False
    measure = figure.measure.value
    if measure is not None and _is_side(measure, answers.side_measures):
        return False
    return quantity.end - quantity.numeral.end < 4 or not answers.rate.search(text, quantity.start, quantity.end)


_NO_SUMS = frozenset(("yield", "price", "share"))


@cache
def _is_side(measure: str, sides: tuple[str, ...]) -> bool:
    return any(side in measure for side in sides)


def places(figure: Figure) -> list[tuple[str | None, str | None]]:
    """Pairs of region and party the figure holds for; an amount for each of several regions has several."""
    party = figure.party.value
    return [(region, party) for region in figure.region.values] or [(None, party)]


def counted_apart(request: Request, figure: Figure, wording: Wording) -> bool:
    """Whether the two count different things: ``7 trade unionists`` and ``40 delegates``, but not ``18 people``."""
    mine, other = set(wording.counted(figure)), set(request.counted)
    return bool(mine and other) and not mine & other and "person" not in mine | other


def _names_of(request: Request) -> tuple[frozenset[str], ...]:
    answers = request.wording.answers
    words: list[frozenset[str]] = []
    for name in (*request.items, request.first.quantity.noun):
        parts = name_lemmas(name, answers.language) if name else ()
        words.append(frozenset(parts))
        if len(parts) > 1 and parts[-1] not in answers.dull:
            words.append(frozenset(parts[-1:]))
    words += [frozenset(request.counted[-1:]), _hung_on(request)]
    if request.first.quantity.kind == "money":
        words += [frozenset((word,)) for word in _money_words(request.unit, answers)]
    if request.relief:
        words += [frozenset((word,)) for word in answers.relief_nouns]
    if request.measure:
        words.append(frozenset(w for w in name_lemmas(request.measure, answers.language) if w not in answers.small))
    return tuple(dict.fromkeys(w for w in words if w))


def _money_words(unit: str, answers: AnswerBook) -> tuple[str, ...]:
    """What an answer may call an amount of money: by its coin (``rubles``, ``gold``), and ``money`` unless it is gold."""
    coin = [answers.same.get(w, w) for w in unit.split("_")]
    return (coin[0],) if len(coin) > 1 and coin[0] == _GOLD else (coin[-1], "money")


_GOLD = "gold"


def _hung_on(request: Request) -> frozenset[str]:
    """What an amount is for, in the words behind it: ``power station`` of ``three million on power stations``."""
    wording = request.wording
    match = wording.answers.purpose.match(wording.text, request.first.end, request.first.end + 60)
    return frozenset(lemmas(match[1], wording.answers)) - wording.answers.dull if match else frozenset()


def marks_of(text: str, start: int, end: int) -> list[int]:
    """The numbers of the list marks (``1)``, or ``1.`` at the head) between two offsets."""
    return [mark.number for mark in list_marks(text, start, end)]


def points_of(letter: Letter, wording: Wording) -> set[int]:
    """The numbers of all points of a letter."""
    return {n for p in letter.paragraphs if p.role == BODY for n in marks_of(wording.text, p.start, p.end)}


@dataclass(slots=True)
class Ask:
    """A letter with requests, waiting for an answer."""

    letter: Letter
    wording: Wording
    requests: list[Request]
    figures: Sequence[Figure]
    answered: bool = False

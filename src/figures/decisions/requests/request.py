"""A request, the words by which an answer may name it, and a letter that asks.

A request is what becomes one row of the region table: for one region or party, one item and one measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from figures.decisions.words import AnswerBook, Does, Wording, item_fits, lemmas, name_lemmas, telling_words
from figures.language import compared_form, list_marks
from figures.model import BODY, STATED, Cell, Figure, Letter
from figures.names import regions_by_name

_WORD = re.compile(r"[^\W\d_]+")
_BEFORE = 12
"""Characters before an amount in which a word says that it is taken off (``by 40 thousand``)."""
_PURPOSE = 60
"""Characters behind an amount in which it is said what it is for."""


@dataclass(eq=False)
class Request:
    """A row in the making: grouping, proposals and answers set its cells, which are replaced and never altered.

    ``counted`` is what its first amount counts (``trade unionist`` of ``7 trade unionists``), ``total`` the request of
    which it is a part.  ``settled`` tells how telling its answer was (0 none, 1 consent to all, 2 named, 3 an amount),
    ``narrow`` whether the answer named it by its item or point, not by its region or party alone.
    """

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
    total: Request | None = None
    narrow: bool = False
    settled: int = 0

    @property
    def book(self) -> AnswerBook:
        return self.wording.book

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

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """Sets of singular nouns, any of which names the request in full: item, measure, what it is for."""
        return tuple(dict.fromkeys(name for name in (*self._named_by_things(), *self._named_by_kind()) if name))

    def _named_by_things(self) -> list[frozenset[str]]:
        words: list[frozenset[str]] = []
        for name in (*self.items, self.first.quantity.noun):
            parts = name_lemmas(name, self.wording.language) if name else ()
            words.append(frozenset(parts))
            if len(parts) > 1 and parts[-1] not in self.book.dull:
                words.append(frozenset(parts[-1:]))
        return [*words, frozenset(self.counted[-1:]), self._purpose()]

    def _named_by_kind(self) -> list[frozenset[str]]:
        words = [frozenset((word,)) for word in _money_words(self.unit, self.book)] if self.first.quantity.kind == "money" else []
        if self.relief:
            words += [frozenset((word,)) for word in self.book.file.relief_nouns]
        return [*words, frozenset(name_lemmas(self.measure, self.wording.language))] if self.measure else words

    def _purpose(self) -> frozenset[str]:
        """What an amount is for, in the words behind it: ``power station`` of ``three million on power stations``."""
        match = self.book.purpose.match(self.wording.text, self.first.end, self.first.end + _PURPOSE)
        return frozenset(lemmas(match[1], self.wording.language)) - self.book.dull if match else frozenset()

    @cached_property
    def nouns(self) -> frozenset[str]:
        """All nouns by which an answer may name the request."""
        return frozenset(word for name in self.names for word in name)

    @cached_property
    def relief(self) -> bool:
        """Whether a relief is asked for, so that ``cut by 3 million`` is its size and no change of it."""
        start, end = self.wording.sentence(self.letter, self.first)
        measure = set((self.measure or "").split())
        said = {word.lower() for word in _WORD.findall(self.wording.text[start:end])}
        of_plan = not measure.isdisjoint(self.book.file.plans) and not self._taken_off()
        return not self.book.relief_words.isdisjoint(measure | said) and not of_plan

    @cached_property
    def addition(self) -> bool:
        """Whether an addition is asked for, so that ``a further 5 million`` is its size and no change of it."""
        start, _ = self.wording.sentence(self.letter, self.first)
        return self.book.marks.search(Does.ADD, self.wording.text, start, self.first.start)

    def _taken_off(self) -> bool:
        """Whether its first amount is a part of a plan: ``reduce the plan by 40 thousand``."""
        before = self.wording.text[max(0, self.first.start - _BEFORE) : self.first.start]
        return self.first.change == "cut" or self.book.by.search(before) is not None

    @cached_property
    def context(self) -> frozenset[str]:
        """The telling words of the sentences around it, to choose between requests that nothing else tells apart."""
        found: set[str] = set()
        for figure in self.figures:
            start, end = self.wording.sentence(self.letter, figure)
            before = [f.end for f in self.figures if f is not figure and start <= f.start < figure.start]
            found |= telling_words(self.wording.text[max([start, *before]) : end], self.wording.language)
        return frozenset(found)

    @cached_property
    def point(self) -> int:
        """The number of the point in which it stands, 0 outside numbered points."""
        for index in range(self.first.paragraph, -1, -1):
            paragraph = self.letter.paragraphs[index]
            end = self.first.start if index == self.first.paragraph else paragraph.end
            marks = list_marks(self.wording.text, paragraph.start, end) if paragraph.role == BODY else []
            if marks:
                return marks[-1].number
        return 0


def _money_words(unit: str, book: AnswerBook) -> tuple[str, ...]:
    """What an answer may call an amount of money: by its coin (``rubles``, ``gold``), and ``money`` unless it is gold."""
    coin = [book.same.get(word, word) for word in unit.split("_")]
    return (coin[0],) if len(coin) > 1 and coin[0] in book.file.own_coins else (coin[-1], *book.file.money_words)


def new_request(letter: Letter, figure: Figure, region: str | None, party: str | None, wording: Wording) -> Request:
    """An empty request that a figure opens; heads counted by what they are (``7 writers``) are named so."""
    item, counted = figure.item.value, wording.counted(figure)
    people = wording.book.file.people
    if region is None and counted and item is not None and counted != people[:1]:
        item = " ".join(counted) if any(item_fits(item, name, wording.language) for name in people) else item
    return Request(letter, wording, region, party, item, figure.measure.value, figure.unit, figure, figures=[figure], counted=counted)


class Vocabulary:
    """The nouns and places by which some requests may be named; gathered when first asked for."""

    def __init__(self, requests: Sequence[Request]) -> None:
        self._requests = requests

    @cached_property
    def words(self) -> frozenset[str]:
        """All nouns of the requests."""
        return frozenset(word for request in self._requests for word in request.nouns)

    @cached_property
    def places(self) -> dict[str, str]:
        """Regions by their bare names, as words are compared: beside a request of the Omsk Region, ``Omsk`` alone is that region."""
        known = regions_by_name()
        regions = dict.fromkeys(r.region for r in self._requests if r.region is not None)
        stems = [(known[name].stem if name in known else name.rpartition(" ")[0] or name, name) for name in regions]
        return {compared_form(stem, self._requests[0].wording.language): name for stem, name in stems if stem.isalpha()}


def points_of(letter: Letter, wording: Wording) -> set[int]:
    """The numbers of all points of a letter."""
    return {mark.number for p in letter.paragraphs if p.role == BODY for mark in list_marks(wording.text, p.start, p.end)}


@dataclass(slots=True)
class Ask:
    """A letter with requests, waiting for an answer."""

    letter: Letter
    wording: Wording
    requests: list[Request]
    figures: Sequence[Figure]
    answered: bool = False

"""Part of station 8: groups the figures of a letter into requests.

Rules, in order:

1. only amounts that are asked for or proposed make a request; rates, prices, yields and fractions
   do not, and a difference from another year does not;
2. a proposal belongs to the request of the same region or party, item and measure; if the measure
   or item of one side is missing, or differs but it is the only counterpart, they are paired and
   the better known name is kept;
3. a request that is no region's is paired with the nearest proposal behind it that is not larger;
4. a second proposal for the same request is a part of the first, unless the first was another
   party's and the writers speak in the second (``The General Staff is ready to release 2 thousand.
   I would think it possible to exempt 3 to 4 thousand``);
5. what is due and what was delivered goes into the row of the region's total relief or main
   deliveries (``carriers`` in ``decisions.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Sequence
from decimal import Decimal

from figures.decisions.answer_words import AnswerBook
from figures.decisions.requests import Request, cell, counted_apart, is_sum, places, same_unit
from figures.decisions.wording import Wording, item_fits
from figures.model import AMBIGUOUS, STATED, Cell, Figure, Letter
from figures.names import contains_region


def build(letter: Letter, figures: Sequence[Figure], wording: Wording) -> list[Request]:
    """The requests of one letter from those of its body figures that no answer has used."""
    staged = [(f, f.stage.value) for f in figures if f.note == 0]
    asked = [f for f, stage in staged if stage in ("requested", "proposed") and is_sum(f, wording.text, wording.answers)]
    if not asked:
        return []
    lists = _Lists(wording.text)
    group = _Group(letter, wording, lists)
    joint = _joint_amounts(asked)
    for figure in asked:
        lists.add(figure)
        if joint and figure.id in joint:
            continue
        for region, party in places(figure):
            group.enter(figure, region, party)
    requests = group.requests
    _pair_leftovers(requests, wording.answers)
    open_ones = any(r.proposed is None for r in requests) and any(r.requested is None for r in requests)
    for kinship in (_same_kind, _nested, _same_party, _same_thing, _same_thing_elsewhere) if open_ones else ():
        _pair_only_counterparts(requests, kinship, lists.above)
    _joint(requests)
    lists.link(requests)
    for figure, stage in staged:
        if stage in ("obligation", "delivered") and is_sum(figure, wording.text, wording.answers):
            _carry(requests, figure, wording.answers)
    return requests


def _joint_amounts(asked: Sequence[Figure]) -> set[str]:
    """Amounts of several regions together (``9 million in all: the Bashkirs want 5, the Tatars 4``) are no row of each.

    They are ambiguous as to their region, or the regions' own amounts beside them add up to them.
    """
    found: set[str] = set()
    for figure in asked:
        if len(figure.region.values) < 2:
            continue
        regions = figure.region.values
        own = {
            other.region.value: other.low
            for other in asked
            if len(other.region.values) == 1 and other.region.value in regions and other.paragraph == figure.paragraph
            and other.stage.value == figure.stage.value and other.unit == figure.unit
        }  # fmt: skip
        if figure.region.status == AMBIGUOUS or (len(own) == len(regions) and sum(own.values()) == figure.low):
            found.add(figure.id)
    return found


def new(letter: Letter, figure: Figure, region: str | None, party: str | None, wording: Wording) -> Request:
    """An empty request that a figure opens."""
    item = figure.item.value
    counted = wording.counted(figure)
    if region is None and counted and item is not None and counted != ("person",) and item_fits(item, "person", wording.answers):
        item = " ".join(counted)
    return Request(letter, wording, region, party, item, figure.measure.value, figure.unit, figure, figures=[figure], counted=counted)


class _Lists:
    """Which amounts are parts of which: as the text says, or behind a colon (``18 people: 7 unionists, 5 writers``)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.above: dict[str, str] = {}
        self._before: Figure | None = None

    def add(self, figure: Figure) -> None:
        part = figure.part_of or self._listed(figure)
        if part is not None:
            self.above[figure.id] = part
        self._before = figure

    def _listed(self, figure: Figure) -> str | None:
        before = self._before
        if before is None or before.unit != figure.unit or before.paragraph != figure.paragraph or before.stage.value != figure.stage.value:
            return None
        if _COLON.fullmatch(self.text, before.end, figure.start):
            return before.id
        return self.above.get(before.id) if _COMMA.fullmatch(self.text, before.end, figure.start) else None

    def link(self, requests: list[Request]) -> None:
        """Give every part its total; a region's total relief has its reliefs of all measures as parts."""
        owner = {f.id: r for r in requests for f in r.figures}
        for request in requests:
            for figure in request.figures:
                whole = owner.get(self.above.get(figure.id, ""))
                if whole is not None and whole is not request:
                    request.total = whole
        for whole in [r for r in requests if r.measure == "total relief" and r.region is not None]:
            for part in requests:
                if part is not whole and part.region == whole.region and part.total is None and same_unit(part.unit, whole.unit):
                    part.total = whole


_COLON = re.compile(r"[^.;?!:]{0,40}:\s*|\s*\(\s*")
_COMMA = re.compile(r"[^.;:?!]{0,30}?,\s+(?:and\s+)?|\s+and\s+")


class _Group:
    """The requests of one letter while its figures are entered in reading order."""

    def __init__(self, letter: Letter, wording: Wording, lists: _Lists) -> None:
        self.letter = letter
        self.wording = wording
        self.lists = lists
        self.requests: list[Request] = []

    def enter(self, figure: Figure, region: str | None, party: str | None) -> None:
        requested = figure.stage.value == "requested"
        home = self._regions(figure, region, requested) if region is not None else self._others(figure, party, requested)
        if home is None:
            home = new(self.letter, figure, region, party, self.wording)
            self.requests.append(home)
        elif figure is not home.first:
            home.figures.append(figure)
            home.party = home.party or party
            home.item = home.item or figure.item.value
            home.unit = figure.unit if home.unit.endswith(f" {figure.unit}") else home.unit  # rotary drills are drills
            home.measure = home.measure or figure.measure.value
        if requested:
            if home.requested is None:
                home.requested = cell(figure)
        elif home.proposed is None:
            home.proposed = cell(figure)
        elif self._overrules(home, figure):
            if home.requested is None:
                home.party = party
                if home.proposed.low > figure.high:
                    home.requested = home.proposed  # what others named and the writers cut down was asked for
            home.proposed = cell(figure)

    def _regions(self, figure: Figure, region: str, requested: bool) -> Request | None:
        """The request of a region that a figure belongs to."""
        measure, item = figure.measure.value, figure.item.value
        mine = [r for r in self.requests if r.region == region and same_unit(r.unit, figure.unit)]
        if not mine:
            return None
        mine = [r for r in mine if item_fits(r.item, item, self.wording.answers)]
        same = [r for r in mine if r.measure == measure and (r.item == item or len(mine) == 1)]
        if same:
            return same[0]
        loose = [r for r in mine if (r.measure is None or measure is None) and (r.requested if requested else r.proposed) is None]
        return loose[-1] if loose else None

    def _others(self, figure: Figure, party: str | None, requested: bool) -> Request | None:
        """The request that is no region's and to which a figure belongs."""
        wording, measure = self.wording, figure.measure.value
        party = party if figure.party.status == STATED else None
        near = [r for r in self.requests if r.region is None and same_unit(r.unit, figure.unit)]
        near = [r for r in near if item_fits(r.item, figure.item.value, wording.answers)]
        mine = [r for r in near if (party is None or r.party == party) and (r.measure is None or measure is None or r.measure == measure)]
        empty = [r for r in mine if (r.requested if requested else r.proposed) is None]
        if requested:
            # "80 million to the NKTP (it asked for 140 million)"; else a request opens a row of its own
            return next((r for r in reversed(empty) if party is not None and abs(r.figures[-1].paragraph - figure.paragraph) <= 1), None)
        if figure.id in self.lists.above:
            empty = [r for r in empty if r.first.id in self.lists.above]
        exact = [r for r in empty if party is not None] or [r for r in empty if self._same_thing(r, figure)]
        if figure.quantity.kind == "count" and party is None:
            exact = [r for r in empty if not counted_apart(r, figure, wording)]
        smaller = [r for r in exact if r.requested is not None and r.requested.high >= figure.low]
        if smaller or exact:
            return (smaller or exact)[-1]
        rivals = [r for r in near if r.measure == measure and r.figures[-1].paragraph == figure.paragraph and self._overrules(r, figure)]
        return rivals[-1] if rivals else None

    def _same_thing(self, request: Request, figure: Figure) -> bool:
        item = figure.item.value
        return item is not None and request.first.item.value == item and not counted_apart(request, figure, self.wording)

    def _overrules(self, home: Request, figure: Figure) -> bool:
        """The writers' own proposal takes the place of another party's."""
        if home.proposed is None or figure.id in self.lists.above:
            return False
        earlier = next((f for f in reversed(home.figures) if f is not figure and f.id in home.proposed.figures), None)
        return (
            earlier is not None
            and self.wording.sentence(self.letter, earlier) != self.wording.sentence(self.letter, figure)
            and self.wording.own(self.letter, figure)
            and not self.wording.own(self.letter, earlier)
        )


def _pair_leftovers(requests: list[Request], answers: AnswerBook) -> None:
    """Pair a request with a proposal of the same region and unit whose measure differs, if each is the other's only counterpart."""
    for asked in [r for r in requests if r.requested is not None and r.proposed is None]:
        alike = [r for r in requests if r.region == asked.region and same_unit(r.unit, asked.unit)]
        offers = [r for r in alike if r.proposed is not None and r.requested is None]
        named = [r for r in offers if r.item == asked.item]
        if asked.region is not None and len(named) == 1 and sum(r.item == asked.item for r in alike) == 2:
            offers, alike = named, [asked, *named]  # the only two of their item, whatever the others are
        if len(offers) != 1 or any(r is not asked and r.requested is not None and r.proposed is None for r in alike):
            continue
        offer = offers[0]
        fits = item_fits(asked.item, offer.item, answers)
        near = offer.first.paragraph - asked.first.paragraph <= 2
        if asked.region is None:
            paired = asked.item is not None and asked.item == offer.item and asked.measure == offer.measure and near
        else:
            paired = (fits and near) or (asked.first.quantity.kind != "mass" and (fits or asked.unit == offer.unit))
        if not paired or offer.first.start < asked.first.start or (asked.measure and " and " in asked.measure):
            continue
        _meet(asked, offer, requests)


def _meet(asked: Request, offer: Request, requests: list[Request]) -> None:
    """The offer is what is proposed on the request."""
    asked.proposed = offer.proposed
    asked.figures += offer.figures
    if asked.unit.endswith(f" {offer.unit}"):
        asked.unit = offer.unit  # rotary drills are drills
    if asked.region and offer.region and contains_region(asked.region, offer.region):
        asked.region = offer.region
    requests.remove(offer)


def _pair_only_counterparts(requests: list[Request], alike: Callable[[Request, Request], bool], parts: Container[str]) -> None:
    """Pair what is asked with what is proposed soon after where each is the other's only counterpart of its kind."""
    asked = [r for r in requests if r.requested is not None and r.proposed is None and not (r.measure and " and " in r.measure)]
    offers = [r for r in requests if r.requested is None and r.proposed is not None and r.first.id not in parts]
    if not asked or not offers:
        return
    block = blocks(asked)
    met = [(a, o) for a in asked for o in offers if same_unit(a.unit, o.unit) and _soon(a, o, block) and alike(a, o)]
    for a, o in met:
        mine = [y for x, y in met if x is a]
        if sum(y is o for _, y in met) == 1 and _smaller(o, a) and (len(mine) == 1 or (alike is _same_party and mine[0] is o)):
            _meet(a, o, requests)


def blocks(asked: list[Request]) -> dict[int, int]:
    """The paragraph where a row of requests in neighbouring paragraphs (a list) ends, by each of its paragraphs."""
    numbers = sorted({r.first.paragraph for r in asked})
    ends: dict[int, int] = {}
    for n in reversed(numbers):
        ends[n] = ends.get(n + 1, n)
    return ends


def _soon(asked: Request, offer: Request, block: dict[int, int]) -> bool:
    """Whether the offer stands behind the request, at most a few paragraphs behind the list in which that stands."""
    at = offer.first.paragraph
    return offer.first.start > asked.first.start and at - min(at, block[asked.first.paragraph]) <= _SOON


_SOON = 2
"""How many paragraphs behind a request the writers may propose on it without naming whose it is."""


def _smaller(offer: Request, asked: Request) -> bool:
    """Rarely is more proposed than was asked for."""
    return offer.proposed is not None and asked.requested is not None and offer.proposed.low <= asked.requested.high


def _same_kind(asked: Request, offer: Request) -> bool:
    """Both of one region and item, and one measure a kind of the other (``arrears of payment in kind`` put off as ``payment in kind``)."""
    if asked.region is None or asked.region != offer.region or asked.item != offer.item or not asked.measure or not offer.measure:
        return False
    return asked.measure in offer.measure or offer.measure in asked.measure


def _nested(asked: Request, offer: Request) -> bool:
    """Both of one thing, and one region within the other: the Siberians may be those of the West Siberian Territory."""
    a, b = asked.region, offer.region
    if a is None or b is None or _UNION in (a, b) or asked.measure != offer.measure:
        return False
    return _one_thing(asked, offer) and (contains_region(a, b) or contains_region(b, a))


_UNION = "USSR"


def _same_party(asked: Request, offer: Request) -> bool:
    """Both of one agency, whatever they are said to be for."""
    return asked.region is None and offer.region is None and asked.party is not None and asked.party == offer.party


def _same_thing(asked: Request, offer: Request) -> bool:
    """Both of one thing and no region's: who proposes need not be who asks (``Gosplan and we propose 4 thousand tons of copper``)."""
    return asked.region is None and offer.region is None and _one_thing(asked, offer)


def _same_thing_elsewhere(asked: Request, offer: Request) -> bool:
    """Both of one thing, and one of them without region or with one that it only inherited."""
    if (asked.region is None) == (offer.region is None):
        return False
    inherited = asked if asked.region is not None else offer
    alike = _one_thing(asked, offer) or asked.first.quantity.kind == "money"
    return alike and (inherited is asked or inherited.first.region.status != STATED)


def _one_thing(asked: Request, offer: Request) -> bool:
    if asked.first.quantity.kind == "count":
        return True  # counted by the same noun
    return asked.item is not None and asked.item == offer.item


def _joint(requests: list[Request]) -> None:
    """A request for two measures together is met by the proposals for each of them."""
    for request in requests:
        if request.proposed is not None or request.measure is None or " and " not in request.measure:
            continue
        names = {request.measure.partition(" and ")[0], request.measure.partition(" and ")[2]}
        met = [
            r
            for r in requests
            if r.region == request.region and r.measure in names and r.proposed and r.requested is None and r.unit == request.unit
        ]
        if len(met) == 2:
            request.proposed = total(met, "proposed")
            request.notes.append("asked for both measures together; proposed for each of them")


def total(requests: Iterable[Request], column: str) -> Cell | None:
    """The sum of a column over several requests, None if one of them is empty."""
    cells: list[Cell] = [getattr(r, column) for r in requests]
    if any(c is None for c in cells):
        return None
    return Cell(
        sum((c.low for c in cells), Decimal(0)),
        sum((c.high for c in cells), Decimal(0)),
        "exact",
        "computed",
        tuple(i for c in cells for i in c.figures),
        tuple(e for c in cells for e in c.evidence),
        cells[0].edition,
    )


def _carry(requests: list[Request], figure: Figure, answers: AnswerBook) -> None:
    """Put what is due or was delivered into the region's main row."""
    column = "obligation" if figure.stage.value == "obligation" else "delivered"
    for region in figure.region.values:
        mine = [r for r in requests if r.region == region and same_unit(r.unit, figure.unit)]
        mine = [r for r in mine if item_fits(r.item, figure.item.value, answers)]
        same = [r for r in mine if r.item == figure.item.value] or mine
        order = {name: n for n, name in enumerate(answers.carriers)}
        ranked = sorted((r for r in same if r.measure in order), key=lambda r: order[r.measure or ""])
        home = ranked[0] if ranked else next((r for r in same if "loan" not in (r.measure or "")), None)
        if home is not None and getattr(home, column) is None:
            setattr(home, column, cell(figure))
            home.figures.append(figure)

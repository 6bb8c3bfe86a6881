"""Groups the figures of a letter into requests.

Rules, in order:

1. only amounts that are asked for or proposed make a request; rates, prices, yields and fractions do not, and a
   difference from another year does not;
2. a proposal belongs to the request of the same region or party, item and measure; if the measure or item of one
   side is missing, or differs but it is the only counterpart, they are paired and the better known name is kept;
3. a request that is no region's is paired with the nearest proposal behind it that is not larger;
4. a second proposal for the same request is a part of the first, unless the first was another party's and the
   writers speak in the second (``The General Staff is ready to release 2 thousand.  I would think it possible to
   exempt 3 to 4 thousand``); what others named and the writers cut down was asked for;
5. what is due and what was delivered goes into the row of the region's main deliveries (``carriers``).
"""

from __future__ import annotations

from collections.abc import Sequence

from figures.decisions.requests.request import Request, new_request
from figures.decisions.requests.sums import cell, is_sum, places, same_unit, total
from figures.decisions.words import Wording, item_fits
from figures.model import STATED, Figure, Letter
from figures.names import contains_region

_NEAR = 2
"""How many paragraphs behind a request the writers may propose on it under another measure."""


def requests_of(letter: Letter, figures: Sequence[Figure], wording: Wording) -> list[Request]:
    """The requests of one letter from those of its body figures that no answer has used."""
    body = [f for f in figures if f.note == 0 and is_sum(f, wording)]
    asked = [f for f in body if f.stage.value in ("requested", "proposed")]
    group = _Group(letter, wording)
    for figure in asked:
        for region, party in places(figure):
            group.enter(figure, region, party)
    requests = group.requests
    _pair_leftovers(requests)
    _meet_jointly(requests)
    _link_parts(requests)
    for figure in body if requests else ():
        if figure.stage.value in ("obligation", "delivered"):
            _carry(requests, figure)
    return requests


class _Group:
    """The requests of one letter while its figures are entered in reading order."""

    def __init__(self, letter: Letter, wording: Wording) -> None:
        self.letter = letter
        self.wording = wording
        self.requests: list[Request] = []

    def enter(self, figure: Figure, region: str | None, party: str | None) -> None:
        """Put an amount into the request it belongs to, or open one."""
        requested = figure.stage.value == "requested"
        home = self._of_region(figure, region, requested) if region is not None else self._of_party(figure, party, requested)
        if home is None:
            home = new_request(self.letter, figure, region, party, self.wording)
            self.requests.append(home)
        elif figure is not home.first:
            _complete(home, figure, party)
        if requested:
            home.requested = home.requested or cell(figure)
        elif home.proposed is None:
            home.proposed = cell(figure)
        elif self._overrules(home, figure):
            self._overrule(home, figure, party)

    def _overrule(self, home: Request, figure: Figure, party: str | None) -> None:
        if home.requested is None:
            home.party = party
            if home.proposed is not None and home.proposed.low > figure.high:
                home.requested = home.proposed
        home.proposed = cell(figure)

    def _of_region(self, figure: Figure, region: str, requested: bool) -> Request | None:
        """The request of a region that a figure belongs to."""
        measure, item = figure.measure.value, figure.item.value
        mine = self._alike([r for r in self.requests if r.region == region], figure)
        same = [r for r in mine if r.measure == measure and (r.item == item or len(mine) == 1)]
        if same:
            return same[0]
        loose = [r for r in mine if (r.measure is None or measure is None) and (r.requested if requested else r.proposed) is None]
        return loose[-1] if loose else None

    def _alike(self, requests: Sequence[Request], figure: Figure) -> list[Request]:
        """Those in a unit and of an item that the figure may share."""
        book, language = self.wording.book, self.wording.language
        return [r for r in requests if same_unit(r.unit, figure.unit, book) and item_fits(r.item, figure.item.value, language)]

    def _of_party(self, figure: Figure, party: str | None, requested: bool) -> Request | None:
        """The request that is no region's and to which a figure belongs."""
        measure = figure.measure.value
        party = party if figure.party.status == STATED else None
        near = self._alike([r for r in self.requests if r.region is None], figure)
        mine = [r for r in near if (party is None or r.party == party) and (r.measure is None or measure is None or r.measure == measure)]
        empty = [r for r in mine if (r.requested if requested else r.proposed) is None]
        if requested:
            # "80 million to the NKTP (it asked for 140 million)"; else a request opens a row of its own
            return next((r for r in reversed(empty) if party is not None and abs(r.figures[-1].paragraph - figure.paragraph) <= 1), None)
        if figure.part_of is not None:
            empty = [r for r in empty if r.first.part_of is not None]
        exact = [r for r in empty if party is not None or figure.quantity.kind == "count" or _same_item(r, figure)]
        smaller = [r for r in exact if r.requested is not None and r.requested.high >= figure.low]
        if smaller or exact:
            return (smaller or exact)[-1]
        rivals = [r for r in near if r.measure == measure and r.figures[-1].paragraph == figure.paragraph and self._overrules(r, figure)]
        return rivals[-1] if rivals else None

    def _overrules(self, home: Request, figure: Figure) -> bool:
        """The writers' own proposal takes the place of another party's."""
        if home.proposed is None or figure.part_of is not None:
            return False
        earlier = next((f for f in reversed(home.figures) if f is not figure and f.id in home.proposed.figures), None)
        return (
            earlier is not None
            and self.wording.sentence(self.letter, earlier) != self.wording.sentence(self.letter, figure)
            and self.wording.own(self.letter, figure)
            and not self.wording.own(self.letter, earlier)
        )


def _same_item(request: Request, figure: Figure) -> bool:
    return figure.item.value is not None and request.first.item.value == figure.item.value


def _complete(home: Request, figure: Figure, party: str | None) -> None:
    """What one amount leaves open, another of the same request may say."""
    home.figures.append(figure)
    home.party = home.party or party
    home.item = home.item or figure.item.value
    home.unit = _head(home.unit, figure.unit)
    home.measure = home.measure or figure.measure.value


def _head(unit: str, other: str) -> str:
    """Rotary drills are drills."""
    return other if unit.endswith(f" {other}") else unit


def _pair_leftovers(requests: list[Request]) -> None:
    """Pair a request with a proposal of the same region and unit whose measure differs, if each is the other's only counterpart."""
    for asked in [r for r in requests if r.requested is not None and r.proposed is None]:
        offer = _only_counterpart(asked, requests)
        if offer is not None and offer.first.start >= asked.first.start and not _both(asked) and _may_meet(asked, offer):
            asked.proposed = offer.proposed
            asked.figures += offer.figures
            asked.unit = _head(asked.unit, offer.unit)
            if asked.region and offer.region and contains_region(asked.region, offer.region):
                asked.region = offer.region
            requests.remove(offer)


def _only_counterpart(asked: Request, requests: Sequence[Request]) -> Request | None:
    """The only proposal that nobody asked for among those of a request's region and unit, where nothing else waits for one."""
    alike = [r for r in requests if r.region == asked.region and same_unit(r.unit, asked.unit, asked.book)]
    offers = [r for r in alike if r.proposed is not None and r.requested is None]
    named = [r for r in offers if r.item == asked.item]
    if asked.region is not None and len(named) == 1 and sum(r.item == asked.item for r in alike) == 2:
        offers, alike = named, [asked, *named]  # the only two of their item, whatever the others are
    waiting = any(r is not asked and r.requested is not None and r.proposed is None for r in alike)
    return offers[0] if len(offers) == 1 and not waiting else None


def _may_meet(asked: Request, offer: Request) -> bool:
    near = offer.first.paragraph - asked.first.paragraph <= _NEAR
    if asked.region is None:
        return asked.item is not None and asked.item == offer.item and asked.measure == offer.measure and near
    fits = item_fits(asked.item, offer.item, asked.wording.language)
    return (fits and near) or (asked.first.quantity.kind != "mass" and (fits or asked.unit == offer.unit))


def _both(request: Request) -> tuple[str, str] | None:
    """The two measures for which a request is made together."""
    for joint in request.book.file.both_words:
        first, found, second = (request.measure or "").partition(f" {joint} ")
        if found:
            return first, second
    return None


def _meet_jointly(requests: Sequence[Request]) -> None:
    """A request for two measures together is met by the proposals for each of them."""
    for request in requests:
        names = _both(request) if request.proposed is None else None
        met = [
            r.proposed
            for r in requests
            if names and r.region == request.region and r.measure in names and r.proposed and r.requested is None and r.unit == request.unit
        ]
        if len(met) == 2:
            request.proposed = total(met)
            request.notes.append("asked for both measures together; proposed for each of them")


def _link_parts(requests: Sequence[Request]) -> None:
    """Give every part its total; a region's whole relief has its reliefs of all measures as parts."""
    owner = {f.id: r for r in requests for f in r.figures}
    for request in requests:
        wholes = [owner.get(f.part_of or "") for f in request.figures]
        request.total = next((whole for whole in reversed(wholes) if whole is not None and whole is not request), None)
    for whole in [r for r in requests if r.region is not None and r.measure in r.book.file.whole_reliefs]:
        for part in requests:
            if part is not whole and part.region == whole.region and part.total is None and same_unit(part.unit, whole.unit, part.book):
                part.total = whole


def _carry(requests: Sequence[Request], figure: Figure) -> None:
    """Put what is due or was delivered into the region's main row."""
    column = "obligation" if figure.stage.value == "obligation" else "delivered"
    for region in figure.region.values:
        home = _carrier([r for r in requests if r.region == region], figure)
        if home is not None and getattr(home, column) is None:
            setattr(home, column, cell(figure))
            home.figures.append(figure)


def _carrier(requests: Sequence[Request], figure: Figure) -> Request | None:
    """The row of a region that carries what is due: that of the first measure of ``carriers``, else none of a loan."""
    mine = [r for r in requests if same_unit(r.unit, figure.unit, r.book) and item_fits(r.item, figure.item.value, r.wording.language)]
    same = [r for r in mine if r.item == figure.item.value] or mine
    if not same:
        return None
    order = {name: n for n, name in enumerate(same[0].book.file.carriers)}
    ranked = sorted((r for r in same if r.measure in order), key=lambda r: order[r.measure or ""])
    return ranked[0] if ranked else next((r for r in same if not any(loan in (r.measure or "") for loan in r.book.file.loans)), None)

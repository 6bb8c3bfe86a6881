"""Part of station 8: groups the figures of a letter into requests, one per region (or party), item and measure.

A request is what becomes one row of the region table.  Rules, in order:

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
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from figures.answers import AnswerBook, lemmas, sentences, singular
from figures.model import BODY, Cell, Evidence, Figure, Letter

UNIT_GROUPS = {"pood": "mass", "tonne": "mass", "kilogram": "mass", "centner": "mass", "quintal": "mass", "gram": "mass"}
"""Units that may stand for one another between a request and its answer."""


@dataclass(slots=True)
class Request:
    """A row in the making.  Cells are set once and replaced, never altered."""

    letter: Letter
    edition: str
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
    nouns: frozenset[str] = frozenset()
    """Singular nouns by which an answer may name it."""
    names: tuple[frozenset[str], ...] = ()
    """Sets of nouns, any of which names it in full."""
    counted: tuple[str, ...] = ()
    """What its first amount counts: ``trade unionist`` of ``7 trade unionists``."""
    relief: bool = False
    total: Request | None = None
    """The request of which this one is a part."""
    context: frozenset[str] | None = None
    point: int | None = None
    settled: int = 0
    """How telling the answer was: 0 none, 1 consent to all, 2 named, 3 an amount."""

    @property
    def asked(self) -> bool:
        return self.requested is not None or self.proposed is not None


def cell(figure: Figure, basis: str = "stated") -> Cell:
    """The cell that states a figure's amount."""
    return Cell(
        figure.low,
        figure.high,
        figure.quantity.qualifier,
        basis,
        (figure.id,),
        (Evidence(figure.start, figure.end, "amount"),),
        figure.edition,
    )


def same_unit(a: str, b: str) -> bool:
    return a == b or UNIT_GROUPS.get(a, a) == UNIT_GROUPS.get(b, b)


def is_sum(figure: Figure, text: str, answers: AnswerBook) -> bool:
    """Whether the figure is an amount that can be asked for and granted: no rate, price, yield, fraction or difference."""
    quantity = figure.quantity
    if quantity.kind in ("yield", "price", "share") or figure.change == "difference" or "/" in quantity.unit:
        return False
    measure = figure.measure.value or ""
    if any(side in measure for side in answers.side_measures):
        return False
    quote = text[figure.start : figure.end].lower()
    return not re.search(r"\b(?:per|for (?:each|every))\b", quote)


def places(figure: Figure) -> list[tuple[str | None, str | None]]:
    """Pairs of region and party the figure holds for; an amount for each of several regions has several."""
    party = figure.party.value
    if figure.region.values:
        return [(region, party) for region in figure.region.values]
    return [(None, p) for p in figure.party.values] if figure.party.values else [(None, None)]


class Wording:
    """The words of a text, looked up lazily: sentences around figures, their lemmas."""

    def __init__(self, text: str, answers: AnswerBook) -> None:
        self.text = text
        self.answers = answers
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def sentence(self, letter: Letter, figure: Figure) -> tuple[int, int]:
        paragraph = letter.paragraphs[figure.paragraph]
        if paragraph.start not in self._spans:
            self._spans[paragraph.start] = sentences(self.text, paragraph.start, paragraph.end)
        for start, end in self._spans[paragraph.start]:
            if figure.start < end:
                return start, end
        return paragraph.start, paragraph.end

    def nouns(self, figure: Figure) -> tuple[str, ...]:
        """The nouns that the quote itself counts: ``aviator`` of ``2 aviators``."""
        quote = self.text[figure.quantity.numeral.end : figure.end]
        return tuple(w for w in lemmas(quote, self.answers) if w not in ("of", "the", "a"))

    def own(self, letter: Letter, figure: Figure) -> bool:
        """Whether the writers speak for themselves before the figure in its sentence."""
        start, _ = self.sentence(letter, figure)
        return re.search(r"(?<!\w)(?:we|i|our|my|us)(?!\w)", self.text[start : figure.start], re.IGNORECASE) is not None


def item_fits(a: str | None, b: str | None, answers: AnswerBook) -> bool:
    """Whether two items may be the same: equal, one unknown, or one a kind of the other."""
    if a is None or b is None or a == b:
        return True
    x, y = set(lemmas(a, answers)), set(lemmas(b, answers))
    if x & y:
        return True
    return any(kind in answers.covers and (answers.covers[kind] & other) for kind, other in [*((k, y) for k in x), *((k, x) for k in y)])


def build(letter: Letter, figures: Sequence[Figure], wording: Wording) -> list[Request]:
    """The requests of one letter from those of its body figures that no answer has used."""
    answers = wording.answers
    text = wording.text
    body = [f for f in figures if f.note == 0]
    sums = [f for f in body if is_sum(f, text, answers)]
    asked = [f for f in sums if f.stage.value in ("requested", "proposed")]
    requests: list[Request] = []
    for figure in asked:
        for region, party in places(figure):
            _enter(requests, letter, figure, region, party, wording)
    if not requests:
        return requests
    _pair_leftovers(requests, wording)
    _joint(requests)
    _parts(requests)
    for request in requests:
        describe(request, letter, wording)
    for figure in sums:
        if figure.stage.value in ("obligation", "delivered"):
            _carry(requests, figure, answers)
    return requests


def new(letter: Letter, figure: Figure, region: str | None, party: str | None, wording: Wording) -> Request:
    """An empty request that a figure opens."""
    item = figure.item.value
    nouns = wording.nouns(figure)
    if region is None and figure.quantity.kind == "count" and nouns and item is not None and item_fits(item, "person", wording.answers):
        item = " ".join(nouns) if " ".join(nouns) != "person" else item
    return Request(letter, figure.edition, region, party, item, figure.measure.value, figure.unit, figure, figures=[figure], counted=nouns)


def _enter(requests: list[Request], letter: Letter, figure: Figure, region: str | None, party: str | None, wording: Wording) -> None:
    requested = figure.stage.value == "requested"
    home = _home(requests, figure, region, party, requested, wording)
    if home is None:
        home = new(letter, figure, region, party, wording)
        requests.append(home)
    elif figure is not home.first:
        home.figures.append(figure)
        home.party = home.party or party
        home.item = home.item or figure.item.value
        home.measure = home.measure or figure.measure.value
    if requested:
        if home.requested is None:
            home.requested = cell(figure)
    elif home.proposed is None:
        home.proposed = cell(figure)
    elif _overrules(home, figure, letter, wording):
        home.proposed = cell(figure)
        if home.requested is None:
            home.party = party


def _overrules(home: Request, figure: Figure, letter: Letter, wording: Wording) -> bool:
    """The writers' own proposal takes the place of another party's."""
    earlier = next((f for f in reversed(home.figures) if f is not figure and home.proposed and f.id in home.proposed.figures), None)
    return (
        earlier is not None
        and figure.part_of is None
        and wording.sentence(letter, earlier) != wording.sentence(letter, figure)
        and wording.own(letter, figure)
        and not wording.own(letter, earlier)
    )


def _home(
    requests: list[Request], figure: Figure, region: str | None, party: str | None, requested: bool, wording: Wording
) -> Request | None:
    """The request that a figure belongs to, or None if it opens one."""
    answers = wording.answers
    near = [r for r in requests if same_unit(r.unit, figure.unit) and item_fits(r.item, figure.item.value, answers)]
    if region is not None:
        mine = [r for r in near if r.region == region]
        same = [r for r in mine if r.measure == figure.measure.value and (r.item == figure.item.value or len(mine) == 1)]
        if same:
            return same[0]
        loose = [r for r in mine if r.measure is None or figure.measure.value is None]
        loose = [r for r in loose if (r.requested is None if requested else r.proposed is None)]
        return loose[-1] if loose else None
    mine = [r for r in near if r.region is None and (party is None or r.party == party)]
    mine = [r for r in mine if r.measure is None or figure.measure.value is None or r.measure == figure.measure.value]
    empty = [r for r in mine if (r.requested is None if requested else r.proposed is None)]
    if requested:
        # "80 million to the NKTP (it asked for 140 million)"; else a request opens a row of its own
        return next((r for r in reversed(empty) if r.party is not None and r.party == party and _close(r.figures[-1], figure)), None)
    if figure.part_of is not None:
        empty = [r for r in empty if r.first.part_of is not None]
    exact = [r for r in empty if r.party == party and party is not None] or [r for r in empty if _same_thing(r, figure, wording)]
    if figure.quantity.kind == "count" and not exact:
        exact = [r for r in empty if not counted_apart(r, figure, wording)]
    smaller = [r for r in exact if r.requested is not None and r.requested.high >= figure.low]
    if smaller or exact:
        return (smaller or exact)[-1]
    rivals = [
        r
        for r in near
        if r.region is None and r.measure == figure.measure.value and r.proposed is not None and _overrules(r, figure, r.letter, wording)
    ]
    return rivals[-1] if rivals and rivals[-1].figures[-1].paragraph == figure.paragraph else None


def _close(a: Figure, b: Figure) -> bool:
    return abs(a.paragraph - b.paragraph) <= 1


def _same_thing(request: Request, figure: Figure, wording: Wording) -> bool:
    return (
        request.item is not None
        and figure.item.value is not None
        and request.first.item.value == figure.item.value
        and not counted_apart(request, figure, wording)
    )


def counted_apart(request: Request, figure: Figure, wording: Wording) -> bool:
    """Whether the two count different things: ``7 trade unionists`` and ``40 delegates`` are apart, ``18 people`` and ``40 delegates`` are not."""
    if figure.quantity.kind != "count":
        return False
    mine, other = set(wording.nouns(figure)), set(request.counted)
    return bool(mine and other) and not mine & other and "person" not in mine | other


def _pair_leftovers(requests: list[Request], wording: Wording) -> None:
    """Pair a request with a proposal of the same region and unit whose measure differs, if each is the other's only counterpart."""
    for asked in [r for r in requests if r.requested is not None and r.proposed is None]:
        offers = [
            r
            for r in requests
            if r.proposed is not None and r.requested is None and r.region == asked.region and same_unit(r.unit, asked.unit)
        ]
        others = [
            r
            for r in requests
            if r.requested is not None and r.proposed is None and r.region == asked.region and same_unit(r.unit, asked.unit)
        ]
        if len(offers) != 1 or len(others) != 1 or not item_fits(asked.item, offers[0].item, wording.answers):
            continue
        if asked.region is None and (
            asked.item is None or asked.item != offers[0].item or asked.measure != offers[0].measure or offers[0].first.part_of
        ):
            continue
        offer = offers[0]
        if offer.first.start < asked.first.start or offer.first.paragraph - asked.first.paragraph > 2:
            continue
        if asked.measure and " and " in asked.measure:
            continue
        asked.proposed = offer.proposed
        asked.figures += offer.figures
        requests.remove(offer)


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


def _parts(requests: list[Request]) -> None:
    owner = {f.id: r for r in requests for f in r.figures}
    for request in requests:
        for figure in request.figures:
            above = owner.get(figure.part_of or "")
            if above is not None and above is not request:
                request.total = above
    for request in requests:
        if request.measure == "total relief" and request.region is not None:
            for part in requests:
                if part is not request and part.region == request.region and same_unit(part.unit, request.unit) and part.total is None:
                    part.total = request


def describe(request: Request, letter: Letter, wording: Wording) -> None:
    """The nouns by which an answer may name a request, and whether it is a relief."""
    answers = wording.answers
    words: list[frozenset[str]] = []
    for name in (request.item, request.first.item.value, request.first.quantity.noun):
        if name:
            parts = lemmas(name, answers)
            words.append(frozenset(parts))
            if len(parts) > 1 and parts[-1] not in answers.dull:
                words.append(frozenset(parts[-1:]))
    counted = wording.nouns(request.first)
    if request.first.quantity.kind == "count" and counted:
        words.append(frozenset(counted[-1:]))
    hung = _tail(request.first, letter, wording)
    if hung:
        words.append(hung)
    if request.measure:
        content = [w for w in lemmas(request.measure, answers) if len(w) > 2 and w not in ("and", "the", "for", "share")]
        if content:
            words.append(frozenset(content))
    request.names = tuple(dict.fromkeys(w for w in words if w))
    request.nouns = frozenset(w for name in request.names for w in name)
    start, end = wording.sentence(letter, request.first)
    measure = set((request.measure or "").split())
    said = {w.lower() for w in re.findall(r"[A-Za-z]+", wording.text[start:end])}
    request.relief = bool(answers.relief_words & (measure | said)) and not {"plan", "programme"} & measure


def _tail(figure: Figure, letter: Letter, wording: Wording) -> frozenset[str]:
    """What an amount is for, in the words behind it: ``power station`` of ``three million on power stations``."""
    _, end = wording.sentence(letter, figure)
    match = _HUNG.match(wording.text, figure.end, end)
    return frozenset(w for w in lemmas(match[1], wording.answers) if w not in wording.answers.dull) if match else frozenset()


_HUNG = re.compile(
    r"\s+(?:[a-z]+\s+[a-z]+\s+)?(?:on|for)\s+(?:the\s+|a\s+)?([a-z]+(?:\s+[a-z]+)?)(?=\s*[,.;:)]|\s+(?:and|but|in|to|of|from)\b)"
)


def context(request: Request, wording: Wording) -> frozenset[str]:
    """The telling words of the sentences around a request, to choose between requests that nothing else tells apart."""
    if request.context is None:
        found: set[str] = set()
        for figure in request.figures:
            start, end = wording.sentence(request.letter, figure)
            before = [f.end for f in request.figures if f is not figure and start <= f.start < figure.start]
            found.update(
                w
                for w in lemmas(wording.text[max([start, *before]) : end], wording.answers)
                if len(w) > 3 and w not in wording.answers.dull
            )
        request.context = frozenset(found)
    return request.context


def point(request: Request, wording: Wording) -> int | None:
    """The number of the point in which a request stands, None outside numbered points."""
    if request.point is None:
        request.point = 0
        text = wording.text
        for index in range(request.first.paragraph, -1, -1):
            paragraph = request.letter.paragraphs[index]
            if paragraph.role != BODY:
                continue
            end = request.first.start if index == request.first.paragraph else paragraph.end
            marks = re.findall(r"(?:^|[\s:;,.])(\d{1,2})\)", text[paragraph.start : end]) or re.findall(
                r"^\s*(\d{1,2})\.\s", text[paragraph.start : end]
            )
            if marks:
                request.point = int(marks[0] if index == request.first.paragraph and len(marks) == 1 else marks[-1])
                break
    return request.point or None


def points_of(letter: Letter, wording: Wording) -> set[int]:
    """The numbers of all points of a letter."""
    text = wording.text
    spans = [(p.start, p.end) for p in letter.paragraphs if p.role == BODY]
    return {
        int(n) for a, b in spans for n in re.findall(r"(?:^|[\s:;,.])(\d{1,2})\)", text[a:b]) + re.findall(r"^\s*(\d{1,2})\.\s", text[a:b])
    }


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


def singular_unit(unit: str) -> str:
    """The last word of a unit in the form in which answers are compared."""
    return singular(unit.split("/")[0].split(" ")[-1])

"""Part of station 8: which requests an addressee or an amount of an answer means.

Addressees (:func:`resolve`) choose by region or party, then point, then nouns: a request is meant when
one of its names stands in full among the nouns, telling names before common ones.  An amount
(:func:`best`) goes to the request it fits best by region, party, point, item, measure and nouns; where
these tell nothing apart, the words around both do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from figures.decisions import answer_words as said
from figures.decisions.answer_clauses import Clause
from figures.decisions.answer_words import AnswerBook, Token, lemmas
from figures.decisions.requests import Request, counted_apart, is_sum, same_unit, singular_unit
from figures.decisions.wording import Wording, item_fits, telling_words
from figures.model import STATED, Doubt, Figure, Letter
from figures.names import contains_region


@dataclass(slots=True)
class Answer:
    """A text that may answer: a reply, a footnote, or the writers' own words on requests."""

    letter: Letter
    edition: str
    wording: Wording
    clauses: list[Clause]
    pool: list[Request]
    asks: list[tuple[Letter, Wording, Sequence[Figure]]]
    """The letters whose requests are in the pool, with their figures, for what a fraction is a fraction of."""
    general: bool = True
    """Whether a consent that names nobody speaks of everything; else only one without a foreign object does, or none."""
    note: bool = False
    beside: Sequence[Request] = ()
    """The requests of the paragraph beside which a note stands: what it says of nobody is said of them."""
    opened: list[Request] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    touched: list[Request] = field(default_factory=list)
    stated: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The sentence in which this answer stated the amount of a request, by the request's identity."""


def resolve(tokens: Iterable[Token], answer: Answer) -> list[Request]:
    """The requests that addressees name; an empty list when they name none of the pool."""
    tokens = list(tokens)
    many = any(token.does in (said.EACH, said.ALL) for token in tokens)
    regions: list[str] = []
    parties: list[str] = []
    nouns: set[str] = set()
    points: set[int] = set()
    for token in tokens:
        if token.does == said.REGION:
            regions += token.values
        elif token.does == said.PARTY:
            parties += token.values
        elif token.does == said.NOUN:
            nouns.update(token.values)
        elif token.does == said.POINT:
            points.update(int(v) for v in token.values)
    chosen = answer.pool
    if regions or parties:
        meant = {place for name in regions for place in meant_by(name, answer.pool)}
        chosen = [r for r in chosen if r.region in meant or (r.parties & set(parties))]
        if not chosen:
            chosen = answer.pool if nouns or points else []
    if points and not (regions and chosen):
        if not any(r.point for r in answer.pool):  # no numbered points: "the second" is the second thing asked for
            chosen = [r for n, r in enumerate(answer.pool, 1) if n in points and r in chosen]
        else:
            chosen = [r for r in chosen if r.point in points]
        if not chosen:
            return []
    if not nouns:
        return list(chosen) if (regions or parties or points) else []
    named = _named(chosen, nouns, answer.wording.answers, many or len(chosen) < len(answer.pool))
    if named:
        return named
    return list(chosen) if (regions or parties or points) and chosen is not answer.pool else []


def meant_by(name: str, pool: Sequence[Request]) -> tuple[str, ...]:
    """The regions of the pool that a name means: itself, else those around it (``Kiev`` for its Region), else the only one inside it."""
    places = tuple(dict.fromkeys(r.region for r in pool if r.region is not None))
    if name in places:
        return (name,)
    around = tuple(place for place in places if contains_region(place, name))
    nearer = tuple(place for place in around if place != _UNION)
    inside = tuple(place for place in places if name != _UNION and contains_region(name, place))
    return nearer or (inside if len(inside) == 1 else around)


_UNION = "USSR"


def _named(requests: Sequence[Request], nouns: set[str], answers: AnswerBook, few: bool) -> list[Request]:
    """The requests whose name stands in full among the nouns; telling names before common ones.

    Among the ``few`` of a region or point a common word tells enough (``the loan``).
    """
    for telling in (True, False):
        matched: list[tuple[Request, frozenset[str]]] = []
        for request in requests:
            hit: frozenset[str] = frozenset().union(*(n for n in request.names if n <= nouns and (not telling or n - answers.dull)))
            if hit:
                matched.append((request, hit))
        if matched:
            return [r for r, hit in matched if not any(hit < other for _, other in matched)]
    common: frozenset[str] = frozenset()
    for dull in (common,) if few else (answers.dull, common):
        partial = [(r, len((r.nouns & nouns) - dull)) for r in requests]
        best = max((n for _, n in partial), default=0)
        found = [r for r, n in partial if n == best] if best else []
        if found and (few or dull or len(found) == 1):  # a common word names only what nothing else could be
            return found
    return []


def best(figure: Figure, clause: Clause, answer: Answer, regions: tuple[str, ...] | None = None, share: bool = False) -> list[Request]:
    """The requests that an amount fits best; several when nothing tells them apart.

    ``regions`` narrows those of the figure; a ``share`` may be of any unit.
    """
    fitting = [r for r in answer.pool if share or same_unit(r.unit, figure.unit) or _same_heads(r, figure, answer)]
    if not fitting:
        return []
    fit = _Fit(figure, clause, answer, figure.region.values if regions is None else regions, share)
    scored = [(fit.score(request), request) for request in fitting]
    alone = len(fitting) == 1 and answer.general
    scored = [(s, r) for s, r in scored if s > _LEAST or (alone and s > _NEVER)]
    if not scored:
        return []
    highest = max(s for s, _ in scored)
    top = [r for s, r in scored if s == highest]
    if highest <= 0 and len(scored) > 1 and all(r.region is not None for r in top):
        return []
    if len(top) > 1:
        words = telling_words(answer.wording.text[clause.sentence[0] : clause.sentence[1]], answer.wording.answers)
        overlaps = [len(words & r.context) for r in top]
        top = [r for r, n in zip(top, overlaps, strict=True) if n == max(overlaps)]
    if len(top) > 1:
        whole = [r for r in top if any(o.total is r for o in answer.pool)]
        top = whole or [r for r in top if r.total is None] or top
    return top


_LEAST, _NEVER = -2.0, -50.0
"""Scores at or below which a request is not meant, and is not even if it is the only one in that unit."""


class _Fit:
    """How well an amount of an answer fits requests: points for what agrees, fewer where it was only inherited."""

    def __init__(self, figure: Figure, clause: Clause, answer: Answer, regions: tuple[str, ...], share: bool) -> None:
        self.figure, self.answer, self.share, self.regions = figure, answer, share, regions
        self.answers = answer.wording.answers
        self.named_regions = _values(clause.near, said.REGION) or _values(clause.to, said.REGION)
        self.named_parties = _values(clause.to, said.PARTY)
        self.parties = set(figure.party.values)
        self.points = {int(v) for v in _values(clause.to, said.POINT)}
        self.nouns = _values(clause.to, said.NOUN)
        self.named = resolve([t for t in clause.near if t.does == said.NOUN], answer) if self.nouns else []
        item = figure.item
        away = max(item.evidence[0].start - figure.end, figure.start - item.evidence[0].end - _BEHIND) if item.evidence else 0
        self.own_item = item.status == STATED and away <= _BEHIND

    def score(self, request: Request) -> float:
        points = self._place(request) + self._party(request) + self._matter(request)
        if self.points:
            points += 6 if request.point in self.points else -6
        if counted_apart(request, self.figure, self.answer.wording):
            points -= 4
        granted, figure = request.granted, self.figure
        if self.answer.note:
            points += 1.5 if granted is not None and (granted.low, granted.high) == (figure.low, figure.high) else 0
        elif request.settled >= 3 and request.answer == self.answer.letter.id:
            points -= 2
        wanted = request.requested or request.proposed
        if any(c is not None and (c.low, c.high) == (figure.low, figure.high) for c in (request.requested, request.proposed)):
            points += 1
        if wanted is not None and request.unit == figure.unit and figure.low > wanted.high and not self.share:
            points -= 3 if figure.low > 2 * wanted.high else 1.5  # rarely is more given than was asked for
        return points

    def _place(self, request: Request) -> float:
        region = request.region
        if self.regions:
            stated = self.figure.region.status == STATED
            if region in self.regions:
                return 8 if stated else 6
            if region is not None:
                return -100 if stated else -4
            return -1 if stated else 0
        if self.named_regions:
            return 6 if region in self.named_regions else -4 if region is not None else 0
        return 0

    def _party(self, request: Request) -> float:
        stated = self.figure.party.status == STATED
        if self.named_parties and not (stated and self.parties and len(self.named_parties) > 1):
            return 6 if request.parties & self.named_parties else -5 if request.party is not None and request.region is None else 0
        if not self.parties:
            return 0
        if request.parties & self.parties:
            return 6 if stated else 2
        return (-5 if stated else -1) if request.party is not None and request.region is None else 0

    def _matter(self, request: Request) -> float:
        points = 0.0
        item, measure = self.figure.item.value, self.figure.measure.value
        if item is not None and request.item is not None and not self.share:
            if item in request.items:
                points += 3 if self.own_item else 1
            elif item_fits(item, request.item, self.answers):
                points += 1
            elif self.own_item:
                points -= 6
        if measure is not None and request.measure is not None and not self.share:
            common = set(measure.split()) & set(request.measure.split()) - self.answers.dull
            points += 3 if measure == request.measure else 1 if common else -1
        if request in self.named:
            points += 3
        elif self.nouns and (request.nouns & self.nouns) - self.answers.dull:
            points += 1
        return points


_BEHIND = 25
"""An item named farther behind an amount is hardly its own (``cut by 30 million, the difference being taken from
machinery``), nor is one twice as far before it."""


def _values(tokens: Iterable[Token], does: str) -> set[str]:
    return {v for t in tokens if t.does == does for v in t.values}


def _same_heads(request: Request, figure: Figure, answer: Answer) -> bool:
    """Heads counted by other nouns: ``eight people`` answers ``40 delegates``, ``3,500 miners`` ``4 thousand workers``."""
    if figure.quantity.kind != "count" or request.first.quantity.kind != "count":
        return False
    same = answer.wording.answers.same
    a, b = singular_unit(request.unit), singular_unit(figure.unit)
    return same.get(a, a) == same.get(b, b) or (figure.item.value is not None and figure.item.value in request.items)


def appositive(figure: Figure, others: Iterable[Figure], text: str, units: Iterable[str] = ()) -> bool:
    """Whether the amount follows in so many words: ``two thirds of the amount asked for, 500 thousand poods``.

    ``units`` are those of what it may be a fraction of: ``two thirds of the money, 10 cubic metres`` is a list.
    """
    near = [f for f in others if f is not figure and f.quantity.kind != "share" and 0 <= f.start - figure.end <= 12]
    known = tuple(units)
    near = [f for f in near if not known or any(same_unit(f.unit, unit) for unit in known)]
    return any(_THAT_IS.fullmatch(text, figure.end, f.start) for f in near)


_THAT_IS = re.compile(r"\s*[,(:–-]?\s*(?:or|i\.\s?e\.|that is|viz\.?|namely)?,?\s*")


def named_in(figure: Figure, answer: Answer, pool: Sequence[Request]) -> list[Request]:
    """The requests of a pool whose thing a fraction itself names: ``two thirds of the money``, ``half of the barley``."""
    words = set(lemmas(answer.wording.text[figure.quantity.numeral.end : figure.end], answer.wording.answers)) if pool else set()
    return [r for r in pool if words & r.things] if words else []


def fraction_base(figure: Figure, answer: Answer) -> tuple[str, Figure | None]:
    """What a fraction is a fraction of: ``asked``, ``planned``, or the figure of a sum (``half of the reserve``)."""
    text, answers = answer.wording.text, answer.wording.answers
    after = text[figure.quantity.numeral.end : figure.end]
    words = f"{figure.quantity.basis or ''} {after}".strip() or text[figure.end : figure.end + 30].split(",")[0].split(".")[0]
    does = {cue.kind.value for cue in answers.marks.find(words, 0, len(words))}
    for kind in (said.ASKED, said.PLANNED, said.THIS):
        if kind in does:
            return kind, None
    stems = {w[:5] for w in lemmas(words, answers) if len(w) > 4 and w not in ("amount", "these", "those", "quantity", "which")}
    if not stems or (figure.quantity.numeral.form != "fraction" and figure.quantity.basis is None):
        return "", None
    found: tuple[int, Figure] | None = None
    for letter, wording, figures in answer.asks:
        for other in figures:
            if other is figure or other.letter != letter.id or other.note or not is_sum(other, wording.text, wording.answers):
                continue
            near = (
                lemmas(wording.text[other.end : other.end + 28], answers),
                lemmas(wording.text[max(0, other.start - 28) : other.start], answers),
            )
            hits = 2 * len(stems & {w[:5] for w in near[0]}) + len(stems & {w[:5] for w in near[1]})
            if hits and (found is None or hits > found[0]):
                found = hits, other
    return ("sum", found[1]) if found else ("", None)

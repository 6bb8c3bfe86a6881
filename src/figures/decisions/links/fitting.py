"""Which requests an amount of an answer fits best.

Points for what agrees (region, party, point, item, measure, nouns, size), fewer where it was only inherited; how many
stands in ``decisions.toml``, ``points``.  Where these tell nothing apart, the words around both do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from figures.decisions.answers import Clause
from figures.decisions.links.matching import Answer, resolve, values
from figures.decisions.requests import Request, same_unit
from figures.decisions.words import Does, item_fits, telling_words
from figures.model import STATED, Figure

_BEHIND = 25
"""An item named farther behind an amount is hardly its own (``cut by 30 million, the difference being taken from
machinery``), nor is one twice as far before it."""
_AMOUNT = 3
"""How telling an answer is that gives an amount."""


def best_fits(figure: Figure, clause: Clause, answer: Answer, regions: tuple[str, ...] | None = None) -> list[Request]:
    """The requests that an amount fits best; several when nothing tells them apart.

    ``regions`` narrows those of the figure; a share may be of any unit.
    """
    fit = _Fit(figure, clause, answer, figure.region.values if regions is None else regions)
    fitting = [r for r in answer.pool if fit.share or same_unit(r.unit, figure.unit, answer.wording.book)]
    points = answer.wording.book.file.points
    least = points.never if len(fitting) == 1 and answer.general else points.least
    scored = [(score, r) for r in fitting if (score := fit.score(r)) > least]
    highest = max((score for score, _ in scored), default=least)
    top = [r for score, r in scored if score == highest]
    if highest <= 0 and len(scored) > 1 and all(r.region is not None for r in top):
        return []
    return _by_context(top, clause, answer) if len(top) > 1 else top


def _by_context(top: list[Request], clause: Clause, answer: Answer) -> list[Request]:
    """Of several the one whose sentence speaks of the same, else the total of the others, else no part of one."""
    words = telling_words(answer.wording.text[slice(*clause.sentence)], answer.wording.language)
    overlaps = [len(words & request.context) for request in top]
    top = [r for r, overlap in zip(top, overlaps, strict=True) if overlap == max(overlaps)]
    if len(top) == 1:
        return top
    return [r for r in top if any(other.total is r for other in answer.pool)] or [r for r in top if r.total is None] or top


@dataclass(frozen=True)
class _Fit:
    """How well an amount of an answer fits requests."""

    figure: Figure
    clause: Clause
    answer: Answer
    regions: tuple[str, ...]

    @property
    def share(self) -> bool:
        return self.figure.quantity.kind == "share"

    @cached_property
    def named(self) -> list[Request]:
        """The requests that the nouns beside the amount name."""
        return resolve([t for t in self.clause.near if t.does == Does.NOUN], self.answer.pool, self.answer.wording)

    @cached_property
    def named_regions(self) -> set[str]:
        return values(self.clause.near, Does.REGION) or values(self.clause.to, Does.REGION)

    @cached_property
    def own_item(self) -> bool:
        """Whether the amount's item stands beside it."""
        item, figure = self.figure.item, self.figure
        away = max(item.evidence[0].start - figure.end, figure.start - item.evidence[0].end - _BEHIND) if item.evidence else 0
        return item.status == STATED and away <= _BEHIND

    def score(self, request: Request) -> float:
        """The sum of all points."""
        return self._region(request) + self._party(request) + self._point(request) + self._matter(request) + self._size(request)

    def _region(self, request: Request) -> float:
        points, region = self.answer.wording.book.file.points, request.region
        if not self.regions:
            named = points.region_inherited if region in self.named_regions else points.other_region_inherited
            return named if self.named_regions and region is not None else 0
        stated = self.figure.region.status == STATED
        if region in self.regions:
            return points.region if stated else points.region_inherited
        if region is not None:
            return points.other_region if stated else points.other_region_inherited
        return points.no_region if stated else 0

    def _party(self, request: Request) -> float:
        points, named, parties = self.answer.wording.book.file.points, values(self.clause.to, Does.PARTY), set(self.figure.party.values)
        stated = self.figure.party.status == STATED
        other = request.party is not None and request.region is None
        if named and not (stated and parties and len(named) > 1):
            return points.party if request.parties & named else points.other_party if other else 0
        if not parties:
            return 0
        if request.parties & parties:
            return points.party if stated else points.party_inherited
        return (points.other_party if stated else points.other_party_inherited) if other else 0

    def _point(self, request: Request) -> float:
        named = values(self.clause.to, Does.POINT)
        points = self.answer.wording.book.file.points
        return 0 if not named else points.point if str(request.point) in named else points.other_point

    def _matter(self, request: Request) -> float:
        points, found = self.answer.wording.book.file.points, 0.0
        dull = self.answer.wording.book.dull
        if not self.share:
            found = self._item(request) + self._measure(request)
        if request in self.named:
            return found + points.named
        return found + (points.noun if (request.nouns & values(self.clause.to, Does.NOUN)) - dull else 0)

    def _item(self, request: Request) -> float:
        points, item = self.answer.wording.book.file.points, self.figure.item.value
        if item is None or request.item is None:
            return 0
        if item in request.items:
            return points.item if self.own_item else points.item_inherited
        if item_fits(item, request.item, self.answer.wording.language):
            return points.item_inherited
        return points.other_item if self.own_item else 0

    def _measure(self, request: Request) -> float:
        points, measure = self.answer.wording.book.file.points, self.figure.measure.value
        if measure is None or request.measure is None:
            return 0
        if measure == request.measure:
            return points.measure
        common = set(measure.split()) & set(request.measure.split()) - self.answer.wording.book.dull
        return points.measure_kin if common else points.other_measure

    def _size(self, request: Request) -> float:
        """Rarely is more given than was asked for, and one answer rarely decides twice; a note confirms what a reply gave."""
        points, figure = self.answer.wording.book.file.points, self.figure
        amounts = [(c.low, c.high) for c in (request.requested, request.proposed) if c is not None]
        granted, found = request.granted, 0.0
        if self.answer.note:
            found += points.confirmed if granted is not None and (granted.low, granted.high) == (figure.low, figure.high) else 0
        elif request.settled >= _AMOUNT and request.answer == self.answer.letter.id:
            found += points.settled
        found += points.same_size if (figure.low, figure.high) in amounts else 0
        if amounts and request.unit == figure.unit and figure.low > amounts[0][1] and not self.share:
            found += points.much_larger if figure.low > 2 * amounts[0][1] else points.larger
        return found

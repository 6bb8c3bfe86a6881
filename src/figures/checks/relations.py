"""What an arithmetic relation between figures is, and when figures can be its terms.

What a relation may claim (:class:`Relation`, ``claim``):

* ``strict``: the words tie exactly these figures together; any gap is a difference;
* ``near``: the words do not say that the list is complete, or that these are the terms; a gap of
  more than a small share means that they were not meant, and nothing is reported;
* ``complete``: the words claim a complete list; a large gap is reported as ``cannot tell``;
* ``agree``: the terms were found by trying; only a relation that holds is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from figures.checks.arithmetic import exact_tolerance
from figures.model import Evidence, Figure

TOTAL, DIFFERENCE, PERCENTAGE, FRACTION, MULTIPLE, CONVERSION = "total", "difference", "percentage", "fraction", "multiple", "conversion"
STRICT, NEAR, COMPLETE, AGREE = "strict", "near", "complete", "agree"


@dataclass(frozen=True, slots=True)
class Relation:
    """``stated`` is said to follow from ``terms`` in the way of ``kind``.

    total: the sum of the terms; difference: between two terms; percentage and fraction: the first
    term of the second (``stated`` is the percentage, or the amount that the first term, a
    percentage, makes of the second); multiple: ``times`` the term; conversion: the term in another
    unit.
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


def is_amount(figure: Figure) -> bool:
    """Whether the figure can be a term of a sum: one value, no share, price, yield or distance."""
    q = figure.quantity
    return q.low == q.high and q.kind not in ("share", "price", "yield") and "/" not in q.unit and q.unit != "percent" and q.low > 0


def worth(figure: Figure) -> Decimal:
    """The figure's amount, as many times as there are regions for each of which it holds."""
    return figure.low * _times(figure)


def _times(figure: Figure) -> int:
    return len(figure.region.values) or 1


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
    doubtful = sum(len(figure.quantity.numeral.readings) for figure in (stated, *parts))
    if doubtful > _MANY_READINGS:
        return []
    if not doubtful:
        gap = abs(stated.low - sum(map(worth, parts)))
        fits = not gap or (gap < stated.low / 10 and gap <= exact_tolerance(stated, parts))
        return [(stated.low, *(part.low for part in parts))] if fits else []
    allowed = exact_tolerance(stated, parts)
    weights = [_times(part) for part in parts]
    return [
        (total, *values)
        for total, *values in product(*map(options, (stated, *parts)))
        if abs(total - sum(value * weight for value, weight in zip(values, weights, strict=True))) <= allowed
    ]


_MANY_READINGS = 8
"""With more doubtful readings than this something adds up by chance."""

"""Amounts of requests: which count, as cells of the table, shares of them, and units that may answer one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from figures.decisions.words import AnswerBook, Wording
from figures.language import compared_form
from figures.model import Cell, Evidence, Figure

_NO_SUMS = frozenset({"yield", "price", "share"})
"""Kinds of quantities that nobody asks for or is granted."""
_OPEN_ENDS = frozenset({"exact", "about", "range"})
"""Qualifiers of a difference that is one; another amount of change is a limit."""
_RATE = 4
"""Characters behind the number in which a rate (``per 100``) has no room."""
_ROUNDED = Decimal("0.00001")
"""By how much a percentage may miss a third, a sixth …"""
_PARTS = range(2, 13)


def cell(figure: Figure) -> Cell:
    """The cell that states a figure's amount."""
    quantity = figure.quantity
    evidence = (Evidence(quantity.start, quantity.end, "amount"),)
    return Cell(quantity.low, quantity.high, quantity.qualifier, "stated", (figure.id,), evidence, figure.edition)


def derived(base: Cell, basis: str, evidence: tuple[Evidence, ...], edition: str, share: tuple[Decimal, Decimal] | None = None) -> Cell:
    """A cell made of another by words that stand in an edition: the same amount, or its share between two percentages."""
    low, high = (part_of(base.low, share[0]), part_of(base.high, share[1])) if share else (base.low, base.high)
    return replace(base, low=low, high=high, basis=basis, evidence=evidence, edition=edition)


def part_of(amount: Decimal, percent: Decimal) -> Decimal:
    """A share of an amount; thirds, sixths … are exact though their percentages are rounded.

    >>> part_of(Decimal(900000), Decimal("66.666667"))
    Decimal('600000')
    """
    for parts in _PARTS:
        times = (percent * parts / 100).to_integral_value()
        if times and abs(percent * parts - 100 * times) <= _ROUNDED * parts:
            return amount * times / parts
    return amount * percent / 100


def total(cells: Sequence[Cell]) -> Cell:
    """The sum of several cells."""
    return Cell(
        sum((c.low for c in cells), Decimal(0)),
        sum((c.high for c in cells), Decimal(0)),
        "exact",
        "computed",
        tuple(i for c in cells for i in c.figures),
        tuple(e for c in cells for e in c.evidence),
        cells[0].edition,
    )


def same_unit(a: str, b: str, book: AnswerBook) -> bool:
    """Whether amounts in these units may answer one another; ``drills`` answer ``rotary drills``."""
    kin = book.unit_kin.get(a)
    return a == b or (kin is not None and kin == book.unit_kin.get(b)) or a.endswith(f" {b}") or b.endswith(f" {a}")


def singular_unit(unit: str, language: str) -> str:
    """The last word of a unit in the form in which answers are compared."""
    return compared_form(unit.split("/")[0].split(" ")[-1], language)


def is_sum(figure: Figure, wording: Wording) -> bool:
    """Whether the figure is an amount that can be asked for and granted: no rate, price, yield, fraction or difference."""
    quantity = figure.quantity
    if quantity.kind in _NO_SUMS or "/" in quantity.unit:
        return False
    if figure.change == "difference" and figure.stage.value != "granted" and quantity.qualifier in _OPEN_ENDS:
        return False
    measure = figure.measure.value
    if measure is not None and _is_side(measure, wording.book.file.side_measures):
        return False
    return quantity.end - quantity.numeral.end < _RATE or not wording.book.rate.search(wording.text, quantity.start, quantity.end)


@cache
def _is_side(measure: str, sides: tuple[str, ...]) -> bool:
    return any(side in measure for side in sides)


def places(figure: Figure) -> list[tuple[str | None, str | None]]:
    """Pairs of region and party the figure holds for; an amount for each of several regions has several."""
    party = figure.party.value
    return [(region, party) for region in figure.region.values] or [(None, party)]

"""The region table as the page shows it, and the choices by which figures and rows are filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from figures.amounts import convert
from figures.model import Cell, Decision, Figure
from figures.reports.page.addresses import Addresses, PagePart
from figures.reports.page.cards import target
from figures.rows import BASIS_LEGEND, BASIS_MARKS, TABLE_STAGES, RunIndex, amount_spread, exact_number, qualified_amount, rounded_amount

FILTERS = ("region", "item", "measure", "stage", "outcome")
"""What figures and rows can be filtered by, beside doubts and words searched for."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of a row: its text, where it leads, in metric units, and the mark of how it is known."""

    stage: str
    text: str
    href: str | None
    metric: str
    mark: str
    basis: str
    key: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """One row of the table."""

    number: int
    whose: str
    item: str
    measure: str
    unit: str
    amounts: tuple[Amount | None, ...]
    outcome: str
    notes: tuple[str, ...]


def table_lines(rows: Sequence[Decision], places: Addresses, part: PagePart) -> list[TableLine]:
    """The rows as the template prints them."""
    return [
        TableLine(
            number,
            decision.region or decision.party or "",
            decision.item or "",
            decision.measure or "",
            decision.unit,
            tuple(_amount(stage, getattr(decision, stage), decision.unit, places, part) for stage in TABLE_STAGES),
            decision.outcome,
            decision.notes,
        )
        for number, decision in enumerate(rows)
    ]


def _amount(stage: str, cell: Cell | None, unit: str, places: Addresses, part: PagePart) -> Amount | None:
    if cell is None:
        return None
    converted = convert(cell.low, cell.high, unit)
    metric = ""
    if converted and converted.unit != unit:
        metric = f"= {amount_spread(rounded_amount(converted.low), rounded_amount(converted.high))} {converted.unit}"
    return Amount(
        stage,
        qualified_amount(cell.low, cell.high, cell.qualifier),
        target(cell, places, part),
        metric,
        BASIS_MARKS.get(cell.basis, ""),
        BASIS_LEGEND.get(cell.basis, ""),
        exact_number(cell.low),
    )


def filter_choices(figures: Iterable[Figure], rows: Iterable[Decision], index: RunIndex) -> dict[str, list[tuple[str, int]]]:
    """For each filter the values that occur, in alphabetical order, each with its number of figures."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FILTERS}
    for figure in figures:
        counts["region"].update(figure.region.values or figure.party.values)
        counts["item"].update(figure.item.values)
        counts["measure"].update(figure.measure.values)
        counts["stage"].update(figure.stage.values)
        counts["outcome"].update(list(dict.fromkeys(row.outcome for row in index.decisions.get(figure.id, ()))))
    for row in rows:
        for name, value in (("region", row.region or row.party), ("item", row.item), ("measure", row.measure), ("outcome", row.outcome)):
            counts[name][value or ""] += 0
    return {name: sorted((value, count) for value, count in counted.items() if value) for name, counted in counts.items()}

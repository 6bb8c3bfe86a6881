"""The region table as the page shows it, and the choices by which figures and rows are filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from figures.amounts import convert
from figures.model import Cell, Decision, Figure
from figures.reports.page.addresses import Part, Places
from figures.reports.page.cards import target
from figures.rows import exact, table
from figures.rows.index import Index

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
class Line:
    """One row of the table."""

    number: int
    whose: str
    item: str
    measure: str
    unit: str
    amounts: tuple[Amount | None, ...]
    outcome: str
    notes: tuple[str, ...]


def lines(rows: Sequence[Decision], index: Index, places: Places, part: Part) -> list[Line]:
    """The rows as the template prints them."""
    return [
        Line(
            number,
            decision.region or decision.party or "",
            decision.item or "",
            decision.measure or "",
            decision.unit,
            tuple(_amount(stage, getattr(decision, stage), decision.unit, index, places, part) for stage in table.STAGES),
            decision.outcome,
            decision.notes,
        )
        for number, decision in enumerate(rows)
    ]


def _amount(stage: str, cell: Cell | None, unit: str, index: Index, places: Places, part: Part) -> Amount | None:
    if cell is None:
        return None
    converted = convert(cell.low, cell.high, unit)
    metric = ""
    if converted and converted.unit != unit:
        metric = f"= {exact.spread(table.shown(converted.low), table.shown(converted.high))} {converted.unit}"
    return Amount(
        stage,
        exact.qualified(cell.low, cell.high, cell.qualifier),
        target(cell, index, places, part),
        metric,
        table.MARKS.get(cell.basis, ""),
        table.LEGEND.get(cell.basis, ""),
        exact.number(cell.low),
    )


def choices(figures: Iterable[Figure], rows: Iterable[Decision], index: Index) -> dict[str, list[tuple[str, int]]]:
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

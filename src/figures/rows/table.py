"""Decisions and cells as plain dictionaries: the rows of ``figures table``, with names and meanings of its contract."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from figures.model import Cell, Decision, Edition, Figure, Run

COLUMNS = ("requested", "proposed", "granted", "obligation", "delivered")
"""The amounts of a row, in the order in which they are shown."""


def table_row(decision: Decision, editions: Mapping[str, Edition], figures: Mapping[str, Figure]) -> dict[str, Any]:
    """One row of the region table; amounts stay :class:`decimal.Decimal`, a missing value is None.

    ``editions`` and ``figures`` are those of the run by their ids.
    """
    row: dict[str, Any] = {
        "region": decision.region,
        "party": decision.party,
        "item": decision.item,
        "measure": decision.measure,
        "unit": decision.unit,
    }
    for column in COLUMNS:
        cell: Cell | None = getattr(decision, column)
        row[column] = None if cell is None else cell_row(cell, editions, figures)
    row["outcome"] = decision.outcome
    row["letter"] = decision.letter
    row["notes"] = list(decision.notes)
    return row


def table_rows(run: Run) -> list[dict[str, Any]]:
    """All rows of the region table, in the order of the run's decisions."""
    editions = {edition.id: edition for edition in run.editions}
    figures = {figure.id: figure for figure in run.figures}
    return [table_row(decision, editions, figures) for decision in run.decisions]


def cell_row(cell: Cell, editions: Mapping[str, Edition], figures: Mapping[str, Figure]) -> dict[str, Any]:
    """One amount with what it rests on; ``line`` is where its evidence stands, else its figure."""
    line = None
    edition = editions.get(cell.edition)
    if edition is not None and cell.evidence:
        line = edition.line(cell.evidence[0].start)
    elif cell.figures and cell.figures[0] in figures:
        figure = figures[cell.figures[0]]
        line = editions[figure.edition].line(figure.start)
    return {
        "low": cell.low,
        "high": cell.high,
        "qualifier": cell.qualifier,
        "basis": cell.basis,
        "figures": list(cell.figures),
        "line": line,
    }


Row = dict[str, Any]


STAGES = COLUMNS


PARTS = ("low", "high", "qualifier", "basis", "figures", "line")


NAMES = ("region", "party", "item", "measure", "unit")


CSV_COLUMNS = (*NAMES, *(f"{stage}_{part}" for stage in STAGES for part in PARTS), "outcome", "letter", "notes")


MARKS = {"consent": "c", "in full": "f", "refused": "r", "computed": "w"}


LEGEND = {
    "consent": "c: by consent, as proposed",
    "in full": "f: in full, as requested",
    "refused": "r: refused",
    "computed": "w: worked out from the words",
}


WHOLE_FROM = 1000
"""A converted amount of this size has no use for decimals on a screen."""


def flat(row: Row) -> Row:
    """A row with one value per field, as CSV and frames need it."""
    amounts = {f"{stage}_{part}": (row[stage] or {}).get(part) for stage in STAGES for part in PARTS}
    return {name: row[name] for name in (*NAMES, "outcome", "letter", "notes")} | amounts


def source_lines(row: Row) -> str:
    """The source lines of the row's amounts, each once."""
    return ", ".join(dict.fromkeys(str(row[stage]["line"]) for stage in STAGES if row[stage] and row[stage]["line"] is not None))


def shown(amount: Decimal) -> Decimal:
    """Large amounts are shown in whole units, small ones to three decimals; CSV and JSON keep all digits."""
    return round(amount, 0 if abs(amount) >= WHOLE_FROM else 3)

"""Decisions and cells as plain dictionaries: the rows of ``figures table``, with names and meanings of its contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from figures.model import Cell, Decision, Edition, Figure, Run

TableRow = dict[str, Any]
"""One row of the region table by the keys of its contract; each amount is None or a dictionary of :data:`CELL_PARTS`."""
TABLE_STAGES = ("requested", "proposed", "granted", "obligation", "delivered")
"""The stages that have a column in the table, in the order in which they are shown."""
STAGES = (*TABLE_STAGES, "reported")
"""Every stage that a figure may have; what was refused is granted, and 0."""
CELL_PARTS = ("low", "high", "qualifier", "basis", "figures", "line")
"""What is said of each amount."""
NAMES = ("region", "party", "item", "measure", "unit")
"""What an amount is of, and whose."""
TABLE_CSV_COLUMNS = (*NAMES, *(f"{stage}_{part}" for stage in TABLE_STAGES for part in CELL_PARTS), "outcome", "letter", "notes")
BASIS_MARKS = {"consent": "c", "in full": "f", "refused": "r", "computed": "w"}
"""The letter beside an amount that no figure states."""
BASIS_WORDS = {
    "consent": "by consent, as proposed",
    "in full": "in full, as requested",
    "refused": "refused",
    "computed": "worked out from the words",
}
"""The same in words."""
BASIS_LEGEND = {basis: f"{mark}: {BASIS_WORDS[basis]}" for basis, mark in BASIS_MARKS.items()}
NO_DECIMALS_FROM = 1000
"""A converted amount of this size has no use for decimals on a screen."""


def decision_cells(decision: Decision) -> Iterator[tuple[str, Cell]]:
    """Each stage of a row that has an amount, with it."""
    for stage in TABLE_STAGES:
        cell = getattr(decision, stage)
        if cell is not None:
            yield stage, cell


def table_rows(run: Run) -> list[TableRow]:
    """All rows of the region table, in the order of the run's decisions; amounts stay :class:`decimal.Decimal`."""
    editions = {edition.id: edition for edition in run.editions}
    figures = {figure.id: figure for figure in run.figures}
    return [_table_row(decision, editions, figures) for decision in run.decisions]


def _table_row(decision: Decision, editions: Mapping[str, Edition], figures: Mapping[str, Figure]) -> TableRow:
    names = {name: getattr(decision, name) for name in NAMES}
    amounts = {stage: _cell_row(cell, editions, figures) for stage, cell in decision_cells(decision)}
    said = {"outcome": decision.outcome, "letter": decision.letter, "notes": list(decision.notes)}
    return names | dict.fromkeys(TABLE_STAGES) | amounts | said


def _cell_row(cell: Cell, editions: Mapping[str, Edition], figures: Mapping[str, Figure]) -> TableRow:
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


def flat_row(row: TableRow) -> TableRow:
    """A row with one value per field, as CSV and frames need it."""
    amounts = {f"{stage}_{part}": (row[stage] or {}).get(part) for stage in TABLE_STAGES for part in CELL_PARTS}
    return {name: row[name] for name in (*NAMES, "outcome", "letter", "notes")} | amounts


def source_lines(row: TableRow) -> str:
    """The source lines of the row's amounts, each once."""
    return ", ".join(dict.fromkeys(str(row[stage]["line"]) for stage in TABLE_STAGES if row[stage] and row[stage]["line"] is not None))


def rounded_amount(amount: Decimal) -> Decimal:
    """Large amounts are shown in whole units, small ones to three decimals; CSV and JSON keep all digits."""
    return round(amount, 0 if abs(amount) >= NO_DECIMALS_FROM else 3)

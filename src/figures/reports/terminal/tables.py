"""The region table: who asked for what, what was proposed, what was granted, and which line says so.

Its rows are made by :mod:`figures.rows.table`; here they are written as text, Markdown, CSV,
JSON or a pandas frame.  Which rows to show, and in which unit, is :mod:`figures.reports.terminal.choice`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from figures.model import Run
from figures.rows import (
    BASIS_LEGEND,
    BASIS_MARKS,
    JSON_INDENT,
    TABLE_CSV_COLUMNS,
    TABLE_STAGES,
    TableRow,
    csv_field,
    csv_text,
    exact_json,
    flat_row,
    qualified_amount,
    rounded_amount,
    source_lines,
    table_rows,
)

if TYPE_CHECKING:
    import pandas as pd

BELOW = ("obligation", "delivered")
"""Amounts that move under their row where the terminal is too narrow."""
EMPTY = "."
"""Stands in a cell where the source states nothing; a refusal is a 0."""

_GAP = "  "
_TIE = "\N{NO-BREAK SPACE}"
"""Keeps an amount and its mark on one line while it is wrapped; printed as a space."""


def render_table(table: Sequence[TableRow], form: str, width: int | None = None) -> str:
    """The table as ``text`` (fitting ``width`` columns if given), ``markdown``, ``csv`` or ``json``."""
    if form == "text":
        return as_text(table, width)
    return {"markdown": as_markdown, "csv": as_csv, "json": as_json}[form](table)


def as_json(table: Sequence[TableRow]) -> str:
    """A list of rows; each amount is null or an object of its parts."""
    return exact_json(table, indent=JSON_INDENT) + "\n"


def as_csv(table: Sequence[TableRow]) -> str:
    """A line a row, each part of each amount in a column of its own."""
    return csv_text(TABLE_CSV_COLUMNS, [flat_row(row) for row in table])


def frame(table: Run | Sequence[TableRow]) -> pd.DataFrame:
    """The table, of a run or as rows, for work in pandas; amounts stay Decimals, lists become text."""
    import pandas as pd

    def value(inner: object) -> object:
        return inner if inner is None or isinstance(inner, Decimal | int) else csv_field(inner)

    rows = table_rows(table) if isinstance(table, Run) else table
    records = [{column: value(inner) for column, inner in flat_row(row).items()} for row in rows]
    return pd.DataFrame(records, columns=list(TABLE_CSV_COLUMNS), dtype=object)


def as_markdown(table: Sequence[TableRow]) -> str:
    """A table for a note or an issue, with all columns."""
    header = ("region", "item", "measure", "unit", *TABLE_STAGES, "outcome", "lines", "notes")
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join("--:" if h in TABLE_STAGES else "---" for h in header) + "|"]
    for row in table:
        cells = [
            _whose(row),
            row["item"] or EMPTY,
            row["measure"] or EMPTY,
            row["unit"],
            *(_amount(row[stage]).replace(_TIE, " ") for stage in TABLE_STAGES),
            row["outcome"],
            source_lines(row),
            " ".join(row["notes"]),
        ]
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines) + "\n" + _legend(table)


def as_text(table: Sequence[TableRow], width: int | None = None) -> str:
    """Aligned columns.  Without a width, or if all fits it, one row a line.

    Otherwise rows stand under the name of their region, words wrap, and what will have to be
    delivered and what was delivered stand in a line of their own under the row.
    """
    if not table:
        return "No row.\n"
    text = _wide(table)
    if width is not None and max(map(len, text.splitlines())) > width:
        text = _narrow(table, width)
    return text + _legend(table, width)


def _wide(table: Sequence[TableRow]) -> str:
    stages = [stage for stage in TABLE_STAGES if any(row[stage] for row in table)]
    header = ["region", "of what", *stages, "outcome", "line"]
    numeric = [False, False, *(True for _ in stages), False, False]
    body = [[_whose(row), *cells] for row, cells in zip(table, _cells(table, stages), strict=True)]
    widths = [max(map(len, column)) for column in zip(header, *body, strict=True)]
    lines = [_line(header, widths, numeric), "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))]
    return "\n".join([*lines, *(_line(cells, widths, numeric) for cells in body)]) + "\n"


def _narrow(table: Sequence[TableRow], width: int) -> str:
    stages = [stage for stage in TABLE_STAGES if stage not in BELOW and any(row[stage] for row in table)]
    header = ["of what", *stages, "outcome", "line"]
    numeric = [False, *(True for _ in stages), False, False]
    body = _cells(table, stages)
    widths = _fit([header, *body], width - len(_GAP))
    lines = [_GAP + _line(header, widths, numeric), "-" * width]
    whose = None
    for row, cells in zip(table, body, strict=True):
        if _whose(row) != whose:
            whose = _whose(row)
            lines.append(whose if whose != EMPTY else "no region")
        wrapped = [_wrapped(cell, wide) for cell, wide in zip(cells, widths, strict=True)]
        for n in range(max(map(len, wrapped))):
            lines.append(_GAP + _line([column[n] if n < len(column) else "" for column in wrapped], widths, numeric))
        below = "; ".join(f"{stage} {_amount(row[stage])}" for stage in BELOW if row[stage]).replace(_TIE, " ")
        lines += [2 * _GAP + below] if below else []
    return "\n".join(lines) + "\n"


def _cells(table: Sequence[TableRow], stages: Sequence[str]) -> list[list[str]]:
    """What, amounts, outcome and lines of each row, as text."""
    with_unit = len({row["unit"] for row in table}) > 1
    amounts = [_aligned([_amount(row[stage]) for row in table]) for stage in stages]
    return [
        [_of_what(row, with_unit), *(column[n] for column in amounts), row["outcome"], source_lines(row)] for n, row in enumerate(table)
    ]


def _whose(row: TableRow) -> str:
    return row["region"] or row["party"] or EMPTY


def _of_what(row: TableRow, with_unit: bool) -> str:
    measure, item = row["measure"] or "", row["item"] or ""
    said = measure if item and item in measure else f"{measure} of {item}" if measure and item else measure or item
    unit = row["unit"] if with_unit and row["unit"] != item else ""
    return ", ".join(part for part in (said, unit) if part) or EMPTY


def _amount(cell: TableRow | None) -> str:
    if cell is None:
        return EMPTY
    mark = BASIS_MARKS.get(cell["basis"])
    said = qualified_amount(rounded_amount(cell["low"]), rounded_amount(cell["high"]), cell["qualifier"])
    return f"{said}{_TIE}{mark}" if mark else said


def _aligned(column: list[str]) -> list[str]:
    """The cells of one column with their digits under one another, whether marked or not."""
    marked = [cell[-2:-1] == _TIE for cell in column]
    return [cell if mark or not any(marked) else f"{cell}{_TIE * 2}" for cell, mark in zip(column, marked, strict=True)]


def _legend(table: Sequence[TableRow], width: int | None = None) -> str:
    units = list(dict.fromkeys(row["unit"] for row in table))
    used = {row[stage]["basis"] for row in table for stage in TABLE_STAGES if row[stage]}
    said = [f"amounts in {units[0]}"] if len(units) == 1 else []
    said += [text for basis, text in BASIS_LEGEND.items() if basis in used]
    if any(row[stage] is None for row in table for stage in TABLE_STAGES):
        said.append(f'"{EMPTY}" not stated')
    legend = "; ".join(said)
    return "\n" + (textwrap.fill(legend, width) if width else legend) + "\n" if legend else ""


def _fit(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Column widths that fit if words allow it: the widest gives way first, none below its longest word.

    The first column says what a row is about and counts half.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    least = [max(len(piece) for cell in column for piece in _wrapped(cell, 1)) for column in columns]
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        give = max(range(len(widths)), key=lambda i: (widths[i] > least[i], widths[i] * (2 if i else 1), -i))
        if widths[give] <= least[give]:
            break
        widths[give] -= 1
    return widths


def _wrapped(cell: str, width: int) -> list[str]:
    """A cell on several lines, broken at spaces and behind the dash of a range, never within a word."""
    if len(cell) <= width:
        return [cell]
    return [piece.replace("– ", "–") for piece in textwrap.wrap(cell.replace("–", "– "), width, break_long_words=False)] or [""]


def _line(cells: list[str], widths: list[int], numeric: list[bool]) -> str:
    return _GAP.join(c.rjust(w) if n else c.ljust(w) for c, w, n in zip(cells, widths, numeric, strict=True)).replace(_TIE, " ").rstrip()

"""The part of `figures check` that holds the tables against the figures: the CSV of the figures, and the region table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from figures.amounts import unit_factor
from figures.reviews import REJECT
from figures.rows import CELL_PARTS, FIGURE_COLUMNS, FIGURE_CSV_COLUMNS, FILES, TABLE_STAGES, csv_field, exact_number, figure_csv_row
from figures.verification.folder import Failure, FileRow, Folder, close, decimal


def flat_figure_failures(folder: Folder) -> Iterator[Failure]:
    """The CSV has the rows of the JSON Lines, value by value."""
    for (line, row), (_, full) in zip(folder.flat_figures, folder.figures, strict=False):
        if any(column not in full for column in FIGURE_COLUMNS):
            continue
        expected = figure_csv_row(dict(full))
        for column in FIGURE_CSV_COLUMNS:
            said = csv_field(expected[column])
            if row.get(column) != said:
                yield Failure(FILES.figures_csv, line, f"{column} is {row.get(column)!r}, {FILES.figures} has {said!r}.")
    if len(folder.flat_figures) != len(folder.figures):
        yield Failure(FILES.figures_csv, 0, f"has {len(folder.flat_figures)} rows, {FILES.figures} {len(folder.figures)}.")


def table_failures(folder: Folder) -> Iterator[Failure]:
    """Each amount of the region table is what its figures say, as read or as corrected; none rests on a rejected one."""
    rejected = {one.figure for _, status, one in folder.reviews if one.verdict == REJECT and not status}
    for line, row in folder.table:
        for id in {id for stage in TABLE_STAGES for id in (row.get(f"{stage}_figures") or "").split("; ")} & rejected:
            yield Failure(FILES.regions, line, f"rests on {id}, which a reviewer rejected.")
        for stage in TABLE_STAGES:
            cell = {part: row.get(f"{stage}_{part}", "") for part in CELL_PARTS}
            if any(cell.values()):
                for message in _cell(cell, row, folder):
                    yield Failure(FILES.regions, line, f"{stage} {message}")


def _cell(cell: Mapping[str, str], row: Mapping[str, str], folder: Folder) -> Iterator[str]:
    low, high = decimal(cell["low"]), decimal(cell["high"])
    if low is None or high is None:
        yield f"is no number: {cell['low']!r} to {cell['high']!r}."
        return
    if low > high:
        yield f"runs from {low} down to {high}."
    ids = [id for id in cell["figures"].split("; ") if id]
    unknown = [id for id in ids if id not in folder.by_id]
    if unknown:
        yield f"rests on {', '.join(unknown)}, which {FILES.figures} has not."
        return
    if cell["basis"] == "refused":
        if low or high:
            yield f"is refused and yet {cell['low']}; a refusal is 0."
    elif cell["basis"] == "computed":
        return
    elif not ids:
        yield f"is {cell['basis']} and names no figure."
    else:
        said = [_in_unit(folder.corrected(id), row["unit"]) for id in ids]
        sums = (sum((low for low, _ in said), Decimal(0)), sum((high for _, high in said), Decimal(0)))
        agreed = _agreed(cell["basis"], row)
        if not any(close(low, a) and close(high, b) for a, b in (*said, sums, *agreed)):
            amounts = ", ".join(exact_number(a) for a, _ in said)
            yield f"is {cell['low']} to {cell['high']} {row['unit']}; its figures {', '.join(ids)} say {amounts}."
        if cell["basis"] == "stated" and cell["line"] not in {str(folder.by_id[id]["line"]) for id in ids}:
            yield f"stands on line {folder.by_id[ids[0]]['line']}, not {cell['line']}."


def _agreed(basis: str, row: Mapping[str, str]) -> list[tuple[Decimal, Decimal]]:
    """What consent, or granting in full, may take over from the row itself: a computed amount has no figure that says it."""
    stages = {"consent": ("proposed", "requested"), "in full": ("requested",)}.get(basis, ())
    ends = ((decimal(row[f"{stage}_low"]), decimal(row[f"{stage}_high"])) for stage in stages)
    return [(low, high) for low, high in ends if low is not None and high is not None]


def _in_unit(figure: FileRow, unit: str) -> tuple[Decimal, Decimal]:
    """Both ends of a figure in the unit of its row; as they are where there is no conversion."""
    factor = unit_factor(figure["unit"], unit) or Decimal(1)
    return figure["low"] * factor, figure["high"] * factor

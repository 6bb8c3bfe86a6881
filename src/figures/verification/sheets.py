"""The part of `figures check` that opens the workbook: its sheets against the CSV files and against arithmetic."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from figures.reviews import cell_text
from figures.rows import CELL_PARTS, FILES, REVIEW_FIELDS, SHEETS, TABLE_STAGES, Sheet, exact_number
from figures.verification.folder import Failure, FileRow, Folder, close, decimal

ROUNDED = Decimal("0.01")
"""Percentages in the Checks sheet are rounded to hundredths."""
_RENAMED = {
    f"{stage}_{part}": stage if part == "low" else f"{stage} {part}"
    for stage in TABLE_STAGES
    for part in CELL_PARTS
    if part not in ("figures", "high")
}
_NAMES = ("id", "item", "measure", "unit", "outcome", "letter", "review")
_REGIONS = {**{name: name for name in (*_NAMES, "region")}, "party": "asked by", **_RENAMED}
_OTHERS = {**{name: name for name in (*_NAMES, "party")}, **_RENAMED}
_FIGURES = {name: name for name in ("id", "low", "high", "unit", "region", "item", "measure", "stage", "line")}


def sheet_failures(folder: Folder) -> Iterator[Failure]:
    """The sheets hold the rows of the CSV files, and every check adds up."""
    import openpyxl

    data = folder.bytes(FILES.workbook)
    if not data:
        yield Failure(FILES.workbook, 0, "is missing or empty.")
        return
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError):
        yield Failure(FILES.workbook, 0, "is no workbook; build again.")
        return
    sheets = {sheet.title: _sheet(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    regions = [row for _, row in folder.table if row.get("region")]
    others = [row for _, row in folder.table if not row.get("region")]
    figures = [row for _, row in folder.flat_figures]
    tables = ((SHEETS.regions, regions, _REGIONS), (SHEETS.others, others, _OTHERS), (SHEETS.figures, figures, _FIGURES))
    for sheet, rows, headers in tables:
        yield from _same_rows(_place(sheet), sheets.get(sheet.name, []), rows, headers)
    yield from _reviews(sheets.get(SHEETS.figures.name, []), folder)
    for number, row in enumerate(sheets.get(SHEETS.checks.name, []), start=2):
        for message in _check(row, folder):
            yield Failure(_place(SHEETS.checks), number, message)


def _place(sheet: Sheet) -> str:
    return f"{FILES.workbook}, sheet {sheet.name}"


def _sheet(rows: Iterator[tuple[Any, ...]]) -> list[dict[str, Any]]:
    header = [str(value) for value in next(rows, ())]
    return [dict(zip(header, values, strict=True)) for values in rows if any(value is not None for value in values)]


def _same_rows(place: str, sheet: Sequence[FileRow], rows: Sequence[Mapping[str, str]], headers: Mapping[str, str]) -> Iterator[Failure]:
    """Rows are told by their id, so that a sheet that was sorted is still the same."""
    if len(sheet) != len(rows):
        yield Failure(place, 0, f"has {len(sheet)} rows, the CSV file {len(rows)}.")
    by_id = {row["id"]: row for row in rows}
    for number, found in enumerate(sheet, start=2):
        row = by_id.get(str(found.get("id")))
        if row is None:
            yield Failure(place, number, f"id is {found.get('id')!r}, which the CSV file has not.")
            continue
        for column, header in headers.items():
            value, expected = found.get(header), row[column]
            said = "" if value is None else str(value)
            number_said, number_expected = decimal(said), decimal(expected)
            same = said == expected if number_said is None or number_expected is None else close(number_said, number_expected)
            if not same:
                yield Failure(place, number, f"{header} is {said!r}, the CSV file has {expected!r}.")


def _reviews(sheet: Sequence[FileRow], folder: Folder) -> Iterator[Failure]:
    """What reviewers wrote in the workbook stands in the file too."""
    written: dict[str, Mapping[str, str]] = {}
    for _, status, one in folder.reviews:
        if not status or one.origin == FILES.workbook:
            written.setdefault(one.figure, one.fields)
    for number, row in enumerate(sheet, start=2):
        fields = written.get(str(row.get("id")), {})
        for field in REVIEW_FIELDS:
            said, kept = cell_text(row.get(field)).strip(), fields.get(field, "").strip()
            if said != kept and (decimal(said) is None or decimal(said) != decimal(kept.replace(",", ""))):
                yield Failure(_place(SHEETS.figures), number, f"{field} is {said!r}, {FILES.reviews} has {kept!r}; build again.")


def _check(row: FileRow, folder: Folder) -> Iterator[str]:
    """A stated relation: its amounts are those of its figures, and the verdict fits the gap."""
    stated, computed, gap = (decimal(str(row.get(column))) for column in ("stated", "computed", "gap"))
    ids = [id for id in str(row.get("figures")).split("; ") if id in folder.by_id]
    if stated is None or computed is None or gap is None or not ids:
        yield "has no amounts or no figures."
        return
    first, *terms = [Decimal(folder.by_id[id]["low"]) for id in ids]
    if not close(stated, first):
        yield f"states {stated}, its figure {ids[0]} says {first}."
    if not close(stated - computed, gap):
        yield f"{stated} less {computed} is not {gap}."
    times = [max(1, len(folder.by_id[id]["each_of"])) for id in ids[1:]]
    made = _reckoned(str(row["kind"]), terms, times)
    if made and not any(abs(computed - value) <= ROUNDED for value in made):
        yield f"computes {computed}, its figures make {' or '.join(exact_number(round(value, 2)) for value in made)}."
    yield from _verdict(str(row["verdict"]), gap, first, terms)


def _verdict(verdict: str, gap: Decimal, first: Decimal, terms: Sequence[Decimal]) -> Iterator[str]:
    if verdict == "differs" and not gap:
        yield "says differs, and there is no gap."
    places = [_last_place(amount) for amount in (first, *terms)]
    if verdict in ("agrees", "repaired") and abs(gap) > max(places[0], sum(places) / 2):
        yield f"says {verdict} with a gap of {gap}."


def _reckoned(kind: str, terms: Sequence[Decimal], times: Sequence[int]) -> list[Decimal]:
    """What the terms can make, ``times`` for how many each stands; nothing where the sheet does not say enough to reckon again."""
    if kind == "total" and terms:
        worth = [term * many for term, many in zip(terms, times, strict=True)]
        return [sum(worth, Decimal(0)), worth[0] - sum(worth[1:], Decimal(0))]
    if kind == "difference" and len(terms) == 2:
        return [abs(terms[0] - terms[1])]
    if kind == "percentage" and len(terms) == 2 and terms[1]:
        return [terms[0] / terms[1] * 100, abs(terms[0] - terms[1]) / terms[1] * 100]
    return []


def _last_place(amount: Decimal) -> Decimal:
    """The worth of the last digit that is no zero: an amount is printed at least so finely."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(0)

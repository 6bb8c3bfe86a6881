"""The part of `figures check` that opens the workbook: its sheets against the CSV files and against arithmetic."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from figures.reviews.review import FIELDS, FILE, IN_WORKBOOK, text
from figures.rows import exact, table
from figures.verification.folder import Failure, Folder, Row, close, decimal

ROUNDED = Decimal("0.01")
"""Percentages in the Checks sheet are rounded to hundredths."""
WORKBOOK = IN_WORKBOOK
_RENAMED = {
    f"{stage}_{part}": stage if part == "low" else f"{stage} {part}"
    for stage in table.STAGES
    for part in table.PARTS
    if part not in ("figures", "high")
}
_NAMES = ("id", "item", "measure", "unit", "outcome", "letter", "review")
_REGIONS = {**{name: name for name in (*_NAMES, "region")}, "party": "asked by", **_RENAMED}
_OTHERS = {**{name: name for name in (*_NAMES, "party")}, **_RENAMED}
_FIGURES = {name: name for name in ("id", "low", "high", "unit", "region", "item", "measure", "stage", "line")}


def failures(folder: Folder) -> Iterator[Failure]:
    """The sheets hold the rows of the CSV files, and every check adds up."""
    import openpyxl

    data = folder.bytes(WORKBOOK)
    if not data:
        yield Failure(WORKBOOK, 0, "is missing or empty.")
        return
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError):
        yield Failure(WORKBOOK, 0, "is no workbook; build again.")
        return
    sheets = {sheet.title: _sheet(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}
    regions = [row for _, row in folder.table if row.get("region")]
    others = [row for _, row in folder.table if not row.get("region")]
    figures = [row for _, row in folder.flat_figures]
    for title, rows, headers in (("Regions", regions, _REGIONS), ("Other decisions", others, _OTHERS), ("Figures", figures, _FIGURES)):
        yield from _same_rows(f"{WORKBOOK}, sheet {title}", sheets.get(title, []), rows, headers)
    yield from _reviews(sheets.get("Figures", []), folder)
    for number, row in enumerate(sheets.get("Checks", []), start=2):
        for message in _check(row, folder):
            yield Failure(f"{WORKBOOK}, sheet Checks", number, message)


def _sheet(rows: Iterator[tuple[Any, ...]]) -> list[dict[str, Any]]:
    header = [str(value) for value in next(rows, ())]
    return [dict(zip(header, values, strict=True)) for values in rows if any(value is not None for value in values)]


def _same_rows(place: str, sheet: Sequence[Row], rows: Sequence[Mapping[str, str]], headers: Mapping[str, str]) -> Iterator[Failure]:
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


def _reviews(sheet: Sequence[Row], folder: Folder) -> Iterator[Failure]:
    """What reviewers wrote in the workbook stands in the file too."""
    written: dict[str, Mapping[str, str]] = {}
    for _, status, one in folder.reviews:
        if not status or one.origin == WORKBOOK:
            written.setdefault(one.figure, one.fields)
    for number, row in enumerate(sheet, start=2):
        fields = written.get(str(row.get("id")), {})
        for field in FIELDS:
            said, kept = text(row.get(field)).strip(), fields.get(field, "").strip()
            if said != kept and (decimal(said) is None or decimal(said) != decimal(kept.replace(",", ""))):
                yield Failure(f"{WORKBOOK}, sheet Figures", number, f"{field} is {said!r}, {FILE} has {kept!r}; build again.")


def _check(row: Row, folder: Folder) -> Iterator[str]:
    """A stated relation: its amounts are those of its figures, and the verdict fits the gap."""
    stated, computed, gap = (decimal(str(row.get(column))) for column in ("stated", "computed", "gap"))
    ids = [id for id in str(row.get("figures")).split("; ") if id in folder.by_id]
    if stated is None or computed is None or gap is None or not ids:
        yield "has no amounts or no figures."
        return
    first, *terms = [Decimal(folder.by_id[id]["low"]) for id in ids]
    worth = [Decimal(folder.by_id[id]["low"]) * max(1, len(folder.by_id[id]["each_of"])) for id in ids[1:]]
    if not close(stated, first):
        yield f"states {stated}, its figure {ids[0]} says {first}."
    if not close(stated - computed, gap):
        yield f"{stated} less {computed} is not {gap}."
    made = _reckoned(str(row["kind"]), worth if row["kind"] == "total" else terms)
    if made and not any(abs(computed - value) <= ROUNDED for value in made):
        yield f"computes {computed}, its figures make {' or '.join(exact.number(round(value, 2)) for value in made)}."
    if row["verdict"] == "differs" and not gap:
        yield "says differs, and there is no gap."
    places = [_last_place(amount) for amount in (first, *terms)]
    if row["verdict"] in ("agrees", "repaired") and abs(gap) > max(places[0], sum(places) / 2):
        yield f"says {row['verdict']} with a gap of {gap}."


def _reckoned(kind: str, terms: Sequence[Decimal]) -> list[Decimal]:
    """What the terms can make; nothing where the sheet does not say enough to reckon again."""
    if kind == "total" and terms:
        return [sum(terms, Decimal(0)), terms[0] - sum(terms[1:], Decimal(0))]
    if kind == "difference" and len(terms) == 2:
        return [abs(terms[0] - terms[1])]
    if kind == "percentage" and len(terms) == 2 and terms[1]:
        return [terms[0] / terms[1] * 100, abs(terms[0] - terms[1]) / terms[1] * 100]
    return []


def _last_place(amount: Decimal) -> Decimal:
    """The worth of the last digit that is no zero: an amount is printed at least so finely."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(0)



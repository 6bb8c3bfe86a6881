"""The sheets Regions, Totals, Other decisions and Units: the table, live.

Converted amounts take their factor from one cell of Units.  Totals follow the filter of Regions:
its column ``shown`` is 1 in a row that the filter leaves, and its columns ``… counted`` are 1 where
such a row is added up, 0 where a region around it is already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from figures.reports.workbook.book import SHARE, Book, Column, Formula, Value, area
from figures.reports.workbook.links import Places
from figures.reviews.layout import _DETAILS, _SHARES, OTHERS, REGIONS, TOTALS, UNITS
from figures.rows import table
from figures.rows.regions import TONNE, RegionRow, doubts, factor

_WIDTHS = {
    "item": 10, "measure": 16, "region": 18, "party": 16, "unit": 8, "outcome": 13, "grant known by": 11, "source lines": 9, "doubts": 30,
    "review": 22, "notes": 30, "date": 11, "asked by": 12, "within": 14, "label": 24,
    "letter": 30, "id": 34, "definition": 40, "factor": 14,
}  # fmt: skip
_PRINTED = REGIONS.index("notes")
_AT = {header: number for number, header in enumerate(REGIONS)}


def _columns(headers: Sequence[str], printed: int) -> list[Column]:
    return [
        Column(h, _WIDTHS.get(h, 12), h not in table.STAGES, SHARE if h in _SHARES else "amount", number < printed)
        for number, h in enumerate(headers)
    ]  # fmt: skip


def write(book: Book, regions: Sequence[RegionRow], others: Sequence[RegionRow], places: Places) -> None:
    """Write the four sheets."""
    units = _units(regions)
    lines = (list(_region(number, row, regions, units, places)) for number, row in enumerate(regions, start=2))
    book.table("Regions", _columns(REGIONS, _PRINTED), lines)
    book.table("Totals", _columns(TOTALS, len(TOTALS)), _totals(regions))
    columns = [replace(c, width=15) if c.header in ("item", "unit") else c for c in _columns(OTHERS, OTHERS.index("notes"))]
    book.table("Other decisions", columns, (list(_other(row, places)) for row in others))
    book.table("Units", _columns(UNITS, len(UNITS)), _unit_rows(units))


def _units(regions: Sequence[RegionRow]) -> dict[str, int]:
    """The row of Units for each unit that converts to tonnes."""
    names = dict.fromkeys(row.row["unit"] for row in regions if factor(row.row["unit"]) is not None)
    return {unit: number for number, unit in enumerate(sorted(names), start=2)}


def _unit_rows(units: dict[str, int]) -> Iterator[list[Value]]:
    for unit in units:
        per = factor(unit)
        assert per is not None
        yield [unit, TONNE, per, f"1 {unit} = {per:.10g} {TONNE}"]


def _region(number: int, row: RegionRow, regions: Sequence[RegionRow], units: dict[str, int], places: Places) -> Iterator[Value]:
    cells = dict(row.cells())
    for header in REGIONS:
        stage, _, part = header.partition(" ")
        if header in cells:
            yield places.amount(cells[header].low, cells[header])
        elif part == "in tonnes":
            yield _tonnes(number, row, stage, units)
        elif header in _SHARES:
            yield _share(number, row, header.rpartition(" ")[2])
        elif header == "label":
            yield ", ".join(part for part in (row.row["region"], row.row["measure"]) if part)
        elif header == "within":
            yield "; ".join(row.within)
        elif header == "shown":
            yield Formula(f"=SUBTOTAL(103,C{number})", 1)
        elif part == "counted":
            yield _counted(number, row, stage, len(regions))
        else:
            yield _plain(header, row, places)


def _other(row: RegionRow, places: Places) -> Iterator[Value]:
    cells = dict(row.cells())
    for header in OTHERS:
        yield places.amount(cells[header].low, cells[header]) if header in cells else _plain(header, row, places)


def _plain(header: str, row: RegionRow, places: Places) -> Value:
    """What both sheets say alike."""
    values = row.row
    if header in _DETAILS:
        stage, _, part = header.partition(" ")
        said = values[stage]
        if said is None:
            return None
        value: Value = said["high"] if part == "to" else said[part]
        return None if part == "to" and said["high"] == said["low"] else value
    if header == "grant known by":
        return values["granted"]["basis"] if values["granted"] else None
    if header == "source lines":
        return table.source_lines(values)
    if header == "doubts":
        return doubts(row, places.index)
    if header == "review":
        return row.review
    if header == "notes":
        return " ".join(values["notes"])
    if header == "date":
        return places.dates.get(row.decision.letter)
    if header == "asked by":
        return row.decision.party
    if header == "id":
        return row.decision.id
    inner: Value = values.get(header) if header not in table.STAGES else None
    return inner


def _tonnes(number: int, row: RegionRow, stage: str, units: dict[str, int]) -> Value:
    amount, unit = row.amount(stage), row.row["unit"]
    if amount is None or unit not in units:
        return None
    per = factor(unit)
    assert per is not None
    return Formula(f"={_cell(stage, number)}*Units!$C${units[unit]}", float(amount) * float(per))


def _share(number: int, row: RegionRow, of: str) -> Value:
    granted, whole = row.amount("granted"), row.amount(of)
    if granted is None or not whole:
        return None
    return Formula(f"={_cell('granted', number)}/{_cell(of, number)}", float(granted) / float(whole))


def _counted(number: int, row: RegionRow, stage: str, rows: int) -> Value:
    """1 if the row is shown and no shown row around it holds such an amount; the names move with the row when it is sorted."""
    if row.amount(stage) is None:
        return None
    shown = _cell("shown", number)
    around = row.counted.get(stage, ())
    if not around:
        return Formula(f"={shown}", 1)
    same = [f"({area('Regions', _AT[name], rows)}={_cell(name, number)})" for name in ("item", "measure")]
    there = f"({area('Regions', _AT[stage], rows)}<>\"\")*({area('Regions', _AT['shown'], rows)}=1)"
    inside = "+".join(f"({area('Regions', _AT['region'], rows)}={_quoted(name)})" for name in around)
    return Formula(f"=IF(SUMPRODUCT({'*'.join(same)}*{there}*({inside}))>0,0,{shown})".replace("'Regions'!", ""), 0)


def _totals(regions: Sequence[RegionRow]) -> Iterator[list[Value]]:
    """A row per item, measure and unit, adding up what Regions shows."""
    groups: dict[tuple[str | None, str | None, str], list[RegionRow]] = {}
    for row in regions:
        groups.setdefault((row.row["item"], row.row["measure"], row.total_unit), []).append(row)
    rows = len(regions)
    for number, ((item, measure, unit), mine) in enumerate(groups.items(), start=2):
        same = f"({area('Regions', 0, rows)}=$A{number})*({area('Regions', 1, rows)}=$B{number})"
        if unit != TONNE:
            same += f"*({area('Regions', _AT['unit'], rows)}=$C{number})"
        else:
            others = [other for *what, other in groups if what == [item, measure] and other != TONNE]
            same += "".join(f"*({area('Regions', _AT['unit'], rows)}<>{_quoted(other)})" for other in others)
        line: list[Value] = [item, measure, unit, Formula(f"=SUMPRODUCT({same}*{area('Regions', _AT['shown'], rows)})", len(mine))]
        for stage in table.STAGES:
            if all(row.amount(stage) is None for row in mine):
                line.append(None)
                continue
            summed = area("Regions", _AT[f"{stage} in tonnes" if unit == TONNE else stage], rows)
            counted = area("Regions", _AT[f"{stage} counted"], rows)
            line.append(Formula(f"=SUMPRODUCT({same}*({counted}=1),{summed})", _total(mine, stage, unit)))
        yield line


def _total(mine: Sequence[RegionRow], stage: str, unit: str) -> float:
    total = 0.0
    for row in mine:
        amount = row.amount(stage)
        if amount is not None and not row.counted.get(stage):
            per = factor(row.row["unit"]) if unit == TONNE else Decimal(1)
            assert per is not None
            total += float(amount) * float(per)
    return total


def _cell(header: str, number: int) -> str:
    return f"{xl_col_to_name(_AT[header])}{number}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

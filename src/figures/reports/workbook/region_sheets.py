"""The sheets Regions, Totals, Other decisions and Units: the table, live.

Converted amounts take their factor from one cell of Units.  Totals follow the filter of Regions:
its column ``shown`` is 1 in a row that the filter leaves, and its columns ``… counted`` are 1 where
such a row is added up, 0 where a region around it is already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

from figures.reports.workbook.book import AMOUNT_FORM, SHARE_FORM, Book, Column, Formula, Value, area
from figures.reports.workbook.links import SheetPlaces
from figures.rows import AMOUNT_DETAILS, GRANTED_SHARES, SHEETS, TABLE_STAGES, TONNE, RegionRow, Sheet, row_doubts, source_lines, tonnes_in

_WIDTHS = {
    "item": 10, "measure": 16, "region": 18, "party": 16, "unit": 8, "outcome": 13, "grant known by": 11, "source lines": 9, "doubts": 30,
    "review": 22, "notes": 30, "date": 11, "asked by": 12, "within": 14, "label": 24,
    "letter": 30, "id": 34, "definition": 40, "factor": 14,
}  # fmt: skip
_AT = {header: number for number, header in enumerate(SHEETS.regions.columns)}


def _columns(sheet: Sheet) -> list[Column]:
    return [
        Column(h, _WIDTHS.get(h, 12), h not in TABLE_STAGES, SHARE_FORM if h in GRANTED_SHARES else AMOUNT_FORM, sheet.prints(number))
        for number, h in enumerate(sheet.columns)
    ]  # fmt: skip


def write_region_sheets(book: Book, regions: Sequence[RegionRow], others: Sequence[RegionRow], places: SheetPlaces) -> None:
    """Write the four sheets."""
    units = _units(regions)
    lines = (list(_region(number, row, regions, units, places)) for number, row in enumerate(regions, start=2))
    book.table(SHEETS.regions, _columns(SHEETS.regions), lines)
    book.table(SHEETS.totals, _columns(SHEETS.totals), _totals(regions))
    columns = [replace(c, width=15) if c.header in ("item", "unit") else c for c in _columns(SHEETS.others)]
    book.table(SHEETS.others, columns, (list(_other(row, places)) for row in others))
    book.table(SHEETS.units, _columns(SHEETS.units), _unit_rows(units))


def _units(regions: Sequence[RegionRow]) -> dict[str, int]:
    """The row of Units for each unit that converts to tonnes."""
    names = dict.fromkeys(row.row["unit"] for row in regions if tonnes_in(row.row["unit"]) is not None)
    return {unit: number for number, unit in enumerate(sorted(names), start=2)}


def _unit_rows(units: dict[str, int]) -> Iterator[list[Value]]:
    for unit in units:
        per = tonnes_in(unit)
        assert per is not None
        yield [unit, TONNE, per, f"1 {unit} = {per:.10g} {TONNE}"]


def _region(number: int, row: RegionRow, regions: Sequence[RegionRow], units: dict[str, int], places: SheetPlaces) -> Iterator[Value]:
    cells = dict(row.cells())
    for header in SHEETS.regions.columns:
        stage, _, part = header.partition(" ")
        if header in cells:
            yield places.amount(cells[header].low, cells[header])
        elif part == "in tonnes":
            yield _tonnes(number, row, stage, units)
        elif header in GRANTED_SHARES:
            yield _share(number, row, header.rpartition(" ")[2])
        elif header == "label":
            yield ", ".join(part for part in (row.row["region"], row.row["measure"]) if part)
        elif header == "within":
            yield "; ".join(row.within)
        elif header == "shown":
            yield Formula(f"=SUBTOTAL(103,{_cell('region', number)})", 1)
        elif part == "counted":
            yield _counted(number, row, stage, len(regions))
        else:
            yield _plain(header, row, places)


def _other(row: RegionRow, places: SheetPlaces) -> Iterator[Value]:
    cells = dict(row.cells())
    for header in SHEETS.others.columns:
        yield places.amount(cells[header].low, cells[header]) if header in cells else _plain(header, row, places)


_PLAIN: dict[str, Callable[[RegionRow, SheetPlaces], Value]] = {
    "grant known by": lambda row, places: row.row["granted"]["basis"] if row.row["granted"] else None,
    "source lines": lambda row, places: source_lines(row.row),
    "doubts": lambda row, places: row_doubts(row, places.index),
    "review": lambda row, places: row.review,
    "notes": lambda row, places: " ".join(row.row["notes"]),
    "date": lambda row, places: places.dates.get(row.decision.letter),
    "asked by": lambda row, places: row.decision.party,
    "id": lambda row, places: row.decision.id,
}
"""What columns of both sheets say, where it is not simply a value of the row."""


def _plain(header: str, row: RegionRow, places: SheetPlaces) -> Value:
    """What both sheets say alike."""
    if header in AMOUNT_DETAILS:
        return _detail(header, row)
    if header in _PLAIN:
        return _PLAIN[header](row, places)
    value: Value = row.row.get(header) if header not in TABLE_STAGES else None
    return value


def _detail(header: str, row: RegionRow) -> Value:
    """What is said of one amount beside its lower end; the upper end only where it is another."""
    stage, _, part = header.partition(" ")
    said = row.row[stage]
    if said is None or (part == "to" and said["high"] == said["low"]):
        return None
    value: Value = said["high" if part == "to" else part]
    return value


def _tonnes(number: int, row: RegionRow, stage: str, units: dict[str, int]) -> Value:
    amount, unit = row.amount(stage), row.row["unit"]
    if amount is None or unit not in units:
        return None
    per = tonnes_in(unit)
    assert per is not None
    return Formula(f"={_cell(stage, number)}*{SHEETS.units.name}!$C${units[unit]}", float(amount) * float(per))


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
    same = [f"({_area(name, rows)}={_cell(name, number)})" for name in ("item", "measure")]
    there = f'({_area(stage, rows)}<>"")*({_area("shown", rows)}=1)'
    inside = "+".join(f"({_area('region', rows)}={_quoted(name)})" for name in around)
    return Formula(f"=IF(SUMPRODUCT({'*'.join(same)}*{there}*({inside}))>0,0,{shown})".replace(f"'{SHEETS.regions.name}'!", ""), 0)


def _totals(regions: Sequence[RegionRow]) -> Iterator[list[Value]]:
    """A row per item, measure and unit, adding up what Regions shows."""
    groups: dict[tuple[str | None, str | None, str], list[RegionRow]] = {}
    for row in regions:
        groups.setdefault((row.row["item"], row.row["measure"], row.total_unit), []).append(row)
    rows = len(regions)
    for number, ((item, measure, unit), mine) in enumerate(groups.items(), start=2):
        same = f"({_area('item', rows)}=$A{number})*({_area('measure', rows)}=$B{number})"
        if unit != TONNE:
            same += f"*({_area('unit', rows)}=$C{number})"
        else:
            others = [other for *what, other in groups if what == [item, measure] and other != TONNE]
            same += "".join(f"*({_area('unit', rows)}<>{_quoted(other)})" for other in others)
        line: list[Value] = [item, measure, unit, Formula(f"=SUMPRODUCT({same}*{_area('shown', rows)})", len(mine))]
        for stage in TABLE_STAGES:
            if all(row.amount(stage) is None for row in mine):
                line.append(None)
                continue
            summed = _area(f"{stage} in tonnes" if unit == TONNE else stage, rows)
            counted = _area(f"{stage} counted", rows)
            line.append(Formula(f"=SUMPRODUCT({same}*({counted}=1),{summed})", _total(mine, stage, unit)))
        yield line


def _total(mine: Sequence[RegionRow], stage: str, unit: str) -> float:
    total = 0.0
    for row in mine:
        amount = row.amount(stage)
        if amount is not None and not row.counted.get(stage):
            per = tonnes_in(row.row["unit"]) if unit == TONNE else Decimal(1)
            assert per is not None
            total += float(amount) * float(per)
    return total


def _area(header: str, rows: int) -> str:
    """The cells of one column of Regions, for a formula in any sheet."""
    return area(SHEETS.regions, header, rows)


def _cell(header: str, number: int) -> str:
    return f"{xl_col_to_name(_AT[header])}{number}"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'

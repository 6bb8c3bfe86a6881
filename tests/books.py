"""Builds and reads workbooks for tests."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import figures
from figures.model import Run
from figures.reading import read_editions
from figures.reports import build_outputs

ROOT = Path(__file__).parent.parent
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def run_of(*paths: Path) -> Run:
    return figures.extract(*read_editions(list(paths)))


def build(seeds: Path, output: Path) -> str:
    """What `figures build` says."""
    return build_outputs(run_of(seeds), output)


def opened(output: Path, **options: bool) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO((output / "figures.xlsx").read_bytes()), **options)


def records(sheet: Worksheet) -> list[dict[str, object]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows if any(value is not None for value in row)]


def links(sheet: Worksheet) -> Iterator[tuple[object, str, int]]:
    """Value, target sheet and target row of each link."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink:
                name, _, at = cell.hyperlink.location.replace("'", "").partition("!A")
                yield cell.value, name, int(at)


def unescaped(text: object) -> str:
    """A cell's text with the characters that XML cannot hold, which workbooks write as ``_x0007_``."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(text or ""))


def write(output: Path, **reviews: dict[str, object]) -> None:
    """Write into the review columns as a user would: figure id (its quote's beginning) to column and value."""
    book = opened(output)
    sheet = book["Figures"]
    header = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for column, value in reviews.get(str(sheet.cell(row, header["id"]).value), {}).items():
            sheet.cell(row, header[column.replace("_", " ")]).value = value
    book.save(output / "figures.xlsx")

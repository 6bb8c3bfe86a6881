"""Writes one table a sheet into an Excel workbook, safely: text stays text, links stay inside.

The rules come from how spreadsheet programs behave.  Text from a source is only ever written as a
string, so that a line beginning with ``=`` or ``@`` is no formula; a fixed creation date gives the
same bytes from run to run; what Excel cannot hold is refused with a sentence, never dropped.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from figures.errors import FiguresError

MAX_ROWS = 1_048_576
MAX_TEXT = 32_767
"""Characters in one cell; Excel counts those beyond U+FFFF twice."""
MAX_LINKS = 65_530
"""Links in one sheet; cells beyond it keep their value and lose the link, and About says so."""
CREATED = datetime.datetime(1980, 1, 1)
"""The same in every run: a clock in the file would change its bytes."""
CUT = " […]"


@dataclass(frozen=True, slots=True)
class Column:
    """A column's header and its width in characters; ``wrap`` for running text."""

    header: str
    width: int = 12
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A value that leads to a row (counted from 1) of another sheet."""

    value: Decimal | int | str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with stretches (start, end) to be set bold; the stretches do not overlap."""

    text: str
    bold: tuple[tuple[int, int], ...]


Value = Decimal | int | str | Link | Marked | None


class Book:
    """A workbook in memory; :meth:`bytes` closes it."""

    def __init__(self, title: str, subject: str) -> None:
        self._buffer = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._buffer, options)
        self._book.set_properties({"title": title, "subject": subject, "created": CREATED})
        self._whole = self._book.add_format({"num_format": "#,##0", "valign": "top"})
        self._broken = self._book.add_format({"num_format": "#,##0.0###", "valign": "top"})
        self._text = self._book.add_format({"valign": "top"})
        self._wrap = self._book.add_format({"valign": "top", "text_wrap": True})
        self._header = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7EDF3"})
        self._bold = self._book.add_format({"bold": True})
        self._bold_wrap = self._book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        link = {"font_color": "#0563C1", "underline": 1, "valign": "top"}
        self._link_text = self._book.add_format(link)
        self._link_whole = self._book.add_format(link | {"num_format": "#,##0"})
        self._link_broken = self._book.add_format(link | {"num_format": "#,##0.0###"})
        self.beyond_links: list[str] = []
        """Sheets that hold more links than Excel allows."""

    def reserve(self, *names: str) -> None:
        """Make the sheets in the order readers will see them; their tables may be written in any order."""
        for name in names:
            self._book.add_worksheet(name)

    def table(self, sheet: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> None:
        """Write one table from A1: header row, frozen, named like the sheet."""
        worksheet = self._book.get_worksheet_by_name(sheet)
        assert worksheet is not None
        body = list(rows)
        if len(body) + 1 > MAX_ROWS:
            raise FiguresError(
                f"The sheet {sheet} would need {len(body) + 1:,} rows and Excel holds {MAX_ROWS:,}; "
                "build fewer files at a time, or use the CSV files of a smaller folder."
            )
        headers = [{"header": column.header, "header_format": self._header} for column in columns]
        place = 0, 0, max(len(body), 1), len(columns) - 1
        worksheet.add_table(*place, {"name": sheet, "style": "Table Style Light 1", "columns": headers})
        for number, column in enumerate(columns):
            worksheet.set_column(number, number, column.width, self._wrap if column.wrap else self._text)
        worksheet.freeze_panes(1, 0)
        links = 0
        for row, values in enumerate(body, start=1):
            for number, (column, value) in enumerate(zip(columns, values, strict=True)):
                if value is None:
                    continue
                if isinstance(value, Link):
                    links += 1
                    if links > MAX_LINKS:
                        value = value.value
                self._cell(worksheet, row, number, value, self._wrap if column.wrap else self._text)
        if links > MAX_LINKS:
            self.beyond_links.append(sheet)

    def bytes(self) -> bytes:
        self._book.close()
        return self._buffer.getvalue()

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value, text: Format) -> None:
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, clipped(value), text)
        elif isinstance(value, Link):
            # The link is stored apart from the cell, whose value is then written as what it is.
            sheet.write_url(row, column, f"internal:'{value.sheet}'!A{value.row}", self._link_text, clipped(str(value.value)))
            if not isinstance(value.value, str):
                sheet.write_number(row, column, value.value, self._link_whole if _is_whole(value.value) else self._link_broken)
        elif isinstance(value, Marked):
            self._marked(sheet, row, column, value, text)
        elif value is not None:
            sheet.write_number(row, column, value, self._whole if _is_whole(value) else self._broken)

    def _marked(self, sheet: Worksheet, row: int, column: int, marked: Marked, text: Format) -> None:
        """A string of several fonts needs two pieces at least, none of them empty."""
        pieces: list[str | Format] = []
        at = count = 0
        for start, end in marked.bold:
            if start > at:
                pieces.append(marked.text[at:start])
                count += 1
            pieces += [self._bold, marked.text[start:end]]
            count += 1
            at = end
        if at < len(marked.text):
            pieces.append(marked.text[at:])
            count += 1
        if count > 1:
            sheet.write_rich_string(row, column, *pieces, text)
        elif marked.text:
            sheet.write_string(row, column, marked.text, self._bold_wrap if marked.bold else text)


def clipped(text: str) -> str:
    """A text that one cell can hold; the whole of it stands in the Source sheet, over several rows."""
    if len(text) <= MAX_TEXT // 2 or utf16_length(text) <= MAX_TEXT:
        return text
    return text[: MAX_TEXT // 2] + CUT


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_whole(value: Decimal | int) -> bool:
    return value == int(value)

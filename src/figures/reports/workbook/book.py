"""Writes one table a sheet into an Excel workbook, safely: text stays text, links stay inside.

The rules come from how spreadsheet programs behave.  Text from a source is only ever written as a
string, so that a line beginning with ``=`` or ``@`` is no formula; a fixed creation date gives the
same bytes from run to run; what Excel cannot hold is left to the CSV files and said, never dropped
in silence.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, islice

import xlsxwriter
from xlsxwriter import packager
from xlsxwriter.core import Core
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from figures.reviews import CUT_SIGN, ContentSum, clipped_text, content_property
from figures.rows import NO_DECIMALS_FROM, Sheet

MAX_ROWS = 1_048_576
MAX_LINKS = 65_530
"""Links in one sheet; cells beyond it keep their value and lose the link."""
CREATED = datetime.datetime(1980, 1, 1)
"""The same in every run: a clock in the file would change its bytes."""
LANGUAGE = "en"
FIRST_ROWS = 50
"""Rows by which a column of numbers is told, for its header."""
A4 = 9
CHART_SCALE = 56
"""Per cent at which charts fit the width of a page upright."""
LINE, HIGHEST_ROW = 13.5, 409
"""Points of one line of text, and of the highest row that Excel allows."""
AMOUNT_FORM, SHARE_FORM, ENTRY_FORM = "amount", "share", "entry"
"""Forms of a column: numbers as they are, numbers shown in per cent, cells for the user to write in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column's header and its width in characters.

    ``wrap`` for running text; ``form`` one of :data:`AMOUNT_FORM`, :data:`SHARE_FORM`, :data:`ENTRY_FORM`;
    ``printed`` whether it goes on paper, where wide tables show their first columns only.
    """

    header: str
    width: int = 12
    wrap: bool = False
    form: str = AMOUNT_FORM
    printed: bool = True


@dataclass(frozen=True, slots=True)
class CellLink:
    """A value that leads to a row (counted from 1) of another sheet."""

    value: Decimal | int | str
    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with stretches (start, end) to be set bold; the stretches do not overlap."""

    text: str
    bold: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with its result, which is stored for readers that do not calculate."""

    text: str
    value: float


Value = Decimal | int | str | CellLink | Marked | Formula | None


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written of a table, and how much of it did not fit."""

    rows: int
    beyond: int
    links: int
    cut: int
    digest: str

    def limits(self, sheet: Sheet) -> Iterator[str]:
        """What did not fit, in sentences."""
        if self.beyond:
            said = f"holds the first {self.rows:,} of {self.rows + self.beyond:,} rows, all that Excel can"
            yield f"The sheet {sheet.name} {said}; the CSV files hold all."
        if self.links > MAX_LINKS:
            yield f"The sheet {sheet.name} has {self.links:,} links and Excel allows {MAX_LINKS:,}; its last rows have none."
        if self.cut:
            said = f"are longer than a cell and end in{CUT_SIGN}; the CSV files hold them whole"
            yield f"{self.cut:,} texts of the sheet {sheet.name} {said}."


class Book:
    """A workbook in the making; :meth:`bytes` closes it.

    A ``large`` one passes each row on to a temporary file, so that it needs memory for one row only.
    """

    def __init__(self, title: str, subject: str, large: bool = False) -> None:
        self._buffer = io.BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        options |= {"constant_memory": True} if large else {"in_memory": True}
        self._large = large
        self._book = xlsxwriter.Workbook(self._buffer, options)
        self._book.set_properties({"title": title, "subject": subject, "created": CREATED})
        self._title = title
        add = self._book.add_format
        self._numbers = {
            (link, form): add({"num_format": form, "valign": "top"} | ({"font_color": "#0563C1", "underline": 1} if link else {}))
            for link in (False, True)
            for form in ("#,##0", "#,##0.0###", "0.0%")
        }
        text: dict[str, object] = {"valign": "top", "align": "left", "indent": 1}
        self._text = add(text)
        self._wrap = add(text | {"text_wrap": True})
        self._entry = add(text | {"text_wrap": True, "bg_color": "#FFF9E5", "border": 1, "border_color": "#D9D0B0"})
        header = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E7EDF3"}
        self._header, self._number_header = add(header | {"align": "left", "indent": 1}), add(header | {"align": "right"})
        self._bold = add({"bold": True})
        self._bold_wrap = add(text | {"bold": True, "text_wrap": True})
        self._link_text = add(text | {"font_color": "#0563C1", "underline": 1, "text_wrap": True})
        self.limits: list[str] = []
        """What did not fit, in sentences."""

    def reserve(self, sheets: Iterable[Sheet]) -> None:
        """Make the sheets in the order readers will see them; their tables may be written in any order."""
        for about in sheets:
            sheet = self._book.add_worksheet(about.name)
            sheet.set_paper(A4)
            if not about.columns:  # fitted sheets ignore page breaks
                sheet.set_print_scale(CHART_SCALE)
            else:
                sheet.set_landscape()
                sheet.fit_to_pages(1, 0)
            sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
            sheet.set_header(f"&L{self._title.replace('&', '&&')}&R&A")
            sheet.set_footer("&RPage &P of &N")

    def sheet(self, sheet: Sheet) -> Worksheet:
        """The sheet itself, for what is no table."""
        worksheet = self._book.get_worksheet_by_name(sheet.name)
        assert worksheet is not None
        return worksheet

    def table(self, sheet: Sheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
        """Write one table from A1: header row, frozen, named like the sheet; give the number of rows."""
        worksheet = self.sheet(sheet)
        body = iter(rows)
        first = list(islice(body, FIRST_ROWS))
        formats = [self._wrap if column.wrap else self._text for column in columns]
        headers = self._headers(worksheet, columns, first, formats)
        written = self._rows(worksheet, columns, chain(first, body), formats)
        last = max(written.rows, 1)
        self._as_table(worksheet, sheet, last, columns, headers)
        printed = sum(column.printed for column in columns)
        if printed < len(columns):
            worksheet.print_area(0, 0, last, printed - 1)
        self.limits += written.limits(sheet)
        self._book.set_custom_property(content_property(sheet.name), written.digest)
        return written.rows + written.beyond

    def _headers(
        self, worksheet: Worksheet, columns: Sequence[Column], first: Sequence[Sequence[Value]], formats: Sequence[Format]
    ) -> list[Format]:
        """Write the header row and set the columns; the ``first`` rows tell which columns hold numbers."""
        numeric = [_is_number(next((row[n] for row in first if row[n] is not None), None)) for n in range(len(columns))]
        headers = [self._number_header if number else self._header for number in numeric]
        worksheet.set_row(0, LINE * max(_lines(column.header, column.width - 2) for column in columns) + 3)
        for number, column in enumerate(columns):
            worksheet.write_string(0, number, column.header, headers[number])
            worksheet.set_column(number, number, column.width, self._entry if column.form == ENTRY_FORM else formats[number])
        worksheet.freeze_panes(1, 0)
        worksheet.repeat_rows(0)
        return headers

    def _rows(
        self, worksheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]], formats: Sequence[Format]
    ) -> _Written:
        """Write the rows, as many as a sheet holds, each as high as its longest text on paper."""
        high = [(n, c.width - 1) for n, c in enumerate(columns) if c.wrap and (c.printed or c.form == ENTRY_FORM)]
        digest = ContentSum([c.header for c in columns], [n for n, c in enumerate(columns) if c.form == ENTRY_FORM])
        row = links = cut = beyond = 0
        for values in rows:
            if row == MAX_ROWS - 1:
                beyond += 1
                continue
            row += 1
            digest.add(values)
            lines = max((_lines(_text_of(values[number]), width) for number, width in high), default=1)
            if lines > 1:
                worksheet.set_row(row, min(LINE * lines + 3, HIGHEST_ROW))
            for number, value in enumerate(values):
                if isinstance(value, CellLink):
                    links += 1
                    value = value if links <= MAX_LINKS and value.row <= MAX_ROWS else value.value
                if value is not None:
                    self._cell(worksheet, (row, number), value, columns[number], formats[number])
                    cut += isinstance(value, str) and clipped_text(value) is not value
        return _Written(row, beyond, links, cut, digest.text())

    def _as_table(self, worksheet: Worksheet, sheet: Sheet, last: int, columns: Sequence[Column], headers: Sequence[Format]) -> None:
        """Name the written cells as a table."""
        said = [{"header": column.header, "header_format": form} for column, form in zip(columns, headers, strict=True)]
        # XlsxWriter refuses tables where rows are passed on at once, because it writes their headers; these stand there already.
        worksheet.constant_memory = False
        worksheet.add_table(0, 0, last, len(columns) - 1, {"name": table_name(sheet), "style": "Table Style Light 1", "columns": said})
        worksheet.constant_memory = self._large

    def choose(self, sheet: Sheet, column: int, rows: int, values: Sequence[str] | str, strict: bool) -> None:
        """A drop-down in a column: of ``values``, or of the cells of a range; others are refused or only asked about."""
        source = list(values) if not isinstance(values, str) else f"={values}"
        asked = {
            "validate": "list", "source": source, "error_type": "stop" if strict else "warning",
            "error_title": "Not in the list",
            "error_message": "Take a value of the list." if strict else "This value is not in the list. Keep it?",
        }  # fmt: skip
        self.sheet(sheet).data_validation(1, column, max(rows, 1), column, asked)

    def chart(self, options: dict[str, str]) -> xlsxwriter.chart.Chart:
        """A new chart, to be set into a sheet."""
        return self._book.add_chart(options)

    def bytes(self) -> bytes:
        """The whole workbook; nothing can be written into it any more."""
        with _language(LANGUAGE):
            self._book.close()
        return self._buffer.getvalue()

    def _cell(self, sheet: Worksheet, at: tuple[int, int], value: Value, about: Column, text: Format) -> None:
        row, column = at
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, clipped_text(value), self._entry if about.form == ENTRY_FORM else text)
        elif isinstance(value, CellLink):
            # The link is stored apart from the cell, whose value is then written as what it is.
            sheet.write_url(row, column, f"internal:'{value.sheet}'!A{value.row}", self._link_text, clipped_text(str(value.value)))
            if not isinstance(value.value, str):
                sheet.write_number(row, column, value.value, self._number(value.value, about, link=True))
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, self._number(value.value, about), value.value)
        elif isinstance(value, Marked):
            self._marked(sheet, row, column, value, text)
        elif value is not None:
            sheet.write_number(row, column, value, self._entry if about.form == ENTRY_FORM else self._number(value, about))

    def _number(self, value: Decimal | float, about: Column, link: bool = False) -> Format:
        whole = value == int(value) or (isinstance(value, float) and abs(value) >= NO_DECIMALS_FROM)
        return self._numbers[link, "0.0%" if about.form == SHARE_FORM else "#,##0" if whole else "#,##0.0###"]

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


def table_name(sheet: Sheet) -> str:
    """The name of a sheet's table: names of tables have no spaces."""
    return sheet.name.replace(" ", "_")


def area(sheet: Sheet, column: str, rows: int) -> str:
    """The cells of one column of a table, for a formula in any sheet."""
    name = xl_col_to_name(sheet.at(column))
    return f"'{sheet.name}'!${name}$2:${name}${max(rows, 1) + 1}"


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | int | float | Formula) or (isinstance(value, CellLink) and not isinstance(value.value, str))


def _text_of(value: Value) -> str:
    inner = value.value if isinstance(value, CellLink) else value.text if isinstance(value, Marked) else value
    return inner if isinstance(inner, str) else ""


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column of ``width`` characters; words are not broken, so some room is left over."""
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(max(1, -(-len(part) * 13 // (12 * width))) for part in text.split("\n"))


@contextmanager
def _language(language: str) -> Iterator[None]:
    """XlsxWriter has no setting for a workbook's language: its writer of properties is swapped for one that writes it."""

    class WithLanguage(Core):  # type: ignore[misc]
        def _write_dc_subject(self) -> None:
            super()._write_dc_subject()
            self._xml_data_element("dc:language", language)

    packager.Core = WithLanguage
    try:
        yield
    finally:
        packager.Core = Core

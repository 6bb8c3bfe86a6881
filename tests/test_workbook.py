"""The workbook, read back with openpyxl."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from decimal import Decimal

import made
import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet

from figures.errors import FiguresError
from figures.model import Cell, Evidence, Run
from figures.reports import figure_rows, manifest, sheets, workbook
from figures.reports.index import Index


def render(run: Run) -> bytes:
    index = Index(run)
    rows = [figure_rows.csv_row(row) for row in figure_rows.rows(index)]
    return workbook.workbook(index, made.table(run), rows, manifest.manifest(run))


@pytest.fixture(scope="module")
def book() -> Book:
    return openpyxl.load_workbook(io.BytesIO(render(made.run())))


def records(sheet: Worksheet) -> list[dict[str, object]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def links(sheet: Worksheet) -> Iterator[tuple[object, str, int]]:
    """Value, target sheet and target row of each link."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.hyperlink:
                name, _, at = cell.hyperlink.location.replace("'", "").partition("!A")
                yield cell.value, name, int(at)


def test_the_sheets_stand_in_reading_order(book: Book) -> None:
    """About comes first, the evidence last."""
    assert book.sheetnames == ["About", "Regions", "Figures", "Checks", "Letters", "Source"]


def test_each_sheet_is_one_named_table_from_a1(book: Book) -> None:
    """The table starts at A1, covers all that is written, has unique headers and a frozen header row."""
    for sheet in book:
        (table,) = sheet.tables.values()
        assert table.name == sheet.title
        assert table.ref == sheet.dimensions
        header = [cell.value for cell in sheet[1]]
        assert len(set(header)) == len(header)
        assert all(header)
        assert sheet.freeze_panes == "A2"
        assert not sheet.merged_cells.ranges


def test_about_links_to_every_other_sheet(book: Book) -> None:
    """The first sheet is also the list of contents, and names inputs and versions."""
    assert [name for _, name, _ in links(book["About"])] == book.sheetnames[1:]
    said = {row["entry"] for row in records(book["About"])}
    assert {"Title", "Coverage", "Input", "Made with", "Lexicon", "Empty cell", "Basis"} <= said


def test_an_amount_leads_to_its_figure_and_the_figure_to_its_line(book: Book) -> None:
    """Every amount of the region table can be followed to the words of the source."""
    figures, source = records(book["Figures"]), records(book["Source"])
    amounts = list(links(book["Regions"]))
    assert len(amounts) == 5
    for value, name, row in amounts:
        assert name == "Figures"
        figure = figures[row - 2]
        assert figure["low"] == value
    for (line, name, row), figure in zip(links(book["Figures"]), figures, strict=True):
        assert name == "Source"
        assert source[row - 2]["line"] == line == figure["line"]
        assert str(figure["quote"]) in str(source[row - 2]["text"])


def test_a_refusal_without_amount_leads_to_its_words() -> None:
    """A zero that no figure states can still be followed to the line that refuses."""
    run = made.run()
    where = Evidence(*made.at("I refuse"), "made")
    refused = Cell(Decimal(0), Decimal(0), "exact", "refused", (), (where,), "made")
    decisions = (dataclasses.replace(run.decisions[0], granted=refused), *run.decisions[1:])
    book = openpyxl.load_workbook(io.BytesIO(render(dataclasses.replace(run, decisions=decisions))))
    value, name, row = list(links(book["Regions"]))[2]
    assert (value, name) == (0, "Source")
    assert "I refuse" in str(records(book["Source"])[row - 2]["text"])


def test_the_source_is_whole_and_a_line_with_figures_names_them(book: Book) -> None:
    """The Source sheet holds each line of the text as it stands; ids say which figures it has."""
    rows = records(book["Source"])
    assert [row["text"] or "" for row in rows] == made.edition().text.split("\n")
    assert [str(row["figures"] or "").count(";") + 1 if row["figures"] else 0 for row in rows] == [0, 0, 0, 3, 1, 0, 1, 0]


def test_quotes_are_bold_in_the_source() -> None:
    """The quote is marked in the line, beside being named in a column."""
    rich = openpyxl.load_workbook(io.BytesIO(render(made.run())), rich_text=True)["Source"]["D5"].value
    assert [part.text for part in rich if not isinstance(part, str) and part.font.b] == [
        "9.5 million poods of grain",
        "6 million poods",
        "4 million poods",
    ]


def test_text_is_never_a_formula() -> None:
    """A source line that begins like a formula, and hostile headings, stay text."""
    run = made.run()
    hostile = tuple(dataclasses.replace(d, notes=('=HYPERLINK("http://x")', "@x", "+1", "-1")) for d in run.decisions)
    for sheet in openpyxl.load_workbook(io.BytesIO(render(dataclasses.replace(run, decisions=hostile)))):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None or cell.hyperlink.target is None, "links lead inside the workbook only"


def test_checks_show_stated_computed_and_gap(book: Book) -> None:
    """A sum that does not hold is shown with its difference and the words it rests on."""
    (row,) = records(book["Checks"])
    assert (row["verdict"], row["stated"], row["computed"], row["gap"], row["words"]) == ("differs", 6000000, 4000000, 2000000, "including")


def test_numbers_are_numbers_and_ranges_keep_both_ends(book: Book) -> None:
    """Amounts can be summed; the upper end of a range stands in a column of its own."""
    rows = records(book["Regions"])
    assert (rows[2]["requested"], rows[2]["requested to"], rows[0]["requested to"]) == (5, 6, None)
    assert rows[1]["requested"] is None


def test_two_runs_give_the_same_bytes() -> None:
    """Nothing in the file depends on when it was written."""
    assert render(made.run()) == render(made.run())


def test_a_line_longer_than_a_cell_takes_several_rows() -> None:
    """Excel cuts text at 32,767 characters; nothing is lost, the next row goes on."""
    run = made.run()
    long = dataclasses.replace(run.editions[0], text=run.editions[0].text + "x" * 40_000 + "😀" * 20_000)
    book = openpyxl.load_workbook(io.BytesIO(render(dataclasses.replace(run, editions=(long,)))))
    assert "".join(str(row["text"] or "") for row in records(book["Source"]) if row["line"] == 8) == "x" * 40_000 + "😀" * 20_000


def test_more_rows_than_excel_holds_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet is refused with a sentence rather than cut."""
    monkeypatch.setattr(sheets, "MAX_ROWS", 4)
    with pytest.raises(FiguresError, match="Excel holds 4; build fewer files"):
        render(made.run())


def test_more_links_than_excel_holds_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values beyond the limit stay, without link, and the first sheet says so."""
    monkeypatch.setattr(sheets, "MAX_LINKS", 3)
    book = openpyxl.load_workbook(io.BytesIO(render(made.run())))
    assert len(list(links(book["Regions"]))) == 3
    assert records(book["Regions"])[2]["requested"] == 5
    assert any("Regions" in str(row["value"]) for row in records(book["About"]) if row["entry"] == "Links")

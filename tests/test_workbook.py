"""The workbook of the seed against the rules for statistics in spreadsheets, read back with openpyxl and pandas."""

from __future__ import annotations

import csv
import dataclasses
import io
import itertools
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import books
import made
import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from figures.model import Cell, Evidence, Run
from figures.reports import build_outputs, render_outputs
from figures.reports.workbook import book as writer
from figures.reports.workbook import sheets
from figures.rows import FILES, column_meaning
from figures.rows import SHEETS as LAYOUT

SHEETS = [
    "About", "Contents", "Regions", "Totals", "Other decisions", "Figures", "Letters", "Checks", "Numerals", "Source", "Charts", "Units",
    "Vocabulary", "Dictionary", "Notes",
]  # fmt: skip
TABLES = [name for name in SHEETS if name != "Charts"]
AMOUNTS = ("requested", "proposed", "granted", "obligation", "delivered")


def rendered(run: Run) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(render_outputs(run)["figures.xlsx"]))


@pytest.fixture(scope="module")
def outputs() -> dict[str, bytes]:
    return render_outputs(books.run_of(books.ROOT / "seeds"))


@pytest.fixture(scope="module")
def book(outputs: dict[str, bytes]) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(outputs["figures.xlsx"]))


@pytest.fixture(scope="module")
def stored(outputs: dict[str, bytes]) -> Workbook:
    """With the stored results of formulas."""
    return openpyxl.load_workbook(io.BytesIO(outputs["figures.xlsx"]), data_only=True)


def rows_of(outputs: dict[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(outputs[name].decode())))


def test_the_sheets_stand_in_reading_order(book: Workbook) -> None:
    """About comes first, then the table, the evidence, and what explains them."""
    assert book.sheetnames == SHEETS


def test_rule_1_the_first_sheet_says_what_this_is(book: Workbook) -> None:
    """Title, edition, coverage, tool, rules, units, versions, inputs, citation and doubts are there; five lines tell how to read."""
    rows = books.records(book["About"])
    said = {row["entry"] for row in rows}
    assert {
        "Title", "Edition", "Coverage", "Tool", "Rules", "Units", "Made with", "Input", "How to cite", "Doubts", "Language", "Licence",
    } <= said  # fmt: skip
    assert sum(row["entry"] == "How to read the table" for row in rows) == 5
    assert any(re.search("sha256 [0-9a-f]{64}", str(row["value"])) for row in rows if row["entry"] == "Input")


def test_rule_2_contents_link_to_every_other_sheet(book: Workbook) -> None:
    """Each sheet but the list itself is linked, and each target exists."""
    assert [name for _, name, _ in books.links(book["Contents"])] == [name for name in SHEETS if name != "Contents"]


def test_rule_3_markers_are_notes(book: Workbook) -> None:
    """Every marker like [note 1] in our own words is explained in Notes; there are no superscripts."""
    notes = {row["note"] for row in books.records(book["Notes"])}
    markers = {marker for sheet in ("Dictionary", "About", "Contents") for row in book[sheet].iter_rows(values_only=True)
               for value in row for marker in re.findall(r"\[note \d+\]", str(value))}  # fmt: skip
    assert markers
    assert markers <= notes
    assert not any(cell.font.vertAlign for sheet in book for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("name", TABLES)
def test_rules_4_to_8_one_named_table_from_a1(book: Workbook, name: str) -> None:
    """One table a sheet from A1 with nothing beside or under it, unique headers, a name, no merged cells, no blank rows or columns."""
    sheet = book[name]
    (table,) = sheet.tables.values()
    assert table.name == name.replace(" ", "_")
    assert table.ref == sheet.dimensions
    header = [cell.value for cell in sheet[1]]
    assert all(header)
    assert len(set(header)) == len(header)
    assert not sheet.merged_cells.ranges
    assert all(any(cell is not None for cell in row) for row in sheet.iter_rows(values_only=True))


def test_rule_9_empty_is_explained_and_is_not_zero(book: Workbook, stored: Workbook) -> None:
    """The notes say what an empty cell means; the table holds empty cells and a refusal that is 0."""
    assert any("not 0" in str(row["text"]) for row in books.records(book["Notes"]) if row["subject"] == "empty cells")
    granted = [row["granted"] for row in books.records(stored["Regions"])]
    assert None in granted
    assert 0 in granted


def test_rules_10_and_11_one_thing_a_cell_with_its_unit(stored: Workbook) -> None:
    """Amounts are numbers, their unit stands in a column or header of its own."""
    for name in ("Regions", "Other decisions"):
        for row in books.records(stored[name]):
            assert row["unit"]
            for stage in AMOUNTS:
                assert row[stage] is None or isinstance(row[stage], int | float)
                tonnes = row.get(f"{stage} in tonnes")
                assert tonnes is None or isinstance(tonnes, int | float)
    for row in books.records(stored["Figures"]):
        assert isinstance(row["low"], int | float)
        assert row["unit"]


def test_rule_12_dates_are_iso_text_beside_the_printed_date(book: Workbook) -> None:
    """No cell is a spreadsheet date; ISO text and the date as printed stand side by side."""
    assert not any(cell.is_date for sheet in book for row in sheet.iter_rows() for cell in row)
    for name in ("Letters", "Figures"):
        dated = [row for row in books.records(book[name]) if row["date"]]
        assert dated
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", str(row["date"])) and row["date as printed"] for row in dated)


def test_rule_13_a_column_says_what_bold_says(book: Workbook) -> None:
    """Bold words of the source are named in a column too; a link's target is named by its value or an id beside it."""
    rich = openpyxl.load_workbook(io.BytesIO(render_outputs(made.run())["figures.xlsx"]), rich_text=True)["Source"]
    line = next(row for row in rich.iter_rows(min_row=2) if row[0].value == 4)
    assert [part.text for part in line[1].value if not isinstance(part, str) and part.font.b] == [
        "9.5 million poods of grain", "6 million poods", "4 million poods",
    ]  # fmt: skip
    assert str(line[3].value).count(";") == 2


def test_rule_14_formulas_only_in_the_table_and_its_totals_with_results(book: Workbook, stored: Workbook) -> None:
    """Formulas stand in Regions and Totals alone; each has its result stored, so that any reader sees it."""
    seen = set()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    seen.add(sheet.title)
                    assert isinstance(stored[sheet.title][cell.coordinate].value, int | float), cell.coordinate
    assert seen == {"Regions", "Totals"}
    first = book["Regions"]["H11"].value or ""
    assert "Units!$C$" in str(first)


def test_rule_15_the_dictionary_has_every_column(book: Workbook) -> None:
    """Its keys are the headers of all tables, no more and no less, and each has a meaning."""
    rows = books.records(book["Dictionary"])
    headers = [(name, cell.value) for name in TABLES for cell in book[name][1]]
    assert sorted((str(row["sheet"]), str(row["column"])) for row in rows) == sorted(headers)
    assert all(row["meaning"] for row in rows)


def test_rule_16_every_amount_leads_to_its_figure_and_every_figure_to_its_line(book: Workbook, stored: Workbook) -> None:
    """Each amount of the tables can be followed to the words of the source."""
    figures, source = books.records(stored["Figures"]), books.records(stored["Source"])
    for name in ("Regions", "Other decisions"):
        amounts = sum(row[stage] is not None for row in books.records(stored[name]) for stage in AMOUNTS)
        followed = list(books.links(book[name]))
        assert len(followed) == amounts
        for _, target, row in followed:
            assert target in ("Figures", "Source")
            assert row - 2 < len(figures if target == "Figures" else source)
    for (line, target, row), figure in zip(books.links(book["Figures"]), figures, strict=True):
        assert target == "Source"
        assert source[row - 2]["line"] == line == figure["line"]
        assert " ".join(str(figure["quote"]).split()) in " ".join(str(source[row - 2]["text"]).split())


def test_rule_17_text_is_never_a_formula() -> None:
    """A source line and notes that begin like formulas stay text."""
    run = made.run()
    hostile = tuple(dataclasses.replace(d, notes=('=HYPERLINK("http://x")', "@x", "+1", "-1")) for d in run.decisions)
    for sheet in rendered(dataclasses.replace(run, decisions=hostile)):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or sheet.title in ("Regions", "Totals")
                assert cell.hyperlink is None or cell.hyperlink.target is None, "links lead inside the workbook only"


def test_rule_18_the_csv_files_have_the_same_rows_and_sums(outputs: dict[str, bytes], stored: Workbook) -> None:
    """Tables and CSV files agree in rows, ids and sums."""
    for name, titles, columns in (
        ("regions.csv", ("Regions", "Other decisions"), {stage: f"{stage}_low" for stage in AMOUNTS}),
        ("figures.csv", ("Figures",), {"low": "low", "high": "high"}),
    ):
        rows = rows_of(outputs, name)
        sheet = [row for title in titles for row in books.records(stored[title])]
        assert [row["id"] for row in sheet] == [row["id"] for row in rows]
        for header, column in columns.items():
            total = sum(Decimal(row[column]) for row in rows if row[column])
            assert sum(Decimal(str(row[header])) for row in sheet if row[header] is not None) == total


def test_rule_19_nothing_is_hidden(outputs: dict[str, bytes], book: Workbook) -> None:
    """No hidden sheets, rows, columns or macros; title and language are set; each sheet opens at A1."""
    assert all(sheet.sheet_state == "visible" for sheet in book)
    assert not any(row.hidden for sheet in book for row in sheet.row_dimensions.values())
    assert not any(column.hidden for sheet in book for column in sheet.column_dimensions.values())
    assert book.properties.title
    assert book.properties.language == "en"
    assert book.active.title == "About"
    assert all(sheet.sheet_view.selection[0].activeCell in ("A1", None) for sheet in book)
    names = zipfile.ZipFile(io.BytesIO(outputs["figures.xlsx"])).namelist()
    assert not any("vba" in name.lower() or "external" in name.lower() for name in names)


def test_rule_20_widths_wrap_and_names(book: Workbook) -> None:
    """Header rows are frozen, running text wraps, columns have widths, sheet names are plain and short."""
    for name in TABLES:
        sheet = book[name]
        assert sheet.freeze_panes == "A2"
        assert all(dimension.width and dimension.width <= 130 for dimension in sheet.column_dimensions.values())
        assert re.fullmatch("[A-Za-z ]{1,31}", name)
    sentence = [cell.value for cell in book["Figures"][1]].index("sentence") + 1
    assert book["Figures"].cell(2, sentence).alignment.wrap_text


def test_rule_21_two_runs_give_the_same_bytes() -> None:
    """Nothing in the file depends on when it was written."""
    assert render_outputs(made.run())["figures.xlsx"] == render_outputs(made.run())["figures.xlsx"]


@pytest.mark.parametrize("name", SHEETS)
def test_pandas_reads_clean_tables(outputs: dict[str, bytes], name: str) -> None:
    """Each sheet is a frame with its columns, numbers as numbers, and no total is empty."""
    frame = pd.read_excel(io.BytesIO(outputs["figures.xlsx"]), sheet_name=name)
    assert not any(str(column).startswith("Unnamed") for column in frame.columns)
    if name != "Charts":
        assert len(frame)
    for column in ("low", "high", "factor", "line", "rows shown", *AMOUNTS, "requested in tonnes", "stated"):
        if column in frame.columns:
            assert pd.api.types.is_numeric_dtype(frame[column]), column
    if name == "Totals":
        assert frame[["item", "unit", "rows shown"]].notna().all().all()
        assert frame[list(AMOUNTS)].notna().any(axis=1).all()


def test_rows_are_ordered_by_item_measure_and_region(stored: Workbook) -> None:
    """A historian finds a row by item, then measure, then region; what contains others comes last."""
    rows = [(row["item"], row["measure"], row["region"] == "USSR", row["region"]) for row in books.records(stored["Regions"])]
    assert rows == sorted(rows)


def test_totals_count_no_region_twice(stored: Workbook) -> None:
    """The Union's flax plan is the total where it is stated, and the regions' plans are not added to it."""
    (total,) = [row for row in books.records(stored["Totals"]) if (row["item"], row["measure"]) == ("flax", "procurement plan")]
    rows = [row for row in books.records(stored["Regions"]) if (row["item"], row["measure"]) == ("flax", "procurement plan")]
    union = next(row for row in rows if row["region"] == "USSR")
    assert total["proposed"] == union["proposed"]
    assert len(rows) > 3
    assert all(row["proposed counted"] == 0 for row in rows if row is not union)


def test_the_evidence_is_said_in_words(stored: Workbook) -> None:
    """Each figure tells which words led to which reading, and how to cite it."""
    for row in books.records(stored["Figures"]):
        assert " → " in str(row["evidence"])
        assert str(row["source"]) in str(row["citation"])
    assert any("‘" in str(row["evidence"]) and "→ requested" in str(row["evidence"]) for row in books.records(stored["Figures"]))


def test_drop_downs_where_the_vocabulary_is_closed(book: Workbook) -> None:
    """Verdict, stage, region, unit and measure are chosen from lists that hold the values."""
    header = {cell.column_letter: cell.value for cell in book["Figures"][1]}
    lists = {header[str(v.sqref).split(":")[0].rstrip("0123456789")]: v.formula1 for v in book["Figures"].data_validations.dataValidation}
    assert set(lists) == {"verdict", "corrected stage", "corrected region", "corrected unit", "corrected measure"}
    assert lists["verdict"] == '"accept,correct,reject,unsure"'
    for name, cells in lists.items():
        if name != "verdict":
            words = [cell.value for (cell,) in book["Vocabulary"][cells.partition("!")[2].replace("$", "")]]
            assert words == [row["value"] for row in books.records(book["Vocabulary"]) if row["column"] == name]


def test_charts_are_native_with_titles_axes_and_shades(outputs: dict[str, bytes]) -> None:
    """Grain asked and given by region and this year's flax plan against last are charts of the cells of Regions, apart in greyscale."""
    archive = zipfile.ZipFile(io.BytesIO(outputs["figures.xlsx"]))
    charts = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert any("Grain by measure and region" in chart for chart in charts)
    assert any("Flax procurement plan by region: this year against last" in chart for chart in charts)
    for chart in charts:
        assert "tonnes" in chart
        assert "Regions!$" in chart
        shades = sorted({sum(bytes.fromhex(colour)) for colour in re.findall(r"<c:spPr><a:solidFill><a:srgbClr val=\"(\w+)\"", chart)})
        assert len(shades) >= 2
        assert all(b - a > 150 for a, b in itertools.pairwise(shades)), "shades differ in brightness"


def test_the_source_is_whole(stored: Workbook) -> None:
    """The Source sheet holds each line of the text as it stands, numbered."""
    text = next((books.ROOT / "seeds").glob("*.txt")).read_text("utf-8-sig")
    lines = [str(row["text"] or "") for row in books.records(stored["Source"])]
    assert lines == [line.rstrip("\r") for line in text.split("\n")][: len(lines)]
    assert [row["line"] for row in books.records(stored["Source"])] == list(range(1, len(lines) + 1))


def test_a_refusal_without_amount_leads_to_its_words() -> None:
    """A zero that no figure states can still be followed to the line that refuses."""
    run = made.run()
    refused = Cell(Decimal(0), Decimal(0), "exact", "refused", (), (Evidence(*made.at("I refuse"), "made"),), "made")
    decisions = (dataclasses.replace(run.decisions[0], granted=refused), *run.decisions[1:])
    book = rendered(dataclasses.replace(run, decisions=decisions))
    (row,) = [row for value, name, row in books.links(book["Regions"]) if value == 0 and name == "Source"]
    assert "I refuse" in str(books.records(book["Source"])[row - 2]["text"])


def test_a_line_longer_than_a_cell_takes_several_rows() -> None:
    """Excel cuts text at 32,767 characters; nothing is lost, the next row goes on."""
    run = made.run()
    long = dataclasses.replace(run.editions[0], text=run.editions[0].text + "x" * 40_000 + "😀" * 20_000)
    book = rendered(dataclasses.replace(run, editions=(long,)))
    said = "".join(str(row["text"] or "") for row in books.records(book["Source"]) if row["line"] == 8)
    assert said == "x" * 40_000 + "😀" * 20_000


def test_more_rows_than_excel_holds_are_left_to_the_csv_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The sheet holds what it can; the message and the Notes sheet say what is missing."""
    monkeypatch.setattr(writer, "MAX_ROWS", 6)
    said = build_outputs(made.run(), tmp_path)
    assert "The sheet Numerals holds the first 5 of 20 rows" in said
    assert len((tmp_path / "numerals.csv").read_text("utf-8").splitlines()) == 21


def test_more_links_than_excel_holds_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Values beyond the limit stay, without link, and message and Notes say so."""
    monkeypatch.setattr(writer, "MAX_LINKS", 3)
    said = build_outputs(made.run(), tmp_path)
    assert "The sheet Regions has 4 links and Excel allows 3" in said
    book = books.opened(tmp_path)
    assert len(list(books.links(book["Regions"]))) == 3
    assert any("Regions has 4 links" in str(row["text"]) for row in books.records(book["Notes"]) if row["kind"] == "limit")


def test_a_large_workbook_holds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows passed on to a file one by one make the same sheets, tables and links."""
    small = rendered(made.run())
    monkeypatch.setattr("figures.reports.workbook.LARGE", 0)
    monkeypatch.setattr(sheets, "LARGE", 0)
    large = rendered(made.run())
    for one, other in zip(small, large, strict=True):
        assert list(one.iter_rows(values_only=True)) == list(other.iter_rows(values_only=True))
        assert [table.ref for table in one.tables.values()] == [table.ref for table in other.tables.values()]
        assert list(books.links(one)) == list(books.links(other))


def test_files_sheets_and_columns_are_those_that_are_named(outputs: dict[str, bytes], book: Workbook) -> None:
    """What is written is what the layout says, name by name and in its order, for those who read it back."""
    assert set(outputs) == set(dataclasses.astuple(FILES))
    assert book.sheetnames == [sheet.name for sheet in LAYOUT]
    for sheet in LAYOUT.tables():
        assert tuple(cell.value for cell in book[sheet.name][1]) == sheet.columns
        assert [*book[sheet.name].tables] == [sheet.name.replace(" ", "_")]


def test_every_header_of_the_csv_files_is_explained(outputs: dict[str, bytes]) -> None:
    """The dictionary knows the columns of the data files too."""
    for name, sheet in (("regions.csv", "Regions"), ("figures.csv", "Figures"), ("numerals.csv", "Numerals")):
        for header in next(csv.reader(io.StringIO(outputs[name].decode()))):
            assert column_meaning(sheet, header).said

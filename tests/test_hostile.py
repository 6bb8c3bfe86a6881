"""A hostile text makes a valid workbook in which nothing is a formula and nothing is lost."""

from __future__ import annotations

import io
from pathlib import Path

import books
import hostile
import pandas as pd
import pytest
from openpyxl.workbook import Workbook

from figures.verification import verify_outputs


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile")
    (path / "seeds").mkdir()
    (path / "seeds" / "=cmd@[x].txt").write_bytes(hostile.TEXT.encode())
    books.build(path / "seeds", path / "output")
    return path


@pytest.fixture(scope="module")
def book(folder: Path) -> Workbook:
    return books.opened(folder / "output")


def test_nothing_of_it_is_a_formula_or_leads_outside(book: Workbook) -> None:
    """Formulas are our own, in Regions and Totals; links stay inside."""
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or sheet.title in ("Regions", "Totals")
                assert cell.data_type != "e"
                assert cell.hyperlink is None or cell.hyperlink.target is None


def test_nothing_of_it_is_lost(folder: Path, book: Workbook) -> None:
    """The Source sheet gives the text back, character by character."""
    lines: dict[object, str] = {}
    for row in books.records(book["Source"]):
        lines[row["line"]] = lines.get(row["line"], "") + books.unescaped(row["text"])
    text = books.run_of(folder / "seeds").editions[0].text
    assert list(lines.values()) == [books.unescaped(line) for line in text.removesuffix("\n").split("\n")]


def test_every_amount_of_it_is_a_figure(book: Workbook) -> None:
    """Sixteen amounts stand in the text."""
    lows = {row["low"] for row in books.records(book["Figures"])}
    assert {5000, 7000, 8000, 9000, 11000, 12000, 13000, 14000, 15000, 16000, 17000, 20000, 21000} <= lows


def test_check_and_pandas_agree(folder: Path) -> None:
    """What was written reads back as it stands in the CSV files."""
    assert verify_outputs(folder / "seeds", folder / "output").failures == ()
    frames = pd.read_excel(io.BytesIO((folder / "output" / "figures.xlsx").read_bytes()), sheet_name=None)
    assert len(frames) == 15


def test_an_untouched_hostile_workbook_keeps_no_copy(folder: Path) -> None:
    """Saved by a program and not changed, nothing in it is taken for an edit."""
    book = books.opened(folder / "output")
    book.save(folder / "output" / "figures.xlsx")
    assert "kept as" not in books.build(folder / "seeds", folder / "output")

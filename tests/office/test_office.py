"""The workbook in LibreOffice: every formula recalculated, every sheet printed, and reviews written by it read back.

Run by `make test-office`; LibreOffice must be installed, nothing is skipped.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import books
import hostile
import openpyxl
import pytest
import test_reviews


def convert(source: Path, form: str, folder: Path) -> Path:
    """Let LibreOffice open a file and save it in another form; its profile stays in the folder."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "LibreOffice is not installed: apt-get install libreoffice-calc-nogui"
    out = folder / "converted"
    command = [
        office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", form, "--outdir", str(out), str(source),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    said = (done.stdout + done.stderr).casefold()
    assert "error" not in said, said
    assert "warn" not in said.replace("warning: failed to launch javaldx", ""), said
    return out / source.with_suffix("." + form.partition(":")[0]).name


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    books.build(books.ROOT / "seeds", folder)
    return folder


def results(path: Path) -> dict[tuple[str, str], object]:
    """The result of each formula of a workbook, by sheet and cell."""
    formulas = openpyxl.load_workbook(path)
    values = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): values[sheet.title][cell.coordinate].value
        for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    }  # fmt: skip


def compare(one: dict[tuple[str, str], object], other: dict[tuple[str, str], object]) -> None:
    assert one.keys() == other.keys()
    for place, value in one.items():
        assert other[place] == pytest.approx(value, rel=1e-9), place


def without_results(path: Path, to: Path) -> Path:
    """The same workbook with no stored result, so that whoever opens it must calculate."""
    openpyxl.load_workbook(path).save(to)
    return to


def test_every_formula_recalculates_to_what_is_stored(output: Path, tmp_path: Path) -> None:
    """Stored results are those that a spreadsheet program calculates, all of them."""
    stored = results(output / "figures.xlsx")
    assert len(stored) > 100
    again = convert(without_results(output / "figures.xlsx", tmp_path / "bare.xlsx"), "xlsx", tmp_path)
    compare(stored, results(again))


def test_the_factor_is_live(output: Path, tmp_path: Path) -> None:
    """Change the one cell of Units, and every converted amount and total follows."""
    book = openpyxl.load_workbook(output / "figures.xlsx")
    (row,) = [row for row in book["Units"].iter_rows(min_row=2) if row[0].value == "pood"]
    before = results(output / "figures.xlsx")
    factor = float(row[2].value)
    row[2].value = factor * 2
    book.save(tmp_path / "twice.xlsx")
    after = results(convert(tmp_path / "twice.xlsx", "xlsx", tmp_path))
    changed = [place for place, value in before.items() if value and after[place] == pytest.approx(2 * value)]
    assert len([place for place in changed if place[0] == "Regions"]) > 20
    assert any(place[0] == "Totals" for place in changed)


def test_totals_follow_the_filter(output: Path, tmp_path: Path) -> None:
    """With all rows but two regions hidden, their sum is the total; with the Union hidden, its regions are counted."""
    book = openpyxl.load_workbook(output / "figures.xlsx")
    sheet = book["Regions"]
    expected = 0.0
    for row in sheet.iter_rows(min_row=2):
        item, measure, region, _, _, proposed = (cell.value for cell in row[:6])
        shown = item == "flax" and region in ("Kalinin Region", "Western Region")
        sheet.row_dimensions[row[0].row].hidden = not shown
        expected += float(proposed) if shown and measure == "procurement plan" else 0
    book.save(tmp_path / "filtered.xlsx")
    again = openpyxl.load_workbook(convert(tmp_path / "filtered.xlsx", "xlsx", tmp_path), data_only=True)
    totals = {(row["item"], row["measure"]): row for row in books.records(again["Totals"])}
    assert totals["flax", "procurement plan"]["proposed"] == pytest.approx(expected)
    assert totals["flax", "procurement plan"]["rows shown"] == 2
    assert totals["grain", "grain deliveries"]["proposed"] == 0


def test_it_prints_without_complaint(output: Path, tmp_path: Path) -> None:
    """The workbook becomes a PDF."""
    printed = convert(output / "figures.xlsx", "pdf", tmp_path)
    assert printed.read_bytes().startswith(b"%PDF")
    assert printed.stat().st_size > 50_000


def test_a_hostile_text_opens_and_prints(tmp_path: Path) -> None:
    """Nothing of it becomes a formula there either, and its formulas agree."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "hostile.txt").write_bytes(hostile.TEXT.encode())
    books.build(tmp_path / "seeds", tmp_path / "output")
    workbook = tmp_path / "output" / "figures.xlsx"
    compare(results(workbook), results(convert(workbook, "xlsx", tmp_path)))
    assert convert(workbook, "pdf", tmp_path).stat().st_size > 10_000


def test_reviews_saved_by_libreoffice_survive(tmp_path: Path) -> None:
    """Every word is there again when LibreOffice saved the workbook, and nothing in it is taken for an edit."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "made.txt").write_text(test_reviews.TEXT, "utf-8")
    test_reviews.build(tmp_path)
    test_reviews.reviewed(tmp_path)
    saved = convert(tmp_path / "output" / "figures.xlsx", "xlsx", tmp_path)
    shutil.copy(saved, tmp_path / "output" / "figures.xlsx")
    said = test_reviews.build(tmp_path)
    assert list(test_reviews.written(tmp_path).values()) == test_reviews.texts(test_reviews.OMSK, test_reviews.KURSK, test_reviews.KIROV)
    assert "kept as" not in said, said

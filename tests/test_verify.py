"""`figures check` finds whatever no longer agrees, and says where."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import made
import openpyxl
import pytest

from figures.reports import build_outputs
from figures.verification import verify_outputs


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    """A text and the folder built from it, in agreement."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "made.txt").write_bytes(made.TEXT.encode())
    build_outputs(made.run((seeds / "made.txt").as_posix()), tmp_path / "output")
    return seeds, tmp_path / "output"


def failures(built: tuple[Path, Path]) -> list[str]:
    return [str(failure) for failure in verify_outputs(*built).failures]


def without_hashes(output: Path) -> None:
    """Let the manifest agree with the files as they are, so that only the content can fail."""
    path = output / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    manifest["outputs"] = {name: hashlib.sha256((output / name).read_bytes()).hexdigest() for name in manifest["outputs"]}
    path.write_text(json.dumps(manifest), "utf-8")


def swap(name: str, old: str, new: str) -> Callable[[Path, Path], None]:
    """A change to one file of the output, in its first such place."""

    def change(seeds: Path, output: Path) -> None:
        text = (output / name).read_text("utf-8")
        assert old in text
        (output / name).write_text(text.replace(old, new, 1), "utf-8", newline="")
        without_hashes(output)

    return change


def swap_cell(sheet: str, cell: str, value: object) -> Callable[[Path, Path], None]:
    """A change to one cell of the workbook."""

    def change(seeds: Path, output: Path) -> None:
        book = openpyxl.load_workbook(output / "figures.xlsx")
        book[sheet][cell].value = value
        data = io.BytesIO()
        book.save(data)
        (output / "figures.xlsx").write_bytes(data.getvalue())

    return change


def test_an_untouched_build_agrees(built: tuple[Path, Path]) -> None:
    """Nothing is found where nothing changed, and the report says what was looked at."""
    report = verify_outputs(*built)
    assert report.failures == ()
    assert report.text() == "Checked 1 text, 5 figures, 20 numerals, 3 rows of the region table: all agree.\n"


@pytest.mark.parametrize(
    ("change", "place", "message"),
    [
        (swap("figures.jsonl", '"start": 134', '"start": 133'), "figures.jsonl, line 1", "not the quote '9.5 million"),
        (swap("figures.jsonl", '"line": 4', '"line": 5'), "figures.jsonl, line 1", "stands on line 4, not 5"),
        (swap("figures.jsonl", '"converted_low": 155614', '"converted_low": 155615'), "figures.jsonl, line 1", "9500000 pood are 155614"),
        (swap("figures.jsonl", '"quote": "asks for"', '"quote": "asked for"'), "figures.jsonl, line 1", "evidence for stage"),
        (swap("figures.jsonl", '"low": 5,', '"low": 7,'), "figures.jsonl, line 4", "low 7 is more than high 6"),
        (swap("figures.jsonl", '"kind": "mass", ', ""), "figures.jsonl, line 1", "lacks kind"),
        (swap("figures.csv", "requested", "proposed"), "figures.csv, line 2", "stage is 'proposed', figures.jsonl has 'requested'"),
        (swap("numerals.csv", ",date,", ",,"), "numerals.csv, line 2", "must have a figure or a reason"),
        (swap("numerals.csv", "1934-05-03-ivanov-petrov", "1934-05-03-nobody"), "numerals.csv, line", "is not in figures.jsonl"),
        (
            swap("regions.csv", "6000000,6000000", "6100000,6100000"),
            "regions.csv, line 3",
            "proposed is 6100000 to 6100000 pood; its figures",
        ),
        (swap("regions.csv", "petrov/3.173,4,", "petrov/3.173,5,"), "regions.csv, line 3", "stands on line 4, not 5"),
        (swap("regions.csv", "stated", "refused"), "regions.csv, line 2", "a refusal is 0"),
        (swap("regions.csv", "9500000,9500000", "9500000,850000"), "regions.csv, line 3", "runs from 9500000 down to 850000"),
        (swap_cell("Regions", "E3", 1), "figures.xlsx, sheet Regions, line 3", "requested is '1', the CSV file has '9500000'"),
        (swap_cell("Figures", "E3", 1), "figures.xlsx, sheet Figures, line 3", "low is '1'"),
        (swap_cell("Checks", "D2", 1), "figures.xlsx, sheet Checks, line 2", "6000000 less 1 is not 2000000"),
        (swap_cell("Checks", "A2", "agrees"), "figures.xlsx, sheet Checks, line 2", "says agrees with a gap"),
        (swap_cell("Checks", "C2", 5000000), "figures.xlsx, sheet Checks, line 2", "states 5000000, its figure"),
        (swap_cell("Checks", "D2", 1), "figures.xlsx, sheet Checks, line 2", "computes 1, its figures make 4000000"),
        (lambda seeds, output: (output / "figures.xlsx").write_bytes(b"no zip"), "figures.xlsx", "is no workbook"),
        (lambda seeds, output: (output / "figures.csv").unlink(), "figures.csv", "is missing"),
        (lambda seeds, output: (output / "regions.csv").open("a").write("\n"), "regions.csv", "is not the file that was built"),
        (lambda seeds, output: (seeds / "more.txt").write_text("5 poods of rye"), "more.txt", "added after the build"),
        (lambda seeds, output: (seeds / "made.txt").write_text(made.TEXT + "!"), "made.txt", "changed since the build"),
        (lambda seeds, output: (seeds / "made.txt").rename(seeds / "other.txt"), "made.txt", "is in the manifest and not among the texts"),
    ],
)
def test_every_disagreement_is_found(built: tuple[Path, Path], change: Callable[[Path, Path], object], place: str, message: str) -> None:
    """One change in one place is reported with that place."""
    change(*built)
    found = failures(built)
    assert [line for line in found if place in line and message in line], found


def test_a_numeral_that_is_nowhere_is_found(built: tuple[Path, Path]) -> None:
    """A ledger that lost a row no longer covers the text, and the line of the text is named."""
    rows = (built[1] / "numerals.csv").read_text("utf-8").splitlines(keepends=True)
    lost = next(row for row in rows if ",million," in row)
    (built[1] / "numerals.csv").write_text("".join(row for row in rows if row is not lost), "utf-8")
    without_hashes(built[1])
    assert any("made.txt, line 4: the numeral 'million' is in neither a figure nor set aside" in line for line in failures(built))


def test_a_numeral_that_is_twice_is_found(built: tuple[Path, Path]) -> None:
    """A numeral may be counted once only."""
    rows = (built[1] / "numerals.csv").read_text("utf-8").splitlines(keepends=True)
    (built[1] / "numerals.csv").write_text("".join([*rows, rows[-1]]), "utf-8")
    without_hashes(built[1])
    assert any("stands in the ledger twice" in line for line in failures(built))

"""What reviewers write survives builds, changed texts, other programs and kills, and is applied."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import books
import openpyxl
import pytest

from figures.reviews import Review, cell_text, merge, review, review_standing
from figures.rows import REVIEW_FIELDS
from figures.verification import verify_outputs

TEXT = """\
Ivanov to Petrov
May 3, 1934
The Omsk Committee asks to reduce the plan for grain deliveries by 9.5 million poods. We propose to reduce it by 6 million poods.
The Kursk Regional Committee asks to reduce the plan for grain deliveries by 3 million poods. We propose to reduce it by 1 million poods.

Ivanov to Petrov
May 9, 1934
The Kirov Regional Committee asks for a seed loan of 500 thousand poods of rye. We propose to give 300 thousand poods.
"""
NOTE = "“Nine”, says the fair copy;\nsee also =A1, 50%, Ω and “тысяч”."
OMSK = {"verdict": "correct", "corrected low": 9000000, "note": NOTE, "reviewer": "A. Weiss", "review date": "2026-11-20"}
KURSK = {"verdict": "reject", "note": "a slip", "reviewer": "B"}
KIROV = {"verdict": "unsure", "note": "rye or wheat?"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A text and the folder built from it."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "made.txt").write_text(TEXT, "utf-8")
    books.build(tmp_path / "seeds", tmp_path / "output")
    return tmp_path


def build(folder: Path) -> str:
    return books.build(folder / "seeds", folder / "output")


def ids(folder: Path) -> dict[str, str]:
    """The figure id of each quote."""
    return {row["quote"]: row["id"] for row in csv.DictReader((folder / "output" / "figures.csv").open(encoding="utf-8"))}


def edit(folder: Path, text: str) -> None:
    (folder / "seeds" / "made.txt").write_text(text, "utf-8")


def reviewed(folder: Path) -> Path:
    """The folder with three reviews written into its workbook by hand."""
    by_quote = ids(folder)
    books.write(
        folder / "output",
        **{by_quote["9.5 million poods"]: OMSK, by_quote["3 million poods"]: KURSK, by_quote["500 thousand poods of rye"]: KIROV},
    )
    return folder


def written(folder: Path) -> dict[str, dict[str, str]]:
    """What stands in the review columns of the workbook, by quote."""
    rows = books.records(books.opened(folder / "output", data_only=True)["Figures"])
    said = {str(row["quote"]): {field: cell_text(row[field]) for field in REVIEW_FIELDS if row[field] is not None} for row in rows}
    return {quote: fields for quote, fields in said.items() if fields}


def filed(folder: Path) -> list[dict[str, str]]:
    with (folder / "output" / "reviews.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(*reviews: dict[str, object]) -> list[dict[str, str]]:
    return [{name: cell_text(value) for name, value in one.items()} for one in reviews]


def test_every_word_is_there_again(folder: Path) -> None:
    """What was written in the workbook stands in the new workbook and in reviews.csv, and a third build changes nothing."""
    said = build(reviewed(folder))
    assert "kept as" not in said
    assert list(written(folder).values()) == texts(OMSK, KURSK, KIROV)
    assert [row["note"] for row in filed(folder)] == [NOTE, "a slip", "rye or wheat?"]
    before = {path.name: path.read_bytes() for path in (folder / "output").iterdir()}
    build(folder)
    assert {path.name: path.read_bytes() for path in (folder / "output").iterdir()} == before


def test_a_correction_is_applied_with_the_original_beside_it(folder: Path) -> None:
    """The table takes the corrected amount and says by whom and from what; the figure keeps its reading."""
    build(reviewed(folder))
    book = books.opened(folder / "output", data_only=True)
    (row,) = [row for row in books.records(book["Regions"]) if row["region"] == "Omsk Region"]
    assert row["requested"] == 9000000
    assert "corrected by A. Weiss (2026-11-20)" in str(row["review"])
    assert "9,500,000 pood" in str(row["notes"])
    (figure,) = [row for row in books.records(book["Figures"]) if row["quote"] == "9.5 million poods"]
    assert (figure["low"], figure["corrected low"]) == (9500000, 9000000)
    (total,) = [row for row in books.records(book["Totals"]) if row["measure"] == "grain deliveries"]
    assert total["requested"] == pytest.approx(9000000 * 0.01638049640)
    assert verify_outputs(folder / "seeds", folder / "output").failures == ()


def test_a_rejected_figure_leaves_the_table_and_stays_in_figures(folder: Path) -> None:
    """No amount of the table rests on it; its row in Figures says by whom it was rejected."""
    id = ids(folder)["3 million poods"]
    build(reviewed(folder))
    book = books.opened(folder / "output", data_only=True)
    assert id not in (folder / "output" / "regions.csv").read_text("utf-8")
    (figure,) = [row for row in books.records(book["Figures"]) if row["id"] == id]
    assert figure["review state"] == "rejected by B"


def test_a_line_at_the_top_moves_nothing(folder: Path) -> None:
    """Ids are made of letter and place: reviews stay where they were."""
    build(reviewed(folder))
    edit(folder, "An introduction of 1936.\n\n" + TEXT)
    build(folder)
    assert list(written(folder).values()) == texts(OMSK, KURSK, KIROV)


def test_reviews_move_with_their_quotes(folder: Path) -> None:
    """Words added before a figure change its id; the review follows its quote, in the workbook as edited and in the file."""
    reviewed(folder)
    moved = TEXT.replace("The Omsk Committee asks", "The Omsk Regional Party Committee now asks")
    edit(folder, moved.replace("The Kirov", "At last the Kirov"))
    said = build(folder)
    assert {quote: fields["note"] for quote, fields in written(folder).items()} == {
        "9.5 million poods": NOTE, "3 million poods": "a slip", "500 thousand poods of rye": "rye or wheat?",
    }  # fmt: skip
    assert "moved with its quote" in said
    assert verify_outputs(folder / "seeds", folder / "output").failures == ()


def test_a_typo_mended_inside_the_quote_keeps_the_review(folder: Path) -> None:
    """The same place with nearly the same words is the same figure; the message says what changed."""
    build(reviewed(folder))
    edit(folder, TEXT.replace("500 thousand poods of rye", "500 thousand puds of rye"))
    said = build(folder)
    assert written(folder)["500 thousand puds of rye"]["note"] == "rye or wheat?"
    assert "was made on “500 thousand poods of rye”" in said


def test_a_lost_letter_orphans_its_review_and_its_return_brings_it_back(folder: Path) -> None:
    """The review is kept under Notes and in the file, check names it; when the figure is back, so is the review."""
    build(reviewed(folder))
    edit(folder, TEXT.partition("\n\n")[0] + "\n")
    said = build(folder)
    assert "orphaned" in said
    (orphan,) = [row for row in books.records(books.opened(folder / "output")["Notes"]) if row["kind"] == "orphaned review"]
    assert "rye or wheat?" in str(orphan["text"])
    assert [row["status"] for row in filed(folder)] == ["", "", "orphaned"]
    failures = [str(failure) for failure in verify_outputs(folder / "seeds", folder / "output").failures]
    assert any("reviews.csv" in line and "orphaned" in line and "500 thousand poods of rye" in line for line in failures)
    (folder / "output" / "reviews.csv").unlink()
    build(folder)
    assert [row["status"] for row in filed(folder)] == ["", "", "orphaned"], "the workbook alone holds it too"
    edit(folder, TEXT)
    build(folder)
    assert list(written(folder).values()) == texts(OMSK, KURSK, KIROV)


def test_the_file_may_be_edited_as_well(folder: Path) -> None:
    """A change in reviews.csv alone reaches the workbook; a row deleted there is taken back."""
    build(reviewed(folder))
    path = folder / "output" / "reviews.csv"
    lines = path.read_text("utf-8").replace("a slip", "a slip of the pen")
    path.write_text(lines, "utf-8")
    build(folder)
    assert written(folder)["3 million poods"]["note"] == "a slip of the pen"
    path.write_text("".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if "rye or wheat" not in line), "utf-8")
    build(folder)
    assert "500 thousand poods of rye" not in written(folder)


def test_file_and_workbook_that_differ_are_both_kept(folder: Path) -> None:
    """Nothing is guessed: both stand in the file, neither is applied, message, workbook and check say so; deleting one settles it."""
    build(reviewed(folder))
    id = ids(folder)["9.5 million poods"]
    path = folder / "output" / "reviews.csv"
    path.write_text(path.read_text("utf-8").replace("9000000", "8000000"), "utf-8")
    books.write(folder / "output", **{id: {"corrected low": 7000000}})
    said = build(folder)
    assert "the reviews differ" in said
    assert [(row["status"], row["corrected_low"], row["origin"]) for row in filed(folder)[:2]] == [
        ("conflict", "7000000", "figures.xlsx"), ("conflict", "8000000", "reviews.csv"),
    ]  # fmt: skip
    (row,) = [row for row in books.records(books.opened(folder / "output", data_only=True)["Regions"]) if row["region"] == "Omsk Region"]
    assert row["requested"] == 9500000
    assert any("differs from another" in str(failure) for failure in verify_outputs(folder / "seeds", folder / "output").failures)
    path.write_text(path.read_text("utf-8"), "utf-8-sig")
    assert any("differs from another" in str(failure) for failure in verify_outputs(folder / "seeds", folder / "output").failures), (
        "as Excel saves it too"
    )
    build(folder)
    assert len(filed(folder)) == 4, "a further build keeps both"
    rows = filed(folder)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row for row in rows if row["corrected_low"] != "7000000")
    build(folder)
    assert written(folder)["9.5 million poods"]["corrected low"] == "8000000"
    assert [row["status"] for row in filed(folder)] == ["", "", ""]


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"verdict": "correct", "corrected low": "many"}, "low 'many' is no number"),
        ({"verdict": "correct", "corrected low": 5, "corrected high": 4}, "low 5 is more than high 4"),
        ({"verdict": "correct", "corrected region": "Atlantis"}, "the region 'Atlantis' is not known"),
        ({"verdict": "correct", "corrected stage": "dreamt"}, "the stage 'dreamt' is not known"),
        ({"verdict": "correct", "corrected unit": "shovelful"}, "the unit 'shovelful' is not known"),
        ({"verdict": "perhaps"}, "no such verdict"),
        ({"corrected low": 5}, "no verdict"),
        ({"verdict": "correct"}, "nothing is corrected"),
    ],
)
def test_what_is_unclear_is_kept_and_not_applied(folder: Path, fields: dict[str, object], state: str) -> None:
    """A review that cannot be understood changes no amount, stays as written, and says why."""
    books.write(folder / "output", **{ids(folder)["9.5 million poods"]: fields})
    said = build(folder)
    assert "Not applied" in said
    rows = books.records(books.opened(folder / "output", data_only=True)["Figures"])
    (row,) = [row for row in rows if row["quote"] == "9.5 million poods"]
    assert state in str(row["review state"])
    assert written(folder)["9.5 million poods"] == texts(fields)[0]
    assert "9500000" in (folder / "output" / "regions.csv").read_text("utf-8")


def test_region_stage_and_unit_can_be_corrected(folder: Path) -> None:
    """The table follows each corrected field."""
    fields = {"verdict": "correct", "corrected region": "Tambov Region", "corrected unit": "tonne", "corrected low": 100, "reviewer": "C"}
    by_quote = ids(folder)
    books.write(folder / "output", **{by_quote["500 thousand poods of rye"]: fields})
    build(folder)
    rows = books.records(books.opened(folder / "output", data_only=True)["Regions"])
    (row,) = [row for row in rows if row["region"] == "Tambov Region"]
    assert (row["requested"], row["unit"], row["requested in tonnes"]) == (100, "tonne", 100)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda book: book.create_sheet("My remarks").append(["mine"]), "own-sheets"),
        (lambda book: book["Regions"].cell(1, 60, "my column"), "own-columns"),
        (lambda book: book["Source"].cell(3, 2, "I mended this line"), "edited-cells"),
        (lambda book: setattr(book["Figures"]["A2"], "comment", openpyxl.comments.Comment("why?", "me")), "comments"),
        (lambda book: book.remove(book["Figures"]), "edited-cells"),
    ],
)
def test_what_a_user_adds_is_kept_beside(folder: Path, change: object, name: str) -> None:
    """Sheets, columns, comments and edits that are not ours stay in a copy whose name says so; the message tells; reviews go on."""
    reviewed(folder)
    book = openpyxl.load_workbook(folder / "output" / "figures.xlsx")
    change(book)  # type: ignore[operator]
    book.save(folder / "output" / "figures.xlsx")
    before = (folder / "output" / "figures.xlsx").read_bytes()
    said = build(folder)
    (kept,) = (folder / "output").glob("figures-kept-*")
    assert name in kept.name
    assert kept.read_bytes() == before
    assert f"is kept as {kept.name}" in said
    if "Figures" in book.sheetnames:
        assert len(written(folder)) == 3
    build(folder)
    assert len(list((folder / "output").glob("figures-kept-*"))) == 1, "a second build has nothing to keep"


@pytest.mark.parametrize(("data", "name"), [(b"PK\x03\x04 cut off", "damaged"), (b"\xd0\xcf\x11\xe0" + b"x" * 600, "password")])
def test_a_workbook_that_cannot_be_read_is_kept(folder: Path, data: bytes, name: str) -> None:
    """Damaged or locked with a password, it is copied before anything is written; reviews of the file go on."""
    build(reviewed(folder))
    (folder / "output" / "figures.xlsx").write_bytes(data)
    said = build(folder)
    (kept,) = (folder / "output").glob("figures-kept-*")
    assert name in kept.name
    assert kept.read_bytes() == data
    assert kept.name in said
    assert list(written(folder).values()) == texts(OMSK, KURSK, KIROV)


def test_sorting_and_filtering_lose_nothing_and_keep_no_copy(folder: Path) -> None:
    """Rows in another order, columns moved and rows hidden are still the same table."""
    reviewed(folder)
    book = books.opened(folder / "output")
    sheet = book["Figures"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    for row in sheet.iter_rows():
        for cell in row:
            cell.hyperlink = None
    for number, row in enumerate([rows[0], *rows[:0:-1]], start=1):
        for column, value in enumerate(row[::-1], start=1):
            sheet.cell(number, column).value = value
    sheet.row_dimensions[2].hidden = True
    book.save(folder / "output" / "figures.xlsx")
    assert "kept as" not in build(folder)
    assert list(written(folder).values()) == texts(OMSK, KURSK, KIROV)


def test_a_file_saved_by_a_spreadsheet_program_is_read(folder: Path) -> None:
    """A byte order mark and semicolons, as Excel saves CSV in Europe, are no obstacle; a file that is none is kept beside."""
    build(reviewed(folder))
    path = folder / "output" / "reviews.csv"
    rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    build(folder)
    assert list(written(folder).values()) == texts(OMSK, KURSK, KIROV)
    path.write_text("scribbles", "utf-8")
    assert "reviews-kept-1-unreadable.csv" in build(folder)
    assert list(written(folder).values()) == texts(OMSK, KURSK, KIROV)


def test_a_workbook_that_nobody_touched_is_not_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its fingerprint in the manifest tells; a build then needs no openpyxl."""
    build(reviewed(folder))
    monkeypatch.setattr(openpyxl, "load_workbook", pytest.fail)
    build(folder)


def test_a_workbook_saved_during_the_build_stops_it(folder: Path) -> None:
    """What another program saved between reading and writing is not written over."""
    from figures.errors import FiguresError
    from figures.reports import render_reviewed
    from figures.reports.files import write_files
    from figures.reviews import apply_reviews, load_reviews

    run = books.run_of(folder / "seeds")
    prior = load_reviews(folder / "output")
    outputs, _ = render_reviewed(run, apply_reviews(prior, run))
    reviewed(folder)
    before = (folder / "output" / "figures.xlsx").read_bytes()
    with pytest.raises(FiguresError, match="build again"):
        write_files(outputs, folder / "output", prior.keep, prior.stamp)
    assert (folder / "output" / "figures.xlsx").read_bytes() == before


def test_standing_counts_by_letter(folder: Path) -> None:
    """`figures reviews` says how many figures of each letter are reviewed, from the workbook as it stands, writing nothing."""
    reviewed(folder)
    before = {path.name: path.read_bytes() for path in (folder / "output").iterdir()}
    lines = review_standing(folder / "output").splitlines()
    assert lines[0].split() == ["letter", "accepted", "corrected", "rejected", "unsure", "open"]
    assert lines[-1].split() == ["all", "0", "1", "1", "1", "3"]
    assert {path.name: path.read_bytes() for path in (folder / "output").iterdir()} == before


@pytest.mark.parametrize("moment", range(10))
def test_a_kill_at_any_moment_loses_no_review(folder: Path, moment: int) -> None:
    """Killed at one of ten moments of a build, the workbook is whole and the next build has every word."""
    reviewed(folder)
    command = [sys.executable, "-m", "figures.cli", "build", str(folder / "seeds"), "--output", str(folder / "output")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=books.ROOT)
    time.sleep((0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.1, 1.3, 1.6)[moment])
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert zipfile.ZipFile(folder / "output" / "figures.xlsx").testzip() is None
    build(folder)
    assert list(written(folder).values()) == texts(OMSK, KURSK, KIROV)
    assert not list((folder / "output").glob(".*.part"))
    assert not list((folder / "output").glob("*-kept-*"))


@pytest.mark.parametrize("files", range(1, 8))
def test_a_build_cut_between_two_files_loses_no_review(folder: Path, files: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whichever of the files were moved into place before a kill, the next build has every word and keeps no needless copy."""
    reviewed(folder)
    edit(folder, TEXT.replace("The Omsk Committee asks", "The Omsk Regional Party Committee now asks"))
    whole = tmp_path_factory.mktemp("whole")
    shutil.copytree(folder / "output", whole / "output")
    books.build(folder / "seeds", whole / "output")
    order = ["reviews.csv", "figures.xlsx", "regions.csv", "figures.csv", "figures.jsonl", "numerals.csv", "datapackage.json"]
    for name in order[:files]:
        shutil.copy(whole / "output" / name, folder / "output" / name)
    said = build(folder)
    assert [fields["note"] for fields in written(folder).values()] == [NOTE, "a slip", "rye or wheat?"], said
    assert not list((folder / "output").glob("*-kept-*"))


def made(figure: str, note: str, origin: str = "") -> Review:
    anchor = dict.fromkeys(review.ANCHOR, "") | {"figure": figure}
    return Review(anchor, dict.fromkeys(REVIEW_FIELDS, "") | {"note": note}, origin)


@pytest.mark.parametrize(
    ("book", "file", "base", "result"),
    [
        ("x", "x", "x", ["x"]),
        ("y", "x", "x", ["y"]),
        ("x", "y", "x", ["y"]),
        ("y", "y", "x", ["y"]),
        ("", "x", "x", []),
        ("x", "", "x", []),
        ("y", "", "x", ["y"]),
        ("", "y", "x", ["y"]),
        ("y", "z", "x", ["y", "z"]),
        ("y", "z", "", ["y", "z"]),
        ("x", "", "", ["x"]),
        ("", "x", "", ["x"]),
        ("y", "z", None, ["y", "z"]),
        ("x", "", None, ["x"]),
        ("", "x", None, ["x"]),
    ],
)
def test_merging_takes_the_side_that_changed(book: str, file: str, base: str | None, result: list[str]) -> None:
    """One side changed: it counts, deletions too; both changed to different words: both are kept; no base: nothing is lost."""
    ours, theirs = ([made("f", side)] if side else [] for side in (book, file))
    known = None if base is None else merge.base_of([made("f", base)] if base else [])
    assert [one.fields["note"] for one in merge.merge_reviews(ours, ["f"], theirs, known)] == result


def test_words_in_notes_read_back() -> None:
    """An orphaned review in the Notes sheet says everything it said in its row."""
    one = Review({name: f"{name}: a\n  b" for name in review.ANCHOR}, {field: f" {field}\n\nx: y" for field in REVIEW_FIELDS})
    assert review.from_words(review.in_words(one)) == one

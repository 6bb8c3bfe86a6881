"""The comparison of two trees over the gold: one that cannot tell a loss proves nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import acceptance_scores as scoring
import gains
import gold_letters
import pytest
import trees
from acceptance_scores import Scores

TEXT = "The Kirov Territory asks for 500 poods of rye.\n"
GOLD = {
    "line": "1", "start": "29", "end": "38", "quote": "500 poods", "tier": "core", "low": "500", "high": "500", "qualifier": "exact",
    "unit": "pood", "item": "rye", "measure": "seed loan", "stage": "requested", "region": "Kirov Territory",
}  # fmt: skip
FIGURE: dict[str, Any] = GOLD | {"line": 1, "start": 29, "end": 38, "low": 500, "high": 500}
SPARE = FIGURE | {"start": 0, "end": 3}
DECISION = {"region": "Kirov Territory", "item": "rye", "measure": "seed loan", "unit": "pood", "requested": "500", "granted": "300"}
NO_CELLS: dict[str, Any] = dict.fromkeys(scoring.STAGES)
ROW = DECISION | {"party": None} | NO_CELLS


def cell(amount: int) -> dict[str, Any]:
    return {"low": amount, "high": amount, "line": 1, "basis": "stated"}


FULL = ROW | {"requested": cell(500), "granted": cell(300)}


def scores(figures: Sequence[dict[str, Any]] = (FIGURE,), table: Sequence[dict[str, Any]] = (FULL,)) -> Scores:
    return scoring.figure_scores([GOLD], figures) | scoring.table_scores([DECISION], table)


@pytest.mark.parametrize(
    ("worse", "changed"),
    [
        ({}, set()),
        ({"figures": [FIGURE | {"stage": "proposed"}]}, {"stage"}),
        ({"figures": [FIGURE | {"region": None, "unit": "tonne"}]}, {"region", "unit"}),
        ({"figures": [FIGURE, SPARE]}, {"precision"}),
        ({"figures": []}, {"recall", *scoring.READINGS}),
        ({"figures": [FIGURE | {"low": 900, "high": 900}]}, {"recall", *scoring.READINGS}),
        ({"table": [ROW | {"requested": cell(500), "granted": cell(200)}]}, {"cells"}),
        ({"table": [FULL | {"measure": "purchase"}]}, {"measures"}),
        ({"table": [FULL, ROW]}, {"row precision"}),
        ({"table": []}, {"rows", "cells", "measures"}),
    ],
)
def test_each_difference_is_a_loss_one_way_and_a_gain_the_other(worse: dict[str, Any], changed: set[str]) -> None:
    """What only one tree reads rightly is told under its attribute, as lost or as won by which tree is the later."""
    lost, won = gains.changes(scores(), scores(**worse)), gains.changes(scores(**worse), scores())
    assert {change.measure for change in lost} == {change.measure for change in won} == changed
    assert not any(change.won for change in lost)
    assert all(change.won for change in won)


def test_what_stays_wrong_is_no_change() -> None:
    """A reading that was wrong and is wrong otherwise is neither won nor lost."""
    before, after = ([FIGURE | {"stage": stage}] for stage in ("proposed", "granted"))
    assert gains.changes(scores(before), scores(after)) == []


def test_a_change_is_told_with_place_and_readings() -> None:
    """A changed reading stands with its line, quote, both readings and what is wanted; a figure that came tells its readings."""
    (read,) = gains.told(gains.changes(scores([FIGURE | {"stage": "proposed"}]), scores()))
    assert read == ("won", "stage", "line 1, '500 poods'", "proposed → requested", "wanted requested")
    (found,) = gains.told(gains.changes(scores([]), scores([FIGURE | {"region": None}])))
    assert found[:4] == ("won", "figure", "line 1, '500 poods'", "nothing → 500 pood")
    assert found[4] == "wanted 500 pood, with unit, stage, item, measure, qualifier"
    (spoilt,) = gains.told(gains.changes(scores(), scores(table=[FULL | {"granted": cell(200)}])))
    assert spoilt[:2] == ("lost", "cell granted")
    assert spoilt[3:] == ("300 on line 1 (stated) → 200 on line 1 (stated)", "wanted 300")


def test_totals_count_every_letter() -> None:
    """Wins and losses of all letters are added up by attribute, beside the scores before and after."""
    wrong = scores([FIGURE | {"stage": "proposed"}])
    lines = list(gains.compared({"a": scores(), "b": wrong, "c": wrong}, {"a": wrong, "b": scores(), "c": scores()}))
    assert [line for line in lines if line.endswith("lost")] == ["a: 0 won, 1 lost", "b: 1 won, 0 lost", "c: 1 won, 0 lost"]
    assert [line.split() for line in lines if line.startswith("stage ")] == [["stage", "2", "1", "0.333", "(1/3)", "0.667", "(2/3)"]]


def test_scores_have_a_line_for_each_letter_and_one_for_all() -> None:
    """Scores stand under their names, letter by letter and together; what has no gold has a hyphen."""
    undecided = scoring.figure_scores([GOLD], [FIGURE | {"stage": "proposed"}])
    names, *lines = (line.split() for line in gains.scored({"one": scores(), "two": undecided}))
    assert names == ["letter", "F1", "unit", "stage", "region", "item", "measure", "qualifier", "rows", "cells", "measures"]
    assert lines[0] == ["one", *["1.000"] * 10]
    assert lines[1] == ["two", "1.000", "1.000", "0.000", *["1.000"] * 4, "-", "-", "-"]
    assert lines[2] == ["all", "letters", "1.000", "1.000", "0.500", *["1.000"] * 7]
    assert list(gains.missed({"two": undecided})) == ["two: 1 missed", "  line 1, '500 poods': stage requested wanted, got proposed"]


# --- two trees ----------------------------------------------------------------------------------

PROGRAM = """
import sys
from pathlib import Path

def main():
    print(Path(__file__).with_name(sys.argv[1]).read_text(), end="")
"""


def write(tree: Path, figures: Sequence[dict[str, Any]], table: Sequence[dict[str, Any]] = (FULL,), program: str = PROGRAM) -> None:
    """A tree whose program answers every text with the same figures and table."""
    package = tree / "src" / "figures"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").touch()
    (package / "cli.py").write_text(program)
    (package / "extract").write_text("".join(f"{json.dumps(figure)}\n" for figure in figures))
    (package / "table").write_text(json.dumps(table))


def gold(folder: Path, name: str = "made") -> Path:
    folder.mkdir(parents=True)
    (folder / f"{name}.txt").write_text(TEXT)
    for kind, row in (("gold", GOLD), ("decisions", DECISION)):
        (folder / f"{name}.{kind}.tsv").write_text("".join("\t".join(line) + "\n" for line in (row.keys(), row.values())))
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose branch main reads the figure as requested, with its gold beside it."""
    root = tmp_path / "repository"
    write(root, [FIGURE])
    gold(tmp_path / "gold")
    trees.git(root, "init", "--quiet", "--initial-branch=main")
    trees.git(root, "add", ".")
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    trees.git(root, *who, "commit", "--quiet", "--message=Begin")
    return root


def run(repository: Path, *options: str) -> int:
    return gains.main([*options, str(repository.parent / "gold")], repository)


def test_a_loss_against_the_commit_is_told_and_is_no_failure(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The working tree's reading stands beside the commit's, the exit code is 0, and no checkout is left behind."""
    write(repository, [FIGURE | {"stage": "proposed"}])
    assert run(repository) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("main (")
    assert lines[0].endswith("working tree, 1 letter")
    assert lines[2:4] == ["made: 0 won, 1 lost", "  lost  stage  line 1, '500 poods'  requested → proposed  wanted requested"]
    assert trees.git(repository, "worktree", "list").count("\n") == 0


def test_trees_that_read_alike_are_said_to(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing changed there is one quiet line."""
    assert run(repository) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.endswith("working tree, 1 letter: no change")


def test_scores_and_misses_ask_no_commit(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Scores and misses are those of the working tree, whatever the base is."""
    write(repository, [])
    assert run(repository, "--base", "no such commit", "--scores", "--misses") == 0
    said = capsys.readouterr().out
    assert "made         0.000" in said
    assert "  line 1, '500 poods': figure 500 pood wanted, got nothing" in said


@pytest.mark.parametrize(
    ("program", "options", "told"),
    [
        (PROGRAM, ["--base", "nowhere"], "nowhere"),
        ("def main(): raise SystemExit(1)", [], "exit code 1"),
        ("def main(): 1 / 0", [], "ZeroDivisionError"),
    ],
)
def test_what_cannot_be_run_fails(
    repository: Path, capsys: pytest.CaptureFixture[str], program: str, options: list[str], told: str
) -> None:  # fmt: skip
    """A revision that is none, or a program that does not answer, is an error and never reads as no change."""
    write(repository, [FIGURE], program=program)
    assert run(repository, *options) == 1
    printed = capsys.readouterr()
    assert told in printed.err
    assert not printed.out


def test_a_folder_without_gold_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing to compare is an error."""
    assert gains.main([str(tmp_path)], tmp_path) == 1
    assert "no letter with gold" in capsys.readouterr().err


def test_the_program_that_answers_is_that_of_the_tree(tmp_path: Path) -> None:
    """A tree without the program is not answered for by the one that is installed."""
    (tmp_path / "src").mkdir()
    with pytest.raises(trees.TreeError, match="answer"):
        trees.answers(tmp_path, [])


def test_answers_keep_their_numbers(tmp_path: Path) -> None:
    """Amounts come out of the process as exact as they were printed, and each text has its own."""
    write(tmp_path, [FIGURE | {"low": 0.1, "quote": "a\u2028b"}])
    folder = gold(tmp_path / "gold")
    (answer,) = trees.answers(tmp_path, [folder / "made.txt"]).values()
    assert answer.figures[0]["low"] == Decimal("0.1")
    assert answer.figures[0]["quote"] == "a\u2028b"


def test_letters_of_several_folders_are_found_once_and_told_apart(tmp_path: Path) -> None:
    """Each letter below the folders comes once; letters of one name have folders put before it; the table may be missing."""
    one, two = gold(tmp_path / "one" / "letters"), gold(tmp_path / "two" / "letters")
    gold(tmp_path / "two" / "other", "lone")
    (two / "made.decisions.tsv").unlink()
    letters = gold_letters.within(tmp_path / "one", tmp_path / "two", one)
    assert [letter.name for letter in letters] == ["one/letters/made", "two/letters/made", "lone"]
    assert [letter.decisions is None for letter in letters] == [False, True, False]


def test_the_seed_is_among_the_gold() -> None:
    """The folder of all gold has the seed and every made letter."""
    names = [letter.name for letter in gold_letters.within(gold_letters.GOLD)]
    assert names[0] == "seed"
    assert {"en_02", "en_20"} <= set(names)

"""The commands, and every input that a user can get wrong: one sentence, exit code 1, no traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from figures.cli import cli

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "stalin-kaganovich-1936-january-august.txt"
LETTER = """\
Kaganovich to Stalin May 3, 1934
Archive: RGASPI F. 1. Op. 2. D. 3. L. 4. Original.
The Moscow Regional Committee asks to reduce the plan for grain deliveries by 9.5 million poods. We propose a reduction by 6 million poods.
Please provide your opinion.
Stalin to Kaganovich May 4, 1934
Archive: RGASPI F. 1. Op. 2. D. 3. L. 5. Autograph.
I agree.
"""


def run(*arguments: object, **environment: str) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], env=environment)


def refused(result: Result) -> str:
    """The one sentence of a refusal."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), "no traceback reaches the user"
    assert result.stdout == "", "what is printed can be trusted, or nothing is"
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def ids() -> list[str]:
    return [json.loads(line)["id"] for line in run("extract", SEED).stdout.splitlines()]


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_help_has_an_example(command: str) -> None:
    """Each command's help ends in a line that can be typed."""
    assert f"Example:\n    figures {command} " in run(command, "--help").stdout.replace("\n  figures", "\n    figures")


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_the_example_of_the_help_runs(command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each line under Example, typed in a clone, does what it says; what it would write goes elsewhere."""
    monkeypatch.chdir(ROOT)
    lines = run(command, "--help").stdout.partition("Example:")[2].strip().splitlines()
    assert lines
    for line in lines:
        arguments = shlex.split(line.partition(" > ")[0])[1:]
        if command == "build":
            arguments[arguments.index("--output") + 1] = str(tmp_path)
        result = run(*arguments)
        assert result.exit_code == 0, result.output


def test_extract_prints_one_figure_a_line(letter: Path) -> None:
    """Each line is a JSON object whose quote stands at its offsets, numbers exact, missing values null."""
    rows = [json.loads(line, parse_float=Decimal) for line in run("extract", letter).stdout.splitlines()]
    assert [row["low"] for row in rows] == [9500000, 6000000]
    for row in rows:
        assert LETTER[row["start"] : row["end"]] == row["quote"]
        assert row["line"] == 3
        assert row["region"] == "Moscow Region"
    assert [row["stage"] for row in rows] == ["requested", "proposed"]
    assert rows[0]["part_of"] is None
    assert rows[0]["converted_low"] == Decimal("155614.7158")


def test_extract_takes_several_files(letter: Path, tmp_path: Path) -> None:
    """Figures of several files have ids of their own, even where the files hold the same letter."""
    (tmp_path / "second.txt").write_text(LETTER, encoding="utf-8")
    rows = [json.loads(line) for line in run("extract", letter, tmp_path / "second.txt").stdout.splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) == 4


def test_table_defaults_to_the_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file the texts of seeds/ are read; a region may be named in part."""
    monkeypatch.chdir(ROOT)
    rows = json.loads(run("table", "--region", "moscow", "--measure", "total relief", "--format", "json").stdout)
    assert [(row["requested"]["low"], row["proposed"]["low"], row["granted"]["low"]) for row in rows] == [(9500000, 6800000, 8000000)]


def test_table_fits_a_terminal_of_eighty_columns() -> None:
    """The whole seed's table stays within the terminal, and lines are not wrapped by it."""
    for arguments in ([], ["--region", "moscow", "--unit", "tonne"]):
        text = run("table", SEED, *arguments, COLUMNS="80").stdout
        assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("option", "given", "nearest"),
    [
        ("--region", "moskow", "Moscow Region"),
        ("--unit", "tone", "tonne"),
        ("--item", "flaks", "flax"),
        ("--measure", "seed lone", "seed loan"),
    ],
)
def test_unknown_names_get_the_nearest(option: str, given: str, nearest: str) -> None:
    """A name nobody bears is refused with those it may have meant."""
    assert nearest in refused(run("table", SEED, option, given))


def test_show_says_everything_about_a_figure(ids: list[str]) -> None:
    """One page holds heading, archive reference, the quote marked in its line, readings, conversion and citation."""
    for id in ids[::8]:
        page = run("show", id, "--file", SEED).stdout
        for part in (id, "line ", "[[", "]]", "Readings", "region", "stage", "Conversion", "Doubts", "Citation"):
            assert part in page
        assert max(map(len, page.splitlines()[4:])) <= 90


def test_show_takes_the_beginning_of_an_id(ids: list[str]) -> None:
    """A beginning that fits one figure is enough; one that fits several lists them."""
    sole = next(id[:-1] for id in ids if sum(other.startswith(id[:-1]) for other in ids) == 1)
    assert run("show", sole, "--file", SEED).stdout.startswith(sole)
    several = run("show", "1936", "--file", SEED)
    assert several.exit_code == 1
    assert "is the beginning of" in several.stderr
    assert ids[0] in several.stderr or "more" in several.stderr


def test_show_of_an_unknown_id_names_the_nearest(ids: list[str]) -> None:
    """A mistyped id is refused with the ids most like it."""
    assert ids[0] in refused(run("show", ids[0] + "9x", "--file", SEED))


def test_numerals_gives_the_ledger_in_both_forms(letter: Path) -> None:
    """Every numeral is there once, with the figure it became or the reason it was set aside."""
    rows = [json.loads(line) for line in run("numerals", letter).stdout.splitlines()]
    flat = list(csv.DictReader(io.StringIO(run("numerals", letter, "--format", "csv").stdout)))
    assert [row["numeral"] for row in rows] == [row["numeral"] for row in flat]
    assert {"9.5", "million", "6"} <= {row["numeral"] for row in rows}
    for row in rows:
        assert LETTER[row["start"] : row["end"]] == row["numeral"]
        assert (row["figure"] is None) != (row["reason"] is None)


def test_build_writes_everything_and_check_agrees(letter: Path, tmp_path: Path) -> None:
    """What build writes is complete, lists itself, leaves no scrap, and passes its own check."""
    output = tmp_path / "deep" / "output"
    result = run("build", letter, "--output", output)
    assert result.exit_code == 0
    names = {
        "figures.xlsx", "figures.html", "regions.csv", "figures.csv", "figures.jsonl", "numerals.csv", "reviews.csv", "datapackage.json",
        "manifest.json",
    }  # fmt: skip
    assert {path.name for path in output.iterdir()} == names
    assert all(name in result.stdout for name in names)
    assert run("check", letter, "--output", output).exit_code == 0


# Bad input.


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    """A path that is not there is refused by name."""
    for command in ("extract", "table", "numerals", "build", "check"):
        assert "nowhere.txt" in refused(run(command, tmp_path / "nowhere.txt"))


def test_a_folder_without_texts(tmp_path: Path) -> None:
    """A folder that holds no text is refused, not read as nothing."""
    assert str(tmp_path.as_posix()) in refused(run("build", tmp_path, "--output", tmp_path / "out"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [("empty.txt", b""), ("blank.txt", b" \n\n"), ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8)],
)
def test_files_that_are_no_text(tmp_path: Path, name: str, data: bytes) -> None:
    """An empty file and a binary file are refused by name."""
    (tmp_path / name).write_bytes(data)
    assert name in refused(run("extract", tmp_path / name))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_other_encodings_are_read_or_refused(tmp_path: Path, encoding: str) -> None:
    """A text in another encoding is decoded, or refused with the remedy; it is never read wrong in silence."""
    text = LETTER + "Приложение: записка наркома о хлебозаготовках в Московской области и о ссуде колхозам.\n"
    path = tmp_path / "letter.txt"
    path.write_bytes(text.encode(encoding))
    result = run("extract", path)
    if result.exit_code:
        assert "UTF-8" in refused(result)
    else:
        assert [json.loads(line)["low"] for line in result.stdout.splitlines()][:2] == [9500000, 6000000]


def test_a_text_without_letters_is_read_as_one(tmp_path: Path) -> None:
    """Prose without any heading still gives its figures, and the manifest carries the doubt."""
    path = tmp_path / "prose.txt"
    path.write_text("The plan was 500 thousand poods of rye.\n", encoding="utf-8")
    assert [json.loads(line)["low"] for line in run("extract", path).stdout.splitlines()] == [500000]
    assert run("build", path, "--output", tmp_path / "out").exit_code == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["doubts"]


def test_a_heading_without_date_is_read(tmp_path: Path) -> None:
    """A letter whose heading lost its date is a letter; its date is null."""
    path = tmp_path / "undated.txt"
    path.write_text(LETTER.replace(" May 3, 1934", ""), encoding="utf-8")
    rows = [json.loads(line) for line in run("extract", path).stdout.splitlines()]
    assert [row["low"] for row in rows] == [9500000, 6000000]
    assert rows[0]["date"] is None


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_an_output_folder_that_cannot_be_written(letter: Path, tmp_path: Path, place: str) -> None:
    """A file where the folder should be is refused with the remedy, and stays."""
    (tmp_path / "file").write_text("mine")
    assert "--output" in refused(run("build", letter, "--output", tmp_path / place))
    assert (tmp_path / "file").read_text() == "mine"


def test_a_build_that_dies_leaves_the_previous_output(letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If one file cannot be written, none is replaced and no scrap is left."""
    output = tmp_path / "output"
    run("build", letter, "--output", output)
    before = {path.name: path.read_bytes() for path in output.iterdir()}
    letter.write_text(LETTER.replace("9.5", "7.5"), encoding="utf-8")
    written: list[str] = []
    real = Path.write_bytes

    def full_disk(path: Path, data: bytes) -> int:
        written.append(path.name)
        if len(written) == 3:
            raise KeyboardInterrupt
        return real(path, data)

    monkeypatch.setattr(Path, "write_bytes", full_disk)
    assert run("build", letter, "--output", output).exit_code == 1
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def test_check_without_a_build_says_what_to_do(letter: Path, tmp_path: Path) -> None:
    """There is nothing to check before a build."""
    assert "run `figures build` first" in refused(run("check", letter, "--output", tmp_path))


# The process itself.


def process(arguments: Sequence[str], **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False, capture_output=True, **options)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], ["pandas", "numpy", "pint", "openpyxl", "xlsxwriter", "rich", "figures.pipeline"]),
        (["show", "1936-08-18-kaganovich"], ["pandas", "openpyxl", "xlsxwriter"]),
        (["build", "--output"], ["pandas", "openpyxl"]),
    ],
)
def test_commands_import_only_what_they_need(arguments: list[str], unwanted: list[str], tmp_path: Path) -> None:
    """Help is at hand at once: heavy libraries are loaded by the commands that use them."""
    arguments = [*arguments, str(tmp_path)] if arguments[-1] == "--output" else arguments
    code = (
        "import sys\nfrom figures.cli import cli\ntry:\n    cli(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = process(["-c", code, *arguments])
    loaded = done.stderr.decode().splitlines()[-1].split()
    assert "click" in loaded
    assert not set(unwanted) & set(loaded)


def test_importing_the_package_loads_no_station() -> None:
    """`import figures` is free."""
    done = process(["-c", "import sys, figures; print([m for m in sys.modules if m.startswith('figures.')])"])
    assert done.stdout.strip() == b"[]"


def test_a_closed_pipe_is_quiet() -> None:
    """`figures extract … | head -1` prints one line and nothing else."""
    with subprocess.Popen(
        [sys.executable, "-m", "figures.cli", "extract", str(SEED)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.readline()
        started.stdout.close()
        assert started.stderr.read() == b""


def test_output_is_utf8_whatever_the_locale(letter: Path) -> None:
    """A console set to another alphabet changes no byte in a pipe."""
    letter.write_text(LETTER + "Приложение: 5 пудов — 10 poods of rye.\n", encoding="utf-8")
    outputs = {
        process(
            ["-m", "figures.cli", "extract", str(letter)], env={**os.environ, "PYTHONUTF8": "0", "LC_ALL": locale, "PYTHONIOENCODING": io}
        ).stdout
        for locale, io in (("C", "ascii"), ("C.UTF-8", "utf-8"), ("POSIX", "latin-1"))
    }
    assert len(outputs) == 1
    assert "пудов".encode() in outputs.pop()


def test_what_concerns_a_whole_file_is_told_at_once(tmp_path) -> None:
    """A file that had to be guessed at is named on standard error, and the figures still come."""
    path = tmp_path / "letters.txt"
    path.write_text("Just prose about 5,000 tons of rye.\n", encoding="utf-16")
    result = CliRunner().invoke(cli, ["extract", str(path)])
    assert result.exit_code == 0
    assert "was read as UTF-16" in result.stderr
    assert "No heading was found" in result.stderr
    assert result.stdout.count("\n") == 1

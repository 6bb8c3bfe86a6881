"""README and docs/ are true: their commands run and print what is shown, and what they name is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import figures
from figures.cli import cli

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
TEXTS = {page: page.read_text("utf-8") for page in PAGES}
ARCHITECTURE = ROOT / "docs" / "architecture.md"
HOUSE = Path(figures.__file__).parent
ANY = "…"
"""A line that holds only this stands for any number of lines."""
SHOWN = [
    (page, command.strip(), output)
    for page, text in TEXTS.items()
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
RUN = [(command, output) for _, command, output in SHOWN if command.startswith("figures ")]
PYTHON = [
    (page.name, code) for page, text in TEXTS.items() for code in re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
]
LINKS = [(page, target) for page, text in TEXTS.items() for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text)]


def matches(shown: str, printed: str) -> bool:
    """Whether the printed lines are the shown ones, ``…`` standing for what was left out."""
    pieces = [re.escape(line) if line.strip() != ANY else ANY for line in shown.rstrip("\n").split("\n")]
    pattern = "\n".join(pieces).replace(f"{ANY}\n", r"(?:.*\n)*?").replace(f"\n{ANY}", r"(?:\n.*)*")
    return re.fullmatch(pattern, printed.rstrip("\n")) is not None


@pytest.mark.parametrize(("command", "output"), RUN, ids=[command for command, _ in RUN])
def test_commands_print_what_is_shown(command: str, output: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each `$ figures …`, typed in a clone on a terminal of 80 columns, prints the lines under it."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    typed, _, redirected = command.partition(" > ")
    arguments = shlex.split(typed)[1:]
    if arguments[0] == "build":  # not into the clone
        arguments += ["--output", str(tmp_path)]
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    if not redirected:
        printed = result.stdout.replace(tmp_path.as_posix(), "output")
        assert matches(output, printed), printed


def test_every_command_is_shown() -> None:
    """A reader meets each command with an example."""
    for name in cli.commands:
        assert any(command.startswith(f"figures {name}") for command, _ in RUN), name


def test_make_targets_that_are_named_exist() -> None:
    """What the pages tell to make can be made."""
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {target for text in TEXTS.values() for target in re.findall(r"\bmake ([\w-]+)`", text)}
    assert named
    assert named <= targets


@pytest.mark.parametrize(("page", "code"), PYTHON)
def test_python_runs(page: str, code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Each Python example runs as it stands and prints what its comments say."""
    monkeypatch.chdir(ROOT)
    exec(compile(code, page, "exec"), {})
    said = re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE)
    assert said
    assert capsys.readouterr().out.splitlines() == said


@pytest.mark.parametrize(("page", "target"), LINKS, ids=[f"{page.name}: {target}" for page, target in LINKS])
def test_linked_files_exist(page: Path, target: str) -> None:
    """Every relative link and picture leads somewhere."""
    assert (page.parent / target).exists()


def test_every_page_and_picture_is_linked() -> None:
    """The README leads to each page of docs/, and some page shows each picture."""
    linked = {(page.parent / target).resolve() for page, target in LINKS}
    assert {page for page in PAGES[1:] if page.resolve() not in {(ROOT / t).resolve() for p, t in LINKS if p == PAGES[0]}} == set()
    assert [picture.name for picture in (ROOT / "docs").glob("*.png") if picture.resolve() not in linked] == []


def test_the_readme_is_short() -> None:
    """What it is, two commands, three uses, a text and words of one's own; the rest stands in docs/."""
    assert len(TEXTS[PAGES[0]].splitlines()) < 150


def test_what_the_architecture_names_is_there() -> None:
    """Every file and package between backticks on the page of the house stands in src/figures."""
    named = re.findall(r"`([\w/-]+(?:/|\.(?:py|toml|csv|txt)))`", TEXTS[ARCHITECTURE])
    assert len(named) > 20
    assert [name for name in named if not (HOUSE / name).exists()] == []


def test_the_architecture_names_every_room() -> None:
    """No package or module at the top of the house is left out."""
    rooms = {f"{path.name}/" for path in HOUSE.iterdir() if (path / "__init__.py").exists()} | {"lexicon/"}
    rooms |= {path.name for path in HOUSE.glob("*.py") if path.name != "__init__.py"}
    assert [room for room in sorted(rooms) if f"`{room}`" not in TEXTS[ARCHITECTURE]] == []


def test_the_changelog_names_this_version() -> None:
    """The version that is installed has its entry."""
    assert f"## {figures.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")

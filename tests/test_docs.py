"""The README is true: its commands run, and print what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from figures.cli import cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
ANY = "…"
"""A line that holds only this stands for any number of lines."""
SHOWN = [
    (command.strip(), output)
    for block in re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
RUN = [(command, output) for command, output in SHOWN if command.startswith("figures ")]


def matches(shown: str, printed: str) -> bool:
    """Whether the printed lines are the shown ones, ``…`` standing for what was left out."""
    pieces = [re.escape(line) if line.strip() != ANY else ANY for line in shown.rstrip("\n").split("\n")]
    pattern = "\n".join(pieces).replace(f"{ANY}\n", r"(?:.*\n)*?").replace(f"\n{ANY}", r"(?:\n.*)*")
    return re.fullmatch(pattern, printed.rstrip("\n")) is not None


@pytest.mark.parametrize(("command", "output"), RUN, ids=[command for command, _ in RUN])
def test_commands_print_what_the_readme_shows(command: str, output: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each `$ figures …` of the README, typed in a clone on a terminal of 80 columns, prints the lines under it."""
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


def test_every_command_is_in_the_readme() -> None:
    """A reader meets each command with an example."""
    for name in cli.commands:
        assert any(command.startswith(f"figures {name}") for command, _ in SHOWN), name


def test_make_targets_of_the_readme_exist() -> None:
    """What the README tells to make can be made."""
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake (\w+)`", README))
    assert named
    assert named <= targets


def test_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The Python example runs as it stands and prints what its comments say."""
    monkeypatch.chdir(ROOT)
    examples = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert examples
    for code in examples:
        exec(compile(code, "README.md", "exec"), {})
        said = re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE)
        assert capsys.readouterr().out.splitlines() == said


def test_linked_files_exist() -> None:
    """Every relative link and picture of the README leads somewhere."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_changelog_names_this_version() -> None:
    """The version that is installed has its entry."""
    from figures import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")

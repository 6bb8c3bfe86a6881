"""What the program of a source tree answers for texts, asked through its command line in a process of its own.

    PYTHONPATH=TREE/src python tests/trees.py TEXT...

prints, as JSON, what `figures extract TEXT` and `figures table --format json TEXT` print for each text.
Only the command line is asked, because modules move from one commit to the next.
"""

from __future__ import annotations

import gc
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
NEXT = "\n"
"""Between two rows of JSON Lines; inside a row it is escaped."""


class TreeError(Exception):
    """A tree could not be checked out or did not answer."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The figures and the rows of the region table of one text."""

    figures: list[dict[str, Any]]
    table: list[dict[str, Any]]


def answers(tree: Path, texts: Sequence[Path]) -> dict[Path, Answers]:
    """What the program in ``tree`` answers for each text; numbers are exact."""
    source = tree / "src"
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONUTF8": "1"}
    command = [sys.executable, "-P", __file__, *(str(text.resolve()) for text in texts)]
    run = subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        raise TreeError(f"the program in {source} does not answer:\n{run.stderr.strip()}")
    said = json.loads(run.stdout)
    if not Path(said["program"]).is_relative_to(source.resolve()):
        raise TreeError(f"asked the program in {source}, but that of {said['program']} answered")
    printed = zip(texts, said["printed"], strict=True)
    return {text: Answers(_rows(f"[{lines.strip().replace(NEXT, ',')}]"), _rows(table)) for text, (lines, table) in printed}


def _rows(array: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(array, parse_float=Decimal)
    return rows


@contextmanager
def checked_out(revision: str, root: Path = ROOT) -> Iterator[Path]:
    """A folder with the files of a revision, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="figures-base-") as folder:
        tree = Path(folder) / "tree"
        git(root, "worktree", "add", "--detach", str(tree), revision)
        try:
            yield tree
        finally:
            git(root, "worktree", "remove", "--force", str(tree))


def git(root: Path, *arguments: str) -> str:
    """What git says; a hook that calls this must not lead git to another repository."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    run = subprocess.run(["git", *arguments], cwd=root, env=environment, capture_output=True, text=True, encoding="utf-8")
    if run.returncode:
        raise TreeError(f"git {' '.join(arguments)}: {run.stderr.strip()}")
    return run.stdout.strip()


# --- inside the process that is asked -----------------------------------------------------------


def printed(arguments: Sequence[str]) -> str:
    """What the command prints on standard output."""
    from figures.cli import main

    buffer = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n")
    sys.argv = ["figures", *arguments]
    code: str | int | None = 0
    with redirect_stdout(buffer):
        try:
            main()
        except SystemExit as stop:
            code = stop.code
    if code:
        sys.exit(f"figures {' '.join(arguments)}: exit code {code}")
    gc.enable()  # the command line switches it off, for it expects to run once
    buffer.flush()
    return buffer.buffer.getvalue().decode("utf-8")


if __name__ == "__main__":
    import figures

    pairs = [(printed(["extract", text]), printed(["table", "--format", "json", text])) for text in sys.argv[1:]]
    json.dump({"program": figures.__file__, "printed": pairs}, sys.stdout)

"""How much time and memory the way from text to table takes, as ratios to something everyone knows.

    python tests/benchmarks/ratios.py

A second on one machine says little about another, so times are divided by that of one plain word
search over the same text, or of importing the libraries.  The two sides of a ratio are measured in
turn, and medians are compared, because other programs disturb both alike.  Nothing fails here: a
limit that is passed is marked.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import figures
from figures import decisions, pipeline
from figures.amounts.numbers import Tokens, find_numerals
from figures.model import Edition
from figures.reading import line_starts

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "stalin-kaganovich-1936-january-august.txt"
COPIES = 100
STATIONS: tuple[tuple[Any, str], ...] = (
    (pipeline, "cut_letters"), (pipeline, "quantities_of"), (pipeline, "attribute_letter"), (pipeline, "reconcile"), (decisions, "decide"),
)  # fmt: skip
LIBRARIES = ("-c", "import pandas, pint, openpyxl")
PEAK = """
import sys
from itertools import pairwise
from pathlib import Path
from figures.cli import cli
try:
    cli(sys.argv[1:])
except SystemExit:
    pass
status = Path("/proc/self/status")
if status.exists():  # not so much as the process that started this one had
    peak = int(status.read_text().split("VmHWM:")[1].split()[0])
else:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)
print(peak, file=sys.stderr)
"""
"""Runs a command and prints the most memory it ever held, in kilobytes."""


def main() -> None:
    seed = figures.read(SEED)
    figures.extract(seed)  # lexicons are loaded and patterns compiled once
    print(f"{'':58}{'measured':>10}{'limit':>8}")
    said("extract the seed / find its words", ratio(lambda: figures.extract(seed), words_of(seed), 41), 5)
    copies = edition(seed, seed.text * COPIES)
    said(
        f"extract {COPIES} copies in a file / extract one",
        ratio(lambda: figures.extract(copies), lambda: figures.extract(seed), 3, 25),
        110,
    )
    prose = edition(seed, without_numerals(seed))
    said("extract prose without numerals / find its words", ratio(lambda: figures.extract(prose), words_of(prose), 41), 1.5)
    dated = edition(seed, without_figures(seed))
    said("extract dated letters without figures / find words", ratio(lambda: figures.extract(dated), words_of(dated), 41), 1.5)
    for name, share in shares(seed):
        said(f"  share of {name} in extracting the seed", share)
    with tempfile.TemporaryDirectory() as folder:
        build = ("-m", "figures.cli", "build", str(SEED), "--output", str(Path(folder) / "output"))
        said("build from a cold start / import the libraries", ratio(lambda: process(*build), lambda: process(*LIBRARIES), 9), 1.5)
        show = ("show", next(iter(figures.extract(seed).figures)).id, "--file", str(SEED))
        for command in (("--help",), show):
            print(f"{f'pandas is imported by figures {command[0]}':58}{'yes' if imports_pandas(*command) else 'no':>10}{'no':>8}")
        said("most memory of a build of the seed, MB", peak("build", str(SEED), "--output", folder), 200)
        many = Path(folder) / "copies.txt"
        many.write_text(copies.text, encoding="utf-8", newline="")
        said(f"most memory of a build of {COPIES} copies, MB", peak("build", str(many), "--output", folder), 700)


def said(what: str, measured: float, limit: float | None = None) -> None:
    """One line of the table."""
    mark = "  over" if limit is not None and measured > limit else ""
    print(f"{what:58}{measured:10.2f}{'' if limit is None else limit:>8}{mark}", flush=True)


def ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int, theirs_each: int = 1) -> float:
    """Median time of the one by that of the other, measured in turn; the quick one several times a round."""
    took, compared = [], []
    for _ in range(rounds):
        took.append(seconds(ours))
        compared += [seconds(theirs) for _ in range(theirs_each)]
    return median(took) / median(compared)


def seconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return perf_counter() - start


def words_of(read: Edition) -> Callable[[], object]:
    """One plain look for the words of a text: what no reader of it can be quicker than."""
    return lambda: re.findall(r"\w+", read.text)


def edition(like: Edition, text: str) -> Edition:
    return replace(like, text=text, line_starts=line_starts(text))


def without_numerals(seed: Edition) -> str:
    """The lines without any numeral, repeated to the length of the seed: no heading, no date."""
    starts = [*seed.line_starts, len(seed.text)]
    lines = [seed.text[a:b] for a, b in pairwise(starts)]
    prose = "".join(line for line in lines if Tokens(line, 0, len(line)).empty)
    return (prose * (len(seed.text) // len(prose) + 1))[: len(seed.text)]


def without_figures(seed: Edition) -> str:
    """The letters with their headings, dates and notes, but every amount's digits and words as ``some``."""
    pieces, at = [], 0
    for figure in figures.extract(seed).figures:
        for numeral in find_numerals(seed.text, figure.start, figure.end):
            pieces += [seed.text[at : numeral.start], "some"]
            at = numeral.end
    return "".join([*pieces, seed.text[at:]])


def shares(seed: Edition, rounds: int = 15) -> Iterator[tuple[str, float]]:
    """The part of the time that each station takes; what is missing to one is the pipeline's own."""
    spent: dict[str, list[float]] = {f"{module.__name__.removeprefix('figures.')}.{name}": [] for module, name in STATIONS}
    for _ in range(rounds):
        with timed() as times:
            whole = seconds(lambda: figures.extract(seed))
        for name, took in times.items():
            spent[name].append(took / whole)
    for name, parts in spent.items():
        yield name, median(parts)


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Within, the time spent in each station is added up."""
    times: dict[str, float] = {}
    real = [(module, name, getattr(module, name)) for module, name in STATIONS]
    for module, name, function in real:
        label = f"{module.__name__.removeprefix('figures.')}.{name}"
        times[label] = 0.0

        def watched(*arguments: Any, _function: Callable[..., Any] = function, _label: str = label) -> Any:
            start = perf_counter()
            result = _function(*arguments)
            times[_label] += perf_counter() - start
            return result

        setattr(module, name, watched)
    try:
        yield times
    finally:
        for module, name, function in real:
            setattr(module, name, function)


def process(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A fresh Python."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")


def imports_pandas(*arguments: str) -> bool:
    return re.search(r"\| +pandas$", process("-X", "importtime", "-m", "figures.cli", *arguments).stderr, re.MULTILINE) is not None


def peak(*arguments: str) -> float:
    """Megabytes that a command held at most."""
    return int(process("-c", PEAK, *arguments).stderr.split()[-1]) / 1000


if __name__ == "__main__":
    main()

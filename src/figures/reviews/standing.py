"""Where the review stands: how many figures are accepted, corrected, rejected, unsure and open, by letter."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

from figures.errors import FiguresError
from figures.reviews.desk import load_reviews
from figures.reviews.review import APPLIED
from figures.rows import FILES

OPEN, IN_CONFLICT = "open", "in conflict"
COUNTED = (*APPLIED.values(), OPEN)


def review_standing(folder: Path) -> str:
    """A line per letter and one for all, from what lies in the folder; nothing is written."""
    try:
        with (folder / FILES.figures_csv).open(encoding="utf-8", newline="") as file:
            figures = {row["id"]: row["letter"] for row in csv.DictReader(file)}
    except (OSError, KeyError):
        raise FiguresError(not_built(folder, FILES.figures_csv)) from None
    prior = load_reviews(folder)
    by_figure: dict[str, list[str]] = defaultdict(list)
    for one in prior.reviews:
        by_figure[one.figure].append(one.verdict)
    letters: dict[str, Counter[str]] = {}
    for id, letter in figures.items():
        said = by_figure.get(id, [])
        state = OPEN if not said else IN_CONFLICT if len(said) > 1 else APPLIED.get(said[0], OPEN)
        letters.setdefault(letter, Counter())[state] += 1
    total: Counter[str] = sum(letters.values(), Counter())
    names = [*COUNTED, *([IN_CONFLICT] if total[IN_CONFLICT] else [])]
    wide = max([len("letter"), *(len(letter) for letter in letters)])
    lines = [_line("letter", names, wide)]
    lines += [_line(letter, [str(count[name]) for name in names], wide, names) for letter, count in letters.items()]
    lines.append(_line("all", [str(total[name]) for name in names], wide, names))
    gone = [one for one in prior.reviews if one.figure not in figures]
    lines += [f"orphaned: {one.figure} “{' '.join(one.anchor['quote'].split())}”" for one in gone]
    return "\n".join([*lines, *prior.messages]) + "\n"


def not_built(folder: Path, file: str) -> str:
    """What is wrong with a folder that lacks what a build writes."""
    return f"{folder}: no {file} there; run `figures build` first, or name the folder with --output."


def _line(first: str, cells: list[str], wide: int, names: list[str] | None = None) -> str:
    return "  ".join([first.ljust(wide), *(cell.rjust(len(name)) for cell, name in zip(cells, names or cells, strict=True))])

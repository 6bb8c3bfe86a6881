"""How well figures and region tables agree with the gold, measure by measure, with every miss in words.

A figure answers a gold row when their spans overlap and both ends of the amount agree in the gold's
unit; a row of the table answers the gold row of its region whose cells and names it fits best.  What
counts as the same unit, region or measure is data: ``gold/same.toml``.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from gold_letters import GOLD

SAME: dict[str, dict[str, Any]] = tomllib.loads((GOLD / "same.toml").read_text(encoding="utf-8"))
KILOGRAMS = {unit: Decimal(value) for unit, value in SAME["kilograms"].items()}
ROUNDED = Decimal("0.000001")
"""Share of an amount that may be lost where it was rounded."""
CONVERTED = Decimal("0.0001")
"""Share of an amount that may be lost where it was converted between weights."""

READINGS = ("unit", "stage", "region", "item", "measure", "qualifier")
STAGES = ("requested", "proposed", "granted", "obligation", "delivered")
UNSCORED = "."

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """How many of how many were right, and what was wrong with the others."""

    right: int = 0
    of: int = 0
    misses: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        return self.right / self.of if self.of else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.of + other.of, self.misses + other.misses)


Scores = dict[str, Score]


def pooled(scores: Iterable[Scores]) -> Scores:
    """The scores of several files as if they were one."""
    total: Scores = {}
    for one in scores:
        total = {measure: total.get(measure, Score()) + score for measure, score in one.items()}
    return total


def f1(scores: Scores) -> float:
    """The harmonic mean of precision and recall of the figures."""
    precision, recall = scores["precision"].ratio, scores["recall"].ratio
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a gold file; cells that a short line lacks are empty."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", restval=""))


# --- names and amounts ------------------------------------------------------------------------


@cache
def name(words: str | None) -> str:
    """A name without capitals, hyphens and spare spaces."""
    return " ".join((words or "").lower().replace("_", " ").replace("-", " ").split())


@cache
def unit(words: str | None) -> str:
    plain = name(words)
    if plain in SAME["units"]:
        return str(SAME["units"][plain])
    return plain[:-1] if plain.endswith("s") and plain not in ("s", "gas") else plain


@cache
def region(words: str | None) -> str:
    data = SAME["regions"]
    short = " ".join(word[: data["letters"]] for word in name(words).split() if word not in data["kinds"])
    return str(data["spellings"].get(short, short))


@cache
def measure(words: str | None) -> str:
    plain = name(words)
    return str(SAME["measures"].get(plain, plain))


@cache
def item(words: str | None) -> str:
    return name(words).rstrip("s")


@cache
def qualifier(words: str | None) -> str:
    return name(words or "exact")


FORMS = {"unit": unit, "stage": name, "region": region, "item": item, "measure": measure, "qualifier": qualifier}


def same_amount(wanted: Decimal, got: Decimal, wanted_unit: str, got_unit: str) -> bool:
    """Whether two amounts agree, each in its unit; only weights are converted."""
    if abs(wanted - got) <= ROUNDED * max(1, abs(wanted), abs(got)):
        return True
    if wanted_unit not in KILOGRAMS or got_unit not in KILOGRAMS:
        return False
    weight = wanted * KILOGRAMS[wanted_unit]
    return abs(weight - got * KILOGRAMS[got_unit]) <= CONVERTED * max(1, weight)


# --- figures ----------------------------------------------------------------------------------


def figure_scores(gold: Sequence[Row], figures: Sequence[Row]) -> Scores:
    """Recall, precision and the reading of each field, for the figures of one file.

    Fields are compared for core figures that were found, where the gold has something to say.
    """
    counted = [row for row in gold if row["tier"] != "optional"]
    optional = [row for row in gold if row["tier"] == "optional"]
    answers: dict[int, Row] = {}
    taken: set[int] = set()
    missed: dict[int, str] = {}
    for number, row in enumerate(counted):
        there = [n for n, figure in enumerate(figures) if n not in taken and _overlap(row, figure)]
        right = [n for n in there if _same_value(row, figures[n])]
        taken.update((right or there)[:1])
        if right:
            answers[number] = figures[right[0]]
        elif there:
            figure = figures[there[0]]
            missed[number] = f"{_at(row)}: {_value(row)} wanted, got {_value(figure)} from {figure['quote']!r}"
        else:
            missed[number] = f"{_at(row)}: {_value(row)} wanted, nothing found"
    extra = [f for n, f in enumerate(figures) if n not in taken and not any(_overlap(row, f) for row in optional)]
    core = [n for n, row in enumerate(counted) if row["tier"] == "core"]
    extended = [n for n, row in enumerate(counted) if row["tier"] != "core"]
    wrong = tuple(text for number, text in missed.items() if "got" in text)
    spare = tuple(f"{_at(figure)}: no figure wanted, got {_value(figure)}" for figure in extra)

    def found(rows: Sequence[int]) -> Score:
        return Score(sum(n in answers for n in rows), len(rows), tuple(missed[n] for n in rows if n in missed))

    scores = {
        "core recall": found(core),
        "extended recall": found(extended),
        "recall": found(range(len(counted))),
        "precision": Score(len(answers), len(taken) + len(extra), wrong + spare),
    }
    read_core = [(counted[n], answers[n]) for n in core if n in answers]
    return scores | {reading: _field_score(reading, read_core) for reading in READINGS}


def _field_score(reading: str, answered: Iterable[tuple[Row, Row]]) -> Score:
    form = FORMS[reading]
    asked = [(row, figure) for row, figure in answered if row[reading]]
    misses = tuple(
        f"{_at(row)}: {reading} {row[reading]!r} wanted, got {figure[reading]!r}"
        for row, figure in asked
        if form(figure[reading]) not in [form(value) for value in row[reading].split("|")]
    )
    return Score(len(asked) - len(misses), len(asked), misses)


def _overlap(row: Row, figure: Row) -> bool:
    return int(figure["start"]) < int(row["end"]) and int(row["start"]) < int(figure["end"])


def _same_value(row: Row, figure: Row) -> bool:
    wanted_unit, got_unit = unit(row["unit"].split("|")[-1]), unit(figure["unit"])
    for end in ("low", "high"):
        wanted, got = Decimal(row[end]), figure[end]
        if got is None:
            return False
        read = [got, got * 100] if wanted_unit == "percent" else [got]  # a share may be a fraction of one
        if not any(same_amount(wanted, value, wanted_unit, got_unit) for value in read):
            return False
    return True


def _at(row: Row) -> str:
    return f"line {row['line']}, {row['quote']!r}"


def _value(row: Row) -> str:
    return f"{row['low']} to {row['high']} {row['unit']}" if row["low"] != row["high"] else f"{row['low']} {row['unit']}"


# --- the region table -------------------------------------------------------------------------


@dataclass(slots=True)
class _Answer:
    """A row of the table beside the gold row it may answer."""

    number: int
    row: Row
    cells: dict[str, bool]
    named: bool
    fit: float = field(default=0.0)


def table_scores(gold: Sequence[Row], table: Sequence[Row]) -> Scores:
    """Rows found, cells right, measures right, and the share of rows about regions that are wanted, for one file."""
    taken: set[int] = set()
    rows, cells, measures, extra = [], [], [], []
    for wanted in gold:
        answer = _best(wanted, [(n, row) for n, row in enumerate(table) if n not in taken])
        if answer is None:
            lost = [stage for stage in STAGES if wanted.get(stage, UNSCORED) not in ("", UNSCORED)]
            rows.append(f"{_title(wanted)}: no such row; wanted {', '.join(f'{stage} {wanted[stage]}' for stage in lost)}")
            cells += [(stage, f"{_title(wanted)}: {stage} {wanted[stage]!r} wanted, no row") for stage in lost]
            continue
        taken.add(answer.number)
        rows.append("")
        named = f"{_title(wanted)}: measure {wanted['measure']!r} wanted, got {answer.row['measure']!r}"
        measures.append("" if answer.named else named)
        for stage, right in answer.cells.items():
            said = f"{_title(wanted)}: {stage} {wanted.get(stage)!r} wanted, got {_cell_text(answer.row[stage])}"
            cells.append((stage, "" if right else said))
    for number, row in enumerate(table):
        if number not in taken and row["region"]:
            said = ", ".join(f"{stage} {_cell_text(row[stage])}" for stage in STAGES if row[stage])
            extra.append(f"{_title(row)}: no such row wanted; {said}")
    scores = {
        "rows": _score(rows),
        "cells": _score([miss for _, miss in cells]),
        "measures": _score(measures),
        "row precision": _score([*("" for _ in taken), *extra]),
    }
    return scores | {stage: _score([miss for at, miss in cells if at == stage]) for stage in STAGES}


def _score(misses: Sequence[str]) -> Score:
    """One text for each that was counted, empty where it was right."""
    return Score(misses.count(""), len(misses), tuple(miss for miss in misses if miss))


def _best(wanted: Row, table: Iterable[tuple[int, Row]]) -> _Answer | None:
    """The row that has most in common with the wanted one: a cell counts one, the measure more, the item less."""
    best: _Answer | None = None
    for number, row in table:
        if not (_same_place(wanted["region"], row) and _comparable(unit(wanted["unit"]), unit(row["unit"]))):
            continue
        answer = _Answer(number, row, dict(_cells(wanted, row)), measure(row["measure"]) == measure(wanted["measure"]))
        stated = sum(right for stage, right in answer.cells.items() if wanted.get(stage))
        answer.fit = stated + 1.5 * answer.named + 0.5 * (item(row["item"]) == item(wanted["item"]))
        if (stated or answer.named) and (best is None or answer.fit > best.fit):
            best = answer
    return best


def _cells(wanted: Row, row: Row) -> Iterator[tuple[str, bool]]:
    """Each cell that is scored and whether it is right; what may be empty and is does not count."""
    units = unit(wanted["unit"]), unit(row["unit"])
    for stage in STAGES:
        said, cell = wanted.get(stage, UNSCORED), row[stage]
        if said == UNSCORED or (said.startswith("?") and cell is None):
            continue
        if not said.lstrip("?") or cell is None:
            yield stage, not said and cell is None
            continue
        low, _, high = said.lstrip("?").partition("-")
        ends = (Decimal(low), cell["low"]), (Decimal(high or low), cell["high"])
        yield stage, all(same_amount(want, got, *units) for want, got in ends)


def _same_place(wanted: str, row: Row) -> bool:
    """Whether the row is about the region; about an agency, whether it names it or is no region's."""
    if any(f" {wanted}".endswith(f" {agency}") for agency in SAME["agencies"]["names"]):
        return region(wanted) in (region(row["region"]), region(row["party"])) or not region(row["region"])
    return region(wanted) == region(row["region"])


def _comparable(wanted: str, got: str) -> bool:
    return wanted == got or (wanted in KILOGRAMS and got in KILOGRAMS)


def _title(row: Row) -> str:
    return " | ".join(row.get(key) or "-" for key in ("region", "item", "measure", "unit"))


def _cell_text(cell: Row | None) -> str:
    if cell is None:
        return "nothing"
    ends = f"{cell['low']}" if cell["low"] == cell["high"] else f"{cell['low']} to {cell['high']}"
    return f"{ends} on line {cell['line']} ({cell['basis']})"

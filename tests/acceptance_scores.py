"""How well figures and region tables agree with the gold, measure by measure, with every miss in words.

A figure answers a gold row when their spans overlap and both ends of the amount agree in the gold's
unit; a row of the table answers the gold row of its region whose cells and names it fits best.  What
counts as the same unit, region or measure is data: ``gold/same.toml``.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
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
class Verdict:
    """What is wanted at one place, what was got there, and whether that is right.

    Nothing is wanted where a figure or row is spare.  The key names the place in every run over the same gold.
    """

    key: str
    place: str
    aspect: str
    wanted: str
    got: str
    right: bool

    def __str__(self) -> str:
        return f"{self.place}: {self.aspect} {self.wanted or 'nothing'} wanted, got {self.got or 'nothing'}"


@dataclass(frozen=True, slots=True)
class Score:
    """How many of how many were right, and what was wrong with the others."""

    verdicts: tuple[Verdict, ...] = ()

    @property
    def right(self) -> int:
        return sum(verdict.right for verdict in self.verdicts)

    @property
    def of(self) -> int:
        return len(self.verdicts)

    @property
    def misses(self) -> tuple[str, ...]:
        return tuple(str(verdict) for verdict in self.verdicts if not verdict.right)

    @property
    def ratio(self) -> float:
        return self.right / self.of if self.of else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(self.verdicts + other.verdicts)


Scores = dict[str, Score]


def pooled(scores: Iterable[Scores]) -> Scores:
    """The scores of several files as if they were one; a measure that some files lack is that of the others."""
    total: Scores = {}
    for one in scores:
        total |= {measure: total.get(measure, Score()) + score for measure, score in one.items()}
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
    if abs(wanted - got) <= ROUNDED * max(Decimal(1), abs(wanted), abs(got)):
        return True
    if wanted_unit not in KILOGRAMS or got_unit not in KILOGRAMS:
        return False
    weight = wanted * KILOGRAMS[wanted_unit]
    return abs(weight - got * KILOGRAMS[got_unit]) <= CONVERTED * max(Decimal(1), weight)


# --- figures ----------------------------------------------------------------------------------


def figure_scores(gold: Sequence[Row], figures: Sequence[Row]) -> Scores:
    """Recall, precision and the reading of each field, for the figures of one file.

    Fields are compared for core figures that were found, where the gold has something to say.
    """
    counted = [row for row in gold if row["tier"] != "optional"]
    optional = [row for row in gold if row["tier"] == "optional"]
    there, others = _paired(counted, figures)
    extra = [figure for figure in others if not any(_overlap(row, figure) for row in optional)]
    found = [_found(str(n), row, figure) for n, (row, figure) in enumerate(zip(counted, there, strict=True))]
    spare = [Verdict(_span(figure), _at(figure), "figure", "", _value(figure), False) for figure in extra]
    core = [n for n, row in enumerate(counted) if row["tier"] == "core"]
    read_core = [(str(n), counted[n], there[n]) for n in core if found[n].right]
    scores = {
        "core recall": Score(tuple(found[n] for n in core)),
        "extended recall": Score(tuple(found[n] for n in range(len(counted)) if n not in core)),
        "recall": Score(tuple(found)),
        "precision": Score((*(found[n] for n, figure in enumerate(there) if figure), *spare)),
    }
    return scores | {reading: _field_score(reading, read_core) for reading in READINGS}


def _paired(rows: Sequence[Row], figures: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The figure at the place of each row, with its amount if there is such a one, empty if there is none; and all other figures."""
    there: list[Row] = []
    left = list(figures)
    for row in rows:
        near = [figure for figure in left if _overlap(row, figure)]
        best = [figure for figure in near if _same_value(row, figure)] or near
        there.append(best[0] if best else {})
        left = [figure for figure in left if figure is not there[-1]]
    return there, left


def _found(key: str, row: Row, figure: Row) -> Verdict:
    right = bool(figure) and _same_value(row, figure)
    got = _value(figure) if figure else ""
    return Verdict(key, _at(row), "figure", _value(row), got if right or not got else f"{got} from {figure['quote']!r}", right)


def _field_score(reading: str, answered: Iterable[tuple[str, Row, Row]]) -> Score:
    form = FORMS[reading]
    verdicts = []
    for key, row, figure in answered:
        if row[reading]:
            right = form(figure[reading]) in [form(value) for value in row[reading].split("|")]
            verdicts.append(Verdict(key, _at(row), reading, row[reading], figure[reading] or "", right))
    return Score(tuple(verdicts))


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


def _span(figure: Row) -> str:
    return f"{figure['start']}-{figure['end']}"


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
    rows: list[Verdict] = []
    cells: list[Verdict] = []
    measures: list[Verdict] = []
    for n, wanted in enumerate(gold):
        answer = _best(wanted, [(number, row) for number, row in enumerate(table) if number not in taken])
        stated = ", ".join(f"{stage} {wanted[stage]}" for stage in STAGES if wanted.get(stage, UNSCORED) not in ("", UNSCORED))
        rows.append(Verdict(str(n), _title(wanted), "row", stated or "row", "the row" if answer else "", answer is not None))
        cells += _cell_verdicts(str(n), wanted, answer)
        if answer is not None:
            taken.add(answer.number)
            got = answer.row["measure"] or ""
            measures.append(Verdict(str(n), _title(wanted), "measure", wanted["measure"], got, answer.named))
    answers = [verdict for verdict in rows if verdict.right]
    scores = {
        "rows": Score(tuple(rows)),
        "cells": Score(tuple(cells)),
        "measures": Score(tuple(measures)),
        "row precision": Score((*answers, *_spare_rows(row for n, row in enumerate(table) if n not in taken and row["region"]))),
    }
    return scores | {stage: Score(tuple(verdict for verdict in cells if verdict.aspect == stage)) for stage in STAGES}


def _cell_verdicts(key: str, wanted: Row, answer: _Answer | None) -> Iterator[Verdict]:
    """One verdict for each cell that is scored; of a row that is lost, for each that the gold fills."""
    cells = answer.cells if answer else {stage: False for stage in STAGES if wanted.get(stage, UNSCORED) not in ("", UNSCORED)}
    for stage, right in cells.items():
        got = _cell_text(answer.row[stage]) if answer else "no row"
        yield Verdict(f"{key} {stage}", _title(wanted), stage, wanted.get(stage) or "nothing", got, right)


def _spare_rows(table: Iterable[Row]) -> Iterator[Verdict]:
    """One verdict for each row that nobody wrote; rows of one title are told apart by their order."""
    seen: Counter[str] = Counter()
    for row in table:
        title = _title(row)
        seen[title] += 1
        said = ", ".join(f"{stage} {_cell_text(row[stage])}" for stage in STAGES if row[stage])
        yield Verdict(f"{title} {seen[title]}", title, "row", "", said or "an empty row", False)


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

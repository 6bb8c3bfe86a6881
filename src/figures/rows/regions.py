"""The rows of the region table in the order of the workbook, with what is reckoned from them.

First the rows of regions, by item, measure and region, then those that are no region's.  A region
that lies in another of the same item and measure, as all do in their state, is not counted beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from figures.amounts import metric_unit
from figures.model import Cell, Decision
from figures.names import contains_region
from figures.rows.exact import csv_text
from figures.rows.figures import figure_doubts
from figures.rows.index import RunIndex
from figures.rows.table import TABLE_CSV_COLUMNS, TABLE_STAGES, TableRow, decision_cells, flat_row

TONNE = "tonne"
REGION_CSV_COLUMNS = ("id", *TABLE_CSV_COLUMNS, *(f"{stage}_tonnes" for stage in TABLE_STAGES), "review")


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One row: its values, the decision it comes from, and in what other rows its amounts lie.

    ``within`` are the regions around it that have a row for the same item, measure and unit;
    ``counted`` holds, per stage with an amount, the regions whose amount already contains it;
    ``outer`` is set where another row's region lies in this one's; ``review`` says how its figures were reviewed.
    """

    row: TableRow
    decision: Decision
    within: tuple[str, ...] = ()
    counted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outer: bool = False
    review: str = ""

    def amount(self, stage: str) -> Decimal | None:
        cell = self.row[stage]
        return None if cell is None else cell["low"]

    def cells(self) -> Iterator[tuple[str, Cell]]:
        return decision_cells(self.decision)

    @property
    def total_unit(self) -> str:
        """The unit in which the row is added up."""
        return TONNE if tonnes_in(self.row["unit"]) is not None else self.row["unit"]


@cache
def tonnes_in(unit: str) -> Decimal | None:
    """Tonnes in one unit; None where the unit is no mass."""
    found = metric_unit(unit)
    return found[1] if found and found[0] == TONNE else None


def arrange_rows(
    table: Sequence[TableRow], decisions: Sequence[Decision], states: Mapping[str, str]
) -> tuple[list[RegionRow], list[RegionRow]]:
    """The rows of regions and the other rows, each in reading order; ``states`` say how figures were reviewed."""
    rows = [RegionRow(row, decision, review=_review(decision, states)) for row, decision in zip(table, decisions, strict=True)]
    regions = _overlapping([row for row in rows if row.decision.region is not None])
    others = [row for row in rows if row.decision.region is None]
    regions.sort(key=lambda row: (*_names(row, "item", "measure"), row.outer, *_names(row, "region"), row.total_unit, row.decision.letter))
    others.sort(key=lambda row: (*_names(row, "item", "measure", "party", "unit"), row.decision.letter))
    return regions, others


def _names(row: RegionRow, *names: str) -> tuple[str, ...]:
    return tuple(row.row[name] or "" for name in names)


def _review(decision: Decision, states: Mapping[str, str]) -> str:
    """How the figures of a row were reviewed, stage by stage."""
    if not states:
        return ""
    said = {f"{stage}: {states[id]}": None for stage, cell in decision_cells(decision) for id in cell.figures if id in states}
    return "; ".join(said)


def _overlapping(rows: Sequence[RegionRow]) -> list[RegionRow]:
    """The rows, each with the regions around its own that have a row of the same item, measure and unit."""
    groups: dict[tuple[str, ...], dict[str, list[RegionRow]]] = {}
    for row in rows:
        groups.setdefault(_same_things(row), {}).setdefault(row.row["region"], []).append(row)
    contains = cache(contains_region)
    around = {
        (things, inner): tuple(outer for outer in by_region if outer != inner and contains(outer, inner))
        for things, by_region in groups.items()
        for inner in by_region
    }
    outer = {(things, region) for (things, _), regions in around.items() for region in regions}
    placed = []
    for row in rows:
        things, region = _same_things(row), row.row["region"]
        within, by_region = around[things, region], groups[things]
        counted = {
            stage: tuple(o for o in within if any(other.row[stage] is not None for other in by_region[o]))
            for stage in TABLE_STAGES
            if row.row[stage] is not None
        }
        placed.append(replace(row, within=within, counted=counted, outer=(things, region) in outer))
    return placed


def _same_things(row: RegionRow) -> tuple[str, ...]:
    return (*_names(row, "item", "measure"), row.total_unit)


def row_doubts(row: RegionRow, index: RunIndex) -> str:
    """What is unclear about the figures of a row, each doubt once."""
    said: dict[str, None] = {}
    for _, cell in row.cells():
        for id in cell.figures:
            if id in index.figures:
                said |= dict.fromkeys(doubt.message for doubt in figure_doubts(index.figures[id]))
    return " ".join(said)


def regions_csv(rows: Iterable[RegionRow]) -> str:
    """``regions.csv``: the rows of the two sheets, one after the other."""
    return csv_text(REGION_CSV_COLUMNS, (_flat(row) for row in rows))


def _flat(row: RegionRow) -> TableRow:
    per = tonnes_in(row.row["unit"])
    tonnes = {f"{stage}_tonnes": _tonnes(row.amount(stage), per) for stage in TABLE_STAGES}
    return flat_row(row.row) | tonnes | {"id": row.decision.id, "review": row.review}


def _tonnes(amount: Decimal | None, per: Decimal | None) -> Decimal | None:
    return None if amount is None or per is None else Decimal(f"{amount * per:.12g}")

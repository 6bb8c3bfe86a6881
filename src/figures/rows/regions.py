"""The rows of the region table in the order of the workbook, with what is reckoned from them.

First the rows of regions, by item, measure and region, then those that are no region's.  A region
that lies in another of the same item and measure, as all do in the Union, is not counted beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from figures.model import Cell, Decision
from figures.names import contains_region
from figures.rows import exact, table
from figures.rows import figures as figure_rows
from figures.rows.index import Index

TONNE = "tonne"
CSV_COLUMNS = ("id", *table.CSV_COLUMNS, *(f"{stage}_tonnes" for stage in table.STAGES), "review")


@dataclass(slots=True)
class RegionRow:
    """One row: its values, the decision it comes from, and in what other rows its amounts lie.

    ``within`` are the regions around it that have a row for the same item, measure and unit;
    ``counted`` holds, per stage with an amount, the regions whose amount already contains it.
    """

    row: table.Row
    decision: Decision
    within: tuple[str, ...] = ()
    counted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outer: bool = False
    review: str = ""

    def amount(self, stage: str) -> Decimal | None:
        cell = self.row[stage]
        return None if cell is None else cell["low"]

    def cells(self) -> Iterable[tuple[str, Cell]]:
        for stage in table.STAGES:
            cell = getattr(self.decision, stage)
            if cell is not None:
                yield stage, cell

    @property
    def total_unit(self) -> str:
        """The unit in which the row is added up."""
        return TONNE if factor(self.row["unit"]) is not None else self.row["unit"]


@cache
def factor(unit: str) -> Decimal | None:
    """Tonnes in one unit; None where the unit is no mass."""
    from figures.amounts import metric_unit

    found = metric_unit(unit)
    return found[1] if found and found[0] == TONNE else None


def arranged(table: Sequence[table.Row], decisions: Sequence[Decision], states: dict[str, str]) -> tuple[list[RegionRow], list[RegionRow]]:
    """The rows of regions and the other rows, each in reading order; ``states`` say how figures were reviewed."""
    rows = [RegionRow(row, decision) for row, decision in zip(table, decisions, strict=True)]
    for row in rows:
        row.review = _review(row, states)
    regions = [row for row in rows if row.decision.region is not None]
    others = [row for row in rows if row.decision.region is None]
    _overlaps(regions)
    regions.sort(key=lambda row: (*_names(row, "item", "measure"), row.outer, *_names(row, "region"), row.total_unit, row.decision.letter))
    others.sort(key=lambda row: (*_names(row, "item", "measure", "party", "unit"), row.decision.letter))
    return regions, others


def _names(row: RegionRow, *names: str) -> tuple[str, ...]:
    return tuple(row.row[name] or "" for name in names)


def _review(row: RegionRow, states: dict[str, str]) -> str:
    """How the figures of a row were reviewed, stage by stage."""
    if not states:
        return ""
    said = {f"{stage}: {states[id]}": None for stage, cell in row.cells() for id in cell.figures if id in states}
    return "; ".join(said)


def _overlaps(rows: Sequence[RegionRow]) -> None:
    """Find the rows whose region lies in that of another row of the same item, measure and unit."""

    groups: dict[tuple[str, ...], dict[str, list[RegionRow]]] = {}
    for row in rows:
        groups.setdefault((*_names(row, "item", "measure"), row.total_unit), {}).setdefault(row.row["region"], []).append(row)
    contains = cache(contains_region)
    for by_region in groups.values():
        for inner, mine in by_region.items():
            around = [outer for outer in by_region if outer != inner and contains(outer, inner)]
            for outer in around:
                for row in by_region[outer]:
                    row.outer = True
            for row in mine:
                row.within = tuple(around)
                for stage in table.STAGES:
                    if row.row[stage] is not None:
                        row.counted[stage] = tuple(o for o in around if any(other.row[stage] is not None for other in by_region[o]))


def doubts(row: RegionRow, index: Index) -> str:
    """What is unclear about the figures of a row, each doubt once."""
    said: dict[str, None] = {}
    for _, cell in row.cells():
        for id in cell.figures:
            if id in index.figures:
                said |= dict.fromkeys(doubt.message for doubt in figure_rows.doubts(index.figures[id]))
    return " ".join(said)


def as_csv(rows: Iterable[RegionRow]) -> str:
    """``regions.csv``: the rows of the two sheets, one after the other."""
    return exact.csv_text(CSV_COLUMNS, (_flat(row) for row in rows))


def _flat(row: RegionRow) -> table.Row:
    per = factor(row.row["unit"])
    tonnes = {f"{stage}_tonnes": _tonnes(row.amount(stage), per) for stage in table.STAGES}
    return table.flat(row.row) | tonnes | {"id": row.decision.id, "review": row.review}


def _tonnes(amount: Decimal | None, per: Decimal | None) -> Decimal | None:
    return None if amount is None or per is None else Decimal(f"{amount * per:.12g}")

"""The Charts sheet: native charts over the rows of Regions, in shades that stay apart in greyscale.

They plot cells, so they follow corrections, the factor in Units and the filter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from figures.reports.workbook.book import Book
from figures.rows import BARGAINED, SHEETS, TONNE, RegionRow

MOST = 6
"""Charts on the sheet; the table can be charted further by hand."""
ROWS = 40
"""Rows of one chart; more bars cannot be told apart on a page."""
SHADES = ("#D5DDE8", "#7D93B2", "#1F2A44")
"""Light, middle, dark: told apart by brightness alone."""
CHART_WIDTH, ROW_HEIGHT, LEAST_CHART, HIGHEST_CHART = 940, 34, 420, 1240
LINES = 20
"""Pixels of a sheet row of default height."""


@dataclass(frozen=True, slots=True)
class Bars:
    """One chart: rows ``first`` to ``last`` of Regions and the stages plotted."""

    title: str
    axis: str
    first: int
    last: int
    series: tuple[tuple[str, str], ...]
    """Name in the legend and header of the column."""
    by_measure: bool


def find_charts(regions: Sequence[RegionRow]) -> list[Bars]:
    """What is worth a chart: per item what was asked and given, and per plan this year against last."""
    bars: list[Bars] = []
    numbered = list(enumerate(regions, start=2))
    for item, of_item in groupby(numbered, key=lambda pair: pair[1].row["item"]):
        rows = [pair for pair in of_item if pair[1].total_unit == TONNE]
        for measure, of_measure in groupby(rows, key=lambda pair: pair[1].row["measure"]):
            mine = [pair for pair in of_measure if not pair[1].outer]
            if len([1 for _, row in mine if row.row["delivered"] and (row.row["proposed"] or row.row["granted"])]) > 1 and _solid(mine):
                bars.append(_against_last_year(item, measure, mine))
        asked = [pair for pair in rows if pair[1].row["requested"] and not pair[1].outer]
        if len({row.row["region"] for _, row in asked}) > 1 and _solid(rows):
            bars.append(_asked_and_given(item, rows))
    return sorted(bars, key=lambda one: not one.by_measure)[:MOST]


def _solid(rows: Sequence[tuple[int, RegionRow]]) -> bool:
    return bool(rows) and rows[-1][0] - rows[0][0] == len(rows) - 1


def _asked_and_given(item: str | None, rows: Sequence[tuple[int, RegionRow]]) -> Bars:
    first, last = rows[0][0], rows[-1][0]
    what = (item or "amounts").capitalize()
    series = tuple((stage, f"{stage} in tonnes") for stage in BARGAINED)
    return Bars(f"{what} by measure and region: requested, proposed, granted", "tonnes", first, min(last, first + ROWS - 1), series, True)


def _against_last_year(item: str | None, measure: str | None, rows: Sequence[tuple[int, RegionRow]]) -> Bars:
    first, last = rows[0][0], rows[-1][0]
    stage = "granted" if all(row.row["granted"] for _, row in rows) else "proposed"
    if stage == "proposed" and all(row.row["obligation"] for _, row in rows):
        stage = "obligation"
    what = f"{(item or '')} {measure or ''}".strip().capitalize()
    named = {"granted": "this year, granted", "proposed": "this year, proposed", "obligation": "this year, obligation"}[stage]
    series = (("last year", "delivered in tonnes"), (named, f"{stage} in tonnes"))
    return Bars(f"{what} by region: this year against last", "tonnes", first, min(last, first + ROWS - 1), series, False)


def write_charts(book: Book, regions: Sequence[RegionRow]) -> None:
    """Draw the charts, one under the other, each on a page of its own in print."""
    sheet = book.sheet(SHEETS.charts)
    at = 0
    breaks = []
    for bars in find_charts(regions):
        rows = bars.last - bars.first + 1
        height = min(max(LEAST_CHART, rows * ROW_HEIGHT + 130), HIGHEST_CHART)
        chart = book.chart({"type": "bar"})
        for number, (name, header) in enumerate(bars.series):
            column = SHEETS.regions.at(header)
            names = SHEETS.regions.at("label" if bars.by_measure else "region")
            shade = SHADES[number if len(bars.series) > 2 else number * 2]
            chart.add_series({
                "name": name,
                "categories": [SHEETS.regions.name, bars.first - 1, names, bars.last - 1, names],
                "values": [SHEETS.regions.name, bars.first - 1, column, bars.last - 1, column],
                "fill": {"color": shade}, "border": {"color": "#1F2A44", "width": 0.5}, "gap": 60,
            })  # fmt: skip
        chart.set_title({"name": bars.title, "name_font": {"size": 13}, "overlay": False})
        chart.set_x_axis({"name": bars.axis, "num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#C8C8C8"}}})
        named = "region and measure" if bars.by_measure else "region"
        chart.set_y_axis({"name": named, "reverse": True, "crossing": "max", "num_font": {"size": 9}})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": CHART_WIDTH, "height": height})
        said = f"{bars.title}, in {bars.axis}; rows {bars.first} to {bars.last} of the sheet {SHEETS.regions.name}."
        sheet.insert_chart(at, 0, chart, {"description": said, "object_position": 3})
        at += -(-height // LINES) + 4
        breaks.append(at - 1)
    sheet.set_h_pagebreaks(breaks[:-1])

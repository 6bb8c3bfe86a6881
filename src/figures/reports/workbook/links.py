"""Where each figure and each source line stands in the workbook, for the links between its sheets."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from figures.model import Cell
from figures.reports.workbook.book import CellLink, Value
from figures.reviews import MAX_TEXT
from figures.rows import SHEETS, RunIndex

CHUNK = MAX_TEXT // 2
"""A longer source line takes several rows, so that its characters fit whatever they are."""


class SheetPlaces:
    """The row (counted from 1, the header is 1) on which each figure and each source line stands."""

    def __init__(self, index: RunIndex) -> None:
        self.index = index
        self.figure = {figure.id: row for row, figure in enumerate(index.run.figures, start=2)}
        self.dates = {letter.id: letter.date for letter in index.run.letters}
        self._first_rows: dict[str, list[int]] = {}
        row = 2
        for edition in index.run.editions:
            self._first_rows[edition.id] = first = []
            for line in range(1, len(edition.line_starts) + 1):
                first.append(row)
                span = edition.line_span(line)
                row += max(1, -(-(span.end - span.start) // CHUNK))

    def source(self, edition: str, offset: int) -> int:
        """The row of the Source sheet that holds the character at ``offset``."""
        text = self.index.editions[edition]
        line = text.line(offset)
        return self._first_rows[edition][line - 1] + (offset - text.line_starts[line - 1]) // CHUNK

    def source_link(self, edition: str, offset: int) -> CellLink:
        """The line number of an offset, leading to that line."""
        return CellLink(self.index.editions[edition].line(offset), SHEETS.source.name, self.source(edition, offset))

    def amount(self, value: Decimal, cell: Cell) -> Value:
        """An amount leading to its figure; one that rests on words alone, as a refusal does, to their line."""
        if not cell.figures and cell.evidence:
            return CellLink(value, SHEETS.source.name, self.source(cell.edition, cell.evidence[0].start))
        return self.figure_links(cell.figures, value)

    def figure_links(self, ids: Sequence[str], value: Decimal | int | str) -> Value:
        """A value leading to the first of the figures it rests on."""
        return CellLink(value, SHEETS.figures.name, self.figure[ids[0]]) if ids else value

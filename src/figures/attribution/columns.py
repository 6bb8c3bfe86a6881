"""Part of station 7: the columns of a table in the text, and what their headings say.

A row is a paragraph whose amounts follow one another with nothing but spaces and rulings between
them; the heading is the paragraph without amounts above the rows.  Its cells are parted by bars,
semicolons, commas or wide spaces and belong to the amounts of a row from the right, because the
first cell names the rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from figures.model import BODY, STATED, Figure, Paragraph, Quantity, Reading
from figures.sentences.small_words import Structure

_BETWEEN_CELLS = re.compile(r"[\s|;,]*")
_CELL = re.compile(r"(?:[^|;,\s]|[ \xa0](?![ \xa0]))+")


def is_row(text: str, quantities: Sequence[Quantity]) -> bool:
    """Whether the amounts of a paragraph stand side by side as cells of one row."""
    return len(quantities) > 1 and all(_BETWEEN_CELLS.fullmatch(text, left.end, right.start) for left, right in pairwise(quantities))


def heading_cells(
    text: str, paragraphs: Sequence[Paragraph], index: int, by_paragraph: Mapping[int, list[Quantity]]
) -> list[tuple[int, int]]:
    """The spans of the heading's cells that stand over the amounts of a row, or none."""
    above = index - 1
    while above in by_paragraph and is_row(text, by_paragraph[above]):
        above -= 1
    if above < 0 or above in by_paragraph or paragraphs[above].role != BODY:
        return []
    cells = [m.span() for m in _CELL.finditer(text, paragraphs[above].start, paragraphs[above].end) if m.group().strip()]
    count = len(by_paragraph[index])
    return cells[-count:] if len(cells) >= count else []


def column_stage(text: str, cell: tuple[int, int], words: Structure) -> Reading | None:
    """The stage that a column's heading gives its amounts: what is planned is due, what was done is delivered."""
    stages, _, marks = words.reading.find(text, *cell)
    planned = next((c for c in marks if c.kind.value == "planned"), None)
    done = next((c for c in stages if c.kind.value == "deliver"), None)
    chosen, stage = (done, "delivered") if done else (planned, "obligation")
    return Reading((stage,), STATED, (chosen.evidence,)) if chosen else None


def by_column(text: str, row: list[Figure], cells: Sequence[tuple[int, int]], words: Structure) -> list[Figure]:
    """The figures of a table row with the stage their column's heading gives them."""
    if not cells:
        return row
    return [_in_column(figure, column_stage(text, cell, words)) for figure, cell in zip(row, cells, strict=True)]


def _in_column(figure: Figure, stage: Reading | None) -> Figure:
    """A share of the plan tells what was done, whatever else its column's heading says."""
    if stage is None:
        return figure
    return replace(figure, stage=replace(stage, values=("delivered",)) if figure.quantity.kind == "share" else stage)

"""The columns of a table in the text, and what their headings say.

A row is a paragraph whose amounts follow one another with nothing but spaces and rulings between
them; the heading is the paragraph without amounts above the rows.  Its cells are parted by bars,
semicolons, commas or wide spaces and belong to the amounts of a row from the right, because the
first cell names the rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from figures.attribution.speakers import Voice
from figures.language import Cue
from figures.model import BODY, STATED, Figure, Paragraph, Quantity, Reading
from figures.sentences import TELLING, Known, Structure, gather

_BETWEEN_CELLS = re.compile(r"[\s|;,]*")
_RULED = re.compile(r"[^|]+")
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
    cell = _RULED if "|" in text[paragraphs[above].start : paragraphs[above].end] else _CELL
    cells = [m.span() for m in cell.finditer(text, paragraphs[above].start, paragraphs[above].end) if m.group().strip()]
    count = len(by_paragraph[index])
    return cells[-count:] if len(cells) >= count else []


@dataclass(frozen=True, slots=True)
class _Head:
    """What the heading of a column says of its amounts; what it leaves open is None."""

    stage: Reading | None
    region: Reading | None
    item: Reading | None
    measure: Reading | None


def by_column(text: str, row: list[Figure], cells: Sequence[tuple[int, int]], voice: Voice, words: Structure) -> list[Figure]:
    """The figures of a table row with what their column's heading says of them."""
    if not cells:
        return row
    heads = [_head(text, cell, voice, words) for cell in cells]
    if {head.stage.value for head in heads if head.stage} >= {"requested", "granted"}:
        heads = [replace(head, stage=_laid_before(head.stage)) for head in heads]
    return [_in_column(figure, head) for figure, head in zip(row, heads, strict=True)]


def _head(text: str, cell: tuple[int, int], voice: Voice, words: Structure) -> _Head:
    """What a column's heading says: the stage by its verb, else what is planned is due."""
    said = gather(text, cell, (), Known(words))
    act = said.sentence.last_act()
    planned = said.mark("planned", *cell)
    stage = None
    if act is not None and act.strength == TELLING:
        stage = Reading((voice.stage(act.name),), STATED, (act.evidence,))
    elif planned is not None:
        stage = Reading(("obligation",), STATED, (planned.evidence,))
    region = Reading(said.regions[0].names, STATED, (said.regions[0].evidence,)) if said.regions else None
    return _Head(stage, region, _named(said.items), _named([c for c in said.measures if not c.kind.weak]))


def _named(cues: Sequence[Cue]) -> Reading | None:
    return Reading((cues[0].kind.value,), STATED, (cues[0].evidence,)) if cues else None


def _laid_before(stage: Reading | None) -> Reading | None:
    """A plan between what was asked and what was confirmed was laid before those who confirmed it."""
    return replace(stage, values=("proposed",)) if stage and stage.value == "obligation" else stage


def _in_column(figure: Figure, head: _Head) -> Figure:
    """A share of the plan tells what was done, whatever else its column's heading says."""
    stage = head.stage or figure.stage
    if head.stage and figure.quantity.kind == "share":
        stage = replace(head.stage, values=("delivered",))
    region = figure.region if figure.region.status == STATED else head.region or figure.region
    return replace(figure, stage=stage, region=region, item=head.item or figure.item, measure=head.measure or figure.measure)

"""Part of station 7: which paragraphs are read, and which go on with the topic of the one before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from figures.attribution.columns import is_row
from figures.attribution.stages import StageMemory
from figures.model import BODY, Paragraph, Quantity
from figures.sentences.clauses import Structure, point_number

LIST_MARK = re.compile(r"\s*(?:[-–—•*]|\(?(?:\d{1,2}|[ivx]{1,5}|[a-zа-я])\s?[).])\s*", re.IGNORECASE)
"""What a row of a list may open with."""


def introductions(text: str, paragraphs: Sequence[Paragraph], by_paragraph: Mapping[int, list[Quantity]]) -> set[int]:
    """Paragraphs without amounts that open a list with a colon, and the title and heading above a table's rows."""
    opened = set()
    for index, quantities in by_paragraph.items():
        row = is_row(text, quantities)
        for before in (index - 1, index - 2):  # the heading of a table may stand between
            if before < 0 or before in by_paragraph:
                break
            if paragraphs[before].role == BODY and (row or text[paragraphs[before].end - 1] == ":"):
                opened.add(before)
    return opened


def goes_on(text: str, paragraphs: Sequence[Paragraph], before: int, index: int, memory: StageMemory, words: Structure) -> bool:
    """Whether a paragraph goes on with the topic of the one read before."""
    if before < 0 or paragraphs[before].role != paragraphs[index].role or paragraphs[before].note != paragraphs[index].note:
        return False
    here = paragraphs[index]
    if memory.listed:
        return index <= before + 2 or here.role != BODY or bool(LIST_MARK.match(text, here.start, here.end))
    if words.marks.search("same", text, here.start, min(here.end, here.start + 60)):
        return True
    return not point_number(text, here.start, here.end) and point_number(text, paragraphs[before].start, paragraphs[before].end) > 0


def share_out(spans: Sequence[tuple[int, int]], quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """The quantities of each sentence."""
    shared: list[list[Quantity]] = [[] for _ in spans]
    number = 0
    for quantity in quantities:
        while quantity.start >= spans[number][1]:
            number += 1
        shared[number].append(quantity)
    return shared

"""Which paragraphs are read, and what one paragraph leaves to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from figures.attribution.columns import is_row
from figures.attribution.context import Stack
from figures.language import opens_row, point_number
from figures.model import BODY, INHERITED, NOTHING_READ, Figure, Paragraph, Quantity, Reading

_LIST_LENGTH = 3
"""Paragraphs looked back to tell whether a list was of one region: two rows differ where regions are listed."""


def introductions(text: str, paragraphs: Sequence[Paragraph], by_paragraph: Mapping[int, list[Quantity]]) -> set[int]:
    """Paragraphs without amounts above others: what opens a list with a colon, the head of a table, a sentence before amounts."""
    opened = set()
    for index, quantities in by_paragraph.items():
        row = is_row(text, quantities)
        for before in (index - 1, index - 2):  # the heading of a table may stand between
            if before < 0 or before in by_paragraph:
                break
            if paragraphs[before].role == BODY and (row or before == index - 1 or text[paragraphs[before].end - 1] == ":"):
                opened.add(before)
    return opened


def entered(stack: Stack, text: str, paragraphs: Sequence[Paragraph], before: int, index: int, language: str) -> Stack:
    """The stack at the head of a paragraph.

    A paragraph goes on with the one before, unless that has another role (a footnote) or this opens
    another numbered point; an open list is over behind a gap.
    """
    here = paragraphs[index]
    if before < 0 or (paragraphs[before].role, paragraphs[before].note) != (here.role, here.note):
        return stack.fresh()
    if stack.here.listed and (index <= before + 2 or here.role != BODY or opens_row(text, here.start, here.end)):
        return stack
    number = point_number(text, here.start, here.end, language)
    if number and number != point_number(text, paragraphs[before].start, paragraphs[before].end, language):
        return stack.fresh()
    return stack.close_list(NOTHING_READ).next_paragraph() if stack.here.listed else stack.next_paragraph()


def whole_sentences(spans: Sequence[tuple[int, int]], quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """The sentences of a paragraph; what looks like the end of one inside an amount (``14s. 6d.``) is none."""
    joined: list[tuple[int, int]] = []
    for span in spans:
        if joined and any(q.start < span[0] < q.end for q in quantities):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def share_out(spans: Sequence[tuple[int, int]], quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """The quantities of each sentence."""
    shared: list[list[Quantity]] = [[] for _ in spans]
    number = 0
    for quantity in quantities:
        while quantity.start >= spans[number][1]:
            number += 1
        shared[number].append(quantity)
    return shared


def region_of_list(earlier: Sequence[Figure]) -> Reading:
    """What is said behind a list concerns its region if all its rows were of one."""
    last = earlier[-1].paragraph if earlier else 0
    rows = [f for f in earlier if last - f.paragraph < _LIST_LENGTH]
    alike = len(rows) > 1 and len({f.region.values for f in rows}) == 1 and rows[-1].region.values
    return Reading(rows[-1].region.values, INHERITED, rows[-1].region.evidence) if alike else NOTHING_READ

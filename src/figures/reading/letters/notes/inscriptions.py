"""What another hand wrote on the sheet, as editions print it: ``In the margin: "Agreed."``, ``[Endorsed by Mr. Bell: "40 tons."]``.

These are the editors' words about a decision, so they are notes, with the whole letter as what they speak of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from figures.language import swift_class, trie
from figures.model import NOTE, Paragraph
from figures.reading.letters.notes.footnotes import Row

_paragraph = swift_class(Paragraph)
_QUOTES = '“"«„'
_INTRODUCTION = 120
"""Longest introduction of an inscription, in characters, before its colon."""


def is_inscription(line: str, words: tuple[str, ...]) -> bool:
    """Whether a line says what somebody wrote on the sheet, and quotes it."""
    return line.startswith(_starts(words)) and _pattern(words).match(line) is not None


@cache
def _starts(words: tuple[str, ...]) -> tuple[str, ...]:
    """How such lines begin, to tell others without a pattern."""
    return tuple(f"{bracket}{word}" for word in words for bracket in ("", "[", "("))


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[\[(]?{trie(words)}(?!\w)[^{_QUOTES}:]{{0,{_INTRODUCTION}}}:[ ]?[{_QUOTES}]")


def inscription_notes(rows: Sequence[Row], before: int) -> list[Paragraph]:
    """The inscriptions as notes without number or mark, counted on from the last footnote ``before`` them."""
    return [_paragraph(start, end, NOTE, before + n, None) for n, (start, end, _) in enumerate(rows, 1)]

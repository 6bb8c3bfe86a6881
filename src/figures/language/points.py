"""The marks and numbers of points: ``1)``, ``2.``, a translator's ``three).``, and what a row of a list opens with.

The words for numbers of points are ``points`` of ``language.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from figures.language.word_lists import language_file

_OPENING = re.compile(r"\s*\(?(?:(\d{1,2})|([^\W\d_]+))\s?[).]")
_ROW = re.compile(r"\s*(?:[-–—•*]|\(?(?:\d{1,2}|[ivx]{1,5}|[^\W\d_])\s?[).])\s*", re.IGNORECASE)
_INSIDE = re.compile(r"(?:^|(?<=[\s:;,.]))(\d{1,2})\)")
_AT_HEAD = re.compile(r"\s*[\"“«]?(\d{1,2})\.\s")


class ListMark(NamedTuple):
    """The mark of a point: where it stands, and its number."""

    start: int
    end: int
    number: int


@cache
def point_numbers(language: str) -> Mapping[str, int]:
    """The words for numbers of points, in small letters: ``second``, ``two``, ``2`` and ``secondly`` are 2."""
    listed = language_file(language).points.words
    return MappingProxyType({form: number for number, forms in enumerate(listed, start=1) for form in forms.split("|")})


def point_number(text: str, start: int, end: int, language: str) -> int:
    """The number of the point that a paragraph opens with (``2)``, ``2.``, ``two).``), or 0.

    >>> [point_number(text, 0, len(text), "en") for text in ("2) Rye.", "(3) Oats", "two). Rye", "Rye. Oats")]
    [2, 3, 2, 0]
    """
    match = _OPENING.match(text, start, end)
    if match is None:
        return 0
    return int(match[1]) if match[1] else point_numbers(language).get(match[2].lower(), 0)


def opens_row(text: str, start: int, end: int | None = None) -> bool:
    """Whether a row of a list opens here: with a dash, a dot, a number, a Roman numeral or a letter.

    >>> [opens_row(text, 0) for text in ("- rye", "• rye", "b) rye", "iv. rye", "rye 5")]
    [True, True, True, True, False]
    """
    return _ROW.match(text, start, len(text) if end is None else end) is not None


def list_marks(text: str, start: int, end: int) -> list[ListMark]:
    """The marks of a list between two offsets: ``1)`` wherever a word may begin, and ``1.`` at the head of a line.

    >>> list_marks("1. Rye: 1) 5 tons, 2) 6 tons", 0, 28)
    [ListMark(start=0, end=3, number=1), ListMark(start=8, end=10, number=1), ListMark(start=19, end=21, number=2)]
    """
    marks = [ListMark(m.start(), m.end(), int(m[1])) for m in _INSIDE.finditer(text, start, end)] if text.find(")", start, end) >= 0 else []
    leading = _AT_HEAD.match(text, start, end) if not start or text[start - 1] == "\n" else None
    return [ListMark(leading.start(), leading.end(), int(leading[1])), *marks] if leading else marks

"""Footnotes of a letter: which lines are which note, and which digits in the text call them.

Editions print the mark as a small raised digit; in plain text it stands loose (``opinion 1 .``),
glued (``Bolsheviks1,``), at the end of a line (``18/VIII.36 1``) or, worst, between words like a
quantity (``8 2 people can be sent``).  So a digit is a mark only if a note with that number exists,
the marks keep the order of the notes, and the clearer form (:mod:`figures.reading.letters.notes.digits`)
wins over the less clear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from figures.language import swift_class
from figures.model import APPARATUS, NOTE, NoteMark, Paragraph
from figures.reading.letters.notes.digits import CERTAIN, LIKELY, NoteDigits

Row = tuple[int, int, str]
"""Start, end and text of a line without the space around it."""

_paragraph, _mark = swift_class(Paragraph), swift_class(NoteMark)
_START = attrgetter("start")

FARTHEST = 20
"""A printed note number that is off by more than this is no note number but the start of a sentence."""

_NUMBER = re.compile(r"(?P<open>[\[(]?)(?P<n>\d{1,3}|\*{1,4})(?P<close>[\])]?[.)]?)[ \t\u00a0]+(?=[^\W\d_a-zа-яё]|[\"“”«„‘'(\[…<])")
_INSIDE = re.compile(r"(?<![\w.,/-])(\d{1,2})[ ](?=[\"“«„‘])")


def footnotes_begin(digits: NoteDigits, row: Row, start: int) -> bool:
    """Whether footnotes begin at ``row`` without a rule: ``1 Number and date entered …``, called above."""
    match = _NUMBER.match(row[2])
    if match is None or match["close"] not in ("", "]") or match["n"] != "1":
        return False
    return digits.best(start, row[0], "1")[0] >= LIKELY


def read_footnotes(
    digits: NoteDigits, rows: Sequence[Row], start: int, end: int, above: Sequence[Paragraph] = ()
) -> tuple[list[Paragraph], tuple[NoteMark, ...]]:
    """Number the note ``rows`` and find their marks in the text from ``start`` to ``end``; ``above`` are the paragraphs there."""
    if not rows:
        return [], tuple(_orphans(digits, start, end))
    heads = _heads(digits, rows, start, end)
    marks = _Marks(digits, start, end, [head.number for head in heads]).read(above)
    paragraphs: list[Paragraph] = []
    ordinal, number = 0, None
    begins = iter((*heads, _NO_HEAD))
    head = next(begins)
    for i, (row_start, row_end, _) in enumerate(rows):
        if head.row == i:
            ordinal, number = ordinal + 1, head.printed
            if head.displaced:
                marks.append(_mark(head.displaced, head.displaced + len(head.number), head.number, ordinal))
            row_start += head.width
            head = next(begins)
        paragraphs.append(_paragraph(row_start, row_end, NOTE, ordinal, number))
    if len(marks) > 1:
        marks.sort(key=_START)
    return paragraphs, tuple(marks)


class Head(NamedTuple):
    """The row with which a note begins: its number, as printed there or None, how wide that is, where it stands if displaced, or 0."""

    row: int
    number: str
    printed: str | None
    width: int
    displaced: int


_NO_HEAD = Head(-1, "", None, 0, 0)
_Printed = tuple[str, int] | None
"""The number that a row begins with, and its width."""


def _printed_numbers(rows: Sequence[Row], months: frozenset[str]) -> list[_Printed]:
    """The note number with which each row begins, if it does; they rise, and all look like the first."""
    printed: list[_Printed] = []
    style: tuple[bool, str] | None = None
    previous = 0
    for _, _, line in rows:
        match = _NUMBER.match(line) if line[0] in "[(*0123456789" else None
        if match is None or line[match.end() : match.end() + 24].split(None, 1)[0].rstrip(".,") in months:
            printed.append(None)
            continue
        opened, name, closed = match.groups()
        shape = (bool(opened), closed)
        value = _value(name)
        style = style or shape
        if shape != style or abs(value - previous) > FARTHEST or (shape != (False, "") and value <= previous):
            printed.append(None)
            continue
        previous = value
        printed.append((name, match.end()))
    return printed


def _value(name: str) -> int:
    """The value of a printed number; asterisks count."""
    return int(name) if name[0] != "*" else len(name)


def _next_printed(printed: Sequence[_Printed]) -> list[str | None]:
    """For each row the next number printed behind it."""
    laters: list[str | None] = []
    later: str | None = None
    for here in reversed(printed):
        laters.append(later)
        later = here[0] if here else later
    laters.reverse()
    return laters


def _heads(digits: NoteDigits, rows: Sequence[Row], start: int, end: int) -> list[Head]:
    """The rows with which a note begins."""
    printed = _printed_numbers(rows, digits.months)
    heads: list[Head] = []
    expected = 1
    for i, (row, here, later) in enumerate(zip(rows, printed, _next_printed(printed), strict=True)):
        if here:
            heads.append(Head(i, here[0], here[0], here[1], 0))
            expected = _value(here[0]) + 1
            continue
        gap = later is not None and later.isdigit() and int(later) > expected
        inside = _INSIDE.search(row[2], 0, 60)
        if heads and inside and int(inside[1]) == expected and (gap or later is None):
            heads.append(Head(i, inside[1], inside[1], 0, row[0] + inside.start(1)))
        elif not heads or gap or (later is None and digits.best(start, end, str(expected))[0] >= CERTAIN):
            heads.append(Head(i, str(expected), None, 0, 0))
        else:
            continue
        expected += 1
    return heads


class _Marks:
    """One mark per note where there is one, in the order of the notes: the clear ones first, then what stands between them."""

    def __init__(self, digits: NoteDigits, start: int, end: int, numbers: list[str]) -> None:
        self.digits = digits
        self.start, self.end = start, end
        self.numbers = numbers
        self.names: list[str] = []
        """The digits by which each note is called."""
        self.found: list[int | None] = []

    def read(self, above: Sequence[Paragraph]) -> list[NoteMark]:
        position = self.start
        for number in self.numbers:
            place, name = self.digits.certain(position, self.end, number), number
            if place < 0 or place in self.found:
                place, name = self._called(position, number)
            self.names.append(name)
            self.found.append(place if place >= 0 else None)
            if place >= 0:
                position = max(position, place + len(name))
        if None in self.found:
            self._search_missing(above)
        return [_mark(p, p + len(self.names[i]), self.names[i], i + 1) for i, p in enumerate(self.found) if p is not None]

    def _called(self, position: int, number: str) -> tuple[int, str]:
        """Offset and digits of the next mark: the note's printed number, its ordinal, or one more than the last."""
        names = self.names
        following = str(int(names[-1]) + 1) if names and names[-1].isdigit() else number
        for option in dict.fromkeys((number, str(len(names) + 1), following)):
            strength, place = self.digits.best(position, self.end, option)
            if strength < LIKELY:
                strength, place = self.digits.best(self.start, position, option)
            if strength >= LIKELY and place not in self.found:
                return place, option
        return -1, number

    def _search_missing(self, above: Sequence[Paragraph]) -> None:
        """Less clear marks of the notes that no clear one calls."""
        for i, number in enumerate(self.numbers):
            if self.found[i] is None:
                place = self._in_apparatus(above, number)
                self.found[i] = place if place >= 0 and place not in self.found else None
            if self.found[i] is None:
                self.found[i] = self._between(i, number)

    def _in_apparatus(self, above: Sequence[Paragraph], number: str) -> int:
        """A less clear mark in a line of the apparatus, where digits are no quantities (``Telegram 1 from Moscow``)."""
        for p in above:
            if p.role == APPARATUS:
                place = self.digits.best(p.start, p.end, number)[1]
                if place >= 0:
                    return place
        return -1

    def _between(self, i: int, number: str) -> int | None:
        """A less clear mark between the one before and the next that is known."""
        before = self.found[i - 1] if i else None
        limit = next((f for f in self.found[i + 1 :] if f is not None), None)
        if before is None or limit is None:
            return None
        place = self.digits.best(before + len(self.names[i - 1]), limit, number)[1]
        return place if place >= 0 else None


def _orphans(digits: NoteDigits, start: int, end: int) -> list[NoteMark]:
    """Marks whose note is lost: only the form ``opinion 1 .``, which nobody writes otherwise."""
    marks: list[NoteMark] = []
    number = 1
    while True:
        place = digits.orphan(start, end, str(number))
        if place < 0:
            return marks
        marks.append(NoteMark(place + 1, place + 1 + len(str(number)), str(number), 0))
        start, number = place + 2, number + 1

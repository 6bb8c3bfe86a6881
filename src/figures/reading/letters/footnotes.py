"""Footnotes of a letter: which lines are which note, and which digits in the text call them.

Editions print the mark as a small raised digit; in plain text it stands loose (``opinion 1 .``),
glued (``Bolsheviks1,``), at the end of a line (``18/VIII.36 1``) or, worst, between words like a
quantity (``8 2 people can be sent``).  So a digit is a mark only if a note with that number exists,
the marks keep the order of the notes, and the clearer form wins over the less clear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from figures.language import swift_class
from figures.model import APPARATUS, NOTE, NoteMark, Paragraph

Row = tuple[int, int, str]
"""Start, end and text of a line without the space around it."""

_paragraph, _mark = swift_class(Paragraph), swift_class(NoteMark)
_START = attrgetter("start")

CERTAIN, LIKELY, POSSIBLE = 3, 2, 1
"""How clearly a digit is a mark; a possible one needs its neighbours' marks on both sides."""

FARTHEST = 20
"""A printed note number that is off by more than this is no note number but the start of a sentence."""

_NUMBER = re.compile(r"(?P<open>[\[(]?)(?P<n>\d{1,3}|\*{1,4})(?P<close>[\])]?[.)]?)[ \t\u00a0]+(?=[^\W\d_a-zа-яё]|[\"“”«„‘'(\[…<])")
_INSIDE = re.compile(r"(?<![\w.,/-])(\d{1,2})[ ](?=[\"“«„‘])")
_SPACES = " \t\u00a0"
_STOPS = ".,;:?!…"
_CLOSING = "\"”»’)]?!"


def opens(text: str, row: Row, start: int, months: frozenset[str], labels: frozenset[str]) -> bool:
    """Whether footnotes begin at ``row`` without a rule: ``1 Number and date entered …``, called above."""
    match = _NUMBER.match(row[2])
    if match is None or match["close"] not in ("", "]") or match["n"] != "1":
        return False
    return _best(text, start, row[0], "1", months, labels)[0] >= LIKELY


def read(
    text: str,
    rows: Sequence[Row],
    start: int,
    end: int,
    months: frozenset[str],
    labels: frozenset[str],
    above: Sequence[Paragraph] = (),
) -> tuple[list[Paragraph], tuple[NoteMark, ...]]:
    """Number the note ``rows`` and find their marks in ``text[start:end]``.

    A digit beside one of ``months`` is a day, behind one of ``labels`` a document's number.
    """
    if not rows:
        return [], tuple(_orphans(text, start, end, labels))
    heads = _heads(text, rows, start, end, months, labels)
    marks = _marks(text, start, end, [h[1] for h in heads], months, labels, above)
    paragraphs: list[Paragraph] = []
    ordinal, number = 0, None
    begins = iter((*heads, (-1, "", None, 0, 0)))
    head = next(begins)
    for i, (row_start, row_end, _) in enumerate(rows):
        if head[0] == i:
            ordinal, number = ordinal + 1, head[2]
            if head[4]:
                marks.append(_mark(head[4], head[4] + len(head[1]), head[1], ordinal))
            row_start += head[3]
            head = next(begins)
        paragraphs.append(_paragraph(row_start, row_end, NOTE, ordinal, number))
    if len(marks) > 1:
        marks.sort(key=_START)
    return paragraphs, tuple(marks)


Head = tuple[int, str, str | None, int, int]
"""Row, expected number, printed number, length of the printed number, offset of a displaced one or 0."""


def _heads(text: str, rows: Sequence[Row], start: int, end: int, months: frozenset[str], labels: frozenset[str]) -> list[Head]:
    """The rows with which a note begins."""
    printed: list[tuple[str, int] | None] = []
    style: tuple[bool, str] | None = None
    previous = 0
    for _, _, line in rows:
        match = _NUMBER.match(line) if line[0] in "[(*0123456789" else None
        if match and line[match.end() : match.end() + 24].split(None, 1)[0].rstrip(".,") in months:
            match = None
        if match:
            opened, name, closed = match.groups()
            shape = (bool(opened), closed)
            value = int(name) if name[0] != "*" else len(name)
            style = style or shape
            if shape != style or abs(value - previous) > FARTHEST or (shape != (False, "") and value <= previous):
                match = None
            else:
                previous = value
        printed.append((name, match.end()) if match else None)
    laters: list[str | None] = []
    later: str | None = None
    for here in reversed(printed):
        laters.append(later)
        later = here[0] if here else later
    laters.reverse()
    heads: list[Head] = []
    expected = 1
    for i, (row_start, _, line) in enumerate(rows):
        here = printed[i]
        if here:
            heads.append((i, here[0], here[0], here[1], 0))
            expected = (int(here[0]) if here[0].isdigit() else len(here[0])) + 1
            continue
        later = laters[i]
        gap = later is not None and later.isdigit() and int(later) > expected
        inside = _INSIDE.search(line, 0, 60)
        if heads and inside and int(inside[1]) == expected and (gap or later is None):
            heads.append((i, inside[1], inside[1], 0, row_start + inside.start(1)))
        elif not heads or gap or (later is None and _best(text, start, end, str(expected), months, labels)[0] >= CERTAIN):
            heads.append((i, str(expected), None, 0, 0))
        else:
            continue
        expected += 1
    return heads


def _marks(
    text: str,
    start: int,
    end: int,
    numbers: list[str],
    months: frozenset[str],
    labels: frozenset[str],
    above: Sequence[Paragraph],
) -> list[NoteMark]:
    """One mark per note where there is one, in the order of the notes."""
    found: list[int | None] = []
    names: list[str] = []
    position = start
    missing = False
    for number in numbers:
        place, name = _certain(text, position, end, number, months, labels), number
        if place < 0 or place in found:
            place, name = _called(text, start, position, end, number, names, found, months, labels)
        names.append(name)
        if place >= 0:
            found.append(place)
            position = max(position, place + len(name))
        else:
            found.append(None)
            missing = True
    if missing:
        _search_missing(text, numbers, names, found, months, labels, above)
    return [_mark(p, p + len(names[i]), names[i], i + 1) for i, p in enumerate(found) if p is not None]


def _called(
    text: str,
    start: int,
    position: int,
    end: int,
    number: str,
    names: list[str],
    found: list[int | None],
    months: frozenset[str],
    labels: frozenset[str],
) -> tuple[int, str]:
    """Offset and digits of the next mark: the note's printed number, its ordinal, or one more than the last."""
    following = str(int(names[-1]) + 1) if names and names[-1].isdigit() else number
    for option in dict.fromkeys((number, str(len(names) + 1), following)):
        strength, place = _best(text, position, end, option, months, labels)
        if strength < LIKELY:
            strength, place = _best(text, start, position, option, months, labels)
        if strength >= LIKELY and place not in found:
            return place, option
    return -1, number


def _search_missing(
    text: str,
    numbers: list[str],
    names: list[str],
    found: list[int | None],
    months: frozenset[str],
    labels: frozenset[str],
    above: Sequence[Paragraph],
) -> None:
    """Less clear marks of the notes that no clear one calls."""
    for i, number in enumerate(numbers):
        if found[i] is None:
            place = _in_apparatus(text, above, number, months, labels)
            found[i] = place if place >= 0 and place not in found else None
        if found[i] is None and i and found[i - 1] is not None:
            begin = found[i - 1] + len(names[i - 1])  # type: ignore[operator]
            limit = next((f for f in found[i + 1 :] if f is not None), None)
            if limit is not None:
                place = _best(text, begin, limit, number, months, labels)[1]
                found[i] = place if place >= 0 else None


def _in_apparatus(text: str, above: Sequence[Paragraph], number: str, months: frozenset[str], labels: frozenset[str]) -> int:
    """A less clear mark in a line of the apparatus, where digits are no quantities (``Telegram 1 from Moscow``)."""
    for p in above:
        if p.role == APPARATUS:
            place = _best(text, p.start, p.end, number, months, labels)[1]
            if place >= 0:
                return place
    return -1


def _orphans(text: str, start: int, end: int, labels: frozenset[str]) -> list[NoteMark]:
    """Marks whose note is lost: only the form ``opinion 1 .``, which nobody writes otherwise."""
    marks: list[NoteMark] = []
    number = 1
    while True:
        place = text.find(f" {number} ", start, end)
        while place >= 0:
            after = text[place + len(str(number)) + 2 : place + len(str(number)) + 3]
            if after and after in ".,;:?!" and text[place - 1].isalpha() and _last(text, start, place) not in labels:
                break
            place = text.find(f" {number} ", place + 1, end)
        if place < 0:
            return marks
        marks.append(NoteMark(place + 1, place + 1 + len(str(number)), str(number), 0))
        start, number = place + 2, number + 1


def _certain(text: str, start: int, end: int, number: str, months: frozenset[str], labels: frozenset[str]) -> int:
    """Offset of the first mark ``number`` that is CERTAIN, or -1; digits that cannot be are passed over quickly."""
    place = text.find(number, start, end)
    width = len(number)
    while place >= 0:
        stop = place + width
        before = text[place - 1] if place > start else "\n"
        after = text[stop : stop + 1]
        if before in _SPACES:
            possible = after != "" and after in _SPACES and text[stop + 1 : stop + 2] in _STOPS
        else:
            possible = (before.isalpha() or before in _CLOSING) and not after.isalnum()
        if possible and _strength(text, place, stop, start, end, months, labels) == CERTAIN:
            return place
        place = text.find(number, stop, end)
    return -1


def _best(text: str, start: int, end: int, number: str, months: frozenset[str], labels: frozenset[str]) -> tuple[int, int]:
    """Strength and offset of the clearest mark ``number``, the first of several; (0, -1) if none."""
    best, where = 0, -1
    place = text.find(number, start, end)
    width = len(number)
    while place >= 0:
        stop = place + width
        if not (text[stop : stop + 1].isalnum() or text[place - 1 : place].isdigit()):  # most are within longer numbers
            strength = _strength(text, place, stop, start, end, months, labels)
            if strength > best:
                best, where = strength, place
                if best == CERTAIN:
                    break
        place = text.find(number, stop, end)
    return best, where


def _strength(text: str, a: int, b: int, start: int, end: int, months: frozenset[str], labels: frozenset[str]) -> int:
    before = text[a - 1] if a > start else "\n"
    after = text[b] if b < end else "\n"
    beyond = text[b + 1] if b + 1 < end else "\n"
    if before.isdigit() or after.isalnum() or after in ")]%/-–—'’°½¼¾$£" or (after in ".,:" and beyond.isdigit()):
        return 0
    if before.isalpha():
        return CERTAIN if a - 2 >= start and text[a - 2].isalpha() and _last(text, start, a) not in labels else 0
    if before in _CLOSING:
        return CERTAIN
    if before == "." and a - 2 >= start and text[a - 2].islower() and _last(text, start, a) not in labels:
        return LIKELY
    if before not in _SPACES or before == "\n":
        return 0
    line = max(start, text.rfind("\n", start, a) + 1)
    lead = text[max(line, a - 24) : a].rstrip()
    if not lead or lead[-1] in "№#$£€(–—-=+×":
        return 0
    last = lead.split()[-1].rstrip(".")
    if last in labels or last in months:
        return 0
    if after in _SPACES and beyond in _STOPS and lead[-1] not in _STOPS:
        return CERTAIN
    if after in "\r\n" or after in _STOPS:
        if after in "\r\n" or beyond in " \r\n" or after in "?!":
            return LIKELY if not (after == "." and lead[-1] in ".:;") else 0
        return 0
    if after in _SPACES:
        if lead[-1].isdigit() and not beyond.isdigit():
            return LIKELY
        if lead[-1] == "," and len(lead) > 1 and lead[-2] in _SPACES:
            return LIKELY
        if lead[-1] in "?!,;" and beyond.isupper():
            return POSSIBLE
        return POSSIBLE if lead[-1].isalpha() else 0
    return 0


def _last(text: str, start: int, end: int) -> str:
    """The word that ends at ``end``, spaces and stop aside."""
    words = text[max(start, end - 16) : end].split()
    return words[-1].rstrip(".") if words else ""

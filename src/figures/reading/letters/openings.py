"""Where the letters of an edition begin.

A line is a heading if it *reads* as one (:mod:`figures.reading.letters.headings`) and enough stands around it: a
date, an archive reference, a dateline below it, an office, names known from other headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from figures.model import Edition
from figures.reading.letters.apparatus import DATED, SHORT
from figures.reading.letters.footnotes import Row
from figures.reading.letters.headings import CITED, HEADED, NO_HEADING, Grammar, Heading, signs_of

ENOUGH = 2
"""A date, or an archive reference, or two lesser signs make a line of the right form a heading."""

WEIGHTS: Mapping[str, int] = {
    # in the line
    "date": 2,
    "archive": 2,
    "office": 1,
    "message": 1,
    "stop": -1,
    # around it
    "archive below": 2,
    "dateline below": 2,
    "blank above": 1,
    "known correspondent": 1,
}
"""Signs of a heading.

``office``: a correspondent is an office; ``message``: a word such as ``Letter`` opens the line;
``stop``: a line without date ends as a sentence does; ``known correspondent``: of a heading before.
"""

RULES = "_-–—=*"
"""Characters that rules are printed with."""

SENTENCE_END = re.compile(r"[.!?…][\"”»)]?\s*\d{0,2}\s*\.?$")
_TITLE_STOPS = (".", ":", ";", ",", "?", "!", "…")
_NUMBER_LINE = 40
"""Longest line, in characters, that may be the edition's number of a document."""


class Opening(NamedTuple):
    """A heading found: its row, the row where its letter begins, and what it says."""

    row: int
    first: int
    heading: Heading


def rows(edition: Edition) -> list[Row]:
    """The lines that are not blank, without the space around them."""
    text = edition.text
    found: list[Row] = []
    if "\r" in text:
        starts = edition.line_starts
        lines = [text[a:b] for a, b in zip(starts, (*starts[1:], len(text)), strict=True)]
        gap = 0
    else:
        lines, gap = text.split("\n"), 1
    start = 0
    for raw in lines:
        line = raw.strip()
        if line:
            begin = start if line[0] == raw[0] else start + len(raw) - len(raw.lstrip())
            found.append((begin, begin + len(line), line))
        start += len(raw) + gap
    return found


def find(text: str, rows: list[Row], g: Grammar) -> list[Opening]:
    """The headings, in order."""
    found: list[Opening] = []
    known: set[str] = set()
    opens, stems = g.opens, g.inventory_stems
    archived = False
    row = -1  # of the last heading
    for k, (start, end, line) in enumerate(rows):
        kind = opens(line)
        if kind == HEADED:
            heading = _judge(text, rows, k, g, known, found)
            if heading:
                found.append(Opening(k, _first_row(rows, k, g, found), heading))
                known.update(heading.senders, heading.recipients)
                archived, row = heading.archive_at >= 0, k
                continue
        if kind != CITED:
            if end - start >= SHORT or (archived and row == k - 1) or not line[0].isupper():
                continue
            for stem in stems:
                if stem in line:
                    break
            else:
                continue
            if not g.names_fond(line):
                continue
        # A second reference in one letter: the line above is a heading of a form not known.
        previous = rows[k - 1][2] if k else ""
        if found and archived and row < k - 1 and _is_title(previous, g) and _boundary(rows, k - 1):
            names = g.heading(previous) or g.titled(previous) or replace(NO_HEADING, title=True)
            found.append(Opening(k - 1, k - 1, names))
            row = k - 1
        archived = True
    return found


def _judge(text: str, rows: list[Row], k: int, g: Grammar, known: set[str], found: list[Opening]) -> Heading | None:
    """The heading of row ``k`` if enough speaks for it, else None."""
    heading = g.heading(rows[k][2]) or g.titled(rows[k][2])
    if heading is None or (heading.archive_at >= 0 and not heading.title):
        return heading
    cited = heading.archive_at >= 0
    signs = heading.signs
    if not cited:
        below = _sign_below(rows[k + 1 : k + 3], heading, g)
        cited = below == "archive"
        signs += signs_of(
            archive_below=cited,
            dateline_below=below == "dateline",
            blank_above=(heading.date is None or heading.title) and (k == 0 or _blank_between(text, rows[k - 1], rows[k])),
            known_correspondent=any(people and people[0] in known for people in (heading.senders, heading.recipients)),
        )
    told = sum(map(WEIGHTS.__getitem__, signs))
    if told < ENOUGH or (heading.title and told <= ENOUGH and not _boundary(rows, k)):
        return None
    return heading if cited or not _goes_on(rows, k, heading, g, found) else None


def _sign_below(rows: list[Row], heading: Heading, g: Grammar) -> str:
    """What in the two lines below speaks for a heading: the ``archive`` reference, a ``dateline``, or nothing."""
    for _, _, below in rows:
        if len(below) > 2 * SHORT:
            break
        if g.is_archive(below):
            return "archive"
        if heading.date is None and len(below) < SHORT and g.line(below) & DATED:
            return "dateline"
    return ""


def _goes_on(rows: list[Row], k: int, heading: Heading, g: Grammar, found: list[Opening]) -> bool:
    """Whether row ``k`` goes on with what stands above it: an unfinished sentence, a heading without text, a list of notes."""
    if k and rows[k - 1][2].endswith((":", ",")):
        return True
    if not found:
        return False
    last = found[-1].row
    if (heading.message or heading.title) and not _has_body(rows, last + 1, k, g):
        return True
    line = rows[k][2]
    return line[0].isdigit() and g.prefix.match(line) is not None and any(is_rule(row[2]) for row in rows[last:k])


def _blank_between(text: str, above: Row, below: Row) -> bool:
    between = text[above[1] : below[0]]
    return between.count("\n") > 1 or between.count("\r") > 1


def _boundary(rows: list[Row], k: int) -> bool:
    """Whether the line before row ``k`` ends something: a sentence, a rule, a signature, the text above."""
    if k == 0:
        return True
    above = rows[k - 1][2]
    return not above.endswith((":", ",", ";", "-", "–", "—")) and bool(SENTENCE_END.search(above) or is_rule(above) or len(above) < 40)


def _is_title(line: str, g: Grammar) -> bool:
    """Whether a line above an archive reference may be a heading of a form that is not known."""
    return len(line) <= SHORT and line[0].isupper() and (not line.endswith(_TITLE_STOPS) or g.dates.find(line[-24:]) is not None)


def _has_body(rows: list[Row], first: int, last: int, g: Grammar) -> bool:
    return any(len(line) > SHORT or not (g.is_archive(line) or g.line(line)) for _, _, line in rows[first:last])


def _first_row(rows: list[Row], k: int, g: Grammar, found: list[Opening]) -> int:
    """``k``, or the row above if it is the edition's number of the document (``No. 739``, ``12``).

    The same form below a signature is the telegram's own number and ends the letter before.
    """
    if k == 0 or len(rows[k - 1][2]) > _NUMBER_LINE or (found and found[-1].row >= k - 1):
        return k
    number = g.number_line.match(rows[k - 1][2])
    if number is None:
        return k
    if not found or k < 2:
        return k - 1
    before = g.number_line.match(rows[found[-1].first][2])
    if before and int(number["n"]) == int(before["n"]) + 1:
        return k - 1
    above = rows[k - 2][2]
    own = len(above) < SHORT and g.line(above) and not g.number_line.match(above)
    return k if own else k - 1


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule: ``____``, ``-----``, ``* * *``."""
    return line[0] in RULES and len(line) >= 3 and not line.strip(line[0] + " ")

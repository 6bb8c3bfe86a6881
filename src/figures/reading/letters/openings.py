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
from figures.reading.letters import around
from figures.reading.letters.apparatus import DATED, SHORT
from figures.reading.letters.headings import CITED, HEADED, LONGEST, NO_HEADING, Grammar, Heading, signs_of
from figures.reading.letters.notes import Row

ENOUGH = 2
"""A date, or an archive reference, or two lesser signs make a line of the right form a heading."""

WEIGHTS: Mapping[str, int] = {
    # in the line
    "date": 2,
    "archive": 2,
    "office": 1,
    "message": 1,
    "stop": -1,
    "mark": -1,
    # around it
    "archive below": 2,
    "dateline below": 2,
    "blank above": 1,
    "file above": 2,
    "source above": 2,
    "known correspondent": 1,
}
"""Signs of a heading.

``office``: a correspondent is an office; ``message``: a word such as ``Letter`` opens the line;
``stop``: a line without date ends as a sentence does; ``mark``: digits behind it may be a note's or an amount;
``file above``: the number of a file or a registry line; ``source above``: the note on where the document
before is kept; ``known correspondent``: of a heading before.
"""

RULES = "_-–—=*"
"""Characters that rules are printed with."""

SENTENCE_END = re.compile(r"[.!?…][\"”»)]?\s*\d{0,2}\s*\.?$")
_TITLE_STOPS = (".", ":", ";", ",", "?", "!", "…")
_RUN_ON = re.compile(r"(?<=[.\])”\"])[ ]+(?=\d{1,4}\.[ ]+[^\W\d_])")
"""Between the source note of one document and the number of the next, printed in one paragraph."""
_SENTENCE = re.compile(r"\.[ ]+(?=[^\W\d_])")


class Opening(NamedTuple):
    """A heading found: its row, the row where its letter begins, what it says, and its last row."""

    row: int
    first: int
    heading: Heading
    last: int


def rows(edition: Edition, g: Grammar) -> list[Row]:
    """The lines that are not blank, without the space around them; documents printed run-on are parted."""
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
    return _parted(found, g) if any(word in text for word in g.groups["source"]) else found


def _parted(rows: list[Row], g: Grammar) -> list[Row]:
    """The rows of an edition that prints the source note of one document and the title of the next in one paragraph."""
    parted: list[Row] = []
    for start, _, line in rows:
        cuts = [0]
        source = _RUN_ON.search(line) if g.sourced.match(line) else None
        if source and g.opens(line[source.end() :]) == HEADED:
            cuts.append(source.end())
        begin = cuts[-1]
        prefix = g.prefix.match(line, begin) if len(line) - begin > LONGEST else None
        date = g.dates.find(line, begin, begin + LONGEST) if prefix and g.opens(line[begin:]) == HEADED else None
        stop = _SENTENCE.match(line, date[1]) if date and date[2][0] and date[2][2] else None
        if stop:
            cuts.append(stop.end())
        for a, b in zip(cuts, (*cuts[1:], len(line)), strict=True):
            piece = line[a:b].rstrip()
            parted.append((start + a, start + a + len(piece), piece))
    return parted


def find(text: str, rows: list[Row], g: Grammar) -> list[Opening]:
    """The headings, in order."""
    found: list[Opening] = []
    known: set[str] = set()
    archived = False
    row = -1  # the last one of the last heading
    for k, (start, end, line) in enumerate(rows):
        if k <= row:
            continue
        pair = around.block(rows, k, g)
        kind = HEADED if pair else g.opens(line)
        if kind == HEADED:
            heading, last = pair or (_judge(text, rows, k, g, known, found), k)
            if heading:
                first = _first_row(rows, k, g, found)
                body = around.letterhead_above(rows, k, g) if heading.title and not heading.senders and first == k and k > row + 1 else ()
                if body:
                    heading, first = replace(heading, senders=body), k - 1
                found.append(Opening(k, first, heading, last))
                known.update(heading.senders, heading.recipients)
                archived, row = heading.archive_at >= 0, last
                continue
        if kind != CITED:
            if end - start >= SHORT or (archived and row == k - 1) or not line[0].isupper():
                continue
            if not g.names_fond(line) or g.sourced.match(line):
                continue
        # A second reference in one letter: the line above is a heading of a form not known.
        previous = rows[k - 1][2] if k else ""
        if found and archived and row < k - 1 and _is_title(previous, g) and _boundary(rows, k - 1):
            names = g.heading(previous) or g.titled(previous) or replace(NO_HEADING, title=True)
            found.append(Opening(k - 1, k - 1, names, k - 1))
            row = k - 1
        archived = True
    return found


def _first_row(rows: list[Row], k: int, g: Grammar, found: list[Opening]) -> int:
    """The first row of the letter whose heading is row ``k``."""
    last = found[-1] if found else None
    return around.first_row(rows, k, last.last + 1 if last else 0, rows[last.first] if last else None, g)


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
            file_above=k > 0 and around.is_own_line(rows[k - 1][2], g),
            source_above=k > 0 and g.sourced.match(rows[k - 1][2]) is not None,
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
    last = found[-1].last
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


def is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule: ``____``, ``-----``, ``* * *``."""
    return line[0] in RULES and len(line) >= 3 and not line.strip(line[0] + " ")

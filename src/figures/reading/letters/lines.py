"""What the lines of a letter are: prose, apparatus, archive reference, footnotes.

Within a letter the order is heading, archive reference, apparatus, prose, signature, rule, notes.
A line is apparatus only if *every* word and number of it is explained as such (name, date, hour,
document number, a word of the lexicon's list); when unsure it is body, because a figure lost to
the apparatus is worse than an address read for figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from figures.language import swift_class
from figures.model import APPARATUS, ARCHIVE, BODY, NoteMark, Paragraph
from figures.reading.letters import around
from figures.reading.letters.apparatus import DATED, LOOSE, NUMBERED, PLAIN, SHORT
from figures.reading.letters.headings import Grammar, Heading
from figures.reading.letters.notes import NoteDigits, Row, footnotes_begin, inscription_notes, is_inscription, read_footnotes
from figures.reading.letters.openings import RULES, is_rule

_paragraph = swift_class(Paragraph)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_START = attrgetter("start")


class Below(NamedTuple):
    """What stands below a heading.

    ``datelines`` and ``numbered`` are the lines of the apparatus with a date and those with the
    document's number; ``prose`` are the paragraphs of the body.
    """

    paragraphs: list[Paragraph]
    prose: list[Paragraph]
    marks: tuple[NoteMark, ...]
    archive: Paragraph | None
    datelines: list[tuple[int, int]]
    numbered: list[tuple[int, int]]


class _Sheet:
    """The lines below one heading as far as they were read."""

    __slots__ = (
        "archive", "dated", "datelines", "first", "in_notes", "inscriptions", "last", "notes", "numbered", "paragraphs", "prose", "ruled",
    )  # fmt: skip

    def __init__(self, dated: bool) -> None:
        self.dated = dated
        self.paragraphs: list[Paragraph] = []
        self.prose: list[Paragraph] = []
        self.notes: list[Row] = []
        self.inscriptions: list[Row] = []
        self.archive: Paragraph | None = None
        self.datelines: list[tuple[int, int]] = []
        self.numbered: list[tuple[int, int]] = []
        self.first = self.last = -1
        """Of what is neither note nor archive reference."""
        self.in_notes = self.ruled = False

    def add(self, start: int, end: int, kind: int) -> None:
        """Take in a line of the apparatus by what it holds, or of the body, which holds nothing of it."""
        self._reach(start, end)
        if not kind:
            paragraph = _paragraph(start, end, BODY)
            self.paragraphs.append(paragraph)
            self.prose.append(paragraph)
            return
        self.paragraphs.append(_paragraph(start, end, APPARATUS))
        if kind & DATED:
            self.datelines.append((start, end))
        if kind & NUMBERED:
            self.numbered.append((start, end))

    def rule(self, start: int, end: int, opens_notes: bool) -> None:
        """Take in a rule; below a long one stand notes."""
        self.ruled = self.ruled or self.in_notes
        self.in_notes = self.in_notes or opens_notes
        self.paragraphs.append(_paragraph(start, end, APPARATUS))
        self._reach(start, end)

    def cite(self, start: int, end: int) -> None:
        """Take in the archive reference."""
        self.archive = _paragraph(start, end, ARCHIVE)
        self.paragraphs.append(self.archive)

    def signed(self) -> bool:
        """Whether the last line is none of the prose, so that what the correspondents wrote has ended."""
        return bool(self.prose) and self.paragraphs[-1].role != BODY

    def ends_dated(self) -> bool:
        """Whether the last line is a dateline."""
        return bool(self.datelines and self.paragraphs) and self.paragraphs[-1].end == self.datelines[-1][1]

    def _reach(self, start: int, end: int) -> None:
        self.first, self.last = self.first if self.first >= 0 else start, end


@dataclass(slots=True)
class Names:
    """The words of the correspondents' names, and the lines of the apparatus already judged by them.

    Many letters of an edition pass between the same two; ``above`` and ``below`` the first prose
    hold what a line of such a letter is, 0 for body.
    """

    senders: frozenset[str]
    recipients: frozenset[str]
    above: dict[str, int] = field(default_factory=dict)
    below: dict[str, int] = field(default_factory=dict)


class Reader:
    """Reads the lines of the letters of one edition; remembers lines that stand in many of them."""

    def __init__(self, text: str, grammar: Grammar) -> None:
        self.text = text
        self.grammar = grammar
        self.digits = NoteDigits(text, grammar.months, grammar.labels)
        self.lines: dict[str, int] = {}
        self.names: dict[tuple[tuple[str, ...], tuple[str, ...]], Names] = {}

    def _names(self, heading: Heading) -> Names:
        key = heading.senders, heading.recipients
        names = self.names.get(key)
        if names is None:
            senders, recipients = (frozenset(_WORD.findall(" ".join(people))) for people in key)
            names = self.names[key] = Names(senders, recipients)
        return names

    def read(self, rows: Sequence[Row], heading: Heading, archive: bool) -> Below:
        """Roles of the ``rows`` below a heading; ``archive`` if its reference may be among them."""
        grammar, names = self.grammar, self._names(heading)
        sheet = _Sheet(heading.date is not None)
        for n, row in enumerate(rows):
            start, end, line = row
            initial = line[0]
            if initial in RULES and is_rule(line):
                sheet.rule(start, end, opens_notes=len(line) >= 5 and initial not in "=*")
            elif sheet.in_notes:
                sheet.notes.append(row)
            elif archive and grammar.is_archive(line):
                archive = False
                sheet.cite(start, end)
            elif n < 2 and not sheet.dated and not sheet.prose and around.is_dateline(line, grammar):
                sheet.add(start, end, DATED | (NUMBERED if grammar.labelled.search(line) else 0))
            elif is_inscription(line, grammar.groups["inscribed"]) and (initial in "[(" or sheet.signed()):
                sheet.inscriptions.append(row)
            elif end - start > SHORT or line[1:2] == ")" or initial.islower():
                sheet.add(start, end, 0)
            elif initial in "1[(" and len(sheet.paragraphs) > 1 and footnotes_begin(self.digits, row, rows[0][0]):
                sheet.in_notes = True
                sheet.notes.append(row)
            else:
                kind = self._judged(line, names, sheet)
                if kind == LOOSE and not sheet.ends_dated():
                    kind = 0  # ``23–10`` is an hour only below a dateline
                sheet.add(start, end, kind)
        return self._with_notes(sheet)

    def _with_notes(self, sheet: _Sheet) -> Below:
        """What stands below the heading, its notes numbered and their marks found."""
        paragraphs, notes = sheet.paragraphs, sheet.notes
        marks: tuple[NoteMark, ...] = ()
        if sheet.first < 0:
            paragraphs += read_footnotes(self.digits, notes, 0, 0)[0]
        else:
            below, marks = read_footnotes(self.digits, notes, sheet.first, notes[0][0] if notes else sheet.last, paragraphs)
            paragraphs += below
        paragraphs += inscription_notes(sheet.inscriptions, max((p.note for p in paragraphs), default=0))
        if sheet.ruled or sheet.inscriptions:
            paragraphs.sort(key=_START)
        return Below(paragraphs, sheet.prose, marks, sheet.archive, sheet.datelines, sheet.numbered)

    def _judged(self, line: str, names: Names, sheet: _Sheet) -> int:
        """What a line of the apparatus holds; lines below dated headings are remembered."""
        if not sheet.dated:
            return self._kind(line, names, dated=False, prose=bool(sheet.prose))
        judged = names.below if sheet.prose else names.above
        kind = judged.get(line)
        if kind is None:
            kind = judged[line] = self._kind(line, names, dated=True, prose=bool(sheet.prose))
        return kind

    def _kind(self, line: str, names: Names, dated: bool, prose: bool) -> int:
        """What a line of the apparatus holds, 0 if it is body; below a dated heading dates count least."""
        if dated:
            kind = self.lines.get(line)
            if kind is None:
                kind = self.lines[line] = self.grammar.line(line, False)
        else:
            kind = self.grammar.line(line)
        if kind & DATED and self.grammar.reply_opening.match(line):
            return 0  # "To the cipher of August 11."
        return 0 if kind in (NUMBERED, PLAIN) and not self._is_known(line, names, prose) else kind

    def _is_known(self, line: str, names: Names, prose: bool) -> bool:
        """Whether a line of names is a signature or an address and no answer such as ``Agreed. Stalin.``

        In every sentence of it a word must be a correspondent's name or one of the lexicon; in an
        address (above the prose, naming a recipient and no sender) the place may be unknown.
        """
        senders, recipients = names.senders, names.recipients
        alone = line.rstrip(" .")
        if alone in senders or alone in recipients:
            return True
        grammar = self.grammar
        for stem in grammar.addressed_stems:
            if stem in line and _DIGIT.search(line):
                return False  # "Your number 7." answers a telegram
        if not prose:
            words = _WORD.findall(line)
            if senders.isdisjoint(words) and not recipients.isdisjoint(words):
                return True
        formal = grammar.formal
        for sentence in line.split("."):
            words = _WORD.findall(sentence)
            for word in words:
                if word in senders or word in recipients or len(word) < 3 or word.casefold() in formal:
                    break
            else:
                if words:
                    return False
        return True

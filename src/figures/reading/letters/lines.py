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

from figures.language import swift_class
from figures.model import APPARATUS, ARCHIVE, BODY, NoteMark, Paragraph
from figures.reading.letters import footnotes as notes
from figures.reading.letters.apparatus import DATED, LOOSE, NUMBERED, PLAIN, SHORT
from figures.reading.letters.headings import Grammar, Heading
from figures.reading.letters.openings import RULES, is_rule

_paragraph = swift_class(Paragraph)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")
_START = attrgetter("start")


@dataclass(slots=True)
class Below:
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
        self.lines: dict[str, int] = {}
        self.names: dict[tuple[tuple[str, ...], tuple[str, ...]], Names] = {}

    def _names(self, heading: Heading) -> Names:
        key = heading.senders, heading.recipients
        names = self.names.get(key)
        if names is None:
            senders, recipients = (frozenset(_WORD.findall(" ".join(people))) for people in key)
            names = self.names[key] = Names(senders, recipients)
        return names

    def read(self, rows: Sequence[notes.Row], heading: Heading, archive: bool) -> Below:
        """Roles of the ``rows`` below a heading; ``archive`` if its reference may be among them."""
        grammar, text = self.grammar, self.text
        found = Below([], [], (), None, [], [])
        paragraphs, prose = found.paragraphs, found.prose
        datelines, numbered = found.datelines, found.numbered
        names = self._names(heading)
        judged = names.above
        note_rows: list[notes.Row] = []
        first = last = -1  # of what is neither note nor archive reference
        dated = heading.date is not None
        in_notes = ruled = False
        for row in rows:
            start, end, line = row
            initial = line[0]
            if initial in RULES and is_rule(line):
                ruled = ruled or in_notes
                in_notes = in_notes or (len(line) >= 5 and initial not in "=*")
                paragraphs.append(_paragraph(start, end, APPARATUS))
                first, last = first if first >= 0 else start, end
                continue
            if in_notes:
                note_rows.append(row)
                continue
            kind = 0
            if end - start <= SHORT and line[1:2] != ")" and not initial.islower():
                if archive and grammar.is_archive(line):
                    archive = False
                    found.archive = _paragraph(start, end, ARCHIVE)
                    paragraphs.append(found.archive)
                    continue
                if initial in "1[(" and len(paragraphs) > 1 and notes.opens(text, row, rows[0][0], grammar.months, grammar.labels):
                    in_notes = True
                    note_rows.append(row)
                    continue
                known = judged.get(line) if dated else None
                if known is None:
                    known = self._kind(line, names, dated, bool(prose))
                    if dated:
                        judged[line] = known
                kind = known
                if kind == LOOSE and not (datelines and paragraphs and paragraphs[-1].end == datelines[-1][1]):
                    kind = 0  # ``23–10`` is an hour only below a dateline
            elif archive and grammar.is_archive(line):
                archive = False
                found.archive = _paragraph(start, end, ARCHIVE)
                paragraphs.append(found.archive)
                continue
            first, last = first if first >= 0 else start, end
            if kind:
                paragraphs.append(_paragraph(start, end, APPARATUS))
                if kind & DATED:
                    datelines.append((start, end))
                if kind & NUMBERED:
                    numbered.append((start, end))
            else:
                paragraph = _paragraph(start, end, BODY)
                paragraphs.append(paragraph)
                prose.append(paragraph)
                judged = names.below
        if first < 0:
            paragraphs += notes.read(text, note_rows, 0, 0, grammar.months, grammar.labels)[0]
            return found
        stop = note_rows[0][0] if note_rows else last
        below, found.marks = notes.read(text, note_rows, first, stop, grammar.months, grammar.labels, paragraphs)
        paragraphs += below
        if ruled:
            paragraphs.sort(key=_START)
        return found

    def _kind(self, line: str, names: Names, dated: bool, prose: bool) -> int:
        """What a line of the apparatus holds, 0 if it is body; below a dated heading dates count least."""
        if dated:
            kind = self.lines.get(line)
            if kind is None:
                kind = self.lines[line] = self.grammar.line(line, False)
        else:
            kind = self.grammar.line(line)
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

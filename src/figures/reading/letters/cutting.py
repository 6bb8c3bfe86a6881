"""Station 2: an edition is cut into letters, and every line of a letter gets its role.

The letters tile the text.  Where they begin is told by :mod:`figures.reading.letters.openings`, what their lines
are by :mod:`figures.reading.letters.lines`.  Everything before the first heading is a letter of its own with an
empty heading; its prose is body, its titles are front.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import replace

from figures.language import DEFAULT_LANGUAGE, Date, complete_date, has_lexicon_file, iso_date, swift_class
from figures.model import APPARATUS, ARCHIVE, BODY, FRONT, HEADING, Doubt, Edition, Letter, NoteMark, Paragraph, Span
from figures.reading.letters import around, openings
from figures.reading.letters import numbering as references
from figures.reading.letters.apparatus import SHORT
from figures.reading.letters.heading_words import FILE
from figures.reading.letters.headings import NO_HEADING, Grammar, Heading, grammar
from figures.reading.letters.lines import Reader
from figures.reading.letters.notes import Row
from figures.reading.letters.openings import SENTENCE_END, Opening, is_rule

_letter, _paragraph, _span = swift_class(Letter), swift_class(Paragraph), swift_class(Span)

_YEARS = re.compile(r"(?<![\d/.,])(?:1[5-9]\d\d|20\d\d)(?![\d/]|[.,]\d)")
_WORD = re.compile(r"[^\W\d_]+")
_KIND = 60
"""How far into a title, in characters, the kind of document may stand."""


def cut_letters(edition: Edition) -> tuple[tuple[Letter, ...], tuple[Doubt, ...]]:
    """Cut an edition into letters; the doubts are those about headings (none found, no date …)."""
    language = edition.language if has_lexicon_file(edition.language, FILE) else DEFAULT_LANGUAGE
    cutter = _Cutter(edition, grammar(language))
    cutter.cut()
    return tuple(cutter.letters), tuple(cutter.doubts)


class _Cutter:
    """One edition while it is cut, letter by letter."""

    def __init__(self, edition: Edition, grammar: Grammar) -> None:
        self.edition = edition
        self.grammar = grammar
        self.lines = Reader(edition.text, grammar)
        self.letters: list[Letter] = []
        self.doubts: list[Doubt] = []
        self.taken: dict[str, int] = {}
        """Ids of letters, with how many more were alike."""
        self.near: Date | None = None
        """The last full date, from which the next is completed."""

    def cut(self) -> None:
        edition, text = self.edition, self.edition.text
        rows = openings.rows(edition, self.grammar)
        found = openings.find(text, rows, self.grammar)
        if not found:
            self.doubts.append(Doubt("no letters", "No heading was found; the whole text is read as one document.", 0, min(len(text), 1)))
        first = found[0].first if found else len(rows)
        self.near = _title_year(edition, rows[:first])
        if first or not found:
            end = rows[first][0] if found else len(text)
            self._front(rows[:first], end, whole=not found)
        starts = [rows[opening.first][0] for opening in found]
        if starts and not self.letters:
            starts[0] = 0
        following = _following([opening.heading.date or self._dateline(rows, opening) for opening in found])
        starts.append(len(text))
        lasts = [*(opening.first for opening in found[1:]), len(rows)]
        for i, opening in enumerate(found):
            self._letter(rows[opening.first : lasts[i]], opening, starts[i], starts[i + 1], following[i])

    def _dateline(self, rows: Sequence[Row], opening: Opening) -> Date | None:
        """A date in the lines directly below a heading, or above it."""
        for _, _, line in (*rows[opening.last + 1 : opening.last + 4], *rows[opening.first : opening.row]):
            date = self.grammar.dates.find(line) if len(line) < SHORT else None
            if date:
                return date[2]
        return None

    def _front(self, rows: Sequence[Row], end: int, whole: bool) -> None:
        """What stands before the first heading; prose of it is body, or all of it if there is no heading."""
        marks: tuple[NoteMark, ...] = ()
        if whole:
            below = self.lines.read(rows, NO_HEADING, archive=False)
            body, marks = below.paragraphs, below.marks
        else:
            body = []
            for first, last, line in rows:
                role = APPARATUS if is_rule(line) else BODY if len(line) > SHORT or SENTENCE_END.search(line) else FRONT
                body.append(_paragraph(first, last, role))
        name = "text" if whole else "front"
        self.taken[name] = 1
        self.letters.append(_letter(name, self.edition.id, 0, end, _span(0, 0), (), (), None, None, None, (), (), tuple(body), marks))

    def _letter(self, rows: Sequence[Row], opening: Opening, start: int, end: int, following: Date | None) -> None:
        text, grammar, heading = self.edition.text, self.grammar, opening.heading
        at = opening.row - opening.first
        head_start, head_end, line = rows[at]
        paragraphs, reference, dated = self._above(rows[:at])
        if heading.archive_at >= 0:
            reference = _paragraph(head_start + heading.archive_at, head_end, ARCHIVE)
            head_end = head_start + len(line[: heading.archive_at].rstrip())
            paragraphs += (_paragraph(head_start, head_end, HEADING), reference)
        elif heading.topic_at >= 0:
            topic = head_start + heading.topic_at
            paragraphs += (_paragraph(head_start, topic, HEADING), _paragraph(topic + (text[topic] == " "), head_end, BODY))
        else:
            paragraphs.append(_paragraph(head_start, head_end, HEADING))
        for a, b, _ in rows[at + 1 : at + 1 + opening.last - opening.row]:
            paragraphs.append(_paragraph(a, b, HEADING))
            head_end = b
        rest = rows[at + 1 + opening.last - opening.row :]
        heading = self._same(around.completed(heading, rest, grammar))
        below = self.lines.read(rest, heading, archive=reference is None)
        paragraphs += below.paragraphs
        reference = reference or below.archive
        archive = None
        if reference:
            printed = text[reference.start : reference.end]
            label = grammar.archives.name.match(printed)
            archive = printed[label.end() if label else 0 :].strip("[]() ")
        span = _span(head_start, head_end)
        date, date_text = self._date(heading, [*dated, *below.datelines], following, span)
        prose = below.prose
        self.letters.append(
            _letter(
                self._identity(start, end, heading, date, archive),
                self.edition.id,
                start,
                end,
                span,
                heading.senders,
                heading.recipients,
                date,
                date_text,
                archive,
                references.own_numbers(text, prose, [*dated, *below.numbered], grammar, below.marks),
                references.referred(text, span, prose, grammar, date),
                tuple(paragraphs),
                below.marks,
                heading.title and grammar.deciding.search(line, 0, _KIND) is not None,
            )
        )

    def _above(self, rows: Sequence[Row]) -> tuple[list[Paragraph], Paragraph | None, list[tuple[int, int]]]:
        """What stands above a heading: all of it, the number of the file, and the lines with a date."""
        filed: Paragraph | None = None
        dated: list[tuple[int, int]] = []
        above: list[Paragraph] = []
        for start, end, line in rows:
            is_file = filed is None and self.grammar.filed.match(line) is not None
            above.append(_paragraph(start, end, ARCHIVE if is_file else HEADING))
            filed = above[-1] if is_file else filed
            if not is_file and self.grammar.dates.find(line):
                dated.append((start, end))
        return above, filed, dated

    def _same(self, heading: Heading) -> Heading:
        """A heading in whose place of a name ``the Same`` stands takes the name from the one before."""
        same = self.grammar.groups["same"]
        sender, recipient = (bool(names) and names[0].casefold() in same for names in (heading.senders, heading.recipients))
        if not self.letters or not (sender or recipient):
            return heading
        last = self.letters[-1]
        return replace(
            heading,
            senders=last.senders if sender else heading.senders,
            recipients=last.recipients if recipient else heading.recipients,
        )

    def _date(
        self, heading: Heading, datelines: list[tuple[int, int]], following: Date | None, span: Span
    ) -> tuple[str | None, str | None]:
        """ISO date and printed date; the date is kept to complete the next one."""
        value, printed, text = heading.date, heading.date_text, self.edition.text
        if value is None:
            for start, end in datelines:
                found = self.grammar.dates.find(text, start, end)
                if found:
                    value, printed = found[2], text[found[0] : found[1]].strip()
                    break
        if value is None:
            self._doubt("no date", "The heading has no date and no dateline was found.", span)
            return None, None
        near = self.near
        if value[0] == 0:
            value = complete_date(value, near if near and near[0] >= 100 else following)
            if value[0]:
                message = f"The heading gives no year for {printed!r}; {value[0]} was taken from its neighbours or the edition's title."
                self._doubt("year inferred", message, span)
        full = complete_date(value, near)
        result = iso_date(full)
        if result is None:
            self._doubt("date incomplete", f"The date {printed!r} gives no full day, month and year.", span)
        else:
            self.near = full
        return result, printed

    def _doubt(self, code: str, message: str, span: Span) -> None:
        self.doubts.append(Doubt(code, message, span.start, span.end))

    def _identity(self, start: int, end: int, heading: Heading, date: str | None, archive: str | None) -> str:
        """``1936-08-18-kaganovich-chubar-stalin-93-25``; a second one alike gets a mark of its text."""
        text, grammar, taken = self.edition.text, self.grammar, self.taken
        parts = [date or "undated"]
        for people in (heading.senders, heading.recipients):
            parts += [_slug(name, grammar) for name in people[:3]]
            if len(people) > 3:
                parts.append("others")
        if not heading.senders and not heading.recipients:
            parts += [_ascii(w, grammar) for w in _WORD.findall(text[start : start + 60])[:3]]
        if archive:
            for pattern in (grammar.archives.file_number, grammar.archives.leaf_number):
                number = pattern.search(archive)
                if number:
                    parts.append(number[1])
        base = name = "-".join([p for p in parts if p])
        if name in taken:
            base = f"{base}-{zlib.crc32(text[start:end].strip().encode('utf-8', 'surrogatepass')) & 0xFFFF:04x}"
            count = taken.get(base, 0)
            name = base
            while name in taken:
                count += 1
                name = f"{base}-{count + 1}"
            taken[base] = count
        taken.setdefault(name, 0)
        return name


def _following(given: Sequence[Date | None]) -> list[Date | None]:
    """For every heading the next date, behind it, that has a full year and a day."""
    following: list[Date | None] = []
    later: Date | None = None
    for date in reversed(given):
        following.append(later)
        if date and date[2] and date[0] >= 100:
            later = date
    following.reverse()
    return following


def _title_year(edition: Edition, front: Sequence[Row]) -> Date | None:
    """The last year in the titles at the head of the edition, else in the name of its file."""
    for source in (" ".join(line for _, _, line in front[:12] if len(line) < SHORT), edition.id):
        years = _YEARS.findall(source)
        if years:
            return int(years[-1]), 0, 0
    return None


def _slug(name: str, g: Grammar) -> str:
    """The surname of a person, the first word of an office."""
    if name.isalpha():
        return _ascii(name, g)
    first = name.partition("(")[0].partition(",")[0]
    words = _WORD.findall(first)
    if not words:
        return ""
    return _ascii(words[0] if g.parties.is_office(first) else words[-1], g)


def _ascii(word: str, g: Grammar) -> str:
    if word.isascii():
        return word.lower()
    letters = g.words.transliteration
    return re.sub(r"[^a-z0-9]", "", "".join(letters.get(c, c) for c in word.casefold()))

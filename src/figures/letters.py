"""Station 2: an edition is cut into letters, and every line of a letter gets its role.

The letters tile the text.  A line is a heading if it *reads* as one (:mod:`figures.headings`) and
enough stands around it: a date, an archive reference, a dateline below it, an office, names known
from other headings.  Everything before the first heading is a letter of its own with an empty
heading; its prose is body, its titles are front.

Within a letter the order is heading, archive reference, apparatus, prose, signature, rule, notes.
A line is apparatus only if *every* word and number of it is explained as such (name, date, hour,
document number, a word of the lexicon's list); when unsure it is body, because a figure lost to
the apparatus is worse than an address read for figures.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from figures import dates, notes, references
from figures.headings import DATED, LOOSE, NUMBERED, PLAIN, TIMED, Grammar, Heading, grammar
from figures.lexicons import ROOT
from figures.model import APPARATUS, ARCHIVE, BODY, FRONT, HEADING, Doubt, Edition, Letter, NoteMark, Paragraph, Span

SHORT = 170
"""Longest line, in characters, that may be apparatus or a title: two printed lines."""
ENOUGH = 2
"""Evidence that makes a line of the right form a heading: a date, or an archive reference, or two lesser signs."""

_TITLE_STOPS = (".", ":", ";", ",", "?", "!", "…")
_SENTENCE_END = re.compile(r"[.!?…][\"”»)]?\s*\d{0,2}\s*\.?$")
_DELO = re.compile(r"\b(?:D|Д|File|Box)\.?\s?(\d+)")
_LEAF = re.compile(r"\b(?:L|Л|Ll|ЛЛ|Лл|p|pp)\.?\s?(\d+)")
_YEARS = re.compile(r"1[5-9]\d\d|20\d\d")
_START = attrgetter("start")
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Opening:
    """A heading found: its row, the row where its letter begins, and what it says."""

    row: int
    first: int
    heading: Heading


def cut(edition: Edition) -> tuple[tuple[Letter, ...], tuple[Doubt, ...]]:
    """Cut an edition into letters; the doubts are those about headings (none found, no date …)."""
    language = edition.language if (ROOT / edition.language / "headings.toml").exists() else "en"
    g = grammar(language)
    text = edition.text
    rows = _rows(edition)
    openings = _openings(text, rows, g)
    doubts: list[Doubt] = []
    if not openings:
        doubts.append(Doubt("no letters", "No heading was found; the whole text is read as one document.", 0, min(len(text), 1)))
    letters: list[Letter] = []
    taken: dict[str, int] = {}
    lines: dict[str, int] = {}  # what short lines hold: many stand in every letter
    first_row = openings[0].first if openings else len(rows)
    near = _title_year(edition, rows[:first_row])
    if first_row or not openings:
        end = rows[first_row][0] if openings else len(text)
        letters.append(_front(edition, rows[:first_row], end, g, whole=not openings))
        taken[letters[0].id] = 1
    starts = [rows[o.first][0] for o in openings]
    if starts and not letters:
        starts[0] = 0
    given = [_heading_date(o.heading) for o in openings]
    for i, opening in enumerate(openings):
        end = starts[i + 1] if i + 1 < len(openings) else len(text)
        last = openings[i + 1].first if i + 1 < len(openings) else len(rows)
        following = next((d for d in given[i + 1 :] if d and d[0] >= 100), None)
        letter, near = _letter(edition, rows[opening.first : last], opening, (starts[i], end), g, near, following, taken, lines, doubts)
        letters.append(letter)
    return tuple(letters), tuple(doubts)


def _rows(edition: Edition) -> list[notes.Row]:
    """The lines that are not blank, without the space around them."""
    text, starts = edition.text, edition.line_starts
    rows: list[notes.Row] = []
    for i, start in enumerate(starts):
        raw = text[start : starts[i + 1]] if i + 1 < len(starts) else text[start:]
        line = raw.strip()
        if line:
            if raw[0] != line[0]:
                start += len(raw) - len(raw.lstrip())
            rows.append((start, start + len(line), line))
    return rows


def _openings(text: str, rows: list[notes.Row], g: Grammar) -> list[_Opening]:
    """The headings, in order."""
    found: list[_Opening] = []
    known: set[str] = set()
    quick = g.quick.match
    archived = False
    for k, (start, end, line) in enumerate(rows):
        match = quick(line)
        kind = match.lastgroup if match else None
        if match and kind != "archive":
            heading = _judge(text, rows, k, g, known, found)
            if heading:
                found.append(_Opening(k, _first_row(rows, k, g, found), heading))
                known.update(heading.senders, heading.recipients)
                archived = heading.archive_at >= 0
                continue
        if kind == "archive" or (end - start < SHORT and g.names_fond(line)):
            # A second reference in one letter: the line above is a heading of a form not known.
            previous = rows[k - 1][2] if k else ""
            if found and archived and found[-1].row < k - 1 and _is_title(previous, g) and _boundary(rows, k - 1):
                names = g.heading(previous) or g.titled(previous) or Heading((), (), None, None, -1, 0, title=True)
                found.append(_Opening(k - 1, k - 1, names))
            archived = True
    return found


def _judge(text: str, rows: list[notes.Row], k: int, g: Grammar, known: set[str], found: list[_Opening]) -> Heading | None:
    """The heading of row ``k`` if enough speaks for it, else None."""
    line = rows[k][2]
    heading = g.heading(line)
    if heading is None:
        heading = g.titled(line)
    if heading is None:
        return None
    weight = heading.weight
    archive = heading.archive_at >= 0
    if archive and not heading.title:
        return heading
    if not archive:
        for _, _, below in rows[k + 1 : k + 3]:
            if len(below) > 2 * SHORT:
                break
            if g.is_archive(below):
                archive, weight = True, weight + 2
                break
            if heading.date is None and len(below) < SHORT and g.line(below) == DATED:
                weight += 2
                break
        if (heading.date is None or heading.title) and (k == 0 or _blank_between(text, rows[k - 1], rows[k])):
            weight += 1
        if (heading.senders and heading.senders[0] in known) or (heading.recipients and heading.recipients[0] in known):
            weight += 1
    if weight < ENOUGH or (heading.title and weight <= ENOUGH and not _boundary(rows, k)):
        return None
    if archive:
        return heading
    previous = rows[k - 1][2] if k else ""
    if previous.endswith((":", ",")):
        return None
    if found and (heading.message or heading.title) and not _has_body(rows, found[-1].row + 1, k, g):
        return None
    numbered = g.prefix.match(line)
    if numbered and line[0].isdigit() and found and any(_is_rule(r[2]) for r in rows[found[-1].row : k]):
        return None
    return heading


def _blank_between(text: str, above: notes.Row, below: notes.Row) -> bool:
    between = text[above[1] : below[0]]
    return between.count("\n") > 1 or between.count("\r") > 1


def _boundary(rows: list[notes.Row], k: int) -> bool:
    """Whether the line before row ``k`` ends something: a sentence, a rule, a signature, the text above."""
    if k == 0:
        return True
    above = rows[k - 1][2]
    return not above.endswith((":", ",", ";", "-", "–", "—")) and bool(_SENTENCE_END.search(above) or _is_rule(above) or len(above) < 40)


def _is_title(line: str, g: Grammar) -> bool:
    """Whether a line above an archive reference may be a heading of a form that is not known."""
    return len(line) <= SHORT and line[0].isupper() and (not line.endswith(_TITLE_STOPS) or g.dates.find(line[-24:]) is not None)


def _has_body(rows: list[notes.Row], first: int, last: int, g: Grammar) -> bool:
    return any(len(line) > SHORT or not (g.is_archive(line) or g.line(line)) for _, _, line in rows[first:last])


def _first_row(rows: list[notes.Row], k: int, g: Grammar, found: list[_Opening]) -> int:
    """``k``, or the row above if it is the edition's number of the document (``No. 739``, ``12``).

    The same form below a signature is the telegram's own number and ends the letter before.
    """
    number = g.number_line.match(rows[k - 1][2]) if k and (not found or found[-1].row < k - 1) else None
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


def _is_rule(line: str) -> bool:
    """Whether a line is nothing but a rule: ``____``, ``-----``, ``* * *``."""
    return line[0] in "_-–—=*" and len(line) >= 3 and not line.strip(line[0] + " ")


def _heading_date(heading: Heading) -> dates.Date | None:
    return heading.date if heading.date and heading.date[2] else None


def _title_year(edition: Edition, front: Sequence[notes.Row]) -> dates.Date | None:
    """The last year in the titles at the head of the edition, else in the name of its file."""
    for source in (" ".join(line for _, _, line in front[:12] if len(line) < SHORT), edition.id):
        years = _YEARS.findall(source)
        if years:
            return int(years[-1]), 0, 0
    return None


def _front(edition: Edition, rows: Sequence[notes.Row], end: int, g: Grammar, whole: bool) -> Letter:
    """What stands before the first heading; prose of it is body, or all of it if there is no heading."""
    if whole:
        body, marks, _, _ = _roles(edition.text, rows, g, archive=False, lines={}, heading=Heading((), (), None, None, -1, 0))
    else:
        prose = [(s, e, BODY if len(line) > SHORT or _SENTENCE_END.search(line) else FRONT) for s, e, line in rows]
        body, marks = [Paragraph(s, e, APPARATUS if _is_rule(edition.text[s:e]) else role) for s, e, role in prose], ()
    return Letter(
        id="text" if whole else "front",
        edition=edition.id,
        start=0,
        end=end,
        heading=Span(0, 0),
        senders=(),
        recipients=(),
        date=None,
        date_text=None,
        archive=None,
        numbers=(),
        refers_to=(),
        paragraphs=tuple(body),
        marks=marks,
    )


def _letter(
    edition: Edition,
    rows: Sequence[notes.Row],
    opening: _Opening,
    span: tuple[int, int],
    g: Grammar,
    near: dates.Date | None,
    following: dates.Date | None,
    taken: dict[str, int],
    lines: dict[str, int],
    doubts: list[Doubt],
) -> tuple[Letter, dates.Date | None]:
    text, heading = edition.text, opening.heading
    at = opening.row - opening.first
    start, end, line = rows[at]
    paragraphs = [Paragraph(s, e, HEADING) for s, e, _ in rows[:at]]
    head_end, archive = end, None
    if heading.archive_at >= 0:
        head_end = start + len(line[: heading.archive_at].rstrip())
        paragraphs += [Paragraph(start, head_end, HEADING), Paragraph(start + heading.archive_at, end, ARCHIVE)]
    else:
        paragraphs.append(Paragraph(start, end, HEADING))
    body, marks, datelines, numbered = _roles(text, rows[at + 1 :], g, archive=heading.archive_at < 0, lines=lines, heading=heading)
    paragraphs += body
    reference = next((p for p in paragraphs if p.role == ARCHIVE), None)
    if reference:
        printed = text[reference.start : reference.end]
        label = g.archive_name.match(printed)
        archive = printed[label.end() if label else 0 :].strip("[]() ")
    date, date_text, near = _date(text, heading, datelines, g, near, following, Span(start, head_end), doubts)
    prose = [p for p in body if p.role == BODY]
    letter = Letter(
        id=_identity(text, span, heading, date, archive, taken, g),
        edition=edition.id,
        start=span[0],
        end=span[1],
        heading=Span(start, head_end),
        senders=heading.senders,
        recipients=heading.recipients,
        date=date,
        date_text=date_text,
        archive=archive,
        numbers=references.own_numbers(text, prose, numbered, g, marks),
        refers_to=references.referred(text, prose[0].start, prose[-1].end, g, date) if prose else (),
        paragraphs=tuple(paragraphs),
        marks=marks,
    )
    return letter, near


def _roles(
    text: str, rows: Sequence[notes.Row], g: Grammar, archive: bool, lines: dict[str, int], heading: Heading
) -> tuple[list[Paragraph], tuple[NoteMark, ...], list[tuple[int, int]], list[tuple[int, int]]]:
    """Roles of the lines below a heading, the marks, and the apparatus lines with a date, with perhaps a number."""
    names = frozenset(_WORD.findall(" ".join(heading.senders))), frozenset(_WORD.findall(" ".join(heading.recipients)))
    paragraphs: list[Paragraph] = []
    note_rows: list[notes.Row] = []
    datelines: list[tuple[int, int]] = []
    numbered: list[tuple[int, int]] = []
    in_notes = prose = False
    dated = heading.date is not None
    read_line = g.line
    for start, end, line in rows:
        first = line[0]
        if first in "_-–—=*" and _is_rule(line):
            in_notes = in_notes or (first in "_-–—" and len(line) >= 5)
            paragraphs.append(Paragraph(start, end, APPARATUS))
            continue
        if in_notes:
            note_rows.append((start, end, line))
            continue
        role = BODY
        if end - start <= SHORT and not first.islower() and line[1:2] != ")":
            if archive and g.is_archive(line):
                role, archive = ARCHIVE, False
            elif first in "1[(" and len(paragraphs) > 1 and notes.opens(text, (start, end, line), rows[0][0], g.months, g.labels):
                in_notes = True
                note_rows.append((start, end, line))
                continue
            else:
                found = lines.get(line) if dated else read_line(line)
                if found is None:
                    found = lines[line] = read_line(line, False)
                if found in (DATED, TIMED) or (found == LOOSE and _after_date(datelines, paragraphs)):
                    role = APPARATUS
                    if found == DATED:
                        datelines.append((start, end))
                    if found != LOOSE:
                        numbered.append((start, end))
                elif found in (NUMBERED, PLAIN) and _is_known(line, g, names, prose):
                    role = APPARATUS
                    if found == NUMBERED:
                        numbered.append((start, end))
        elif archive and g.is_archive(line):
            role, archive = ARCHIVE, False
        prose = prose or role == BODY
        paragraphs.append(Paragraph(start, end, role))
    main = [p for p in paragraphs if p.role in (BODY, APPARATUS)]
    if not main:
        return [*paragraphs, *notes.read(text, note_rows, 0, 0, g.months, g.labels).paragraphs], (), datelines, numbered
    stop = note_rows[0][0] if note_rows else main[-1].end
    formal = [(p.start, p.end) for p in main if p.role == APPARATUS]
    read = notes.read(text, note_rows, main[0].start, stop, g.months, g.labels, formal)
    if read.paragraphs:
        paragraphs = sorted([*paragraphs, *read.paragraphs], key=_START)
    return paragraphs, read.marks, datelines, numbered


def _is_known(line: str, g: Grammar, names: tuple[frozenset[str], frozenset[str]], prose: bool) -> bool:
    """Whether a line of names is a signature or an address and no answer such as ``Agreed. Stalin.``

    In every sentence of it a word must be a correspondent's name or one of the lexicon; in an
    address (above the prose, naming a recipient and no sender) the place may be unknown.
    """
    senders, recipients = names
    if _DIGIT.search(line) and any(stem in line for stem in g.addressed_stems):
        return False  # "Your number 7." answers a telegram
    words = _WORD.findall(line)
    if not prose and senders.isdisjoint(words) and not recipients.isdisjoint(words):
        return True
    formal = g.formal
    for sentence in line.split("."):
        words = _WORD.findall(sentence)
        for word in words:
            if word in senders or word in recipients or len(word) < 3 or word.casefold() in formal:
                break
        else:
            if words:
                return False
    return True


def _after_date(datelines: list[tuple[int, int]], paragraphs: list[Paragraph]) -> bool:
    """Whether the line just above is a dateline, so that ``23–10`` below it is an hour."""
    return bool(datelines and paragraphs and paragraphs[-1].end == datelines[-1][1])


def _date(
    text: str,
    heading: Heading,
    datelines: list[tuple[int, int]],
    g: Grammar,
    near: dates.Date | None,
    following: dates.Date | None,
    span: Span,
    doubts: list[Doubt],
) -> tuple[str | None, str | None, dates.Date | None]:
    """ISO date, printed date, and the date that helps to complete the next one."""
    value, printed = heading.date, heading.date_text
    if value is None:
        for start, end in datelines:
            found = g.dates.find(text, start, end)
            if found:
                value, printed = found[2], text[found[0] : found[1]].strip()
                break
    if value is None:
        doubts.append(Doubt("no date", "The heading has no date and no dateline was found.", span.start, span.end))
        return None, None, near
    if value[0] == 0:
        guide = near if near and near[0] >= 100 else following
        value = dates.full(value, guide)
        if value[0]:
            message = f"The heading gives no year for {printed!r}; {value[0]} was taken from its neighbours or the edition's title."
            doubts.append(Doubt("year inferred", message, span.start, span.end))
    full = dates.full(value, near)
    result = dates.iso(full)
    if result is None:
        doubts.append(Doubt("date incomplete", f"The date {printed!r} gives no full day, month and year.", span.start, span.end))
    return result, printed, full if result else near


def _identity(
    text: str, span: tuple[int, int], heading: Heading, date: str | None, archive: str | None, taken: dict[str, int], g: Grammar
) -> str:
    """``1936-08-18-kaganovich-chubar-stalin-93-25``; a second one alike gets a mark of its text."""
    parts = [date or "undated"]
    for people in (heading.senders, heading.recipients):
        parts += [_slug(name, g) for name in people[:3]] + (["others"] if len(people) > 3 else [])
    if not heading.senders and not heading.recipients:
        parts += [_ascii(w, g) for w in _WORD.findall(text[span[0] : span[0] + 60])[:3]]
    for pattern in (_DELO, _LEAF):
        number = pattern.search(archive or "")
        parts += [number[1]] if number else []
    base = name = "-".join(p for p in parts if p)
    if name in taken:
        base = f"{base}-{zlib.crc32(text[span[0] : span[1]].strip().encode('utf-8', 'surrogatepass')) & 0xFFFF:04x}"
        count = taken.get(base, 0)
        name = base
        while name in taken:
            count += 1
            name = f"{base}-{count + 1}"
        taken[base] = count
    taken.setdefault(name, 0)
    return name


def _slug(name: str, g: Grammar) -> str:
    """The surname of a person, the first word of an office."""
    if name.isalpha():
        return _ascii(name, g)
    words = _WORD.findall(name.split("(")[0])
    if not words:
        return ""
    return _ascii(words[0] if g.is_office(name) else words[-1], g)


def _ascii(word: str, g: Grammar) -> str:
    if word.isascii():
        return word.lower()
    letters = g.words.transliteration
    return re.sub(r"[^a-z0-9]", "", "".join(letters.get(c, c) for c in word.casefold()))

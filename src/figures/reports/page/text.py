"""The letters as the page prints them: blocks of text cut into segments, ready for the template.

A block is a paragraph.  Where figures, numerals set aside, footnote marks and words that decide begin
or end, the block is cut, so that each segment knows all that covers it; spans that touch or cross
are thereby drawn right.  The texts of a block's segments, joined, are the block as printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from figures.model import AMBIGUOUS, APPARATUS, FRONT, NOTE, Edition, Figure, Letter, SetAside
from figures.reports.page.addresses import Addresses, PagePart, Section, link
from figures.rows import READINGS, RunIndex, decision_cells, figure_amount

SIGNS = {
    "requested": "R",
    "proposed": "P",
    "granted": "G",
    "obligation": "O",
    "delivered": "D",
    "reported": "S",
}  # fmt: skip
"""A letter tells the stage where colour does not: in print, in greyscale, to the colour-blind."""
NO_SIGN, DOUBT_SIGN = "–", "?"
LEADS = ("m", "f", "a", "w")
"""Kinds of marks, those first that are links where several cover the same words."""
_UNSHOWN = re.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
"""What HTML drops or changes; shown as a replacement character, so that every offset stays true."""
_COLUMNS = re.compile(r"\t|\S {3,}\S.* {3,}\S|\|.*\|")
"""A line set in columns has to keep its spaces under one another."""
_TEXT = re.compile(r"[^\r\n]+")
_RULE = re.compile(r"[\s_*=–—-]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a block: a figure, a numeral set aside, a footnote mark or deciding words.

    ``number`` is the figure's number on the page, the reason's number, or -1.
    """

    start: int
    end: int
    kind: str
    id: str
    href: str = ""
    number: int = -1
    title: str = ""
    stage: str = ""
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text and what covers it; the first of a mark's segments bears its id.

    ``more`` are ids of further marks that begin here.
    """

    text: str
    kind: str = ""
    id: str = ""
    more: tuple[str, ...] = ()
    href: str = ""
    title: str = ""
    classes: str = ""
    figures: str = ""
    sign: str = ""
    aside: str = ""
    """Id of the stretch set aside that begins here; ``reason`` is the number of its reason."""
    reason: int = -1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph on the page; ``line`` is None if the block before stands on the same source line."""

    role: str
    start: int
    id: str
    line: int | None
    segments: list[Segment]
    note: str = ""
    back: str = ""
    columns: bool = False


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """A letter, or a part of it, on one page."""

    id: str
    title: str
    blocks: list[Block]
    figures: int
    begins: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """What a part shows, with the numbers by which its script and its cards know it."""

    sheets: tuple[PrintedLetter, ...]
    figures: tuple[Figure, ...]
    reasons: tuple[tuple[str, str], ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text that becomes a block: where it stands, its role, and the footnote it belongs to."""

    start: int
    end: int
    role: str
    note: int


@dataclass(frozen=True, slots=True)
class _Known:
    """What the part in the making has numbered so far, in the order in which it was met."""

    figures: list[Figure]
    reasons: dict[tuple[str, str], int]
    words: list[str]


class Printer:
    """Prints the parts of one run; what is needed of the whole run is looked up once."""

    def __init__(self, index: RunIndex, places: Addresses) -> None:
        self.index, self.places = index, places
        self._figures: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in index.run.figures:
            self._figures[figure.edition, figure.letter].append(figure)
        self._asides: dict[str, list[SetAside]] = defaultdict(list)
        for edition, aside in index.run.set_aside:
            self._asides[edition].append(aside)
        for asides in self._asides.values():
            asides.sort(key=lambda aside: (aside.start, aside.end))
        self._words = _deciding_words(index, places)

    def part(self, part: PagePart) -> Shown:
        """Everything that one file shows."""
        known = _Known([], {}, [])
        sheets = tuple(self._letter(section, part, known) for section in part.sections)
        return Shown(sheets, tuple(known.figures), tuple(known.reasons), tuple(known.words))

    def _letter(self, section: Section, part: PagePart, known: _Known) -> PrintedLetter:
        letter = section.letter
        edition = self.index.editions[letter.edition]
        pieces = list(_pieces(edition, section))
        start, end = (pieces[0].start, pieces[-1].end) if pieces else (letter.start, letter.start)
        found = chain(
            self._figure_marks(section, part, known),
            self._aside_marks(letter, start, end, known),
            _note_marks(letter, start, end, part),
            self._word_marks(letter, start, end, known),
        )
        marks = sorted(found, key=lambda mark: (mark.start, -mark.end))
        blocks: list[Block] = []
        line = seen_note = 0
        for piece, own in zip(pieces, _marks_by_piece(marks, pieces), strict=True):
            number = edition.line(piece.start)
            note = piece.note if piece.role == NOTE and piece.note != seen_note else 0
            blocks.append(self._block(piece, own, letter, number if number != line else None, part, note))
            line, seen_note = number, note or seen_note
        count = sum(section.first <= figure.paragraph < section.last for figure in self._figures[letter.edition, letter.id])
        return PrintedLetter(letter.id, title(letter, self.index), blocks, count, section.begins)

    def _block(self, piece: _Piece, own: Sequence[Mark], letter: Letter, line: int | None, part: PagePart, note: int) -> Block:
        """One paragraph; ``note`` is the footnote that begins with it, ``line`` the source line, each 0 or None where it begins none."""
        edition = self.index.editions[letter.edition]
        text = edition.text[piece.start : piece.end]
        caller = next((n for n, mark in enumerate(letter.marks, 1) if note and mark.note == note), None)
        return Block(
            "rule" if _RULE.fullmatch(text) else piece.role,
            self.places.offsets.at(edition.id, piece.start),
            "" if line is None else self.places.line(edition, line),
            line,
            segments(text, piece.start, own),
            f"{letter.id}/n{note}" if note else "",
            "" if caller is None else link(f"{letter.id}/m{caller}", part, part),
            bool(_COLUMNS.search(text)),
        )

    def _figure_marks(self, section: Section, part: PagePart, known: _Known) -> Iterator[Mark]:
        letter = section.letter
        for figure in self._figures[letter.edition, letter.id]:
            if section.first <= figure.paragraph < section.last:
                stage = figure.stage.value or ""
                sign = SIGNS.get(stage, NO_SIGN) + (DOUBT_SIGN if doubtful(figure) else "")
                href = link(figure.id, part, part)
                yield Mark(figure.start, figure.end, "f", figure.id, href, len(known.figures), said(figure), stage, sign)
                known.figures.append(figure)

    def _aside_marks(self, letter: Letter, start: int, end: int, known: _Known) -> Iterator[Mark]:
        asides = self._asides[letter.edition]
        for aside in asides[bisect_left(asides, start, key=lambda aside: aside.end) :]:
            if aside.start >= end:
                break
            number = known.reasons.setdefault((aside.reason, aside.rule), len(known.reasons))
            yield Mark(aside.start, aside.end, "a", f"{letter.id}/a{aside.start - letter.start}", "", number, aside.reason)

    def _word_marks(self, letter: Letter, start: int, end: int, known: _Known) -> Iterator[Mark]:
        words = self._words.get(letter.edition, [])
        for begin, stop, id in words[bisect_left(words, start, key=lambda word: word[1]) :]:
            if begin >= end:
                break
            known.words.append(id)
            yield Mark(begin, stop, "w", id)


def _note_marks(letter: Letter, start: int, end: int, part: PagePart) -> Iterator[Mark]:
    for n, mark in enumerate(letter.marks, 1):
        if start <= mark.start < end:
            href = link(f"{letter.id}/n{mark.note}", part, part) if mark.note else ""
            yield Mark(mark.start, mark.end, "m", f"{letter.id}/m{n}", href)


def _deciding_words(index: RunIndex, places: Addresses) -> dict[str, list[tuple[int, int, str]]]:
    """Start, end and id of the words of each edition by which an amount of the table is known, in the order of the text."""
    words: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for decision in index.run.decisions:
        for _, cell in decision_cells(decision):
            for evidence, id, _ in places.deciding(cell):
                end = max(evidence.end, words[cell.edition].get(id, (0, 0))[1])
                words[cell.edition][id] = evidence.start, end
    return {edition: sorted((*span, id) for id, span in held.items()) for edition, held in words.items()}


def _marks_by_piece(marks: Sequence[Mark], pieces: Sequence[_Piece]) -> Iterator[list[Mark]]:
    """The marks that cover something of each piece; one that goes on in the next has its id in the first only."""
    first = 0
    begun: set[int] = set()
    for piece in pieces:
        while first < len(marks) and marks[first].end <= piece.start:
            first += 1
        own = []
        for n in range(first, len(marks)):
            mark = marks[n]
            if mark.start >= piece.end:
                break
            if mark.end > piece.start:
                own.append(replace(mark, id="") if n in begun else mark)
                if mark.end > piece.end:
                    begun.add(n)
        yield own


def title(letter: Letter, index: RunIndex) -> str:
    """The heading; what stands before the first letter has none."""
    if letter.heading.end > letter.heading.start:
        return index.heading(letter)
    return "Before the first letter" if any(p.role == FRONT for p in letter.paragraphs) else letter.edition


def doubtful(figure: Figure) -> bool:
    """Whether there is a doubt about the figure, or one of its readings is ambiguous."""
    if figure.doubts or figure.quantity.doubts:
        return True
    return any(getattr(figure, name).status == AMBIGUOUS for name in READINGS)


def said(figure: Figure) -> str:
    """The figure in one line, for those who only hover or listen."""
    whose = figure.region.values or figure.party.values
    readings = (figure.stage.value, figure_amount(figure), ", ".join(whose), figure.item.value, figure.measure.value)
    return "; ".join(part for part in readings if part)


def _pieces(edition: Edition, section: Section) -> Iterator[_Piece]:
    """All text of the section, paragraph by paragraph.

    What stands before a paragraph on its line, as the printed number of a footnote, belongs to it.
    """
    letter, text = section.letter, edition.text
    paragraphs = letter.paragraphs[section.first : section.last]
    at = letter.start if section.begins else letter.paragraphs[section.first - 1].end
    for paragraph in paragraphs:
        start = max(at, max(text.rfind("\n", at, paragraph.start), text.rfind("\r", at, paragraph.start)) + 1)
        yield from _rest(text, at, start)
        while start < paragraph.start and text[start].isspace():
            start += 1
        if start < paragraph.end:
            yield _Piece(start, paragraph.end, paragraph.role, paragraph.note)
        at = max(at, paragraph.end)
    yield from _rest(text, at, letter.end if section.ends else at)


def _rest(text: str, start: int, end: int) -> Iterator[_Piece]:
    """Lines that are no paragraph of the letter."""
    for match in _TEXT.finditer(text, start, end):
        if match[0].strip():
            yield _Piece(match.start(), match.end(), APPARATUS, 0)


def segments(text: str, start: int, marks: Sequence[Mark]) -> list[Segment]:
    """``text``, which stands at ``start`` of its edition, cut where marks begin or end.

    >>> [s.text for s in segments("five or six tractors", 10, [Mark(10, 21, "f", "x"), Mark(15, 30, "a", "y")])]
    ['five ', 'or six', ' tractors']
    """
    text = _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)
    if not marks:
        return [Segment(text)]
    end = start + len(text)
    cuts = sorted({start, end, *(c for mark in marks for c in (mark.start, mark.end) if start < c < end)})
    found: list[Segment] = []
    open_marks: list[Mark] = []
    following = 0
    for begin, stop in pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > begin]
        while following < len(marks) and marks[following].start <= begin:
            if marks[following].end > begin:
                open_marks.append(marks[following])
            following += 1
        found.append(_segment(text[begin - start : stop - start], (begin, stop), start, open_marks))
    return found


def _segment(text: str, span: tuple[int, int], block: int, covering: Sequence[Mark]) -> Segment:
    """One piece of a block that begins at ``block``, told by the marks that cover all of it."""
    if not covering:
        return Segment(text)
    shortest: dict[str, Mark] = {}
    for mark in covering:
        held = shortest.get(mark.kind)
        if held is None or mark.end - mark.start <= held.end - held.start:
            shortest[mark.kind] = mark
    # A footnote mark within a figure stays a link to its note; of several figures the shortest is the link.
    lead = next(shortest[kind] for kind in LEADS if kind in shortest)
    first = [mark for mark in covering if max(mark.start, block) == span[0]]
    figure, aside = shortest.get("f"), shortest.get("a")
    return Segment(
        text,
        lead.kind,
        lead.id if lead.kind != "a" and lead in first else "",
        tuple(mark.id for mark in first if mark is not lead and mark.kind != "a" and mark.id),
        lead.href,
        _title(lead, figure, aside),
        " ".join(_classes(lead, shortest)),
        " ".join(str(mark.number) for mark in covering if mark.kind == "f"),
        figure.sign if figure and figure.end == span[1] else "",
        next((mark.id for mark in first if mark.kind == "a"), ""),
        aside.number if aside else -1,
    )


def _title(lead: Mark, figure: Mark | None, aside: Mark | None) -> str:
    """What the reader is told who hovers; of what is set aside, why."""
    if aside and lead.kind in "aw":
        return aside.title
    return f"set aside: {aside.title}" if aside and lead.kind == "m" and not figure else lead.title


def _classes(lead: Mark, covering: Mapping[str, Mark]) -> Iterator[str]:
    figure = covering.get("f")
    if figure:
        yield f"f s-{figure.stage or 'none'}"
        if DOUBT_SIGN in figure.sign:
            yield "d"
    else:
        yield lead.kind
    if "w" in covering and lead.kind != "w":
        yield "w"
    if lead.kind == "m" and figure:
        yield "m"
    if "a" in covering and lead.kind != "a":
        yield "a"

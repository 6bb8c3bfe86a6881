"""The letters as the page prints them: blocks of text cut into segments, ready for the template.

A block is a paragraph.  Where figures, numerals set aside, footnote marks and words that decide begin
or end, the block is cut, so that each segment knows all that covers it; spans that touch or cross
are thereby drawn right.  The texts of a block's segments, joined, are the block as printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from figures.model import AMBIGUOUS, FRONT, NOTE, Edition, Figure, Letter, SetAside
from figures.reports.page.addresses import Part, Places, Section, link
from figures.rows import exact
from figures.rows import figures as figure_rows
from figures.rows.index import Index
from figures.rows.table import COLUMNS

SIGNS = {
    "requested": "R",
    "proposed": "P",
    "granted": "G",
    "refused": "X",
    "obligation": "O",
    "delivered": "D",
    "reported": "S",
}  # fmt: skip
"""A letter tells the stage where colour does not: in print, in greyscale, to the colour-blind."""
NO_SIGN, DOUBT_SIGN = "–", "?"
_UNSHOWN = re.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
"""What HTML drops or changes; shown as a replacement character, so that every offset stays true."""
_COLUMNS = re.compile(r"\t|\S {3,}\S.* {3,}\S|\|.*\|")
"""A line set in columns has to keep its spaces under one another."""
_TEXT = re.compile(r"[^\r\n]+")
_RULE = re.compile(r"[\s_*=–—-]+")


@dataclass(slots=True)
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


@dataclass(slots=True)
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


@dataclass(slots=True)
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


@dataclass(slots=True)
class Sheet:
    """A letter, or a part of it, on one page."""

    id: str
    title: str
    blocks: list[Block]
    figures: int
    begins: bool


@dataclass(slots=True)
class Shown:
    """What a part shows, with the numbers by which its script and its cards know it."""

    sheets: list[Sheet]
    figures: list[Figure]
    reasons: list[tuple[str, str]]
    words: list[str]


class Printer:
    """Prints the parts of one run; what is needed of the whole run is looked up once."""

    def __init__(self, index: Index, places: Places) -> None:
        self.index, self.places = index, places
        self._figures: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in index.run.figures:
            self._figures[figure.edition, figure.letter].append(figure)
        self._asides: dict[str, list[SetAside]] = defaultdict(list)
        for edition, aside in index.run.set_aside:
            self._asides[edition].append(aside)
        for asides in self._asides.values():
            asides.sort(key=lambda aside: (aside.start, aside.end))
        words: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
        cells = (getattr(decision, stage) for decision in index.run.decisions for stage in COLUMNS)
        for cell in cells:
            for evidence, id, _ in places.deciding(cell) if cell else ():
                end = max(evidence.end, words[cell.edition].get(id, (0, 0))[1])
                words[cell.edition][id] = evidence.start, end
        self._words = {edition: sorted((*span, id) for id, span in held.items()) for edition, held in words.items()}

    def part(self, part: Part) -> Shown:
        shown = Shown([], [], [], [])
        known: dict[tuple[str, str], int] = {}
        for section in part.sections:
            shown.sheets.append(self._sheet(section, part, shown, known))
        return shown

    def _sheet(self, section: Section, part: Part, shown: Shown, known: dict[tuple[str, str], int]) -> Sheet:
        letter = section.letter
        edition = self.index.editions[letter.edition]
        pieces = list(_pieces(edition, section))
        start, end = (pieces[0][0], pieces[-1][1]) if pieces else (letter.start, letter.start)
        marks = sorted(self._marks(section, part, shown, known, start, end), key=lambda mark: (mark.start, -mark.end))
        blocks: list[Block] = []
        first = line = 0
        seen_note = 0
        for start, end, role, note in pieces:
            while first < len(marks) and marks[first].end <= start:
                first += 1
            own = []
            for mark in marks[first:]:
                if mark.start >= end:
                    break
                if mark.end > start:
                    own.append(mark)
            number = edition.line(start)
            text = edition.text[start:end]
            shape = "rule" if _RULE.fullmatch(text) else role
            block = Block(shape, self.places.offsets.at(edition.id, start), "", None, segments(text, start, own))
            for mark in own:
                if mark.end > end:
                    mark.id = ""  # its next piece stands in another block, and an id stands once
            if number != line:
                block.id, block.line, line = self.places.line(edition, number), number, number
            if role == NOTE and note and note != seen_note:
                block.note, seen_note = f"{letter.id}/n{note}", note
                caller = next((n for n, mark in enumerate(letter.marks) if mark.note == note), None)
                if caller is not None:
                    block.back = link(f"{letter.id}/m{caller + 1}", part, part)
            block.columns = bool(_COLUMNS.search(text))
            blocks.append(block)
        count = sum(section.first <= figure.paragraph < section.last for figure in self._figures[letter.edition, letter.id])
        return Sheet(letter.id, title(letter, self.index), blocks, count, section.begins)

    def _marks(
        self, section: Section, part: Part, shown: Shown, known: dict[tuple[str, str], int], start: int, end: int
    ) -> Iterator[Mark]:
        letter = section.letter
        for figure in self._figures[letter.edition, letter.id]:
            if section.first <= figure.paragraph < section.last:
                sign = SIGNS.get(figure.stage.value or "", NO_SIGN) + (DOUBT_SIGN if doubtful(figure) else "")
                href = link(figure.id, part, part)
                yield Mark(
                    figure.start, figure.end, "f", figure.id, href, len(shown.figures), said(figure), figure.stage.value or "", sign
                )
                shown.figures.append(figure)
        asides = self._asides[letter.edition]
        for aside in asides[bisect_left(asides, start, key=lambda aside: aside.end) :]:
            if aside.start >= end:
                break
            key = aside.reason, aside.rule
            if key not in known:
                known[key] = len(shown.reasons)
                shown.reasons.append(key)
            yield Mark(aside.start, aside.end, "a", f"{letter.id}/a{aside.start - letter.start}", "", known[key], aside.reason)
        for n, mark in enumerate(letter.marks, 1):
            if start <= mark.start < end:
                href = link(f"{letter.id}/n{mark.note}", part, part) if mark.note else ""
                yield Mark(mark.start, mark.end, "m", f"{letter.id}/m{n}", href)
        words = self._words.get(letter.edition, [])
        for begin, stop, id in words[bisect_left(words, start, key=lambda word: word[1]) :]:
            if begin >= end:
                break
            shown.words.append(id)
            yield Mark(begin, stop, "w", id)


def title(letter: Letter, index: Index) -> str:
    """The heading; what stands before the first letter has none."""
    if letter.heading.end > letter.heading.start:
        return index.heading(letter)
    return "Before the first letter" if any(p.role == FRONT for p in letter.paragraphs) else letter.edition


def doubtful(figure: Figure) -> bool:
    """Whether there is a doubt about the figure, or one of its readings is ambiguous."""
    if figure.doubts or figure.quantity.doubts:
        return True
    return any(getattr(figure, name).status == AMBIGUOUS for name in figure_rows.READINGS)


def said(figure: Figure) -> str:
    """The figure in one line, for those who only hover or listen."""
    amount = f"{exact.qualified(figure.low, figure.high, figure.quantity.qualifier)} {figure.unit}"
    whose = figure.region.values or figure.party.values
    readings = (figure.stage.value, amount, ", ".join(whose), figure.item.value, figure.measure.value)
    return "; ".join(part for part in readings if part)


def _pieces(edition: Edition, section: Section) -> Iterator[tuple[int, int, str, int]]:
    """Start, end, role and footnote of all text of the section, paragraph by paragraph.

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
            yield start, paragraph.end, paragraph.role, paragraph.note
        at = max(at, paragraph.end)
    yield from _rest(text, at, letter.end if section.ends else at)


def _rest(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, int]]:
    """Lines that are no paragraph of the letter."""
    for match in _TEXT.finditer(text, start, end):
        if match[0].strip():
            yield match.start(), match.end(), "apparatus", 0


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
        found.append(_segment(text[begin - start : stop - start], begin, stop, start, open_marks))
    return found


def _segment(text: str, begin: int, stop: int, block: int, covering: Sequence[Mark]) -> Segment:
    if not covering:
        return Segment(text)
    by_kind: dict[str, Mark] = {}
    for mark in covering:
        held = by_kind.get(mark.kind)
        if held is None or mark.end - mark.start <= held.end - held.start:
            by_kind[mark.kind] = mark
    # A footnote mark within a figure stays a link to its note; of several figures the shortest is the link.
    lead = next(by_kind[kind] for kind in ("m", "f", "a", "w") if kind in by_kind)
    segment = Segment(text, lead.kind, href=lead.href, title=lead.title)
    figures = [mark for mark in covering if mark.kind == "f"]
    if figures:
        figure = by_kind["f"]
        segment.figures = " ".join(str(mark.number) for mark in figures)
        segment.classes = f"f s-{figure.stage or 'none'}"
        closing = [mark for mark in figures if mark.end == stop]
        if figure in closing:
            segment.sign = figure.sign
        if DOUBT_SIGN in figure.sign:
            segment.classes += " d"
    else:
        segment.classes = lead.kind
    if "w" in by_kind and lead.kind != "w":
        segment.classes += " w"
    if lead.kind == "m" and figures:
        segment.classes += " m"
    if "a" in by_kind:
        segment.reason = by_kind["a"].number
        if lead.kind in "aw":
            segment.title = by_kind["a"].title
        elif lead.kind == "m" and not figures:
            segment.title = f"set aside: {by_kind['a'].title}"
        if lead.kind != "a":
            segment.classes += " a"
    first = [mark for mark in covering if max(mark.start, block) == begin]
    if lead.kind != "a" and lead in first:
        segment.id = lead.id
    segment.more = tuple(mark.id for mark in first if mark is not lead and mark.kind != "a" and mark.id)
    segment.aside = next((mark.id for mark in first if mark.kind == "a"), "")
    return segment

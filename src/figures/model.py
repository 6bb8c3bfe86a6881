"""The types that travel between the stations.

All are frozen, slotted dataclasses; sequences are tuples; amounts are :class:`decimal.Decimal`.
Offsets count characters of the decoded edition text, ``end`` is exclusive, lines count from 1.
This module imports nothing of ours, so every station may import it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

BODY = "body"
"""Role of a paragraph that the correspondents wrote."""
NOTE = "note"
"""Role of a paragraph of the editors: a footnote."""
HEADING = "heading"
"""Role of a line that names sender, recipient and date."""
ARCHIVE = "archive"
"""Role of a line, or part of a line, that cites the archive."""
APPARATUS = "apparatus"
"""Role of telegram marks, addresses, signatures, datelines, rules: part of a letter, no prose."""
FRONT = "front"
"""Role of text outside all letters: title, navigation, introduction."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the edition text: ``edition.text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One file as read: its text is never altered.

    ``id`` is the file's stem, ``source`` the path as the user gave it with forward slashes,
    ``encoding`` how the bytes were decoded, ``line_starts`` the offset of the first character of
    each line, ``profile`` the id of the edition profile in ``lexicon/editions``.
    """

    id: str
    source: str
    text: str
    sha256: str
    encoding: str
    language: str
    profile: str
    line_starts: tuple[int, ...]
    doubts: tuple[Doubt, ...] = ()

    def line(self, offset: int) -> int:
        """The line, counted from 1, in which the character at ``offset`` stands."""
        return bisect_right(self.line_starts, offset)

    def line_span(self, line: int) -> Span:
        """Start and end of a line, without its line break."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a letter with its role; ``number`` is the footnote's number as printed, or None.

    A footnote of several lines has several paragraphs with the same ``note``; ``note`` is the
    ordinal of the footnote within its letter (from 1) and 0 in the body.  ``start`` of a footnote's
    first paragraph stands behind the printed number.
    """

    start: int
    end: int
    role: str
    note: int = 0
    number: str | None = None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote mark in the running text (``opinion 1 .``) and the note it calls, 0 if lost."""

    start: int
    end: int
    number: str
    note: int


@dataclass(frozen=True, slots=True)
class Letter:
    """One document of an edition.

    ``id`` is made of date, correspondents and archive leaf, so that it stays when other letters
    come or go.  ``number`` is the document's or telegram's own number where it states one (the
    ``33`` of ``HP 33``, the ``1421/sh`` of ``No. 1421/sh``), by which replies refer to it;
    ``numbers`` are all of them.  ``refers_to`` are the numbers a reply names (``Your number 33``).
    ``date`` is ISO (``1936-08-18``) or None.  A text in which no heading was found is one letter
    with empty heading.  ``decides`` says that the document calls itself a decision (resolution, decree,
    minutes …): its words are those of who decides, whoever that is.
    """

    id: str
    edition: str
    start: int
    end: int
    heading: Span
    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    date_text: str | None
    archive: str | None
    numbers: tuple[str, ...]
    refers_to: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[NoteMark, ...] = ()
    decides: bool = False

    @property
    def sender(self) -> str | None:
        return ", ".join(self.senders) or None

    @property
    def recipient(self) -> str | None:
        return ", ".join(self.recipients) or None


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as the language writes it: ``13 million 774 thousand``, ``8-10 thousand``, ``half``.

    ``low`` and ``high`` are equal unless it is a range; where the digits are garbled (``1,50,000``),
    they are a reading of them.  ``form`` is ``digits``, ``words``, ``mixed`` or ``fraction``
    (``half``, ``two thirds``: low and high in percent).
    ``factor`` is the multiplier the number was written with (1000000 in ``9.5 million``, else 1).
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    qualifier: str
    form: str
    factor: Decimal = Decimal(1)
    readings: tuple[Decimal, ...] = ()
    """Other values that garbled digits could stand for; empty when the digits are sound."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A stretch of text whose numerals are no figures, with the reason and the rule that says so.

    One stretch may hold several numerals (a date, an archive reference); no two overlap.
    """

    start: int
    end: int
    reason: str
    rule: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A numeral with the unit or the counted noun it stands with.

    ``start`` and ``end`` are those of the quote: from the first word of the number to the end of
    the unit, noun, or ``of ITEM``.  ``unit`` is a name of ``units.txt`` or a singular noun;
    ``printed_unit`` what the text says, empty where it was left out and inherited.  ``noun`` is the
    item as far as the quantity itself tells it (``rye`` of ``500 thousand poods of rye``,
    ``tractor`` of ``11,000 tractors``), else None.  ``basis`` is what a fraction is a fraction of
    (``the amount asked for``), else None.
    """

    start: int
    end: int
    numeral: Numeral
    kind: str
    low: Decimal
    high: Decimal
    qualifier: str
    unit: str
    printed_unit: str
    noun: str | None
    basis: str | None
    rule: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words a claim rests on and the id of the lexicon group or rule that read them."""

    start: int
    end: int
    rule: str


STATED, INHERITED, ASSUMED, AMBIGUOUS, ABSENT = "stated", "inherited", "assumed", "ambiguous", "absent"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read for one field of a figure, why, how surely, and what was rejected.

    ``values`` has one value, or several where the amount holds for *each* of them
    (``500 thousand poods each``), or none when ``status`` is ``absent``.
    """

    values: tuple[str, ...]
    status: str
    evidence: tuple[Evidence, ...] = ()
    rejected: tuple[str, ...] = ()

    @property
    def value(self) -> str | None:
        return self.values[0] if self.values else None


NOTHING_READ = Reading((), ABSENT)


@dataclass(frozen=True, slots=True)
class Doubt:
    """The text is unclear at this place: a stable code and one sentence for the reader."""

    code: str
    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One economic amount of the text with everything that was read about it.

    ``id`` is letter id, paragraph and offset.  ``note`` is 0 in the body, else the ordinal of the
    footnote.  ``part_of`` is the id of the total of which the text says this is a part (``including``).
    ``change`` says what the amount does to a plan: ``cut`` (an amount to be taken off),
    ``level`` (the new size itself) or ``difference`` (against another year).
    """

    id: str
    edition: str
    letter: str
    paragraph: int
    note: int
    quantity: Quantity
    region: Reading
    party: Reading
    item: Reading
    measure: Reading
    stage: Reading
    part_of: str | None = None
    change: str = "level"
    doubts: tuple[Doubt, ...] = ()
    point: int = 0
    """Number of the letter's point (``2)``) under which the amount stands, 0 where it has none."""

    @property
    def start(self) -> int:
        return self.quantity.start

    @property
    def end(self) -> int:
        return self.quantity.end

    @property
    def low(self) -> Decimal:
        return self.quantity.low

    @property
    def high(self) -> Decimal:
        return self.quantity.high

    @property
    def unit(self) -> str:
        return self.quantity.unit


@dataclass(frozen=True, slots=True)
class Cell:
    """One amount of the region table.

    ``basis``: ``stated`` (a figure says it), ``consent`` (agreed as proposed), ``in full`` (as
    requested), ``refused`` (a stated zero), ``computed`` (half of, added to, taken off).
    ``figures`` are the ids it rests on, ``evidence`` the words (of consent, of refusal …).
    """

    low: Decimal
    high: Decimal
    qualifier: str
    basis: str
    figures: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    edition: str = ""
    """Edition id in whose text ``evidence`` stands."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the region table: a request or proposal and what became of it.

    ``region`` is None for rows that are no region's; ``party`` then names who asks or receives.
    ``letter`` is the id of the letter that asks or proposes, ``answer`` of the letter that decides
    (the same one where a footnote decides), or None.
    """

    id: str
    region: str | None
    party: str | None
    item: str | None
    measure: str | None
    unit: str
    requested: Cell | None
    proposed: Cell | None
    granted: Cell | None
    obligation: Cell | None
    delivered: Cell | None
    outcome: str
    letter: str
    answer: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """An arithmetic relation that the text states, and whether it holds.

    ``kind`` is ``total`` (parts against their total), ``difference`` (this year against last),
    ``percentage``, ``fraction`` (an amount that is a share of another), ``multiple`` or
    ``conversion`` (one amount in two units).  ``verdict`` is ``agrees``, ``differs``, ``repaired``
    (a garbled numeral was read so that it holds) or ``cannot tell`` (the list may not be complete).
    ``evidence`` points at the words (``including``, ``more … by``).  ``stated`` is the first of
    ``figures``; ``computed`` is what the others make.
    """

    id: str
    kind: str
    letter: str
    edition: str
    figures: tuple[str, ...]
    stated: Decimal
    computed: Decimal
    unit: str
    verdict: str
    evidence: tuple[Evidence, ...]
    message: str

    @property
    def gap(self) -> Decimal:
        return self.stated - self.computed


@dataclass(frozen=True, slots=True)
class Run:
    """Everything that one run found, in reading order."""

    editions: tuple[Edition, ...]
    letters: tuple[Letter, ...]
    figures: tuple[Figure, ...]
    set_aside: tuple[tuple[str, SetAside], ...]
    """Pairs of edition id and stretch."""
    decisions: tuple[Decision, ...]
    checks: tuple[Check, ...]
    doubts: tuple[tuple[str, Doubt], ...]
    """Doubts that belong to no figure, with their edition id."""

"""The workbook: the region table, its figures, checks, letters and the source text, linked.

An amount of the region table leads to its figure, a figure to its line of the Source sheet.  One
function makes one sheet; :mod:`figures.reports.sheets` writes it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from figures.model import Cell, Decision, Figure
from figures.reports import figure_rows, tables
from figures.reports.index import Index
from figures.reports.sheets import MAX_TEXT, Book, Column, Link, Marked, Value

TITLE = "Economic figures in historical correspondence"
SHEETS = {
    "About": "What this workbook is, and what it was made from.",
    "Regions": "Requested, proposed and granted, row by row; each amount leads to its figure.",
    "Figures": "Every figure with its readings; the line leads to the source text.",
    "Checks": "The sums, differences and percentages that the text states, and whether they hold.",
    "Letters": "Every document with its heading, correspondents, date and archive reference.",
    "Source": "The text as read, line by line, with the quotes of the figures in bold.",
}
CHUNK = MAX_TEXT // 2
"""A longer source line takes several rows, so that its characters fit whatever they are."""

_WIDTHS = {
    "region": 22, "party": 14, "item": 16, "measure": 24, "stage": 11, "quote": 34, "sentence": 70, "doubts": 50,
    "notes": 50, "outcome": 18, "letter": 28, "archive": 40, "sender": 22, "recipient": 22, "heading": 44,
    "words": 40, "message": 60, "text": 110, "figures": 16, "value": 100, "entry": 26, "id": 36, "figure": 16,
}  # fmt: skip
_WRAPPED = frozenset({"quote", "sentence", "doubts", "notes", "archive", "heading", "words", "message", "text", "value"})
_FIGURES_FIRST = (
    "region", "party", "item", "measure", "stage", "low", "high", "qualifier", "unit", "quote", "line", "sentence", "doubts",
)  # fmt: skip
_REGION_DETAILS = tuple(f"{stage} {part}" for stage in tables.STAGES for part in ("to", "qualifier", "basis", "line"))


def workbook(index: Index, table: Sequence[tables.Row], figures: Sequence[dict[str, object]], manifest: dict[str, Any]) -> bytes:
    """The workbook of one run: its region table, its figure rows (CSV form) and what it was made from."""
    book = Book(TITLE, ", ".join(edition.id for edition in index.run.editions))
    book.reserve(*SHEETS)
    places = _Places(index)
    _regions(book, table, places)
    _figures(book, figures, places)
    _checks(book, places)
    _letters(book, places)
    _source(book, places)
    _about(book, index, manifest)
    return book.bytes()


class _Places:
    """The row (counted from 1, the header is 1) on which each figure and each source line stands."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.figure = {figure.id: row for row, figure in enumerate(index.run.figures, start=2)}
        self._first_rows: dict[str, list[int]] = {}
        row = 2
        for edition in index.run.editions:
            self._first_rows[edition.id] = first = []
            for line in range(1, len(edition.line_starts) + 1):
                first.append(row)
                span = edition.line_span(line)
                row += max(1, -(-(span.end - span.start) // CHUNK))

    def source(self, edition: str, offset: int) -> int:
        """The row of the Source sheet that holds the character at ``offset``."""
        text = self.index.editions[edition]
        line = text.line(offset)
        return self._first_rows[edition][line - 1] + (offset - text.line_starts[line - 1]) // CHUNK

    def source_link(self, edition: str, offset: int) -> Link:
        """The line number of an offset, leading to that line."""
        return Link(self.index.editions[edition].line(offset), "Source", self.source(edition, offset))

    def amount(self, value: Decimal, cell: Cell) -> Value:
        """An amount leading to its figure; one that rests on words alone, as a refusal does, to their line."""
        if not cell.figures and cell.evidence:
            return Link(value, "Source", self.source(cell.edition, cell.evidence[0].start))
        return self.figure_links(cell.figures, value)

    def figure_links(self, ids: Sequence[str], value: Decimal | int | str) -> Value:
        """A value leading to the first of the figures it rests on."""
        return Link(value, "Figures", self.figure[ids[0]]) if ids else value


def _columns(*headers: str) -> list[Column]:
    return [Column(header, _WIDTHS.get(header, 13), header in _WRAPPED) for header in headers]


def _about(book: Book, index: Index, manifest: dict[str, Any]) -> None:
    run = index.run
    dates = sorted(letter.date for letter in run.letters if letter.date)
    rows: list[tuple[Value, Value]] = [
        ("Title", TITLE),
        ("Coverage", f"{dates[0]} to {dates[-1]}" if dates else "no dated letter"),
        ("Contents", f"{len(run.letters)} letters, {len(run.figures)} figures, {len(run.decisions)} rows, {len(run.checks)} checks"),
    ]
    rows += [("Sheet", Link(f"{name}: {said}", name, 1)) for name, said in SHEETS.items() if name != "About"]
    rows += [
        ("Amounts", "As read, in the unit named beside them; converted amounts stand in columns of their own."),
        ("Empty cell", "The source states nothing there. A refusal is a 0."),
        ("Basis", "stated: a figure says it. consent: agreed as proposed. in full: as requested. refused: a stated 0. "
                  "computed: worked out from words, see notes."),
        ("Range", "requested, proposed … hold the lower end; requested to, proposed to … the upper end where it differs."),
        ("Doubts", "What is unclear in the text is read where there is evidence for a reading, and said in the column doubts."),
        ("Offsets", "start and end count characters of the file as decoded, end is exclusive; lines count from 1."),
    ]  # fmt: skip
    for given in manifest["inputs"]:
        rows.append(("Input", f"{given['source']}, {given['encoding']}, sha256 {given['sha256']}"))
    rows += [("Made with", f"{name} {version}") for name, version in manifest["versions"].items()]
    rows += [("Lexicon", f"sha256 {manifest['lexicon']}")]
    rows += [("Links", f"The sheet {name} has more links than Excel allows; its last rows have none.") for name in book.beyond_links]
    book.table("About", _columns("entry", "value"), rows)


def _regions(book: Book, table: Sequence[tables.Row], places: _Places) -> None:
    headers = (*tables.NAMES, *tables.STAGES, "outcome", "notes", "letter", *_REGION_DETAILS)

    def values(row: tables.Row, decision: Decision) -> Iterator[Value]:
        for name in tables.NAMES:
            yield row[name]
        for stage in tables.STAGES:
            cell: Cell | None = getattr(decision, stage)
            yield places.amount(cell.low, cell) if cell else None
        yield row["outcome"]
        yield " ".join(row["notes"])
        yield row["letter"]
        for stage in tables.STAGES:
            said = row[stage]
            if said is None:
                yield from (None, None, None, None)
            else:
                yield from (said["high"] if said["high"] != said["low"] else None, said["qualifier"], said["basis"], said["line"])

    book.table("Regions", _columns(*headers), (list(values(*pair)) for pair in zip(table, places.index.run.decisions, strict=True)))


def _figures(book: Book, figures: Sequence[dict[str, object]], places: _Places) -> None:
    headers = (*_FIGURES_FIRST, *(column for column in figure_rows.CSV_COLUMNS if column not in _FIGURES_FIRST))

    def values(row: dict[str, object], figure: Figure) -> Iterator[Value]:
        for header in headers:
            value = row[header]
            if header == "line":
                yield places.source_link(figure.edition, figure.start)
            elif isinstance(value, list):
                yield "; ".join(value)
            else:
                assert value is None or isinstance(value, Decimal | int | str)
                yield value

    pairs = zip(figures, places.index.run.figures, strict=True)
    book.table("Figures", _columns(*headers), (list(values(row, figure)) for row, figure in pairs))


def _checks(book: Book, places: _Places) -> None:
    index = places.index
    rows: list[list[Value]] = []
    for check in index.run.checks:
        at = check.evidence[0].start if check.evidence else index.figures[check.figures[0]].start
        rows.append([
            check.verdict, check.kind, check.stated, check.computed, check.gap, check.unit,
            places.source_link(check.edition, at),
            "; ".join(index.words(check.edition, evidence) for evidence in check.evidence),
            check.message, check.letter,
            places.figure_links(check.figures, "; ".join(check.figures)), check.id,
        ])  # fmt: skip
    headers = ("verdict", "kind", "stated", "computed", "gap", "unit", "line", "words", "message", "letter", "figures", "id")
    book.table("Checks", _columns(*headers), rows)


def _letters(book: Book, places: _Places) -> None:
    index = places.index
    figures = Counter((figure.edition, figure.letter) for figure in index.run.figures)
    rows: list[list[Value]] = [
        [
            letter.date, letter.date_text, letter.sender, letter.recipient, index.heading(letter), letter.archive,
            figures[letter.edition, letter.id],
            places.source_link(letter.edition, letter.start),
            "; ".join(letter.numbers), "; ".join(letter.refers_to), letter.edition, letter.id,
        ]
        for letter in index.run.letters
    ]  # fmt: skip
    headers = (
        "date", "date as printed", "sender", "recipient", "heading", "archive", "number of figures", "line",
        "own numbers", "refers to", "edition", "id",
    )  # fmt: skip
    book.table("Letters", _columns(*headers), rows)


def _source(book: Book, places: _Places) -> None:
    book.table("Source", _columns("edition", "line", "figure", "text", "figures"), _source_rows(places))


def _source_rows(places: _Places) -> Iterator[list[Value]]:
    by_line: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in places.index.run.figures:
        by_line[figure.edition, places.index.line(figure)].append(figure)
    for edition in places.index.run.editions:
        for line in range(1, len(edition.line_starts) + 1):
            span = edition.line_span(line)
            figures = sorted(by_line.get((edition.id, line), ()), key=lambda figure: figure.start)
            for start in range(span.start, max(span.end, span.start + 1), CHUNK):
                end = min(start + CHUNK, span.end)
                here = [figure for figure in figures if start <= figure.start < end]
                yield [
                    edition.id, line,
                    places.figure_links([figure.id for figure in here], "figure") if here else None,
                    Marked(edition.text[start:end], tuple(_bold(here, start, end))),
                    "; ".join(figure.id for figure in here),
                ]  # fmt: skip


def _bold(figures: Sequence[Figure], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The quotes within one cell, cut where two share words (``5 and 6 thousand poods``)."""
    at = start
    for figure in figures:
        first, last = max(figure.start, at), min(figure.end, end)
        if first < last:
            yield first - start, last - start
            at = last

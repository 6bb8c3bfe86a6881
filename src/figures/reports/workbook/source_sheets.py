"""The sheets Letters, Checks, Numerals and Source: what the figures were read from, and how they add up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from figures.model import Check, Figure
from figures.reports.workbook.book import Book, CellLink, Column, Marked, Value
from figures.reports.workbook.links import CHUNK, SheetPlaces
from figures.rows import SHEETS, Sheet

_WIDTHS = {
    "date": 11, "date as printed": 18, "sender": 22, "recipient": 16, "heading": 44, "archive": 40, "number of figures": 10, "line": 7,
    "own numbers": 14, "refers to": 14, "edition": 22, "id": 34, "verdict": 12, "kind": 12, "unit": 9, "words": 26, "message": 60,
    "letter": 34, "figures": 20, "numeral": 16, "figure": 34, "reason": 24, "rule": 18, "start": 9, "end": 9, "source": 48, "text": 120,
}  # fmt: skip
_WRAPPED = frozenset(
    {"heading", "archive", "words", "message", "text", "sender", "recipient", "date as printed", "reason", "rule", "numeral"}
)


def _columns(sheet: Sheet) -> list[Column]:
    """The columns of one of the sheets, each as wide as what it holds."""
    widths = _WIDTHS | ({"figure": 8} if sheet == SHEETS.source else {})
    return [Column(h, widths.get(h, 13), h in _WRAPPED, printed=sheet.prints(n)) for n, h in enumerate(sheet.columns)]


def write_source_sheets(book: Book, checks: Sequence[Check], numerals: Iterable[dict[str, object]], places: SheetPlaces) -> int:
    """Write the four sheets and give the number of numerals; ``checks`` are those of the run as reviewed."""
    book.table(SHEETS.letters, _columns(SHEETS.letters), _letters(places))
    book.table(SHEETS.checks, _columns(SHEETS.checks), _checks(checks, places))
    counted = book.table(SHEETS.numerals, _columns(SHEETS.numerals), _numerals(numerals, places))
    book.table(SHEETS.source, _columns(SHEETS.source), _source(places))
    return counted


def _letters(places: SheetPlaces) -> Iterator[list[Value]]:
    index = places.index
    figures = Counter((figure.edition, figure.letter) for figure in index.run.figures)
    for letter in index.run.letters:
        yield [
            letter.date, letter.date_text, letter.sender, letter.recipient, index.heading(letter), letter.archive,
            figures[letter.edition, letter.id],
            places.source_link(letter.edition, letter.start),
            "; ".join(letter.numbers), "; ".join(letter.refers_to), letter.edition, letter.id,
        ]  # fmt: skip


def _checks(checks: Sequence[Check], places: SheetPlaces) -> Iterator[list[Value]]:
    index = places.index
    for check in checks:
        at = check.evidence[0].start if check.evidence else index.figures[check.figures[0]].start
        yield [
            check.verdict, check.kind, check.stated, check.computed, check.gap, check.unit,
            places.source_link(check.edition, at),
            "; ".join(index.words(check.edition, evidence) for evidence in check.evidence),
            check.message, check.letter,
            places.figure_links(check.figures, "; ".join(check.figures)), check.id,
        ]  # fmt: skip


def _numerals(numerals: Iterable[dict[str, object]], places: SheetPlaces) -> Iterator[list[Value]]:
    """The ledger; only what became a figure is a link, so that the links last for as many rows as can be."""
    return ([_numeral(row, name, places) for name in SHEETS.numerals.columns] for row in numerals)


def _numeral(row: dict[str, object], name: str, places: SheetPlaces) -> Value:
    value = row[name]
    if name == "figure" and isinstance(value, str) and value in places.figure:
        return CellLink(value, SHEETS.figures.name, places.figure[value])
    assert value is None or isinstance(value, int | str)
    return value


def _source(places: SheetPlaces) -> Iterator[list[Value]]:
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
                    line,
                    Marked(edition.text[start:end], tuple(_bold(here, start, end))),
                    places.figure_links([figure.id for figure in here], "figure") if here else None,
                    "; ".join(figure.id for figure in here),
                    edition.id,
                ]  # fmt: skip


def _bold(figures: Sequence[Figure], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The quotes within one cell, cut where two share words (``5 and 6 thousand poods``)."""
    at = start
    for figure in figures:
        first, last = max(figure.start, at), min(figure.end, end)
        if first < last:
            yield first - start, last - start
            at = last

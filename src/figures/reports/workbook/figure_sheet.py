"""The Figures sheet: every figure as read, with its evidence in words, and the reviewer's columns beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from figures.model import ABSENT, STATED, Figure
from figures.reports.workbook.book import ENTRY, Book, Column, Value
from figures.reports.workbook.links import Places
from figures.reviews.layout import _FIRST, HEADERS, SHEET, STATE
from figures.reviews.review import FIELDS, VERDICTS, amount
from figures.rows import figures as figure_rows
from figures.rows.citation import citation
from figures.rows.index import Index

if TYPE_CHECKING:
    from figures.reviews.desk import Reviewed

_WIDTHS = {
    "region": 18, "item": 11, "measure": 17, "stage": 10, "qualifier": 9, "quote": 22, "line": 6, "sentence": 52, "doubts": 26, "unit": 9,
    "verdict": 10, "corrected region": 18, "corrected measure": 18, "corrected item": 12, "note": 36, "reviewer": 13,
    "review date": 12, STATE: 30, "evidence": 44, "citation": 60, "party": 14, "archive": 40, "sender": 18, "recipient": 14,
    "letter": 30, "id": 34, "part_of": 34, "source": 30,
}  # fmt: skip
_UNWRAPPED = frozenset({"low", "high", "line", "id", "letter", "part_of", "source"})
_NUMBERS = ("corrected low", "corrected high")


def columns() -> list[Column]:
    return [
        Column(h, _WIDTHS.get(h, 12), h not in _UNWRAPPED, ENTRY if h in FIELDS else "amount", number < len(_FIRST))
        for number, h in enumerate(HEADERS)
    ]  # fmt: skip


def write(book: Book, figures: Sequence[dict[str, object]], places: Places, reviewed: Reviewed, lists: dict[str, str]) -> None:
    """Write the sheet; ``lists`` are the ranges of Vocabulary from which the drop-downs take their values."""
    pairs = list(zip(figures, places.index.run.figures, strict=True))
    book.table(SHEET, columns(), (list(_values(row, figure, places, reviewed)) for row, figure in pairs))
    book.choose(SHEET, HEADERS.index("verdict"), len(pairs), VERDICTS, strict=True)
    for name, cells in lists.items():
        book.choose(SHEET, HEADERS.index(f"corrected {name}"), len(pairs), cells, strict=name in ("stage", "region"))


def _values(row: dict[str, object], figure: Figure, places: Places, reviewed: Reviewed) -> Iterator[Value]:
    index = places.index
    group = reviewed.attached.by_figure.get(figure.id)
    for header in HEADERS:
        if header in FIELDS:
            yield _entry(header, group[0].fields[header]) if group else None
        elif header == STATE:
            yield reviewed.revised.states.get(figure.id) if group and reviewed.revised else None
        elif header == "line":
            yield places.source_link(figure.edition, figure.start)
        elif header == "evidence":
            yield evidence(figure, index)
        elif header == "citation":
            yield citation(figure, index)
        elif header == "date as printed":
            yield index.letter(figure).date_text
        else:
            value = row[header]
            yield "; ".join(value) if isinstance(value, list) else value  # type: ignore[misc]


def _entry(header: str, said: str) -> Value:
    """What a reviewer wrote, as a number where it is one."""
    number = amount(said) if header in _NUMBERS else None
    return said if number is None else number


def evidence(figure: Figure, index: Index) -> str:
    """The words each reading rests on: ``‘asks to reduce’ → requested``."""
    said = []
    for name in figure_rows.READINGS:
        reading = getattr(figure, name)
        if reading.status == ABSENT or not reading.values:
            continue
        words = " … ".join(f"‘{index.words(figure.edition, words)}’" for words in reading.evidence)
        sure = "" if reading.status == STATED else f" ({reading.status})"
        said.append(f"{words or name} → {', '.join(reading.values)}{sure}")
    return "; ".join(said)

"""The Figures sheet: every figure as read, with its evidence in words, and the reviewer's columns beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from figures.model import ABSENT, STATED, Figure
from figures.reports.workbook.book import AMOUNT_FORM, ENTRY_FORM, Book, Column, Value
from figures.reports.workbook.links import SheetPlaces
from figures.reviews import VERDICTS, Reviewed, corrected_amount
from figures.rows import READINGS, REVIEW_FIELDS, REVIEW_STATE, SHEETS, RunIndex, cite_figure

_WIDTHS = {
    "region": 18, "item": 11, "measure": 17, "stage": 10, "qualifier": 9, "quote": 22, "line": 6, "sentence": 52, "doubts": 26, "unit": 9,
    "verdict": 10, "corrected region": 18, "corrected measure": 18, "corrected item": 12, "note": 36, "reviewer": 13,
    "review date": 12, REVIEW_STATE: 30, "evidence": 44, "citation": 60, "party": 14, "archive": 40, "sender": 18, "recipient": 14,
    "letter": 30, "id": 34, "part_of": 34, "source": 30,
}  # fmt: skip
_UNWRAPPED = frozenset({"low", "high", "line", "id", "letter", "part_of", "source"})
_NUMBERS = ("corrected low", "corrected high")


def _columns() -> list[Column]:
    """The columns of the sheet; those to write in are told by their form."""
    return [
        Column(h, _WIDTHS.get(h, 12), h not in _UNWRAPPED, ENTRY_FORM if h in REVIEW_FIELDS else AMOUNT_FORM, SHEETS.figures.prints(number))
        for number, h in enumerate(SHEETS.figures.columns)
    ]  # fmt: skip


def write_figure_sheet(
    book: Book, figures: Sequence[dict[str, object]], places: SheetPlaces, reviewed: Reviewed, lists: dict[str, str]
) -> None:
    """Write the sheet; ``lists`` are the ranges of Vocabulary from which the drop-downs take their values."""
    pairs = list(zip(figures, places.index.run.figures, strict=True))
    book.table(SHEETS.figures, _columns(), (list(_values(row, figure, places, reviewed)) for row, figure in pairs))
    book.choose(SHEETS.figures, SHEETS.figures.at("verdict"), len(pairs), VERDICTS, strict=True)
    for name, cells in lists.items():
        book.choose(SHEETS.figures, SHEETS.figures.at(f"corrected {name}"), len(pairs), cells, strict=name in ("stage", "region"))


def _values(row: dict[str, object], figure: Figure, places: SheetPlaces, reviewed: Reviewed) -> Iterator[Value]:
    index = places.index
    group = reviewed.attached.by_figure.get(figure.id)
    for header in SHEETS.figures.columns:
        if header in REVIEW_FIELDS:
            yield _entry(header, group[0].fields[header]) if group else None
        elif header == REVIEW_STATE:
            yield reviewed.states().get(figure.id)
        elif header == "line":
            yield places.source_link(figure.edition, figure.start)
        elif header == "evidence":
            yield evidence(figure, index)
        elif header == "citation":
            yield cite_figure(figure, index)
        elif header == "date as printed":
            yield index.letter(figure).date_text
        else:
            value = row[header]
            yield "; ".join(value) if isinstance(value, list) else value  # type: ignore[misc]


def _entry(header: str, said: str) -> Value:
    """What a reviewer wrote, as a number where it is one."""
    number = corrected_amount(said) if header in _NUMBERS else None
    return said if number is None else number


def evidence(figure: Figure, index: RunIndex) -> str:
    """The words each reading rests on: ``‘asks to reduce’ → requested``."""
    said = []
    for name in READINGS:
        reading = getattr(figure, name)
        if reading.status == ABSENT or not reading.values:
            continue
        words = " … ".join(f"‘{index.words(figure.edition, words)}’" for words in reading.evidence)
        sure = "" if reading.status == STATED else f" ({reading.status})"
        said.append(f"{words or name} → {', '.join(reading.values)}{sure}")
    return "; ".join(said)

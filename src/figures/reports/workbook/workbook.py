"""The workbook: which sheets it has, in which order, and what each holds.

An amount of the region table leads to its figure, a figure to its line of the Source sheet.  Each
sheet is made by the module of its kind; :mod:`figures.reports.workbook.book` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from figures.reports.workbook import about_sheets, charts, figure_sheet, region_sheets, source_sheets
from figures.reports.workbook.book import Book
from figures.reports.workbook.links import Places
from figures.reviews.layout import SHEETS, own_columns
from figures.rows.index import Index
from figures.rows.regions import RegionRow

if TYPE_CHECKING:
    from figures.reviews.desk import Reviewed

LARGE = 1500
"""Figures from which on the sheets are no longer held in memory."""
TITLE = "Economic figures in historical correspondence"


def workbook(
    index: Index,
    regions: Sequence[RegionRow],
    others: Sequence[RegionRow],
    figures: Sequence[dict[str, object]],
    numerals: Iterable[dict[str, object]],
    manifest: dict[str, Any],
    reviewed: Reviewed,
) -> tuple[bytes, list[str]]:
    """The workbook of one run and, in sentences, what of it did not fit."""
    run = index.run
    checks = reviewed.revised.run.checks if reviewed.revised else run.checks
    book = Book(TITLE, ", ".join(edition.id for edition in run.editions)[:250], large=len(figures) > LARGE)
    book.reserve(*SHEETS)
    places = Places(index)
    ranges, known = about_sheets.vocabulary(book, index)
    region_sheets.write(book, regions, others, places)
    figure_sheet.write(book, figures, places, reviewed, ranges)
    counted = source_sheets.write(book, checks, numerals, places)
    charts.write(book, regions)
    columns = own_columns()
    explained = about_sheets.dictionary_sheet(book, columns)
    noted = about_sheets.notes(book, reviewed)
    counts = {
        "Regions": len(regions), "Other decisions": len(others), "Figures": len(figures), "Letters": len(run.letters),
        "Checks": len(checks),
        "Numerals": counted, "Source": sum(len(edition.line_starts) for edition in run.editions), "Vocabulary": known,
        "Dictionary": explained, "Notes": noted,
    }  # fmt: skip
    about_sheets.contents(book, SHEETS, counts)
    said = f"{len(run.letters)} letters, {len(run.figures)} figures, {len(regions) + len(others)} rows, {len(checks)} checks"
    about_sheets.about(book, index, manifest, TITLE, said)
    return book.bytes(), book.limits

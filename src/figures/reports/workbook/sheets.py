"""The workbook: which sheets it has, in which order, and what each holds.

An amount of the region table leads to its figure, a figure to its line of the Source sheet.  Each
sheet is made by the module of its kind; :mod:`figures.reports.workbook.book` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from figures.reports.workbook.about_sheets import write_about, write_contents, write_dictionary, write_notes, write_vocabulary
from figures.reports.workbook.book import Book
from figures.reports.workbook.charts import write_charts
from figures.reports.workbook.figure_sheet import write_figure_sheet
from figures.reports.workbook.links import SheetPlaces
from figures.reports.workbook.region_sheets import write_region_sheets
from figures.reports.workbook.source_sheets import write_source_sheets
from figures.reviews import Reviewed
from figures.rows import SHEETS, TITLE, RegionRow, RunIndex

LARGE = 1500
"""Figures from which on the sheets are no longer held in memory."""
MAX_SUBJECT = 250
"""Characters of a workbook's subject; Excel allows 255."""


@dataclass(frozen=True, slots=True)
class WorkbookContents:
    """What goes into the workbook: the run as read, its rows, the manifest, and what reviewers wrote.

    ``regions`` and ``others`` are the rows of the run as reviewed, ``figures`` and ``numerals`` those of the run as read.
    """

    index: RunIndex
    regions: Sequence[RegionRow]
    others: Sequence[RegionRow]
    figures: Sequence[dict[str, object]]
    numerals: Iterable[dict[str, object]]
    manifest: dict[str, Any]
    reviewed: Reviewed


def write_workbook(held: WorkbookContents) -> tuple[bytes, list[str]]:
    """The workbook of one run and, in sentences, what of it did not fit."""
    index, run, reviewed = held.index, held.index.run, held.reviewed
    checks = reviewed.run_of(run).checks
    book = Book(TITLE, ", ".join(edition.id for edition in run.editions)[:MAX_SUBJECT], large=len(held.figures) > LARGE)
    book.reserve(SHEETS)
    places = SheetPlaces(index)
    ranges, words = write_vocabulary(book, index)
    write_region_sheets(book, held.regions, held.others, places)
    write_figure_sheet(book, held.figures, places, reviewed, ranges)
    numerals = write_source_sheets(book, checks, held.numerals, places)
    write_charts(book, held.regions)
    explained = write_dictionary(book)
    counts = {
        SHEETS.regions: len(held.regions),
        SHEETS.others: len(held.others),
        SHEETS.figures: len(held.figures),
        SHEETS.letters: len(run.letters),
        SHEETS.checks: len(checks),
        SHEETS.numerals: numerals,
        SHEETS.source: sum(len(edition.line_starts) for edition in run.editions),
        SHEETS.vocabulary: words,
        SHEETS.dictionary: explained,
        SHEETS.notes: write_notes(book, reviewed),
    }
    write_contents(book, counts)
    rows = len(held.regions) + len(held.others)
    said = f"{len(run.letters)} letters, {len(run.figures)} figures, {rows} rows, {len(checks)} checks"
    write_about(book, index, held.manifest, said)
    return book.bytes(), book.limits

"""The names of files, sheets and columns, said once: those who write them, read them back and verify them take them from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from figures.rows.figures import FIGURE_CSV_COLUMNS
from figures.rows.table import TABLE_STAGES

TITLE = "Economic figures in historical correspondence"
"""What the tables are called wherever they are cited."""


@dataclass(frozen=True, slots=True)
class OutputFiles:
    """The files of the output folder."""

    reviews: str = "reviews.csv"
    workbook: str = "figures.xlsx"
    regions: str = "regions.csv"
    figures_csv: str = "figures.csv"
    figures: str = "figures.jsonl"
    numerals: str = "numerals.csv"
    page: str = "figures.html"
    datapackage: str = "datapackage.json"
    manifest: str = "manifest.json"


FILES = OutputFiles()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook: its name, what it holds, its columns, and how many of them go on paper (None: all)."""

    name: str
    holds: str
    columns: tuple[str, ...] = ()
    printed: int | None = None

    def at(self, column: str) -> int:
        """The place of a column, counted from 0."""
        return self.columns.index(column)

    def prints(self, number: int) -> bool:
        """Whether the column of this number goes on paper."""
        return self.printed is None or number < self.printed


REVIEW_FIELDS = (
    "verdict", "corrected low", "corrected high", "corrected unit", "corrected region", "corrected item",
    "corrected measure", "corrected stage", "note", "reviewer", "review date",
)  # fmt: skip
"""What a reviewer writes; the headers of the columns in the workbook, with ``_`` for spaces in the file."""
REVIEW_STATE = "review state"
"""The column that says what became of a review."""
BARGAINED = ("requested", "proposed", "granted")
"""The stages that stand side by side, in the table and in the charts."""
AMOUNT_DETAILS = tuple(f"{stage} {part}" for stage in TABLE_STAGES for part in ("to", "qualifier", "basis", "line"))
GRANTED_SHARES = ("granted as share of requested", "granted as share of proposed")

_FIRST = ("region", "item", "measure", "stage", "low", "high", "unit", "qualifier", "quote", "line", "sentence", "doubts")
_MIDDLE = ("evidence", "citation", "converted_low", "converted_high", "converted_unit", "party", "kind", "place", "date", "date as printed")
_FIGURES = (
    *_FIRST, *REVIEW_FIELDS, REVIEW_STATE, *_MIDDLE,
    *(column for column in FIGURE_CSV_COLUMNS if column not in (*_FIRST, *_MIDDLE)),
)  # fmt: skip
_REPORTED = ("obligation", "delivered")
_REGIONS = (
    "item", "measure", "region", "unit", *BARGAINED, *(f"{stage} in tonnes" for stage in BARGAINED), *GRANTED_SHARES,
    *_REPORTED, *(f"{stage} in tonnes" for stage in _REPORTED), "outcome", "grant known by", "source lines", "doubts", "review",
    "notes", "date", "asked by", *AMOUNT_DETAILS, "label", "within", "shown",
    *(f"{stage} counted" for stage in TABLE_STAGES), "letter", "id",
)  # fmt: skip
_OTHERS = (
    "item", "measure", "party", "unit", *TABLE_STAGES, "outcome", "grant known by", "source lines", "doubts", "review",
    "notes", "date", *AMOUNT_DETAILS, "letter", "id",
)  # fmt: skip
_LETTERS = (
    "date", "date as printed", "sender", "recipient", "heading", "archive", "number of figures", "line",
    "own numbers", "refers to", "edition", "id",
)  # fmt: skip
_CHECKS = ("verdict", "kind", "stated", "computed", "gap", "unit", "line", "words", "message", "letter", "figures", "id")
_NUMERALS = ("line", "numeral", "figure", "reason", "rule", "start", "source")


@dataclass(frozen=True, slots=True)
class WorkbookSheets:
    """The sheets of the workbook, in the order in which readers see them."""

    about: Sheet = Sheet("About", "What this workbook is, what it was made from, how to read and cite it.", ("entry", "value"))
    contents: Sheet = Sheet("Contents", "This list.", ("sheet", "holds", "rows"))
    regions: Sheet = Sheet(
        "Regions",
        "Requested, proposed and granted by item, measure and region; each amount leads to its figure.",
        _REGIONS,
        _REGIONS.index("notes"),
    )
    totals: Sheet = Sheet(
        "Totals",
        "Sums per item and measure of what the filter of Regions shows; nothing is counted twice.",
        ("item", "measure", "unit", "rows shown", *TABLE_STAGES),
    )
    others: Sheet = Sheet(
        "Other decisions", "The same for what is no region's: tractors, engines, dollars, people.", _OTHERS, _OTHERS.index("notes")
    )
    figures: Sheet = Sheet(
        "Figures", "Every figure with its readings, evidence and citation, and the columns for your review.", _FIGURES, len(_FIRST)
    )
    letters: Sheet = Sheet("Letters", "Every document with its heading, correspondents, date and archive reference.", _LETTERS, 8)
    checks: Sheet = Sheet("Checks", "The sums, differences and percentages that the text states, and whether they hold.", _CHECKS, 9)
    numerals: Sheet = Sheet("Numerals", "Every numeral of the text: which figure it became, or why it is none.", _NUMERALS, 5)
    source: Sheet = Sheet(
        "Source",
        "The text as read, line by line, with the words of the figures in bold.",
        ("line", "text", "figure", "figures", "edition"),
        2,
    )
    charts: Sheet = Sheet("Charts", "Requested, proposed and granted by region; plans of this year against last.")
    units: Sheet = Sheet("Units", "The factors by which amounts are converted.", ("unit", "converted to", "factor", "definition"))
    vocabulary: Sheet = Sheet("Vocabulary", "The values among which a reviewer chooses.", ("column", "value"))
    dictionary: Sheet = Sheet(
        "Dictionary", "What each column means, its unit and its values.", ("sheet", "column", "meaning", "unit", "allowed values")
    )
    notes: Sheet = Sheet("Notes", "Explanations, limits, and reviews that need someone's eye.", ("note", "kind", "subject", "text"))

    def __iter__(self) -> Iterator[Sheet]:
        return (getattr(self, field.name) for field in fields(self))

    def tables(self) -> Iterator[Sheet]:
        """The sheets that hold a table of named columns; all but the charts."""
        return (sheet for sheet in self if sheet.columns)


SHEETS = WorkbookSheets()

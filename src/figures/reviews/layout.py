"""The names of files, sheets and columns that reviews are written in and read back from.

The workbook is written by :mod:`figures.reports.workbook`; what stands where in it is said here, once,
because the next run reads it again.
"""

from __future__ import annotations

from collections.abc import Sequence

from figures.reviews.review import FIELDS
from figures.rows import figures as figure_rows
from figures.rows import table

MANIFEST = "manifest.json"
REVIEWS = "reviews.csv"

SHEETS = {
    "About": "What this workbook is, what it was made from, how to read and cite it.",
    "Contents": "This list.",
    "Regions": "Requested, proposed and granted by item, measure and region; each amount leads to its figure.",
    "Totals": "Sums per item and measure of what the filter of Regions shows; nothing is counted twice.",
    "Other decisions": "The same for what is no region's: tractors, engines, dollars, people.",
    "Figures": "Every figure with its readings, evidence and citation, and the columns for your review.",
    "Letters": "Every document with its heading, correspondents, date and archive reference.",
    "Checks": "The sums, differences and percentages that the text states, and whether they hold.",
    "Numerals": "Every numeral of the text: which figure it became, or why it is none.",
    "Source": "The text as read, line by line, with the words of the figures in bold.",
    "Charts": "Requested, proposed and granted by region; plans of this year against last.",
    "Units": "The factors by which amounts are converted.",
    "Vocabulary": "The values among which a reviewer chooses.",
    "Dictionary": "What each column means, its unit and its values.",
    "Notes": "Explanations, limits, and reviews that need someone's eye.",
}
"""The sheets in order, with what each holds."""

SHEET = "Figures"
_FIRST = ("region", "item", "measure", "stage", "low", "high", "unit", "qualifier", "quote", "line", "sentence", "doubts")
STATE = "review state"
_MIDDLE = ("evidence", "citation", "converted_low", "converted_high", "converted_unit", "party", "kind", "place", "date", "date as printed")
HEADERS = (
    *_FIRST, *FIELDS, STATE, *_MIDDLE,
    *(column for column in figure_rows.CSV_COLUMNS if column not in (*_FIRST, *_MIDDLE)),
)  # fmt: skip
ASKED = ("requested", "proposed", "granted")
REPORTED = ("obligation", "delivered")
_DETAILS = tuple(f"{stage} {part}" for stage in table.STAGES for part in ("to", "qualifier", "basis", "line"))
_SHARES = ("granted as share of requested", "granted as share of proposed")
REGIONS = (
    "item", "measure", "region", "unit", *ASKED, *(f"{stage} in tonnes" for stage in ASKED), *_SHARES,
    *REPORTED, *(f"{stage} in tonnes" for stage in REPORTED), "outcome", "grant known by", "source lines", "doubts", "review",
    "notes", "date", "asked by", *_DETAILS, "label", "within", "shown", *(f"{stage} counted" for stage in table.STAGES), "letter", "id",
)  # fmt: skip
OTHERS = (
    "item", "measure", "party", "unit", *table.STAGES, "outcome", "grant known by", "source lines", "doubts", "review",
    "notes", "date", *_DETAILS, "letter", "id",
)  # fmt: skip
TOTALS = ("item", "measure", "unit", "rows shown", *table.STAGES)
UNITS = ("unit", "converted to", "factor", "definition")
LETTERS = (
    "date", "date as printed", "sender", "recipient", "heading", "archive", "number of figures", "line",
    "own numbers", "refers to", "edition", "id",
)  # fmt: skip
CHECKS = ("verdict", "kind", "stated", "computed", "gap", "unit", "line", "words", "message", "letter", "figures", "id")
NUMERALS = ("line", "numeral", "figure", "reason", "rule", "start", "source")
SOURCE = ("line", "text", "figure", "figures", "edition")
ABOUT = ("entry", "value")
CONTENTS = ("sheet", "holds", "rows")
VOCABULARY = ("column", "value")
DICTIONARY = ("sheet", "column", "meaning", "unit", "allowed values")
NOTES = ("note", "kind", "subject", "text")


def own_columns() -> dict[str, Sequence[str]]:
    """The headers of each sheet."""
    return {
        "About": ABOUT,
        "Contents": CONTENTS,
        "Regions": REGIONS,
        "Totals": TOTALS,
        "Other decisions": OTHERS,
        "Figures": HEADERS,
        "Letters": LETTERS,
        "Checks": CHECKS,
        "Numerals": NUMERALS,
        "Source": SOURCE,
        "Units": UNITS,
        "Vocabulary": VOCABULARY,
        "Dictionary": DICTIONARY,
        "Notes": NOTES,
    }

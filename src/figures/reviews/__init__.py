"""What reviewers write about figures, and how it survives.

In go the output folder as an earlier run left it and a run; out come the reviews that stand, tied to
their figures, the run as reviewed, and what must be kept beside.  May import everything up to the
rows; the workbook itself is written by :mod:`figures.reports.workbook`.
"""

from figures.reviews.content import CUT_SIGN, MAX_TEXT, ContentSum, clipped_text, content_property
from figures.reviews.desk import KeptFile, Reviewed, Stamp, apply_reviews, file_stamp, load_reviews
from figures.reviews.review import (
    CONFLICT,
    CORRECT,
    ORPHANED,
    REJECT,
    REVIEW_COLUMNS,
    VERDICTS,
    Review,
    cell_text,
    corrected_amount,
    read_reviews,
)
from figures.reviews.revise import corrected_ends
from figures.reviews.spreadsheet import ORPHANED_NOTE, workbook_fingerprint
from figures.reviews.standing import not_built, review_standing

__all__ = [
    "CONFLICT",
    "CORRECT",
    "CUT_SIGN",
    "MAX_TEXT",
    "ORPHANED",
    "ORPHANED_NOTE",
    "REJECT",
    "REVIEW_COLUMNS",
    "VERDICTS",
    "ContentSum",
    "KeptFile",
    "Review",
    "Reviewed",
    "Stamp",
    "apply_reviews",
    "cell_text",
    "clipped_text",
    "content_property",
    "corrected_amount",
    "corrected_ends",
    "file_stamp",
    "load_reviews",
    "not_built",
    "read_reviews",
    "review_standing",
    "workbook_fingerprint",
]

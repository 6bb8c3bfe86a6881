"""One review, and ``reviews.csv``, in which all of them are kept."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from figures.rows import REVIEW_FIELDS

ACCEPT, CORRECT, REJECT, UNSURE = "accept", "correct", "reject", "unsure"
APPLIED = {ACCEPT: "accepted", CORRECT: "corrected", REJECT: "rejected", UNSURE: "unsure"}
"""Each verdict, and what a figure is that has it; a reviewer may write either."""
VERDICTS = tuple(APPLIED)
ANCHOR = ("figure", "letter", "source", "line", "quote", "sentence", "read")
"""What the review was made on; ``read`` is how the figure was read then."""
CONFLICT, ORPHANED = "conflict", "orphaned"
REVIEW_COLUMNS = ("status", *ANCHOR, *(field.replace(" ", "_") for field in REVIEW_FIELDS), "origin")
"""The columns of the file; ``origin`` says where each of two reviews of a conflict was written, in the workbook or in the file."""


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer wrote about one figure.

    ``anchor`` has a value for each of :data:`ANCHOR`, ``fields`` for each of :data:`REVIEW_FIELDS`, as text;
    ``origin`` is set where another review of the same figure says otherwise.
    """

    anchor: Mapping[str, str]
    fields: Mapping[str, str]
    origin: str = ""

    @property
    def figure(self) -> str:
        return self.anchor["figure"]

    @property
    def verdict(self) -> str:
        """One of :data:`VERDICTS`, or what was written if it is none of them."""
        said = self.fields["verdict"].strip().casefold()
        return next((verdict for verdict, done in APPLIED.items() if said in (verdict, done)), said)

    @property
    def who(self) -> str:
        """Reviewer and date, for a sentence."""
        name, date = self.fields["reviewer"].strip() or "a reviewer", self.fields["review date"].strip()
        return f"{name} ({date})" if date else name

    def key(self) -> str:
        """A hash of what was written; two reviews with the same words are the same."""
        said = "\x1f".join(normal(self.fields[field]) for field in REVIEW_FIELDS)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def on(self, anchor: Mapping[str, str]) -> Review:
        return replace(self, anchor=anchor)


def review_of(anchor: Mapping[str, object], fields: Mapping[str, object], origin: str = "") -> Review | None:
    """A review of cells as they were read, or None if nothing is written in them."""
    written = {field: cell_text(fields.get(field)) for field in REVIEW_FIELDS}
    if not any(normal(value) for value in written.values()):
        return None
    return Review({name: cell_text(anchor.get(name)) for name in ANCHOR}, written, origin)


def cell_text(value: object) -> str:
    """A cell as text: numbers without exponent, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        return str(int(number)) if number == number.to_integral_value() else format(number, "f")
    if hasattr(value, "isoformat"):
        said = str(value.isoformat())
        return said.removesuffix("T00:00:00")
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def normal(value: str) -> str:
    """A text as it is compared: line ends and outer space do not count."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def corrected_amount(value: str) -> Decimal | None:
    """A corrected amount as written, with or without commas or spaces; None if it is no number.

    >>> corrected_amount("1,050,000"), corrected_amount("2.05"), corrected_amount("many"), corrected_amount("1,5")
    (Decimal('1050000'), Decimal('2.05'), None, None)
    """
    said = re.sub("[ \u00a0\u202f']", "", value.strip())
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", said):
        said = said.replace(",", "")
    if not re.fullmatch(r"-?\d+(\.\d+)?", said):
        return None
    try:
        return Decimal(said)
    except InvalidOperation:
        return None


def reviews_csv(attached: Iterable[Review], orphans: Iterable[Review]) -> str:
    """The file: reviews in reading order, then those whose figure is gone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(REVIEW_COLUMNS)
    for status, reviews in (("", attached), (ORPHANED, orphans)):
        for one in reviews:
            said = status or (CONFLICT if one.origin else "")
            writer.writerow([said, *(one.anchor[name] for name in ANCHOR), *(one.fields[field] for field in REVIEW_FIELDS), one.origin])
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """What stands in the file: line, status and review of each row, and what is not ours in it."""

    rows: tuple[tuple[int, str, Review], ...]
    unknown: tuple[str, ...]
    """Columns that are not ours."""

    @property
    def reviews(self) -> tuple[Review, ...]:
        return tuple(one for _, _, one in self.rows)


def read_reviews(data: bytes) -> ReviewFile | None:
    """The reviews of the file, however a spreadsheet program saved it; None if it is no such file."""
    try:
        said = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    header = said.partition("\n")[0]
    mark = max(",;\t", key=header.count)
    try:
        reader = csv.DictReader(io.StringIO(said, newline=""), delimiter=mark, strict=True)
        names = list(reader.fieldnames or ())
        if "figure" not in names or "verdict" not in names:
            return None
        rows: list[tuple[int, str, Review]] = []
        for row in reader:
            if any(row.get(None) or ()):
                return None
            one = review_of(row, {field: row.get(field.replace(" ", "_")) for field in REVIEW_FIELDS}, row.get("origin") or "")
            if one is not None:
                rows.append((reader.line_num, row.get("status") or "", one))
    except csv.Error:
        return None
    unknown = tuple(name for name in names if name not in REVIEW_COLUMNS)
    return ReviewFile(tuple(rows), unknown)


def in_words(one: Review) -> str:
    """A review as lines ``name: value``, for the Notes sheet; :func:`from_words` reads them back."""
    said = [(name, one.anchor[name]) for name in ANCHOR] + [(field, one.fields[field]) for field in REVIEW_FIELDS]
    return "\n".join(f"{name}: {value}".replace("\n", "\n  ") for name, value in said if value)


def from_words(said: str) -> Review | None:
    """The review that :func:`in_words` wrote."""
    found: dict[str, str] = {}
    name = ""
    for line in said.split("\n"):
        if line.startswith("  ") and name:
            found[name] += "\n" + line[2:]
        else:
            name, colon, value = line.partition(":")
            if not colon:
                return None
            found[name] = value.removeprefix(" ")
    return review_of(found, found) if "figure" in found else None


def fields_in_words(fields: Mapping[str, str], names: Sequence[str] = REVIEW_FIELDS) -> str:
    """The written fields in one line, for messages."""
    return "; ".join(f"{name} {fields[name]!r}" for name in names if fields[name])

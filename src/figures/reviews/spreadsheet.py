"""Reads a workbook back: the reviews in it, and everything in it that is not ours.

Excel and LibreOffice may both have saved it since.  Only what this program wrote counts as ours:
its sheets, its columns, the cells whose sum (:mod:`figures.reviews.content`) is unchanged.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from figures.reviews.content import FORMULA, ContentSum, content_property
from figures.reviews.review import ANCHOR, Review, from_words, review_of
from figures.rows import REVIEW_FIELDS, SHEETS, Sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ORPHANED_NOTE = "orphaned review"
"""The kind of note under which the review of a figure that is gone is kept."""
ANCHOR_COLUMNS = {"figure": "id"} | {name: name for name in ANCHOR if name not in ("figure", "read")}
_OLE = b"\xd0\xcf\x11\xe0"
"""First bytes of an encrypted workbook, which is no zip archive."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_USERS = re.compile(r"xl/(comments|threadedComments|media|pivotTables|vbaProject|embeddings|activeX|ctrlProps|externalLinks|slicers)")


@dataclass(frozen=True, slots=True)
class Found:
    """What a workbook holds.

    ``trouble`` says why it could not be read (``damaged``, ``password``), else it is empty;
    ``own`` names each kind of thing that the user added, with a sentence about it.
    """

    reviews: tuple[Review, ...] = ()
    present: tuple[str, ...] = ()
    orphans: tuple[Review, ...] = ()
    own: tuple[tuple[str, str], ...] = ()
    trouble: str = ""


def workbook_fingerprint(data: bytes) -> str | None:
    """What a workbook holds, however its archive is packed: names and checksums of its parts; None if it is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = sorted((part.filename, part.CRC) for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    return hashlib.sha256("".join(f"{name} {crc:08x}\n" for name, crc in parts).encode()).hexdigest()


def read_workbook(data: bytes) -> Found:
    """The reviews in a workbook, and what users added to it."""
    if data.startswith(_OLE):
        return Found(trouble="password")
    try:
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(data))
        parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except Exception:  # openpyxl raises whatever it stumbles on; any of it means that the file cannot be read
        return Found(trouble="damaged")
    strange = _strange_sheets(book)
    if not {sheet.name for sheet in SHEETS.tables()} & set(book.sheetnames):
        return Found(own=_by_kind(strange), trouble="" if strange else "damaged")
    tables = tuple(_tables(book))
    reviews = tuple(pair for table in tables if table.sheet == SHEETS.figures for pair in _reviews(table))
    return Found(
        tuple(one for one, _ in reviews if one),
        tuple(id for _, id in reviews),
        tuple(one for table in tables if table.sheet == SHEETS.notes for one in _orphans(table)),
        _by_kind((*strange, *(said for table in tables for said in _additions(table)), *_set_in(book, parts))),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """One of our sheets as it was found: its header, its rows, and the sum that was written beside it."""

    sheet: Sheet
    header: tuple[str, ...]
    rows: tuple[list[Any], ...]
    sum: str | None

    def column(self, name: str) -> int | None:
        return self.header.index(name) if name in self.header else None


_Said = tuple[str, str]
"""A kind of addition and a sentence about it."""


def _by_kind(said: Iterable[_Said]) -> tuple[_Said, ...]:
    """The kinds in the order in which they were met, each with all that is said of it."""
    kinds: dict[str, list[str]] = {}
    for kind, what in said:
        kinds.setdefault(kind, []).append(what)
    return tuple((kind, "; ".join(what)) for kind, what in kinds.items())


def _tables(book: Workbook) -> Iterator[_Table]:
    sums = {prop.name: str(prop.value) for prop in book.custom_doc_props.props}
    ours = {sheet.name: sheet for sheet in SHEETS}
    for found in book.worksheets:
        if found.title in ours:
            rows = list(_rows(found))
            header = tuple("" if value is None else str(value).strip() for value in (rows[0] if rows else ()))
            yield _Table(ours[found.title], header, tuple(rows[1:]), sums.get(content_property(found.title)) if rows else None)


def _strange_sheets(book: Workbook) -> tuple[_Said, ...]:
    known = {sheet.name for sheet in SHEETS}
    added = [name for name in book.sheetnames if name not in known]
    return (("own-sheets", f"the sheet{'s' * (len(added) > 1)} {', '.join(added)}"),) if added else ()


def _additions(table: _Table) -> Iterator[_Said]:
    """Columns that are not ours, and cells that are and say something else than was written."""
    extra = [name for name in table.header if name and name not in table.sheet.columns]
    nameless = any(value is not None for row in table.rows for name, value in zip(table.header, row, strict=False) if not name)
    if extra or nameless:
        yield "own-columns", f"in the sheet {table.sheet.name} {', '.join(extra) or 'cells beside the table'}"
    if _changed(table):
        yield "edited-cells", f"cells of the sheet {table.sheet.name} that are not for writing in"


def _set_in(book: Workbook, parts: Sequence[str]) -> Iterator[_Said]:
    """What was taken out of the workbook, or set into it beside its cells."""
    if SHEETS.figures.name not in book.sheetnames:
        yield "edited-cells", f"no sheet {SHEETS.figures.name} any more"
    if any(_USERS.match(name) for name in parts) or any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row):
        yield "comments", "comments, pictures or other things set into it"


def _rows(sheet: Worksheet) -> Iterator[list[Any]]:
    for row in sheet.iter_rows():
        yield [_Formula() if cell.data_type == "f" else _unescaped(cell.value) for cell in row]


class _Formula:
    """Stands for a formula, whatever it says."""

    value = FORMULA

    def __str__(self) -> str:
        return FORMULA


def _unescaped(value: Any) -> Any:
    """Characters that XML cannot hold come back as ``_x0007_``; users never write those."""
    if isinstance(value, str) and "_x" in value:
        return _ESCAPED.sub(lambda m: chr(int(m[1], 16)) if int(m[1], 16) < 32 else m[0], value)
    return value


def _changed(table: _Table) -> bool:
    """Whether cells of our columns, but not those in which users write, say something else than was written."""
    if table.sum is None:
        return False
    mine = table.sheet.columns
    if any(name not in table.header for name in mine):
        return True
    numbers = [table.header.index(name) for name in mine]
    theirs = REVIEW_FIELDS if table.sheet == SHEETS.figures else ()
    total = ContentSum(mine, [n for n, name in enumerate(mine) if name in theirs])
    for row in table.rows:
        values = [row[number] for number in numbers]
        if any(value is not None for value in values):
            total.add(values)
    return total.text() != table.sum


def _reviews(table: _Table) -> Iterator[tuple[Review | None, str]]:
    """What is written in each row, if anything is, and the id of its figure."""
    at = {name: number for number, name in enumerate(table.header)}
    for row in table.rows if "id" in at else ():
        id = row[at["id"]]
        if id is not None:
            anchor = {name: row[at[column]] if column in at else None for name, column in ANCHOR_COLUMNS.items()}
            written = ((field, row[at[field]] if field in at else None) for field in REVIEW_FIELDS)
            yield review_of(anchor, {field: str(value) if isinstance(value, _Formula) else value for field, value in written}), str(id)


def _orphans(table: _Table) -> Iterator[Review]:
    kind, text = table.column("kind"), table.column("text")
    if kind is not None and text is not None:
        for row in table.rows:
            one = from_words(str(row[text] or "")) if row[kind] == ORPHANED_NOTE else None
            if one is not None:
                yield one


def lock_of(path: Path) -> Path | None:
    """The file by which Excel or LibreOffice say that they have the workbook open."""
    for name in (f"~${path.name}", f".~lock.{path.name}#"):
        if (path.parent / name).exists():
            return path.parent / name
    return None

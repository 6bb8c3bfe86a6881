"""Reads a workbook back: the reviews in it, and everything in it that is not ours.

Excel and LibreOffice may both have saved it since.  Only what this program wrote counts as ours:
its sheets, its columns, the cells whose sum (:mod:`figures.reviews.content`) is unchanged.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from figures.reviews.content import FORMULA, Sum, property_name
from figures.reviews.review import ANCHOR, FIELDS, Review, from_words, review

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, NOTES = "Figures", "Notes"
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


def fingerprint(data: bytes) -> str | None:
    """What a workbook holds, however its archive is packed: names and checksums of its parts; None if it is no archive."""
    import hashlib

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = sorted((part.filename, part.CRC) for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    return hashlib.sha256("".join(f"{name} {crc:08x}\n" for name, crc in parts).encode()).hexdigest()


def read(data: bytes, sheets: Iterable[str], columns: dict[str, Sequence[str]]) -> Found:
    """The reviews and additions of a workbook; ``sheets`` and ``columns`` are those that are ours."""
    import openpyxl

    if data.startswith(_OLE):
        return Found(trouble="password")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data))
        parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except Exception:  # openpyxl raises whatever it stumbles on; any of it means that the file cannot be read
        return Found(trouble="damaged")
    own: dict[str, list[str]] = {}
    known = set(sheets)
    added = [name for name in book.sheetnames if name not in known]
    if added:
        own["own-sheets"] = [f"the sheet{'s' * (len(added) > 1)} {', '.join(added)}"]
    if not {name for name in known if name != "Charts"} & set(book.sheetnames):
        return Found(own=tuple((kind, "; ".join(said)) for kind, said in own.items()), trouble="" if own else "damaged")
    sums = {name: str(prop.value) for prop in book.custom_doc_props.props for name in (prop.name,)}
    reviews: list[Review] = []
    orphans: list[Review] = []
    present: list[str] = []
    for sheet in book.worksheets:
        if sheet.title not in known:
            continue
        rows = list(_rows(sheet))
        header = [str(value).strip() if value is not None else "" for value in (rows[0] if rows else ())]
        mine = columns.get(sheet.title, ())
        extra = [name for name in header if name and name not in mine]
        nameless = any(value is not None for row in rows[1:] for name, value in zip(header, row, strict=False) if not name)
        if extra or nameless:
            own.setdefault("own-columns", []).append(f"in the sheet {sheet.title} {', '.join(extra) or 'cells beside the table'}")
        theirs = FIELDS if sheet.title == SHEET else ()
        if _changed(rows, header, mine, theirs, sums.get(property_name(sheet.title))):
            own.setdefault("edited-cells", []).append(f"cells of the sheet {sheet.title} that are not for writing in")
        if sheet.title == SHEET:
            for one, id in _reviews(header, rows[1:]):
                present.append(id)
                reviews += [one] if one else []
        elif sheet.title == NOTES:
            orphans += _orphans(header, rows[1:])
    if SHEET not in book.sheetnames:
        own.setdefault("edited-cells", []).append("no sheet Figures any more")
    if any(_USERS.match(name) for name in parts) or any(cell.comment for sheet in book for row in sheet.iter_rows() for cell in row):
        own.setdefault("comments", []).append("comments, pictures or other things set into it")
    return Found(tuple(reviews), tuple(present), tuple(orphans), tuple((kind, "; ".join(said)) for kind, said in own.items()))


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


def _changed(
    rows: Sequence[Sequence[Any]], header: Sequence[str], mine: Sequence[str], theirs: Sequence[str], known: str | None
) -> bool:
    """Whether cells of the columns ``mine``, but not those in which users write, say something else than was written."""
    if known is None or not rows:
        return False
    if any(name not in header for name in mine):
        return True
    numbers = [header.index(name) for name in mine]
    total = Sum(mine, [n for n, name in enumerate(mine) if name in theirs])
    for row in rows[1:]:
        values = [row[number] for number in numbers]
        if any(value is not None for value in values):
            total.add(values)
    return total.text() != known


def _reviews(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Review | None, str]]:
    at = {name: number for number, name in enumerate(header)}
    if "id" not in at:
        return
    for row in rows:
        id = row[at["id"]]
        if id is None:
            continue
        anchor = {name: row[at[column]] if column in at else None for name, column in ANCHOR_COLUMNS.items()}
        fields = {field: row[at[field]] if field in at else None for field in FIELDS}
        yield review(anchor, {name: str(value) if isinstance(value, _Formula) else value for name, value in fields.items()}), str(id)


def _orphans(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[Review]:
    if "kind" in header and "text" in header:
        for row in rows:
            if row[header.index("kind")] == "orphaned review":
                one = from_words(str(row[header.index("text")] or ""))
                if one is not None:
                    yield one


def lock_of(path: Path) -> Path | None:
    """The file by which Excel or LibreOffice say that they have the workbook open."""
    for name in (f"~${path.name}", f".~lock.{path.name}#"):
        if (path.parent / name).exists():
            return path.parent / name
    return None

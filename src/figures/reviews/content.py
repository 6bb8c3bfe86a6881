"""A sum over what a sheet holds, by which a later run sees whether someone changed its cells.

The sum does not depend on the order of rows or columns, so that sorting changes nothing; cells a
reviewer writes in are left out; formulas count as formulas whatever they say, because spreadsheet
programs rewrite them.  The workbook carries the sums in its custom properties, which both Excel
and LibreOffice keep.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal

MAX_TEXT = 32_767
"""Characters in one cell; Excel counts those beyond U+FFFF twice."""
CUT_SIGN = " […]"
_ESCAPE = re.compile("_x[0-9A-Fa-f]{4}_|[^ -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold, as they are and as workbooks write them."""
MODULUS = 1 << 64
FORMULA = "="


def content_property(sheet: str) -> str:
    """Under which custom property the sum of a sheet is kept."""
    return f"Content of {sheet}"


class ContentSum:
    """Adds up the rows of one table."""

    def __init__(self, headers: Sequence[str], without: Iterable[int] = ()) -> None:
        left_out = set(without)
        self._columns = [number for _, number in sorted((header, n) for n, header in enumerate(headers) if n not in left_out)]
        self._total = self._rows = 0

    def add(self, values: Sequence[object]) -> None:
        said = "\x1f".join(["" if (value := values[number]) is None else _said(value) for number in self._columns])
        row = zlib.crc32(said.encode("utf-8", "replace"))
        self._total = (self._total + row * (row | 1)) % MODULUS
        self._rows += 1

    def text(self) -> str:
        return f"{self._rows} {self._total:016x}"


def _said(value: object) -> str:
    """One cell as text, the same before it is written and after any program saved it."""
    if type(value) is str and len(value) < 16_000 and "_x" not in value and value.isprintable():
        return value.strip()
    if type(value) is int and abs(value) < 10**11:
        return str(value)
    if isinstance(value, str):
        if len(value) > 16_000:
            value = clipped_text(value)
        return " ".join((_ESCAPE.sub("", value) if "_x" in value or not value.isprintable() else value).split())
    if isinstance(value, Decimal | int | float):
        return format(float(value), ".12g")
    inner = getattr(value, "value", None)
    if hasattr(value, "row"):  # a link counts as its value
        return _said(inner)
    if inner is not None:
        return FORMULA
    return _said(getattr(value, "text", ""))


def clipped_text(text: str) -> str:
    """A text that one cell can hold; the whole of it stands in the Source sheet, over several rows."""
    if len(text) <= MAX_TEXT // 2 or utf16_length(text) <= MAX_TEXT:
        return text
    return text[: MAX_TEXT // 2 - len(CUT_SIGN)] + CUT_SIGN


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2

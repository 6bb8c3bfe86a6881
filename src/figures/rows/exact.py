"""Amounts and rows as text, exactly: no float ever stands between a Decimal and a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring

INDENT = 2


def number(value: Decimal) -> str:
    """Write an amount in full digits, whole numbers without a point.

    >>> number(Decimal("9.5E+6")), number(Decimal("2.050")), number(Decimal("66.666667"))
    ('9500000', '2.05', '66.666667')
    """
    if value == value.to_integral_value():
        return str(int(value))
    return format(value, "f").rstrip("0")


def grouped(value: Decimal) -> str:
    """The same for readers, with commas.

    >>> grouped(Decimal("13774000")), grouped(Decimal("155614.7158"))
    ('13,774,000', '155,614.7158')
    """
    if value == value.to_integral_value():
        return f"{int(value):,}"
    return f"{value:,f}".rstrip("0")


def spread(low: Decimal, high: Decimal) -> str:
    """One amount, or both ends of a range.

    >>> spread(Decimal(5), Decimal(6)), spread(Decimal(5), Decimal(5))
    ('5–6', '5')
    """
    return grouped(low) if low == high else f"{grouped(low)}–{grouped(high)}"


def qualified(low: Decimal, high: Decimal, qualifier: str) -> str:
    """The same with its qualifier, where that says more than the number.

    >>> qualified(Decimal(8500000), Decimal(8500000), "up to")
    'up to 8,500,000'
    """
    return spread(low, high) if qualifier in ("exact", "range") else f"{qualifier} {spread(low, high)}"


def dumps(value: object, indent: int | None = None, _level: int = 0) -> str:
    """JSON with Decimals written digit by digit; the order of keys is the order given."""
    kind = type(value)  # the plain types are nearly all there is, and many
    if kind is str:
        return encode_basestring(value)  # type: ignore[arg-type]
    if value is None:
        return "null"
    if kind is int:
        return str(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, str | bool | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        parts = [f"{encode_basestring(key)}: {dumps(inner, indent, _level + 1)}" for key, inner in value.items()]
        return _wrap(parts, "{}", indent, _level)
    if isinstance(value, Iterable):
        return _wrap([dumps(inner, indent, _level + 1) for inner in value], "[]", indent, _level)
    raise TypeError(f"no exact JSON for {type(value).__name__}")


def _wrap(parts: list[str], brackets: str, indent: int | None, level: int) -> str:
    if indent is None or not parts:
        return brackets[0] + ", ".join(parts) + brackets[1]
    inner = "\n" + " " * indent * (level + 1)
    return brackets[0] + inner + ("," + inner).join(parts) + "\n" + " " * indent * level + brackets[1]


def json_lines(rows: Iterable[Mapping[str, object]]) -> str:
    """One row a line."""
    return "".join(dumps(row) + "\n" for row in rows)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Comma-separated with a header row; None is empty, a list is joined with ``; ``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([flat(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def flat(value: object) -> str:
    """One value as the text of one CSV field."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, list | tuple):
        return "; ".join(flat(inner) for inner in value)
    return str(value)

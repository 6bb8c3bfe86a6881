"""Amounts and rows as text, exactly: no float ever stands between a Decimal and a file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring

JSON_INDENT = 2


def exact_number(value: Decimal) -> str:
    """Write an amount in full digits, whole numbers without a point.

    >>> exact_number(Decimal("9.5E+6")), exact_number(Decimal("2.050")), exact_number(Decimal("66.666667"))
    ('9500000', '2.05', '66.666667')
    """
    if value == value.to_integral_value():
        return str(int(value))
    return format(value, "f").rstrip("0")


def grouped_number(value: Decimal) -> str:
    """The same for readers, with commas.

    >>> grouped_number(Decimal("13774000")), grouped_number(Decimal("155614.7158"))
    ('13,774,000', '155,614.7158')
    """
    if value == value.to_integral_value():
        return f"{int(value):,}"
    return f"{value:,f}".rstrip("0")


def amount_spread(low: Decimal, high: Decimal) -> str:
    """One amount, or both ends of a range.

    >>> amount_spread(Decimal(5), Decimal(6)), amount_spread(Decimal(5), Decimal(5))
    ('5–6', '5')
    """
    return grouped_number(low) if low == high else f"{grouped_number(low)}–{grouped_number(high)}"


def qualified_amount(low: Decimal, high: Decimal, qualifier: str) -> str:
    """The same with its qualifier, where that says more than the number.

    >>> qualified_amount(Decimal(8500000), Decimal(8500000), "up to")
    'up to 8,500,000'
    """
    return amount_spread(low, high) if qualifier in ("exact", "range") else f"{qualifier} {amount_spread(low, high)}"


def amount_with_unit(low: Decimal, high: Decimal, qualifier: str, unit: str) -> str:
    """The same with its unit, as every output says an amount.

    >>> amount_with_unit(Decimal(5), Decimal(6), "range", "tractor")
    '5–6 tractor'
    """
    return f"{qualified_amount(low, high, qualifier)} {unit}"


def exact_json(value: object, indent: int | None = None, _level: int = 0) -> str:
    """JSON with Decimals written digit by digit; the order of keys is the order given."""
    kind = type(value)  # the plain types are nearly all there is, and many
    if kind is str:
        return encode_basestring(value)  # type: ignore[arg-type]
    if value is None:
        return "null"
    if kind is int:
        return str(value)
    if isinstance(value, Decimal):
        return exact_number(value)
    if isinstance(value, str | bool | int):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        parts = [f"{encode_basestring(key)}: {exact_json(inner, indent, _level + 1)}" for key, inner in value.items()]
        return _wrap(parts, "{}", indent, _level)
    if isinstance(value, Iterable):
        return _wrap([exact_json(inner, indent, _level + 1) for inner in value], "[]", indent, _level)
    raise TypeError(f"no exact JSON for {type(value).__name__}")


def _wrap(parts: list[str], brackets: str, indent: int | None, level: int) -> str:
    if indent is None or not parts:
        return brackets[0] + ", ".join(parts) + brackets[1]
    inner = "\n" + " " * indent * (level + 1)
    return brackets[0] + inner + ("," + inner).join(parts) + "\n" + " " * indent * level + brackets[1]


def json_lines(rows: Iterable[Mapping[str, object]]) -> str:
    """One row a line."""
    return "".join(exact_json(row) + "\n" for row in rows)


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Comma-separated with a header row; None is empty, a list is joined with ``; ``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([csv_field(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def csv_field(value: object) -> str:
    """One value as the text of one CSV field."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return exact_number(value)
    if isinstance(value, list | tuple):
        return "; ".join(csv_field(inner) for inner in value)
    return str(value)

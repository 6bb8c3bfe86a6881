"""Digits whose own shape, or the word stuck to them, says that they are no amount: dates, times, ordinals, years, leaves."""

from __future__ import annotations

import re

from figures.amounts.asides.line import Line
from figures.amounts.asides.words import new_aside
from figures.model import SetAside

_REASONS = {
    "month": ("date", "months-behind"),
    "roman": ("date", "roman-month"),
    "dotted": ("date", "numeric-date"),
    "sep": ("date", "numeric-date"),
    "daymonth": ("date", "day-and-month"),
    "clock": ("time of day", "clock"),
    "ordinal": ("ordinal", "ordinal-digits"),
    "decade": ("date", "decade"),
    "reference": ("document number", "number-with-stroke"),
    "year": ("date", "year"),
    "leaf": ("archive reference", "leaf"),
}
"""Reason and rule by the name of the shape in the pattern."""
_DATES = frozenset(("month", "roman", "dotted", "sep", "daymonth"))
"""Shapes behind which a time of day may follow."""
_NUMERIC_DATES = frozenset(("dotted", "sep", "daymonth"))
_LISTED_REACH = 70
_LARGEST_DENOMINATOR = 10
_MONEY_SIGNS = "$£€"


def by_shape(line: Line, m: re.Match[str]) -> SetAside | None:
    """What the digits of a match of the shapes are, or None if they are an amount after all."""
    kind = m.lastgroup or ""
    stop = m.end()
    if kind == "year" and _is_no_year(line, m):
        return None
    if kind in _NUMERIC_DATES and (line.amount_follows(stop, known=True) or _is_fraction(kind, m.group())):
        return None
    if kind == "roman" and line.amount_follows(stop, known=True):
        stop = m.start() + len(m.group().rstrip("0123456789").rstrip(" -–./"))  # On 5/VI 14 wagons
    reason, rule = _REASONS[kind]
    return new_aside(m.start(), line.past_time(stop) if kind in _DATES else stop, reason, rule)


def _is_no_year(line: Line, m: re.Match[str]) -> bool:
    """Whether digits that look like a year count something, are money, or stand in a list of amounts."""
    at, stop = m.span()
    if line.amount_follows(stop, known=True) or line.magnitude_follows(stop):
        return True
    if at == line.start:
        return False
    return line.text[at - 1] in _MONEY_SIGNS or line.rules.listed.search(line.text, max(line.start, at - _LISTED_REACH), at) is not None


def _is_fraction(kind: str, printed: str) -> bool:
    """``2/3 of the stock`` is no second of March."""
    top, _, bottom = printed.partition("/")
    return kind == "daymonth" and int(top) < int(bottom) <= _LARGEST_DENOMINATOR

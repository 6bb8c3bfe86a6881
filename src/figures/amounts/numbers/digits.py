"""The value of printed digits, whatever stands between them.

Digits whose grouping is broken (``1,50,000``) or open (``3.350``) are read as best they can be, and the other values that
they may stand for are given beside.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal


def digits_value(m: re.Match[str]) -> tuple[Decimal, tuple[Decimal, ...]]:
    """Value of a digits match and the other values it may stand for."""
    kind = m.lastgroup
    printed = m.group()
    if kind == "grouped" or kind == "gap":
        head = m.group("grouped")
        if head.count(".") > 1:
            return Decimal(head.replace(".", "").replace(",", ".")), ()
        if m.group("gap"):
            return Decimal(re.sub(r"[ \u00a0\u2009\u202f'’]", "", head).replace(",", ".")), ()
        return Decimal(head.replace(",", "")), ()
    if kind != "loose":
        whole, dot, rest = printed.partition(".")
        if dot and len(rest) == 3 and len(whole) <= 3 and whole != "0":
            return _open_dot(whole, rest)
        return Decimal(printed), ()
    parts = re.split("[.,]", printed)
    if len(parts) == 2:
        if "," in printed and len(parts[1]) < 3:  # a decimal comma
            return Decimal(f"{parts[0]}.{parts[1]}"), ()
        if len(parts[1]) == 3:
            return Decimal("".join(parts)), ()
    return _garbled(parts, "." in printed)


def _open_dot(whole: str, rest: str) -> tuple[Decimal, tuple[Decimal, ...]]:
    """``3.350``: a thousand in Continental print, a decimal in English; nobody prints a final 0 behind a decimal point."""
    thousands, decimal = Decimal(whole + rest), Decimal(f"{whole}.{rest}")
    return (thousands, (decimal,)) if rest.endswith("0") else (decimal, (thousands,))


def _garbled(parts: list[str], dotted: bool) -> tuple[Decimal, tuple[Decimal, ...]]:
    """Digits in broken groups.  A short group has most likely lost a leading zero (spoken ``fifty thousand``)."""
    padded = Decimal(parts[0] + "".join(p.zfill(3) if len(p) < 3 else p for p in parts[1:]))
    filled = Decimal(parts[0] + "".join(p.ljust(3, "0") if len(p) < 3 else p for p in parts[1:]))
    joined = Decimal("".join(parts))
    options = [padded, filled, joined]
    if len(parts[-1]) < 3 and all(len(p) == 3 for p in parts[1:-1]):
        # only the last group is short: a zero fell off its end, or it is a decimal
        options = [Decimal("".join(parts[:-1]) + "." + parts[-1]) if dotted else filled, filled, padded, joined]
    elif any(len(p) > 3 for p in parts[1:]):  # a digit too many, or the comma misplaced
        options = [joined, Decimal(parts[0] + "".join(p[:3] for p in parts[1:]))]
    best = options[0]
    others = tuple(dict.fromkeys(option for option in options[1:] if option != best))
    return best, others


def glyph_value(character: str) -> Decimal:
    """The value of a fraction sign such as ``½``."""
    return Decimal(str(round(unicodedata.numeric(character), 6)))

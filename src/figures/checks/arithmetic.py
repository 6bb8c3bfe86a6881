"""Part of station 9: how exactly a printed amount is meant, and when two amounts agree.

Rules of tolerance, all from what is printed:

* The *last place* of an amount is the worth of its last printed digit: 100,000 in ``9.5 million``,
  1 in ``400,000``, 1000 in ``13 million 774 thousand``; behind ``about`` trailing zeros are no
  digits, so ``some 300`` has the last place 100.
* A **total** must equal the sum of its parts; only if a part is printed finer than the total may
  they differ by half the last place of the total.  The same for a **difference** and its terms,
  which may also be rounded themselves when the difference is printed finer.
* What is **derived** — a percentage, fraction, multiple or conversion — must lie within one last
  place of what the text says, so that both rounding and cutting off agree: 6% from 6.13, 78% from
  78.03, 300 tons from 301.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from figures.model import Figure

HUNDRED = Decimal(100)
_HALF = Decimal("0.5")
_ZERO = Decimal(0)
_ONE = Decimal(1)


def last_place(figure: Figure) -> Decimal:
    """The worth of the last digit with which the figure's amount is printed."""
    value = figure.low
    numeral = figure.quantity.numeral
    if not value:
        return _ONE
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int), "amounts are finite"
    digit = Decimal(10) ** exponent
    if _is_rough(figure):
        return digit
    if numeral.form == "digits" and numeral.factor == 1 and exponent >= 0:
        return _ONE
    return min(digit, max(numeral.factor, _ONE)) if exponent >= 0 else digit


def exact_tolerance(stated: Figure, terms: Sequence[Figure]) -> Decimal:
    """By how much a total may differ from its parts: see the opening of the module."""
    place = last_place(stated)
    if _is_rough(stated):
        return place
    return place * _HALF if any(last_place(term) < place for term in terms) else _ZERO


def difference_tolerance(stated: Figure, terms: Sequence[Figure]) -> Decimal:
    """By how much a difference may be off: see the opening of the module."""
    places = [last_place(term) for term in terms]
    finest = min(last_place(stated), *places)
    return sum((place * _HALF for place in (last_place(stated), *places) if place > finest), _ZERO)


def _is_rough(figure: Figure) -> bool:
    """Whether the text itself calls the amount approximate."""
    return figure.quantity.qualifier == "about"


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Percent, rounded to hundredths for the reader."""
    return (part / whole * HUNDRED).quantize(Decimal("0.01"))


def spelled(value: Decimal) -> str:
    """An amount for the reader: no exponent, thousands apart, two decimals behind large amounts, else six."""
    rounded = round(value, 2 if abs(value) >= HUNDRED else 6).normalize()
    return f"{rounded:,f}"


def near(stated: Decimal, computed: Decimal, share_of: Decimal) -> bool:
    """Whether the gap is at most ``share_of`` of the stated amount."""
    return abs(stated - computed) <= abs(stated) * share_of

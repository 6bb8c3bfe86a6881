"""Part of station 3: one number, composed of its digits, words and fractions.

``number_at`` reads the longest number that begins at a place: ``1,385``, ``13 million 774 thousand``, ``2½``,
``a million and a half``, ``three-quarters`` (in percent).  Ranges and qualifiers are read in :mod:`figures.amounts.numbers.numerals`.

Digits whose grouping is broken (``1,50,000``) or open (``3.350``) are read as best they can be, and
the other values they may stand for are kept in ``readings``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from figures.amounts.numbers.number_words import GLYPHS, Grammar

ONE = Decimal(1)
HUNDRED = Decimal(100)
THOUSAND = Decimal(1000)


@dataclass(slots=True)
class Number:
    """A number while it is being read."""

    start: int
    end: int
    value: Decimal
    factor: Decimal = ONE
    form: str = "digits"
    readings: tuple[Decimal, ...] = ()


def _digits(m: re.Match[str]) -> tuple[Decimal, tuple[Decimal, ...]]:
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


def _glyph(character: str) -> Decimal:
    return Decimal(str(round(unicodedata.numeric(character), 6)))


def number_at(text: str, at: int, end: int, g: Grammar) -> Number | None:
    """Read the longest number that begins at ``at``; None if a number word there starts none."""
    m = (g.in_digits if "0" <= text[at : at + 1] <= "9" else g.element).match(text, at, end)
    if m is None:
        return None
    kind = m.lastgroup
    if kind in ("word", "slash", "glyph"):
        return _compose(text, at, end, g)
    value, readings = _digits(m)
    stop = m.end()
    follow = text[stop : stop + 2]
    if (kind in ("loose", "plain") and readings and "." in m.group()) and (g.multiplier.match(text, stop, end)):
        value, readings = Decimal(m.group()), ()
    if not readings and (quick := _scaled(text, at, stop, end, value, g)) is not None:
        return quick
    # most numbers are digits and nothing more; only a word, a glyph or more digits can go on
    if not follow or (follow[0] not in " -\u00a0" and follow[0] not in GLYPHS and not follow[0].isalpha()):
        return Number(at, stop, value, ONE, "digits", readings)
    if follow[0] in GLYPHS:
        return _compose(text, at, end, g)
    if follow[0] in " \u00a0-":
        nxt = text[stop + 1 : stop + 2]
        if nxt not in GLYPHS and not nxt.isdigit():
            mag = g.multiplier.match(text, stop, end)
            if mag is None and not text.startswith(" and ", stop):
                return Number(at, stop, value, ONE, "digits", readings)
        elif nxt.isdigit() and not _MIXED.match(text, stop, end):
            return Number(at, stop, value, ONE, "digits", readings)
        return _compose(text, at, end, g, readings)
    return Number(at, stop, value, ONE, "digits", readings)


def _scaled(text: str, at: int, stop: int, end: int, value: Decimal, g: Grammar) -> Number | None:
    """The quick case ``500 thousand``: digits, a space, one magnitude, and no number behind it."""
    if text[stop : stop + 1] != " " or (m := g.multiplier.match(text, stop, end)) is None:
        return None
    size = g.magnitudes[m[1].lower()]
    last = m.end(1)
    following = text[last : last + 1]
    if size < THOUSAND or following in _GOES_ON or (following == " " and g.element.match(text, last + 1, end) is not None):
        return None
    return Number(at, last, value * size, size, "mixed")


_GOES_ON = frozenset(f".-\u00a0{GLYPHS}")
_MIXED = re.compile(r" [1-9]/(?:[2-9]|10)(?![0-9/])")


def _compose(text: str, at: int, end: int, g: Grammar, readings: tuple[Decimal, ...] = ()) -> Number | None:
    """The state machine for numbers of several parts.

    ``total`` holds what a magnitude has closed, ``current`` what is still open; a part may follow
    only if it is smaller than the part before it.
    """
    total, current, room = Decimal(0), None, None
    lowest = Decimal(10) ** 30
    factor = ONE
    pos, stop = at, -1
    used_word = used_digit = False
    while True:
        m = g.element.match(text, pos, end)
        if m is None:
            break
        kind = m.lastgroup
        word = m.group().lower()
        if kind == "word" and word in g.cardinals:
            value = g.cardinals[word]
            if current is None:
                current = value
                if stop >= 0 and value >= lowest:
                    current = None
                    break
            elif room is not None and value < room and value > 0:
                current += value
            else:
                break
            room = Decimal(10) if value >= 20 and value % 10 == 0 else None
            used_word = True
        elif kind == "word" and word in g.magnitudes:
            size = g.magnitudes[word]
            if current is None and stop < 0:
                if not _bare_magnitude(text, at, m.end(), end, size, g):
                    break
                current = ONE
            if current is None:
                if not (stop >= 0 and total and factor == lowest and size >= THOUSAND and text[stop] in " -"):
                    break
                total *= size  # thousand million
                factor *= size
                lowest = size
            elif size == HUNDRED or size == 12:
                if current >= HUNDRED:
                    break
                current *= size
                room = HUNDRED if size == HUNDRED else None
                if size == HUNDRED:
                    factor = HUNDRED if factor == ONE else factor
            else:
                if size >= lowest:
                    break
                total += current * size
                factor = max(factor, size) if factor != HUNDRED else size
                lowest, current, room = size, None, None
            used_word = True
        elif kind == "word" and word in g.joints["article"]:
            nxt = next_word(text, m.end(), end)
            if stop >= 0 or (nxt not in g.magnitudes and nxt not in g.fractions):
                break
            if nxt in g.fractions:
                return _fraction(text, at, m.end() + 1, end, ONE, g)
            current = ONE
            pos = m.end() + 1
            used_word = True
            continue
        elif kind == "word" and word in g.joints["and"]:
            if stop < 0:
                break
            part = _and_fraction(text, m.end() + 1, end, g)
            if part is not None and text.startswith(" of ", part[0]):
                break  # 700 thousand and a quarter of the wheels
            if part is not None:
                return _with_fraction(text, at, part, total, current, lowest, end, g)
            nxt = next_word(text, m.end(), end)
            value = g.cardinals.get(nxt.partition("-")[0], Decimal(0))
            if (
                not used_word
                or value <= 0
                or (current is None and (not total or value >= lowest))
                or (current is not None and room != HUNDRED)
            ):
                break
            pos = m.end() + 1
            continue
        elif kind == "word" and word in g.fractions:
            if stop < 0 and g.fractions[word] == 2:
                return _fraction(text, at, at, end, ONE, g)
            if current is not None and not total and current < 100:
                found = _fraction(text, at, pos, end, current, g)
                if (found is not None and (current > 1) == word.endswith("s")) or (current == 1 and not word.endswith("s")):
                    return found
            break
        elif kind == "word":
            break
        elif kind == "glyph":
            part_value = _glyph(word)
            return _with_fraction(text, at, (m.end(), part_value), total, current, lowest, end, g)
        elif kind == "slash":
            top, _, bottom = word.partition("/")
            if current is None and not total:
                return _fraction_value(text, at, m.end(), Decimal(top) / Decimal(bottom), end, g)
            return _with_fraction(text, at, (m.end(), Decimal(top) / Decimal(bottom)), total, current, lowest, end, g)
        else:
            value, more = _digits(m)
            if stop >= 0 and (current is not None or value >= lowest or (value < 100 and not g.multiplier.match(text, m.end(), end))):
                break
            if stop >= 0 and not g.multiplier.match(text, m.end(), end) and lowest != THOUSAND:
                break
            if more and g.multiplier.match(text, m.end(), end):
                value, more = (Decimal(m.group()), ()) if m.group().count(".") == 1 and "," not in m.group() else (value, more)
            current = value
            room = None
            used_digit = True
            readings = more or readings
        stop = m.end()
        if kind == "word" and word in g.magnitudes and stop < end and text[stop] == "." and len(word) <= 5 and word not in ("dozen",):
            stop += text[stop + 1 : stop + 2] == " " and text[stop + 2 : stop + 3].islower()
        gap = text[stop : stop + 1]
        if (gap not in (" ", "\u00a0", "-") and not (gap and gap in GLYPHS)) or stop >= end:
            break
        pos = stop if gap in GLYPHS else stop + 1
        if gap == "-" and kind not in ("word",):
            if g.multiplier.match(text, stop, end) is None:
                break
        elif gap == "-" and not (room is not None or g.multiplier.match(text, stop, end) or next_word(text, stop + 1, end) in g.fractions):
            break
    if stop < 0:
        return None
    if current is not None:
        total += current
    form = "mixed" if used_word and used_digit else "words" if used_word else "digits"
    scaled = tuple(r * factor for r in readings) if readings and used_digit else ()
    return Number(at, stop, total, factor, form, scaled)


def _bare_magnitude(text: str, at: int, stop: int, end: int, size: Decimal, g: Grammar) -> bool:
    """Whether a magnitude without a number means one of it: ``another hundred thousand``, ``hundred thousand``."""
    left = text[max(0, at - 12) : at].lower().split()
    before = left[-1] if left and text[at - 1] == " " else ""
    if before in g.joints["before-magnitude"]:
        return True
    return size == HUNDRED and before not in g.joints["vague"] and next_word(text, stop, end) in g.magnitudes


def next_word(text: str, pos: int, end: int) -> str:
    """The word behind ``pos`` in lower case, a hyphen counting as a space."""
    m = WORD.match(text, pos, end)
    return m.group(1).lower() if m else ""


WORD = re.compile(r"[ \u00a0-]?([^\W\d_]+)")


def _and_fraction(text: str, pos: int, end: int, g: Grammar) -> tuple[int, Decimal] | None:
    """``a half``, ``a quarter``, ``three-quarters`` behind ``and``: (end, value)."""
    m = _FRACTION.match(text, pos, end)
    if m is None:
        return None
    top, bottom = (m[1] or "one").lower(), m[2].lower()
    if bottom not in g.fractions:
        return None
    if top in g.joints["article"] or not m[1]:
        top_value = ONE
        if not m[1] and g.fractions[bottom] != 2:
            return None
    elif top in g.cardinals:
        top_value = g.cardinals[top]
    else:
        return None
    value = top_value / g.fractions[bottom]
    return (m.end(), value) if 0 < value < 1 else None


_FRACTION = re.compile(r"(?:([^\W\d_]+)[ -])?([^\W\d_]+)\b")


def _with_fraction(
    text: str, at: int, part: tuple[int, Decimal], total: Decimal, current: Decimal | None, lowest: Decimal, end: int, g: Grammar
) -> Number:
    """``two and a half million``, ``a million and a half``, ``2½ million``."""
    stop, value = part
    mag = g.multiplier.match(text, stop, end)
    digits = text[at].isdigit() or text[at] in GLYPHS
    if current is None and total:  # a million and a half
        return Number(at, stop, total + value * lowest, lowest, "words")
    amount = (current or Decimal(0)) + value
    form = "digits" if digits else "words"
    if mag is None:
        return Number(at, stop, total + amount, ONE, form)
    size = g.magnitudes[mag[1].lower()]
    return Number(at, mag.end(1), total + amount * size, size, "mixed" if digits else "words")


def _fraction(text: str, at: int, pos: int, end: int, top: Decimal, g: Grammar) -> Number | None:
    """A fraction whose denominator word stands at ``pos``; alone it is a share, before a magnitude a number."""
    m = WORD.match(text, pos, end)
    if m is None or m[1].lower() not in g.fractions:
        return None
    value = top / g.fractions[m[1].lower()]
    return _fraction_value(text, at, m.end(), value, end, g)


def _fraction_value(text: str, at: int, stop: int, value: Decimal, end: int, g: Grammar) -> Number:
    of = g.of_magnitude.match(text, stop, end)
    if of is not None:
        size = g.magnitudes[of[1].lower()]
        return Number(at, of.end(1), value * size, size, "words")
    return Number(at, stop, (value * HUNDRED).quantize(Decimal("0.000001")).normalize() + 0, ONE, "fraction")

"""One number, composed of its digits, words and fractions.

``number_at`` reads the longest number that begins at a place: ``1,385``, ``13 million 774 thousand``, ``2½``,
``a million and a half``, ``three-quarters`` (in percent).  Ranges and qualifiers are read in :mod:`figures.amounts.numbers.numerals`.

Most numbers are digits and nothing more, or digits and one magnitude; they are read at once.  All others are a fold over
their parts: each kind of part has a step that gives the sum with the part in it, the finished number, or None where the
number has ended before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from figures.amounts.numbers.digits import digits_value, glyph_value
from figures.amounts.numbers.number_words import AND, ARTICLE, CARDINAL, FRACTION, GLYPHS, HALF, MAGNITUDE, Grammar

ONE = Decimal(1)
TEN = Decimal(10)
HUNDRED = Decimal(100)
THOUSAND = Decimal(1000)
_BEYOND = Decimal(10) ** 30
"""Larger than any magnitude: anything may follow nothing."""


class Number(NamedTuple):
    """One number as read, without a qualifier."""

    start: int
    end: int
    value: Decimal
    factor: Decimal = ONE
    form: str = "digits"
    readings: tuple[Decimal, ...] = ()


def number_at(text: str, at: int, end: int, g: Grammar) -> Number | None:
    """Read the longest number that begins at ``at``; None if a number word there starts none."""
    m = (g.in_digits if "0" <= text[at : at + 1] <= "9" else g.element).match(text, at, end)
    if m is None:
        return None
    kind = m.lastgroup
    if kind in ("word", "slash", "glyph"):
        return _compose(text, at, end, g)
    value, readings = digits_value(m)
    stop = m.end()
    if (kind in ("loose", "plain") and readings and "." in m.group()) and (g.multiplier.match(text, stop, end)):
        value, readings = Decimal(m.group()), ()
    if not readings and (quick := _scaled(text, at, stop, end, value, g)) is not None:
        return quick
    if text[stop : stop + 1] in _MAY_GO_ON and _goes_on(text, stop, end, g):
        return _compose(text, at, end, g, () if text[stop] in GLYPHS else readings)
    return Number(at, stop, value, ONE, "digits", readings)


def _scaled(text: str, at: int, stop: int, end: int, value: Decimal, g: Grammar) -> Number | None:
    """The quick case ``500 thousand``: digits, a space, one magnitude, and no number behind it."""
    if text[stop : stop + 1] != " " or (m := g.multiplier.match(text, stop, end)) is None:
        return None
    size = g.magnitudes[m[1].lower()]
    last = m.end(1)
    following = text[last : last + 1]
    if size < THOUSAND or following in _HANGS_ON or (following == " " and g.element.match(text, last + 1, end) is not None):
        return None
    return Number(at, last, value * size, size, "mixed")


_HANGS_ON = frozenset(f".-\u00a0{GLYPHS}")
_MAY_GO_ON = frozenset(f" -\u00a0{GLYPHS}")
"""Behind digits, nothing else leads to another part of the number."""
_MIXED = re.compile(r" [1-9]/(?:[2-9]|10)(?![0-9/])")


def _goes_on(text: str, stop: int, end: int, g: Grammar) -> bool:
    """Whether more may belong to a number behind its digits: only a word, a fraction or more digits can go on."""
    mark, following = text[stop : stop + 1], text[stop + 1 : stop + 2]
    if mark in GLYPHS:
        return True
    if following.isdigit() and following not in GLYPHS:
        return _MIXED.match(text, stop, end) is not None
    return following in GLYPHS or text.startswith(g.joined, stop) or g.multiplier.match(text, stop, end) is not None


# --- the fold over the parts of a number


class _Sum(NamedTuple):
    """What the parts so far make: ``total`` is what a magnitude has closed, ``current`` what is still open."""

    total: Decimal
    current: Decimal | None
    room: Decimal | None
    """A cardinal that is to be added to ``current`` must be smaller: ten behind `twenty`."""
    lowest: Decimal
    """A magnitude that follows must be smaller."""
    factor: Decimal
    stop: int
    """Where the last part ends; negative before the first."""
    words: bool
    digits: bool
    readings: tuple[Decimal, ...]


class _Part(NamedTuple):
    """One part of a number that begins at ``at``, and what it stands in."""

    text: str
    at: int
    end: int
    g: Grammar
    match: re.Match[str]
    word: str


_NOTHING = _Sum(Decimal(0), None, None, _BEYOND, ONE, -1, False, False, ())
_Step = Callable[[_Part, _Sum], "_Sum | Number | None"]


def _compose(text: str, at: int, end: int, g: Grammar, readings: tuple[Decimal, ...] = ()) -> Number | None:
    """A number of several parts; a part may follow only if it is smaller than the part before it."""
    so_far = _NOTHING._replace(readings=readings) if readings else _NOTHING
    pos = at
    while pos >= 0 and (m := g.element.match(text, pos, end)) is not None:
        word = m.group().lower()
        part = _Part(text, at, end, g, m, word)
        kind = m.lastgroup or ""
        step = _STEP_OF_ROLE.get(g.roles.get(word, ""), _ended) if kind == "word" else _STEP_OF_SIGN.get(kind, _digits_step)
        taken = step(part, so_far)
        if taken is None:
            break
        if isinstance(taken, Number):
            return taken
        pos = m.end() + 1 if taken.stop == so_far.stop else _next_part(part, taken)  # an article or `and` only leads to a part
        so_far = taken
    return _sum_up(at, so_far) if so_far.stop >= 0 else None


def _next_part(part: _Part, so_far: _Sum) -> int:
    """Where a further part may begin; negative where the number has ended."""
    text, end, stop, g = part.text, part.end, so_far.stop, part.g
    gap = text[stop : stop + 1]
    if stop >= end or not gap:
        return -1
    if gap == "-":
        linked = g.multiplier.match(text, stop, end) is not None
        if not linked and part.match.lastgroup == "word":
            linked = so_far.room is not None or next_word(text, stop + 1, end) in g.fractions
        return stop + 1 if linked else -1
    if gap in GLYPHS:
        return stop
    return stop + 1 if gap in " \u00a0" else -1


def _sum_up(at: int, s: _Sum) -> Number:
    total = s.total if s.current is None else s.total + s.current
    form = "mixed" if s.words and s.digits else "words" if s.words else "digits"
    return Number(at, s.stop, total, s.factor, form, tuple(r * s.factor for r in s.readings) if s.digits else ())


def _cardinal(part: _Part, s: _Sum) -> _Sum | None:
    """``twenty``, ``-three``, and ``five`` behind ``two thousand``."""
    value = part.g.cardinals[part.word]
    if s.current is None:
        if s.stop >= 0 and value >= s.lowest:
            return None
        current = value
    elif s.room is not None and 0 < value < s.room:
        current = s.current + value
    else:
        return None
    room = TEN if value >= 20 and value % 10 == 0 else None
    return _Sum(s.total, current, room, s.lowest, s.factor, part.match.end(), True, s.digits, s.readings)


def _magnitude(part: _Part, s: _Sum) -> _Sum | None:
    """``hundred``, ``thousand``, ``million``: multiplies what is open, and closes it from a thousand on."""
    size = part.g.magnitudes[part.word]
    current = s.current
    if current is None:
        if s.stop >= 0:
            return _thousand_million(part, s, size)
        if not _bare_magnitude(part, size):
            return None
        current = ONE
    if size < THOUSAND:
        return _hundreds(part, s, current, size)
    if size >= s.lowest:
        return None
    factor = max(s.factor, size) if s.factor != HUNDRED else size
    return _Sum(s.total + current * size, None, None, size, factor, _past_point(part), True, s.digits, s.readings)


def _hundreds(part: _Part, s: _Sum, current: Decimal, size: Decimal) -> _Sum | None:
    """``two hundred``, behind which smaller numbers may follow, and ``two dozen``, behind which none may."""
    if current >= HUNDRED:
        return None
    hundred = size == HUNDRED
    factor = HUNDRED if hundred and s.factor == ONE else s.factor
    return _Sum(s.total, current * size, HUNDRED if hundred else None, s.lowest, factor, _past_point(part), True, s.digits, s.readings)


def _thousand_million(part: _Part, s: _Sum, size: Decimal) -> _Sum | None:
    """``thousand million``: a magnitude right behind another multiplies it."""
    if not (s.total and s.factor == s.lowest and size >= THOUSAND and part.text[s.stop] in " -"):
        return None
    return _Sum(s.total * size, None, s.room, size, s.factor * size, _past_point(part), True, s.digits, s.readings)


def _past_point(part: _Part) -> int:
    """The end of a magnitude, behind the full stop of an abbreviation where the sentence goes on."""
    text, stop = part.text, part.match.end()
    if part.word in part.g.shortened and stop < part.end and text[stop] == ".":
        stop += text[stop + 1 : stop + 2] == " " and text[stop + 2 : stop + 3].islower()
    return stop


def _bare_magnitude(part: _Part, size: Decimal) -> bool:
    """Whether a magnitude without a number means one of it: ``another hundred thousand``, ``hundred thousand``."""
    text, at, joints = part.text, part.at, part.g.joints
    left = text[max(0, at - 12) : at].lower().split()
    before = left[-1] if left and text[at - 1] == " " else ""
    if before in joints["before-magnitude"]:
        return True
    return size == HUNDRED and before not in joints["vague"] and next_word(text, part.match.end(), part.end) in part.g.magnitudes


def _article(part: _Part, s: _Sum) -> _Sum | Number | None:
    """``a million``, ``a quarter``: one of what follows."""
    text, g, stop = part.text, part.g, part.match.end()
    if s.stop >= 0:
        return None
    following = next_word(text, stop, part.end)
    if following in g.fractions:
        return _fraction(part, stop + 1, ONE)
    return s._replace(current=ONE, words=True) if following in g.magnitudes else None


def _and(part: _Part, s: _Sum) -> _Sum | Number | None:
    """``a hundred and twenty``, ``two and a half``."""
    text, g = part.text, part.g
    if s.stop < 0:
        return None
    fraction = _and_fraction(text, part.match.end() + 1, part.end, g)
    if fraction is not None:
        if text.startswith(g.of_whole, fraction[0]):
            return None  # 700 thousand and a quarter of the wheels
        return _with_fraction(part, s, *fraction)
    value = g.cardinals.get(next_word(text, part.match.end(), part.end).partition("-")[0], Decimal(0))
    if not s.words or value <= 0:
        return None
    fits = (s.total and value < s.lowest) if s.current is None else s.room == HUNDRED
    return s if fits else None


def _fraction_word(part: _Part, s: _Sum) -> Number | None:
    """``half a million`` at the beginning, ``thirds`` behind ``two``."""
    g, current = part.g, s.current
    if s.stop < 0:
        return _fraction(part, part.at, ONE) if g.fractions[part.word] == HALF else None
    if current is None or s.total or current >= 100 or (current > 1) != (part.word in g.of_several):
        return None
    return _fraction(part, part.match.start(), current)


def _sign(part: _Part, s: _Sum) -> Number:
    """``½``, also behind digits."""
    return _with_fraction(part, s, part.match.end(), glyph_value(part.word))


def _slash(part: _Part, s: _Sum) -> Number:
    """``3/4``, also behind digits."""
    top, _, bottom = part.word.partition("/")
    value = Decimal(top) / Decimal(bottom)
    if s.current is None and not s.total:
        return _fraction_value(part, part.match.end(), value)
    return _with_fraction(part, s, part.match.end(), value)


def _digits_step(part: _Part, s: _Sum) -> _Sum | None:
    """Digits, first or behind a larger magnitude: ``774`` in ``13 million 774 thousand``."""
    m = part.match
    value, readings = digits_value(m)
    scaled = (s.stop >= 0 or readings) and part.g.multiplier.match(part.text, m.end(), part.end) is not None
    if s.stop >= 0 and (s.current is not None or value >= s.lowest or not (scaled or (value >= 100 and s.lowest == THOUSAND))):
        return None
    if readings and scaled and m.group().count(".") == 1 and "," not in m.group():
        value, readings = Decimal(m.group()), ()
    return _Sum(s.total, value, None, s.lowest, s.factor, m.end(), s.words, True, readings or s.readings)


def _ended(part: _Part, s: _Sum) -> None:
    """A word that is no part of a number: an ordinal, `of`."""


_STEP_OF_ROLE: dict[str, _Step] = {
    CARDINAL: _cardinal,
    MAGNITUDE: _magnitude,
    ARTICLE: _article,
    AND: _and,
    FRACTION: _fraction_word,
}
_STEP_OF_SIGN: dict[str, _Step] = {"glyph": _sign, "slash": _slash}


def next_word(text: str, pos: int, end: int) -> str:
    """The word behind ``pos`` in lower case, a hyphen counting as a space."""
    m = WORD.match(text, pos, end)
    return m.group(1).lower() if m else ""


WORD = re.compile(r"[ \u00a0-]?([^\W\d_]+)")
_FRACTION = re.compile(r"(?:([^\W\d_]+)[ -])?([^\W\d_]+)\b")


def _and_fraction(text: str, pos: int, end: int, g: Grammar) -> tuple[int, Decimal] | None:
    """``a half``, ``a quarter``, ``three-quarters`` behind ``and``: (end, value)."""
    m = _FRACTION.match(text, pos, end)
    if m is None:
        return None
    top, bottom = (m[1] or "").lower(), m[2].lower()
    if bottom not in g.fractions:
        return None
    alone = top in g.joints["article"] or (not top and g.fractions[bottom] == HALF)
    value = (ONE if alone else g.cardinals.get(top, Decimal(0))) / g.fractions[bottom]
    return (m.end(), value) if 0 < value < 1 else None


def _with_fraction(part: _Part, s: _Sum, stop: int, value: Decimal) -> Number:
    """``two and a half million``, ``a million and a half``, ``2½ million``."""
    text, at, g = part.text, part.at, part.g
    if s.current is None and s.total:  # a million and a half
        return Number(at, stop, s.total + value * s.lowest, s.lowest, "words")
    amount = (s.current or Decimal(0)) + value
    digits = text[at].isdigit() or text[at] in GLYPHS
    magnitude = g.multiplier.match(text, stop, part.end)
    if magnitude is None:
        return Number(at, stop, s.total + amount, ONE, "digits" if digits else "words")
    size = g.magnitudes[magnitude[1].lower()]
    return Number(at, magnitude.end(1), s.total + amount * size, size, "mixed" if digits else "words")


def _fraction(part: _Part, pos: int, top: Decimal) -> Number | None:
    """A fraction whose denominator word stands at ``pos``; alone it is a share, before a magnitude a number."""
    m = WORD.match(part.text, pos, part.end)
    if m is None or m[1].lower() not in part.g.fractions:
        return None
    return _fraction_value(part, m.end(), top / part.g.fractions[m[1].lower()])


def _fraction_value(part: _Part, stop: int, value: Decimal) -> Number:
    of = part.g.of_magnitude.match(part.text, stop, part.end)
    if of is not None:
        size = part.g.magnitudes[of[1].lower()]
        return Number(part.at, of.end(1), value * size, size, "words")
    return Number(part.at, stop, (value * HUNDRED).quantize(Decimal("0.000001")).normalize() + 0, ONE, "fraction")

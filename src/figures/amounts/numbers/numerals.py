"""Station 3: every number of a text, as the language writes it.

``find_numerals`` reads digits (``1,385``, ``6 900``, ``9.5``), words (``two million three hundred thousand``),
mixtures (``13 million 774 thousand``, ``2½``), fractions (``three-quarters``: low and high in
percent) and ranges (``8-10 thousand``, ``five or six``), each with the qualifier before it.
It does not ask what a number counts; dates and list marks are found like any other number.
"""

from __future__ import annotations

import re
from decimal import Decimal

from figures.amounts.numbers.composition import THOUSAND, WORD, Number, next_word, number_at
from figures.amounts.numbers.number_words import GLYPHS, Grammar, grammar, plain
from figures.amounts.numbers.tokens import Tokens
from figures.language import DEFAULT_LANGUAGE, swift_class
from figures.model import Numeral

_numeral = swift_class(Numeral)
_REACH = 44
"""How many characters before a number are read for a qualifier: longer than any phrase with a filler."""


def find_numerals(text: str, start: int, end: int, language: str = DEFAULT_LANGUAGE) -> list[Numeral]:
    """Every number of ``text[start:end]`` in reading order, none overlapping."""
    return numerals_at(text, start, end, Tokens(text, start, end, language).spans(start, end), language)


def numerals_at(text: str, start: int, end: int, spans: list[tuple[int, int]], language: str = DEFAULT_LANGUAGE) -> list[Numeral]:
    """The numbers that begin at the given tokens and lie between two offsets."""
    g = grammar(language)
    found: list[Numeral] = []
    pos = start
    for token, _ in spans:
        if token < pos:
            continue
        if token >= end:
            break
        at = _article(text, token, pos, g) if text[token].isalpha() else token
        first = number_at(text, at, end, g)
        if first is not None and first.end > token:
            found.append(_complete(text, first, start, end, g))
            pos = found[-1].end
    return found


def _article(text: str, at: int, floor: int, g: Grammar) -> int:
    """Where a number in words begins: an article before a magnitude or fraction belongs to it."""
    m = WORD.match(text, at)
    word = m[1].lower() if m else ""
    if word in g.magnitudes or word in g.fractions:
        for article in g.joints["article"]:
            begin = at - len(article) - 1
            if (
                begin >= floor
                and text[begin:at].lower() == article + text[at - 1]
                and text[at - 1] in " -"
                and not text[begin - 1 : begin].isalnum()
            ):
                return begin
    return at


def _complete(text: str, first: Number, start: int, end: int, g: Grammar) -> Numeral:
    """Add the other end of a range and the qualifier."""
    low, high, stop, factor, form = first.value, first.value, first.end, first.factor, first.form
    readings = first.readings
    separator = None
    if stop < end and ((mark := text[stop]) in "-–—" or (mark in " \u00a0" and text[stop + 1 : stop + 2] in g.range_heads)):
        separator = g.separator.match(text, stop, end)
    if separator is not None and form != "fraction":
        second = _second(text, first, separator, start, end, g)
        if second is not None:
            low, high = second[0], second[1].value
            stop, factor = second[1].end, second[1].factor
            form = "mixed" if form != second[1].form else form
            readings = ()
    if low != high:
        low, high = plain(low), plain(high)
        return _numeral(first.start, stop, low, high, "range", form, factor, readings)
    low = plain(low)
    return _numeral(first.start, stop, low, low, qualifier_before(text, first.start, start, g), form, factor, readings)


def _second(text: str, first: Number, separator: re.Match[str], start: int, end: int, g: Grammar) -> tuple[Decimal, Number] | None:
    """The upper end of a range and the lower end in the same magnitude, or None if there is no range."""
    at = separator.end()
    c = text[at : at + 1]
    if not (c.isdigit() or c.isalpha() or c in GLYPHS):
        return None
    if (
        c.isalpha()
        and next_word(text, at, end).partition("-")[0] not in g.cardinals
        and next_word(text, at, end) not in g.joints["article"]
    ):
        return None
    second = number_at(text, at, end, g)
    if second is None or second.form == "fraction":
        return None
    word = (separator.group("word") or "").lower()
    left = text[max(start, first.start - _REACH) : first.start].lower().split()
    opener = left[-1] if left else ""
    if word in g.joints["and"] and opener not in g.joints["between"]:
        return None
    low = first.value
    if second.factor > first.factor and low < THOUSAND:
        if low > second.value / second.factor:
            return None  # from 100 to 87 million: an old amount and a new one
        low *= second.factor
    if not low < second.value:
        return None
    dash = not word
    if dash and low * 100 < second.value:
        return None
    if word and opener not in g.joints["from"] and low * 20 < second.value and opener not in g.joints["between"]:
        return None
    if opener in g.joints["from"] and not g.joints["change"].isdisjoint(left[-5:]):
        return None
    return low, second


def qualifier_before(text: str, at: int, floor: int, g: Grammar) -> str:
    """The qualifier that ends where a number begins."""
    left = text[max(floor, at - _REACH) : at].rstrip(" \u00a0$£€(").lower()
    if not left:
        return "exact"
    if left[-1] in "~≈<>":
        return g.before[left[-1]][0][1]
    for step in range(3):
        last = left[left.rfind(" ") + 1 :].lstrip('(“"‘[')
        for phrase, value in g.before.get(last, ()):
            if left.endswith(phrase) and not left[: -len(phrase)][-1:].isalnum():
                if step and value == "about":
                    return "exact"  # `talks about another 300`
                return _denied(left[: -len(phrase)], value, g)
        if last not in g.fillers:
            break
        left = left[: len(left) - len(last)].rstrip()
    return "exact"


def _denied(left: str, value: str, g: Grammar) -> str:
    """``cannot give more than`` is a bound from above, ``could not go below`` one from below."""
    if value in _DENIED:
        clause = left[max(left.rfind(mark) for mark in ",;:.") + 1 :]
        if not g.joints["negation"].isdisjoint(clause.split()[-4:]):
            return _DENIED[value]
    return value


_DENIED = {"more than": "up to", "below": "at least"}


def qualifier_after(text: str, at: int, limit: int, language: str = DEFAULT_LANGUAGE) -> str | None:
    """The qualifier that begins where a number, or its unit or noun, ends."""
    if text[at : at + 1] not in (" ", ",", "\u00a0"):
        return None
    g = grammar(language)
    m = g.after.match(text, at, limit)
    return g.after_values[m[1]] if m else None

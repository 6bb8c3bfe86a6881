"""Numerals that are no figures, each stretch with its reason and the rule that says so.

``set_aside`` reads one paragraph once, from numeral to numeral, and asks the word before it, the digits'
own shape and the word behind it.  What is not set aside here goes on to the readers, which set aside
what turns out to count nothing (``two options``, ``20 years``).  Words live in ``set_aside.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from figures.amounts.asides.before import by_word_before, joined, number_end, word_by_word_before
from figures.amounts.asides.line import Line
from figures.amounts.asides.shapes import by_shape
from figures.amounts.asides.words import BeforeGroup, new_aside, rules
from figures.amounts.numbers import grammar
from figures.amounts.units import UnitWords, sign_before
from figures.language import swift_class
from figures.model import NoteMark, SetAside

_line = swift_class(Line)
_SHAPED = frozenset("-–/'’sSnrtvd")
"""What may follow more than two digits that have a shape of their own: `1930s`, `104v`, `37/sh`."""
_CENTURIES = frozenset(("15", "16", "17", "18", "19", "20"))
_LIST_MARK = re.compile(r"\(?[0-9]{1,3}(?:\)\.?|\.\)?)(?=\s|$)")
_BEFORE_MARK = frozenset(("", "(", "“", '"', "«", "„"))
"""What may stand before a list mark at the beginning of a paragraph."""
_LONE = re.compile(r"[0-9]{4,}(?=[.\"”»)\s]*$)")
"""A sentence of digits alone at the end of a paragraph, without a thousands separator: the number of a telegram."""
_INLINE_MARK = re.compile(r"[0-9]{1,2}\)\.?(?=\s|[A-Z]|$)")
_WORD_MARK = re.compile(r"\(?[A-Za-z]+\)\.?(?=\s|$)")
_RUN = re.compile("[0-9]+")
_AMOUNT = re.compile("[0-9]+(?:[,. \u00a0\u2009\u202f'’][0-9]{3}(?![0-9]))*(?:[.,][0-9]+)*")
_DECIMALS = re.compile(r"(?<=[0-9])(?:[.,][0-9]+)+")
_POINTS = frozenset(".,")
_INSIDE = ",. \u00a0\u2009\u202f'’"
"""What may stand between the digits of one amount."""


def set_aside(
    text: str, paragraph: tuple[int, int], spans: list[tuple[int, int]], marks: Sequence[NoteMark], lex: UnitWords
) -> list[SetAside]:
    """The stretches of a paragraph whose numerals are told to be no figures by words or shape.

    ``spans`` are the numeral tokens of the paragraph, ``marks`` the footnote marks recognised in it.
    """
    start, end = paragraph
    line = _line(text, start, end, rules(lex.language), lex, grammar(lex.language))
    found = [new_aside(m.start, m.end, "footnote mark", "called-note") for m in marks] if marks else []
    blocked = {m.start: m.end for m in marks} if marks else {}
    pos = start
    for at, stop in spans:
        if at < pos:
            continue
        if at in blocked:
            pos = blocked[at]
            continue
        stretch = _in_words(line, at, stop) if text[at].isalpha() else _in_digits(line, at, stop, pos)
        if stretch is None:
            pos = _amount_end(line, at, stop) if text[stop : stop + 1] in _INSIDE else stop
            continue
        if text[stretch.end : stretch.end + 1] in _POINTS and (rest := _DECIMALS.match(text, stretch.end, end)) is not None:
            stretch = new_aside(stretch.start, rest.end(), stretch.reason, stretch.rule)  # no stretch ends within printed digits
        found.append(stretch)
        pos = max(stop, stretch.end) if text[at].isalpha() else stretch.end
    if blocked and len(found) > 1:
        found.sort(key=attrgetter("start"))
        found = _disjoint(found)
    return found


def _amount_end(line: Line, at: int, stop: int) -> int:
    """Where the digits end that begin at a place, with all their groups."""
    text = line.text
    if text[at].isalpha() or not text[stop + 1 : stop + 2].isdigit():
        return stop
    m = _AMOUNT.match(text, at, line.end)
    return m.end() if m else at + 1


def _disjoint(found: list[SetAside]) -> list[SetAside]:
    """Drop a stretch that lies within another; a called note inside a date gives way to the date."""
    kept: list[SetAside] = []
    for stretch in found:
        if kept and stretch.start < kept[-1].end:
            if stretch.end > kept[-1].end:
                last = kept.pop()
                kept.append(new_aside(last.start, stretch.end, last.reason, last.rule))
            continue
        kept.append(stretch)
    return kept


# --- digits


def _in_digits(line: Line, at: int, run: int, done: int) -> SetAside | None:
    """What the digits from ``at`` to ``run`` are if they are no amount; words before ``done`` belong to another stretch."""
    text = line.text
    previous = text[at - 1] if at > line.start else ""
    if previous.isalpha():
        return _glued(line, at)
    if previous and previous in "#№":
        return new_aside(at, joined(line, number_end(line, at)), "document number", "document-numbers")
    if at - line.start < 2 and (mark := _opening_mark(line, at)) is not None:
        return mark
    begin = text.rfind(" ", max(done, at - 24), at - 1) + 1 if previous == " " else 0
    left = text[begin : at - 1] if begin else ""
    if not left.isalpha():  # in the usual case it is a plain word and a space
        left, begin = line.word_before(at, done)
        if text[begin - 1 : begin].isdigit():  # 7s. 6d.
            left = ""
    group = line.rules.before.get(left.lower().rstrip(",:"))
    if (group is not None or left[-1:] == "-") and (stretch := _by_left(line, at, begin, left, group)) is not None:
        return stretch
    if previous == "." and (mark := _mark_behind_point(line, at, left)) is not None:
        return mark
    if run - at < 3 or text[run : run + 1] in _SHAPED or text[at : at + 2] in _CENTURIES:
        shape = line.rules.shape.match(text, at, line.end)
        if shape is not None:
            return by_shape(line, shape)
    return _alone(line, at, run)


def _glued(line: Line, at: int) -> SetAside | None:
    """Digits stuck to a word: a footnote mark (``Bolsheviks1``), or a name (``T34``, ``R5446``)."""
    text = line.text
    m = _RUN.match(text, at, line.end)
    if m is None:
        return None
    begin = at
    while begin > line.start and text[begin - 1].isalpha():
        begin -= 1
    sign, unit = sign_before(text, at, line.start, line.lex)
    if unit is not None and (at - sign > 1 or not text[sign].isascii()):
        return None  # RM300
    stop = m.end()
    while stop < line.end and text[stop].isalnum():
        stop += 1
    if stop == m.end() and stop - at <= 2 and at - begin > 2:
        return new_aside(at, stop, "footnote mark", "glued-mark")
    return new_aside(at, stop, "proper name", "letter-and-number")


def _opening_mark(line: Line, at: int) -> SetAside | None:
    """``1)`` at the beginning of a paragraph."""
    text, start = line.text, line.start
    if text[start:at] not in _BEFORE_MARK:
        return None
    m = _LIST_MARK.match(text, start if text[start] == "(" else at, line.end)
    return new_aside(at, m.end(), "list mark", "list-mark") if m is not None else None


def _by_left(line: Line, at: int, begin: int, left: str, group: BeforeGroup | None) -> SetAside | None:
    """What the word before the digits says of them."""
    if group is None:
        if left[:-1].isalpha():
            return new_aside(begin, max(number_end(line, at), at + 1), "proper name", "letter-and-number")
        return None
    return by_word_before(line, at, begin, group) if not group.capital or left[0].isupper() else None


def _mark_behind_point(line: Line, at: int, left: str) -> SetAside | None:
    """A footnote mark stuck to the full stop of a sentence: ``was done.3 Then``."""
    text = line.text
    if not (left[:-1].isalpha() and left[:1].isalpha() and text[at - 2 : at - 1].isalpha()):
        return None
    m = _RUN.match(text, at, line.end)
    if m is not None and m.end() - at <= 2 and text[m.end() : m.end() + 1] in (" ", ""):
        return new_aside(at, m.end(), "footnote mark", "glued-mark")
    return None


def _alone(line: Line, at: int, run: int) -> SetAside | None:
    """The number of a telegram as a sentence of its own, or a list mark in the running text."""
    text, start = line.text, line.start
    previous = text[at - 1] if at > start else ""
    if run - at > 3 and previous == " " and text[at - 2] in ".!?" and (m := _LONE.match(text, at, line.end)) is not None:
        return new_aside(at, m.end(), "document number", "lone-number")
    m = _INLINE_MARK.match(text, at, line.end) if text[run : run + 1] == ")" else None
    if m is None or not (at == start or previous in " \u00a0(;:"):
        return None
    return new_aside(at, m.end(), "list mark", "inline-mark") if previous == "(" or not line.is_in_bracket(at) else None


# --- words


def _in_words(line: Line, at: int, stop: int) -> SetAside | None:
    """A number in words as list mark (``four).``) or as the number of a document (``Your three``)."""
    text = line.text
    if text[at:stop].lower() not in line.grammar.cardinals:
        return None
    if text[stop : stop + 1] == ")" and (at == line.start or text[at - 1] in " (") and not line.is_in_bracket(at):
        mark = _WORD_MARK.match(text, at, line.end)
        if mark is not None:
            return new_aside(at, mark.end(), "list mark", "word-mark")
    left, _ = line.word_before(at, line.start)
    return word_by_word_before(line, at, stop, left) if left else None

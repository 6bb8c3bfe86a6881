"""Numerals that the word before them names: a date, an archive reference, the number of a document, a year."""

from __future__ import annotations

import re
from collections.abc import Callable

from figures.amounts.asides.line import Line
from figures.amounts.asides.words import BeforeGroup, new_aside
from figures.amounts.units import Word, unit_at, words_after
from figures.language import is_plural
from figures.model import SetAside

_NUMBER = re.compile(r"[0-9]+(?:[-–/][0-9]+)*(?:[-–/][a-z]{1,4}\b)?[a-z]?(?![0-9a-z])(?:\.[0-9]+)?")
_CARDINAL = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_MARK_TAIL = re.compile(r"\s*(?:[.,;:?!)\]”\"]|$)")
_LONGEST_BARE = 5
"""A longer number is no number of a letter."""


def by_word_before(line: Line, at: int, begin: int, group: BeforeGroup) -> SetAside | None:
    """What the digits at a place are, by the group of the word that begins before them."""
    return _BODIES[group.body](line, at, begin, group)


def word_by_word_before(line: Line, at: int, stop: int, left: str) -> SetAside | None:
    """The same for a number in words: only the number of a document."""
    group = line.rules.before.get(left.lower())
    if group is None or group.body not in ("number", "bare number") or (group.capital and not left[0].isupper()):
        return None
    if line.magnitude_follows(stop):
        return None
    if group.body == "bare number":
        if not _MARK_TAIL.match(line.text, stop, line.end) and (left[0].islower() or _counts(line, words_after(line.text, stop, line.end))):
            return None
    elif not group.strong and line.amount_follows(stop):
        return None
    return new_aside(at, joined(line, stop), group.reason, group.id)


def _counts(line: Line, words: list[Word]) -> bool:
    """Whether the first word behind `Your three` may be a thing: no verb, and no verb's third person."""
    if not words or words[0].text in line.lex.lists["verbs"]:
        return False
    word = words[0].text
    return not word.endswith(line.lex.endings["counted"]) or is_plural(word, line.lex.language)


def number_end(line: Line, at: int) -> int:
    """Where a number with letters and strokes ends."""
    m = _NUMBER.match(line.text, at, line.end)
    return m.end() if m else at


def joined(line: Line, stop: int) -> int:
    """Go on over further numbers of the same list: ``No. 12 and 13``, ``pp. 3, 5``."""
    while (following := _next_of_list(line, stop)) is not None:
        stop = following
    return stop


def _next_of_list(line: Line, stop: int) -> int | None:
    """Where the next number of a list ends; None where the list has ended or an amount begins."""
    text, end = line.text, line.end
    join = line.rules.join.match(text, stop, end)
    if join is None:
        return None
    if join["next"][0].isdigit():
        m = _NUMBER.match(text, join.end(), end)
    else:
        m = _CARDINAL.match(text, join.end(), end) if join["next"] in line.grammar.cardinals else None
    if m is None or line.amount_follows(m.end()) or line.magnitude_follows(m.end()) or line.digits_go_on(m.end()):
        return None
    return m.end() if join["and"] or line.rules.closed.match(text, m.end(), end) else None


def _date(line: Line, at: int, begin: int, group: BeforeGroup) -> SetAside | None:
    """Day, days or year behind a month."""
    m = line.rules.month_day.match(line.text, at, line.end)
    if m is None:
        return None
    stop = m.end()
    if stop - at <= 2 and line.text[stop : stop + 1] == " " and line.magnitude_follows(stop):
        return None  # From January to August 10 million tons were pumped
    return new_aside(begin, line.past_time(stop), group.reason, group.id)


def _archive(line: Line, at: int, begin: int, group: BeforeGroup) -> SetAside:
    """Fond, inventory, file and leaf, to the end of the reference."""
    m = line.rules.archive.match(line.text, at, line.end)
    return new_aside(begin, max(m.end() if m else at, at + 1), group.reason, group.id)


def _year(line: Line, at: int, _: int, group: BeforeGroup) -> SetAside | None:
    m = line.rules.shape.match(line.text, at, line.end)
    return new_aside(at, m.end(), group.reason, group.id) if m is not None and m.lastgroup == "year" else None


def _number(line: Line, at: int, _: int, group: BeforeGroup) -> SetAside | None:
    """A number of a document, a page, a plant; no amount may follow."""
    m = _NUMBER.match(line.text, at, line.end)
    if m is None:
        return None
    stop = m.end()
    if line.digits_go_on(stop) or line.magnitude_follows(stop) or _unit_follows(line, stop):
        return None
    if not group.strong and line.amount_follows(stop):
        return None
    return new_aside(at, joined(line, stop), group.reason, group.id)


def _bare_number(line: Line, at: int, begin: int, group: BeforeGroup) -> SetAside | None:
    """``my 68``: short, and with nothing behind it that it could count."""
    m = _NUMBER.match(line.text, at, line.end)
    if m is None or m.end() - at > _LONGEST_BARE or "." in m.group():
        return None
    words = words_after(line.text, m.end(), line.end)
    if words and not words[0].capital:
        word = words[0].text
        if word not in line.lex.lists["function"] and not word.endswith(line.lex.endings["counted"]):
            return None
    return _number(line, at, begin, group)


def _unit_follows(line: Line, stop: int) -> bool:
    """Whether a unit of more than one letter stands right behind a number."""
    found = unit_at(words_after(line.text, stop, line.end), line.lex, 0)
    return found is not None and (found[2] - stop > 2 or line.text[stop : stop + 1] == "%")


_BODIES: dict[str, Callable[[Line, int, int, BeforeGroup], SetAside | None]] = {
    "date": _date,
    "archive": _archive,
    "year": _year,
    "number": _number,
    "bare number": _bare_number,
}

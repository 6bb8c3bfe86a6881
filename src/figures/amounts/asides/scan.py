"""Station 4: numerals that are no figures, each stretch with its reason and the rule that says so.

``set_aside`` reads one paragraph once, from numeral to numeral, and asks the word before it, the digits'
own shape and the word behind it.  What is not set aside here goes on to station 5, which sets aside
what turns out to count nothing (``two options``, ``20 years``).  Words live in ``set_aside.toml``.

"""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import attrgetter

from figures.amounts.asides.words import BeforeGroup, Rules, rules
from figures.amounts.numbers import grammar
from figures.amounts.units import amount_follows, unit_at, unit_vocabulary, words_after
from figures.language import is_plural
from figures.model import NoteMark, SetAside

_LEAVES = r"[0-9]+\w*(?:[-–][0-9]+\w*)?"
_ARCHIVE = re.compile(
    rf"[0-9]+\w*(?:\s?[-–]\s?[0-9]+\w*)?(?:,\s?{_LEAVES}(?=[,.);:]|\s|$))*"
    rf"(?:[.,;]?\s+(?:F|Op|D|L|LL|S|P|f|op|d|l|Inv)\s?\.\s?(?:[A-Z]-?)?\w+(?:[-–][0-9]+\w*)?(?:,\s?{_LEAVES}(?=[,.);:]))*)*"
)
_NUMBER = re.compile(r"[0-9]+(?:[-–/][0-9]+)*(?:[-–/][a-z]{1,4}\b)?[a-z]?(?![0-9a-z])(?:\.[0-9]+)?")
_JOIN = re.compile(r"(?:, and |,? and |, | & |; |[-–])(?=([0-9]+|[a-z]+))")
_CARDINAL = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")
_CLOSED = re.compile(r"\s*(?:[.,;:)\]]|and [0-9]|$)")
_MARK_TAIL = re.compile(r"\s*(?:[.,;:?!)\]”\"]|$)")


_SHAPE_REASONS = {
    "month": ("date", "months-behind"),
    "roman": ("date", "roman-month"),
    "dotted": ("date", "numeric-date"),
    "daymonth": ("date", "day-and-month"),
    "clock": ("time of day", "clock"),
    "ordinal": ("ordinal", "ordinal-digits"),
    "decade": ("date", "decade"),
    "reference": ("document number", "number-with-stroke"),
    "year": ("date", "year"),
    "leaf": ("archive reference", "leaf"),
}
_SHAPED = frozenset("-–/'’sSnrtvd")
"""What may follow more than two digits that have a shape of their own: `1930s`, `104v`, `37/sh`."""
_CENTURIES = frozenset(("15", "16", "17", "18", "19", "20"))
_LIST_MARK = re.compile(r"\(?[0-9]{1,3}(?:\)\.?|\.\)?)(?=\s|$)")
_LONE = re.compile(r"[0-9]{4,}(?=[.\"”»)\s]*$)")
"""A sentence of digits alone at the end of a paragraph, without a thousands separator: the number of a telegram."""
_INLINE_MARK = re.compile(r"[0-9]{1,2}\)\.?(?=\s|[A-Z]|$)")
_WORD_MARK = re.compile(r"\(?[A-Za-z]+\)\.?(?=\s|$)")


def set_aside(
    text: str, start: int, end: int, spans: list[tuple[int, int]], marks: Iterable[NoteMark] = (), language: str = "en"
) -> list[SetAside]:
    """The stretches of a paragraph whose numerals are told to be no figures by words or shape.

    ``spans`` are the numeral tokens of the paragraph, ``marks`` the footnote marks recognised in it.
    """
    r = rules(language)
    cardinals = grammar(language).cardinals
    found = [SetAside(m.start, m.end, "footnote mark", "called-note") for m in marks]
    blocked = {m.start: m.end for m in marks}
    pos = start
    for at, stop in spans:
        if at < pos:
            continue
        if at in blocked:
            pos = blocked[at]
            continue
        word = text[at].isalpha()
        if word:
            stretch = _word_rule(text, at, stop, start, end, r, language) if text[at:stop].lower() in cardinals else None
        else:
            stretch = _digit_rule(text, at, stop, start, pos, end, r, language)
            if stretch is None and text[stop : stop + 1] in _INSIDE and text[stop + 1 : stop + 2].isdigit():
                stop = _run_end(text, at, end)
        if stretch is not None:
            if text[stretch.end : stretch.end + 1] in _POINTS and (rest := _DECIMALS.match(text, stretch.end, end)) is not None:
                stretch = SetAside(stretch.start, rest.end(), stretch.reason, stretch.rule)  # no stretch ends within printed digits
            found.append(stretch)
            stop = max(stop, stretch.end) if word else stretch.end
        pos = stop
    if blocked and len(found) > 1:
        found.sort(key=attrgetter("start"))
        found = _disjoint(found)
    return found


_RUN = re.compile("[0-9]+")
_AMOUNT = re.compile("[0-9]+(?:[,. \u00a0\u2009\u202f'’][0-9]{3}(?![0-9]))*(?:[.,][0-9]+)*")


def _run_end(text: str, at: int, end: int) -> int:
    m = _AMOUNT.match(text, at, end)
    return m.end() if m else at + 1


def _disjoint(found: list[SetAside]) -> list[SetAside]:
    """Drop a stretch that lies within another; a called note inside a date gives way to the date."""
    kept: list[SetAside] = []
    for stretch in found:
        if kept and stretch.start < kept[-1].end:
            if stretch.end > kept[-1].end:
                last = kept.pop()
                kept.append(SetAside(last.start, stretch.end, last.reason, last.rule))
            continue
        kept.append(stretch)
    return kept


def _left(text: str, at: int, floor: int) -> tuple[str, int]:
    """The printed word before a place, without opening brackets, and where it begins."""
    piece = text[max(floor, at - 24) : at]
    word = piece.rstrip(_GAPS)
    stop = at - (len(piece) - len(word))
    word = word[max(word.rfind(" "), word.rfind("(")) + 1 :].lstrip(_OPENERS)
    return word, stop - len(word)


_GAPS = " \u00a0["
_OPENERS = '\u00a0\t[“"„«;'


_POINTS = frozenset(".,")
_DECIMALS = re.compile(r"(?<=[0-9])(?:[.,][0-9]+)+")
_BEFORE_CLOCK = frozenset(",. \t\u00a0\n")
_INSIDE = ",. \u00a0\u2009\u202f'’"
"""What may stand between the digits of one amount."""


def _digit_rule(text: str, at: int, run: int, start: int, done: int, end: int, r: Rules, language: str) -> SetAside | None:
    """The rule that sets the digits from ``at`` to ``run`` aside, or None; words before ``done`` belong to another stretch."""
    previous = text[at - 1] if at > start else ""
    if previous.isalpha():
        return _glued(text, at, start, end)
    if previous and previous in "#№":
        return SetAside(at, _joined(text, _end_of(_NUMBER, text, at, end), end, language), "document number", "document-numbers")
    if at - start < 2 and text[start:at] in ("", "(", "“", '"', "«", "„"):
        m = _LIST_MARK.match(text, start if text[start] == "(" else at, end)
        if m is not None:
            return SetAside(at, m.end(), "list mark", "list-mark")
    begin = text.rfind(" ", max(done, at - 24), at - 1) + 1 if previous == " " else 0
    left = text[begin : at - 1] if begin else ""
    if begin and left.isalpha():  # the usual case: a plain word and a space
        group = r.before.get(left.lower())
    else:
        left, begin = _left(text, at, done)
        group = r.before.get(left.lower().rstrip(",:") if left else "")
    if group is None and left and left[-1] == "-" and left[:-1].isalpha():
        return SetAside(begin, max(_end_of(_NUMBER, text, at, end), at + 1), "proper name", "letter-and-number")
    if group is not None and (not group.capital or left[0].isupper()):
        stretch = _by_word(text, at, begin, end, group, r, language)
        if stretch is not None:
            return stretch
    if previous == "." and left[:-1].isalpha() and left[:1].isalpha() and text[at - 2 : at - 1].isalpha():
        stop = _RUN.match(text, at, end)
        if stop is not None and stop.end() - at <= 2 and text[stop.end() : stop.end() + 1] in (" ", ""):
            return SetAside(at, stop.end(), "footnote mark", "glued-mark")
    following = text[run : run + 1]
    if run - at < 3 or following in _SHAPED or text[at : at + 2] in _CENTURIES:
        m = r.shape.match(text, at, end)
        if m is not None:
            return _by_shape(text, m, start, end, r, language)
    if run - at > 3 and previous == " " and text[at - 2] in ".!?" and (m := _LONE.match(text, at, end)) is not None:
        return SetAside(at, m.end(), "document number", "lone-number")
    m = _INLINE_MARK.match(text, at, end) if following == ")" else None
    if m is not None and (previous in " \u00a0(;:" or at == start):
        opened = text.rfind("(", start, at) > text.rfind(")", start, at)
        if not opened or previous == "(":
            return SetAside(at, m.end(), "list mark", "inline-mark")
    return None


def _end_of(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    m = pattern.match(text, at, end)
    return m.end() if m else at


def _glued(text: str, at: int, start: int, end: int) -> SetAside | None:
    """Digits stuck to a word: a footnote mark (``Bolsheviks1``), or a name (``T34``, ``R5446``)."""
    m = _RUN.match(text, at, end)
    if m is None:
        return None
    begin = at
    while begin > start and text[begin - 1].isalpha():
        begin -= 1
    if text[begin:at] in ("RM", "Rs", "US"):
        return None
    stop = m.end()
    while stop < end and text[stop].isalnum():
        stop += 1
    if stop == m.end() and stop - at <= 2 and at - begin > 2:
        return SetAside(at, stop, "footnote mark", "glued-mark")
    return SetAside(at, stop, "proper name", "letter-and-number")


def _by_word(text: str, at: int, begin: int, end: int, group: BeforeGroup, r: Rules, language: str) -> SetAside | None:
    """The word before the number names what it is."""
    if group.body == "date":
        m = r.month_day.match(text, at, end)
        if m is None:
            return None
        stop = m.end()
        if stop - at <= 2 and text[stop : stop + 1] == " " and _magnitude_follows(text, stop, end, language):
            return None  # From January to August 10 million tons were pumped
        tail = r.tail.match(text, stop, end) if text[stop : stop + 1] in _BEFORE_CLOCK else None
        return SetAside(begin, tail.end() if tail else stop, group.reason, group.id)
    if group.body == "archive":
        return SetAside(begin, max(_end_of(_ARCHIVE, text, at, end), at + 1), group.reason, group.id)
    if group.body == "year":
        m = r.shape.match(text, at, end)
        return SetAside(at, m.end(), group.reason, group.id) if m is not None and m.lastgroup == "year" else None
    m = _NUMBER.match(text, at, end)
    if m is None or (text[m.end() : m.end() + 1] == "," and text[m.end() + 1 : m.end() + 4].isdigit()):
        return None
    stop = m.end()
    if _magnitude_follows(text, stop, end, language) or _unit_follows(text, stop, end, language):
        return None
    if not group.strong and amount_follows(text, stop, end, language):
        return None
    if group.body == "bare number":
        if stop - at > 5 or "." in m.group():
            return None
        word = words_after(text, stop, end)
        if (
            word
            and not word[0].capital
            and word[0].text not in unit_vocabulary(language).lists["function"]
            and not word[0].text.endswith("s")
        ):
            return None
    return SetAside(at, _joined(text, stop, end, language), group.reason, group.id)


def _magnitude_follows(text: str, pos: int, end: int, language: str) -> bool:
    return grammar(language).multiplier.match(text, pos, end) is not None


def _unit_follows(text: str, pos: int, end: int, language: str) -> bool:
    found = unit_at(words_after(text, pos, end), language, 0)
    return found is not None and (found[2] - pos > 2 or text[pos : pos + 1] == "%")


def _joined(text: str, stop: int, end: int, language: str) -> int:
    """Go on over further numbers of the same list: ``No. 12 and 13``, ``pp. 3, 5``."""
    g = grammar(language)
    while True:
        join = _JOIN.match(text, stop, end)
        if join is None:
            return stop
        if join[1][0].isdigit():
            m = _NUMBER.match(text, join.end(), end)
        else:
            m = _CARDINAL.match(text, join.end(), end) if join[1] in g.cardinals else None
        if m is None or amount_follows(text, m.end(), end, language) or _magnitude_follows(text, m.end(), end, language):
            return stop
        if text[m.end() : m.end() + 1] == "," and text[m.end() + 1 : m.end() + 4].isdigit():
            return stop
        if "and" not in join[0] and not _CLOSED.match(text, m.end(), end):
            return stop
        stop = m.end()


def _by_shape(text: str, m: re.Match[str], start: int, end: int, r: Rules, language: str) -> SetAside | None:
    """The digits' own shape, or the word stuck to it, names what they are."""
    kind = m.lastgroup or ""
    if kind == "sep":
        kind = "dotted"
    at, stop = m.span()
    if kind == "year":
        if amount_follows(text, stop, end, language, strict=True) or _magnitude_follows(text, stop, end, language):
            return None
        if at > start and (text[at - 1] in "$£€" or _LISTED.search(text, max(start, at - 70), at)):
            return None
    if kind == "roman" and amount_follows(text, stop, end, language, strict=True):
        stop = at + len(m.group().rstrip("0123456789").rstrip(" -–./"))  # On 5/VI 14 wagons
    elif kind in ("daymonth", "dotted") and amount_follows(text, stop, end, language, strict=True):
        return None
    if kind == "daymonth":
        top, _, bottom = m.group().partition("/")
        if int(top) < int(bottom) <= 10:  # a fraction: 2/3 of the stock
            return None
    if kind in ("month", "roman", "dotted", "daymonth"):
        tail = r.tail.match(text, stop, end) if text[stop : stop + 1] in _BEFORE_CLOCK else None
        stop = tail.end() if tail else stop
    reason, rule = _SHAPE_REASONS[kind]
    return SetAside(at, stop, reason, rule)


_LISTED = re.compile(r"(?:[0-9]{3}|[0-9] [a-z]{3,}(?: [a-z]{3,})?),(?: and)?(?: [a-z]{2,4}){1,3}(?: [A-Z][\w-]+){1,3} $")
"""The items of a list before a number that only looks like a year: `to Ukraine 3,800 tractors, to the Caucasus 1900`."""


def _word_rule(text: str, at: int, stop: int, start: int, end: int, r: Rules, language: str) -> SetAside | None:
    """A number in words as list mark (``four).``) or as the number of a document (``Your three``)."""
    if text[stop : stop + 1] == ")" and (at == start or text[at - 1] in " (") and text.rfind("(", start, at) <= text.rfind(")", start, at):
        mark = _WORD_MARK.match(text, at, end)
        if mark is not None:
            return SetAside(at, mark.end(), "list mark", "word-mark")
    left, _ = _left(text, at, start)
    group = r.before.get(left.lower()) if left else None
    if group is None or group.body not in ("number", "bare number") or (group.capital and not left[0].isupper()):
        return None
    words = words_after(text, stop, end)
    if group.body == "bare number":
        if left[0].islower() and not _MARK_TAIL.match(text, stop, end):
            return None
        if (
            words
            and not (words[0].text.endswith("s") and not is_plural(words[0].text, language))
            and words[0].text not in unit_vocabulary(language).lists["verbs"]
            and not _MARK_TAIL.match(text, stop, end)
        ):
            return None
    if _magnitude_follows(text, stop, end, language) or (
        group.body == "number" and not group.strong and amount_follows(text, stop, end, language)
    ):
        return None
    return SetAside(at, _joined(text, stop, end, language), group.reason, group.id)



"""Dates as editions print them: ``August 18, 1936``, ``18/VIII.36``, ``July 6 [1936]``, ``17/VHI``.

Used for headings, datelines and references.  A date is (year, month, day) with 0 for what is not
said; a year of two digits stays below 100 until :func:`complete_date` is told in which century it lies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from figures.language.trees import trie

Date = tuple[int, int, int]
"""Year, month, day; 0 where the text does not say."""

_DIGIT = re.compile(r"\d")
_REACH = 24
"""Characters before the first digit within which a date with it begins: the longest name of a month and some space."""

DASHES = r"\-–—"
"""Dashes, for use inside a character class."""
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12}
_MISREAD = str.maketrans(
    {"H": "II", "T": "I", "l": "I", "L": "I", "1": "I", "Ш": "III", "П": "II", "У": "V", "Х": "X", "І": "I", "v": "V", "i": "I", "x": "X"}
)
"""Letters that text recognition reads for Roman strokes: ``VHI`` and ``VTII`` are VIII."""


def roman_month(printed: str) -> int:
    """The month of a Roman numeral, garbled or not; 0 if it is none.

    >>> roman_month("VIII"), roman_month("VHI"), roman_month("VTII"), roman_month("XIV")
    (8, 8, 8, 0)
    """
    return _ROMAN.get(printed) or _ROMAN.get(printed.translate(_MISREAD), 0)


@dataclass(frozen=True, slots=True)
class DateReader:
    """Finds dates of one language; ``source`` is the pattern without named groups."""

    pattern: re.Pattern[str]
    source: str
    months: Mapping[str, int]

    def find(self, text: str, start: int = 0, end: int | None = None) -> tuple[int, int, Date] | None:
        """Start, end and value of the first possible date in ``text[start:end]``."""
        limit = len(text) if end is None else end
        digit = _DIGIT.search(text, start, limit)
        if digit is None:
            return None
        match = self.pattern.search(text, max(start, digit.start() - _REACH), limit)
        while match:
            date = self.value(match)
            if date:
                return match.start(), match.end(), date
            match = self.pattern.search(text, match.end(), limit)
        return None

    def value(self, match: re.Match[str]) -> Date | None:
        """The date a match of ``pattern`` states, or None if it is no possible date."""
        ma, da, na, ya, mf, yf, db, nb, mb, yb, dc, mc, yc, dd, md, yd, ye, me, de = match.groups()
        if ma:
            year, month, day = int(ya or 0), self.months[ma], _new_style(da, na)
        elif mc:
            year, month, day = int(yc or 0), roman_month(mc), int(dc)
        elif mb:
            year, month, day = int(yb or 0), self.months[mb], _new_style(db, nb)
        elif md:
            year, month, day = int(yd), int(md), int(dd)
            if month > 12 >= day:  # American order
                month, day = day, month
        elif me:
            year, month, day = int(ye), int(me), int(de)
        else:
            year, month, day = int(yf), self.months[mf], 0
        return (year, month, day) if 1 <= month <= 12 and day <= 31 and (day or mf) else None


def _new_style(old: str, new: str | None) -> int:
    """The day of a date that may be given by both calendars, ``12/24 August``: the Gregorian one, eleven to thirteen days later."""
    return int(new) if new and 10 <= int(new) - int(old) <= 13 else int(old)


@dataclass(frozen=True, slots=True)
class DateWords:
    """The words of dates: months, what follows a year (``г.``) or a day (``18th``), what joins a day and its month (``18 of August``)."""

    months: Mapping[str, int]
    year_words: tuple[str, ...]
    day_endings: tuple[str, ...] = ()
    day_links: tuple[str, ...] = ()


def date_reader(words: DateWords) -> DateReader:
    """Compile the date patterns of a language."""
    spelled = {form: number for name, number in words.months.items() for form in (name, name.upper())}
    month, years = trie(spelled), trie(words.year_words)
    year = r"(?:1[5-9]|20)\d\d"
    tail = rf"(?:[ \t]?{years}(?!\w))?"
    nth = rf"(?:{trie(words.day_endings)})?" if words.day_endings else ""
    joined = rf"(?:{trie(words.day_links)}[ \t]+)?" if words.day_links else ""
    opened, closed = r"[\[(]?", r"[\])]?"
    to_day = rf"(?:[ \t]?[{DASHES}][ \t]?\d{{1,2}}{nth}(?![\d:]|\.\d))?"
    both = rf"(?:(?:/|[ \t]?\()(?P<{{}}>\d{{{{1,2}}}}){nth}(?![\d./])\)?)?"  # the day by the other calendar
    sep = rf"[ \t]?[./{DASHES}][ \t]?"
    short = rf"{year}|\d\d"
    initials = "".join(sorted({name[0] for name in spelled}))
    source = (
        # The look-ahead lets the search skip most characters at once.
        rf"(?=[\d{initials}])(?:"
        rf"(?P<ma>{month})\.?[ \t]+{opened}(?P<da>\d{{1,2}}){nth}(?![\d:]){to_day}{both.format('na')}{closed}"
        rf"(?:,?[ \t]*{opened}(?P<ya>{year})(?!\d){closed})?{tail}"
        rf"|(?P<mf>{month})(?!\w),?[ \t]+{opened}(?P<yf>{year})(?!\d){closed}{tail}"
        rf"|(?<![\w.,])(?:(?P<db>\d{{1,2}}){nth}{to_day}{both.format('nb')}[ \t]+{joined}(?P<mb>{month})(?!\w)\.?"
        rf"(?:,?[ \t]*{opened}(?P<yb>{year})(?!\d){closed})?{tail}"
        rf"|(?P<dc>\d{{1,2}}){sep}(?P<mc>[IVXHTLlivxУХШПІ]{{1,5}})(?!\w)"
        rf"(?:(?:{sep}|\.?[ \t]{{1,2}}(?=\d{{4}})){opened}(?P<yc>{short})(?![\d:]|[{DASHES}.]\d\d){closed})?{tail}"
        rf"|(?<!/)(?P<dd>\d{{1,2}})[ \t]?[./][ \t]?(?P<md>\d{{1,2}})[ \t]?[./{DASHES}][ \t]?(?P<yd>{short})(?![\d:]|[.,]\d|/\w){tail}"
        rf"|(?P<ye>{year})-(?P<me>\d\d)-(?P<de>\d\d)(?!\d)))"
    )
    return DateReader(re.compile(source), plain(source), spelled)


def plain(source: str) -> str:
    """A pattern with its named groups made anonymous, to be built into another pattern."""
    return re.sub(r"\(\?P<\w+>", "(?:", source)


def complete_date(date: Date, near: Date | None) -> Date:
    """Complete a year that is missing or has two digits from a date nearby.

    A missing year is that which brings the date closest to ``near`` (January after December is the
    next year); two digits take the century of ``near``, else the 1900s.
    """
    year, month, day = date
    if 0 < year < 100:
        return (year + (near[0] // 100 * 100 if near and near[0] else 1900), month, day)
    if year == 0 and near and near[0]:
        year = near[0]
        if near[1] and month - near[1] > 6:
            year -= 1
        elif near[1] and near[1] - month > 6:
            year += 1
    return year, month, day


def iso_date(date: Date) -> str | None:
    """``1936-08-18``, or None unless year, month and day are known and the day exists.

    >>> iso_date((1936, 8, 18)), iso_date((1936, 8, 0)), iso_date((1936, 2, 31))
    ('1936-08-18', None, None)
    """
    year, month, day = date
    if year < 100 or not 1 <= month <= 12:
        return None
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    last = 28 + leap if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= last else None

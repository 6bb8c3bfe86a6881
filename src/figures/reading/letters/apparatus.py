"""What a short line of the apparatus holds: a date, an hour, a document's number, or names only."""

from __future__ import annotations

import re

from figures.language import DASHES, DateReader, trie
from figures.reading.letters.heading_words import UPPER

SHORT = 170
"""Longest line, in characters, that may be apparatus or a title: two printed lines."""

DATED, TIMED, NUMBERED, PLAIN, LOOSE = 8, 4, 2, 1, 16
"""What a line of the apparatus holds, as flags: a date; an hour; a document's number; names and words
only (a footnote mark at most); or digits that are an hour only below a date (``15-20``)."""

_DIGIT = re.compile(r"\d")
_ENDS_IN_NUMBER = re.compile(r"\d[ .]*$")
_MARKED = re.compile(r"[^\W\d_]\d{1,2}[ .]*$|[ ]\d{1,2}[ ]\.$")


class ApparatusLines:
    """The patterns of one language for lines of the apparatus; made by :class:`figures.reading.letters.headings.Grammar`."""

    def __init__(self, g: dict[str, tuple[str, ...]], dates: DateReader, day_ending: str) -> None:
        self.dates = dates
        label, incoming, clock = trie(g["number_label"]), trie(g["incoming"]), trie(g["clock"])
        one = r"\d+(?:/\w+)*(?![\w%]|,\d)"
        more = rf"(?:(?:,|[ ]{trie(g['and'])})[ ]{one})*"
        number = rf"(?:(?<!\w){incoming}\.?[ ]?)?(?<!\w){label}\.?(?:[ ]{label}\.?)?[ ]?{one}{more}"
        hour = rf"\d(?:\d?(?:[:.]\d\d)?[ ]?{clock}(?!\w)|\d?:\d\d(?!\d))"
        number_initials = "".join(sorted({re.escape(w[0]) for w in (*g["number_label"], *g["incoming"])}))
        word = rf"{trie((*g['apparatus'], *g['clock']))}(?!\w)"
        self.apparatus = re.compile(
            rf"(?>[\s.,;:!)\[\]“”\"«»{DASHES}/]+|\((?:\w{{1,3}}\))?|{self.dates.source}|(?=\d)(?:{hour}"
            rf"|\d{{1,2}}[{DASHES}.]\d\d(?![\d%])|\d{{1,2}}{day_ending}(?!\w))"
            rf"|(?=[{number_initials}]){number}|{word}|[{UPPER}][\w'’-]*?(?=\d|(?!\w)))*+(?:\d{{1,2}})?[ .]*$"
        )
        self.wordy = re.compile(rf"(?>[\s.,;:!)\[\]“”\"«»{DASHES}/]+|[{UPPER}][\w'’-]*+|{word}|\((?:\w{{1,3}}\))?)*+$")
        self.hour = re.compile(hour)
        self.loose = re.compile(rf"\d[{DASHES}.]\d")
        self.labelled = re.compile(rf"{label}\.?[ ]?(?:{label}\.?[ ]?)?\d")  # the same, found faster
        self.number = re.compile(
            rf"(?P<incoming>(?<!\w){incoming}\.?[ ]?)?(?<!\w){label}\.?(?:[ ]{label}\.?)?[ ]?(?P<n>\d+(?:/\w+)*)(?P<more>{more})"
        )

    def line(self, line: str, date_first: bool = True) -> int:
        """What a short line of the apparatus holds (DATED, TIMED …), 0 if it is none.

        Of date and hour the first is told that is asked for; finding dates costs most.
        """
        if not _DIGIT.search(line):
            return PLAIN if self.wordy.match(line) else 0
        if not self.apparatus.match(line):
            return 0
        numbered = NUMBERED if self.labelled.search(line) and self.number.search(line) else 0
        if date_first and self.dates.find(line):
            return DATED | numbered
        if self.hour.search(line):
            return TIMED | numbered
        if numbered:
            return NUMBERED
        if not date_first and self.dates.find(line):
            return DATED
        if self.loose.search(line):
            return LOOSE
        # Digits at the end are a mark if printed as one, else perhaps a quantity.
        return 0 if _ENDS_IN_NUMBER.search(line) and not _MARKED.search(line) else PLAIN

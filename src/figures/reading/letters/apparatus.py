"""What a short line of the apparatus holds: a date, an hour, a document's number, or names only; and which lines cite an archive."""

from __future__ import annotations

import re
from functools import cached_property

from figures.language import DASHES, DateReader, trie, unglued_trie
from figures.reading.letters.heading_words import UPPER, any_of, stems

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
        own = r"\d{1,3},\d{3}(?![\d,])|\d+(?:/\w+)*"
        self.number = re.compile(
            rf"(?P<incoming>(?<!\w){incoming}\.?[ ]?)?(?<!\w){label}\.?(?:[ ]{label}\.?)?[ ]?(?P<n>{own})(?P<more>{more})"
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


class ArchiveReferences:
    """The patterns of one language for what says where a document is kept."""

    def __init__(self, g: dict[str, tuple[str, ...]]) -> None:
        self.groups = g
        # "Op" also finds "Opis".
        self.inventory_stems = stems(g["inventory"])
        archives, repositories, fond = trie(g["archive_label"]), trie(g["repository"]), trie(g["fond"])
        cited = rf"{repositories}[.,:;]?[ \t]+{fond}(?!\w)"
        self.start = re.compile(rf"[\[(]?(?:{archives}[ \t]*:|{cited})")
        file = r"\d{3}[A-Z]?\.[\d.A-Z]+(?:[ ][^\d\n]{1,40}(?:[ ]\d{4})?)?/[\d½\w-]+"
        self.filed = re.compile(rf"(?:{any_of(g['file'])}\.?[ ]?)?{file}[ ]?(?::.{{0,60}})?$")
        self.sourced = re.compile(rf"{any_of(g['source'])}[ \t]")
        initials = "".join(sorted({re.escape(w[0]) for w in (*g["archive_label"], *g["repository"])}))
        self.inside = re.compile(rf"(?=[\[({initials}])[\[(]?(?:{archives}[ \t]*:|{cited})")
        self.name = re.compile(rf"[\[(]?(?:{archives}[ \t]*:[ \t]*)?")

    @cached_property
    def file_number(self) -> re.Pattern[str]:
        """The number of the file in an archive reference."""
        return re.compile(rf"{unglued_trie(self.groups['file_label'])}\.?\s?(\d+)")

    @cached_property
    def leaf_number(self) -> re.Pattern[str]:
        """The number of the leaf in an archive reference."""
        return re.compile(rf"{unglued_trie(self.groups['leaf_label'])}\.?\s?(\d+)")

    @cached_property
    def named(self) -> re.Pattern[str]:
        """A reference to an archive that the lexicon does not know, told by fund and inventory."""
        fond, inventory = trie(self.groups["fond"]), trie(self.groups["inventory"])
        return re.compile(rf"[{UPPER}][^:;!?\d]{{0,80}}?(?<!\w){fond}\.?[ ]?(?:[RР]-?)?\d+\.?,?[ ]+{inventory}(?!\w)")

    def cites(self, line: str) -> bool:
        """Whether a line begins with an archive reference."""
        return self.start.match(line) is not None or self.filed.match(line) is not None or self.names_fond(line)

    def names_fond(self, line: str) -> bool:
        """Whether a line cites an archive that the lexicon does not know, by its fund and inventory."""
        for word in self.inventory_stems:
            if word in line:
                return self.named.match(line) is not None
        return False

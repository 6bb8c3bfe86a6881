"""Where sentences begin and end, and which brackets they hold.

A sentence ends with a full stop, question or exclamation mark and what closes behind it, or with the
word that telegrams write for a full stop (``stops`` of ``language.toml``), if a capital, a digit or
a currency sign follows.  A full stop behind an abbreviation (``abbreviations``) or behind a single letter ends none;
one behind a shortened unit or month (``shortened``: ``£10 4s. 6d. The``) does so before a word only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from figures.language.word_lists import language_file

Stretch = tuple[int, int]
"""First and last offset of a stretch of text; the end is exclusive."""

_LAST_WORD = re.compile(r"[\w.]+$")
_LONGEST_WORD = 20
"""Characters looked back for the word before a full stop."""
_BRACKET = re.compile(r"[()]")
_PART_END = re.compile(r"\n|;[\"”»’)\]]*(?=\s|$)")


@dataclass(frozen=True, slots=True)
class _Stops:
    """How sentences end in one language, compiled."""

    end: re.Pattern[str]
    abbreviations: frozenset[str]
    shortened: frozenset[str]


@cache
def _stops(language: str) -> _Stops:
    file = language_file(language)
    words = "|".join(map(re.escape, file.stops.words)) or "(?!)"
    return _Stops(
        re.compile(rf"(?:[.!?][\"”»’)\]]*|\b(?:{words}))\s+(?=[\"“«(\[]?[A-ZА-Я0-9£$])"),
        frozenset(file.abbreviations.words),
        frozenset(file.shortened.words),
    )


def sentence_spans(text: str, start: int, end: int, language: str) -> list[Stretch]:
    """Spans of the sentences between two offsets, with the blanks behind them; they tile the stretch.

    >>> text = "We asked Tov. Stalin. He agreed."
    >>> [text[a:b] for a, b in sentence_spans(text, 0, len(text), "en")]
    ['We asked Tov. Stalin. ', 'He agreed.']
    """
    stops = _stops(language)
    ends: list[int] = []
    begin = start
    for match in stops.end.finditer(text, start, end):
        if text[match.start()] != "." or not _abbreviated(text, begin, match, stops):
            begin = match.end()
            ends.append(begin)
    return _tiles(start, end, ends)


def _abbreviated(text: str, begin: int, match: re.Match[str], stops: _Stops) -> bool:
    """Whether the word before a full stop is an abbreviation, a single letter, or a shortened unit or month before a digit."""
    stop = match.start()
    last = _LAST_WORD.search(text, max(begin, stop - _LONGEST_WORD), stop)
    word = last.group().lower() if last is not None else ""
    if word in stops.abbreviations or (len(word) == 1 and word.isalpha()):
        return True
    return text[match.end()].isdigit() and word.lstrip("0123456789½¼¾") in stops.shortened


def sentence_parts(text: str, start: int, end: int, language: str) -> list[Stretch]:
    """Spans of sentences and half sentences, parted also at semicolons and at line ends; they tile the stretch.

    >>> text = "To Kirov: refuse; to Kursk: give. No more"
    >>> [text[a:b] for a, b in sentence_parts(text, 0, len(text), "en")]
    ['To Kirov: refuse;', ' to Kursk: give. ', 'No more']
    """
    ends = {stop for _, stop in sentence_spans(text, start, end, language)}
    ends.update(match.end() for match in _PART_END.finditer(text, start, end))
    return _tiles(start, end, sorted(ends))


def sentence_around(text: str, paragraph: Stretch, start: int, end: int) -> Stretch:
    """How far a look around something may go: between the nearest full stops of the paragraph, of abbreviations too.

    Narrower than a sentence, because what is looked for here must stand near: the unit that a number leaves out.
    """
    begin, stop = text.rfind(". ", paragraph[0], start), text.find(". ", end, paragraph[1])
    return (begin + 2 if begin >= 0 else paragraph[0]), (stop if stop >= 0 else paragraph[1])


def _tiles(start: int, end: int, ends: list[int]) -> list[Stretch]:
    """The stretch cut at some offsets in order."""
    spans = list(zip([start, *ends], ends, strict=False))
    begin = ends[-1] if ends else start
    if begin < end:
        spans.append((begin, end))
    return spans


def bracket_spans(text: str, start: int, end: int) -> list[Stretch]:
    """Outermost bracket pairs between two offsets; list marks such as ``2)`` open nothing and close nothing.

    >>> text = "1) rye (of last year (1935)), oats (new)"
    >>> [text[a:b] for a, b in bracket_spans(text, 0, len(text))]
    ['(of last year (1935)', '(new)']
    """
    if text.find("(", start, end) < 0:
        return []
    pairs: list[Stretch] = []
    opened = -1
    for match in _BRACKET.finditer(text, start, end):
        at = match.start()
        if match.group() == "(":
            if opened < 0:
                opened = at
        elif opened >= 0:
            pairs.append((opened, at + 1))
            opened = -1
    return pairs

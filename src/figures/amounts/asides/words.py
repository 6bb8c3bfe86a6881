"""The words and shapes that tell a numeral is no figure, compiled.

Reads ``lexicon/<language>/set_aside.toml``: the words live there, the shapes of digits here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from figures.language import LexiconEntry, check_unique, check_value, read_toml

_BODIES = ("date", "archive", "number", "bare number", "year")
_PHRASE_SIDES = ("before", "after", "sentence")


@dataclass(frozen=True, slots=True)
class BeforeGroup(LexiconEntry):
    """Words before a number; ``body`` says how the number goes on, ``capital`` that the word has one."""

    reason: str
    body: str
    words: tuple[str, ...]
    capital: bool = False
    strong: bool = False
    """The word cannot stand before an amount, so a noun behind the number does not matter."""


@dataclass(frozen=True, slots=True)
class AfterGroup(LexiconEntry):
    """Words behind a number, or nouns it would count."""

    reason: str
    words: tuple[str, ...]
    behind: tuple[str, ...] = ()
    """Only where one of these words stands before the number; anywhere if empty."""


@dataclass(frozen=True, slots=True)
class PhraseGroup(LexiconEntry):
    """Phrases around a numeral that take it out of the count."""

    reason: str
    side: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAsideLexicon:
    """``set_aside.toml`` as it stands in the file."""

    before: tuple[BeforeGroup, ...]
    after: tuple[AfterGroup, ...]
    nouns: tuple[AfterGroup, ...]
    shapes: tuple[AfterGroup, ...]
    phrases: tuple[PhraseGroup, ...]


@cache
def lexicon(language: str = "en") -> SetAsideLexicon:
    """The words of a language that set numerals aside, checked."""
    relative = f"{language}/set_aside.toml"
    found = read_toml(SetAsideLexicon, relative)
    check_unique((w for g in found.before for w in g.words), f"{relative}, before")
    check_unique((w for g in found.nouns for w in g.words), f"{relative}, nouns")
    for before in found.before:
        check_value(before.body, _BODIES, f"{relative}, before[{before.id}].body")
    for phrase in found.phrases:
        check_value(phrase.side, _PHRASE_SIDES, f"{relative}, phrases[{phrase.id}].side")
    return found


@dataclass(frozen=True, slots=True)
class Rules:
    """The lexicon compiled."""

    before: dict[str, BeforeGroup]
    nouns: dict[str, AfterGroup]
    phrases: dict[str, PhraseGroup]
    shape: re.Pattern[str]
    month_day: re.Pattern[str]
    tail: re.Pattern[str]


_ROMAN = r"(?:X{0,2}I{1,3}|X{0,2}I?[VX]I{0,3}|V[HTI1]{1,3}|XI{1,2})"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_CLOCK_PAIR = r"(?:[01]?[0-9]|2[0-4])[-–:.][0-5][0-9](?![0-9])"


@cache
def rules(language: str = "en") -> Rules:
    """The set-aside words of a language, compiled once."""
    found = lexicon(language)
    after = {g.id: g for g in found.after}
    shapes = {g.id: g for g in found.shapes}
    months = "|".join(sorted({w.capitalize() for w in after["months-behind"].words}, key=lambda w: (-len(w), w)))
    clock = "|".join(sorted((re.escape(w) for w in after["clock"].words), key=lambda w: (-len(w), w)))
    suffix = "|".join(sorted(shapes["ordinal-digits"].words))
    decade = "|".join(sorted(shapes["decade"].words, key=lambda w: (-len(w), w)))
    minutes = r"(?:[.,]?\s+[0-9]{1,2}\s?min(?:utes?)?\b\.?)?"
    shape = "|".join(
        (
            rf"(?P<month>[0-9]{{1,2}}(?:\s?(?:[-–]|and|to)\s?[0-9]{{1,2}})?(?:-?(?:{suffix}))?(?: of)? (?:{months})\b(?:,? {_YEAR}\b)?)",
            rf"(?P<roman>[0-9]{{1,2}}\s?[/.\- ]\s?{_ROMAN}(?:\s?[-–./]?\s?(?:{_YEAR}|[0-9]{{2}}))?(?![\w%])(?:(?: years?| g)\b)?)",
            rf"(?P<dotted>[0-9]{{1,2}}(?P<sep>[./])[0-9]{{1,2}}(?:(?P=sep)|[-–.])(?:{_YEAR}|[0-9]{{2}})(?![\w%])(?: years?\b)?)",
            r"(?P<daymonth>(?:1[0-9]|2[0-9]|3[01]|[1-9])/(?:1[0-2]|[1-9])(?![\w/%]))",
            rf"(?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?![0-9])(?::[0-9]{{2}})?(?:\s?(?:{clock})(?!\w))?{minutes}"
            rf"|[0-9]{{1,2}}(?:[.:][0-9]{{2}})?\s?(?:{clock})(?!\w){minutes}|[0-9]{{1,2}} hours?\.?,? [0-9]{{1,2}}\s?min(?:utes?)?\b\.?)",
            rf"(?P<ordinal>[0-9]+-?(?:{suffix})\b)",
            rf"(?P<decade>[0-9]{{2,4}}(?:[-–][0-9]{{2,4}})?(?:{decade})\b)",
            r"(?P<reference>[0-9]+(?:/[0-9]+)*/(?!ha\b)[a-z]{1,4}\b|[0-9]{2,}/[0-9]{3,}\b)",
            rf"(?P<year>{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|[0-9]{{2}}))?(?![\w%½¼¾/]|[,.][0-9]))",
            r"(?P<leaf>[0-9]+v\b)",
        )
    )
    return Rules(
        before={w: g for g in found.before for w in g.words},
        nouns={w: g for g in found.nouns for w in g.words},
        phrases={g.id: g for g in found.phrases},
        shape=re.compile(shape),
        month_day=re.compile(
            rf"{_YEAR}(?![0-9])|[0-9]{{1,2}}(?![0-9]|\.[0-9]|,[0-9]{{3}}(?![0-9]))(?:-?(?:{suffix})\b)?"
            rf"(?:(?:\s?[-–]\s?|,? and )[0-9]{{1,2}}(?:{suffix})?(?![\w/%:]|[,.][0-9]))?(?:\s?,?\s\[?{_YEAR}\b\]?)?"
        ),
        tail=re.compile(rf"[,.]?\s+(?:at )?{_CLOCK_PAIR}(?=\s*(?:[.,;)\]\"”»]|$|[0-9]\s*$))"),
    )

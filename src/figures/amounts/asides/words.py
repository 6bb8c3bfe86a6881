"""The words and shapes that tell a numeral is no figure, compiled.

Reads ``lexicon/<language>/set_aside.toml``: the words live there, the shapes of digits here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from figures.amounts.numbers import grammar
from figures.language import LexiconEntry, check_present, check_unique, check_value, either, read_toml, swift_class
from figures.model import SetAside

new_aside = swift_class(SetAside)
_BODIES = ("date", "archive", "number", "bare number", "year")
_SHAPES = (
    "months-behind", "clock", "ordinal-digits", "decade", "day-joints", "of-month", "year-behind", "year-sign", "hours", "minutes",
    "time-opening", "archive-parts", "leaf-sides", "no-stroke-numbers",
)  # fmt: skip
_PHRASES = ("period-parts", "weak-period-parts", "votes-near", "speeds", "idioms")


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
class WordGroup(LexiconEntry):
    """Words or letters behind a number."""

    reason: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NounGroup(LexiconEntry):
    """Nouns of which numbers are no amounts."""

    reason: str
    words: tuple[str, ...]
    behind: tuple[str, ...] = ()
    """Only where the text before the number ends in one of these; anywhere if empty."""
    single: tuple[str, ...] = ()
    """Words that count only behind one."""
    small: bool = False
    """Nobody speaks of thousands of them."""
    gives_way: bool = False
    """A counted noun behind the word is what is counted."""
    of_fractions: bool = False
    """A fraction of them is none of an amount."""


@dataclass(frozen=True, slots=True)
class PhraseGroup(LexiconEntry):
    """Phrases around a numeral that take it out of the count."""

    reason: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAsideLexicon:
    """``set_aside.toml`` as it stands in the file."""

    before: tuple[BeforeGroup, ...]
    after: tuple[WordGroup, ...]
    nouns: tuple[NounGroup, ...]
    shapes: tuple[WordGroup, ...]
    phrases: tuple[PhraseGroup, ...]


@cache
def aside_lexicon(language: str) -> SetAsideLexicon:
    """The words of a language that set numerals aside, checked."""
    relative = f"{language}/set_aside.toml"
    found = read_toml(SetAsideLexicon, relative)
    check_unique((w for g in found.before for w in g.words), f"{relative}, before")
    check_unique((w for g in found.nouns for w in g.words), f"{relative}, nouns")
    for before in found.before:
        check_value(before.body, _BODIES, f"{relative}, before[{before.id}].body")
    check_present(_PHRASES, (phrase.id for phrase in found.phrases), f"{relative}, phrases")
    check_present(_SHAPES, (group.id for group in (*found.after, *found.shapes)), f"{relative}, shapes")
    return found


@dataclass(frozen=True, slots=True)
class Rules:
    """The lexicon compiled."""

    before: dict[str, BeforeGroup]
    nouns: dict[str, NounGroup]
    phrases: dict[str, PhraseGroup]
    shape: re.Pattern[str]
    month_day: re.Pattern[str]
    tail: re.Pattern[str]
    """A time of day behind a date."""
    archive: re.Pattern[str]
    """An archive reference from its first number on."""
    join: re.Pattern[str]
    """What joins the numbers of one list, and with what the next begins."""
    closed: re.Pattern[str]
    """What may follow the last number of a list."""
    listed: re.Pattern[str]
    """The items of a list before a number that only looks like a year: `to Ukraine 3,800 tractors, to the Caucasus 1900`."""


_ROMAN = r"(?:X{0,2}I{1,3}|X{0,2}I?[VX]I{0,3}|V[HTI1]{1,3}|XI{1,2})"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_CLOCK_PAIR = r"(?:[01]?[0-9]|2[0-4])[-–:.][0-5][0-9](?![0-9])"
_LEAVES = r"[0-9]+\w*(?:[-–][0-9]+\w*)?"


@cache
def rules(language: str) -> Rules:
    """The set-aside words of a language, compiled once."""
    found = aside_lexicon(language)
    words = {group.id: either(group.words) for group in (*found.after, *found.shapes)}
    months = next(group.words for group in found.after if group.id == "months-behind")
    words["months"] = either({word.capitalize() for word in months})
    joint = either(grammar(language).joints["and"])
    return Rules(
        before={w: g for g in found.before for w in g.words},
        nouns={w: g for g in found.nouns for w in g.words},
        phrases={g.id: g for g in found.phrases},
        shape=re.compile(_shapes(words)),
        month_day=_month_day(words),
        tail=re.compile(rf"[,.]?\s+(?:(?:{words['time-opening']}) )?{_CLOCK_PAIR}(?=\s*(?:[.,;)\]\"”»]|$|[0-9]\s*$))"),
        archive=re.compile(
            rf"[0-9]+\w*(?:\s?[-–]\s?[0-9]+\w*)?(?:,\s?{_LEAVES}(?=[,.);:]|\s|$))*"
            rf"(?:[.,;]?\s+(?:{words['archive-parts']})\s?\.\s?(?:[A-Z]-?)?\w+(?:[-–][0-9]+\w*)?(?:,\s?{_LEAVES}(?=[,.);:]))*)*"
        ),
        join=re.compile(rf"(?:,? (?P<and>{joint}) |, | & |; |[-–])(?=(?P<next>[0-9]+|[^\W\d_]+))"),
        closed=re.compile(rf"\s*(?:[.,;:)\]]|(?:{joint}) [0-9]|$)"),
        listed=re.compile(
            rf"(?:[0-9]{{3}}|[0-9] [a-z]{{3,}}(?: [a-z]{{3,}})?),(?: (?:{joint}))?(?: [a-z]{{2,4}}){{1,3}}(?: [A-Z][\w-]+){{1,3}} $"
        ),
    )


def _month_day(words: Mapping[str, str]) -> re.Pattern[str]:
    """What follows the name of a month: a day or days, and perhaps the year."""
    suffix = words["ordinal-digits"]
    return re.compile(
        rf"{_YEAR}(?![0-9])|[0-9]{{1,2}}(?![0-9]|\.[0-9]|,[0-9]{{3}}(?![0-9]))(?:-?(?:{suffix})\b)?"
        rf"(?:(?:\s?[-–]\s?|,? (?:{words['day-joints']}) )[0-9]{{1,2}}(?:{suffix})?(?![\w/%:]|[,.][0-9]))?(?:\s?,?\s\[?{_YEAR}\b\]?)?"
    )


def _shapes(words: Mapping[str, str]) -> str:
    """One pattern for all digits whose own shape, or the word stuck to them, says what they are; the groups name the shapes."""
    suffix, clock, month = words["ordinal-digits"], words["clock"], words["months"]
    minute = rf"(?:{words['minutes']})\b\.?"
    minutes = rf"(?:[.,]?\s+[0-9]{{1,2}}\s?{minute})?"
    joint, of, year, sign = words["day-joints"], words["of-month"], words["year-behind"], words["year-sign"]
    return "|".join(
        (
            rf"(?P<month>[0-9]{{1,2}}(?:\s?(?:[-–]|{joint})\s?[0-9]{{1,2}})?(?:-?(?:{suffix}))?"
            rf"(?: (?:{of}))? (?:{month})\b(?:,? {_YEAR}\b)?)",
            rf"(?P<roman>[0-9]{{1,2}}\s?[/.\- ]\s?{_ROMAN}(?:\s?[-–./]?\s?(?:{_YEAR}|[0-9]{{2}}))?(?![\w%])(?: (?:{year}|{sign})\b)?)",
            rf"(?P<dotted>[0-9]{{1,2}}(?P<sep>[./])[0-9]{{1,2}}(?:(?P=sep)|[-–.])(?:{_YEAR}|[0-9]{{2}})(?![\w%])(?: (?:{year})\b)?)",
            r"(?P<daymonth>(?:1[0-9]|2[0-9]|3[01]|[1-9])/(?:1[0-2]|[1-9])(?![\w/%]))",
            rf"(?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?![0-9])(?::[0-9]{{2}})?(?:\s?(?:{clock})(?!\w))?{minutes}"
            rf"|[0-9]{{1,2}}(?:[.:][0-9]{{2}})?\s?(?:{clock})(?!\w){minutes}"
            rf"|[0-9]{{1,2}} (?:{words['hours']})\.?,? [0-9]{{1,2}}\s?{minute})",
            rf"(?P<ordinal>[0-9]+-?(?:{suffix})\b)",
            rf"(?P<decade>[0-9]{{1,3}}0(?:[-–][0-9]{{1,3}}0)?(?:{words['decade']})\b)",
            rf"(?P<reference>[0-9]+(?:/[0-9]+)*/(?!(?:{words['no-stroke-numbers']})\b)[a-z]{{1,4}}\b|[0-9]{{2,}}/[0-9]{{3,}}\b)",
            rf"(?P<year>{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|[0-9]{{2}}))?(?![\w%½¼¾/]|[,.][0-9]))",
            rf"(?P<leaf>[0-9]+(?:{words['leaf-sides']})\b)",
        )
    )

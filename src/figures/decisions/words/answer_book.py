"""The file ``decisions.toml``: what it may hold, and its phrases compiled.

What a group of phrases does is explained at the head of the file.  Acts are found apart from the marks that only
colour them, so that none hides another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from figures.decisions.words.phrases import with_forms
from figures.language import (
    CueKind,
    LexiconEntry,
    Phrasebook,
    Phrasebooks,
    check_unique,
    check_value,
    either,
    read_toml,
)


class Does(StrEnum):
    """What a phrase, a word or an amount of an answer does; the head of ``decisions.toml`` says what each means."""

    CONSENT = "consent"
    SUPPORT = "support"
    REFUSAL = "refusal"
    IN_FULL = "in_full"
    WHOLE = "whole"
    RELIEVE = "relieve"
    DECIDED = "decided"
    HALVE = "halve"
    DOUBLE = "double"
    HOLD = "hold"
    AMOUNT = "amount"
    NONE = "none"
    REST = "rest"
    OTHERS = "others"
    ALL = "all"
    EACH = "each"
    EXCEPT = "except"
    CUT = "cut"
    ADD = "add"
    LEVEL = "level"
    EARLIER = "earlier"
    DECIDER = "decider"
    OWN = "own"
    ASKED = "asked"
    PLANNED = "planned"
    REGION = "region"
    PARTY = "party"
    NOUN = "noun"
    POINT = "point"


ACTS = (
    Does.CONSENT, Does.SUPPORT, Does.REFUSAL, Does.IN_FULL, Does.WHOLE, Does.RELIEVE, Does.DECIDED, Does.HALVE, Does.DOUBLE, Does.HOLD
)  # fmt: skip
ADDRESSES = (Does.REST, Does.OTHERS, Does.ALL, Does.EACH)
MARKS = (Does.CUT, Does.ADD, Does.EARLIER, Does.OWN, Does.ASKED, Does.PLANNED)
"""What only colours an act or amount; found apart, so that no act hides it."""
_SAID = (*ACTS, *ADDRESSES, *MARKS, Does.NONE, Does.EXCEPT, Does.DECIDER)
"""What a group of phrases may do."""
_SILENT: Mapping[str, tuple[str, ...]] = {Does.DECIDER: (Does.SUPPORT, Does.WHOLE), Does.OWN: ()}
"""Acts that a speaker does not do: who decides does not support, nor ask for the whole."""
NOT_A_REFUSAL = "answer.not_refusal"
"""The group of consents that are refusals denied."""


@dataclass(frozen=True, slots=True)
class AnswerGroup(LexiconEntry):
    """Phrases that do one thing in an answer: see the head of ``decisions.toml``."""

    does: str
    phrases: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class LinkPoints:
    """How much speaks for a request where an amount of an answer may decide it; the comments in the file say when."""

    region: float
    region_inherited: float
    other_region: float
    other_region_inherited: float
    no_region: float
    party: float
    party_inherited: float
    other_party: float
    other_party_inherited: float
    item: float
    item_inherited: float
    other_item: float
    measure: float
    measure_kin: float
    other_measure: float
    named: float
    noun: float
    point: float
    other_point: float
    same_size: float
    larger: float
    much_larger: float
    confirmed: float
    settled: float
    least: float
    never: float


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The whole of ``decisions.toml``; the comments there say what each list is for."""

    joints: tuple[str, ...]
    instead: tuple[str, ...]
    rate_words: tuple[str, ...]
    first_person: tuple[str, ...]
    reader_words: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    purpose_words: tuple[str, ...]
    off_words: tuple[str, ...]
    more_words: tuple[str, ...]
    by_words: tuple[str, ...]
    both_words: tuple[str, ...]
    side_measures: tuple[str, ...]
    carriers: tuple[str, ...]
    whole_reliefs: tuple[str, ...]
    loans: tuple[str, ...]
    plans: tuple[str, ...]
    relief_words: tuple[str, ...]
    relief_nouns: tuple[str, ...]
    money_words: tuple[str, ...]
    own_coins: tuple[str, ...]
    people: tuple[str, ...]
    amount_words: tuple[str, ...]
    dull_words: tuple[str, ...]
    same: dict[str, tuple[str, ...]]
    units: dict[str, tuple[str, ...]]
    points: LinkPoints
    group: tuple[AnswerGroup, ...]


class Token(NamedTuple):
    """A word or phrase of an answer: ``values`` are the names, nouns or numbers that it stands for."""

    start: int
    end: int
    does: str
    values: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class AnswerBook:
    """The words of ``decisions.toml``, compiled; ``file`` has its lists as they stand there."""

    language: str
    file: AnswerFile
    phrases: Mapping[str, Phrasebooks]
    """Acts, marks and names of deciders by who speaks."""
    marks: Phrasebook
    quoted: re.Pattern[str]
    vote: CueKind
    instead: re.Pattern[str]
    joint: re.Pattern[str]
    same: Mapping[str, str]
    unit_kin: Mapping[str, str]
    """The group of units that may answer one another, by unit."""
    relief_words: frozenset[str]
    dull: frozenset[str]
    rate: re.Pattern[str]
    first_person: re.Pattern[str]
    reader: re.Pattern[str]
    purpose: re.Pattern[str]
    by: re.Pattern[str]
    """Ends with a word that makes the amount behind it a part taken off."""
    more: re.Pattern[str]
    """Right behind an amount that comes on top of what was proposed."""
    off: re.Pattern[str]
    """Right behind an amount that is taken off."""
    beside: re.Pattern[str]
    """What may stand between an amount and the word that says what it does: ``should be`` in ``two should be added``."""


@cache
def answer_book(language: str) -> AnswerBook:
    """The answer words of a language, loaded and checked once."""
    name = f"{language}/decisions.toml"
    file = read_toml(AnswerFile, name)
    check_unique([g.id for g in file.group], f"{name}, group ids")
    for group in file.group:
        check_value(group.does, _SAID, f"{name}, {group.id}.does")
        check_unique(group.phrases, f"{name}, {group.id}.phrases")
    entries = [(with_forms(p, language), CueKind(g.does, g.id)) for g in file.group if not g.quoted for p in g.phrases]
    marks, who = (Phrasebook([e for e in entries if e[1].value in kinds]) for kinds in (MARKS, (Does.DECIDER,)))
    quoted = [g for g in file.group if g.quoted]
    votes = either(p for g in quoted for p in g.phrases) or r"(?!)"
    return AnswerBook(
        language=language,
        file=file,
        phrases={
            speaker: Phrasebooks(Phrasebook([e for e in entries if e[1].value not in (Does.DECIDER, *MARKS, *silent)]), marks, who)
            for speaker, silent in _SILENT.items()
        },
        marks=marks,
        quoted=re.compile(rf"(?:[\"“”«„]\s*|\s[-–—]\s+)({votes})(?=\s*[.,;:!”\"»])", re.IGNORECASE),
        vote=CueKind(Does.CONSENT, quoted[0].id if quoted else ""),
        instead=re.compile(rf"(?<!\w)(?:{either(file.instead)})\s+(?:\w{{1,3}}\s+)?$", re.IGNORECASE),
        joint=re.compile(rf"[,;\s](?:(?<=[,;])|(?:{either(file.joints)})(?!\w)|[-–—]\s)", re.IGNORECASE),
        same={other: word for word, others in file.same.items() for other in others},
        unit_kin={unit: kin for kin, units in file.units.items() for unit in units},
        relief_words=frozenset(file.relief_words),
        dull=frozenset(file.dull_words),
        rate=_any(file.rate_words),
        first_person=_any(file.first_person),
        reader=_any(file.reader_words),
        purpose=re.compile(rf"\s+(?:[a-z]+\s+[a-z]+\s+)?(?:{either(file.purpose_words)})\s+(?:\w{{1,3}}\s+)?([a-z]+(?:\s+[a-z]+)?)"),
        by=re.compile(rf"(?<!\w)(?:{either(file.by_words)})\s+(?:\w+\s+)?$", re.IGNORECASE),
        more=re.compile(rf"\s+(?:{either(file.more_words)})(?!\w)", re.IGNORECASE),
        off=re.compile(rf"\s+(?:{either(file.off_words)})(?!\w)", re.IGNORECASE),
        beside=re.compile(rf",?(?:\s+(?:{either(file.auxiliaries)})(?!\w))*\s+", re.IGNORECASE),
    )


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either(words)})(?!\w)", re.IGNORECASE)

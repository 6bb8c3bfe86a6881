"""Part of station 8: the words of answers, and how words are compared.

``lexicon/<language>/decisions.toml`` holds the cue groups; what they do is explained at its head.
Phrases are compiled as those of ``cues.py`` are, acts apart from the marks that only colour them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from figures.errors import LexiconError
from figures.language import (
    DEFAULT_LANGUAGE,
    CueKind,
    LexiconEntry,
    Phrasebook,
    Phrasebooks,
    check_unique,
    check_value,
    compared_form,
    read_toml,
)
from figures.sentences import forms_by_verb

CONSENT, SUPPORT, REFUSAL, IN_FULL, WHOLE, RELIEVE, DECIDED = "consent", "support", "refusal", "in_full", "whole", "relieve", "decided"
HALVE, DOUBLE, AMOUNT, NONE = "halve", "double", "amount", "none"
HOLD, STATUS_QUO = "hold", "status_quo"
REST, OTHERS, ALL, EACH, EXCEPT = "rest", "others", "all", "each", "except"
CUT, ADD, LEVEL = "cut", "add", "level"
EARLIER, DECIDER, OWN, ASKED, PLANNED, THIS = "earlier", "decider", "own", "asked", "planned", "this"
REGION, PARTY, NOUN, POINT = "region", "party", "noun", "point"

ACTS = (CONSENT, SUPPORT, REFUSAL, IN_FULL, WHOLE, RELIEVE, DECIDED, HALVE, DOUBLE, HOLD, STATUS_QUO)
ADDRESSES = (REST, OTHERS, ALL, EACH)
MARKS = (CUT, ADD, LEVEL, EARLIER, OWN, ASKED, PLANNED, THIS)
"""What only colours an act or amount; found apart, so that no act hides it."""
DOES = (*ACTS, NONE, *ADDRESSES, EXCEPT, DECIDER, *MARKS)


@dataclass(frozen=True, slots=True)
class AnswerGroup(LexiconEntry):
    """Phrases that do one thing in an answer: see the head of ``decisions.toml``."""

    does: str
    phrases: tuple[str, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    joints: tuple[str, ...]
    conditions: tuple[str, ...]
    instead: tuple[str, ...]
    plain_objects: tuple[str, ...]
    prepositions: tuple[str, ...]
    point_words: tuple[str, ...]
    point_openers: tuple[str, ...]
    deciders: tuple[str, ...]
    rate_words: tuple[str, ...]
    first_person: tuple[str, ...]
    reader_words: tuple[str, ...]
    auxiliaries: tuple[str, ...]
    contented: tuple[str, ...]
    purpose_words: tuple[str, ...]
    by_words: tuple[str, ...]
    to_words: tuple[str, ...]
    small_words: tuple[str, ...]
    side_measures: tuple[str, ...]
    carriers: tuple[str, ...]
    relief_words: tuple[str, ...]
    relief_nouns: tuple[str, ...]
    dull_words: tuple[str, ...]
    number_words: dict[str, int]
    same: dict[str, tuple[str, ...]]
    covers: dict[str, tuple[str, ...]]
    group: tuple[AnswerGroup, ...]


@dataclass(frozen=True, slots=True)
class AnswerBook:
    """The words of ``decisions.toml``, compiled."""

    language: str
    groups: tuple[AnswerGroup, ...]
    phrases: Mapping[str, Phrasebooks]
    """Acts, marks and names of deciders by who speaks: who decides does not support, nor ask for the whole."""
    marks: Phrasebook
    quoted: re.Pattern[str]
    vote: CueKind
    points: re.Pattern[str]
    kin: Kin
    """How each word that was met is compared."""
    foreign: re.Pattern[str]
    condition: re.Pattern[str]
    instead: re.Pattern[str]
    joint: re.Pattern[str]
    joints: frozenset[str]
    number_words: Mapping[str, int]
    same: Mapping[str, str]
    covers: Mapping[str, frozenset[str]]
    deciders: tuple[str, ...]
    side_measures: tuple[str, ...]
    carriers: tuple[str, ...]
    relief_words: frozenset[str]
    relief_nouns: tuple[str, ...]
    dull: frozenset[str]
    small: frozenset[str]
    rate: re.Pattern[str]
    first_person: re.Pattern[str]
    reader: re.Pattern[str]
    purpose: re.Pattern[str]
    by: re.Pattern[str]
    up_to: re.Pattern[str]
    """Ends with a word that makes the amount behind it the new size: ``reduced the figure to``."""
    """Ends with a word that makes the amount behind it a part taken off."""
    subject: re.Pattern[str]
    """Right before an act: somebody of whom no request is known (``the army is to be …``), not the request or the plan itself."""
    contented: re.Pattern[str]
    """Behind a word of doing without: `manage with 20 million` is no refusal of them."""
    beside: re.Pattern[str]
    """What may stand between an amount and the word that says what it does: ``should be`` in ``two should be added``."""


class Kin(dict[str, tuple[str, str, bool]]):
    """By a word as printed: its singular, its synonym (or nothing), and whether it may call a point; filled as words are met."""

    def __init__(self, same: Mapping[str, str], hints: Iterable[str]) -> None:
        super().__init__()
        self._same = same
        self._hints = frozenset(map(singular, hints))

    def __missing__(self, printed: str) -> tuple[str, str, bool]:
        word = singular(printed)
        self[printed] = found = (word, self._same.get(word, ""), word in self._hints)
        return found


class Token(NamedTuple):
    """A word or phrase of an answer: ``does`` is a value of :data:`DOES` or region, party, noun, point."""

    start: int
    end: int
    does: str
    values: tuple[str, ...]
    rule: str


WORD = re.compile(r"[^\W\d_][\w’'-]*")


@cache
def book(language: str) -> AnswerBook:
    """The answer words of a language, loaded and checked once."""
    name = f"{language}/decisions.toml"
    file = read_toml(_File, name)
    check_unique([g.id for g in file.group], f"{name}, group ids")
    for group in file.group:
        check_value(group.does, DOES, f"{name}, {group.id}.does")
        check_unique(group.phrases, f"{name}, {group.id}.phrases")
    entries = [(_with_forms(p, language), CueKind("answer", g.does, g.id)) for g in file.group if not g.quoted for p in g.phrases]
    marks = Phrasebook([e for e in entries if e[1].value in MARKS])
    who = Phrasebook([e for e in entries if e[1].value == DECIDER])
    phrases = {
        speaker: Phrasebooks(Phrasebook([e for e in entries if e[1].value not in (DECIDER, *MARKS, *silent)]), marks, who)
        for speaker, silent in ((DECIDER, (SUPPORT, WHOLE, STATUS_QUO)), (OWN, ()))
    }
    quoted = [g for g in file.group if g.quoted]
    votes = "|".join(re.escape(p) for g in quoted for p in g.phrases) or r"(?!)"
    numbers = "|".join(sorted(map(re.escape, file.number_words), key=lambda w: (-len(w), w)))
    number = rf"(?:{numbers}|\d{{1,2}})(?!\w)"
    listed = rf"{number}\)?(?:(?:\s*,\s*|\s+and\s+|\s*,\s+and\s+|\s+or\s+)(?:the\s+)?{number}\)?)*"
    spelled = rf"(?:{numbers})(?:\s+and\s+(?:the\s+)?(?:{numbers}))*(?!\w)"
    words = "|".join(map(re.escape, file.point_words))
    openers = "|".join(re.escape(o).replace(r"\ ", r"\s+") for o in sorted(file.point_openers, key=lambda w: (-len(w), w)))
    points = (
        rf"(?<!\w)(?:(?:{words})\s+(?:no\.?\s*|nos\.?\s*)?(?P<a>{listed})"
        rf"|(?:the\s+)?(?P<b>{listed})\s+(?:{words})(?!\w)"
        rf"|(?:{openers})\s+(?:the\s+)?(?P<c>{spelled})(?=\s*[,:;.–—-](?:\s|$)|\s+(?:i|we|by|in full|and|but)\s)"
        rf"|(?:(?<=[.:;!?\"“]\s)|(?<=^)|(?<=\n)|(?<=[\"“]))(?:the\s+)?(?P<d>{spelled})(?=\s*[,:.–—]|\s-\s|\s+(?:i|we|is|are|to|can|must|should|agree\w*|refuse\w*)\s))"
    )
    return AnswerBook(
        language=language,
        groups=file.group,
        phrases=phrases,
        marks=marks,
        quoted=re.compile(rf"(?:[\"“”«„]\s*|\s[-–—]\s+)({votes})(?=\s*[.,;:!”\"»])", re.IGNORECASE),
        vote=CueKind("answer", CONSENT, quoted[0].id if quoted else ""),
        points=re.compile(points, re.IGNORECASE),
        kin=Kin({other: word for word, others in file.same.items() for other in others}, (*file.point_words, *file.number_words)),
        foreign=re.compile(
            rf"\s+(?:{'|'.join(file.prepositions)})\s+(?!(?:the\s+)?(?:{'|'.join(map(re.escape, file.plain_objects))})(?!\w))\w",
            re.IGNORECASE,
        ),
        condition=_any(file.conditions),
        instead=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, file.instead))})\s+(?:the\s+)?$", re.IGNORECASE),
        joint=re.compile(rf"[,;\s](?:(?<=[,;])|(?:{'|'.join(file.joints)})(?!\w)|[-–—]\s)", re.IGNORECASE),
        joints=frozenset(file.joints),
        number_words=file.number_words,
        same={other: word for word, others in file.same.items() for other in others},
        covers={word: frozenset(kinds) for word, kinds in file.covers.items()},
        deciders=file.deciders,
        side_measures=file.side_measures,
        carriers=file.carriers,
        relief_words=frozenset(file.relief_words),
        relief_nouns=file.relief_nouns,
        dull=frozenset(file.dull_words),
        small=frozenset(file.small_words),
        rate=_any(file.rate_words),
        first_person=_any(file.first_person),
        reader=_any(file.reader_words),
        up_to=re.compile(rf"(?<!\w)(?:{'|'.join(file.to_words)})\s+(?:\w+\s+)?$", re.IGNORECASE),
        by=re.compile(rf"(?<!\w)(?:{'|'.join(file.by_words)})\s+(?:\w+\s+)?$", re.IGNORECASE),
        subject=re.compile(
            rf"(?<!\w)the\s+(?!(?:{'|'.join(map(re.escape, file.plain_objects))}|{'|'.join(map(re.escape, file.point_words))})(?!\w))"
            rf"\w+(?:\s+(?:{'|'.join(file.auxiliaries)})(?!\w))+\s*$",
            re.IGNORECASE,
        ),
        contented=re.compile(rf"\s+(?:{'|'.join(file.contented)})(?!\w)", re.IGNORECASE),
        beside=re.compile(rf",?(?:\s+(?:{'|'.join(file.auxiliaries)})(?!\w))*\s+", re.IGNORECASE),
        purpose=re.compile(
            rf"\s+(?:[a-z]+\s+[a-z]+\s+)?(?:{'|'.join(file.purpose_words)})\s+(?:the\s+|a\s+)?([a-z]+(?:\s+[a-z]+)?)"
            rf"(?=\s*[,.;:)]|\s+(?:and|but|in|to|of|from)\b)"
        ),
    )


NOT_A_REFUSAL = "answer.not_refusal"
"""The group of consents that are refusals denied."""
LEMMA, CLASS = "~", "@"
"""Mark a word of a phrase that stands for all forms of a verb, or of all verbs of a class in ``verbs.toml``."""


def _with_forms(phrase: str, language: str) -> str:
    """A phrase in which each ``~lemma`` and ``@class`` is written out."""
    if LEMMA not in phrase and CLASS not in phrase:
        return phrase
    return " ".join(_alternatives(word, language) for word in phrase.split())


def _alternatives(word: str, language: str) -> str:
    choices = [c for choice in word.rstrip("?").split("|") for c in _choices(choice, language)]
    return "|".join(dict.fromkeys(choices)) + ("?" if word.endswith("?") else "")


def _choices(choice: str, language: str) -> tuple[str, ...]:
    if choice[:1] not in (LEMMA, CLASS):
        return (choice,)
    name = choice.removeprefix(LEMMA)
    if name not in forms_by_verb(language):
        raise LexiconError(f"{language}/decisions.toml: {choice!r} is no verb or class of verbs.toml.")
    return forms_by_verb(language)[name]


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(w) for w in words)})(?!\w)", re.IGNORECASE)


def singular(word: str) -> str:
    """A word as it is compared, see :func:`figures.language.compared_form`."""
    return compared_form(word, DEFAULT_LANGUAGE)


def lemmas(text: str, answers: AnswerBook) -> list[str]:
    """The words of a short text in the form in which they are compared, synonyms made one."""
    return [answers.same.get(s, s) for s in map(singular, WORD.findall(text)) if len(s) > 2 and s not in answers.joints]


@cache
def name_lemmas(name: str, language: str) -> tuple[str, ...]:
    """The compared words of the name of an item or measure; names recur, so they are kept."""
    return tuple(lemmas(name, book(language)))

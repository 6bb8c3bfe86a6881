"""The words and patterns that join an amount to what stands around it: ``structure.toml`` and ``syntax.toml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache

from figures.language import CueKind, Phrasebook, Phrasebooks, point_numbers, read_toml
from figures.sentences.vocabulary.subject_phrases import SubjectBook, subject_book


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of small words with the reason it is kept and an example."""

    why: str
    example: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructureFile:
    """The word lists of ``structure.toml``, under their own names."""

    parts: WordList
    prepositions: WordList
    locatives: WordList
    former: WordList
    latter: WordList
    each: WordList
    cut: WordList
    difference: WordList
    deciders: WordList
    rulings: WordList
    offices: WordList
    consent_asked: WordList
    total: WordList
    planned: WordList
    debt: WordList
    returned: WordList
    union: WordList
    no_item: WordList


@dataclass(frozen=True, slots=True)
class SyntaxPattern:
    """One pattern of ``syntax.toml``."""

    why: str
    pattern: str
    example: str


@dataclass(frozen=True, slots=True)
class SyntaxFile:
    """The patterns of ``syntax.toml``, under their own names."""

    joined: SyntaxPattern
    conjunction: SyntaxPattern
    new_clause: SyntaxPattern
    for_measure: SyntaxPattern
    resolution: SyntaxPattern
    not_this: SyntaxPattern
    but_that: SyntaxPattern
    row_head: SyntaxPattern
    spent_after: SyntaxPattern
    spent_before: SyntaxPattern
    meant_for: SyntaxPattern
    paid_for: SyntaxPattern
    origin: SyntaxPattern
    of_thing: SyntaxPattern
    appended: SyntaxPattern
    point: SyntaxPattern
    boundary: SyntaxPattern


MARKS = (
    "parts",
    "former",
    "latter",
    "each",
    "cut",
    "difference",
    "rulings",
    "consent_asked",
    "total",
    "planned",
    "debt",
    "returned",
    "union",
)
"""Word lists of ``structure.toml`` that are read as cues, in one pass with measures and items."""


@dataclass(frozen=True, slots=True)
class Structure:
    """The structural words of a language, compiled."""

    language: str
    subjects: SubjectBook
    no_item: frozenset[str]
    preposition: re.Pattern[str]
    locative: re.Pattern[str]
    """Ends with a word of being somewhere, and perhaps an article's worth of space."""
    people: Phrasebook
    """Who writes: cues whose value is ``deciders`` or ``offices``."""
    marks: Phrasebook
    """Cues whose value is a name of :data:`MARKS`."""
    reading: Phrasebooks
    """Measures, items and marks, read in one pass."""
    point: re.Pattern[str]
    """Names a point of a letter; the number stands in the group ``a`` or ``b``."""
    joined: re.Pattern[str]
    conjunction: re.Pattern[str]
    new_clause: re.Pattern[str]
    for_measure: re.Pattern[str]
    resolution: re.Pattern[str]
    not_this: re.Pattern[str]
    but_that: re.Pattern[str]
    row_head: re.Pattern[str]
    spent_after: re.Pattern[str]
    spent_before: re.Pattern[str]
    meant_for: re.Pattern[str]
    paid_for: re.Pattern[str]
    origin: re.Pattern[str]
    of_thing: re.Pattern[str]
    appended: re.Pattern[str]
    boundary: re.Pattern[str]


def _words(words: Sequence[str]) -> str:
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w))) + r")(?!\w)"


def _phrasebook(file: StructureFile, lists: Sequence[str]) -> Phrasebook:
    return Phrasebook((word, CueKind("mark", name, f"structure.{name}")) for name in lists for word in getattr(file, name).words)


@cache
def structure(language: str) -> Structure:
    """The structural words and patterns of a language, loaded once."""
    file = read_toml(StructureFile, f"{language}/structure.toml")
    patterns = read_toml(SyntaxFile, f"{language}/syntax.toml")
    syntax = {f.name: getattr(patterns, f.name).pattern for f in fields(SyntaxFile)}
    point = syntax.pop("point")
    syntax["boundary"] = syntax["boundary"].replace("PARTS", _words(file.parts.words))
    marks = _phrasebook(file, MARKS)
    subjects = subject_book(language)
    return Structure(
        language=language,
        subjects=subjects,
        no_item=frozenset(file.no_item.words),
        preposition=re.compile(r"\s*" + _words(file.prepositions.words), re.IGNORECASE),
        locative=re.compile(r"(?<!\w)" + _words(file.locatives.words) + r"\s*$", re.IGNORECASE),
        people=_phrasebook(file, ("deciders", "offices")),
        marks=marks,
        reading=Phrasebooks(subjects.measure_phrases, subjects.item_phrases, marks),
        point=re.compile(point.replace("NUMBER", "|".join(point_numbers(language))), re.IGNORECASE),
        **{name: re.compile(pattern, re.IGNORECASE) for name, pattern in syntax.items()},
    )

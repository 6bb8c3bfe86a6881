"""The words and patterns that join an amount to what stands around it: ``structure.toml`` and ``syntax.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import NamedTuple

from figures.language import CueKind, Phrasebook, Phrasebooks, PlainWords, either, point_numbers, read_toml
from figures.sentences.vocabulary.subject_phrases import SubjectBook, subject_book


@dataclass(frozen=True, slots=True)
class StructureFile:
    """The word lists of ``structure.toml``, under their own names."""

    parts: PlainWords
    prepositions: PlainWords
    locatives: PlainWords
    former: PlainWords
    latter: PlainWords
    each: PlainWords
    cut: PlainWords
    difference: PlainWords
    deciders: PlainWords
    rulings: PlainWords
    offices: PlainWords
    consent_asked: PlainWords
    total: PlainWords
    planned: PlainWords
    debt: PlainWords
    returned: PlainWords
    union: PlainWords
    no_item: PlainWords


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
    points_joint: SyntaxPattern
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
    """Names points of a letter; their numbers stand in the groups ``a`` to ``d``, see :func:`named_points`."""
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
    return "(?:" + either(words).replace(r"\ ", r"\s+") + r")(?!\w)"


def _phrasebook(file: StructureFile, lists: Sequence[str]) -> Phrasebook:
    return Phrasebook((word, CueKind(name, f"structure.{name}")) for name in lists for word in getattr(file, name).words)


def _point_pattern(point: str, joint: str, language: str) -> re.Pattern[str]:
    words = either(point_numbers(language))
    listed, spelled = (rf"{number}(?:{joint}{number})*" for number in (rf"(?:{words}|\d{{1,2}})(?!\w)\)?", rf"(?:{words})(?!\w)"))
    return re.compile(point.replace("LISTED", listed).replace("SPELLED", spelled), re.IGNORECASE)


class NamedPoints(NamedTuple):
    """Points of a letter named by their numbers; ``heads`` where that opens a sentence (``Second. On the rye …``)."""

    start: int
    end: int
    numbers: tuple[int, ...]
    heads: bool


def named_points(text: str, start: int, end: int, language: str) -> Iterator[NamedPoints]:
    """The points of a letter that are named between two offsets.

    >>> [(p.numbers, p.heads) for p in named_points("Points 1 and three, on the second: yes", 0, 38, "en")]
    [((1, 3), False), ((2,), False)]
    """
    known = point_numbers(language)
    for match in structure(language).point.finditer(text, start, end):
        listed = _NUMBER.findall((match["a"] or match["b"] or match["c"] or match["d"]).lower())
        numbers = tuple(int(word) if word.isdigit() else known[word] for word in listed if word.isdigit() or word in known)
        yield NamedPoints(match.start(), match.end(), numbers, match["d"] is not None)


_NUMBER = re.compile(r"\w+")


@cache
def structure(language: str) -> Structure:
    """The structural words and patterns of a language, loaded once."""
    file = read_toml(StructureFile, f"{language}/structure.toml")
    patterns = read_toml(SyntaxFile, f"{language}/syntax.toml")
    syntax = {f.name: getattr(patterns, f.name).pattern for f in fields(SyntaxFile)}
    point = _point_pattern(syntax.pop("point"), syntax.pop("points_joint"), language)
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
        point=point,
        **{name: re.compile(pattern, re.IGNORECASE) for name, pattern in syntax.items()},
    )

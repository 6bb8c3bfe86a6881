"""Cuts a paragraph into sentences and gives each quantity the words that are its own.

A quantity's *lead* is what stands between the quantity before it and itself, its *tail* what stands
between itself and the next one; the words between two quantities are parted at a boundary
(comma, semicolon, bracket, ``and``, ``including``).  A comma that opens a prepositional phrase
(``80 million marks, to the NKTP (it asked for …``) does not part if another boundary follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise

from figures.language.loading import read_toml
from figures.model import Quantity
from figures.sentences.cue_groups import CueKind, Phrasebook, Phrasebooks, cue_book


@dataclass(frozen=True, slots=True)
class WordList:
    """A list of small words with the reason it is kept and an example."""

    why: str
    example: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StructureFile:
    """The word lists of ``structure.toml``, under their own names."""

    abbreviations: WordList
    parts: WordList
    prepositions: WordList
    former: WordList
    latter: WordList
    each: WordList
    same: WordList
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
    points: WordList
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
    directly: SyntaxPattern
    opens_clause: SyntaxPattern
    relative: SyntaxPattern
    reaches: SyntaxPattern
    resolution: SyntaxPattern
    not_this: SyntaxPattern
    but_that: SyntaxPattern
    infinitive_row: SyntaxPattern
    unreal: SyntaxPattern
    row_head: SyntaxPattern
    spent_after: SyntaxPattern
    spent_before: SyntaxPattern
    appended: SyntaxPattern
    point: SyntaxPattern
    boundary: SyntaxPattern


MARKS = (
    "parts",
    "former",
    "latter",
    "each",
    "same",
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
"""Word lists of ``structure.toml`` that are read as cues, in the pass of ``cues.py``."""


@dataclass(frozen=True, slots=True)
class Structure:
    """The structural words of a language, compiled."""

    abbreviations: frozenset[str]
    no_item: frozenset[str]
    preposition: re.Pattern[str]
    people: Phrasebook
    """Who writes: cues whose value is ``deciders`` or ``offices``."""
    marks: Phrasebook
    """Cues whose value is a name of :data:`MARKS`."""
    reading: Phrasebooks
    """Stage phrases, subject phrases and marks, read in one pass."""
    point: re.Pattern[str]
    """Names a point of a letter; its last word but one is in ``point_numbers``."""
    point_numbers: dict[str, int]
    joined: re.Pattern[str]
    conjunction: re.Pattern[str]
    new_clause: re.Pattern[str]
    for_measure: re.Pattern[str]
    directly: re.Pattern[str]
    opens_clause: re.Pattern[str]
    relative: re.Pattern[str]
    reaches: re.Pattern[str]
    resolution: re.Pattern[str]
    not_this: re.Pattern[str]
    but_that: re.Pattern[str]
    infinitive_row: re.Pattern[str]
    unreal: re.Pattern[str]
    row_head: re.Pattern[str]
    spent_after: re.Pattern[str]
    spent_before: re.Pattern[str]
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
    book = cue_book(language)
    return Structure(
        abbreviations=frozenset(file.abbreviations.words),
        no_item=frozenset(file.no_item.words),
        preposition=re.compile(r"\s*" + _words(file.prepositions.words), re.IGNORECASE),
        people=_phrasebook(file, ("deciders", "offices")),
        marks=marks,
        reading=Phrasebooks(book.stage_phrases, book.subject_phrases, marks),
        point=re.compile(point.replace("NUMBER", "|".join(file.points.words)), re.IGNORECASE),
        point_numbers={word: number for number, words in enumerate(file.points.words, start=1) for word in words.split("|")},
        **{name: re.compile(pattern, re.IGNORECASE) for name, pattern in syntax.items()},
    )


_SENTENCE_END = re.compile(r"(?:[.!?][\"”»’)\]]*|\bSTOP)\s+(?=[\"“«(\[]?[A-ZА-Я0-9£$])")
"""A full stop, or the STOP of a cable, before a capital or a digit."""
_LAST_WORD = re.compile(r"[\w.]+$")


def sentences(text: str, start: int, end: int, words: Structure) -> list[tuple[int, int]]:
    """Spans of the sentences between two offsets; they tile the stretch."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        last = _LAST_WORD.search(text, max(begin, match.start() - 20), match.start())
        if text[match.start()] == "." and last is not None:
            word = last.group().lower()
            if word in words.abbreviations or (len(word) == 1 and word.isalpha()):
                continue
        spans.append((begin, match.end()))
        begin = match.end()
    if begin < end:
        spans.append((begin, end))
    return spans


_POINT = re.compile(r"\s*\(?(?:(\d{1,2})|([a-z]+))\s?[).]", re.IGNORECASE)
_POINT_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def point_number(text: str, start: int, end: int) -> int:
    """The number of the point that a paragraph opens with (``2)``, ``2.``, a translator's ``two).``), or 0."""
    match = _POINT.match(text, start, end)
    if match is None:
        return 0
    if match.group(1):
        return int(match.group(1))
    word = match.group(2).lower()
    return _POINT_WORDS.index(word) + 1 if word in _POINT_WORDS else 0


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity in its sentence: lead and tail are its own words, ``bracket`` the bracket it stands in.

    ``gap`` is where the previous quantity of the sentence ends (or the sentence starts).
    """

    quantity: Quantity
    sentence: tuple[int, int]
    lead: int
    tail: int
    gap: int
    bracket: tuple[int, int] | None


def slots(
    text: str, sentence: tuple[int, int], quantities: Sequence[Quantity], brackets: Sequence[tuple[int, int]], words: Structure
) -> list[Slot]:
    """The quantities of one sentence with their leads and tails."""
    start, end = sentence
    cuts = [start]
    for left, right in pairwise(quantities):
        cuts.append(_part(text, left.end, right.start, words))
    result: list[Slot] = []
    for i, quantity in enumerate(quantities):
        tail = cuts[i + 1] if i + 1 < len(cuts) else end
        if tail < 0:  # no boundary: both quantities may claim the words between them
            tail = quantities[i + 1].start
        lead = cuts[i] if cuts[i] >= 0 else quantities[i - 1].end
        bracket = next((b for b in brackets if b[0] < quantity.start < b[1]), None)
        if bracket:
            lead, tail = max(lead, bracket[0]), min(tail, bracket[1])
        result.append(Slot(quantity, sentence, lead, tail, quantities[i - 1].end if i else start, bracket))
    return result


def _part(text: str, left: int, right: int, words: Structure) -> int:
    """The offset at which the words between two quantities are parted, or -1."""
    boundaries = list(words.boundary.finditer(text, left, right))
    for i, boundary in enumerate(boundaries):
        later = i + 1 < len(boundaries)
        if later and boundary.group() == "," and words.preposition.match(text, boundary.end(), right):
            continue
        return boundary.start()
    return -1


def bracket_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Outermost bracket pairs; list marks such as ``2)`` open nothing and close nothing."""
    if text.find("(", start, end) < 0:
        return []
    pairs: list[tuple[int, int]] = []
    opened = -1
    for match in re.finditer(r"[()]", text[start:end]):
        at = start + match.start()
        if match.group() == "(":
            if opened < 0:
                opened = at
        elif opened >= 0:
            pairs.append((opened, at + 1))
            opened = -1
    return pairs

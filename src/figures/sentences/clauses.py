"""Cuts a paragraph into sentences and gives each quantity the words that are its own.

A quantity's *lead* is what stands between the quantity before it and itself, its *tail* what stands
between itself and the next one; the words between two quantities are parted at a boundary
(comma, semicolon, bracket, ``and``, ``including``).  A comma that opens a prepositional phrase
(``80 million marks, to the NKTP (it asked for …``) does not part if another boundary follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from figures.model import Quantity
from figures.sentences.small_words import Structure

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

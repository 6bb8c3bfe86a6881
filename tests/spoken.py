"""Sentences whose verbs and amounts are marked, so that what governs what is tested apart from how amounts are recognised.

``They [ask|ask.now] for <5 tons|ask>``: ``[…]`` is a verb group with its class and mood, ``<…>`` an amount with the act that
governs it, ``-`` where nothing does.  Every verb group must be marked: a noun that only looks like a verb is marked by no bracket.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from figures.model import Numeral, Quantity
from figures.sentences import Sentence, read_sentence
from figures.sentences.governors import governor

_MARKS = re.compile(r"([\[<])([^\[\]<>|]*)\|?([^\[\]<>]*)[\]>]")


class Marked(NamedTuple):
    """A sentence without its marks: (start, end, what is expected) of its verbs and of its amounts."""

    text: str
    verbs: list[tuple[int, int, str]]
    amounts: list[tuple[int, int, str]]


def unmark(marked: str) -> Marked:
    """Take the marks out of a sentence."""
    text, position = "", 0
    found: dict[str, list[tuple[int, int, str]]] = {"[": [], "<": []}
    for match in _MARKS.finditer(marked):
        text += marked[position : match.start()]
        found[match[1]].append((len(text), len(text) + len(match[2]), match[3]))
        text += match[2]
        position = match.end()
    return Marked(text + marked[position:], found["["], found["<"])


def placeholder(start: int, end: int) -> Quantity:
    """An amount of which only the place is known."""
    numeral = Numeral(start, end, 1, 1, "exact", "digits")
    return Quantity(start, end, numeral, "mass", 1, 1, "exact", "tonne", "tons", None, None, "made up")


def read(text: str, amounts: list[tuple[int, int, str]], language: str = "en") -> Sentence:
    """The verbs and clauses of a sentence whose amounts are known."""
    quantities = [placeholder(start, end) for start, end, _ in amounts]
    return read_sentence(text, (0, len(text)), quantities, (), language)


def shown(marked: str) -> str:
    """The sentence with the marks that reading it gives, to be compared with the marks that it bears."""
    text, _, amounts = unmark(marked)
    sentence = read(text, amounts)
    groups = sentence.parsed.groups
    spans = [(*sentence.parsed.span(n), "[", f"|{group.verb_class}.{group.mood}]") for n, group in enumerate(groups)]
    for number, (start, end, _) in enumerate(amounts):
        act = governor(sentence, number)
        spans.append((start, end, "<", f"|{act.name if act else '-'}>"))
    position, result = 0, ""
    for start, end, opens, closes in sorted(spans):
        result += text[position:start] + opens + text[start:end] + closes
        position = end
    return result + text[position:]


def clauses_shown(marked: str) -> list[str]:
    """The clauses of a sentence, each as its kind and its words; words of a clause inside it stand in a clause of their own."""
    text, _, amounts = unmark(marked)
    parsed = read(text, amounts).parsed
    words: list[list[str]] = [[] for _ in parsed.clauses]
    for token, owner in zip(parsed.tokens, parsed.owner, strict=True):
        words[owner].append(text[token.start : token.end])
    return [f"{clause.kind}: {' '.join(own)}" for clause, own in zip(parsed.clauses, words, strict=True)]

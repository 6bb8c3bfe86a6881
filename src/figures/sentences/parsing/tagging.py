"""The words of a sentence with what each may be: one pass, before anything is decided.

An amount and a name (a region, a party) are one token each, whatever words they are written with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from figures.model import Quantity
from figures.sentences.vocabulary import VERB, WORD, Form, Grammar

AMOUNT, NAME, NUMBER = "AMOUNT", "NAME", "NUMBER"
COMMA, SEMICOLON, COLON, OPEN_BRACKET, CLOSE_BRACKET, DASH, STOP, OTHER = ",", ";", ":", "(", ")", "-", ".", "?"
_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*|\d[\d.,]*|[,;:()\[\]=]|[—–-]+|[.!?]|\S")
_MARKS = {
    ",": COMMA, ";": SEMICOLON, ":": COLON, "(": OPEN_BRACKET, "[": OPEN_BRACKET, ")": CLOSE_BRACKET, "]": CLOSE_BRACKET,
    **dict.fromkeys("=—–-", DASH), **dict.fromkeys(".!?", STOP), **dict.fromkeys("0123456789", NUMBER),
}  # fmt: skip
"""What a token is that begins with one of these."""
_ALONE = {tag: frozenset((tag,)) for tag in (AMOUNT, NAME, WORD, OTHER, *_MARKS.values())}

__all__ = [
    "AMOUNT", "CLOSE_BRACKET", "COLON", "COMMA", "DASH", "NAME", "NUMBER", "OPEN_BRACKET", "OTHER", "SEMICOLON", "STOP", "VERB", "WORD",
    "Token", "tag",
]  # fmt: skip


class Token(NamedTuple):
    """One word, sign, amount or name: offsets in the text, the word in small letters, and what it may be."""

    start: int
    end: int
    word: str
    tags: frozenset[str]
    forms: tuple[Form, ...] = ()
    auxiliary: tuple[str, str] | None = None
    """(``BE``, ``HAVE``, ``DO`` or ``MODAL``, form or mood)."""
    capital: bool = False
    number: int = -1
    """Which amount of the sentence, -1 for other tokens."""

    def has(self, *tags: str) -> bool:
        """Whether it may be one of these."""
        return not self.tags.isdisjoint(tags)

    def of(self, tags: frozenset[str]) -> bool:
        """Whether it may be one of a set."""
        return not self.tags.isdisjoint(tags)


def tag(
    text: str,
    sentence: tuple[int, int],
    quantities: Sequence[Quantity],
    names: Iterable[tuple[int, int]],
    fixed: Sequence[tuple[int, int]],
    grammar: Grammar,
) -> list[Token]:
    """The tokens of a sentence; words of ``fixed`` phrases are no verbs, whatever they look like."""
    whole = sorted(
        [(q.start, q.end, AMOUNT, n) for n, q in enumerate(quantities)]
        + [(a, b, NAME, -1) for a, b in names if not any(q.start < b and a < q.end for q in quantities)]
    )
    tokens: list[Token] = []
    at = sentence[0]
    for start, end, kind, number in whole:
        if start < at:
            continue
        _tag_words(tokens, text, (at, start), fixed, grammar)
        tokens.append(Token(start, end, text[start:end].lower(), _ALONE[kind], capital=kind == NAME, number=number))
        at = end
    _tag_words(tokens, text, (at, sentence[1]), fixed, grammar)
    return tokens


def _tag_words(tokens: list[Token], text: str, span: tuple[int, int], fixed: Sequence[tuple[int, int]], grammar: Grammar) -> None:
    """Add the words and signs between two offsets."""
    known = grammar.known
    for match in _TOKEN.finditer(text, *span):
        start, end = match.span()
        printed = match[0]
        if not printed[0].isalpha():
            kind = NUMBER if printed[0].isdigit() else _MARKS.get(printed[0], OTHER)
            tokens.append(Token(start, end, printed, _ALONE[kind]))
        elif fixed and any(a <= start < b for a, b in fixed):
            tokens.append(Token(start, end, known[printed].word, _ALONE[WORD]))
        else:
            tokens.append(Token(start, end, *known[printed]))

"""The words of a sentence with what each may be: one pass, before anything is decided.

An amount and a name (a region, a party) are one token each, whatever words they are written with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from figures.language.phrases import Cue
from figures.model import Quantity
from figures.sentences.grammar import NONE, Grammar
from figures.sentences.verbs import Form, Verbs

AMOUNT, NAME, WORD, VERB, NUMBER = "AMOUNT", "NAME", "WORD", "VERB", "NUMBER"
COMMA, SEMICOLON, COLON, OPEN_BRACKET, CLOSE_BRACKET, DASH, STOP, OTHER = ",", ";", ":", "(", ")", "-", ".", "?"
_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'.][^\W\d_]+)*|\d[\d.,]*|[,;:()\[\]=]|[—–-]+|[.!?]|\S")
_MARKS = {",": COMMA, ";": SEMICOLON, ":": COLON, "(": OPEN_BRACKET, "[": OPEN_BRACKET, ")": CLOSE_BRACKET, "]": CLOSE_BRACKET, "=": DASH}
_STOPS = ".!?"
_DASHES = "—–-"


class Token(NamedTuple):
    """One word, sign, amount or name: offsets in the text, the word in small letters, and what it may be."""

    start: int
    end: int
    word: str
    tags: frozenset[str]
    forms: tuple[Form, ...] = ()
    auxiliary: tuple[str, str] | None = None
    """(``BE``, ``HAVE``, ``DO`` or ``MODAL``, form or mood)."""
    number: int = -1
    """Which amount of the sentence, -1 for other tokens."""
    capital: bool = False

    def has(self, *tags: str) -> bool:
        return not self.tags.isdisjoint(tags)


def tag(
    text: str,
    sentence: tuple[int, int],
    quantities: Sequence[Quantity],
    names: Iterable[tuple[int, int]],
    idioms: Sequence[Cue],
    grammar: Grammar,
    verbs: Verbs,
) -> list[Token]:
    """The tokens of a sentence; words of set phrases (reach ``none``) are no verbs."""
    whole = sorted(
        [(q.start, q.end, AMOUNT, n) for n, q in enumerate(quantities)]
        + [(a, b, NAME, -1) for a, b in names if not any(q.start < b and a < q.end for q in quantities)]
    )
    fixed = [(c.start, c.end) for c in idioms if c.kind.place == NONE]
    tokens: list[Token] = []
    at = sentence[0]
    for start, end, kind, number in [*whole, (sentence[1], sentence[1], "", -1)]:
        if start < at:
            continue
        for match in _TOKEN.finditer(text, at, start):
            a, b = match.span()
            still = any(x <= a < y for x, y in fixed)
            tokens.append(_token(a, b, match.group(), still, grammar, verbs))
        if kind:
            tokens.append(Token(start, end, text[start:end].lower(), frozenset((kind,)), number=number, capital=kind == NAME))
        at = end
    return tokens


def _token(start: int, end: int, printed: str, still: bool, grammar: Grammar, verbs: Verbs) -> Token:
    first = printed[0]
    if not first.isalpha():
        if first.isdigit():
            return Token(start, end, printed, frozenset((NUMBER,)))
        mark = _MARKS.get(first) or (STOP if first in _STOPS else DASH if first in _DASHES else OTHER)
        return Token(start, end, printed, frozenset((mark,)))
    word = printed.lower().replace("’", "'")
    if still:
        return Token(start, end, word, frozenset((WORD,)))
    tags = set(grammar.tags.get(word, ()))
    forms = verbs.forms.get(word, ())
    auxiliary = grammar.auxiliary.get(word)
    if forms:
        tags.add(VERB)
    if word.endswith(grammar.adverb_endings) and not forms:
        tags.add("ADV")
    if auxiliary is not None:
        tags.add(auxiliary[0])
    elif tags <= {VERB, "NOUN"}:
        tags.add(WORD)
    return Token(start, end, word, frozenset(tags), forms, auxiliary, capital=first.isupper())

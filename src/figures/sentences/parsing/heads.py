"""The main verb of a verb group, found from where its auxiliaries stand; and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from figures.sentences.parsing.tagging import (
    AMOUNT,
    CLOSE_BRACKET,
    COLON,
    COMMA,
    DASH,
    NAME,
    NUMBER,
    OPEN_BRACKET,
    OTHER,
    SEMICOLON,
    STOP,
    WORD,
    Token,
)
from figures.sentences.vocabulary import (
    BASE,
    BE,
    FACT,
    HAVE,
    NOW,
    PARTICIPLE,
    PASSIVE_FACT,
    PASSIVE_NOW,
    PROGRESSIVE,
    UNKNOWN,
    Form,
    Grammar,
)

SUBJECTS = frozenset({"I", "YOU", "IT", "WHICH", "THAT"})
OBJECT_STARTS = frozenset({"DET", "POSS", AMOUNT, "TO", "THAT", "HIM", "IT", NAME, NUMBER, COLON})
CLAUSE_STARTS = frozenset({COMMA, SEMICOLON, COLON, OPEN_BRACKET, CLOSE_BRACKET, DASH, STOP, OTHER, "AND", "BECAUSE", "IF", "PLEASE"})
"""What may stand before the first word of a clause."""
PARTING = frozenset({COMMA, SEMICOLON, COLON, OPEN_BRACKET, CLOSE_BRACKET, DASH, STOP, "THAT", "WHICH", "IF", "BECAUSE"})
"""What may part clauses, besides *and*."""
_PARTING_OR_AND = PARTING | {"AND"}
_SKIPPED = frozenset({"ADV", "NOT"})
_SKIPPED_BEFORE = _SKIPPED | {CLOSE_BRACKET}
_AUXILIARIES = frozenset({"MODAL", "BE", "HAVE", "DO"})
_ENDS_OBJECT = frozenset({COMMA, SEMICOLON, COLON, STOP, OPEN_BRACKET, "AND", "PREP", "TO"})
_PASSIVE = {FACT: PASSIVE_FACT, NOW: PASSIVE_NOW}
SEPARABLE = 7
"""Tokens that may stand between a verb and its particle (``write 5 tons of rye off``)."""


class Group(NamedTuple):
    """One verb group of a sentence.

    ``first`` and ``last`` are tokens; ``person`` is 1 where *I* or *we* is the subject, 2 for *you*, 0 where
    nothing says; ``finite`` tells a verb that makes a clause from an infinitive, gerund or participle.
    """

    first: int
    last: int
    verb_class: str
    mood: str
    person: int = 0
    finite: bool = False
    passive: bool = False
    negative: bool = False
    bare: bool = False
    """Whether a bare form stands where a subjunctive may (``that 5 tons be sent``)."""
    elliptic: bool = False
    """Whether it has no subject of its own behind the boundary before it."""


class Head(NamedTuple):
    """The main verb of a group: its class, its last token, and whether it is passive."""

    verb_class: str
    last: int
    passive: bool = False


class Verb(NamedTuple):
    """A form of a known verb at a token, and the token where its particle ends."""

    form: Form
    last: int

    def head(self, passive: bool = False) -> Head:
        return Head(self.form.verb_class, self.last, passive)


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of a sentence, asked by their numbers; a number outside the sentence is no word."""

    tokens: Sequence[Token]
    grammar: Grammar

    def at(self, i: int) -> Token | None:
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def has(self, i: int, *tags: str) -> bool:
        return 0 <= i < len(self.tokens) and not self.tokens[i].tags.isdisjoint(tags)

    def any_of(self, i: int, tags: frozenset[str]) -> bool:
        """Whether a token may be one of a set."""
        return 0 <= i < len(self.tokens) and not self.tokens[i].tags.isdisjoint(tags)

    def after(self, i: int) -> int:
        """The next token that is no adverb and no negation."""
        while self.any_of(i, _SKIPPED) and not self.any_of(i, _AUXILIARIES):
            i += 1
        return i

    def before(self, i: int) -> int:
        """The token before, leaving out adverbs, negations and what stands in a bracket."""
        while i >= 0 and self.any_of(i, _SKIPPED_BEFORE):
            i = self._opening(i) - 1
        return i

    def _opening(self, i: int) -> int:
        """Where the bracket opens that closes at a token; any other token is its own."""
        if not self.has(i, CLOSE_BRACKET):
            return i
        return next((k for k in range(i - 1, -1, -1) if self.has(k, OPEN_BRACKET)), i)

    def together(self, start: int, end: int) -> bool:
        """Whether nothing between two tokens can part clauses."""
        return not any(t.of(PARTING) for t in self.tokens[start:end])

    def joined(self, start: int, end: int) -> bool:
        """Whether the last boundary between two tokens is *and*."""
        return next((t.has("AND") for t in reversed(self.tokens[start:end]) if t.of(_PARTING_OR_AND)), False)

    def spell(self, i: int, words: Sequence[str]) -> bool:
        """Whether these words stand from a token on."""
        return len(words) <= len(self.tokens) - i and all(self.tokens[i + n].word == word for n, word in enumerate(words))

    def verb(self, i: int, form: str) -> Verb | None:
        """The verb at a token, if it has that form."""
        if 0 <= i < len(self.tokens):
            for found in self.tokens[i].forms:
                if found.form == form and (last := self._particle(i, found.particle)) >= 0:
                    return Verb(found, last)
        return None

    def _particle(self, i: int, particle: tuple[str, ...]) -> int:
        """The token where a verb ends: its particle stands behind it, or (one word) behind its object; -1 if it is missing."""
        if not particle:
            return i
        j = self.after(i + 1)
        if self.spell(j, particle):
            return j + len(particle) - (2 if self.has(j + len(particle) - 1, "THAT") else 1)
        if len(particle) > 1:
            return -1
        for j in range(i + 1, min(i + 1 + SEPARABLE, len(self.tokens))):
            token = self.tokens[j]
            if token.word == particle[0]:
                return i if j > i + 1 else j
            if token.of(_ENDS_OBJECT) or token.auxiliary is not None:
                return -1
        return -1

    # --- main verbs -------------------------------------------------------------------------------

    def participle(self, i: int) -> Head | None:
        """The verb whose participle stands at a token, known or not."""
        found = self.verb(i, PARTICIPLE)
        if found:
            return found.head()
        token = self.at(i)
        if token is not None and token.has(WORD) and not token.capital and token.word.endswith(self.grammar.participle_endings):
            return Head(UNKNOWN, i)
        return None

    def base(self, i: int) -> Head | None:
        """What follows a modal or *to*: a known verb, or a chain of *be* or *have*."""
        i = self.after(i)
        token = self.at(i)
        if token is None:
            return None
        if token.auxiliary == ("BE", BASE):
            return self.complement(i)
        if token.auxiliary and token.auxiliary[0] == "HAVE":
            j = self.after(i + 1)
            return (self.base(j + 1) if self.has(j, "TO") else self.perfect(i)) or Head(HAVE, i)
        found = self.verb(i, BASE)
        return found.head() if found else None

    def perfect(self, i: int) -> Head | None:
        """What follows *have*: a participle, or *been* and what follows it; None where *have* is the main verb."""
        j = self.after(i + 1)
        token = self.at(j)
        if token is not None and token.auxiliary == ("BE", PARTICIPLE):
            return self.complement(j)
        return self.participle(j)

    def complement(self, i: int) -> Head:
        """What follows a form of *be*: a predicate, a participle, a progressive, or nothing of these."""
        j = self.after(i + 1)
        token = self.at(j)
        if token is None:
            return Head(BE, i)
        for words, verb_class in self.grammar.verbs.predicates.get(token.word, ()):
            if self.spell(j + 1, words):
                return Head(verb_class, j + len(words), passive=self._impersonal(i))
        if token.auxiliary == ("BE", PROGRESSIVE):
            return self.complement(j)
        found = self.participle(j)
        if found:
            return found._replace(passive=True)
        going = self.verb(j, PROGRESSIVE)
        return going.head() if going else Head(BE, i)

    def _impersonal(self, i: int) -> bool:
        """Whether nobody is the subject of a form of *be*: ``it is possible``."""
        j = self.before(i - 1)
        while self.has(j, "MODAL"):
            j = self.before(j - 1)
        return self.has(j, "IT") or j < 0

    # --- groups -----------------------------------------------------------------------------------

    def finite(self, i: int, head: Head, mood: str, bare: bool = False) -> Group:
        """The group from its first word to its main verb, of a verb that makes a clause."""
        if head.passive:
            mood = _PASSIVE.get(mood, mood)
        negative = any(t.has("NOT") for t in self.tokens[i : head.last + 1])
        j = self.before(i - 1)
        person = 1 if self.has(j, "I") else 2 if self.has(j, "YOU") else 0
        return Group(i, head.last, head.verb_class, mood, person, True, head.passive, negative, bare, self.opens_clause(j))

    def opens_clause(self, j: int) -> bool:
        """Whether what follows a token is the first word of a clause; behind no token it is."""
        return j < 0 or self.any_of(j, CLAUSE_STARTS)

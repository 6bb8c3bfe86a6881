"""A sentence as parsed: its words, verb groups and clauses, and where each stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from figures.model import Quantity
from figures.sentences.parsing.clauses import BRACKET, CONDITION, REASON, RELATIVE, SAID, Clause, cut_clauses
from figures.sentences.parsing.groups import verb_groups
from figures.sentences.parsing.heads import Group
from figures.sentences.parsing.tagging import Token, tag
from figures.sentences.vocabulary import DONE, OPEN, Grammar

_CLOSED = frozenset({BRACKET, RELATIVE, REASON})
"""Kinds of clauses whose names hold for no amount outside."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """Words, verb groups and clauses of a sentence; each is spoken of by its number."""

    tokens: tuple[Token, ...]
    groups: tuple[Group, ...]
    clauses: tuple[Clause, ...]
    owner: tuple[int, ...]
    """Token → its clause."""
    home: dict[int, int]
    """Amount → its clause."""
    token_of: dict[int, int]
    """Amount → its token."""
    _homes: tuple[int, ...]
    """Verb group → its clause."""

    def clause_of(self, group: int) -> int:
        """The clause of a verb group."""
        return self._homes[group]

    def clause_at(self, offset: int) -> int:
        """The clause in which a word stands."""
        return self.owner[max(self.token_at(offset), 0)]

    def span(self, group: int) -> tuple[int, int]:
        """The offsets of a verb group."""
        return self.tokens[self.groups[group].first].start, self.tokens[self.groups[group].last].end

    def in_predicate(self, offset: int) -> bool:
        """Whether a word stands behind the finite verb of its clause, and so is no part of the subject."""
        clause = self.clauses[self.clause_at(offset)]
        return any(self.groups[n].finite and self.span(n)[0] < offset for n in clause.groups)

    def token_at(self, offset: int) -> int:
        """The last token that begins at an offset or before it."""
        return bisect_right(self.tokens, offset, key=_start) - 1

    def reaches(self, offset: int, amount: int) -> bool:
        """Whether what is named at an offset may hold for an amount: in its clause, around it, or before it on the same level.

        What stands in a closed bracket or in a relative or reason clause of its own holds for nothing outside.
        """
        named, home = self.clause_at(offset), self.home[amount]
        around = self._around(home)
        while named not in around:
            clause = self.clauses[named]
            if clause.kind in _CLOSED or clause.parent < 0:
                return clause.kind not in _CLOSED
            named = clause.parent
        return True

    def _around(self, clause: int) -> set[int]:
        """A clause and those it hangs on."""
        found = set()
        while clause >= 0:
            found.add(clause)
            clause = self.clauses[clause].parent
        return found

    def before(self, group: int) -> tuple[int, ...]:
        """The verb groups before one in its clause."""
        own = self.clauses[self._homes[group]].groups
        return own[: own.index(group)]

    def parent(self, group: int) -> int:
        """The group that an open one hangs on: the last that is not open before it in its clause, else what its clause hangs on."""
        clause = self.clauses[self._homes[group]]
        if self.groups[group].finite and clause.kind in (SAID, CONDITION):
            return clause.host
        for other in reversed(self.before(group)):
            if self.groups[other].mood not in (OPEN, DONE) or self.groups[other].finite:
                return other
        return clause.host if clause.kind != BRACKET else -1

    def person(self, group: int) -> int:
        """1 where the writers are the subject, 2 for the reader: of the verb, or of the one before it that it goes on from."""
        own = self.groups[group]
        if own.person or not own.finite or not own.elliptic:
            return own.person
        return next((self.groups[n].person for n in reversed(self.before(group)) if self.groups[n].person), 0)

    def denies(self, group: int) -> bool:
        """Whether a verb is denied: by a negation inside it, or by *no* or *nothing* in its subject or right behind it."""
        own, earlier = self.groups[group], self.before(group)
        since = self.groups[earlier[-1]].last + 1 if earlier else self.clauses[self._homes[group]].first
        around = self.tokens[since : own.first] + self.tokens[own.last + 1 : own.last + 3]
        return own.negative or any(t.has("NOTHING") for t in around)


def _start(token: Token) -> int:
    return token.start


def parse(
    text: str,
    span: tuple[int, int],
    quantities: Sequence[Quantity],
    names: Sequence[tuple[int, int]],
    fixed: Sequence[tuple[int, int]],
    grammar: Grammar,
) -> Parsed:
    """Tag the words of a sentence, find its verb groups, cut it into clauses."""
    tokens = tuple(tag(text, span, quantities, names, fixed, grammar))
    groups = tuple(verb_groups(tokens, grammar))
    clauses, owner = cut_clauses(tokens, groups)
    homes = {group: n for n, clause in enumerate(clauses) for group in clause.groups}
    return Parsed(
        tokens,
        groups,
        clauses,
        owner,
        {amount: n for n, clause in enumerate(clauses) for amount in clause.amounts},
        {t.number: i for i, t in enumerate(tokens) if t.number >= 0},
        tuple(homes[n] for n in range(len(groups))),
    )

"""Cuts a sentence into clauses and says in which each verb group and each amount stands.

A clause is opened by a finite verb with a subject of its own, by *that*, a relative, *if*, *because*, by a
bracket, a semicolon or a colon.  Amounts before a verb stand in its clause where they are its subject.
Infinitives and gerunds stand in the clause of the verb that they hang on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from figures.sentences.parsing.heads import Group
from figures.sentences.parsing.tagging import (
    AMOUNT,
    CLOSE_BRACKET,
    COLON,
    COMMA,
    DASH,
    NAME,
    NUMBER,
    OPEN_BRACKET,
    SEMICOLON,
    WORD,
    Token,
)

MAIN, SAID, RELATIVE, CONDITION, REASON, BRACKET, CONTINUED = "main", "said", "relative", "condition", "reason", "bracket", "continued"
"""Kinds of clauses: ``said`` stands behind *that*; ``continued`` behind a colon or semicolon."""
_SUBORDINATE = {"IF": CONDITION, "BECAUSE": REASON}
_BOUNDARIES = frozenset({COMMA, SEMICOLON, COLON, OPEN_BRACKET, CLOSE_BRACKET, DASH, "AND", "THAT", "WHICH", "IF", "BECAUSE"})
_CLOSING = frozenset({RELATIVE, CONDITION, REASON})
"""Kinds of clauses that end where one with another subject begins."""
_SUBJECT = frozenset({"I", "YOU", "IT", WORD, NAME, AMOUNT, "DET", NUMBER, "POSS"})
_OPENING = frozenset({OPEN_BRACKET, CLOSE_BRACKET, SEMICOLON, COLON, "WHICH", "THAT", "I", "YOU", "IT", "AND", *_SUBORDINATE})
"""What may open or close a clause, besides a verb."""
_COMPLEMENT = frozenset({"ask", "propose", "opine", "consent", "decide", "speech", "owe", "offer", "refuse"})
"""Classes of verbs that may take a clause as their object without *that*."""
_SPEAKING = frozenset({"ask", "speech", "propose"})
"""Classes of verbs that, without a subject of their own behind what is said, are of who said it (``writes that …, and asks``)."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its kind, the clause it hangs on, the verb it hangs on, and its own verbs and amounts in order.

    ``host`` is the group (a number) that the clause is the object of, or -1.  ``antecedent`` is the amount
    that a relative clause speaks of, or -1.  ``groups`` and ``amounts`` are numbers; ``first`` is a token.
    """

    kind: str
    parent: int
    host: int
    first: int
    antecedent: int
    groups: tuple[int, ...]
    amounts: tuple[int, ...]


@dataclass(slots=True)
class _Open:
    """A clause while it is being read."""

    kind: str
    parent: int
    host: int
    first: int
    antecedent: int = -1
    contact: bool = False
    """Whether it is a relative clause without a relative (``the horses he begs for``), which an *and* before no verb ends."""
    comma: bool = False
    """Whether it was opened behind a comma, and so ends at the next one."""
    groups: list[int] = field(default_factory=list)
    finite: list[int] = field(default_factory=list)
    amounts: list[tuple[int, int]] = field(default_factory=list)
    """(token, number) of its amounts."""


class _Cutter:
    """Reads tokens in order and keeps the clauses that are open; ``here`` is the innermost."""

    def __init__(self, tokens: Sequence[Token], groups: Sequence[Group]) -> None:
        self.tokens = tokens
        self.groups = groups
        self.clauses: list[_Open] = [_Open(MAIN, -1, -1, 0)]
        self.here = 0
        self.brackets: list[int] = []
        self.owner = [0] * len(tokens)

    def run(self) -> tuple[tuple[Clause, ...], tuple[int, ...]]:
        starts = {group.first: n for n, group in enumerate(self.groups)}
        i = 0
        while i < len(self.tokens):
            if i in starts:
                self._group(starts[i])
                last = self.groups[starts[i]].last
                for k in range(i, last + 1):
                    self.owner[k] = self.here
                    self._amount(k)
                i = last + 1
                continue
            self._word(i)
            self.owner[i] = self.here
            i += 1
        cut = tuple(
            Clause(c.kind, c.parent, c.host, c.first, c.antecedent, tuple(c.groups), tuple(n for _, n in c.amounts)) for c in self.clauses
        )
        return cut, tuple(self.owner)

    @property
    def clause(self) -> _Open:
        return self.clauses[self.here]

    def _enter(self, clause: _Open) -> None:
        self.clauses.append(clause)
        self.here = len(self.clauses) - 1

    def _begin(self, kind: str, first: int) -> None:
        """Enter a clause that hangs on the one that is open and on its last verb."""
        self._enter(_Open(kind, self.here, self._last_group(), first))

    def _amount(self, i: int) -> None:
        if self.tokens[i].number >= 0:
            self.clause.amounts.append((i, self.tokens[i].number))

    # --- words that open and close clauses ---------------------------------------------------------

    def _word(self, i: int) -> None:
        token = self.tokens[i]
        if token.number >= 0:
            self._amount(i)
        elif token.tags.isdisjoint(_OPENING):
            return
        elif token.has(OPEN_BRACKET):
            self.brackets.append(self.here)
            self._begin(BRACKET, i + 1)
        elif token.has(CLOSE_BRACKET):
            if self.brackets:
                self.here = self.brackets.pop()
        elif token.has(SEMICOLON, COLON):
            self._continue(i)
        elif token.has("WHICH"):
            self._relative(i)
        elif token.has("THAT"):
            self._that(i)
        elif token.has("I", "YOU", "IT") and self._opens_contact(i):
            self._enter(_Open(RELATIVE, self.here, self._last_group(), i, self._antecedent(i - 1), contact=True))
        elif token.has("AND") and self.clause.contact and not any(g.first == i + 1 for g in self.groups):
            self.here = self.clause.parent
        elif token.has("IF", "BECAUSE") and self._opens(i):
            self._begin(next(kind for tag, kind in _SUBORDINATE.items() if token.has(tag)), i + 1)

    def _continue(self, i: int) -> None:
        """A semicolon or colon ends every clause up to the bracket; what follows goes on from the clause before."""
        floor = self.brackets[-1] if self.brackets else -1
        while self.clause.kind not in (MAIN, BRACKET, CONTINUED) and self.clause.parent > floor:
            self.here = self.clause.parent
        self._enter(_Open(CONTINUED, self.here, self._last_finite(), i + 1))

    def _relative(self, i: int) -> None:
        before = i - 1
        comma = False
        while before >= 0 and self.tokens[before].has("PREP", "DET", COMMA):
            comma = comma or self.tokens[before].has(COMMA)
            before -= 1
        self._enter(_Open(RELATIVE, self.here, self._last_group(), i + 1, self._antecedent(before), comma=comma))

    def _that(self, i: int) -> None:
        """*that* behind a verb or its object opens what is said; behind a noun with a verb before it, a relative clause."""
        if i and self.tokens[i - 1].has("AND", COMMA) and (before := self._said_before()) >= 0:
            self._enter(_Open(SAID, self.clauses[before].parent, self.clauses[before].host, i + 1))
            return
        group = self._last_group()
        said = group >= 0 and self.groups[group].verb_class in _COMPLEMENT
        straight = group >= 0 and self.groups[group].last == i - 1
        follows = i + 1 < len(self.tokens) and any(g.first == i + 1 for g in self.groups)
        if follows and not straight:  # "the tons that were sent"
            self._enter(_Open(RELATIVE, self.here, group, i + 1, self._antecedent(i - 1)))
        elif said or straight:
            self._enter(_Open(SAID, self.here, group, i + 1))
        elif i + 1 < len(self.tokens) and self.tokens[i + 1].has("I", "YOU", "IT", NAME):
            self._enter(_Open(RELATIVE, self.here, group, i + 1, self._antecedent(i - 1)))
        elif any(g.finite and g.first > i for g in self.groups):
            self._enter(_Open(SAID, self.here, group, i + 1))

    def _said_before(self) -> int:
        """The clause of what is said that another *that* goes on with."""
        at = self.here
        while at >= 0 and self.clauses[at].kind != SAID:
            at = self.clauses[at].parent
        return at

    def _antecedent(self, before: int) -> int:
        """The amount that ends where a relative clause begins, or stands a few words before it."""
        for k in range(before, max(before - 5, -1), -1):
            token = self.tokens[k]
            if token.number >= 0:
                return token.number
            if token.has(COMMA, SEMICOLON, COLON, OPEN_BRACKET) or token.auxiliary is not None:
                return -1
        return -1

    def _opens_contact(self, i: int) -> bool:
        """Whether a pronoun right behind a noun begins a relative clause: its verb follows, and the clause has one already."""
        if not i or not self.clause.finite or not self.tokens[i - 1].has(WORD, AMOUNT):
            return False
        if self.tokens[i - 1].has("ADV") or self.tokens[i].has("DET"):
            return False
        return any(g.finite and g.first in (i + 1, i + 2) for g in self.groups) and self._has_object(i)

    def _has_object(self, i: int) -> bool:
        """Whether a noun stands between the last verb and a token: the verb has its object, and takes no clause."""
        last = self.groups[self.clause.groups[-1]]
        return any(t.has("DET", "POSS", AMOUNT) for t in self.tokens[last.last + 1 : i])

    def _opens(self, i: int) -> bool:
        """Whether *as, since, after* … is followed by a finite verb before the next comma, and so opens a clause."""
        for group in self.groups:
            if group.first > i:
                between = self.tokens[i + 1 : group.first]
                return group.finite and not any(t.has(COMMA, SEMICOLON, COLON, OPEN_BRACKET, "THAT", "WHICH") for t in between)
        return False

    def _last_group(self) -> int:
        at = self.here
        while at >= 0:
            if self.clauses[at].groups:
                return self.clauses[at].groups[-1]
            at = self.clauses[at].parent if self.clauses[at].kind != BRACKET else -1
        return -1

    def _last_finite(self) -> int:
        at = self.here
        while at >= 0:
            if self.clauses[at].finite or self.clauses[at].groups:
                return (self.clauses[at].finite or self.clauses[at].groups)[-1]
            at = self.clauses[at].parent
        return -1

    # --- verbs -----------------------------------------------------------------------------------

    def _group(self, number: int) -> None:
        group = self.groups[number]
        if group.finite and self.clause.finite:
            self._second_verb(number)
        self.clause.groups.append(number)
        if group.finite:
            self.clause.finite.append(number)

    def _second_verb(self, number: int) -> None:
        """A finite verb in a clause that has one: whose it is, and which amounts are its subject."""
        group = self.groups[number]
        boundary = self._boundary(group.first)
        previous = self.groups[self.clause.groups[-1]]
        closes = self.clause.kind == RELATIVE and boundary == previous.last and not self.clauses[self.clause.parent].finite
        subject = not closes and self._has_subject(boundary + 1, group.first)
        comma = boundary >= 0 and self.tokens[boundary].has(COMMA)
        if not subject:
            self._predicate(group, comma)
            return
        moved = [a for a in self.clause.amounts if a[0] > boundary]
        if boundary <= previous.last and previous.verb_class in _COMPLEMENT:  # "we think 5 tons would do"
            kind, parent, host = SAID, self.here, self.clause.groups[-1]
        else:
            kind, parent, host = self._beside(group, boundary, comma)
        self.clause.amounts = [a for a in self.clause.amounts if a not in moved]
        self._enter(_Open(kind, parent, host, boundary + 1))
        self.owner[boundary + 1 : group.first] = [self.here] * (group.first - boundary - 1)
        self.clause.amounts = moved

    def _beside(self, group: Group, boundary: int, comma: bool) -> tuple[str, int, int]:
        """Beside which clause a new one with its own subject stands: (kind, parent, host)."""
        at = self.here
        clause = self.clauses[at]
        joined = boundary >= 0 and self.tokens[boundary].has("AND")
        while clause.kind in _CLOSING and clause.parent >= 0 and (comma or clause.kind == RELATIVE or group.person == 1):
            at = clause.parent
            clause = self.clauses[at]
        if clause.kind == SAID and not joined and not comma:
            return SAID, at, clause.host
        if clause.kind == SAID and group.person != 1:
            return SAID, clause.parent, clause.host
        if clause.kind == SAID:
            at = clause.parent
        return (BRACKET if self.clauses[at].kind == BRACKET else MAIN), self.clauses[at].parent, -1

    def _predicate(self, group: Group, comma: bool) -> None:
        """A verb without a subject of its own: the predicate of the clause it goes on with."""
        at = self.here
        while True:
            clause = self.clauses[at]
            if clause.kind not in (RELATIVE, CONDITION, REASON, SAID) or clause.parent < 0:
                break
            outer = self.clauses[clause.parent]
            closes = clause.kind == RELATIVE and (not outer.finite or (clause.comma and comma))
            closes = closes or (clause.kind in (CONDITION, REASON) and comma and not outer.finite)
            speaks = clause.kind == SAID and group.verb_class in _SPEAKING and bool(outer.finite)
            if not (closes or speaks):
                break
            at = clause.parent
        self.here = at

    def _boundary(self, first: int) -> int:
        """The last word before a verb that may part clauses, or the end of the verb before."""
        last = max((g.last for g in self.groups if g.last < first), default=-1)
        for i in range(first - 1, last, -1):
            if self.tokens[i].of(_BOUNDARIES) and i >= self.clause.first:
                return i
        return last

    def _has_subject(self, start: int, end: int) -> bool:
        return any(t.of(_SUBJECT) and not t.has("ADV") for t in self.tokens[start:end])


def cut_clauses(tokens: Sequence[Token], groups: Sequence[Group]) -> tuple[tuple[Clause, ...], tuple[int, ...]]:
    """The clauses of a sentence, and for each token the number of its clause; every verb group and amount stands in exactly one."""
    return _Cutter(tokens, groups).run()

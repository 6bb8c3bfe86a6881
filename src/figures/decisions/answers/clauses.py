"""How one sentence of an answer becomes clauses.

A clause has one head: an act (consent, refusal, ``in full`` …) or an amount; and it has those it is addressed to:
regions, agencies, nouns of the requests, numbers of points, ``the rest``, ``the others``, ``everything``.

1. a sentence is parted at commas, semicolons and joining words;
2. what stands in one part with a head belongs to that head;
3. a part that only names somebody belongs to the head before it if that head names its addressees behind itself
   (``I agree about Kazakhstan, Kirov and Gorky``), else to the head that follows (``Timber and manganese, in
   accordance with your proposal``);
4. an act that names nobody repeats or confirms the head before it in its sentence; alone in its sentence it speaks
   of everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from figures.decisions.words import ACTS, ADDRESSES, WORD, AnswerBook, Does, Token
from figures.model import Figure

_LIMITS = frozenset({"more than", "up to"})
"""Qualifiers of an amount that a refusal limits and does not refuse."""
_INSTEAD = 20
"""Characters before an amount in which a word says that it gives way to another."""
_VERB = 24
"""Within how many characters behind an amount the verb stands that says what it does."""
_SHORT = 9
"""A token longer than this may hold a joint inside itself."""
_QUOTED = re.compile(r"[\"”»(]")
_END = 3
"""Characters at the end of a sentence in which its mark stands, before or behind a quotation mark."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One head with its addressees.

    ``near`` are the addressees in the head's own part of the sentence, ``to`` all of them, ``without`` those taken
    out.  ``change`` is what the amount does to what was proposed.  ``decider`` says that one who decides was named
    before, so that what follows is his decision (``Stalin wrote: "…"``); ``own`` that the writers speak for
    themselves, ``asking`` that the sentence tells what somebody asks.  An amount that is ``replaced`` gives way to
    another of its sentence, which ``replaces`` it (``instead of six thousand give four``).
    """

    act: str
    start: int
    end: int
    rule: str
    figure: Figure | None = None
    to: tuple[Token, ...] = ()
    near: tuple[Token, ...] = ()
    without: tuple[Token, ...] = ()
    change: str = Does.LEVEL
    earlier: bool = False
    decider: bool = False
    own: bool = False
    asking: bool = False
    question: bool = False
    replaced: bool = False
    replaces: bool = False
    sentence: tuple[int, int] = (0, 0)

    def beside(self, text: str) -> int:
        """How many words its sentence has beside the act: a bare act says nothing else."""
        start, end = self.sentence
        return len(WORD.findall(text[start : self.start])) + len(WORD.findall(text[self.end : end]))

    def names(self, *kinds: str) -> bool:
        """Whether something of one of these kinds is among its addressees."""
        return any(token.does in kinds for token in self.to)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a sentence between two joints."""

    start: int
    end: int
    heads: tuple[Clause, ...]
    addresses: tuple[Token, ...]
    excepting: bool


def clauses_of(text: str, start: int, end: int, tokens: Sequence[Token], amounts: Sequence[Figure], book: AnswerBook) -> list[Clause]:
    """Part a sentence at its joints and give every head its addressees."""
    parts = [_part(a, b, tokens, amounts, text, book) for a, b in _pieces(text, start, end, tokens, amounts, book)]
    if any(token.does == Does.NONE for token in tokens):
        last = parts[-1]
        parts = [_with_none(text, part, tokens, part is last) for part in parts]
    clauses = _addressed(parts)
    flags = {token.does for token in tokens}
    replaced = [c.figure is not None and _gives_way(text, start, c, book) for c in clauses]
    mode: str = Does.LEVEL
    found = []
    for clause, gives_way in zip(clauses, replaced, strict=True):
        mode = _change(text, clause.figure, tokens, mode, book) if clause.figure is not None else mode
        found.append(
            replace(
                clause,
                change=mode if clause.figure is not None else Does.LEVEL,
                earlier=Does.EARLIER in flags,
                own=Does.OWN in flags,
                asking=Does.ASKED in flags,
                question="?" in text[max(start, end - _END) : end],
                replaced=gives_way,
                replaces=any(replaced) and clause.act == Does.AMOUNT and not gives_way,
                sentence=(start, end),
            )
        )
    return found


def _pieces(
    text: str, start: int, end: int, tokens: Sequence[Token], amounts: Sequence[Figure], book: AnswerBook
) -> Iterator[tuple[int, int]]:
    """The stretches between the joints that stand inside no phrase and no amount."""
    closed = [(t.start, t.end) for t in tokens if t.end - t.start > _SHORT] + [(f.start, f.end) for f in amounts]
    cuts = [m.span() for m in book.joint.finditer(text, start, end)]
    return pairwise([start, *[at for at, to in cuts if not any(a < at and to < b for a, b in closed)], end])


def _part(start: int, end: int, tokens: Sequence[Token], amounts: Sequence[Figure], text: str, book: AnswerBook) -> _Part:
    inside = [t for t in tokens if start <= t.start < end]
    acts = [Clause(t.does, t.start, t.end, t.rule) for t in inside if t.does in ACTS]
    said = [Clause(Does.AMOUNT, f.start, f.end, "amount", f) for f in amounts if start <= f.start < end]
    addresses = tuple(t for t in inside if t.does in (*ADDRESSES, Does.REGION, Does.PARTY, Does.NOUN, Does.POINT))
    excepted = [t.start for t in inside if t.does == Does.EXCEPT]
    at = excepted[-1] if excepted else start
    heads = acts if not said else said if not acts else _chosen(acts, said, addresses, text, at, book)
    return _Part(at, end, tuple(sorted(heads, key=lambda c: c.start)), addresses, bool(excepted))


def _chosen(
    acts: Sequence[Clause], amounts: Sequence[Clause], addresses: Sequence[Token], text: str, start: int, book: AnswerBook
) -> Sequence[Clause]:
    """``agree to 500 thousand``: the amount says what is agreed to; a refusal keeps its say over an amount."""
    refusal = next((c for c in acts if c.act == Does.REFUSAL), None)
    last = amounts[-1]
    limited = last.figure is not None and last.figure.quantity.qualifier in _LIMITS  # "do not give them more than 1.5 million"
    if refusal is None or limited or any(_gives_way(text, start, c, book) for c in amounts):
        return amounts
    if refusal.start < last.start or not any(t.start > refusal.end for t in addresses):
        return [replace(refusal, figure=last.figure)]
    return [*acts, *amounts]


def _gives_way(text: str, start: int, clause: Clause, book: AnswerBook) -> bool:
    """Whether a word right before an amount says that another stands in its place."""
    return book.instead.search(text, max(start, clause.start - _INSTEAD), clause.start) is not None


def _with_none(text: str, part: _Part, tokens: Sequence[Token], last: bool) -> _Part:
    """``No aviators``, ``not a kilogram``: a refusal if what stands right behind is asked for, or if the part names somebody."""
    heads = list(part.heads)
    for token in tokens:
        said = any(c.act == Does.AMOUNT or c.start <= token.start < c.end for c in heads)
        if token.does == Does.NONE and part.start <= token.start < part.end and not said:
            nouns = [t for t in part.addresses if t.does == Does.NOUN and token.end <= t.start]
            behind = [t for t in nouns if len(text[token.end : t.start].split()) <= 2]
            rest = _QUOTED.split(text[token.end : part.end])[0].strip(" .,;!?").split()
            bare = not rest and (last or token.end - token.start > 3)
            if behind or bare or (len(rest) == 1 and rest[0].isalpha()):
                heads.append(Clause(Does.REFUSAL, token.start, behind[0].end if behind else token.end, token.rule))
    return replace(part, heads=tuple(sorted(heads, key=lambda c: c.start)))


class _Addressing:
    """Hands the addressees of the parts of a sentence to its heads, in reading order."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self.waiting: tuple[Token, ...] = ()
        self.behind = False
        """Whether the last head names its addressees behind itself."""
        self.excepting = False

    def add(self, part: _Part) -> None:
        if not part.heads:
            self._without_head(part)
            return
        self.excepting = False
        for number in range(len(part.heads)):
            self._head(part, number)

    def _without_head(self, part: _Part) -> None:
        self.excepting = self.excepting or part.excepting
        if self.excepting:
            if self.clauses:
                self._extend(without=part.addresses)
        elif part.addresses and self.clauses and self.behind and not self.waiting:
            self._extend(to=part.addresses)
        else:
            self.waiting += part.addresses

    def _extend(self, to: tuple[Token, ...] = (), without: tuple[Token, ...] = ()) -> None:
        last = self.clauses[-1]
        self.clauses[-1] = replace(last, to=last.to + to, without=last.without + without)

    def _head(self, part: _Part, number: int) -> None:
        head = part.heads[number]
        left, right = self._beside(part, number)
        outside: tuple[Token, ...] = ()
        if part.excepting and head.act != Does.AMOUNT:
            outside = tuple(t for t in (*left, *right) if t.start >= part.start)
            left, right = [t for t in left if t not in outside], [t for t in right if t not in outside]
            self.excepting = True
        near = (*left, *right)
        head = replace(head, near=near, to=(*self.waiting, *near), without=outside)
        if head.to or head.without or head.act == Does.AMOUNT or not self.clauses or self._says_more(head):
            self.clauses.append(head)
        self.waiting = ()
        if near or head.act == Does.AMOUNT:
            self.behind = bool(right) and not left

    def _says_more(self, head: Clause) -> bool:
        """Whether an act that names nobody is another than the one before it, which names nobody either."""
        last = self.clauses[-1]
        return last.act != head.act and last.act != Does.AMOUNT and not last.to

    def _beside(self, part: _Part, number: int) -> tuple[list[Token], list[Token]]:
        """The addressees before and behind a head up to the heads beside it; between two heads they belong to one only."""
        head = part.heads[number]
        following = number + 1 < len(part.heads)
        later = part.heads[number + 1].start if following else part.end
        since = part.heads[number - 1].end if number else 0
        left = [t for t in part.addresses if since <= t.start < head.start]
        right = [t for t in part.addresses if head.start <= t.start < later]
        if following and left and right:
            return left, []
        last = self.clauses[-1] if self.clauses else None
        if number and not (last and last.near and last.near[-1].start < last.start):
            left = []
        return left, right


def _addressed(parts: Sequence[_Part]) -> list[Clause]:
    addressing = _Addressing()
    for part in parts:
        addressing.add(part)
    if addressing.waiting and addressing.clauses:
        addressing._extend(to=addressing.waiting)
    return addressing.clauses


def _change(text: str, figure: Figure, tokens: Sequence[Token], mode: str, book: AnswerBook) -> str:
    """What an amount does to what was proposed: the nearest word of change before it, or right behind it."""
    changes = [t for t in tokens if t.does in (Does.CUT, Does.ADD)]
    follows = [t for t in changes if figure.end <= t.start <= figure.end + _VERB and book.beside.fullmatch(text, figure.end, t.start)]
    before = [t for t in changes if t.end <= figure.start]
    if follows:
        return follows[0].does
    if book.more.match(text, figure.end) or (before and before[-1].does == Does.ADD):
        return Does.ADD
    taken = bool(before) and (book.off.match(text, figure.end) or book.by.search(text, before[-1].start, figure.start))
    if taken or figure.change == Does.CUT:
        return Does.CUT
    return Does.LEVEL if before else mode

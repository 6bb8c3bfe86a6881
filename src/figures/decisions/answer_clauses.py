"""Part of station 8: how one sentence of an answer becomes clauses.

A sentence is parted at its joints; every part gives its acts and amounts (heads) and those it names
(addressees); :mod:`figures.decisions.answers` explains which addressees belong to which head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from figures.decisions.answer_words import (
    ACTS,
    ADD,
    ADDRESSES,
    ALL,
    AMOUNT,
    ASKED,
    CONSENT,
    CUT,
    EARLIER,
    EXCEPT,
    IN_FULL,
    LEVEL,
    NONE,
    NOUN,
    OWN,
    PARTY,
    POINT,
    REFUSAL,
    REGION,
    WORD,
    AnswerBook,
    Token,
)  # fmt: skip
from figures.model import Figure


@dataclass(slots=True)
class Clause:
    """One head with its addressees.

    ``near`` are the addressees in the head's own part of the sentence, ``to`` all of them, ``without``
    those taken out.  ``change`` is what the amount does to what was proposed.  ``foreign`` says that
    a consent names an object which is none of the requests.
    """

    act: str
    start: int
    end: int
    rule: str
    figure: Figure | None = None
    to: list[Token] = field(default_factory=list)
    near: list[Token] = field(default_factory=list)
    without: list[Token] = field(default_factory=list)
    change: str = LEVEL
    foreign: bool = False
    earlier: bool = False
    decider: bool = False
    """One who decides was named before, so that what follows is his decision (``Stalin wrote: "…"``)."""
    own: bool = False
    asking: bool = False
    question: bool = False
    replaced: bool = False
    """The amount gives way to another of its sentence: ``instead of six thousand``."""
    replaces: bool = False
    sentence: tuple[int, int] = (0, 0)

    def beside(self, text: str) -> int:
        """How many words its sentence has beside the act: a bare act says nothing else."""
        start, end = self.sentence
        return len(WORD.findall(text[start : self.start])) + len(WORD.findall(text[self.end : end]))

    @property
    def general(self) -> bool:
        """Whether it addresses everything: nobody is named."""
        return not self.to


@dataclass(slots=True)
class _Part:
    """A piece of a sentence between two joints."""

    start: int
    end: int
    heads: list[Clause] = field(default_factory=list)
    addresses: list[Token] = field(default_factory=list)
    excepting: bool = False


def clauses_of(text: str, start: int, end: int, tokens: list[Token], amounts: Sequence[Figure], answers: AnswerBook) -> list[Clause]:
    """Part a sentence at its joints and give every head its addressees."""
    spans = [(t.start, t.end) for t in tokens if t.end - t.start > 9] + [(f.start, f.end) for f in amounts]
    cuts = [m.span() for m in answers.joint.finditer(text, start, end)]
    if cuts and spans:
        cuts = [(at, to) for at, to in cuts if not any(a < at and to < b for a, b in spans)]
    parts = [_Part(a, b) for a, b in pairwise([start, *[at for at, _ in cuts], end])]
    flags = {t.does for t in tokens}
    earlier = EARLIER in flags
    _fill(text, parts, tokens, amounts, answers)
    if NONE in flags:
        _read_none(text, parts, tokens)
    if ALL in flags:
        _read_all(text, parts, tokens)
    clauses = _address(parts)
    mode = LEVEL
    for clause in clauses:
        if clause.figure is not None and answers.instead.search(text, max(start, clause.start - 20), clause.start):
            clause.replaced = True
    if amounts and any(c.replaced for c in clauses):
        for clause in clauses:
            clause.replaces = clause.act == AMOUNT and not clause.replaced
    for clause in clauses:
        clause.sentence = (start, end)
        clause.earlier = earlier
        clause.own = OWN in flags
        clause.asking = ASKED in flags
        clause.question = text[end - 1 : end] == "?" or "?" in text[max(start, end - 3) : end]
        if clause.figure is not None:
            mode = clause.change = _change(text, clause, tokens, mode, start, answers)
        elif clause.act == CONSENT and not clause.to:
            clause.foreign = answers.foreign.match(text, clause.end, end) is not None
    return clauses


_LIMITS = frozenset({"more than", "up to"})
"""Qualifiers of an amount that a refusal limits and does not refuse."""


def _fill(text: str, parts: list[_Part], tokens: list[Token], amounts: Sequence[Figure], answers: AnswerBook) -> None:
    i = 0
    for token in tokens:
        while i + 1 < len(parts) and token.start >= parts[i].end:
            i += 1
        part = parts[i]
        if token.does in ACTS:
            part.heads.append(Clause(token.does, token.start, token.end, token.rule))
        elif token.does in ADDRESSES or token.does in (REGION, PARTY, NOUN, POINT):
            part.addresses.append(token)
        elif token.does == EXCEPT:
            part.excepting = True
            part.start = token.start
    i = 0
    for figure in amounts:
        while i + 1 < len(parts) and figure.start >= parts[i].end:
            i += 1
        parts[i].heads.append(Clause(AMOUNT, figure.start, figure.end, "amount", figure))
    for part in parts:
        if not part.heads:
            continue
        part.heads = [c for c in part.heads if c.act == AMOUNT or not answers.condition.search(text, part.start, c.start)]
        if len(part.heads) < 2:
            continue
        part.heads.sort(key=lambda c: c.start)
        if any(c.act == AMOUNT for c in part.heads):
            # "agree to 500 thousand": the amount says what is agreed to; a refusal keeps its say over an amount
            refusal = next((c for c in part.heads if c.act == REFUSAL), None)
            named_behind = refusal is not None and any(t.start > refusal.end for t in part.addresses)
            amounts_here = [c for c in part.heads if c.act == AMOUNT]
            limit = amounts_here[-1].figure
            if refusal is not None and limit is not None and limit.quantity.qualifier in _LIMITS:
                part.heads = amounts_here  # "do not give them more than 1.5 million"
            elif refusal is not None and any(answers.instead.search(text, max(part.start, c.start - 20), c.start) for c in amounts_here):
                part.heads = amounts_here  # "instead of 7 thousand strike out ten thousand"
            elif refusal is not None and answers.contented.match(text, refusal.end, amounts_here[-1].start):
                part.heads = amounts_here  # "can manage with 20 million"
            elif refusal is not None and (refusal.start < amounts_here[-1].start or not named_behind):
                refusal.figure = amounts_here[-1].figure
                part.heads = [refusal]
            elif refusal is None:
                part.heads = amounts_here


_QUOTED = re.compile(r"[\"”»(]")


def _read_none(text: str, parts: list[_Part], tokens: list[Token]) -> None:
    """``No aviators``, ``not a kilogram``: a refusal if what stands right behind is asked for, or if the part names somebody."""
    for token in tokens:
        if token.does != NONE:
            continue
        part = next(p for p in parts if token.start < p.end)
        if any(c.start <= token.start < c.end or c.act == AMOUNT for c in part.heads):
            continue
        behind = [t for t in part.addresses if t.does == NOUN and token.end <= t.start and len(text[token.end : t.start].split()) <= 2]
        rest = _QUOTED.split(text[token.end : part.end])[0].strip(" .,;!?").split()
        bare = not rest and (part is parts[-1] or token.end - token.start > 3)
        if behind or bare or (len(rest) == 1 and rest[0].isalpha()):
            part.heads.append(Clause(REFUSAL, token.start, behind[0].end if behind else token.end, token.rule))
            part.heads.sort(key=lambda c: c.start)


def _read_all(text: str, parts: list[_Part], tokens: list[Token]) -> None:
    """``all the iron``: the whole of what is named right behind, in a part of the sentence that says nothing else."""
    for token in tokens:
        if token.does != ALL:
            continue
        part = next(p for p in parts if token.start < p.end)
        behind = [t for t in part.addresses if t.does == NOUN and token.end <= t.start and len(text[token.end : t.start].split()) <= 1]
        if behind and not part.heads:
            part.heads.append(Clause(IN_FULL, token.start, behind[0].end, token.rule))
            part.addresses.remove(token)


def _address(parts: list[_Part]) -> list[Clause]:
    clauses: list[Clause] = []
    waiting: list[Token] = []
    behind = False
    """Whether the last head names its addressees behind itself."""
    excepting = False
    for part in parts:
        if not part.heads:
            if part.excepting or excepting:
                excepting = True
                if clauses:
                    clauses[-1].without += part.addresses
            elif part.addresses:
                if clauses and behind and not waiting:
                    clauses[-1].to += part.addresses
                else:
                    waiting += part.addresses
            continue
        excepting = False
        for n, head in enumerate(part.heads):
            later = part.heads[n + 1].start if n + 1 < len(part.heads) else part.end
            left = [t for t in part.addresses if t.start < head.start and (n == 0 or t.start >= part.heads[n - 1].end)]
            right = [t for t in part.addresses if head.start <= t.start < later]
            if n + 1 < len(part.heads) and left and right:
                right = []
            elif n and not (clauses and clauses[-1].near and clauses[-1].near[-1].start < clauses[-1].start):
                left = []
            if part.excepting and head.act != AMOUNT:
                outside = [t for t in (*left, *right) if t.start >= part.start]
                head.without += outside
                left, right = [t for t in left if t not in outside], [t for t in right if t not in outside]
                excepting = True
            head.near = [*left, *right]
            head.to = [*waiting, *head.near]
            if (
                head.to
                or not clauses
                or head.act == AMOUNT
                or head.without
                or (clauses[-1].act != head.act and clauses[-1].act != AMOUNT and not clauses[-1].to)
            ):
                clauses.append(head)
            waiting = []
            if head.near or head.act == AMOUNT:
                behind = bool(right) and not left
    if waiting and clauses:
        clauses[-1].to += waiting
    return clauses


_VERB = 24
"""Within how many characters behind an amount the verb stands that says what it does."""


def _change(text: str, clause: Clause, tokens: list[Token], mode: str, start: int, answers: AnswerBook) -> str:
    """What an amount does to what was proposed: the nearest word of change before it, or right behind it."""
    figure = clause.figure
    assert figure is not None
    before = [t for t in tokens if t.does in (CUT, ADD, LEVEL) and t.end <= figure.start]
    behind = text[figure.end : figure.end + 14].split()
    follows = [
        t
        for t in tokens
        if t.does in (CUT, ADD) and figure.end <= t.start <= figure.end + _VERB and answers.beside.fullmatch(text, figure.end, t.start)
    ]
    if follows:
        return follows[0].does
    if before:
        last = before[-1]
        rule_by = text[last.start : last.end].lower().endswith((" by", "less", "minus"))
        if last.does != CUT or rule_by or "off" in behind[:1] or "from" in behind[:1] or "away" in behind[:1]:
            return last.does
        if text[max(start, figure.start - 4) : figure.start].lower().endswith(" by "):
            return CUT
    if behind[:1] in (["more"], ["extra"]) or behind[:2] in (["in", "addition"], ["on", "top"]):
        return ADD
    if figure.change == CUT and not answers.up_to.search(text, max(start, figure.start - 12), figure.start):
        return CUT
    return mode if mode != LEVEL and not before else LEVEL

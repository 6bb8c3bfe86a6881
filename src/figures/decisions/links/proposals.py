"""What the writers of a letter say without amounts on what is asked of them.

``We propose to satisfy his request in full``, ``Proposed: refuse``, ``We have no objection``, ``half of what is asked``
make a proposal; ``asks that all of them be left at work`` makes a request of the amount named just before.  Only
sentences in which the writers speak, or which say what ought to be, count; a question does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from figures.decisions.answers import LIST, Clause, Listener, names_in, read_answer
from figures.decisions.links.matching import Answer, resolve, values
from figures.decisions.links.rulings import SHARES, ZERO
from figures.decisions.links.shares import is_fraction, propose_share
from figures.decisions.requests import Ask, Request, Vocabulary, cell, derived, is_sum
from figures.decisions.words import NOT_A_REFUSAL, Does
from figures.model import BODY, Cell, Evidence, Figure

_ACTS = frozenset({Does.SUPPORT, Does.REFUSAL, Does.IN_FULL, Does.RELIEVE, Does.HOLD, Does.HALVE})
_UNSAID = frozenset({Does.REFUSAL, Does.HOLD})
"""Acts that the writers need not say of themselves where the request is named: ``the debts have to be collected``."""
_REACH = 2
"""How many paragraphs behind the last open request the writers may speak of it."""


def complete_proposals(ask: Ask) -> None:
    """Fill in what the writers of a letter propose, and what is asked, in words."""
    body = [f for f in ask.figures if f.note == 0]
    shares = [f for f in body if f.quantity.kind == "share" and is_fraction(f) and f.stage.value in ("requested", "proposed")]
    for index in _paragraphs(ask, body, shares):
        heads = [f for f in body if f.paragraph == index and (f.stage.value == "proposed" or f in shares)]
        answer = _spoken(ask, index, heads, [f for f in body if f.paragraph == index and f.stage.value == "granted"])
        for clause in answer.clauses:
            if clause.act != Does.AMOUNT:
                _act(clause, answer, index)
            elif clause.figure is not None and clause.figure.quantity.kind == "share":
                propose_share(clause.figure, clause, answer, ask)


def _paragraphs(ask: Ask, body: Sequence[Figure], shares: Sequence[Figure]) -> Iterator[int]:
    """The paragraphs in which the writers may speak of what is open: from the first of it to a few behind the last."""
    waiting = [r.first.paragraph for r in ask.requests if r.requested is not None and r.proposed is None]
    unasked = [r for r in ask.requests if r.requested is None]
    told = [f for f in body if f.stage.value in ("reported", "obligation")] if unasked else []
    marked = [*waiting, *(r.first.paragraph for r in unasked if _named_before(r, told)), *(f.paragraph for f in shares)]
    if marked:
        last = max(max(waiting, default=0) + _REACH, max(marked))
        yield from (n for n in range(min(marked), min(last + 1, len(ask.letter.paragraphs))) if ask.letter.paragraphs[n].role == BODY)


def _named_before(request: Request, told: Sequence[Figure]) -> bool:
    """Whether an amount that is only told stands before the proposal: all of it may be what is asked."""
    first = request.first
    if sum(f.stage.value == "proposed" for f in request.figures) > 1:
        return True
    return any(f.paragraph == first.paragraph and f.end <= first.start and f.unit == first.unit for f in told)


def _spoken(ask: Ask, index: int, heads: Sequence[Figure], granted: Sequence[Figure]) -> Answer:
    """What the writers themselves say in a paragraph, without the decisions that they tell and without questions."""
    paragraph, wording = ask.letter.paragraphs[index], ask.wording
    pool = tuple(r for r in ask.requests if r.first.start < paragraph.end)
    listener = Listener(wording, Vocabulary(pool), names_in(wording, ask.letter.date), Does.OWN)
    clauses = read_answer(listener, paragraph.start, paragraph.end, heads)
    told = {wording.sentence(ask.letter, figure) for figure in granted}
    own = tuple(c for c in clauses if not c.question and c.sentence not in told and (c.own or not c.decider))
    offered = {c.sentence for c in own if c.figure is not None and c.figure.stage.value == "proposed"}
    return Answer(ask.letter, wording, tuple(_owned(c, c.sentence in offered) for c in own), pool, (ask,))


def _owned(clause: Clause, offered: bool) -> Clause:
    """The writers speak for themselves where they propose an amount in the same sentence."""
    return clause if clause.own or not offered else replace(clause, own=True)


def _act(clause: Clause, answer: Answer, index: int) -> None:
    act = clause.act
    if act == Does.CONSENT:
        asked = answer.wording.book.reader.search(answer.wording.text, *clause.sentence)  # "if you agree"
        act = Does.SUPPORT if clause.rule == NOT_A_REFUSAL or (clause.own and not asked) else Does.CONSENT
    if clause.asking and not clause.own and act in (Does.IN_FULL, Does.WHOLE):
        _ask_whole(clause, answer, index)
    elif act in _ACTS and (clause.own or (act in _UNSAID and any(t.rule != LIST for t in clause.to))):
        for request in _spoken_of(clause, answer, index):
            request.proposed = _proposed(request, act, clause, answer) or request.proposed


def _proposed(request: Request, act: str, clause: Clause, answer: Answer) -> Cell | None:
    """What an act of the writers proposes on a request; None where it says nothing of it."""
    wanted, evidence = request.requested, (Evidence(clause.start, clause.end, clause.rule),)
    if wanted is None or (act == Does.HOLD and not request.relief):
        return None
    if act in _UNSAID or (act == Does.RELIEVE and not request.relief):
        return Cell(ZERO, ZERO, "exact", "refused", wanted.figures, evidence, answer.letter.edition)
    share = (SHARES[act], SHARES[act]) if act in SHARES else None
    return derived(wanted, "computed" if share else "in full", evidence, answer.letter.edition, share)


def _spoken_of(clause: Clause, answer: Answer, index: int) -> list[Request]:
    """The open requests that a clause of the writers is about: those it names, else the nearest before it."""
    open_ones = [r for r in answer.pool if r.requested is not None and r.proposed is None and r.first.start < clause.start]
    nearby = [r for r in open_ones if clause.sentence[0] <= r.first.start]
    nearby = nearby or [r for r in open_ones if r.first.paragraph == index] or open_ones[-1:]
    spoken = [t for t in clause.to if t.rule != LIST]
    kinds = {t.does for t in spoken}
    if not spoken or not open_ones:
        return nearby
    if Does.POINT in kinds:  # "the first …, the second to be refused": of the requests of this paragraph
        here = [r for r in answer.pool if r.first.paragraph == index and r.requested is not None]
        wanted = values(spoken, Does.POINT)
        return [r for n, r in enumerate(here, 1) if str(n) in wanted and r in open_ones] if len(here) > 1 else nearby
    if kinds & {Does.REST, Does.ALL}:
        return open_ones
    named = resolve(spoken, open_ones, answer.wording)
    if Does.EACH in kinds:
        return named or [r for r in open_ones if r.first.paragraph == open_ones[-1].first.paragraph]
    if kinds & {Does.REGION, Does.PARTY}:
        return named
    return [r for r in named if r in nearby] or named or [r for r in nearby if r.first.paragraph == index]


def _ask_whole(clause: Clause, answer: Answer, index: int) -> None:
    """``asks that all of them be left``: the amount named just before is what is asked for."""
    before = [f for ask in answer.asks for f in ask.figures if f.paragraph == index and f.note == 0 and f.end <= clause.start]
    later = [r for r in answer.pool if r.requested is None and r.proposed is not None and r.first.paragraph == index]
    for request in later[:1]:
        proposed = request.proposed.figures if request.proposed else ()
        alike = [f for f in before if f.unit == request.unit and f.id not in proposed and is_sum(f, answer.wording)]
        if alike:
            evidence = (Evidence(clause.start, clause.end, clause.rule),)
            request.requested = derived(cell(alike[-1]), "computed", evidence, answer.letter.edition)

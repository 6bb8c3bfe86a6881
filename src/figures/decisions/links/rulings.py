"""Applies the clauses of an answer to the requests it may speak of.

First what is addressed (a region, an agency, a noun, a point) and every amount; then what speaks of ``the others``,
``the rest`` or everything, which reaches only requests that nothing else settled.  The most telling answer stands: an
amount, then an act that names the request, then one that speaks of everything.  A total is not granted by consent
when one of its parts was changed, nor a part when its total was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from figures.decisions.answers import Clause
from figures.decisions.links.fitting import best_fits
from figures.decisions.links.matching import Answer, resolve
from figures.decisions.links.shares import granted_share
from figures.decisions.requests import Request, cell, derived, is_sum, points_of, singular_unit
from figures.decisions.words import Does, Token, lemmas
from figures.model import STATED, Cell, Doubt, Evidence, Figure
from figures.names import contains_region

ZERO = Decimal(0)
SHARES: Mapping[str, Decimal] = {Does.HALVE: Decimal(50), Does.DOUBLE: Decimal(200)}
"""Percent of what was asked or proposed that an act gives."""
GENERALLY, BY_NAME, BY_AMOUNT = 1, 2, 3
"""How telling an answer is."""
_NOT_A, _QUOTED = "answer.none", "answer.quoted"
"""Groups of phrases: what refuses the thing right behind it, and votes."""
_CALLED = 30
"""Characters behind a refusal in which it is said in which unit nothing is given (``not a kilogram``)."""
_TOLD = ("delivered", "obligation", "requested")
"""Stages of amounts that answer nothing, unless the sentence puts them in the place of others."""


@dataclass(frozen=True, slots=True)
class Ruled:
    """What an answer did: the figures that it used, the rows it opened, the requests it decided, and doubts."""

    used: frozenset[str]
    opened: tuple[Request, ...]
    touched: tuple[Request, ...]
    doubts: tuple[Doubt, ...]


def apply_answer(answer: Answer) -> Ruled:
    """Settle the requests of the pool by the clauses of the answer."""
    rulings = _Rulings(_without_strange_points(answer))
    rulings.run()
    return Ruled(frozenset(rulings.used), tuple(rulings.opened), tuple(rulings.touched), tuple(rulings.doubts))


def _without_strange_points(answer: Answer) -> Answer:
    """``see item 9 of the minutes``: a number that no point of the letters bears addresses nobody."""
    if not any(clause.names(Does.POINT) for clause in answer.clauses):
        return answer
    known = {n for ask in answer.asks for n in points_of(ask.letter, ask.wording)} or set(range(1, len(answer.pool) + 1))

    def kept(tokens: Iterable[Token]) -> tuple[Token, ...]:
        return tuple(t for t in tokens if t.does != Does.POINT or known & {int(value) for value in t.values})

    return replace(answer, clauses=tuple(replace(c, to=kept(c.to), near=kept(c.near)) for c in answer.clauses))


class _Rulings:
    """Goes through the clauses of one answer and keeps what they do."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.used: set[str] = set()
        self.opened: list[Request] = []
        self.touched: list[Request] = []
        self.doubts: list[Doubt] = []
        self.stated: dict[int, tuple[int, int]] = {}
        """The sentence that stated the amount of a request, by the request's identity."""
        self.just: list[Request] = []
        """The requests of which the answer spoke last."""
        self.excluded: list[Request] = []
        self.later: list[tuple[Clause, Sequence[Request]]] = []
        """Clauses that speak of everything, each with the requests that it may reach."""

    def run(self) -> None:
        for clause in self.answer.clauses:
            if clause.figure is not None and (clause.act != Does.AMOUNT or clause.earlier):
                self.used.add(clause.figure.id)
            if (clause.earlier or clause.question) and clause.act != Does.DECIDED:
                continue
            self.excluded += resolve(clause.without, self.answer.pool, self.answer.wording) if clause.without else []
            if clause.act == Does.AMOUNT:
                self.just = self._amount(clause) or self.just
            else:
                self._act(clause)
        for clause, reached in self.later:
            self._sweep(clause, reached)
        for request in self.excluded:
            if not request.settled and request.granted is None and any(not self.answer.note or c.decider for c, _ in self.later):
                self._give(request, self._nothing(self.later[0][0]), GENERALLY)

    # acts --------------------------------------------------------------------------------------

    def _act(self, clause: Clause) -> None:
        """Let an act decide those it names; what names nobody waits until the others are decided."""
        pool = self.answer.pool
        if clause.names(Does.REGION, Does.PARTY, Does.NOUN, Does.POINT):
            targets = self._named(clause)
            for request in targets:
                self._settle(request, clause, BY_NAME)
            self.just = targets or self.just
        elif clause.names(Does.OTHERS):
            measures = {(r.measure, r.unit) for r in self.just}
            self.later.append((clause, [r for r in pool if not self.just or (r.measure, r.unit) in measures]))
        elif clause.figure is not None:
            for request in best_fits(clause.figure, clause, self.answer)[:1]:
                self._settle(request, clause, BY_NAME)
        else:
            self.later.append((clause, pool))

    def _named(self, clause: Clause) -> list[Request]:
        wording = self.answer.wording
        targets = resolve(clause.to, self.answer.pool, wording)
        if clause.figure is not None and not targets:
            targets = best_fits(clause.figure, clause, self.answer)[:1]
        if clause.rule == _NOT_A:  # "gold: not a kilogram" speaks of what is counted in kilograms
            counted = lemmas(wording.text[clause.start : clause.end + _CALLED], wording.language)[:2]
            return [r for r in targets if singular_unit(r.unit, wording.language) in counted] or targets
        return targets

    def _sweep(self, clause: Clause, reached: Sequence[Request]) -> None:
        """Apply an act that speaks of everything, the rest or the others."""
        answer = self.answer
        plain = not clause.names(Does.REST, Does.OTHERS, Does.ALL, Does.EACH)
        beside = answer.beside if plain and not answer.general else ()
        mute = answer.note and not clause.decider and clause.rule != _QUOTED
        if clause.act == Does.HOLD or (plain and not beside and (not answer.general or mute)):
            return
        changed = [r for r in answer.pool if r.settled > GENERALLY and _changed(r)]
        for request in beside or reached:
            if request in self.excluded or request.settled or request.decided_before or request.total in changed:
                continue
            if clause.act == Does.DECIDED or not any(_total_of(request, other) for other in changed):
                self._settle(request, clause, GENERALLY)

    def _settle(self, request: Request, clause: Clause, how: int) -> None:
        """Let one act decide one request; an earlier and more telling answer stands."""
        narrow = clause.names(Does.NOUN, Does.POINT)
        again = request.settled == how and how > GENERALLY and self.answer.letter.id == request.answer and not self.answer.note
        if request.settled > how or (again and (request.narrow or not narrow)):
            return
        if clause.act == Does.DECIDED:
            request.decided_before = True
            self._mark(request, how)
            return
        granted = self._granted(request, clause)
        if granted is not None:
            request.narrow = narrow
            self._give(request, granted, how)

    def _granted(self, request: Request, clause: Clause) -> Cell | None:
        """What an act grants of a request; None where it says nothing of it."""
        act, wanted = clause.act, request.requested or request.proposed
        freed = act == Does.RELIEVE and request.relief
        if act == Does.REFUSAL or (act == Does.HOLD and request.relief) or (act == Does.RELIEVE and not freed):
            return self._nothing(clause)
        if act in (Does.CONSENT, Does.SUPPORT):
            base = request.proposed or request.requested
            return self._derived(base, clause, "refused" if base.high == 0 else "consent") if base else None
        if wanted is None or not (freed or act in (Does.IN_FULL, Does.WHOLE, *SHARES)):
            return None
        return self._derived(wanted, clause, "computed" if act in SHARES else "in full", SHARES.get(act))

    def _derived(self, base: Cell, clause: Clause, basis: str, percent: Decimal | None = None) -> Cell:
        share = (percent, percent) if percent is not None else None
        return derived(base, basis, _evidence(clause), self.answer.letter.edition, share)

    def _nothing(self, clause: Clause) -> Cell:
        ids = (clause.figure.id,) if clause.figure is not None else ()
        return Cell(ZERO, ZERO, "exact", "refused", ids, _evidence(clause), self.answer.letter.edition)

    def _give(self, request: Request, granted: Cell, how: int) -> None:
        request.granted = granted
        self._mark(request, how)

    def _mark(self, request: Request, how: int) -> None:
        request.settled = max(request.settled, how)
        request.answer = self.answer.letter.id
        if request not in self.touched:
            self.touched.append(request)

    # amounts -----------------------------------------------------------------------------------

    def _amount(self, clause: Clause) -> list[Request]:
        """Let an amount decide the requests it fits."""
        figure = clause.figure
        assert figure is not None
        if clause.replaced or not self._answers(figure, clause):
            self.used.update((figure.id,) if clause.replaced else ())
            return []
        if figure.quantity.kind == "share":
            return self._share(figure, clause)
        if not is_sum(figure, self.answer.wording):
            self.used.add(figure.id)
            return []
        chosen: list[Request] = []
        one_each: list[tuple[str, ...]] = [(value,) for value in figure.region.values]
        for regions in one_each or [()]:
            chosen += [r for r in self._fitting(figure, clause, regions) if r not in chosen]
        fitting = [request for request in chosen if self._grant(request, figure, clause)]
        self.used.update((figure.id,) if fitting else ())
        return fitting

    def _answers(self, figure: Figure, clause: Clause) -> bool:
        """Whether an amount says what is granted; in a note only where one who decides says it."""
        stage = figure.stage.value
        told = stage in _TOLD and not clause.replaces
        return not told and not (self.answer.note and stage not in ("granted", "refused") and not clause.decider)

    def _fitting(self, figure: Figure, clause: Clause, regions: tuple[str, ...]) -> list[Request]:
        top = best_fits(figure, clause, self.answer, regions)
        if figure.stage.value == "reported" and not clause.to and not regions:
            return []
        if len(top) < 2 or clause.names(Does.EACH):
            return top[:1] if regions else top
        if regions or len({(r.region, r.party) for r in top}) == 1:
            return top[:1]
        open_ones = [r for r in top if not r.settled]
        if len(open_ones) == 1:
            return open_ones
        message = f"This amount fits {len(top)} requests equally; it was given to none."
        self.doubts.append(Doubt("answer_ambiguous", message, figure.start, figure.end))
        self.used.add(figure.id)
        return []

    def _share(self, figure: Figure, clause: Clause) -> list[Request]:
        shares = granted_share(figure, clause, self.answer)
        for request, granted in shares:
            if request not in self.answer.pool:
                self.opened.append(request)
            if request.settled < BY_AMOUNT or request.first.quantity.kind == "share":
                self._give(request, granted, BY_AMOUNT)
        self.used.update((figure.id,) if shares else ())
        return [request for request, _ in shares]

    def _grant(self, request: Request, figure: Figure, clause: Clause) -> bool:
        """Whether the amount decides the request or confirms what decided it."""
        before, note = request.granted, self.answer.note
        granted = self._changed_by(request, figure, clause)
        if request.region is None and request.party is None and len(figure.region.values) == 1 and figure.region.status == STATED:
            request.region = figure.region.value  # the answer says whose it is
        same = before is not None and (before.low, before.high) == (granted.low, granted.high)
        if before is not None and not same and self.stated.get(id(request)) == clause.sentence:
            return False
        self.stated[id(request)] = clause.sentence
        if before is not None and request.settled >= BY_AMOUNT:
            if same:
                request.granted = _confirmed(before, granted)
                return True
            better = before.basis == "computed"  # "two thirds of it, 500 thousand": the amount itself says it best
            if (not note and not better and request.answer == self.answer.letter.id) or (note and figure.stage.value != "granted"):
                return True
            if request.answer != self.answer.letter.id or note:
                request.notes.append(f"an earlier answer gave {_plain(before)}")
        request.decided_before = False
        self._give(request, granted, BY_AMOUNT)
        return True

    def _changed_by(self, request: Request, figure: Figure, clause: Clause) -> Cell:
        """What an amount grants: itself, or what was proposed with it added or taken off."""
        base, before, stated = request.proposed or request.requested, request.granted, cell(figure)
        plain = clause.change not in (Does.CUT, Does.ADD) or (request.relief if clause.change == Does.CUT else request.addition)
        confirmed = before is not None and (before.low, before.high) == (stated.low, stated.high)
        if plain or confirmed or base is None or (clause.change == Does.CUT and figure.low >= base.high):
            return stated
        sign = -1 if clause.change == Does.CUT else 1
        return replace(
            stated,
            low=max(ZERO, base.low + sign * figure.low),
            high=max(ZERO, base.high + sign * figure.high),
            basis="computed",
            figures=(*base.figures, figure.id),
            evidence=(Evidence(figure.start, figure.end, f"change.{clause.change}"),),
        )


def _confirmed(before: Cell, granted: Cell) -> Cell:
    """Two answers that give the same: the one that states it, resting on the figures of both."""
    kept, other = (granted, before) if before.basis == "computed" else (before, granted)
    return replace(kept, figures=tuple(dict.fromkeys((*kept.figures, *other.figures))))


def _changed(request: Request) -> bool:
    granted, proposed = request.granted, request.proposed or request.requested
    return granted is not None and (proposed is None or (granted.low, granted.high) != (proposed.low, proposed.high))


def _total_of(request: Request, part: Request) -> bool:
    """Whether a request is the total of another: as its letter says, or because its region holds the other's."""
    if part is request or part.total is request:
        return part is not request
    same = part.measure == request.measure and part.unit == request.unit and part.item == request.item
    return same and request.region is not None and part.region is not None and contains_region(request.region, part.region)


def _evidence(clause: Clause) -> tuple[Evidence, ...]:
    return (Evidence(clause.start, clause.end, clause.rule),)


def _plain(value: Cell) -> str:
    low, high = (f"{amount.normalize():f}" for amount in (value.low, value.high))
    return low if low == high else f"{low}-{high}"

"""Part of station 8: applies the clauses of an answer to the requests it may speak of.

First what is addressed (a region, an agency, a noun, a point) and every amount; then what speaks of
``the others``, ``the rest`` or everything, which reaches only requests that nothing else settled.
A total is not granted by consent when one of its parts was changed, nor a part when its total was.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from figures.decisions import answer_words as said
from figures.decisions.answer_clauses import Clause
from figures.decisions.answer_words import Token, lemmas
from figures.decisions.matching import Answer, appositive, best, fraction_base, meant_by, named_in, resolve
from figures.decisions.pairing import new
from figures.decisions.requests import Request, cell, is_sum, part_of, points_of, singular_unit
from figures.model import STATED, Cell, Doubt, Evidence, Figure
from figures.names import contains_region, regions_by_name

ZERO = Decimal(0)
WHOLE = "USSR"
_NOT_A = "answer.none"


def apply(answer: Answer) -> None:
    """Settle the requests of the pool by the clauses of the answer."""
    if not answer.clauses:
        return
    _drop_strange_points(answer)
    later: list[Clause] = []
    just: list[Request] = []
    excluded: list[Request] = []
    for clause in answer.clauses:
        if (clause.earlier or clause.question) and clause.act != said.DECIDED:
            if clause.figure is not None and clause.earlier:
                answer.used.add(clause.figure.id)
            continue
        if clause.without:
            excluded += resolve(clause.without, answer)
        if clause.act == said.AMOUNT:
            just = _amount(clause, answer) or just
            continue
        kinds = {t.does for t in clause.to}
        if kinds & {said.REGION, said.PARTY, said.NOUN, said.POINT}:
            targets = resolve(clause.to, answer)
            if clause.figure is not None and not targets:
                targets = best(clause.figure, clause, answer)[:1]
            if clause.figure is not None:
                answer.used.add(clause.figure.id)
            if clause.rule == _NOT_A:  # "gold: not a kilogram" speaks of what is counted in kilograms
                counted = lemmas(answer.wording.text[clause.start : clause.end + 30], answer.wording.answers)[:2]
                targets = [r for r in targets if singular_unit(r.unit) in counted] or targets
            for request in targets:
                _settle(request, clause, answer, 2)
            just = targets or just
        elif said.OTHERS in kinds:
            measures = {(r.measure, r.unit) for r in just}
            alike = [r for r in answer.pool if (r.measure, r.unit) in measures] if just else answer.pool
            later.append(replace(clause, to=[*clause.to, *[Token(0, 0, "request", (str(id(r)),), "") for r in alike]]))
        elif clause.figure is not None:
            answer.used.add(clause.figure.id)
            for request in best(clause.figure, clause, answer)[:1]:
                _settle(request, clause, answer, 2)
        else:
            later.append(clause)
    for clause in later:
        _sweep(clause, answer, excluded)
    for request in excluded:
        if request.settled == 0 and request.granted is None and any(not answer.note or c.decider for c in later):
            request.granted = _nothing(later[0], answer)
            _mark(request, answer, 1)


def _drop_strange_points(answer: Answer) -> None:
    """``see item 9 of the minutes``: a number that no point of the letters bears addresses nobody."""
    if not any(t.does == said.POINT for c in answer.clauses for t in c.to):
        return
    known = {n for letter, wording, _ in answer.asks for n in points_of(letter, wording)} or set(range(1, len(answer.pool) + 1))
    for clause in answer.clauses:
        clause.to = [t for t in clause.to if t.does != said.POINT or known & {int(v) for v in t.values}]
        clause.near = [t for t in clause.near if t.does != said.POINT or known & {int(v) for v in t.values}]


def _sweep(clause: Clause, answer: Answer, excluded: list[Request]) -> None:
    """Apply an act that speaks of everything, the rest or the others."""
    if clause.act == said.HOLD:
        return
    kinds = {t.does for t in clause.to}
    plain = not kinds & {said.REST, said.OTHERS, said.ALL, said.EACH}
    beside = answer.beside if plain and not answer.general else ()
    if plain and not beside and (not answer.general or (answer.note and not clause.decider and clause.rule != "answer.quoted")):
        return
    if clause.act == said.REFUSAL and plain and answer.note and not clause.decider and not beside:
        return
    chosen = {v for t in clause.to if t.does == "request" for v in t.values}
    changed = [r for r in answer.pool if r.settled > 1 and _changed(r)]
    for request in beside or answer.pool:
        if request in excluded or request.settled or request.decided_before or (chosen and str(id(request)) not in chosen):
            continue
        if request.total is not None and request.total.settled > 1 and _changed(request.total):
            continue
        if clause.act != said.DECIDED and any(_total_of(request, other) for other in changed):
            continue
        _settle(request, clause, answer, 1)


def _changed(request: Request) -> bool:
    granted, proposed = request.granted, request.proposed or request.requested
    return granted is not None and (proposed is None or (granted.low, granted.high) != (proposed.low, proposed.high))


def _total_of(request: Request, part: Request) -> bool:
    if part is request:
        return False
    if part.total is request:
        return True
    same = part.measure == request.measure and part.unit == request.unit and part.item == request.item
    return same and request.region is not None and part.region is not None and contains_region(request.region, part.region)


def _mark(request: Request, answer: Answer, how: int) -> None:
    request.settled = max(request.settled, how)
    request.answer = answer.letter.id
    if request not in answer.touched:
        answer.touched.append(request)


def _evidence(clause: Clause) -> tuple[Evidence, ...]:
    return (Evidence(clause.start, clause.end, clause.rule),)


def _nothing(clause: Clause, answer: Answer) -> Cell:
    ids = (clause.figure.id,) if clause.figure is not None else ()
    return Cell(ZERO, ZERO, "exact", "refused", ids, _evidence(clause), answer.edition)


def _derived(base: Cell, clause: Clause, answer: Answer, basis: str, factor: Decimal = Decimal(1)) -> Cell:
    if base.high == 0:
        basis = "refused" if basis == "consent" else basis
    return Cell(base.low * factor, base.high * factor, base.qualifier, basis, base.figures, _evidence(clause), answer.edition)


def _settle(request: Request, clause: Clause, answer: Answer, how: int) -> None:
    """Let one act decide one request; an earlier and more telling answer stands."""
    act = clause.act
    narrow = any(t.does in (said.NOUN, said.POINT) for t in clause.to)
    again = request.settled == how and how > 1 and answer.letter.id == request.answer and not answer.note
    if request.settled > how or (again and (request.narrow or not narrow)):
        return
    if act in (said.HOLD, said.STATUS_QUO):
        if not request.relief:
            return
        act = said.REFUSAL
    if act == said.DECIDED:
        request.decided_before = True
        _mark(request, answer, how)
        return
    granted: Cell | None = None
    if act == said.REFUSAL:
        granted = _nothing(clause, answer)
    elif act == said.RELIEVE:
        wanted = request.requested or request.proposed
        granted = _derived(wanted, clause, answer, "in full") if request.relief and wanted else _nothing(clause, answer)
    elif act in (said.IN_FULL, said.WHOLE):
        wanted = request.requested or request.proposed
        granted = _derived(wanted, clause, answer, "in full") if wanted else None
    elif act in (said.CONSENT, said.SUPPORT):
        wanted = request.proposed or request.requested
        granted = _derived(wanted, clause, answer, "consent") if wanted else None
    elif act in (said.HALVE, said.DOUBLE):
        wanted = request.requested or request.proposed
        granted = _derived(wanted, clause, answer, "computed", Decimal("0.5") if act == said.HALVE else Decimal(2)) if wanted else None
    if granted is not None:
        request.granted = granted
        request.narrow = narrow
        _mark(request, answer, how)


def _amount(clause: Clause, answer: Answer) -> list[Request]:
    """Let an amount decide the requests it fits."""
    figure = clause.figure
    assert figure is not None
    text = answer.wording.text
    if clause.replaced:
        answer.used.add(figure.id)
        return []
    stage = figure.stage.value
    if stage in ("delivered", "obligation", "requested") and not clause.replaces:
        return []
    if answer.note and stage not in ("granted", "refused") and not clause.decider:
        return []
    if figure.quantity.kind == "share":
        return _share(clause, answer)
    if not is_sum(figure, text, answer.wording.answers):
        answer.used.add(figure.id)
        return []
    chosen: list[Request] = []
    one_each: list[tuple[str, ...]] = [_meant(value, answer) for value in figure.region.values] or [()]
    for values in one_each:
        top = best(figure, clause, answer, values)
        if not top and values:
            top = _of_kind(clause, answer)
            chosen += top
            continue
        if stage == "reported" and not clause.to and not values:
            top = []
        if len(top) > 1:
            top = top[:1] if values else _each_or_first(top, clause, answer)
        chosen += [r for r in top if r not in chosen]
    fitting = [request for request in chosen if _grant(request, figure, clause, answer)]
    if fitting:
        answer.used.add(figure.id)
    return fitting


def _meant(region: str, answer: Answer) -> tuple[str, ...]:
    """The region of an amount as the requests name it: ``Odessa`` for its Region, but not the whole country for a part."""
    return tuple(name for name in meant_by(region, answer.pool) if name == region or (contains_region(name, region) and name != WHOLE)) or (
        region,
    )


def _of_kind(clause: Clause, answer: Answer) -> list[Request]:
    """``two million off each of the Volga republics``: regions called by their kind only, those still open."""
    figure = clause.figure
    assert figure is not None
    if not any(t.does == said.EACH for t in clause.to):
        return []
    known = regions_by_name()
    kinds = set(lemmas(answer.wording.text[figure.end : clause.sentence[1]], answer.wording.answers))
    fitting = [r for r in answer.pool if r.region in known and r.unit == figure.unit and not r.settled]
    fitting = [r for r in fitting if kinds & set(known[r.region or ""].kind.split())]
    return [r for r in fitting if any(contains_region(area, r.region or "") for area in figure.region.values)] or fitting


def _each_or_first(top: list[Request], clause: Clause, answer: Answer) -> list[Request]:
    figure = clause.figure
    assert figure is not None
    if any(t.does == said.EACH for t in clause.to):
        return top
    if len({(r.region, r.party) for r in top}) == 1:
        return top[:1]
    open_ones = [r for r in top if not r.settled]
    if len(open_ones) == 1:
        return open_ones
    answer.doubts.append(
        Doubt("answer_ambiguous", f"This amount fits {len(top)} requests equally; it was given to none.", figure.start, figure.end)
    )
    answer.used.add(figure.id)
    return []


def _grant(request: Request, figure: Figure, clause: Clause, answer: Answer) -> bool:
    """Whether the amount decides the request or confirms what decided it."""
    granted, before = cell(figure), request.granted
    if clause.change in (said.CUT, said.ADD) and not (request.relief if clause.change == said.CUT else request.addition):
        base = request.proposed or request.requested
        confirmed = before is not None and (before.low, before.high) == (granted.low, granted.high)
        if base is not None and not confirmed and not (clause.change == said.CUT and figure.low >= base.high):
            sign = -1 if clause.change == said.CUT else 1
            granted = Cell(
                max(ZERO, base.low + sign * figure.low), max(ZERO, base.high + sign * figure.high), figure.quantity.qualifier, "computed",
                (*base.figures, figure.id), (Evidence(figure.start, figure.end, f"change.{clause.change}"),), answer.edition,
            )  # fmt: skip
    if request.region is None and request.party is None and len(figure.region.values) == 1 and figure.region.status == STATED:
        request.region = figure.region.value  # the answer says whose it is
    here = answer.stated.get(id(request))
    if here == clause.sentence and before is not None and (before.low, before.high) != (granted.low, granted.high):
        return False
    answer.stated[id(request)] = clause.sentence
    if before is not None and request.settled >= 3:
        if (before.low, before.high) == (granted.low, granted.high):
            kept = granted if before.basis == "computed" else before
            others = before.figures if kept is granted else granted.figures
            request.granted = replace(kept, figures=tuple(dict.fromkeys((*kept.figures, *others))))
            return True
        if (not answer.note and request.answer == answer.letter.id) or (answer.note and figure.stage.value != "granted"):
            return True
        request.notes.append(f"an earlier answer gave {_plain(before)}")
    request.granted = granted
    request.decided_before = False
    _mark(request, answer, 3)
    return True


def _plain(value: Cell) -> str:
    low, high = (f"{v.normalize():f}" for v in (value.low, value.high))
    return low if low == high else f"{low}-{high}"


def _share(clause: Clause, answer: Answer) -> list[Request]:
    """A fraction of what was asked, of what was proposed, or of a sum that the letters name."""
    figure = clause.figure
    assert figure is not None
    if appositive(figure, [c.figure for c in answer.clauses if c.figure is not None], answer.wording.text):
        answer.used.add(figure.id)
        return []
    called = named_in(
        figure, answer, [r for r in answer.pool if r.asked and (not figure.region.values or r.region in figure.region.values)]
    )
    targets = (
        called or [r for r in resolve(clause.to, answer) if r.asked] or [r for r in best(figure, clause, answer, share=True) if r.asked]
    )
    base_of, sums = fraction_base(figure, answer)
    if sums is not None and not called:
        value = Cell(
            part_of(sums.low, figure.low),
            part_of(sums.high, figure.low),
            figure.quantity.qualifier,
            "computed",
            (sums.id, figure.id),
            _evidence(clause),
            answer.edition,
        )
        shares = [r for r in answer.pool if r.first.quantity.kind == "share" and r in (targets or answer.pool)]
        home = (
            shares[:1]
            or [r for r in targets if r.unit == sums.unit and (r.parties & set(figure.party.values) or r in resolve(clause.near, answer))][
                :1
            ]
        )
        if not home:
            home = [_opened(figure, sums, answer)]
        home[0].granted = value
        _mark(home[0], answer, 3)
        answer.used.add(figure.id)
        return home
    if base_of == "" and not called and (figure.quantity.basis is not None or figure.quantity.numeral.form != "fraction" or not clause.to):
        return []
    for request in targets:
        base = request.requested if base_of == said.ASKED else request.proposed if base_of == said.PLANNED else None
        base = base or request.requested or request.proposed
        if base is None or request.settled >= 3:
            continue
        low, high = figure.low, figure.high
        if clause.change == said.CUT and not request.relief:
            low, high = 100 - high, 100 - low
        request.granted = Cell(
            part_of(base.low, low),
            part_of(base.high, high),
            figure.quantity.qualifier,
            "computed",
            (*base.figures, figure.id),
            _evidence(clause),
            answer.edition,
        )
        _mark(request, answer, 3)
    if targets:
        answer.used.add(figure.id)
    return targets


def _opened(figure: Figure, sums: Figure, answer: Answer) -> Request:
    """A row for one who gets a share without having asked."""
    letter = answer.asks[0][0] if answer.asks else answer.letter
    request = new(letter, sums, figure.region.value, figure.party.value, answer.wording)
    request.first, request.figures = figure, [figure]
    answer.opened.append(request)
    return request

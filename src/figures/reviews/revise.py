"""Applies what reviewers decided to a run: rejected figures leave the table, corrected ones change it.

The figures themselves stay as they were read; the region table, its totals, the checks and the
charts are made again from the figures as reviewed.  Every row that this changes says by whom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from figures.amounts import parse_unit
from figures.checks import reconcile
from figures.decisions import decide
from figures.errors import FiguresError
from figures.model import NOTHING_READ, STATED, Cell, Decision, Doubt, Figure, Quantity, Reading, Run
from figures.names import resolve_region
from figures.reviews.anchor import Attached, reading_in_words
from figures.reviews.review import APPLIED, CORRECT, REJECT, VERDICTS, Review, corrected_amount, fields_in_words
from figures.rows import FILES, STAGES, decision_cells

NOTHING = (".", "-", "none")
"""What a reviewer writes into a corrected field to say that the text states nothing."""


@dataclass(frozen=True, slots=True)
class Revised:
    """The run as reviewed, and in words what became of each review, by figure."""

    run: Run
    states: dict[str, str]
    troubles: tuple[str, ...] = ()
    """Reviews that are kept and not applied, with the reason."""


def revise_run(run: Run, attached: Attached) -> Revised:
    """Apply every review that is clear."""
    figures = {figure.id: figure for figure in run.figures}
    units = frozenset(figure.unit for figure in run.figures)
    outcomes = {id: _outcome(figures[id], group, units) for id, group in attached.by_figure.items()}
    changed = {id: outcome.figure for id, outcome in outcomes.items() if outcome.figure is not figures[id]}
    return Revised(
        _again(run, changed, attached) if changed else run,
        {id: outcome.state for id, outcome in outcomes.items()},
        tuple(f"{id}: {outcome.trouble}" for id, outcome in outcomes.items() if outcome.trouble),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a figure's review comes to: its state in words, the figure as reviewed (None if rejected), what is wrong."""

    state: str
    figure: Figure | None
    trouble: str = ""


def _outcome(figure: Figure, group: Sequence[Review], units: Set[str]) -> _Outcome:
    if len(group) > 1:
        said = "; ".join(f"{one.origin} says {fields_in_words(one.fields)}" for one in group)
        settle = f"Delete one in {FILES.reviews} or write the right one into the workbook."
        return _Outcome(f"conflict, not applied: {said}", figure, f"the reviews differ: {said}. {settle}")
    one = group[0]
    if one.verdict == REJECT:
        return _Outcome(f"rejected by {one.who}", None)
    corrects = any(one.fields[name].strip() for name in one.fields if name.startswith(_CORRECTED))
    if one.verdict not in VERDICTS:
        return _without_verdict(figure, one, corrects)
    if one.verdict != CORRECT:
        trouble = f"has corrections and the verdict {one.verdict}." if corrects else ""
        return _Outcome(f"{APPLIED[one.verdict]} by {one.who}", figure, trouble)
    if not corrects:
        return _Outcome("kept, not applied: nothing is corrected", figure, "is ‘correct’ and corrects nothing.")
    corrected, problems = corrected_figure(figure, one, units)
    if problems:
        return _Outcome(f"kept, not applied: {' '.join(problems)}", figure, " ".join(problems))
    return _Outcome(f"corrected by {one.who}: {reading_in_words(corrected)}", corrected)


def _without_verdict(figure: Figure, one: Review, corrects: bool) -> _Outcome:
    if one.verdict:
        said = f"the verdict {one.fields['verdict']!r} is none of {', '.join(VERDICTS)}."
        return _Outcome("kept, not applied: no such verdict", figure, said)
    if corrects:
        return _Outcome("kept, not applied: no verdict", figure, "has corrections and no verdict.")
    return _Outcome("note only", figure)


def corrected_figure(figure: Figure, one: Review, units: Set[str] = frozenset()) -> tuple[Figure, list[str]]:
    """The figure as a review corrects it, and what of it cannot be understood; ``units`` are those of the run besides the known ones."""
    said = {name.removeprefix(_CORRECTED): value.strip() for name, value in one.fields.items() if name.startswith(_CORRECTED)}
    problems: list[str] = []
    quantity = _with_amount(figure.quantity, said["low"], said["high"], problems)
    if said["unit"]:
        quantity = replace(quantity, unit=_unit(said["unit"], units, figure.quantity.kind, problems))
    changes: dict[str, Reading] = {}
    for name in _CORRECTABLE:
        reading = _reading(name, said[name], getattr(figure, name), problems) if said[name] else None
        if reading is not None:
            changes[name] = reading
    doubt = Doubt("corrected", f"Corrected by {one.who}; read as {reading_in_words(figure)}.", figure.start, figure.end)
    return replace(figure, quantity=quantity, doubts=(*figure.doubts, doubt), **changes), problems  # type: ignore[arg-type]


def _with_amount(quantity: Quantity, low: str, high: str, problems: list[str]) -> Quantity:
    """The quantity with both ends as corrected; one end alone says the amount, or the end of what was a range."""
    ends = {name: corrected_amount(written) if written else None for name, written in (("low", low), ("high", high))}
    problems += [f"{name} {written!r} is no number." for name, written in (("low", low), ("high", high)) if written and ends[name] is None]
    first, last = corrected_ends(ends["low"], ends["high"], (quantity.low, quantity.high))
    if ends["low"] is None and ends["high"] is None:
        return quantity
    if first > last:
        problems.append(f"low {first} is more than high {last}.")
    qualifier = "range" if first != last else "exact" if quantity.qualifier == "range" else quantity.qualifier
    numeral = replace(quantity.numeral, low=first, high=last, readings=())
    return replace(quantity, numeral=numeral, low=first, high=last, qualifier=qualifier)


def corrected_ends(low: Decimal | None, high: Decimal | None, read: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal]:
    """Both ends of an amount that was ``read`` so, one or both of which a reviewer corrected.

    >>> corrected_ends(Decimal(7), None, (Decimal(5), Decimal(5)))
    (Decimal('7'), Decimal('7'))
    >>> corrected_ends(Decimal(7), None, (Decimal(5), Decimal(9)))
    (Decimal('7'), Decimal('9'))
    """
    ranged = read[0] != read[1]
    first = low if low is not None else read[0] if ranged or high is None else high
    last = high if high is not None else read[1] if ranged or low is None else low
    return first, last


def _unit(written: str, units: Set[str], kind: str, problems: list[str]) -> str:
    """The unit that is meant; of counted things any word will do."""
    if written in units:
        return written
    try:
        return parse_unit(written)
    except FiguresError:
        if kind != "count":
            problems.append(f"the unit {written!r} is not known.")
        return written


def _reading(name: str, written: str, old: Reading, problems: list[str]) -> Reading | None:
    """The reading of a field as corrected, None if what was written means nothing."""
    if written in NOTHING:
        return NOTHING_READ
    known = _KNOWN.get(name, str)(written)
    if known is None:
        problems.append(f"the {name} {written!r} is not known.")
        return None
    return replace(old, values=(known,), status=STATED, rejected=tuple(v for v in (*old.rejected, *old.values) if v != known))


def _stage(written: str) -> str | None:
    return written.casefold() if written.casefold() in STAGES else None


_CORRECTED = "corrected "
_CORRECTABLE = ("region", "item", "measure", "stage")
"""The fields of a figure that have a reading of their own."""
_KNOWN: dict[str, Callable[[str], str | None]] = {"region": resolve_region, "stage": _stage}
"""How what was written is understood in the fields that have a closed list; the others take any words."""


def _again(run: Run, changed: dict[str, Figure | None], attached: Attached) -> Run:
    """Decisions and checks made again from the figures as reviewed."""
    gone = {id for id, figure in changed.items() if figure is None}
    kept: list[Figure] = []
    for figure in run.figures:
        now = changed.get(figure.id, figure)
        if now is not None:
            kept.append(replace(now, part_of=None) if now.part_of in gone else now)
    found, checks = reconcile(run.editions, run.letters, kept)
    decided, doubts = decide(run.editions, run.letters, found)
    by = {id: group[0] for id, group in attached.by_figure.items() if id in changed}
    was = {figure.id: figure for figure in run.figures}
    return replace(
        run,
        decisions=tuple(_noted(decision, by, was) for decision in decided),
        checks=checks,
        doubts=tuple(dict.fromkeys((*run.doubts, *doubts))),
    )


def _noted(decision: Decision, by: dict[str, Review], was: dict[str, Figure]) -> Decision:
    """The row with a note for each of its amounts that rests on a corrected figure."""
    notes = tuple(dict.fromkeys(note for stage, cell in decision_cells(decision) for note in _notes(stage, cell, by, was)))
    return replace(decision, notes=(*decision.notes, *notes)) if notes else decision


def _notes(stage: str, cell: Cell, by: dict[str, Review], was: dict[str, Figure]) -> Iterator[str]:
    for id in cell.figures:
        if id in by:
            yield f"{stage.capitalize()}: corrected by {by[id].who}; read as {reading_in_words(was[id])}."

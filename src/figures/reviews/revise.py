"""Applies what reviewers decided to a run: rejected figures leave the table, corrected ones change it.

The figures themselves stay as they were read; the region table, its totals, the checks and the
charts are made again from the figures as reviewed.  Every row that this changes says by whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from figures.model import ABSENT, STATED, Decision, Doubt, Figure, Reading, Run
from figures.names import resolve_region
from figures.reviews.anchor import Attached, reading
from figures.reviews.review import ACCEPT, CORRECT, REJECT, UNSURE, VERDICTS, Review, amount, shown
from figures.rows.table import COLUMNS

STAGES = ("requested", "proposed", "granted", "refused", "obligation", "delivered", "reported")
NOTHING = (".", "-", "none")
"""What a reviewer writes into a corrected field to say that the text states nothing."""
APPLIED = {ACCEPT: "accepted", CORRECT: "corrected", REJECT: "rejected", UNSURE: "unsure"}


@dataclass(frozen=True, slots=True)
class Revised:
    """The run as reviewed, and in words what became of each review, by figure."""

    run: Run
    states: dict[str, str]
    troubles: tuple[str, ...] = ()
    """Reviews that are kept and not applied, with the reason."""


def revise(run: Run, attached: Attached) -> Revised:
    """Apply every review that is clear."""
    figures = {figure.id: figure for figure in run.figures}
    states: dict[str, str] = {}
    troubles: list[str] = []
    changed: dict[str, Figure | None] = {}
    for id, group in attached.by_figure.items():
        states[id], outcome, trouble = _outcome(figures[id], group, run)
        if outcome is not figures[id]:
            changed[id] = outcome
        if trouble:
            troubles.append(f"{id}: {trouble}")
    return Revised(_again(run, changed, attached) if changed else run, states, tuple(troubles))


def _outcome(figure: Figure, group: Sequence[Review], run: Run) -> tuple[str, Figure | None, str]:
    """What a figure's review comes to: its state in words, the figure as reviewed (None if rejected), what is wrong."""
    if len(group) > 1:
        said = "; ".join(f"{one.origin} says {shown(one.fields)}" for one in group)
        settle = "Delete one in reviews.csv or write the right one into the workbook."
        return f"conflict, not applied: {said}", figure, f"the reviews differ: {said}. {settle}"
    one = group[0]
    if one.verdict == REJECT:
        return f"rejected by {one.who}", None, ""
    fields = [name for name in one.fields if name.startswith("corrected") and one.fields[name].strip()]
    if one.verdict not in VERDICTS:
        if one.verdict:
            return "kept, not applied: no such verdict", figure, f"the verdict {one.fields['verdict']!r} is none of {', '.join(VERDICTS)}."
        return ("kept, not applied: no verdict", figure, "has corrections and no verdict.") if fields else ("note only", figure, "")
    if one.verdict != CORRECT:
        return f"{APPLIED[one.verdict]} by {one.who}", figure, f"has corrections and the verdict {one.verdict}." if fields else ""
    if not fields:
        return "kept, not applied: nothing is corrected", figure, "is ‘correct’ and corrects nothing."
    corrected, problems = corrected_figure(figure, one, {f.unit for f in run.figures})
    if problems:
        return f"kept, not applied: {' '.join(problems)}", figure, " ".join(problems)
    return f"corrected by {one.who}: {reading(corrected)}", corrected, ""


def corrected_figure(figure: Figure, one: Review, units: Iterable[str] = ()) -> tuple[Figure, list[str]]:
    """The figure as a review corrects it, and what of it cannot be understood."""
    from figures.amounts import parse_unit
    from figures.errors import FiguresError

    said = {name.removeprefix("corrected "): value.strip() for name, value in one.fields.items() if name.startswith("corrected")}
    problems: list[str] = []
    quantity = figure.quantity
    ends: dict[str, Decimal | None] = {}
    for end in ("low", "high"):
        ends[end] = amount(said[end]) if said[end] else None
        if said[end] and ends[end] is None:
            problems.append(f"{end} {said[end]!r} is no number.")
    low, high = ends["low"], ends["high"]
    was_range = quantity.low != quantity.high
    if low is not None or high is not None:
        low = low if low is not None else quantity.low if was_range else high
        high = high if high is not None else quantity.high if was_range else low
        assert low is not None
        assert high is not None
        if low > high:
            problems.append(f"low {low} is more than high {high}.")
        qualifier = "range" if low != high else "exact" if quantity.qualifier == "range" else quantity.qualifier
        numeral = replace(quantity.numeral, low=low, high=high, readings=())
        quantity = replace(quantity, numeral=numeral, low=low, high=high, qualifier=qualifier)
    if said["unit"]:
        unit = said["unit"] if said["unit"] in set(units) else None
        try:
            unit = unit or parse_unit(said["unit"])
        except FiguresError:
            if figure.quantity.kind != "count":
                problems.append(f"the unit {said['unit']!r} is not known.")
            unit = said["unit"]
        quantity = replace(quantity, unit=unit)
    changes: dict[str, Reading] = {}
    for name in ("region", "item", "measure", "stage"):
        value = said[name]
        if not value:
            continue
        if value in NOTHING:
            changes[name] = Reading((), ABSENT)
            continue
        known = resolve_region(value) if name == "region" else value.casefold() if name == "stage" else value
        if known is None or (name == "stage" and known not in STAGES):
            problems.append(f"the {name} {value!r} is not known.")
            continue
        old: Reading = getattr(figure, name)
        changes[name] = replace(old, values=(known,), status=STATED, rejected=tuple(v for v in (*old.rejected, *old.values) if v != known))
    doubt = Doubt("corrected", f"Corrected by {one.who}; read as {reading(figure)}.", figure.start, figure.end)
    return replace(figure, quantity=quantity, doubts=(*figure.doubts, doubt), **changes), problems  # type: ignore[arg-type]


def _again(run: Run, changed: dict[str, Figure | None], attached: Attached) -> Run:
    """Decisions and checks made again from the figures as reviewed."""
    from figures.checks import reconcile
    from figures.decisions import desk as decisions

    gone = {id for id, figure in changed.items() if figure is None}
    kept: list[Figure] = []
    for figure in run.figures:
        now = changed.get(figure.id, figure)
        if now is not None:
            kept.append(replace(now, part_of=None) if now.part_of in gone else now)
    found, checks = reconcile(run.editions, run.letters, kept)
    decided, doubts = decisions.decide(run.editions, run.letters, found)
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
    notes = tuple(dict.fromkeys(note for stage in COLUMNS for note in _notes(decision, stage, by, was)))
    return replace(decision, notes=(*decision.notes, *notes)) if notes else decision


def _notes(decision: Decision, stage: str, by: dict[str, Review], was: dict[str, Figure]) -> Iterator[str]:
    cell = getattr(decision, stage)
    for id in cell.figures if cell else ():
        if id in by:
            yield f"{stage.capitalize()}: corrected by {by[id].who}; read as {reading(was[id])}."

"""Part of station 9: reckons a relation and says whether what is stated holds.

How each kind of relation is reckoned and written stands in :data:`KINDS`, what each claim concludes
from a gap in :data:`CLAIMS`.  A garbled numeral that was mended makes the verdict ``repaired``, one
that was not ``cannot tell`` where there is a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from figures.amounts import convert
from figures.checks.arithmetic import HUNDRED, difference_tolerance, exact_tolerance, last_place, near, percent, spelled
from figures.checks.relations import (
    AGREE,
    COMPLETE,
    CONVERSION,
    DIFFERENCE,
    FRACTION,
    MULTIPLE,
    NEAR,
    PERCENTAGE,
    STRICT,
    TOTAL,
    Relation,
    worth,
)
from figures.model import Check, Edition, Figure, Letter

AGREES, DIFFERS, REPAIRED, CANNOT_TELL = "agrees", "differs", "repaired", "cannot tell"

Reckoned = tuple[Decimal, Decimal]
"""What the terms make, and by how much the stated amount may differ from it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of relation is reckoned and written."""

    reckon: Callable[[Relation, Figure, Sequence[Figure]], Reckoned | None]
    write: Callable[[Relation, Sequence[Figure]], str]
    derived: bool = True
    """Whether the stated amount must lie within its last place, not at it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a gap means: up to a share of the stated amount (None: any gap) that it ``differs``, beyond it nothing, or ``beyond``."""

    of_total: Decimal | None
    of_ratio: Decimal | None
    """The share in a total, and in what is no total, so that no part of it can be missing."""
    beyond: str | None = None
    """The verdict on a larger gap, if the terms make less than is stated: lines may be missing."""


NEAR_SHARE, COMPLETE_SHARE, NO_SHARE = Decimal("0.05"), Decimal("0.25"), Decimal(0)
"""Shares up to which a gap is an error: in a list that may be incomplete, in one said to be complete, in what was only tried."""
CLAIMS: Mapping[str, Claim] = {
    STRICT: Claim(None, None),
    NEAR: Claim(NEAR_SHARE, COMPLETE_SHARE),
    COMPLETE: Claim(COMPLETE_SHARE, COMPLETE_SHARE, CANNOT_TELL),
    AGREE: Claim(NO_SHARE, NO_SHARE),
}


def _sum(relation: Relation, stated: Figure, terms: Sequence[Figure]) -> Reckoned:
    worths = [worth(term) for term in terms]
    made = worths[0] - sum(worths[1:], Decimal(0)) if relation.remains else sum(worths, Decimal(0))
    return made, exact_tolerance(stated, terms)


def _distance(relation: Relation, stated: Figure, terms: Sequence[Figure]) -> Reckoned:
    return abs(terms[0].low - terms[1].low), difference_tolerance(stated, terms)


def _percentage(relation: Relation, stated: Figure, terms: Sequence[Figure]) -> Reckoned:
    part = abs(terms[0].low - terms[1].low) if relation.change else terms[0].low
    return part / terms[1].low * HUNDRED, last_place(stated)


def _fraction(relation: Relation, stated: Figure, terms: Sequence[Figure]) -> Reckoned:
    return terms[0].low / HUNDRED * terms[1].low, last_place(stated)


def _multiple(relation: Relation, stated: Figure, terms: Sequence[Figure]) -> Reckoned:
    return terms[0].low * relation.times, last_place(stated)


def _conversion(relation: Relation, stated: Figure, terms: Sequence[Figure]) -> Reckoned | None:
    """The term in the unit of the stated amount."""
    one, other = convert(Decimal(1), Decimal(1), stated.unit), convert(terms[0].low, terms[0].high, terms[0].unit)
    if one is None or other is None or one.unit != other.unit or not one.low:
        return None
    return other.low / one.low, last_place(stated)


def _joined(sign: str) -> Callable[[Relation, Sequence[Figure]], str]:
    return lambda relation, terms: sign.join(spelled(term.low) for term in terms)


def _write_sum(relation: Relation, terms: Sequence[Figure]) -> str:
    return (" - " if relation.remains else " + ").join(spelled(worth(term)) for term in terms)


def _write_distance(relation: Relation, terms: Sequence[Figure]) -> str:
    return " - ".join(spelled(low) for low in sorted((term.low for term in terms), reverse=True))


def _write_percentage(relation: Relation, terms: Sequence[Figure]) -> str:
    first, second = (spelled(term.low) for term in terms)
    return f"from {second} to {first}" if relation.change else f"{first} / {second}"


KINDS: Mapping[str, Kind] = {
    TOTAL: Kind(_sum, _write_sum, derived=False),
    DIFFERENCE: Kind(_distance, _write_distance, derived=False),
    PERCENTAGE: Kind(_percentage, _write_percentage),
    FRACTION: Kind(_fraction, _joined("% of ")),
    MULTIPLE: Kind(_multiple, lambda relation, terms: f"{spelled(relation.times)} x {spelled(terms[0].low)}"),
    CONVERSION: Kind(_conversion, lambda relation, terms: f"{spelled(terms[0].low)} {terms[0].unit}"),
}


def checks_of(edition: Edition, letter: Letter, relations: Sequence[Relation], mended: Mapping[str, Figure]) -> Iterator[Check]:
    """The relations reckoned with the mended figures, in reading order, each once."""
    found: dict[str, Check] = {}
    for relation in relations:
        check = _check(edition, letter, relation, mended)
        if check is not None:
            found.setdefault(check.id, check)
    yield from sorted(found.values(), key=lambda check: (check.evidence[0].start if check.evidence else letter.start, check.id))


def _check(edition: Edition, letter: Letter, relation: Relation, mended: Mapping[str, Figure]) -> Check | None:
    stated = mended.get(relation.stated.id, relation.stated)
    terms = tuple(mended.get(term.id, term) for term in relation.terms)
    reckoned = KINDS[relation.kind].reckon(relation, stated, terms)
    if reckoned is None:
        return None
    touched = any(figure.id in mended for figure in (relation.stated, *relation.terms))
    garbled = any(figure.quantity.numeral.readings for figure in (stated, *terms))
    verdict = _verdict(relation, stated.low, reckoned, touched, garbled)
    if verdict is None:
        return None
    of_whole = relation.kind == PERCENTAGE and not relation.change
    shown = percent(terms[0].low, terms[1].low) if of_whole else round(reckoned[0], 6).normalize() + 0
    return Check(
        id=f"{stated.id}:{relation.kind}:{relation.rule}",
        kind=relation.kind,
        letter=letter.id,
        edition=edition.id,
        figures=tuple(dict.fromkeys((stated.id, *(term.id for term in terms)))),
        stated=stated.low,
        computed=shown,
        unit=stated.unit,
        verdict=verdict,
        evidence=relation.evidence,
        message=_message(relation, stated, terms, shown, verdict),
    )


def _verdict(relation: Relation, stated: Decimal, reckoned: Reckoned, mended: bool, garbled: bool) -> str | None:
    """What the gap between the stated amount and the computed one means, None if nothing is to be reported."""
    computed, tolerance = reckoned
    gap = abs(stated - computed)
    if relation.claim == AGREE and relation.kind == TOTAL and gap:
        return None
    if mended:
        return REPAIRED
    if gap < tolerance or (gap == tolerance and not KINDS[relation.kind].derived):
        return AGREES
    if garbled:
        return CANNOT_TELL
    claim = CLAIMS[relation.claim]
    share = claim.of_total if relation.kind == TOTAL else claim.of_ratio
    if share is None or near(stated, computed, share):
        return DIFFERS
    return claim.beyond if computed < stated else None


_ENDINGS = {
    AGREES: ".",
    REPAIRED: ", with the garbled numeral read so that it holds.",
    CANNOT_TELL: ". The list may not be complete or a numeral is garbled.",
}


def _message(relation: Relation, stated: Figure, terms: Sequence[Figure], computed: Decimal, verdict: str) -> str:
    """One sentence: what is stated, what the terms make, and how they compare."""
    unit = "%" if stated.unit == "percent" else f" {stated.unit}"
    made = KINDS[relation.kind].write(relation, terms)
    ending = _ENDINGS.get(verdict) or f": a gap of {spelled(abs(stated.low - computed))}."
    return f"{made} = {spelled(computed)}{unit}; the text says {spelled(stated.low)}{unit}{ending}"

"""Station 9: checks every arithmetic relation that the text states, and mends what only one reading can mend.

:mod:`figures.checks.relations` reads the words, :mod:`figures.checks.sums` and :mod:`figures.checks.ratios` find what
they tie together, :mod:`figures.checks.arithmetic` says how exactly it must hold.  Here it is reckoned:

* ``agrees`` and ``differs`` as the words claim.  Where the words do not claim that the list is
  complete, a gap of more than :data:`NEAR_SHARE` means that it is not, and nothing is reported;
  where they claim it, a gap of more than :data:`COMPLETE_SHARE` is ``cannot tell``, because lines
  may be missing.
* A garbled numeral (one with several readings) takes the value with which exactly one choice of
  readings makes a stated total add up: ``repaired``, and the figure carries a doubt that says what
  was printed, what was read and why.  If none or several do, or two totals want different values,
  nothing is changed: ``cannot tell``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from figures.checks import ratios, sums
from figures.checks.arithmetic import difference_tolerance, exact_tolerance, last_place, near, share
from figures.checks.relations import (
    AGREE,
    COMPLETE,
    CONVERSION,
    DIFFERENCE,
    FRACTION,
    MULTIPLE,
    PERCENTAGE,
    STRICT,
    TOTAL,
    Relation,
    Scope,
    adding_up,
    has_words,
    lexicon,
    worth,
)
from figures.model import Check, Doubt, Edition, Figure, Letter

AGREES, DIFFERS, REPAIRED, CANNOT_TELL = "agrees", "differs", "repaired", "cannot tell"
NEAR_SHARE = Decimal("0.05")
"""Share of the stated amount up to which a gap is an error in a list that may be incomplete."""
COMPLETE_SHARE = Decimal("0.25")
"""The same for a list that is said to be complete."""
_HUNDRED = Decimal(100)


def reconcile(
    editions: Sequence[Edition], letters: Sequence[Letter], figures: Sequence[Figure]
) -> tuple[tuple[Figure, ...], tuple[Check, ...]]:
    """Check what the letters state between their figures; figures may come back repaired."""
    texts = {edition.id: edition for edition in editions}
    by_letter: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        by_letter.setdefault((figure.edition, figure.letter), []).append(figure)
    checks: list[Check] = []
    repairs: dict[str, Figure] = {}
    asked: deque[Figure] = deque(maxlen=ratios.ASKED)
    for letter in letters:
        mine = by_letter.get((letter.edition, letter.id), ())
        if len(mine) < 2:
            asked.extend(mine)
            continue
        edition = texts[letter.edition]
        relations = list(_relations(edition, letter, mine, asked)) if has_words(edition.language) else []
        if relations:
            mended = _mend(edition, relations)
            repairs |= mended
            checks += _checks(edition, letter, relations, mended)
        asked.extend(figure for figure in mine if "requested" in figure.stage.values)
    if not repairs:
        return tuple(figures), tuple(checks)
    return tuple(repairs.get(figure.id, figure) for figure in figures), tuple(checks)


def _relations(edition: Edition, letter: Letter, figures: Sequence[Figure], asked: Sequence[Figure]) -> Iterator[Relation]:
    """The relations of a letter, paragraph by paragraph, then those of its tables."""
    by_paragraph: dict[int, list[Figure]] = {}
    for figure in figures:
        by_paragraph.setdefault(figure.paragraph, []).append(figure)
    earlier: list[Figure] = []
    lines: list[tuple[int, sums.Line]] = []
    for place, mine in sorted(by_paragraph.items()):
        mine.sort(key=lambda figure: figure.start)
        paragraph = letter.paragraphs[place]
        lines.append((place, (paragraph, mine)))
        below: list[sums.Line] = []
        while (next_place := place + 1 + len(below)) in by_paragraph:
            below.append((letter.paragraphs[next_place], by_paragraph[next_place]))
        if len(mine) > 1 or len(below) > 1:
            scope = Scope(edition.text, edition.language, paragraph, mine)
            totals = list(sums.forward(scope, earlier, below))
            yield from totals
            yield from sums.backward(scope, {relation.stated.id for relation in totals})
            yield from sums.remainders(scope)
            yield from ratios.find(scope, earlier, asked)
        earlier += mine
    yield from sums.tables(edition.text, lines, letter.paragraphs, lexicon(edition.language))


def _mend(edition: Edition, relations: Sequence[Relation]) -> dict[str, Figure]:
    """The figures whose garbled numeral only one reading makes fit, read that way."""
    wanted: dict[str, dict[Decimal, Relation]] = {}
    garbled: dict[str, Figure] = {}
    for relation in relations:
        operands = (relation.stated, *relation.terms)
        if relation.kind != TOTAL or relation.remains or not any(f.quantity.numeral.readings for f in operands):
            continue
        fitting = adding_up(relation.stated, relation.terms)
        for place, figure in enumerate(operands):
            if figure.quantity.numeral.readings and len(fitting) == 1:
                wanted.setdefault(figure.id, {})[fitting[0][place]] = relation
                garbled[figure.id] = figure
    return {
        name: _read_as(edition, garbled[name], *next(iter(values.items()))) for name, values in wanted.items() if len(values) == 1
    }  # fmt: skip


def _read_as(edition: Edition, figure: Figure, value: Decimal, relation: Relation) -> Figure:
    """The figure with its numeral read as ``value``, and the doubt that says so."""
    old = figure.quantity.numeral
    scale = figure.low / old.low
    numeral = replace(old, low=value / scale, high=value / scale, readings=())
    printed = edition.text[old.start : old.end]
    if relation.stated.id == figure.id:
        why = "its parts add up to nothing else"
    else:
        why = f"only so do the parts add up to {plain(relation.stated.low)}"
    doubt = Doubt("repaired numeral", f"Printed {printed}; read as {plain(value)}, because {why}.", old.start, old.end)
    quantity = replace(figure.quantity, numeral=numeral, low=value, high=value)
    return replace(figure, quantity=quantity, doubts=(*figure.doubts, doubt))


def _checks(edition: Edition, letter: Letter, relations: Sequence[Relation], mended: dict[str, Figure]) -> Iterator[Check]:
    """The relations reckoned with the mended figures, in reading order, each once."""
    found: dict[str, Check] = {}
    for relation in relations:
        check = _check(edition, letter, relation, mended)
        if check is not None:
            found.setdefault(check.id, check)
    yield from sorted(found.values(), key=lambda check: (check.evidence[0].start if check.evidence else letter.start, check.id))


def _check(edition: Edition, letter: Letter, relation: Relation, mended: dict[str, Figure]) -> Check | None:
    stated = mended.get(relation.stated.id, relation.stated)
    terms = tuple(mended.get(term.id, term) for term in relation.terms)
    reckoned = _reckon(relation, stated, terms)
    if reckoned is None:
        return None
    computed, tolerance = reckoned
    gap = abs(stated.low - computed)
    derived = relation.kind not in (TOTAL, DIFFERENCE)
    doubtful = any(figure.quantity.numeral.readings for figure in (stated, *terms))
    if relation.claim == AGREE and relation.kind == TOTAL and gap:
        return None
    if any(figure.id in mended for figure in (relation.stated, *relation.terms)):
        verdict = REPAIRED
    elif gap < tolerance or (gap == tolerance and not derived):
        verdict = AGREES
    elif doubtful:
        verdict = CANNOT_TELL
    elif relation.claim == STRICT:
        verdict = DIFFERS
    elif relation.claim == AGREE:
        return None
    elif near(stated.low, computed, COMPLETE_SHARE if relation.claim == COMPLETE or relation.kind != TOTAL else NEAR_SHARE):
        verdict = DIFFERS
    elif relation.claim == COMPLETE and computed < stated.low:
        verdict = CANNOT_TELL
    else:
        return None
    shown = share(terms[0].low, terms[1].low) if relation.kind == PERCENTAGE and not relation.change else round(computed, 6).normalize() + 0
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


def _reckon(relation: Relation, stated: Figure, terms: Sequence[Figure]) -> tuple[Decimal, Decimal] | None:
    """What the terms make, and by how much the stated amount may differ; None where it cannot be reckoned."""
    if relation.kind == TOTAL:
        if relation.remains:
            return terms[0].low - sum((worth(term) for term in terms[1:]), Decimal(0)), exact_tolerance(stated, terms)
        return sum((worth(term) for term in terms), Decimal(0)), exact_tolerance(stated, terms)
    if relation.kind == DIFFERENCE:
        return abs(terms[0].low - terms[1].low), difference_tolerance(stated, terms)
    if relation.kind == PERCENTAGE:
        part = abs(terms[0].low - terms[1].low) if relation.change else terms[0].low
        return part / terms[1].low * _HUNDRED, last_place(stated)
    if relation.kind == FRACTION:
        return terms[0].low / _HUNDRED * terms[1].low, last_place(stated)
    if relation.kind == MULTIPLE:
        return terms[0].low * relation.times, last_place(stated)
    assert relation.kind == CONVERSION
    return _in_unit_of(stated, terms[0])


def _in_unit_of(stated: Figure, term: Figure) -> tuple[Decimal, Decimal] | None:
    """The term in the unit of the stated amount."""
    from figures.amounts import convert

    one, other = convert(Decimal(1), Decimal(1), stated.unit), convert(term.low, term.high, term.unit)
    if one is None or other is None or one.unit != other.unit or not one.low:
        return None
    return other.low / one.low, last_place(stated)


def plain(value: Decimal) -> str:
    """An amount for the reader: no exponent, thousands apart, two decimals behind large amounts, else six."""
    rounded = round(value, 2 if abs(value) >= _HUNDRED else 6).normalize()
    return f"{rounded:,f}"


_SIGNS = {TOTAL: " + ", DIFFERENCE: " - ", PERCENTAGE: " / ", FRACTION: "% of ", MULTIPLE: "", CONVERSION: ""}


def _message(relation: Relation, stated: Figure, terms: Sequence[Figure], computed: Decimal, verdict: str) -> str:
    """One sentence: what is stated, what the terms make, and how they compare."""
    sign = " - " if relation.remains else _SIGNS[relation.kind]
    amounts = [plain(worth(term) if relation.kind == TOTAL else term.low) for term in terms]
    if relation.kind == DIFFERENCE and terms[0].low < terms[1].low:
        amounts.reverse()
    left = sign.join(amounts)
    if relation.change:
        left = f"from {amounts[1]} to {amounts[0]}"
    elif relation.kind == MULTIPLE:
        left = f"{plain(relation.times)} x {left}"
    elif relation.kind == CONVERSION:
        left = f"{left} {terms[0].unit}"
    unit = "%" if stated.unit == "percent" else f" {stated.unit}"
    said = f"{left} = {plain(computed)}{unit}; the text says {plain(stated.low)}{unit}"
    if verdict == CANNOT_TELL:
        return f"{said}. The list may not be complete or a numeral is garbled."
    if verdict == DIFFERS:
        return f"{said}: a gap of {plain(abs(stated.low - computed))}."
    return f"{said}." if verdict == AGREES else f"{said}, with the garbled numeral read so that it holds."

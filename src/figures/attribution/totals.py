"""Readings that need the figures around: totals of parts, two deliveries of one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from figures.model import ASSUMED, INHERITED, Figure, Reading


def mark_parts(found: list[Figure], openings: Sequence[tuple[int, bool]]) -> list[Figure]:
    """Tie the parts that follow ``including`` or a colon to their total.

    ``openings`` are, for each figure, where its sentence starts and whether such a word stands before it.
    """
    if not any(opens for _, opens in openings):
        return found
    result = list(found)
    total: Figure | None = None
    for i in range(1, len(found)):
        figure, (sentence, opens) = found[i], openings[i]
        if sentence != openings[i - 1][0]:
            total = None
        elif opens and total is None and found[i - 1].unit == figure.unit:
            total = found[i - 1]
        if total is not None and figure.unit == total.unit and figure.stage.value == total.stage.value and figure.low <= total.high:
            result[i] = replace(figure, part_of=total.id)
    return result


def with_afterthoughts(found: list[Figure], total: str) -> list[Figure]:
    """Readings that need the whole letter: totals of unlike parts, whose measure is ``total``, and two deliveries of one year."""
    parts: dict[str, list[str]] = {}
    for figure in found:
        if figure.part_of and figure.measure.value:
            parts.setdefault(figure.part_of, []).append(figure.measure.value)
    result: list[Figure] = []
    for i, figure in enumerate(found):
        names = dict.fromkeys(parts.get(figure.id, ()))
        if len(names) > 1 and figure.quantity.kind == "mass":
            rejected = tuple(v for v in figure.measure.values if v != total)
            figure = replace(figure, measure=Reading((total,), ASSUMED, figure.measure.evidence, rejected))
        delivered = figure.stage.value == "delivered" and figure.stage.evidence
        result.append(_not_delivered_twice(figure, result, found[i + 1 :]) if delivered else figure)
    return result


def _not_delivered_twice(figure: Figure, before: Sequence[Figure], after: Sequence[Figure]) -> Figure:
    """A region delivers once a year: of two such amounts the one that only shares another's words stands in the plan.

    ``Last year Belarus delivered 38.2, the Kirov Territory 21.7 with one centner per hectare.  Last
    year the Kirov Territory delivered 27``: Kirov's first is the plan of the list it stands in.
    """
    here = [f for f in before if f.paragraph == figure.paragraph]
    frame = next((f for f in here if f.stage.value in ("proposed", "requested", "granted")), None)
    borrowed = any(f.stage.evidence == figure.stage.evidence and f.region.value != figure.region.value for f in here)
    again = any(
        f.stage.value == "delivered"
        and (f.paragraph, f.region.value, f.unit, f.item.value) == (figure.paragraph, figure.region.value, figure.unit, figure.item.value)
        and f.stage.evidence != figure.stage.evidence
        for f in after
    )
    follows_moved = any(f.stage.rejected == ("delivered",) and f.region.value == figure.region.value for f in here[-1:])
    if frame is None or not borrowed or not (again or follows_moved):
        return figure
    stage = Reading(frame.stage.values, INHERITED, frame.stage.evidence, ("delivered",))
    if figure.quantity.kind == "yield":
        return replace(figure, stage=stage)
    return replace(figure, stage=stage, measure=Reading(frame.measure.values, INHERITED, frame.measure.evidence))

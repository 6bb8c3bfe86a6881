"""What an answer leaves out and the letter that it answers says."""

from __future__ import annotations

from collections.abc import Sequence

from figures.model import ABSENT, INHERITED, STATED, Figure, Reading
from figures.names import contains_region, regions_by_name
from figures.sentences import Slot


def counterpart(slot: Slot, item: Reading, change: str, region: Reading, earlier: Sequence[Figure]) -> Figure | None:
    """The request that an amount answers: of the same region and unit, and of the same item or the same kind of change."""
    unit = slot.quantity.unit
    asked = [
        f for f in earlier if f.stage.value == "requested" and f.unit == unit and (not region.values or f.region.value == region.value)
    ]
    if not asked:
        return None
    named = [c for c in slot.said.marks if c.end <= slot.quantity.start and c.kind.value in ("former", "latter")]
    if named and (place := int(named[-1].kind.value == "latter")) < len(asked):
        return asked[place]
    alike = [f for f in asked if item.status == STATED and f.item.value == item.value] or [
        f for f in asked if change == "cut" and f.change == "cut"
    ]
    return alike[0] if len({f.measure.value for f in alike}) == 1 else None


def as_asked(reading: Reading, answered: Sequence[Figure]) -> Reading:
    """In an answer a bare town is the region around it (``Odessa`` → ``Odessa Region``) and a natural area
    the one region inside it (``Siberia`` → ``West Siberian Territory``), if that is what was spoken of."""
    unit = regions_by_name().get(reading.values[0]) if len(reading.values) == 1 else None
    if unit is None or unit.kind not in ("town", "area"):
        return reading
    asked = dict.fromkeys(v for f in answered for v in f.region.values if v != unit.name)
    meant = [v for v in asked if (v.split(" ")[0] == unit.name if unit.kind == "town" else contains_region(unit.name, v))]
    return Reading((meant[0],), reading.status, reading.evidence, (unit.name,)) if len(meant) == 1 else reading


def from_asked(field: str, slot: Slot, item: str | None, regions: Sequence[str], asked: Sequence[Figure]) -> Reading:
    """What the letter that is answered asked for, if it leaves one value for the unit of an amount, its item and region.

    Of several measures the one that is of them all is meant.  ``asked`` are the figures of that letter, or of the point of
    it that is answered.
    """
    total = slot.words.subjects.total
    pool = [f for f in asked if f.unit == slot.quantity.unit and f.stage.value in ("requested", "proposed")]
    for narrowed in (
        [f for f in pool if item and f.item.value == item and (not regions or f.region.value in regions)],
        [f for f in pool if regions and f.region.value in regions],
        [f for f in pool if not (regions and f.region.values)],
    ):
        values = list(dict.fromkeys(v for f in narrowed for v in getattr(f, field).values))
        if len(values) == 1:
            return Reading((values[0],), INHERITED, getattr(narrowed[0], field).evidence)
        if field == "measure" and total in values:
            return Reading((total,), INHERITED, rejected=tuple(v for v in values if v != total))
        if values and field != "region":
            return Reading((values[0],), INHERITED, rejected=tuple(values[1:]))
    return Reading((), ABSENT)

"""The item: the thing that an amount is of.

It is the thing of the amount itself, else what hangs on it or stands before it, what its measure implies, or what is
open in the frame.  Money is for something, or of what its measure names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from figures.attribution.context import Frame, inherited
from figures.attribution.readings.matter import Matter, named_thing, thing_at
from figures.attribution.readings.mentions import tied
from figures.language import Cue
from figures.model import ASSUMED, INHERITED, STATED, Evidence, Figure, Reading
from figures.sentences import Slot, hangs_inside


def read_item(matter: Matter, measure: Reading, frame: Frame, earlier: Sequence[Figure]) -> Reading:
    """The item of one amount; ``earlier`` are the figures before it, those of the letter it answers first."""
    if matter.thing:
        return matter.thing
    slot, quantity = matter.slot, matter.slot.quantity
    if earlier and slot.gap == earlier[-1].end and slot.words.paid_for.fullmatch(slot.text, slot.gap, quantity.start):
        return inherited(earlier[-1].item)
    rule = measure.evidence[0].rule if measure.evidence else ""
    of_measure = slot.words.subjects.item_of(measure.value, rule, quantity.kind)
    if quantity.kind == "money" and "/" not in quantity.unit:
        return _of_money(matter, measure, of_measure, frame)
    return _of_goods(matter, measure, of_measure, frame)


def implied_item(slot: Slot, item: Reading) -> Reading:
    """The item, or the one that the unit implies where the words say none."""
    items = slot.words.subjects.item_of_unit
    if item.values or slot.quantity.unit not in items:
        return item
    return Reading((items[slot.quantity.unit],), ASSUMED)


def _of_goods(matter: Matter, measure: Reading, of_measure: str | None, frame: Frame) -> Reading:
    """What hangs on the amount or stands before it; ``of_measure`` is what its measure names."""
    slot, cues, end = matter.slot, matter.items, matter.slot.quantity.end
    if not cues and slot.quantity.kind in ("mass", "volume") and (head := _row_head(slot)):
        return head
    before = matter.before(cues)
    hanging = [c for c in cues if c.start == end + 1 or tied(slot, c.start)]
    if stated := hanging[:1] or matter.own(before)[-1:] or before[-1:]:
        return _said(stated[0])
    if of_measure is not None and measure.status == STATED:
        return _of_measure(of_measure, measure)
    later = [c for c in cues if end <= c.start < slot.tail and hangs_inside(slot.said.sentence.parsed, c.start, slot.number)]
    if later:
        return _said(later[0])
    left = inherited(frame.item)
    return left if left.values or of_measure is None else _of_measure(of_measure, measure)


def _of_measure(item: str, measure: Reading) -> Reading:
    """The item that a measure implies: a guess where the measure is stated, taken from elsewhere as the measure is."""
    return Reading((item,), INHERITED if measure.status == INHERITED else ASSUMED, measure.evidence)


def _of_money(matter: Matter, measure: Reading, of_measure: str | None, frame: Frame) -> Reading:
    """What money is for, else what its measure names, else what the money before was for."""
    slot, cues = matter.slot, matter.items
    own = matter.own(matter.before(cues))
    if of_measure is not None:  # what is named behind the measure's own words
        own = [c for c in own if c.kind.kinds or (measure.evidence and c.start > measure.evidence[-1].start)]
    if spent := _spent_on(slot, of_measure is None, own[-1].start if own else slot.lead):
        return spent
    hanging = [c for c in cues if tied(slot, c.start)]
    if stated := hanging[:1] or own[-1:]:
        return _said(stated[0])
    if of_measure is not None:
        return _of_measure(of_measure, measure)
    later = [c for c in cues if slot.quantity.end <= c.start < slot.tail]
    found = later[:1] or matter.before(cues)[-1:]
    return _said(found[0]) if found else inherited(frame.paid)


def _said(cue: Cue) -> Reading:
    return Reading((cue.kind.value,), STATED, (cue.evidence,))


def _row_head(slot: Slot) -> Reading | None:
    """A row of a list that opens with an unknown thing in small letters (``lard 220 tons``) is of that thing."""
    start = slot.said.span[0]
    if slot.gap != start:
        return None
    match = slot.words.row_head.fullmatch(slot.text, start, slot.quantity.start)
    if match is None or not match["item"].islower():
        return None
    return Reading((match["item"],), STATED, (Evidence(match.start("item"), match.end("item"), "row head"),))


def _spent_on(slot: Slot, before: bool, since: int) -> Reading | None:
    """What money is for: ``on machine tools`` behind it, or before it where its measure names nothing."""
    for offset in _purposes(slot, before, since):
        span = thing_at(slot, offset)
        if span is None:
            continue
        known = any(span[0] <= c.start < span[1] for c in slot.said.items)
        if known or ((before or offset > slot.quantity.end) and slot.text[span[0]].islower()):
            return named_thing(slot.said, span)
    return None


def _purposes(slot: Slot, before: bool, since: int) -> Iterator[int]:
    """Where what money is for may begin: behind the amount, then before it, the nearest first, but behind what is nearer yet."""
    start, end = slot.quantity.start, slot.quantity.end
    for pattern in (slot.words.spent_after, slot.words.meant_for):
        if behind := pattern.match(slot.text, end, slot.tail):
            yield behind.end()
    if before:
        yield from reversed([m.end() for m in slot.words.spent_before.finditer(slot.text, since, start)])

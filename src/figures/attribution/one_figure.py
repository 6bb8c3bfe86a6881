"""The figure of one amount: its readings, in the order in which one needs another.

First what its sentence says, then what the letter that is answered says, last what its kind, its measure and the
state that is spoken of imply.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from figures.attribution.context import Frame
from figures.attribution.readings import (
    counterpart,
    from_asked,
    implied_item,
    implied_measure,
    matter_of,
    read_item,
    read_measure,
    read_mention,
    read_region,
    read_stage,
    settle_stage,
)
from figures.attribution.speakers import DECIDER, EDITOR, Voice
from figures.model import ABSENT, ASSUMED, INHERITED, NOTHING_READ, STATED, Doubt, Figure, Letter, Reading
from figures.names import is_listed_place, region_of_all
from figures.sentences import Slot


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its letter, paragraph and point, who speaks, the state spoken of, and the figures it may answer."""

    letter: Letter
    edition: str
    index: int
    point: int
    voice: Voice
    home: str | None
    """The whole state that the correspondence is about."""
    answered: Sequence[Figure]

    @property
    def answers(self) -> bool:
        """Whether what is said here is an answer."""
        return self.voice.speaker in (DECIDER, EDITOR)


@dataclass(frozen=True, slots=True)
class _Read:
    """What has been read of an amount so far."""

    stage: Reading
    region: Reading
    party: Reading
    measure: Reading
    item: Reading
    change: str


def read_figure(place: Place, slot: Slot, frame: Frame, earlier: Sequence[Figure]) -> Figure:
    """The figure of an amount; ``earlier`` are those of its letter before it."""
    read = _in_sentence(place, slot, frame, earlier)
    read = _as_answer(place, slot, read, earlier)
    read = _implied(place, slot, frame, read, earlier)
    quantity, paragraph = slot.quantity, place.letter.paragraphs[place.index]
    return Figure(
        id=f"{place.letter.id}/{place.index}.{quantity.start - paragraph.start}",
        edition=place.edition,
        letter=place.letter.id,
        paragraph=place.index,
        note=paragraph.note,
        quantity=quantity,
        region=read.region,
        party=read.party,
        item=read.item,
        measure=read.measure,
        stage=read.stage,
        part_of=None,
        change=read.change,
        doubts=_unlisted(read.region),
        point=place.point,
    )


def _in_sentence(place: Place, slot: Slot, frame: Frame, earlier: Sequence[Figure]) -> _Read:
    """What the sentence says, and the frame around it where it says nothing."""
    matter = matter_of(slot)
    measure = read_measure(matter, frame)
    return _Read(
        read_stage(slot, place.voice, frame),
        read_region(slot, frame, place.answered or earlier),
        read_mention(slot, slot.said.parties, frame.party),
        measure,
        read_item(matter, measure, frame, earlier),
        next((change for change in ("difference", "cut") if slot.mark(change)), "level"),
    )


def _as_answer(place: Place, slot: Slot, read: _Read, earlier: Sequence[Figure]) -> _Read:
    """What an amount leaves open and the amounts before it, or those that it answers, say."""
    region, measure, item = read.region, read.measure, read.item
    if place.answers and not region.values:
        region = from_asked("region", slot, item.value, (), place.answered or earlier)
    if slot.quantity.kind == "share" and measure.status != STATED:
        measure = _share_beside(place.index, earlier) or measure
    if measure.status in (ABSENT, INHERITED):
        beside = [f for f in earlier if f.paragraph == place.index]
        asked = counterpart(slot, item, read.change, region, beside or place.answered)
        if asked is not None and asked.measure.values:
            measure = Reading(asked.measure.values, INHERITED, asked.measure.evidence)
            item = item if item.status == STATED else Reading(asked.item.values, INHERITED, asked.item.evidence)
    if place.answers and measure.status == ABSENT:
        measure = from_asked("measure", slot, item.value, region.values, place.answered)
    if place.answers and not item.values:
        item = from_asked("item", slot, None, region.values, place.answered or earlier)
    return replace(read, region=region, measure=measure, item=item)


def _implied(place: Place, slot: Slot, frame: Frame, read: _Read, earlier: Sequence[Figure]) -> _Read:
    """What the kind of an amount, its measure and the state that is spoken of imply."""
    measure = implied_measure(slot, read.stage, read.measure, frame)
    return replace(
        read,
        measure=measure,
        item=implied_item(slot, read.item),
        stage=settle_stage(slot, read.stage, measure, place.voice, frame),
        region=_of_the_state(place, slot, read.region, measure, earlier),
    )


def _share_beside(index: int, earlier: Sequence[Figure]) -> Reading | None:
    """A share right behind another in its paragraph is of the same measure."""
    last = earlier[-1] if earlier else None
    if last is None or last.quantity.kind != "share" or last.paragraph != index or not last.measure.values:
        return None
    return Reading(last.measure.values, INHERITED, last.measure.evidence)


def _of_the_state(place: Place, slot: Slot, region: Reading, measure: Reading, earlier: Sequence[Figure]) -> Reading:
    """The whole of its regions where a total sums them; the whole state where none is named for what the state plans as a whole."""
    said = slot.said
    if not said.regions and said.mark("total", said.span[0], slot.quantity.start):
        summed = dict.fromkeys(v for f in earlier for v in f.region.values if f.region.status != ASSUMED)
        if len(summed) > 1:
            whole = region_of_all(summed)
            return Reading((whole,), ASSUMED) if whole else NOTHING_READ
    national = slot.quantity.kind in ("mass", "share") and measure.value in slot.words.subjects.national
    return Reading((place.home,), ASSUMED) if place.home and national and not region.values else region


def _unlisted(region: Reading) -> tuple[Doubt, ...]:
    """A doubt for each place that the sentence names and that no list knows."""
    if region.status != STATED or not region.evidence:
        return ()
    words = region.evidence[0]
    return tuple(
        Doubt("unlisted region", f"{name} is not in the list of regions; it is kept as printed.", words.start, words.end)
        for name in region.values
        if not is_listed_place(name)
    )

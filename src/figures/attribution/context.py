"""What a stretch of a letter leaves to what follows it: one stack of frames from which open readings are inherited.

letter › what stands around a list › paragraph, list or sentence.  A frame holds a reading for region,
party, item, measure and stage; whatever an amount leaves open it takes from the innermost frame that
has it, with that frame's words as evidence and the status *inherited*.  Frames are frozen: what is
read of a sentence gives a new one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from figures.model import ASSUMED, INHERITED, NOTHING_READ, STATED, Figure, Reading

LASTING = frozenset({"requested", "proposed", "granted"})
"""Stages that a sentence leaves to those behind it; what is told of deliveries or plans ends with its sentence."""
_HANDED_ON = frozenset({"mass", "money", "volume", "area"})
"""Kinds of amounts that leave their item and measure to the next; shares, yields, prices and counts do not."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is open to be inherited."""

    region: Reading = NOTHING_READ
    party: Reading = NOTHING_READ
    item: Reading = NOTHING_READ
    paid: Reading = NOTHING_READ
    """What money was for: goods leave no item to money, nor money to goods."""
    measure: Reading = NOTHING_READ
    stage: Reading = NOTHING_READ
    bracket_stage: Reading = NOTHING_READ
    """The stage of amounts in brackets: rows of a list have the same in theirs."""
    kind: str = ""
    """Kind of the amount that left the stage; empty where a sentence without amounts did."""
    named: tuple[str, ...] = ()
    """The regions last named together, for *the former*, *each of them*."""
    listed: bool = False
    """Whether the frame is that of a list, whose rows share its stage."""

    def of(self, item: Reading, kinds: Collection[str]) -> Frame:
        """The frame with an item for what may be of it: goods, money (``kinds``), or both where that is open."""
        if not kinds:
            return replace(self, item=item, paid=item)
        return replace(self, paid=item) if "money" in kinds else replace(self, item=item)


@dataclass(frozen=True, slots=True)
class Stack:
    """The frame of the letter, the frame around an open list, and the frame of what was read last."""

    letter: Frame
    around: Frame
    here: Frame

    def fresh(self) -> Stack:
        """A new subject: nothing is known but what the letter says."""
        return Stack(self.letter, self.letter, self.letter)

    def next_paragraph(self) -> Stack:
        """What goes on in the next paragraph: everything but the stage and what money was for, which only a list carries over."""
        if self.here.listed:
            return self
        here = replace(self.here, party=NOTHING_READ, paid=NOTHING_READ)
        return self.with_here(replace(here, stage=NOTHING_READ, bracket_stage=NOTHING_READ, kind=""))

    def open_list(self) -> Stack:
        """What stands here heads a list."""
        return Stack(self.letter, self.here if not self.here.listed else self.around, replace(self.here, listed=True))

    def close_list(self, region: Reading) -> Stack:
        """The list is over: what was around it goes on, of ``region`` if all its rows were of one."""
        here = replace(self.around, listed=False, stage=NOTHING_READ, region=region if region.values else self.around.region)
        return Stack(self.letter, here, here)

    def with_here(self, here: Frame) -> Stack:
        return Stack(self.letter, self.around, here)

    def after(self, figure: Figure, in_bracket: bool) -> Stack:
        """What an amount leaves to the next."""
        here = self.here
        stage = figure.stage
        if in_bracket:
            here = replace(here, bracket_stage=stage)
        elif not here.listed and stage.status == STATED and stage.value in LASTING:
            here = replace(here, stage=stage, kind=figure.quantity.kind)
        if figure.region.values and figure.region.status != ASSUMED:
            here = replace(here, region=figure.region)
        if figure.party.values:
            here = replace(here, party=figure.party)
        if figure.quantity.kind in _HANDED_ON and "/" not in figure.unit and figure.change != "difference":
            changed = figure.quantity.kind != "money" and figure.item.values not in (here.item.values, ())
            here = here.of(figure.item, (figure.quantity.kind,)) if figure.item.values else here
            if figure.measure.values and figure.measure.status != ASSUMED:
                here = replace(here, measure=figure.measure)
            elif changed:
                here = replace(here, measure=NOTHING_READ)
        return self.with_here(here)


def inherited(reading: Reading) -> Reading:
    """A reading as taken from a frame."""
    return Reading(reading.values, INHERITED, reading.evidence, reading.rejected) if reading.values else NOTHING_READ

"""The stage of an amount, from the act that governs it and from who speaks.

``acts.toml`` turns act and speaker into a stage.  Where nothing in the sentence governs the amount it
takes the stage of the frame around it (a list's rows always, a sentence only behind one of its kind);
and what it is an amount of may turn what is merely told into what was done or is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from figures.attribution.context import Frame
from figures.attribution.speakers import DECIDER, WRITER, Voice
from figures.model import ASSUMED, INHERITED, STATED, Evidence, Reading
from figures.sentences import CONTRAST, WISH, Act, Slot

_RULED = frozenset({"report", "stand", "offer", "suggest", CONTRAST})
"""Acts that a footnote's words of who decided turn into a decision."""
_NOT_A_PRICE = frozenset({"direct", "ask", "stand", "report"})
"""Acts that do not reach a price: a price is told, only words of its own propose it."""


def read_stage(slot: Slot, voice: Voice, frame: Frame) -> Reading:
    """The stage of an amount as its sentence says it."""
    quantity, words = slot.quantity, slot.words
    if words.but_that.match(slot.text, quantity.end) and words.not_this.search(slot.text[slot.lead : quantity.start]):
        return Reading(("requested",), STATED, (Evidence(quantity.start, quantity.end, "not this but that"),))
    act = slot.act()
    if voice.ruling and (act is None or not act.strength or act.name in _RULED):
        return Reading(("granted",), STATED, (voice.ruling,), ("reported",))
    if act is None:
        return _from_frame(slot, frame, voice)
    if act.name == "direct" and frame.stage.values and (frame.listed or act.mood == WISH):
        return Reading(frame.stage.values, INHERITED, frame.stage.evidence)
    if "/" in quantity.unit and act.name in _NOT_A_PRICE:
        return Reading(("reported",), ASSUMED)
    others = slot.said.sentence.acts
    stage = _contrasted(others) if act.name == CONTRAST else voice.stage(act.name)
    rejected = tuple(dict.fromkeys(s for other in others if (s := voice.stage(other.name)) != stage))
    return Reading((stage,), STATED, (act.evidence,), rejected)


def _from_frame(slot: Slot, frame: Frame, voice: Voice) -> Reading:
    """The stage of an amount that nothing governs: that of the frame, else what the speaker's mere statement gives."""
    if slot.bracket and frame.bracket_stage.values:
        return Reading(frame.bracket_stage.values, INHERITED, frame.bracket_stage.evidence)
    goes_on = frame.kind in ("", slot.quantity.kind) and (voice.speaker != DECIDER or frame.stage.value == "granted")
    if frame.stage.values and not slot.bracket and "/" not in slot.quantity.unit and (frame.listed or goes_on):
        return Reading(frame.stage.values, INHERITED, frame.stage.evidence)
    return Reading(("granted" if voice.speaker == DECIDER else "reported",), ASSUMED)


def _contrasted(others: Sequence[Act]) -> str:
    """An amount compared with another was delivered, unless the sentence only tells how things stand."""
    return "delivered" if any(other.strength for other in others) else "reported"


def settle_stage(slot: Slot, stage: Reading, measure: Reading, voice: Voice, frame: Frame) -> Reading:
    """The stage once the measure is known: what the measure turns it into (``measures.toml``, ``turns``), or a plan told of."""
    book = slot.words.subjects
    if stage.value == "reported" and measure.value in book.follows and frame.stage.value in ("requested", "proposed"):
        return Reading(frame.stage.values, INHERITED, frame.stage.evidence, stage.values)
    turned = book.turns.get((measure.value or "", stage.value or ""))
    if turned is not None and stage.status in (STATED, ASSUMED):
        return _turned(stage, turned)
    if stage.value == "reported" and book.named("done", measure.value) is not None and slot.quantity.kind != "share":
        return _of_a_plan(slot, stage, measure, voice)
    return stage


def _of_a_plan(slot: Slot, stage: Reading, measure: Reading, voice: Voice) -> Reading:
    """A plan's amount that is only told: in a bracket beside it stands what was done; else it is in force, or laid before the reader."""
    if slot.bracket or ((act := slot.act()) is not None and act.name == CONTRAST):
        return _turned(stage, "delivered")
    if voice.speaker == WRITER and voice.consent_asked():
        return replace(_turned(stage, "proposed"), status=ASSUMED)
    return _turned(stage, "obligation") if measure.status == STATED else stage


def _turned(stage: Reading, value: str) -> Reading:
    """The reading with another value; the one it had is rejected."""
    if stage.value == value:
        return stage
    return replace(stage, values=(value,), rejected=tuple(dict.fromkeys(v for v in (*stage.rejected, *stage.values) if v != value)))

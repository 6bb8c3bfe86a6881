"""Part of station 7: the stage of an amount, from the act that governs it and from who speaks.

``acts.toml`` turns act and speaker into a stage.  Where nothing in the sentence governs the amount it
takes the stage of the frame around it (a list's rows always, a sentence only behind one of its kind);
and what it is an amount of may turn what is merely told into what was done or is due.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from figures.attribution.context import Frame
from figures.model import ASSUMED, INHERITED, STATED, Evidence, Reading
from figures.sentences.cue_groups import CueBook
from figures.sentences.frames import Act
from figures.sentences.grammar import CONTRAST, SPEAKERS, WISH
from figures.sentences.said import Said
from figures.sentences.slots import Slot
from figures.sentences.small_words import Structure

WRITER, OFFICE, DECIDER, EDITOR = SPEAKERS
_RULED = frozenset({"report", "stand", "offer", "suggest", CONTRAST})
"""Acts that a footnote's words of who decided turn into a decision."""
_NOT_A_PRICE = frozenset({"direct", "ask", "stand", "report"})
"""Acts that do not reach a price: a price is told, only words of its own propose it."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks; ``consent_asked`` tells whether the writers go on to ask consent; ``ruling`` are
    the words of a footnote that name who decided; ``stages`` is act → speaker → stage."""

    speaker: str
    consent_asked: Callable[[], bool]
    stages: dict[str, dict[str, str]]
    ruling: Evidence | None = None

    def stage(self, act: str) -> str:
        """The stage that an act gives in this mouth."""
        if act == "suggest" and self.speaker == WRITER and self.consent_asked():
            return "proposed"
        return self.stages[act][self.speaker]


def read_stage(text: str, number: int, slot: Slot, said: Said, voice: Voice, frame: Frame, words: Structure) -> Reading:
    """The stage of the amount with that number in its sentence."""
    quantity = slot.quantity
    if words.but_that.match(text, quantity.end) and words.not_this.search(text[slot.lead : quantity.start]):
        return Reading(("requested",), STATED, (Evidence(quantity.start, quantity.end, "not this but that"),))
    act = said.frames.act_of(number)
    if voice.ruling and (act is None or act.strength == 0 or act.name in _RULED):
        return Reading(("granted",), STATED, (voice.ruling,), ("reported",))
    if act is None:
        return _from_frame(slot, frame, voice)
    if act.name == "direct" and frame.stage.values and (frame.listed or act.rule.endswith("." + WISH)):
        return Reading(frame.stage.values, INHERITED, frame.stage.evidence)
    if "/" in quantity.unit and act.name in _NOT_A_PRICE:
        return Reading(("reported",), ASSUMED)
    others = said.frames.others(number)
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


def _contrasted(others: tuple[Act, ...]) -> str:
    """An amount compared with another was delivered, unless the sentence only tells how things stand."""
    return "delivered" if any(other.strength for other in others) else "reported"


def settle_stage(slot: Slot, stage: Reading, measure: Reading, voice: Voice, frame: Frame, book: CueBook) -> Reading:
    """The stage once the measure is known: what the measure turns it into (``measures.toml``, ``turns``), or a plan told of."""
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
    if slot.bracket or (stage.evidence and stage.evidence[0].rule.startswith(CONTRAST)):
        return _turned(stage, "delivered")
    if voice.speaker == WRITER and voice.consent_asked():
        return replace(_turned(stage, "proposed"), status=ASSUMED)
    return _turned(stage, "obligation") if measure.status == STATED else stage


def _turned(stage: Reading, value: str) -> Reading:
    """The reading with another value; the one it had is rejected."""
    if stage.value == value:
        return stage
    return replace(stage, values=(value,), rejected=tuple(dict.fromkeys(v for v in (*stage.rejected, *stage.values) if v != value)))

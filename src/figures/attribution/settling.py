"""Part of station 7: what the measure, the bracket or the subject beside an amount do to its stage."""

from __future__ import annotations

from dataclasses import replace

from figures.attribution.stages import WRITER, StageMemory, Voice
from figures.model import ASSUMED, INHERITED, STATED, Evidence, Reading
from figures.sentences.clauses import Slot
from figures.sentences.cue_groups import CueBook
from figures.sentences.said import Said
from figures.sentences.small_words import Structure

EXPENSE, PLAN_FULFILMENT = "expense", "plan fulfilment"
"""Measures of ``measures.toml`` that tell a stage by themselves."""


def settle_stage(
    text: str, slot: Slot, said: Said, stage: Reading, measure: Reading, voice: Voice, memory: StageMemory, book: CueBook
) -> Reading:
    """The stage once the measure is known; each step is one observation, the last that fits wins."""
    quantity = slot.quantity
    plan = book.named("done", measure.value) is not None
    if measure.value == EXPENSE and stage.value == "reported" and memory.stage == "proposed":
        stage = Reading(("proposed",), INHERITED, memory.evidence, ("reported",))  # what the proposal costs
    if quantity.kind == "share" and measure.value == PLAN_FULFILMENT and stage.value != "delivered":
        stage = Reading(("delivered",), ASSUMED, measure.evidence, stage.values)
    if quantity.kind == "yield" or ("/" in quantity.unit and stage.value == "delivered"):
        stage = _turned(stage, "reported")  # what the land bears and what things cost is only told
    if stage.value == "reported" and stage.status == STATED and measure.value in book.done and quantity.kind != "share":
        stage = _turned(stage, "delivered")
    if stage.value == "reported" and plan:
        stage = _of_a_plan(slot, stage, measure, voice)
    behind = bool(stage.evidence) and stage.evidence[0].start >= quantity.end
    if stage.value == "delivered" and behind and measure.status == STATED and plan:
        stage = _turned(stage, "obligation")  # "the plan, 4 million tons, had been fulfilled by 61 percent"
    if stage.status == ASSUMED and not slot.bracket and _plan_in_bracket(text, slot, said):
        stage = Reading(("delivered",), ASSUMED, rejected=("reported",))  # "Belarus - 365 thousand tons (plan 520 thousand)"
    return stage


def _turned(stage: Reading, value: str) -> Reading:
    """The reading with another value; the one it had is rejected."""
    if stage.value == value:
        return stage
    return replace(stage, values=(value,), rejected=tuple(dict.fromkeys(v for v in (*stage.rejected, *stage.values) if v != value)))


def _of_a_plan(slot: Slot, stage: Reading, measure: Reading, voice: Voice) -> Reading:
    """The stage of a plan's amount that is only reported.

    What it is compared with, or what a bracket adds, was done; a plan laid before the reader for
    approval is proposed; any other that the sentence names is in force.
    """
    if slot.bracket or (stage.evidence and stage.evidence[0].rule == "contrast.with"):
        return _turned(stage, "delivered")
    if voice.speaker == WRITER and voice.consent_asked():
        return replace(_turned(stage, "proposed"), status=ASSUMED)
    return _turned(stage, "obligation") if measure.status == STATED else stage


def _plan_in_bracket(text: str, slot: Slot, said: Said) -> bool:
    """Whether a bracket right behind the amount speaks of a plan."""
    behind = slot.quantity.end
    return any(start >= behind and not text[behind:start].strip() and said.mark("planned", start, end) for start, end in said.brackets)


def asked_by_subject(text: str, slot: Slot, said: Said, words: Structure) -> Reading | None:
    """A region or party with an unknown verb that reaches for the amount (``angles for``, ``means to obtain``) asks for it."""
    before = [m for m in (*said.regions, *said.parties) if slot.sentence[0] <= m.start and m.end <= slot.quantity.start]
    if not before:
        return None
    subject = max(before, key=lambda m: m.end)
    match = words.reaches.match(text, subject.end, slot.quantity.start)
    if match is None:
        return None
    return Reading(("requested",), ASSUMED, (Evidence(subject.start, match.end(), "subject reaches for"),), ("reported",))

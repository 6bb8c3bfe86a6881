"""Part of station 7: at which stage an amount stands — requested, proposed, granted …

The words around an amount have a *mood* (``lexicon/en/stages.toml``); the stage follows from the
mood and from who is speaking:

=========  ============  ==================  ===========
mood       a writer      an office           a decider
=========  ============  ==================  ===========
ask        requested     requested           requested
own        proposed      requested           granted
suggest    requested¹    proposed            proposed
offer      proposed      proposed            proposed
direct     proposed      requested           granted
decide     granted       granted             granted
owe        obligation    obligation          obligation
deliver    delivered     delivered           delivered
report     reported      reported            reported
stand      reported      reported            granted
none       reported      reported            granted
=========  ============  ==================  ===========

¹ proposed when the writers go on to ask consent to it.  Footnotes speak as a decider where they
tell of a decision, else they report.

Which mood an amount has: words that directly follow it (``were bought``, ``promised``), else the
nearest cue before it in its own words, else before it in the sentence, else after it in the
sentence; orders (``direct``) and plain statements (``report``) yield to the stronger moods, a
bracket is read on its own, and a sentence without any cue goes on in the stage of the one before
if that was no report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from figures.clauses import Slot
from figures.cues import Cue
from figures.model import ASSUMED, INHERITED, STATED, Evidence, Reading

WRITER, OFFICE, DECIDER, EDITOR = "writer", "office", "decider", "editor"
"""Who is speaking: one who reports to a decider, an office that asks for itself, one who decides, the editors."""

_STAGE = {
    "ask": ("requested", "requested", "requested", "requested"),
    "own": ("proposed", "requested", "granted", "granted"),
    "suggest": ("requested", "proposed", "proposed", "proposed"),
    "offer": ("proposed",) * 4,
    "direct": ("proposed", "requested", "granted", "granted"),
    "decide": ("granted", "granted", "granted", "granted"),
    "owe": ("obligation",) * 4,
    "deliver": ("delivered",) * 4,
    "report": ("reported",) * 4,
    "stand": ("reported", "reported", "granted", "reported"),
}
_SPEAKERS = (WRITER, OFFICE, DECIDER, EDITOR)
_LASTING = frozenset({"requested", "proposed", "granted"})
_CLAUSE_OPENS = re.compile(r"(?:^|[(,;:.–—-]|\d\)|\b(?:and|but|while|whereas|to|please|not|then|also|or))\s*[\"“«]?\s*$", re.IGNORECASE)
_NOT = re.compile(r"\bnot\s+$", re.IGNORECASE)
_BUT = re.compile(r"\s*,?\s*but\b", re.IGNORECASE)
_DIRECTLY = re.compile(r"[\s,]*(?:(?:of|in|for)\s+(?:\w+\s+){1,3}?)?(?:(?:that|which|who|they|he|it|we|had|has|have|is|was|were|are|been|already|also|only|now)\s+){0,3}$", re.IGNORECASE)


@dataclass(slots=True)
class StageMemory:
    """What earlier sentences leave behind: the lasting stage, and that of an open list and its brackets."""

    stage: str | None = None
    evidence: tuple[Evidence, ...] = ()
    listed: bool = False
    bracket_stage: str | None = None
    bracket_evidence: tuple[Evidence, ...] = ()


def stage_of_mood(mood: str, speaker: str, consent_asked: bool) -> str:
    """The stage a mood gives in somebody's mouth."""
    if mood == "suggest" and speaker == WRITER and consent_asked:
        return "proposed"
    return _STAGE[mood][_SPEAKERS.index(speaker)]


def read_stage(
    text: str, slot: Slot, cues: Sequence[Cue], speaker: str, consent_asked: bool, memory: StageMemory, ruling: Evidence | None = None
) -> Reading:
    """The stage of one quantity; ``cues`` are the stage cues of its sentence in order.

    ``ruling`` are the words of a footnote that name who decided, if it does.
    """
    if _NOT.search(text[slot.lead : slot.quantity.start]) and _BUT.match(text, slot.quantity.end):
        return Reading(("requested",), STATED, (Evidence(slot.quantity.start, slot.quantity.end, "not this but that"),))
    usable = [c for c in cues if _in_reach(text, slot, c)]
    chosen = _choose(text, slot, usable)
    if ruling and (chosen is None or chosen.kind.value in ("report", "stand", "offer", "suggest", "contrast")):
        return Reading(("granted",), STATED, (ruling,), ("reported",))
    if chosen is not None and "/" in slot.quantity.unit and (chosen.kind.value == "direct" or chosen.start < slot.lead):
        return Reading(("reported",), ASSUMED)  # a price is told; it is proposed only by words of its own
    if chosen is not None:
        evidence = (Evidence(chosen.start, chosen.end, chosen.kind.rule),)
        mood = chosen.kind.value
        stage = _contrasted(slot, usable) if mood == "contrast" else stage_of_mood(mood, speaker, consent_asked)
        rejected = sorted({stage_of_mood(c.kind.value, speaker, consent_asked) for c in usable if c.kind.value in _STAGE} - {stage})
        return Reading((stage,), STATED, evidence, tuple(rejected))
    if slot.bracket and memory.bracket_stage:
        return Reading((memory.bracket_stage,), INHERITED, memory.bracket_evidence)
    if memory.stage and "/" not in slot.quantity.unit:
        return Reading((memory.stage,), INHERITED, memory.evidence)
    return Reading(("granted" if speaker == DECIDER else "reported",), ASSUMED)


def _in_reach(text: str, slot: Slot, cue: Cue) -> bool:
    if cue.kind.value == "aside":
        return False
    if cue.start >= slot.quantity.start and cue.end <= slot.quantity.end:
        return False
    if cue.kind.place == "opens" and not _CLAUSE_OPENS.search(text[slot.sentence[0] : cue.start]):
        return False
    return True


def _enclosed(text: str, slot: Slot, cue: Cue) -> bool:
    """Whether the cue stands in a bracket that does not hold the quantity, or the other way round."""
    if slot.bracket:
        return not (slot.bracket[0] < cue.start < slot.bracket[1])
    low, high = sorted((cue.end, slot.quantity.start)) if cue.start < slot.quantity.start else (slot.quantity.end, cue.start)
    between = text[low:high]
    if cue.start < slot.quantity.start:
        return between.count(")") > between.count("(") and "(" in text[slot.sentence[0] : cue.start]
    return between.count("(") > between.count(")")


def _choose(text: str, slot: Slot, cues: Sequence[Cue]) -> Cue | None:
    quantity = slot.quantity
    cues = [c for c in cues if not _enclosed(text, slot, c)]
    before = [c for c in cues if c.end <= quantity.start and c.kind.place != "after"]
    after = [c for c in cues if c.start >= quantity.end and c.kind.place != "before"]
    strong_before = [c for c in before if _strength(c) == 2]
    own_before = [c for c in strong_before if c.start >= slot.lead]
    if own_before and quantity.start - own_before[-1].end <= 2:
        return own_before[-1]
    for cue in after:
        if cue.start >= slot.tail:
            break
        if _DIRECTLY.fullmatch(text, quantity.end, cue.start) and cue.kind.value != "contrast":
            if _strength(cue) < 2 and (strong_before or (_strength(cue) == 0 and before)):
                continue
            if cue.kind.value in ("ask", "own", "suggest", "direct") and own_before:
                continue
            return cue
    if own_before:
        return own_before[-1]
    own_any = [c for c in before if c.start >= slot.lead]
    if own_any and strong_before and ";" in text[strong_before[-1].end : quantity.start]:
        return own_any[-1]
    strong_after = [c for c in after if _strength(c) and c.kind.value != "contrast" and c.kind.place != "opens"]
    ranked = (
        strong_before[-1:],
        [c for c in before if _strength(c) == 1][-1:],
        [c for c in strong_after if c.start < slot.tail][:1],
        before[-1:],
        strong_after[:1],
        after[:1],
    )
    return next((found[0] for found in ranked if found), None)


def _strength(cue: Cue) -> int:
    """2 for what tells a stage, 1 for an order, 0 for a plain statement."""
    return 0 if cue.kind.weak else 1 if cue.kind.value == "direct" else 2


def _contrasted(slot: Slot, cues: Sequence[Cue]) -> str:
    """An amount compared with: what was delivered, unless the sentence only reports."""
    moods = {c.kind.value for c in cues if c.start < slot.quantity.start}
    return "delivered" if moods & {"owe", "own", "deliver", "ask", "direct", "decide", "suggest"} else "reported"


def remember(slot: Slot, reading: Reading, memory: StageMemory) -> None:
    """Leave the stage to the amounts that follow."""
    if slot.bracket:
        memory.bracket_stage, memory.bracket_evidence = reading.value, reading.evidence
    elif not memory.listed and reading.status == STATED and reading.value in _LASTING:
        memory.stage, memory.evidence = reading.value, reading.evidence

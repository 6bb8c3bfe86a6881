"""Part of station 7: at which stage an amount stands — requested, proposed, granted …

The words around an amount have a *mood* (``lexicon/en/stages.toml``); the stage follows from the
mood and from who is speaking:

=========  ============  ==================  ===========
mood       a writer      an office           a decider
=========  ============  ==================  ===========
ask        requested     requested           requested
petition   proposed      requested           granted
own        proposed      proposed            granted
suggest    requested¹    proposed            proposed
offer      proposed      proposed            granted
bid        proposed      requested           granted
direct     proposed      proposed            granted
decide     granted       granted             granted
owe        obligation    obligation          obligation
deliver    delivered     delivered           delivered
report     reported      reported            reported
stand      reported      reported            granted
self       proposed      reported            granted
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

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from figures.language import Cue
from figures.model import ASSUMED, INHERITED, STATED, Evidence, Reading
from figures.sentences.clauses import Slot
from figures.sentences.said import Said
from figures.sentences.small_words import Structure

WRITER, OFFICE, DECIDER, EDITOR = "writer", "office", "decider", "editor"
"""Who is speaking: one who reports to a decider, an office that asks for itself, one who decides, the editors."""

_STAGE = {
    "ask": ("requested", "requested", "requested", "requested"),
    "petition": ("proposed", "requested", "granted", "granted"),
    "own": ("proposed", "proposed", "granted", "granted"),
    "suggest": ("requested", "proposed", "proposed", "proposed"),
    "offer": ("proposed", "proposed", "granted", "proposed"),
    "bid": ("proposed", "requested", "granted", "proposed"),
    "direct": ("proposed", "proposed", "granted", "granted"),
    "decide": ("granted", "granted", "granted", "granted"),
    "owe": ("obligation",) * 4,
    "deliver": ("delivered",) * 4,
    "report": ("reported",) * 4,
    "self": ("proposed", "reported", "granted", "granted"),
    "stand": ("reported", "reported", "granted", "reported"),
}
_SPEAKERS = (WRITER, OFFICE, DECIDER, EDITOR)
_LASTING = frozenset({"requested", "proposed", "granted"})
_NO_RULING = frozenset({"report", "stand", "offer", "bid", "suggest", "contrast"})
_ADJACENT = frozenset({"contrast.with", "owe.instead", "owe.out_of"})
"""Groups that speak of the next amount only, not of those behind it."""
_PLANS = frozenset({"owe", "own", "petition", "deliver", "ask", "direct", "decide", "suggest"})


@dataclass(slots=True)
class StageMemory:
    """What earlier sentences leave behind: the lasting stage, and that of an open list and its brackets."""

    stage: str | None = None
    evidence: tuple[Evidence, ...] = ()
    listed: bool = False
    bracket_stage: str | None = None
    bracket_evidence: tuple[Evidence, ...] = ()
    kind: str = ""
    """Kind of the amount that left the stage; empty where a sentence without amounts did."""

    def forget(self) -> None:
        """Begin anew: no stage is handed on."""
        self.stage, self.evidence, self.listed, self.bracket_stage, self.bracket_evidence = None, (), False, None, ()
        self.kind = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks; ``consent_asked`` tells whether the writers go on to ask consent; ``ruling`` are
    the words of a footnote that name who decided."""

    speaker: str
    consent_asked: Callable[[], bool]
    ruling: Evidence | None = None

    def stage(self, mood: str) -> str:
        """The stage a mood gives in this mouth."""
        if mood == "suggest" and self.speaker == WRITER and self.consent_asked():
            return "proposed"
        return _STAGE[mood][_SPEAKERS.index(self.speaker)]


def read_stage(text: str, slot: Slot, said: Said, voice: Voice, memory: StageMemory, words: Structure) -> Reading:
    """The stage of one quantity from what its sentence says."""
    quantity = slot.quantity
    if words.but_that.match(text, quantity.end) and words.not_this.search(text[slot.lead : quantity.start]):
        return Reading(("requested",), STATED, (Evidence(quantity.start, quantity.end, "not this but that"),))
    usable = _same_bracket(slot, said)
    chosen = _choose(text, slot, usable, words)
    if voice.ruling and (chosen is None or chosen.kind.value in _NO_RULING):
        return Reading(("granted",), STATED, (voice.ruling,), ("reported",))
    if chosen is not None and chosen.kind.value == "direct" and memory.listed and memory.stage and chosen.end <= quantity.start:
        return Reading((memory.stage,), INHERITED, memory.evidence)  # a row of what is asked: "3) to grant 2 million"
    if chosen is not None:
        if "/" in quantity.unit and (chosen.kind.value in ("direct", "ask") or not slot.lead <= chosen.start < quantity.start):
            return Reading(("reported",), ASSUMED)  # a price is told; only words of its own propose it
        mood = chosen.kind.value
        stage = _contrasted(slot, usable) if mood == "contrast" else voice.stage(mood)
        if chosen.kind.rule == "owe.instead" and voice.speaker == DECIDER:
            stage = "proposed"  # "instead of the 7,400 tons strike out ten thousand": what was put forward
        if chosen.kind.weak and any(c.kind.rule == "owe.instead" and c.end <= slot.lead for c in usable):
            stage = "delivered"  # "instead of 76 million rubles we have 59.3"
        rejected: tuple[str, ...] = ()
        if len(usable) > 1:
            moods = dict.fromkeys(c.kind.value for c in usable if c.kind.value in _STAGE and c.kind.value != mood)
            rejected = tuple(dict.fromkeys(other for m in moods if (other := voice.stage(m)) != stage))
        return Reading((stage,), STATED, (Evidence(chosen.start, chosen.end, chosen.kind.rule),), rejected)
    if slot.bracket and memory.bracket_stage:
        return Reading((memory.bracket_stage,), INHERITED, memory.bracket_evidence)
    if memory.stage and "/" not in quantity.unit and _hands_on(memory, quantity.kind, voice):
        return Reading((memory.stage,), INHERITED, memory.evidence)
    return Reading(("granted" if voice.speaker == DECIDER else "reported",), ASSUMED)


def _hands_on(memory: StageMemory, kind: str, voice: Voice) -> bool:
    """Whether a sentence without cue goes on in the stage of the one before: in a list always, else only
    with amounts of the same kind, and what one who decides says goes on in no stage but his own."""
    if memory.listed:
        return True
    return memory.kind in ("", kind) and (voice.speaker != DECIDER or memory.stage == "granted")


def _same_bracket(slot: Slot, said: Said) -> list[Cue]:
    """The stage cues that stand in the same bracket as the quantity, or like it in none."""
    if not said.brackets:
        return said.stages
    if slot.bracket:
        return [c for c in said.stages if slot.bracket[0] < c.start < slot.bracket[1]]
    return [c for c in said.stages if not any(left < c.start < right for left, right in said.brackets)]


def _choose(text: str, slot: Slot, cues: Sequence[Cue], words: Structure) -> Cue | None:
    start, end = slot.quantity.start, slot.quantity.end
    strong = own = own_any = ordered = last = None
    after: list[Cue] = []
    for cue in cues:
        if cue.end <= start:
            if cue.kind.place == "after" or (cue.kind.rule in _ADJACENT and (cue.start < slot.lead or _parted(text[cue.end : start]))):
                continue
            last = cue
            strength = _strength(cue)
            if strength == 2:
                strong = cue
            elif strength == 1:
                ordered = cue
            if cue.start >= slot.lead:
                own_any = cue
                if strength == 2:
                    own = cue
        elif cue.start >= end and cue.kind.place != "before":
            after.append(cue)
    if own and start - own.end <= 2:
        return own
    if own_any and own_any.kind.value == "owe" and start - own_any.end <= 2:
        return own_any  # "out of 21 million poods it has brought in 6.8"
    for cue in after:
        if cue.start >= slot.tail:
            break
        if cue.kind.value != "contrast" and words.directly.fullmatch(text, end, cue.start):
            if _strength(cue) < 2 and (strong or (_strength(cue) == 0 and last)):
                continue
            if own and cue.kind.value in ("ask", "petition", "own", "suggest", "direct"):
                continue
            return cue
    if own:
        return own
    if own_any and strong and (parted := text.rfind(";", strong.end, start)) >= 0 and not words.infinitive_row.match(text, parted):
        return own_any
    if strong or ordered:
        return strong or ordered
    after = [c for c in after if _strength(c) != 1 or not _subject_between(text, end, c, words)]
    telling = [c for c in after if _strength(c) and c.kind.value != "contrast" and c.kind.place != "opens"]
    if telling and telling[0].start < slot.tail:
        return telling[0]
    return last or next(iter(telling or after), None)


def _parted(between: str) -> bool:
    """Whether a colon or comma parts a cue from the amount it would have to stand beside."""
    return ":" in between or "," in between


def _subject_between(text: str, end: int, cue: Cue, words: Structure) -> bool:
    """Whether a comma and a subject of its own part an order from the amount before it."""
    comma = text.rfind(",", end, cue.start)
    return comma >= 0 and not words.directly.fullmatch(text, comma + 1, cue.start)


def _strength(cue: Cue) -> int:
    """2 for what tells a stage, 1 for an order, 0 for a plain statement."""
    return 0 if cue.kind.weak else 1 if cue.kind.value == "direct" else 2


def _contrasted(slot: Slot, cues: Sequence[Cue]) -> str:
    """An amount compared with: what was delivered, unless the sentence only reports."""
    return "delivered" if any(c.kind.value in _PLANS for c in cues if c.start < slot.quantity.start) else "reported"


def remember(slot: Slot, reading: Reading, memory: StageMemory) -> None:
    """Leave the stage to the amounts that follow."""
    if slot.bracket:
        memory.bracket_stage, memory.bracket_evidence = reading.value, reading.evidence
    elif not memory.listed and reading.status == STATED and reading.value in _LASTING:
        memory.stage, memory.evidence, memory.kind = reading.value, reading.evidence, slot.quantity.kind

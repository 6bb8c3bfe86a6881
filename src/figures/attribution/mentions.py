"""Part of station 7: for which region and for which party an amount is.

Both are read in the same order: what is tied to the amount by a preposition behind it (``8.5 million
poods to Chelyabinsk residents``), the nearest name before it that its clause can reach, the next one
behind it, what the frame around it spoke of last.
"""

from __future__ import annotations

from collections.abc import Sequence

from figures.attribution.answered import as_asked
from figures.attribution.context import Frame, inherited
from figures.model import AMBIGUOUS, INHERITED, STATED, Figure, Reading
from figures.names import contains_region, is_state
from figures.sentences.said import Mention, Said
from figures.sentences.slots import Slot
from figures.sentences.small_words import Structure

NEAR = 60
"""What is tied to an amount stands at most this many characters behind it."""


def tied(text: str, slot: Slot, start: int, words: Structure) -> bool:
    """Whether what stands at ``start`` hangs on the amount by a preposition within its tail."""
    between = text[slot.quantity.end : start]
    if not (slot.quantity.end <= start < slot.tail) or len(between) > NEAR:
        return False
    lead = between.strip(' ,("“')
    return bool(words.preposition.match(lead)) if lead else False


def read_mention(
    text: str, number: int, slot: Slot, said: Said, mentions: Sequence[Mention], words: Structure, frame: Reading, each: bool
) -> Reading:
    """The regions, or the party, of the amount with that number from the mentions of its sentence."""
    quantity = slot.quantity
    if quantity.kind == "count":  # people and things are not those of the whole state because it is named
        mentions = [m for m in mentions if not is_state(m.names[0]) or len(m.names) > 1 or tied(text, slot, m.start, words)]
    before = [m for m in mentions if m.end <= quantity.start and (said.frames.reaches(m.start, number) or _in_apposition(text, m))]
    own = [m for m in before if slot.lead <= m.start and not m.weak]
    adjacent = bool(own) and not text[own[-1].end : quantity.start].strip(" :–—-()=")
    behind = None if adjacent else next((m for m in mentions if tied(text, slot, m.start, words)), None)
    if behind is not None and (own or "," in text[quantity.end : behind.start]) and _names_come_first(slot, said, mentions):
        behind = None
    if behind is not None and not (quantity.kind == "share" and (own or frame.values)):  # "15% of the harvest of the Union": the base
        return _mentioned([behind], (), each)
    told = [m for m in before if not (m.passing and said.frames.in_predicate(m.start))]
    if before and not told and frame.values:
        return inherited(frame)
    if before:
        nearest = next((m for m in reversed(told) if not m.weak), before[-1])
        chosen = _coordinated(text, before[: before.index(nearest) + 1], words) if each else [nearest]
        rejected = tuple(dict.fromkeys(n for m in before for n in m.names if n not in {v for c in chosen for v in c.names}))
        return _mentioned(chosen, rejected, each)
    later = [m for m in mentions if quantity.end <= m.start < slot.tail and not m.weak]
    return _mentioned(later[:1], (), each) if later else inherited(frame)


def _in_apposition(text: str, mention: Mention) -> bool:
    """Whether a bracket holds a name and nothing else: ``Vareikis (Voronezh)``."""
    return text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"


def _names_come_first(slot: Slot, said: Said, mentions: Sequence[Mention]) -> bool:
    """Whether a list of names and amounts puts each name before its amount, as its first does (``of the NKTP 49, of the NKPS 11``)."""
    first = min(token.start for token in said.frames.tokens if token.number >= 0)
    return len(mentions) > 1 and any(slot.sentence[0] <= m.start < first for m in mentions if not m.weak)


def _mentioned(chosen: Sequence[Mention], rejected: tuple[str, ...], each: bool) -> Reading:
    names = tuple(dict.fromkeys(n for m in chosen for n in m.names))
    return Reading(names, STATED if len(names) == 1 or each else AMBIGUOUS, tuple(m.evidence for m in chosen), rejected)


def _coordinated(text: str, mentions: Sequence[Mention], words: Structure) -> list[Mention]:
    """The last mention and those joined to it by comma or *and* alone."""
    chosen = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        if not words.joined.fullmatch(text, mention.end, chosen[0].start):
            break
        chosen.insert(0, mention)
    return chosen


def read_region(
    text: str, number: int, slot: Slot, said: Said, words: Structure, frame: Frame, each: bool, answered: Sequence[Figure]
) -> Reading:
    """The region, with ``the former``, ``the latter``, ``each of them`` resolved to those named together."""
    if frame.named:
        for mark, place in (("former", 0), ("latter", -1)):
            if (cue := said.mark(mark, slot.lead, slot.quantity.start)) is not None:
                others = tuple(n for n in frame.named if n != frame.named[place])
                return Reading((frame.named[place],), INHERITED, (cue.evidence,), others)
    reading = as_asked(read_mention(text, number, slot, said, said.regions, words, frame.region, each), answered)
    return _each(reading, frame, answered) if each and len(reading.values) < 2 else reading


def _each(reading: Reading, frame: Frame, answered: Sequence[Figure]) -> Reading:
    """``each of them``: those named together, or inside the one that is named."""
    spoken_of = tuple(dict.fromkeys(v for f in answered for v in f.region.values))
    if reading.values and reading.status != INHERITED:
        inside = tuple(v for v in spoken_of if v != reading.values[0] and contains_region(reading.values[0], v))
        return Reading(inside, INHERITED, reading.evidence, reading.values) if len(inside) > 1 else reading
    pair = frame.named or spoken_of
    return Reading(pair, INHERITED, reading.evidence) if len(pair) > 1 else reading

"""For which region and for which party an amount is.

Both are read in the same order: what is tied to the amount by a preposition behind it (``8.5 million
poods to Chelyabinsk residents``), the nearest name before it that its clause can reach, the next one
behind it, what the frame around it spoke of last.
"""

from __future__ import annotations

from collections.abc import Sequence

from figures.attribution.context import Frame, inherited
from figures.attribution.readings.answered import as_asked
from figures.model import AMBIGUOUS, INHERITED, STATED, Figure, Reading
from figures.names import contains_region, is_state
from figures.sentences import Mention, Slot

_NEAR = 60
"""What is tied to an amount stands at most this many characters behind it."""
_EACH = 6
"""Characters behind an amount's own words that *each* may take up (`` each``)."""


def tied(slot: Slot, start: int) -> bool:
    """Whether what stands at ``start`` hangs on the amount by a preposition within its tail."""
    between = slot.text[slot.quantity.end : start]
    if not (slot.quantity.end <= start < slot.tail) or len(between) > _NEAR:
        return False
    lead = between.strip(' ,("“')
    return bool(slot.words.preposition.match(lead)) if lead else False


def read_mention(slot: Slot, mentions: Sequence[Mention], frame: Reading, each: bool = False) -> Reading:
    """The regions, or the party, of an amount from the mentions of its sentence; all that are joined, if it is for ``each``."""
    quantity = slot.quantity
    if quantity.kind == "count":  # people and things are not those of the whole state because it is named
        mentions = [m for m in mentions if not is_state(m.names[0]) or len(m.names) > 1 or tied(slot, m.start)]
    before = [m for m in mentions if m.end <= quantity.start and (slot.reached_from(m.start) or _in_apposition(slot.text, m))]
    own = [m for m in before if slot.lead <= m.start and not m.weak]
    behind = _tied_behind(slot, mentions, own)
    if behind is not None and not (quantity.kind == "share" and (own or frame.values)):  # "15% of the harvest of the Union": the base
        return _mentioned([behind], (), each)
    told = [m for m in before if not (m.passing and slot.said.sentence.parsed.in_predicate(m.start))]
    if before and (told or not frame.values):
        return _nearest(slot, before, told, each)
    if before:
        return inherited(frame)
    later = [m for m in mentions if quantity.end <= m.start < slot.tail and not m.weak]
    return _mentioned(later[:1], (), each) if later else inherited(frame)


def _tied_behind(slot: Slot, mentions: Sequence[Mention], own: Sequence[Mention]) -> Mention | None:
    """What hangs on the amount behind it, unless a name stands right before it, or the names of its list come before their amounts."""
    if own and not slot.text[own[-1].end : slot.quantity.start].strip(" :–—-()="):
        return None
    behind = next((m for m in mentions if tied(slot, m.start)), None)
    if behind is None:
        return None
    apart = bool(own) or "," in slot.text[slot.quantity.end : behind.start]
    return None if apart and _names_come_first(slot, mentions) else behind


def _nearest(slot: Slot, before: Sequence[Mention], told: Sequence[Mention], each: bool) -> Reading:
    """The last of the names before the amount; a person or a town in passing stands for a region only where nothing else is named."""
    nearest = next((m for m in reversed(told) if not m.weak), before[-1])
    chosen = _coordinated(slot, before[: before.index(nearest) + 1]) if each else [nearest]
    taken = {v for c in chosen for v in c.names}
    return _mentioned(chosen, tuple(dict.fromkeys(n for m in before for n in m.names if n not in taken)), each)


def _in_apposition(text: str, mention: Mention) -> bool:
    """Whether a bracket holds a name and nothing else: ``Vareikis (Voronezh)``."""
    return text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")"


def _names_come_first(slot: Slot, mentions: Sequence[Mention]) -> bool:
    """Whether a list of names and amounts puts each name before its amount, as its first does (``of the NKTP 49, of the NKPS 11``)."""
    parsed = slot.said.sentence.parsed
    first = parsed.tokens[min(parsed.token_of.values())].start
    return len(mentions) > 1 and any(slot.said.span[0] <= m.start < first for m in mentions if not m.weak)


def _mentioned(chosen: Sequence[Mention], rejected: tuple[str, ...], each: bool) -> Reading:
    names = tuple(dict.fromkeys(n for m in chosen for n in m.names))
    return Reading(names, STATED if len(names) == 1 or each else AMBIGUOUS, tuple(m.evidence for m in chosen), rejected)


def _coordinated(slot: Slot, mentions: Sequence[Mention]) -> list[Mention]:
    """The last mention and those joined to it by comma or *and* alone."""
    chosen = [mentions[-1]]
    for mention in reversed(mentions[:-1]):
        if not slot.words.joined.fullmatch(slot.text, mention.end, chosen[0].start):
            break
        chosen.insert(0, mention)
    return chosen


def read_region(slot: Slot, frame: Frame, answered: Sequence[Figure]) -> Reading:
    """The region, with ``the former``, ``the latter``, ``each of them`` resolved to those named together."""
    said = slot.said
    each = said.mark("each", slot.lead, min(slot.tail + _EACH, said.span[1])) is not None
    if frame.named:
        for mark, place in (("former", 0), ("latter", -1)):
            if (cue := said.mark(mark, slot.lead, slot.quantity.start)) is not None:
                others = tuple(n for n in frame.named if n != frame.named[place])
                return Reading((frame.named[place],), INHERITED, (cue.evidence,), others)
    reading = as_asked(read_mention(slot, said.regions, frame.region, each), answered)
    return _each(reading, frame, answered) if each and len(reading.values) < 2 else reading


def _each(reading: Reading, frame: Frame, answered: Sequence[Figure]) -> Reading:
    """``each of them``: those named together, or inside the one that is named."""
    spoken_of = tuple(dict.fromkeys(v for f in answered for v in f.region.values))
    if reading.values and reading.status != INHERITED:
        inside = tuple(v for v in spoken_of if v != reading.values[0] and contains_region(reading.values[0], v))
        return Reading(inside, INHERITED, reading.evidence, reading.values) if len(inside) > 1 else reading
    pair = frame.named or spoken_of
    return Reading(pair, INHERITED, reading.evidence) if len(pair) > 1 else reading

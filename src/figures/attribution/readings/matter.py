"""What the words around an amount can say of it: its own thing, and the measures and things that an amount of its kind can be of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.language import Cue
from figures.model import STATED, Evidence, Reading
from figures.sentences import Said, Slot, is_verb_at, noun_phrase_at


@dataclass(frozen=True, slots=True)
class Matter:
    """An amount in its sentence, with the words that may say of what it is."""

    slot: Slot
    thing: Reading | None
    """The thing that the amount itself names."""
    measures: Sequence[Cue]
    """The measure nouns of the sentence that an amount of this kind can be of; a verb's look-alike is none."""
    items: Sequence[Cue]
    """The things named in the sentence outside its amounts that one of this kind can be of; a verb's look-alike is none."""

    def before(self, cues: Sequence[Cue]) -> list[Cue]:
        """Those that stand before the amount and may hold for it."""
        return [c for c in cues if c.end <= self.slot.quantity.start and self.slot.reached_from(c.start)]

    def own(self, cues: Sequence[Cue]) -> list[Cue]:
        """Those that stand among the amount's own words."""
        return [c for c in cues if c.start >= self.slot.lead]


def matter_of(slot: Slot) -> Matter:
    """What the sentence of an amount can say of it."""
    return Matter(slot, _own_thing(slot), _measures(slot), _items(slot))


def _measures(slot: Slot) -> list[Cue]:
    said, parsed, words = slot.said, slot.said.sentence.parsed, slot.words
    return [
        c
        for c in said.measures
        if _fits(slot, c)
        and (" " in slot.text[c.start : c.end] or not is_verb_at(parsed, c.start))
        and not (c.kind.weak and not c.kind.faint and words.origin.search(slot.text, said.span[0], c.start))
    ]


def _items(slot: Slot) -> list[Cue]:
    parsed = slot.said.sentence.parsed
    amounts = [parsed.tokens[at] for at in parsed.token_of.values()]
    return [
        c
        for c in slot.said.items
        if _fits(slot, c) and not any(a.start <= c.start < a.end for a in amounts) and not is_verb_at(parsed, c.start)
    ]


def _fits(slot: Slot, cue: Cue) -> bool:
    return not cue.kind.kinds or slot.quantity.kind in cue.kind.kinds


def _own_thing(slot: Slot) -> Reading | None:
    """The noun that is counted, or what stands behind the amount's *of*; money names no thing."""
    quantity = slot.quantity
    if quantity.kind == "money":
        return None
    if quantity.noun:
        inside = [c for c in slot.said.items if quantity.start <= c.start and c.end <= quantity.end]
        value = inside[-1].kind.value if inside and quantity.kind != "count" else quantity.noun
        return Reading((value,), STATED, (Evidence(quantity.start, quantity.end, quantity.rule),))
    if (of := slot.words.of_thing.match(slot.text, quantity.end)) and (behind := thing_at(slot, of.end())):
        return named_thing(slot.said, behind)
    return None


def thing_at(slot: Slot, offset: int) -> tuple[int, int] | None:
    """The noun phrase at an offset if it can be a thing: not a measure, not one of the words that are none.

    ``the sewing of sacks``, ``the purchase of wheat``: what is done with a thing gives way to the thing.
    """
    said, words, text = slot.said, slot.words, slot.text
    found = noun_phrase_at(said.sentence.parsed, offset)
    if found is None:
        return None
    if (of := words.of_thing.match(text, found[1])) and (inner := thing_at(slot, of.end())):
        return inner
    printed = text[found[0] : found[1]].lower().split()
    if words.no_item.intersection((printed[0], printed[-1])):
        return None
    ends = any(c.end == found[1] for c in said.items)
    return None if not ends and any(c.start < found[1] and found[0] < c.end for c in said.measures) else found


def named_thing(said: Said, span: tuple[int, int]) -> Reading:
    """The thing of a noun phrase: a known one that ends it, else the phrase as printed."""
    known = [c for c in said.items if span[0] <= c.start and c.end == span[1]]
    value = known[0].kind.value if known else said.text[span[0] : span[1]]
    return Reading((value,), STATED, (Evidence(*span, known[0].kind.rule if known else "noun phrase"),))

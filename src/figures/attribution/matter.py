"""Part of station 7: of what an amount is — the measure (what it is an amount *of*) and the item.

A measure is said by a noun tied to the amount or standing in its clause, by the verb that governs it, by a
noun farther off; else the frame around it has it, if that can be of this kind of amount and of this thing.
A word that is only more general than the frame's (*the loan*, after a seed loan) takes that up.  The item is
the thing of the amount itself, else what hangs on it, stands before it, or is open in the frame; money is for
something, or of what its measure names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from figures.attribution.context import Frame, inherited
from figures.attribution.mentions import tied
from figures.language import Cue, CueKind
from figures.model import ASSUMED, INHERITED, NOTHING_READ, STATED, Evidence, Figure, Quantity, Reading
from figures.sentences.cue_groups import CueBook
from figures.sentences.governed import governors, inside, is_verb, lemmas, phrase
from figures.sentences.said import Said
from figures.sentences.slots import Slot
from figures.sentences.small_words import Structure

_BESIDE = 25
"""A measure parted from its amount by no more characters, and by no comma, goes before one tied behind it."""


@dataclass(frozen=True)
class Spot:
    """One amount in its sentence, with everything its words are read by."""

    text: str
    number: int
    slot: Slot
    said: Said
    words: Structure
    book: CueBook

    @property
    def quantity(self) -> Quantity:
        return self.slot.quantity

    @cached_property
    def thing(self) -> Reading | None:
        """The thing that the amount itself names."""
        return self._own_thing()

    def _own_thing(self) -> Reading | None:
        quantity = self.quantity
        if quantity.kind == "money":
            return None
        inside = [c for c in self.said.items if quantity.start <= c.start and c.end <= quantity.end]
        if quantity.noun:
            value = inside[-1].kind.value if inside and quantity.kind != "count" else quantity.noun
            return Reading((value,), STATED, (Evidence(quantity.start, quantity.end, quantity.rule),))
        if (of := self.words.of_thing.match(self.text, quantity.end)) and (behind := self.phrase(of.end())):
            return self.named(behind)
        return None

    def phrase(self, offset: int) -> tuple[int, int] | None:
        """The noun phrase at an offset if it can be a thing: not a measure, not one of the words that are none.

        ``the sewing of sacks``, ``the purchase of wheat``: what is done with a thing gives way to the thing.
        """
        found = phrase(self.said.frames, offset)
        if found is None:
            return None
        if (of := self.words.of_thing.match(self.text, found[1])) and (inner := self.phrase(of.end())):
            return inner
        words = self.text[found[0] : found[1]].lower().split()
        if self.words.no_item.intersection((words[0], words[-1])):
            return None
        ends = any(c.end == found[1] for c in self.said.items)
        return None if not ends and any(c.start < found[1] and found[0] < c.end for c in self.said.measures) else found

    def named(self, span: tuple[int, int]) -> Reading:
        """The thing of a noun phrase: a known one that ends it, else the phrase as printed."""
        known = [c for c in self.said.items if span[0] <= c.start and c.end == span[1]]
        value = known[0].kind.value if known else self.text[span[0] : span[1]]
        return Reading((value,), STATED, (Evidence(*span, known[0].kind.rule if known else "noun phrase"),))

    @cached_property
    def measures(self) -> list[Cue]:
        """The measure nouns of the sentence that an amount of this kind can be of; a verb's look-alike is none."""
        return [
            c
            for c in self.said.measures
            if (not c.kind.kinds or self.quantity.kind in c.kind.kinds)
            and (" " in self.text[c.start : c.end] or not is_verb(self.said.frames, c.start))
            and not (c.kind.weak and not c.kind.faint and self.words.origin.search(self.text, self.slot.sentence[0], c.start))
        ]

    @cached_property
    def items(self) -> list[Cue]:
        """The things named in the sentence outside its amounts that one of this kind can be of; a verb's look-alike is none."""
        amounts = [self.said.frames.tokens[at] for at in self.said.frames.token_of.values()]
        return [
            c
            for c in self.said.items
            if (not c.kind.kinds or self.quantity.kind in c.kind.kinds)
            and not any(a.start <= c.start < a.end for a in amounts)
            and not is_verb(self.said.frames, c.start)
        ]

    def reaches(self, cue: Cue) -> bool:
        return self.said.frames.reaches(cue.start, self.number)


# --- measure -----------------------------------------------------------------------------------------


def read_measure(spot: Spot, around: Frame) -> Reading:
    """What the amount is an amount of."""
    quantity, slot = spot.quantity, spot.slot
    named = [c.kind.value for c in spot.items if c.start >= slot.lead and c.end <= quantity.start]
    thing = spot.thing.value if spot.thing else named[-1] if named else None
    frame = _open(spot, around, thing)
    before = [c for c in spot.measures if c.end <= quantity.start and spot.reaches(c)]
    own = [c for c in before if c.start >= slot.lead]
    if _of_another(spot, around, thing):
        before = [c for c in before if c.start >= slot.gap]
    here = spot.said.frames.home[spot.number]
    before = [c for c in before if spot.book.lasts(c.kind.value) or spot.said.frames.clause_at(c.start) == here]
    tail = [c for c in spot.measures if quantity.start <= c.start < slot.tail]
    within = [c for c in tail if inside(spot.said.frames, c.start, spot.number)]
    verb = _verb(spot, thing or around.item.value)
    firm = [verb] if verb and not verb.kind.weak and not (frame.value and spot.book.generalises(verb.kind.value, frame.value)) else []
    share = firm if quantity.kind == "share" else []  # a share is of what its verb says: the nouns tell what it is a share of
    strong = (
        [c for c in spot.measures if c.start < quantity.start and quantity.end < c.end][-1:]
        or _tied(spot, tail, own)
        or share
        or _last_strong(spot, own)
        or _last_strong(spot, before)
        or firm
        or ([] if frame.values else _strong(within)[:1])
    )
    if strong:
        return _measured(spot, strong)
    weak = sorted((*own[-1:], *([verb] if verb else ()), *within[:1], *before[-1:]), key=lambda c: c.kind.faint)
    weak = [c for c in weak if not (c.kind.faint and (frame.values or c.start < slot.lead))]
    if weak and not (frame.values and spot.book.generalises(weak[0].kind.value, frame.values[0])):
        return _measured(spot, weak[:1])
    return inherited(frame)


def spoken_of(said: Said, heads: bool) -> Reading:
    """The measure that a sentence without amounts leaves to those that follow it: a strong noun; at the head of a list any."""
    nouns = [c for c in said.measures if not c.kind.weak and not c.kind.kinds.isdisjoint(("mass", "money"))]
    if not nouns and heads:
        nouns = [c for c in said.measures if not c.kind.faint]
    if nouns:
        return Reading((nouns[-1].kind.value,), INHERITED, (nouns[-1].evidence,))
    return NOTHING_READ


def _open(spot: Spot, frame: Frame, thing: str | None) -> Reading:
    """The measure of the frame, if it can be of this kind of amount and of this thing, and the frame is of no other thing."""
    name, book = frame.measure.value, spot.book
    if name is None or not book.lasts(name) or not book.fits(name, spot.quantity.kind, thing):
        return NOTHING_READ
    return NOTHING_READ if _of_another(spot, frame, thing) else frame.measure


def _of_another(spot: Spot, frame: Frame, thing: str | None) -> bool:
    """Whether what was spoken of last is another thing than that of the amount."""
    before = frame.item.value
    return thing is not None and before is not None and not frame.listed and not spot.book.akin(before, thing)


def _verb(spot: Spot, thing: str | None) -> Cue | None:
    """What the verb says that governs the amount, or the one that it hangs on."""
    frames, kind = spot.said.frames, spot.quantity.kind
    for number in governors(frames, spot.number):
        for lemma in lemmas(frames, number):
            for said in spot.book.by_verb.get(lemma, ()):
                if (not said.kinds or kind in said.kinds) and spot.book.fits(said.value, kind, thing):
                    return _verb_cue(spot.said, number, said)
    return None


def _verb_cue(said: Said, number: int, kind: CueKind) -> Cue:
    """A verb as a cue of a measure."""
    frames = said.frames
    group = frames.groups[number]
    return Cue(frames.tokens[group.first].start, frames.tokens[group.last].end, kind)


def _strong(cues: Sequence[Cue]) -> list[Cue]:
    return [c for c in cues if not c.kind.weak]


def _tied(spot: Spot, tail: Sequence[Cue], own: Sequence[Cue]) -> list[Cue]:
    """The strong measure that hangs on the amount behind it, unless another stands close before the amount."""
    text, end = spot.text, spot.quantity.end
    hanging = [c for c in _strong(tail) if c.start <= end + 1 or spot.words.for_measure.fullmatch(text, end, c.start)]
    if hanging and (close := _strong(own)):
        between = text[close[-1].end : spot.quantity.start]
        if len(between) < _BESIDE and "," not in between and ";" not in between:
            return []
    return hanging[:1]


def _last_strong(spot: Spot, cues: Sequence[Cue]) -> list[Cue]:
    """The last strong measure and those joined to it by comma or *and* alone."""
    text, words, strong = spot.text, spot.words, _strong(cues)
    if not strong:
        return []
    group = [strong[-1]]
    for cue in reversed(strong[:-1]):
        between = text[cue.end : group[0].start]
        if not words.joined.fullmatch(between) or not words.conjunction.search(between):
            break
        group.insert(0, cue)
    if len(group) == 2 and words.new_clause.match(text, group[0].end, group[1].start):
        return group[1:]  # ", and on payment in kind" opens a clause of its own
    return group


def _measured(spot: Spot, cues: Sequence[Cue]) -> Reading:
    names = list(dict.fromkeys(c.kind.value for c in cues))
    value = names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 else spot.book.total
    rejected = tuple(dict.fromkeys(c.kind.value for c in spot.measures if c.kind.value not in names))
    return Reading((value,), STATED, tuple(c.evidence for c in cues), rejected)


def owed(spot: Spot, measure: Reading) -> Reading:
    """A loan that is to be returned is a loan repayment, payment in kind that is owed from before its arrears."""
    if measure.status != STATED or not measure.values:
        return measure
    slot, name = spot.slot, measure.values[0]
    for when, mark, since in (("in_debt", "debt", slot.sentence[0]), ("returned", "returned", slot.gap)):
        renamed = spot.book.named(when, name)
        if renamed and (words := spot.said.mark(mark, since, slot.quantity.start)):
            rejected = tuple(v for v in measure.rejected if v != renamed)
            return Reading((renamed,), STATED, (*measure.evidence, words.evidence), rejected)
    return measure


# --- item --------------------------------------------------------------------------------------------


def read_item(spot: Spot, measure: Reading, frame: Frame, earlier: Sequence[Figure]) -> Reading:
    """The thing that the amount is of; ``earlier`` are the figures before it, those of the letter it answers first."""
    if spot.thing:
        return spot.thing
    kind = spot.quantity.kind
    implied_item = spot.book.item_of(measure.value, measure.evidence[0].rule if measure.evidence else "", kind)
    if earlier and spot.slot.gap == earlier[-1].end and spot.words.paid_for.fullmatch(spot.text, spot.slot.gap, spot.quantity.start):
        return inherited(earlier[-1].item)
    cues = spot.items
    if kind == "money" and "/" not in spot.quantity.unit:
        return _of_money(spot, measure, implied_item, frame, earlier)
    if not cues and kind in ("mass", "volume") and (head := _row_head(spot)):
        return head
    before = [c for c in cues if c.end <= spot.quantity.start and spot.reaches(c)]
    own = [c for c in before if c.start >= spot.slot.lead]
    hanging = [c for c in cues if c.start == spot.quantity.end + 1 or tied(spot.text, spot.slot, c.start, spot.words)]
    if stated := hanging[:1] or own[-1:] or before[-1:]:
        return _said(stated[0])
    if implied_item is not None and measure.status == STATED:
        return _of_measure(implied_item, measure)
    later = [c for c in cues if spot.quantity.end <= c.start < spot.slot.tail and inside(spot.said.frames, c.start, spot.number)]
    if later:
        return _said(later[0])
    left = inherited(frame.item)
    return left if left.values or implied_item is None else _of_measure(implied_item, measure)


def _of_measure(item: str, measure: Reading) -> Reading:
    """The item that a measure implies: a guess where the measure is stated, taken from elsewhere as the measure is."""
    return Reading((item,), INHERITED if measure.status == INHERITED else ASSUMED, measure.evidence)


def _of_money(spot: Spot, measure: Reading, named: str | None, frame: Frame, earlier: Sequence[Figure]) -> Reading:
    """What money is for, else what its measure names, else what the money before was for."""
    cues, slot = spot.items, spot.slot
    own = [c for c in cues if slot.lead <= c.start and c.end <= spot.quantity.start and spot.reaches(c)]
    if named is not None:  # what is named behind the measure's own words
        own = [c for c in own if c.kind.kinds or (measure.evidence and c.start > measure.evidence[-1].start)]
    if spent := _spent_on(spot, named is None, own[-1].start if own else slot.lead):
        return spent
    hanging = [c for c in cues if tied(spot.text, spot.slot, c.start, spot.words)]
    if stated := hanging[:1] or own[-1:]:
        return _said(stated[0])
    if named is not None:
        return _of_measure(named, measure)
    later = [c for c in cues if spot.quantity.end <= c.start < spot.slot.tail]
    before = [c for c in cues if c.end <= spot.quantity.start and spot.reaches(c)]
    found = later[:1] or before[-1:]
    return _said(found[0]) if found else inherited(frame.paid)


def _said(cue: Cue) -> Reading:
    return Reading((cue.kind.value,), STATED, (cue.evidence,))


def _row_head(spot: Spot) -> Reading | None:
    """A row of a list that opens with an unknown thing in small letters (``lard 220 tons``) is of that thing."""
    slot = spot.slot
    if slot.gap != slot.sentence[0]:
        return None
    match = spot.words.row_head.fullmatch(spot.text, slot.sentence[0], slot.quantity.start)
    if match is None or not match["item"].islower():
        return None
    return Reading((match["item"],), STATED, (Evidence(match.start("item"), match.end("item"), "row head"),))


def _purposes(spot: Spot, before: bool, since: int) -> Iterator[int]:
    """Where what money is for may begin: behind the amount, then before it, the nearest first, but behind what is nearer yet."""
    for pattern in (spot.words.spent_after, spot.words.meant_for):
        if behind := pattern.match(spot.text, spot.quantity.end, spot.slot.tail):
            yield behind.end()
    found = [m.end() for m in spot.words.spent_before.finditer(spot.text, since, spot.quantity.start)]
    yield from reversed(found if before else [])


def _spent_on(spot: Spot, before: bool, since: int) -> Reading | None:
    """What money is for: ``on machine tools`` behind it, or before it where its measure names nothing."""
    for offset in _purposes(spot, before, since):
        span = spot.phrase(offset)
        known = span is not None and any(span[0] <= c.start < span[1] for c in spot.said.items)
        if span and (known or (before and spot.text[span[0]].islower()) or (offset > spot.quantity.end and spot.text[span[0]].islower())):
            return spot.named(span)
    return None


# --- what the kind implies ---------------------------------------------------------------------------


def implied(quantity: Quantity, stage: Reading, measure: Reading, item: Reading, frame: Frame, book: CueBook) -> tuple[Reading, Reading]:
    """Measure and item with what the kind of the amount implies where the words say nothing: a guess that says so."""
    kind = "price" if "/" in quantity.unit and quantity.kind != "yield" else quantity.kind
    defaults = book.told_of_kind if stage.value == "reported" and stage.status == STATED else book.measure_of_kind
    default = book.measure_of_kind.get(kind) if kind in book.always else defaults.get(kind) if not measure.values else None
    if default:
        measure = Reading((default,), ASSUMED, measure.evidence if kind in book.always else ())
    elif (new := book.named("on_return", measure.value)) and book.named("returned", frame.measure.value):
        measure = replace(measure, values=(new.format(frame.measure.value),))
    if not item.values and quantity.unit in book.item_of_unit:
        item = Reading((book.item_of_unit[quantity.unit],), ASSUMED)
    return measure, item

"""The measure: what an amount is an amount *of*.

It is said by a noun tied to the amount or standing in its clause, by the verb that governs it, by a noun farther
off; else the frame around it has it, if that can be of this kind of amount and of this thing.  A word that is only more
general than the frame's (*the loan*, after a seed loan) takes that up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from figures.attribution.context import Frame, inherited
from figures.attribution.readings.matter import Matter
from figures.language import Cue
from figures.model import ASSUMED, INHERITED, NOTHING_READ, STATED, Reading
from figures.sentences import Said, Slot, hangs_inside, lemmas_of, verbs_over

_BESIDE = 25
"""A measure parted from its amount by no more characters, and by no comma, goes before one tied behind it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that may say the measure of an amount, by where they stand."""

    own: list[Cue]
    """Before the amount, among its own words."""
    before: list[Cue]
    """Before it in the sentence."""
    tail: list[Cue]
    """Behind it, among its own words."""
    within: list[Cue]
    """Those behind it that stand in its clause."""
    verb: Cue | None
    """The verb that governs it, where that says a measure."""
    frame: Reading
    """What the frame around it has, if it can be of that."""


def read_measure(matter: Matter, frame: Frame) -> Reading:
    """What the amount is an amount of, from the words of its sentence; what it owes from before is named so."""
    words = _words(matter, frame)
    strong = _strong_words(matter, words)
    if strong:
        return _owed(matter.slot, _measured(matter, strong))
    weak = _weak_word(matter, words)
    return _owed(matter.slot, _measured(matter, [weak])) if weak else inherited(words.frame)


def spoken_of(said: Said, heads: bool) -> Reading:
    """The measure that a sentence without amounts leaves to those that follow it: a strong noun; at the head of a list any."""
    nouns = [c for c in said.measures if not c.kind.weak and not c.kind.kinds.isdisjoint(("mass", "money"))]
    if not nouns and heads:
        nouns = [c for c in said.measures if not c.kind.faint]
    return Reading((nouns[-1].kind.value,), INHERITED, (nouns[-1].evidence,)) if nouns else NOTHING_READ


def implied_measure(slot: Slot, stage: Reading, measure: Reading, frame: Frame) -> Reading:
    """The measure, or what the kind of the amount implies where the words say none: a guess that says so."""
    quantity, book = slot.quantity, slot.words.subjects
    kind = "price" if "/" in quantity.unit and quantity.kind != "yield" else quantity.kind
    if kind in book.always and kind in book.measure_of_kind:
        return Reading((book.measure_of_kind[kind],), ASSUMED, measure.evidence)
    told = stage.value == "reported" and stage.status == STATED
    default = (book.told_of_kind if told else book.measure_of_kind).get(kind) if kind not in book.always else None
    if default and not measure.values:
        return Reading((default,), ASSUMED)
    new = book.named("on_return", measure.value)
    if new and frame.measure.value and book.named("returned", frame.measure.value):
        return replace(measure, values=(new.format(frame.measure.value),))  # interest is on the loan spoken of
    return measure


# --- the words ----------------------------------------------------------------------------------------


def _words(matter: Matter, around: Frame) -> _Words:
    slot, parsed, book = matter.slot, matter.slot.said.sentence.parsed, matter.slot.words.subjects
    start = slot.quantity.start
    named = [c.kind.value for c in matter.items if c.start >= slot.lead and c.end <= start]
    thing = matter.thing.value if matter.thing else named[-1] if named else None
    before = matter.before(matter.measures)
    own = matter.own(before)
    if _is_of_another(slot, around, thing):
        before = [c for c in before if c.start >= slot.gap]
    home = parsed.home[slot.number]
    before = [c for c in before if book.lasts(c.kind.value) or parsed.clause_at(c.start) == home]
    tail = [c for c in matter.measures if start <= c.start < slot.tail]
    within = [c for c in tail if hangs_inside(parsed, c.start, slot.number)]
    return _Words(own, before, tail, within, _verb(slot, thing or around.item.value), _open(slot, around, thing))


def _open(slot: Slot, frame: Frame, thing: str | None) -> Reading:
    """The measure of the frame, if it can be of this kind of amount and of this thing, and the frame is of no other thing."""
    name, book = frame.measure.value, slot.words.subjects
    if name is None or not book.lasts(name) or not book.fits(name, slot.quantity.kind, thing):
        return NOTHING_READ
    return NOTHING_READ if _is_of_another(slot, frame, thing) else frame.measure


def _is_of_another(slot: Slot, frame: Frame, thing: str | None) -> bool:
    """Whether what was spoken of last is another thing than that of the amount."""
    before = frame.item.value
    return thing is not None and before is not None and not frame.listed and not slot.words.subjects.akin(before, thing)


def _verb(slot: Slot, thing: str | None) -> Cue | None:
    """What the verb says that governs the amount, or the one that it hangs on."""
    parsed, book, kind = slot.said.sentence.parsed, slot.words.subjects, slot.quantity.kind
    for group in verbs_over(parsed, slot.number):
        for lemma in lemmas_of(parsed, group):
            for said in book.by_verb.get(lemma, ()):
                if (not said.kinds or kind in said.kinds) and book.fits(said.value, kind, thing):
                    return Cue(*parsed.span(group), said)
    return None


# --- which of them ------------------------------------------------------------------------------------


def _strong_words(matter: Matter, words: _Words) -> list[Cue]:
    """Words that tell a measure of their own, the first that there are: around the amount, tied to it, before it, its verb, behind it."""
    quantity, verb = matter.slot.quantity, words.verb
    firm = [verb] if verb and not verb.kind.weak and not _takes_up(matter, words, verb) else []
    share = firm if quantity.kind == "share" else []  # a share is of what its verb says: the nouns tell what it is a share of
    return (
        [c for c in matter.measures if c.start < quantity.start and quantity.end < c.end][-1:]
        or _tied(matter.slot, words.tail, words.own)
        or share
        or _last_strong(matter.slot, words.own)
        or _last_strong(matter.slot, words.before)
        or firm
        or ([] if words.frame.values else _strong(words.within)[:1])
    )


def _weak_word(matter: Matter, words: _Words) -> Cue | None:
    """A word that names the manner and not the obligation; a faint one only among the amount's own words, where nothing is open."""
    nearest = (*words.own[-1:], *([words.verb] if words.verb else ()), *words.within[:1], *words.before[-1:])
    weak = sorted(nearest, key=lambda c: c.kind.faint)
    weak = [c for c in weak if not (c.kind.faint and (words.frame.values or c.start < matter.slot.lead))]
    return weak[0] if weak and not _takes_up(matter, words, weak[0]) else None


def _takes_up(matter: Matter, words: _Words, cue: Cue) -> bool:
    """Whether a word is the frame's measure or only more general, and so takes that up."""
    return words.frame.value is not None and matter.slot.words.subjects.generalises(cue.kind.value, words.frame.value)


def _strong(cues: Sequence[Cue]) -> list[Cue]:
    return [c for c in cues if not c.kind.weak]


def _tied(slot: Slot, tail: Sequence[Cue], own: Sequence[Cue]) -> list[Cue]:
    """The strong measure that hangs on the amount behind it, unless another stands close before the amount."""
    end, text = slot.quantity.end, slot.text
    hanging = [c for c in _strong(tail) if c.start <= end + 1 or slot.words.for_measure.fullmatch(text, end, c.start)]
    if hanging and (close := _strong(own)):
        between = text[close[-1].end : slot.quantity.start]
        if len(between) < _BESIDE and "," not in between and ";" not in between:
            return []
    return hanging[:1]


def _last_strong(slot: Slot, cues: Sequence[Cue]) -> list[Cue]:
    """The last strong measure and those joined to it by comma or *and* alone."""
    strong = _strong(cues)
    if not strong:
        return []
    group, text, words = [strong[-1]], slot.text, slot.words
    for cue in reversed(strong[:-1]):
        between = text[cue.end : group[0].start]
        if not words.joined.fullmatch(between) or not words.conjunction.search(between):
            break
        group.insert(0, cue)
    if len(group) == 2 and words.new_clause.match(text, group[0].end, group[1].start):
        return group[1:]  # ", and on payment in kind" opens a clause of its own
    return group


def _measured(matter: Matter, cues: Sequence[Cue]) -> Reading:
    names = list(dict.fromkeys(c.kind.value for c in cues))
    value = names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 else matter.slot.words.subjects.total
    rejected = tuple(dict.fromkeys(c.kind.value for c in matter.measures if c.kind.value not in names))
    return Reading((value,), STATED, tuple(c.evidence for c in cues), rejected)


def _owed(slot: Slot, measure: Reading) -> Reading:
    """A loan that is to be returned is a loan repayment, payment in kind that is owed from before its arrears."""
    name, start = measure.values[0], slot.quantity.start
    for when, mark, since in (("in_debt", "debt", slot.said.span[0]), ("returned", "returned", slot.gap)):
        renamed = slot.words.subjects.named(when, name)
        if renamed and (words := slot.said.mark(mark, since, start)):
            rejected = tuple(v for v in measure.rejected if v != renamed)
            return Reading((renamed,), STATED, (*measure.evidence, words.evidence), rejected)
    return measure

"""Part of station 7: of what, for which region and for which agency an amount is.

All three are read in the same order: what is tied to the amount by a preposition behind it
(``8.5 million poods to Chelyabinsk residents``, ``3,000,000 poods for grain deliveries``), the
nearest words before it in its own lead, the nearest before it in the sentence, what the paragraph
spoke of last, what the letter it answers asked for, and last what its kind implies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from figures.attribution.answered import _as_asked
from figures.attribution.discourse import Topic
from figures.language import Cue
from figures.model import AMBIGUOUS, ASSUMED, INHERITED, NOTHING_READ, STATED, Evidence, Figure, Quantity, Reading
from figures.names import contains_region
from figures.sentences.clauses import Slot
from figures.sentences.cue_groups import CueBook
from figures.sentences.said import Mention, Said
from figures.sentences.small_words import Structure

_NEAR = 60
"""A measure or region tied to an amount stands at most this many characters behind it."""


def _tied(text: str, slot: Slot, start: int, words: Structure) -> bool:
    """Whether what stands at ``start`` hangs on the quantity by a preposition within its tail."""
    between = text[slot.quantity.end : start]
    if not (slot.quantity.end <= start < slot.tail) or len(between) > _NEAR:
        return False
    lead = between.strip(' ,("“')
    return bool(words.preposition.match(lead)) if lead else False


def _inherit(reading: Reading) -> Reading:
    return Reading(reading.values, INHERITED, reading.evidence, reading.rejected) if reading.values else NOTHING_READ


def read_mention(text: str, slot: Slot, mentions: Sequence[Mention], words: Structure, topic: Reading, each: bool) -> Reading:
    """The regions, or the party, of one quantity from the mentions of its sentence."""
    if not mentions:
        return _inherit(topic)
    quantity = slot.quantity
    if quantity.kind == "count":  # people and things are not those of the whole Union because it is named
        mentions = [m for m in mentions if m.names != ("USSR",) or _tied(text, slot, m.start, words)]
    own = [m for m in mentions if slot.lead <= m.start and m.end <= quantity.start]
    adjacent = bool(own) and not text[own[-1].end : quantity.start].strip(" :–—-()")
    for mention in () if adjacent else mentions:
        if mention.start >= quantity.end and _tied(text, slot, mention.start, words):
            if quantity.kind == "share" and (own or topic.values):
                break  # "15% of the harvest of the Union": the base, not the bearer
            return _mentioned(mention, (), each)
    before = [m for m in mentions if m.end <= quantity.start and not _bracketed_off(text, slot, m)]
    if before:
        nearest = before[-1]
        if nearest.weak:
            nearest = next((m for m in reversed(before) if not m.weak), nearest)
        coordinated = [nearest]
        if each:
            for m in reversed(before[: before.index(nearest)]):
                if not words.joined.fullmatch(text, m.end, coordinated[0].start):
                    break
                coordinated.insert(0, m)
        names = tuple(dict.fromkeys(n for m in coordinated for n in m.names))
        evidence = tuple(m.evidence for m in coordinated)
        rejected = tuple(dict.fromkeys(n for m in before for n in m.names if n not in names))
        return Reading(
            names if each else names[:1] if len(names) == 1 else names, STATED if len(names) == 1 or each else AMBIGUOUS, evidence, rejected
        )
    later = [m for m in mentions if quantity.end <= m.start < slot.tail and not m.weak]
    if later:
        return _mentioned(later[0], (), each)
    return _inherit(topic)


def _mentioned(mention: Mention, rejected: tuple[str, ...], each: bool) -> Reading:
    status = STATED if len(mention.names) == 1 or each else AMBIGUOUS
    return Reading(mention.names, status, (mention.evidence,), rejected)


def _bracketed_off(text: str, slot: Slot, mention: Mention) -> bool:
    """A mention in a closed bracket does not govern what follows the bracket."""
    if slot.bracket and slot.bracket[0] < mention.start:
        return False
    if text[mention.start - 1 : mention.start] == "(" and text[mention.end : mention.end + 1] == ")":
        return False  # "Vareikis (Voronezh)": a name in apposition
    between = text[mention.end : slot.quantity.start]
    opened = text.count("(", slot.sentence[0], mention.start) > text.count(")", slot.sentence[0], mention.start)
    return opened and ")" in between


def read_measure(text: str, slot: Slot, cues: Sequence[Cue], words: Structure, topic: Reading) -> Reading:
    """What the amount is an amount of, from the measure cues of its sentence."""
    if not cues:
        return _inherit(topic)
    quantity = slot.quantity
    fitting = [c for c in cues if not c.kind.kinds or quantity.kind in c.kind.kinds]
    tail = [c for c in fitting if quantity.end <= c.start < slot.tail or quantity.start <= c.start < quantity.end]
    tied = [
        c for c in tail if not c.kind.weak and (c.start <= quantity.end + 1 or words.for_measure.fullmatch(text, quantity.end, c.start))
    ]
    around = [c for c in fitting if c.start < quantity.start and quantity.end < c.end]
    if around:  # "exempt 8 thousand people from conscription"
        return _measured(around[-1:], fitting)
    own = [c for c in fitting if slot.lead <= c.start and c.end <= quantity.start]
    strong_own = [c for c in own if not c.kind.weak]
    if tied and not (strong_own and _adjacent(text, strong_own[-1], quantity.start)):
        return _measured([tied[0]], fitting)
    if strong_own:
        return _measured(_coordinated(text, strong_own, words), fitting)
    sentence = [c for c in fitting if c.end <= quantity.start and not c.kind.weak]
    if sentence:
        return _measured(_coordinated(text, sentence, words), fitting)
    if not topic.values and tail and not tail[0].kind.weak:
        return _measured([tail[0]], fitting)
    weak = own or tail or [c for c in fitting if c.end <= quantity.start]
    if weak and not (topic.values and _generic(weak[-1].kind.value, topic.values[0])):
        nearest = own[-1] if own else tail[0] if tail else weak[-1]
        return _measured([nearest], fitting)
    return _inherit(topic)


def _generic(weak: str, strong: str) -> bool:
    """A bare ``loan`` after a ``seed loan`` is that loan; a bare ``purchase`` after a plan that plan."""
    return strong.endswith(weak) or strong.startswith(weak)


def _adjacent(text: str, cue: Cue, start: int) -> bool:
    return len(text[cue.end : start]) < 25 and not re.search(r"[,;]", text[cue.end : start])


def _coordinated(text: str, cues: Sequence[Cue], words: Structure) -> list[Cue]:
    """The last cue and those joined to it by comma or ``and`` alone."""
    group = [cues[-1]]
    for cue in reversed(cues[:-1]):
        between = text[cue.end : group[0].start]
        if not words.joined.fullmatch(between) or not words.conjunction.search(between):
            break
        group.insert(0, cue)
    if len(group) == 2 and words.new_clause.match(text, group[0].end, group[1].start):
        return group[1:]  # ", and on payment in kind" opens a clause of its own
    return group


def _measured(cues: Sequence[Cue], all_cues: Sequence[Cue]) -> Reading:
    if len(all_cues) == 1:
        (cue,) = cues
        return Reading((cue.kind.value,), STATED, (Evidence(cue.start, cue.end, cue.kind.rule),))
    names = list(dict.fromkeys(c.kind.value for c in cues))
    value = names[0] if len(names) == 1 else " and ".join(names) if len(names) == 2 else "total relief"
    evidence = tuple(Evidence(c.start, c.end, c.kind.rule) for c in cues)
    rejected = tuple(dict.fromkeys(c.kind.value for c in all_cues if c.kind.value not in names))
    return Reading((value,), STATED, evidence, rejected)


def _row_head(text: str, slot: Slot, words: Structure) -> Reading | None:
    """A row of a list that opens with an unknown thing in small letters (``lard 220 tons``) is of that thing."""
    if slot.gap != slot.sentence[0]:
        return None
    match = words.row_head.fullmatch(text, slot.sentence[0], slot.quantity.start)
    if match is None or not match["item"].islower():
        return None
    return Reading((match["item"],), STATED, (Evidence(match.start("item"), match.end("item"), "row head"),))


def read_item(
    text: str, slot: Slot, cues: Sequence[Cue], measure_item: str | None, words: Structure, topic: Reading, earlier: Sequence[Figure]
) -> Reading:
    """The item of one quantity; ``measure_item`` is the one its measure implies."""
    quantity = slot.quantity
    noun_cues = [c for c in cues if quantity.start <= c.start and c.end <= quantity.end]
    if quantity.noun:
        value = noun_cues[-1].kind.value if noun_cues and quantity.kind != "count" else quantity.noun
        return Reading((value,), STATED, (Evidence(quantity.start, quantity.end, quantity.rule),))
    if not cues and quantity.kind in ("mass", "volume") and (head := _row_head(text, slot, words)):
        return head
    if not cues and quantity.kind != "money":
        return Reading((measure_item,), ASSUMED) if measure_item is not None else _inherit(topic)
    if quantity.kind == "money" and (spent := _spent_on(text, slot, words, earlier)):
        return spent
    cues = [c for c in cues if c not in noun_cues and (not c.kind.kinds or quantity.kind in c.kind.kinds)]
    own = [c for c in cues if slot.lead <= c.start and c.end <= quantity.start]
    tied = [c for c in cues if _tied(text, slot, c.start, words)]
    for found in ([tied[0]] if tied else [], own[-1:]):
        if found:
            return Reading((found[0].kind.value,), STATED, (Evidence(found[0].start, found[0].end, found[0].kind.rule),))
    before = [c for c in cues if c.end <= quantity.start]
    if before and quantity.kind != "money":
        return Reading((before[-1].kind.value,), STATED, (Evidence(before[-1].start, before[-1].end, before[-1].kind.rule),))
    if measure_item is not None:
        return Reading((measure_item,), ASSUMED)
    later = [c for c in cues if quantity.end <= c.start < slot.tail]
    if later:
        return Reading((later[0].kind.value,), STATED, (Evidence(later[0].start, later[0].end, later[0].kind.rule),))
    if before:
        return Reading((before[-1].kind.value,), STATED, (Evidence(before[-1].start, before[-1].end, before[-1].kind.rule),))
    return _inherit(topic)


def _spent_on(text: str, slot: Slot, words: Structure, earlier: Sequence[Figure]) -> Reading | None:
    """What money is for: ``on machine tools`` behind or before it, or an item named with money before (``the furnaces``)."""
    quantity = slot.quantity
    match = words.spent_after.match(text, quantity.end, slot.tail) or words.spent_before.search(text[slot.lead : quantity.start])
    if match and match["item"][0].islower() and not words.no_item.intersection((match["item"].split()[0], match["item"].split()[-1])):
        start = match.start("item") + (0 if match.re is words.spent_after else slot.lead)
        return Reading((match["item"],), STATED, (Evidence(start, start + len(match["item"]), "spent on"),))
    lead = text[slot.lead : quantity.start].lower()
    for figure in earlier:
        name = figure.item.value
        if name and figure.unit == quantity.unit and (at := lead.find(name.lower())) >= 0:
            return Reading((name,), STATED, (Evidence(slot.lead + at, slot.lead + at + len(name), "named before"),))
    return None


def _owed(slot: Slot, said: Said, measure: Reading, book: CueBook) -> Reading:
    """A loan that is to be returned is a loan repayment, payment in kind that is owed from before its arrears."""
    if measure.status != STATED or not measure.values:
        return measure
    name, start = measure.values[0], slot.quantity.start
    for owed, mark, since in (("in_debt", "debt", slot.sentence[0]), ("returned", "returned", slot.gap)):
        renamed = book.named(owed, name)
        if renamed and (words := said.mark(mark, since, start)):
            rejected = tuple(v for v in measure.rejected if v != renamed)
            return Reading((renamed,), STATED, (*measure.evidence, words.evidence), rejected)
    return measure


def _region(text: str, slot: Slot, said: Said, words: Structure, topic: Topic, each: bool, answered: Sequence[Figure]) -> Reading:
    """The region, with ``the former``, ``the latter``, ``each of them`` resolved to those named together."""
    if topic.pair:
        for mark, place in (("former", 0), ("latter", -1)):
            if (cue := said.mark(mark, slot.lead, slot.quantity.start)) is not None:
                others = tuple(n for n in topic.pair if n != topic.pair[place])
                return Reading((topic.pair[place],), INHERITED, (cue.evidence,), others)
    reading = _as_asked(read_mention(text, slot, said.regions, words, topic.regions, each), answered)
    if each and len(reading.values) == 1 and reading.status != INHERITED:
        inside = tuple(
            dict.fromkeys(v for f in answered for v in f.region.values if v != reading.values[0] and contains_region(reading.values[0], v))
        )
        if len(inside) > 1:  # "each of the Volga republics"
            return Reading(inside, INHERITED, reading.evidence, reading.values)
    if each and len(reading.values) < 2:
        pair = topic.pair or tuple(dict.fromkeys(v for f in answered for v in f.region.values))
        if len(pair) > 1 and (not reading.values or reading.status == INHERITED):
            return Reading(pair, INHERITED, reading.evidence)
    return reading


def _implied(quantity: Quantity, stage: Reading, measure: Reading, item: Reading, topic: Topic, book: CueBook) -> tuple[Reading, Reading]:
    """What the kind of the amount implies where the words say nothing."""
    kind = "price" if "/" in quantity.unit and quantity.kind != "yield" else quantity.kind
    default = book.measure_of_kind.get(kind)
    if kind in ("yield", "price") and default:
        measure = Reading((default,), ASSUMED, measure.evidence)
    elif measure.value == "interest" and topic.measure.value and book.named("returned", topic.measure.value):
        measure = replace(measure, values=(f"interest on {topic.measure.value}",))
    elif not measure.values and default and stage.value in ("requested", "proposed", "granted"):
        measure = Reading((default,), ASSUMED)
    if not item.values and quantity.unit in book.item_of_unit:
        item = Reading((book.item_of_unit[quantity.unit],), ASSUMED)
    return measure, item

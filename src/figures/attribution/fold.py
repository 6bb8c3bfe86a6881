"""Station 7: quantities and cues become figures with a reading for region, item, measure, stage.

The rule of every field: the nearest cue wins, what is tied to the amount goes before what merely
stands near it, declared order breaks ties, an equal tie is ambiguous, and every reading keeps the
words it rests on, how sure it is and what it rejected.  ``stages.py`` and ``subjects.py`` hold the
rules; this module folds them over the paragraphs of a letter in reading order and hands the topic
(region, measure, item, stage) from sentence to sentence:

* a sentence without cue goes on with the topic of the one before it in its paragraph;
* a sentence that ends in a colon opens a list, whose rows inherit its stage and measure;
* a paragraph goes on with the topic of the one before only if it is a row of its list, if it has
  a word such as ``his`` for the region, or if it continues a numbered point;
* where a letter or footnote answers another, what it leaves out is filled from what was asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from figures.attribution.columns import by_column, heading_cells, is_row
from figures.attribution.discourse import LIST_MARK, goes_on, introductions, share_out
from figures.attribution.settling import asked_by_subject, settle_stage
from figures.attribution.speakers import home_region, speaker_of
from figures.attribution.stages import DECIDER, EDITOR, WRITER, StageMemory, Voice, read_stage, remember
from figures.attribution.subjects import Topic, from_asked, read_item, read_measure, read_mention
from figures.attribution.totals import mark_parts, with_afterthoughts
from figures.model import (
    ABSENT,
    ASSUMED,
    BODY,
    INHERITED,
    NOTE,
    NOTHING_READ,
    STATED,
    Edition,
    Evidence,
    Figure,
    Letter,
    Quantity,
    Reading,
)
from figures.names import gazetteer, regions
from figures.sentences.clauses import Slot, Structure, point_number, sentences, slots, structure
from figures.sentences.cue_groups import CueBook, cue_book
from figures.sentences.said import Said, gather

_LIST_LENGTH = 3
"""Paragraphs looked back to tell whether a list was of one region: two rows differ where regions are listed."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """What stays the same while one letter is read."""

    edition: Edition
    letter: Letter
    book: CueBook
    words: Structure
    year: int | None
    asked: Sequence[Figure]


def figures(edition: Edition, letter: Letter, quantities: Sequence[tuple[int, Quantity]], asked: Sequence[Figure] = ()) -> list[Figure]:
    """The figures of one letter, in reading order.

    ``quantities`` pairs each quantity with the index of its paragraph; ``asked`` are the figures of
    the letter that this one answers, if any.
    """
    reader = _Reader(
        edition, letter, cue_book(edition.language), structure(edition.language), int(letter.date[:4]) if letter.date else None, asked
    )
    by_paragraph: dict[int, list[Quantity]] = {}
    for index, quantity in quantities:
        by_paragraph.setdefault(index, []).append(quantity)
    body_speaker = speaker_of(letter, bool(asked), reader.words)
    home = home_region(edition, letter, reader.words, reader.year, asked)
    found: list[Figure] = []
    topic, memory = Topic(regions=home), StageMemory()
    last_read = -2
    if not letter.senders and letter.heading.end > letter.heading.start:
        heading = (letter.heading.start, letter.heading.end)
        said = gather(edition.text, heading, (), reader.words, reader.year)
        _frame(edition.text, heading, said, Voice(body_speaker, bool), memory, topic, reader.words, opens_list=True)
        memory.listed, last_read = True, min(by_paragraph) - 1
    for index in sorted(by_paragraph.keys() | introductions(edition.text, letter.paragraphs, by_paragraph)):
        paragraph = letter.paragraphs[index]
        speaker = EDITOR if paragraph.role == NOTE else body_speaker
        if not goes_on(edition.text, letter.paragraphs, last_read, index, memory, reader.words):
            topic.forget(home)
            memory.forget()
        own = _paragraph(reader, index, by_paragraph.get(index, []), speaker, home, topic, memory, found)
        if own and is_row(edition.text, by_paragraph[index]):
            own = by_column(edition.text, own, heading_cells(edition.text, letter.paragraphs, index, by_paragraph), reader.words)
        found += own
        last_read = index
    return with_afterthoughts(found)


def _paragraph(
    reader: _Reader,
    index: int,
    quantities: list[Quantity],
    speaker: str,
    home: Reading,
    topic: Topic,
    memory: StageMemory,
    earlier: Sequence[Figure],
) -> list[Figure]:
    text, paragraph = reader.edition.text, reader.letter.paragraphs[index]
    found: list[Figure] = []
    answered: Sequence[Figure] = ([f for f in earlier if f.note == 0] if paragraph.role == NOTE else ()) or reader.asked
    point = point_number(text, paragraph.start, paragraph.end)
    if paragraph.role == BODY and reader.words.resolution.match(text, paragraph.start, paragraph.end):
        speaker = EDITOR
    voice = Voice(speaker, lambda: reader.words.marks.search("consent_asked", text, paragraph.start, reader.letter.end))
    ended_list = False
    so_far = list(earlier)
    openings: list[tuple[int, bool]] = []
    spans = sentences(text, paragraph.start, paragraph.end, reader.words)
    shared = share_out(spans, quantities)
    for number, sentence in enumerate(spans):
        inside = shared[number]
        ending = text[sentence[0] : sentence[1]].rstrip()[-1:]
        opens_list = ending == ":" or (number == len(spans) - 1 and not inside and ending.isalnum())
        if not (inside or opens_list or paragraph.role == NOTE or any(shared[number + 1 : number + 2])):
            continue
        if not any(shared[number:]) and not opens_list:
            break
        said = gather(text, sentence, inside, reader.words, reader.year)
        if memory.listed and number == 0 and inside and _new_frame(said) and not LIST_MARK.match(text, sentence[0]):
            ended_list = True
            topic.forget(_of_the_list(earlier, home))
            memory.forget()
        _note_topic(said, topic)
        if answered:
            named_point = _answered(reader, sentence, answered)
            if named_point is not answered:
                answered = named_point
                topic.forget(home)
        if speaker == EDITOR and voice.ruling is None and (ruling := said.mark("rulings", *sentence)):
            voice = replace(voice, ruling=Evidence(ruling.start, ruling.end, ruling.kind.rule))
        for slot in slots(text, sentence, inside, said.brackets, reader.words):
            figure = _figure(reader, index, point, slot, said, voice, topic, memory, so_far, answered)
            if found and "/" in figure.unit and reader.words.appended.fullmatch(text, found[-1].end, figure.start):
                figure = replace(figure, stage=found[-1].stage)  # "12,000 barrels at 27 shillings a barrel"
            remember(slot, figure.stage, memory)
            _hand_on(figure, topic)
            if figure.stage.value == "delivered" and (done := reader.book.named("done", figure.measure.value)):
                figure = replace(figure, measure=replace(figure.measure, values=(done,)))
            found.append(figure)
            so_far.append(figure)
            opens_parts = (
                text[slot.gap : slot.quantity.start].strip() == ":" or said.mark("parts", slot.gap, slot.quantity.start) is not None
            )
            openings.append((sentence[0], opens_parts))
        if not inside:
            _frame(text, sentence, said, voice, memory, topic, reader.words, opens_list)
        elif opens_list or number == len(spans) - 1:
            _leave_open(text, inside[-1], sentence, said, voice, memory)
        if opens_list and not ended_list:
            memory.listed = True
    return mark_parts(found, openings)


def _leave_open(text: str, last: Quantity, sentence: tuple[int, int], said: Said, voice: Voice, memory: StageMemory) -> None:
    """Words behind the last amount of an unfinished sentence (``… we apply for``) govern the rows that follow."""
    if text[sentence[0] : sentence[1]].rstrip()[-1:] in '.!?;)”"':
        return
    trailing = [c for c in said.stages if c.start >= last.end and c.kind.value in ("ask", "petition", "own", "decide", "owe", "suggest")]
    if trailing:
        memory.stage, memory.evidence, memory.listed = voice.stage(trailing[-1].kind.value), (trailing[-1].evidence,), True


def _of_the_list(earlier: Sequence[Figure], home: Reading) -> Reading:
    """What is said behind a list concerns its region if all its rows were of one."""
    last = earlier[-1].paragraph if earlier else 0
    rows = [f for f in earlier if last - f.paragraph < _LIST_LENGTH]
    alike = len(rows) > 1 and len({f.region.values for f in rows}) == 1 and rows[-1].region.values
    return Reading(rows[-1].region.values, INHERITED, rows[-1].region.evidence) if alike else home


def _new_frame(said: Said) -> bool:
    """Whether a sentence has a stage of its own, outside its brackets, and so ends the list before it."""
    telling = [c for c in said.stages if c.kind.value in ("own", "petition", "ask", "decide", "owe") and not c.kind.weak]
    return any(not any(start < c.start < end for start, end in said.brackets) for c in telling)


def _answered(reader: _Reader, sentence: tuple[int, int], current: Sequence[Figure]) -> Sequence[Figure]:
    """The figures that a sentence answers: those of the point it names, else what the sentence before answered."""
    for match in reader.words.point.finditer(reader.edition.text, *sentence):
        number = reader.words.point_numbers[(match["a"] or match["b"]).lower()]
        chosen = [f for f in current if f.point == number] or [f for f in reader.asked if f.point == number]
        if chosen:
            return chosen
    return current


def _note_topic(said: Said, topic: Topic) -> None:
    if said.regions:
        named = tuple(dict.fromkeys(n for m in said.regions for n in m.names))
        if len(named) > 1:
            topic.pair = named


def _frame(
    text: str, sentence: tuple[int, int], said: Said, voice: Voice, memory: StageMemory, topic: Topic, words: Structure, opens_list: bool
) -> None:
    """A sentence without amounts leaves its stage, measure and region to the amounts that follow."""
    anchor = Slot(_Anchor(sentence[1]), sentence, sentence[0], sentence[1], sentence[0], None)  # type: ignore[arg-type]
    reading = read_stage(text, anchor, said, voice, StageMemory(), words)
    if reading.evidence and reading.value != "reported" and (opens_list or reading.value in ("requested", "proposed", "granted")):
        memory.stage, memory.evidence, memory.kind = reading.value, reading.evidence, ""
    strong = [c for c in said.measures if not c.kind.weak and "mass" in c.kind.kinds]
    if strong:
        topic.measure = Reading((strong[-1].kind.value,), INHERITED, (strong[-1].evidence,))
    named = [m for m in said.regions if not m.weak] or said.regions
    if named and (opens_list or not topic.regions.values):
        topic.regions = Reading(named[-1].names, INHERITED, (named[-1].evidence,))
    if said.items:
        topic.item = Reading((said.items[-1].kind.value,), INHERITED, (said.items[-1].evidence,))


class _Anchor(NamedTuple):
    """Stands in for a quantity at the end of a sentence that has none."""

    start: int
    kind: str = "count"
    unit: str = ""

    @property
    def end(self) -> int:
        return self.start


def _figure(
    reader: _Reader, index: int, point: int, slot: Slot, said: Said, voice: Voice, topic: Topic, memory: StageMemory,
    earlier: Sequence[Figure], answered: Sequence[Figure],
) -> Figure:  # fmt: skip
    text, quantity, words = reader.edition.text, slot.quantity, reader.words
    stage = read_stage(text, slot, said, voice, memory, words)
    if voice.speaker == WRITER and stage.status == ASSUMED:
        stage = asked_by_subject(text, slot, said, words) or stage
    each = said.mark("each", slot.lead, min(slot.tail + 6, slot.sentence[1])) is not None
    region = _region(text, slot, said, words, topic, each, answered or earlier)
    party = read_mention(text, slot, said.parties, words, topic.party, False) if said.parties or topic.party.values else NOTHING_READ
    measure = _owed(slot, said, read_measure(text, slot, said.measures, words, topic.measure), reader.book)
    measure_item = next((c.kind.item for c in said.measures if c.kind.value == measure.value and c.kind.item), None)
    item = read_item(text, slot, said.items, measure_item, words, topic.item, earlier)
    answers = voice.speaker in (DECIDER, EDITOR)
    if not region.values and answers:
        region = from_asked("region", quantity.unit, item.value, (), answered or earlier)
    change = "difference" if said.mark("difference", slot.lead, slot.tail) else "cut" if said.mark("cut", slot.lead, slot.tail) else "level"
    if (
        quantity.kind == "share"
        and measure.status != STATED
        and earlier
        and earlier[-1].quantity.kind == "share"
        and earlier[-1].paragraph == index
    ):
        measure = Reading(earlier[-1].measure.values, INHERITED, earlier[-1].measure.evidence) if earlier[-1].measure.values else measure
    if measure.status in (ABSENT, INHERITED):
        request = _counterpart(slot, said, item, change, region, [f for f in earlier if f.paragraph == index] or answered)
        if request is not None and request.measure.values:
            measure = Reading(request.measure.values, INHERITED, request.measure.evidence)
            item = item if item.status == STATED else Reading(request.item.values, INHERITED, request.item.evidence)
    if measure.status == ABSENT and answers:
        measure = from_asked("measure", quantity.unit, item.value, region.values, answered)
    if not item.values and answers:
        item = from_asked("item", quantity.unit, None, region.values, answered or earlier)
    measure, item = _implied(quantity, stage, measure, item, topic, reader.book)
    stage = settle_stage(text, slot, said, stage, measure, voice, memory, reader.book)
    if (
        not said.regions
        and said.mark("total", slot.sentence[0], slot.quantity.start)
        and len({v for f in earlier for v in f.region.values}) > 1
    ):
        region = Reading(("USSR",), ASSUMED)
    if not region.values and quantity.kind in ("mass", "share") and measure.value in reader.book.national:
        region = Reading(("USSR",), ASSUMED)
    paragraph = reader.letter.paragraphs[index]
    return Figure(
        f"{reader.letter.id}/{index}.{quantity.start - paragraph.start}", reader.edition.id, reader.letter.id, index, paragraph.note,
        quantity, region, party, item, measure, stage, None, change, (), point,
    )  # fmt: skip


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


def _counterpart(slot: Slot, said: Said, item: Reading, change: str, region: Reading, earlier: Sequence[Figure]) -> Figure | None:
    """The request that an amount answers: of the same region and unit, and of the same item or the same kind of change."""
    unit = slot.quantity.unit
    asked = [
        f for f in earlier if f.stage.value == "requested" and f.unit == unit and (not region.values or f.region.value == region.value)
    ]
    if not asked:
        return None
    named = [c for c in said.marks if c.end <= slot.quantity.start and c.kind.value in ("former", "latter")]
    if named and (place := int(named[-1].kind.value == "latter")) < len(asked):
        return asked[place]
    alike = [f for f in asked if item.status == STATED and f.item.value == item.value] or [
        f for f in asked if change == "cut" and f.change == "cut"
    ]
    return alike[0] if len({f.measure.value for f in alike}) == 1 else None


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
            dict.fromkeys(v for f in answered for v in f.region.values if v != reading.values[0] and regions.contains(reading.values[0], v))
        )
        if len(inside) > 1:  # "each of the Volga republics"
            return Reading(inside, INHERITED, reading.evidence, reading.values)
    if each and len(reading.values) < 2:
        pair = topic.pair or tuple(dict.fromkeys(v for f in answered for v in f.region.values))
        if len(pair) > 1 and (not reading.values or reading.status == INHERITED):
            return Reading(pair, INHERITED, reading.evidence)
    return reading


def _as_asked(reading: Reading, answered: Sequence[Figure]) -> Reading:
    """In an answer a bare town is the region around it (``Odessa`` → ``Odessa Region``) and a natural area
    the one region inside it (``Siberia`` → ``West Siberian Territory``), if that is what was spoken of."""
    unit = gazetteer.by_name().get(reading.values[0]) if len(reading.values) == 1 else None
    if unit is None or unit.kind not in ("town", "area"):
        return reading
    asked = dict.fromkeys(v for f in answered for v in f.region.values if v != unit.name)
    meant = [v for v in asked if (v.split(" ")[0] == unit.name if unit.kind == "town" else regions.contains(unit.name, v))]
    return Reading((meant[0],), reading.status, reading.evidence, (unit.name,)) if len(meant) == 1 else reading


def _hand_on(figure: Figure, topic: Topic) -> None:
    if figure.region.values and figure.region.status != ASSUMED:
        topic.regions = figure.region
    for name in ("party", "measure", "item"):
        reading: Reading = getattr(figure, name)
        if reading.values and (
            name == "party"
            or (figure.quantity.kind in ("mass", "money", "volume", "area") and "/" not in figure.unit and figure.change != "difference")
        ):
            setattr(topic, name, reading)


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

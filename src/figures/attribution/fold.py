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

from figures.attribution.answered import _counterpart, from_asked
from figures.attribution.columns import by_column, heading_cells, is_row
from figures.attribution.discourse import (
    Topic,
    _frame,
    _hand_on,
    _leave_open,
    _new_frame,
    _note_topic,
    _of_the_list,
    goes_on,
    introductions,
    share_out,
)
from figures.attribution.settling import asked_by_subject, settle_stage
from figures.attribution.speakers import home_region, speaker_of
from figures.attribution.stages import DECIDER, EDITOR, WRITER, StageMemory, Voice, read_stage, remember
from figures.attribution.subjects import _implied, _owed, _region, read_item, read_measure, read_mention
from figures.attribution.totals import mark_parts, with_afterthoughts
from figures.language import opens_row, point_number, point_numbers, sentence_spans
from figures.model import (
    ABSENT,
    ASSUMED,
    BODY,
    INHERITED,
    NOTE,
    NOTHING_READ,
    STATED,
    Doubt,
    Edition,
    Evidence,
    Figure,
    Letter,
    Quantity,
    Reading,
)
from figures.names import home_state, is_listed_place
from figures.sentences.clauses import Slot, slots
from figures.sentences.cue_groups import CueBook, cue_book
from figures.sentences.said import Said, gather
from figures.sentences.small_words import Structure, structure


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
        said = gather(edition.text, heading, (), reader.words, reader.year, home_state(edition.profile))
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
    point = point_number(text, paragraph.start, paragraph.end, reader.edition.language)
    if paragraph.role == BODY and reader.words.resolution.match(text, paragraph.start, paragraph.end):
        speaker = EDITOR
    voice = Voice(speaker, lambda: reader.words.marks.search("consent_asked", text, paragraph.start, reader.letter.end))
    ended_list = False
    so_far = list(earlier)
    openings: list[tuple[int, bool]] = []
    spans = sentence_spans(text, paragraph.start, paragraph.end, reader.edition.language)
    shared = share_out(spans, quantities)
    for number, sentence in enumerate(spans):
        inside = shared[number]
        ending = text[sentence[0] : sentence[1]].rstrip()[-1:]
        opens_list = ending == ":" or (number == len(spans) - 1 and not inside and ending.isalnum())
        if not (inside or opens_list or paragraph.role == NOTE or any(shared[number + 1 : number + 2])):
            continue
        if not any(shared[number:]) and not opens_list:
            break
        said = gather(text, sentence, inside, reader.words, reader.year, home_state(reader.edition.profile))
        if memory.listed and number == 0 and inside and _new_frame(said) and not opens_row(text, sentence[0]):
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


def _answered(reader: _Reader, sentence: tuple[int, int], current: Sequence[Figure]) -> Sequence[Figure]:
    """The figures that a sentence answers: those of the point it names, else what the sentence before answered."""
    for match in reader.words.point.finditer(reader.edition.text, *sentence):
        number = point_numbers(reader.edition.language)[(match["a"] or match["b"]).lower()]
        chosen = [f for f in current if f.point == number] or [f for f in reader.asked if f.point == number]
        if chosen:
            return chosen
    return current


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
        quantity, region, party, item, measure, stage, None, change, _unlisted(region), point,
    )  # fmt: skip


def _unlisted(region: Reading) -> tuple[Doubt, ...]:
    """A doubt for each place that the sentence names and that no list knows."""
    if region.status != STATED or not region.evidence:
        return ()
    words = region.evidence[0]
    return tuple(
        Doubt("unlisted region", f"{name} is not in the list of regions; it is kept as printed.", words.start, words.end)
        for name in region.values
        if not is_listed_place(name)
    )

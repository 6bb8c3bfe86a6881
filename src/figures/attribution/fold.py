"""Station 7: quantities and the frames of their sentences become figures with a reading for region, item, measure, stage.

A fold over the paragraphs of a letter in reading order: each sentence is read by what its amounts are
governed by (:mod:`figures.sentences`), whatever it leaves open comes from the frames around it
(``context.py``), and what it says becomes the frame of what follows.  Of two words that could say the
same thing the nearest wins, what is tied to the amount goes before what merely stands near it, an equal
tie is ambiguous, and every reading keeps the words it rests on, how sure it is and what it rejected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from figures.attribution.answered import counterpart, from_asked
from figures.attribution.columns import by_column, heading_cells, is_row
from figures.attribution.context import LASTING, Frame, Stack
from figures.attribution.matter import Spot, implied, owed, read_item, read_measure, spoken_of
from figures.attribution.mentions import read_mention, read_region
from figures.attribution.paragraphs import entered, introductions, region_of_list, share_out, whole_sentences
from figures.attribution.speakers import home_region, speaker_of
from figures.attribution.stages import DECIDER, EDITOR, Voice, read_stage, settle_stage
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
from figures.names import home_state, is_listed_place, region_of_all
from figures.sentences.cue_groups import CueBook, cue_book
from figures.sentences.grammar import Grammar, grammar
from figures.sentences.said import Said, gather
from figures.sentences.slots import Slot, slots
from figures.sentences.small_words import Structure, structure


@dataclass(frozen=True, slots=True)
class _Reader:
    """What stays the same while one letter is read."""

    edition: Edition
    letter: Letter
    book: CueBook
    words: Structure
    grammar: Grammar
    year: int | None
    home: str | None
    """The whole state that the correspondence is about."""
    asked: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sentence stands: its paragraph, the number of its point, who speaks, and the figures it may answer."""

    index: int
    point: int
    voice: Voice
    answered: Sequence[Figure]


def figures(edition: Edition, letter: Letter, quantities: Sequence[tuple[int, Quantity]], asked: Sequence[Figure] = ()) -> list[Figure]:
    """The figures of one letter, in reading order.

    ``quantities`` pairs each quantity with the index of its paragraph; ``asked`` are the figures of
    the letter that this one answers, if any.
    """
    year = int(letter.date[:4]) if letter.date else None
    language = edition.language
    reader = _Reader(edition, letter, cue_book(language), structure(language), grammar(language), year, home_state(edition.profile), asked)
    by_paragraph: dict[int, list[Quantity]] = {}
    for index, quantity in quantities:
        by_paragraph.setdefault(index, []).append(quantity)
    speaker = speaker_of(letter, asked, reader.words)
    home = Frame(region=home_region(edition, letter, reader.words, year, asked))
    stack = Stack(home, home, home)
    before = -2
    if not letter.senders and letter.heading.end > letter.heading.start:
        stack = _titled(reader, stack, speaker)
        before = min(by_paragraph) - 1
    found: list[Figure] = []
    for index in sorted(by_paragraph.keys() | introductions(edition.text, letter.paragraphs, by_paragraph)):
        stack = entered(stack, edition.text, letter.paragraphs, before, index, language)
        voice = _voice(reader, index, speaker)
        own, stack = _paragraph(reader, index, by_paragraph.get(index, []), voice, stack, found)
        if own and is_row(edition.text, by_paragraph[index]):
            own = by_column(edition.text, own, heading_cells(edition.text, letter.paragraphs, index, by_paragraph), voice, reader.words)
        found += own
        before = index
    return with_afterthoughts(found)


def _titled(reader: _Reader, stack: Stack, speaker: str) -> Stack:
    """A document without correspondents: its title is a frame around everything in it."""
    heading = (reader.letter.heading.start, reader.letter.heading.end)
    said = gather(reader.edition.text, heading, (), reader.words, reader.year, reader.home)
    voice = Voice(speaker, bool, reader.grammar.stages)
    return _without_amounts(said, voice, stack, opens_list=True, heads=True).open_list()


def _voice(reader: _Reader, index: int, speaker: str) -> Voice:
    text, paragraph = reader.edition.text, reader.letter.paragraphs[index]
    if paragraph.role == NOTE or (paragraph.role == BODY and reader.words.resolution.match(text, paragraph.start, paragraph.end)):
        speaker = EDITOR
    end = reader.letter.end
    return Voice(speaker, lambda: reader.words.marks.search("consent_asked", text, paragraph.start, end), reader.grammar.stages)


def _paragraph(
    reader: _Reader, index: int, quantities: list[Quantity], voice: Voice, stack: Stack, earlier: Sequence[Figure]
) -> tuple[list[Figure], Stack]:
    """The figures of a paragraph and what it leaves to the next."""
    text, paragraph, language = reader.edition.text, reader.letter.paragraphs[index], reader.edition.language
    answered: Sequence[Figure] = ([f for f in earlier if f.note == 0] if paragraph.role == NOTE else ()) or reader.asked
    place = _Place(index, point_number(text, paragraph.start, paragraph.end, language), voice, answered)
    spans = whole_sentences(sentence_spans(text, paragraph.start, paragraph.end, language), quantities)
    shared = share_out(spans, quantities)
    found: list[Figure] = []
    openings: list[tuple[int, bool]] = []
    for number, span in enumerate(spans):
        last = number == len(spans) - 1
        opens_list = _opens_list(text, span, last, shared[number])
        if not (any(shared[number:]) or opens_list or not quantities):
            break
        said = gather(text, span, shared[number], reader.words, reader.year, reader.home)
        if number == 0 and shared[0] and stack.here.listed and _leaves_list(said) and not opens_row(text, span[0]):
            stack = stack.close_list(region_of_list(earlier))
        place, stack = _addressed(reader, place, span, said, stack)
        own, stack = _sentence(reader, place, span, shared[number], said, stack, [*earlier, *found])
        found += own
        openings += [(span[0], _opens_parts(text, slot, said)) for slot in slots(text, span, shared[number], said.brackets, reader.words)]
        if not own:
            stack = _without_amounts(said, place.voice, stack, opens_list, opens_list or number == 0)
        elif opens_list or (last and _unfinished(text, span)):
            stack = _left_open(own[-1], said, place.voice, stack)
        if opens_list:
            stack = stack.open_list()
    return mark_parts(found, openings), stack


def _opens_list(text: str, span: tuple[int, int], last: bool, inside: Sequence[Quantity]) -> bool:
    """Whether a sentence heads a list: it ends in a colon, or ends a paragraph without amounts and without a stop."""
    ending = text[span[0] : span[1]].rstrip()[-1:]
    return ending == ":" or (last and not inside and ending.isalnum())


def _unfinished(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] : span[1]].rstrip()[-1:] not in '.!?;)”"'


def _opens_parts(text: str, slot: Slot, said: Said) -> bool:
    """Whether a colon or a word such as *including* stands before an amount."""
    return text[slot.gap : slot.quantity.start].strip() == ":" or said.mark("parts", slot.gap, slot.quantity.start) is not None


def _leaves_list(said: Said) -> bool:
    """Whether a sentence has a telling act of its own, outside its brackets, and so ends the list before it."""
    act = said.frames.last_act()
    return act is not None and act.strength == 2 and act.name != "deliver" and not any(a < act.evidence.start < b for a, b in said.brackets)


def _addressed(reader: _Reader, place: _Place, span: tuple[int, int], said: Said, stack: Stack) -> tuple[_Place, Stack]:
    """The place and the stack once a sentence has named the point it answers, the regions it speaks of, or who decided."""
    for match in reader.words.point.finditer(reader.edition.text, *span) if place.answered else ():
        number = point_numbers(reader.edition.language)[(match["a"] or match["b"]).lower()]
        chosen = [f for f in place.answered if f.point == number] or [f for f in reader.asked if f.point == number]
        if chosen:
            place, stack = replace(place, answered=chosen), stack.fresh()
            break
    named = tuple(dict.fromkeys(n for m in said.regions for n in m.names))
    if len(named) > 1:
        stack = stack.with_here(replace(stack.here, named=named))
    if place.voice.speaker == EDITOR and place.voice.ruling is None and (ruling := said.mark("rulings", *span)):
        place = replace(place, voice=replace(place.voice, ruling=Evidence(ruling.start, ruling.end, ruling.kind.rule)))
    return place, stack


def _sentence(
    reader: _Reader, place: _Place, span: tuple[int, int], inside: Sequence[Quantity], said: Said, stack: Stack, earlier: Sequence[Figure]
) -> tuple[list[Figure], Stack]:
    text = reader.edition.text
    found: list[Figure] = []
    for number, slot in enumerate(slots(text, span, inside, said.brackets, reader.words)):
        figure = _figure(reader, place, number, slot, said, stack.here, [*earlier, *found])
        if found and "/" in figure.unit and reader.words.appended.fullmatch(text, found[-1].end, figure.start):
            figure = replace(figure, stage=found[-1].stage)  # a price joined by *at* shares its amount's stage
        stack = stack.after(figure, slot.bracket is not None)
        if figure.stage.value == "delivered" and (done := reader.book.named("done", figure.measure.value)):
            figure = replace(figure, measure=replace(figure.measure, values=(done,)))
        found.append(figure)
    return found, stack


def _without_amounts(said: Said, voice: Voice, stack: Stack, opens_list: bool, heads: bool) -> Stack:
    """A sentence without amounts leaves its stage, measure, item and region to the amounts that follow."""
    here = stack.here
    act = said.frames.last_act()
    if act is not None and act.strength and ((stage := voice.stage(act.name)) in LASTING or opens_list):
        here = replace(here, stage=Reading((stage,), INHERITED, (act.evidence,)), kind="")
    if (measure := spoken_of(said, opens_list)).values:
        here = replace(here, measure=measure)
    named = [m for m in said.regions if not m.weak] or said.regions
    if named and (heads or not here.region.values):
        here = replace(here, region=Reading(named[-1].names, INHERITED, (named[-1].evidence,)))
    if said.items:
        here = here.of(Reading((said.items[-1].kind.value,), INHERITED, (said.items[-1].evidence,)), said.items[-1].kind.kinds)
    return stack.with_here(here)


def _left_open(last: Figure, said: Said, voice: Voice, stack: Stack) -> Stack:
    """Words behind the last amount of an unfinished sentence (``… we apply for``) govern the rows that follow, else its own stage does."""
    act = said.frames.last_act()
    inside = act is not None and any(a < act.evidence.start < b for a, b in said.brackets)
    if act is not None and not inside and act.strength == 2 and act.evidence.start >= last.end:
        stage = Reading((voice.stage(act.name),), INHERITED, (act.evidence,))
        return stack.with_here(replace(stack.here, stage=stage)).open_list()
    return stack


def _figure(
    reader: _Reader, place: _Place, number: int, slot: Slot, said: Said, frame: Frame, earlier: Sequence[Figure]
) -> Figure:  # fmt: skip
    text, quantity, words, book = reader.edition.text, slot.quantity, reader.words, reader.book
    answers = place.voice.speaker in (DECIDER, EDITOR)
    stage = read_stage(text, number, slot, said, place.voice, frame, words)
    each = said.mark("each", slot.lead, min(slot.tail + 6, slot.sentence[1])) is not None
    region = read_region(text, number, slot, said, words, frame, each, place.answered or earlier)
    party = read_mention(text, number, slot, said, said.parties, words, frame.party, False)
    spot = Spot(text, number, slot, said, words, book)
    measure = owed(spot, read_measure(spot, frame))
    item = read_item(spot, measure, frame, earlier)
    change = "difference" if said.mark("difference", slot.lead, slot.tail) else "cut" if said.mark("cut", slot.lead, slot.tail) else "level"
    if not region.values and answers:
        region = from_asked("region", quantity.unit, item.value, (), place.answered or earlier)
    if quantity.kind == "share" and measure.status != STATED:
        measure = _share_beside(place.index, earlier) or measure
    if measure.status in (ABSENT, INHERITED):
        asked = counterpart(slot, said, item, change, region, [f for f in earlier if f.paragraph == place.index] or place.answered)
        if asked is not None and asked.measure.values:
            measure = Reading(asked.measure.values, INHERITED, asked.measure.evidence)
            item = item if item.status == STATED else Reading(asked.item.values, INHERITED, asked.item.evidence)
    if answers:
        measure = measure if measure.status != ABSENT else from_asked("measure", quantity.unit, item.value, region.values, place.answered)
        item = item if item.values else from_asked("item", quantity.unit, None, region.values, place.answered or earlier)
    measure, item = implied(quantity, stage, measure, item, frame, book)
    stage = settle_stage(slot, stage, measure, place.voice, frame, book)
    region = _of_the_state(reader, slot, said, region, measure, earlier)
    letter, paragraph = reader.letter.id, reader.letter.paragraphs[place.index]
    return Figure(
        f"{letter}/{place.index}.{quantity.start - paragraph.start}", reader.edition.id, letter, place.index, paragraph.note,
        quantity, region, party, item, measure, stage, None, change, _unlisted(region), place.point,
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


def _share_beside(index: int, earlier: Sequence[Figure]) -> Reading | None:
    """A share right behind another in its paragraph is of the same measure."""
    last = earlier[-1] if earlier else None
    if last is None or last.quantity.kind != "share" or last.paragraph != index or not last.measure.values:
        return None
    return Reading(last.measure.values, INHERITED, last.measure.evidence)


def _of_the_state(reader: _Reader, slot: Slot, said: Said, region: Reading, measure: Reading, earlier: Sequence[Figure]) -> Reading:
    """The whole of its regions where a total sums them; the whole state where none is named for what the state plans as a whole."""
    summed = dict.fromkeys(v for f in earlier for v in f.region.values if f.region.status != ASSUMED)
    if len(summed) > 1 and not said.regions and said.mark("total", slot.sentence[0], slot.quantity.start):
        whole = region_of_all(summed)
        return Reading((whole,), ASSUMED) if whole else NOTHING_READ
    if reader.home and not region.values and slot.quantity.kind in ("mass", "share") and measure.value in reader.book.national:
        return Reading((reader.home,), ASSUMED)
    return region

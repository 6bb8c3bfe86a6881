"""Reads a letter: a fold over its paragraphs and sentences in reading order.

Each sentence is read by what its amounts are governed by (:mod:`figures.sentences`), whatever it leaves open
comes from the frames around it (``context.py``), and what it says becomes the frame of what follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from figures.attribution.columns import by_column, heading_cells, is_row
from figures.attribution.context import LASTING, Frame, Stack
from figures.attribution.one_figure import Place, read_figure
from figures.attribution.paragraphs import entered, introductions, region_of_list, share_out, whole_sentences
from figures.attribution.readings import spoken_of
from figures.attribution.speakers import EDITOR, Voice, home_region, speaker_of
from figures.attribution.totals import mark_parts, with_afterthoughts
from figures.language import opens_row, point_number, sentence_spans
from figures.model import BODY, INHERITED, NOTE, Edition, Evidence, Figure, Letter, Quantity, Reading
from figures.names import home_state
from figures.sentences import TELLING, Act, Known, Said, Slot, act_table, gather, named_points, slots_of, structure


@dataclass(frozen=True, slots=True)
class _Reader:
    """What stays the same while one letter is read."""

    edition: Edition
    letter: Letter
    known: Known
    speaker: str
    asked: Sequence[Figure]

    @property
    def text(self) -> str:
        return self.edition.text

    @property
    def language(self) -> str:
        return self.edition.language


def attribute_letter(
    edition: Edition, letter: Letter, quantities: Sequence[tuple[int, Quantity]], asked: Sequence[Figure] = ()
) -> list[Figure]:
    """The figures of one letter, in reading order.

    ``quantities`` pairs each quantity with the index of its paragraph; ``asked`` are the figures of
    the letter that this one answers, if any.
    """
    words = structure(edition.language)
    known = Known(words, int(letter.date[:4]) if letter.date else None, home_state(edition.profile))
    reader = _Reader(edition, letter, known, speaker_of(letter, asked, words), asked)
    by_paragraph: dict[int, list[Quantity]] = {}
    for index, quantity in quantities:
        by_paragraph.setdefault(index, []).append(quantity)
    home = Frame(region=home_region(edition, letter, words, known.year, asked))
    stack = Stack(home, home, home)
    before = -2
    if not letter.senders and letter.heading.end > letter.heading.start:
        stack = _titled(reader, stack)
        before = min(by_paragraph) - 1
    found: list[Figure] = []
    for index in sorted(by_paragraph.keys() | introductions(edition.text, letter.paragraphs, by_paragraph)):
        stack = entered(stack, edition.text, letter.paragraphs, before, index, edition.language)
        own, stack = _paragraph(reader, index, by_paragraph, stack, found)
        found += own
        before = index
    return with_afterthoughts(found, words.subjects.total)


def _titled(reader: _Reader, stack: Stack) -> Stack:
    """A document without correspondents: its title is a frame around everything in it."""
    said = gather(reader.text, (reader.letter.heading.start, reader.letter.heading.end), (), reader.known)
    voice = Voice(reader.speaker, bool, act_table(reader.language).stages)
    return _without_amounts(said, voice, stack, opens_list=True, heads=True).open_list()


def _paragraph(
    reader: _Reader, index: int, by_paragraph: Mapping[int, list[Quantity]], stack: Stack, earlier: Sequence[Figure]
) -> tuple[list[Figure], Stack]:
    """The figures of a paragraph and what it leaves to the next."""
    paragraphs, quantities = reader.letter.paragraphs, by_paragraph.get(index, [])
    place = _place(reader, index, earlier)
    own, stack = _sentences(reader, place, quantities, stack, earlier)
    if own and is_row(reader.text, quantities):
        cells = heading_cells(reader.text, paragraphs, index, by_paragraph)
        own = by_column(reader.text, own, cells, place.voice, reader.known.words)
    return own, stack


def _place(reader: _Reader, index: int, earlier: Sequence[Figure]) -> Place:
    """Where the sentences of a paragraph stand: footnotes and resolutions are told by editors, and answer the letter itself."""
    paragraph = reader.letter.paragraphs[index]
    start, end = paragraph.start, paragraph.end
    ruled = paragraph.role == BODY and reader.known.words.resolution.match(reader.text, start, end)
    speaker = EDITOR if paragraph.role == NOTE or ruled else reader.speaker
    body = [f for f in earlier if f.note == 0] if paragraph.role == NOTE else []

    def consent_asked() -> bool:
        return reader.known.words.marks.search("consent_asked", reader.text, start, reader.letter.end)

    return Place(
        reader.letter,
        reader.edition.id,
        index,
        point_number(reader.text, start, end, reader.language),
        Voice(speaker, consent_asked, act_table(reader.language).stages),
        reader.known.home,
        body or reader.asked,
    )


def _sentences(
    reader: _Reader, place: Place, quantities: Sequence[Quantity], stack: Stack, earlier: Sequence[Figure]
) -> tuple[list[Figure], Stack]:
    """The figures of a paragraph's sentences; what stands behind its last amount is read only where it heads a list."""
    text, paragraph = reader.text, reader.letter.paragraphs[place.index]
    spans = whole_sentences(sentence_spans(text, paragraph.start, paragraph.end, reader.language), quantities)
    shared = share_out(spans, quantities)
    found: list[Figure] = []
    openings: list[tuple[int, bool]] = []
    for number, (span, inside) in enumerate(zip(spans, shared, strict=True)):
        last = number == len(spans) - 1
        opens_list = _opens_list(text, span, last, inside)
        if not (any(shared[number:]) or opens_list or not quantities):
            break
        said = gather(text, span, inside, reader.known)
        if number == 0 and inside and stack.here.listed and _leaves_list(said) and not opens_row(text, span[0]):
            stack = stack.close_list(region_of_list(earlier))
        place, stack = _addressed(reader, place, said, stack)
        amounts = slots_of(said, inside)
        own, stack = _amounts(place, amounts, stack, [*earlier, *found])
        found += own
        openings += [(span[0], _opens_parts(slot)) for slot in amounts]
        if not own:
            stack = _without_amounts(said, place.voice, stack, opens_list, opens_list or number == 0)
        elif opens_list or (last and _unfinished(text, span)):
            stack = _left_open(own[-1], said, place.voice, stack)
        if opens_list:
            stack = stack.open_list()
    return mark_parts(found, openings), stack


def _amounts(place: Place, amounts: Sequence[Slot], stack: Stack, earlier: Sequence[Figure]) -> tuple[list[Figure], Stack]:
    """The figures of one sentence, each with what the one before leaves it."""
    found: list[Figure] = []
    for slot in amounts:
        figure = read_figure(place, slot, stack.here, [*earlier, *found])
        if found and "/" in figure.unit and slot.words.appended.fullmatch(slot.text, found[-1].end, figure.start):
            figure = replace(figure, stage=found[-1].stage)  # a price joined by *at* shares its amount's stage
        stack = stack.after(figure, slot.bracket is not None)
        if figure.stage.value == "delivered" and (done := slot.words.subjects.named("done", figure.measure.value)):
            figure = replace(figure, measure=replace(figure.measure, values=(done,)))
        found.append(figure)
    return found, stack


def _opens_list(text: str, span: tuple[int, int], last: bool, inside: Sequence[Quantity]) -> bool:
    """Whether a sentence heads a list: it ends in a colon, or ends a paragraph without amounts and without a stop."""
    ending = text[span[0] : span[1]].rstrip()[-1:]
    return ending == ":" or (last and not inside and ending.isalnum())


def _unfinished(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] : span[1]].rstrip()[-1:] not in '.!?;)”"'


def _opens_parts(slot: Slot) -> bool:
    """Whether a colon or a word such as *including* stands before an amount."""
    start = slot.quantity.start
    return slot.text[slot.gap : start].strip() == ":" or slot.said.mark("parts", slot.gap, start) is not None


def _own_act(said: Said) -> Act | None:
    """The telling act that a sentence leaves to what follows it, if it stands outside its brackets."""
    act = said.sentence.last_act()
    return act if act is not None and act.strength == TELLING and not said.in_brackets(act.evidence.start) else None


def _leaves_list(said: Said) -> bool:
    """Whether a sentence has a telling act of its own and so ends the list before it."""
    act = _own_act(said)
    return act is not None and act.name != "deliver"


def _addressed(reader: _Reader, place: Place, said: Said, stack: Stack) -> tuple[Place, Stack]:
    """The place and the stack once a sentence has named the point it answers, the regions it speaks of, or who decided."""
    for point in named_points(reader.text, *said.span, reader.language) if place.answered else ():
        number = point.numbers[0]
        chosen = [f for f in place.answered if f.point == number] or [f for f in reader.asked if f.point == number]
        if chosen:
            place, stack = replace(place, answered=chosen), stack.fresh()
            break
    named = tuple(dict.fromkeys(n for m in said.regions for n in m.names))
    if len(named) > 1:
        stack = stack.with_here(replace(stack.here, named=named))
    if place.voice.speaker == EDITOR and place.voice.ruling is None and (ruling := said.mark("rulings", *said.span)):
        place = replace(place, voice=replace(place.voice, ruling=Evidence(ruling.start, ruling.end, ruling.kind.rule)))
    return place, stack


def _without_amounts(said: Said, voice: Voice, stack: Stack, opens_list: bool, heads: bool) -> Stack:
    """A sentence without amounts leaves its stage, measure, item and region to the amounts that follow."""
    here = stack.here
    act = said.sentence.last_act()
    if act is not None and act.strength and ((stage := voice.stage(act.name)) in LASTING or opens_list):
        here = replace(here, stage=Reading((stage,), INHERITED, (act.evidence,)), kind="")
    if (measure := spoken_of(said, opens_list)).values:
        here = replace(here, measure=measure)
    named = [m for m in said.regions if not m.weak] or said.regions
    if named and (heads or not here.region.values):
        here = replace(here, region=Reading(named[-1].names, INHERITED, (named[-1].evidence,)))
    if said.items:
        last = said.items[-1]
        here = here.of(Reading((last.kind.value,), INHERITED, (last.evidence,)), last.kind.kinds)
    return stack.with_here(here)


def _left_open(last: Figure, said: Said, voice: Voice, stack: Stack) -> Stack:
    """Words behind the last amount of an unfinished sentence (``… we apply for``) govern the rows that follow, else its own stage does."""
    act = _own_act(said)
    if act is None or act.evidence.start < last.end:
        return stack
    stage = Reading((voice.stage(act.name),), INHERITED, (act.evidence,))
    return stack.with_here(replace(stack.here, stage=stage)).open_list()

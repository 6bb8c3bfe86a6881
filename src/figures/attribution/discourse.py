"""Part of station 7: which paragraphs are read, and which go on with the topic of the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from figures.attribution.columns import is_row
from figures.attribution.stages import StageMemory, Voice, read_stage
from figures.language import opens_row, point_number
from figures.model import ASSUMED, BODY, INHERITED, NOTHING_READ, Figure, Paragraph, Quantity, Reading
from figures.sentences.clauses import Slot
from figures.sentences.said import Said
from figures.sentences.small_words import Structure


def introductions(text: str, paragraphs: Sequence[Paragraph], by_paragraph: Mapping[int, list[Quantity]]) -> set[int]:
    """Paragraphs without amounts that open a list with a colon, and the title and heading above a table's rows."""
    opened = set()
    for index, quantities in by_paragraph.items():
        row = is_row(text, quantities)
        for before in (index - 1, index - 2):  # the heading of a table may stand between
            if before < 0 or before in by_paragraph:
                break
            if paragraphs[before].role == BODY and (row or text[paragraphs[before].end - 1] == ":"):
                opened.add(before)
    return opened


def goes_on(text: str, paragraphs: Sequence[Paragraph], before: int, index: int, memory: StageMemory, words: Structure) -> bool:
    """Whether a paragraph goes on with the topic of the one read before."""
    if before < 0 or paragraphs[before].role != paragraphs[index].role or paragraphs[before].note != paragraphs[index].note:
        return False
    here = paragraphs[index]
    if memory.listed:
        return index <= before + 2 or here.role != BODY or opens_row(text, here.start, here.end)
    if words.marks.search("same", text, here.start, min(here.end, here.start + 60)):
        return True
    there = paragraphs[before]
    return not point_number(text, here.start, here.end, words.language) and point_number(text, there.start, there.end, words.language) > 0


def share_out(spans: Sequence[tuple[int, int]], quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """The quantities of each sentence."""
    shared: list[list[Quantity]] = [[] for _ in spans]
    number = 0
    for quantity in quantities:
        while quantity.start >= spans[number][1]:
            number += 1
        shared[number].append(quantity)
    return shared


_LIST_LENGTH = 3
"""Paragraphs looked back to tell whether a list was of one region: two rows differ where regions are listed."""


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


@dataclass(slots=True)
class Topic:
    """What a paragraph speaks of, handed on from sentence to sentence."""

    regions: Reading = NOTHING_READ
    pair: tuple[str, ...] = ()
    """The last two or more regions named together, for ``the former``, ``each of them``."""
    party: Reading = NOTHING_READ
    measure: Reading = NOTHING_READ
    item: Reading = NOTHING_READ

    def forget(self, home: Reading) -> None:
        """Begin a new topic: nothing is known but the letter's own region."""
        self.regions, self.pair, self.party, self.measure, self.item = home, (), NOTHING_READ, NOTHING_READ, NOTHING_READ

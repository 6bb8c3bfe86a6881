"""Who speaks in a letter, and of which region it speaks before it names one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from figures.model import ASSUMED, INHERITED, NOTHING_READ, STATED, Edition, Evidence, Figure, Letter, Reading
from figures.names import find_regions, region_around, regions_by_name
from figures.sentences import SPEAKERS, Structure

WRITER, OFFICE, DECIDER, EDITOR = SPEAKERS


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks; ``consent_asked`` tells whether the writers go on to ask consent; ``ruling`` are
    the words of a footnote that name who decided; ``stages`` is act → speaker → stage."""

    speaker: str
    consent_asked: Callable[[], bool]
    stages: dict[str, dict[str, str]]
    ruling: Evidence | None = None

    def stage(self, act: str) -> str:
        """The stage that an act gives in this mouth."""
        if act == "suggest" and self.speaker == WRITER and self.consent_asked():
            return "proposed"
        return self.stages[act][self.speaker]


def speaker_of(letter: Letter, asked: Sequence[Figure], words: Structure) -> str:
    """Who speaks in the body: a decider, an office (or whoever writes to one) for itself, or a writer who reports to a decider.

    Whoever answers what was asked of him decides, unless he writes to one who decides; a document that
    calls itself a decision is one who decides.
    """
    decides = _wrote(letter.recipient, "deciders", words)
    office = _wrote(letter.sender, "offices", words) or (not decides and _wrote(letter.recipient, "offices", words))
    if _wrote(letter.sender, "deciders", words) or letter.decides:
        return DECIDER
    if not decides and any(f.stage.value == "requested" for f in asked):
        return DECIDER
    return DECIDER if letter.refers_to and (asked or office) and not decides else OFFICE if office else WRITER


def _wrote(names: str | None, group: str, words: Structure) -> bool:
    return bool(names) and words.people.search(group, names or "", 0, len(names or ""))


def home_region(edition: Edition, letter: Letter, words: Structure, year: int | None, asked: Sequence[Figure]) -> Reading:
    """The letter's own region: that of the office in its heading (``Relief Commission, Samara``).

    A mere seat gives way to the one region that the letter it answers speaks of; between foreign
    offices the Soviet Union is spoken of where its organs are named.
    """
    home = _of_office(edition, letter, words, year)
    spoken_of = {figure.region.values for figure in asked}
    if home.values and home.status != STATED and len(spoken_of) == 1 and asked[0].region.values:
        return Reading(asked[0].region.values, INHERITED, asked[0].region.evidence)
    return home


def _of_office(edition: Edition, letter: Letter, words: Structure, year: int | None) -> Reading:
    start, end = letter.heading.start, letter.heading.end
    heading = edition.text[start:end]
    if heading.isupper() and len(heading.title()) == len(heading):
        heading = heading.title()
    offices = [c for c in words.people.find(heading, 0, len(heading)) if c.kind.value == "offices"]
    if not offices:
        return NOTHING_READ
    cues = [cue for begin in (0, *(office.end for office in offices)) for cue in find_regions(heading, begin, len(heading), year)]
    named = next((c for c in cues if not c.is_town), None)
    around = region_around(cues[0].names[0], year) if cues else None
    unit = regions_by_name().get(around or "")
    if named is None and around and (unit is None or not unit.is_town):
        return Reading((around,), INHERITED, (Evidence(start + cues[0].start, start + cues[0].end, cues[0].rule),))
    if named is not None:
        return Reading((region_around(named.names[0], year),), STATED, (Evidence(start + named.start, start + named.end, named.rule),))
    union = next((c for c in words.marks.find(edition.text, end, letter.end) if c.kind.value == "union"), None)
    return Reading(("USSR",), ASSUMED, (Evidence(union.start, union.end, union.kind.rule),)) if union else NOTHING_READ

"""Station 6: the phrases that say stage, measure and item, found in one pass.

A cue phrase is a row of words as ``lexicon/en/stages.toml`` explains: ``a|b`` either word, ``a*``
any ending, ``word?`` may be missing, ``...`` up to three words between.  Phrases are kept by their
first word, so the pass looks each word of the text up once, whatever the number of phrases, and a
phrase is compiled when its first word is first met.  Stage phrases and subject phrases (measures
and items) are read side by side, because ``sold`` tells both a stage and a measure; within each,
the phrase with more words wins at the same place, a phrase that several groups claim is a cue of
each, and cues do not overlap.  Regions and parties have finders of their own (``regions.py``,
``parties.py``) because they resolve names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from figures.language import CueKind, LexiconEntry, Phrasebook, check_unique, check_value, read_toml

MOODS = (
    "ask",
    "petition",
    "own",
    "suggest",
    "offer",
    "bid",
    "direct",
    "decide",
    "owe",
    "deliver",
    "contrast",
    "report",
    "stand",
    "self",
    "aside",
)
"""What a stage phrase does; explained at the head of ``stages.toml``."""
PLACES = ("before", "after", "both", "opens")


@dataclass(frozen=True, slots=True)
class StageGroup(LexiconEntry):
    """Phrases that tell a stage: see the head of ``stages.toml``."""

    mood: str
    place: str
    phrases: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class MeasureGroup(LexiconEntry):
    """Phrases that tell what an amount is an amount of: see the head of ``measures.toml``."""

    value: str
    phrases: tuple[str, ...]
    item: str | None = None
    kinds: tuple[str, ...] = ()
    weak: bool = False
    done: str | None = None
    in_debt: str | None = None
    returned: str | None = None
    national: bool = False


@dataclass(frozen=True, slots=True)
class ItemGroup(LexiconEntry):
    """Items and the words that say them: see the head of ``items.toml``."""

    items: dict[str, tuple[str, ...]]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stages:
    group: tuple[StageGroup, ...]


@dataclass(frozen=True, slots=True)
class _Measures:
    defaults: dict[str, str]
    group: tuple[MeasureGroup, ...]


@dataclass(frozen=True, slots=True)
class _Items:
    defaults: dict[str, str]
    group: tuple[ItemGroup, ...]


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cue phrases of a language."""

    stage_phrases: Phrasebook
    subject_phrases: Phrasebook
    stages: tuple[StageGroup, ...]
    measures: tuple[MeasureGroup, ...]
    items: tuple[ItemGroup, ...]
    renamed: dict[tuple[str, str], str]
    """What a measure becomes: (``done``, ``procurement plan``) → ``procurement``; likewise ``in_debt``, ``returned``."""
    done: frozenset[str]
    """Measures that name what was done, not planned."""
    national: frozenset[str]
    """Measures whose amounts are the Union's where no region is named."""
    measure_of_kind: dict[str, str]
    item_of_unit: dict[str, str]

    def named(self, when: str, measure: str | None) -> str | None:
        """The name of a measure when it is ``done``, ``in_debt`` or ``returned``, None if it keeps its own."""
        return self.renamed.get((when, measure or ""))


@cache
def cue_book(language: str) -> CueBook:
    """The cue phrases of a language, loaded and checked once."""
    stages = read_toml(_Stages, f"{language}/stages.toml").group
    measure_file = read_toml(_Measures, f"{language}/measures.toml")
    item_file = read_toml(_Items, f"{language}/items.toml")
    measures, items = measure_file.group, item_file.group
    check_unique([g.id for groups in (stages, measures, items) for g in groups], f"{language}: cue group ids")
    moods: list[tuple[str, CueKind]] = []
    subjects: list[tuple[str, CueKind]] = []
    for stage in stages:
        check_value(stage.mood, MOODS, f"{language}/stages.toml, {stage.id}.mood")
        check_value(stage.place, PLACES, f"{language}/stages.toml, {stage.id}.place")
        moods += [(phrase, CueKind("stage", stage.mood, stage.id, stage.place, weak=stage.weak)) for phrase in stage.phrases]
    for measure in measures:
        kind = CueKind("measure", measure.value, measure.id, kinds=frozenset(measure.kinds), weak=measure.weak, item=measure.item)
        subjects += [(phrase, kind) for phrase in measure.phrases]
    for group in items:
        subjects += [
            (phrase, CueKind("item", name, group.id, kinds=frozenset(group.kinds)))
            for name, phrases in group.items.items()
            for phrase in phrases
        ]
    renamed = {(when, m.value): new for m in measures for when in ("done", "in_debt", "returned") if (new := getattr(m, when))}
    return CueBook(
        Phrasebook(moods),
        Phrasebook(subjects),
        stages,
        measures,
        items,
        renamed,
        frozenset(m.done for m in measures if m.done) - {m.value for m in measures if m.weak},
        frozenset(m.value for m in measures if m.national),
        measure_file.defaults,
        item_file.defaults,
    )

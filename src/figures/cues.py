"""Station 6: the phrases that say stage, measure and item, found in one pass.

A cue phrase is a row of words as ``lexicon/en/stages.toml`` explains: ``a|b`` either word, ``a*``
any ending, ``word?`` may be missing, ``...`` up to three words between.  The phrases are
merged into two regular expressions shaped like trees of first letters, so that the cost does not
grow with the number of phrases: one for stages, one for measures and items (``sold`` tells both a
stage and a measure).  Where two phrases of a tree start at the same word the one with more words
wins, a phrase that several groups claim is a cue of each, and cues of a tree do not overlap.  Regions and parties have finders of their own (``regions.py``,
``parties.py``) because they resolve names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from figures.errors import LexiconError
from figures.lexicons import check_unique, check_value, read_toml

MOODS = ("ask", "own", "suggest", "offer", "direct", "decide", "owe", "deliver", "contrast", "report", "stand", "aside")
"""What a stage phrase does; explained at the head of ``stages.toml``."""
PLACES = ("before", "after", "both", "opens")
GAP = "..."
_GAP_REGEX = r"(?:\s+[\w'’./%-]+,?){0,3}?"


@dataclass(frozen=True, slots=True)
class StageGroup:
    """Phrases that tell a stage: see the head of ``stages.toml``."""

    id: str
    mood: str
    place: str
    why: str
    phrases: tuple[str, ...]
    example: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """Phrases that tell what an amount is an amount of: see the head of ``measures.toml``."""

    id: str
    value: str
    why: str
    phrases: tuple[str, ...]
    example: str
    item: str | None = None
    kinds: tuple[str, ...] = ()
    weak: bool = False
    done: str | None = None


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items and the words that say them: see the head of ``items.toml``."""

    id: str
    why: str
    example: str
    items: dict[str, tuple[str, ...]]
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stages:
    group: tuple[StageGroup, ...]


@dataclass(frozen=True, slots=True)
class _Measures:
    group: tuple[MeasureGroup, ...]


@dataclass(frozen=True, slots=True)
class _Items:
    group: tuple[ItemGroup, ...]


@dataclass(frozen=True, slots=True)
class CueKind:
    """What a phrase claims: ``about`` is ``stage``, ``measure`` or ``item``, ``value`` the mood or name."""

    about: str
    value: str
    rule: str
    place: str = "both"
    kinds: frozenset[str] = frozenset()
    weak: bool = False
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase as found: offsets into the edition text and what it claims."""

    start: int
    end: int
    kind: CueKind


Compiled = tuple[re.Pattern[str], tuple[tuple[CueKind, ...], ...]]


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cue phrases of a language, compiled."""

    stage_phrases: Compiled
    subject_phrases: Compiled
    stages: tuple[StageGroup, ...]
    measures: tuple[MeasureGroup, ...]
    items: tuple[ItemGroup, ...]

    def find_stages(self, text: str, start: int, end: int) -> list[Cue]:
        """Every stage cue between two offsets, in reading order, without overlaps."""
        return _find(self.stage_phrases, text, start, end)

    def done(self, measure: str | None) -> str | None:
        """The name of a planned measure once it is delivered (``procurement`` for ``procurement plan``)."""
        return next((m.done for m in self.measures if m.value == measure and m.done), measure)

    def find_subjects(self, text: str, start: int, end: int) -> list[Cue]:
        """Every measure and item cue between two offsets, in reading order."""
        return _find(self.subject_phrases, text, start, end)


def _find(compiled: Compiled, text: str, start: int, end: int) -> list[Cue]:
    pattern, kinds = compiled
    return [Cue(m.start(), m.end(), kind) for m in pattern.finditer(text, start, end) if m.lastindex for kind in kinds[m.lastindex - 1]]


def compile_phrases(entries: Iterable[tuple[str, CueKind]]) -> Compiled:
    """One pattern for many phrases; group number minus one is the index of the phrase's kinds.

    >>> pattern, kinds = compile_phrases([("ask|asks for", CueKind("stage", "ask", "r"))])
    >>> pattern.search("he asks for rye").group()
    'asks for'
    """
    tree: dict[str, Any] = {}
    for order, (phrase, kind) in enumerate(entries):
        words = phrase.lower().split()
        if not words or words[0] == GAP or words[0].endswith("?") or words[-1] == GAP:
            raise LexiconError(f"{kind.rule}: the phrase {phrase!r} must begin with a word that cannot be missing and end with a word.")
        weight = sum(1 for word in words if word != GAP)
        rest = "".join(_word_regex(word) for word in words[1:])
        for first in words[0].split("|"):
            node = tree
            for letter in first:
                node = node.setdefault(letter, {})
            leaves = node.setdefault("", {})
            leaves.setdefault(rest, (-weight, order, []))[2].append(kind)
    kinds: list[tuple[CueKind, ...]] = []
    source = r"(?<![\w-])" + _tree_regex(tree, kinds)
    return re.compile(source, re.IGNORECASE), tuple(kinds)


def _word_regex(word: str) -> str:
    if word == GAP:
        return _GAP_REGEX
    optional = word.endswith("?")
    choices = sorted(word.rstrip("?").split("|"), key=lambda choice: (-len(choice), choice))
    alternatives = "|".join(re.escape(choice).replace(r"\*", r"\w*") for choice in choices)
    return rf"(?:\s+(?:{alternatives})(?!\w)){'?' if optional else ''}"


def _tree_regex(node: dict[str, Any], kinds: list[tuple[CueKind, ...]]) -> str:
    """The regex of a letter tree; each leaf ends in an empty group, whose kinds are appended to ``kinds``."""
    parts = [(r"\w*" if letter == "*" else re.escape(letter)) + _tree_regex(node[letter], kinds) for letter in sorted(k for k in node if k)]
    for rest, (_, _, claims) in sorted(node.get("", {}).items(), key=lambda leaf: leaf[1][:2]):
        parts.append(rest + r"(?!\w)()")
        kinds.append(tuple(dict.fromkeys(claims)))
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


@cache
def cue_book(language: str) -> CueBook:
    """The cue phrases of a language, loaded and checked once."""
    stages = read_toml(_Stages, f"{language}/stages.toml").group
    measures = read_toml(_Measures, f"{language}/measures.toml").group
    items = read_toml(_Items, f"{language}/items.toml").group
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
        subjects += [(phrase, CueKind("item", name, group.id, kinds=frozenset(group.kinds))) for name, phrases in group.items.items() for phrase in phrases]
    return CueBook(compile_phrases(moods), compile_phrases(subjects), stages, measures, items)

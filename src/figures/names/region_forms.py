"""How a name in the text names a region, or whether something else bears it there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from figures.names.gazetteer import ORGANS, is_at_home
from figures.names.patterns import ContextPatterns, context_patterns
from figures.names.region_words import KindWords
from figures.names.surfaces import ADJECTIVE, COMMITTEE, NAME, PERSON, RESIDENTS, TOWN, Surface

BEHIND = 40
"""Characters before a name in which the words that bear on it stand."""


class Hit(NamedTuple):
    """A surface in the text with the kind, committee or people behind it; ``surface`` is None for a name of no list."""

    start: int
    end: int
    surface: Surface | None
    written: str
    kind: KindWords | None = None
    tail: str = ""
    plural: bool = False
    leads: bool = False
    """Whether its kind word stands before it and counts for the names behind it too."""


class Setting(NamedTuple):
    """When a text was written and of which state it speaks."""

    year: int | None
    home: str | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """The text in which names are looked for, and when and where it was written."""

    text: str
    start: int
    end: int
    setting: Setting

    def behind(self, hit: Hit) -> str:
        """What stands before a name."""
        return self.text[max(self.start, hit.start - BEHIND) : hit.start]


def form_of(stretch: Stretch, hit: Hit, listed: bool) -> str | None:
    """How the hit names a region, or None if something else bears the name there; ``listed`` if it stands in a list of names."""
    patterns, surface = context_patterns(), hit.surface
    if surface is None:
        return hit.tail if hit.tail and hit.kind is None else NAME
    if _is_abroad(surface, stretch.setting) and not _bears_abroad(stretch, hit, surface):
        return None
    if surface.form in (RESIDENTS, PERSON):
        return surface.form
    if patterns.not_before.match(stretch.text, hit.end, stretch.end):
        return None
    if _names_organs(surface, stretch.setting) and (hit.tail or not _means_union(stretch, hit, patterns)):
        return None
    if hit.tail:
        return surface.form if surface.form == TOWN and hit.tail == COMMITTEE else hit.tail
    numbered = patterns.number.match(stretch.text, hit.end, stretch.end) is not None
    if surface.form == ADJECTIVE and surface.guard != "word":
        return NAME if numbered else ADJECTIVE
    if not surface.guard:
        return NAME
    return _form_of_guarded(stretch, hit, surface, numbered, listed)


@lru_cache(4096)
def _is_abroad(surface: Surface, setting: Setting) -> bool:
    """Whether nothing that the string names lies in the home state."""
    return not any(is_at_home(unit.name, setting.home) for unit in surface.units)


def _bears_abroad(stretch: Stretch, hit: Hit, surface: Surface) -> bool:
    """Whether the name of a place abroad can bear an amount.

    In letters about a home state it is mostly where one buys, sells or borrows, and bears one only if
    it asks, gets or owes itself (``Mongolia asks for …``).  In others it may not have existed yet or
    any more, say where something comes from (``flour from Norway``), what goods are (``American
    flour``), or who some men are (``two Finns``).
    """
    patterns, setting = context_patterns(), stretch.setting
    if setting.home is not None:
        return patterns.wants.match(stretch.text, hit.end, stretch.end) is not None
    if not any(unit.months(setting.year) for unit in surface.units):
        return False
    if surface.form == RESIDENTS:
        return patterns.counted.search(stretch.behind(hit)) is None
    if hit.tail:
        return True
    if surface.form == ADJECTIVE:
        return patterns.number.match(stretch.text, hit.end, stretch.end) is not None
    behind = stretch.behind(hit)
    return not (patterns.not_behind.search(behind) or patterns.origin.search(behind))


def _names_organs(surface: Surface, setting: Setting) -> bool:
    """Whether the state that bears the name in that year mostly names its own organs by it."""
    unit = next((unit for unit in surface.units if unit.months(setting.year)), surface.units[0])
    return unit.bare == ORGANS


def _form_of_guarded(stretch: Stretch, hit: Hit, surface: Surface, numbered: bool, listed: bool) -> str | None:
    """The form of a bare name that is also a town's, a person's or a word."""
    patterns, behind = context_patterns(), stretch.behind(hit)
    if patterns.not_behind.search(behind):
        return None
    if surface.guard == "town":
        return _form_of_town(stretch, hit, surface, numbered)
    heads = behind.rstrip()
    leads = not heads or heads[-1] in ".;:,(-–—•" or listed or patterns.receives.search(behind)
    return NAME if numbered and leads else None


def _means_union(stretch: Stretch, hit: Hit, patterns: ContextPatterns) -> bool:
    """Whether ``Union`` is the country: with an article, and neither a trade union's nor an organ's name."""
    text, behind = stretch.text, stretch.behind(hit)
    if hit.written in patterns.union:
        named_on = text[hit.end + 1 : hit.end + 2].isupper() or patterns.union_of.match(text, hit.end) is not None
        if named_on or not patterns.article.search(behind):
            return False
    return not patterns.not_union.search(behind)


def _form_of_town(stretch: Stretch, hit: Hit, surface: Surface, numbered: bool) -> str | None:
    """Tell a region from the town that gives it its name."""
    patterns, text, behind = context_patterns(), stretch.text, stretch.behind(hit)
    after = text[hit.end : hit.end + 1]
    if (after == "." and hit.start - stretch.start <= 1) or patterns.dateline.match(text, hit.end, stretch.end):
        return None
    at_place = patterns.place.search(behind) is not None
    if (numbered and not at_place) or (after == ")" and behind.endswith("(")):
        return NAME
    acts = patterns.verb.match(text, hit.end, stretch.end) is not None
    town = any(unit.is_town and unit.months(stretch.setting.year) for unit in surface.units)
    if not town and (patterns.receives.search(behind) or (acts and not at_place)):
        return NAME
    return TOWN if at_place or acts or patterns.function.match(text, hit.end, stretch.end) else ADJECTIVE


def names_of(hit: Hit, form: str, setting: Setting, listed: bool) -> tuple[tuple[str, ...], bool]:
    """Canonical names of a hit and whether none of the units existed in the year of the text."""
    if hit.surface is None:
        return (hit.kind.of(hit.written) if hit.kind else hit.written,), False
    if form == PERSON:
        return _held_by(hit.surface, setting.year), False
    return _named(hit.surface, _Printed(hit.written, hit.kind, hit.plural and not listed, form), setting)


def _held_by(surface: Surface, year: int | None) -> tuple[str, ...]:
    """The region for which a man stood at some time of ``year``."""
    for unit, (first, last) in zip(surface.units, surface.years, strict=True):
        if year is None or ((first or 0) // 12 <= year and (last is None or year <= last // 12)):
            return (unit.name,)
    return ()


class _Printed(NamedTuple):
    """How a listed name is printed; ``several`` is a plural kind word that belongs to this one name."""

    written: str
    kind: KindWords | None
    several: bool
    form: str


@lru_cache(4096)
def _named(surface: Surface, printed: _Printed, setting: Setting) -> tuple[tuple[str, ...], bool]:
    """The unit that a listed surface means: one that existed, of the home state, the longest in that year, of the kind printed."""
    written, kind, several, form = printed
    year = setting.year
    units = list(surface.units)
    if form != TOWN:
        units = [unit for unit in units if not unit.is_town] or units
    if kind is not None:
        alike = [unit for unit in units if unit.kind in kind.like]
        if not alike and surface.guard:
            if not several:
                return (kind.of(written),), False
            if surface.guard != "town":
                return (), False
        units = alike or units
        order = {unit.name: kind.like.index(unit.kind) if unit.kind in kind.like else 0 for unit in units}
    else:
        order = {unit.name: int(form == TOWN and not unit.is_town) for unit in units}
    chosen = min(
        units, key=lambda u: (not u.months(year), not is_at_home(u.name, setting.home), -u.months(year), order[u.name])
    )  # fmt: skip
    if form == TOWN and not chosen.months(year):
        return (written,), False
    return (chosen.name,), not chosen.months(year)

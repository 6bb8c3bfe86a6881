"""What strings name a region: every name, adjective and people of the gazetteer, and the men who stood for a region."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from figures.errors import LexiconError
from figures.language import check_value, read_csv
from figures.names.gazetteer import GUARDS, ORGANS, Region, all_regions, month_of, regions_by_name, split
from figures.names.region_words import region_words, words_of

NAME, COMMITTEE, RESIDENTS, ADJECTIVE, PERSON, TOWN = "name", "committee", "residents", "adjective", "person", "town"
"""Forms in which a region is named, the surest first."""
SECRETARIES = "first_secretaries.csv"


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What a string can name: candidate units in file order, and how.

    ``guard`` says what else the bare string is; ``years`` are, for a man, the first and last month of his office in each unit.
    """

    form: str
    guard: str
    units: tuple[Region, ...]
    years: tuple[tuple[int | None, int | None], ...] = ()

    def towns(self) -> Surface:
        """The same string as that of its towns alone, where it has any."""
        towns = tuple(unit for unit in self.units if unit.is_town)
        return Surface(TOWN, self.guard, towns) if towns else self


@cache
def surfaces() -> dict[str, Surface]:
    """Every string that names a unit or a person who stood for one."""
    return _of_units() | _of_people(_of_units())


@cache
def _of_units() -> dict[str, Surface]:
    found: dict[str, Surface] = {}
    for region in all_regions():
        for string, form, guard in _strings(region):
            old = found.get(string)
            if old is None:
                found[string] = Surface(form, guard, (region,))
            elif region not in old.units:
                found[string] = replace(old, guard=max(old.guard, guard, key=GUARDS.index), units=(*old.units, region))
    return found


def _strings(region: Region) -> list[tuple[str, str, str]]:
    """The strings that name a unit, each with its form and what else it is."""
    form, guard = TOWN if region.is_town else NAME, region.bare.removeprefix(ORGANS)
    return [
        *([(region.name, NAME, "")] if region.stem != region.name else []),
        *((string, form, "" if _names_its_kind(string) else guard) for string in (region.stem, *region.variants)),
        *((adjective, ADJECTIVE, guard if guard == "word" else "") for adjective in region.adjectives),
        *((residents, RESIDENTS, "") for residents in region.residents),
    ]


@cache
def _kind_words() -> frozenset[str]:
    """The words for kinds, also those that stand before a name (``county`` of ``county of``)."""
    read = region_words().kinds
    heads = (phrase.partition(" ")[0] for kind in read for phrase in (*kind.before, *kind.before_known))
    return frozenset(word.lower() for word in (*heads, *(word for kind in read for word in (*kind.words, *kind.plurals))))


def _names_its_kind(string: str) -> bool:
    first, _, rest = string.lower().partition(" ")
    return bool(rest) and (first in _kind_words() or rest.rpartition(" ")[2] in _kind_words())


def _of_people(units: dict[str, Surface]) -> dict[str, Surface]:
    people: dict[str, Surface] = {}
    for line, row in read_csv(SECRETARIES, ("person", "variants", "region", "from", "to", "source")):
        where = f"{SECRETARIES}, line {line}"
        check_value(row["region"], regions_by_name(), f"{where}, region")
        years = (month_of(row["from"], where), month_of(row["to"], where, last=True))
        for string in (row["person"], *split(row["variants"])):
            if string in units:
                raise LexiconError(f"{where}: {string!r} is also the name of a region.")
            old = people.get(string, Surface(PERSON, "", ()))
            people[string] = Surface(PERSON, "", (*old.units, regions_by_name()[row["region"]]), (*old.years, years))
    return people


def is_listed_place(name: str) -> bool:
    """Whether the list of regions knows a name, if only as that of a town whose region it holds."""
    return name in regions_by_name() or name in surfaces()


@cache
def pairs() -> dict[str, tuple[str, str]]:
    """Names that share their head: ``Lower and Middle Volga`` stands for two surfaces."""
    directions = words_of("direction")
    heads: dict[str, list[str]] = {}
    for string in surfaces():
        first, _, head = string.partition(" ")
        if head and " " not in head and first in directions:
            heads.setdefault(head, []).append(string)
    return {
        f"{first.partition(' ')[0]} {link} {second}": (first, second)
        for strings in heads.values()
        for first in strings
        for second in strings
        if surfaces()[first].units[0] is not surfaces()[second].units[0]
        for link in words_of("link")
    }

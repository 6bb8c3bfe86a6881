"""The gazetteer: which regions there were, when, what lay within what, and which state is a correspondence's own.

``lexicon/regions.csv`` lists the units that letters name; ``within`` may name several outer units,
because divisions overlap (republic and natural area).  The dates are those of the sources named in
the file; for a town, ``from`` is the year since when its name is only a town's.  What kinds of unit
there are is said by ``lexicon/region_kinds.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from figures.errors import LexiconError
from figures.language import check_unique, check_value, read_csv, read_toml
from figures.reading import edition_profiles

COLUMNS = ("name", "kind", "within", "name_ru", "variants", "adjectives", "residents", "bare", "from", "to", "source")
STATE, REALM, PART, AREA, TOWN = "state", "realm", "part", "area", "town"
RANKS = (STATE, REALM, PART, AREA, TOWN)
"""What the reader does with a unit, see ``region_kinds.toml``."""
ORGANS = "organs"
"""Guard of a state whose name stands first of all in the names of its own organs."""
GUARDS = (ORGANS, "", "town", "word", "person")
"""What else the bare name is, from harmless to misleading."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of unit, see ``region_kinds.toml``."""

    name: str
    rank: str
    why: str
    example: str
    ends_names: bool = False
    begins_names: bool = False


@dataclass(frozen=True, slots=True)
class _Kinds:
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """One unit of ``regions.csv``.

    ``within`` are the units it lies in (several where two divisions overlap: republic and natural
    area); ``since`` and ``until`` are months counted from the year 0, None where open; ``bare`` says what else its name
    without kind word is: ``town``, ``person``, a common ``word``, part of its ``organs``' names, or empty; ``stem`` is the
    name without its kind word: ``Moscow`` of ``Moscow Region``.
    """

    name: str
    kind: str
    rank: str
    stem: str
    within: tuple[str, ...]
    name_ru: str
    variants: tuple[str, ...]
    adjectives: tuple[str, ...]
    residents: tuple[str, ...]
    bare: str
    since: int | None
    until: int | None
    source: str

    @property
    def is_town(self) -> bool:
        return self.rank == TOWN

    def months(self, year: int | None) -> int:
        """In how many months of ``year`` the unit existed (12 without a year)."""
        if year is None:
            return 12
        first = max(self.since or 0, year * 12)
        last = min(self.until if self.until is not None else year * 12 + 11, year * 12 + 11)
        return max(0, last - first + 1)


def split(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list, separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def month_of(cell: str, where: str, last: bool = False) -> int | None:
    """The month (year * 12 + month - 1) of a cell with a year or an ISO date, None if it is empty.

    A year alone stands for its first month, or its ``last``.
    """
    if not cell:
        return None
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", cell):
        raise LexiconError(f"{where}: {cell!r} must be a year or an ISO date.")
    return int(cell[:4]) * 12 + (int(cell[5:7]) - 1 if len(cell) > 4 else 11 if last else 0)


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of ``region_kinds.toml`` by name."""
    file = "region_kinds.toml"
    read = read_toml(_Kinds, file).kinds
    check_unique((kind.name for kind in read), f"{file}, kinds.name")
    for kind in read:
        check_value(kind.rank, RANKS, f"{file}, rank of {kind.name}")
    return {kind.name: kind for kind in read}


@cache
def all_regions() -> tuple[Region, ...]:
    """All units of ``regions.csv`` in file order; raises :class:`LexiconError` for a bad row."""
    rows = tuple(_region(row, f"regions.csv, line {line}") for line, row in read_csv("regions.csv", COLUMNS))
    check_unique((region.name for region in rows), "regions.csv, name")
    names = {region.name for region in rows}
    for region in rows:
        for outer in region.within:
            if outer not in names:
                raise LexiconError(f"regions.csv, within of {region.name}: {outer!r} is no name of the list; add it or mend the name.")
    return rows


def _region(row: dict[str, str], where: str) -> Region:
    kind = kinds().get(row["kind"])
    if kind is None:
        raise LexiconError(f"{where}, kind: {row['kind']!r} is none of region_kinds.toml; add it there, or use {', '.join(kinds())}.")
    return Region(
        name=row["name"],
        kind=kind.name,
        rank=kind.rank,
        stem=_stem(row["name"], kind),
        within=split(row["within"]),
        name_ru=row["name_ru"],
        variants=split(row["variants"]),
        adjectives=split(row["adjectives"]),
        residents=split(row["residents"]),
        bare=check_value(row["bare"], GUARDS, f"{where}, bare"),
        since=month_of(row["from"], where),
        until=month_of(row["to"], where, last=True),
        source=row["source"],
    )


def _stem(name: str, kind: Kind) -> str:
    """The name without its kind word, and without the bracket that tells it from a namesake (``Georgia (USA)``)."""
    name = name.partition(" (")[0]
    if kind.ends_names:
        name = name.removesuffix(f" {kind.name.title()}")
    return name.removeprefix(f"{kind.name.title()} ") if kind.begins_names else name


@cache
def regions_by_name() -> dict[str, Region]:
    """The units by canonical name."""
    return {region.name: region for region in all_regions()}


def is_state(name: str | None) -> bool:
    """Whether a name is that of a whole state."""
    region = regions_by_name().get(name or "")
    return region is not None and region.rank == STATE


@cache
def _homes() -> dict[str, str]:
    """The home state of each edition profile that has one."""
    states = [region.name for region in all_regions() if region.rank == STATE]
    return {known.id: check_value(known.home, states, f"editions, home of {known.id}") for known in edition_profiles() if known.home}


def home_state(profile: str) -> str | None:
    """The whole state that a correspondence is about where it names no region, as the profile of its edition says; or None."""
    return _homes().get(profile)


@cache
def is_at_home(name: str, home: str | None) -> bool:
    """Whether a unit is the home of a correspondence or lies in it; without a known home, in that of any profile."""
    return any(name == state or contains_region(state, name) for state in ((home,) if home else _homes().values()))


def contains_region(outer: str, inner: str) -> bool:
    """Whether ``inner`` lies in ``outer``, so that a total must not count both.

    A unit does not contain itself.  A place that no list knows lies in the state that a correspondence is about.
    """
    if outer == inner:
        return False
    known = regions_by_name()
    return outer in _around(inner) if inner in known else outer in _homes().values()


@cache
def _around(name: str) -> frozenset[str]:
    """All units that a listed one lies in, at any distance."""
    known = regions_by_name()
    found: set[str] = set()
    ahead = list(known[name].within)
    while ahead:
        outer = ahead.pop()
        if outer not in found:
            found.add(outer)
            ahead += known[outer].within
    return frozenset(found)


def region_around(name: str, year: int | None) -> str:
    """The region for which a town stands (``Samara`` → ``Samara Gubernia`` in 1922, ``Kazan`` → ``Tataria``), else the name itself."""
    namesake = next((r.name for r in all_regions() if r.stem == name and not r.is_town and r.months(year)), None)
    known = regions_by_name()
    unit = known.get(name)
    if namesake or unit is None or not unit.is_town:
        return namesake or name
    return next((outer for outer in unit.within if known[outer].rank not in (STATE, REALM)), name)


def region_of_all(names: Iterable[str]) -> str | None:
    """The state in which all those named lie, else the smallest unit; None if there is none, or one of them is not listed."""
    known = regions_by_name()
    around = [_around(name) if name in known else frozenset() for name in dict.fromkeys(names)]
    shared = frozenset.intersection(*around) if around else frozenset()
    return min(shared, key=lambda outer: (not is_state(outer), -len(_around(outer)), outer), default=None)

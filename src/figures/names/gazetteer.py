"""The gazetteer: which regions there were, when, what lay within what, and how a name is resolved.

``lexicon/regions.csv`` lists the units of 1917-1941 that letters name; ``within`` may name several
outer units, because divisions overlap (republic and natural area).  The dates are those of the
sources named in the file; for a town, ``from`` is the year since when its name is only a town's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from figures.errors import LexiconError
from figures.language import LexiconEntry, check_unique, check_value, read_csv, read_toml

COLUMNS = ("name", "kind", "within", "name_ru", "variants", "adjectives", "residents", "bare", "from", "to", "source")
KINDS = ("state", "union republic", "autonomous republic", "autonomous region", "territory", "region", "gubernia", "area", "town")
GUARDS = ("", "town", "word", "person")
"""What else the bare name is, from harmless to misleading."""


@dataclass(frozen=True, slots=True)
class Region:
    """One unit of ``regions.csv``.

    ``within`` are the units it lies in (several where two divisions overlap: republic and natural
    area); ``since`` and ``until`` are months counted from the year 0, None where open; ``bare`` says what else its name
    without kind word is: ``town``, ``person``, a common ``word``, or empty.
    """

    name: str
    kind: str
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
    def stem(self) -> str:
        """The name without its kind word: ``Moscow`` of ``Moscow Region``."""
        tail = " " + self.kind.title()
        return self.name.removesuffix(tail) if self.kind in ("territory", "region", "gubernia", "autonomous region") else self.name

    def months(self, year: int | None) -> int:
        """In how many months of ``year`` the unit existed (12 without a year)."""
        if year is None:
            return 12
        first = max(self.since or 0, year * 12)
        last = min(self.until if self.until is not None else year * 12 + 11, year * 12 + 11)
        return max(0, last - first + 1)


@dataclass(frozen=True, slots=True, eq=False)
class KindWords(LexiconEntry):
    """A kind word of the language, see ``regions.toml``."""

    canonical: str
    words: tuple[str, ...]
    plurals: tuple[str, ...]
    like: tuple[str, ...]
    gives: tuple[str, ...]
    form: str


@dataclass(frozen=True, slots=True)
class WordGroup(LexiconEntry):
    """A group of words around a name, see ``regions.toml``; ``role`` is what they do there."""

    role: str
    words: tuple[str, ...]
    gives: tuple[str, ...]
    form: str = ""


@dataclass(frozen=True, slots=True)
class RegionWords:
    """The whole of ``regions.toml``."""

    kinds: tuple[KindWords, ...]
    tails: tuple[WordGroup, ...]
    contexts: tuple[WordGroup, ...]


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
def table() -> tuple[Region, ...]:
    """All units of ``regions.csv`` in file order; raises :class:`LexiconError` for a bad row."""
    rows = []
    for line, row in read_csv("regions.csv", COLUMNS):
        where = f"regions.csv, line {line}"
        check_value(row["kind"], KINDS, f"{where}, kind")
        check_value(row["bare"], GUARDS, f"{where}, bare")
        rows.append(
            Region(row["name"], row["kind"], split(row["within"]), row["name_ru"], split(row["variants"]), split(row["adjectives"]),
                   split(row["residents"]), row["bare"], month_of(row["from"], where), month_of(row["to"], where, last=True), row["source"])
        )  # fmt: skip
    check_unique((r.name for r in rows), "regions.csv, name")
    names = {r.name for r in rows}
    for region in rows:
        for outer in region.within:
            check_value(outer, names, f"regions.csv, within of {region.name}")
    return tuple(rows)


@cache
def words() -> RegionWords:
    """The words of ``regions.toml``."""
    read = read_toml(RegionWords, "en/regions.toml")
    check_unique((*(kind.id for kind in read.kinds), *(group.id for group in (*read.tails, *read.contexts))), "en/regions.toml, id")
    for kind in read.kinds:
        for like in kind.like:
            check_value(like, (*KINDS, "district"), f"en/regions.toml, kinds[{kind.id}].like")
    return read


@cache
def by_name() -> dict[str, Region]:
    """The units by canonical name."""
    return {region.name: region for region in table()}


def plain(name: str) -> str:
    """A name without article, case, hyphens and doubled spaces, for comparing what people type."""
    return " ".join(name.casefold().replace("-", " ").replace("’", "'").removeprefix("the ").split())


@cache
def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for region in table():
        index.setdefault(plain(region.name), region.name)
    for region in table():
        for string in (region.stem, *region.variants, *region.adjectives, *region.residents, region.name_ru):
            if region.kind != "town" or plain(region.name) != plain(string):
                index.setdefault(plain(string), region.name)
    return index


def resolve(name: str) -> str | None:
    """The canonical name for a name as people type it, or None.

    A name that several units share gives the first of the file; a town gives way to the region
    around it (``moscow`` is Moscow Region).  Kind words may be swapped (``kirov oblast``).
    """
    asked = plain(name)
    index = _index()
    shared = [r.name for r in table() if r.kind != "town" and plain(r.stem) == asked]
    if shared:
        return shared[0]
    if asked in index:
        return index[asked]
    for kind in words().kinds:
        for word in kind.words:
            head = asked.removesuffix(" " + plain(word))
            if head != asked:
                exact = [r.name for like in kind.like for r in table() if r.kind == like and plain(r.stem) == head]
                if exact or head in index:
                    return exact[0] if exact else index[head]
    return None


def nearest(name: str) -> list[str]:
    """Up to three canonical names that are written most like ``name``, the most alike first."""
    from difflib import get_close_matches

    index = _index()
    found = [index[match] for match in get_close_matches(plain(name), list(index), n=12, cutoff=0.55)]
    found += [region.name for region in table() if plain(region.name).startswith(plain(name)[:3]) and len(name) > 2]
    return list(dict.fromkeys(found))[:3]


def contains(outer: str, inner: str) -> bool:
    """Whether ``inner`` lies in ``outer``, so that a total must not count both.

    A unit does not contain itself.  Every unit, listed or not, lies in the USSR.
    """
    if outer == inner:
        return False
    if outer == "USSR":
        return True
    known = by_name()
    around = list(known[inner].within) if inner in known else []
    seen = set()
    while around:
        name = around.pop()
        if name == outer:
            return True
        if name not in seen:
            seen.add(name)
            around += known[name].within
    return False

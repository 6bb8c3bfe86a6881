"""Chooses rows of the region table by region, item, measure and unit, as a user writes them.

A name may be given in any case, in part (``moscow``, ``kind``) and in the plural (``tonnes``).
One that fits nothing is refused with the nearest names; so is one that fits several.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from figures.amounts import convert, parse_unit
from figures.errors import FiguresError
from figures.names import nearest_regions, resolve_region
from figures.rows import TABLE_STAGES, TableRow

NEAR = 3
"""How many nearest names a refusal offers."""
LISTED = 12
"""How many known names it lists where none is near."""


def choose_rows(
    table: Sequence[TableRow], region: str | None = None, item: str | None = None, measure: str | None = None, unit: str | None = None
) -> list[TableRow]:
    """The rows that fit all that is given, in ``unit`` where one is given.

    With a unit, rows that can be converted to it are converted and the others left out.
    Raises :class:`FiguresError` for a name that nothing bears.
    """
    chosen = list(table)
    if region is not None:
        wanted = _region(region, table)
        chosen = [row for row in chosen if wanted in (row["region"], row["party"] if row["region"] is None else None)]
    for column, given in (("item", item), ("measure", measure)):
        if given is not None:
            known = dict.fromkeys(row[column] for row in table if row[column])
            name = _name(given, {value: value for value in known}, column)
            chosen = [row for row in chosen if row[column] == name]
    if unit is not None:
        chosen = _in_unit(chosen, _unit(unit, table))
    return chosen


def _region(given: str, table: Sequence[TableRow]) -> str:
    """A region or party of the table, or else a region that exists and has no row."""

    names = dict.fromkeys(name for row in table for name in (row["region"], row["party"]) if name)
    found = _fitting(given, {name: name for name in names}, "region") or resolve_region(given)
    if found is not None:
        return found
    near = [*_near(given, list(names)), *nearest_regions(given)]
    raise _unknown("region", given, list(dict.fromkeys(near))[:NEAR], list(names))


def _unit(given: str, table: Sequence[TableRow]) -> str:
    """A unit of the table, counted nouns among them, or else one of the lexicon."""

    key = given.casefold().strip()
    own = (row["unit"] for row in table if row["unit"].casefold() in (key, key.removesuffix("s")))
    return next(own, None) or parse_unit(given)


def _name(given: str, aliases: Mapping[str, str], what: str) -> str:
    found = _fitting(given, aliases, what)
    if found is not None:
        return found
    raise _unknown(what, given, [aliases[alias] for alias in _near(given, list(aliases))], sorted(set(aliases.values())))


def _fitting(given: str, aliases: Mapping[str, str], what: str) -> str | None:
    """The name that ``given`` stands for: itself, its singular, or the only one with such words."""
    folded = {alias.casefold(): name for alias, name in aliases.items()}
    key = " ".join(given.casefold().split())
    for form in (key, key.removesuffix("s"), key.removesuffix("es")):
        if form in folded:
            return folded[form]
    names = dict.fromkeys(name for alias, name in folded.items() if _begins_words(key, alias))
    if len(names) > 1:
        raise FiguresError(f"The {what} {given!r} could be {', '.join(names)}; say which.")
    return next(iter(names), None)


def _near(given: str, names: Sequence[str]) -> list[str]:
    folded = {name.casefold(): name for name in names}
    return [folded[match] for match in difflib.get_close_matches(given.casefold(), folded, n=NEAR, cutoff=0.5)]


def _unknown(what: str, given: str, near: Sequence[str], known: Sequence[str]) -> FiguresError:
    hint = f"the nearest names are {', '.join(near)}" if near else f"known are {', '.join(known[:LISTED])}"
    return FiguresError(f"No {what} {given!r} is known; {hint}.")


def _begins_words(given: str, name: str) -> bool:
    """Whether ``given`` is a run of words of ``name``, the last of them perhaps only begun."""
    return f" {given}" in f" {name}"


def _in_unit(table: Sequence[TableRow], unit: str) -> list[TableRow]:
    """The rows with their amounts in ``unit``; those that measure something else are left out."""

    chosen = []
    for row in table:
        if row["unit"] == unit:
            chosen.append(row)
            continue
        amounts = {stage: row[stage] for stage in TABLE_STAGES}
        for stage, cell in amounts.items():
            if cell is not None:
                converted = convert(cell["low"], cell["high"], row["unit"], unit)
                if converted is None:
                    break
                amounts[stage] = cell | {"low": converted.low, "high": converted.high}
        else:
            chosen.append(row | amounts | {"unit": unit})
    return chosen

"""Chooses rows of the region table by region, item, measure and unit, as a user writes them.

A name may be given in any case, in part (``moscow``, ``kind``) and in the plural (``tonnes``).
One that fits nothing is refused with the nearest names; so is one that fits several.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from figures.amounts import convert, parse_unit
from figures.errors import FiguresError
from figures.language import DEFAULT_LANGUAGE, singular
from figures.names import nearest_regions, resolve_region
from figures.rows import TABLE_STAGES, TableRow

NAMES_OFFERED = 3
"""How many nearest names a refusal offers."""
NAMES_LISTED = 12
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
            name = _name(given, list(dict.fromkeys(row[column] for row in table if row[column])), column)
            chosen = [row for row in chosen if row[column] == name]
    if unit is not None:
        chosen = _in_unit(chosen, _unit(unit, table))
    return chosen


def _region(given: str, table: Sequence[TableRow]) -> str:
    """A region or party of the table, or else a region that exists and has no row."""
    names = list(dict.fromkeys(name for row in table for name in (row["region"], row["party"]) if name))
    found = _fitting(given, names, "region") or resolve_region(given)
    if found is not None:
        return found
    near = dict.fromkeys((*_near(given, names), *nearest_regions(given)))
    raise _unknown("region", given, list(near)[:NAMES_OFFERED], names)


def _unit(given: str, table: Sequence[TableRow]) -> str:
    """A unit of the table, counted nouns among them, or else one of the lexicon."""
    forms = _forms(given)
    own = (row["unit"] for row in table if row["unit"].casefold() in forms)
    return next(own, None) or parse_unit(given)


def _name(given: str, names: Sequence[str], what: str) -> str:
    found = _fitting(given, names, what)
    if found is not None:
        return found
    raise _unknown(what, given, _near(given, names), sorted(names))


def _fitting(given: str, names: Sequence[str], what: str) -> str | None:
    """The name that ``given`` stands for: itself, its singular, or the only one with such words."""
    folded = {name.casefold(): name for name in names}
    forms = _forms(given)
    for form in forms:
        if form in folded:
            return folded[form]
    fitting = [name for key, name in folded.items() if _begins_words(forms[0], key)]
    if len(fitting) > 1:
        raise FiguresError(f"The {what} {given!r} could be {', '.join(fitting)}; say which.")
    return next(iter(fitting), None)


def _forms(given: str) -> tuple[str, str]:
    """What was typed in small letters, and its singular."""
    key = " ".join(given.casefold().split())
    return key, singular(key, DEFAULT_LANGUAGE)


def _near(given: str, names: Sequence[str]) -> list[str]:
    folded = {name.casefold(): name for name in names}
    return [folded[match] for match in difflib.get_close_matches(given.casefold(), folded, n=NAMES_OFFERED, cutoff=0.5)]


def _unknown(what: str, given: str, near: Sequence[str], known: Sequence[str]) -> FiguresError:
    hint = f"the nearest names are {', '.join(near)}" if near else f"known are {', '.join(known[:NAMES_LISTED])}"
    return FiguresError(f"No {what} {given!r} is known; {hint}.")


def _begins_words(given: str, name: str) -> bool:
    """Whether ``given`` is a run of words of ``name``, the last of them perhaps only begun."""
    return f" {given}" in f" {name}"


def _in_unit(table: Sequence[TableRow], unit: str) -> list[TableRow]:
    """The rows with their amounts in ``unit``; those that measure something else are left out."""
    rows = (row if row["unit"] == unit else _converted(row, unit) for row in table)
    return [row for row in rows if row is not None]


def _converted(row: TableRow, unit: str) -> TableRow | None:
    amounts = {stage: row[stage] for stage in TABLE_STAGES if row[stage] is not None}
    for stage, cell in amounts.items():
        converted = convert(cell["low"], cell["high"], row["unit"], unit)
        if converted is None:
            return None
        amounts[stage] = cell | {"low": converted.low, "high": converted.high}
    return row | amounts | {"unit": unit}

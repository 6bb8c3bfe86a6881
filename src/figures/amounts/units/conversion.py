"""Amounts in customary units brought to metric ones: masses to tonnes, yields to centners per hectare.

The only file that imports pint.  The registry knows the definitions of ``lexicon/units.txt`` and
nothing else, in exact decimals.  Money and counted things convert to nothing; ``ton`` is refused as
a name because it has three sizes.

Importing pint takes longer than reading an edition.  So ``factors.csv`` keeps what pint makes of
``units.txt``, with the hash of that file: as long as it is the same, pint is not asked again, and
when a unit was added, pint answers as before, only later.  ``python -m figures.amounts.units`` writes
the table anew.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from figures.errors import FiguresError, LexiconError
from figures.language import DEFAULT_LANGUAGE, LEXICON_ROOT, singular

if TYPE_CHECKING:
    from pint import UnitRegistry

_FILE = "units.txt"
FACTORS = Path(__file__).with_name("factors.csv")
"""First line: hash of ``units.txt``, pint's version; then unit, metric unit, and how much of this one of that is.

A yield is made of two of its lines: the tonnes of the mass by the hectares of the area.
"""
_DEFINITION = re.compile(r"^(?P<name>[a-z_]+)\s*=\s*(?P<relation>[^=#]+?)\s*(?:=(?P<names>[^#]*))?(?:#.*)?$")
_TARGETS = ("tonne", "centner/hectare", "hectare", "cubic_metre")
"""Metric units in which amounts are compared, tried in this order."""
_YIELD, _CENTNERS = ("tonne", "hectare"), 10
"""What the units of a yield convert to, and how many centners are a tonne."""
_AMBIGUOUS = {"ton": "tonne, long_ton or short_ton", "tons": "tonne, long_ton or short_ton"}


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in a metric unit and the definition it rests on."""

    low: Decimal
    high: Decimal
    unit: str
    definition: str


@cache
def _definitions() -> dict[str, str]:
    """Every name and alias of ``units.txt`` with the name it stands for; no pint needed."""
    path = LEXICON_ROOT / _FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise LexiconError(f"{path}: this lexicon file is missing; restore it.") from None
    names: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        m = _DEFINITION.match(line)
        if m is None:
            raise LexiconError(f"{_FILE}, line {number}: write `name = relation` or `name = relation = symbol = alias`, in lower case.")
        if m["name"] in names:
            raise LexiconError(f"{_FILE}, line {number}: {m['name']!r} stands twice; remove one.")
        for name in (m["name"], *(part.strip() for part in (m["names"] or "").split("="))):
            if name and name != "_":
                names[name] = m["name"]
    return names


@cache
def _registry() -> UnitRegistry[Decimal]:
    """pint's registry with our definitions alone."""
    from pint import UnitRegistry
    from pint.errors import DefinitionSyntaxError

    _definitions()
    registry: UnitRegistry[Decimal] = UnitRegistry(None, non_int_type=Decimal)
    try:
        registry.load_definitions((LEXICON_ROOT / _FILE).read_text(encoding="utf-8").splitlines())
    except (DefinitionSyntaxError, ValueError) as error:
        raise LexiconError(f"{_FILE}: pint cannot read a definition ({error}); mend it there.") from None
    return registry


def known_units() -> tuple[str, ...]:
    """The unit names of ``units.txt`` and the two combined ones that amounts are brought to, in order."""
    return tuple(sorted({*_definitions().values(), "centner/hectare", "percent"}))


def parse_unit(name: str) -> str:
    """The unit a user means by ``name``: plural, alias or symbol; raises naming the nearest ones."""
    wanted = name.strip().lower().replace(" ", "_").replace("-", "_").replace("_per_", "/").replace("_/_", "/")
    if wanted in _AMBIGUOUS:
        raise FiguresError(f"{name!r} has several sizes; say {_AMBIGUOUS[wanted]}.")
    if wanted in ("%", "per_cent", "percents", "percent"):
        return "percent"
    parts = [_one_unit(part) for part in wanted.split("/")]
    if all(part is not None for part in parts):
        return "/".join(part for part in parts if part is not None)
    names = sorted({*_definitions(), *known_units()})
    near = get_close_matches(wanted, names, 3, 0.5)
    nearest = dict.fromkeys(_definitions().get(n, n) for n in near)
    raise FiguresError(f"No unit {name!r}; " + (f"nearest: {', '.join(nearest)}." if nearest else f"known: {', '.join(known_units())}."))


def _one_unit(name: str) -> str | None:
    names = _definitions()
    for form in (name, singular(name, DEFAULT_LANGUAGE)):
        if form in names and form not in _AMBIGUOUS:
            return names[form]
    return None


def convert(low: Decimal, high: Decimal, unit: str, to: str | None = None) -> Converted | None:
    """The amount in tonnes, centners per hectare, hectares or cubic metres, or in ``to``.

    None where there is nothing to convert: money, counted things, shares, prices, unknown units,
    and units that do not measure the same thing as ``to``.
    """
    target, scale, definition = _scale(unit, to)
    if target is None or scale is None:
        return None
    return Converted(_round(low * scale), _round(high * scale), target, definition)


def _round(value: Decimal) -> Decimal:
    """Ten significant digits are more than any source has; no exponent, no trailing zeros."""
    rounded = Decimal(f"{value:.12g}")
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()


@cache
def _scale(unit: str, to: str | None) -> tuple[str | None, Decimal | None, str]:
    """What one ``unit`` is in the unit it converts to, asked of pint once per unit."""
    nothing = (None, None, "")
    names = _definitions()
    parts = unit.split("/")
    if len(parts) > 2 or any(part not in names or part in _AMBIGUOUS for part in parts):
        return nothing
    asked = "/".join(names[part] for part in parts)
    known = _factors()
    found = _kept(asked, known) if known is not None else None
    if known is None or (to is not None and (found is None or found[0] != to)):
        found = _asked_of_pint(asked, to)
    if found is None:
        return nothing
    target, scale = found
    return target, scale, f"1 {unit} = {scale:.10g} {target}"


def _kept(unit: str, known: dict[str, tuple[str, Decimal]]) -> tuple[str, Decimal] | None:
    """What the table says of a unit, or of the two of a yield."""
    above, stroke, below = unit.partition("/")
    if not stroke:
        return known.get(unit)
    mass, area = known.get(above), known.get(below)
    if mass is None or area is None or (mass[0], area[0]) != _YIELD:
        return None
    scale = mass[1] * _CENTNERS / area[1]
    return "centner/hectare", scale.to_integral_value() if scale == scale.to_integral_value() else scale.normalize()


def _asked_of_pint(unit: str, to: str | None) -> tuple[str, Decimal] | None:
    """The unit that ``unit`` converts to and how much of it one is; None if there is none."""
    from pint.errors import DimensionalityError

    registry = _registry()
    if to is None and "/" in unit and not _is_yield(unit):
        return None
    quantity = Decimal(1) * registry.parse_units(unit)
    for target in (to,) if to else _TARGETS:
        try:
            return target, Decimal(quantity.to(registry.parse_units(target)).magnitude)
        except DimensionalityError:
            continue
    return None


@cache
def _factors() -> dict[str, tuple[str, Decimal]] | None:
    """The table of ``factors.csv``; None if ``units.txt`` was changed since it was made, or there is none."""
    rows = _table()
    return None if rows is None else {unit: (target, Decimal(scale)) for unit, target, scale in (row.split(",") for row in rows[1:])}


@cache
def _table() -> list[str] | None:
    try:
        rows = FACTORS.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    return rows if rows and rows[0].partition(",")[0] == _hash() else None


def pint_version() -> str:
    """The version of pint that conversions come from."""
    if (rows := _table()) is not None:
        return rows[0].partition(",")[2]
    import pint

    return pint.__version__


def factors() -> str:
    """The text of ``factors.csv``, worked out by pint: every unit that converts to something."""
    import pint

    lines = [f"{_hash()},{pint.__version__}"]
    for unit in dict.fromkeys(_definitions().values()):
        if (found := _asked_of_pint(unit, None)) is not None:
            lines.append(f"{unit},{found[0]},{found[1]}")
    return "\n".join(lines) + "\n"


def _hash() -> str:
    """The hash of ``units.txt``, whatever line ends the checkout gave it."""
    return hashlib.sha256((LEXICON_ROOT / _FILE).read_text(encoding="utf-8").encode()).hexdigest()


def _is_yield(unit: str) -> bool:
    """Whether a quotient of two units is a mass by an area; a volume by a length is no area of anything."""
    registry = _registry()
    above, _, below = unit.partition("/")
    return registry.get_dimensionality(above) == {"[mass]": 1} and registry.get_dimensionality(below) == {"[length]": 2}


def metric_unit(unit: str) -> tuple[str, Decimal] | None:
    """The metric unit in which amounts in ``unit`` are compared, and what one ``unit`` is in it; None where there is none."""
    target, scale, _ = _scale(unit, None)
    return None if target is None or scale is None else (target, scale)


def unit_factor(unit: str, to: str) -> Decimal | None:
    """What one ``unit`` is in ``to``; None where the two do not measure the same thing."""
    if unit == to:
        return Decimal(1)
    return _scale(unit, to)[1] if all(part in _definitions() for part in to.split("/")) else None

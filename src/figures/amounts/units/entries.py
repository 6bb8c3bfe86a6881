"""What ``lexicon/<language>/units.toml`` and the tables beside it say of units and the words around them, checked.

The tables (``units.csv``, ``money_signs.csv``, ``shared_units.csv``, ``guarded_units.csv``) are shorter to write and to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from figures.errors import LexiconError
from figures.language import LexiconEntry, check_present, check_unique, check_value, has_lexicon_file, read_csv, read_toml

KINDS = ("mass", "yield", "money", "count", "share", "area", "volume")


@dataclass(frozen=True, slots=True)
class Homonyms:
    """Forms of a unit that are also the name of a money and of a customary unit, which they are beside another unit."""

    forms: tuple[str, ...]
    money: str
    customary: str
    beside: str


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A unit and the words for it.  ``of`` and ``factor``: a kopeck is 0.01 ``of`` a rouble."""

    name: str
    kind: str
    forms: tuple[str, ...]
    of: str | None = None
    factor: str = "1"
    parts: dict[str, str] = field(default_factory=dict)
    harvested: bool = False
    """A small weight in this unit is a yield behind a word of the harvest."""
    in_rates: str = ""
    """Its name behind a stroke, where that is another."""
    priced_by: dict[str, str] = field(default_factory=dict)
    """What a weight named in a price in this money is."""
    homonyms: Homonyms | None = None

    @property
    def rate_name(self) -> str:
        """The name of the unit as the base of a rate."""
        return self.in_rates or self.name


@dataclass(frozen=True, slots=True)
class SignGroup:
    """A currency sign that stands before the number; ``coins``: letters of smaller coins and how many make one."""

    sign: str
    unit: str
    coins: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class OtherMeaning:
    """What a word of several units may mean beside the plain one, and the words of the letter that show that it does."""

    unit: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SharedWord(LexiconEntry):
    """A word that several units share; the plain one is that whose form it is.  ``reads``: the unit of the example."""

    reads: str
    forms: tuple[str, ...]
    others: tuple[OtherMeaning, ...]
    settled: tuple[str, ...] = ()
    """Words of the paragraph that show that the plain one is meant."""
    certain: bool = False
    """Whether the plain one is meant wherever nothing shows another."""


@dataclass(frozen=True, slots=True)
class GuardedWord(LexiconEntry):
    """A unit whose word is an ordinary word too, and where it is the unit; ``never``: a text in which it is not."""

    never: str
    unit: str
    forms: tuple[str, ...]
    near: tuple[str, ...] = ()
    """Words of the paragraph, one of which must be there."""
    least: int = 0
    """From this number on it is the unit without them; 0: never."""
    glued: bool = False
    """Whether it must touch the digits or have a full stop."""
    part: bool = False
    """Whether it is one only behind the larger unit."""


@dataclass(frozen=True, slots=True)
class WordList(LexiconEntry):
    """A list of words with the reason for having it."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    """``units.toml`` as it stands in the file, with the rows of its tables."""

    units: tuple[UnitGroup, ...]
    signs: tuple[SignGroup, ...]
    lists: tuple[WordList, ...]
    endings: tuple[WordList, ...]
    shared: tuple[SharedWord, ...] = ()
    guarded: tuple[GuardedWord, ...] = ()


_REQUIRED = (
    "between-number-and-unit", "per", "per-area", "yield-cues", "grain", "sterling", "ration", "no-item", "item-modifiers", "function",
    "verbs", "adjectives", "persons", "person-endings", "things-in-er", "singular-counted", "heads", "transparent", "compounds", "folded",
    "share-basis", "before-bare", "partitive", "nominal", "heading", "area-bridge", "area-opening", "per-number",
    "calendar", "clause", "relative", "common", "grain-alone", "true-pound-money", "sterling-certain", "plural-modifiers", "pronouns",
    "price-links", "price-places", "price-verbs", "price-openers", "apiece", "yield-verbs", "per-number-weak", "definite",
    "per-one", "weight-opening", "price-mark", "price-joints", "tally", "list-joints", "out-of", "fraction-bridge", "speakers", "asked-for",
    "declares", "declares-measure", "counts-of", "titles", "inside", "part-of-places", "destinations",
)  # fmt: skip
_ENDINGS = ("participle", "no-item", "counted")


@cache
def unit_lexicon(language: str) -> UnitLexicon:
    """The unit words of a language, checked."""
    relative = f"{language}/units.toml"
    found = _with_tables(read_toml(UnitLexicon, relative), language)
    check_unique((group.name for group in found.units), f"{relative}, units")
    check_unique((form for group in found.units for form in group.forms), f"{relative}, forms")
    for group in found.units:
        check_value(group.kind, KINDS, f"{relative}, units[{group.name}].kind")
    check_unique((group.id for group in found.lists), f"{relative}, lists")
    check_present(_REQUIRED, (group.id for group in found.lists), f"{relative}, lists")
    check_present(_ENDINGS, (group.id for group in found.endings), f"{relative}, endings")
    _check_names(found, relative)
    return found


def _with_tables(found: UnitLexicon, language: str) -> UnitLexicon:
    """The lexicon with the rows of the tables beside it."""
    return replace(
        found,
        units=(*found.units, *(_unit(row, where) for row, where in _rows(language, "units.csv", _UNITS))),
        signs=(*found.signs, *(SignGroup(row["sign"], row["unit"]) for row, _ in _rows(language, "money_signs.csv", _SIGNS))),
        shared=(*found.shared, *(_shared(row) for row, _ in _rows(language, "shared_units.csv", _SHARED))),
        guarded=(*found.guarded, *(_guarded(row, where) for row, where in _rows(language, "guarded_units.csv", _GUARDED))),
    )


_UNITS = ("unit", "kind", "forms", "parts")
_SIGNS = ("sign", "unit")
_SHARED = ("id", "forms", "others", "settled", "certain", "example", "reads", "why")
_GUARDED = ("id", "unit", "forms", "near", "least", "place", "example", "never", "why")
_PLACES = ("glued", "part")
_WORTH = re.compile(r"(?P<part>\w+) (?P<worth>[0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?)")


def _rows(language: str, name: str, columns: tuple[str, ...]) -> Iterator[tuple[dict[str, str], str]]:
    """The rows of a table that a language may have, each with its place."""
    if has_lexicon_file(language, name):
        for line, row in read_csv(f"{language}/{name}", columns):
            yield row, f"{language}/{name}, line {line}"


def _several(field_text: str) -> tuple[str, ...]:
    return tuple(field_text.split("|")) if field_text else ()


def _unit(row: dict[str, str], where: str) -> UnitGroup:
    return UnitGroup(row["unit"], row["kind"], _several(row["forms"]), parts=parts_of(row["parts"], where) if row["parts"] else {})


def parts_of(printed: str, where: str) -> dict[str, str]:
    """``seer 1/40|chittack 1/640`` as what each part is worth."""
    found = {}
    for piece in _several(printed):
        m = _WORTH.fullmatch(piece)
        if m is None:
            raise LexiconError(f"{where}: {piece!r} is no part; write the unit and its worth, `seer 1/40` or `kopeck 0.01`.")
        found[m["part"]] = m["worth"]
    return found


def _shared(row: dict[str, str]) -> SharedWord:
    meanings = (other.partition(": ") for other in _several(row["others"]))
    others = tuple(OtherMeaning(unit, tuple(beside.split())) for unit, _, beside in meanings)
    texts = (row["id"], row["why"], row["example"], row["reads"])
    return SharedWord(*texts, _several(row["forms"]), others, _several(row["settled"]), row["certain"] == "yes")


def _guarded(row: dict[str, str], where: str) -> GuardedWord:
    if not (row["least"] or "0").isdigit():
        raise LexiconError(f"{where}: {row['least']!r} is no number; write the least one, or nothing.")
    for place in (places := _several(row["place"])):
        check_value(place, _PLACES, f"{where}, place")
    texts = (row["id"], row["why"], row["example"], row["never"], row["unit"])
    return GuardedWord(*texts, _several(row["forms"]), _several(row["near"]), int(row["least"] or 0), "glued" in places, "part" in places)


def _check_names(found: UnitLexicon, relative: str) -> None:
    """Every unit that another one points at must be there."""
    names = {group.name for group in found.units}
    for group in found.units:
        same = group.homonyms
        others = (same.money, same.customary, same.beside) if same is not None else ()
        for name in (*others, *group.parts, *group.priced_by, *group.priced_by.values(), *([group.of] if group.of else [])):
            check_value(name, names, f"{relative}, units[{group.name}]")
    for sign in found.signs:
        check_value(sign.unit, names, f"{relative}, signs[{sign.sign}]")
    _check_words(found, names, relative)


def _check_words(found: UnitLexicon, names: set[str], relative: str) -> None:
    """What a word may mean must be units, and a shared word the form of one."""
    forms = {form for group in found.units for form in group.forms}
    for shared in found.shared:
        for form in shared.forms:
            check_value(form, forms, f"{relative}, shared[{shared.id}].forms")
        for other in shared.others:
            check_value(other.unit, names, f"{relative}, shared[{shared.id}].others")
    for guarded in found.guarded:
        check_value(guarded.unit, names, f"{relative}, guarded[{guarded.id}].unit")

"""The unit words of a language, and the unit behind a number.

Reads ``lexicon/<language>/units.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from figures.language import LexiconEntry, check_unique, check_value, read_toml

KINDS = ("mass", "yield", "money", "count", "share", "area", "volume")


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A unit and the words for it.  ``of`` and ``factor``: a kopeck is 0.01 ``of`` a rouble."""

    name: str
    kind: str
    forms: tuple[str, ...]
    of: str | None = None
    factor: str = "1"
    parts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignGroup:
    """A currency sign that stands before the number."""

    sign: str
    unit: str


@dataclass(frozen=True, slots=True)
class WordList(LexiconEntry):
    """A list of words with the reason for having it."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    """``units.toml`` as it stands in the file."""

    units: tuple[UnitGroup, ...]
    signs: tuple[SignGroup, ...]
    lists: tuple[WordList, ...]


class Word(NamedTuple):
    """One word behind a number: in lower case, with its place."""

    text: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The lexicon as dictionaries."""

    forms: dict[str, UnitGroup]
    names: dict[str, UnitGroup]
    signs: tuple[tuple[str, str], ...]
    lists: dict[str, frozenset[str]]
    longest: int
    heads: frozenset[str]
    """First words of units of several words."""


_REQUIRED = (
    "between-number-and-unit", "per", "per-area", "yield-cues", "grain", "sterling", "ration", "no-item", "item-modifiers", "function",
    "verbs", "adjectives", "persons", "person-endings", "things-in-er", "singular-counted", "heads", "transparent", "compounds", "folded",
    "share-basis", "before-bare", "partitive", "nominal", "heading", "area-bridge", "area-opening", "per-number",
    "calendar", "clause", "relative", "common", "grain-alone", "true-pound-money", "sterling-certain", "plural-modifiers", "pronouns",
    "price-links", "price-places", "price-verbs", "price-openers", "apiece", "yield-verbs",
)  # fmt: skip


@cache
def unit_lexicon(language: str) -> UnitLexicon:
    """The unit words of a language, checked."""
    relative = f"{language}/units.toml"
    found = read_toml(UnitLexicon, relative)
    check_unique((group.name for group in found.units), f"{relative}, units")
    check_unique((form for group in found.units for form in group.forms), f"{relative}, forms")
    for group in found.units:
        check_value(group.kind, KINDS, f"{relative}, units[{group.name}].kind")
    check_unique((group.id for group in found.lists), f"{relative}, lists")
    for needed in _REQUIRED:
        check_value(needed, [group.id for group in found.lists], f"{relative}, lists")
    return found


@cache
def unit_vocabulary(language: str = "en") -> UnitWords:
    """The unit words of a language as dictionaries, made once."""
    found = unit_lexicon(language)
    forms = {" ".join(word.rstrip(".") for word in form.split()): group for group in found.units for form in group.forms}
    return UnitWords(
        forms=forms,
        names={group.name: group for group in found.units},
        signs=tuple(sorted(((s.sign, s.unit) for s in found.signs), key=lambda s: (-len(s[0]), s[0]))),
        lists={group.id: frozenset(group.words) for group in found.lists},
        longest=max(form.count(" ") + 1 for form in forms),
        heads=frozenset(form.split(" ")[0] for form in forms if " " in form),
    )


_WORD = r"[^\W\d_](?:[\w'’.\-]*\w)?"
_RUN = re.compile(rf"[ \u00a0\-]?(?:[%‰]|{_WORD}(?:(?:\. (?=[a-z])|[ \u00a0]){_WORD}){{0,5}})")


def words_after(text: str, pos: int, end: int) -> list[Word]:
    """Up to six words that follow at once, with nothing but spaces between them."""
    m = _RUN.match(text, pos, end)
    if m is None:
        return []
    found = []
    at = m.start()
    for piece in m.group().replace("\u00a0", " ").split(" "):
        begin = at + 1 if piece[:1] == "-" else at
        at += len(piece) + 1
        word = piece.strip("-.")
        if word:
            found.append(Word(word.lower(), begin, begin + len(word), word[0].isupper()))
    return found


def unit_next(text: str, pos: int, end: int, lex: UnitWords) -> tuple[UnitGroup, int] | None:
    """The quick case: one space and a lower-case unit word that begins no longer name and is not ambiguous."""
    m = _NEXT.match(text, pos, end)
    if m is None:
        return None
    group = lex.forms.get(m[1])
    if group is None or m[1] in lex.heads or group.kind in ("area", "count", "share"):
        return None
    return group, m.end()


_NEXT = re.compile(r" ([a-z]{3,})(?![\w'’.-])")


def unit_at(words: list[Word], language: str = "en", skip: int = 2) -> tuple[UnitGroup, int, int] | None:
    """The unit among the words behind a number: (unit, index of its first word, end offset)."""
    lex = unit_vocabulary(language)
    fill = lex.lists["between-number-and-unit"]
    for first in range(min(len(words), skip + 1)):
        for length in range(min(lex.longest, len(words) - first), 0, -1):
            form = words[first].text if length == 1 else " ".join(w.text for w in words[first : first + length])
            group = lex.forms.get(form)
            if group is not None and (length > 1 or len(form) > 1 or not words[first].capital):
                return group, first, words[first + length - 1].end
        if words[first].text not in fill:
            return None
    return None


def part_worth(group: UnitGroup, part: str) -> Decimal | None:
    """What one ``part`` is worth in ``group``, where it may complete it (kilograms behind centners)."""
    worth = group.parts.get(part)
    return None if worth is None else Decimal(worth)

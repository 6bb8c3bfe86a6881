"""The unit words of a language, and the unit behind a number.

Reads ``lexicon/<language>/units.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from figures.language import LexiconEntry, check_unique, check_value, read_toml

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
class WordList(LexiconEntry):
    """A list of words with the reason for having it."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    """``units.toml`` as it stands in the file."""

    units: tuple[UnitGroup, ...]
    signs: tuple[SignGroup, ...]
    lists: tuple[WordList, ...]
    endings: tuple[WordList, ...]


class Word(NamedTuple):
    """One word behind a number: in lower case, with its place."""

    text: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Coins:
    """The smaller coins behind a sum with a sign: where they stand, and how many of each make one."""

    pattern: re.Pattern[str]
    worth: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, eq=False)
class UnitWords:
    """The lexicon as dictionaries."""

    language: str
    forms: dict[str, UnitGroup]
    names: dict[str, UnitGroup]
    signs: tuple[tuple[str, str], ...]
    sign_ends: frozenset[str]
    """Characters with which a sign before a number may end, or the space behind it."""
    sign_letters: frozenset[str]
    """The letters of signs that are written at the digits: `RM300`."""
    coins: dict[str, Coins]
    """By the unit of the sign."""
    lists: dict[str, frozenset[str]]
    endings: dict[str, tuple[str, ...]]
    letters: frozenset[str]
    """Units of one letter."""
    longest: int
    heads: frozenset[str]
    """First words of units of several words."""


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
    found = read_toml(UnitLexicon, relative)
    check_unique((group.name for group in found.units), f"{relative}, units")
    check_unique((form for group in found.units for form in group.forms), f"{relative}, forms")
    for group in found.units:
        check_value(group.kind, KINDS, f"{relative}, units[{group.name}].kind")
    check_unique((group.id for group in found.lists), f"{relative}, lists")
    for needed in _REQUIRED:
        check_value(needed, [group.id for group in found.lists], f"{relative}, lists")
    for needed in _ENDINGS:
        check_value(needed, [group.id for group in found.endings], f"{relative}, endings")
    _check_names(found, relative)
    return found


def _check_names(found: UnitLexicon, relative: str) -> None:
    """Every unit that another one points at must be there."""
    names = [group.name for group in found.units]
    for group in found.units:
        same = group.homonyms
        others = (same.money, same.customary, same.beside) if same is not None else ()
        for name in (*others, *group.parts, *group.priced_by, *group.priced_by.values(), *([group.of] if group.of else [])):
            check_value(name, names, f"{relative}, units[{group.name}]")
    for sign in found.signs:
        check_value(sign.unit, names, f"{relative}, signs[{sign.sign}]")


@cache
def unit_vocabulary(language: str) -> UnitWords:
    """The unit words of a language as dictionaries, made once."""
    found = unit_lexicon(language)
    forms = {" ".join(word.rstrip(".") for word in form.split()): group for group in found.units for form in group.forms}
    return UnitWords(
        language=language,
        forms=forms,
        names={group.name: group for group in found.units},
        signs=tuple(sorted(((s.sign, s.unit) for s in found.signs), key=lambda s: (-len(s[0]), s[0]))),
        sign_ends=frozenset({" ", "\u00a0", *(s.sign[-1] for s in found.signs)}),
        sign_letters=frozenset(letters for s in found.signs if (letters := s.sign.rstrip("$.")).isalpha()),
        coins={s.unit: _coins(s) for s in found.signs if s.coins},
        lists={group.id: frozenset(group.words) for group in found.lists},
        endings={group.id: group.words for group in found.endings},
        letters=frozenset(form for form in forms if len(form) == 1 and form.isalpha()),
        longest=max(form.count(" ") + 1 for form in forms),
        heads=frozenset(form.split(" ")[0] for form in forms if " " in form),
    )


def _coins(sign: SignGroup) -> Coins:
    """The pattern of the coins in order, each but the first only behind the one before."""
    letters = [re.escape(letter) for letter, _ in sign.coins]
    rest = "".join(rf"(?: ([0-9]{{1,2}}){letter}\b\.?)?" for letter in letters[1:])
    return Coins(re.compile(rf"[ -]([0-9]{{1,2}}){letters[0]}\b\.?{rest}"), tuple(Decimal(many) for _, many in sign.coins))


_WORD = r"[^\W\d_](?:[\w'’.\-]*\w)?"
_RUN = re.compile(rf"[ \u00a0\-]?(?:[%‰]|{_WORD}(?:(?:\. (?=[a-z])|[ \u00a0]){_WORD}){{0,5}})")


_word: Callable[[tuple[str, int, int, bool]], Word] = partial(tuple.__new__, Word)
"""Makes a word without the detour of a constructor: thousands are made, and most are not looked at."""


def words_after(text: str, pos: int, end: int) -> list[Word]:
    """Up to six words that follow at once, with nothing but spaces between them."""
    m = _RUN.match(text, pos, end)
    if m is None:
        return []
    found = []
    at, run = m.start(), m.group()
    for piece in (run.replace("\u00a0", " ") if "\u00a0" in run else run).split(" "):
        word = piece.strip("-.")
        if word:
            begin = at + 1 if piece[0] == "-" else at
            found.append(_word((word.lower(), begin, begin + len(word), word[0].isupper())))
        at += len(piece) + 1
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


def unit_at(words: list[Word], lex: UnitWords, skip: int = 2) -> tuple[UnitGroup, int, int] | None:
    """The unit among the words behind a number: (unit, index of its first word, end offset)."""
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


def sign_before(text: str, at: int, floor: int, lex: UnitWords) -> tuple[int, str | None]:
    """A currency sign before a number: where it begins, and its unit; the place of the number and None if there is none."""
    before = text[at - 1 : at]
    if before == "(" or (before == " " and text[at - 2 : at - 1] not in lex.sign_ends):
        return at, None  # most numbers
    stop = at
    while stop > floor and text[stop - 1] in " \u00a0":
        stop -= 1
    if stop == floor or text[stop - 1] not in lex.sign_ends:
        return at, None
    for sign, unit in lex.signs:
        begin = stop - len(sign)
        if begin >= floor and text.startswith(sign, begin) and not text[begin - 1 : begin].isalpha():
            return begin, unit
    return at, None

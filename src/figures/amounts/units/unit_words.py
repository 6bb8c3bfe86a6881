"""The unit words of a language as dictionaries, and the unit behind a number."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import NamedTuple

from figures.amounts.units.entries import GuardedWord, SharedWord, SignGroup, UnitGroup, unit_lexicon


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
    shared: dict[str, SharedWord]
    """The words of several units."""
    sized: frozenset[str]
    """The units whose forms some of them are."""
    guarded: dict[str, tuple[GuardedWord, ...]]
    signs: dict[str, tuple[tuple[str, str], ...]]
    """By their last character, the longest first."""
    sign_ends: frozenset[str]
    """Characters with which a sign before a number may end, or the space behind it."""
    coins: dict[str, Coins]
    """By the unit of the sign."""
    lists: dict[str, frozenset[str]]
    endings: dict[str, tuple[str, ...]]
    letters: frozenset[str]
    """Units of one letter."""
    longest: int
    heads: frozenset[str]
    """First words of units of several words."""


@cache
def unit_vocabulary(language: str) -> UnitWords:
    """The unit words of a language as dictionaries, made once."""
    found = unit_lexicon(language)
    forms = {plain_form(form): group for group in found.units for form in group.forms}
    return UnitWords(
        language=language,
        forms=forms,
        names={group.name: group for group in found.units},
        shared={form: word for word in found.shared for form in word.forms},
        sized=frozenset(forms[form].name for word in found.shared for form in word.forms),
        guarded={form: tuple(w for w in found.guarded if form in w.forms) for word in found.guarded for form in word.forms},
        signs=_by_last_character(found.signs),
        sign_ends=frozenset({" ", "\u00a0", *(s.sign[-1] for s in found.signs)}),
        coins={s.unit: _coins(s) for s in found.signs if s.coins},
        lists={group.id: frozenset(group.words) for group in found.lists},
        endings={group.id: group.words for group in found.endings},
        letters=frozenset(form for form in forms if len(form) == 1 and form.isalpha()),
        longest=max(form.count(" ") + 1 for form in forms),
        heads=frozenset(form.split(" ")[0] for form in forms if " " in form),
    )


def plain_form(printed: str) -> str:
    """A form of a unit without capitals and without the full stops of abbreviations."""
    return printed if printed.isalpha() and printed.islower() else " ".join(word.rstrip(".") for word in printed.lower().split())


def _by_last_character(signs: Sequence[SignGroup]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for sign in sorted(signs, key=lambda s: (-len(s.sign), s.sign)):
        found[sign.sign[-1]] = (*found.get(sign.sign[-1], ()), (sign.sign, sign.unit))
    return found


def _coins(sign: SignGroup) -> Coins:
    """The pattern of the coins in order, each but the first only behind the one before."""
    letters = [re.escape(letter) for letter, _ in sign.coins]
    rest = "".join(rf"(?: ([0-9]{{1,2}}){letter}\b\.?)?" for letter in letters[1:])
    return Coins(re.compile(rf"[ -]([0-9]{{1,2}}){letters[0]}\b\.?{rest}"), tuple(Decimal(many) for _, many in sign.coins))


_WORD = r"[^\W\d_](?:[\w'’.\-]*\w)?"
_RUN = re.compile(rf"[ \u00a0\-]?(?:[%‰]|[$£€¢¥₽₹](?![ \u00a0]?[0-9])|{_WORD}(?:(?:\. (?=[a-z])|[ \u00a0]){_WORD}){{0,5}})")


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
        longest = lex.longest if words[first].text in lex.heads else 1
        for length in range(min(longest, len(words) - first), 0, -1):
            form = words[first].text if length == 1 else " ".join(w.text for w in words[first : first + length])
            group = lex.forms.get(form)
            if group is not None and (length > 1 or len(form) > 1 or not words[first].capital):
                return group, first, words[first + length - 1].end
        if words[first].text not in fill:
            return None
    return None


def part_worth(group: UnitGroup, part: str, many: Decimal) -> Decimal | None:
    """What ``many`` parts are worth in ``group``, where they may complete it (kilograms behind centners); exact where that ends."""
    worth = group.parts.get(part)
    if worth is None:
        return None
    top, _, bottom = worth.partition("/")
    found = many * Decimal(top) / Decimal(bottom or 1)
    return found if len(found.as_tuple().digits) < _ENDLESS else round(found, _PLACES)


_ENDLESS, _PLACES = 28, 10
"""A quotient of so many digits does not end; how many places of it are kept."""


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
    for sign, unit in lex.signs.get(text[stop - 1], ()):
        begin = stop - len(sign)
        if begin >= floor and text.startswith(sign, begin) and not text[begin - 1 : begin].isalpha():
            return begin, unit
    return at, None

"""Words behind a number: units, and counted nouns as an open class.

Reads ``lexicon/<language>/units.toml``.  Both stations 4 and 5 ask here what follows a number: a unit
(``thousand tons``), a counted noun (``7 trade unionists``: adjectives, then a plural) or neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from figures.language.loading import LexiconEntry, check_unique, check_value, read_toml

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
class Plurals:
    """How nouns form their plural: exceptions first, then endings with what replaces them, in order."""

    irregular: dict[str, str]
    same: tuple[str, ...]
    endings: tuple[tuple[str, ...], ...]
    keep_e: tuple[str, ...]
    not_plural: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitLexicon:
    """``units.toml`` as it stands in the file."""

    units: tuple[UnitGroup, ...]
    signs: tuple[SignGroup, ...]
    plurals: Plurals
    lists: tuple[WordList, ...]


class Word(NamedTuple):
    """One word behind a number: in lower case, with its place."""

    text: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: the unit it makes, the noun as printed in the singular, and where it ends."""

    unit: str
    noun: str
    end: int
    known: bool
    """Whether a list knows the noun, or only its plural ending speaks for it."""


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
def lexicon(language: str) -> UnitLexicon:
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
def unit_words(language: str = "en") -> UnitWords:
    """The unit words of a language as dictionaries, made once."""
    found = lexicon(language)
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
    lex = unit_words(language)
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


@cache
def singular(word: str, language: str = "en") -> str:
    """The singular of a plural, as far as the lexicon and spelling tell."""
    plurals = lexicon(language).plurals
    if word in plurals.irregular:
        return plurals.irregular[word]
    if word in plurals.same or word.endswith("ss"):
        return word
    if word in plurals.keep_e:
        return word[:-1]
    for ending, replacement in plurals.endings:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: len(word) - len(ending)] + replacement
    return word


@cache
def is_plural(word: str, language: str = "en") -> bool:
    """Whether a word is a plural or has the shape of one."""
    plurals = lexicon(language).plurals
    if word in plurals.irregular or word in plurals.same:
        return True
    return len(word) > 3 and word.endswith(tuple(e for e, _ in plurals.endings)) and not word.endswith(plurals.not_plural)


@cache
def is_person(word: str, language: str = "en") -> bool:
    """Whether a noun names people: listed, or by its ending."""
    lists = unit_words(language).lists
    if word in lists["persons"]:
        return True
    return word not in lists["things-in-er"] and word.endswith(tuple(lists["person-endings"])) and len(word) > 5


def counted_at(words: list[Word], one: bool, language: str = "en") -> Counted | None:
    """The counted noun behind a number: adjectives and nouns up to the first plural.

    ``one``: the number is 1, so the noun is in the singular and must be a listed one.
    """
    lists = unit_words(language).lists
    function, verbs = lists["function"], lists["verbs"]
    for i, word in enumerate(words[:5]):
        w = word.text
        if (
            w in function
            or w in lists["pronouns"]
            or (
                w in verbs
                and not (i + 1 < len(words) and is_plural(words[i + 1].text) and w not in function and i == 0 and w.endswith("ed"))
            )
        ):
            return None
        person = w in lists["persons"]
        if person and i + 1 < len(words) and _modifies(word, words[i + 1], language):
            continue  # 12 German tractors
        single = w in lists["singular-counted"] or (one and person)
        if single and not is_plural(w) and not one and w not in lexicon(language).plurals.same and not (w == "head" and i == 0):
            continue  # the first half of a compound: `horse carts`
        if single and one and i + 1 < len(words) and (is_plural(words[i + 1].text) or words[i + 1].text in lists["singular-counted"]):
            continue
        if single or person or (is_plural(w) and not one):
            head = i
            nxt = words[i + 1].text if i + 1 < len(words) else ""
            if not person and _is_head(nxt, w, language) and words[i + 1].start == word.end + 1:
                head = i + 1  # goods wagons
            return _named(words, head, language)
        if i > 3:
            return None
    return None


def _modifies(word: Word, following: Word, language: str) -> bool:
    """Whether the name of a people only says of what kind the thing behind it is: ``12 German tractors``."""
    lists = unit_words(language).lists
    if (
        not word.capital
        or following.start != word.end + 1
        or following.text in lists["function"]
        or following.text in lists["verbs"]
        or is_plural(word.text)
    ):
        return False
    if is_plural(following.text) or following.text in lists["persons"] or following.text in lists["singular-counted"]:
        return True
    return not following.capital and not following.text.endswith("ed")


def _is_head(word: str, before: str, language: str) -> bool:
    """Whether a noun behind a plural is the thing counted, and the plural names its kind: ``goods wagons``."""
    lists = unit_words(language).lists
    if not word or word in lists["verbs"] or word in lists["function"]:
        return False
    if word in lists["persons"] or word in lists["things-in-er"]:
        return True
    return is_plural(word, language) and (singular(word, language) in lists["singular-counted"] or before in lists["plural-modifiers"])


def nominal_at(words: list[Word], language: str = "en") -> Counted | None:
    """``6 million unemployed``: an adjective that stands for people, with no noun behind it."""
    lists = unit_words(language).lists
    if not words or words[0].text not in lists["nominal"]:
        return None
    if len(words) > 1 and words[1].text not in lists["function"]:
        return None
    return Counted("person", words[0].text, words[0].end, True)


def _named(words: list[Word], head: int, language: str) -> Counted:
    """Name the unit of a counted noun: people are persons, adjectives fall, fixed compounds stay."""
    lists = unit_words(language).lists
    word = words[head].text
    base = singular(word)
    if is_person(word, language):
        return Counted("person", base, words[head].end, True)
    if base in lists["folded"]:
        return Counted(base, base, words[head].end, True)
    before = [w.text for w in words[:head]]
    if before and f"{before[-1]} {base}" in lists["compounds"]:
        name = f"{before[-1]} {base}"
    else:
        name = " ".join([*(w for w in before if w not in lists["adjectives"]), base])
    known = base in lists["singular-counted"] or name in lists["compounds"]
    return Counted(name, name, words[head].end, known)


def amount_follows(text: str, pos: int, end: int, language: str = "en", strict: bool = False) -> bool:
    """Whether a magnitude's unit or a counted noun follows at once; ``strict``: only a known noun counts."""
    words = words_after(text, pos, end)
    if not words:
        return False
    found = unit_at(words, language)
    if found is not None:
        return len(words[found[1]].text) > 1 or words[found[1]].text == "%"
    if words[0].capital:
        return False
    noun = counted_at(words, False, language)
    return noun is not None and (noun.known or not strict)


def part_worth(group: UnitGroup, part: str) -> Decimal | None:
    """What one ``part`` is worth in ``group``, where it may complete it (kilograms behind centners)."""
    worth = group.parts.get(part)
    return None if worth is None else Decimal(worth)

"""Counted nouns behind a number, as an open class: ``7 trade unionists`` are adjectives, then a plural."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from figures.amounts.units.unit_words import UnitWords, Word, unit_at, unit_vocabulary, words_after
from figures.language import has_one_form, is_plural, singular


class Counted(NamedTuple):
    """A counted noun: the unit it makes, the noun as printed in the singular, where it ends, and whether a list knows it."""

    unit: str
    noun: str
    end: int
    known: bool


PERSON = "person"
"""The unit of everybody who is counted."""
_REACH = 5
"""How many words behind a number are looked at for its noun."""


@cache
def is_person(word: str, language: str) -> bool:
    """Whether a noun names people: listed, or by its ending."""
    lists = unit_vocabulary(language).lists
    if word in lists["persons"]:
        return True
    return word not in lists["things-in-er"] and word.endswith(tuple(lists["person-endings"])) and len(word) > 5


def counted_at(words: list[Word], one: bool, lex: UnitWords) -> Counted | None:
    """The counted noun behind a number: adjectives and nouns up to the first plural.

    ``one``: the number is 1, so the noun is in the singular and must be a listed one.
    """
    for i, word in enumerate(words[:_REACH]):
        if _ends_phrase(words, i, lex):
            return None
        if _modifies(words, i, lex) or not _is_counted(words, i, one, lex):
            continue
        following = i + 1 < len(words) and words[i + 1].start == word.end + 1
        goods = following and word.text not in lex.lists["persons"] and _is_head(words[i + 1].text, word.text, lex)
        return _named(words, i + 1 if goods else i, lex)  # goods wagons
    return None


def _ends_phrase(words: list[Word], i: int, lex: UnitWords) -> bool:
    """Whether a word cannot stand between a number and its noun; a participle right behind the number may (``3 lost wagons``)."""
    word, lists = words[i].text, lex.lists
    if word in lists["function"] or word in lists["pronouns"]:
        return True
    if word not in lists["verbs"]:
        return False
    participle = i == 0 and word.endswith(lex.endings["participle"])
    return not (participle and len(words) > 1 and is_plural(words[1].text, lex.language))


def _modifies(words: list[Word], i: int, lex: UnitWords) -> bool:
    """Whether the name of a people only says of what kind the thing behind it is: ``12 German tractors``."""
    word, lists, language = words[i], lex.lists, lex.language
    if word.text not in lists["persons"] or not word.capital or i + 1 == len(words) or is_plural(word.text, language):
        return False
    following = words[i + 1]
    name = following.text
    if following.start != word.end + 1 or name in lists["function"] or name in lists["verbs"]:
        return False
    if is_plural(name, language) or name in lists["persons"] or name in lists["singular-counted"]:
        return True
    return not following.capital and not name.endswith(lex.endings["participle"])


def _is_counted(words: list[Word], i: int, one: bool, lex: UnitWords) -> bool:
    """Whether a word behind a number is what it counts: a plural, a person, or a thing that is counted in the singular."""
    word, lists, language = words[i].text, lex.lists, lex.language
    person, plural = word in lists["persons"], is_plural(word, language)
    if not (word in lists["singular-counted"] or (one and person)):
        return person or (plural and not one)
    if one:  # `one horse carts`: the first half of a compound
        return not (i + 1 < len(words) and (is_plural(words[i + 1].text, language) or words[i + 1].text in lists["singular-counted"]))
    return plural or has_one_form(word, language) or (i == 0 and word in lists["tally"])


def _is_head(word: str, before: str, lex: UnitWords) -> bool:
    """Whether a noun behind a plural is the thing counted, and the plural names its kind: ``goods wagons``."""
    lists, language = lex.lists, lex.language
    if word in lists["verbs"] or word in lists["function"]:
        return False
    if word in lists["persons"] or word in lists["things-in-er"]:
        return True
    return is_plural(word, language) and (singular(word, language) in lists["singular-counted"] or before in lists["plural-modifiers"])


def nominal_at(words: list[Word], lex: UnitWords) -> Counted | None:
    """``6 million unemployed``: an adjective that stands for people, with no noun behind it."""
    if not words or words[0].text not in lex.lists["nominal"]:
        return None
    if len(words) > 1 and words[1].text not in lex.lists["function"]:
        return None
    return Counted(PERSON, words[0].text, words[0].end, True)


def _named(words: list[Word], head: int, lex: UnitWords) -> Counted:
    """Name the unit of a counted noun."""
    name, base, known = counted_name([w.text for w in words[: head + 1]], lex)
    return Counted(name, base if name == PERSON else name, words[head].end, known)


def counted_name(words: list[str], lex: UnitWords) -> tuple[str, str, bool]:
    """Unit, bare noun and whether a list knows it: people are persons, adjectives fall, fixed compounds stay."""
    lists = lex.lists
    base = singular(words[-1], lex.language)
    if is_person(words[-1], lex.language):
        return PERSON, base, True
    if base in lists["folded"]:
        return base, base, True
    compound = " ".join((*words[-2:-1], base))
    name = compound if compound in lists["compounds"] else " ".join([*(w for w in words[:-1] if w not in lists["adjectives"]), base])
    return name, base, base in lists["singular-counted"] or name in lists["compounds"]


def amount_follows(text: str, pos: int, end: int, lex: UnitWords, strict: bool = False) -> bool:
    """Whether a magnitude's unit or a counted noun follows at once; ``strict``: only a known noun counts."""
    words = words_after(text, pos, end)
    if not words:
        return False
    found = unit_at(words, lex)
    if found is not None:
        return len(words[found[1]].text) > 1 or not words[found[1]].text.isalpha()
    if words[0].capital:
        return False
    noun = counted_at(words, False, lex)
    return noun is not None and (noun.known or not strict)

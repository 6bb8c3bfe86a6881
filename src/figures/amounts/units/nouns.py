"""Counted nouns behind a number, as an open class: ``7 trade unionists`` are adjectives, then a plural."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from figures.amounts.units.unit_words import Word, unit_at, unit_vocabulary, words_after
from figures.language import has_one_form, is_plural, singular


@dataclass(frozen=True, slots=True)
class Counted:
    """A counted noun: the unit it makes, the noun as printed in the singular, and where it ends."""

    unit: str
    noun: str
    end: int
    known: bool
    """Whether a list knows the noun, or only its plural ending speaks for it."""


@cache
def is_person(word: str, language: str = "en") -> bool:
    """Whether a noun names people: listed, or by its ending."""
    lists = unit_vocabulary(language).lists
    if word in lists["persons"]:
        return True
    return word not in lists["things-in-er"] and word.endswith(tuple(lists["person-endings"])) and len(word) > 5


def counted_at(words: list[Word], one: bool, language: str = "en") -> Counted | None:
    """The counted noun behind a number: adjectives and nouns up to the first plural.

    ``one``: the number is 1, so the noun is in the singular and must be a listed one.
    """
    lists = unit_vocabulary(language).lists
    function, verbs = lists["function"], lists["verbs"]
    for i, word in enumerate(words[:5]):
        w = word.text
        if (
            w in function
            or w in lists["pronouns"]
            or (
                w in verbs
                and not (
                    i + 1 < len(words) and is_plural(words[i + 1].text, language) and w not in function and i == 0 and w.endswith("ed")
                )
            )
        ):
            return None
        person = w in lists["persons"]
        if person and i + 1 < len(words) and _modifies(word, words[i + 1], language):
            continue  # 12 German tractors
        single = w in lists["singular-counted"] or (one and person)
        if single and not is_plural(w, language) and not one and not has_one_form(w, language) and not (w == "head" and i == 0):
            continue  # the first half of a compound: `horse carts`
        if (
            single
            and one
            and i + 1 < len(words)
            and (is_plural(words[i + 1].text, language) or words[i + 1].text in lists["singular-counted"])
        ):
            continue
        if single or person or (is_plural(w, language) and not one):
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
    lists = unit_vocabulary(language).lists
    if (
        not word.capital
        or following.start != word.end + 1
        or following.text in lists["function"]
        or following.text in lists["verbs"]
        or is_plural(word.text, language)
    ):
        return False
    if is_plural(following.text, language) or following.text in lists["persons"] or following.text in lists["singular-counted"]:
        return True
    return not following.capital and not following.text.endswith("ed")


def _is_head(word: str, before: str, language: str) -> bool:
    """Whether a noun behind a plural is the thing counted, and the plural names its kind: ``goods wagons``."""
    lists = unit_vocabulary(language).lists
    if not word or word in lists["verbs"] or word in lists["function"]:
        return False
    if word in lists["persons"] or word in lists["things-in-er"]:
        return True
    return is_plural(word, language) and (singular(word, language) in lists["singular-counted"] or before in lists["plural-modifiers"])


def nominal_at(words: list[Word], language: str = "en") -> Counted | None:
    """``6 million unemployed``: an adjective that stands for people, with no noun behind it."""
    lists = unit_vocabulary(language).lists
    if not words or words[0].text not in lists["nominal"]:
        return None
    if len(words) > 1 and words[1].text not in lists["function"]:
        return None
    return Counted("person", words[0].text, words[0].end, True)


def _named(words: list[Word], head: int, language: str) -> Counted:
    """Name the unit of a counted noun: people are persons, adjectives fall, fixed compounds stay."""
    lists = unit_vocabulary(language).lists
    word = words[head].text
    base = singular(word, language)
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

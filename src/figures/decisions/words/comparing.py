"""How words are compared: in the singular, synonyms made one, what is too common left out."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from figures.decisions.words.answer_book import answer_book
from figures.language import compared_form

WORD = re.compile(r"[^\W\d_][\w’'-]*")
_TELLING = 3
"""Words longer than this may tell one request from another."""


@cache
def kin(printed: str, language: str) -> tuple[str, str]:
    """A word as it is compared, and the synonym that stands for it (or nothing)."""
    word = compared_form(printed, language)
    return word, answer_book(language).same.get(word, "")


def lemmas(text: str, language: str) -> list[str]:
    """The words of a short text in the form in which they are compared, synonyms made one."""
    joints = answer_book(language).file.joints
    found = [kin(word, language) for word in WORD.findall(text)]
    return [synonym or word for word, synonym in found if len(word) > 2 and word not in joints]


@cache
def name_lemmas(name: str, language: str) -> tuple[str, ...]:
    """The compared words of the name of an item or measure; names recur, so they are kept."""
    return tuple(lemmas(name, language))


def telling_words(text: str, language: str) -> set[str]:
    """The words of a text that are not too common, and their pairs (``peace congress``)."""
    dull = answer_book(language).dull
    words = [word if len(word) > _TELLING and word not in dull else "" for word in lemmas(text, language)]
    return {word for word in words if word} | {f"{a} {b}" for a, b in pairwise(words) if a and b}


def item_fits(a: str | None, b: str | None, language: str) -> bool:
    """Whether two items may be the same: equal, one unknown, or sharing a word."""
    return a is None or b is None or a == b or bool(set(name_lemmas(a, language)) & set(name_lemmas(b, language)))

"""Unit words that say too little by themselves: those that several units share, and those that are ordinary words too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from figures.amounts.units.entries import GuardedWord, UnitGroup
from figures.amounts.units.unit_words import UnitWords, Word, plain_form

_WORDS = re.compile(r"[^\W\d_]+|[£$]")


class Place(NamedTuple):
    """Where a unit word stands: the text, its paragraph and its letter."""

    text: str
    paragraph: tuple[int, int]
    letter: tuple[int, int]


@lru_cache(8)
def words_of(text: str, start: int, end: int) -> frozenset[str]:
    """The words of a stretch, in lower case; the last answers are kept, because a paragraph and its letter are asked often."""
    return frozenset(_WORDS.findall(text[start:end].lower()))


def meaning_of(group: UnitGroup, printed: str, place: Place, lex: UnitWords, sizes: Mapping[str, str]) -> tuple[UnitGroup, tuple[str, ...]]:
    """Which of the units that share a word is meant, and what else it may be where nothing tells; ``sizes``: what the edition says."""
    shared = lex.shared.get(plain_form(printed))
    if shared is None:
        return group, ()
    said = sizes.get(group.name)
    if said is not None and said in lex.names:
        return lex.names[said], ()
    for other in shared.others:
        if other.beside and not words_of(place.text, *place.letter).isdisjoint(other.beside):
            return lex.names[other.unit], ()
    if shared.certain or not words_of(place.text, *place.paragraph).isdisjoint(shared.settled):
        return group, ()
    return group, tuple(other.unit for other in shared.others)


def guarded_at(words: Sequence[Word], number: Decimal, place: Place, lex: UnitWords) -> tuple[UnitGroup, int] | None:
    """The unit that an ordinary word behind a number is here, and where it ends."""
    for rule in lex.guarded.get(words[0].text, ()) if words else ():
        if not rule.part and _stands_alone(words, place, lex, rule) and _is_shown(rule, number, place):
            return lex.names[rule.unit], words[0].end
    return None


def guarded_part(words: Sequence[Word], text: str, lex: UnitWords) -> tuple[UnitGroup, int] | None:
    """The same behind a larger unit, which shows by itself that it is one."""
    for rule in lex.guarded.get(words[0].text, ()) if words else ():
        if not words[0].capital and (not rule.glued or _is_glued(words[0], text)):
            return lex.names[rule.unit], words[0].end
    return None


def _stands_alone(words: Sequence[Word], place: Place, lex: UnitWords, rule: GuardedWord) -> bool:
    """Whether no noun follows, which the word would only describe: ``12 stone houses``."""
    word, text = words[0], place.text
    if word.capital:
        return False
    if rule.glued:
        return _is_glued(word, text)
    if text[word.end : word.end + 1] == "." and len(word.text) == 1:
        return False
    following = words[1] if len(words) > 1 else None
    return following is None or following.text in lex.lists["function"] or following.text in lex.lists["verbs"]


def _is_glued(word: Word, text: str) -> bool:
    return text[word.start - 1].isdigit() or (text[word.end : word.end + 1] == "." and text[word.start - 2].isdigit())


def _is_shown(rule: GuardedWord, number: Decimal, place: Place) -> bool:
    if not rule.near or (rule.least and number >= rule.least):
        return True
    return not words_of(place.text, *place.paragraph).isdisjoint(rule.near)

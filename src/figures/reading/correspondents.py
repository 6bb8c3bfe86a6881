"""Who is one and the same correspondent, however headings dress the name.

``Mr. Trevelyan`` is ``C. E. Trevelyan, Esq.``, ``Mallory`` is ``the Adviser (Mallory)``, the
``Secretary of State`` also the ``Acting Secretary of State``, and an office is its holder where a
heading names both.  So a name has *keys*, the surname and the office; two names are one correspondent
if they share a key and neither their places (``Relief Commission, Samara``) nor their initials differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from figures.language import DEFAULT_LANGUAGE
from figures.reading.letters import NameWords, name_words

_HOLDER = re.compile(r"\(([^()]{2,})\)")
_WORD = re.compile(r"[^\W\d_](?:[\w'’&-]*[^\W_])?")


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A name as it is compared; ``initial`` is the first of the names before the surname, if one is given."""

    keys: tuple[str, ...]
    place: str
    initial: str


@cache
def correspondent(name: str) -> Correspondent:
    """What of a printed name is compared with others.

    >>> correspondent("The Chargé in Turkey (Ferris)").keys
    ('chargé in turkey', 'ferris')
    >>> correspondent("Sir R. Routh") == correspondent("R. Routh")
    True
    """
    words = name_words(DEFAULT_LANGUAGE)
    keys: list[str] = []
    initial = place = ""
    holders = [surname for held in _HOLDER.findall(name) if (surname := _surname(held, words)[0])]
    pieces = [piece.strip(" .") for piece in _HOLDER.sub("", name).split(",")]
    for n, piece in enumerate(piece for piece in pieces if piece and piece.casefold().rstrip(".") not in words.behind):
        if words.is_office(piece):
            office, surname = _office(piece, words)
            if not n or not words.is_office(pieces[0]):
                keys += [key for key in (office, surname) if key]
                continue
        elif not n or words.is_titled(piece):
            surname, first = _surname(piece, words)
            keys.append(surname)
            initial = initial or first
            continue
        place = place or piece.casefold()
    return Correspondent(tuple(dict.fromkeys((*keys, *holders))) or (name.casefold(),), place, initial)


def is_same_correspondent(one: str, other: str) -> bool:
    """Whether two printed names may mean one correspondent."""
    return one == other or (_share(one, other) and not is_namesake(one, other))


def is_namesake(one: str, other: str) -> bool:
    """Whether two names are alike but say that they mean two: another place, another initial."""
    a, b = correspondent(one), correspondent(other)
    differs = any(mine and yours and mine != yours for mine, yours in ((a.place, b.place), (a.initial, b.initial)))
    return differs and _share(one, other)


def _share(one: str, other: str) -> bool:
    """Whether two names have a surname or an office in common."""
    return not set(correspondent(one).keys).isdisjoint(correspondent(other).keys)


def is_among(name: str, others: Sequence[str]) -> bool:
    """Whether a correspondent is one of others; where none are named it may be."""
    return not others or name in others or any(is_same_correspondent(name, other) for other in others)


def _surname(name: str, words: NameWords) -> tuple[str, str]:
    """The surname without titles, and the initial of what stands before it."""
    found = [word for word in map(str.casefold, _WORD.findall(name)) if word not in words.titles]
    while len(found) > 1 and found[0] in words.before:
        del found[0]
    while len(found) > 1 and found[-1] in words.behind:
        del found[-1]
    given = found[:-1]
    short = next((word for word in given if len(word) <= 2), given[0] if len(given) == 1 else "")
    return (found[-1], short[:1]) if found else ("", "")


def _office(name: str, words: NameWords) -> tuple[str, str]:
    """An office without what may be left out before it, and the surname of a holder named behind it (``President Roosevelt``)."""
    found = _WORD.findall(name)
    while len(found) > 1 and found[0].casefold() in words.before:
        del found[0]
    held = ""
    last = found[-1].casefold()
    named = found[-1][0].isupper() and not words.is_office(last) and not any(word.casefold() in words.joining for word in found)
    if named and len(found) > 1:
        held = last
        while len(found) > 1 and not words.is_office(found[-1]):
            del found[-1]
    return " ".join(found).casefold(), held

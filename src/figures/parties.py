"""Parties: commissariats, the army, trusts and other bodies that ask or receive and are no region.

``lexicon/en/parties.toml`` names them, how letters write them, and who stands for them in which
years.  :func:`find` works like :func:`figures.regions.find` and gives cues in reading order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from figures.errors import LexiconError
from figures.lexicons import check_unique, read_toml
from figures.wordtree import trie

BODY, PEOPLE = "body", "person"
"""Forms of a :class:`PartyCue`: the body is named, or a man who stands for it."""


@dataclass(frozen=True, slots=True)
class PartyCue:
    """A place of the text that names a party; several names where one man stood for several."""

    start: int
    end: int
    names: tuple[str, ...]
    form: str
    rule: str


@dataclass(frozen=True, slots=True)
class Party:
    """One party, see ``parties.toml``."""

    name: str
    words: tuple[str, ...]
    guarded: tuple[str, ...]
    people: tuple[str, ...]
    why: str
    example: str


@dataclass(frozen=True, slots=True)
class Guard:
    """Words behind which an ambiguous name is a party."""

    id: str
    words: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PartyWords:
    """The whole of ``parties.toml``."""

    guards: tuple[Guard, ...]
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    names: re.Pattern[str]
    guard: re.Pattern[str]
    bodies: dict[str, str]
    guarded: frozenset[str]
    people: dict[str, tuple[tuple[str, int, int], ...]]


@cache
def words() -> PartyWords:
    """The words of ``parties.toml``; raises :class:`LexiconError` for a bad entry."""
    read = read_toml(PartyWords, "en/parties.toml")
    check_unique((party.name for party in read.parties), "en/parties.toml, parties.name")
    check_unique((word for p in read.parties for word in (*p.words, *p.guarded)), "en/parties.toml, parties.words")
    return read


@cache
def _patterns() -> _Patterns:
    read = words()
    people: dict[str, tuple[tuple[str, int, int], ...]] = {}
    for party in read.parties:
        for entry in party.people:
            held = re.fullmatch(r"(.+) (\d{4})-(\d{4})", entry)
            if held is None:
                raise LexiconError(f"en/parties.toml, parties of {party.name}, people: {entry!r} must be like 'Orlov 1931-1937'.")
            people[held[1]] = (*people.get(held[1], ()), (party.name, int(held[2]), int(held[3])))
    bodies = {word: party.name for party in read.parties for word in (party.name, *party.words, *party.guarded)}
    guards = trie(sorted({word for guard in read.guards for word in guard.words}))
    return _Patterns(
        names=re.compile(rf"(?<![\w-])(?:{trie([*bodies, *people])})(?![\w-])"),
        guard=re.compile(rf"(?:^|\W)(?:{guards})\s$"),
        bodies=bodies,
        guarded=frozenset(word for party in read.parties for word in party.guarded),
        people=people,
    )


def find(text: str, start: int, end: int, year: int | None = None) -> list[PartyCue]:
    """All parties named in ``text[start:end]``; ``year`` tells which office a man held."""
    patterns = _patterns()
    cues = []
    for match in patterns.names.finditer(text, start, end):
        written = match.group()
        if written in patterns.bodies:
            if written not in patterns.guarded or patterns.guard.search(text[max(start, match.start() - 16) : match.start()]):
                cues.append(PartyCue(match.start(), match.end(), (patterns.bodies[written],), BODY, "party-body"))
        else:
            held = tuple(name for name, first, last in patterns.people[written] if year is None or first <= year <= last)
            if held:
                cues.append(PartyCue(match.start(), match.end(), held, PEOPLE, "party-person"))
    return cues


def resolve(name: str) -> str | None:
    """The canonical name of a party as people type it, or None."""
    asked = " ".join(name.casefold().removeprefix("the ").split())
    for word, party in _patterns().bodies.items():
        if word.casefold() == asked:
            return party
    return None

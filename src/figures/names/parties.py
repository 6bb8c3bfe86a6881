"""Parties: commissariats, the army, trusts and other bodies that ask or receive and are no region.

``lexicon/en/parties.toml`` names them, how letters write them, and who stands for them in which
years.  :func:`find_parties` works like :func:`figures.names.find_regions` and gives cues in reading order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from figures.errors import LexiconError
from figures.language import (
    CAPITALISED_WORD,
    capitalised_words,
    check_unique,
    longest_rest,
    read_toml,
    rests_by_first_word,
    trie,
    unglued_trie,
)

BODY, PEOPLE = "body", "person"
"""Forms of a :class:`PartyCue`: the body is named, or a man who stands for it."""


class PartyCue(NamedTuple):
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
    capital: dict[str, tuple[str, ...]]
    """The names that begin with a capital, see :func:`figures.language.rests_by_first_word`."""
    small: re.Pattern[str]
    """The others."""
    guard: re.Pattern[str]
    bodies: dict[str, str]
    guarded: frozenset[str]
    people: dict[str, tuple[tuple[str, int, int], ...]]


@cache
def party_words() -> PartyWords:
    """The words of ``parties.toml``; raises :class:`LexiconError` for a bad entry."""
    read = read_toml(PartyWords, "en/parties.toml")
    check_unique((party.name for party in read.parties), "en/parties.toml, parties.name")
    check_unique((word for p in read.parties for word in (*p.words, *p.guarded)), "en/parties.toml, parties.words")
    return read


@cache
def _patterns() -> _Patterns:
    read = party_words()
    people: dict[str, tuple[tuple[str, int, int], ...]] = {}
    for party in read.parties:
        for entry in party.people:
            held = re.fullmatch(r"(.+) (\d{4})-(\d{4})", entry)
            if held is None:
                raise LexiconError(f"en/parties.toml, parties of {party.name}, people: {entry!r} must be like 'Orlov 1931-1937'.")
            people[held[1]] = (*people.get(held[1], ()), (party.name, int(held[2]), int(held[3])))
    bodies = {word: party.name for party in read.parties for word in (party.name, *party.words, *party.guarded)}
    names = [*bodies, *people]
    guards = trie(sorted({word for guard in read.guards for word in guard.words}))
    return _Patterns(
        capital=rests_by_first_word(names),
        small=re.compile(rf"{unglued_trie(name for name in names if not CAPITALISED_WORD.match(name))}(?![\w-])"),
        guard=re.compile(rf"(?:^|\W)(?:{guards})\s$"),
        bodies=bodies,
        guarded=frozenset(word for party in read.parties for word in party.guarded),
        people=people,
    )


def find_parties(text: str, start: int, end: int, year: int | None = None) -> list[PartyCue]:
    """All parties named in ``text[start:end]``; ``year`` tells which office a man held."""
    patterns = _patterns()
    cues = []
    for at, stop in _names(text, start, end, patterns):
        written = text[at:stop]
        if "\xa0" in written:
            written = written.replace("\xa0", " ")
        if written in patterns.bodies:
            if written not in patterns.guarded or patterns.guard.search(text[max(start, at - 16) : at]):
                cues.append(PartyCue(at, stop, (patterns.bodies[written],), BODY, "party-body"))
        else:
            held = tuple(name for name, first, last in patterns.people[written] if year is None or first <= year <= last)
            if held:
                cues.append(PartyCue(at, stop, held, PEOPLE, "party-person"))
    return cues


def _names(text: str, start: int, end: int, patterns: _Patterns) -> list[tuple[int, int]]:
    """Where the names stand, from left to right; of two that share words the first, and of those the longest."""
    spans: list[tuple[int, int]] = []
    small = patterns.small.search(text, start, end)
    known = patterns.capital
    done = start
    for word in capitalised_words(text, start, end):
        rests = known.get(word[0])
        if rests is None:
            continue
        at, after = word.span()
        rest = longest_rest(rests, text, after, end, _GLUED)
        if rest is None or (at and _GLUED.match(text, at - 1)):
            continue
        stop = after + len(rest)
        while small is not None and small.start() < at:
            spans.append(small.span())
            done = small.end()
            small = patterns.small.search(text, done, end)
        if at < done:
            continue
        spans.append((at, stop))
        done = stop
        if small is not None and small.start() < done:
            small = patterns.small.search(text, done, end)
    while small is not None:
        spans.append(small.span())
        small = patterns.small.search(text, small.end(), end)
    return spans


_GLUED = re.compile(r"[\w-]")
"""What makes the letters beside it part of a longer word."""


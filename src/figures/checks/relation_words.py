"""The words by which a language states an arithmetic relation: ``reconciliation.toml``, read, checked and compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from figures.language import LexiconEntry, check_unique, check_value, has_lexicon_file, read_toml, trie


@dataclass(frozen=True, slots=True)
class RelationEntry(LexiconEntry):
    """Words that say how two amounts belong together, and what is concluded from the example."""

    words: tuple[str, ...]
    gives: str


@dataclass(frozen=True, slots=True)
class Openers(RelationEntry):
    """Words between a total and its parts, see ``reconciliation.toml``."""

    claim: str


@dataclass(frozen=True, slots=True)
class Sums(RelationEntry):
    """Words beside a total that stands behind its parts."""

    side: str


@dataclass(frozen=True, slots=True)
class Restatements(RelationEntry):
    """Words between two ways to say one amount."""

    claim: str


@dataclass(frozen=True, slots=True)
class Comparatives(RelationEntry):
    """Words beside the distance between two amounts; ``adds`` are those that behind an amount only add it."""

    direction: str
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class References(RelationEntry):
    """Words before the amount that another is measured by, or that end a list."""

    kind: str


@dataclass(frozen=True, slots=True)
class Multiples(RelationEntry):
    """Words that multiply the amount named before."""

    times: str


@dataclass(frozen=True, slots=True)
class RelationWords:
    """The whole of ``reconciliation.toml``."""

    openers: tuple[Openers, ...]
    sums: tuple[Sums, ...]
    restatements: tuple[Restatements, ...]
    comparatives: tuple[Comparatives, ...]
    references: tuple[References, ...]
    multiples: tuple[Multiples, ...]


@dataclass(frozen=True, slots=True)
class RelationLexicon:
    """The words compiled.

    ``scanned`` finds those that are looked for in a whole paragraph, each with the character before
    it (so that the search can leap from word to word), and marks and brackets;
    ``restated``, ``by`` and ``of`` are common words that are only looked for beside a figure.
    ``roles`` say what a word does and by which group, ``times`` by how much a group multiplies,
    ``totals`` are the words of totals in small letters, ``alone`` those that behind an amount only
    add it.
    """

    scanned: re.Pattern[str]
    restated: re.Pattern[str]
    by: re.Pattern[str]
    of: re.Pattern[str]
    roles: dict[str, tuple[tuple[str, str], ...]]
    times: dict[str, Decimal]
    totals: tuple[str, ...]
    alone: frozenset[str]


def has_words(language: str) -> bool:
    """Whether the language has a lexicon of relations."""
    return has_lexicon_file(language, _FILE)


_FILE = "reconciliation.toml"
_SCANNED = ("parts", "complete", "agree", "before", "after", "more", "less", "against", "fulfilled", "remainder", "aside", "times")
_BESIDE = ("same", "perhaps", "by", "of")
"""What a word does: the values of claim, side, direction and kind in the lexicon, and ``times``."""


@cache
def relation_words(language: str = "en") -> RelationWords:
    """The words of ``reconciliation.toml``; raises :class:`figures.errors.LexiconError` for a bad entry."""
    where = f"{language}/{_FILE}"
    read = read_toml(RelationWords, where)
    check_unique((group for _, group, _ in _groups(read)), f"{where}, id")
    for role, group, _ in _groups(read):
        check_value(role, (*_SCANNED, *_BESIDE), f"{where}, [{group}]")
    return read


def _groups(read: RelationWords) -> list[tuple[str, str, tuple[str, ...]]]:
    """Role, id and words of every group."""
    return [
        *((entry.claim, entry.id, entry.words) for entry in read.openers),
        *((entry.side, entry.id, entry.words) for entry in read.sums),
        *((entry.claim, entry.id, entry.words) for entry in read.restatements),
        *((entry.direction, entry.id, entry.words) for entry in read.comparatives),
        *((entry.kind, entry.id, entry.words) for entry in read.references),
        *(("times", entry.id, entry.words) for entry in read.multiples),
    ]


@cache
def relation_lexicon(language: str) -> RelationLexicon:
    """The compiled words of a language."""
    read = relation_words(language)
    roles: dict[str, tuple[tuple[str, str], ...]] = {}
    for role, group, listed in _groups(read):
        for word in listed:
            for written in dict.fromkeys((word, word[0].upper() + word[1:])):
                roles[written] = (*roles.get(written, ()), (role, group))

    def having(*wanted: str) -> list[str]:
        return [word for word, does in roles.items() if any(role in wanted for role, _ in does)]

    def tree(*wanted: str) -> str:
        return rf"(?<!\w)(?:{trie(having(*wanted))})(?!\w)"

    scanned = having(*_SCANNED)
    marks = "".join(re.escape(word) for word in scanned if not word[0].isalnum())
    letters = trie(word for word in scanned if word[0].isalnum())
    totals = tuple(sorted({word.lower() for entry in read.sums for word in entry.words}, key=lambda word: (-len(word), word)))
    return RelationLexicon(
        scanned=re.compile(rf"\W(?:(?:{letters})(?!\w)|(?<=[{marks}()]))"),
        restated=re.compile(tree("same", "perhaps")),
        by=re.compile(rf"{tree('by')}\s+$"),
        of=re.compile(tree("of")),
        roles=roles,
        times={entry.id: Decimal(entry.times) for entry in read.multiples},
        totals=totals,
        alone=frozenset(word for entry in read.comparatives for word in entry.adds),
    )

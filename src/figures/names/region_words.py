"""The words that a language puts around the names of regions: ``lexicon/en/regions.toml``, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from figures.language import LexiconEntry, check_unique, check_value, read_toml
from figures.names.gazetteer import kinds

FILE = "en/regions.toml"


@dataclass(frozen=True, slots=True, eq=False)
class KindWords(LexiconEntry):
    """A kind word of the language; ``like`` are the kinds it may stand for, none where the list holds no unit of the kind."""

    canonical: str
    words: tuple[str, ...]
    plurals: tuple[str, ...]
    like: tuple[str, ...]
    gives: tuple[str, ...]
    form: str
    before: tuple[str, ...] = ()
    """Those that stand before a name; ``before_known`` only before names of the list, ``before_plurals`` before several."""
    before_known: tuple[str, ...] = ()
    before_plurals: tuple[str, ...] = ()

    def of(self, name: str) -> str:
        """The canonical name of a place of this kind that no list knows."""
        return f"{name} {self.canonical}".rstrip()


@dataclass(frozen=True, slots=True)
class WordGroup(LexiconEntry):
    """A group of words around a name; ``role`` is what they do there."""

    role: str
    words: tuple[str, ...]
    gives: tuple[str, ...]
    form: str = ""
    plurals: tuple[str, ...] = ()
    """Those that count for every name of the list before them."""


@dataclass(frozen=True, slots=True)
class RegionWords:
    """The whole of ``regions.toml``."""

    kinds: tuple[KindWords, ...]
    tails: tuple[WordGroup, ...]
    contexts: tuple[WordGroup, ...]


@cache
def region_words() -> RegionWords:
    """The words of ``regions.toml``; raises :class:`figures.errors.LexiconError` for a bad entry."""
    read = read_toml(RegionWords, FILE)
    check_unique((*(kind.id for kind in read.kinds), *(group.id for group in (*read.tails, *read.contexts))), f"{FILE}, id")
    for kind in read.kinds:
        for like in kind.like:
            check_value(like, kinds(), f"{FILE}, kinds[{kind.id}].like")
    return read


@cache
def words_of(role: str) -> tuple[str, ...]:
    """The words of the context group that has a role."""
    return next(group.words for group in region_words().contexts if group.role == role)

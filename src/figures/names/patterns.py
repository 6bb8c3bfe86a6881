"""The compiled words around the names of regions; each is tried where its name says, at or before a name.

Built once, on first use, from the gazetteer and its words.  Names are found by their first words,
so that their number costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from figures.language import rests_by_first_word, trie
from figures.names.region_words import KindWords, region_words, words_of
from figures.names.surfaces import ADJECTIVE, TOWN, pairs, surfaces


@dataclass(frozen=True, slots=True)
class NamePatterns:
    """What makes a string of the text a name, and what belongs to it."""

    names: dict[str, tuple[str, ...]]
    """Every name by its first word, see :func:`figures.language.rests_by_first_word`."""
    goes_on: re.Pattern[str]
    """What makes a name the beginning of a longer word."""
    unlisted_next: re.Pattern[str]
    """The beginnings of all that can follow the first word of an unlisted name."""
    unlisted: re.Pattern[str]
    """Names before a kind word."""
    parts: re.Pattern[str]
    """Each of them."""
    last_tail: re.Pattern[str]
    """A kind word, body or people behind a name."""
    link: re.Pattern[str]
    """What stands between two names of one list."""
    kinds: dict[str, tuple[KindWords, bool]]
    """Each kind word, and whether it is a plural."""
    tails: dict[str, tuple[str, bool]]
    """What each body, people or rank makes of a name, and whether it counts for the whole list before it."""
    no_names: frozenset[str]
    """Capitalised words before a kind word that name nothing."""


@dataclass(frozen=True, slots=True)
class ContextPatterns:
    """What tells a region from something else that bears its name."""

    union: frozenset[str]
    union_of: re.Pattern[str]
    article: re.Pattern[str]
    not_union: re.Pattern[str]
    not_before: re.Pattern[str]
    not_behind: re.Pattern[str]
    place: re.Pattern[str]
    receives: re.Pattern[str]
    verb: re.Pattern[str]
    function: re.Pattern[str]
    number: re.Pattern[str]
    dateline: re.Pattern[str]


def _any_of(strings: Iterable[str]) -> str:
    """A pattern for the longest of ``strings``; those in small letters also with a capital."""
    return f"(?:{trie(sorted({s for word in strings for s in (word, word[0].upper() + word[1:])}))})"


def _words(role: str) -> str:
    return _any_of(words_of(role))


_PROPER = r"[A-Z][a-z'’]++(?:[- ][A-Z][a-z'’]++)?"
"""A name as it is written: a capital and small letters, perhaps twice."""


@cache
def name_patterns() -> NamePatterns:
    """The patterns that find names."""
    read = region_words()
    kinds = {
        word.lower(): (kind, plural)
        for kind in read.kinds
        for plural, strings in ((False, kind.words), (True, kind.plurals))
        for word in strings
    }
    tails = {
        word.lower(): (group.role, plural)
        for group in read.tails
        for plural, strings in ((False, group.words), (True, group.plurals))
        for word in strings
    }
    kind_words = _any_of(word for kind in read.kinds for word in (*kind.words, *kind.plurals))
    tail_words = _any_of(word for group in read.tails for word in (*group.words, *group.plurals))
    link = _words("link")
    unlisted = rf"(?P<unlisted>(?:{_PROPER}, ){{0,4}}(?:{_PROPER} {link} )?{_PROPER}) (?P<kind>{kind_words})(?!\w)"
    return NamePatterns(
        names=rests_by_first_word((*surfaces(), *pairs())),
        goes_on=re.compile(rf"\w|-\w|[’'](?!{trie(words_of('possessive'))}\b)\w"),
        unlisted_next=re.compile(rf"['’]|[- ][A-Z]|, [A-Z]| {trie(word[:2] for word in (*kinds, *words_of('link')))}"),
        unlisted=re.compile(unlisted),
        parts=re.compile(rf"(?P<name>[A-Z][^,]*?)(?:, | {link} |$)"),
        last_tail=re.compile(rf"[ -](?P<word>{kind_words}|{tail_words})(?!\w)"),
        link=re.compile(rf"(?:,? {link}|,) (?:{_words('lead')} )?"),
        kinds=kinds,
        tails=tails,
        no_names=frozenset(word[0].upper() + word[1:] for word in words_of("no name")),
    )


@cache
def context_patterns() -> ContextPatterns:
    """The patterns that look around a name."""
    possessive, definite = trie(words_of("possessive")), trie(words_of("definite"))
    month, adverb, number = _words("month"), _words("adverb"), _words("number")
    no_date = rf"(?!\d*\s*(?:/|:\d|\.\s?[IVX]|{month}|{_words('clock')}(?!\w)))"
    rank = _any_of(w for group in region_words().tails if group.role in (ADJECTIVE, TOWN) for w in group.words)

    def before(role: str, extra: str = "") -> re.Pattern[str]:
        return re.compile(rf"(?:^|\W)(?:{_words(role)}){extra}\s(?:{definite} )?$")

    return ContextPatterns(
        union=frozenset(words_of("union")),
        union_of=re.compile(rf" {_words('union of')} "),
        article=before("article"),
        not_union=before("not behind the union", extra=f"(?: {_words('union of')})?"),
        not_before=re.compile(rf"(?:['’]{possessive})?(?: [A-Z][a-z]+){{0,2}}[ -](?:{rank} )?{_words('not before')}(?!\w)|[-–/][A-Z]"),
        not_behind=before("not behind"),
        place=before("place"),
        receives=before("region"),
        verb=re.compile(rf" (?:{adverb} )?(?:{_words('verb')})(?!\w)"),
        function=re.compile(rf" (?:{_words('function')})(?!\w)|[^ ]|  |$| [^a-z]"),
        number=re.compile(rf"\s*(?:[-–—:=(]\s*|\s)(?:[$£]\s?)?(?:{no_date}\d|(?:{number})(?!\w))"),
        dateline=re.compile(rf",? (?:{month}|\d{{1,2}} {month}|\d+[/.][IVX]|\d+/\d)"),
    )

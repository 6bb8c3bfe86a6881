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
class Head:
    """A kind word before a name: whether only before names of the list, and whether several names follow."""

    kind: KindWords
    known: bool = False
    plural: bool = False


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
    proper: re.Pattern[str]
    heads: re.Pattern[str]
    """A kind word before a name (``county of``)."""
    head_ends: frozenset[str]
    """The words that may stand straight before a name with such a kind word."""
    headed: dict[str, Head]
    """What each kind word before a name says."""
    inside: re.Pattern[str]
    """What stands between a nested place and the one around it."""
    source: re.Pattern[str]
    """Words behind which a line says where its text was found."""


@dataclass(frozen=True, slots=True)
class ContextPatterns:
    """What tells a region from something else that bears its name."""

    union: frozenset[str]
    union_of: re.Pattern[str]
    article: re.Pattern[str]
    not_union: re.Pattern[str]
    not_before: re.Pattern[str]
    not_behind: re.Pattern[str]
    origin: re.Pattern[str]
    place: re.Pattern[str]
    receives: re.Pattern[str]
    verb: re.Pattern[str]
    wants: re.Pattern[str]
    function: re.Pattern[str]
    number: re.Pattern[str]
    counted: re.Pattern[str]
    dateline: re.Pattern[str]


def _any_of(strings: Iterable[str]) -> str:
    """A pattern for the longest of ``strings``; those in small letters also with a capital."""
    return f"(?:{trie(sorted({s for word in strings for s in (word, word[0].upper() + word[1:])}))})"


def any_of_role(role: str) -> str:
    """A pattern for the words of a context group."""
    return _any_of(words_of(role))


def tail_words() -> str:
    """A pattern for the bodies, people and ranks behind a name."""
    return _any_of(word for group in region_words().tails for word in (*group.words, *group.plurals))


PROPER = r"[A-Z][a-z'’]++(?:[- ][A-Z][a-z'’]++)?"
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
    headed = {
        phrase.lower(): head
        for kind in read.kinds
        for head, phrases in (
            (Head(kind), kind.before), (Head(kind, known=True), kind.before_known), (Head(kind, plural=True), kind.before_plurals)
        )
        for phrase in phrases
    }  # fmt: skip
    link, definite = any_of_role("link"), trie(words_of("definite"))
    unlisted = rf"(?P<unlisted>(?:{PROPER}, ){{0,4}}(?:{PROPER} {link} )?{PROPER}) (?P<kind>{kind_words})(?!\w)"
    return NamePatterns(
        names=rests_by_first_word((*surfaces(), *pairs())),
        goes_on=re.compile(rf"\w|-\w|[’'](?!{trie(words_of('possessive'))}\b)\w"),
        unlisted_next=re.compile(rf"['’]|[- ][A-Z]|, [A-Z]| {trie(word[:2] for word in (*kinds, *words_of('link')))}"),
        unlisted=re.compile(unlisted),
        parts=re.compile(rf"(?P<name>[A-Z][^,]*?)(?:, | {link} |$)"),
        last_tail=re.compile(rf"[ -](?P<word>{kind_words}|{tail_words()})(?!\w)"),
        link=re.compile(rf"(?:,? {link}|,) (?:{any_of_role('lead')} )?"),
        kinds=kinds,
        tails=tails,
        no_names=frozenset(word[0].upper() + word[1:] for role in ("no name", "month") for word in words_of(role)),
        proper=re.compile(PROPER),
        heads=re.compile(rf"(?<!\w)(?P<head>{_any_of(headed)}) (?:{definite} )?$"),
        head_ends=frozenset((*words_of("definite"), *(word for head in headed for word in (head.split()[-1], head.split()[-1].title())))),
        headed=headed,
        inside=re.compile(rf" (?:{any_of_role('inside')}) (?:{definite} )?"),
        source=re.compile(rf"(?<!\w){any_of_role('source')}"),
    )


@cache
def context_patterns() -> ContextPatterns:
    """The patterns that look around a name."""
    possessive, definite = trie(words_of("possessive")), trie(words_of("definite"))
    month, adverb, number = any_of_role("month"), any_of_role("adverb"), any_of_role("number")
    no_date = rf"(?!\d*\s*(?:/|:\d|\.\s?[IVX]|{month}|{any_of_role('clock')}(?!\w)))"
    rank = _any_of(w for group in region_words().tails if group.role in (ADJECTIVE, TOWN) for w in group.words)

    def before(role: str, extra: str = "") -> re.Pattern[str]:
        return re.compile(rf"(?:^|\W)(?:{any_of_role(role)}){extra}\s(?:{definite} )?$")

    return ContextPatterns(
        union=frozenset(words_of("union")),
        union_of=re.compile(rf" {any_of_role('union of')} "),
        article=before("article"),
        not_union=before("not behind the union", extra=f"(?: {any_of_role('union of')})?"),
        not_before=re.compile(rf"(?:['’]{possessive})?(?: [A-Z][a-z]+){{0,2}}[ -](?:{rank} )?{any_of_role('not before')}(?!\w)|[-–/][A-Z]"),
        not_behind=before("not behind"),
        origin=re.compile(
            rf"(?<!\w){any_of_role('origin')} (?:{definite} )?(?:[\w'’-]+ ){{1,4}}{any_of_role('union of')} (?:{definite} )?$"
        ),
        place=before("place"),
        receives=before("region"),
        verb=re.compile(rf" (?:{adverb} )?(?:{any_of_role('verb')})(?!\w)"),
        wants=re.compile(rf" (?:{adverb} )?(?:{any_of_role('wants')})(?!\w)"),
        function=re.compile(rf" (?:{any_of_role('function')})(?!\w)|[^ ]|  |$| [^a-z]"),
        number=re.compile(rf"\s*(?:[-–—:=(]\s*|\s)(?:[$£]\s?)?(?:{no_date}\d|(?:{number})(?!\w))"),
        counted=re.compile(rf"(?:\d|(?<!\w){number})\s$"),
        dateline=re.compile(rf",? (?:{month}|\d{{1,2}} {month}|\d+[/.][IVX]|\d+/\d)"),
    )

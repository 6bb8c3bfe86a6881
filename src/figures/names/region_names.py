"""What strings name a region, and the compiled patterns that :mod:`figures.names.regions` reads them with.

Built once, on first use, from the gazetteer and its words.  Names are found by their first words,
so that their number costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from figures.errors import LexiconError
from figures.language import check_value, read_csv, rests_by_first_word, trie
from figures.names.gazetteer import GUARDS, KindWords, Region, by_name, month_of, split, table, words

NAME, COMMITTEE, RESIDENTS, ADJECTIVE, PERSON, TOWN = "name", "committee", "residents", "adjective", "person", "town"
"""Forms in which a region is named, the surest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """What a string can name: candidate units in file order, and how."""

    form: str
    guard: str
    units: tuple[Region, ...]
    years: tuple[tuple[int | None, int | None], ...] = ()


@cache
def surfaces() -> dict[str, Surface]:
    """Every string that names a unit, a group of units written with a shared head, or a person."""
    found: dict[str, list[tuple[str, str, Region]]] = {}
    kind_words = {word.lower() for kind in words().kinds for word in (*kind.words, *kind.plurals)}

    def note(string: str, form: str, guard: str, region: Region) -> None:
        entries = found.setdefault(string, [])
        if all(entry[2] is not region for entry in entries):
            entries.append((form, guard, region))

    for region in table():
        form = TOWN if region.kind == "town" else NAME
        if region.stem != region.name:
            note(region.name, NAME, "", region)
        for string in (region.stem, *region.variants):
            own_kind = string.rpartition(" ")[2].lower() in kind_words
            note(string, form, "" if own_kind else region.bare, region)
        for adjective in region.adjectives:
            note(adjective, ADJECTIVE, region.bare if region.bare == "word" else "", region)
        for residents in region.residents:
            note(residents, RESIDENTS, "", region)
    surfaces = {}
    for string, entries in found.items():
        forms = [entry[0] for entry in entries]
        guard = max((entry[1] for entry in entries), key=GUARDS.index)
        surfaces[string] = Surface(forms[0], guard, tuple(entry[2] for entry in entries))
    for line, row in read_csv("first_secretaries.csv", ("person", "variants", "region", "from", "to", "source")):
        where = f"first_secretaries.csv, line {line}"
        check_value(row["region"], by_name(), f"{where}, region")
        years = (month_of(row["from"], where), month_of(row["to"], where, last=True))
        for string in (row["person"], *split(row["variants"])):
            old = surfaces.get(string)
            if old is not None and old.form != PERSON:
                raise LexiconError(f"{where}: {string!r} is also the name of a region.")
            units, spans = ((), ()) if old is None else (old.units, old.years)
            surfaces[string] = Surface(PERSON, "", (*units, by_name()[row["region"]]), (*spans, years))
    return surfaces


def words_of(role: str) -> tuple[str, ...]:
    """The words of the context group that has a role."""
    return next(group.words for group in words().contexts if group.role == role)


@cache
def pairs() -> dict[str, tuple[str, str]]:
    """Names that share their head: ``Lower and Middle Volga`` stands for two surfaces."""
    directions, links = (words_of(role) for role in ("direction", "link"))
    heads: dict[str, list[str]] = {}
    for string in surfaces():
        if string.count(" ") == 1 and string.partition(" ")[0] in directions:
            heads.setdefault(string.partition(" ")[2], []).append(string)
    pairs = {}
    for strings in heads.values():
        for first in strings:
            for second in strings:
                if surfaces()[first].units[0] is not surfaces()[second].units[0]:
                    for link in links:
                        pairs[f"{first.partition(' ')[0]} {link} {second}"] = (first, second)
    return pairs


def _any_of(strings: Iterable[str]) -> str:
    """A pattern for the longest of ``strings``; those in small letters also with a capital."""
    return f"(?:{trie(sorted({s for word in strings for s in (word, word[0].upper() + word[1:])}))})"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled words; each is tried where its name says, at or before a name."""

    names: dict[str, tuple[str, ...]]
    """Every name by its first word, see :func:`figures.language.rests_by_first_word`."""
    goes_on: re.Pattern[str]
    """What makes a name the beginning of a longer word."""
    unlisted_next: re.Pattern[str]
    """The beginnings of all that can follow the first word of an unlisted name."""
    unlisted: re.Pattern[str]
    last_tail: re.Pattern[str]
    link: re.Pattern[str]
    parts: re.Pattern[str]
    inner: tuple[str, ...]
    of: re.Pattern[str]
    not_before: re.Pattern[str]
    not_behind: re.Pattern[str]
    not_union: re.Pattern[str]
    article: re.Pattern[str]
    place: re.Pattern[str]
    receives: re.Pattern[str]
    verb: re.Pattern[str]
    function: re.Pattern[str]
    number: re.Pattern[str]
    dateline: re.Pattern[str]
    kinds: dict[str, tuple[KindWords, bool]]
    tails: dict[str, str]
    no_names: frozenset[str]


@cache
def patterns() -> Patterns:
    read = words()
    kinds: dict[str, tuple[KindWords, bool]] = {}
    for kind in read.kinds:
        for plural, strings in ((False, kind.words), (True, kind.plurals)):
            for word in strings:
                kinds[word.lower()] = (kind, plural)
    tails = {word.lower(): group.role for group in read.tails for word in group.words}
    kind_words = _any_of(w for k in read.kinds for w in (*k.words, *k.plurals))
    tail_words = _any_of(w for group in read.tails for w in group.words)
    proper = r"[A-Z][a-z'’]++(?:[- ][A-Z][a-z'’]++)?"
    link, lead, month, clock = (_any_of(words_of(role)) for role in ("link", "lead", "month", "clock"))
    unlisted = rf"(?P<unlisted>(?:{proper}, ){{0,4}}(?:{proper} {link} )?{proper}) (?P<kind>{kind_words})(?!\w)"
    no_date = rf"(?!\d*\s*(?:/|:\d|\.\s?[IVX]|{month}|{clock}(?!\w)))"
    rank = _any_of(w for group in read.tails if group.role in (ADJECTIVE, TOWN) for w in group.words)

    def before(role: str, extra: str = "") -> re.Pattern[str]:
        return re.compile(rf"(?:^|\W)(?:{_any_of(words_of(role))}){extra}\s(?:the )?$")

    return Patterns(
        names=rests_by_first_word((*surfaces(), *pairs())),
        goes_on=re.compile(r"\w|-\w|[’'](?!s\b)\w"),
        unlisted=re.compile(unlisted),
        unlisted_next=re.compile(rf"['’]|[- ][A-Z]|, [A-Z]| {trie(word[:2] for word in (*kinds, *words_of('link')))}"),
        last_tail=re.compile(rf"[ -](?P<word>{kind_words}|{tail_words})(?!\w)"),
        link=re.compile(rf"(?:,? {link}|,) (?:{lead} )?"),
        parts=re.compile(rf"(?P<name>[A-Z][^,]*?)(?:, | {link} |$)"),
        inner=words_of("union"),
        of=re.compile(rf" {_any_of(words_of('union of'))} "),
        not_before=re.compile(
            rf"(?:['’]s)?(?: [A-Z][a-z]+){{0,2}}[ -](?:{rank} )?{_any_of(words_of('not before'))}(?!\w)"
            r"|[-–/][A-Z]"
        ),
        not_behind=before("not behind"),
        not_union=before("not behind the union", extra="(?: of)?"),
        article=before("article"),
        place=before("place"),
        receives=before("region"),
        verb=re.compile(rf" (?:{_any_of(words_of('adverb'))} )?(?:{_any_of(words_of('verb'))})(?!\w)"),
        function=re.compile(rf" (?:{_any_of(words_of('function'))})(?!\w)|[^ ]|  |$| [^a-z]"),
        number=re.compile(rf"\s*(?:[-–—:=(]\s*|\s)(?:[$£]\s?)?(?:{no_date}\d|(?:{_any_of(words_of('number'))})(?!\w))"),
        dateline=re.compile(rf",? (?:{month}|\d{{1,2}} {month}|\d+[/.][IVX]|\d+/\d)"),
        kinds=kinds,
        tails=tails,
        no_names=frozenset(w[0].upper() + w[1:] for w in words_of("no name")),
    )



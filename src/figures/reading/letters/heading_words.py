"""The words of ``lexicon/*/headings.toml``: how editions head, number, date and sign their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from figures.language import LexiconEntry, check_present, check_unique, check_value, trie

UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŽČĐÓŻŹĆŃЀ-Я"
"""Capitals of the languages in which correspondents sign, for use inside a character class."""
FILE = "headings.toml"
GROUPS = (
    "to",
    "article",
    "left_out",
    "person",
    "behind",
    "from",
    "date_link",
    "message",
    "title",
    "deciding",
    "sitting",
    "qualifier",
    "office",
    "joining",
    "between",
    "and",
    "same",
    "topic",
    "above",
    "author",
    "archive_label",
    "file",
    "repository",
    "source",
    "fond",
    "inventory",
    "file_label",
    "leaf_label",
    "number_label",
    "incoming",
    "clock",
    "apparatus",
    "signed",
    "inscribed",
    "addressed",
    "message_word",
    "replying",
    "this_month",
    "last_month",
)
READS = ("heading", "title", "archive", "apparatus", "number", "reference", "note")


@dataclass(frozen=True, slots=True)
class Group(LexiconEntry):
    """Words of one function; ``reads`` is what the example line must be recognised as."""

    reads: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """A file ``headings.toml``."""

    months: dict[str, int]
    year_words: tuple[str, ...]
    number_words: dict[str, int]
    day_endings: tuple[str, ...]
    day_links: tuple[str, ...]
    group: tuple[Group, ...]
    transliteration: dict[str, str] = field(default_factory=dict)

    def checked(self, file: str) -> dict[str, tuple[str, ...]]:
        """The words of every group; raises :class:`figures.errors.LexiconError` for a group missing, unknown or with a word twice."""
        check_unique((g.id for g in self.group), file)
        for g in self.group:
            check_value(g.id, GROUPS, f"{file}, group {g.id}")
            check_value(g.reads, READS, f"{file}, group {g.id}, reads")
            check_unique(g.words, f"{file}, group {g.id}")
        groups = {g.id: g.words for g in self.group}
        check_present(GROUPS, groups, file)
        return groups


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words by which names are compared, in small letters: what may stand ``before`` a name or ``behind`` it and be left out."""

    before: frozenset[str]
    behind: frozenset[str]
    titles: frozenset[str]
    joining: frozenset[str]
    offices: frozenset[str]

    def is_office(self, name: str) -> bool:
        """Whether a name holds a word for an office or body."""
        return not self.offices.isdisjoint(name.casefold().split())

    def is_titled(self, name: str) -> bool:
        """Whether a name begins with the title of a person."""
        return name.casefold().partition(" ")[0].rstrip(".") in self.titles


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words; for none it matches nothing."""
    return trie(words) or "(?!)"


def stems(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the words that begin with no other of them."""
    return tuple(w for w in words if not any(w != o and w.startswith(o) for o in words))


def cases(words: Iterable[str]) -> Iterator[str]:
    """Each word as it stands, with a capital, and in capitals."""
    for word in words:
        yield from (word, word.capitalize(), word.upper())


def title_cases(words: Iterable[str]) -> Iterator[str]:
    """Each word as it stands, and in capitals."""
    for word in words:
        yield from (word, word.upper())


def kind_cases(words: Iterable[str]) -> Iterator[str]:
    """Each kind of document as it stands, in small letters within a line, and in capitals."""
    for word in words:
        yield from (word, word.lower(), word.upper())

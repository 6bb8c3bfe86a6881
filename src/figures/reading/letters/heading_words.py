"""The words of ``lexicon/*/headings.toml``: how editions head, number, date and sign their documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from figures.errors import LexiconError
from figures.language import LexiconEntry, check_unique, check_value, trie

UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŽČĐÓŻŹĆŃЀ-Я"
"""Capitals of the languages in which correspondents sign, for use inside a character class."""
FILE = "headings.toml"
GROUPS = (
    "to",
    "article",
    "left_out",
    "from",
    "date_link",
    "message",
    "title",
    "qualifier",
    "office",
    "joining",
    "and",
    "topic",
    "author",
    "archive_label",
    "repository",
    "fond",
    "inventory",
    "file_label",
    "leaf_label",
    "number_label",
    "incoming",
    "clock",
    "apparatus",
    "addressed",
    "message_word",
)
READS = ("heading", "title", "archive", "apparatus", "number", "reference")


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
        """The words of every group; raises :class:`LexiconError` for a group missing, unknown or with a word twice."""
        check_unique((g.id for g in self.group), file)
        for g in self.group:
            check_value(g.id, GROUPS, f"{file}, group {g.id}")
            check_value(g.reads, READS, f"{file}, group {g.id}, reads")
            check_unique(g.words, f"{file}, group {g.id}")
        groups = {g.id: g.words for g in self.group}
        for name in GROUPS:
            if name not in groups:
                raise LexiconError(f"{file}: the group {name!r} is missing; restore it.")
        return groups


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words; for none it matches nothing."""
    return trie(words) or "(?!)"


def stems(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the words that begin with no other of them."""
    return tuple(w for w in words if not any(w != o and w.startswith(o) for o in words))


def cases(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (word, word.capitalize(), word.upper())

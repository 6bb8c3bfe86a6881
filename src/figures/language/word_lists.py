"""What a language's own file says of how it is written: ``lexicon/<language>/language.toml``, checked and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from figures.errors import LexiconError
from figures.language.loading import check_unique, read_toml

FILE = "language.toml"


@dataclass(frozen=True, slots=True)
class WordForms:
    """How nouns form their plural: exceptions first, then endings with what replaces them, in order."""

    why: str
    example: str
    irregular: dict[str, str]
    same: tuple[str, ...]
    endings: tuple[tuple[str, ...], ...]
    keep_e: tuple[str, ...]
    not_plural: tuple[str, ...]
    possessive: tuple[str, ...]
    shortest: int
    """Letters that a word has at least, if its ending is to tell that it is a plural."""


@dataclass(frozen=True, slots=True)
class PlainWords:
    """Words that serve one purpose, with the reason and a text that shows it."""

    why: str
    example: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LanguageFile:
    """``language.toml`` as it stands in the file."""

    forms: WordForms
    abbreviations: PlainWords
    shortened: PlainWords
    stops: PlainWords
    points: PlainWords


@cache
def language_file(language: str) -> LanguageFile:
    """The file of a language; raises :class:`figures.errors.LexiconError` for an entry that cannot be used."""
    where = f"{language}/{FILE}"
    found = read_toml(LanguageFile, where)
    for name in ("abbreviations", "shortened", "stops", "points"):
        check_unique(getattr(found, name).words, f"{where}, {name}")
    check_unique((form for forms in found.points.words for form in forms.split("|")), f"{where}, points")
    for row in found.forms.endings:
        if len(row) != 2:
            raise LexiconError(f"{where}, forms.endings: {list(row)!r} must be an ending and what replaces it.")
    return found

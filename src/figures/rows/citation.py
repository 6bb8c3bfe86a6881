"""A figure's source in the form a historian pastes into a footnote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from figures.amounts import convert
from figures.language import LexiconEntry, has_lexicon_file, read_toml
from figures.model import APPARATUS, ARCHIVE, HEADING, Figure, Letter
from figures.rows.exact import amount_spread
from figures.rows.figures import figure_amount
from figures.rows.index import RunIndex

_FILE = "documents.toml"


@dataclass(frozen=True, slots=True)
class DocumentKind(LexiconEntry):
    """A kind of document and the words that tell it."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentKinds:
    """The file of the lexicon that holds them."""

    kind: tuple[DocumentKind, ...]


def cite_figure(figure: Figure, index: RunIndex) -> str:
    """Sender and recipient, kind of document, date, archive reference, line, quoted words and value."""
    letter, edition = index.letter(figure), index.edition(figure)
    people = f"{letter.sender} to {letter.recipient}" if letter.sender and letter.recipient else index.heading(letter)
    head = ", ".join(part for part in (people, _document_kind(letter, index), letter.date_text or letter.date) if part)
    archive = f" {letter.archive.rstrip('. ')}." if letter.archive else ""
    place = "" if not figure.note else f", footnote {figure.note}"
    quote = " ".join(index.quote(figure).split())
    return f"{head}.{archive} {edition.source}, line {index.line(figure)}{place}: “{quote}” ({_value(figure)})."


def _value(figure: Figure) -> str:
    """The amount as read and converted: ``260,000 pood = 4,258.929064 tonne``; the printed unit if it differs."""
    said = figure_amount(figure)
    converted = convert(figure.low, figure.high, figure.unit)
    return f"{said} = {amount_spread(converted.low, converted.high)} {converted.unit}" if converted else said


def _document_kind(letter: Letter, index: RunIndex) -> str | None:
    """What kind of document the letter is, or None where the edition does not say."""
    text = index.editions[letter.edition].text
    roles = {role: " ".join(text[p.start : p.end] for p in letter.paragraphs if p.role == role) for role in (HEADING, ARCHIVE, APPARATUS)}
    heading = text[letter.heading.start : letter.heading.end]
    for place in (heading, letter.archive or "", *roles.values()):
        for kind, pattern in _patterns(index.editions[letter.edition].language):
            if pattern.search(place):
                return kind
    return None


def _kinds(language: str) -> tuple[DocumentKind, ...]:
    """The kinds of document of a language, narrow ones first; none for a language without that list."""
    return read_toml(DocumentKinds, f"{language}/{_FILE}").kind if has_lexicon_file(language, _FILE) else ()


@cache
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind.id, re.compile(rf"\b(?:{'|'.join(map(re.escape, kind.words))})\b", re.IGNORECASE)) for kind in _kinds(language))

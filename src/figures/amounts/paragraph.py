"""A paragraph, one of its numbers with what stands around it, and what was read of it: what the readers hand to one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from figures.amounts.numbers import Grammar, qualifier_after
from figures.amounts.units import UnitWords, Word
from figures.language import swift_class
from figures.model import Doubt, Numeral, Quantity, SetAside


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """One paragraph with its numerals, before any of them is read."""

    text: str
    """Of the whole edition."""
    language: str
    lex: UnitWords
    grammar: Grammar
    profile: str
    """That of the edition."""
    letter: tuple[int, int]
    index: int
    """The place of the paragraph in its letter."""
    start: int
    end: int
    role: str
    spans: Sequence[tuple[int, int]]
    numbers: Sequence[Numeral]
    aside: Sequence[SetAside]


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What was read of a paragraph; ``bare`` are the numbers for which no unit was found yet."""

    page: Page
    quantities: tuple[Quantity, ...]
    aside: tuple[SetAside, ...]
    bare: tuple[Numeral, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """One number of a paragraph while a reader looks at it."""

    page: Page
    place: int
    """Which number of the paragraph it is."""
    number: Numeral
    start: int
    """Where the amount begins: at the number, or at the sign before it."""
    behind: int
    """Where what the number counts would begin: behind a footnote mark, or behind the bracket that repeats the number."""
    words: list[Word]
    """The words that follow; empty where a unit was seen at once."""
    said: Sequence[Quantity]
    """The quantities of the paragraph before it."""
    doubts: tuple[Doubt, ...]

    @property
    def last(self) -> Quantity | None:
        """The quantity before it in the paragraph."""
        return self.said[-1] if self.said else None

    @property
    def one(self) -> bool:
        """Whether the number is 1."""
        return self.number.low == self.number.high == 1


new_page, new_findings, new_spot = swift_class(Page), swift_class(Findings), swift_class(Spot)


def said_behind(spot: Spot, end: int) -> str:
    """The qualifier behind a number or behind what it counts, else ``exact``."""
    text, limit, language = spot.page.text, spot.page.end, spot.page.language
    return qualifier_after(text, spot.number.end, limit, language) or qualifier_after(text, end, limit, language) or "exact"


def with_garbled(spot: Spot) -> tuple[Doubt, ...]:
    """The doubts of an amount, with that of broken digits: what was printed, what was read, what else it may be."""
    number = spot.number
    if not number.readings:
        return spot.doubts
    others = ", ".join(f"{value:,}" for value in number.readings)
    printed = spot.page.text[number.start : number.end]
    message = f"Printed {printed}; read as {number.low:,}; it could also be {others}."
    return (*spot.doubts, Doubt("garbled digits", message, number.start, number.end))

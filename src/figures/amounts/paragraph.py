"""What is known of one paragraph while station 5 reads it, and small helpers that all its files use."""

from __future__ import annotations

from dataclasses import dataclass

from figures.amounts.numbers import qualifier_after
from figures.model import Doubt, Numeral, Quantity, SetAside


@dataclass(slots=True)
class Page:
    """What is known of one paragraph while it is read."""

    index: int
    start: int
    end: int
    letter: tuple[int, int]
    role: str
    note: int
    spans: list[tuple[int, int]]
    numbers: list[Numeral]
    quantities: list[Quantity]
    aside: list[SetAside]
    bare: list[Numeral]
    loose: bool
    """Whether a numeral was left over when the shapes were set aside."""


def said_behind(text: str, number: Numeral, end: int, limit: int, language: str) -> str:
    """The qualifier behind a number or behind what it counts, else ``exact``."""
    return qualifier_after(text, number.end, limit, language) or qualifier_after(text, end, limit, language) or "exact"


def garbled(text: str, number: Numeral) -> Doubt:
    """The doubt of a number whose digits are broken: what was printed, what was read, what else it may be."""
    others = ", ".join(f"{value:,}" for value in number.readings)
    printed = text[number.start : number.end]
    return Doubt("garbled digits", f"Printed {printed}; read as {number.low:,}; it could also be {others}.", number.start, number.end)

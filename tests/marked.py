"""Sentences that carry their own expectation: ``asks for {3 million poods = 3000000 pood}``."""

from __future__ import annotations

import re

from figures.amounts import quantities_of
from figures.model import BODY, Edition, Letter, Paragraph, Quantity, SetAside, Span

_BRACES = re.compile(r"\{([^{}]*?) = ([^{}]*)\}")


def unmark(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain sentence, and each marked stretch with what is expected of it."""
    return _BRACES.sub(lambda m: m[1], marked), [(m[1], m[2]) for m in _BRACES.finditer(marked)]


def read(text: str, language: str = "en") -> tuple[list[Quantity], list[SetAside]]:
    """Quantities and stretches set aside of a text that is the body of one letter."""
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    edition = Edition("made", "made.txt", text, "", "utf-8", language, "", tuple(starts))
    bounds = zip(starts, [*(s - 1 for s in starts[1:]), len(text)], strict=True)
    paragraphs = tuple(Paragraph(a, b, BODY) for a, b in bounds if text[a:b].strip())
    letter = Letter("made", "made", 0, len(text), Span(0, 0), (), (), None, None, None, (), (), paragraphs)
    found, aside = quantities_of(edition, letter)
    return [quantity for _, quantity in found], aside


def shown(quantity: Quantity) -> str:
    """A quantity as the cases write it."""
    low, high = f"{quantity.low:f}", f"{quantity.high:f}"
    value = low if low == high else f"{low}..{high}"
    return f"{value} {quantity.unit}" + ("" if quantity.qualifier == "exact" else f", {quantity.qualifier}")

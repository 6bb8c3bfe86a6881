"""Sentences that carry their own expectation: ``asks for {3 million poods = 3000000 pood}``.

Or, of what is read of an amount: ``{3 million poods | stage | region | item | measure}``, where a dot asks
nothing of that field and an empty field asks that nothing was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import figures
from figures.amounts import quantities_of
from figures.model import BODY, Edition, Figure, Letter, Paragraph, Quantity, Run, SetAside, Span

SOVIET = "soviet-leaders-en"
"""The profile of the edition from which most of the sentences are."""
FIELDS = ("stage", "region", "item", "measure")
AMOUNT = re.compile(r"\{([^|}]+?)\s*\|([^}]*)\}")
_BRACES = re.compile(r"\{([^{}]*?) = ([^{}]*)\}")


def unmark(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain sentence, and each marked stretch with what is expected of it."""
    return _BRACES.sub(lambda m: m[1], marked), [(m[1], m[2]) for m in _BRACES.finditer(marked)]


def read(text: str, language: str = "en", profile: str = "") -> tuple[list[Quantity], list[SetAside]]:
    """Quantities and stretches set aside of a text that is the body of one letter."""
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    edition = Edition("made", "made.txt", text, "", "utf-8", language, profile, tuple(starts))
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


def misread_units(marked: str, profile: str = SOVIET) -> list[str]:
    """What is found and what is marked, where these differ; empty if they agree."""
    text, expected = unmark(marked)
    found = [(text[q.start : q.end], shown(q)) for q in read(text, profile=profile)[0]]
    return [] if found == expected else [f"found {found}, marked {expected}"]


def run(folder: Path, text: str, correspondents: str = "Kaganovich to Stalin", year: str = "1936") -> Run:
    """A marked text, read whole as the one letter of a file."""
    path = folder / "case.txt"
    heading = f"{correspondents} August 18, {year}Archive: RGASPI F. 558. Op. 11. D. 93. L. 25. Original. Typescript."
    plain = AMOUNT.sub(r"\1", text)
    path.write_text(f"{heading}\n{plain}\n", encoding="utf-8")
    return figures.extract(figures.read(path))


def misread(case: Mapping[str, str], folder: Path) -> list[str]:
    """What is read otherwise than the marks of a case's text say, empty if they are right."""
    made = run(folder, case["text"], case.get("from", "Kaganovich to Stalin"), case.get("date", "1936"))
    text, position = made.editions[0].text, 0
    wrong: list[str] = []
    for match in AMOUNT.finditer(case["text"]):
        quote, expected = match[1], [field.strip() for field in match[2].split("|")]
        at = text.index(quote, position)
        position = at + len(quote)
        found = [figure for figure in made.figures if figure.start <= at < figure.end]
        wrong += _otherwise(quote, found[0], expected) if len(found) == 1 else [f"{len(found)} figures at {quote!r}"]
    return wrong


def _otherwise(quote: str, figure: Figure, expected: list[str]) -> Iterator[str]:
    read = (figure.stage.value, "; ".join(figure.region.values), figure.item.value or "", figure.measure.value or "")
    for name, want, got in zip(FIELDS, expected, read, strict=True):
        if want not in (".", got):
            yield f"{quote}: {name} is {got!r}, not {want!r}"

"""The first page of an edition that is read in parts: where to find what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from figures.model import Letter
from figures.reports.page.addresses import Part, Places, link
from figures.reports.page.text import doubtful
from figures.rows.index import Index

LISTED = 2_000
"""Up to so many letters are listed one by one; of more, each part names its first and last."""


@dataclass(slots=True)
class PartLine:
    """One part: its file, first and last letter, and what is in it."""

    file: str
    number: int
    first: str
    last: str
    letters: int
    figures: int = 0
    doubts: int = 0
    headings: list[tuple[str, str, int]] = field(default_factory=list)


def title(index: Index) -> str:
    """What the page is called: its editions' names, made readable."""
    editions = index.run.editions
    words = editions[0].id.replace("-", " ").replace("_", " ").split() if len(editions) == 1 else [str(len(editions)), "editions"]
    return " ".join(word[:1].upper() + word[1:] for word in words)


def data(index: Index, places: Places) -> dict[str, Any]:
    """What the template of the index prints."""
    from figures.reports.page.text import title as heading

    figures: Counter[int] = Counter()
    doubts: Counter[int] = Counter()
    by_letter: Counter[str] = Counter()
    regions: dict[str, Counter[int]] = defaultdict(Counter)
    for figure in index.run.figures:
        number = places.part_of(figure).number
        figures[number] += 1
        doubts[number] += doubtful(figure)
        by_letter[figure.letter] += 1
        for name in figure.region.values or figure.party.values:
            regions[name][number] += 1

    def named(letter: Letter) -> str:
        return heading(letter, index)

    listed = len(index.run.letters) <= LISTED
    lines = []
    for part in places.parts:
        letters = [section.letter for section in part.sections]
        line = PartLine(part.file, part.number, named(letters[0]), named(letters[-1]), len(letters))
        line.figures, line.doubts = figures[part.number], doubts[part.number]
        if listed:
            line.headings = [(link(s.letter.id, part, None), named(s.letter), by_letter[s.letter.id]) for s in part.sections if s.begins]
        lines.append(line)
    return {
        "title": title(index),
        "sources": [edition.source for edition in index.run.editions],
        "lines": lines,
        "letters": len(index.run.letters),
        "figures": len(index.run.figures),
        "regions": [(name, counted.total(), _links(name, counted, places.parts)) for name, counted in sorted(regions.items())],
    }


def _links(region: str, counted: Counter[int], parts: tuple[Part, ...]) -> list[tuple[int, str, int]]:
    """Number, address and figures of each part that speaks of a region; the address sets the filter."""
    return [(number, f"{parts[number - 1].file}#?region={quote(region)}", counted[number]) for number in sorted(counted)]

"""The first page of an edition that is read in parts: where to find what."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from figures.reports.page.addresses import Addresses, PagePart, link
from figures.reports.page.text import doubtful, title
from figures.rows import RunIndex

LETTERS_LISTED = 2_000
"""Up to so many letters are listed one by one; of more, each part names its first and last."""


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part: its file, first and last letter, and what is in it."""

    file: str
    number: int
    first: str
    last: str
    letters: int
    figures: int
    doubts: int
    headings: list[tuple[str, str, int]]
    """Address, heading and figures of each letter, where they are not too many."""


def page_title(index: RunIndex) -> str:
    """What the page is called: its editions' names, made readable."""
    editions = index.run.editions
    words = editions[0].id.replace("-", " ").replace("_", " ").split() if len(editions) == 1 else [str(len(editions)), "editions"]
    return " ".join(word[:1].upper() + word[1:] for word in words)


def contents_data(index: RunIndex, places: Addresses) -> dict[str, Any]:
    """What the template of the index prints."""
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

    def line(part: PagePart) -> PartLine:
        letters = [section.letter for section in part.sections]
        begun = [section.letter for section in part.sections if section.begins] if len(index.run.letters) <= LETTERS_LISTED else []
        headings = [(link(letter.id, part, None), title(letter, index), by_letter[letter.id]) for letter in begun]
        ends = title(letters[0], index), title(letters[-1], index)
        return PartLine(part.file, part.number, *ends, len(letters), figures[part.number], doubts[part.number], headings)

    return {
        "title": page_title(index),
        "sources": [edition.source for edition in index.run.editions],
        "lines": [line(part) for part in places.parts],
        "letters": len(index.run.letters),
        "figures": len(index.run.figures),
        "regions": [(name, counted.total(), _links(name, counted, places.parts)) for name, counted in sorted(regions.items())],
    }


def _links(region: str, counted: Counter[int], parts: tuple[PagePart, ...]) -> list[tuple[int, str, int]]:
    """Number, address and figures of each part that speaks of a region; the address sets the filter."""
    return [(number, f"{parts[number - 1].file}#?region={quote(region)}", counted[number]) for number in sorted(counted)]

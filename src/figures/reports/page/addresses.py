"""Where everything stands on the reading page: files, addresses and offsets.

An edition that is too long for one page is cut by letters into parts, and a letter that is too long
for one part by paragraphs.  Every figure, letter, footnote and line has an address (``#…``) made
of what it is, so that an address sent today still leads there tomorrow.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import quote

from figures.model import Cell, Edition, Evidence, Figure, Letter
from figures.rows import FILES, RunIndex

FIRST_PAGE = FILES.page
"""The page, or the index of its parts."""
WHOLE_WEIGHT = 450_000
"""A run of at most this weight is one page; see :data:`FIGURE_WEIGHT`."""
PART_WEIGHT = 300_000
"""The weight of a part; the seed of 86 kB weighs about as much."""
TEXT_WEIGHT, FIGURE_WEIGHT = 2, 1_500
"""What a character of text (with what is set aside in it) and a figure (with its card) weigh."""


@dataclass(frozen=True, slots=True)
class Section:
    """A letter, or as many paragraphs of it (``first`` up to before ``last``) as stand on one part."""

    letter: Letter
    first: int
    last: int

    @property
    def begins(self) -> bool:
        return self.first == 0

    @property
    def ends(self) -> bool:
        return self.last == len(self.letter.paragraphs)


@dataclass(frozen=True, slots=True)
class PagePart:
    """One file with the sections that stand in it; ``number`` counts from 1."""

    file: str
    number: int
    sections: tuple[Section, ...]


class Offsets:
    """Offsets as the page counts them: in UTF-16 units, as browsers do, over all editions of the run."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        self._base: dict[str, int] = {}
        self._wide: dict[str, list[int]] = {}
        base = 0
        for edition in editions:
            text = edition.text
            wide = [] if text.isascii() or max(text) <= "\uffff" else [n for n, c in enumerate(text) if c > "\uffff"]
            self._base[edition.id], self._wide[edition.id] = base, wide
            base += len(text) + len(wide) + 1

    def at(self, edition: str, offset: int) -> int:
        return self._base[edition] + offset + bisect_left(self._wide[edition], offset)


class Addresses:
    """The parts of a run's page and the address of everything in them."""

    def __init__(self, index: RunIndex, whole: int = WHOLE_WEIGHT, part: int = PART_WEIGHT) -> None:
        self.index = index
        self.offsets = Offsets(index.run.editions)
        self._one_edition = len(index.run.editions) == 1
        self.parts = _parts(index, whole, part)
        self._of_letter: dict[tuple[str, str], list[tuple[int, PagePart]]] = {}
        for one in self.parts:
            for section in one.sections:
                key = section.letter.edition, section.letter.id
                self._of_letter.setdefault(key, []).append((section.first, one))

    @property
    def split(self) -> bool:
        return len(self.parts) > 1

    def part(self, letter: Letter, paragraph: int = 0) -> PagePart:
        """The part in which a paragraph of a letter stands."""
        held = self._of_letter[letter.edition, letter.id]
        return held[bisect_right(held, paragraph, key=lambda pair: pair[0]) - 1][1]

    def part_of(self, figure: Figure) -> PagePart:
        return self.part(self.index.letter(figure), figure.paragraph)

    def line(self, edition: Edition, number: int) -> str:
        """The id of a source line; lines of several editions are told apart by the edition."""
        return f"L{number}" if self._one_edition else f"{edition.id}/L{number}"

    def figure(self, figure: Figure, here: PagePart) -> str:
        """The link to a figure's mark."""
        return link(figure.id, self.part_of(figure), here)

    def letter(self, letter: Letter, here: PagePart) -> str:
        return link(letter.id, self.part(letter), here)

    def deciding(self, cell: Cell) -> list[tuple[Evidence, str, PagePart]]:
        """The words (of consent, of refusal) by which an amount is known that no figure states, with id and part."""
        if cell.basis == "stated" or (cell.basis == "computed" and cell.figures):
            return []
        placed = ((evidence, self._words(cell.edition, evidence)) for evidence in cell.evidence)
        return [(evidence, *place) for evidence, place in placed if place]

    def _words(self, edition: str, evidence: Evidence) -> tuple[str, PagePart] | None:
        letter = self.letter_at(edition, evidence.start)
        if letter is None:
            return None
        paragraph = max(0, bisect_right(letter.paragraphs, evidence.start, key=lambda paragraph: paragraph.start) - 1)
        return f"{letter.id}/w{evidence.start - letter.start}", self.part(letter, paragraph)

    def letter_at(self, edition: str, offset: int) -> Letter | None:
        letters = self.index.letters_of.get(edition, [])
        n = bisect_right(letters, offset, key=lambda letter: letter.start) - 1
        return letters[n] if n >= 0 and offset < letters[n].end else None


def link(id: str, there: PagePart, here: PagePart | None) -> str:
    """The address of an element, relative to the file it is used in."""
    fragment = "#" + quote(id, safe="/.:-_~!$'()*,;@")
    return fragment if here is not None and there.file == here.file else there.file + fragment


def _parts(index: RunIndex, whole: int, limit: int) -> tuple[PagePart, ...]:
    run = index.run
    figures = Counter((figure.edition, figure.letter, figure.paragraph) for figure in run.figures)
    total = TEXT_WEIGHT * sum(len(edition.text) for edition in run.editions) + FIGURE_WEIGHT * len(run.figures)
    if total <= whole:
        return (PagePart(FIRST_PAGE, 1, tuple(Section(letter, 0, len(letter.paragraphs)) for letter in run.letters)),)
    groups: list[list[Section]] = [[]]
    held = 0
    for section, weight in _sections(run.letters, figures, limit):
        if groups[-1] and held + weight > limit:
            groups.append([])
            held = 0
        groups[-1].append(section)
        held += weight
    return tuple(PagePart(f"{PurePath(FIRST_PAGE).stem}-{n:04}.html", n, tuple(group)) for n, group in enumerate(groups, 1))


def _sections(letters: Sequence[Letter], figures: Counter[tuple[str, str, int]], limit: int) -> Iterator[tuple[Section, int]]:
    """Each letter with its weight; one heavier than a part is cut between paragraphs."""
    for letter in letters:
        first = held = 0
        for n, paragraph in enumerate(letter.paragraphs):
            weight = TEXT_WEIGHT * (paragraph.end - paragraph.start) + FIGURE_WEIGHT * figures[letter.edition, letter.id, n]
            if n > first and held + weight > limit:
                yield Section(letter, first, n), held
                first, held = n, 0
            held += weight
        yield Section(letter, first, len(letter.paragraphs)), held

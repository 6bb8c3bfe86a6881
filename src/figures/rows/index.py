"""Looks up what a run holds by id, so that every report stays linear in the number of figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar

from figures.language import sentence_spans
from figures.model import Check, Decision, Edition, Evidence, Figure, Letter, Paragraph, Run
from figures.rows.table import decision_cells

_Held = TypeVar("_Held")


class RunIndex:
    """The editions, letters and figures of one run, by id.

    Letters are keyed by edition too: the same letter may be printed in two editions.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.editions: dict[str, Edition] = {edition.id: edition for edition in run.editions}
        self.letters: dict[tuple[str, str], Letter] = {(letter.edition, letter.id): letter for letter in run.letters}
        self.figures: dict[str, Figure] = {figure.id: figure for figure in run.figures}
        self._sentences: dict[tuple[str, int], list[tuple[int, int]]] = {}

    def edition(self, figure: Figure) -> Edition:
        return self.editions[figure.edition]

    def letter(self, figure: Figure) -> Letter:
        return self.letters[figure.edition, figure.letter]

    def line(self, figure: Figure) -> int:
        """The source line on which the figure's quote begins."""
        return self.editions[figure.edition].line(figure.start)

    def quote(self, figure: Figure) -> str:
        return self.editions[figure.edition].text[figure.start : figure.end]

    def words(self, edition: str, evidence: Evidence) -> str:
        """The words a claim rests on, in one line."""
        return " ".join(self.editions[edition].text[evidence.start : evidence.end].split())

    def heading(self, letter: Letter) -> str:
        """The heading as printed; of a text without headings, the edition's id."""
        return " ".join(self.editions[letter.edition].text[letter.heading.start : letter.heading.end].split()) or letter.edition

    def sentences(self, edition: Edition, paragraph: Paragraph) -> list[tuple[int, int]]:
        """First and last offset of each sentence of a paragraph."""
        key = edition.id, paragraph.start
        if key not in self._sentences:
            self._sentences[key] = sentence_spans(edition.text, paragraph.start, paragraph.end, edition.language)
        return self._sentences[key]

    @cached_property
    def checks(self) -> dict[str, list[Check]]:
        """The checks in which each figure takes part, by figure id."""
        return _by_id((id, check) for check in self.run.checks for id in dict.fromkeys(check.figures))

    @cached_property
    def decisions(self) -> dict[str, list[Decision]]:
        """The rows of the region table that rest on each figure, by figure id."""
        return _by_id(
            (id, decision)
            for decision in self.run.decisions
            for id in dict.fromkeys(id for _, cell in decision_cells(decision) for id in cell.figures)
        )

    @cached_property
    def parts(self) -> dict[str, list[Figure]]:
        """The figures that the text says a total includes, by the total's id."""
        return _by_id((figure.part_of, figure) for figure in self.run.figures if figure.part_of is not None)

    @cached_property
    def letters_of(self) -> dict[str, list[Letter]]:
        """The letters of each edition in the order of the text, by edition id."""
        return _by_id((letter.edition, letter) for letter in self.run.letters)

    @cached_property
    def letters_by_id(self) -> dict[str, Letter]:
        """Letters by id alone, which is theirs alone within a run."""
        return {letter.id: letter for letter in self.run.letters}


def _by_id(pairs: Iterable[tuple[str, _Held]]) -> dict[str, list[_Held]]:
    """All that belongs to each id, in the order given."""
    found: dict[str, list[_Held]] = defaultdict(list)
    for id, held in pairs:
        found[id].append(held)
    return found

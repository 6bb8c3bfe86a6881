"""What the cards of the page say, as data: figures, rows of the table, checks, words that decide.

Figures, rows and checks know one another by their number on the page; what stands in another file
is named by its address and a label.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from figures.amounts import Converted, convert
from figures.model import ABSENT, AMBIGUOUS, STATED, Cell, Check, Decision, Figure, Letter, Reading
from figures.reports.page.addresses import Addresses, PagePart, link
from figures.reports.page.text import SIGNS, PrintedLetter, Shown, doubtful
from figures.rows import (
    BASIS_WORDS,
    READINGS,
    TABLE_STAGES,
    RunIndex,
    amount_with_unit,
    cite_figure,
    decision_cells,
    exact_number,
    figure_amount,
    figure_doubts,
    figure_place,
    qualified_amount,
    rounded_amount,
)

Data = dict[str, Any]


def cards_data(places: Addresses, part: PagePart, shown: Shown, rows: Sequence[Decision]) -> Data:
    """All that the script of one part needs to know; the rows are those whose letter stands in it or whose figures do."""
    checks = {check.id: check for figure in shown.figures for check in places.index.checks.get(figure.id, ())}
    numbers = _Numbers(
        {figure.id: n for n, figure in enumerate(shown.figures)},
        {decision.id: n for n, decision in enumerate(rows)},
        {id: n for n, id in enumerate(checks)},
    )
    return _Cards(places.index, places, part, numbers).data(shown, rows, tuple(checks.values()))


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The number of each figure, row and check on the page, by id."""

    figures: Mapping[str, int]
    rows: Mapping[str, int]
    checks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Cards:
    """The cards of one part."""

    index: RunIndex
    places: Addresses
    part: PagePart
    numbers: _Numbers

    def data(self, shown: Shown, rows: Sequence[Decision], checks: Sequence[Check]) -> Data:
        return {
            "figures": [self._figure(figure) for figure in shown.figures],
            "rows": [self._row(decision) for decision in rows],
            "checks": [self._check(check) for check in checks],
            "letters": [_letter(section.letter, sheet) for section, sheet in zip(self.part.sections, shown.sheets, strict=True)],
            "words": self._words(shown, rows),
            "reasons": shown.reasons,
            "signs": SIGNS,
            "readings": READINGS,
            "stages": TABLE_STAGES,
        }

    def _figure(self, figure: Figure) -> Data:
        index, at = self.index, self.places.offsets.at
        line, converted = index.line(figure), convert(figure.low, figure.high, figure.unit)
        read = {name: reading for name in READINGS if _says(reading := getattr(figure, name))}
        ambiguous = [
            f"The {name} is ambiguous: {' or '.join(dict.fromkeys((*reading.values, *reading.rejected)))}."
            for name, reading in read.items()
            if reading.status == AMBIGUOUS
        ]
        if converted is not None and converted.unit == figure.unit:
            converted = None
        return {
            "id": figure.id,
            "at": [at(figure.edition, figure.start), at(figure.edition, figure.end)],
            "line": line,
            "lineId": self.places.line(index.edition(figure), line),
            "place": figure_place(figure),
            "letter": figure.letter,
            "quote": index.quote(figure),
            "value": figure_amount(figure),
            "metric": _metric(figure, converted) if converted else "",
            "scale": converted.definition if converted else "",
            "kind": figure.quantity.kind,
            "stage": figure.stage.value,
            "whose": figure.region.values or figure.party.values,
            "doubtful": doubtful(figure),
            "readings": {name: self._reading(reading, figure.edition) for name, reading in read.items()},
            "doubts": [*dict.fromkeys(doubt.message for doubt in figure_doubts(figure)), *ambiguous],
            "partOf": self._ref(index.figures[figure.part_of]) if figure.part_of in index.figures else None,
            "parts": [self._ref(part) for part in index.parts.get(figure.id, ())],
            "checks": [self.numbers.checks[check.id] for check in index.checks.get(figure.id, ())],
            "rows": [self.numbers.rows[row.id] for row in index.decisions.get(figure.id, ()) if row.id in self.numbers.rows],
            "cite": cite_figure(figure, index),
        }

    def _reading(self, reading: Reading, edition: str) -> Data:
        at, line = self.places.offsets.at, self.index.editions[edition].line
        words = [[at(edition, e.start), at(edition, e.end), self.index.words(edition, e), e.rule, line(e.start)] for e in reading.evidence]
        return {"values": reading.values, "status": reading.status, "words": words, "rejected": reading.rejected}

    def _ref(self, figure: Figure) -> int | Data:
        """A figure's number on this page, or where it stands and what it says."""
        if figure.id in self.numbers.figures:
            return self.numbers.figures[figure.id]
        return {"href": self.places.figure(figure, self.part), "value": figure_amount(figure), "quote": self.index.quote(figure)}

    def _refs(self, ids: Iterable[str]) -> list[int | Data]:
        return [self._ref(self.index.figures[id]) for id in ids if id in self.index.figures]

    def _check(self, check: Check) -> Data:
        return {"kind": check.kind, "verdict": check.verdict, "message": check.message, "figures": self._refs(check.figures)}

    def _row(self, decision: Decision) -> Data:
        letter = self.index.letters_by_id.get(decision.letter)
        answer = self.index.letters_by_id.get(decision.answer) if decision.answer else None
        return {
            "whose": decision.region or decision.party,
            "item": decision.item,
            "measure": decision.measure,
            "unit": decision.unit,
            "outcome": decision.outcome,
            "notes": decision.notes,
            "date": letter.date if letter else None,
            "letter": self.places.letter(letter, self.part) if letter else None,
            "answer": self.places.letter(answer, self.part) if answer else None,
            "cells": {stage: self._cell(cell) for stage, cell in decision_cells(decision)},
        }

    def _cell(self, cell: Cell) -> Data:
        return {
            "text": qualified_amount(cell.low, cell.high, cell.qualifier),
            "low": exact_number(cell.low),
            "high": exact_number(cell.high),
            "basis": "" if cell.basis == STATED else BASIS_WORDS.get(cell.basis, cell.basis),
            "href": target(cell, self.places, self.part),
            "figures": self._refs(cell.figures),
            "words": [self.index.words(cell.edition, evidence) for evidence in cell.evidence] if cell.basis != STATED else [],
        }

    def _words(self, shown: Shown, rows: Sequence[Decision]) -> dict[str, list[list[Any]]]:
        """For each place with words that decide: the rows and stages they decide, the words and where they stand."""
        at = self.places.offsets.at
        found: dict[str, list[list[Any]]] = {id: [] for id in shown.words}
        for number, decision in enumerate(rows):
            for stage, cell in decision_cells(decision):
                for evidence, id, _ in self.places.deciding(cell):
                    if id in found:
                        span = at(cell.edition, evidence.start), at(cell.edition, evidence.end)
                        found[id].append([number, stage, self.index.words(cell.edition, evidence), *span])
        return found


def _letter(letter: Letter, sheet: PrintedLetter) -> Data:
    return {"id": letter.id, "title": sheet.title, "date": letter.date, "archive": letter.archive, "figures": sheet.figures}


def _says(reading: Reading) -> bool:
    return bool(reading.values) or reading.status != ABSENT


def target(cell: Cell, places: Addresses, here: PagePart) -> str | None:
    """Where an amount of the table leads: to the words by which it is known, else to its figure."""
    for _, id, part in places.deciding(cell):
        return link(id, part, here)
    held = next((places.index.figures[id] for id in cell.figures if id in places.index.figures), None)
    return places.figure(held, here) if held else None


def _metric(figure: Figure, converted: Converted) -> str:
    """The amount as converted, with as many digits as a reader can use."""
    return amount_with_unit(rounded_amount(converted.low), rounded_amount(converted.high), figure.quantity.qualifier, converted.unit)

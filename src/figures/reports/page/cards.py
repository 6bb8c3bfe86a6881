"""What the cards of the page say, as data: figures, rows of the table, checks, words that decide.

Figures, rows and checks know one another by their number on the page; what stands in another file
is named by its address and a label.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from figures.amounts import convert
from figures.model import ABSENT, AMBIGUOUS, Cell, Check, Decision, Figure, Reading
from figures.reports.page.addresses import Part, Places, link
from figures.reports.page.text import SIGNS, Shown, doubtful
from figures.rows import exact, table
from figures.rows import figures as figure_rows
from figures.rows.citation import citation
from figures.rows.index import Index

Data = dict[str, Any]
BASES = {"stated": "", **{basis: legend.split(": ", 1)[1] for basis, legend in table.LEGEND.items()}}
"""How an amount of the table is known, in words; nothing where a figure states it."""


@dataclass(slots=True)
class Cards:
    """The cards of one part; the rows are those whose letter stands in it or whose figures do."""

    index: Index
    places: Places
    part: Part
    shown: Shown
    rows: list[Decision]
    _figures: dict[str, int] = field(init=False)
    _rows: dict[str, int] = field(init=False)
    _checks: dict[str, int] = field(default_factory=dict)
    _found_checks: list[Check] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._figures = {figure.id: n for n, figure in enumerate(self.shown.figures)}
        self._rows = {decision.id: n for n, decision in enumerate(self.rows)}

    def data(self) -> Data:
        """All that the page's script needs to know."""
        figures = [self._figure(figure) for figure in self.shown.figures]
        rows = [self._row(decision) for decision in self.rows]
        return {
            "figures": figures,
            "rows": rows,
            "checks": [self._check(check) for check in self._found_checks],
            "letters": [self._letter(n) for n in range(len(self.part.sections))],
            "words": self._words(),
            "reasons": self.shown.reasons,
            "signs": SIGNS,
            "readings": figure_rows.READINGS,
            "stages": table.STAGES,
        }

    def _figure(self, figure: Figure) -> Data:
        index, row = self.index, figure_rows.row(figure, self.index)
        at = self.places.offsets.at
        doubts = list(dict.fromkeys(doubt.message for doubt in figure_rows.doubts(figure)))
        edition = index.edition(figure)
        readings: dict[str, Data] = {}
        for name in figure_rows.READINGS:
            reading: Reading = getattr(figure, name)
            if reading.status == ABSENT and not reading.values:
                continue
            if reading.status == AMBIGUOUS:
                doubts.append(f"The {name} is ambiguous: {' or '.join(dict.fromkeys((*reading.values, *reading.rejected)))}.")
            words = [
                [at(edition.id, e.start), at(edition.id, e.end), index.words(edition.id, e), e.rule, edition.line(e.start)]
                for e in reading.evidence
            ]
            readings[name] = {"values": reading.values, "status": reading.status, "words": words, "rejected": reading.rejected}
        converted = row["converted_unit"]
        whose = figure.region.values or figure.party.values
        return {
            "id": figure.id,
            "at": [at(figure.edition, figure.start), at(figure.edition, figure.end)],
            "line": row["line"],
            "lineId": self.places.line(edition, index.line(figure)),
            "place": row["place"],
            "letter": figure.letter,
            "quote": row["quote"],
            "value": f"{exact.qualified(figure.low, figure.high, figure.quantity.qualifier)} {figure.unit}",
            "metric": metric(figure) if converted and converted != figure.unit else "",
            "scale": _scale(figure) if converted and converted != figure.unit else "",
            "kind": row["kind"],
            "stage": figure.stage.value,
            "whose": whose,
            "doubtful": doubtful(figure),
            "readings": readings,
            "doubts": doubts,
            "partOf": self._ref(index.figures[figure.part_of]) if figure.part_of in index.figures else None,
            "parts": [self._ref(part) for part in index.parts.get(figure.id, ())],
            "checks": [self._check_number(check) for check in index.checks.get(figure.id, ())],
            "rows": [self._rows[decision.id] for decision in index.decisions.get(figure.id, ()) if decision.id in self._rows],
            "cite": citation(figure, index),
        }

    def _ref(self, figure: Figure) -> int | Data:
        """A figure's number on this page, or where it stands and what it says."""
        if figure.id in self._figures:
            return self._figures[figure.id]
        value = f"{exact.qualified(figure.low, figure.high, figure.quantity.qualifier)} {figure.unit}"
        return {"href": self.places.figure(figure, self.part), "value": value, "quote": self.index.quote(figure)}

    def _refs(self, ids: Iterable[str]) -> list[int | Data]:
        return [self._ref(self.index.figures[id]) for id in ids if id in self.index.figures]

    def _check_number(self, check: Check) -> int:
        if check.id not in self._checks:
            self._checks[check.id] = len(self._found_checks)
            self._found_checks.append(check)
        return self._checks[check.id]

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
            "cells": {stage: self._cell(cell) for stage in table.STAGES if (cell := getattr(decision, stage))},
        }

    def _cell(self, cell: Cell) -> Data:
        return {
            "text": exact.qualified(cell.low, cell.high, cell.qualifier),
            "low": exact.number(cell.low),
            "high": exact.number(cell.high),
            "basis": BASES.get(cell.basis, cell.basis),
            "href": target(cell, self.index, self.places, self.part),
            "figures": self._refs(cell.figures),
            "words": [self.index.words(cell.edition, evidence) for evidence in cell.evidence] if cell.basis != "stated" else [],
        }

    def _words(self) -> dict[str, list[list[Any]]]:
        """For each place with words that decide: the rows and stages they decide, the words and where they stand."""
        at = self.places.offsets.at
        found: dict[str, list[list[Any]]] = {id: [] for id in self.shown.words}
        for number, decision in enumerate(self.rows):
            for stage in table.STAGES:
                cell = getattr(decision, stage)
                for evidence, id, _ in self.places.deciding(cell) if cell else ():
                    if id in found:
                        span = at(cell.edition, evidence.start), at(cell.edition, evidence.end)
                        found[id].append([number, stage, self.index.words(cell.edition, evidence), *span])
        return found

    def _letter(self, section: int) -> Data:
        letter = self.part.sections[section].letter
        sheet = self.shown.sheets[section]
        return {"id": letter.id, "title": sheet.title, "date": letter.date, "archive": letter.archive, "figures": sheet.figures}


def target(cell: Cell, index: Index, places: Places, here: Part) -> str | None:
    """Where an amount of the table leads: to the words by which it is known, else to its figure."""
    for _, id, part in places.deciding(cell):
        return link(id, part, here)
    held = next((index.figures[id] for id in cell.figures if id in index.figures), None)
    return places.figure(held, here) if held else None


def metric(figure: Figure) -> str:
    """The amount as converted, with as many digits as a reader can use."""
    converted = convert(figure.low, figure.high, figure.unit)
    if converted is None:
        return ""
    return f"{exact.qualified(table.shown(converted.low), table.shown(converted.high), figure.quantity.qualifier)} {converted.unit}"


def _scale(figure: Figure) -> str:
    converted = convert(figure.low, figure.high, figure.unit)
    return converted.definition if converted else ""

"""The ledger as rows: every numeral of the texts, and which figure it became or why it was set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from figures.amounts import ledger_of
from figures.model import Figure, Letter, Run, SetAside
from figures.rows.exact import csv_text, json_lines

NUMERAL_COLUMNS = ("source", "line", "start", "end", "numeral", "figure", "reason", "rule")


def numeral_rows(run: Run) -> Iterator[dict[str, object]]:
    """One row per numeral in reading order; exactly one of ``figure`` and ``reason`` is set."""
    letters: dict[str, list[Letter]] = defaultdict(list)
    stretches: dict[str, list[SetAside]] = defaultdict(list)
    figures: dict[str, list[Figure]] = defaultdict(list)
    for letter in run.letters:
        letters[letter.edition].append(letter)
    for edition_id, stretch in run.set_aside:
        stretches[edition_id].append(stretch)
    for figure in run.figures:
        figures[figure.edition].append(figure)
    for edition in run.editions:
        for entry in ledger_of(edition, letters[edition.id], stretches[edition.id], figures[edition.id]):
            yield {
                "source": edition.source,
                "line": entry.line,
                "start": entry.start,
                "end": entry.end,
                "numeral": entry.quote,
                "figure": entry.figure,
                "reason": entry.reason,
                "rule": entry.rule,
            }


def ledger_text(run: Run, form: str) -> str:
    """The ledger as ``jsonl`` or ``csv``."""
    return json_lines(numeral_rows(run)) if form == "jsonl" else csv_text(NUMERAL_COLUMNS, numeral_rows(run))

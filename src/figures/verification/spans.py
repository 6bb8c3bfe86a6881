"""The part of `figures check` that looks quotes and numerals up in the texts, and reckons conversions again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from figures.amounts import ledger_of, unit_factor
from figures.model import Edition
from figures.rows import FIGURE_COLUMNS, FILES, exact_number
from figures.verification.folder import Failure, FileRow, Folder, close


def figure_failures(folder: Folder) -> Iterator[Failure]:
    """Each figure slices to its quote, stands on its line, and converts to what it says."""
    seen: set[str] = set()
    for line, row in folder.figures:
        for message in _figure(row, folder, seen):
            yield Failure(FILES.figures, line, message)
    if not folder.figures:
        yield Failure(FILES.figures, 0, "holds no figure.")


def _figure(row: FileRow, folder: Folder, seen: set[str]) -> Iterator[str]:
    missing = [column for column in FIGURE_COLUMNS if column not in row]
    if missing:
        yield f"lacks {', '.join(missing)}."
        return
    if row["id"] in seen:
        yield f"the id {row['id']} stands twice."
    seen.add(row["id"])
    edition = folder.edition(row)
    if edition is None:
        yield f"its source {row['source']} is not among the texts."
        return
    yield from _spans(row, edition)
    if row["low"] > row["high"]:
        yield f"low {row['low']} is more than high {row['high']}."
    yield from _conversion(row)


def _spans(row: FileRow, edition: Edition) -> Iterator[str]:
    found = edition.text[row["start"] : row["end"]]
    if found != row["quote"]:
        yield f"characters {row['start']} to {row['end']} of {edition.source} are {found!r}, not the quote {row['quote']!r}."
    if edition.line(row["start"]) != row["line"]:
        yield f"the quote stands on line {edition.line(row['start'])}, not {row['line']}."
    for name, reading in row["evidence"].items():
        for words in reading["words"]:
            if edition.text[words["start"] : words["end"]] != words["quote"]:
                yield f"the evidence for {name} does not slice to {words['quote']!r}."


def _conversion(row: FileRow) -> Iterator[str]:
    factor = unit_factor(row["unit"], row["converted_unit"]) if row["converted_unit"] else None
    for end in ("low", "high") if factor is not None else ():
        said = row[f"converted_{end}"]
        if not close(row[end] * factor, said):
            yield f"{row[end]} {row['unit']} are {exact_number(row[end] * factor)} {row['converted_unit']}, not {said}."


def numeral_failures(folder: Folder) -> Iterator[Failure]:
    """Every numeral is part of exactly one figure or set aside with a reason."""
    used: set[str] = set()
    by_source: dict[str, list[tuple[int, int, int]]] = {}
    for line, row in folder.numerals:
        edition = folder.edition(row)
        if edition is None:
            yield Failure(FILES.numerals, line, f"its source {row.get('source')} is not among the texts.")
            continue
        start, end = int(row["start"]), int(row["end"])
        by_source.setdefault(edition.source, []).append((start, end, line))
        if edition.text[start:end] != row["numeral"]:
            yield Failure(FILES.numerals, line, f"characters {start} to {end} are {edition.text[start:end]!r}, not {row['numeral']!r}.")
        if bool(row["figure"]) == bool(row["reason"]):
            yield Failure(FILES.numerals, line, "must have a figure or a reason, and not both.")
        if row["figure"]:
            used.add(row["figure"])
            figure = folder.by_id.get(row["figure"])
            if figure is None:
                yield Failure(FILES.numerals, line, f"its figure {row['figure']} is not in {FILES.figures}.")
            elif not figure["start"] <= start < end <= figure["end"]:
                yield Failure(FILES.numerals, line, f"does not stand within its figure {row['figure']}.")
    for line, row in folder.figures:
        if row.get("id") not in used:
            yield Failure(FILES.figures, line, f"no numeral of {FILES.numerals} became the figure {row.get('id')}.")
    for edition in folder.editions.values():
        yield from _uncovered(edition, sorted(by_source.get(edition.source, ())))


def _uncovered(edition: Edition, spans: Sequence[tuple[int, int, int]]) -> Iterator[Failure]:
    """Numerals of the text, in digits or words, that the ledger has not, or has twice."""
    for (_, before, _), (start, _, line) in pairwise(spans):
        if start < before:
            yield Failure(FILES.numerals, line, "stands in the ledger twice, or overlaps the row before it.")
    listed = {(start, end) for start, end, _ in spans}
    for entry in ledger_of(edition, (), (), ()):
        if (entry.start, entry.end) not in listed:
            yield Failure(edition.source, entry.line, f"the numeral {entry.quote!r} is in neither a figure nor set aside.")

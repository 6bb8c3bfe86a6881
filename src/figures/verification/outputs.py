"""Verifies an output folder against its seeds, from the files alone.

Nothing is extracted again: what stands in the folder must agree with the source text, with itself
and with arithmetic, whoever wrote it.  So a cell that was edited by hand, a file that was forgotten
and a seed that changed since are all found, and each is said with file and line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from figures.errors import FiguresError
from figures.model import Edition
from figures.reviews.layout import MANIFEST
from figures.reviews.review import CONFLICT, FILE, ORPHANED, REJECT
from figures.rows import exact, table
from figures.rows import figures as figure_rows
from figures.verification.folder import Failure, Folder, Report, Row, close, decimal


def verify(seeds: Path, output: Path) -> Report:
    """Check the folder ``output`` against the texts of ``seeds``.

    Raises :class:`FiguresError` if there is nothing to check.
    """
    from figures.reading import in_known_language, read_editions
    from figures.verification import workbook as verify_workbook

    read = [in_known_language(edition) for edition in read_editions(seeds)]
    if not (output / MANIFEST).is_file():
        raise FiguresError(f"{output}: no {MANIFEST} there; run `figures build` first, or name the folder with --output.")
    folder = Folder(output, {Path(edition.source).name: edition for edition in read})
    checks = (_manifest, _figures, _figures_csv, _ledger, _table, _reviews, verify_workbook.failures)
    failures = tuple(failure for check in checks for failure in check(folder))
    return Report(failures, folder.looked_at())


def _manifest(folder: Folder) -> Iterator[Failure]:
    """The inputs are the texts that are there, the outputs the files that were written."""
    if not folder.manifest:
        yield Failure(MANIFEST, 0, "no JSON object; build again.")
        return
    known = {}
    for given in folder.manifest.get("inputs", ()):
        known[Path(given["source"]).name] = given
    for name, edition in folder.editions.items():
        if name not in known:
            yield Failure(edition.source, 0, "is not in the manifest: it was added after the build.")
        elif known[name]["sha256"] != edition.sha256:
            built = known[name]["sha256"]
            yield Failure(edition.source, 0, f"changed since the build: its sha256 is {edition.sha256}, the manifest has {built}.")
    for name, given in known.items():
        if name not in folder.editions:
            yield Failure(given["source"], 0, "is in the manifest and not among the texts.")
    for name, written in folder.manifest.get("outputs", {}).items():
        data = folder.bytes(name)
        if not data:
            yield Failure(name, 0, "is missing or empty.")
        elif hashlib.sha256(data).hexdigest() != written:
            yield Failure(name, 0, "is not the file that was built: its sha256 differs from the manifest's.")


def _figures(folder: Folder) -> Iterator[Failure]:
    """Each figure slices to its quote, stands on its line, and converts to what it says."""
    from figures.amounts import unit_factor

    seen: set[str] = set()
    for line, row in folder.figures:

        def wrong(message: str, line: int = line) -> Failure:
            return Failure("figures.jsonl", line, message)

        missing = [column for column in figure_rows.COLUMNS if column not in row]
        if missing:
            yield wrong(f"lacks {', '.join(missing)}.")
            continue
        if row["id"] in seen:
            yield wrong(f"the id {row['id']} stands twice.")
        seen.add(row["id"])
        edition = folder.edition(row)
        if edition is None:
            yield wrong(f"its source {row['source']} is not among the texts.")
            continue
        found = edition.text[row["start"] : row["end"]]
        if found != row["quote"]:
            yield wrong(f"characters {row['start']} to {row['end']} of {edition.source} are {found!r}, not the quote {row['quote']!r}.")
        if edition.line(row["start"]) != row["line"]:
            yield wrong(f"the quote stands on line {edition.line(row['start'])}, not {row['line']}.")
        for name, reading in row["evidence"].items():
            for words in reading["words"]:
                if edition.text[words["start"] : words["end"]] != words["quote"]:
                    yield wrong(f"the evidence for {name} does not slice to {words['quote']!r}.")
        if row["low"] > row["high"]:
            yield wrong(f"low {row['low']} is more than high {row['high']}.")
        factor = unit_factor(row["unit"], row["converted_unit"]) if row["converted_unit"] else None
        for end in ("low", "high"):
            said = row[f"converted_{end}"]
            if factor is not None and not close(row[end] * factor, said):
                yield wrong(f"{row[end]} {row['unit']} are {exact.number(row[end] * factor)} {row['converted_unit']}, not {said}.")
    if not folder.figures:
        yield Failure("figures.jsonl", 0, "holds no figure.")


def _figures_csv(folder: Folder) -> Iterator[Failure]:
    """The CSV has the rows of the JSON Lines, value by value."""
    for (line, row), (_, full) in zip(folder.flat_figures, folder.figures, strict=False):
        if any(column not in full for column in figure_rows.COLUMNS):
            continue
        expected = figure_rows.csv_row(dict(full))
        for column in figure_rows.CSV_COLUMNS:
            if row.get(column) != exact.flat(expected[column]):
                yield Failure("figures.csv", line, f"{column} is {row.get(column)!r}, figures.jsonl has {exact.flat(expected[column])!r}.")
    if len(folder.flat_figures) != len(folder.figures):
        yield Failure("figures.csv", 0, f"has {len(folder.flat_figures)} rows, figures.jsonl {len(folder.figures)}.")


def _ledger(folder: Folder) -> Iterator[Failure]:
    """Every numeral is part of exactly one figure or set aside with a reason."""
    used: set[str] = set()
    by_source: dict[str, list[tuple[int, int, int]]] = {}
    for line, row in folder.numerals:
        edition = folder.edition(row)
        if edition is None:
            yield Failure("numerals.csv", line, f"its source {row.get('source')} is not among the texts.")
            continue
        start, end = int(row["start"]), int(row["end"])
        by_source.setdefault(edition.source, []).append((start, end, line))
        if edition.text[start:end] != row["numeral"]:
            yield Failure("numerals.csv", line, f"characters {start} to {end} are {edition.text[start:end]!r}, not {row['numeral']!r}.")
        if bool(row["figure"]) == bool(row["reason"]):
            yield Failure("numerals.csv", line, "must have a figure or a reason, and not both.")
        if row["figure"]:
            used.add(row["figure"])
            figure = folder.by_id.get(row["figure"])
            if figure is None:
                yield Failure("numerals.csv", line, f"its figure {row['figure']} is not in figures.jsonl.")
            elif not figure["start"] <= start < end <= figure["end"]:
                yield Failure("numerals.csv", line, f"does not stand within its figure {row['figure']}.")
    for line, row in folder.figures:
        if row.get("id") not in used:
            yield Failure("figures.jsonl", line, f"no numeral of numerals.csv became the figure {row.get('id')}.")
    for edition in folder.editions.values():
        yield from _uncovered(edition, sorted(by_source.get(edition.source, ())))


def _uncovered(edition: Edition, spans: Sequence[tuple[int, int, int]]) -> Iterator[Failure]:
    """Numerals of the text, in digits or words, that the ledger has not, or has twice."""
    from figures.amounts import ledger_of

    for (_, before, _), (start, _, line) in pairwise(spans):
        if start < before:
            yield Failure("numerals.csv", line, "stands in the ledger twice, or overlaps the row before it.")
    listed = {(start, end) for start, end, _ in spans}
    for entry in ledger_of(edition, (), (), ()):
        if (entry.start, entry.end) not in listed:
            yield Failure(edition.source, entry.line, f"the numeral {entry.quote!r} is in neither a figure nor set aside.")


def _reviews(folder: Folder) -> Iterator[Failure]:
    """Every review has its figure, and no two of them disagree."""
    for line, status, one in folder.reviews:
        if status == ORPHANED or (status != CONFLICT and one.figure not in folder.by_id):
            quote = " ".join(one.anchor["quote"].split())
            yield Failure(FILE, line, f"the review of {one.figure} is orphaned: its figure “{quote}” is gone.")
        elif status == CONFLICT:
            yield Failure(FILE, line, f"the review of {one.figure} in {one.origin} differs from another; delete the one that is wrong.")


def _table(folder: Folder) -> Iterator[Failure]:
    """Each amount of the region table is what its figures say, as read or as corrected; none rests on a rejected one."""
    rejected = {one.figure for _, status, one in folder.reviews if one.verdict == REJECT and not status}
    for line, row in folder.table:
        for id in {id for stage in table.STAGES for id in (row.get(f"{stage}_figures") or "").split("; ")} & rejected:
            yield Failure("regions.csv", line, f"rests on {id}, which a reviewer rejected.")
        for stage in table.STAGES:
            cell = {part: row.get(f"{stage}_{part}", "") for part in table.PARTS}
            if any(cell.values()):
                for message in _cell(cell, row, folder):
                    yield Failure("regions.csv", line, f"{stage} {message}")


def _cell(cell: Mapping[str, str], row: Mapping[str, str], folder: Folder) -> Iterator[str]:
    low, high = decimal(cell["low"]), decimal(cell["high"])
    if low is None or high is None:
        yield f"is no number: {cell['low']!r} to {cell['high']!r}."
        return
    if low > high:
        yield f"runs from {low} down to {high}."
    ids = [id for id in cell["figures"].split("; ") if id]
    unknown = [id for id in ids if id not in folder.by_id]
    if unknown:
        yield f"rests on {', '.join(unknown)}, which figures.jsonl has not."
        return
    if cell["basis"] == "refused":
        if low or high:
            yield f"is refused and yet {cell['low']}; a refusal is 0."
    elif cell["basis"] == "computed":
        return
    elif not ids:
        yield f"is {cell['basis']} and names no figure."
    else:
        said = [_in_unit(folder.corrected(id), row["unit"]) for id in ids]
        sums = (sum((low for low, _ in said), Decimal(0)), sum((high for _, high in said), Decimal(0)))
        agreed = _agreed(cell["basis"], row)
        if not any(close(low, a) and close(high, b) for a, b in (*said, sums, *agreed)):
            amounts = ", ".join(exact.number(a) for a, _ in said)
            yield f"is {cell['low']} to {cell['high']} {row['unit']}; its figures {', '.join(ids)} say {amounts}."
        if cell["basis"] == "stated" and cell["line"] not in {str(folder.by_id[id]["line"]) for id in ids}:
            yield f"stands on line {folder.by_id[ids[0]]['line']}, not {cell['line']}."


def _agreed(basis: str, row: Mapping[str, str]) -> list[tuple[Decimal, Decimal]]:
    """What consent, or granting in full, may take over from the row itself: a computed amount has no figure that says it."""
    stages = {"consent": ("proposed", "requested"), "in full": ("requested",)}.get(basis, ())
    ends = ((decimal(row[f"{stage}_low"]), decimal(row[f"{stage}_high"])) for stage in stages)
    return [(low, high) for low, high in ends if low is not None and high is not None]


def _in_unit(figure: Row, unit: str) -> tuple[Decimal, Decimal]:
    """Both ends of a figure in the unit of its row; as they are where there is no conversion."""
    from figures.amounts import unit_factor

    factor = unit_factor(figure["unit"], unit) or Decimal(1)
    return figure["low"] * factor, figure["high"] * factor



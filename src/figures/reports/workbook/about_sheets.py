"""The sheets that explain the others: About, Contents, Vocabulary, Dictionary and Notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from figures.amounts import unit_lexicon
from figures.names import all_regions
from figures.reports.workbook.book import Book, CellLink, Column, Value
from figures.reviews import ORPHANED_NOTE, VERDICTS, Reviewed
from figures.rows import EXPLANATIONS, SHEETS, STAGES, TITLE, RunIndex, Sheet, column_meaning
from figures.sentences import subject_book

READING = (
    "Each row of Regions is one request or proposal: item, measure, region, and the amounts as printed in the column unit.",
    "Requested, proposed and granted stand side by side; then the same in tonnes, and what share of them was granted.",
    "Click an amount: it leads to its figure, the figure's line number to the sentence in Source, where its words are bold.",
    "An empty cell is not stated; 0 is a refusal; ‘grant known by’ says whether a figure, consent or a refusal decided.",
    "Filter Regions by any column: Totals and Charts follow, and nothing is counted twice.",
)
"""How to read the table, in five lines."""


def write_about(book: Book, index: RunIndex, manifest: Mapping[str, Any], contents: str) -> None:
    """What this is, from what it was made, how to read and how to cite it."""
    dates = sorted(letter.date for letter in index.run.letters if letter.date)
    coverage = f"{dates[0]} to {dates[-1]}" if dates else "no dated letter"
    version = manifest["versions"]["figures"]
    editions = "; ".join(edition.id for edition in index.run.editions[:5]) + (" …" if len(index.run.editions) > 5 else "")
    rows: list[tuple[str, Value]] = [
        ("Title", TITLE),
        ("Edition", editions),
        ("Coverage", coverage),
        ("Contents", contents),
        *(("How to read the table", line) for line in READING),
        ("Tool", f"figures {version}; `figures build` makes this workbook from the input named below and from your reviews alone."),
        (
            "Rules",
            f"Language data of figures {version}, sha256 {manifest['lexicon']}; the words that decided stand in Figures, evidence.",
        ),
        ("Units", "Amounts as printed, in the unit beside them; tonnes by the factors of the sheet Units."),
        ("Empty cell", EXPLANATIONS[0][1]),
        ("Basis", EXPLANATIONS[1][1]),
        ("Doubts", EXPLANATIONS[2][1]),
        ("Reviews", EXPLANATIONS[3][1]),
        ("How to cite", f"{TITLE}: {coverage}. Made with figures {version} from {editions}. For one figure: Figures, column citation."),
        ("Licence", "Tables and program: MIT. The letters are quoted from their edition, whose rights are its publisher's."),
        ("Language", "en"),
    ]
    rows += [("Input", f"{given['source']}, {given['encoding']}, sha256 {given['sha256']}") for given in manifest["inputs"]]
    rows += [("Made with", f"{name} {number}") for name, number in manifest["versions"].items()]
    book.table(SHEETS.about, _columns(SHEETS.about, 22, 120), rows)


def write_contents(book: Book, counts: Mapping[Sheet, int]) -> None:
    """A link to every other sheet."""
    rows = [(CellLink(sheet.name, sheet.name, 1), sheet.holds, counts.get(sheet)) for sheet in SHEETS if sheet != SHEETS.contents]
    book.table(SHEETS.contents, _columns(SHEETS.contents, 20, 90, 10), rows)


def reviewer_words(index: RunIndex) -> dict[str, list[str]]:
    """What a reviewer may choose, by column: the closed vocabularies, and what this run has besides."""
    figures = index.run.figures
    measures = {value for figure in figures for value in figure.measure.values}
    units = {figure.unit for figure in figures}
    languages = {edition.language for edition in index.run.editions}
    return {
        "verdict": list(VERDICTS),
        "stage": list(STAGES),
        "unit": sorted(units | {group.name for language in languages for group in unit_lexicon(language).units}),
        "region": [region.name for region in all_regions()],
        "measure": sorted(measures | {group.value for language in languages for group in subject_book(language).measures}),
    }


def write_vocabulary(book: Book, index: RunIndex) -> tuple[dict[str, str], int]:
    """Write the words; give the cells of each column's words, and the rows."""
    rows: list[tuple[str, str]] = []
    ranges: dict[str, str] = {}
    for name, values in reviewer_words(index).items():
        first = len(rows)
        rows += [(name if name == "verdict" else f"corrected {name}", value) for value in values]
        if name != "verdict":
            ranges[name] = f"{SHEETS.vocabulary.name}!$B${first + 2}:$B${len(rows) + 1}"
    book.table(SHEETS.vocabulary, _columns(SHEETS.vocabulary, 20, 44), rows)
    return ranges, len(rows)


def write_dictionary(book: Book) -> int:
    """One row for each column of each sheet."""
    rows = []
    for sheet in SHEETS:
        for header in sheet.columns:
            said = column_meaning(sheet.name, header)
            rows.append((sheet.name, header, said.said, said.unit, said.values))
    book.table(SHEETS.dictionary, _columns(SHEETS.dictionary, 16, 26, 70, 24, 50), rows)
    return len(rows)


def write_notes(book: Book, reviewed: Reviewed) -> int:
    """The numbered notes, then reviews that found no figure or were not applied, then what did not fit."""
    rows = list(_notes(reviewed, book.limits))
    book.table(SHEETS.notes, _columns(SHEETS.notes, 10, 16, 36, 110), rows)
    return len(rows)


def _notes(reviewed: Reviewed, limits: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    found = [("explanation", subject, said) for subject, said in EXPLANATIONS]
    found += [("limit", "what does not fit", said) for said in limits]
    for trouble in reviewed.troubles():
        figure, _, said = trouble.partition(": ")
        found.append(("not applied", figure, said))
    found += [(ORPHANED_NOTE, figure, said) for figure, said in reviewed.orphans()]
    for number, (kind, subject, said) in enumerate(found, start=1):
        yield f"[note {number}]", kind, subject, said


def _columns(sheet: Sheet, *widths: int) -> list[Column]:
    return [Column(header, width, True) for header, width in zip(sheet.columns, widths, strict=True)]

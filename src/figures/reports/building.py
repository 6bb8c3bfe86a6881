"""What `figures build` writes, file by file, and what it says about it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from figures.model import Run
from figures.reviews import Reviewed, apply_reviews, load_reviews, workbook_fingerprint
from figures.rows import (
    FIGURE_CSV_COLUMNS,
    FILES,
    JSON_INDENT,
    NUMERAL_COLUMNS,
    RunIndex,
    arrange_rows,
    csv_text,
    exact_json,
    figure_csv_row,
    figure_rows,
    numeral_rows,
    regions_csv,
    table_rows,
)


def build_outputs(run: Run, folder: Path) -> str:
    """Write everything that `figures build` writes; say which files, what is in them, and what became of reviews."""
    from figures.reports.files import write_files

    prior = load_reviews(folder)
    reviewed = apply_reviews(prior, run)
    outputs, limits = render_reviewed(run, reviewed)
    kept = write_files(outputs, folder, prior.keep, prior.stamp)
    revised = reviewed.run_of(run)
    counts = {"letters": run.letters, "figures": run.figures, "rows of the region table": revised.decisions, "checks": revised.checks}
    said = ", ".join(f"{len(found):,} {what}" for what, found in counts.items())
    lines = [*((folder / name).as_posix() for name in outputs), said, *kept, *reviewed.messages, *limits]
    return "\n".join(lines) + "\n"


def render_outputs(run: Run) -> dict[str, bytes]:
    """Every output file as bytes, by name, of a run without reviews."""
    return render_reviewed(run, Reviewed())[0]


def render_reviewed(run: Run, reviewed: Reviewed) -> tuple[dict[str, bytes], list[str]]:
    """Every output file as bytes, by name, and what of them did not fit; the same run and reviews give the same bytes.

    The order is that of writing: reviews before the workbook they were read from, the manifest last.
    """
    from figures.reports.files import datapackage_of, manifest_of_inputs, manifest_with_outputs
    from figures.reports.page import page_files
    from figures.reports.workbook import LARGE, WorkbookContents, write_workbook

    index, revised = RunIndex(run), reviewed.run_of(run)
    regions, others = arrange_rows(table_rows(revised), revised.decisions, reviewed.states())
    whole_rows, figures = _figures(index)
    # A long ledger is made twice rather than held: it is many times the rest.
    held = list(numeral_rows(run)) if len(figures) <= LARGE else None

    def numerals() -> Iterable[dict[str, object]]:
        return numeral_rows(run) if held is None else held

    known = manifest_of_inputs(run)
    book, limits = write_workbook(WorkbookContents(index, regions, others, figures, numerals(), known, reviewed))
    outputs = {
        FILES.reviews: reviewed.csv().encode(),
        FILES.workbook: book,
        FILES.regions: regions_csv((*regions, *others)).encode(),
        FILES.figures_csv: csv_text(FIGURE_CSV_COLUMNS, figures).encode(),
        FILES.figures: whole_rows,
        FILES.numerals: csv_text(NUMERAL_COLUMNS, numerals()).encode(),
    }
    outputs |= page_files(RunIndex(revised))
    outputs[FILES.datapackage] = (exact_json(datapackage_of(known, outputs), indent=JSON_INDENT) + "\n").encode()
    complete = manifest_with_outputs(known, outputs) | {"workbook": workbook_fingerprint(book), "reviews": reviewed.base()}
    return outputs | {FILES.manifest: (exact_json(complete, indent=JSON_INDENT) + "\n").encode()}, limits


def _figures(index: RunIndex) -> tuple[bytes, list[dict[str, object]]]:
    """The figures as JSON Lines and as rows of the CSV; the evidence is many times the rest of a row, and only its text is kept."""
    lines: list[bytes] = []
    flat: list[dict[str, object]] = []
    for row in figure_rows(index):
        lines.append(f"{exact_json(row)}\n".encode())
        flat.append(figure_csv_row(row))
    return b"".join(lines), flat

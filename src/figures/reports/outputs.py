"""What `figures build` writes, file by file, and what it says about it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from figures.model import Run
from figures.reviews.layout import MANIFEST, REVIEWS

if TYPE_CHECKING:
    from figures.reviews.desk import Reviewed


def build(run: Run, folder: Path) -> str:
    """Write everything that `figures build` writes; say which files, what is in them, and what became of reviews."""
    from figures.reports.files import writing
    from figures.reviews import desk

    prior = desk.load(folder)
    reviewed = desk.settle(prior, run)
    outputs, limits = rendered(run, reviewed)
    kept = writing.write(outputs, folder, prior.keep, prior.stamp)
    decisions = (reviewed.revised.run if reviewed.revised else run).decisions
    checks = (reviewed.revised.run if reviewed.revised else run).checks
    counts = {"letters": run.letters, "figures": run.figures, "rows of the region table": decisions, "checks": checks}
    said = ", ".join(f"{len(found):,} {what}" for what, found in counts.items())
    lines = [*((folder / name).as_posix() for name in outputs), said, *kept, *reviewed.messages, *limits]
    return "\n".join(lines) + "\n"


def render(run: Run) -> dict[str, bytes]:
    """Every output file as bytes, by name, of a run without reviews."""
    from figures.reviews.desk import Reviewed

    return rendered(run, Reviewed())[0]


def rendered(run: Run, reviewed: Reviewed) -> tuple[dict[str, bytes], list[str]]:
    """Every output file as bytes, by name, and what of them did not fit; the same run and reviews give the same bytes.

    The order is that of writing: reviews before the workbook they were read from, the manifest last.
    """
    from figures.reports.files import datapackage, manifest
    from figures.reports.page import page
    from figures.reports.terminal import tables
    from figures.reports.workbook import workbook
    from figures.reviews.spreadsheet import fingerprint
    from figures.rows import exact
    from figures.rows import figures as figure_rows
    from figures.rows import numerals as numeral_rows
    from figures.rows import regions as region_rows
    from figures.rows.index import Index

    index = Index(run)
    revised = reviewed.revised.run if reviewed.revised else run
    states = reviewed.revised.states if reviewed.revised else {}
    regions, others = region_rows.arranged(tables.rows(Index(revised)), revised.decisions, states)
    lines: list[bytes] = []
    figures: list[dict[str, object]] = []
    for row in figure_rows.rows(index):
        # The evidence is many times the rest of a row; only its text is kept.
        lines.append(f"{exact.dumps(row)}\n".encode())
        figures.append(figure_rows.csv_row(row))
    whole_rows = b"".join(lines)
    del lines
    # A long ledger is made twice rather than held: it is many times the rest.
    numerals = list(numeral_rows.rows(run)) if len(figures) <= workbook.LARGE else None
    known = manifest.manifest(run)
    book, limits = workbook.workbook(index, regions, others, figures, numerals or numeral_rows.rows(run), known, reviewed)
    outputs = {
        REVIEWS: reviewed.csv().encode(),
        "figures.xlsx": book,
        "regions.csv": region_rows.as_csv((*regions, *others)).encode(),
        "figures.csv": exact.csv_text(figure_rows.CSV_COLUMNS, figures).encode(),
        "figures.jsonl": whole_rows,
        "numerals.csv": exact.csv_text(numeral_rows.COLUMNS, numerals or numeral_rows.rows(run)).encode(),
    }
    outputs |= page.pages(Index(revised))
    outputs[datapackage.FILE] = (exact.dumps(datapackage.package(known, outputs), indent=exact.INDENT) + "\n").encode()
    whole = manifest.with_outputs(known, outputs) | {"workbook": fingerprint(book), "reviews": reviewed.base()}
    return outputs | {MANIFEST: (exact.dumps(whole, indent=exact.INDENT) + "\n").encode()}, limits

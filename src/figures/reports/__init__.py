"""The outputs of a run: tables, rows, workbook and manifest, written whole or not at all."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from figures.errors import FiguresError
from figures.model import Run

MANIFEST = "manifest.json"


def build(run: Run, folder: Path) -> str:
    """Write everything that `figures build` writes; say which files, and what is in them."""
    outputs = render(run)
    write(outputs, folder)
    remove_old_parts(outputs, folder)
    counts = {"letters": run.letters, "figures": run.figures, "rows of the region table": run.decisions, "checks": run.checks}
    said = ", ".join(f"{len(found):,} {what}" for what, found in counts.items())
    return "".join(f"{(folder / name).as_posix()}\n" for name in outputs) + said + "\n"


def render(run: Run) -> dict[str, bytes]:
    """Every output file as bytes, by name; the same run gives the same bytes."""
    from figures.reports import exact, figure_rows, manifest, numeral_rows, page, tables, workbook
    from figures.reports.index import Index

    index = Index(run)
    table = tables.rows(index)
    lines: list[str] = []
    figures: list[dict[str, object]] = []
    for row in figure_rows.rows(index):
        # The evidence is many times the rest of a row; only its text is kept.
        lines.append(exact.dumps(row) + "\n")
        figures.append(figure_rows.csv_row(row))
    known = manifest.manifest(run)
    outputs = {
        "figures.xlsx": workbook.workbook(index, table, figures, known),
        "regions.csv": tables.as_csv(table).encode(),
        "figures.csv": exact.csv_text(figure_rows.CSV_COLUMNS, figures).encode(),
        "figures.jsonl": "".join(lines).encode(),
        "numerals.csv": numeral_rows.render(run, "csv").encode(),
        **page.pages(index),
    }
    whole = manifest.with_outputs(known, outputs)
    return outputs | {MANIFEST: (exact.dumps(whole, indent=exact.INDENT) + "\n").encode()}


def remove_old_parts(outputs: Mapping[str, bytes], folder: Path) -> None:
    """Parts of a longer reading page that stood here before would lead readers to what is no longer so."""
    for path in sorted(folder.glob("figures-*.html")):
        if path.name not in outputs and re.fullmatch(r"figures-\d{4,}\.html", path.name):
            path.unlink()


def write(outputs: Mapping[str, bytes], folder: Path) -> None:
    """Write all files beside their places and move them there only when all are whole.

    Raises :class:`FiguresError` if the folder cannot be written; whatever stood there before stays.
    """
    waiting: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in outputs.items():
            beside = folder / f".{name}.{os.getpid()}.part"
            waiting[beside] = folder / name
            beside.write_bytes(data)
        for beside, place in waiting.items():
            os.replace(beside, place)
    except OSError as error:
        place = Path(error.filename) if error.filename else folder
        raise FiguresError(
            f"{folder}: cannot be written ({error.strerror or error}, at {place.name}); close files open there, "
            "free it, or name another folder with --output."
        ) from None
    finally:
        for beside in waiting:
            beside.unlink(missing_ok=True)

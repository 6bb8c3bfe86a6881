"""Verifies an output folder against its seeds, from the files alone.

Nothing is extracted again: what stands in the folder must agree with the source text, with itself
and with arithmetic, whoever wrote it.  So a cell that was edited by hand, a file that was forgotten
and a seed that changed since are all found, and each is said with file and line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from figures.errors import FiguresError
from figures.reading import in_known_language, read_editions
from figures.reviews import CONFLICT, ORPHANED, not_built
from figures.rows import FILES
from figures.verification.folder import Failure, Folder, Report
from figures.verification.sheets import sheet_failures
from figures.verification.spans import figure_failures, numeral_failures
from figures.verification.tables import flat_figure_failures, table_failures


def verify_outputs(seeds: Path, output: Path) -> Report:
    """Check the folder ``output`` against the texts of ``seeds``.

    Raises :class:`FiguresError` if there is nothing to check.
    """
    read = [in_known_language(edition) for edition in read_editions(seeds)]
    if not (output / FILES.manifest).is_file():
        raise FiguresError(not_built(output, FILES.manifest))
    folder = Folder(output, {Path(edition.source).name: edition for edition in read})
    checks = (_manifest, figure_failures, flat_figure_failures, numeral_failures, table_failures, _reviews, sheet_failures)
    failures = tuple(failure for check in checks for failure in check(folder))
    return Report(failures, folder.looked_at())


def _manifest(folder: Folder) -> Iterator[Failure]:
    """The inputs are the texts that are there, the outputs the files that were written."""
    if not folder.manifest:
        yield Failure(FILES.manifest, 0, "no JSON object; build again.")
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


def _reviews(folder: Folder) -> Iterator[Failure]:
    """Every review has its figure, and no two of them disagree."""
    for line, status, one in folder.reviews:
        if status == ORPHANED or (status != CONFLICT and one.figure not in folder.by_id):
            quote = " ".join(one.anchor["quote"].split())
            yield Failure(FILES.reviews, line, f"the review of {one.figure} is orphaned: its figure “{quote}” is gone.")
        elif status == CONFLICT:
            said = f"the review of {one.figure} in {one.origin} differs from another; delete the one that is wrong."
            yield Failure(FILES.reviews, line, said)

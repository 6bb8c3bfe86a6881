"""From what lies in the output folder to a run as reviewed: read, merge, tie to figures, apply.

Reading costs next to nothing as long as nobody has touched the workbook: the manifest knows its
fingerprint, and then ``reviews.csv`` says all.  Only a workbook that someone saved is opened.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from figures.errors import FiguresError
from figures.model import Run
from figures.reviews import anchor, merge, revise, spreadsheet
from figures.reviews.review import Review, ReviewFile, in_words, read_reviews, reviews_csv
from figures.rows import FILES, RunIndex

Stamp = tuple[int, int]
"""Time and size of a file, by which one sees whether another program wrote it meanwhile."""
REASONS = {
    "own-sheets": "it holds sheets that are not the program's",
    "own-columns": "it holds columns that are not the program's",
    "edited-cells": "cells were changed that are not for writing in",
    "comments": "it holds comments or pictures",
    "damaged": "it cannot be read",
    "password": "it is locked with a password",
    "locked": "another program does not let it be read",
}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that must be copied beside before anything is written over it.

    ``data`` is None where it could not be read: then it is moved.
    """

    path: Path
    data: bytes | None
    reason: str
    message: str


@dataclass(frozen=True, slots=True)
class Prior:
    """What the folder held before this build."""

    reviews: tuple[Review, ...] = ()
    keep: tuple[KeptFile, ...] = ()
    messages: tuple[str, ...] = ()
    stamp: Stamp | None = None
    """That of the workbook when it was read."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A run with its reviews: as read, as reviewed, and what there is to say about it."""

    attached: anchor.Attached = field(default_factory=lambda: anchor.Attached({}, (), ()))
    revised: revise.Revised | None = None
    messages: tuple[str, ...] = ()

    def run_of(self, run: Run) -> Run:
        """The run as reviewed; the run itself where nothing was."""
        return self.revised.run if self.revised else run

    def states(self) -> Mapping[str, str]:
        """What became of each review, by figure."""
        return self.revised.states if self.revised else {}

    def troubles(self) -> tuple[str, ...]:
        """Reviews that were not applied, with the reason."""
        return self.revised.troubles if self.revised else ()

    def csv(self) -> str:
        """The text of ``reviews.csv``."""
        return reviews_csv(self.attached.reviews(), self.attached.orphans)

    def base(self) -> dict[str, list[str]]:
        """What the manifest keeps, to tell next time which side was edited."""
        return merge.base_of((*self.attached.reviews(), *self.attached.orphans))

    def orphans(self) -> list[tuple[str, str]]:
        """Figure and words of each orphaned review."""
        return [(one.figure, in_words(one)) for one in self.attached.orphans]


def load_reviews(folder: Path) -> Prior:
    """Read what reviewers wrote in the workbook and in ``reviews.csv``, and what else must not be lost."""
    known = _manifest(folder)
    base = known.get("reviews")
    file, strange_file = _file(folder / FILES.reviews)
    path = folder / FILES.workbook
    data, stamp, kept = _workbook(path)
    kept += strange_file
    found = spreadsheet.Found()
    # Where nobody saved the workbook since, the file says all; where the file is gone, the workbook is all there is.
    if data is not None and ((file is None and base != {}) or spreadsheet.workbook_fingerprint(data) != known.get("workbook")):
        found = spreadsheet.read_workbook(data)
        kept += _strange(path, data, found)
    merged = merge.merge_reviews(found.reviews, found.present, None if file is None else file.reviews, base)
    if file is None:
        merged += [one for one in found.orphans if one.figure not in {kept.figure for kept in merged}]
    open_elsewhere = f"{path.as_posix()} is open in another program: close it there without saving and open the new one."
    messages = (open_elsewhere,) if stamp and spreadsheet.lock_of(path) else ()
    return Prior(tuple(merged), kept, messages, stamp)


def apply_reviews(prior: Prior, run: Run) -> Reviewed:
    """Tie the reviews to the figures of this run and apply them."""
    if not prior.reviews:
        return Reviewed(messages=prior.messages)
    attached = anchor.attach_reviews(prior.reviews, RunIndex(run))
    revised = revise.revise_run(run, attached)
    gone = "The figure of a review is gone; the review is kept under Notes as orphaned"
    orphans = [f"{gone}: {one.figure} “{one.anchor['quote']}”." for one in attached.orphans]
    troubles = [f"Not applied: {trouble}" for trouble in revised.troubles]
    return Reviewed(attached, revised, (*prior.messages, *attached.moved, *troubles, *orphans))


def file_stamp(path: Path) -> Stamp | None:
    """Time and size of a file, None if there is none."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mtime_ns, found.st_size


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        known = json.loads((folder / FILES.manifest).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _workbook(path: Path) -> tuple[bytes | None, Stamp | None, tuple[KeptFile, ...]]:
    """The workbook, if there is one, its stamp, and the workbook itself as something to keep where it cannot be read."""
    stamp = None
    try:
        stamp = file_stamp(path)
        return path.read_bytes() if stamp else None, stamp, ()
    except OSError:
        said = f"{REASONS['locked']}; reviews in it are read when it is back in its place"
        return None, stamp, (KeptFile(path, None, "locked", said),)


def _strange(path: Path, data: bytes, found: spreadsheet.Found) -> tuple[KeptFile, ...]:
    """The workbook as something to keep, if it holds what is not ours or cannot be read."""
    reason = found.trouble or "-and-".join(kind for kind, _ in found.own)
    if not reason:
        return ()
    said = "; ".join(f"{REASONS[kind]} ({what})" for kind, what in found.own) or REASONS[reason]
    return (KeptFile(path, data, reason, said),)


def _file(path: Path) -> tuple[ReviewFile | None, tuple[KeptFile, ...]]:
    """``reviews.csv``, None if there is none; one that is none of ours, or not only ours, is kept beside."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None, ()
    except OSError as error:
        raise FiguresError(f"{path}: cannot be read ({error.strerror}); reviews in it would be lost. Allow reading it.") from None
    found = read_reviews(data)
    if found is None:
        return None, (KeptFile(path, data, "unreadable", "it is no table of reviews any more"),) if data.strip() else ()
    if found.unknown:
        said = f"it holds columns that are not the program's ({', '.join(found.unknown)})"
        return found, (KeptFile(path, data, "own-columns", said),)
    return found, ()

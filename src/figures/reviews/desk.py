"""From what lies in the output folder to a run as reviewed: read, merge, tie to figures, apply.

Reading costs next to nothing as long as nobody has touched the workbook: the manifest knows its
fingerprint, and then ``reviews.csv`` says all.  Only a workbook that someone saved is opened.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from figures.errors import FiguresError
from figures.model import Run
from figures.reviews import anchor, layout, merge, revise, spreadsheet
from figures.reviews.review import FILE, IN_WORKBOOK, File, Review, as_csv, in_words, read_csv
from figures.rows.index import Index

WORKBOOK = IN_WORKBOOK
MANIFEST = "manifest.json"
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
class Keep:
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
    keep: tuple[Keep, ...] = ()
    messages: tuple[str, ...] = ()
    stamp: tuple[int, int] | None = None
    """Time and size of the workbook when it was read."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A run with its reviews: as read, as reviewed, and what there is to say about it."""

    attached: anchor.Attached = field(default_factory=lambda: anchor.Attached({}, (), ()))
    revised: revise.Revised | None = None
    messages: tuple[str, ...] = ()

    def csv(self) -> str:
        return as_csv(self.attached.reviews(), self.attached.orphans)

    def base(self) -> dict[str, list[str]]:
        """What the manifest keeps, to tell next time which side was edited."""
        return merge.base_of((*self.attached.reviews(), *self.attached.orphans))

    def orphans(self) -> list[tuple[str, str]]:
        """Figure and words of each orphaned review."""
        return [(one.figure, in_words(one)) for one in self.attached.orphans]


def load(folder: Path) -> Prior:
    """Read what reviewers wrote in the workbook and in ``reviews.csv``, and what else must not be lost."""

    known = _manifest(folder)
    keep: list[Keep] = []
    messages: list[str] = []
    path = folder / WORKBOOK
    data, stamp = None, None
    try:
        stamp = stamp_of(path)
        data = path.read_bytes() if stamp else None
    except OSError:
        keep.append(Keep(path, None, "locked", f"{REASONS['locked']}; reviews in it are read when it is back in its place"))
    if stamp and spreadsheet.lock_of(path):
        messages.append(f"{path.as_posix()} is open in another program: close it there without saving and open the new one.")
    base = known.get("reviews")
    file = _file(folder / FILE, keep)
    found = spreadsheet.Found()
    if data is not None:
        lost = file is None and base != {}
        if lost or spreadsheet.fingerprint(data) != known.get("workbook"):
            found = spreadsheet.read(data, layout.SHEETS, layout.own_columns())
            reason = found.trouble or "-and-".join(kind for kind, _ in found.own)
            if reason:
                said = "; ".join(f"{REASONS[kind]} ({what})" for kind, what in found.own) or REASONS[reason]
                keep.append(Keep(path, data, reason, said))
    merged = merge.merge(found.reviews, found.present, None if file is None else file.reviews, base)
    if file is None:
        merged += [one for one in found.orphans if one.figure not in {kept.figure for kept in merged}]
    return Prior(tuple(merged), tuple(keep), tuple(messages), stamp)


def settle(prior: Prior, run: Run) -> Reviewed:
    """Tie the reviews to the figures of this run and apply them."""
    if not prior.reviews:
        return Reviewed(messages=prior.messages)
    attached = anchor.attach(prior.reviews, Index(run))
    revised = revise.revise(run, attached)
    gone = "The figure of a review is gone; the review is kept under Notes as orphaned"
    orphans = [f"{gone}: {one.figure} “{one.anchor['quote']}”." for one in attached.orphans]
    troubles = [f"Not applied: {trouble}" for trouble in revised.troubles]
    return Reviewed(attached, revised, (*prior.messages, *attached.moved, *troubles, *orphans))


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Time and size of a file, None if there is none."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_mtime_ns, found.st_size


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        known = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _file(path: Path, keep: list[Keep]) -> File | None:
    """``reviews.csv``, None if there is none; one that is none of ours is kept beside."""
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise FiguresError(f"{path}: cannot be read ({error.strerror}); reviews in it would be lost. Allow reading it.") from None
    found = read_csv(data)
    if found is None:
        if data.strip():
            keep.append(Keep(path, data, "unreadable", "it is no table of reviews any more"))
        return None
    if found.unknown:
        keep.append(Keep(path, data, "own-columns", f"it holds columns that are not the program's ({', '.join(found.unknown)})"))
    return found

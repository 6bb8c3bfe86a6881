"""Writes the outputs into their folder so that a run killed at any moment loses nothing.

Each file is written beside its place and moved there whole.  What a user would lose, a workbook
with sheets of their own or one that cannot be read, is copied under a name that says why before
anything is moved.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from figures.errors import FiguresError
from figures.reviews import KeptFile, Stamp, file_stamp

_PART = re.compile(r"\.(?P<name>.+)\.(?P<process>\d+)\.part")


def write_files(outputs: Mapping[str, bytes], folder: Path, keep: Sequence[KeptFile] = (), stamp: Stamp | None = None) -> list[str]:
    """Keep copies, then write all files beside their places and move them there only when all are whole, in the order given.

    ``stamp`` is the workbook's time and size when it was read.  Gives a sentence for each copy.
    Raises :class:`FiguresError` if the folder cannot be written; whatever stood there before stays.
    """
    waiting: dict[Path, Path] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder, outputs)
        for name, data in outputs.items():
            beside = folder / f".{name}.{os.getpid()}.part"
            waiting[beside] = folder / name
            beside.write_bytes(data)
        messages = [_keep(one) for one in keep]
        for beside, place in waiting.items():
            if place.suffix == ".xlsx" and not any(one.data is None for one in keep) and file_stamp(place) != stamp:
                raise FiguresError(f"{place}: another program saved it meanwhile; build again, so that nothing in it is lost.")
            os.replace(beside, place)
        _remove_old_parts(folder, outputs)
    except OSError as error:
        place = Path(error.filename) if error.filename else folder
        raise FiguresError(
            f"{folder}: cannot be written ({error.strerror or error}, at {place.name}); close files open there, "
            "free it, or name another folder with --output."
        ) from None
    finally:
        for beside in waiting:
            beside.unlink(missing_ok=True)
    return messages


def _keep(one: KeptFile) -> str:
    """Copy a file beside, or move it if it cannot be read; a copy that is there already will do."""
    stem, suffix = one.path.stem, one.path.suffix
    kept = sorted(one.path.parent.glob(f"{stem}-kept-*{suffix}"))
    for there in kept:
        if one.data is not None and there.stat().st_size == len(one.data) and there.read_bytes() == one.data:
            return f"{one.path.as_posix()} is kept as {there.name}: {one.message}."
    number = 1
    while any(there.name.startswith(f"{stem}-kept-{number}-") for there in kept):
        number += 1
    place = one.path.with_name(f"{stem}-kept-{number}-{one.reason}{suffix}")
    if one.data is None:
        os.replace(one.path, place)
    else:
        beside = one.path.with_name(f".{place.name}.{os.getpid()}.part")
        try:
            beside.write_bytes(one.data)
            os.replace(beside, place)
        finally:
            beside.unlink(missing_ok=True)
    return f"{one.path.as_posix()} is kept as {place.name}: {one.message}."


def _sweep(folder: Path, outputs: Mapping[str, bytes]) -> None:
    """Remove what a killed run left; the parts of a run that is still alive stay."""
    if os.name != "posix":  # elsewhere there is no harmless way to ask whether a process lives
        return
    for path in folder.glob(".*.part"):
        match = _PART.fullmatch(path.name)
        if match is None or (match["name"] not in outputs and "-kept-" not in match["name"]):
            continue
        try:
            os.kill(int(match["process"]), 0)
        except ProcessLookupError:
            path.unlink(missing_ok=True)
        except OSError:
            continue


def _remove_old_parts(folder: Path, outputs: Mapping[str, bytes]) -> None:
    """Parts of a longer reading page that stood here before would lead readers to what is no longer so."""
    for path in sorted(folder.glob("figures-*.html")):
        if path.name not in outputs and re.fullmatch(r"figures-\d{4,}\.html", path.name):
            path.unlink()

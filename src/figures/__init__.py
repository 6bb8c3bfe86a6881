"""Economic figures in editions of historical correspondence: found, attributed and checkable.

>>> import figures
>>> run = figures.extract(figures.read("letters.txt"))               # doctest: +SKIP
>>> [figure.region.value for figure in run.figures][:3]               # doctest: +SKIP

Importing the package loads none of the stations; the first call does.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from figures.model import Edition, Run

__version__ = "0.1.0"
__all__ = ["__version__", "extract", "read"]


def read(path: str | os.PathLike[str]) -> Edition:
    """Read one text file.  Its text is never altered: every offset of a run counts in ``edition.text``.

    Raises :class:`figures.errors.FiguresError` for a file that cannot be read as text.
    """
    from pathlib import Path

    from figures.reading import read_edition

    return read_edition(Path(path))


def extract(*editions: Edition) -> Run:
    """Find, attribute and check every figure of the editions; decisions are linked across all of them."""
    from figures import pipeline

    return pipeline.extract(*editions)

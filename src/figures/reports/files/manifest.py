"""What the outputs were made from: the inputs, the language data and the libraries that shape them.

No clock, no machine, no Python version: the same inputs give the same manifest everywhere.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from figures import __version__
from figures.amounts import pint_version
from figures.language import LEXICON_ROOT
from figures.model import Run
from figures.rows import FILES

LIBRARIES = ("jinja2", "pint", "xlsxwriter")
"""Those whose version can change a byte: they write the reading page, convert the amounts, write the workbook."""


def manifest_of_inputs(run: Run) -> dict[str, Any]:
    """The part that is known before anything is written."""
    letters = Counter(letter.edition for letter in run.letters)
    figures = Counter(figure.edition for figure in run.figures)
    return {
        "versions": {"figures": __version__, **{name: _version(name) for name in LIBRARIES}},
        "lexicon": lexicon_hash(),
        "inputs": [
            {
                "source": edition.source,
                "sha256": edition.sha256,
                "encoding": edition.encoding,
                "language": edition.language,
                "profile": edition.profile,
                "characters": len(edition.text),
                "lines": len(edition.line_starts),
                "letters": letters[edition.id],
                "figures": figures[edition.id],
            }
            for edition in run.editions
        ],
        "doubts": [
            {"source": edition, "code": doubt.code, "message": doubt.message, "start": doubt.start, "end": doubt.end}
            for edition, doubt in run.doubts
        ],
    }


def manifest_with_outputs(known: dict[str, Any], outputs: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest with the hash of each file written.

    The workbook is left out: it is a zip archive, and how tightly it is packed depends on the
    machine's zlib; `figures check` compares its cells instead.
    """
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in sorted(outputs.items()) if name != FILES.workbook}
    return known | {"outputs": hashes}


def lexicon_hash() -> str:
    """One hash over all language data, whatever line ends the checkout gave it."""
    digest = hashlib.sha256()
    for path in sorted(LEXICON_ROOT.rglob("*"), key=lambda path: path.relative_to(LEXICON_ROOT).as_posix()):
        if path.is_file():
            digest.update(path.relative_to(LEXICON_ROOT).as_posix().encode() + b"\0")
            digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def _version(library: str) -> str:
    if library == "pint":
        return pint_version()
    return str(import_module(library).__version__)

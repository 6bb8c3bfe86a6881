"""The reading page: the letters with every figure marked, beside the table; for long editions an index and parts.

Page data first (addresses, text, cards, table and contents), template second.  The page opens from disk without network or server and
loads nothing: its style and script are its own, and its Content-Security-Policy allows
these by their hashes and forbids everything else.  Whatever comes from the texts is escaped, by
Jinja2 in the markup and by :func:`embedded` in the data.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from figures.model import Decision
from figures.reports.page.addresses import FIRST_PAGE, PART_WEIGHT, WHOLE_WEIGHT, Addresses, PagePart
from figures.reports.page.cards import cards_data
from figures.reports.page.contents import contents_data, page_title
from figures.reports.page.table import filter_choices, table_lines
from figures.reports.page.text import SIGNS, Printer
from figures.rows import BASIS_MARKS, BASIS_WORDS, TABLE_STAGES, RunIndex, decision_cells

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
STYLES = ("base.css", "text.css", "side.css", "small.css", "print.css")
SCRIPTS = ("state.js", "text.js", "card.js", "table.js", "find.js", "charts.js", "keys.js")
STAGE_MEANINGS = {
    "requested": "asked for by a region, a commissariat or another party",
    "proposed": "put forward by the writers of the letter",
    "granted": "decided",
    "obligation": "to be delivered",
    "delivered": "delivered earlier",
    "reported": "said of anything else",
}
"""The stages in words, for the legend."""


def page_files(index: RunIndex, whole: int = WHOLE_WEIGHT, part: int = PART_WEIGHT) -> dict[str, bytes]:
    """Every file of the reading page by name: one, or an index and its parts; the same run gives the same bytes.

    ``whole`` is the weight up to which a run is one page, ``part`` the weight of a part.
    """
    places = Addresses(index, whole, part)
    printer, rows = Printer(index, places), _rows(index, places)
    outputs = {}
    if places.split:
        outputs[FIRST_PAGE] = _written("index.html.j2", ("base.css", "print.css"), (), contents_data(index, places))
    for one in places.parts:
        outputs[one.file] = _part(one, index, places, printer, rows[one.number])
    return outputs


def _part(part: PagePart, index: RunIndex, places: Addresses, printer: Printer, rows: list[Decision]) -> bytes:
    shown = printer.part(part)
    parts = places.parts
    context = {
        "title": page_title(index),
        "sources": [edition.source for edition in index.run.editions],
        "sheets": shown.sheets,
        "lines": table_lines(rows, places, part),
        "stages": TABLE_STAGES,
        "signs": SIGNS,
        "meanings": STAGE_MEANINGS,
        "legend": {mark: BASIS_WORDS[basis] for basis, mark in BASIS_MARKS.items()},
        "choices": filter_choices(shown.figures, rows, index),
        "figures": len(shown.figures),
        "asides": sum(bool(segment.aside) for s in shown.sheets for b in s.blocks for segment in b.segments),
        "part": part.number if places.split else 0,
        "parts": len(parts),
        "first": FIRST_PAGE,
        "before": parts[part.number - 2].file if part.number > 1 else "",
        "after": parts[part.number].file if part.number < len(parts) else "",
        "data": embedded(cards_data(places, part, shown, rows)),
    }
    return _written("page.html.j2", STYLES, SCRIPTS, context)


def _rows(index: RunIndex, places: Addresses) -> dict[int, list[Decision]]:
    """The rows of the table by the number of each part in which a figure of theirs, or a word that decides them, stands."""
    found: dict[int, list[Decision]] = defaultdict(list)
    for decision in index.run.decisions:
        numbers: list[int] = []
        for _, cell in decision_cells(decision):
            numbers += [places.part_of(index.figures[id]).number for id in cell.figures if id in index.figures]
            numbers += [part.number for _, _, part in places.deciding(cell)]
        if not numbers and decision.letter in index.letters_by_id:
            numbers = [places.part(index.letters_by_id[decision.letter]).number]
        for number in dict.fromkeys(numbers):
            found[number].append(decision)
    return found


def embedded(data: object) -> str:
    """JSON that can stand in a page: nothing in it ends the script element it stands in.

    >>> embedded({"quote": "</script>"})
    '{"quote":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _written(template: str, styles: tuple[str, ...], scripts: tuple[str, ...], context: dict[str, Any]) -> bytes:
    style, script = _joined(styles), f'(() => {{\n"use strict";\n{_joined(scripts)}\n}})();\n' if scripts else ""
    allowed = {"style": _hash(style), "script": _hash(script) if script else "'none'"}
    text = _environment().get_template(template).render(style=style, script=script, allowed=allowed, **context)
    return text.encode("utf-8", "replace")


@cache
def _joined(files: tuple[str, ...]) -> str:
    return "\n".join((TEMPLATES / file).read_text("utf-8").strip() for file in files)


@cache
def _hash(text: str) -> str:
    """What a Content-Security-Policy calls an inline style or script: it covers what stands between the tags."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

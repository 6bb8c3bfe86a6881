"""Tables in the text, whose unit stands in the heading.

A row is a line with a label and several numbers; the lines above it name the unit, and perhaps the columns.
One quantity per cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from figures.amounts.numbers import Grammar, plain
from figures.amounts.paragraph import Findings, Page, new_findings
from figures.amounts.units import PERSON, UnitGroup, UnitWords, is_person
from figures.language import is_plural, singular
from figures.model import Letter, Numeral, Quantity

_CELL_SHAPE = r"(?:[-–—]|[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?%?)"
_ROW = re.compile(
    r"\s*(?:[0-9]{1,3}[.)]\s)?[^\W\d_][^\d:;]*?[\s|:;,–—-]+"
    rf"(?P<cells>{_CELL_SHAPE}(?:[ \t|;]+{_CELL_SHAPE})+)\s*[.;]?\s*$"
)
_CELL = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:[.,][0-9]+)?")
_CELL_OR_DASH = re.compile(rf"{_CELL.pattern}|[-–—]")
_RULES = (re.compile(r"\s*[|\t]\s*"), re.compile(r"\s*;\s*"), re.compile(r"\s{2,}"), re.compile(r"\s*,\s*"))
"""What parts the columns of a heading, strongest first: `yield, bushels an acre` is one column between semicolons."""
_WORD = re.compile(r"%|[^\W\d_][\w'’-]*")
_LONGEST_ROW, _BEHIND_CELLS = 160, 8
"""How many characters a row has at most, and how many stand behind its last number."""
_LINES_ABOVE = 4
"""How many lines above a table may name its unit and columns."""
_COLUMNS = 3
"""A line that names fewer things names no columns."""
_CENTURIES = ("18", "19")
"""A row of whose years is the heading of a table."""


class Heading(NamedTuple):
    """What a heading or a label says of the numbers under it."""

    unit: str
    factor: Decimal
    kind: str
    printed: str


_PERCENT = Heading("percent", Decimal(1), "share", "%")
_UNKNOWN = Heading("unknown", Decimal(1), "count", "")
"""Where only the columns name their units."""


def read_tables(letter: Letter, pages: Sequence[Page]) -> dict[int, Findings]:
    """What the rows of tables say, by the index of their paragraph."""
    rows = _rows(letter, pages)
    found: dict[int, Findings] = {}
    heading: Heading | None = None
    columns: list[str] = []
    previous = -10
    for page in pages:
        if page.index not in rows:
            continue
        if not neighbours(page.text, letter, previous, page.index):
            heading, columns = _heading(letter, page)
        previous = page.index
        label = _label(page, heading)
        if label is not None:
            found[page.index] = _cells(page, label, columns)
    return found


def _rows(letter: Letter, pages: Sequence[Page]) -> set[int]:
    """The paragraphs that are rows; `Lower Volga 940 - -` is one only among rows."""
    kinds = {page.index: row_kind(page.text, page.start, page.end, page.spans) for page in pages}
    rows = {index for index, kind in kinds.items() if kind == "row"}
    for index, kind in kinds.items():
        if kind == "gaps" and any(neighbours(pages[0].text, letter, index, other) for other in tuple(rows)):
            rows.add(index)
    return rows


def row_kind(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> str | None:
    """``row``: a label and several numbers; ``gaps``: a label, a number and dashes; a row of years is a heading."""
    if end - start > _LONGEST_ROW or end - spans[-1][1] > _BEHIND_CELLS:
        return None
    m = _ROW.match(text, start, end)
    if m is None:
        return None
    cells = _CELL.findall(m["cells"])
    if all(len(c) == 4 and c.isdigit() and c[:2] in _CENTURIES for c in cells):
        return None
    return "row" if len(cells) > 1 else "gaps"


def neighbours(text: str, letter: Letter, a: int, b: int) -> bool:
    """Whether nothing but blank lines lies between two paragraphs."""
    low, high = min(a, b), max(a, b)
    return low >= 0 and all(text[p.start : p.end].strip() == "" for p in letter.paragraphs[low + 1 : high])


def _heading(letter: Letter, page: Page) -> tuple[Heading | None, list[str]]:
    """What the lines above a table say of its cells, and the names of its columns."""
    columns: list[str] = []
    for line in _lines_above(letter, page):
        if not columns and not line.endswith(".") and len(parted := _split(line)) >= _COLUMNS:
            columns = [c.strip().lower() for c in parted]
            continue
        found = unit_in(line, page.lex, page.grammar)
        if found is not None:
            return found, columns
    return (_UNKNOWN if any(unit_in(c, page.lex, page.grammar) for c in columns) else None), columns


def _lines_above(letter: Letter, page: Page) -> list[str]:
    """The nearest lines above a paragraph that are not blank, the nearest first."""
    found: list[str] = []
    for paragraph in reversed(letter.paragraphs[: page.index]):
        line = page.text[paragraph.start : paragraph.end].strip()
        if line:
            found.append(line)
        if len(found) == _LINES_ABOVE:
            break
    return found


def _split(line: str) -> list[str]:
    for rule in _RULES:
        columns = rule.split(line.strip(" |"))
        if len(columns) >= _COLUMNS:
            return columns
    return [line]


def unit_in(line: str, lex: UnitWords, grammar: Grammar) -> Heading | None:
    """The unit a heading names: ``in thousand poods``, ``Table of tractors``."""
    words = _WORD.findall(line.lower())
    return _measure_in(words, lex, grammar) or _things_in(words, lex, grammar)


def _measure_in(words: list[str], lex: UnitWords, grammar: Grammar) -> Heading | None:
    for i, word in enumerate(words):
        for length in (3, 2, 1):
            group = lex.forms.get(" ".join(words[i : i + length]))
            if group is not None and (len(word) > 2 or word == "%"):
                name, kind = _per(words[i + length : i + length + 2], group, lex)
                return Heading(name, _factor(words, i, grammar) * Decimal(group.factor), kind, word)
    return None


def _things_in(words: list[str], lex: UnitWords, grammar: Grammar) -> Heading | None:
    for i, word in enumerate(words):
        if not is_plural(word, lex.language):
            continue
        person, base = is_person(word, lex.language), singular(word, lex.language)
        if person or base in lex.lists["singular-counted"] or (i and words[i - 1] in lex.lists["counts-of"]):
            return Heading(PERSON if person else base, _factor(words, i, grammar), "count", word)
    return None


def _factor(words: list[str], i: int, grammar: Grammar) -> Decimal:
    """What the magnitudes right before a unit make: ``in thousand poods``."""
    factor = Decimal(1)
    for word in words[max(0, i - 2) : i]:
        factor *= grammar.magnitudes.get(word, 1)
    return factor


def _per(words: list[str], group: UnitGroup, lex: UnitWords) -> tuple[str, str]:
    """Unit and kind of a rate in a heading: ``bushels an acre``, ``rubles per ton``."""
    name, kind = group.of or group.name, group.kind
    base = lex.forms.get(words[1]) if len(words) > 1 and words[0] in lex.lists["per"] else None
    if base is None or base.kind not in ("area", "mass", "volume") or (kind != "money" and base.kind != "area"):
        return name, kind
    return f"{name}/{base.rate_name}", "money" if kind == "money" else "yield"


def _label(page: Page, heading: Heading | None) -> Heading | None:
    """The unit that the name of a row gives (``Rails, thousand tons``), else that of the heading."""
    m = _ROW.match(page.text, page.start, page.end)
    own = unit_in(page.text[page.start : m.start("cells")], page.lex, page.grammar) if m is not None else None
    if own is None or (own.kind == "count" and heading is not None and heading.kind != "count"):
        return heading
    return own


def _cells(page: Page, label: Heading, columns: list[str]) -> Findings:
    """One quantity per cell; a column may name its own unit."""
    m = _ROW.match(page.text, page.start, page.end)
    assert m is not None
    cells = list(_CELL_OR_DASH.finditer(page.text, m.start("cells"), m.end("cells")))
    named = columns[-len(cells) :] if len(columns) >= len(cells) else [""] * len(cells)
    quantities = [
        _cell(page, cell, unit_in(column, page.lex, page.grammar) or label)
        for cell, column in zip(cells, named, strict=True)
        if cell.group()[0].isdigit()
    ]
    return new_findings(page, tuple(quantities), tuple(s for s in page.aside if s.end <= m.start("cells")), ())


def _cell(page: Page, cell: re.Match[str], heading: Heading) -> Quantity:
    start, end = cell.span()
    if page.text[end : end + 1] == "%":
        heading, end = _PERCENT, end + 1
    value = Decimal(cell.group().replace(",", "")) * heading.factor
    number = Numeral(start, cell.end(), value, value, "exact", "digits", heading.factor)
    noun = (heading.printed and heading.unit) if heading.kind == "count" else None
    return Quantity(start, end, number, heading.kind, plain(value), plain(value), "exact", heading.unit, "", noun, None, "table-cell")

"""Part of station 5: tables in the text, whose unit stands in the heading.

A row is a line with a label and several numbers; the lines above it name the unit, and perhaps the columns.
One quantity per cell.
"""

from __future__ import annotations

import re
from decimal import Decimal

from figures.amounts.numbers import grammar, plain
from figures.amounts.paragraph import Page
from figures.amounts.units import UnitWords, is_person, unit_vocabulary
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


def _split(line: str) -> list[str]:
    for rule in _RULES:
        columns = rule.split(line.strip(" |"))
        if len(columns) >= 3:
            return columns
    return [line]


def tables(text: str, letter: Letter, pages: list[Page], language: str) -> set[int]:
    """Read the rows of tables; returns the indexes of the paragraphs that are rows."""
    kinds = {page.index: row_kind(text, page) for page in pages}
    rows = {index for index, kind in kinds.items() if kind == "row"}
    for index, kind in kinds.items():  # `Lower Volga 940 - -` is a row only among rows
        if kind == "gaps" and any(neighbours(text, letter, index, other) for other in tuple(rows)):
            rows.add(index)
    if not rows:
        return set()
    lex = unit_vocabulary(language)
    heading: tuple[str, Decimal, str, str] | None = None
    columns: list[str] = []
    previous = -10
    for page in [p for p in pages if p.index in rows]:
        if not neighbours(text, letter, previous, page.index):
            heading, columns = _heading(text, letter, page.index, lex, language)
        previous = page.index
        label = _label(text, page, heading, lex, language)
        if label is None:
            rows.discard(page.index)
        else:
            _row(text, page, label, columns, lex, language)
    return rows


def row_kind(text: str, page: Page) -> str | None:
    """``row``: a label and several numbers; ``gaps``: a label, a number and dashes; a row of years is a heading."""
    if page.end - page.start > 160 or page.end - page.spans[-1][1] > 8:
        return None
    m = _ROW.match(text, page.start, page.end)
    if m is None:
        return None
    cells = _CELL.findall(m["cells"])
    if all(len(c) == 4 and c.isdigit() and c[:2] in ("18", "19") for c in cells):
        return None
    return "row" if len(cells) > 1 else "gaps"


def neighbours(text: str, letter: Letter, a: int, b: int) -> bool:
    """Whether nothing but blank lines lies between two paragraphs."""
    low, high = min(a, b), max(a, b)
    return low >= 0 and all(text[p.start : p.end].strip() == "" for p in letter.paragraphs[low + 1 : high])


def _heading(
    text: str, letter: Letter, index: int, lex: UnitWords, language: str
) -> tuple[tuple[str, Decimal, str, str] | None, list[str]]:
    """Unit, multiplier, kind and printed unit named above a table, and the names of its columns."""
    columns: list[str] = []
    seen = 0
    for paragraph in reversed(letter.paragraphs[:index]):
        line = text[paragraph.start : paragraph.end].strip()
        if not line:
            continue
        seen += 1
        if seen > 4:
            break
        if not columns and not line.endswith(".") and len(parted := _split(line)) >= 3:
            columns = [c.strip().lower() for c in parted]
            continue
        found = unit_in(line, lex, language)
        if found is not None:
            return found, columns
    if any(unit_in(c, lex, language) for c in columns):
        return ("unknown", Decimal(1), "count", ""), columns
    return None, columns


def unit_in(line: str, lex: UnitWords, language: str) -> tuple[str, Decimal, str, str] | None:
    """The unit a heading names: ``in thousand poods``, ``Table of tractors``."""
    g = grammar(language)
    best: tuple[str, Decimal, str, str] | None = None
    words = _words(line)
    for i, word in enumerate(words):
        for length in (3, 2, 1):
            group = lex.forms.get(" ".join(words[i : i + length]))
            if group is not None and (len(word) > 2 or word == "%"):
                factor = Decimal(1)
                for w in words[max(0, i - 2) : i]:
                    factor *= g.magnitudes.get(w, 1)
                name, kind = _per(words[i + length : i + length + 2], group.of or group.name, group.kind, lex)
                return name, factor * Decimal(group.factor), kind, word
    for i, word in enumerate(words):
        if (
            best is None
            and is_plural(word, language)
            and (
                singular(word, language) in lex.lists["singular-counted"]
                or is_person(word, language)
                or (i and words[i - 1] in ("of", "number"))
            )
        ):
            factor = Decimal(1)
            for w in words[max(0, i - 2) : i]:
                factor *= g.magnitudes.get(w, 1)
            base = "person" if is_person(word, language) else singular(word, language)
            best = (base, factor, "count", word)
    return best


def _per(words: list[str], name: str, kind: str, lex: UnitWords) -> tuple[str, str]:
    """Unit and kind of a rate in a heading: ``bushels an acre``, ``rubles per ton``."""
    base = lex.forms.get(words[1]) if len(words) > 1 and words[0] in lex.lists["per"] else None
    if base is None or base.kind not in ("area", "mass", "volume") or (kind != "money" and base.kind != "area"):
        return name, kind
    area = "dessiatine" if base.name == "desiatina" else base.name
    return f"{name}/{area}", "money" if kind == "money" else "yield"


def _words(line: str) -> list[str]:
    return re.findall(r"%|[^\W\d_][\w'’-]*", line.lower())


def _label(
    text: str, page: Page, heading: tuple[str, Decimal, str, str] | None, lex: UnitWords, language: str
) -> tuple[str, Decimal, str, str] | None:
    """The unit that the name of a row gives (``Rails, thousand tons``), else that of the heading."""
    m = _ROW.match(text, page.start, page.end)
    own = unit_in(text[page.start : m.start("cells")], lex, language) if m is not None else None
    if own is None or (own[2] == "count" and heading is not None and heading[2] != "count"):
        return heading
    return own


def _row(text: str, page: Page, heading: tuple[str, Decimal, str, str], columns: list[str], lex: UnitWords, language: str) -> None:
    """One quantity per cell; a column may name its own unit."""
    m = _ROW.match(text, page.start, page.end)
    if m is None:
        return
    cells = list(_CELL_OR_DASH.finditer(text, m.start("cells"), m.end("cells")))
    per_column = columns[-len(cells) :] if len(columns) >= len(cells) else []
    page.aside = [s for s in page.aside if s.end <= m.start("cells")]
    page.numbers = []
    for i, cell in enumerate(cells):
        if not cell.group()[0].isdigit():
            continue
        unit, factor, kind, printed = heading
        if per_column:
            own = unit_in(per_column[i], lex, language)
            if own is not None:
                unit, factor, kind, printed = own
        end = cell.end()
        if text[end : end + 1] == "%":
            unit, factor, kind, printed, end = "percent", Decimal(1), "share", "%", end + 1
        value = Decimal(cell.group().replace(",", "")) * factor
        number = Numeral(cell.start(), cell.end(), value, value, "exact", "digits", factor)
        noun = printed if kind == "count" else None
        page.quantities.append(
            Quantity(cell.start(), end, number, kind, plain(value), plain(value), "exact", unit, "", noun and unit, None, "table-cell")
        )

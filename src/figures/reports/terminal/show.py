"""Everything about one figure on one page: source, context, readings, conversion, doubts, citation."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator

from figures.amounts import convert
from figures.errors import FiguresError
from figures.model import ABSENT, Decision, Figure, Reading
from figures.rows import (
    READINGS,
    RunIndex,
    amount_spread,
    cite_figure,
    decision_cells,
    figure_amount,
    figure_attribution,
    figure_doubts,
    figure_place,
    neighbouring_sentences,
    qualified_amount,
)

PAGE_WIDTH = 80
"""Columns of the page where no terminal says how many there are."""
QUOTE_OPEN, QUOTE_CLOSE = "[[", "]]"
"""Stand around the quote; plain signs, so that they survive pasting and any terminal."""
LONG_LINE = 900
"""A source line with more characters is shown from the sentence before the quote to the one after it."""
CONTEXT = 160
"""Characters shown of the lines before and after."""
IDS_LISTED = 12
"""Ids listed when a prefix fits several figures."""


def find_figure(prefix: str, index: RunIndex) -> Figure:
    """The figure with this id, or the only one whose id begins so.

    Raises :class:`FiguresError` listing the candidates when several fit, or the nearest ids when none does.
    """
    if prefix in index.figures:
        return index.figures[prefix]
    fitting = [id for id in index.figures if id.startswith(prefix)]
    if len(fitting) == 1:
        return index.figures[fitting[0]]
    if fitting:
        listed = "".join(f"\n  {id}  {_flat(index.quote(index.figures[id]))}" for id in fitting[:IDS_LISTED])
        more = f"\n  … and {len(fitting) - IDS_LISTED} more" if len(fitting) > IDS_LISTED else ""
        raise FiguresError(f"{prefix!r} is the beginning of {len(fitting)} ids; give more of it:{listed}{more}")
    near = difflib.get_close_matches(prefix, index.figures, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`figures extract` lists the ids."
    raise FiguresError(f"There is no figure {prefix!r} in these letters; {hint}")


def show_figure(figure: Figure, index: RunIndex, width: int = PAGE_WIDTH) -> str:
    """The page of one figure, wrapped to ``width``."""
    letter, edition = index.letter(figure), index.edition(figure)
    sections = [
        [figure.id, _value(figure)],
        [
            index.heading(letter),
            *([letter.archive] if letter.archive and letter.archive not in index.heading(letter) else []),
            f"{edition.source}, line {index.line(figure)}, {figure_place(figure)}, characters {figure.start}–{figure.end}",
        ],
        list(_source(figure, index, width)),
        ["Readings", *(line for name in READINGS for line in _reading(name, getattr(figure, name), figure, index))],
        _titled("Conversion", [_conversion(figure)]),
        _titled("Doubts", [doubt.message for doubt in figure_doubts(figure)] or ["none"]),
        _titled("Parts", list(_parts(figure, index))),
        _titled("Checks", list(_checks(figure, index))),
        _titled("Decision", list(_decisions(figure, index))),
        _titled("Citation", [cite_figure(figure, index)]),
    ]
    return "\n\n".join("\n".join(_wrap(line, width) for line in section) for section in sections if section) + "\n"


def _titled(title: str, lines: list[str]) -> list[str]:
    return [title, *("  " + line for line in lines)] if lines else []


def _wrap(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + (2 if line.startswith("  ") else 0))
    if len(line) <= width:
        return line
    return textwrap.fill(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _value(figure: Figure) -> str:
    said, of_what = figure_amount(figure), figure_attribution(figure)
    return f"{said}: {of_what}" if of_what else said


def _source(figure: Figure, index: RunIndex, width: int) -> Iterator[str]:
    """The source line with the quote marked, between the lines before and after it."""
    edition = index.edition(figure)
    line = index.line(figure)
    for number in (line - 1, line, line + 1):
        if 1 <= number <= len(edition.line_starts):
            span = edition.line_span(number)
            context = textwrap.shorten(edition.text[span.start : span.end], CONTEXT, placeholder=" …")
            text = _marked(figure, index) if number == line else context
            label = f"{number:>6} | "
            wrapped = textwrap.wrap(text, width - len(label), break_long_words=False, break_on_hyphens=False) or [""]
            for count, piece in enumerate(wrapped):
                yield (label if not count else " " * (len(label) - 2) + "| ") + piece


def _marked(figure: Figure, index: RunIndex) -> str:
    """The words around the figure on its line, the quote between signs."""
    edition = index.edition(figure)
    span = edition.line_span(index.line(figure))
    start, end = _excerpt(figure, index)
    end = max(end, figure.end)
    before, behind = edition.text[start : figure.start], edition.text[figure.end : end]
    quote = f"{QUOTE_OPEN}{edition.text[figure.start : figure.end]}{QUOTE_CLOSE}"
    return f"{'… ' if start > span.start else ''}{before}{quote}{behind}{' …' if end < span.end else ''}"


def _excerpt(figure: Figure, index: RunIndex) -> tuple[int, int]:
    edition = index.edition(figure)
    span = edition.line_span(index.line(figure))
    if span.end - span.start <= LONG_LINE:
        return span.start, span.end
    (first, _), _, (_, last) = neighbouring_sentences(figure, index)
    return max(first, figure.start - LONG_LINE), min(last, figure.end + LONG_LINE)


def _reading(name: str, reading: Reading, figure: Figure, index: RunIndex) -> Iterator[str]:
    if reading.status == ABSENT and not reading.values:
        if name != "party":
            yield f"  {name:<8} not stated"
        return
    each = " (each of these)" if len(reading.values) > 1 else ""
    yield f"  {name:<8} {', '.join(reading.values) or '?'}{each}, {reading.status}"
    for evidence in reading.evidence:
        line = index.edition(figure).line(evidence.start)
        yield f"           “{index.words(figure.edition, evidence)}”, line {line}, rule {evidence.rule}"
    if reading.rejected:
        yield f"           rejected: {', '.join(reading.rejected)}"


def _conversion(figure: Figure) -> str:
    converted = convert(figure.low, figure.high, figure.unit)
    if converted is None:
        return f"none: {figure.unit} has no other unit here"
    said = f"{amount_spread(figure.low, figure.high)} {figure.unit} = {amount_spread(converted.low, converted.high)} {converted.unit}"
    return f"{said} ({converted.definition})"


def _parts(figure: Figure, index: RunIndex) -> Iterator[str]:
    if figure.part_of and figure.part_of in index.figures:
        yield f"part of {_named(figure.part_of, index)}"
    for part in index.parts.get(figure.id, ()):
        yield f"includes {_named(part.id, index)}"


def _named(id: str, index: RunIndex) -> str:
    figure = index.figures[id]
    return f"{_value(figure)} (line {index.line(figure)}, {id})"


def _checks(figure: Figure, index: RunIndex) -> Iterator[str]:
    for check in index.checks.get(figure.id, ()):
        yield f"{check.verdict}: {check.message}"


def _decisions(figure: Figure, index: RunIndex) -> Iterator[str]:
    for decision in index.decisions.get(figure.id, ()):
        yield _decided(decision, figure)
        yield from (f"  {note}" for note in decision.notes)


def _decided(decision: Decision, figure: Figure) -> str:
    who = ", ".join(part for part in (decision.region or decision.party, decision.item, decision.measure) if part)
    amounts = [
        f"{stage} {qualified_amount(cell.low, cell.high, cell.qualifier)}{' (this figure)' if figure.id in cell.figures else ''}"
        for stage, cell in decision_cells(decision)
    ]
    return f"{who} in {decision.unit}: {', '.join(amounts)}; {decision.outcome}"

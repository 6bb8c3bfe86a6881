"""Station 9: checks every arithmetic relation that the text states, and mends what only one reading can mend.

The way of a letter: :mod:`figures.checks.scope` reads the words of each paragraph, ``sums`` and
``ratios`` find what they tie together, ``mending`` reads garbled numerals, ``reckoning`` says
whether what is stated holds.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from figures.checks.mending import mended_figures
from figures.checks.ratios import ASKED, ratios
from figures.checks.reckoning import checks_of
from figures.checks.relation_words import has_words, relation_lexicon
from figures.checks.relations import Relation
from figures.checks.scope import Scope
from figures.checks.sums import Line, remainders, totals_before, totals_behind, totals_of_tables
from figures.model import Check, Edition, Figure, Letter


def reconcile(
    editions: Sequence[Edition], letters: Sequence[Letter], figures: Sequence[Figure]
) -> tuple[tuple[Figure, ...], tuple[Check, ...]]:
    """Check what the letters state between their figures; figures may come back repaired."""
    texts = {edition.id: edition for edition in editions}
    by_letter: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        by_letter.setdefault((figure.edition, figure.letter), []).append(figure)
    checks: list[Check] = []
    repairs: dict[str, Figure] = {}
    asked: deque[Figure] = deque(maxlen=ASKED)
    for letter in letters:
        mine = by_letter.get((letter.edition, letter.id), ())
        if len(mine) < 2:
            asked.extend(mine)
            continue
        edition = texts[letter.edition]
        relations = list(_relations(edition, letter, mine, asked)) if has_words(edition.language) else []
        if relations:
            mended = mended_figures(edition.text, relations)
            repairs |= mended
            checks += checks_of(edition, letter, relations, mended)
        asked.extend(figure for figure in mine if "requested" in figure.stage.values)
    if not repairs:
        return tuple(figures), tuple(checks)
    return tuple(repairs.get(figure.id, figure) for figure in figures), tuple(checks)


def _relations(edition: Edition, letter: Letter, figures: Sequence[Figure], asked: Sequence[Figure]) -> Iterator[Relation]:
    """The relations of a letter, paragraph by paragraph, then those of its tables."""
    by_paragraph: dict[int, list[Figure]] = {}
    for figure in figures:
        by_paragraph.setdefault(figure.paragraph, []).append(figure)
    earlier: list[Figure] = []
    lines: list[tuple[int, Line]] = []
    for place, mine in sorted(by_paragraph.items()):
        mine.sort(key=lambda figure: figure.start)
        paragraph = letter.paragraphs[place]
        lines.append((place, (paragraph, mine)))
        below: list[Line] = []
        while (next_place := place + 1 + len(below)) in by_paragraph:
            below.append((letter.paragraphs[next_place], by_paragraph[next_place]))
        if len(mine) > 1 or len(below) > 1:
            scope = Scope(edition.text, edition.language, paragraph, mine)
            totals = list(totals_before(scope, earlier, below))
            yield from totals
            yield from totals_behind(scope, {relation.stated.id for relation in totals})
            yield from remainders(scope)
            yield from ratios(scope, earlier, asked)
        earlier += mine
    yield from totals_of_tables(edition.text, lines, letter.paragraphs, relation_lexicon(edition.language))

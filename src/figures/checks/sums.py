"""Part of station 9: totals and their parts, before and behind, in sentences, lists and tables.

Rules, in order:

1. an opener (``including``, ``of which``, ``as follows:``, a colon) stands between the total — the
   nearest amount before it — and the parts: the amounts of the same unit behind it in the same
   sentence and bracket, up to words that begin something else (``against``, ``in addition``), or
   one in each of the lines below;
2. of these the leading ones that add up are the parts, else all of them, without those whose stage
   differs from the total's;
3. a list inside a list is read first, and its parts are not parts of the outer total;
4. an opener without a total in reach (``shared out thus:``) is tried on the letter's earlier amounts;
5. ``in all``, ``altogether`` … beside an amount make it the total of those before it;
6. rows of amounts make a table; a row or a column headed by such a word is a total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from figures.checks.relation_words import RelationLexicon
from figures.checks.relations import AGREE, COMPLETE, NEAR, TOTAL, Relation, adding_up, is_amount
from figures.checks.scope import BESIDE, CLAUSE, Scope, Word, noted
from figures.model import Evidence, Figure, Paragraph

Line = tuple[Paragraph, Sequence[Figure]]
"""A paragraph and its figures."""
_LABEL = 80
"""Characters that may stand before the amount of a line of a list."""


def totals_before(scope: Scope, earlier: Sequence[Figure], below: Sequence[Line]) -> Iterator[Relation]:
    """Totals that stand before their parts."""
    inner: set[str] = set()
    done: set[str] = set()
    for word in reversed(scope.of_role("parts", "complete", "agree")):
        listed, within = _listed(scope, word, inner)
        if not listed and not scope.text[word.end : scope.paragraph.end].strip():
            listed = _lines_below(below)
            within = len(listed)
        if len(listed) < 2:
            continue
        total = _total_before(scope, word, listed)
        if total is None:
            if (total := _tried(scope, word, listed, earlier)) is None:
                continue
            parts, claim = _same_unit(total, listed), AGREE
        else:
            parts, claim = _parts(total, listed, within), _claim(scope, word, total)
        if total.id in done:
            continue
        if len(parts) < 2:
            continue
        done.add(total.id)
        if adding_up(total, parts):
            inner |= {part.id for part in parts}
        yield Relation(TOTAL, total, tuple(parts), claim, word.rule, _said(scope, word, total))


def _listed(scope: Scope, word: Word, inner: set[str]) -> tuple[list[Figure], int]:
    """The amounts behind an opener in its sentence and bracket, and how many stand before words that begin something else."""
    figures: list[Figure] = []
    place = (word.sentence, word.bracket)
    ends = [other.start for other in scope.of_role("aside") if (other.sentence, other.bracket) == place]
    within = 0
    for at in range(scope.next(word.end), len(scope.figures)):
        figure = scope.figures[at]
        if scope.sentence[at] != word.sentence:
            break
        if scope.bracket[at] == word.bracket and is_amount(figure) and figure.id not in inner:
            figures.append(figure)
            within += not any(figures[0].end <= end < figure.start for end in ends)
    return figures, within


def _lines_below(below: Sequence[Line]) -> list[Figure]:
    """The first amount of each line of the list that follows a paragraph."""
    figures: list[Figure] = []
    for paragraph, found in below:
        if not found or not is_amount(found[0]) or found[0].start - paragraph.start > _LABEL:
            break
        if figures and found[0].unit != figures[0].unit:
            break
        figures.append(found[0])
    return figures


def _same_unit(total: Figure, listed: Sequence[Figure]) -> list[Figure]:
    return [figure for figure in listed if figure.unit == total.unit and figure.id != total.id]


def _total_before(scope: Scope, word: Word, listed: Sequence[Figure]) -> Figure | None:
    """The nearest amount before an opener that can be the total of what is listed."""
    opens_sentence = not any(
        scope.sentence[place] == word.sentence and figure.end <= word.start for place, figure in enumerate(scope.figures)
    )
    mark = not scope.text[word.start].isalnum()
    for place in range(scope.next(word.start) - 1, -1, -1):
        figure = scope.figures[place]
        before = scope.sentence[place] == word.sentence - 1 and opens_sentence and not mark and not _words_before(scope, word)
        if word.start - figure.end > CLAUSE or not (scope.sentence[place] == word.sentence or before):
            return None
        if word in scope.of_role("agree") and scope.gap(figure.end, word.start):
            return None
        if scope.bracket[place] in (0, word.bracket) and is_amount(figure) and len(_same_unit(figure, listed)) > 1:
            return figure
    return None


def _words_before(scope: Scope, word: Word) -> bool:
    """Whether the opener stands inside its sentence, not at its head."""
    head = scope.text[max(scope.paragraph.start, word.start - 3) : word.start].rstrip()
    return bool(head) and head[-1] not in ".!?”\"')"


def _claim(scope: Scope, word: Word, total: Figure) -> str:
    """What the words between total and parts claim about the list."""
    if word in scope.of_role("agree"):
        return AGREE
    if any(total.end <= other.start <= word.start for other in scope.of_role("complete", "after")):
        return COMPLETE
    if not scope.text[word.start].isalnum():
        same = [other for other in scope.of_role("parts") if (other.rule, other.sentence) == (word.rule, word.sentence)]
        return NEAR if len(same) == 1 and ";" not in scope.text[total.end : word.start] else AGREE
    return NEAR


def _said(scope: Scope, word: Word, total: Figure) -> tuple[Evidence, ...]:
    """The opener and the words before it that claim a complete list (``in all … as follows:``)."""
    since = max(total.end, word.start - CLAUSE)
    claims = [other for other in scope.of_role("complete", "after") if since <= other.start < word.start]
    return tuple(Evidence(said.start, said.end, said.rule) for said in (*claims, word))


def _tried(scope: Scope, word: Word, listed: Sequence[Figure], earlier: Sequence[Figure]) -> Figure | None:
    """The nearest earlier amount of the letter that the list adds up to."""
    if word in scope.of_role("agree") or (len(listed) < 3 and word not in scope.of_role("complete")):
        return None
    before = [*earlier, *(figure for figure in scope.figures if figure.end <= word.start)]
    for figure in reversed(before):
        parts = _same_unit(figure, listed)
        if len(parts) == len(listed) and is_amount(figure) and adding_up(figure, parts):
            return figure
    return None


def _parts(total: Figure, listed: list[Figure], within: int) -> list[Figure]:
    """Those of the listed amounts that are the parts."""
    stage = total.stage.value
    same = _same_unit(total, listed)
    staged = [figure for figure in same if not (stage and figure.stage.value) or figure.stage.value == stage]
    for choice in (same, staged):
        for length in range(len(choice), 1, -1):
            if adding_up(total, choice[:length]):
                return choice[:length]
    named = _same_unit(total, listed[:within])
    staged = [figure for figure in staged if figure in named]
    return staged if len(staged) > 1 else named


def totals_behind(scope: Scope, done: set[str]) -> Iterator[Relation]:
    """Totals that stand behind their parts: ``in all 5 million``, ``560 altogether``."""
    for side in ("before", "after"):
        for word in scope.of_role(side):
            place = scope.next(word.end) if side == "before" else scope.next(word.start) - 1
            if not 0 <= place < len(scope.figures):
                continue
            total = scope.figures[place]
            apart = total.start - word.end if side == "before" else word.start - total.end
            if total.id in done or not is_amount(total) or scope.sentence[place] != word.sentence:
                continue
            if apart > BESIDE or (side == "after" and scope.gap(total.end, word.start)):
                continue
            if (parts := _parts_before(scope, place)) is not None:
                done.add(total.id)
                yield Relation(TOTAL, total, tuple(parts), NEAR, word.rule, noted(word))


def _parts_before(scope: Scope, place: int) -> list[Figure] | None:
    """The amounts before a total in its sentence: the nearest ones that add up, else all."""
    total = scope.figures[place]
    before = [
        figure
        for other, figure in enumerate(scope.figures[:place])
        if scope.sentence[other] == scope.sentence[place] and scope.bracket[other] in (0, scope.bracket[place])
        and is_amount(figure) and figure.unit == total.unit
    ]  # fmt: skip
    for first in range(len(before) - 2, -1, -1):
        if adding_up(total, before[first:]):
            return before[first:]
    return before if len(before) > 1 else None


def remainders(scope: Scope) -> Iterator[Relation]:
    """What is left of an amount when others are taken off: reported where it holds."""
    for word in scope.of_role("remainder"):
        behind, ahead = scope.next(word.start) - 1, scope.next(word.end)
        for place in (behind, ahead):
            if not 0 <= place < len(scope.figures):
                continue
            rest = scope.figures[place]
            apart = word.start - rest.end if place == behind else rest.start - word.end
            if apart > BESIDE // 2 or not is_amount(rest) or scope.sentence[place] != word.sentence:
                continue
            for whole in range(place - 2, -1, -1):
                if terms := _taken_from(scope, whole, place):
                    yield Relation(TOTAL, rest, terms, AGREE, word.rule, noted(word), remains=True)
                    return


def _taken_from(scope: Scope, whole: int, place: int) -> tuple[Figure, ...]:
    """The whole and those of the next amounts that, taken off it, leave the amount at ``place``."""
    rest = scope.figures[place]
    terms = [f for f in scope.figures[whole:place] if is_amount(f) and f.unit == rest.unit]
    if len(terms) < 2 or terms[0] is not scope.figures[whole]:
        return ()
    left = terms[0].low
    for count, term in enumerate(terms[1:], 2):
        left -= term.low
        if left <= rest.low:
            return tuple(terms[:count]) if left == rest.low else ()
    return ()


def totals_of_tables(
    text: str, lines: Sequence[tuple[int, Line]], paragraphs: Sequence[Paragraph], lexicon: RelationLexicon
) -> Iterator[Relation]:
    """Totals of rows and columns; ``lines`` are the paragraphs with figures and their places in the letter."""
    run: list[tuple[int, Line]] = []
    for at, (place, line) in enumerate(lines):
        beside = [other for other in (at - 1, at + 1) if 0 <= other < len(lines) and abs(lines[other][0] - place) == 1]
        if not any(len(lines[other][1][1]) == len(line[1]) for other in beside) or not _is_row(text, line):
            yield from _table(text, run, paragraphs, lexicon)
            run = []
        elif run and (place != run[-1][0] + 1 or len(line[1]) != len(run[-1][1][1])):
            yield from _table(text, run, paragraphs, lexicon)
            run = [(place, line)]
        else:
            run.append((place, line))
    yield from _table(text, run, paragraphs, lexicon)


def _is_row(text: str, line: Line) -> bool:
    """Whether nothing but blanks and separators stands between and behind the figures of a line."""
    paragraph, figures = line
    gaps = [text[a.end : b.start] for a, b in pairwise(figures)]
    return not any(gap.strip(" \t\xa0|;,") for gap in (*gaps, text[figures[-1].end : paragraph.end].rstrip(".\n\r")))


def _table(text: str, run: Sequence[tuple[int, Line]], paragraphs: Sequence[Paragraph], lexicon: RelationLexicon) -> Iterator[Relation]:
    if len(run) < 2:
        return
    rows = [line[1] for _, line in run]
    since = 0
    for number, (_, (paragraph, row)) in enumerate(run):
        if (label := _label(text, paragraph.start, row[0].start, lexicon)) is None:
            continue
        for column, total in enumerate(row):
            parts = [other[column] for other in rows[since:number] if other[column].unit == total.unit and is_amount(other[column])]
            if len(parts) > 1 and is_amount(total):
                yield Relation(TOTAL, total, tuple(parts), COMPLETE, "table-column", (label,))
        since = number + 1
    if len(rows[0]) < 3 or any(len({figure.unit for figure in row}) > 1 for row in rows):
        return
    head = _header_total(text, run[0][0], paragraphs, lexicon)
    right = sum(bool(adding_up(row[-1], row[:-1])) for row in rows)
    if head is None and (len(rows) < 3 or right < len(rows) - 1):
        return
    for row in rows:
        told = head or Evidence(row[-1].start, row[-1].end, "table-row")
        yield Relation(TOTAL, row[-1], tuple(row[:-1]), COMPLETE if head else NEAR, "table-row", (told,))


def _label(text: str, start: int, end: int, lexicon: RelationLexicon) -> Evidence | None:
    """The word that makes a row a total, if the row begins with one."""
    label = text[start:end].strip(" \t\xa0:.-–—|").lower()
    for word in lexicon.totals:
        if label == word or label.startswith(f"{word} "):
            at = start + text[start:end].lower().index(word)
            return Evidence(at, at + len(word), "table-total")
    return None


def _header_total(text: str, first_row: int, paragraphs: Sequence[Paragraph], lexicon: RelationLexicon) -> Evidence | None:
    """The word that makes the last column a total, if the line above the table ends with one."""
    if first_row == 0:
        return None
    above = paragraphs[first_row - 1]
    head = text[above.start : above.end].rstrip(" .:|\t").lower()
    for word in lexicon.totals:
        if head.endswith(word) and not head[: -len(word)][-1:].isalnum():
            return Evidence(above.start + len(head) - len(word), above.start + len(head), "table-total")
    return None

"""Part of station 9: differences, percentages, fractions, multiples and amounts said twice.

Rules, in order:

1. an amount is a *difference* if a comparative and ``by`` stand before it (``more … by``) or a
   comparative right behind it (``above July``); its terms are the amount behind ``than`` and the
   nearest before, else the two nearest earlier amounts of the same thing between which it lies;
2. a *percentage* behind a restated difference is taken of the earlier term of that difference
   (``19.2 thousand tons, or 6%``), beside ``instead of``, ``against``, ``out of`` of the amount
   behind these words, else of the earlier amount that fits;
3. an amount that restates a percentage or *fraction* is that share of the amount named between, or
   of an earlier amount that fits, or of one that was asked for in an earlier letter;
4. ``twice``, ``three times`` … before a restated amount multiply the amount before them;
5. two amounts of different units of one kind with ``that is``, ``or`` or a bracket between are the
   same amount: a *conversion*.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from figures.checks.arithmetic import HUNDRED, difference_tolerance, last_place
from figures.checks.relations import (
    AGREE,
    CONVERSION,
    DIFFERENCE,
    FRACTION,
    MULTIPLE,
    NEAR,
    PERCENTAGE,
    STRICT,
    Relation,
    compatible,
    is_amount,
)
from figures.checks.scope import BESIDE, CLAUSE, Scope, Word, noted
from figures.model import Evidence, Figure

MEMORY = 8
"""How many earlier amounts are tried as terms of a difference or as the whole of a share."""
ASKED = MEMORY * MEMORY
"""How many requests of earlier letters are tried as the whole of a share."""
_MEASURES = ("mass", "area", "volume", "length")
"""Kinds whose units convert into one another."""


def ratios(scope: Scope, earlier: Sequence[Figure], asked: Sequence[Figure]) -> Iterator[Relation]:
    """All such relations of a paragraph; ``earlier`` are the letter's amounts before it, ``asked`` the requests of earlier letters."""
    by_distance = {relation.stated.id: relation for relation in differences(scope, earlier)}
    yield from by_distance.values()
    for place, figure in enumerate(scope.figures):
        if not is_share(figure):
            continue
        relation = _percentage(scope, place, by_distance, earlier) or _amount_of_share(scope, place, earlier, asked)
        if relation is not None:
            yield relation
    yield from _multiples(scope)
    yield from _conversions(scope)


def is_share(figure: Figure) -> bool:
    """Whether the figure is one percentage or fraction."""
    return figure.unit == "percent" and figure.low == figure.high and figure.low > 0


def restated(scope: Scope, left: int, right: Figure) -> tuple[Evidence, bool] | None:
    """The words by which the right figure says again what ends at ``left``, and whether they are sure."""
    if right.start - left > CLAUSE:
        return None
    match = scope.beside(scope.lexicon.restated, max(left, right.start - _RESTATING), right.start)
    if match is None or right.start - match.end() > BESIDE // 2:
        return None
    roles = dict(scope.lexicon.roles[match.group()])
    sure = "same" in roles
    return Evidence(match.start(), match.end(), roles["same" if sure else "perhaps"]), sure


_RESTATING = 45
"""Characters before an amount in which words that restate it may stand: the longest of them and ``some``."""


def differences(scope: Scope, earlier: Sequence[Figure]) -> Iterator[Relation]:
    """Distances between two amounts."""
    comparatives = [(word, direction) for direction in ("more", "less") for word in scope.of_role(direction)]
    if not comparatives:
        return
    for place, figure in enumerate(scope.figures):
        found = _comparative(scope, place, comparatives) if is_amount(figure) else None
        if found is None:
            continue
        word, direction = found
        meant = _explicit_terms(scope, place, word) or _fitting_terms(scope, place, direction, earlier)
        if meant is not None:
            terms, claim = meant
            yield Relation(DIFFERENCE, figure, terms, claim, word.rule, noted(word))


def _comparative(scope: Scope, place: int, comparatives: Sequence[tuple[Word, str]]) -> tuple[Word, str] | None:
    """The comparative that makes a figure a distance: right behind it, or before it with ``by``."""
    figure = scope.figures[place]
    behind = [found for found in comparatives if 0 <= found[0].start - figure.end <= 2 and _measures(scope, found[0])]
    if behind:
        return behind[0]
    sentence = scope.sentence[place]
    before = [
        found
        for found in comparatives
        if found[0].sentence == sentence and found[0].end < figure.start and figure.start - found[0].end <= CLAUSE
    ]
    if not before or scope.lexicon.by.search(scope.text, max(0, figure.start - BESIDE), figure.start) is None:
        return None
    return max(before, key=lambda found: found[0].start)


def _measures(scope: Scope, word: Word) -> bool:
    """Whether a comparative behind an amount compares (``more than``, ``above July``), not just adds (``5 more``)."""
    return scope.text[word.start : word.end] not in scope.lexicon.alone


def _explicit_terms(scope: Scope, place: int, word: Word) -> tuple[tuple[Figure, ...], str] | None:
    """The amount behind ``than`` in the same sentence, and the nearest one before the distance."""
    stated = scope.figures[place]
    if word.start < stated.end or place + 1 >= len(scope.figures) or scope.sentence[place + 1] != scope.sentence[place]:
        return None
    other = scope.figures[place + 1]
    before = [figure for figure in scope.figures[:place] if is_amount(figure) and compatible(figure, stated)]
    if not before or not is_amount(other) or other.unit != stated.unit or other.start - word.end > CLAUSE // 2:
        return None
    return (before[-1], other), NEAR


def _fitting_terms(scope: Scope, place: int, direction: str, earlier: Sequence[Figure]) -> tuple[tuple[Figure, ...], str] | None:
    """The nearest two earlier amounts of the same thing between which the distance lies.

    If only two are named in the paragraph these are meant, whether they fit or not.
    """
    stated = scope.figures[place]
    here = [f for f in scope.figures[:place] if is_amount(f) and f.change != "difference" and compatible(f, stated)]
    before = [f for f in earlier if is_amount(f) and f.change != "difference" and compatible(f, stated)]
    near = [*before, *here][-MEMORY:]
    for b, a in sorted(combinations(range(len(near) - 1, -1, -1), 2), key=sum, reverse=True):
        terms = (near[a], near[b])
        if compatible(*terms) and abs(abs(terms[0].low - terms[1].low) - stated.low) <= difference_tolerance(stated, terms):
            return _earlier_last(terms, direction), AGREE
    return (_earlier_last((here[0], here[1]), direction), NEAR) if len(here) == 2 and compatible(*here) else None


def _earlier_last(terms: tuple[Figure, Figure], direction: str) -> tuple[Figure, ...]:
    """The terms so that the second is what is compared with: the smaller one of ``more``, the larger of ``less``."""
    ordered = sorted(terms, key=lambda figure: figure.low, reverse=direction == "more")
    return tuple(ordered)


def _percentage(scope: Scope, place: int, distances: dict[str, Relation], earlier: Sequence[Figure]) -> Relation | None:
    """A percentage that follows from two amounts of the sentence."""
    stated = scope.figures[place]
    if stated.quantity.numeral.form == "fraction":
        return None
    previous = scope.figures[place - 1] if place else None
    if previous is None or scope.sentence[place - 1] != scope.sentence[place] or not is_amount(previous):
        return _percentage_against(scope, place)
    again = restated(scope, previous.end, stated)
    if again is None and scope.gap(previous.end, stated.start).strip("("):
        return _percentage_against(scope, place)
    told = again[0] if again else Evidence(previous.end, stated.end, "bracket")
    if (distance := distances.get(previous.id)) is not None:
        return Relation(PERCENTAGE, stated, (previous, distance.terms[1]), STRICT, told.rule, (*distance.evidence, told))
    whole = _whole_before(scope, place - 1)
    if whole is not None:
        (part, base), word = whole
        change = _is_percent(stated, abs(part.low - base.low), base.low)
        return Relation(PERCENTAGE, stated, (part, base), NEAR, told.rule, (word, told), change=change)
    for other in reversed([*earlier, *scope.figures[: place - 1]][-MEMORY:]):
        if is_amount(other) and compatible(other, previous) and _is_percent(stated, previous.low, other.low):
            return Relation(PERCENTAGE, stated, (previous, other), AGREE, told.rule, (told,))
    return _percentage_against(scope, place)


def _whole_before(scope: Scope, place: int) -> tuple[tuple[Figure, Figure], Evidence] | None:
    """Part and whole of ``3 of 12 million, or 25%``: the figure at ``place`` and the one before it."""
    if place == 0 or scope.sentence[place - 1] != scope.sentence[place]:
        return None
    part, whole = scope.figures[place - 1], scope.figures[place]
    if not is_amount(part) or not compatible(part, whole):
        return None
    word = _of_before(scope, part.end, whole.start)
    return ((part, whole), word) if word else None


def _of_before(scope: Scope, start: int, end: int) -> Evidence | None:
    """The word (``of``, ``out of``, ``against``) that makes the amount at ``end`` the whole of what stands before ``start``."""
    for word in scope.of_role("against"):
        if start <= word.start and word.end <= end and end - word.end <= BESIDE:
            return Evidence(word.start, word.end, word.rule)
    match = scope.beside(scope.lexicon.of, max(start, end - BESIDE), end)
    return Evidence(match.start(), match.end(), "of") if match else None


def _percentage_against(scope: Scope, place: int) -> Relation | None:
    """``by 78%: instead of 76 million we have 59.3``: the only percentage of a sentence with two amounts."""
    stated, sentence = scope.figures[place], scope.sentence[place]
    here = [figure for other, figure in enumerate(scope.figures) if scope.sentence[other] == sentence]
    amounts = [figure for figure in here if is_amount(figure)]
    if len(amounts) != 2 or amounts[0].unit != amounts[1].unit or sum(map(is_share, here)) != 1:
        return None
    word = next((word for word in scope.of_role("against") if word.sentence == sentence), None)
    if word is None:
        return None
    whole = next((figure for figure in amounts if 0 <= figure.start - word.end <= BESIDE), None)
    if whole is None:
        return None
    part = amounts[1] if whole is amounts[0] else amounts[0]
    if _is_percent(stated, abs(part.low - whole.low), whole.low):
        return Relation(PERCENTAGE, stated, (part, whole), AGREE, word.rule, noted(word), change=True)
    fulfilled = any(other.sentence == sentence for other in scope.of_role("fulfilled"))
    return Relation(PERCENTAGE, stated, (part, whole), NEAR if fulfilled else AGREE, word.rule, noted(word))


def _is_percent(stated: Figure, part: Decimal, whole: Decimal) -> bool:
    return bool(whole) and abs(part / whole * HUNDRED - stated.low) < last_place(stated)


def _amount_of_share(scope: Scope, place: int, earlier: Sequence[Figure], asked: Sequence[Figure]) -> Relation | None:
    """An amount that says a share again: ``two fifths, or 80 million marks``."""
    share, sentence = scope.figures[place], scope.sentence[place]
    behind = [figure for other, figure in enumerate(scope.figures) if other > place and scope.sentence[other] == sentence][:2]
    if not behind or not all(map(is_amount, behind[:1])):
        return None
    if len(behind) == 2 and is_amount(behind[1]) and compatible(*behind) and behind[0].start - share.end <= BESIDE:
        whole, amount = behind
        again, of = restated(scope, whole.end, amount), _of_before(scope, share.end, whole.start)
        if again is not None and of is not None:
            return Relation(FRACTION, amount, (share, whole), NEAR, of.rule, (of, again[0]))
    amount = behind[0]
    again = restated(scope, share.end, amount)
    if again is None and scope.gap(share.end, amount.start).strip("("):
        return None
    told = (again[0],) if again else (Evidence(share.start, share.end, "share"),)
    nearest = [figure for figure in (*earlier, *scope.figures[:place]) if is_amount(figure) and figure.unit == amount.unit]
    for whole in (*reversed(nearest[-MEMORY:]), *reversed(asked)):
        if whole.unit == amount.unit and abs(whole.low * share.low / HUNDRED - amount.low) < last_place(amount):
            return Relation(FRACTION, amount, (share, whole), AGREE, "share", told)
    return None


def _multiples(scope: Scope) -> Iterator[Relation]:
    """``twice that amount, i.e. 170 million``."""
    for word in scope.of_role("times"):
        place = scope.next(word.end)
        if place >= len(scope.figures) or scope.sentence[place] != word.sentence:
            continue
        stated = scope.figures[place]
        again = restated(scope, word.end, stated)
        if stated.start - word.end > CLAUSE // 2 or (again is None and scope.gap(word.end, stated.start)) or not is_amount(stated):
            continue
        before = [f for f in scope.figures[:place] if f.end <= word.start and f.unit == stated.unit and is_amount(f)]
        if before:
            times = scope.lexicon.times[word.rule]
            yield Relation(MULTIPLE, stated, (before[-1],), NEAR, word.rule, noted(word), times=times)


def _conversions(scope: Scope) -> Iterator[Relation]:
    """``18,400 poods, that is, some 300 tons``."""
    for place, (term, stated) in enumerate(pairwise(scope.figures)):
        if term.unit == stated.unit or term.quantity.kind != stated.quantity.kind or stated.quantity.kind not in _MEASURES:
            continue
        if scope.sentence[place] != scope.sentence[place + 1] or not (is_amount(term) and is_amount(stated)):
            continue
        again = restated(scope, term.end, stated)
        if again is not None:
            word, sure = again
            yield Relation(CONVERSION, stated, (term,), STRICT if sure else NEAR, word.rule, (word,))
        elif scope.text[term.end : stated.start].strip() == "(":
            yield Relation(CONVERSION, stated, (term,), NEAR, "bracket", (Evidence(term.end, stated.end, "bracket"),))

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
from itertools import combinations

from figures.arithmetic import difference_tolerance, last_place
from figures.model import Evidence, Figure
from figures.relations import (
    AGREE,
    BESIDE,
    CLAUSE,
    CONVERSION,
    DIFFERENCE,
    FRACTION,
    MULTIPLE,
    NEAR,
    PERCENTAGE,
    STRICT,
    TIMES,
    Relation,
    Scope,
    Word,
    compatible,
    is_amount,
    noted,
)

MEMORY = 8
"""How many earlier amounts are tried as terms of a difference or as the whole of a share."""
_HUNDRED = Decimal(100)
_MEASURES = ("mass", "area", "volume", "length")
"""Kinds whose units convert into one another."""


def find(scope: Scope, earlier: Sequence[Figure], asked: Sequence[Figure]) -> Iterator[Relation]:
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


def restated(scope: Scope, left: Figure, right: Figure) -> Word | None:
    """The word by which the right figure says the left one again, if one stands right before it."""
    if right.start - left.end > CLAUSE:
        return None
    for word in reversed(scope.words):
        if word.end <= right.start and word.start >= left.end and right.start - word.end <= BESIDE // 2:
            return word if word.rule("same", "perhaps") else None
    return None


def _sentence_word(scope: Scope, place: int, *roles: str, after: int = 0) -> Word | None:
    """The first word with one of the roles in the sentence of the figure, at or behind ``after``."""
    sentence = scope.sentence[place]
    return next((word for word in scope.words if word.sentence == sentence and word.start >= after and word.rule(*roles)), None)


def differences(scope: Scope, earlier: Sequence[Figure]) -> Iterator[Relation]:
    """Distances between two amounts."""
    for place, figure in enumerate(scope.figures):
        if not is_amount(figure) or (word := _comparative(scope, place)) is None:
            continue
        rule = word.rule("more", "less")
        assert rule is not None
        found = _explicit_terms(scope, place, word) or _fitting_terms(scope, place, word, earlier)
        if found is not None:
            terms, claim = found
            yield Relation(DIFFERENCE, figure, terms, claim, rule, noted(word, rule))


def _comparative(scope: Scope, place: int) -> Word | None:
    """The comparative that makes a figure a distance: before it with ``by``, or right behind it."""
    figure = scope.figures[place]
    by: Word | None = None
    for word in reversed(scope.words):
        if 0 <= word.start - figure.end <= 2 and word.rule("more", "less"):
            return word if _measures_against(scope, word) else None
        if word.end > figure.start or word.sentence != scope.sentence[place]:
            continue
        if by is None:
            if not word.rule("by") or figure.start - word.end > 2:
                return None
            by = word
        elif figure.start - word.end > CLAUSE:
            return None
        elif word.rule("more", "less"):
            return word
    return None


def _measures_against(scope: Scope, word: Word) -> bool:
    """Whether a comparative behind an amount compares (``more than``, ``above July``), not just adds (``5 more``)."""
    text = scope.text[word.start : word.end]
    return " " in text or text not in scope.lexicon.alone


def _explicit_terms(scope: Scope, place: int, word: Word) -> tuple[tuple[Figure, ...], str] | None:
    """The amount behind ``than`` in the same sentence, and the nearest one before the distance."""
    stated = scope.figures[place]
    if word.start < stated.end or place + 1 >= len(scope.figures) or scope.sentence[place + 1] != scope.sentence[place]:
        return None
    other = scope.figures[place + 1]
    before = [figure for figure in scope.figures[:place] if is_amount(figure) and compatible(figure, stated)]
    if not before or not is_amount(other) or other.unit != stated.unit or other.start - word.end > BESIDE:
        return None
    return (before[-1], other), NEAR


def _fitting_terms(scope: Scope, place: int, word: Word, earlier: Sequence[Figure]) -> tuple[tuple[Figure, ...], str] | None:
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
            return _earlier_last(terms, word), AGREE
    return (_earlier_last((here[0], here[1]), word), NEAR) if len(here) == 2 and compatible(*here) else None


def _earlier_last(terms: tuple[Figure, Figure], word: Word) -> tuple[Figure, ...]:
    """The terms so that the second is what is compared with: the smaller one of ``more``, the larger of ``less``."""
    ordered = sorted(terms, key=lambda figure: figure.low, reverse=bool(word.rule("more")))
    return tuple(ordered)


def _percentage(scope: Scope, place: int, distances: dict[str, Relation], earlier: Sequence[Figure]) -> Relation | None:
    """A percentage that follows from two amounts of the sentence."""
    stated = scope.figures[place]
    if stated.quantity.numeral.form == "fraction":
        return None
    previous = scope.figures[place - 1] if place else None
    if previous is not None and scope.sentence[place - 1] == scope.sentence[place] and is_amount(previous):
        word = restated(scope, previous, stated)
        bare = not scope.gap(previous.end, stated.start).strip("(")
        if word is not None or bare:
            rule = (word.rule("same", "perhaps") if word else None) or "bracket"
            told = noted(word, rule) if word else (Evidence(previous.end, stated.end, rule),)
            if (distance := distances.get(previous.id)) is not None:
                return Relation(PERCENTAGE, stated, (previous, distance.terms[1]), STRICT, rule, (*distance.evidence, *told))
            whole = _whole_before(scope, place - 1)
            if whole is not None:
                pair, reference = whole
                return Relation(PERCENTAGE, stated, pair, NEAR, rule, (*told, *noted(reference, "against")))
            for other in reversed([*earlier, *scope.figures[: place - 1]][-MEMORY:]):
                if is_amount(other) and compatible(other, previous) and _is_percent(stated, previous.low, other.low):
                    return Relation(PERCENTAGE, stated, (previous, other), AGREE, rule, told)
    return _percentage_against(scope, place)


def _whole_before(scope: Scope, place: int) -> tuple[tuple[Figure, ...], Word] | None:
    """Part and whole of ``3 of 12 million, or 25%``: the figure at ``place`` and the one before it."""
    if place == 0 or scope.sentence[place - 1] != scope.sentence[place]:
        return None
    part, whole = scope.figures[place - 1], scope.figures[place]
    if not is_amount(part) or not compatible(part, whole):
        return None
    for word in scope.words:
        if part.end <= word.start and word.end <= whole.start and whole.start - word.end <= BESIDE and word.rule("against", "of"):
            return (part, whole), word
    return None


def _percentage_against(scope: Scope, place: int) -> Relation | None:
    """``by 78%: instead of 76 million we have 59.3``: the only percentage of a sentence with two amounts."""
    stated, sentence = scope.figures[place], scope.sentence[place]
    here = [figure for other, figure in enumerate(scope.figures) if scope.sentence[other] == sentence]
    amounts = [figure for figure in here if is_amount(figure)]
    if len(amounts) != 2 or amounts[0].unit != amounts[1].unit or sum(map(is_share, here)) != 1:
        return None
    word = _sentence_word(scope, place, "against")
    if word is None:
        return None
    whole = next((figure for figure in amounts if 0 <= figure.start - word.end <= BESIDE), None)
    if whole is None:
        return None
    part = amounts[1] if whole is amounts[0] else amounts[0]
    rule = word.rule("against")
    assert rule is not None
    if _is_percent(stated, abs(part.low - whole.low), whole.low):
        return Relation(PERCENTAGE, stated, (part, whole), AGREE, rule, noted(word, rule), change=True)
    claim = NEAR if _sentence_word(scope, place, "fulfilled") else AGREE
    return Relation(PERCENTAGE, stated, (part, whole), claim, rule, noted(word, rule))


def _is_percent(stated: Figure, part: Decimal, whole: Decimal) -> bool:
    return bool(whole) and abs(part / whole * _HUNDRED - stated.low) < last_place(stated)


def _amount_of_share(scope: Scope, place: int, earlier: Sequence[Figure], asked: Sequence[Figure]) -> Relation | None:
    """An amount that says a share again: ``two fifths, or 80 million marks``."""
    share, sentence = scope.figures[place], scope.sentence[place]
    behind = [figure for other, figure in enumerate(scope.figures) if other > place and scope.sentence[other] == sentence][:2]
    if not behind or not all(map(is_amount, behind[:1])):
        return None
    if len(behind) == 2 and is_amount(behind[1]) and compatible(*behind):
        whole, amount = behind
        word = restated(scope, whole, amount)
        of = next((w for w in scope.words if share.end <= w.start and w.end <= whole.start and w.rule("of")), None)
        if word is not None and of is not None and whole.start - share.end <= BESIDE:
            return Relation(FRACTION, amount, (share, whole), NEAR, "of", (*noted(of, "of"), *noted(word, "that-is")))
    amount = behind[0]
    word = restated(scope, share, amount)
    if word is None and scope.gap(share.end, amount.start).strip("("):
        return None
    told = noted(word, word.rule("same", "perhaps") or "") if word else (Evidence(share.start, share.end, "share"),)
    nearest = [figure for figure in (*earlier, *scope.figures[:place]) if is_amount(figure) and figure.unit == amount.unit]
    for whole in (*reversed(nearest[-MEMORY:]), *reversed(asked[-MEMORY * MEMORY :])):
        if whole.unit == amount.unit and abs(whole.low * share.low / _HUNDRED - amount.low) < last_place(amount):
            return Relation(FRACTION, amount, (share, whole), AGREE, "share", told)
    return None


def _multiples(scope: Scope) -> Iterator[Relation]:
    """``twice that amount, i.e. 170 million``."""
    for word in scope.words:
        rule = word.rule(TIMES)
        place = scope.next(word.end)
        if rule is None or place >= len(scope.figures) or scope.sentence[place] != word.sentence:
            continue
        stated = scope.figures[place]
        again = next((w for w in scope.words if word.end <= w.start and w.end <= stated.start and w.rule("same", "perhaps")), None)
        if stated.start - word.end > CLAUSE // 2 or (again is None and scope.gap(word.end, stated.start)) or not is_amount(stated):
            continue
        before = [f for f in scope.figures[:place] if f.end <= word.start and f.unit == stated.unit and is_amount(f)]
        if before:
            yield Relation(MULTIPLE, stated, (before[-1],), NEAR, rule, noted(word, rule), times=scope.lexicon.times[rule])


def _conversions(scope: Scope) -> Iterator[Relation]:
    """``18,400 poods, that is, some 300 tons``."""
    for place in range(1, len(scope.figures)):
        term, stated = scope.figures[place - 1], scope.figures[place]
        if term.unit == stated.unit or term.quantity.kind != stated.quantity.kind or stated.quantity.kind not in _MEASURES:
            continue
        if scope.sentence[place - 1] != scope.sentence[place] or not (is_amount(term) and is_amount(stated)):
            continue
        word = restated(scope, term, stated)
        bracket = scope.text[term.end : stated.start].strip() == "("
        if word is not None:
            rule = word.rule("same", "perhaps") or ""
            yield Relation(CONVERSION, stated, (term,), STRICT if word.rule("same") else NEAR, rule, noted(word, rule))
        elif bracket:
            yield Relation(CONVERSION, stated, (term,), NEAR, "bracket", (Evidence(term.end, stated.end, "bracket"),))

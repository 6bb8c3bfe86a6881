"""The numerals that no rule took, each set aside with the reason its word gives."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from figures.amounts.asides.words import new_aside
from figures.amounts.paragraph import Findings, Page
from figures.model import SetAside

_BEYOND = 1 << 62
"""Behind every text."""
_LARGEST_MARK = 60
"""No letter has more footnotes."""
_MARK_ENDS = frozenset(".,;?!")
_SPACED_MARK_ENDS = frozenset((" .", " ,", " ;", " ?", " !", " :", " )"))


def leave(found: Findings) -> Sequence[SetAside]:
    """All that is set aside of a paragraph: what no rule took too, without the stretches that lie inside a quote."""
    page = found.page
    quotes = [(q.start, q.end) for q in found.quantities]
    aside = [s for s in found.aside if not _is_quoted(s, quotes)] if quotes else [*found.aside]
    supplied = {q.numeral.start for q in found.quantities}
    aside += [_leftover(page, number.start, number.end) for number in found.bare if number.start not in supplied]
    taken = sorted([*quotes, *((s.start, s.end) for s in aside)])
    return [*aside, *(_leftover(page, at, stop) for at, stop in _untaken(page.spans, taken))]


def _is_quoted(stretch: SetAside, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch lies inside a quote; quotes are in reading order and apart."""
    k = bisect_right(quotes, (stretch.start, _BEYOND)) - 1
    return k >= 0 and stretch.end <= quotes[k][1]


def _untaken(spans: Iterable[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """The numeral tokens that lie in no stretch; both are in reading order."""
    k = 0
    for at, stop in spans:
        while k < len(taken) and taken[k][1] <= at:
            k += 1
        if k == len(taken) or stop <= taken[k][0]:
            yield at, stop


def _leftover(page: Page, at: int, end: int) -> SetAside:
    """The reason for a numeral that counts nothing."""
    word, g = page.text[at:end].lower(), page.grammar
    reason, rule = "no unit", "no-unit"
    if word in g.ratios:
        reason, rule = "ratio", "ratio-words"
    elif word in g.ordinals or word in g.fractions:
        reason, rule = "ordinal", "ordinal-words"
    elif word in g.magnitudes:
        declared = _word_before(page, at) in page.lex.lists["declares"]  # in thousand poods: …
        reason, rule = ("multiplier of a list", "declared-unit") if declared else ("vague number", "vague")
    elif g.cardinals.get(word) == 1:
        reason, rule = "pronoun", "one-of"
    elif _is_mark(page, at, end, word):
        reason, rule = "footnote mark", "mark-by-shape"
    return new_aside(at, end, reason, rule)


def _word_before(page: Page, at: int) -> str:
    """The word and the single space before a place, without the space."""
    left = page.text[page.start : at]
    return left[left.rfind(" ", 0, -1) + 1 : -1].lstrip("([").lower() if left.endswith(" ") else ""


def _is_mark(page: Page, at: int, end: int, word: str) -> bool:
    """A small number alone before punctuation or the end of a line is a footnote mark that was not recognised."""
    text = page.text
    if not word.isdigit() or int(word) > _LARGEST_MARK or text[at - 1 : at] != " ":
        return False
    following = text[end : end + 2]
    return end == page.end or following[:1] in ("", "\n") or following[:1] in _MARK_ENDS or following in _SPACED_MARK_ENDS

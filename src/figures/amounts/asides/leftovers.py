"""Part of station 5: the numerals that no rule took, each set aside with the reason its word gives."""

from __future__ import annotations

from figures.amounts.numbers import Grammar, grammar
from figures.amounts.paragraph import Page
from figures.model import SetAside


def leave(text: str, page: Page, language: str) -> None:
    """Set aside what no rule took, and drop stretches that lie inside a quote."""
    g = grammar(language)
    taken = [(s.start, s.end) for s in page.aside]
    if page.quantities or page.bare:
        quotes = [(q.start, q.end) for q in page.quantities]
        page.aside = [s for s in page.aside if not any(a <= s.start and s.end <= b for a, b in quotes)]
        done = {q.numeral.start for q in page.quantities}
        for number in page.bare:
            if number.start not in done:
                page.aside.append(_leftover(text, number.start, number.end, page, g))
        taken = [*quotes, *((s.start, s.end) for s in page.aside)]
    taken.sort()
    k = 0
    for at, stop in page.spans:
        while k < len(taken) and taken[k][1] <= at:
            k += 1
        if k == len(taken) or stop <= taken[k][0]:
            page.aside.append(_leftover(text, at, stop, page, g))


def _leftover(text: str, at: int, end: int, page: Page, g: Grammar) -> SetAside:
    """The reason for a numeral token that counts nothing."""
    word = text[at:end].lower()
    if word in g.ordinals or word in g.fractions:
        return SetAside(at, end, "ratio" if word in g.ratios else "ordinal", "ratio-words" if word in g.ratios else "ordinal-words")
    if word in g.magnitudes:
        if text[max(page.start, at - 3) : at].lower() == "in ":  # in thousand poods: …
            return SetAside(at, end, "multiplier of a list", "declared-unit")
        return SetAside(at, end, "vague number", "vague")
    if word in g.cardinals:
        one = g.cardinals[word] == 1
        return SetAside(at, end, "pronoun" if one else "no unit", "one-of" if one else "no-unit")
    if word.isdigit() and int(word) <= 60 and text[at - 1 : at] == " ":
        following = text[end : end + 2]
        if (
            following[:1] in ("", "\n")
            or following in (" .", " ,", " ;", " ?", " !", " :", " )")
            or following[:1] in ".,;?!"
            or end == page.end
        ):
            return SetAside(at, end, "footnote mark", "mark-by-shape")
    return SetAside(at, end, "no unit", "no-unit")

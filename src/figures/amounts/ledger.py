"""The ledger: every numeral token of a text and what became of it.

The proof of the first promise: nothing disappears.  Each digit run and number word is in exactly one
figure or one stretch set aside; :class:`Entry` can also say that it is in neither or in both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from figures.amounts.numbers import Tokens
from figures.model import Edition, Figure, Letter, SetAside

_PRINTED = re.compile("[0-9]+(?:[.,][0-9]+)*[¼½¾⅐-⅞]?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One numeral token of the text and what became of it; both or neither set is a fault."""

    start: int
    end: int
    quote: str
    line: int
    figure: str | None
    reason: str | None
    rule: str | None


def ledger_of(edition: Edition, letters: Iterable[Letter], set_aside: Iterable[SetAside], figures: Iterable[Figure]) -> Iterator[Entry]:
    """Every single numeral token of the edition exactly once, in reading order.

    A token in neither has neither ``figure`` nor ``reason``; a token in both has both; a token in two
    figures names both ids, joined by ``|``.
    """
    stretches = sorted(set_aside, key=lambda s: (s.start, s.end))
    quotes = sorted((f.start, f.end, f.id) for f in figures)
    stretch_starts = [s.start for s in stretches]
    quote_starts = [q[0] for q in quotes]
    text = edition.text
    done = 0
    for at, stop in Tokens(text, 0, len(text), edition.language).spans(0, len(text)):
        if at < done:
            continue
        joined = _PRINTED.match(text, at)  # also 2½
        done = stop = joined.end() if joined else stop
        holders = [
            q
            for q in quotes[max(0, bisect_right(quote_starts, at) - 3) : bisect_right(quote_starts, stop - 1)]
            if q[0] < stop and at < q[1]
        ]
        asides = [
            s
            for s in stretches[max(0, bisect_right(stretch_starts, at) - 3) : bisect_right(stretch_starts, stop - 1)]
            if s.start < stop and at < s.end
        ]
        yield Entry(
            at,
            stop,
            text[at:stop],
            edition.line(at),
            "|".join(q[2] for q in holders) or None,
            asides[0].reason if asides else None,
            asides[0].rule if asides else None,
        )

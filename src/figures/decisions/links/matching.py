"""Which requests an addressee of an answer means.

Addressees choose by region or party, then point, then nouns: a request is meant when one of its names stands in full
among the nouns, telling names before common ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from figures.decisions.answers import Clause
from figures.decisions.requests import Ask, Request
from figures.decisions.words import Does, Token, Wording
from figures.model import Letter
from figures.names import contains_region


@dataclass(frozen=True, slots=True)
class Answer:
    """A text that may answer: a reply, a footnote, or the writers' own words on requests.

    ``asks`` are the letters whose requests are in the ``pool``.  ``general`` tells whether a consent that names nobody
    speaks of everything.  What a ``note`` says of nobody is said of ``beside``, the requests of the paragraph by which it stands.
    """

    letter: Letter
    wording: Wording
    clauses: tuple[Clause, ...]
    pool: tuple[Request, ...]
    asks: tuple[Ask, ...]
    general: bool = True
    note: bool = False
    beside: tuple[Request, ...] = ()


def values(tokens: Iterable[Token], does: str) -> set[str]:
    """What addressees of one kind name."""
    return {value for token in tokens if token.does == does for value in token.values}


def resolve(tokens: Sequence[Token], pool: Sequence[Request], wording: Wording) -> list[Request]:
    """The requests of a pool that addressees name; an empty list when they name none."""
    regions, parties, nouns = values(tokens, Does.REGION), values(tokens, Does.PARTY), values(tokens, Does.NOUN)
    points = {int(value) for value in values(tokens, Does.POINT)}
    chosen = _of_places(regions, parties, pool, wording) if regions or parties else list(pool)
    if not chosen and (nouns or points):
        chosen, regions, parties = list(pool), set(), set()
    if points and not regions:
        chosen = _of_points(chosen, pool, points)
    narrowed = bool(regions or parties or points)
    if not nouns or not chosen:
        return chosen if narrowed else []
    many = any(token.does in (Does.EACH, Does.ALL) for token in tokens)
    named = _named(chosen, nouns, wording, many or len(chosen) < len(pool))
    return named or (chosen if narrowed else [])


def _of_places(regions: set[str], parties: set[str], pool: Sequence[Request], wording: Wording) -> list[Request]:
    """The requests of the regions and parties that are named; where none is of a place, those of the region around it."""
    known = {request.region for request in pool}
    around = {r for r in known for name in regions - known if r and r != wording.home and contains_region(r, name)}
    return [r for r in pool if r.region in regions | around or r.parties & parties]


def _of_points(chosen: Sequence[Request], pool: Sequence[Request], points: set[int]) -> list[Request]:
    """Those in the numbered points; where no points are numbered, ``the second`` is the second thing asked for."""
    if any(request.point for request in pool):
        return [r for r in chosen if r.point in points]
    return [r for number, r in enumerate(pool, 1) if number in points and r in chosen]


def _named(requests: Sequence[Request], nouns: set[str], wording: Wording, few: bool) -> list[Request]:
    """The requests whose name stands in full among the nouns; telling names before common ones, full names before parts.

    Among the ``few`` of a region or point a common word tells enough (``the loan``); else only where nothing else could be meant.
    """
    dull = wording.book.dull
    for names in ([n for r in requests for n in r.names if n - dull], [n for r in requests for n in r.names]):
        met = {name for name in names if name <= nouns}
        hits = [(r, frozenset().union(*(n for n in r.names if n in met))) for r in requests]
        hits = [(r, hit) for r, hit in hits if hit]
        if hits:
            return [r for r, hit in hits if not any(hit < other for _, other in hits)]
    telling = [] if few else _most(requests, nouns - dull)
    common = _most(requests, nouns) if not telling else []
    return telling or (common if few or len(common) == 1 else [])


def _most(requests: Sequence[Request], nouns: set[str]) -> list[Request]:
    """The requests with most of the nouns, none where they have none."""
    counts = [len(request.nouns & nouns) for request in requests]
    best = max(counts, default=0)
    return [r for r, count in zip(requests, counts, strict=True) if best and count == best]

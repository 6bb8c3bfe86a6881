"""Ties each review to its figure again when the text or the rules have moved it.

A review was made on a quote at a place.  Ids are made of letter and place, so a line added above a
letter moves nothing; a letter lost, or a typo mended in front of a figure, does.  Tried in this
order, each figure taken once: the same id with the same quote; the same quote in the same letter,
nearest to its old place, first in the same sentence; the same quote and sentence in another letter;
the same place with a quote that is nearly the same.  What fits nothing is orphaned, not guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from figures.model import Figure
from figures.reviews.merge import conflicting
from figures.reviews.review import Review
from figures.rows import RunIndex, figure_amount, figure_attribution, figure_sentence

ALIKE = 0.75
"""Share of characters in which two sentences, one of them edited, still agree."""
QUOTE_ALIKE = 0.6
"""The same for two quotes: a typo mended, not another amount."""


@dataclass(frozen=True, slots=True)
class Attached:
    """The reviews of each figure by its present id, those whose figure is gone, and what moved."""

    by_figure: dict[str, tuple[Review, ...]]
    orphans: tuple[Review, ...]
    moved: tuple[str, ...]

    def reviews(self) -> Iterator[Review]:
        return (one for group in self.by_figure.values() for one in group)


def attach_reviews(reviews: Sequence[Review], index: RunIndex) -> Attached:
    """Find the figure of every review."""
    if not reviews:
        return Attached({}, (), ())
    search = _Search({figure.id: _place(figure, index) for figure in index.run.figures}, set())
    groups: dict[tuple[str, str], list[Review]] = {}
    for one in reviews:
        groups.setdefault((one.figure, _flat(one.anchor["quote"])), []).append(one)
    waiting = sorted(groups, key=lambda key: (not groups[key][0].anchor["letter"], key[0].rpartition("/")[0], _numbers(key[0])))
    found: dict[tuple[str, str], _Place] = {}
    for rule in (_same_place, _same_sentence, _same_letter, _elsewhere, _mended):
        left = []
        for key in waiting:
            place = rule(groups[key][0], search)
            if place is None:
                left.append(key)
            else:
                found[key] = place
                search.taken.add(place.id)
        waiting = left
    return _attached(groups, found, index)


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure with what its place is told by."""

    figure: Figure
    quote: str
    sentence: str
    numbers: list[int]

    @property
    def id(self) -> str:
        return self.figure.id

    @property
    def letter(self) -> str:
        return self.figure.letter


def _place(figure: Figure, index: RunIndex) -> _Place:
    return _Place(figure, _flat(index.quote(figure)), _flat(figure_sentence(figure, index)), _numbers(figure.id))


@dataclass(frozen=True, slots=True)
class _Search:
    """The places of the run by figure, and those that have their review."""

    by_id: dict[str, _Place]
    taken: set[str]

    def free(self) -> Iterator[_Place]:
        return (place for place in self.by_id.values() if place.id not in self.taken)


def _same_place(one: Review, search: _Search) -> _Place | None:
    """The id it was made on; a row written by hand may give the id alone."""
    place = search.by_id.get(one.figure)
    quote = _flat(one.anchor["quote"])
    if place is None or (quote and quote != place.quote):
        return None
    sentence = _flat(one.anchor["sentence"])
    if sentence and sentence != place.sentence and not _alike(sentence, place.sentence, ALIKE):
        return None
    return place


def _same_sentence(one: Review, search: _Search) -> _Place | None:
    sentence = _flat(one.anchor["sentence"])
    near = (place for place in _with_quote(one, search) if place.letter == one.anchor["letter"])
    return _nearest(one, [place for place in near if place.sentence == sentence])


def _same_letter(one: Review, search: _Search) -> _Place | None:
    sentence = _flat(one.anchor["sentence"])
    near = (place for place in _with_quote(one, search) if place.letter == one.anchor["letter"])
    return _nearest(one, [place for place in near if _alike(sentence, place.sentence, ALIKE)])


def _elsewhere(one: Review, search: _Search) -> _Place | None:
    """In another letter only the same sentence counts, and only if its letter is gone or it is there once."""
    sentence = _flat(one.anchor["sentence"])
    same = [place for place in _with_quote(one, search) if sentence and place.sentence == sentence]
    letters = {place.letter for place in same}
    return _nearest(one, same) if len(letters) == 1 else None


def _mended(one: Review, search: _Search) -> _Place | None:
    sentence, quote = _flat(one.anchor["sentence"]), _flat(one.anchor["quote"])
    if not sentence or not quote:
        return None
    near = [
        place
        for place in search.free()
        if place.letter == one.anchor["letter"]
        and _alike(sentence, place.sentence, ALIKE) and _alike(quote, place.quote, QUOTE_ALIKE)
    ]  # fmt: skip
    return _nearest(one, near)


def _with_quote(one: Review, search: _Search) -> Iterator[_Place]:
    quote = _flat(one.anchor["quote"])
    return (place for place in search.free() if quote and place.quote == quote)


def _nearest(one: Review, places: list[_Place]) -> _Place | None:
    old = _numbers(one.figure)
    return min(places, key=lambda place: ([abs(a - b) for a, b in zip(place.numbers, old, strict=False)], place.numbers), default=None)


def _attached(groups: dict[tuple[str, str], list[Review]], found: dict[tuple[str, str], _Place], index: RunIndex) -> Attached:
    by_figure: dict[str, list[Review]] = {}
    moved: list[str] = []
    for key, place in found.items():
        anchor = anchor_of(place.figure, index)
        for one in groups[key]:
            # How the figure was read stays as it was when the review was made.
            by_figure.setdefault(place.id, []).append(one.on(anchor | ({"read": one.anchor["read"]} if one.anchor["read"] else {})))
        if key[0] != place.id:
            moved.append(f"The review of {key[0]} moved with its quote to {place.id}.")
        elif key[1] and key[1] != place.quote:
            moved.append(f"The review of {place.id} was made on “{key[1]}”, which now reads “{place.quote}”.")
    settled = {id: tuple(conflicting(group)) for id, group in by_figure.items()}
    order = {figure.id: number for number, figure in enumerate(index.run.figures)}
    orphans = [one for key, group in groups.items() if key not in found for one in group]
    return Attached(
        {id: settled[id] for id in sorted(settled, key=order.__getitem__)},
        tuple(sorted(orphans, key=lambda one: (one.figure, one.key()))),
        tuple(sorted(moved)),
    )


def anchor_of(figure: Figure, index: RunIndex) -> dict[str, str]:
    """What a review of this figure is made on."""
    return {
        "figure": figure.id,
        "letter": figure.letter,
        "source": index.edition(figure).source,
        "line": str(index.line(figure)),
        "quote": index.quote(figure),
        "sentence": figure_sentence(figure, index),
        "read": reading_in_words(figure),
    }


def reading_in_words(figure: Figure) -> str:
    """How a figure is read, in one line."""
    return ", ".join(part for part in (figure_amount(figure), figure_attribution(figure)) if part)


def _flat(said: str) -> str:
    return " ".join(said.split())


def _alike(one: str, other: str, share: float) -> bool:
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= share and matcher.quick_ratio() >= share and matcher.ratio() >= share


def _numbers(id: str) -> list[int]:
    """Paragraph and offset of an id, ``LETTER/paragraph.offset``."""
    return [int(part) for part in id.rpartition("/")[2].split(".") if part.isdigit()]

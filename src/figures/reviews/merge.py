"""Brings the reviews of the workbook and of ``reviews.csv`` together.

Both may have been edited since the last build, whose state is known by hashes (the base).  Where
one side changed, it counts; where both changed to the same, there is nothing to decide; where they
differ, nothing is guessed: both are kept, marked with where they come from, until someone settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from figures.reviews.review import Review
from figures.rows import FILES

Base = Mapping[str, Sequence[str]]
"""Per figure the hashes of its reviews as the last build wrote them, the workbook's first."""


def base_of(reviews: Iterable[Review]) -> dict[str, list[str]]:
    """The base that a build leaves behind."""
    base: dict[str, list[str]] = {}
    for one in reviews:
        base.setdefault(one.figure, []).append(one.key())
    return base


def merge_reviews(
    in_workbook: Iterable[Review], present: Iterable[str], in_file: Iterable[Review] | None, base: Base | None
) -> list[Review]:
    """Every review that stands, one per figure or, where the two sides differ, both.

    ``present`` are the figures that have a row in the workbook: a row that is not there says
    nothing, an empty one says that the review was taken back.  ``in_file`` is None where there is
    no file, ``base`` where nothing is known of the last build.
    """
    rows = dict.fromkeys(present)
    book, file = _by_figure(in_workbook), _by_figure(in_file or ())
    found: list[Review] = []
    for figure in dict.fromkeys([*file, *book]):
        ours, theirs = book.get(figure, []), file.get(figure, [])
        if in_file is None:
            found += ours
        elif figure not in rows and figure not in book:
            found += theirs
        else:
            found += _settle(ours, theirs, None if base is None else list(base.get(figure, ())))
    return found


def _settle(ours: list[Review], theirs: list[Review], base: list[str] | None) -> list[Review]:
    """What stands for one figure: ``ours`` of the workbook, ``theirs`` of the file."""
    mine, other = [one.key() for one in ours], [one.key() for one in theirs]
    if mine == other:
        return theirs
    if base is not None:
        if mine == base[:1] or (not base and not mine):
            return theirs
        if other == base:
            return ours
    if not theirs or not ours:
        return theirs or ours
    marked = [replace(one, origin=FILES.workbook) for one in ours]
    return conflicting([*marked, *(replace(one, origin=one.origin or FILES.reviews) for one in theirs)])


def conflicting(reviews: Sequence[Review]) -> list[Review]:
    """Reviews of one figure, each wording once; marked with their origin only if several are left."""
    different = list({one.key(): one for one in reversed(reviews)}.values())[::-1]
    if len(different) == 1:
        return [replace(different[0], origin="")]
    return [replace(one, origin=one.origin or FILES.reviews) for one in different]


def _by_figure(reviews: Iterable[Review]) -> dict[str, list[Review]]:
    found: dict[str, list[Review]] = {}
    for one in reviews:
        found.setdefault(one.figure, []).append(one)
    return {figure: _once(group) for figure, group in found.items()}


def _once(group: list[Review]) -> list[Review]:
    """The reviews of one side, each wording once; a conflict that someone settled has no origin any more."""
    return group if len(group) == 1 and not group[0].origin else conflicting(group)

"""The order of the stations and nothing else.

read → cut, threads → numerals, set aside, units → attribution → reconciliation → decisions.

Cutting, amounts and attribution go edition by edition (:func:`cut_each`, :func:`read_each`); threads,
reconciliation and decisions over all of them (:func:`join`): a reply may stand in next month's file.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from figures import decisions
from figures.amounts import quantities_of
from figures.attribution import attribute_letter
from figures.checks import reconcile
from figures.model import Doubt, Edition, Figure, Letter, Run, SetAside
from figures.reading import Threads, cut_letters, in_known_language


@dataclass(frozen=True, slots=True)
class Cut:
    """An edition and its letters; the doubts are those about headings."""

    edition: Edition
    letters: tuple[Letter, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one edition gives before decisions and checks are looked for across all of them."""

    edition: Edition
    letters: tuple[Letter, ...]
    figures: tuple[Figure, ...]
    set_aside: tuple[SetAside, ...]
    doubts: tuple[Doubt, ...]


def extract(*editions: Edition) -> Run:
    """Find, attribute, link and check every figure of the editions."""
    cuts, threads = cut_each(editions)
    return join(read_each(cuts, threads), threads)


def cut_each(editions: Iterable[Edition]) -> tuple[tuple[Cut, ...], Threads]:
    """The letters of each edition, and which answers which over all of them."""
    taken: set[str] = set()
    with _collector_paused():
        cuts = tuple(_cut(edition, taken) for edition in editions)
        return cuts, Threads([cut.edition for cut in cuts], [letter for cut in cuts for letter in cut.letters])


def _cut(edition: Edition, taken: set[str]) -> Cut:
    letters, doubts = cut_letters(edition)
    known = in_known_language(edition)
    return Cut(known, tuple(_distinct(letter, taken) for letter in letters), (*known.doubts, *doubts))


def read_each(cuts: Iterable[Cut], threads: Threads) -> Iterator[Part]:
    """The stations that need one edition only, edition by edition."""
    for cut in cuts:
        with _collector_paused():
            part = _read(cut, threads)
        yield part


def _read(cut: Cut, threads: Threads) -> Part:
    found: dict[str, list[Figure]] = {}
    set_aside: list[SetAside] = []
    for letter in cut.letters:
        # Of other editions nothing is taken over, so that an edition is read alike alone and among others.
        asked = next((found[link.letter.id] for link in threads.answered_by(letter) if link.letter.id in found), []) if found else []
        quantities, aside = quantities_of(cut.edition, letter, tuple(figure.quantity for figure in asked))
        set_aside += aside
        if quantities:
            found[letter.id] = attribute_letter(cut.edition, letter, quantities, asked)
    return Part(cut.edition, cut.letters, tuple(figure for own in found.values() for figure in own), tuple(set_aside), cut.doubts)


def join(parts: Iterable[Part], threads: Threads) -> Run:
    """The stations that look across editions."""
    parts = tuple(parts)
    with _collector_paused():
        return _joined(parts, threads)


def _joined(parts: tuple[Part, ...], threads: Threads) -> Run:
    editions = tuple(part.edition for part in parts)
    letters = tuple(letter for part in parts for letter in part.letters)
    found, checks = reconcile(editions, letters, tuple(figure for part in parts for figure in part.figures))
    decided, doubts = decisions.decide(editions, letters, found, threads)
    return Run(
        editions=editions,
        letters=letters,
        figures=found,
        set_aside=tuple((part.edition.id, aside) for part in parts for aside in part.set_aside),
        decisions=decided,
        checks=checks,
        doubts=(*((part.edition.id, doubt) for part in parts for doubt in part.doubts), *doubts),
    )


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the garbage collector, which would look through all figures again and again and free none.

    Reading makes many objects that stay and hardly any that refer to one another in circles.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _distinct(letter: Letter, taken: set[str]) -> Letter:
    """The same letter may stand in two editions; the second then bears its edition in its id."""
    if letter.id in taken:
        letter = replace(letter, id=f"{letter.edition}-{letter.id}")
    taken.add(letter.id)
    return letter

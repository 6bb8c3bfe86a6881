"""The order of the stations and nothing else.

read → cut → numerals, set aside, units → cues, attribution → reconciliation → decisions.

The first five go edition by edition (:func:`read_edition`), the last two over all of them
(:func:`join`): a reply may stand in next month's file.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from figures.amounts import quantities_of
from figures.attribution import fold as attribution
from figures.checks import reconcile
from figures.decisions import desk as decisions
from figures.language import DEFAULT_LANGUAGE, LEXICON_ROOT
from figures.model import Doubt, Edition, Figure, Letter, Run, SetAside
from figures.reading.letters import cutting as letters
from figures.reading.threads import _Correspondence


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
    return join(read_each(editions))


def read_each(editions: Iterable[Edition]) -> Iterator[Part]:
    """The stations that need one edition only, edition by edition."""
    taken: set[str] = set()
    for edition in editions:
        with _collector_paused():
            part = _read_edition(edition, taken)
        yield part


def _read_edition(edition: Edition, taken: set[str]) -> Part:
    cut, doubts = letters.cut(edition)
    edition = in_known_language(edition)
    cut = tuple(_distinct(letter, taken) for letter in cut)
    found: list[Figure] = []
    set_aside: list[SetAside] = []
    correspondence = _Correspondence()
    for letter in cut:
        asked = correspondence.asked(letter)
        quantities, aside = quantities_of(edition, letter, tuple(figure.quantity for figure in asked))
        set_aside += aside
        if quantities:
            own = attribution.figures(edition, letter, quantities, asked)
            correspondence.add(letter, own)
            found += own
    return Part(edition, cut, tuple(found), tuple(set_aside), (*edition.doubts, *doubts))


def join(parts: Iterable[Part]) -> Run:
    """The stations that look across editions."""
    parts = tuple(parts)
    with _collector_paused():
        return _joined(parts)


def _joined(parts: tuple[Part, ...]) -> Run:
    editions = tuple(part.edition for part in parts)
    cut = tuple(letter for part in parts for letter in part.letters)
    found, checks = reconcile(editions, cut, tuple(figure for part in parts for figure in part.figures))
    decided, doubts = decisions.decide(editions, cut, found)
    return Run(
        editions=editions,
        letters=cut,
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


def in_known_language(edition: Edition) -> Edition:
    """The edition, read by English rules and with a doubt if its language has no lexicon yet."""
    if (LEXICON_ROOT / edition.language / "units.toml").exists():
        return edition
    message = f"There are no rules for the language {edition.language!r} yet; numerals are read by those for English."
    return replace(edition, language=DEFAULT_LANGUAGE, doubts=(*edition.doubts, Doubt("language", message, 0, 1)))


def _distinct(letter: Letter, taken: set[str]) -> Letter:
    """The same letter may stand in two editions; the second then bears its edition in its id."""
    if letter.id in taken:
        letter = replace(letter, id=f"{letter.edition}-{letter.id}")
    taken.add(letter.id)
    return letter



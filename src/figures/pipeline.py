"""The order of the stations and nothing else.

read → cut → numerals, set aside, units → cues, attribution → reconciliation → decisions.

The first five go edition by edition (:func:`read_edition`), the last two over all of them
(:func:`join`): a reply may stand in next month's file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from figures import attribution, decisions, letters, reconciliation, units
from figures.model import Doubt, Edition, Figure, Letter, Quantity, Run, SetAside


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
    return join([read_edition(edition) for edition in editions])


def read_edition(edition: Edition) -> Part:
    """The stations that need one edition only."""
    cut, doubts = letters.cut(edition)
    found: list[Figure] = []
    set_aside: list[SetAside] = []
    correspondence = _Correspondence()
    for letter in cut:
        asked = correspondence.asked(letter)
        quantities, aside = units.quantities(edition, letter, asked)
        correspondence.add(letter, quantities)
        set_aside += aside
        if quantities:
            found += attribution.figures(edition, letter, quantities)
    return Part(edition, cut, tuple(found), tuple(set_aside), (*edition.doubts, *doubts))


def join(parts: Iterable[Part]) -> Run:
    """The stations that look across editions."""
    parts = tuple(parts)
    editions = tuple(part.edition for part in parts)
    cut = tuple(letter for part in parts for letter in part.letters)
    found, checks = reconciliation.reconcile(editions, cut, tuple(figure for part in parts for figure in part.figures))
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


class _Correspondence:
    """The quantities of the letter that each letter answers, for replies that leave units out.

    A reply names the telegram it answers, or else answers the latest letter with amounts that went
    the other way between the same people.
    """

    def __init__(self) -> None:
        self._by_number: dict[str, tuple[Quantity, ...]] = {}
        self._by_people: dict[tuple[str, str], tuple[int, tuple[Quantity, ...]]] = {}

    def asked(self, letter: Letter) -> tuple[Quantity, ...]:
        for number in letter.refers_to:
            if number in self._by_number:
                return self._by_number[number]
        answered = [
            self._by_people[recipient, sender]
            for sender in letter.senders
            for recipient in letter.recipients
            if (recipient, sender) in self._by_people
        ]
        return max(answered, key=lambda pair: pair[0])[1] if answered else ()

    def add(self, letter: Letter, quantities: list[tuple[int, Quantity]]) -> None:
        if not quantities:
            return
        own = tuple(quantity for _, quantity in quantities)
        for number in letter.numbers:
            self._by_number[number] = own
        for sender in letter.senders:
            for recipient in letter.recipients:
                self._by_people[sender, recipient] = letter.start, own

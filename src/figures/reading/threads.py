"""Which letters does this one answer?  Asked once, of all letters of a run, before anything in them is read.

A reply goes the other way between the same people, not before the letter it answers and within a
window of days.  A number or a day that it names decides (``Your number 33``, ``your letter of
31/VIII``), and then it is enough that one of the two is the same: an office answers for its holder.
A document *on the above* answers the one printed before it.  Else it may answer any letter of the
window, and the later is the likelier.  Which of them it does answer, its words must tell: who reads
figures or decisions takes the first letter of :meth:`Threads.answered_by` that holds what is spoken of.

Letters are found by correspondents, so the cost is linear in their number; nothing is looked for
until somebody asks.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from figures.model import Edition, Letter
from figures.reading.correspondents import correspondent, is_among, is_namesake, is_same_correspondent
from figures.reading.letters import same_number

WINDOW = 30
"""Days within which a reply that names no number may answer."""
NUMBER_WINDOW = 120
"""Days within which a number still means the same letter; numbering starts anew each year or season."""
SCAN = 60
"""How many letters back between the same two correspondents are looked at."""

_Key = tuple[str, str]
"""Edition and id of a letter."""


class Link(NamedTuple):
    """A letter that another may answer; ``number`` is how the answer calls it, empty where only people and dates fit."""

    letter: Letter
    number: str


class _Box(NamedTuple):
    """The letters between two correspondents in one direction, by date, with their places among all letters."""

    places: list[int]
    letters: list[Letter]


class Threads:
    """The letters of a run in the order in which they were written, and for each those that it may answer."""

    def __init__(self, editions: Sequence[Edition], letters: Sequence[Letter]) -> None:
        self.by_date: tuple[Letter, ...] = tuple(_by_date({edition.id: n for n, edition in enumerate(editions)}, letters))
        """An undated letter stands where it is printed: behind the letter before it."""
        self._places: dict[_Key, int] = {(letter.edition, letter.id): n for n, letter in enumerate(self.by_date)}
        self._boxes: dict[tuple[str, str], _Box] = {}
        self._named: dict[str, list[int]] = {}
        """The places of the letters that bear a number (without what follows its stroke) or a day."""
        self._printed: dict[_Key, Letter] = {}
        """The letter that is printed before each."""
        self._found: dict[_Key, tuple[Link, ...]] = {}

    def answered_by(self, reply: Letter) -> tuple[Link, ...]:
        """The letters that ``reply`` may answer, the most telling first.

        First those whose number or day it names, in the order in which it names them; then the
        others of the window.  Of several alike the later comes first.
        """
        key = reply.edition, reply.id
        if key not in self._found:
            self._found[key] = self._links(reply) if reply.senders or reply.recipients else ()
        return self._found[key]

    def _links(self, reply: Letter) -> tuple[Link, ...]:
        self._fill()
        near = self._before(reply, NUMBER_WINDOW if reply.refers_to else WINDOW) if reply.senders and reply.recipients else []
        named: list[Link] = []
        for number in reply.refers_to:
            borne = [Link(letter, number) for letter, _ in near if _bears(letter, number)]
            named += borne or [Link(letter, number) for letter in self._elsewhere(reply, number)]
        return (*named, *(Link(letter, "") for letter, days in near if days <= WINDOW))

    def _elsewhere(self, reply: Letter, number: str) -> list[Letter]:
        """The letters that a reply names and whose correspondents its own do not all match, the latest first."""
        above = self._printed.get((reply.edition, reply.id))
        if not any(map(str.isdigit, number)):  # "on the above"
            return [above] if above else []
        own = self._places[reply.edition, reply.id]
        found = (self.by_date[place] for place in reversed(self._named.get(number.partition("/")[0], ())) if place < own)
        return [
            letter for letter in found if _bears(letter, number) and 0 <= _days(letter, reply) <= NUMBER_WINDOW and _meet(letter, reply)
        ]

    def _before(self, reply: Letter, window: int) -> list[tuple[Letter, int]]:
        """The letters that went the other way before ``reply``, the latest first, and the days between; 0 where a date is missing."""
        own = self._places[reply.edition, reply.id]
        found: dict[int, tuple[Letter, int]] = {}
        for sender, recipient in product(reply.senders, reply.recipients):
            for way in product(correspondent(recipient).keys, correspondent(sender).keys):
                box = self._boxes.get(way)
                if box is None:
                    continue
                behind = bisect_left(box.places, own)
                for at in range(behind - 1, max(behind - SCAN, 0) - 1, -1):
                    letter = box.letters[at]
                    days = _days(letter, reply)
                    if days > window:
                        break
                    if days >= 0 and is_among(recipient, letter.senders) and is_among(sender, letter.recipients):
                        found[box.places[at]] = letter, days
        return [found[place] for place in sorted(found, reverse=True)]

    def _fill(self) -> None:
        """Put the letters into their boxes, the first time that somebody asks."""
        if self._boxes:
            return
        for place, letter in enumerate(self.by_date):
            for way in set(product(_keys(letter.senders), _keys(letter.recipients))):
                box = self._boxes.setdefault(way, _Box([], []))
                box.places.append(place)
                box.letters.append(letter)
            for name in {number.partition("/")[0] for number in letter.numbers} | ({letter.date} if letter.date else set()):
                self._named.setdefault(name, []).append(place)
        last: dict[str, Letter] = {}
        for letter in sorted(self.by_date, key=attrgetter("start")):
            if letter.edition in last:
                self._printed[letter.edition, letter.id] = last[letter.edition]
            if letter.senders or letter.recipients:
                last[letter.edition] = letter


def _keys(names: Sequence[str]) -> tuple[str, ...]:
    """The keys of all correspondents; of none an empty one."""
    return tuple(key for name in names for key in correspondent(name).keys) or ("",)


def _meet(letter: Letter, reply: Letter) -> bool:
    """Whether one correspondent of a letter is known to be one of its reply, on the other side, and the rest may be."""
    sides = [(mine, yours) for mine, yours in ((letter.senders, reply.recipients), (letter.recipients, reply.senders)) if mine and yours]
    pairs = [pair for side in sides for pair in product(*side)]
    return any(is_same_correspondent(*pair) for pair in pairs) and not any(is_namesake(*pair) for pair in pairs)


def _by_date(order: dict[str, int], letters: Sequence[Letter]) -> list[Letter]:
    """The letters by date, edition and place; one without a date takes that of the letter before, unless the next is earlier."""
    coming: list[str] = []
    later: dict[str, str] = {}
    for letter in reversed(letters):
        later[letter.edition] = letter.date or later.get(letter.edition, "")
        coming.append(later[letter.edition])
    coming.reverse()
    last: dict[str, str] = {}
    keyed: list[tuple[str, int, int, int]] = []
    for n, letter in enumerate(letters):
        when = letter.date or last.get(letter.edition, "")
        if not letter.date and coming[n] and when > coming[n]:  # the edition is not in order of date here
            when = coming[n]
        last[letter.edition] = when
        keyed.append((when, order[letter.edition], letter.start, n))
    return [letters[n] for *_, n in sorted(keyed)]


def _bears(letter: Letter, number: str) -> bool:
    """Whether a letter is called by a number, as printed or shortened, or by its day."""
    return number == letter.date or any(same_number(number, own) for own in letter.numbers)


def _days(letter: Letter, reply: Letter) -> int:
    """Days from a letter to its reply; 0 where one of them has no date."""
    return _ordinal(reply.date) - _ordinal(letter.date) if letter.date and reply.date else 0


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()

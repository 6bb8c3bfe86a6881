"""Part of station 8: which letters a reply answers.

A reply goes the other way between the same people, not before the letter and within a window of
days.  A number or a day that it names decides (``Your number 33``, ``your letter of 31/VIII``).
Otherwise it answers those letters whose regions, agencies or goods it names; if it names nothing it
answers the one letter that is still open, and if two are open equally nobody knows.  Letters are
found by correspondents, so the cost is linear in their number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import itemgetter

from figures.decisions.requests import Ask
from figures.language import DEFAULT_LANGUAGE
from figures.model import Figure, Letter
from figures.sentences.answer_words import book

WINDOW = 30
"""Days within which a reply that names no number may answer."""
NUMBER_WINDOW = 120
"""Days within which a number still means the same letter; numbering starts anew each year or season."""
SCAN = 60
"""How many letters back between the same two correspondents are looked at."""


@dataclass(slots=True)
class Mailbox:
    """The letters with requests so far, by sender and recipient."""

    _by_people: dict[tuple[str, str], list[Ask]] = field(default_factory=dict)

    def add(self, ask: Ask) -> None:
        for sender in ask.letter.senders or ("",):
            for recipient in ask.letter.recipients or ("",):
                self._by_people.setdefault((_head(sender), _head(recipient)), []).append(ask)

    def waiting(self, reply: Letter, window: int = WINDOW) -> list[Ask]:
        """The letters that ``reply`` may answer, in the order in which they were written."""
        found: dict[str, Ask] = {}
        if not self._by_people:
            return []
        for sender in reply.senders:
            for recipient in reply.recipients:
                asks = self._by_people.get((_head(recipient), _head(sender)))
                if asks is None:
                    continue
                for ask in reversed(asks[-SCAN:]):
                    if not (_fit(recipient, ask.letter.senders) and _fit(sender, ask.letter.recipients)):
                        continue
                    days = _days(ask.letter, reply)
                    if days is not None and days > window:
                        break
                    if (days is None or days >= 0) and (ask.letter.id not in found or ask.letter.edition == reply.edition):
                        found[ask.letter.id] = ask
        if len(found) < 2:
            return list(found.values())
        return sorted(found.values(), key=lambda a: (a.letter.date or "", a.letter.edition, a.letter.start))

    def named(self, reply: Letter) -> list[Ask]:
        """The letters whose number the reply names; of two with one number the later."""
        chosen: dict[str, Ask] = {}
        if not reply.refers_to:
            return []
        for ask in self.waiting(reply, NUMBER_WINDOW):
            for number in reply.refers_to:
                if (
                    number in ask.letter.numbers
                    or number == ask.letter.date
                    or any(_digits(number) == _digits(n) != "" for n in ask.letter.numbers)
                ):
                    chosen[number] = ask
        return [ask for n, ask in chosen.items() if ask not in [chosen[m] for m in list(chosen)[: list(chosen).index(n)]]]


@cache
def _plain(name: str) -> str:
    plain = name.casefold()
    for title in book(DEFAULT_LANGUAGE).titles:
        plain = plain.removeprefix(f"{title} ")
    return plain.strip(" .")


@cache
def _head(name: str) -> str:
    """A correspondent without the place: ``Friends' Relief`` of ``Friends' Relief, Buzuluk``."""
    return _plain(name).partition(",")[0].strip()


def _fit(name: str, others: Sequence[str]) -> bool:
    """Whether a correspondent is one of others; places may be left out on one side but may not differ."""
    return (
        not others
        or name in others
        or any(_head(name) == _head(o) and (_plain(name) == _plain(o) or ("," in name) != ("," in o)) for o in others)
    )


def _digits(number: str) -> str:
    match = re.match(r"\D{0,3}(\d+)", number)
    return match[1] if match else ""


def _days(ask: Letter, reply: Letter) -> int | None:
    if not ask.date or not reply.date:
        return None
    return _ordinal(reply.date) - _ordinal(ask.date)


@cache
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


class _Correspondence:
    """The figures of the letter that each letter answers, for replies that leave out what they speak of.

    A reply names the telegram it answers, or else answers the latest letter with amounts that went
    the other way between the same people.
    """

    def __init__(self) -> None:
        self._by_number: dict[str, list[Figure]] = {}
        self._by_people: dict[tuple[str, str], tuple[int, list[Figure]]] = {}

    def asked(self, letter: Letter) -> Sequence[Figure]:
        for number in letter.refers_to:
            if number in self._by_number:
                return self._by_number[number]
        ways = ((recipient, sender) for sender in letter.senders for recipient in letter.recipients)
        answered = [self._by_people[way] for way in ways if way in self._by_people]
        return max(answered, key=itemgetter(0))[1] if answered else ()

    def add(self, letter: Letter, own: list[Figure]) -> None:
        for number in letter.numbers:
            self._by_number[number] = own
        for sender in letter.senders:
            for recipient in letter.recipients:
                self._by_people[sender, recipient] = letter.start, own

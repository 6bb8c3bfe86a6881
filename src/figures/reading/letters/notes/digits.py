"""How clearly a digit in the text is the mark of a footnote, told by what stands before and behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CERTAIN, LIKELY, POSSIBLE, NONE = 3, 2, 1, 0
"""How clearly a digit is a mark; a possible one needs its neighbours' marks on both sides."""

STRENGTH: Mapping[str, int] = {
    "glued to a word": CERTAIN,  # Bolsheviks1
    "behind what closes": CERTAIN,  # "agreed"1
    "loose before a stop": CERTAIN,  # opinion 1 .
    "glued to a full stop": LIKELY,  # agreed.1
    "at the end": LIKELY,  # 18/VIII.36 1
    "behind a number": LIKELY,  # 8 2 people
    "behind a loose comma": LIKELY,  # grain , 1 which
    "before a new sentence": POSSIBLE,  # grain, 1 Stalin
    "behind a word": POSSIBLE,  # people 2 can
    "": NONE,
}
"""The forms that a mark has, and how clear each is."""

_SPACES = " \t\u00a0"
_STOPS = ".,;:?!…"
_CLOSING = '"”»’)]?!'
_NOT_BEHIND = ")]%/-–—'’°½¼¾$£"
"""What stands behind an amount, a list mark or a time and never behind a mark."""
_NOT_BEFORE = "№#$£€(–—-=+×"
"""What stands before an amount or a number and never before a loose mark."""
_LEAD = 24
"""Characters looked back in the line for the word before a mark."""


@dataclass(frozen=True, slots=True)
class NoteDigits:
    """Reads the digits of one text that may call notes.

    A digit beside one of ``months`` is a day, behind one of ``labels`` a document's number.
    """

    text: str
    months: frozenset[str]
    labels: frozenset[str]

    def certain(self, start: int, end: int, number: str) -> int:
        """Offset of the first mark ``number`` that is CERTAIN, or -1; digits that cannot be are passed over quickly."""
        text = self.text
        place = text.find(number, start, end)
        width = len(number)
        while place >= 0:
            stop = place + width
            before = text[place - 1] if place > start else "\n"
            after = text[stop : stop + 1]
            if before in _SPACES:
                possible = after != "" and after in _SPACES and text[stop + 1 : stop + 2] in _STOPS
            else:
                possible = (before.isalpha() or before in _CLOSING) and not after.isalnum()
            if possible and STRENGTH[self._form(place, stop, start, end)] == CERTAIN:
                return place
            place = text.find(number, stop, end)
        return -1

    def best(self, start: int, end: int, number: str) -> tuple[int, int]:
        """Strength and offset of the clearest mark ``number``, the first of several; (0, -1) if none."""
        text = self.text
        best, where = NONE, -1
        place = text.find(number, start, end)
        width = len(number)
        while place >= 0:
            stop = place + width
            if not (text[stop : stop + 1].isalnum() or text[place - 1 : place].isdigit()):  # most are within longer numbers
                strength = STRENGTH[self._form(place, stop, start, end)]
                if strength > best:
                    best, where = strength, place
                    if best == CERTAIN:
                        break
            place = text.find(number, stop, end)
        return best, where

    def orphan(self, start: int, end: int, number: str) -> int:
        """Offset of the space before the first ``number`` that stands loose between a word and a stop, or -1."""
        text, width = self.text, len(number) + 2
        place = text.find(f" {number} ", start, end)
        while place >= 0:
            after = text[place + width : place + width + 1]
            if after and after in ".,;:?!" and text[place - 1].isalpha() and self._word_before(start, place) not in self.labels:
                return place
            place = text.find(f" {number} ", place + 1, end)
        return -1

    def _form(self, a: int, b: int, start: int, end: int) -> str:
        """The form in which the digits from ``a`` to ``b`` may be a mark, a key of :data:`STRENGTH`; empty if they are none."""
        text = self.text
        before = text[a - 1] if a > start else "\n"
        after = text[b] if b < end else "\n"
        beyond = text[b + 1] if b + 1 < end else "\n"
        if before.isdigit() or after.isalnum() or after in _NOT_BEHIND or (after in ".,:" and beyond.isdigit()):
            return ""
        if before in _SPACES:
            return self._loose(a, start, after, beyond)
        return self._glued(a, start, before)

    def _glued(self, a: int, start: int, before: str) -> str:
        """The form of digits that stick to what stands before them."""
        if before.isalpha():
            return "glued to a word" if a - 2 >= start and self.text[a - 2].isalpha() and self._is_unlabelled(a, start) else ""
        if before in _CLOSING:
            return "behind what closes"
        stopped = before == "." and a - 2 >= start and self.text[a - 2].islower() and self._is_unlabelled(a, start)
        return "glued to a full stop" if stopped else ""

    def _loose(self, a: int, start: int, after: str, beyond: str) -> str:
        """The form of digits behind a space."""
        line = max(start, self.text.rfind("\n", start, a) + 1)
        lead = self.text[max(line, a - _LEAD) : a].rstrip()
        if not lead or lead[-1] in _NOT_BEFORE:
            return ""
        word = lead.split()[-1].rstrip(".")
        if word in self.labels or word in self.months:
            return ""
        if after in _SPACES:
            return _between(lead, beyond)
        return _at_end(lead[-1], after, beyond) if after in "\r\n" or after in _STOPS else ""

    def _is_unlabelled(self, a: int, start: int) -> bool:
        return self._word_before(start, a) not in self.labels

    def _word_before(self, start: int, end: int) -> str:
        """The word that ends at ``end``, spaces and stop aside."""
        words = self.text[max(start, end - 16) : end].split()
        return words[-1].rstrip(".") if words else ""


def _between(lead: str, beyond: str) -> str:
    """The form of digits between spaces, behind ``lead`` and before the character ``beyond``."""
    last = lead[-1]
    if beyond in _STOPS and last not in _STOPS:
        return "loose before a stop"
    if last.isdigit() and not beyond.isdigit():
        return "behind a number"
    if last == "," and len(lead) > 1 and lead[-2] in _SPACES:
        return "behind a loose comma"
    if last in "?!,;" and beyond.isupper():
        return "before a new sentence"
    return "behind a word" if last.isalpha() else ""


def _at_end(last: str, after: str, beyond: str) -> str:
    """The form of digits at the end of a line or sentence; ``last`` is the character before the space."""
    ends = after in "\r\n?!" or beyond in " \r\n"
    return "at the end" if ends and not (after == "." and last in ".:;") else ""

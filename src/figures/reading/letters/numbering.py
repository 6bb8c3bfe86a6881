"""The numbers by which letters call one another.

A letter's *own* numbers are those its writer or the telegraph gave it: ``HP 33`` or ``No. 1421/sh``
at the end of the prose, ``Telegram number 11925`` above it, ``No. 31`` or ``#19`` below the
signature, ``71.`` before the first sentence of a dispatch.  Numbers of the receiver's registry
(``In. No. 44``) and of the edition (``No. 739`` above the heading) are not among them: replies
never use them, and they would collide.

``refers_to`` holds the numbers a reply names, as printed (``Your number 33`` gives ``33``,
``On your 1421/sh`` gives ``1421/sh``, ``Your three`` gives ``3``).  A reference by date is kept as
printed and, behind it, as ISO date: ``your letter of 31/VIII`` gives ``31/VIII`` and
``1936-08-31``, the year being that of the reply or the one before; ``--08-31`` if the reply has
no year.  Numbers may be shortened in a reply (``Your 41`` for ``41/sh``): see :func:`same_number`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from figures.language import Date, complete_date, iso_date
from figures.model import NoteMark, Paragraph, Span
from figures.reading.letters.headings import Grammar

TAIL = 120
"""Characters at the end of a paragraph in which a telegram's own number may stand before the names."""

_NUMBER = re.compile(r"\d+(?:/\w+)*")
_DISPATCH = re.compile(r"(?P<n>\d{1,4})\. (?=[^\W\d_a-zа-я])")


def same_number(one: str, other: str) -> bool:
    """Whether two numbers may be the same, one of them shortened to what stands before the stroke.

    >>> same_number("41", "41/sh"), same_number("41/sh", "41/s"), same_number("4", "41/sh")
    (True, False, False)
    """
    return one == other or (("/" not in one or "/" not in other) and one.split("/")[0] == other.split("/")[0])


def own_numbers(
    text: str, bodies: Sequence[Paragraph], lines: Sequence[tuple[int, int]], grammar: Grammar, marks: Sequence[NoteMark]
) -> tuple[str, ...]:
    """The letter's own numbers; those in the prose (``bodies``) before those in the ``lines`` of the
    apparatus, since replies prefer them.
    """
    numbers: list[str] = []
    if bodies and text[bodies[0].start].isdigit():
        opening = _DISPATCH.match(text, bodies[0].start, bodies[0].end)
        following = f"{int(opening['n']) + 1}. " if opening else ""
        listed = any(text.startswith(following, p.start) for p in bodies[1:])
        if opening and not listed and (opening["n"] != "1" or len(bodies) == 1):
            numbers.append(opening["n"])
    for p in bodies[-3:]:
        first = grammar.labelled.search(text, max(p.start, p.end - TAIL), p.end)
        if first:
            numbers += [m["n"] for m in grammar.own_number.finditer(text, first.start(), p.end)]
    for start, end in lines:
        for match in grammar.number.finditer(text, start, end):
            if not match["incoming"] and not any(m.start == match.start("n") for m in marks):
                numbers += [match["n"].replace(",", ""), *_NUMBER.findall(match["more"])]
    return tuple(dict.fromkeys(numbers)) if numbers else ()


def referred(text: str, heading: Span, bodies: Sequence[Paragraph], grammar: Grammar, date: str | None) -> tuple[str, ...]:
    """What the heading and the prose name as the message that is answered."""
    above = grammar.above.search(text, heading.start, heading.end)
    named = [above[0]] if above else []
    if not bodies:
        return tuple(named)
    opening = grammar.reply_opening.match(text, bodies[0].start, bodies[0].end)
    if opening:
        named += _named(opening, grammar, date)
    found: list[tuple[int, tuple[str, ...]]] = []
    end = bodies[-1].end
    for word in grammar.addressed_stems:
        place = text.find(word, bodies[0].start, end)
        while place >= 0:
            if not text[place - 1 : place].isalnum():
                match = grammar.reply.match(text, place, end)
                if match:
                    found.append((place, _named(match, grammar, date)))
            place = text.find(word, place + len(word), end)
    found.sort()
    return tuple(dict.fromkeys((*named, *(name for _, names in found for name in names))))


def _named(match: re.Match[str], grammar: Grammar, date: str | None) -> tuple[str, ...]:
    if match["date"] is not None:
        return _dated(match, grammar, date)
    # "Your 22." is a number, "your 22 tractors" is not: without a word for the message or a label
    # the number must be followed by a stop.
    after = match["after"]
    if not (match["kind"] or match["label"] or "/" in match["n"] or after[:1] in ".,;:)" or not after.strip()):
        return ()
    if match["kind"] and not match["label"] and after[:1] not in ".,;:)" and not after[:1].isspace() and after:
        return ()
    words = grammar.words.number_words
    items = grammar.reply_item.findall(match["n"])
    return tuple(str(words[i.casefold()]) if i.casefold() in words else i.replace(",", "") for i in items)


def _dated(match: re.Match[str], grammar: Grammar, date: str | None) -> tuple[str, ...]:
    """The day by which a message is called, as printed and as ISO date, and its number if that follows."""
    given = grammar.dates.pattern.match(match["date"])
    value = grammar.dates.value(given) if given else None
    if given and value:
        printed, iso = given[0].strip(), _iso(value, date)
    else:
        given = grammar.day_only.match(match["date"])
        goes_on = given and match.re is grammar.reply_opening and match["date"][given.end() :].lstrip(" ")[:1].isalnum()
        if not given or not date or goes_on:  # "On the question of the 4th quarter"
            return ()
        printed, iso = given[0].strip(" ,"), _day_before(int(given["day"]), date, given["last"] is not None)
    number = grammar.number.match(match["date"][given.end() :].lstrip(" (,"))
    return (printed, iso, *((number["n"].replace(",", ""),) if number else ()))


def _day_before(day: int, reply: str, last: bool) -> str:
    """The ISO date of a day of the month (``the 4th``) before a reply: in its month, or the month before."""
    year, month, own = (int(part) for part in reply.split("-"))
    if last or day > own:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return iso_date((year, month, day)) or f"{year:04d}-{month:02d}"


def _iso(value: Date, reply: str | None) -> str:
    near = (int(reply[:4]), int(reply[5:7]), int(reply[8:10])) if reply else None
    return iso_date(complete_date(value, near)) or f"--{value[1]:02d}-{value[2]:02d}"

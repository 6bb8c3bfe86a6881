"""What stands around the heading of a document and belongs to it.

Above: the edition's number, the number of the file, the sheet's own registry line, the kind of document
in brackets.  In place of a heading: a block of lines ``From`` and ``To``.  Below: the letterhead, the
addressee, and the signature, which name the correspondents that the heading leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from figures.language import trie
from figures.reading.letters.apparatus import DATED, PLAIN, SHORT
from figures.reading.letters.heading_words import UPPER, any_of, cases, title_cases
from figures.reading.letters.headings import NO_HEADING, Grammar, Heading, signs_of
from figures.reading.letters.notes import Row

_NUMBER_LINE = 40
"""Longest line, in characters, that may be the edition's number of a document."""
_ABOVE = 4
"""How many lines above a heading may belong to it."""
_BELOW = 6
"""How many lines below a heading are looked at for letterhead and addressee, and above the end for a signature."""
_SIGNATURE = 60
"""Longest signature, in characters."""
_SET_OFF = (".", ",", "—", "–", "")
"""What parts the place or office of a dateline from its date."""
_BRACKETED_NUMBER = re.compile(r"\[.{0,12}?(?P<n>\d{1,5})[a-z]?\.?\]$")
_WORD = re.compile(r"[^\W\d_]+")


class _Words:
    """The patterns of one language for what stands around headings."""

    def __init__(self, g: Grammar) -> None:
        groups = g.groups
        to, source = tuple(w.capitalize() for w in groups["to"]), tuple(w.capitalize() for w in groups["author"])
        self.openings = tuple(f"{v}{after}" for v in title_cases((*to, *source)) for after in " -–—:\t")
        self.way = re.compile(
            rf"(?:(?P<to>{any_of(title_cases(to))})|{any_of(title_cases(source))})"
            r"(?P<sign>[ \t]*[–—:-]+[ \t]*|[ \t]+)(?P<who>.*\S)$"
        )
        kinds = trie(title_cases((*groups["message"], *groups["title"])))
        self.kind = re.compile(rf"\[(?:{trie(g.qualifiers)}[ \t]+)?{kinds}(?:[ \t].{{0,20}})?\]$")
        label = trie(groups["number_label"])
        self.registered = re.compile(rf"\[?{label}\.?[ ]?\d[\w/-]*(?:[ ][\w.]{{1,6}})?,?[ ](?:{trie(groups['date_link'])})[ ]")
        self.signed = re.compile(rf"(?<!\w){any_of(groups['signed'])}[ \t]*[:–—-]?[ \t]*(?P<who>[{UPPER}][^\d:;“\"]{{1,60}})")
        self.formal = frozenset(w for w in g.formal if len(w) > 2)
        self.article = tuple(f"{w} " for w in cases(groups["article"]))


@cache
def _words(g: Grammar) -> _Words:
    return _Words(g)


def first_row(rows: Sequence[Row], k: int, floor: int, before: Row | None, g: Grammar) -> int:
    """The first of the rows that belong to the heading in row ``k``; those up to ``floor`` belong to the letter before.

    ``before`` is the row with which that letter begins, if any.
    """
    at = k
    while at > floor and k - at < _ABOVE:
        line = rows[at - 1][2]
        if is_own_line(line, g):
            at -= 1
        elif _is_edition_number(rows, at - 1, floor, before, g):
            return at - 1
        elif (
            len(line) < SHORT and not line[0].isdigit() and g.line(line) & DATED
            and at - 2 >= floor and _is_edition_number(rows, at - 2, floor, before, g)
        ):  # fmt: skip
            return at - 2
        else:
            break
    return at


def is_own_line(line: str, g: Grammar) -> bool:
    """Whether a line can only stand above a heading: a file number, a number or kind in brackets, a registry line."""
    if len(line) > SHORT:
        return False
    if g.filed.match(line):
        return True
    if line[0] == "[":
        return _BRACKETED_NUMBER.match(line) is not None or _words(g).kind.match(line) is not None
    return _is_registered(line, g)


def _is_registered(line: str, g: Grammar) -> bool:
    """Whether a line is the number and date of the sheet: ``No. 212, dated Calcutta, the 6th March 1874.``"""
    return _words(g).registered.match(line) is not None and g.dates.find(line) is not None


def _is_edition_number(rows: Sequence[Row], at: int, floor: int, before: Row | None, g: Grammar) -> bool:
    """Whether a row is the edition's number of a document (``No. 739``, ``12``).

    The same form below a signature is the telegram's own number and ends the letter before.
    """
    line = rows[at][2]
    number = g.number_line.match(line) if len(line) <= _NUMBER_LINE else None
    if number is None:
        return False
    if before is None or at < 1:
        return True
    last = g.number_line.match(before[2])
    if last and int(number["n"]) == int(last["n"]) + 1:
        return True
    above = rows[at - 1][2]
    return not (len(above) < SHORT and g.line(above) and not g.number_line.match(above))


def block(rows: Sequence[Row], k: int, g: Grammar) -> tuple[Heading, int] | None:
    """A heading in two rows, ``From`` and ``To``, and the last of them."""
    words = _words(g)
    if not rows[k][2].startswith(words.openings) or k + 1 >= len(rows) or not rows[k + 1][2].startswith(words.openings):
        return None
    one, other = words.way.match(rows[k][2]), words.way.match(rows[k + 1][2])
    if not one or not other or bool(one["to"]) == bool(other["to"]):
        return None
    source, to = (other, one) if one["to"] else (one, other)
    names = [g.parties.unstopped(m["who"].rstrip(" ,;")) for m in (source, to)]
    signed = all(m["sign"].strip() for m in (one, other))
    if not all(len(name) < SHORT and (signed or g.parties.is_party(name)) for name in names):
        return None
    office = any(map(g.parties.is_office, names))
    if not signed and not office:
        return None
    sender, recipient = (g.parties.bare(name) for name in names)
    return replace(NO_HEADING, senders=(sender,), recipients=(recipient,), signs=signs_of(office=office)), k + 1


def letterhead_above(rows: Sequence[Row], k: int, g: Grammar) -> tuple[str, ...]:
    """The body in capitals above the title of a document of its own: ``COMMISSARIAT FOR FOOD``, then ``Minutes No. 118``."""
    line = rows[k - 1][2] if k else ""
    return (line,) if line.isupper() and len(line) <= SHORT and g.parties.is_office(line) and g.parties.is_party(line) else ()


def is_dateline(line: str, g: Grammar) -> bool:
    """Whether a line directly below a heading is the letterhead with date and number, its words whatever they are."""
    if len(line) > SHORT or not any(map(str.isdigit, line)):
        return False
    found = g.dates.find(line)
    if found is None or not all(found[2]) or not g.tail.match(line, found[1]):
        return False
    return line[: found[0]].rstrip()[-1:] in _SET_OFF


def completed(heading: Heading, rows: Sequence[Row], g: Grammar) -> Heading:
    """The heading with the correspondents that only letterhead, addressee and signature name."""
    if heading.senders and heading.recipients:
        return heading
    senders, recipients = heading.senders, heading.recipients
    if senders and not recipients and heading.title:
        recipients = _addressee(rows[:_BELOW], g)
    if not senders and recipients:
        senders = _letterhead(rows[:2], g) or _signature(rows, g)
    return replace(heading, senders=senders, recipients=recipients)


def _letterhead(rows: Sequence[Row], g: Grammar) -> tuple[str, ...]:
    """The office in front of the date directly below the heading: ``Ministry of the Interior. 4 September 1891.``"""
    for _, _, line in rows:
        found = g.dates.find(line) if len(line) <= SHORT else None
        if found:
            name = line[: found[0]].rstrip(" ,.;")
            return (g.parties.bare(name),) if name and g.parties.is_office(name) and g.parties.is_party(name) else ()
    return ()


def _addressee(rows: Sequence[Row], g: Grammar) -> tuple[str, ...]:
    """Whom a line ``To …`` among the first of a document names."""
    words = _words(g)
    for _, _, line in rows:
        if len(line) > SHORT or not line.startswith(words.openings):
            continue
        found = words.way.match(line)
        name = found["who"].rstrip(" .") if found and found["to"] else ""
        if name and g.parties.is_party(name):
            return (g.parties.bare(name),)
    return ()


def _signature(rows: Sequence[Row], g: Grammar) -> tuple[str, ...]:
    """Who signs at the end of the text, or is said in it to have signed."""
    words = _words(g)
    for _, _, line in reversed(rows[-_BELOW:]):
        signed = words.signed.search(line[-4 * _SIGNATURE :])
        if signed:
            return g.parties.people(signed["who"].strip(" .,"), False)
        if len(line) > SHORT:
            continue
        found = g.dates.find(line)
        name = (line[found[1] :] if found and found[0] < 3 else line[: found[0]] if found else line).lstrip(" .,;").rstrip(" ,;")
        if not 2 < len(name) <= _SIGNATURE or not g.line(name) & PLAIN or not g.parties.is_party(name):
            continue
        if any(word.casefold() not in words.formal and len(word) > 2 for word in _WORD.findall(name)):
            return g.parties.people(name if name.count(".") > 1 else name.rstrip(" ."), True)
    return ()

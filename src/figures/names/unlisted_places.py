"""Places that no list knows and that no word calls a place: read by what their sentence does with them.

A capitalised name is taken as a place that asks, gets or owes if

1. its sentence uses it so: it does what such a place does (``Kilbeg requests 40 tons``), it stands
   behind a word of receiving or of being somewhere beside an amount (``40 tons to Kilbeg``, ``in
   Kilbeg 2,140 persons``), a body or people of its own follow (``the Kilbeg Committee``), or it
   heads a line before an amount (``Kilbeg 21 160``);
2. somewhere in the text it stands as places do (``at Kilbeg``, ``Kilbeg, 4th February``);
3. nowhere in the text it stands as persons do (``Captain Orde``, ``R. Orde``, ``Orde to the Board``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from figures.language import trie
from figures.names.patterns import PROPER, any_of_role, context_patterns, tail_words
from figures.names.region_words import region_words, words_of

NEAR = 30
"""Characters between a place and the amount that it gets or has."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    name: re.Pattern[str]
    leads: frozenset[str]
    """The words before a name one of which must stand there if nothing behind it tells that it is used."""
    goes_on: re.Pattern[str]
    """The beginnings of all that can tell it behind the name, a quick look."""
    bodies: re.Pattern[str]
    """Bodies and people behind a name."""
    beside: re.Pattern[str]
    """Words before a name that has or gets an amount."""
    rows: re.Pattern[str]
    """An amount straight behind the name that heads a line."""
    amount_behind: re.Pattern[str]
    amount_before: re.Pattern[str]
    place_before: re.Pattern[str]
    dateline: re.Pattern[str]
    person_before: re.Pattern[str]
    person_behind: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    definite = f"(?:{any_of_role('definite')} )?"
    telling = [*words_of("wants"), *words_of("adverb"), *(w for group in region_words().tails for w in (*group.words, *group.plurals))]
    telling += [word.title() for word in telling]
    at, gets, title, month = (any_of_role(role) for role in ("stands at", "for", "title", "month"))
    return _Patterns(
        name=re.compile(PROPER),
        leads=frozenset((*words_of("for"), *words_of("has"), *words_of("definite"))),
        goes_on=re.compile(rf"[^\W_]+(?:[ -][A-Z][^\W_]*)? {trie(sorted({word[:3] for word in telling}))}"),
        bodies=re.compile(rf" {tail_words()}(?!\w)"),
        beside=re.compile(rf"(?<!\w)(?:{gets}|{any_of_role('has')}) {definite}$"),
        rows=re.compile(r"\s*[-–—:]?\s*[$£]?\d"),
        amount_behind=re.compile(rf"[^.;:!?\n]{{0,{NEAR}}}?\d"),
        amount_before=re.compile(rf"\d[^.;:!?\n]{{0,{NEAR}}}$"),
        place_before=re.compile(rf"(?<!\w){at} {definite}$"),
        dateline=re.compile(rf", (?:\d{{1,2}}(?!\d)|{month})"),
        person_before=re.compile(rf"(?<!\w){title} $|\b[A-Z]\. ?$"),
        person_behind=re.compile(rf" [A-Z]\.| {gets} {definite}(?=[A-Z])"),
    )


@lru_cache(1024)
def _is_place(text: str, name: str) -> bool:
    """Whether the name stands somewhere in the text as places do, and nowhere as persons do."""
    patterns = _patterns()
    place = False
    at = text.find(name)
    while at >= 0:
        after = at + len(name)
        before = text[max(0, at - NEAR) : at]
        opens = not before or before[-1] == "\n"
        if not text[after : after + 1].isalnum() and not before[-1:].isalnum():
            if patterns.person_before.search(before) or (patterns.person_behind.match(text, after) and (opens or text[after + 2] == ".")):
                return False
            place = place or bool(patterns.place_before.search(before)) or (opens and bool(patterns.dateline.match(text, after)))
        at = text.find(name, after)
    return place


def unlisted_place(text: str, span: tuple[int, int], at: int, before: str) -> int | None:
    """Where the name at ``at`` ends if it is that of a place that no list knows.

    ``span`` is what is read of the sentence, ``before`` the word before the name.
    """
    patterns = _patterns()
    if not (before.lower() in patterns.leads or patterns.goes_on.match(text, at, span[1]) or at == span[0] or text[at - 1] == "\n"):
        return None
    match = patterns.name.match(text, at, span[1])
    if match is None:
        return None
    for name in dict.fromkeys((match.group(), match.group().partition(" ")[0])):
        if _is_used(text, span, at, at + len(name)) and _is_place(text, name):
            return at + len(name)
    return None


def _is_used(text: str, span: tuple[int, int], at: int, after: int) -> bool:
    """Whether the sentence makes the name between two places one that asks, gets, owes or has an amount."""
    patterns = _patterns()
    start, end = span
    if context_patterns().wants.match(text, after, end) or patterns.bodies.match(text, after, end):
        return True
    if at == start or text[at - 1] == "\n":
        return patterns.rows.match(text, after, end) is not None
    before = text[max(start, at - NEAR * 2) : at]
    word = patterns.beside.search(before)
    if word is None:
        return False
    return patterns.amount_behind.match(text, after, end) is not None or patterns.amount_before.search(before[: word.start()]) is not None

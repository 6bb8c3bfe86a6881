"""Amounts whose unit or noun was announced: in the line above, at the head of a list, or right before the number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from figures.amounts.asides import rules
from figures.amounts.numbers import grammar
from figures.amounts.paragraph import Findings, Page
from figures.amounts.readers.tables import neighbours, unit_in
from figures.amounts.units import PERSON, counted_name, is_person, unit_vocabulary
from figures.language import is_plural, sentence_around, singular, trie
from figures.model import Letter, Numeral, Quantity

_LONGEST_LINE = 80
"""A longer line is no item of a list, and no heading of one."""
_UNIT_REACH, _NOUN_REACH, _LABEL_REACH = 30, 60, 30
"""How many characters before a number are read for its unit, its noun, and the label of the amount before."""
_NOUN_WORDS, _LABEL_WORDS = 3, 7
"""How many words name the thing before a number, and how many a label has in all: `Deaths from typhus: 412`."""
_SMALLEST_COUNT = 13
"""In a list without a dash a smaller number behind an unknown plural may be anything."""
_ANY_WORD = re.compile(r"[^\W\d_]+")
_CLOSING = re.compile(r"[.,;)]|\s*$")
_NOUN_LEFT = re.compile(r"(?P<opener>^\s*(?:[-–—*•]\s*)?|[.;,:(\"“«] ?|\) )([^\W\d_][\w'’ -]*?)\s?(?:[-–—:]\s|\s)\s?$")


class Unit(NamedTuple):
    """The unit that was found for a bare number, and how."""

    name: str
    kind: str
    noun: str | None
    factor: Decimal
    rule: str


@dataclass(frozen=True, slots=True)
class Bare:
    """A number without a unit, and what its letter says around it."""

    page: Page
    number: Numeral
    letter: Letter
    said: Sequence[Quantity]
    """The quantities of the paragraph, those that were supplied before last."""
    earlier: Sequence[Findings]
    """What was read of the other paragraphs of the letter, those above already with their units supplied."""
    asked: Sequence[Quantity]
    """The quantities of the letter that this one answers."""

    @property
    def last(self) -> Quantity | None:
        """The quantity that was read or supplied before it in the paragraph."""
        return self.said[-1] if self.said else None

    @property
    def sentence(self) -> tuple[int, int]:
        """The sentence around the number."""
        return sentence_around(self.page.text, (self.page.start, self.page.end), self.number.start, self.number.end)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The words that announce a unit, compiled."""

    line: re.Pattern[str]
    """A line that is one item of a list: a label and one number."""
    declared: re.Pattern[str]
    bracket: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    lists = unit_vocabulary(language).lists
    opening = sorted(lists["declares"])
    either = trie([*opening, *(word.capitalize() for word in opening)])
    measure = "|".join(sorted(lists["declares-measure"]))
    return _Patterns(
        line=re.compile(
            r"\s*(?:[-–—*•]\s*)?(?:[0-9]{1,2}[.)]\s)?[^\W\d_][^0-9]{1,50}[0-9][0-9,. ]*"
            rf"(?:{trie(grammar(language).magnitudes)})?\s*[;,.]?\s*$"
        ),
        declared=re.compile(rf"\b(?:{either}) (?:(?:{measure}) )?((?:[^\W\d_]+ ){{0,2}}[^\W\d_]+)\)?\s?[:,)–—-]"),
        bracket=re.compile(rf"\((?:(?:{trie(opening)}) )?([^()0-9]{{1,30}})\)\s*[.:]?$"),
    )


def is_item(page: Page) -> bool:
    """Whether a line is one item of a list: a label and one number."""
    return _patterns(page.language).line.match(page.text, page.start, page.end) is not None


def declared(bare: Bare) -> Unit | None:
    """``in thousand poods: wheat 320, oats 150``: a unit announced for the numbers that follow, here or in the lines above."""
    page, text = bare.page, bare.page.text
    if ":" in text[page.start : bare.number.start]:
        return _announced(page, page.start, text.rfind(":", page.start, bare.number.start) + 1)
    if page.end - page.start > _LONGEST_LINE or not is_item(page):
        return None
    for above in reversed(bare.letter.paragraphs[: page.index]):
        line = text[above.start : above.end].rstrip()
        if not line:
            continue
        unit, goes_on = _heading(page, line, above.start, above.end)
        if not goes_on:
            return unit
    return None


def _heading(page: Page, line: str, start: int, end: int) -> tuple[Unit | None, bool]:
    """The unit that a line above names, and whether the lines above it may name one: not beyond a heading or prose."""
    bracket = _patterns(page.language).bracket.search(line)
    if bracket is not None:
        return _unit(page, bracket[1]), False
    if line.endswith(":"):
        return _announced(page, start, end), False
    if line.split(None, 1)[0].lower() in page.lex.lists["heading"] and not line.endswith("."):
        return _unit(page, line), False
    return None, len(line) <= _LONGEST_LINE and not line.endswith(".")


def _announced(page: Page, start: int, end: int) -> Unit | None:
    for m in _patterns(page.language).declared.finditer(page.text, start, end):
        found = _unit(page, m[1])
        if found is not None and found.kind != "share":
            return found
    return None


def _unit(page: Page, line: str) -> Unit | None:
    found = unit_in(line, page.lex, page.grammar)
    if found is None:
        return None
    return Unit(found.unit, found.kind, found.printed if found.kind == "count" else None, found.factor, "unit-declared")


def unit_before(bare: Bare) -> Unit | None:
    """``gold rubles 26 million``: the unit stands before the number."""
    page, number = bare.page, bare.number
    words = page.text[max(page.start, number.start - _UNIT_REACH) : number.start].lower().rstrip(" :–-").split()
    for length in (3, 2, 1):
        group = page.lex.forms.get(" ".join(words[-length:]))
        if group is not None and len(words[-1]) > 3 and group.kind in ("money", "mass") and group.homonyms is None:
            if page.text[number.end : number.end + 2].lstrip()[:1].isdigit():
                return None
            return Unit(group.of or group.name, group.kind, None, Decimal(group.factor), "unit-before")
    return None


def noun_before(bare: Bare) -> Unit | None:
    """``Tractors - 300``, ``horses 1,200``: the counted noun stands before the number."""
    page, number = bare.page, bare.number
    lex, left = page.lex, page.text[page.start : number.start]
    m = _NOUN_LEFT.search(left[-_NOUN_REACH:])
    words = _label_words(m[2], left, lex.lists["function"]) if m is not None else []
    if m is None or not words:
        return None
    dash = left.rstrip()[-1:] in "-–—:"
    alone = m.start() == 0 and len(left) <= _NOUN_REACH
    listed = m["opener"][:1] in (":", ";", ",") and bool(_CLOSING.match(page.text, number.end, page.end))
    last = words[-1]
    if last in lex.lists["nominal"] and (dash or listed):
        return _unless_labelled(bare, PERSON, last)
    if not (dash or alone or listed) or not _is_thing(page, last):
        return None
    known = singular(last, page.language) in lex.lists["singular-counted"]
    if listed and not dash and number.low < _SMALLEST_COUNT and not known:
        return None
    name, noun, _ = counted_name(words, lex)
    if name != PERSON and not known and _weighed(bare):
        return None
    return _unless_labelled(bare, name, noun if name == PERSON else name)


def _label_words(printed: str, left: str, function: frozenset[str]) -> list[str]:
    """The words that name the thing before a number; none if they are no name."""
    words = printed.strip().lower().split()
    first = next((i for i, word in enumerate(words) if word in function), None)
    if first is not None:
        words = words[:first] if left.rstrip().endswith(":") and len(words) <= _LABEL_WORDS else []
    return words if len(words) <= _NOUN_WORDS else []


def _is_thing(page: Page, word: str) -> bool:
    return is_plural(word, page.language) and word not in page.lex.lists["verbs"] and word not in rules(page.language).nouns


def _unless_labelled(bare: Bare, name: str, noun: str) -> Unit | None:
    """The noun as unit, but not where it labels a weight: ``adults 400 grams, children 200``."""
    page, last = bare.page, bare.last
    if last is not None and last.kind in ("mass", "money") and ". " not in page.text[last.end : bare.number.start]:
        before = _ANY_WORD.findall(page.text[max(page.start, last.start - _LABEL_REACH) : last.start].lower())
        if before and is_person(before[-1], page.language):
            return None
    return Unit(name, "count", noun, Decimal(1), "noun-before")


def _weighed(bare: Bare) -> bool:
    """Whether a list goes by weight or money, so that ``oats 33`` is no count of oats."""
    begin, stop = bare.sentence
    near = [q for q in bare.said if begin <= q.start < stop]
    last = line_above(bare) or (near[-1] if near else None)
    return last is not None and last.kind in ("mass", "money", "volume")


def line_above(bare: Bare) -> Quantity | None:
    """In a list of one item per line, the quantity of the item before: ``Kharkov 120 tractors``, ``Kiev 95``."""
    page = bare.page
    if bare.said or not is_item(page):
        return None
    above = next((f for f in reversed(bare.earlier) if f.page.index < page.index and f.quantities), None)
    if above is None or above.page.end - above.page.start > _LONGEST_LINE:
        return None
    if len(above.quantities) > 1 or not neighbours(page.text, bare.letter, above.page.index, page.index):
        return None
    return above.quantities[0]

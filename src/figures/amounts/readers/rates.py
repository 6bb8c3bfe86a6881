"""The second half of a rate: ``4 centners per hectare``, ``10 poods for every 100 poods``, and yields that name no area behind.

A price names its weight behind it like other rates, before it, once for two prices, or not at all, where its thing was just counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from figures.amounts.asides import rules
from figures.amounts.paragraph import Page, Spot
from figures.amounts.units import PERSON, UnitGroup, UnitWords, Word, is_person, unit_at, unit_vocabulary, words_after
from figures.language import either, singular
from figures.model import Numeral, Quantity

_ROUND = (1, 10, 100, 1000)
"""The numbers that are the base of a rate."""
_MEASURES = ("mass", "volume", "area")
"""Kinds of units that have a price."""
_SMALL_FACTOR, _SMALL = 1000, 60
"""A weight of a harvest is a yield below these: no field bears more, and nobody counts yields in thousands."""
_YIELD_REACH, _YIELD_WORDS = 48, 6
"""How many characters and words before a weight are looked through for a word of the harvest."""
_AREA_REACH = 36
"""How many characters before a weight are looked through for an area."""
_WORD = re.compile(r"[^\W\d_]+")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_APIECE_REACH, _SHARED_REACH, _WEIGHT_REACH = 90, 120, 80
"""How many characters may lie between a price and the things counted, the price before, the weight before."""
_PLACE_WORDS, _BETWEEN_WORDS = 6, 9
"""How many words name the place of a second price, and how many may lie between two prices in all."""
_SHORTEST_WEIGHT = 3
"""Shorter forms of a unit are abbreviations, which do not begin a sentence about its price."""


class Rate(NamedTuple):
    """The unit of a rate with its kind, where the quote ends, and the rule."""

    unit: str
    kind: str
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class _RateWords:
    """The words that open rates, compiled."""

    heads: frozenset[str]
    """First words of what opens a rate."""
    per_number: re.Pattern[str]
    area_left: re.Pattern[str]
    area_words: frozenset[str]
    base: re.Pattern[str]


@cache
def _rate_words(language: str) -> _RateWords:
    lex = unit_vocabulary(language)
    opening, one, area = (either(lex.lists[name]) for name in ("area-opening", "per-one", "per-area"))
    bridge = rf"(?:(?:{either(lex.lists['area-bridge'])}) )*$"
    return _RateWords(
        heads=frozenset(w.split(" ")[0] for name in ("per", "per-number", "per-number-weak") for w in lex.lists[name]),
        per_number=re.compile(rf" (?:{either(lex.lists['per-number'])}|(?P<weak>{either(lex.lists['per-number-weak'])})) "),
        area_left=re.compile(
            rf"\b(?:(?:{opening}) (?:(?:{one}) )?(?P<opened>{area})\b[ ,:–-]*"
            rf"|(?:{one}) (?P<bearing>{area}) (?:[^\W\d_]+ ){{0,3}}?(?:{either(lex.lists['yield-verbs'])}) ){bridge}"
        ),
        area_words=frozenset(word.strip(".") for word in lex.lists["per-area"]),
        base=re.compile(rf"(?i)\b(?:{opening}) $"),
    )


def is_rate_base(page: Page, start: int) -> bool:
    """Whether a word before ``one hectare`` makes it the base of a rate."""
    return _rate_words(page.language).base.search(page.text, max(page.start, start - 6), start) is not None


def rate_of(spot: Spot, unit: UnitGroup, kind: str, ends: tuple[int, int]) -> Rate | None:
    """The rate that an amount in a unit is part of; ``ends`` are those of the unit and of the item behind it."""
    end, item_end = ends
    found = _rate_behind(spot, unit, kind, item_end)
    if found is None and item_end != end:
        found = _rate_behind(spot, unit, kind, end)
    if found is None and kind == "money" and spot.number.factor == 1:
        found = price_of(spot, unit, end)
    return found


def yield_base(spot: Spot, unit: UnitGroup, low: Decimal) -> tuple[str, str] | None:
    """The area of a weight that is a yield although no area stands behind it, and the rule that says so."""
    page = spot.page
    area = _area_before(page, spot.start)
    if area is not None:
        return area, "area-before"
    small = unit.harvested and spot.number.factor < _SMALL_FACTOR and low <= _SMALL
    return ("hectare", "harvest-word") if small and _word_before(page, spot.start, page.lex.lists["yield-cues"]) else None


def _area_before(page: Page, start: int) -> str | None:
    """``from one hectare of 2 centners``, ``per hectare 4 centners``: the area named before the weight."""
    left = page.text[max(page.start, start - _AREA_REACH) : start].lower()
    words = _rate_words(page.language)
    if words.area_words.isdisjoint(_WORD.findall(left)) or (m := words.area_left.search(left)) is None:
        return None
    return _area(m["opened"] or m["bearing"], page.lex)


def _word_before(page: Page, start: int, cues: frozenset[str]) -> bool:
    """Whether one of the words stands shortly before, in the same sentence."""
    left = page.text[max(page.start, start - _YIELD_REACH) : start].lower()
    left = left[left.rfind(". ") + 1 :]
    return not cues.isdisjoint(_WORD.findall(left)[-_YIELD_WORDS:])


def _rate_behind(spot: Spot, unit: UnitGroup, kind: str, end: int) -> Rate | None:
    """The second half of a rate behind a unit."""
    page = spot.page
    text, lists = page.text, page.lex.lists
    mark = text[end : end + 1]
    if mark == " ":
        stop = text.find(" ", end + 1, page.end)
        if text[end + 1 : stop if stop >= 0 else page.end] not in _rate_words(page.language).heads:
            return None
    elif mark != "/":
        return None
    if kind == "share":
        return None
    if (rate := _per_hundred(spot, unit, kind, end)) is not None:
        return rate
    words = words_after(text, end + (mark == "/"), page.end)
    opener, behind = ("/", words) if mark == "/" else _opener(words, lists["per"])
    return _per_unit(spot, unit, kind, opener, behind) if behind else None


def _opener(words: list[Word], openers: frozenset[str]) -> tuple[str, list[Word]]:
    """What opens a rate at the first word or two, and the words behind it."""
    for length in (2, 1):
        opener = " ".join(w.text for w in words[:length])
        if opener in openers:
            return opener, words[length:]
    return "", []


def _per_unit(spot: Spot, unit: UnitGroup, kind: str, opener: str, words: list[Word]) -> Rate | None:
    """An area, a weight or a thing behind what opens a rate."""
    lex, target = spot.page.lex, words[0]
    if kind == "mass":
        return _per_area(unit, target, target.end, lex)
    if kind != "money":
        return None
    found = unit_at(words, lex, 1)
    if found is not None and found[0].kind in _MEASURES:
        return Rate(f"{unit.name}/{priced_weight(unit, found[0])}", kind, found[2], "price")
    thing = _thing(spot, opener, target.text)
    return Rate(f"{unit.name}/{thing}", kind, target.end, "price") if thing is not None else None


def _per_area(unit: UnitGroup, target: Word, end: int, lex: UnitWords) -> Rate | None:
    return Rate(f"{unit.name}/{_area(target.text, lex)}", "yield", end, "per-area") if target.text in lex.lists["per-area"] else None


def _area(word: str, lex: UnitWords) -> str:
    return lex.forms[word.rstrip(".")].rate_name


def _thing(spot: Spot, opener: str, word: str) -> str | None:
    """The thing or person whose price or wage a sum of money is."""
    page = spot.page
    lists = page.lex.lists
    if word in rules(page.language).nouns:
        return None
    if word in lists["tally"] and any(q.unit == PERSON for q in spot.said):
        return PERSON
    listed = word in lists["persons"]
    certain = opener.rpartition(" ")[2] in lists["definite"]
    if word in lists["singular-counted"] or ((listed or is_person(word, page.language)) and not certain):
        return PERSON if listed else singular(word, page.language)
    return None


def _per_hundred(spot: Spot, unit: UnitGroup, kind: str, end: int) -> Rate | None:
    """``10 poods for every 100 poods``, ``10 poods per hundred``: the whole rate is one quantity."""
    page = spot.page
    m = _rate_words(page.language).per_number.match(page.text, end, page.end)
    if m is None:
        return None
    following = spot.place + 1
    if following < len(page.numbers) and page.numbers[following].start == m.end():
        return _per_number(page, unit, kind, page.numbers[following], m["weak"] is not None)
    behind = words_after(page.text, m.end() - 1, page.end)
    if behind and behind[0].text in page.grammar.magnitudes:
        return Rate(unit.name, kind, behind[0].end, "rate-per-number")
    return None


def _per_number(page: Page, unit: UnitGroup, kind: str, base: Numeral, weak: bool) -> Rate | None:
    """A rate whose base is a round number: with a unit behind it, or of the same unit."""
    if base.low not in _ROUND:
        return None
    one = base.low == 1
    words = words_after(page.text, base.end, page.end)
    found = unit_at(words, page.lex, 0)
    if found is None:
        return None if one or weak else Rate(unit.name, kind, base.end, "rate-per-number")
    group, _, end = found
    if group.kind == kind == "money" and weak and base.low < 100:
        return None  # from 60 kopecks to 1 ruble
    if one and kind == "money" and group.kind in _MEASURES:
        return Rate(f"{unit.name}/{group.name}", kind, end, "price")
    per_area = _per_area(unit, words[0], end, page.lex) if one and kind == "mass" else None
    return per_area or Rate(unit.name, kind, end, "rate-per-number")


# --- prices whose weight or thing stands elsewhere


def price_of(spot: Spot, unit: UnitGroup, end: int) -> Rate | None:
    """The price that a sum of money is, though nothing behind it says so."""
    return _apiece(spot, unit, end) or _shared(spot, unit, end) or _weight_before(spot, unit, end)


def priced_weight(money: UnitGroup, weight: UnitGroup) -> str:
    """The weight of a price: a pound that is paid in roubles is a Russian one."""
    return money.priced_by.get(weight.name, weight.name)


def _apiece(spot: Spot, unit: UnitGroup, end: int) -> Rate | None:
    """``1,500 trucks at 3,100 dollars each``: the price of one of the things just counted."""
    page, last = spot.page, spot.last
    lists = page.lex.lists
    m = _NEXT_WORD.match(page.text, end, page.end)
    if m is None or m[1] not in lists["apiece"] or last is None or last.kind != "count" or spot.start - last.end > _APIECE_REACH:
        return None
    between = page.text[last.end : spot.start]
    opener = between.split()[-1:]
    if ". " in between or not opener or opener[0].lower() not in lists["price-openers"]:
        return None
    return Rate(f"{unit.name}/{last.unit}", "money", m.end(), "price-apiece")


def _shared(spot: Spot, unit: UnitGroup, end: int) -> Rate | None:
    """``41 marks a ton against 52 marks``: the weight is named once for two prices."""
    page, last = spot.page, spot.last
    if last is None or last.kind != "money" or not last.unit.startswith(unit.name + "/") or spot.start - last.end >= _SHARED_REACH:
        return None
    between = page.text[last.end : spot.start]
    if ". " in between:
        return None
    linked = not page.lex.lists["price-links"].isdisjoint(_WORD.findall(between))
    return Rate(last.unit, "money", end, "price-shared") if linked or _is_elsewhere(between, page) else None


def _is_elsewhere(between: str, page: Page) -> bool:
    """``60 kopecks, in the shops 32 kopecks``: what lies between two prices is the place of the second."""
    lists = page.lex.lists
    if ", " not in between or len(_WORD.findall(between)) > _BETWEEN_WORDS:
        return False
    place = _WORD.findall(between.rpartition(", ")[2])
    return 0 < len(place) <= _PLACE_WORDS and place[-1] not in lists["price-mark"] and place[0] in lists["price-places"]


def _weight_before(spot: Spot, unit: UnitGroup, end: int) -> Rate | None:
    """``a kilogram will cost 2 rubles``: the weight stands before its price."""
    page = spot.page
    left = page.text[max(page.start, spot.start - _WEIGHT_REACH) : spot.start].lower()
    if page.lex.lists["price-verbs"].isdisjoint(left.split()) or (m := _weight_left(page.language).search(left)) is None:
        return None
    return Rate(f"{unit.name}/{priced_weight(unit, page.lex.forms[m['weight']])}", "money", end, "price-before")


@cache
def _weight_left(language: str) -> re.Pattern[str]:
    lex = unit_vocabulary(language)
    opening, verbs = either(lex.lists["weight-opening"]), either(lex.lists["price-verbs"])
    between = either(lex.lists["area-bridge"] | lex.lists["price-openers"])
    forms = [form for form, group in lex.forms.items() if group.kind in ("mass", "volume") and len(form) >= _SHORTEST_WEIGHT]
    weights = "|".join(map(re.escape, forms))
    return re.compile(
        rf"\b(?:{opening}) (?P<weight>{weights})\b(?: [^.;:,0-9]{{1,50}}?)?"
        rf" (?:{verbs})(?: (?:{between}))* $"
    )


def share_weight(page: Page, last: Quantity, price: Quantity) -> Quantity | None:
    """``from 1 ruble 15 kopecks to 85 kopecks a kilogram``: the quantity before, as a price for the weight named behind."""
    if last.kind != "money" or "/" not in price.unit or last.unit != price.unit.partition("/")[0]:
        return None
    between = page.text[last.end : price.start]
    joined = between in _DASHES or (between[:1] == between[-1:] == " " and between[1:-1] in page.lex.lists["price-joints"])
    return replace(last, unit=price.unit, rule="price-shared") if joined else None


_DASHES = ("-", "–")

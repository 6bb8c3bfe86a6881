"""Prices whose weight or thing is named elsewhere: before them, once for two of them, or as what was just counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from figures.amounts.paragraph import Page, Spot
from figures.amounts.units import UnitGroup, unit_vocabulary
from figures.model import Quantity

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
    lists = {name: "|".join(sorted(words)) for name, words in lex.lists.items()}
    forms = [form for form, group in lex.forms.items() if group.kind in ("mass", "volume") and len(form) >= _SHORTEST_WEIGHT]
    weights = "|".join(map(re.escape, forms))
    return re.compile(
        rf"\b(?:{lists['weight-opening']}) (?P<weight>{weights})\b(?: [^.;:,0-9]{{1,50}}?)?"
        rf" (?:{lists['price-verbs']})(?: (?:{lists['area-bridge']}|{lists['price-openers']}))* $"
    )


def share_weight(page: Page, before: Sequence[Quantity], price: Quantity) -> Quantity | None:
    """``from 1 ruble 15 kopecks to 85 kopecks a kilogram``: the quantity before, as a price for the weight named behind."""
    if not before or price.kind != "money" or "/" not in price.unit:
        return None
    last = before[-1]
    if last.kind != "money" or last.unit != price.unit.partition("/")[0]:
        return None
    between = page.text[last.end : price.start]
    joined = between in _DASHES or (between[:1] == between[-1:] == " " and between[1:-1] in page.lex.lists["price-joints"])
    return replace(last, unit=price.unit, rule="price-shared") if joined else None


_DASHES = ("-", "–")

"""Amounts in a unit, with compound parts and what they are of: ``2 centners 5 kilograms``, ``500 thousand poods of rye``."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from figures.amounts.numbers import after_of, plain, qualifier_before
from figures.amounts.paragraph import Page, Spot, said_behind, with_garbled
from figures.amounts.readers.fractions import basis_of
from figures.amounts.readers.homonyms import meant
from figures.amounts.readers.rates import Rate, rate_of, yield_base
from figures.amounts.units import UnitGroup, Word, guarded_part, part_worth, unit_at, words_after
from figures.language import swift_class
from figures.model import Numeral, Quantity

_quantity = swift_class(Quantity)
_GAP = 6
"""How many characters may lie between an amount and its smaller part."""
_ABBREVIATION = 4
"""Longer words for units are not abbreviated, and a full stop behind them ends a sentence."""
_ITEM_WORDS = 3
"""How many words name what an amount is of."""
_SHORTEST_PARTICIPLE = 5


class _Amount(NamedTuple):
    """An amount with its smaller parts: both ends, where it stops, the unit as printed, and the rule."""

    low: Decimal
    high: Decimal
    end: int
    printed: str
    rule: str


def measured(spot: Spot, end: int, group: UnitGroup, printed: str) -> Quantity:
    """A quantity with a unit: compound parts, what it is of, rate, homonyms, yield."""
    page, number = spot.page, spot.number
    unit, rule = group, "unit"
    doubts = with_garbled(spot) if number.readings else spot.doubts
    if group.homonyms is not None or group.name in page.lex.sized:
        unit, doubts, rule = meant(spot, end, group, printed)
    kind = unit.kind
    low, high = number.low, number.high
    whole = unit.of is None
    if unit.of is not None:
        worth = Decimal(unit.factor)
        unit, low, high = page.lex.names[unit.of], low * worth, high * worth
    amount = _Amount(low, high, end, printed, rule)
    following = spot.place + 1
    if whole and following < len(page.numbers) and page.numbers[following].start <= end + _GAP:
        amount = _with_parts(spot, unit, amount)
    end = amount.end
    noun, item_end = (None, end) if kind in ("share", "money") else item_behind(page, end)
    rate = rate_of(spot, unit, kind, (end, item_end))
    basis = basis_of(page, end) if kind == "share" else None
    if rate is None:
        stop = _quote_end(page, kind, end, item_end) if item_end != end else end
        base = yield_base(spot, unit, amount.low) if kind == "mass" else None
        rate = Rate(unit.name, kind, stop, amount.rule) if base is None else Rate(f"{unit.name}/{base[0]}", "yield", stop, base[1])
    low = number.low if amount.low is number.low else plain(amount.low)  # numbers as read are plain
    high = low if number.low == number.high else number.high if amount.high is number.high else plain(amount.high)
    qualifier = _qualifier(spot, rate.end)
    return _quantity(
        spot.start, rate.end, number, rate.kind, low, high, qualifier, rate.unit, amount.printed, noun, basis, rate.rule, doubts
    )


def _with_parts(spot: Spot, unit: UnitGroup, amount: _Amount) -> _Amount:
    """``2 centners 5 kilograms``, ``1 ruble 15 kopecks``: an amount with up to two smaller parts."""
    page = spot.page
    text = page.text
    if spot.number.low != spot.number.high:
        return amount
    for part in page.numbers[spot.place + 1 : spot.place + 3]:
        if part.low != part.high or not _joins(text[amount.end : part.start], amount.printed, page):
            break
        found = _part_at(page, unit, part)
        if found is None:
            break
        more, end = found
        amount = _Amount(amount.low + more, amount.high + more, end, f"{amount.printed} … {text[part.end : end].strip()}", "compound-unit")
    return amount


def _joins(gap: str, printed: str, page: Page) -> bool:
    """Whether what lies between a unit and a number lets the number complete it; an abbreviation may have its full stop."""
    unit = printed.rpartition("… ")[2]
    return (gap[1:] if gap[:1] == "." and len(unit) <= _ABBREVIATION else gap) in page.grammar.part_gaps


def _part_at(page: Page, unit: UnitGroup, part: Numeral) -> tuple[Decimal, int] | None:
    """What a number of smaller units is worth in the larger one, and where it ends; less than one of that."""
    words = words_after(page.text, part.end, page.end)
    named = unit_at(words, page.lex, 0)
    for group, end in filter(None, ((named[0], named[2]) if named is not None else None, guarded_part(words, page.text, page.lex))):
        worth = part_worth(unit, group.name, part.low)
        if worth is not None:
            return (worth, end) if worth < 1 else None
    return None


def _quote_end(page: Page, kind: str, end: int, item_end: int) -> int:
    """Where the quote of an amount with an item ends; the item of a whole letter stays out of it."""
    of = after_of(page.text, end, page.grammar) if kind == "mass" else -1
    return end if of >= 0 and page.text[of:item_end] in page.lex.lists["grain-alone"] else item_end


def _qualifier(spot: Spot, end: int) -> str:
    number = spot.number
    if number.low != number.high:
        return "range"
    found = number.qualifier
    if spot.start < number.start:  # the currency sign stands between
        found = qualifier_before(spot.page.text, spot.start, spot.page.start, spot.page.grammar)
    return said_behind(spot, end) if found == "exact" else found


def item_behind(page: Page, end: int) -> tuple[str | None, int]:
    """``of rye seeds`` behind a unit: (what it is, without words of purpose; where the phrase ends)."""
    of = after_of(page.text, end, page.grammar)
    if of < 0:
        return None, end
    taken = _item_words(page, words_after(page.text, of - 1, page.end))
    lists = page.lex.lists
    if not taken or taken[-1].text in lists["no-item"]:
        return None, end
    core = [w.text for w in taken if w.text not in lists["item-modifiers"]] or [taken[-1].text]
    return " ".join(core), taken[-1].end


def _item_words(page: Page, words: list[Word]) -> list[Word]:
    """The words that name the item, without the participle at their end."""
    lists, endings = page.lex.lists, page.lex.endings
    taken: list[Word] = []
    for word in words[:_ITEM_WORDS]:
        w = word.text
        if w in lists["function"] or w in lists["verbs"] or word.capital or (not taken and w in lists["no-item"]):
            break
        if taken and (w.endswith(endings["no-item"]) or _is_participle(w, page)):
            break
        taken.append(word)
    while taken and _is_participle(taken[-1].text, page):
        taken.pop()
    return taken


def _is_participle(word: str, page: Page) -> bool:
    return len(word) >= _SHORTEST_PARTICIPLE and word.endswith(page.lex.endings["participle"])

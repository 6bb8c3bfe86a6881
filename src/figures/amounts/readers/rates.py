"""Part of station 5: amounts in a unit, with compound parts, what they are of, and rates.

``2 centners 5 kilograms``, ``500 thousand poods of rye``, ``85 kopecks a kilogram``, ``4 centners per hectare``,
``10 poods for every 100 poods``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from figures.amounts.asides import rules
from figures.amounts.numbers import grammar, plain, qualifier_before
from figures.amounts.paragraph import Page, garbled, said_behind
from figures.amounts.readers import pounds
from figures.amounts.readers.fractions import basis_of
from figures.amounts.units import UnitGroup, UnitWords, Word, is_person, part_worth, unit_at, unit_lexicon, words_after
from figures.language import singular
from figures.model import Doubt, Numeral, Quantity

ONE = Decimal(1)


def measured(
    text: str,
    page: Page,
    k: int,
    start: int,
    end: int,
    group: UnitGroup,
    printed: str,
    lex: UnitWords,
    language: str,
    doubts: tuple[Doubt, ...],
) -> Quantity:
    """A quantity with a unit: compound parts, what it is of, rate, pounds, yield."""
    number = page.numbers[k]
    low, high = number.low, number.high
    unit, kind, rule = group, group.kind, "unit"
    limit = page.end
    if unit.name == "pound":
        unit, doubts, rule = pounds.read(text, page, number, end, printed, lex, doubts)
        kind = unit.kind
    worth = ONE
    if unit.of is not None:
        worth = Decimal(unit.factor)
        unit = lex.names[unit.of]
    low, high = low * worth, high * worth
    for following in page.numbers[k + 1 : k + 3]:  # 2 centners 5 kilograms; 1 ruble 15 kopecks
        if following.start > end + 6:
            break
        gap = text[end : following.start]
        if gap not in (" ", ", ", " and ", ", and ", "\u00a0") or following.low != following.high:
            break
        next_unit = unit_at(words_after(text, following.end, limit), language, 0)
        if next_unit is None:
            break
        share = part_worth(unit, next_unit[0].name) or (part_worth(unit, "russian_pound") if next_unit[0].name == "pound" else None)
        if share is None or following.low * share >= 1 or number.low != number.high:
            break
        low, high = low + following.low * share, high + following.high * share
        end, rule = next_unit[2], "compound-unit"
        printed = f"{printed} … {text[following.end : end].strip()}"
    noun, item_end = (None, end) if kind in ("share", "money") else item(text, end, limit, lex)
    name = unit.name
    basis = None
    rate = _rate(text, page, k, item_end, unit, kind, lex, language)
    if rate is None and item_end != end:
        rate = _rate(text, page, k, end, unit, kind, lex, language)
    if rate is None and kind == "money" and number.factor == 1:
        rate = _apiece(text, page, start, end, unit, lex) or _price_of(text, page, start, end, unit, lex, language)
    if rate is not None:
        name, kind, end, rule = rate
    elif kind == "mass":
        area = _area_before(text, start, page.start, language)
        if area is not None:
            name, kind, rule = f"{name}/{area}", "yield", "area-before"
        elif (
            name in ("centner", "pood", "kilogram")
            and number.factor < 1000
            and low <= 60
            and _cue_before(text, start, page.start, lex.lists["yield-cues"])
        ):
            name, kind, rule = f"{name}/hectare", "yield", "harvest-word"
        end = end if text[end + 4 : item_end] in lex.lists["grain-alone"] else item_end
    elif kind == "share":
        basis = basis_of(text, end, limit, lex)
    else:
        end = item_end
    qualifier = _qualifier(text, start, end, page, number, language)
    if number.readings:
        doubts = (*doubts, garbled(text, number))
    low = plain(low)
    high = plain(high) if number.low != number.high else low
    return Quantity(start, end, number, kind, low, high, qualifier, name, printed, noun, basis, rule, doubts)


def _qualifier(text: str, start: int, end: int, page: Page, number: Numeral, language: str) -> str:
    if number.low != number.high:
        return "range"
    found = number.qualifier
    if start < number.start:  # the currency sign stands between
        found = qualifier_before(text, start, page.start, grammar(language))
    return said_behind(text, number, end, page.end, language) if found == "exact" else found


def item(text: str, end: int, limit: int, lex: UnitWords) -> tuple[str | None, int]:
    """``of rye seeds`` behind a unit: (what it is, without words of purpose; where the phrase ends)."""
    if not text.startswith(" of ", end):
        return None, end
    words = words_after(text, end + 3, limit)
    lists = lex.lists
    taken: list[Word] = []
    for word in words[:4]:
        w = word.text
        if w in lists["function"] or w in lists["verbs"] or (not taken and w in lists["no-item"]) or word.capital:
            break
        if taken and (w.endswith(("ly", "ing")) or (w.endswith("ed") and len(w) > 4)):
            break
        taken.append(word)
        if len(taken) == 3:
            break
    while taken and (taken[-1].text.endswith("ed") and len(taken[-1].text) > 4):
        taken.pop()
    if not taken or (taken[0].text in lists["no-item"]):
        return None, end
    if taken[-1].text in lists["no-item"]:
        return None, end
    core = [w.text for w in taken if w.text not in lists["item-modifiers"]] or [taken[-1].text]
    return " ".join(core), taken[-1].end


def _rate(
    text: str, page: Page, k: int, end: int, unit: UnitGroup, kind: str, lex: UnitWords, language: str
) -> tuple[str, str, int, str] | None:
    """The second half of a rate behind a unit: (unit name, kind, end, rule), or None."""
    if text[end : end + 1] not in (" ", "/") or kind == "share":
        return None
    lists = lex.lists
    if text[end] == " " and text[end + 1 : (text.find(" ", end + 1, page.end) + 1 or page.end + 1) - 1] not in _rate_heads(language):
        return None
    if text[end] == "/":
        words = words_after(text, end + 1, page.end)
        opener, at = "/", 0
    else:
        words = words_after(text, end, page.end)
        if not words:
            return None
        opener, at = "", 0
        for length in (2, 1):
            phrase = " ".join(w.text for w in words[:length])
            if phrase in lists["per"]:
                opener, at = phrase, length
                break
        else:
            return _per_hundred(text, page, k, end, unit, kind, lex, language)
    hundred = _per_hundred(text, page, k, end, unit, kind, lex, language)
    if hundred is not None:
        return hundred
    if at >= len(words):
        return None
    target = words[at]
    if target.text in lists["per-area"] and kind == "mass":
        return f"{unit.name}/{_area(target.text)}", "yield", target.end, "per-area"
    found = unit_at(words[at:], language, 1)
    if found is not None and kind == "money" and found[0].kind in ("mass", "volume", "area"):
        return f"{unit.name}/{_of_weight(unit, found[0].name)}", "money", found[2], "price"
    if kind != "money" or target.text in rules(language).nouns:
        return None
    counted = target.text in lists["singular-counted"]
    person = target.text in lists["persons"]
    if target.text == "head" and any(q.unit == "person" for q in page.quantities):
        return f"{unit.name}/person", "money", target.end, "price"
    if counted or ((person or is_person(target.text, language)) and not opener.endswith("the")):
        return f"{unit.name}/{'person' if person else singular(target.text, language)}", "money", target.end, "price"
    return None


def _of_weight(money: UnitGroup, weight: str) -> str:
    """The weight of a price: a pound that is paid in roubles is a Russian one."""
    return "russian_pound" if weight == "pound" and money.name in ("rouble", "gold_rouble", "chervonets") else weight


@cache
def _rate_heads(language: str) -> frozenset[str]:
    """The words with which the second half of a rate may begin."""
    return frozenset(w.split(" ")[0] for group in unit_lexicon(language).lists if group.id in ("per", "per-number") for w in group.words)


def _per_hundred(
    text: str, page: Page, k: int, end: int, unit: UnitGroup, kind: str, lex: UnitWords, language: str
) -> tuple[str, str, int, str] | None:
    """``10 poods for every 100 poods``, ``10 poods per hundred``: the whole rate is one quantity."""
    m = _hundred(language).match(text, end, page.end)
    if m is None:
        return None
    following = next((n for n in page.numbers[k + 1 : k + 2] if n.start == m.end()), None)
    if following is not None:
        if following.low not in (100, 1000, 10, 1):
            return None
        found = unit_at(words_after(text, following.end, page.end), language, 0)
        if found is None and (following.low == 1 or m["weak"]):
            return None
        if found is not None and found[0].kind == kind == "money" and m["weak"] and following.low < 100:
            return None  # from 60 kopecks to 1 ruble
        if found is not None and found[0].kind in ("mass", "volume", "area") and kind == "money":
            if following.low == 1:
                return f"{unit.name}/{found[0].name}", "money", found[2], "price"
            return unit.name, kind, found[2], "rate-per-number"
        if following.low == 1 and found is not None and found[2]:
            word = words_after(text, following.end, page.end)[0].text
            if word in lex.lists["per-area"] and kind == "mass":
                return f"{unit.name}/{_area(word)}", "yield", found[2], "per-area"
        return unit.name, kind, found[2] if found else following.end, "rate-per-number"
    behind = words_after(text, m.end() - 1, page.end)
    if behind and behind[0].text in grammar(language).magnitudes:
        return unit.name, kind, behind[0].end, "rate-per-number"
    return None


_WEAK_OPENERS = 4
"""The last words of the list `per-number` open a rate only where a unit follows: `for 100 poods`, not `for 100 workers`."""


@cache
def _hundred(language: str) -> re.Pattern[str]:
    words = next(group.words for group in unit_lexicon(language).lists if group.id == "per-number")
    strong, weak = words[:-_WEAK_OPENERS], words[-_WEAK_OPENERS:]
    return re.compile(rf" (?:{'|'.join(strong)}|(?P<weak>{'|'.join(weak)})) ")


@cache
def _area_left(language: str) -> re.Pattern[str]:
    lists = {group.id: "|".join(sorted(group.words, key=lambda w: (-len(w), w))) for group in unit_lexicon(language).lists}
    article = "one|a|an|each|every|the|1"
    bridge = rf"(?:(?:{lists['area-bridge']}) )*$"
    return re.compile(
        rf"\b(?:(?:{lists['area-opening']}) (?:(?:{article}) )?(?P<opened>{lists['per-area']})\b[ ,:–-]*"
        rf"|(?:{article}) (?P<bearing>{lists['per-area']}) (?:[a-z]+ ){{0,3}}?(?:{lists['yield-verbs']}) ){bridge}"
    )


@cache
def base_before(language: str) -> re.Pattern[str]:
    """A word before ``one hectare`` that makes it the base of a rate."""
    openings = next(group.words for group in unit_lexicon(language).lists if group.id == "area-opening")
    return re.compile(rf"(?i)\b(?:{'|'.join(openings)}) $")


@cache
def _area_words(language: str) -> frozenset[str]:
    return frozenset(word.strip(".") for group in unit_lexicon(language).lists if group.id == "per-area" for word in group.words)


def _area(word: str) -> str:
    return "hectare" if word.startswith(("hect", "ha")) else "acre" if word.startswith("acre") else "dessiatine"


def _area_before(text: str, start: int, floor: int, language: str) -> str | None:
    """``from one hectare of 2 centners``, ``per hectare 4 centners``: the area named before the weight."""
    left = text[max(floor, start - 36) : start].lower()
    if _area_words(language).isdisjoint(_LOWER.findall(left)):
        return None
    m = _area_left(language).search(left)
    return _area(m["opened"] or m["bearing"]) if m else None


def _cue_before(text: str, start: int, floor: int, cues: frozenset[str]) -> bool:
    """Whether one of the words stands shortly before, in the same sentence."""
    left = text[max(floor, start - 48) : start].lower()
    left = left[left.rfind(". ") + 1 :]
    return not cues.isdisjoint(re.findall(r"[a-z]+", left)[-6:])


def _apiece(text: str, page: Page, start: int, end: int, unit: UnitGroup, lex: UnitWords) -> tuple[str, str, int, str] | None:
    """``1,500 trucks at 3,100 dollars each``: the price of one of the things just counted."""
    m = _NEXT_WORD.match(text, end, page.end)
    last = page.quantities[-1] if page.quantities else None
    if m is None or m[1] not in lex.lists["apiece"] or last is None or last.kind != "count" or start - last.end > 90:
        return None
    between = text[last.end : start]
    opener = between.split()[-1:]
    if ". " in between or not opener or opener[0].lower() not in lex.lists["price-openers"]:
        return None
    return f"{unit.name}/{last.unit}", "money", m.end(), "price-apiece"


_NEXT_WORD = re.compile(r" ([a-z]+)")


def _price_of(
    text: str, page: Page, start: int, end: int, unit: UnitGroup, lex: UnitWords, language: str
) -> tuple[str, str, int, str] | None:
    """The weight named before (``a kilogram will cost 2 rubles``), or once for two prices (``41 marks a ton against 52 marks``)."""
    last = page.quantities[-1] if page.quantities else None
    if last is not None and last.kind == "money" and last.unit.startswith(unit.name + "/") and start - last.end < 120:
        between = text[last.end : start]
        words = _LOWER.findall(between)
        place = _LOWER.findall(between.rpartition(", ")[2]) if ", " in between and len(words) <= 9 else []
        elsewhere = 0 < len(place) <= 6 and place[-1] != "at" and place[0] in lex.lists["price-places"]
        if ". " not in between and (elsewhere or not lex.lists["price-links"].isdisjoint(words)):
            return last.unit, "money", end, "price-shared"
    left = text[max(page.start, start - 80) : start].lower()
    if lex.lists["price-verbs"].isdisjoint(left.split()) or (m := _weight_left(language).search(left)) is None:
        return None
    return f"{unit.name}/{_of_weight(unit, lex.forms[m['weight']].name)}", "money", end, "price-before"


_PRICE_LISTS = ("price-verbs", "price-openers", "area-bridge")
_LOWER = re.compile(r"[a-z]+")


@cache
def _weight_left(language: str) -> re.Pattern[str]:
    lists = {group.id: "|".join(group.words) for group in unit_lexicon(language).lists if group.id in _PRICE_LISTS}
    groups = [group for group in unit_lexicon(language).units if group.kind in ("mass", "volume")]
    weights = "|".join(form for group in groups for form in group.forms if len(form) > 2)
    return re.compile(
        rf"\b(?:a|an|one|each|every|the|per) (?P<weight>{weights})\b(?: [^.;:,0-9]{{1,50}}?)?"
        rf" (?:{lists['price-verbs']})(?: (?:{lists['area-bridge']}|{lists['price-openers']}))* $"
    )


def share_rate(text: str, page: Page, quantity: Quantity) -> None:
    """``from 1 ruble 15 kopecks to 85 kopecks a kilogram``: the weight named once holds for both prices."""
    if not page.quantities or quantity.kind != "money" or "/" not in quantity.unit:
        return
    last = page.quantities[-1]
    if (
        last.kind == "money"
        and last.unit == quantity.unit.partition("/")[0]
        and text[last.end : quantity.start] in (" to ", " or ", " and ", "-", "–")
    ):
        page.quantities[-1] = replace(last, unit=quantity.unit, rule="price-shared")

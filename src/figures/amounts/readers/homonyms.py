"""Units whose word has several meanings: pounds of money, true pounds, customary ones, or another unit mistranslated; and units of
one name and several sizes.

Decided by what stands nearest: the words around the number, then the paragraph, then the letter.  That a word stands for
another unit altogether is said by the profile of the edition, and only there: a pound read as a pood carries a doubt that
says what was printed and why it was read otherwise.
"""

from __future__ import annotations

from figures.amounts.paragraph import Page, Spot, with_garbled
from figures.amounts.units import Homonyms, Place, UnitGroup, meaning_of, words_of
from figures.language import is_plural
from figures.model import Doubt
from figures.reading import profile_named

_BEFORE, _BEHIND = 70, 50
"""How many characters around the number are near."""
_BIG = 1000
"""From here on an amount is no ration and no sum that a single buyer pays."""
_MANY = 40
"""Beside grain, fewer are true pounds: so many make one pood."""

Meaning = tuple[UnitGroup, tuple[Doubt, ...], str]
"""The unit, the doubts of the amount, and the rule."""
_MONEY, _ITSELF, _TRUE, _ANOTHER = "pounds-sterling", "pounds-avoirdupois", "pounds-true", "pounds-for-poods"


def meant(spot: Spot, end: int, group: UnitGroup, printed: str) -> Meaning:
    """Which unit a word with several meanings is here."""
    page, doubts, same = spot.page, with_garbled(spot), group.homonyms
    if same is None:
        return _of_size(spot, end, group, printed)
    if printed.lower().rstrip(".") not in same.forms:
        return group, doubts, "unit"
    names = page.lex.names
    profile = profile_named(page.profile)
    rule = _rule(spot, end, same)
    if rule == _MONEY:
        return names[same.money], doubts, rule
    other = names.get(profile.mistranslated.get(group.name, "")) if profile is not None else None
    if rule == _ANOTHER and other is not None:
        many = next(form for form in other.forms if is_plural(form, page.language))
        message = f"Printed {printed}; read as {many}, which the translation renders so beside amounts of grain."
        return other, (*doubts, Doubt("mistranslated unit", message, spot.number.start, end)), rule
    if rule == _ITSELF or not (_is_local(spot, end, same) or (profile is not None and group.name in profile.customary)):
        return group, doubts, _ITSELF
    return names[same.customary], doubts, _TRUE


def _of_size(spot: Spot, end: int, group: UnitGroup, printed: str) -> Meaning:
    """Which of the units of one name: tonnes, long tons or short tons; a doubt names the others where nothing tells."""
    page, doubts = spot.page, with_garbled(spot)
    profile = profile_named(page.profile)
    place = Place(page.text, (page.start, page.end), page.letter)
    unit, others = meaning_of(group, printed, place, page.lex, profile.sizes if profile is not None else {})
    if others:
        read, *maybe = (name.replace("_", " ") for name in (unit.name, *others))
        message = f"Printed {printed}; read as {read}; it may also be {' or '.join(maybe)}, and nothing here tells which."
        doubts = (*doubts, Doubt("several sizes", message, spot.number.start, end))
    return unit, doubts, "unit"


def _rule(spot: Spot, end: int, same: Homonyms) -> str:
    """What the words around say: nearest first, then those of the paragraph, then those of the letter."""
    page, number, lists = spot.page, spot.number, spot.page.lex.lists
    near, paragraph = _near(spot, end), words_of(page.text, page.start, page.end)
    big = number.factor >= _BIG or number.high >= _BIG
    grain, money = not lists["grain"].isdisjoint(near), not lists["sterling"].isdisjoint(near)
    if not lists["sterling-certain"].isdisjoint(paragraph) and not (big and grain):
        return _MONEY
    if not big and not lists["ration"].isdisjoint(near):
        return _TRUE
    if not lists["true-pound-money"].isdisjoint(paragraph):
        return _ITSELF
    if _named(same.beside, page, paragraph) or (grain and (big or not money)):
        return _ANOTHER if big or number.high >= _MANY else _TRUE
    return _MONEY if money else _rule_of_letter(page, same, paragraph, big)


def _rule_of_letter(page: Page, same: Homonyms, paragraph: frozenset[str], big: bool) -> str:
    """What the other words of the letter say, where the paragraph does not tell."""
    lists, letter = page.lex.lists, words_of(page.text, *page.letter)
    if not lists["sterling-certain"].isdisjoint(letter):
        return _MONEY
    if big and (_named(same.beside, page, letter) or not lists["grain"].isdisjoint(paragraph)):
        return _ANOTHER
    return _MONEY if big and not lists["sterling"].isdisjoint(letter) and lists["grain"].isdisjoint(letter) else _TRUE


def _is_local(spot: Spot, end: int, same: Homonyms) -> bool:
    """Whether the letter measures rations, or speaks of the customary units of the country."""
    page = spot.page
    return not page.lex.lists["ration"].isdisjoint(_near(spot, end)) or _named(same.beside, page, words_of(page.text, *page.letter))


def _near(spot: Spot, end: int) -> frozenset[str]:
    page, at = spot.page, spot.number.start
    return words_of(page.text, max(page.start, at - _BEFORE), min(page.end, end + _BEHIND))


def _named(unit: str, page: Page, words: frozenset[str]) -> bool:
    """Whether a unit is among the words."""
    return not words.isdisjoint(page.lex.names[unit].forms)

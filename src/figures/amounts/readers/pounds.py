"""Which pounds: sterling, true Russian or English pounds, or poods that a translation renders so.

Decided by what stands nearest: the words around the number, then the paragraph, then the letter.  A pound read as
a pood carries a doubt that says what was printed and why it was read otherwise.
"""

from __future__ import annotations

import re

from figures.amounts.paragraph import Page
from figures.amounts.units import UnitGroup, UnitWords
from figures.model import Doubt, Numeral


def read(
    text: str, page: Page, number: Numeral, end: int, printed: str, lex: UnitWords, doubts: tuple[Doubt, ...]
) -> tuple[UnitGroup, tuple[Doubt, ...], str]:
    """Which pounds: sterling, true Russian or English pounds, or poods mistranslated.

    Decided by what stands nearest: the words around the number, then the paragraph, then the letter.
    """
    lists = lex.lists
    names = lex.names
    near = frozenset(_WORDS.findall(text[max(page.start, number.start - 70) : min(page.end, end + 50)].lower()))
    paragraph = frozenset(_WORDS.findall(text[page.start : page.end].lower()))
    big = number.factor >= 1000 or number.high >= 1000
    grain = not lists["grain"].isdisjoint(near)
    money = not lists["sterling"].isdisjoint(near)
    if not lists["sterling-certain"].isdisjoint(paragraph) and not (big and grain):
        return names["pound_sterling"], doubts, "pounds-sterling"
    if not big and not lists["ration"].isdisjoint(near):
        return names["russian_pound"], doubts, "pounds-true"
    if not lists["true-pound-money"].isdisjoint(paragraph):
        return names["pound"], doubts, "pounds-avoirdupois"
    message = f"Printed {printed}; read as poods, which the translation renders so beside amounts of grain."
    poods = (names["pood"], (*doubts, Doubt("mistranslated unit", message, number.start, end)), "pounds-for-poods")
    pood_words = frozenset(names["pood"].forms)
    if not pood_words.isdisjoint(paragraph) or (grain and (big or not money)):
        return poods if big or number.high >= 40 else (names["russian_pound"], doubts, "pounds-true")
    letter = frozenset(_WORDS.findall(text[page.letter[0] : page.letter[1]].lower()))
    if money or not lists["sterling-certain"].isdisjoint(letter):
        return names["pound_sterling"], doubts, "pounds-sterling"
    if big and not (pood_words.isdisjoint(letter) and lists["grain"].isdisjoint(paragraph)):
        return poods
    if big and not lists["sterling"].isdisjoint(letter) and lists["grain"].isdisjoint(letter):
        return names["pound_sterling"], doubts, "pounds-sterling"
    return names["russian_pound"], doubts, "pounds-true"


_WORDS = re.compile(r"[^\W\d_]+|[£$]")

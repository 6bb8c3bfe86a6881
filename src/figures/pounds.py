"""Which pounds: sterling, true Russian or English pounds, or poods that a translation renders so.

Decided by what stands nearest: the words around the number, then the paragraph, then the letter.  A pound read as
a pood carries a doubt that says what was printed and why it was read otherwise.
"""

from __future__ import annotations

import re

from figures.model import Doubt, Numeral
from figures.nouns import UnitGroup, UnitWords, words_after
from figures.pages import Page


def read(
    text: str, page: Page, number: Numeral, end: int, printed: str, lex: UnitWords, language: str, doubts: tuple[Doubt, ...]
) -> tuple[UnitGroup, tuple[Doubt, ...], str]:
    """Which pounds: sterling, true Russian or English pounds, or poods mistranslated.

    Decided by what stands nearest: the words around the number, then the paragraph, then the letter.
    """
    lists = lex.lists
    names = lex.names
    near = set(re.findall(r"[a-z]+|£", text[max(page.start, number.start - 70) : min(page.end, end + 50)].lower()))
    after = {w.text for w in words_after(text, end, page.end)}
    paragraph = text[page.start : page.end].lower()
    big = number.factor >= 1000 or number.high >= 1000
    if "£" in paragraph or "sterling" in paragraph or "shilling" in paragraph:
        if not (big and not lists["grain"].isdisjoint(near)):
            return names["pound_sterling"], doubts, "pounds-sterling"
    if not big and not lists["ration"].isdisjoint(near | after):
        return names["russian_pound"], doubts, "pounds-true"
    if "dollar" in paragraph or "$" in paragraph or " cents" in paragraph:
        return names["pound"], doubts, "pounds-avoirdupois"
    grain = not lists["grain"].isdisjoint(near)
    money = not lists["sterling"].isdisjoint(near)
    poods = " pood" in paragraph
    if poods or (grain and not money) or (big and grain):
        if big or number.high >= 40:
            message = f"Printed {printed}; read as poods, which the translation renders so beside amounts of grain."
            return names["pood"], (*doubts, Doubt("mistranslated unit", message, number.start, end)), "pounds-for-poods"
        return names["russian_pound"], doubts, "pounds-true"
    letter = text[max(0, page.start - 6000) : page.end].lower()
    if money or "sterling" in letter or "£" in letter:
        return names["pound_sterling"], doubts, "pounds-sterling"
    if big and (" pood" in letter or not lists["grain"].isdisjoint(re.findall(r"[a-z]+", paragraph))):
        message = f"Printed {printed}; read as poods, which the translation renders so beside amounts of grain."
        return names["pood"], (*doubts, Doubt("mistranslated unit", message, number.start, end)), "pounds-for-poods"
    return names["russian_pound"], doubts, "pounds-true"

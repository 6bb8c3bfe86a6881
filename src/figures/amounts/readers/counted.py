"""Numbers of things and people, and what nobody counts (durations, pages, options)."""

from __future__ import annotations

import re

from figures.amounts.asides import NounGroup, rules
from figures.amounts.numbers import after_of, plain
from figures.amounts.paragraph import Spot, said_behind, with_garbled
from figures.amounts.readers.measured import item_behind
from figures.amounts.units import PERSON, Counted, Word, counted_at, nominal_at, words_after
from figures.language import swift_class
from figures.model import Quantity, SetAside

_quantity = swift_class(Quantity)
_LARGE = 1000
"""From here on nobody counts abstractions."""
_NOUN_REACH, _BEHIND_REACH = 4, 12
"""How many words behind a number are looked at for what nobody counts, and how many characters before it."""


def counted_thing(spot: Spot) -> Quantity | SetAside | None:
    """A number of things, or the stretch of a number that counts what is no amount."""
    page, words = spot.page, spot.words
    if not words or (words[0].start == spot.behind and page.text[spot.behind] != "-"):
        return None
    stretch = _uncounted(spot)
    if stretch is not None:
        return stretch
    noun, words = _noun(spot)
    if noun is None or (spot.one and not noun.known and spot.number.form == "words"):
        return None
    return _counted(spot, noun, words)


def _noun(spot: Spot) -> tuple[Counted | None, list[Word]]:
    """The counted noun behind a number, and the words from which on the unit was printed."""
    page, words, number, one = spot.page, spot.words, spot.number, spot.one
    lex = page.lex
    noun = counted_at(words, one, lex)
    if noun is None and number.factor > 1 and words[0].text in page.grammar.joints["of"]:  # hundreds of wagons
        words = words[1:]
        noun = counted_at(words, False, lex)
    if noun is None and (quoted := _QUOTED.match(page.text, spot.behind, page.end)) is not None:
        noun = counted_at(words_after(page.text, quoted.end(), page.end), one, lex)
    if noun is None:
        noun = (_one_more(spot, words) if words[0].capital else None) if one else nominal_at(words, lex) or _part_of(spot, words)
    return noun, words


def _one_more(spot: Spot, words: list[Word]) -> Counted | None:
    """``3 Ukrainians, one Armenian and one Tajik``: a person more in a list of persons."""
    page, last = spot.page, spot.last
    if last is None or last.unit != PERSON:
        return None
    between = page.text[last.end : spot.number.start]
    if between != "; " and (between.isspace() or between not in page.grammar.part_gaps):
        return None
    if len(words) > 1 and words[1].text not in page.lex.lists["list-joints"]:
        return None
    return Counted(PERSON, words[0].text, words[0].end, True)


def _part_of(spot: Spot, words: list[Word]) -> Counted | None:
    """``two of the mills``, ``14 of its members``: part of a set that is named behind."""
    lex = spot.page.lex
    if not _opens_whole(spot, words):
        return None
    noun = counted_at(words[2:], False, lex)
    return noun if noun is not None and (noun.known or spot.number.form != "words") else None


def _opens_whole(spot: Spot, words: list[Word]) -> bool:
    """``of the``, ``of its``: what a number is a part of follows."""
    return len(words) > 2 and words[0].text in spot.page.grammar.joints["of"] and words[1].text in spot.page.lex.lists["share-basis"]


def _uncounted(spot: Spot) -> SetAside | None:
    """Durations, ratios, pages and abstractions behind the number: nobody's amount."""
    words = spot.words[2:] if _opens_whole(spot, spot.words) else spot.words  # 2 of the reports
    for i, word in enumerate(words[:_NOUN_REACH]):
        group = _group_of(spot, word)
        if group is not None:
            if _gives_way(spot, group, words, i) or (word.text in group.single and not spot.one):
                continue
            return SetAside(spot.number.start, word.end, group.reason, group.id)
        if _is_thing(spot, word, i):
            return None
    return None


def _group_of(spot: Spot, word: Word) -> NounGroup | None:
    """The group of a noun that nobody counts, where the number and what stands before it let it be one."""
    page, number = spot.page, spot.number
    nouns = rules(page.language).nouns
    group = nouns.get(word.text) or (nouns.get(word.text.partition("-")[0]) if "-" in word.text else None)
    if group is None or (group.small and (number.factor >= _LARGE or number.low >= _LARGE)):
        return None
    left = page.text[max(page.start, number.start - _BEHIND_REACH) : number.start]
    return None if group.behind and not left.rstrip().lower().endswith(group.behind) else group


def _gives_way(spot: Spot, group: NounGroup, words: list[Word], i: int) -> bool:
    """``three party workers``: a thing that is counted stands behind the word that nobody counts."""
    lex = spot.page.lex
    if not group.gives_way or i + 1 >= min(len(words), _NOUN_REACH) or words[i + 1].text in lex.lists["function"]:
        return False
    return counted_at(words[i + 1 :], spot.one, lex) is not None


def _is_thing(spot: Spot, word: Word, i: int) -> bool:
    """Whether a word ends the look for what nobody counts: a person, a plural right behind the number, a verb, a preposition."""
    lex, name = spot.page.lex, word.text
    lists = lex.lists
    if name in lists["function"] or name in lists["persons"] or name in lists["verbs"]:
        return True
    if i > 0:
        return False
    return (spot.one and name in lists["singular-counted"]) or (name not in lists["adjectives"] and name.endswith(lex.endings["counted"]))


def _counted(spot: Spot, noun: Counted, words: list[Word]) -> Quantity:
    """A number of things: pairs of boots, bales of cotton, people."""
    page, number = spot.page, spot.number
    unit, item, end = noun.unit, noun.noun, noun.end
    if unit != PERSON and after_of(page.text, end, page.grammar) >= 0:
        of, of_end = item_behind(page, end)
        if of is not None:
            head = item.rsplit(" ", 1)[-1]
            if head in page.lex.lists["heads"] or head in page.lex.lists["transparent"]:
                unit = item = f"{head}{page.text[end:of_end]}"
            else:
                item = of
            end = of_end
    qualifier = number.qualifier
    if number.low == number.high and qualifier == "exact":
        qualifier = said_behind(spot, end)
    low, high = number.low, number.high
    if number.readings and low != low.to_integral_value():  # 1.200 people are twelve hundred
        low = high = max(number.readings)
    printed = page.text[words[0].start : noun.end]
    doubts = with_garbled(spot)
    return _quantity(
        number.start, end, number, "count", plain(low), plain(high), qualifier, unit, printed, item, None, "counted-noun", doubts
    )


_QUOTED = re.compile(r"(?: [A-Z][\w-]*)* [\"“«][^\"”»]{1,24}[\"”»]")
"""A name between the number and its noun: `3 "Red Star" tractors`."""

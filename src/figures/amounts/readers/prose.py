"""Numbers in running text: each is given to a row of readers, and the first that knows it says what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from figures.amounts.asides import rules
from figures.amounts.numbers import plain
from figures.amounts.paragraph import Findings, Page, Spot, new_findings, new_spot
from figures.amounts.readers.counted import counted_thing
from figures.amounts.readers.fractions import share
from figures.amounts.readers.measured import measured
from figures.amounts.readers.rates import is_rate_base, share_weight
from figures.amounts.units import Place, UnitGroup, Word, guarded_at, sign_before, unit_at, unit_next, words_after
from figures.model import Doubt, Numeral, Quantity, SetAside

_NO_WORDS: list[Word] = []
_IDIOM_REACH = 10
"""How many characters before ``one`` are read for a word that denies it."""


def read_prose(page: Page) -> Findings:
    """Each numeral of a paragraph: a quantity, a stretch set aside, or bare for later."""
    said: list[Quantity] = []
    aside = [*page.aside]
    bare: list[Numeral] = []
    marks = {s.start: s.end for s in page.aside if s.reason == "footnote mark"}
    taken = page.start
    for place, number in enumerate(page.numbers):
        if number.start < taken:
            continue
        found = _read(page, place, marks, said, aside)
        if found is None:
            bare.append(number)
            continue
        taken = found.end
        if isinstance(found, SetAside):
            aside.append(found)
            continue
        if said and found.kind == "money" and (shared := share_weight(page, said[-1], found)) is not None:
            said[-1] = shared
        said.append(found)
    return new_findings(page, tuple(said), tuple(aside), tuple(bare))


def _read(
    page: Page, place: int, marks: Mapping[int, int], said: Sequence[Quantity], aside: Sequence[SetAside]
) -> Quantity | SetAside | None:
    """What one number is; most are digits with a unit behind them."""
    text, number = page.text, page.numbers[place]
    if number.form == "fraction":
        spot = new_spot(page, place, number, number.start, number.end, words_after(text, number.end, page.end), said, ())
        return _part_of_unit(spot) or share(spot)
    start, sign = number.start, None
    if text[start - 1 : start] != " " or text[start - 2 : start - 1] in page.lex.sign_ends:
        start, sign = sign_before(text, start, said[-1].end if said else page.start, page.lex)
    behind, doubts = _past_mark(page, number, marks) if marks else (number.end, ())
    if text.startswith(" (", behind):
        behind = _past_repetition(page, place, behind)
    if sign is None and number.form != "words" and (unit := unit_next(text, behind, page.end, page.lex)) is not None:
        group, end = unit
        return measured(new_spot(page, place, number, start, behind, _NO_WORDS, said, doubts), end, group, text[behind + 1 : end])
    spot = new_spot(page, place, number, start, behind, words_after(text, behind, page.end), said, doubts)
    if aside and (stretch := _duration_of(spot, aside[-1])) is not None:
        return stretch
    if number.form == "words" and spot.one and (stretch := _denied(spot)) is not None:
        return stretch
    if sign is not None:
        return _signed(spot, sign)
    return _with_unit(spot) or counted_thing(spot)


def _past_mark(page: Page, number: Numeral, marks: Mapping[int, int]) -> tuple[int, tuple[Doubt, ...]]:
    """Where the phrase goes on behind a footnote mark in it (``500 1 tons``), and the doubt that says so."""
    text, end = page.text, number.end
    mark = marks.get(end) or (marks.get(end + 1) if text[end : end + 1] == " " else None)
    if mark is None or mark >= page.end or text[mark] != " " or not words_after(text, mark, page.end):
        return end, ()
    message = f"{text[end:mark].strip()} is a footnote mark inside the phrase, not part of the number."
    return mark, (Doubt("mark inside", message, end, mark),)


def _past_repetition(page: Page, place: int, behind: int) -> int:
    """``500 (five hundred) tons``: behind the bracket that repeats the number."""
    if place + 1 == len(page.numbers):
        return behind
    following = page.numbers[place + 1]
    if following.start != behind + 2 or page.text[following.end : following.end + 1] != ")":
        return behind
    return following.end + 1 if following.low == page.numbers[place].low else behind


def _duration_of(spot: Spot, last: SetAside) -> SetAside | None:
    """``4 hours out of 24``: the whole of a duration is one too."""
    if last.reason != "duration":
        return None
    page, number = spot.page, spot.number
    between = page.text[last.end : number.start]
    joined = between[:1] == between[-1:] == " " and between[1:-1] in page.lex.lists["out-of"]
    return SetAside(number.start, number.end, last.reason, last.rule) if joined else None


def _denied(spot: Spot) -> SetAside | None:
    """``not one kopeck`` counts nothing."""
    page, number = spot.page, spot.number
    idioms = rules(page.language).phrases["idioms"]
    left = page.text[max(page.start, spot.start - _IDIOM_REACH) : spot.start].rstrip().lower()
    denied = left.rsplit(" ", 1)[-1] in idioms.phrases
    return SetAside(number.start, number.end, idioms.reason, idioms.id) if denied else None


def _signed(spot: Spot, sign: str) -> Quantity:
    """``$ 5 million``, ``£11 5s. 6d.``: the sign before the number is the unit."""
    page, number, lex = spot.page, spot.number, spot.page.lex
    named = unit_at(spot.words, lex, 0)
    end = named[2] if named and named[0].kind == "money" else number.end
    coins = lex.coins.get(sign)
    printed = page.text[spot.start : number.start].strip()
    if coins is not None and (m := coins.pattern.match(page.text, end, page.end)) is not None:
        worth = plain(number.low + sum(int(found or 0) / many for found, many in zip(m.groups(), coins.worth, strict=True)))
        end = m.end()
        spot = replace(spot, number=replace(number, end=end, low=worth, high=worth))
    return measured(spot, end, lex.names[sign], printed)


def _with_unit(spot: Spot) -> Quantity | SetAside | None:
    """A unit among the words behind the number."""
    page, words, lex = spot.page, spot.words, spot.page.lex
    found = unit_at(words, lex)
    if found is None:
        return _with_guarded(spot)
    if not _is_unit(spot, words[found[1]]):
        return None
    group, at, end = found
    return _no_amount(spot, group, end) or measured(spot, end, group, page.text[words[at].start : end])


def _with_guarded(spot: Spot) -> Quantity | None:
    """An ordinary word that is a unit here: ``200 quarters of oats``."""
    page, words = spot.page, spot.words
    if not words or words[0].text not in page.lex.guarded:
        return None
    found = guarded_at(words, spot.number.low, Place(page.text, (page.start, page.end), page.letter), page.lex)
    return measured(spot, found[1], found[0], page.text[words[0].start : found[1]]) if found is not None else None


def _is_unit(spot: Spot, word: Word) -> bool:
    """Whether a word that could be a unit is one here: one-letter signs only behind digits."""
    if len(word.text) > 1 or not word.text.isalpha():
        return True
    return not word.capital and word.text in spot.page.lex.letters and spot.page.text[spot.number.end - 1].isdigit()


def _no_amount(spot: Spot, group: UnitGroup, end: int) -> SetAside | None:
    """``14 kilometers an hour`` is a speed, ``from one hectare`` the base of a rate."""
    page = spot.page
    if group.kind == "count":
        speeds = rules(page.language).phrases["speeds"]
        if page.text.startswith(tuple(f" {phrase}" for phrase in speeds.phrases), end):
            return SetAside(spot.number.start, end, speeds.reason, speeds.id)
    if group.kind == "area" and spot.one and is_rate_base(page, spot.start):
        return SetAside(spot.number.start, end, "basis of a rate", "rate-basis")
    return None


def _part_of_unit(spot: Spot) -> Quantity | None:
    """``half a pound of bread``, ``three quarters of a ton``, ``¼ pound``: a part of one unit is an amount, no share."""
    page, number, words = spot.page, spot.number, spot.words
    grammar, text = page.grammar, page.text
    if not words:
        return None
    skip = 1 if words[0].text in grammar.joints["of"] else 0
    if len(words) > skip + 1 and words[skip].text in grammar.joints["article"]:
        words = words[skip + 1 :]
    elif text[number.end - 1].isalpha() and not text[number.start : number.end].lower().endswith(grammar.halves):
        return None
    unit = unit_at(words, page.lex, 0)
    if unit is None or unit[0].kind == "count":
        return None
    part = replace(number, low=number.low / 100, high=number.high / 100, form="words")
    return measured(replace(spot, number=part), unit[2], unit[0], text[words[0].start : unit[2]])

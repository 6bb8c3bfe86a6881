"""Part of station 5: numbers of things and people, and what nobody counts (durations, pages, options)."""

from __future__ import annotations

from figures.amounts.asides import rules
from figures.amounts.numbers import plain
from figures.amounts.paragraph import Page, garbled, said_behind
from figures.amounts.readers import rates
from figures.amounts.units import Counted, UnitWords, Word, counted_at, unit_vocabulary
from figures.model import Doubt, Numeral, Quantity, SetAside


def one_more(text: str, page: Page, number: Numeral, words: list[Word]) -> Counted | None:
    """``3 Ukrainians, one Armenian and one Tajik``: a person more in a list of persons."""
    last = page.quantities[-1] if page.quantities else None
    if last is None or last.unit != "person" or text[last.end : number.start] not in (", ", " and ", ", and ", "; "):
        return None
    if len(words) > 1 and words[1].text not in ("and", "or"):
        return None
    return Counted("person", words[0].text, words[0].end, True)


def part_of(words: list[Word], number: Numeral, language: str) -> Counted | None:
    """``two of the mills``, ``14 of its members``: part of a set that is named behind."""
    if len(words) < 3 or words[0].text != "of" or words[1].text not in unit_vocabulary(language).lists["share-basis"]:
        return None
    noun = counted_at(words[2:], False, language)
    return noun if noun is not None and (noun.known or number.form != "words") else None


def uncounted(text: str, page: Page, number: Numeral, words: list[Word], lex: UnitWords, language: str) -> SetAside | None:
    """Durations, ratios, pages and abstractions behind the number: nobody's amount."""
    r = rules(language)
    function, adjectives = lex.lists["function"], lex.lists["adjectives"]
    one = number.low == number.high == 1 and number.factor == 1
    if len(words) > 2 and words[0].text == "of" and words[1].text in lex.lists["share-basis"]:  # 2 of the reports
        words = words[2:]
    for i, word in enumerate(words[:4]):
        group = r.nouns.get(word.text) or (r.nouns.get(word.text.split("-")[0]) if "-" in word.text else None)
        if (
            group is not None
            and group.behind
            and not text[max(page.start, number.start - 12) : number.start].rstrip().lower().endswith(group.behind)
        ):
            group = None
        if group is not None and not (group.id == "abstract" and (number.factor >= 1000 or number.low >= 1000)):
            if (
                i + 1 < len(words)
                and i < 3
                and words[i + 1].text not in function
                and group.id in ("abstract", "paper")
                and counted_at(words[i + 1 :], one, language)
            ):
                continue
            if word.text in ("time", "second", "quarter", "term", "other", "more", "such") and not one and word.text != "quarter":
                continue
            return SetAside(number.start, word.end, group.reason, group.id)
        if word.text in function or word.text in lex.lists["persons"] or (one and i == 0 and word.text in lex.lists["singular-counted"]):
            return None
        if i == 0 and word.text not in adjectives and word.text.endswith("s"):
            return None
        if word.text in lex.lists["verbs"]:
            return None
    return None


def counted(
    text: str, number: Numeral, noun: Counted, words: list[Word], limit: int, lex: UnitWords, language: str, doubts: tuple[Doubt, ...]
) -> Quantity:
    """A number of things: pairs of boots, bales of cotton, people."""
    unit, item, end = noun.unit, noun.noun, noun.end
    head = item.rsplit(" ", 1)[-1]
    if text.startswith(" of ", end) and unit != "person":
        of, of_end = rates.item(text, end, limit, lex)
        if of is not None:
            if head in lex.lists["heads"] or head in lex.lists["transparent"]:
                unit = item = f"{head} of {text[end + 4 : of_end]}"
            else:
                item = of
            end = of_end
    qualifier = number.qualifier
    if number.low == number.high and qualifier == "exact":
        qualifier = said_behind(text, number, end, limit, language)
    if number.readings:
        doubts = (*doubts, garbled(text, number))
    low, high = number.low, number.high
    if number.readings and low != low.to_integral_value():  # 1.200 people are twelve hundred
        low = high = max(number.readings)
    printed = text[words[0].start : noun.end]
    return Quantity(
        number.start, end, number, "count", plain(low), plain(high), qualifier, unit, printed, item, None, "counted-noun", doubts
    )

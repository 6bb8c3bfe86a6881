"""Numerals with their units and counted nouns: quantities, and every numeral accounted for."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import SOVIET, misread_units, read, unmark

from figures.amounts.numbers import Tokens
from figures.amounts.units import unit_lexicon, unit_vocabulary
from figures.amounts.units.entries import GuardedWord, SharedWord, parts_of
from figures.errors import LexiconError
from figures.model import Quantity
from figures.reading import edition_profiles

CASES = tomllib.loads((Path(__file__).parent / "cases" / "units.toml").read_text(encoding="utf-8"))
LEXICON = unit_lexicon("en")
DIRECT = [(form, group) for group in LEXICON.units for form in group.forms if group.name not in ("pound", "percent", "per_mille")]


@pytest.mark.parametrize("marked", [*CASES["prose"]["sentences"], *CASES["lines"]["texts"]])
def test_amounts_are_read(marked: str) -> None:
    """Each sentence gives exactly its marked amounts: quote, value, unit, qualifier."""
    assert not misread_units(marked)


@pytest.mark.parametrize(("form", "group"), DIRECT, ids=[form for form, _ in DIRECT])
def test_every_unit_form_is_read(form: str, group: object) -> None:
    """Each form of each unit in the lexicon is read as that unit."""
    found, _ = read(f"They received 35 {form}.")
    assert [q.unit for q in found] == [group.of or group.name]  # type: ignore[attr-defined]


@pytest.mark.parametrize("group", [*LEXICON.lists, *LEXICON.endings], ids=lambda group: group.id)
def test_every_list_has_a_fitting_example(group: object) -> None:
    """The example of each word list holds one of its words."""
    example = group.example.lower()  # type: ignore[attr-defined]
    assert any(word in example for word in group.words)  # type: ignore[attr-defined]


@pytest.mark.parametrize("sign", LEXICON.signs, ids=lambda sign: sign.sign)
def test_signs_before_the_number(sign: object) -> None:
    """A currency sign before the number is its unit, with a space, and without one unless it is a mere letter."""
    for gap in (" ",) if len(sign.sign) == 1 and sign.sign.isascii() and sign.sign.isalpha() else ("", " "):  # type: ignore[attr-defined]
        found, _ = read(f"He paid {sign.sign}{gap}350,000 for it.")  # type: ignore[attr-defined]
        assert [(q.unit, q.low) for q in found] == [(sign.unit, 350000)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", LEXICON.shared, ids=lambda word: word.id)
def test_words_of_several_units(word: SharedWord) -> None:
    """What the example of a word that several units share is read as, and whether a doubt names the others."""
    (quantity,) = read(word.example)[0]
    unit, _, doubted = word.reads.partition(", ")
    assert quantity.unit == unit
    assert [doubt.code for doubt in quantity.doubts] == (["several sizes"] if doubted else [])
    assert all(other.unit.replace("_", " ") in doubt.message for doubt in quantity.doubts for other in word.others)


@pytest.mark.parametrize("word", LEXICON.guarded, ids=lambda word: word.id)
def test_ordinary_words_that_are_units(word: GuardedWord) -> None:
    """An ordinary word is a unit in its example, and nowhere in the text that has it in another sense."""
    group = unit_vocabulary("en").names[word.unit]
    named = group.of or group.name
    printed = [q for q in read(word.example)[0] if q.unit.partition("/")[0] == named or q.rule == "compound-unit"]
    assert printed
    assert not [q for q in read(word.never)[0] if q.unit.partition("/")[0] == named]


@pytest.mark.parametrize(
    ("profile", "unit"), [("", "tonne"), ("diplomatic-en", "tonne"), (SOVIET, "tonne")], ids=["plain", "diplomatic", "soviet"]
)
def test_tons_are_doubted_unless_the_edition_says_which(profile: str, unit: str) -> None:
    """Tons are read as tonnes; only the profile whose tons are metric leaves the doubt out."""
    (quantity,) = read("Send 300 tons of coal.", profile=profile)[0]
    assert (quantity.unit, bool(quantity.doubts)) == (unit, profile != SOVIET)


def test_sizes_of_the_profiles_are_units() -> None:
    """What a profile says of the sizes of units are units of the lexicon."""
    names = unit_vocabulary("en").names.keys()
    for profile in edition_profiles():
        assert names >= profile.sizes.keys() | set(profile.sizes.values())


def test_there_are_units_enough() -> None:
    """Hundreds of units and moneys, each defined once."""
    assert len([group for group in LEXICON.units if group.kind == "money"]) > 100
    assert len(LEXICON.units) > 380


POUNDS = {
    "The region handed over 38 million 698 thousand pounds of grain.": "pood",
    "The plan is 5 million poods; last year 4,200 thousand pounds.": "pood",
    "A ration is 30 pounds of bread a month.": "russian_pound",
    "Buried were 1,430 poods 15 pounds of wheat.": "pood",
    "The English credit is 10 million pounds.": "pound_sterling",
    "Contracts for £ 200,000 are signed; 1.9 million pounds remain.": "pound_sterling",
    "We bought cotton at 12 cents, 40,000 pounds in all.": "pound",
    "They were given 2 pounds of butter.": "russian_pound",
}


@pytest.mark.parametrize(("text", "unit"), POUNDS.items(), ids=POUNDS)
def test_which_pounds(text: str, unit: str) -> None:
    """Pounds are poods, sterling or true pounds by what stands near them; a mistranslation is doubted."""
    found = [q for q in read(text, profile=SOVIET)[0] if "pound" in q.printed_unit or "£" in q.printed_unit]
    assert found
    assert found[-1].unit == unit
    assert bool(found[-1].doubts) == (unit == "pood" and found[-1].rule == "pounds-for-poods")


POUNDS_ELSEWHERE = {
    "The district handed over 38 million 698 thousand pounds of grain.": "pound",
    "They were given 2 pounds of butter.": "pound",
    "The cargo is 26,500 lbs of turnip seed.": "pound",
    "A ration is 30 pounds of bread a month.": "russian_pound",
    "They have 400 poods of rye and eat 2 pounds of bread.": "russian_pound",
    "The credit is 10 million pounds.": "pound_sterling",
}


@pytest.mark.parametrize("profile", ["plain", "diplomatic-en"])
@pytest.mark.parametrize(("text", "unit"), POUNDS_ELSEWHERE.items(), ids=POUNDS_ELSEWHERE)
def test_which_pounds_in_other_editions(text: str, unit: str, profile: str) -> None:
    """No edition but the one whose profile says so renders poods by pounds, and none doubts its pounds."""
    found = read(text, profile=profile)[0]
    assert (found[-1].unit, found[-1].doubts) == (unit, ())


@pytest.mark.parametrize("text", ["The region handed over 12,000 lb of grain.", "12,000 lbs. of rye"])
def test_an_abbreviation_has_one_meaning(text: str) -> None:
    """`lb` is the English pound in every edition."""
    assert read(text, profile=SOVIET)[0][0].unit == "pound"


ELSEWHERE = [
    *CASES["elsewhere"]["sentences"],
    *CASES["ordinary"]["sentences"],
]


@pytest.mark.parametrize("marked", ELSEWHERE, ids=[unmark(marked)[0] for marked in ELSEWHERE])
def test_amounts_are_read_in_other_editions(marked: str) -> None:
    """Units of other countries, and ordinary words that look like them, in an edition of no known kind."""
    assert not misread_units(marked, "")


@pytest.mark.parametrize(
    ("printed", "unit", "value"),
    [("3 cwt. 2 qrs. 14 lbs.", "hundredweight", "3.625"), ("12 tons 5 cwt.", "tonne", "12.25"), ("24 livres 10 sols", "livre", "24.5"),
     ("7s. 6d.", "shilling", "7.5"), ("4 ft. 8 in.", "foot", "4.6666666667"), ("200 fr. 50 c.", "franc", "200.5"),
     ("3 rupees 6 annas", "rupee", "3.375"),
     ("8 rub. 25 kop.", "rouble", "8.25"), ("5 maunds 20 seers", "maund", "5.5"), ("2 taels 3 mace 5 candareens", "tael", "2.35"),
     ("6 acres 2 roods 20 perches", "acre", "6.625"), ("4 piastres 10 paras", "piastre", "4.25"), ("2 livres 6 deniers", "livre", "2.025")],
)  # fmt: skip
def test_compound_units_are_exact(printed: str, unit: str, value: str) -> None:
    """Parts of a unit are added exactly where their quotient ends, else to ten places."""
    (quantity,) = read(f"The account is {printed} in all.")[0]
    assert (quantity.unit, quantity.low) == (unit, Decimal(value))


@pytest.mark.parametrize("row", ["seer;x", "seer", "seer 1/0", "seer a"])
def test_a_broken_part_is_refused(row: str) -> None:
    """A part in the table of units that says no worth is refused with its line."""
    with pytest.raises(LexiconError, match=r"line 3: .* is no part"):
        parts_of(row, "en/units.csv, line 3")


@pytest.mark.parametrize("marked", ["{£11 5s. 6d. = 11.275 pound_sterling}", "{£9 10s. = 9.5 pound_sterling}", "{£7 = 7 pound_sterling}"])
def test_coins_behind_a_sign(marked: str) -> None:
    """Shillings and pence complete a sum in pounds."""
    assert not misread_units(marked)


def test_garbled_digits_keep_what_was_printed() -> None:
    """Broken grouping is read as best it can be, with the other readings and a doubt that quotes the print."""
    (quantity,) = read("Defer the collection of 1,50,000 poods.")[0]
    assert quantity.low == 1050000
    assert {int(v) for v in quantity.numeral.readings} == {1500000, 150000}
    assert "1,50,000" in quantity.doubts[0].message


def test_a_unit_left_out_is_found_in_the_letter_answered() -> None:
    """A reply that names no unit takes it from the place that speaks of the same thing."""
    text = "Cut the imports by 26 million gold rubles; buy 90 tons of nickel.\nImports must be cut by 30 million."
    (asked, _, supplied), _ = read(text)
    assert (asked.unit, supplied.unit, supplied.printed_unit) == ("gold_rouble", "gold_rouble", "")


def test_an_unknown_unit_says_so() -> None:
    """An amount whose unit nothing names is kept, with a doubt."""
    (quantity,) = read("Four million will do.")[0]
    assert (quantity.unit, quantity.doubts[0].code) == ("unknown", "unit not stated")


def test_a_share_keeps_its_basis() -> None:
    """A fraction says what it is a fraction of."""
    (quantity,) = read("Give them half of what is asked.")[0]
    assert (quantity.kind, quantity.low, quantity.basis) == ("share", 50, "what is asked")


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("500,000 poods of rye seeds", "rye"),
        ("750 thousand poods of seed wheat", "wheat"),
        ("6,000 tons of fuel oil", "fuel oil"),
        ("1 million poods of grain", "grain"),
        ("1 million poods of payment in kind", None),
        ("60 thousand pairs of mittens", "pair of mittens"),
        ("60,000 bales of cotton", "cotton"),
        ("7 trade unionists", "unionist"),
    ],
)
def test_the_noun_is_the_item(text: str, noun: str | None) -> None:
    """What a quantity is of, without words of purpose; measures are no items."""
    assert read(text)[0][0].noun == noun


def _spans(quantities: list[Quantity]) -> list[tuple[int, int]]:
    return [(q.start, q.end) for q in quantities]


PIECES = st.sampled_from(
    ["1,385", "6 900", "12", "3", "1936", "2½", "one", "two million", "half", "a quarter", "third", "poods", "tons of rye", "of the", "(",
     ")", ".", ", ", "; ", "from", "to", "per", "hectare", "No.", "August", "RGASPI F.", "L.", "Stalin", "workers", "pounds", "$", "£",
     "about", "and", "-", "–", "1)", "years", "%", "a kilogram", "not", "more", ":", "\n", "each", "in thousand tons", "Kiev"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=24), st.sampled_from([" ", ""]))
def test_every_numeral_has_exactly_one_place(pieces: list[str], glue: str) -> None:
    """In any text each numeral token lies in exactly one quantity or one stretch, and no two places overlap."""
    text = glue.join(pieces)
    found, aside = read(text)
    places = sorted([*_spans(found), *((s.start, s.end) for s in aside)])
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    for start, end in Tokens(text, 0, len(text)).spans(0, len(text)):
        if not text[start:end].isspace():
            assert sum(a < end and start < b for a, b in places) == 1, text[start:end]


@given(st.text(alphabet="ab 1234567890,.-–()/%$½\nONE one", max_size=50))
def test_every_digit_has_exactly_one_place(text: str) -> None:
    """Every digit run of any text is in exactly one quantity or one stretch set aside."""
    found, aside = read(text)
    places = [*_spans(found), *((s.start, s.end) for s in aside)]
    for run in re.finditer("[0-9]+", text):
        assert sum(a < run.end() and run.start() < b for a, b in places) == 1

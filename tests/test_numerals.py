"""Numbers as the language writes them: digits, words, mixtures, ranges, qualifiers."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.amounts.numbers import Tokens, find_numerals, plain, qualifier_after
from figures.amounts.numbers.number_words import NumeralWords, words
from figures.errors import LexiconError
from figures.language import LEXICON_ROOT, read_toml
from figures.model import Numeral

CASES = tomllib.loads((Path(__file__).parent / "cases" / "numerals.toml").read_text(encoding="utf-8"))["texts"]
LEXICON = words("en")
GROUPS = [
    *LEXICON.cardinals, *LEXICON.magnitudes, *LEXICON.fractions, *LEXICON.joints, *LEXICON.ordinals, *LEXICON.qualifiers, *LEXICON.fillers
]  # fmt: skip
ONES = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def shown(number: Numeral) -> str:
    """A numeral as the cases write it."""
    value = f"{number.low:f}" if number.low == number.high else f"{number.low:f}..{number.high:f}"
    parts = [value, "" if number.qualifier == "exact" else number.qualifier]
    parts += ["fraction" if number.form == "fraction" else "", "garbled" if number.readings else ""]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=CASES)
def test_a_number_is_read_as_written(text: str, expected: list[str]) -> None:
    """Each text gives exactly its numbers, with both ends of ranges and the qualifier."""
    assert [shown(number) for number in find_numerals(text, 0, len(text))] == expected


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_each_group_reads_its_example(group: object) -> None:
    """The example of each lexicon group reads as the group says."""
    example, reads = group.example, group.reads  # type: ignore[attr-defined]
    found = find_numerals(example, 0, len(example))
    said = [
        f"{n.low:f}" + ("" if n.low == n.high else f"..{n.high:f}") + ("" if q == "exact" else f" {q}")
        for n in found
        for q in [n.qualifier if n.qualifier != "exact" else qualifier_after(example, n.end, len(example)) or "exact"]
    ]
    assert said[:1] == ([reads] if reads else [])


def spelled(value: int) -> str:
    """A number below a thousand million in words."""
    for size, name in ((1_000_000, "million"), (1000, "thousand")):
        if value >= size:
            rest = value % size
            return f"{spelled(value // size)} {name}" + (f" {spelled(rest)}" if rest else "")
    if value >= 100:
        rest = value % 100
        return f"{ONES[value // 100]} hundred" + (f" and {spelled(rest)}" if rest else "")
    if value >= 20:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    return ONES[value]


@given(st.integers(1, 999_999_999))
def test_words_are_read_back(value: int) -> None:
    """A number written out in words has the value it was written from, and is one number."""
    text = spelled(value)
    (number,) = find_numerals(text, 0, len(text))
    assert number.low == number.high == value
    assert (number.start, number.end) == (0, len(text))


@given(st.integers(0, 10**10), st.sampled_from(["{:,}", "{}", "{:,}".replace(",", ",")]))
def test_digits_are_read_back(value: int, form: str) -> None:
    """Digits with and without groups have their value, and no doubt."""
    text = form.format(value)
    (number,) = find_numerals(text, 0, len(text))
    assert (number.low, number.readings) == (value, ())


@given(st.integers(1, 999), st.integers(1, 999))
def test_mixed_numbers_are_read_back(millions: int, thousands: int) -> None:
    """``13 million 774 thousand`` is one number."""
    text = f"{millions} million {thousands} thousand poods"
    (number,) = find_numerals(text, 0, len(text))
    assert number.low == millions * 10**6 + thousands * 10**3


@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from(["-", "–", " to ", " or "]))
def test_a_range_keeps_both_ends(low: int, more: int, joint: str) -> None:
    """Both ends of a range are kept, low before high; what is no range stays two numbers."""
    text = f"{low}{joint}{low + more} thousand"
    found = find_numerals(text, 0, len(text))
    if len(found) == 1:
        assert (found[0].low, found[0].high, found[0].qualifier) == (low * 1000, (low + more) * 1000, "range")
    else:
        assert [n.low for n in found] == [low, (low + more) * 1000]


@given(st.text(alphabet="one two 1,.5½-–million thousand half and (a)", max_size=60))
def test_nothing_overlaps_and_nothing_raises(text: str) -> None:
    """Any text gives numbers in reading order, apart from each other, within the text."""
    found = find_numerals(text, 0, len(text))
    places = [0, *(place for n in found for place in (n.start, n.end)), len(text)]
    assert places == sorted(places)
    assert all(n.low <= n.high for n in found)


@given(st.text(alphabet="abc 123 one half ½,.\n", max_size=60))
def test_tokens_cover_every_digit(text: str) -> None:
    """Every digit of any text lies in a token."""
    spans = Tokens(text, 0, len(text)).spans(0, len(text))
    assert all(any(a <= i < b for a, b in spans) for i, c in enumerate(text) if c in "123½")


@pytest.mark.parametrize(("value", "printed"), [("1E+3", "1000"), ("2.50", "2.5"), ("100", "100"), ("0.0", "0")])
def test_plain_values_have_no_exponent(value: str, printed: str) -> None:
    """A plain value prints without exponent and without trailing zeros."""
    assert str(plain(Decimal(value))) == printed


def test_a_language_without_rules_still_finds_digits() -> None:
    """Digits are found in any language, number words only where there is a lexicon."""
    assert Tokens("5 тысяч one", 0, 11, "xx").spans(0, 11) == [(0, 1)]


def test_a_broken_group_is_named(tmp_path: Path) -> None:
    """An unknown key in the lexicon names file, group and what is allowed."""
    (tmp_path / "en").mkdir()
    text = (LEXICON_ROOT / "en" / "numerals.toml").read_text(encoding="utf-8").replace('side = "before"', 'direction = "before"', 1)
    (tmp_path / "en" / "numerals.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"en/numerals\.toml, qualifiers\[0\].*'direction'.*allowed are"):
        read_toml(NumeralWords, "en/numerals.toml", tmp_path)

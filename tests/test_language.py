"""The mechanisms of language: sentences, points, and the forms of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.errors import LexiconError
from figures.language import (
    bracket_spans,
    compared_form,
    is_plural,
    list_marks,
    loading,
    opens_row,
    point_number,
    point_numbers,
    sentence_parts,
    sentence_spans,
    singular,
)
from figures.language.word_lists import language_file


@pytest.mark.parametrize(
    ("plural", "one"),
    [("people", "person"), ("coats", "coat"), ("families", "family"), ("coaches", "coach"), ("boxes", "box"), ("lathes", "lathe"),
     ("cattle", "cattle"), ("workmen", "workman"), ("axles", "axle"), ("presses", "press"), ("horses", "horse"), ("houses", "house"),
     ("potatoes", "potato"), ("shoes", "shoe")],
)  # fmt: skip
def test_plurals_are_brought_to_the_singular(plural: str, one: str) -> None:
    """Exceptions go before endings, and what is brought to the singular was a plural."""
    assert singular(plural, "en") == one
    assert is_plural(plural, "en")


@pytest.mark.parametrize("word", ["press", "bonus", "basis", "gas", "rye"])
def test_words_with_the_look_of_plurals_stay(word: str) -> None:
    """A word in -ss, -us or -is is no plural."""
    assert not is_plural(word, "en")


def test_words_are_compared_without_case_number_and_owner() -> None:
    """An answer may name in the singular what a request named in the plural."""
    assert {compared_form(word, "en") for word in ("Tractors", "tractor", "tractor's", "TRACTOR")} == {"tractor"}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We ask for rye. He refuses.", ["We ask for rye. ", "He refuses."]),
        ("We asked Tov. Stalin, i.e. him. Agreed.", ["We asked Tov. Stalin, i.e. him. ", "Agreed."]),
        ("J. V. Stalin agrees! Give 5 tons.", ["J. V. Stalin agrees! ", "Give 5 tons."]),
        ("It weighs 4 lbs. 5 oz. and cost £2 4s. 6d. The rest stays.", ["It weighs 4 lbs. 5 oz. and cost £2 4s. 6d. ", "The rest stays."]),
        ("Of 900 cwt. 40 are here, see No. 5. On Jan. 9 more came.", ["Of 900 cwt. 40 are here, see No. 5. ", "On Jan. 9 more came."]),
        ("He has 4 lbs. We have Rs. 500.", ["He has 4 lbs. ", "We have Rs. 500."]),
        ("SEND RYE STOP WIRE REPLY", ["SEND RYE STOP ", "WIRE REPLY"]),
        ("He said: “Agreed.” We went.", ["He said: “Agreed.” ", "We went."]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    """Abbreviations and initials end no sentence; the word of telegrams does."""
    assert [text[a:b] for a, b in sentence_spans(text, 0, len(text), "en")] == sentences


@given(st.text(max_size=200), st.sampled_from([sentence_spans, sentence_parts]))
def test_sentences_tile_the_text(text: str, cut) -> None:
    """Sentences and their parts are in order and leave nothing out."""
    spans = cut(text, 0, len(text), "en")
    assert "".join(text[a:b] for a, b in spans) == text
    assert all(a < b for a, b in spans)


@given(st.text(alphabet="() a1", max_size=60))
def test_brackets_are_pairs_in_order(text: str) -> None:
    """A bracket opens and closes, inside the text, behind the one before."""
    end = 0
    for start, stop in bracket_spans(text, 0, len(text)):
        assert end <= start < stop <= len(text)
        assert (text[start], text[stop - 1]) == ("(", ")")
        end = stop


@pytest.mark.parametrize(
    ("text", "number"), [("2) Rye.", 2), ("12. Rye", 12), ("three). Rye", 3), ("(4) Rye", 4), ("a) Rye", 0), ("Rye.", 0)]
)
def test_a_paragraph_opens_with_its_point(text: str, number: int) -> None:
    """The number of a point, in digits or in words."""
    assert point_number(text, 0, len(text), "en") == number
    assert not number or opens_row(text, 0) or text[0].isalpha()


def test_list_marks_say_where_they_stand() -> None:
    """A mark may stand at the head of a line or inside it; a year or an amount in brackets is none."""
    text = "Rye: 1) 500 tons, 2) 60 tons (1935)"
    assert [(text[m.start : m.end], m.number) for m in list_marks(text, 0, len(text))] == [("1)", 1), ("2)", 2)]


def test_the_forms_of_a_number_are_one_point() -> None:
    """Ordinal, cardinal, digit and adverb name the same point."""
    assert {point_numbers("en")[form] for form in ("second", "two", "2", "secondly")} == {2}


def test_a_bad_entry_names_the_file(tmp_path, monkeypatch) -> None:
    """What cannot be used is refused at loading, with its place."""
    file = (loading.LEXICON_ROOT / "en/language.toml").read_text(encoding="utf-8")
    (tmp_path / "en").mkdir()
    (tmp_path / "en/language.toml").write_text(file.replace('["ies", "y"]', '["ies"]'), encoding="utf-8")
    monkeypatch.setattr("figures.language.word_lists.read_toml", lambda cls, name: loading.read_toml(cls, name, tmp_path))
    language_file.cache_clear()
    try:
        with pytest.raises(LexiconError, match=r"language\.toml, forms\.endings"):
            language_file("en")
    finally:
        language_file.cache_clear()

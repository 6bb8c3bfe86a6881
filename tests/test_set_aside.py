"""Numerals that are no figures, with their reasons, and the ledger of all numerals."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import SimpleNamespace

import pytest
from marked import read, unmark

from figures.amounts import ledger_of
from figures.amounts.asides.words import aside_lexicon
from figures.amounts.numbers import Tokens
from figures.model import Edition, SetAside

CASES = tomllib.loads((Path(__file__).parent / "cases" / "set_aside.toml").read_text(encoding="utf-8"))
LEXICON = aside_lexicon("en")
GROUPS = [*LEXICON.before, *LEXICON.after, *LEXICON.nouns, *LEXICON.shapes, *LEXICON.phrases]


@pytest.mark.parametrize("marked", CASES["prose"]["sentences"])
def test_what_is_no_figure_is_set_aside(marked: str) -> None:
    """Exactly the marked stretches are set aside, each for its reason."""
    text, expected = unmark(marked)
    _, aside = read(text)
    assert [(text[s.start : s.end], s.reason) for s in aside] == expected


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_each_group_sets_its_example_aside(group: object) -> None:
    """In the example of each group no numeral is a figure, and the group's reason is given."""
    found, aside = read(group.example)  # type: ignore[attr-defined]
    assert not found
    assert group.reason in {stretch.reason for stretch in aside}  # type: ignore[attr-defined]


AMOUNTS = [
    "Order 200 tractors.", "The list: 500 people.", "May 500 tons be released?", "Our 40 best workers stay.", "Pit 40 tons of ore out.",
    "My 3 tanks are empty.", "In all, 1900 tractors.", "He gave 1936 poods.", "Half the grain is wet.", "A third of the herd fell.",
    "(42 million poods)", "12-15 tons of tungsten", "Part 60 tons to Omsk.", "Send one wagon.",
]  # fmt: skip


@pytest.mark.parametrize("text", AMOUNTS)
def test_amounts_that_look_like_references_stay(text: str) -> None:
    """A word that may name a document or date sets nothing aside where an amount follows."""
    assert read(text)[0]


def _entries(text: str, stretches: list[SetAside], figures: list[tuple[int, int, str]]) -> list[tuple[str, str | None, str | None]]:
    edition = Edition("made", "made.txt", text, "", "utf-8", "en", "", (0,))
    made = [SimpleNamespace(start=a, end=b, id=name) for a, b, name in figures]
    return [(e.quote, e.figure, e.reason) for e in ledger_of(edition, (), stretches, made)]  # type: ignore[arg-type]


def test_the_ledger_names_every_numeral_once() -> None:
    """Each numeral stands in the ledger once, in reading order, with its figure or its reason."""
    text = "On May 3 he gave 1,385 thousand poods and half of 2½ tons."
    found, aside = read(text)
    figures = [(q.start, q.end, f"f{i}") for i, q in enumerate(found)]
    assert _entries(text, aside, figures) == [
        ("3", None, "date"),
        ("1,385", "f0", None),
        ("thousand", "f0", None),
        ("half", "f1", None),
        ("2½", "f2", None),
    ]


def test_the_ledger_reports_what_is_in_neither_or_in_both() -> None:
    """A numeral in nothing, in both, or in two figures shows it."""
    text = "five 6 7"
    rows = _entries(text, [SetAside(5, 6, "date", "r")], [(5, 6, "a"), (7, 8, "b"), (7, 8, "c")])
    assert rows == [("five", None, None), ("6", "a", "date"), ("7", "b|c", None)]


def test_the_ledger_covers_every_token() -> None:
    """The ledger's quotes are the tokens of the text, with grouped digits joined."""
    text = "F. 17. Op. 3, 1,50,000 and 8-10 thousand, 17:00, twenty-five"
    quotes = [quote for quote, *_ in _entries(text, [], [])]
    assert quotes == ["17", "3", "1,50,000", "8", "10", "thousand", "17", "00", "twenty", "five"]
    assert len(Tokens(text, 0, len(text)).spans(0, len(text))) == 12

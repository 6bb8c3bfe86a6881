"""Reconciliation: what a text states between its amounts is found, reckoned and told, and nothing else is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.amounts.numbers import find_numerals
from figures.checks import reconcile
from figures.checks.arithmetic import last_place
from figures.checks.mending import mended_figures
from figures.checks.relation_words import Openers, relation_words
from figures.checks.relations import COMPLETE, TOTAL, Relation
from figures.model import BODY, NOTHING_READ, STATED, Check, Edition, Evidence, Figure, Letter, Paragraph, Quantity, Reading, Span

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "reconciliation.toml").read_text(encoding="utf-8"))["cases"]
TEXTS = [pytest.param(text[0], text[1:], id=f"{case['label']}-{n}") for case in CASES for n, text in enumerate(case["texts"])]
MARK = re.compile(r"\{(?P<amount>[^{|}]+)(?:\|(?P<item>[^{|}]*))?(?:\|(?P<stage>[^{|}]*))?\}")
KINDS = {"pood": "mass", "tonne": "mass", "russian_pound": "mass", "percent": "share", "hectare": "area"}
MONEY = ("rouble", "mark", "us_dollar")


def unit_of(amount: str) -> str:
    """The unit of a marked amount, in the words of the cases."""
    if amount.endswith("%"):
        return "percent"
    word = amount.split()[-1].removesuffix("s")
    return {"ton": "tonne", "ruble": "rouble", "dollar": "us_dollar", "people": "person"}.get(word, word)


def read(marked: str) -> tuple[Edition, Letter, tuple[Figure, ...]]:
    """A text whose amounts stand in braces, as one letter with a paragraph a line and its figures."""
    text, figures, done = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[done : mark.start()]
        figures.append((len(text), mark["amount"], mark["item"], mark["stage"]))
        text += mark["amount"]
        done = mark.end()
    text += marked[done:]
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    paragraphs = tuple(Paragraph(a, b, BODY) for a, b in zip(starts, ends, strict=True))
    edition = Edition("case", "case.txt", text, "", "utf-8", "en", "none", tuple(starts))
    letter = Letter("case-1", "case", 0, len(text), Span(0, 0), (), (), None, None, None, (), (), paragraphs)
    return edition, letter, tuple(figure_at(text, paragraphs, *figure) for figure in figures)


def figure_at(text: str, paragraphs: tuple[Paragraph, ...], start: int, amount: str, item: str | None, stage: str | None) -> Figure:
    """The figure of one marked amount."""
    end = start + len(amount)
    numeral = find_numerals(text, start, end)[0]
    unit = unit_of(amount)
    kind = KINDS.get(unit, "money" if unit in MONEY else "count")
    qualifier = "about" if re.search(r"\b(some|about) $", text[:start]) else "exact"
    quantity = Quantity(start, end, numeral, kind, numeral.low, numeral.high, qualifier, unit, unit, None, None, "case")
    place = next(n for n, p in enumerate(paragraphs) if p.start <= start <= p.end)
    read_as = [Reading((value,), STATED) if value else NOTHING_READ for value in (item, stage)]
    nothing = NOTHING_READ
    return Figure(f"case-1/{start}", "case", "case-1", place, 0, quantity, nothing, nothing, read_as[0], nothing, read_as[1])


def checks_of(marked: str) -> tuple[Check, ...]:
    edition, letter, figures = read(marked)
    return reconcile((edition,), (letter,), figures)[1]


@pytest.mark.parametrize(("marked", "expected"), TEXTS)
def test_text(marked: str, expected: list[str]) -> None:
    """A text gives exactly the checks that are written beside it."""
    found = [f"{check.kind} {check.verdict} {check.stated.normalize():f}" for check in checks_of(marked)]
    assert sorted(found) == sorted(expected)


WORDS = relation_words()
GROUPS = (*WORDS.openers, *WORDS.sums, *WORDS.restatements, *WORDS.comparatives, *WORDS.references, *WORDS.multiples)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_lexicon_example(group: Openers) -> None:
    """Every word group reads its own example."""
    assert group.gives in [f"{check.kind} {check.verdict}" for check in checks_of(group.example)]


def test_seed() -> None:
    """In the seed six relations hold, one does not, and one garbled numeral is read by its sum."""
    edition, letters, figures = oracle.gold_run(*oracle.SEED)
    repaired, checks = reconcile((edition,), letters, figures)
    assert Counter(check.verdict for check in checks) == {"agrees": 6, "differs": 1, "repaired": 1}
    differs = next(check for check in checks if check.verdict == "differs")
    assert (differs.stated, differs.computed, differs.gap) == (3575000, 3500000, 75000)
    changed = [new for old, new in zip(figures, repaired, strict=True) if old is not new]
    assert [edition.text[f.quantity.numeral.start : f.quantity.numeral.end] for f in changed] == ["1,50,000"]
    assert changed[0].low == changed[0].high == 1050000
    assert [doubt.code for doubt in changed[0].doubts] == ["repaired numeral"]


@pytest.mark.parametrize("wrong", [1500000, 150000])
def test_a_garbled_numeral_is_read_by_its_sum(wrong: int) -> None:
    """Whatever value garbled digits were first given, the one that adds up is taken, and the doubt says why."""
    marked = "by {5,810,000 poods}, including {3,000,000 poods}, {1.5 million poods}, {1,50,000 poods} and {260 thousand poods}."
    edition, letter, figures = read(marked)
    other = tuple(Decimal(value) for value in (1050000, 1500000, 150000) if value != wrong)
    numeral = replace(figures[3].quantity.numeral, low=Decimal(wrong), high=Decimal(wrong), readings=other)
    quantity = replace(figures[3].quantity, numeral=numeral, low=Decimal(wrong), high=Decimal(wrong))
    given_wrong = (*figures[:3], replace(figures[3], quantity=quantity), figures[4])
    repaired, checks = reconcile((edition,), (letter,), given_wrong)
    assert [check.verdict for check in checks] == ["repaired"]
    assert repaired[3].low == 1050000
    assert repaired[3].quantity.numeral.readings == ()
    assert "1,50,000" in repaired[3].doubts[-1].message


def test_a_garbled_numeral_that_never_adds_up_is_left() -> None:
    """Without a reading that fits, nothing is repaired and the check cannot tell."""
    edition, letter, figures = read("by {5,000,000 poods}, including {3,000,000 poods}, {1.9 million poods} and {1,50,000 poods}.")
    repaired, checks = reconcile((edition,), (letter,), figures)
    assert repaired == figures
    assert [check.verdict for check in checks] == ["cannot tell"]


def test_a_garbled_numeral_that_two_totals_want_differently_is_left() -> None:
    """Each of two totals has one reading that fits, and not the same: none is taken."""
    edition, _, figures = read("{3,500,000 poods}, or {3,050,000 poods}, including {2,000,000 poods} and {1,50,000 poods}")
    low = Decimal(150000)
    numeral = replace(figures[3].quantity.numeral, low=low, high=low, readings=(Decimal(1500000), Decimal(1050000)))
    garbled = replace(figures[3], quantity=replace(figures[3].quantity, numeral=numeral, low=low, high=low))
    wanting = [
        Relation(TOTAL, total, (figures[2], garbled), COMPLETE, "including", (Evidence(0, 1, "including"),))
        for total in figures[:2]
    ]
    assert mended_figures(edition.text, wanting[:1])[garbled.id].low == 1500000
    assert mended_figures(edition.text, wanting[1:])[garbled.id].low == 1050000
    assert mended_figures(edition.text, wanting) == {}


GOLD = [pytest.param(*pair, id=pair[0].stem) for pair in oracle.RUNS]
KNOWN_ERRORS = {(26000000, 25000000), (6810, 6710), (3575000, 3500000)}
"""Totals that are wrong in the texts themselves: stated and computed."""


@pytest.mark.parametrize(("txt", "tsv"), GOLD)
def test_gold_has_no_false_alarm(txt: Path, tsv: Path) -> None:
    """On annotated texts only what is wrong in the text differs, and every check points at its words."""
    edition, letters, figures = oracle.gold_run(txt, tsv)
    _, checks = reconcile((edition,), letters, figures)
    assert {(check.stated, check.computed) for check in checks if check.verdict == "differs"} <= KNOWN_ERRORS
    assert len({check.id for check in checks}) == len(checks)
    for check in checks:
        assert check.evidence
        assert all(edition.text[words.start : words.end].strip() for words in check.evidence)


PARTS = st.lists(st.integers(1, 9999), min_size=2, max_size=6)
OPENERS = st.sampled_from(["including", "of which", "namely", "consisting of"])


@given(PARTS, OPENERS)
def test_true_sums_agree(parts: list[int], opener: str) -> None:
    """A total that is the sum of its parts agrees, however many parts and whatever the opener."""
    listed = ", ".join(f"{{{part} tractors}} for farm no" for part in parts)
    assert [check.verdict for check in checks_of(f"He has {{{sum(parts)} tractors}}, {opener} {listed}")] == ["agrees"]


@given(PARTS, st.integers(1, 4))
def test_small_gaps_differ(parts: list[int], percent: int) -> None:
    """A total that is off by a few percent differs, and the gap is told."""
    total = sum(parts)
    off = total * percent // 100
    checks = checks_of(f"He has {{{total + off} tractors}}, including " + " and ".join(f"{{{part} tractors}}" for part in parts))
    prefixes = {sum(parts[:n]) for n in range(2, len(parts) + 1)}
    assert [(c.verdict, c.gap) for c in checks] == ([("differs", off)] if total + off not in prefixes else [("agrees", 0)])


@given(PARTS, st.integers(0, 40))
def test_place_does_not_matter(parts: list[int], lines: int) -> None:
    """The same sentence gives the same verdicts wherever it stands in the letter."""
    sentence = f"He has {{{sum(parts)} tractors}}, including " + " and ".join(f"{{{part} tractors}}" for part in parts)
    here, there = checks_of(sentence), checks_of("A line.\n" * lines + sentence)
    assert [(c.verdict, c.stated, c.computed) for c in here] == [(c.verdict, c.stated, c.computed) for c in there]


@given(st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from(["poods", "tons", "rubles", "wagons"])), min_size=2, max_size=6))
def test_no_words_no_checks(amounts: list[tuple[int, str]]) -> None:
    """Amounts that only stand side by side state nothing."""
    assert checks_of(" they saw ".join(f"{{{value} {unit}}}" for value, unit in amounts)) == ()


@given(PARTS)
def test_figures_are_never_lost(parts: list[int]) -> None:
    """As many figures come back as went in, in order, and only garbled ones may change."""
    edition, letter, figures = read(f"{{{sum(parts)} tons}}, including " + " and ".join(f"{{{part} tons}}" for part in parts))
    assert reconcile((edition,), (letter,), figures)[0] == figures


@pytest.mark.parametrize(
    ("amount", "place"),
    [("9.5 million poods", 100000), ("400,000 poods", 1), ("13 million 774 thousand poods", 1000), ("60 million poods", 1000000),
     ("6.1%", "0.1"), ("6%", 1)],
)  # fmt: skip
def test_last_place(amount: str, place: int | str) -> None:
    """The last place is the worth of the last printed digit."""
    assert last_place(read(f"{{{amount}}}")[2][0]) == Decimal(place)

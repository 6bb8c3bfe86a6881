"""Station 7: region, item, measure and stage of each figure."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from marked import misread, run

from figures.model import ABSENT, ASSUMED, INHERITED, STATED

CASES = tomllib.loads((Path(__file__).parent / "cases" / "attribution.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["label"])
def test_each_amount_is_read_as_its_sentence_says(case, tmp_path) -> None:
    """Every amount in braces gets the stage, region, item and measure written beside it."""
    assert not misread(case, tmp_path)


def test_negatives_are_many() -> None:
    """Cases where a word must mislead no one are nearly as many as those where it leads."""
    negative = sum(case["kind"] == "negative" for case in CASES)
    assert 2 * negative >= len(CASES) - negative


def test_every_reading_keeps_its_words(tmp_path) -> None:
    """A stated reading has evidence inside the text, and an absent one has no value."""
    whole = run(tmp_path, " ".join(case["text"] for case in CASES))
    for figure in whole.figures:
        for reading in (figure.region, figure.item, figure.measure, figure.stage):
            assert (reading.status == ABSENT) == (not reading.values)
            assert reading.status != STATED or reading.evidence
            assert all(0 <= e.start < e.end <= len(whole.editions[0].text) for e in reading.evidence)


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("The Kursk Region asks to reduce its grain deliveries by 3 million poods.", [(STATED, ASSUMED)]),
        ("Grain deliveries were discussed.\n\nThe Kursk Region asks for 3 million poods.", [(INHERITED, INHERITED)]),
    ],
)
def test_an_item_that_a_measure_implies_is_no_surer_than_the_measure(text: str, statuses: list[tuple[str, str]], tmp_path: Path) -> None:
    """A stated measure makes a guess of the item, one taken from elsewhere an item taken from there."""
    assert [(f.measure.status, f.item.status) for f in run(tmp_path, text).figures] == statuses

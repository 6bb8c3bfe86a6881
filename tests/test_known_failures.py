"""Sentences that are read wrongly and known to be, each with the principle of language that is broken."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from acceptance_scores import STAGES
from exchanges import misdecided
from marked import AMOUNT, misread, misread_units

FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = tomllib.loads((FOLDER / "known-failures.toml").read_text(encoding="utf-8"))["case"]


def check(case: dict[str, Any], folder: Path) -> None:
    """Fail if a case is read rightly, because it then stands in the wrong file."""
    station = case["station"]
    if station == "attribution":
        wrong = misread(case, folder)
    elif station == "units":
        wrong = misread_units(case["text"])
    else:
        wrong = misdecided(case)
    assert wrong, f"{case['label']!r} is read rightly now: move it from known-failures.toml to {station}.toml"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_a_known_failure_still_fails(case: dict[str, Any], tmp_path: Path) -> None:
    """What is known to be read wrongly is; a case that comes right moves to the cases of its station."""
    check(case, tmp_path)


RIGHT = [
    {"station": "attribution", "text": "The Kursk Region asks for {2 million poods | requested | Kursk Region | . | .}."},
    {"station": "units", "text": "They received {30 tons of coal = 30 tonne}."},
    {
        "station": "decisions", "ask": "The Kursk Region asks for [3 million poods|q|region=Kursk Region|measure=seed loan].",
        "answer": "I refuse.", "expect": ["Kursk Region, grain, seed loan: 3000000 > - > 0 refused"],
    },
]  # fmt: skip


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case["station"])
def test_a_case_that_comes_right_is_told_where_to_go(case: dict[str, Any], tmp_path: Path) -> None:
    """A case that is read as it says is not let pass as a known failure, whatever its station."""
    with pytest.raises(AssertionError, match=rf"'made' is read rightly now: move it from known-failures\.toml to {case['station']}\.toml"):
        check(case | {"label": "made"}, tmp_path)


def test_known_failures_say_what_is_broken() -> None:
    """Each has a label of its own, a cause in words, a station with cases, and expects stages that exist."""
    assert len({case["label"] for case in CASES}) == len(CASES)
    assert {case["station"] for case in CASES} == {"attribution", "units", "decisions"}
    for case in CASES:
        assert case["cause"].endswith("."), case["label"]
        assert (FOLDER / f"{case['station']}.toml").exists()
        if case["station"] == "attribution":
            stages = {match[2].split("|")[0].strip() for match in AMOUNT.finditer(case["text"])}
            assert stages <= {*STAGES, "reported", "."}, case["label"]

"""The order of the stations: what holds around them."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

import figures
from figures import decisions
from figures.model import Edition

LETTER = "KAGANOVICH TO STALIN\n\nAugust 5, 1936\n\nThe Kursk Region asks for 500 thousand poods of rye.\n"


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    path = tmp_path / "letters.txt"
    path.write_text(LETTER, encoding="utf-8")
    return figures.read(path)


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was(edition: Edition, running: bool) -> None:
    """Reading pauses the garbage collector and afterwards it runs only if it ran before."""
    was = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        assert figures.extract(edition).figures
        assert gc.isenabled() == running
    finally:
        (gc.enable if was else gc.disable)()


def test_the_collector_runs_again_after_a_failure(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug in a station does not leave the program without garbage collector."""

    def fail(*_: object) -> None:
        assert not gc.isenabled()
        raise AssertionError("a bug")

    monkeypatch.setattr(decisions, "decide", fail)
    assert gc.isenabled()
    with pytest.raises(AssertionError, match="a bug"):
        figures.extract(edition)
    assert gc.isenabled()

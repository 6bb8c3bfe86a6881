"""The committed output is what the code writes, here and on any machine."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = (
    "datapackage.json", "figures.csv", "figures.html", "figures.jsonl", "figures.xlsx", "manifest.json", "numerals.csv", "regions.csv",
    "reviews.csv",
)  # fmt: skip


def build(output: Path, **environment: str) -> dict[str, bytes]:
    """What a fresh process writes from seeds/."""
    command = [sys.executable, "-m", "figures.cli", "build", "seeds", "--output", str(output)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in sorted(output.iterdir())}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(tmp_path_factory.mktemp("first") / "output", PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C")


def test_another_hash_seed_time_zone_and_locale_give_the_same_bytes(written: dict[str, bytes], tmp_path: Path) -> None:
    """Nothing in the output comes from the clock, the order of a set, or the machine's language."""
    again = build(tmp_path / "output", PYTHONHASHSEED="4711", TZ="America/New_York", LC_ALL="C.UTF-8", PYTHONUTF8="1")
    assert sorted(again) == sorted(written) == sorted(FILES)
    for name in FILES:
        assert again[name] == written[name], name


@pytest.mark.parametrize("name", FILES)
def test_the_committed_output_is_what_the_code_writes(written: dict[str, bytes], name: str) -> None:
    """A reader who runs nothing sees the present state; `make` brings it up to date."""
    committed = (ROOT / "output" / name).read_bytes()
    if name.endswith(".xlsx"):
        # How tightly a zip archive is packed depends on the machine's zlib; what is in it does not.
        assert unpacked(committed) == unpacked(written[name])
    else:
        assert committed == written[name]


def test_nothing_else_is_committed_there() -> None:
    """No scrap of an interrupted build lies in output/."""
    assert sorted(path.name for path in (ROOT / "output").iterdir()) == sorted(FILES)


def unpacked(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}

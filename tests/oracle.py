"""Figures as they should be read, made from annotated gold: a stand-in for stations 3 to 7.

Tests of decisions and reconciliation use it, so that they fail for their own mistakes only.  The
letters are cut by :mod:`figures.reading.letters.cutting`; each gold row becomes one :class:`Figure` whose readings
are all ``stated`` (by the gold).  Where several readings are defensible the first one counts; several
regions are those for each of which the amount holds.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

from figures.amounts.numbers import find_numerals
from figures.model import NOTHING_READ, STATED, Edition, Evidence, Figure, Letter, Numeral, Paragraph, Quantity, Reading
from figures.names import find_parties
from figures.reading import cut_letters, read_edition

GOLD = Path(__file__).parent / "gold"
SEED = (Path(__file__).parents[1] / "seeds" / "stalin-kaganovich-1936-january-august.txt", GOLD / "seed" / "figures.tsv")
DEV = tuple((path.with_name(path.name.replace(".gold.tsv", ".txt")), path) for path in sorted((GOLD / "dev-letters").glob("*.gold.tsv")))
RUNS = (SEED, *DEV)
"""All pairs of text and gold."""

UNITS = {
    "US dollar": "us_dollar",
    "US dollar/pound": "us_dollar/pound",
    "Russian pound": "russian_pound",
    "pound sterling": "pound_sterling",
    "gold rouble": "gold_rouble",
    "cubic metre": "cubic_metre",
    "pood/dessiatine": "pood/desiatina",
}
"""Gold spellings of units whose name in ``units.txt`` differs."""


def gold_rows(tsv: Path) -> list[dict[str, str]]:
    """The rows of a gold file that count as figures."""
    with tsv.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file, delimiter="\t") if row["tier"] != "optional"]


@cache
def gold_run(txt: Path, tsv: Path) -> tuple[Edition, tuple[Letter, ...], tuple[Figure, ...]]:
    """The edition, its letters and the figures that the gold says it has."""
    edition = read_edition(txt)
    cut, _ = cut_letters(edition)
    rows = gold_rows(tsv)
    return edition, cut, tuple(_figure(edition, cut, row) for row in rows)


def _figure(edition: Edition, cut: Iterable[Letter], row: dict[str, str]) -> Figure:
    start, end = int(row["start"]), int(row["end"])
    assert edition.text[start:end] == row["quote"], f"{edition.id}: the gold row at {start} does not fit the text"
    letter = next(letter for letter in cut if letter.start <= start < letter.end)
    index, paragraph = _paragraph(letter, start)
    text = edition.text
    quantity = _quantity(edition, paragraph, row)
    named = find_parties(text, paragraph.start, paragraph.end, int(letter.date[:4]) if letter.date else None)
    before = [cue for cue in named if cue.names[0] in row["note"]]
    return Figure(
        id=f"{letter.id}/{index}/{start - letter.start}",
        edition=edition.id,
        letter=letter.id,
        paragraph=index,
        note=paragraph.note,
        quantity=quantity,
        region=_reading(row["region"].split("|"), start, end),
        party=_reading([before[0].names[0]] if before else [], start, end),
        item=_reading(row["item"].split("|")[:1], start, end),
        measure=_reading(row["measure"].split("|")[:1], start, end),
        stage=_reading(row["stage"].split("|")[:1], start, end),
        change="difference" if row["measure"].startswith("difference") else "level",
    )


def _paragraph(letter: Letter, start: int) -> tuple[int, Paragraph]:
    for index, paragraph in enumerate(letter.paragraphs):
        if paragraph.start <= start < paragraph.end:
            return index, paragraph
    raise AssertionError(f"{letter.id}: no paragraph holds offset {start}")


def _quantity(edition: Edition, paragraph: Paragraph, row: dict[str, str]) -> Quantity:
    start, end = int(row["start"]), int(row["end"])
    low, high = Decimal(row["low"]), Decimal(row["high"])
    unit = row["unit"].split("|")[0]
    within = [n for n in find_numerals(edition.text, paragraph.start, paragraph.end) if n.start < end and start < n.end]
    numeral = within[0] if within else Numeral(start, end, low, high, row["qualifier"], "digits")
    return Quantity(
        start, end, numeral, row["kind"], low, high, row["qualifier"], UNITS.get(unit, unit), unit, None, None, rule="gold",
    )  # fmt: skip


def _reading(values: list[str], start: int, end: int) -> Reading:
    kept = tuple(value for value in values if value)
    return Reading(kept, STATED, (Evidence(start, end, "gold"),)) if kept else NOTHING_READ

"""The region table in its four forms, and the choice of its rows."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.errors import FiguresError
from figures.reports.terminal import choose_rows, frame, tables
from figures.rows import TABLE_CSV_COLUMNS, TABLE_STAGES, exact_json, exact_number, table_rows
from figures.rows.exact import grouped_number


def test_text_without_a_terminal_has_one_line_a_row() -> None:
    """In a pipe each row is one line, however long, so that grep and cut work."""
    lines = tables.as_text(made.table()).splitlines()
    assert lines[2].split("  ")[0] == "Omsk Region"
    assert [line.split()[0] for line in lines[2:5]] == ["Omsk", "Omsk", "NKPS"]
    assert "up to 260,000" in lines[2]
    assert "5–6" in lines[4]


@pytest.mark.parametrize("width", [80, 100, 120, 200])
def test_text_fits_the_terminal(width: int) -> None:
    """No line is wider than the terminal, and no number is broken or lost."""
    rows = made.table()
    rows[0] |= {"obligation": rows[0]["requested"], "delivered": rows[0]["proposed"]}
    text = tables.as_text(rows, width)
    assert max(map(len, text.splitlines())) <= width
    for amount in ("9,500,000", "6,000,000", "260,000", "4,000,000"):
        assert amount in text
    assert text.count("9,500,000") == 2, "the obligation is shown too, in a column or under its row"


def test_a_cell_that_states_nothing_is_a_dot_and_a_refusal_is_a_zero() -> None:
    """Not stated and zero are told apart, and the legend says what the signs mean."""
    rows = made.table()
    assert isinstance(rows[0]["granted"], dict)
    rows[0]["granted"] |= {"low": Decimal(0), "high": Decimal(0), "qualifier": "exact", "basis": "refused"}
    text = tables.as_text(rows)
    assert "  0 r  " in text
    assert 'r: refused; "." not stated' in text


def test_an_empty_table_says_so() -> None:
    """No row is said in words, not by an empty header."""
    assert tables.as_text([]) == "No row.\n"


def test_json_is_the_contract_with_exact_numbers() -> None:
    """JSON has the agreed keys, null for what is not stated, and whole numbers without a point."""
    text = tables.as_json(made.table())
    row = json.loads(text, parse_float=pytest.fail)[0]
    assert list(row) == ["region", "party", "item", "measure", "unit", *TABLE_STAGES, "outcome", "letter", "notes"]
    assert list(row["granted"]) == ["low", "high", "qualifier", "basis", "figures", "line"]
    assert row["granted"]["low"] == 260000
    assert row["obligation"] is None


def test_csv_and_frame_have_the_same_rows_and_sums() -> None:
    """The CSV, the pandas frame and the rows agree cell by cell."""
    rows = made.table()
    read = list(csv.DictReader(io.StringIO(tables.as_csv(rows))))
    table = frame(rows)
    assert list(table.columns) == list(read[0]) == list(TABLE_CSV_COLUMNS)
    for stage in TABLE_STAGES:
        stated = [row[stage]["low"] for row in rows if row[stage]]
        assert sum(Decimal(row[f"{stage}_low"]) for row in read if row[f"{stage}_low"]) == sum(stated)
        assert sum(table[f"{stage}_low"].dropna()) == sum(stated)


def test_a_frame_is_made_of_a_run_too() -> None:
    """A run in Python gives the same frame as its rows."""
    run = made.run()
    assert run.decisions
    assert frame(run).equals(frame(table_rows(run)))
    assert len(frame(run)) == len(run.decisions)


def test_markdown_escapes_bars() -> None:
    """A bar in a note does not open a column."""
    rows = made.table()
    rows[0]["notes"] = ["a|b"]
    lines = tables.as_markdown(rows).splitlines()
    assert "a\\|b" in lines[2]
    assert len({line.replace("\\|", "").count("|") for line in lines[:5]}) == 1


@pytest.mark.parametrize(
    ("given", "regions"),
    [
        ("omsk", ["Omsk Region"] * 2),
        ("OMSK REGION", ["Omsk Region"] * 2),
        ("Oms", ["Omsk Region"] * 2),
        ("nkps", [None]),
        ("Moscow Region", []),
    ],
)
def test_regions_are_chosen_as_people_write_them(given: str, regions: list[str | None]) -> None:
    """Case, kind word and the end of a name may be left out; a known region without rows gives none."""
    assert [row["region"] for row in choose_rows(made.table(), region=given)] == regions


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        ({"region": "Omks"}, "Omsk Region"),
        ({"unit": "tone"}, "tonne"),
        ({"unit": "ton"}, "several sizes"),
        ({"item": "grian"}, "grain"),
        ({"measure": "total relif"}, "total relief"),
        ({"measure": "xyzzy"}, "known are grain deliveries, total relief"),
    ],
)
def test_unknown_names_get_the_nearest(arguments: dict[str, str], nearest: str) -> None:
    """A name that nothing bears is refused with what it might have meant."""
    with pytest.raises(FiguresError, match=nearest):
        choose_rows(made.table(), **arguments)


def test_a_name_that_fits_several_is_refused_with_all() -> None:
    """`northern` may be two regions: the user says which."""
    rows = made.table()
    rows[0]["region"], rows[1]["region"] = "Northern Territory", "Northern Caucasus"
    with pytest.raises(FiguresError, match="could be Northern Territory, Northern Caucasus"):
        choose_rows(rows, region="north")


def test_a_unit_converts_what_it_can_and_leaves_out_the_rest() -> None:
    """In tonnes, poods are converted exactly and tractors are no row."""
    rows = choose_rows(made.table(), unit="tonnes")
    assert [row["unit"] for row in rows] == ["tonne", "tonne"]
    assert isinstance(rows[1]["proposed"], dict)
    assert round(rows[1]["proposed"]["low"], 3) == Decimal("65521.986")
    assert rows[1]["requested"] is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12))
def test_numbers_are_written_exactly(amount: Decimal) -> None:
    """What is written reads back as the same Decimal, with and without commas, and never in powers of ten."""
    assert Decimal(exact_number(amount)) == amount
    assert Decimal(grouped_number(amount).replace(",", "")) == amount
    assert json.loads(exact_json(amount), parse_float=Decimal) == amount
    assert "E" not in exact_number(amount)

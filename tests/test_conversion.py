"""Customary units brought to metric ones, in exact decimals; money and counts stay what they are."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.amounts.units import conversion, unit_lexicon
from figures.errors import FiguresError, LexiconError

D = Decimal


@pytest.mark.parametrize(
    ("value", "unit", "result", "target"),
    [
        ("1500000", "pood", "24570.7446", "tonne"),
        ("1", "tonne", "1", "tonne"),
        ("250", "kilogram", "0.25", "tonne"),
        ("74000", "centner", "7400", "tonne"),
        ("40", "russian_pound", "0.0163804964", "tonne"),
        ("2.05", "centner/hectare", "2.05", "centner/hectare"),
        ("3.5", "pood/dessiatine", "0.5247565352", "centner/hectare"),
        ("100", "desiatina", "109.253975", "hectare"),
        ("1000", "liter", "1", "cubic_metre"),
    ],
)
def test_conversions(value: str, unit: str, result: str, target: str) -> None:
    """Masses go to tonnes, yields to centners per hectare, areas to hectares, volumes to cubic metres."""
    found = conversion.convert(D(value), D(value), unit)
    assert found is not None
    assert found.unit == target
    assert abs(found.low - D(result)) <= D("1e-6")
    assert found.definition.startswith(f"1 {unit} = ")


@pytest.mark.parametrize(
    "unit", ["us_dollar", "rouble", "shilling", "rouble/kilogram", "tractor", "person", "percent", "ton", "unknown", "a/b/c"]
)
def test_what_converts_to_nothing(unit: str) -> None:
    """Money, prices, counted things, shares and ambiguous names convert to nothing."""
    assert conversion.convert(D(1), D(2), unit) is None


@given(st.decimals(0, 10**9, places=3), st.sampled_from(["pood", "centner", "kilogram", "long_ton"]))
@settings(deadline=None)  # the first call imports pint
def test_there_and_back(value: Decimal, unit: str) -> None:
    """A mass brought to tonnes and back is the same mass."""
    there, back = conversion.unit_factor(unit, "tonne"), conversion.unit_factor("tonne", unit)
    assert there is not None
    assert back is not None
    assert abs(value * there * back - value) <= abs(value) * D("1e-20")


def test_units_that_measure_different_things_have_no_factor() -> None:
    """There is no factor from mass to money, from dollars to roubles, or to an unknown unit."""
    assert conversion.unit_factor("pood", "rouble") is None
    assert conversion.unit_factor("us_dollar", "rouble") is None
    assert conversion.unit_factor("pood", "basket") is None


@pytest.mark.parametrize(
    ("given_name", "unit"),
    [("poods", "pood"), ("Tonnes", "tonne"), ("kg", "kilogram"), ("centners per hectare", "centner/hectare"), ("%", "percent"),
     ("rubles", "rouble"), ("dessiatines", "desiatina"), ("US dollars", "us_dollar"), ("pood", "pood")],
)  # fmt: skip
def test_unit_names_of_users(given_name: str, unit: str) -> None:
    """Plurals, aliases, symbols and spaces are understood."""
    assert conversion.parse_unit(given_name).replace("funt", "russian_pound") in (unit, "dollar")


@pytest.mark.parametrize(("given_name", "said"), [("ton", "tonne, long_ton"), ("dolar", "nearest: us_dollar"), ("zzzz", "known: ")])
def test_unknown_units_name_the_nearest(given_name: str, said: str) -> None:
    """An ambiguous or unknown unit is refused in one sentence with what is meant or near."""
    with pytest.raises(FiguresError, match=said):
        conversion.parse_unit(given_name)


def test_every_unit_of_the_lexicon_is_defined() -> None:
    """Each mass, area, volume and money unit that the text can name has a definition."""
    known = set(conversion.known_units()) | {"russian_pound", "percent"}
    named = {g.of or g.name for g in unit_lexicon("en").units if g.kind in ("mass", "money", "area", "volume")}
    assert named - known <= {"square_verst", "cubic_sazhen"}


def test_a_broken_definition_names_its_line(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is no definition is refused with file, line and the form to write."""
    from pathlib import Path

    folder = Path(str(tmp_path))
    (folder / "units.txt").write_text("kilogram = [mass]\npood is 16 kg\n", encoding="utf-8")
    monkeypatch.setattr(conversion, "LEXICON_ROOT", folder)
    conversion._definitions.cache_clear()
    with pytest.raises(LexiconError, match=r"units\.txt, line 2: write"):
        conversion.known_units()
    monkeypatch.undo()
    conversion._definitions.cache_clear()


def test_the_table_of_factors_is_what_pint_makes_of_the_units() -> None:
    """Every factor kept in factors.csv is pint's, digit by digit, and none is missing."""
    assert conversion.FACTORS.read_text(encoding="utf-8") == conversion.factors(), "write it anew: python -m figures.amounts.units"


def test_without_a_table_pint_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """When units.txt is not what the table was made of, conversions stay what they are."""
    units = ["pood", "centner/hectare", "rouble", "rouble/kilogram", "acre", "tractor"]
    kept = [conversion.convert(D(7), D(8), unit) for unit in units]
    old = tmp_path / "factors.csv"
    old.write_text("0" * 64 + "\npood,tonne,1\n", encoding="utf-8")
    monkeypatch.setattr(conversion, "FACTORS", old)
    conversion._table.cache_clear()
    conversion._factors.cache_clear()
    conversion._scale.cache_clear()
    try:
        assert conversion._factors() is None
        assert [conversion.convert(D(7), D(8), unit) for unit in units] == kept
    finally:
        monkeypatch.undo()
        conversion._table.cache_clear()
        conversion._factors.cache_clear()
        conversion._scale.cache_clear()


def test_pint_is_imported_only_to_convert() -> None:
    """Reading units does not import pint."""
    code = "import sys; import figures.amounts.units; figures.amounts.units.known_units(); print('pint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"

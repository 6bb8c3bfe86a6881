"""`datapackage.json` is what programs need to read the CSV files without asking."""

from __future__ import annotations

from pathlib import Path

import books
import frictionless
import pytest
import test_reviews


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("package")
    books.build(books.ROOT / "seeds", output)
    return output / "datapackage.json"


def test_frictionless_accepts_it(package: Path) -> None:
    """Types, keys, missing values, hashes and sizes of every file hold, says the library itself."""
    report = frictionless.validate(str(package))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "note"])
    assert [task.name for task in report.tasks] == ["regions", "figures", "numerals", "reviews"]


def test_it_says_types_units_keys_sources_and_licence(package: Path) -> None:
    """A reader finds what each column means and where the data come from."""
    said = frictionless.Package(str(package))
    assert said.licenses
    assert said.sources
    figures = said.get_resource("figures").schema
    assert figures.primary_key == ["id"]
    assert figures.get_field("low").type == "number"
    assert figures.get_field("date").type == "date"
    assert figures.missing_values == [""]
    assert said.get_resource("numerals").schema.foreign_keys
    assert "granted" in figures.get_field("stage").constraints["enum"]
    assert "granted in part" in said.get_resource("regions").schema.get_field("outcome").constraints["enum"]
    for resource in said.resources:
        assert all(field.description for field in resource.schema.fields)


def test_with_reviews_it_is_accepted_too(tmp_path: Path) -> None:
    """Notes over several lines, orphans and empty cells are valid rows."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "made.txt").write_text(test_reviews.TEXT, "utf-8")
    test_reviews.build(tmp_path)
    test_reviews.build(test_reviews.reviewed(tmp_path))
    (tmp_path / "seeds" / "made.txt").write_text(test_reviews.TEXT.partition("\n\n")[0], "utf-8")
    test_reviews.build(tmp_path)
    report = frictionless.validate(str(tmp_path / "output" / "datapackage.json"))
    assert report.valid, report.flatten(["path", "rowNumber", "fieldName", "note"])


def test_a_changed_file_is_refused(package: Path, tmp_path: Path) -> None:
    """The hashes make a changed cell visible."""
    for path in package.parent.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "figures.csv").write_bytes((tmp_path / "figures.csv").read_bytes().replace(b"Moscow", b"Mosk0w", 1))
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid

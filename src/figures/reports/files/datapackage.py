"""``datapackage.json``: the CSV files described for programs, as a Frictionless Data Package.

Types, units, keys and missing values come from the same dictionary as the workbook's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from figures.reviews import REVIEW_COLUMNS
from figures.rows import (
    FIGURE_CSV_COLUMNS,
    FILES,
    NUMERAL_COLUMNS,
    REGION_CSV_COLUMNS,
    SHEETS,
    TABLE_STAGES,
    TITLE,
    Sheet,
    column_meaning,
)

_NUMBERS = frozenset(
    {"low", "high", "converted_low", "converted_high"} | {f"{stage}_{part}" for stage in TABLE_STAGES for part in ("low", "high", "tonnes")}
)
_INTEGERS = frozenset({"line", "start", "end"} | {f"{stage}_line" for stage in TABLE_STAGES})
_CLOSED = frozenset({"kind", "stage", "qualifier", "change", "outcome"})
"""Columns whose list of values is complete."""


@dataclass(frozen=True, slots=True)
class _Resource:
    """One CSV file: what it holds, its columns, the sheet whose columns they share, its key, and whose rows it points at.

    ``typed`` is False where people write: there every column is text, and any value is allowed.
    """

    file: str
    title: str
    columns: tuple[str, ...]
    sheet: Sheet
    key: tuple[str, ...] = ()
    points_at: str = ""
    typed: bool = True

    @property
    def name(self) -> str:
        return self.file.removesuffix(".csv")


_RESOURCES = (
    _Resource(
        FILES.regions, "The region table: requested, proposed, granted; rows of regions first.", REGION_CSV_COLUMNS, SHEETS.regions, ("id",)
    ),
    _Resource(FILES.figures_csv, "Every figure with its readings.", FIGURE_CSV_COLUMNS, SHEETS.figures, ("id",)),
    _Resource(
        FILES.numerals,
        "The ledger: every numeral, and which figure it became or why it is none.",
        NUMERAL_COLUMNS,
        SHEETS.numerals,
        ("source", "start"),
        points_at="figures",
    ),
    _Resource(FILES.reviews, "What reviewers wrote.", REVIEW_COLUMNS, SHEETS.figures, typed=False),
)


def datapackage_of(manifest: Mapping[str, Any], outputs: Mapping[str, bytes]) -> dict[str, Any]:
    """The description of the CSV files among the outputs."""
    return {
        "profile": "tabular-data-package",
        "name": "figures",
        "title": TITLE,
        "version": manifest["versions"]["figures"],
        "licenses": [{"name": "MIT", "title": "MIT License (the tables; the letters are quoted from their edition)"}],
        "sources": [{"title": given["source"], "sha256": given["sha256"]} for given in manifest["inputs"]],
        "resources": [_described(resource, outputs[resource.file]) for resource in _RESOURCES],
    }


def _described(resource: _Resource, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(resource, column) for column in resource.columns], "missingValues": [""]}
    if resource.key:
        schema["primaryKey"] = list(resource.key)
    if resource.points_at:
        schema["foreignKeys"] = [{"fields": ["figure"], "reference": {"resource": resource.points_at, "fields": ["id"]}}]
    return {
        "name": resource.name,
        "title": resource.title,
        "path": resource.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }


def _field(resource: _Resource, column: str) -> dict[str, Any]:
    said = column_meaning(resource.sheet.name, column if resource.typed else column.replace("_", " "))
    field: dict[str, Any] = {"name": column, "type": _type(column) if resource.typed else "string", "description": said.said}
    if said.unit:
        field["unit"] = said.unit
    constraints: dict[str, Any] = {"required": True, "unique": True} if resource.key == (column,) else {}
    if resource.typed and column in _CLOSED and said.values:
        constraints["enum"] = said.values.split("; ")
    return field | ({"constraints": constraints} if constraints else {})


def _type(column: str) -> str:
    if column in _NUMBERS:
        return "number"
    if column in _INTEGERS:
        return "integer"
    return "date" if column == "date" else "string"

"""``datapackage.json``: the CSV files described for programs, as a Frictionless Data Package.

Types, units, keys and missing values come from the same dictionary as the workbook's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from figures.reviews import review
from figures.rows import dictionary, table
from figures.rows import figures as figure_rows
from figures.rows import numerals as numeral_rows
from figures.rows import regions as region_rows

FILE = "datapackage.json"
_NUMBERS = frozenset(
    {"low", "high", "converted_low", "converted_high"}
    | {f"{stage}_{part}" for stage in table.STAGES for part in ("low", "high", "tonnes")}
)
_INTEGERS = frozenset({"line", "start", "end"} | {f"{stage}_line" for stage in table.STAGES})
_CLOSED = frozenset({"kind", "stage", "qualifier", "change", "outcome"})
"""Columns whose list of values is complete."""
_FILES: tuple[tuple[str, str, tuple[str, ...], str, str], ...] = (
    ("regions", "The region table: requested, proposed, granted; rows of regions first.", region_rows.CSV_COLUMNS, "Regions", "id"),
    ("figures", "Every figure with its readings.", figure_rows.CSV_COLUMNS, "Figures", "id"),
    ("numerals", "The ledger: every numeral, and which figure it became or why it is none.", numeral_rows.COLUMNS, "Numerals", ""),
    ("reviews", "What reviewers wrote.", review.COLUMNS, "Figures", ""),
)


def package(manifest: Mapping[str, Any], outputs: Mapping[str, bytes]) -> dict[str, Any]:
    """The description of the CSV files among the outputs."""
    return {
        "profile": "tabular-data-package",
        "name": "figures",
        "title": "Economic figures in historical correspondence",
        "version": manifest["versions"]["figures"],
        "licenses": [{"name": "MIT", "title": "MIT License (the tables; the letters are quoted from their edition)"}],
        "sources": [{"title": given["source"], "sha256": given["sha256"]} for given in manifest["inputs"]],
        "resources": [_resource(*file, outputs[f"{file[0]}.csv"]) for file in _FILES],
    }


def _resource(name: str, title: str, columns: tuple[str, ...], sheet: str, key: str, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(name, sheet, column, key) for column in columns], "missingValues": [""]}
    if key:
        schema["primaryKey"] = [key]
    if name == "numerals":
        schema["primaryKey"] = ["source", "start"]
        schema["foreignKeys"] = [{"fields": ["figure"], "reference": {"resource": "figures", "fields": ["id"]}}]
    return {
        "name": name,
        "title": title,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }


def _field(name: str, sheet: str, column: str, key: str) -> dict[str, Any]:
    said = dictionary.meaning(sheet, column.replace("_", " ") if name == "reviews" else column)
    kind = "string"
    if name != "reviews":
        kind = "number" if column in _NUMBERS else "integer" if column in _INTEGERS else "date" if column == "date" else "string"
    field: dict[str, Any] = {"name": column, "type": kind, "description": said.said}
    if said.unit:
        field["unit"] = said.unit
    constraints: dict[str, Any] = {"required": True, "unique": True} if column == key else {}
    if column in _CLOSED and said.values and name != "reviews":
        constraints["enum"] = said.values.split("; ")
    return field | ({"constraints": constraints} if constraints else {})

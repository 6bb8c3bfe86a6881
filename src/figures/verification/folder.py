"""The output folder as `figures check` reads it, and what it says about it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from figures.errors import FiguresError
from figures.model import Edition
from figures.reviews import CORRECT, Review, corrected_amount, corrected_ends, read_reviews
from figures.rows import FILES

TOLERANCE = Decimal("0.000001")
"""Share of an amount by which a conversion may be off: files hold rounded digits."""


FileRow = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong, in which file and on which line (0: the file as a whole)."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}{f', line {self.line}' if self.line else ''}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """All failures of a folder, and what was looked at."""

    failures: tuple[Failure, ...]
    looked_at: tuple[str, ...]

    def text(self) -> str:
        """Every failure on a line of its own, then the sum."""
        said = [str(failure) for failure in self.failures]
        many = len(self.failures)
        found = "all agree" if not many else "1 failure" if many == 1 else f"{many} failures"
        said.append(f"Checked {', '.join(self.looked_at)}: {found}.")
        return "\n".join(said) + "\n"


class Folder:
    """The files of the folder as rows with their line numbers, and the texts they speak of."""

    def __init__(self, path: Path, editions: Mapping[str, Edition]) -> None:
        self.path = path
        self.editions = editions
        self.manifest: FileRow = _json(self.bytes(FILES.manifest)) or {}
        self.figures = [(line, row) for line, row in self._json_lines(FILES.figures) if isinstance(row, dict)]
        self.by_id: dict[str, FileRow] = {row["id"]: row for _, row in self.figures if "id" in row}
        self.flat_figures = self._csv(FILES.figures_csv)
        self.numerals = self._csv(FILES.numerals)
        self.table = self._csv(FILES.regions)
        reviews = read_reviews(self.bytes(FILES.reviews))
        self.reviews: Sequence[tuple[int, str, Review]] = reviews.rows if reviews else ()
        """Line, status and review of each row of the reviews, if there are any."""

    def looked_at(self) -> tuple[str, ...]:
        return (
            f"{len(self.editions)} text{'s' * (len(self.editions) != 1)}",
            f"{len(self.figures)} figures",
            f"{len(self.numerals)} numerals",
            f"{len(self.table)} rows of the region table",
        )

    def bytes(self, name: str) -> bytes:
        """The file, empty if it is missing: its absence is a failure of its own."""
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise FiguresError(f"{self.path / name}: cannot be read ({error.strerror}); allow reading it.") from None

    def corrected(self, id: str) -> FileRow:
        """A figure with the amount that the region table takes from it."""
        row = self.by_id[id]
        for _, status, one in self.reviews:
            if one.figure == id and one.verdict == CORRECT and not status:
                low, high = (corrected_amount(one.fields[f"corrected {end}"]) for end in ("low", "high"))
                low, high = corrected_ends(low, high, (row["low"], row["high"]))
                return {**row, "unit": one.fields["corrected unit"].strip() or row["unit"], "low": low, "high": high}
        return row

    def edition(self, row: FileRow) -> Edition | None:
        """The text that a row names as its source."""
        return self.editions.get(Path(str(row.get("source"))).name)

    def _json_lines(self, name: str) -> list[tuple[int, Any]]:
        lines = self.bytes(name).decode("utf-8", "replace").split("\n")
        return [(number, _json(line.encode())) for number, line in enumerate(lines, start=1) if line.strip()]

    def _csv(self, name: str) -> list[tuple[int, dict[str, str]]]:
        reader = csv.DictReader(io.StringIO(self.bytes(name).decode("utf-8", "replace"), newline=""), restval="")
        return [(reader.line_num, row) for row in reader]


def _json(data: bytes) -> Any:
    try:
        return json.loads(data, parse_float=Decimal)
    except ValueError:
        return None


def decimal(text: str) -> Decimal | None:
    """A cell as a number, None if it is none."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def close(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are one as far as files hold their digits."""
    return abs(one - other) <= TOLERANCE * max(Decimal(1), abs(one), abs(other))

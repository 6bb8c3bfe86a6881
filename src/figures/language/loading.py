"""Loads the language data of ``lexicon/`` and refuses what it does not understand.

Every word list, cue, region and unit lives in ``lexicon/`` as TOML or CSV.  A station describes
what it wants as a dataclass; :func:`read_toml` fills it and rejects unknown keys, missing keys,
wrong types and values that were not declared, naming file and key and what is allowed.  The
allowed keys *are* the fields of the dataclass, so there is no second list to keep.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from figures.errors import LexiconError

LEXICON_ROOT = Path(__file__).parents[1] / "lexicon"
DEFAULT_LANGUAGE = "en"
"""The language by whose rules a text is read whose own has no lexicon."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class LexiconEntry:
    """What every named entry of the lexicon says of itself: the rule's id, why it stands there, and a text that shows it."""

    id: str
    why: str
    example: str


def read_toml(cls: type[T], relative: str, root: Path = LEXICON_ROOT) -> T:
    """Read ``root/relative`` into ``cls``.

    Tables become nested dataclasses, arrays become tuples, tables of free keys ``dict[str, X]``.
    Raises :class:`LexiconError` for a file that is missing, is not TOML, or does not fit ``cls``.
    """
    path = root / relative
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"{path}: this lexicon file is missing; restore it.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: not valid TOML in UTF-8 ({error}); mend it there.") from None
    built: T = _build(cls, data, relative, "")
    return built


@cache
def has_lexicon(language: str) -> bool:
    """Whether a language has every file of the lexicon that the language of last resort has."""
    return all(has_lexicon_file(language, path.name) for path in (LEXICON_ROOT / DEFAULT_LANGUAGE).glob("*.toml"))


@cache
def has_lexicon_file(language: str, name: str) -> bool:
    """Whether a language has that file of the lexicon."""
    return (LEXICON_ROOT / language / name).is_file()


def read_csv(relative: str, columns: tuple[str, ...], root: Path = LEXICON_ROOT) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a CSV file whose header must be exactly ``columns``."""
    path = root / relative
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise LexiconError(f"{path}: this lexicon file is missing; restore it.") from None
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: not UTF-8 ({error}); save it as UTF-8.") from None
    reader = csv.DictReader(text.splitlines(keepends=True))
    if tuple(reader.fieldnames or ()) != columns:
        raise LexiconError(f"{relative}, line 1: the columns must be {', '.join(columns)}; found {', '.join(reader.fieldnames or ())}.")
    for row in reader:
        if None in row or None in row.values():
            raise LexiconError(f"{relative}, line {reader.line_num}: needs {len(columns)} fields; quote fields that hold a comma.")
        yield reader.line_num, row


def check_value(value: str, allowed: Iterable[str], where: str) -> str:
    """Return ``value`` if it is one of ``allowed``, else raise naming ``where`` and what is allowed."""
    options = allowed if isinstance(allowed, Collection) else tuple(allowed)
    if value not in options:
        raise LexiconError(f"{where}: {value!r} is not allowed; allowed are {', '.join(sorted(options))}.")
    return value


def check_present(wanted: Iterable[str], present: Iterable[str], where: str) -> None:
    """Raise if a group is missing that the program asks for by its name."""
    there = set(present)
    for name in wanted:
        if name not in there:
            raise LexiconError(f"{where}: the group {name!r} is missing; restore it.")


def check_unique(values: Iterable[str], where: str) -> None:
    """Raise if a value stands twice."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise LexiconError(f"{where}: {value!r} stands twice; remove one.")
        seen.add(value)


@cache
def _keys(cls: type) -> tuple[dict[str, Any], frozenset[str]]:
    """The type of each key that a dataclass allows, in order, and the keys that must be there."""
    hints = get_type_hints(cls)
    declared = fields(cls)
    needed = (f.name for f in declared if f.default is MISSING and f.default_factory is MISSING)
    return {f.name: hints[f.name] for f in declared}, frozenset(needed)


@cache
def _shape(cls: Any) -> tuple[Any, tuple[Any, ...]]:
    """What a type is made of: its origin and arguments; ``dataclass`` as origin of a dataclass."""
    return (dataclass, ()) if is_dataclass(cls) else (get_origin(cls), get_args(cls))


def _build(cls: Any, data: Any, file: str, key: str) -> Any:
    """``data`` as ``cls``; each shape that a type may have is built by a function of its own."""
    if cls is str and type(data) is str:
        return data
    origin, inside = _shape(cls)
    if origin is dataclass:
        return _entry(cls, data, file, key)
    if origin is tuple:
        return _array(inside[0], data, file, key)
    if origin is dict:
        return _table(inside[1], data, file, key)
    if origin in (Union, UnionType):
        return _build(next(a for a in inside if a is not type(None)), data, file, key)
    if not isinstance(data, cls) or (cls is int and isinstance(data, bool)):
        wanted = {str: "text", int: "a whole number"}.get(cls, cls.__name__)
        raise LexiconError(f"{_where(file, key)}: must be {wanted}, not {data!r}.")
    return data


def _entry(cls: Any, data: Any, file: str, key: str) -> Any:
    """A dataclass from a table with its fields as keys."""
    if not isinstance(data, dict):
        raise LexiconError(f"{_where(file, key)}: must be a table.")
    allowed, needed = _keys(cls)
    for name in data:
        if name not in allowed:
            raise LexiconError(f"{_where(file, key)}: unknown key {name!r}; allowed are {', '.join(allowed)}.")
    for name in allowed:
        if name in needed and name not in data:
            raise LexiconError(f"{_where(file, key)}: the key {name!r} is missing.")
    label = data.get("id")
    inner = f"{key}[{label}]" if isinstance(label, str) else key
    return cls(**{n: _build(allowed[n], v, file, f"{inner}.{n}" if inner else n) for n, v in data.items()})


def _array(of: Any, data: Any, file: str, key: str) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise LexiconError(f"{_where(file, key)}: must be an array.")
    if of is str and all(type(v) is str for v in data):
        return tuple(data)
    return tuple(_build(of, v, file, f"{key}[{i}]") for i, v in enumerate(data))


def _table(of: Any, data: Any, file: str, key: str) -> dict[str, Any]:
    """A table whose keys are free."""
    if not isinstance(data, dict):
        raise LexiconError(f"{_where(file, key)}: must be a table.")
    return {k: _build(of, v, file, f"{key}.{k}") for k, v in data.items()}


def _where(file: str, key: str) -> str:
    return f"{file}, {key}" if key else file

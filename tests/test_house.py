"""The house is built as docs/architecture.md draws it: floors, doors, no circles."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

import figures

SRC = Path(figures.__file__).parent
FLOORS: tuple[frozenset[str], ...] = tuple(
    frozenset(floor.split())
    for floor in (
        "model errors",
        "language",
        "reading amounts names",
        "sentences checks",
        "attribution",
        "decisions",
        "rows",
        "reviews",
        "pipeline",
        "reports verification",
        "cli",
    )
)
"""What stands on which floor, the lowest first.  A floor may lean on those below it; rooms of one floor on one another, in no circle."""
ROOMS_OF_THEIR_OWN = frozenset({"reports"})
"""Packages whose inner packages have doors of their own, because commands must not load what they do not need."""
HEAVY = frozenset({"pandas", "pint", "openpyxl", "xlsxwriter", "rich"})
"""Libraries that a module may keep out of commands that do not need them, by an import inside a function."""


class Import(NamedTuple):
    """One import of a module of the house: where it stands and what it reaches."""

    module: str
    line: int
    target: str
    name: str | None
    deferred: bool

    def __str__(self) -> str:
        return f"{self.module}, line {self.line}, imports {self.target}{'.' + self.name if self.name else ''}"


@cache
def modules() -> dict[str, Path]:
    """Every module by its dotted name below ``figures``; a package by its own name."""
    named = {}
    for path in sorted(SRC.rglob("*.py")):
        parts = path.relative_to(SRC).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def is_package(module: str) -> bool:
    return modules()[module].name == "__init__.py"


def imports_of(module: str, tree: ast.Module) -> Iterator[Import]:
    """Every import of our own in a module, also inside functions and under ``TYPE_CHECKING``."""
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) for n in ast.walk(f)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "figures":
                    yield Import(module, node.lineno, alias.name.partition(".")[2], None, id(node) in inside)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}, line {node.lineno}: imports are absolute"
            if node.module and node.module.split(".")[0] == "figures":
                base = node.module.partition(".")[2]
                for alias in node.names:
                    full = f"{base}.{alias.name}" if base else alias.name
                    target, name = (full, None) if full in modules() else (base, alias.name)
                    yield Import(module, node.lineno, target, name, id(node) in inside)


@cache
def all_imports() -> tuple[Import, ...]:
    return tuple(
        found
        for module, path in modules().items()
        for found in imports_of(module, ast.parse(path.read_text(encoding="utf-8")))
        if found.target
    )


def floor(module: str) -> int:
    top = module.split(".")[0]
    return next(number for number, names in enumerate(FLOORS) if top in names)


def doors_passed(found: Import) -> str | None:
    """The package whose door an import goes round, or None."""
    at = found.module if is_package(found.module) else found.module.rpartition(".")[0]
    parts = found.target.split(".")
    for depth in range(1, len(parts)):
        package = ".".join(parts[:depth])
        inside = at == package or at.startswith(f"{package}.")
        if not inside and is_package(package) and not (package in ROOMS_OF_THEIR_OWN and is_package(".".join(parts[: depth + 1]))):
            return package
    return None


def test_every_room_has_its_floor() -> None:
    """Each package and module at the top of the house stands on exactly one floor."""
    top = {name.split(".")[0] for name in modules() if name} - {"lexicon"}
    assert top == frozenset().union(*FLOORS)
    assert sum(map(len, FLOORS)) == len(top)


def test_nothing_reaches_up_a_floor() -> None:
    """A module imports only from its own floor and those below it."""
    up = [str(found) for found in all_imports() if found.module and floor(found.module) < floor(found.target)]
    assert not up, "\n".join(up)


def test_nothing_goes_round_a_door() -> None:
    """What a package offers is imported from the package, never from a module inside it."""
    round_a_door = [f"{found} round the door of {door}" for found in all_imports() if (door := doors_passed(found))]
    assert not round_a_door, "\n".join(round_a_door)


def test_there_are_no_circles() -> None:
    """No module leads back to itself, whichever way its imports are written."""
    leads: dict[str, set[str]] = {name: set() for name in modules()}
    for found in all_imports():
        if found.target != found.module:
            leads[found.module].add(found.target)
    done: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> None:
        if module in way:
            raise AssertionError("a circle: " + " > ".join((*way[way.index(module) :], module)))
        if module not in done:
            for target in sorted(leads[module]):
                walk(target, (*way, module))
            done.add(module)

    for module in sorted(leads):
        walk(module, ())


def test_imports_inside_functions_keep_heavy_libraries_out() -> None:
    """An import waits inside a function only where it, or what it leads to, loads a library that other commands do without."""
    loads: dict[str, set[str]] = {name: set() for name in modules()}
    for module, path in modules().items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            loads[module] |= {name.split(".")[0] for name in names} & HEAVY
    leads: dict[str, set[str]] = {name: set() for name in modules()}
    for found in all_imports():
        leads[found.module].add(found.target)

    def heavy(module: str, seen: set[str]) -> bool:
        seen.add(module)
        return bool(loads[module]) or any(heavy(target, seen) for target in leads[module] if target not in seen)

    idle = [str(found) for found in all_imports() if found.deferred and found.module not in ("", "cli") and not heavy(found.target, set())]
    assert not idle, "\n".join(idle)


def test_every_door_says_what_lies_behind_it() -> None:
    """The docstring of a package says what goes in and what comes out, and its ``__all__`` names what it offers."""
    for name, path in modules().items():
        if is_package(name):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            assert ast.get_docstring(tree), f"{name} has no docstring"
            assert any(isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "") == "__all__" for n in tree.body), (
                f"{name} has no __all__"
            )


def test_rooms_stay_small() -> None:
    """No file is longer than 400 lines, and no folder holds more than nine modules besides its door."""
    long = [f"{name}: {n} lines" for name, path in modules().items() if (n := len(path.read_text(encoding="utf-8").splitlines())) > 400]
    full: dict[Path, int] = {}
    for path in modules().values():
        if path.name != "__init__.py":
            full[path.parent] = full.get(path.parent, 0) + 1
    crowded = [f"{folder}: {n} modules" for folder, n in full.items() if n > 9]
    assert not long + crowded, "\n".join(long + crowded)


@pytest.mark.parametrize(
    ("module", "target", "door"),
    [
        ("attribution.fold", "names.regions", "names"),
        ("attribution.fold", "names", None),
        ("names.parties", "names.regions", None),
        ("amounts.units.nouns", "amounts.numbers.tokens", "amounts.numbers"),
        ("cli", "reports.terminal", None),
        ("cli", "reports.terminal.tables", "reports.terminal"),
    ],
)
def test_going_round_a_door_is_seen(module: str, target: str, door: str | None) -> None:
    """Reaching into a package is told from going through its door."""
    if module in modules() and target in modules():
        assert doors_passed(Import(module, 1, target, None, False)) == door

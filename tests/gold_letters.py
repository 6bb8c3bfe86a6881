"""The letters with gold: each text with the figures and the rows of the table that people read in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True, slots=True)
class GoldLetter:
    """A text and its annotations; not every text has its table annotated."""

    name: str
    text: Path
    figures: Path
    decisions: Path | None


SEED = GoldLetter(
    "seed",
    Path(__file__).parents[1] / "seeds" / "stalin-kaganovich-1936-january-august.txt",
    GOLD / "seed" / "figures.tsv",
    GOLD / "seed" / "decisions.tsv",
)


def within(*folders: Path) -> tuple[GoldLetter, ...]:
    """Every letter in the folders and below, each once: NAME.txt with NAME.gold.tsv; the seed where its gold lies."""
    letters: dict[Path, GoldLetter] = {}
    for folder in folders:
        if SEED.figures.resolve().is_relative_to(folder.resolve()):
            letters[SEED.figures.resolve()] = SEED
        for figures in sorted(folder.rglob("*.gold.tsv")):
            name = figures.name.removesuffix(".gold.tsv")
            decisions = figures.with_name(f"{name}.decisions.tsv")
            text = figures.with_name(f"{name}.txt")
            letters.setdefault(figures.resolve(), GoldLetter(name, text, figures, decisions if decisions.exists() else None))
    return tuple(_told_apart(letters.values()))


def _told_apart(letters: Iterable[GoldLetter]) -> Iterable[GoldLetter]:
    """The letters; those that share their name have as many folders put before it as tell them apart."""
    letters = tuple(letters)
    for letter in letters:
        others = [one for one in letters if one is not letter and one.name == letter.name]
        depth = 1
        while any(_path(letter, depth) == _path(other, depth) for other in others):
            depth += 1
        yield replace(letter, name=_path(letter, depth))


def _path(letter: GoldLetter, depth: int) -> str:
    return "/".join(letter.figures.resolve().with_name(letter.name).parts[-depth:])

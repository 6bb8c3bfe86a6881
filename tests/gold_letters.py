"""The letters with gold: each text with the figures and the rows of the table that people read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
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
        if SEED.figures.is_relative_to(folder.resolve()):
            letters[SEED.figures] = SEED
        for figures in sorted(folder.rglob("*.gold.tsv")):
            name = figures.name.removesuffix(".gold.tsv")
            decisions = figures.with_name(f"{name}.decisions.tsv")
            text = figures.with_name(f"{name}.txt")
            letters.setdefault(figures.resolve(), GoldLetter(name, text, figures, decisions if decisions.exists() else None))
    return tuple(_told_apart(letters.values()))


def _told_apart(letters: Iterable[GoldLetter]) -> Iterable[GoldLetter]:
    """The letters; those that share their name have their folder's put before it."""
    letters = tuple(letters)
    names = Counter(letter.name for letter in letters)
    for letter in letters:
        name = letter.name if names[letter.name] == 1 else f"{letter.figures.resolve().parent.name}/{letter.name}"
        yield GoldLetter(name, letter.text, letter.figures, letter.decisions)

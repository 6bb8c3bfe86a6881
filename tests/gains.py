"""What a change wins and loses over every letter with gold: the working tree beside a commit.

    make gains                          beside the newest commit of main
    make gains BASE=HEAD~3 GOLD="tests/gold ../more-letters"
    python tests/gains.py --scores      how well the working tree reads each letter
    python tests/gains.py --misses      and what it misses

Both trees are asked through their command line and judged by this tree's scorer and gold, figure by figure and
cell by cell.  A loss is told and is no failure: the exit code is 1 only where something could not be run.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import acceptance_scores as scoring
import gold_letters
import trees
from acceptance_scores import READINGS, Score, Scores, Verdict
from gold_letters import GOLD, GoldLetter

ATTRIBUTES = {
    "recall": "figure", "precision": "spare figure", **{reading: reading for reading in READINGS},
    "rows": "row", "cells": "cell", "measures": "row's measure", "row precision": "spare row",
}  # fmt: skip
"""The measures of the scorer that are compared, by what they are measures of."""
SPARE = ("precision", "row precision")
"""Of these only what nobody wanted is compared; the rest of them is in other measures."""
COLUMNS = ("F1", *READINGS, "rows", "cells", "measures")
WIDTHS = (4, 14, 58, 58, 40)
"""The most characters that a change may take in each column."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place that is right in one tree and wrong in the other; no verdict where a tree has nothing to judge."""

    measure: str
    was: Verdict | None
    now: Verdict | None
    won: bool

    @property
    def told(self) -> Verdict:
        """A verdict that says where this is and what is wanted."""
        verdict = self.was or self.now
        assert verdict is not None
        return verdict


def changes(before: Scores, after: Scores) -> list[Change]:
    """What is right after and was not before, and what is no longer."""
    found = []
    for measure in ATTRIBUTES:
        was, now = _judged(measure, before), _judged(measure, after)
        for key in sorted(was | now, key=_order):
            old, new = was.get(key), now.get(key)
            right, wrong = _is_right(new, measure), not _is_right(old, measure)
            if right == wrong:
                found.append(Change(measure, old, new, right))
    return found


def _judged(measure: str, scores: Scores) -> dict[str, Verdict]:
    verdicts = scores.get(measure, Score()).verdicts
    return {verdict.key: verdict for verdict in verdicts if measure not in SPARE or not verdict.wanted}


def _is_right(verdict: Verdict | None, measure: str) -> bool:
    return verdict.right if verdict else measure in SPARE


def _order(key: str) -> int:
    """The number that begins the key of a gold row or a span."""
    number = re.match(r"\d+", key)
    return int(number[0]) if number else 0


# --- changes in words ---------------------------------------------------------------------------


def told(found: Sequence[Change]) -> Iterator[tuple[str, ...]]:
    """A row of words for each change; what is read of a figure that came or went stands in the figure's own row."""
    along: dict[tuple[str, bool], list[str]] = {}
    apart = []
    for change in found:
        if change.measure in READINGS and None in (change.was, change.now):
            along.setdefault((change.told.key, change.won), []).append(change.measure)
        else:
            apart.append(change)
    for change in apart:
        read = along.get((change.told.key, change.won), []) if change.measure == "recall" else []
        yield _words(change, read)


def _words(change: Change, read: Sequence[str]) -> tuple[str, ...]:
    told, attribute = change.told, ATTRIBUTES[change.measure]
    if change.measure == "cells":
        attribute = f"{attribute} {told.aspect}"
    moved = f"{_got(change.was, change.measure)} → {_got(change.now, change.measure)}"
    wanted = f"wanted {told.wanted or 'nothing'}" + (f", with {', '.join(read)}" if read else "")
    return "won" if change.won else "lost", attribute, told.place, moved, wanted


def _got(verdict: Verdict | None, measure: str) -> str:
    if verdict is None:
        return "no row" if measure in ("cells", "measures") else "no figure" if measure in READINGS else "nothing"
    return verdict.got or "nothing"


def columns(rows: Iterable[Sequence[str]], widths: Sequence[int] = ()) -> Iterator[str]:
    """The rows as lines with their cells one below the other, cut where they are wider than they may be."""
    shown = [[_cut(cell, width) for cell, width in zip(row, widths or [len(cell) for cell in row], strict=True)] for row in rows]
    wide = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)).rstrip()


def _cut(cell: str, width: int) -> str:
    return cell if len(cell) <= width else f"{cell[: width - 1]}…"


def compared(before: Mapping[str, Scores], after: Mapping[str, Scores]) -> Iterator[str]:
    """Lines that tell, letter by letter, what changed, and then the totals; none if nothing did."""
    found = {letter: changes(before[letter], after[letter]) for letter in after}
    for letter, changed in found.items():
        if changed:
            won = sum(change.won for change in changed)
            yield f"{letter}: {won} won, {len(changed) - won} lost"
            yield from (f"  {line}" for line in columns(told(changed), WIDTHS))
            yield ""
    if any(found.values()):
        every = [change for changed in found.values() for change in changed]
        yield from columns(_totals(every, scoring.pooled(before.values()), scoring.pooled(after.values())))


def _totals(found: Sequence[Change], before: Scores, after: Scores) -> Iterator[tuple[str, ...]]:
    yield "all letters", " won", "lost", "before", "after"
    for measure, attribute in ATTRIBUTES.items():
        won = sum(change.won for change in found if change.measure == measure)
        lost = sum(not change.won for change in found if change.measure == measure)
        was, now = (_counted(scores.get(measure, Score())) for scores in (before, after))
        yield f"{attribute}{' (precision)' if measure in SPARE else ''}", f"{won:4}", f"{lost:4}", was, now
    yield "F1", "", "", f"{scoring.f1(before):.3f}", f"{scoring.f1(after):.3f}"


def _counted(score: Score) -> str:
    return f"{score.ratio:.3f} ({score.right}/{score.of})"


# --- scores of one tree -------------------------------------------------------------------------


def scored(scores: Mapping[str, Scores]) -> Iterator[str]:
    """A line of scores for each letter and one for all; a hyphen where there is nothing to score."""
    rows = [("letter", *COLUMNS), *((letter, *_ratios(one)) for letter, one in scores.items())]
    yield from columns([*rows, ("all letters", *_ratios(scoring.pooled(scores.values())))])


def _ratios(scores: Scores) -> list[str]:
    ratios = [f"{score.ratio:.3f}" if (score := scores.get(measure, Score())).of else "-" for measure in COLUMNS[1:]]
    return [f"{scoring.f1(scores):.3f}", *ratios]


def missed(scores: Mapping[str, Scores]) -> Iterator[str]:
    """A line for each miss, letter by letter."""
    for letter, one in scores.items():
        misses = [verdict for measure in ATTRIBUTES for verdict in _judged(measure, one).values() if not verdict.right]
        yield f"{letter}: {len(misses)} missed"
        yield from (f"  {verdict}" for verdict in misses)


# --- running ------------------------------------------------------------------------------------


def read(tree: Path, letters: Sequence[GoldLetter]) -> dict[str, Scores]:
    """The scores of each letter as the program of a tree reads it."""
    answers = trees.answers(tree, [letter.text for letter in letters])
    return {letter.name: _scores(letter, answers[letter.text]) for letter in letters}


def _scores(letter: GoldLetter, answers: trees.Answers) -> Scores:
    scores = scoring.figure_scores(scoring.read(letter.figures), answers.figures)
    return scores | (scoring.table_scores(scoring.read(letter.decisions), answers.table) if letter.decisions else {})


def main(arguments: Sequence[str] | None = None, root: Path = trees.ROOT) -> int:
    """Print what is asked for; 1 if it could not be run."""
    parser = argparse.ArgumentParser(description="Gains and losses of the working tree over the letters with gold.")
    parser.add_argument("gold", nargs="*", type=Path, default=[GOLD], help="folders with NAME.txt and NAME.gold.tsv (default: tests/gold)")
    parser.add_argument("--base", default="main", help="commit to compare with (default: main)")
    parser.add_argument("--scores", action="store_true", help="print the scores of the working tree alone")
    parser.add_argument("--misses", action="store_true", help="print what the working tree misses")
    options = parser.parse_args(arguments)
    try:
        letters = gold_letters.within(*options.gold)
        if not letters:
            raise trees.TreeError(f"no letter with gold in {', '.join(map(str, options.gold))}")
        after = read(root, letters)
        lines = [*(scored(after) if options.scores else ()), *(missed(after) if options.misses else ())]
        if not lines:
            base = trees.git(root, "rev-parse", "--short", "--verify", f"{options.base}^{{commit}}")
            with trees.checked_out(base, root) as tree:
                before = read(tree, letters)
            title = f"{options.base} ({base}) → working tree, {len(letters)} letter{'s' * (len(letters) > 1)}"
            found = list(compared(before, after))
            lines = [title, "", *found] if found else [f"{title}: no change"]
    except trees.TreeError as error:
        print(f"gains: {error}", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())

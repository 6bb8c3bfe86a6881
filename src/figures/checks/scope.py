"""The paragraph in which relations are looked for: its figures, and the words that tie them together.

One scan of the stretch around the figures gives all words; the rules then only look at what stands
near.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from figures.checks.relation_words import relation_lexicon
from figures.language import sentence_spans
from figures.model import Evidence, Figure, Paragraph

BESIDE = 30
"""Characters that may stand between a word and the amount it belongs to (``in all about``)."""
CLAUSE = 120
"""Characters within which a list belongs to its total."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon in the text; ``bracket`` is the place of the bracket it stands in, 0 outside."""

    start: int
    end: int
    rule: str
    sentence: int
    bracket: int


def noted(word: Word) -> tuple[Evidence, ...]:
    """The word as evidence."""
    return (Evidence(word.start, word.end, word.rule),)


class Scope:
    """A paragraph with its figures in reading order, and the words between them.

    ``words`` holds the words by what they do; ``sentence`` and ``bracket`` say for each figure in
    which sentence and bracket it stands.
    """

    def __init__(self, text: str, language: str, paragraph: Paragraph, figures: Sequence[Figure]) -> None:
        self.text = text
        self.paragraph = paragraph
        self.figures = figures
        self.language = language
        self.lexicon = relation_lexicon(language)
        self.starts = [figure.start for figure in figures]
        self.words: dict[str, list[Word]] = {}
        self.sentence: list[int] = []
        self.bracket: list[int] = []
        self._scan()

    def _scan(self) -> None:
        """Find the words, and count sentences and brackets, in one pass."""
        text, roles, starts = self.text, self.lexicon.roles, self.starts
        ends = [figure.end for figure in self.figures]
        stops = [stop for _, stop in sentence_spans(text, self.paragraph.start, self.paragraph.end, self.language)]
        begin, stop = max(self.paragraph.start - 1, starts[0] - CLAUSE, 0), min(self.paragraph.end, ends[-1] + CLAUSE)
        self.sentence = [bisect_right(stops, start) for start in starts]
        sentence, brackets, place = 0, [0], 0
        for match in self.lexicon.scanned.finditer(text, begin, stop):
            at, end = match.span()
            while place < len(ends) and starts[place] <= at:
                self.bracket.append(brackets[-1] if self.sentence[place] == sentence else 0)
                place += 1
            word = text[at + 1 : end]
            if (now := bisect_right(stops, at + (word in roles))) != sentence:
                sentence, brackets = now, [0]
            mark = text[at]
            if mark == "(":
                brackets.append(at + 1)
            elif mark == ")":
                brackets[1:] = brackets[1:-1]
            if place and at < ends[place - 1]:
                continue
            if word in roles:
                at += 1
            elif mark in roles:
                word = mark
            else:
                continue
            for role, group in roles[word]:
                self.words.setdefault(role, []).append(Word(at, at + len(word), group, sentence, brackets[-1]))
        self.bracket += [brackets[-1] if number == sentence else 0 for number in self.sentence[place:]]

    def of_role(self, *roles: str) -> list[Word]:
        """The words with one of the roles, in reading order."""
        found = [word for role in roles for word in self.words.get(role, ())]
        return sorted(found, key=lambda word: word.start) if len(roles) > 1 else found

    def next(self, at: int) -> int:
        """Index of the first figure that starts at or behind ``at``."""
        return bisect_left(self.starts, at)

    def gap(self, start: int, end: int) -> str:
        """What stands between two places, without commas and blanks at its ends."""
        return self.text[start:end].strip(" ,\xa0\n")

    def beside(self, pattern: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """The last match of a pattern in ``text[start:end]``."""
        found = list(pattern.finditer(self.text, start, end))
        return found[-1] if found else None

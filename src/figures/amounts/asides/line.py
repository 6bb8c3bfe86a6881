"""A paragraph while its numerals are looked through for those that are no figures."""

from __future__ import annotations

from dataclasses import dataclass

from figures.amounts.asides.words import Rules
from figures.amounts.numbers import Grammar
from figures.amounts.units import UnitWords, amount_follows

_WORD_REACH = 24
"""How many characters before a numeral are read for the word before it."""
_GAPS = " \u00a0["
_OPENERS = '\u00a0\t[“"„«;'
_BEFORE_CLOCK = frozenset(",. \t\u00a0\n")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The paragraph and the words of its language."""

    text: str
    start: int
    end: int
    rules: Rules
    lex: UnitWords
    grammar: Grammar

    def magnitude_follows(self, at: int) -> bool:
        """Whether a magnitude stands behind digits: ``10 million``."""
        return self.grammar.multiplier.match(self.text, at, self.end) is not None

    def amount_follows(self, at: int, known: bool = False) -> bool:
        """Whether a unit or something counted stands behind digits; ``known``: no unknown noun counts."""
        return amount_follows(self.text, at, self.end, self.lex, known)

    def digits_go_on(self, at: int) -> bool:
        """Whether digits go on behind a comma: ``1,385``."""
        return self.text[at : at + 1] == "," and self.text[at + 1 : at + 4].isdigit()

    def word_before(self, at: int, floor: int) -> tuple[str, int]:
        """The printed word before a place, without opening brackets, and where it begins."""
        piece = self.text[max(floor, at - _WORD_REACH) : at]
        word = piece.rstrip(_GAPS)
        stop = at - (len(piece) - len(word))
        word = word[max(word.rfind(" "), word.rfind("(")) + 1 :].lstrip(_OPENERS)
        return word, stop - len(word)

    def past_time(self, stop: int) -> int:
        """The end of a date behind the time of day that follows it."""
        tail = self.rules.tail.match(self.text, stop, self.end) if self.text[stop : stop + 1] in _BEFORE_CLOCK else None
        return tail.end() if tail else stop

    def is_in_bracket(self, at: int) -> bool:
        """Whether a bracket of the paragraph is open at a place."""
        return self.text.rfind("(", self.start, at) > self.text.rfind(")", self.start, at)

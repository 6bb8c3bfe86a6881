"""The numbers of a text as the language writes them, whatever they count.

In: a text and two offsets.  Out: :class:`Tokens` (where numerals begin), :class:`figures.model.Numeral` objects
and the qualifiers around them.  Leans on the model and on ``figures.language`` alone.
"""

from figures.amounts.numbers.number_words import Grammar, after_of, grammar, plain
from figures.amounts.numbers.numerals import find_numerals, numerals_at, qualifier_after, qualifier_before
from figures.amounts.numbers.tokens import Tokens

__all__ = [
    "Grammar", "Tokens", "after_of", "find_numerals", "grammar", "numerals_at", "plain", "qualifier_after", "qualifier_before",
]  # fmt: skip

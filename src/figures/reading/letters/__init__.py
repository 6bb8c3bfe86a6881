"""Station 2: an edition in, its letters out, with the role of every line, the date, the people and the numbers of each.

Imports :mod:`figures.language` and the model.  The words of headings stand in ``lexicon/*/headings.toml``.
"""

from figures.reading.letters.cutting import cut_letters
from figures.reading.letters.heading_words import NameWords
from figures.reading.letters.headings import name_words
from figures.reading.letters.numbering import same_number

__all__ = ["NameWords", "cut_letters", "name_words", "same_number"]

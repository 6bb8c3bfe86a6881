"""The words by which requests are named and answered, and how words are compared.

In goes the name of a language; out come the phrases of ``decisions.toml`` compiled (:func:`answer_book`), words in
the form in which they are compared (:func:`lemmas`), and a text with what is looked up in it again and again
(:class:`Wording`).  Imports :mod:`figures.language`, :mod:`figures.sentences` and :mod:`figures.model`.
"""

from figures.decisions.words.answer_book import ACTS, ADDRESSES, MARKS, NOT_A_REFUSAL, AnswerBook, Does, Token, answer_book
from figures.decisions.words.comparing import WORD, item_fits, kin, lemmas, name_lemmas, telling_words
from figures.decisions.words.wording import Wording

__all__ = [
    "ACTS",
    "ADDRESSES",
    "MARKS",
    "NOT_A_REFUSAL",
    "WORD",
    "AnswerBook",
    "Does",
    "Token",
    "Wording",
    "answer_book",
    "item_fits",
    "kin",
    "lemmas",
    "name_lemmas",
    "telling_words",
]

"""The grammar of one sentence: its words, its verb groups and its clauses.

In goes a stretch of text with the amounts and names in it; out comes a :class:`Parsed` sentence, which says which
words are verbs, in what mood and of whom, which clause each stands in, and what a clause hangs on.  Of stages it
knows nothing.  Imports the floors below and :mod:`figures.sentences.vocabulary`.
"""

from figures.sentences.parsing.around import hangs_inside, is_verb_at, lemmas_of, noun_phrase_at, verbs_over
from figures.sentences.parsing.clauses import BRACKET, CONDITION, CONTINUED, MAIN, RELATIVE, SAID, Clause
from figures.sentences.parsing.heads import Group
from figures.sentences.parsing.parsed import Parsed, parse
from figures.sentences.parsing.tagging import AMOUNT, CLOSE_BRACKET, COLON, COMMA, OPEN_BRACKET, SEMICOLON, STOP, Token

__all__ = [
    "AMOUNT",
    "BRACKET",
    "CLOSE_BRACKET",
    "COLON",
    "COMMA",
    "CONDITION",
    "CONTINUED",
    "MAIN",
    "OPEN_BRACKET",
    "RELATIVE",
    "SAID",
    "SEMICOLON",
    "STOP",
    "Clause",
    "Group",
    "Parsed",
    "Token",
    "hangs_inside",
    "is_verb_at",
    "lemmas_of",
    "noun_phrase_at",
    "parse",
    "verbs_over",
]

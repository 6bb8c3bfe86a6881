"""How a language is written: the floor that every station stands on.

In goes text and the name of a language, whose words stand in ``lexicon/<language>/``; out come
sentences and brackets, list marks, dates, the forms of words, and phrases where they stand.  One
mechanism for each, and none knows what the letters are about.  Here too the files of the lexicon are
loaded and checked.  Imports only :mod:`figures.model` and :mod:`figures.errors`.
"""

from figures.language.dates import DASHES, Date, DateReader, DateWords, complete_date, date_reader, iso_date
from figures.language.inflection import compared_form, has_one_form, is_plural, singular
from figures.language.loading import (
    DEFAULT_LANGUAGE,
    LEXICON_ROOT,
    LexiconEntry,
    check_present,
    check_unique,
    check_value,
    has_lexicon,
    has_lexicon_file,
    read_csv,
    read_toml,
)
from figures.language.phrases import Cue, CueKind, Phrasebook, Phrasebooks
from figures.language.points import ListMark, list_marks, opens_row, point_number, point_numbers
from figures.language.sentences import bracket_spans, sentence_around, sentence_parts, sentence_spans
from figures.language.swift import swift_class
from figures.language.trees import CAPITALISED_WORD, capitalised_words, either, longest_rest, rests_by_first_word, trie, unglued_trie
from figures.language.word_lists import PlainWords

__all__ = [
    "CAPITALISED_WORD",
    "DASHES",
    "DEFAULT_LANGUAGE",
    "LEXICON_ROOT",
    "Cue",
    "CueKind",
    "Date",
    "DateReader",
    "DateWords",
    "LexiconEntry",
    "ListMark",
    "Phrasebook",
    "Phrasebooks",
    "PlainWords",
    "bracket_spans",
    "capitalised_words",
    "check_present",
    "check_unique",
    "check_value",
    "compared_form",
    "complete_date",
    "date_reader",
    "either",
    "has_lexicon",
    "has_lexicon_file",
    "has_one_form",
    "is_plural",
    "iso_date",
    "list_marks",
    "longest_rest",
    "opens_row",
    "point_number",
    "point_numbers",
    "read_csv",
    "read_toml",
    "rests_by_first_word",
    "sentence_around",
    "sentence_parts",
    "sentence_spans",
    "singular",
    "swift_class",
    "trie",
    "unglued_trie",
]

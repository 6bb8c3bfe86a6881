"""What a sentence says: its verbs and clauses, the phrases and names in it, and what governs each of its amounts.

In goes a sentence with its quantities (:func:`gather`); out comes all that is :class:`Said` in it, and a
:class:`Slot` for each quantity, which knows the words that are the quantity's own and the :class:`Act` that governs
it.  Nothing outside the sentence is looked at, and no stage, region or measure is chosen.  Imports the floors
below: :mod:`figures.names`, :mod:`figures.language`, :mod:`figures.model`.
"""

from figures.sentences.frames import TELLING, Act, Sentence, read_sentence
from figures.sentences.parsing import CONDITION, RELATIVE, SAID, Parsed, hangs_inside, is_verb_at, lemmas_of, noun_phrase_at, verbs_over
from figures.sentences.said import Known, Mention, Said, gather
from figures.sentences.slots import Slot, slots_of
from figures.sentences.vocabulary import (
    CONTRAST,
    MUST,
    SPEAKERS,
    WISH,
    Structure,
    SubjectBook,
    act_table,
    first_words,
    forms_by_verb,
    named_points,
    structure,
    subject_book,
)

__all__ = [
    "CONDITION",
    "CONTRAST",
    "MUST",
    "RELATIVE",
    "SAID",
    "SPEAKERS",
    "TELLING",
    "WISH",
    "Act",
    "Known",
    "Mention",
    "Parsed",
    "Said",
    "Sentence",
    "Slot",
    "Structure",
    "SubjectBook",
    "act_table",
    "first_words",
    "forms_by_verb",
    "gather",
    "hangs_inside",
    "is_verb_at",
    "lemmas_of",
    "named_points",
    "noun_phrase_at",
    "read_sentence",
    "slots_of",
    "structure",
    "subject_book",
    "verbs_over",
]

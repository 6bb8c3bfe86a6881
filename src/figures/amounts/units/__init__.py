"""Words behind a number: units, counted nouns, and what a unit is in metric measure.

In: a text and the place behind a number.  Out: the unit or noun that stands there, and conversions.  Leans on
``figures.language`` and the errors alone; pint is loaded only when a table that is out of date has to be made anew.
"""

from figures.amounts.units.ambiguous import Place, guarded_at, guarded_part, meaning_of, words_of
from figures.amounts.units.conversion import Converted, convert, known_units, metric_unit, parse_unit, pint_version, unit_factor
from figures.amounts.units.entries import Homonyms, UnitGroup, unit_lexicon
from figures.amounts.units.nouns import PERSON, Counted, amount_follows, counted_at, counted_name, is_person, nominal_at
from figures.amounts.units.unit_words import (
    UnitWords,
    Word,
    part_worth,
    sign_before,
    unit_at,
    unit_next,
    unit_vocabulary,
    words_after,
)

__all__ = [
    "PERSON", "Converted", "Counted", "Homonyms", "Place", "UnitGroup", "UnitWords", "Word", "amount_follows", "convert", "counted_at",
    "counted_name", "guarded_at", "guarded_part", "is_person", "known_units", "meaning_of", "metric_unit", "nominal_at", "parse_unit",
    "part_worth", "pint_version", "sign_before", "unit_at", "unit_factor", "unit_lexicon", "unit_next", "unit_vocabulary",
    "words_after", "words_of",
]  # fmt: skip

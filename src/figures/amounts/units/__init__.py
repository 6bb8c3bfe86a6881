"""Words behind a number: units, counted nouns, and what a unit is in metric measure.

In: a text and the place behind a number.  Out: the unit or noun that stands there, and conversions.  Leans on
``figures.language`` and the errors alone; pint is loaded only when a table that is out of date has to be made anew.
"""

from figures.amounts.units.conversion import Converted, convert, known_units, metric_unit, parse_unit, pint_version, unit_factor
from figures.amounts.units.nouns import Counted, amount_follows, counted_at, is_person, nominal_at
from figures.amounts.units.unit_words import (
    UnitGroup,
    UnitWords,
    Word,
    part_worth,
    unit_at,
    unit_lexicon,
    unit_next,
    unit_vocabulary,
    words_after,
)

__all__ = [
    "Converted", "Counted", "UnitGroup", "UnitWords", "Word", "amount_follows", "convert", "counted_at", "is_person", "is_plural",
    "known_units", "metric_unit", "nominal_at", "parse_unit", "part_worth", "pint_version", "singular", "unit_at", "unit_factor",
    "unit_lexicon", "unit_next", "unit_vocabulary", "words_after",
]  # fmt: skip

"""From a letter to its amounts: every numeral becomes part of one quantity or of one stretch set aside.

In: an :class:`figures.model.Edition` and a :class:`figures.model.Letter`.  Out: quantities and stretches
(:func:`quantities_of`), the account of every numeral (:func:`ledger_of`), and units in metric measure.  Leans on the
model, ``figures.language`` and ``figures.reading``.
"""

from figures.amounts.ledger import Entry, ledger_of
from figures.amounts.quantities import quantities_of
from figures.amounts.units import Converted, convert, metric_unit, parse_unit, pint_version, unit_factor, unit_lexicon

__all__ = [
    "Converted", "Entry", "convert", "ledger_of", "metric_unit", "parse_unit", "pint_version", "quantities_of", "unit_factor",
    "unit_lexicon",
]  # fmt: skip

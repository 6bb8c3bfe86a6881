"""Readers of amounts: with a unit, counted, as a fraction, in a table, with the unit left out.

In: a paragraph with its numerals.  Out: :class:`figures.model.Quantity` objects.  Leans on the rooms of numbers, units and
asides, and on the paragraph.
"""

from figures.amounts.readers import counted, fractions, omitted, rates, tables

__all__ = ["counted", "fractions", "omitted", "rates", "tables"]

"""Readers of amounts: with a unit, counted, as a fraction, in a table, with the unit left out.

In: :class:`figures.amounts.paragraph.Page`, a paragraph with its numerals.  Out: what was read of it,
:class:`figures.amounts.paragraph.Findings`.  Leans on the rooms of numbers, units and asides, and on the profiles of
``figures.reading``.
"""

from figures.amounts.readers.omitted import supply
from figures.amounts.readers.prose import read_prose
from figures.amounts.readers.tables import read_tables, row_kind

__all__ = ["read_prose", "read_tables", "row_kind", "supply"]

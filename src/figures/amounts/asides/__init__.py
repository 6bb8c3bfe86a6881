"""Numerals that are no figures: dates, marks, references, and what no reader took.

In: a paragraph and where its numerals stand.  Out: :class:`figures.model.SetAside` stretches, each with its reason.  Leans
on the rooms of numbers and units, on the paragraph and on ``figures.language``.
"""

from figures.amounts.asides.leftovers import leave
from figures.amounts.asides.scan import set_aside
from figures.amounts.asides.words import NounGroup, new_aside, rules

__all__ = ["NounGroup", "leave", "new_aside", "rules", "set_aside"]

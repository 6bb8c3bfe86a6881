"""What is read of one amount: its stage, region, party, item and measure, one module each.

In goes a :class:`~figures.sentences.Slot` with the frame around it and, for an answer, the figures that it answers; out comes
a ``Reading`` with the words it rests on.  Imports the rooms of :mod:`figures.attribution` that say who speaks
and what is inherited, and the floors below.
"""

from figures.attribution.readings.answered import counterpart, from_asked
from figures.attribution.readings.items import implied_item, read_item
from figures.attribution.readings.matter import matter_of
from figures.attribution.readings.measures import implied_measure, read_measure, spoken_of
from figures.attribution.readings.mentions import read_mention, read_region
from figures.attribution.readings.stages import read_stage, settle_stage

__all__ = [
    "counterpart",
    "from_asked",
    "implied_item",
    "implied_measure",
    "matter_of",
    "read_item",
    "read_measure",
    "read_mention",
    "read_region",
    "read_stage",
    "settle_stage",
    "spoken_of",
]

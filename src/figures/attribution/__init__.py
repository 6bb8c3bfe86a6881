"""Quantities become figures, with a reading for region, party, item, measure and stage.

In goes a letter with its quantities, and the figures of the letter that it answers; out come its figures
(:func:`attribute_letter`).  Of two words that could say the same thing the nearest wins, what is tied to the amount goes
before what merely stands near it, an equal tie is ambiguous, and every reading keeps the words it rests on, how sure
it is and what it rejected.  Imports :mod:`figures.sentences` and the floors below it.
"""

from figures.attribution.fold import attribute_letter

__all__ = ["attribute_letter"]

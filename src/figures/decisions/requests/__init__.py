"""Requests: what is asked of the writers of a letter and what they propose, as rows in the making.

In go the figures of a letter; out come its :class:`Request`\\ s (:func:`requests_of`), one for each region or party, item
and measure, with the amounts that are asked for, proposed, due and delivered.  Nothing is granted here.  Imports
:mod:`figures.decisions.words` and the floors below.
"""

from figures.decisions.requests.grouping import requests_of
from figures.decisions.requests.request import Ask, Request, Vocabulary, new_request, points_of
from figures.decisions.requests.sums import cell, derived, is_sum, part_of, places, same_unit, singular_unit

__all__ = [
    "Ask",
    "Request",
    "Vocabulary",
    "cell",
    "derived",
    "is_sum",
    "new_request",
    "part_of",
    "places",
    "points_of",
    "requests_of",
    "same_unit",
    "singular_unit",
]

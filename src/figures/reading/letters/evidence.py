"""How much speaks for a line being a heading.

A line of the right form is a heading if what stands in it and around it weighs :data:`ENOUGH`.
"""

from __future__ import annotations

from collections.abc import Mapping

ENOUGH = 2
"""A date, or an archive reference, or two lesser signs make a line of the right form a heading."""

WEIGHTS: Mapping[str, int] = {
    # in the line
    "date": 2,
    "archive": 2,
    "office": 1,
    "message": 1,
    "stop": -1,
    # around it
    "archive below": 2,
    "dateline below": 2,
    "blank above": 1,
    "known correspondent": 1,
}
"""Signs of a heading.

``office``: a correspondent is an office; ``message``: a word such as ``Letter`` opens the line;
``stop``: a line without date ends as a sentence does; ``known correspondent``: of a heading before.
"""


def weight(**signs: bool) -> int:
    """What the signs that are there weigh together; a sign of two words is given with an underscore."""
    return sum(WEIGHTS[sign.replace("_", " ")] for sign, there in signs.items() if there)

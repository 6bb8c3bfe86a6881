"""Stations 1 and 2: a file in, an edition out; an edition in, its letters out; the letters of a run in, their threads out.

Says of what language and profile a text is, by whose rules it is read if its language has no
lexicon, and which letter answers which.  Imports :mod:`figures.language`, the model and the errors.
"""

from figures.reading.editions import (
    EditionProfile,
    edition_profiles,
    in_known_language,
    line_starts,
    profile_named,
    read_edition,
    read_editions,
)
from figures.reading.letters import cut_letters
from figures.reading.threads import Link, Threads

__all__ = [
    "EditionProfile",
    "Link",
    "Threads",
    "cut_letters",
    "edition_profiles",
    "in_known_language",
    "line_starts",
    "profile_named",
    "read_edition",
    "read_editions",
]

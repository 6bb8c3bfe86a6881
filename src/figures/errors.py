"""The one family of errors that a user is meant to read.

Three kinds of trouble are kept apart everywhere in this package:

* :class:`FiguresError` — a file, an option or a lexicon entry cannot be used.  The message is one
  sentence with the place and the remedy; the command line prints it and exits with 1.
* :class:`figures.model.Doubt` — the *text* is unclear.  It is recorded in every output and the run
  goes on.
* an assertion — a mistake of ours.  It is never caught.
"""


class FiguresError(Exception):
    """A bad file, folder or argument: one sentence with place and remedy."""


class LexiconError(FiguresError):
    """A lexicon file that cannot be loaded: names the file, the key and what is allowed there."""

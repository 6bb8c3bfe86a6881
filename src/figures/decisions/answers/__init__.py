"""Answers: what a reply, a footnote or the writers' own words do, clause by clause.

In goes a stretch of text with its amounts and the :class:`~figures.decisions.requests.Vocabulary` of the requests that
it may speak of; out come :class:`Clause`\\ s (:func:`read_answer`), each with an act or an amount and those it is
addressed to.  Which requests these are is not asked here.  Imports :mod:`figures.decisions.words`,
:mod:`figures.decisions.requests` and the floors below.
"""

from figures.decisions.answers.clauses import Clause
from figures.decisions.answers.reading import LIST, Listener, Names, names_in, read_answer

__all__ = ["LIST", "Clause", "Listener", "Names", "names_in", "read_answer"]

"""Links: which requests the clauses of an answer mean, and what becomes of them.

In goes an :class:`Answer` (a text that may answer, its clauses, and the requests that it may speak of); the requests are
decided (:func:`apply_answer`), or, where the writers themselves speak, completed (:func:`complete_proposals`).  Imports
the other rooms of :mod:`figures.decisions` and the floors below.
"""

from figures.decisions.links.matching import Answer
from figures.decisions.links.proposals import complete_proposals
from figures.decisions.links.rulings import Ruled, apply_answer

__all__ = ["Answer", "Ruled", "apply_answer", "complete_proposals"]

"""Station 8: what was requested, what proposed, and what became of it.

In go editions, letters and their figures, with the threads that say which letter answers which; out comes a
:class:`~figures.model.Decision` for each region or party, item and measure that is asked for (:func:`decide`).  Figures
are grouped into ``requests``, ``answers`` reads what replies, footnotes and the writers' own words do, and ``links``
lets them decide the requests; the ``words`` are those of ``decisions.toml``.  The most telling answer stands: an
amount, then a refusal or consent that names the request, then consent to everything.  Every request ends in a
decision, if only ``no decision found``.  May import everything up to the attribution.
"""

from figures.decisions.desk import decide

__all__ = ["decide"]

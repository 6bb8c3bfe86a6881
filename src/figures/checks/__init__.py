"""The arithmetic of the text: every relation that it states between its amounts is checked.

In go editions, letters and figures; out come the figures, some with a garbled numeral mended, and
the checks.  The words stand in ``lexicon/LANGUAGE/reconciliation.toml``.  May import the model,
the language and the conversion of amounts.
"""

from figures.checks.reconciliation import reconcile

__all__ = ["reconcile"]

"""The output folder against the texts.

In go the texts and the folder that a build wrote; out comes a report of everything that does not agree.
May import everything but the outputs, which it checks without knowing how they were made.
"""

from figures.verification.folder import Report
from figures.verification.verify import verify_outputs

__all__ = ["Report", "verify_outputs"]

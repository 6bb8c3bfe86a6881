"""The door of the outputs: everything that a run writes into its folder, whole or not at all.

What reviewers wrote in the workbook of an earlier run is read first, applied and written back.
"""

from figures.reports.outputs import build, render, rendered

__all__ = ["build", "render", "rendered"]

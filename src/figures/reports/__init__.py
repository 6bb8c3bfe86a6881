"""Everything that a run writes into its folder, whole or not at all.

In go a run and the folder; out come workbook, page, tables, manifest, and a report of what was written.
What reviewers wrote in the workbook of an earlier run is read first, applied and written back.  May
import everything below it.  Its rooms (terminal, page, workbook, files) have doors of their own,
because a command that prints a table must not load what writes a workbook.
"""

from figures.reports.building import build_outputs, render_outputs, render_reviewed

__all__ = ["build_outputs", "render_outputs", "render_reviewed"]

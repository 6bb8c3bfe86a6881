"""What the commands print: the region table in its four forms, and everything about one figure.

In go rows of the table, or a figure of a run; out comes text for a terminal or a pipe, or a pandas frame.
May import the rows and what the rows may.
"""

from figures.reports.terminal.choice import choose_rows
from figures.reports.terminal.show import PAGE_WIDTH, find_figure, show_figure
from figures.reports.terminal.tables import frame, render_table

__all__ = ["PAGE_WIDTH", "choose_rows", "find_figure", "frame", "render_table", "show_figure"]

"""The workbook that reviewers open: fifteen sheets, linked from amount to figure to line.

In go a run, its rows and what reviewers wrote; out come the workbook as bytes and what of it did not fit.
May import rows and reviews.  Loads XlsxWriter.
"""

from figures.reports.workbook.sheets import LARGE, WorkbookContents, write_workbook

__all__ = ["LARGE", "WorkbookContents", "write_workbook"]

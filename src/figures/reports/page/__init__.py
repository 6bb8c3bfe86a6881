"""The reading page: one file that opens from disk, or an index and its parts.

In goes an index of a run; out come HTML files as bytes, by name.  May import the rows and what the rows may.
"""

from figures.reports.page.files import page_files

__all__ = ["page_files"]

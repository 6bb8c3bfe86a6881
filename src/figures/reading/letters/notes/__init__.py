"""What editors print below a letter or in its margin: footnotes, the digits that call them, inscriptions on the sheet.

Rows of a letter in; paragraphs of notes and their marks out.  Imports :mod:`figures.language` and the model.
"""

from figures.reading.letters.notes.digits import NoteDigits
from figures.reading.letters.notes.footnotes import Row, footnotes_begin, read_footnotes
from figures.reading.letters.notes.inscriptions import inscription_notes, is_inscription

__all__ = ["NoteDigits", "Row", "footnotes_begin", "inscription_notes", "is_inscription", "read_footnotes"]

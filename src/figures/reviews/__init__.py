"""What reviewers write about figures, and how it survives.

``review`` is the type and its plain text file, ``spreadsheet`` reads it back from a workbook,
``merge`` brings file and workbook together, ``anchor`` ties each review to its figure again,
``revise`` applies corrections to a run, ``standing`` says where the review stands.  ``desk`` is the
way through all of them.
"""

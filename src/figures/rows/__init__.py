"""A run as plain rows, for every output.

In goes a :class:`figures.model.Run`; out come its figures, its numerals and its region table row by
row, exact text of amounts and rows, citations, and what every file, sheet and column is called and
means.  May import everything up to the decisions; knows nothing of workbook, page or terminal.
"""

from figures.rows.citation import cite_figure
from figures.rows.dictionary import EXPLANATIONS, column_meaning
from figures.rows.exact import (
    JSON_INDENT,
    amount_spread,
    amount_with_unit,
    csv_field,
    csv_text,
    exact_json,
    exact_number,
    json_lines,
    qualified_amount,
)
from figures.rows.figures import (
    FIGURE_COLUMNS,
    FIGURE_CSV_COLUMNS,
    READINGS,
    figure_amount,
    figure_attribution,
    figure_csv_row,
    figure_doubts,
    figure_place,
    figure_row,
    figure_rows,
    figure_sentence,
    neighbouring_sentences,
)
from figures.rows.index import RunIndex
from figures.rows.layout import AMOUNT_DETAILS, BARGAINED, FILES, GRANTED_SHARES, REVIEW_FIELDS, REVIEW_STATE, SHEETS, TITLE, Sheet
from figures.rows.numerals import NUMERAL_COLUMNS, ledger_text, numeral_rows
from figures.rows.regions import REGION_CSV_COLUMNS, TONNE, RegionRow, arrange_rows, regions_csv, row_doubts, tonnes_in
from figures.rows.table import (
    BASIS_LEGEND,
    BASIS_MARKS,
    BASIS_WORDS,
    CELL_PARTS,
    NO_DECIMALS_FROM,
    STAGES,
    TABLE_CSV_COLUMNS,
    TABLE_STAGES,
    TableRow,
    flat_row,
    rounded_amount,
    source_lines,
    table_rows,
)

__all__ = [
    "AMOUNT_DETAILS",
    "BARGAINED",
    "BASIS_LEGEND",
    "BASIS_MARKS",
    "BASIS_WORDS",
    "CELL_PARTS",
    "EXPLANATIONS",
    "FIGURE_COLUMNS",
    "FIGURE_CSV_COLUMNS",
    "FILES",
    "GRANTED_SHARES",
    "JSON_INDENT",
    "NO_DECIMALS_FROM",
    "NUMERAL_COLUMNS",
    "READINGS",
    "REGION_CSV_COLUMNS",
    "REVIEW_FIELDS",
    "REVIEW_STATE",
    "SHEETS",
    "STAGES",
    "TABLE_CSV_COLUMNS",
    "TABLE_STAGES",
    "TITLE",
    "TONNE",
    "RegionRow",
    "RunIndex",
    "Sheet",
    "TableRow",
    "amount_spread",
    "amount_with_unit",
    "arrange_rows",
    "cite_figure",
    "column_meaning",
    "csv_field",
    "csv_text",
    "exact_json",
    "exact_number",
    "figure_amount",
    "figure_attribution",
    "figure_csv_row",
    "figure_doubts",
    "figure_place",
    "figure_row",
    "figure_rows",
    "figure_sentence",
    "flat_row",
    "json_lines",
    "ledger_text",
    "neighbouring_sentences",
    "numeral_rows",
    "qualified_amount",
    "regions_csv",
    "rounded_amount",
    "row_doubts",
    "source_lines",
    "table_rows",
    "tonnes_in",
]

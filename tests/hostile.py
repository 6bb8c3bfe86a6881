"""A text with everything that breaks spreadsheets: signs of formulas, controls, long lines, other directions, names of sheets."""

from __future__ import annotations

TEXT = (
    "Ivanov to Petrov\nMay 3, 1934\n"
    "=1+1 is said of 5 thousand poods of rye.\n"
    "+7 thousand poods of grain for the Omsk Region.\n"
    "-8 thousand poods of grain for the Kursk Region.\n"
    "@SUM(9 thousand poods of grain) for the Kirov Region.\n"
    "\tA tab, a bell \x07, an escape \x1b and a form feed \x0c before 11 thousand poods.\n"
    "_x0041_ and _x0007_ are no escapes here; 12 thousand poods of oats.\n"
    + "x" * 40_000 + " 13 thousand poods of rye\n"
    + "\u202eright to left\u202c \u200f and 14 thousand poods of rye \u200e\n"
    "😀 👩‍🌾 15 thousand poods of rye 🚜\n"
    "[note 99] [brackets] \"quotes\" 'single' ‘curly’ «angles»: 16 thousand poods of rye\n"
    "Sheet-name characters : \\ / ? * [ ] 'Figures'!A1 and 17 thousand poods\n"
    "=HYPERLINK(\"http://example.org\",\"18 thousand poods\")\n"
    "http://example.org/19 thousand poods, mailto:a@b.c, #Source!A1\n"
    "&amp; <b>20 thousand poods</b> <!-- ]]> -->\n"
    "   21 thousand poods with space around   \n"
)  # fmt: skip

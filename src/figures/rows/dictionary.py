"""What every column of the workbook and of the CSV files means, in which unit, with which values.

``[note 1]`` and so on are explained in the Notes sheet.  Where a sheet uses a header in a sense of
its own, its entry stands under ``SHEET.HEADER``.
"""

from __future__ import annotations

from dataclasses import dataclass

from figures.rows.layout import FILES
from figures.rows.table import STAGES


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column in one sentence, its unit, and the values it may have (empty: any)."""

    said: str
    unit: str = ""
    values: str = ""


_STATUS = "stated; inherited; assumed; ambiguous; absent"
_IN_UNIT = "the row's unit"
_KNOWN = "the sheet Vocabulary"
_MEANINGS: dict[str, Meaning] = {
    "item": Meaning("What the amount is of."),
    "measure": Meaning("What obligation, plan or loan it belongs to."),
    "region": Meaning("The region as the gazetteer names it.", values=_KNOWN),
    "party": Meaning("Who asks or receives where that is an agency, as a commissariat or a trust."),
    "unit": Meaning("Unit of the amounts as printed; for counted things the thing.", values=_KNOWN),
    "requested": Meaning("What a region or other party asked for; lower end of a range. [note 1]", _IN_UNIT),
    "proposed": Meaning("What the writers of the letter put forward; lower end of a range. [note 1]", _IN_UNIT),
    "granted": Meaning("What was decided; a refusal is 0; lower end of a range. [note 1]", _IN_UNIT),
    "obligation": Meaning("What would have to be delivered.", _IN_UNIT),
    "delivered": Meaning("What was delivered, or planned, the year before.", _IN_UNIT),
    "granted as share of requested": Meaning("Granted divided by requested, live; lower ends of ranges.", "1 = all; shown in per cent"),
    "granted as share of proposed": Meaning("Granted divided by proposed, live; lower ends of ranges.", "1 = all; shown in per cent"),
    "outcome": Meaning("What became of it.", values="granted in full; granted in part; granted more than proposed; refused; "
                       "already decided; no decision found"),
    "grant known by": Meaning("How the grant is known. [note 2]", values="stated; consent; in full; refused; computed"),
    "source lines": Meaning("Lines of the source on which the row rests; the sheet Source numbers them."),
    "doubts": Meaning("What is unclear in the text and how it was read. [note 3]"),
    "review": Meaning("How the figures of the row were reviewed; amounts as corrected stand in the row. [note 4]"),
    "notes": Meaning("How the row was put together, and corrections with the original reading."),
    "date": Meaning("Date of the letter.", "ISO 8601, as text"),
    "asked by": Meaning("The agency that asks or receives, beside the region."),
    "label": Meaning("Region and measure together, for charts."),
    "within": Meaning("Regions around this one that have a row of the same item and measure. [note 5]"),
    "shown": Meaning("1 where the filter leaves the row, else 0, live.", values="0; 1"),
    "letter": Meaning("Id of the letter: date, correspondents, archive leaf."),
    "id": Meaning("Id of the row; it stays as long as letter and place stay."),
    "rows shown": Meaning("Rows of Regions that the filter leaves, live.", "rows"),
    "converted to": Meaning("The unit in which amounts are compared.", values="tonne"),
    "factor": Meaning("What one unit is in the other; the sheet Regions reckons with this cell.", "converted to / unit"),
    "definition": Meaning("The factor in words, from units.txt."),
    "stage": Meaning("Where in the bargaining the amount stands.", values="; ".join(STAGES)),
    "low": Meaning("The amount, or the lower end of a range.", _IN_UNIT),
    "high": Meaning("The amount again, or the upper end of a range.", _IN_UNIT),
    "qualifier": Meaning("How exact the text is.", values="exact; about; up to; at least; below; more than; range"),
    "quote": Meaning("The words of the source."),
    "line": Meaning("Line of the source, from 1, leading there.", "line number"),
    "sentence": Meaning("The sentence around the quote, as printed."),
    "verdict": Meaning("For the reviewer: what they think of the reading. [note 4]", values="accept; correct; reject; unsure"),
    "corrected low": Meaning("For the reviewer: the amount or lower end as it should be.", "corrected unit, else unit"),
    "corrected high": Meaning("For the reviewer: the upper end as it should be, where there is a range.", "corrected unit, else unit"),
    "corrected unit": Meaning("For the reviewer: the unit as it should be.", values=_KNOWN),
    "corrected region": Meaning("For the reviewer: the region as it should be; . for none.", values=_KNOWN),
    "corrected item": Meaning("For the reviewer: the item as it should be; . for none."),
    "corrected measure": Meaning("For the reviewer: the measure as it should be; . for none.", values=_KNOWN),
    "corrected stage": Meaning("For the reviewer: the stage as it should be.", values=_KNOWN),
    "note": Meaning("For the reviewer: anything."),
    "reviewer": Meaning("For the reviewer: who."),
    "review date": Meaning("For the reviewer: when.", "ISO 8601, as text"),
    "review state": Meaning("What became of the review at the last build. [note 4]"),
    "evidence": Meaning("The words each reading rests on: ‘words’ → reading (how surely, unless stated)."),
    "citation": Meaning("Ready to copy into a footnote."),
    "converted_low": Meaning("The amount in a metric unit; lower end.", "converted_unit"),
    "converted_high": Meaning("The amount in a metric unit; upper end.", "converted_unit"),
    "converted_unit": Meaning("Metric unit; empty for money and counted things. [note 6]",
                              values="tonne; centner/hectare; hectare; cubic_metre"),
    "kind": Meaning("Kind of amount.", values="mass; yield; money; count; share; area; volume"),
    "place": Meaning("Where in the letter.", values="body; footnote and its ordinal"),
    "date as printed": Meaning("The date of the letter as the edition prints it."),
    "sender": Meaning("Who wrote."),
    "recipient": Meaning("To whom."),
    "archive": Meaning("Archive reference as the edition prints it."),
    "start": Meaning("First character of the quote in the decoded file, from 0.", "characters"),
    "end": Meaning("Character behind the quote in the decoded file, from 0.", "characters"),
    "source": Meaning("File that was read."),
    "each_of": Meaning("Regions for each of which the amount holds, where there are several."),
    "part_of": Meaning("Id of the total of which the text says this is a part."),
    "change": Meaning("What the amount does to a plan.", values="cut; level; difference"),
    "printed_unit": Meaning("Unit as printed; empty where the text leaves it out."),
    "region_status": Meaning("How surely the region was read.", values=_STATUS),
    "party_status": Meaning("How surely the party was read.", values=_STATUS),
    "item_status": Meaning("How surely the item was read.", values=_STATUS),
    "measure_status": Meaning("How surely the measure was read.", values=_STATUS),
    "stage_status": Meaning("How surely the stage was read.", values=_STATUS),
    "heading": Meaning("Heading as printed."),
    "number of figures": Meaning("Figures in the letter.", "figures"),
    "own numbers": Meaning("The letter's own numbers."),
    "refers to": Meaning("Numbers of letters it answers."),
    "edition": Meaning("Id of the edition: the stem of its file."),
    "Checks.verdict": Meaning("Whether what the text states holds.", values="agrees; differs; repaired; cannot tell"),
    "Checks.kind": Meaning("What relation the text states.", values="total; difference; percentage; fraction; multiple; conversion"),
    "stated": Meaning("What the text states.", _IN_UNIT),
    "computed": Meaning("What the other figures make.", _IN_UNIT),
    "gap": Meaning("Stated less computed.", _IN_UNIT),
    "words": Meaning("The words that state the relation."),
    "message": Meaning("The check as a sentence."),
    "figures": Meaning("Ids of the figures, leading to the first of them."),
    "numeral": Meaning("The numeral as printed, as text."),
    "figure": Meaning("Id of the figure it is part of, leading there; empty where it was set aside."),
    "Source.figure": Meaning("Leads to the first figure of the line.", values="figure"),
    "Source.figures": Meaning("Ids of the figures whose quotes are bold in the text."),
    "reason": Meaning("Why the numeral is no figure; empty where it is one."),
    "rule": Meaning("Id of the rule that set it aside."),
    "text": Meaning("The line as it stands; a very long one takes several rows."),
    "Notes.text": Meaning("The note; for a review, what was written and on what."),
    "Notes.note": Meaning("By this the other sheets refer to it."),
    "Notes.kind": Meaning("What kind of note.", values="explanation; limit; conflict; orphaned review; not applied"),
    "subject": Meaning("What it is about."),
    "entry": Meaning("What is said."),
    "value": Meaning("What is said about it."),
    "sheet": Meaning("A sheet, leading there."),
    "holds": Meaning("What it holds."),
    "rows": Meaning("Rows of its table.", "rows"),
    "column": Meaning("Header of a column."),
    "meaning": Meaning("What it means."),
    "allowed values": Meaning("The values it may have; empty where any is allowed."),
    "Vocabulary.value": Meaning("A value the column may have."),
    "Vocabulary.column": Meaning("Column of the sheet Figures in which a reviewer chooses it."),
    "Dictionary.unit": Meaning("Unit of its values."),
    "status": Meaning("What became of the review.", values="conflict; orphaned"),
    "read": Meaning("How the figure was read when the review was made."),
    "origin": Meaning("Where a review stands that another contradicts.", values=f"{FILES.workbook}; {FILES.reviews}"),
}  # fmt: skip
_PARTS = {
    "to": Meaning("Upper end of {}, where it differs from the lower.", _IN_UNIT),
    "high": Meaning("Upper end of {}.", _IN_UNIT),
    "low": Meaning("Lower end of {}; the amount where there is no range.", _IN_UNIT),
    "qualifier": Meaning("How exact the text is about {}.", values="exact; about; up to; at least; below; more than; range"),
    "basis": Meaning("How {} is known. [note 2]", values="stated; consent; in full; refused; computed"),
    "line": Meaning("Line of the source on which {} rests.", "line number"),
    "figures": Meaning("Ids of the figures on which {} rests."),
    "in tonnes": Meaning("{} times its factor in Units, live; empty where the unit is no mass.", "tonnes"),
    "tonnes": Meaning("{} in tonnes, lower end; empty where the unit is no mass.", "tonnes"),
    "counted": Meaning("1 where {} is part of the totals shown, 0 where it lies in another row or is filtered out, live. [note 5]",
                       values="0; 1"),
}  # fmt: skip
EXPLANATIONS = (
    ("empty cells", "An empty cell means that the source states nothing there. It is not 0: a refusal is a stated 0. A reviewer writes a "
     "single . into a corrected column to say that the text states nothing."),
    ("how a grant is known", "stated: a figure of a reply or footnote says it. consent: agreed as proposed. in full: as requested. "
     "refused: a stated 0. computed: worked out from words such as ‘half of’."),
    ("doubts", "A misprint, a mistranslated unit (one measure printed for another) or an unclear reference is read only where there is "
     "evidence for a reading; what was printed, what was read and why stands in the column doubts. Colour and bold type never say "
     "anything that no column says."),
    ("reviews", "The columns from verdict to review date in the sheet Figures are yours. The next build keeps them in reviews.csv, applies "
     "corrections to Regions, Totals, Checks and Charts, leaves the original reading in its columns and writes your words back. "
     "Corrections count with the verdict correct; a rejected figure leaves Regions and stays in Figures. Sheets, columns and comments "
     "that you add are kept in a copy of the workbook beside it. Formatting is not kept."),
    ("totals", "Totals add up what the filter of Regions shows. A region inside another, and each region beside its state, is not counted "
     "where a shown row around it already holds an amount of the same item, measure and stage."),
    ("conversion", "Masses are converted to tonnes, yields to centners per hectare, by the factors of units.txt. Money is not converted: "
     "no rate holds for all years and purposes."),
    ("links", "Links lead to the row as it was written. If you sort a sheet, go by the ids."),
)  # fmt: skip
"""Subject and text of the notes, in the order of their numbers."""


def column_meaning(sheet: str, header: str) -> Meaning:
    """What a column means; KeyError for one that nobody explained."""
    found = _MEANINGS.get(f"{sheet}.{header}") or _MEANINGS.get(header) or _MEANINGS.get(header.replace("_", " "))
    if found is not None:
        return found
    stage, _, part = header.replace("_", " ", 1).partition(" ")
    said = _PARTS[part]
    text = said.said.format(stage)
    return Meaning(text[0].upper() + text[1:], said.unit, said.values)

"""One row per figure: what `figures extract` prints and `figures.jsonl` and `figures.csv` hold.

The first columns are a contract with those who read the files: names, order and meaning stay,
additions come behind.  Offsets count characters of the decoded source file, ``end`` is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator

from figures.amounts import convert
from figures.model import BODY, Doubt, Edition, Figure, Reading
from figures.rows.exact import amount_with_unit
from figures.rows.index import RunIndex

FIGURE_COLUMNS = (
    "id", "source", "letter", "line", "start", "end", "quote", "kind", "low", "high", "qualifier", "unit",
    "converted_low", "converted_high", "converted_unit", "item", "measure", "stage", "region", "place",
    "sender", "recipient", "date", "archive", "doubts",
    "each_of", "party", "part_of", "change", "printed_unit", "sentence", "evidence",
)  # fmt: skip
READINGS = ("region", "party", "item", "measure", "stage")
STATUSES = tuple(f"{name}_status" for name in READINGS)
FIGURE_CSV_COLUMNS = (*FIGURE_COLUMNS[:-1], *STATUSES)
"""In the CSV the evidence is reduced to how surely each field was read."""


def figure_rows(index: RunIndex) -> Iterator[dict[str, object]]:
    """Every figure of the run, in reading order."""
    return (figure_row(figure, index) for figure in index.run.figures)


def figure_row(figure: Figure, index: RunIndex) -> dict[str, object]:
    """One figure with the keys of :data:`FIGURE_COLUMNS`; what the text does not say is None."""
    edition, letter, quantity = index.edition(figure), index.letter(figure), figure.quantity
    converted = convert(figure.low, figure.high, figure.unit)
    return {
        "id": figure.id,
        "source": edition.source,
        "letter": letter.id,
        "line": index.line(figure),
        "start": figure.start,
        "end": figure.end,
        "quote": index.quote(figure),
        "kind": quantity.kind,
        "low": figure.low,
        "high": figure.high,
        "qualifier": quantity.qualifier,
        "unit": figure.unit,
        "converted_low": converted.low if converted else None,
        "converted_high": converted.high if converted else None,
        "converted_unit": converted.unit if converted else None,
        "item": figure.item.value,
        "measure": figure.measure.value,
        "stage": figure.stage.value,
        "region": figure.region.value,
        "place": figure_place(figure),
        "sender": letter.sender,
        "recipient": letter.recipient,
        "date": letter.date,
        "archive": letter.archive,
        "doubts": [{"code": doubt.code, "message": doubt.message} for doubt in figure_doubts(figure)],
        "each_of": list(figure.region.values) if len(figure.region.values) > 1 else [],
        "party": figure.party.value,
        "part_of": figure.part_of,
        "change": figure.change,
        "printed_unit": quantity.printed_unit or None,
        "sentence": figure_sentence(figure, index),
        "evidence": {name: _evidence(getattr(figure, name), edition) for name in READINGS},
    }


def figure_csv_row(full: dict[str, object]) -> dict[str, object]:
    """The same row for a spreadsheet: doubts as sentences, evidence as statuses."""
    evidence, said = full["evidence"], full["doubts"]
    assert isinstance(evidence, dict)
    assert isinstance(said, list)
    statuses = {f"{name}_status": evidence[name]["status"] for name in READINGS}
    flat = full | {"doubts": " ".join(doubt["message"] for doubt in said)} | statuses
    del flat["evidence"]
    return flat


def figure_doubts(figure: Figure) -> tuple[Doubt, ...]:
    """What is unclear about the amount, then about its attribution; each once."""
    return tuple(dict.fromkeys((*figure.quantity.doubts, *figure.doubts)))


def figure_amount(figure: Figure) -> str:
    """The amount as it was read: ``up to 8,500,000 pood``."""
    return amount_with_unit(figure.low, figure.high, figure.quantity.qualifier, figure.unit)


def figure_attribution(figure: Figure) -> str:
    """What the amount is of, in one line: region, item, measure and stage as far as they were read."""
    return ", ".join(value for value in (figure.region.value, figure.item.value, figure.measure.value, figure.stage.value) if value)


def figure_place(figure: Figure) -> str:
    """Where in the letter the figure stands; footnotes are counted within the letter."""
    return f"footnote {figure.note}" if figure.note else BODY


def figure_sentence(figure: Figure, index: RunIndex) -> str:
    """The sentence around the figure as printed, within its paragraph."""
    start, end = neighbouring_sentences(figure, index)[1]
    return index.edition(figure).text[start:end]


def neighbouring_sentences(figure: Figure, index: RunIndex) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    """First and last offset of the sentence before the figure's, of its own, and of the one after.

    A neighbour that the paragraph does not have is empty.
    """
    edition = index.edition(figure)
    spans = index.sentences(edition, index.letter(figure).paragraphs[figure.paragraph])
    first = max((n for n, (start, _) in enumerate(spans) if start <= figure.start), default=0)
    last = max((n for n, (start, _) in enumerate(spans) if start < figure.end), default=first)
    own = _trimmed(edition.text, spans[first][0], spans[last][1])
    before = _trimmed(edition.text, *spans[first - 1]) if first else (own[0], own[0])
    after = _trimmed(edition.text, *spans[last + 1]) if last + 1 < len(spans) else (own[1], own[1])
    return before, own, after


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _evidence(reading: Reading, edition: Edition) -> dict[str, object]:
    return {
        "status": reading.status,
        "words": [{"start": e.start, "end": e.end, "quote": edition.text[e.start : e.end], "rule": e.rule} for e in reading.evidence],
        "rejected": list(reading.rejected),
    }

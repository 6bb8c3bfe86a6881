"""A small run made by hand, for tests of what comes behind the stations.

One letter asks and proposes for Omsk, a second answers; one line begins like a formula.
"""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal

from figures.model import (
    ABSENT,
    ARCHIVE,
    BODY,
    HEADING,
    INHERITED,
    STATED,
    Cell,
    Check,
    Decision,
    Doubt,
    Edition,
    Evidence,
    Figure,
    Letter,
    Numeral,
    Paragraph,
    Quantity,
    Reading,
    Run,
    SetAside,
    Span,
)  # fmt: skip
from figures.rows import TableRow, table_rows

TEXT = """\
Ivanov to Petrov May 3, 1934
Archive: RGASPI F. 1. Op. 2. D. 3. L. 4. Typescript.
Telegram.
The Omsk Committee asks for a discount of 9.5 million poods of grain. We propose 6 million poods, including 4 million poods on deliveries.
=1+1 is no formula; five or six tractors go to Omsk.
Petrov to Ivanov May 4, 1934
Omsk can be given up to 260 thousand pounds. I refuse the rest.
"""
SET_ASIDE = (("May 3, 1934", "date"), ("F. 1. Op. 2. D. 3. L. 4", "archive reference"), ("=1+1", "formula"), ("May 4, 1934", "date"))


def at(words: str, nth: int = 0) -> tuple[int, int]:
    """Where words stand in the text."""
    match = list(re.finditer(re.escape(words), TEXT))[nth]
    return match.span()


def _reading(value: str | None, words: str | None = None, rule: str = "made", rejected: tuple[str, ...] = ()) -> Reading:
    if value is None:
        return Reading((), ABSENT)
    evidence = (Evidence(*at(words), rule),) if words else ()
    return Reading((value,), STATED if words else INHERITED, evidence, rejected)


def edition(source: str = "seeds/made.txt") -> Edition:
    starts = (0, *(match.end() for match in re.finditer("\n", TEXT)))
    return Edition("made", source, TEXT, hashlib.sha256(TEXT.encode()).hexdigest(), "utf-8", "en", "plain", starts)


def _letter(id: str, heading: str, sender: str, recipient: str, until: str | None, archive: str | None) -> Letter:
    start, heading_end = at(heading)
    end = at(until)[0] if until else len(TEXT)
    paragraphs, begin = [], start
    for line in TEXT[start:end].splitlines(keepends=True):
        role = HEADING if begin == start else ARCHIVE if line.startswith("Archive") else BODY
        paragraphs.append(Paragraph(begin, begin + len(line.rstrip("\n")), role))
        begin += len(line)
    date = "1934-05-03" if "3" in heading else "1934-05-04"
    return Letter(
        id, "made", start, end, Span(start, heading_end), (sender,), (recipient,), date, heading[-11:], archive, (), (), tuple(paragraphs)
    )


def _figure(
    letter: Letter, quote: str, low: int, high: int, unit: str, stage: str, stage_words: str | None,
    qualifier: str = "exact", measure: str | None = "total relief", part_of: str | None = None, doubts: tuple[Doubt, ...] = (),
) -> Figure:  # fmt: skip
    start, end = at(quote)
    paragraph = next(i for i, p in enumerate(letter.paragraphs) if p.start <= start < p.end)
    numeral = Numeral(start, start + quote.rindex(" "), Decimal(low), Decimal(high), qualifier, "mixed")
    kind = "count" if unit == "tractor" else "mass"
    quantity = Quantity(
        start, end, numeral, kind, Decimal(low), Decimal(high), qualifier, unit, quote.split()[-1], None, None, "made", doubts
    )
    item = "tractor" if unit == "tractor" else "grain"
    return Figure(
        f"{letter.id}/{paragraph}.{start - letter.start}", "made", letter.id, paragraph, 0, quantity,
        region=_reading("Omsk Region", "Omsk Committee", rejected=("Kirov Territory",)), party=_reading(None),
        item=_reading(item), measure=_reading(measure), stage=_reading(stage, stage_words), part_of=part_of,
    )  # fmt: skip


def _cell(figure: Figure, basis: str = "stated") -> Cell:
    return Cell(figure.low, figure.high, figure.quantity.qualifier, basis, (figure.id,), edition="made")


def run(source: str = "seeds/made.txt") -> Run:
    """The whole run."""
    first = _letter(
        "1934-05-03-ivanov-petrov",
        "Ivanov to Petrov May 3, 1934",
        "Ivanov",
        "Petrov",
        "Petrov to",
        "RGASPI F. 1. Op. 2. D. 3. L. 4. Typescript.",
    )
    second = _letter("1934-05-04-petrov-ivanov", "Petrov to Ivanov May 4, 1934", "Petrov", "Ivanov", None, None)
    asked = _figure(first, "9.5 million poods of grain", 9500000, 9500000, "pood", "requested", "asks for")
    proposed = _figure(first, "6 million poods", 6000000, 6000000, "pood", "proposed", "We propose")
    part = _figure(
        first, "4 million poods", 4000000, 4000000, "pood", "proposed", "We propose", measure="grain deliveries", part_of=proposed.id
    )
    tractors = _figure(first, "five or six tractors", 5, 6, "tractor", "reported", None, "range", None)
    start, end = at("pounds")
    pounds = Doubt("mistranslated unit", "Printed “pounds”; read as poods, because the amount is of grain.", start, end)
    granted = _figure(second, "up to 260 thousand pounds", 260000, 260000, "pood", "granted", "can be given", "up to", doubts=(pounds,))
    return Run(
        editions=(edition(source),),
        letters=(first, second),
        figures=(asked, proposed, part, tractors, granted),
        set_aside=tuple(
            ("made", SetAside(*at(words), reason, "made"))
            for words, reason in SET_ASIDE
        ),
        decisions=(
            Decision("d1", "Omsk Region", None, "grain", "total relief", "pood", _cell(asked), _cell(proposed), _cell(granted), None, None,
                     "granted in part", first.id, second.id, ("Granted in the reply.",)),
            Decision("d2", "Omsk Region", None, "grain", "grain deliveries", "pood", None, _cell(part), None, None, None,
                     "no breakdown", first.id, second.id),
            Decision("d3", None, "NKPS", "tractor", None, "tractor", _cell(tractors), None, None, None, None,
                     "no decision found", first.id, None),
        ),
        checks=(
            Check("c1", "total", first.id, "made", (proposed.id, part.id), Decimal(6000000), Decimal(4000000), "pood", "differs",
                  (Evidence(*at("including"), "made"),), "The parts of 6,000,000 pood add up to 4,000,000."),
        ),
        doubts=(("made", Doubt("no archive reference", "The second letter has none.", *at("Petrov to"))),),
    )  # fmt: skip


def table() -> list[TableRow]:
    """The rows of the region table of :func:`run`."""
    return table_rows(run())

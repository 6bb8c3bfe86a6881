"""Exchanges made of tagged sentences, and what is decided in them.

A tag such as ``[3 million poods|q|region=Kursk Region|measure=seed loan]`` is an amount with its stage
(q requested, p proposed, r reported, d delivered, o obligation, granted if none) and its readings.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from figures.decisions import decide
from figures.language import compared_form
from figures.model import (
    BODY,
    NOTE,
    NOTHING_READ,
    STATED,
    Decision,
    Doubt,
    Edition,
    Figure,
    Letter,
    NoteMark,
    Numeral,
    Paragraph,
    Quantity,
    Reading,
    Span,
)

TAG = re.compile(r"\[([^\[\]|]+)((?:\|[^\[\]|]*)*)\]")
SIZES = {"thousand": 1000, "million": 10**6}
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10, "twenty": 20}
FRACTIONS = {"half": "50", "two thirds": "66.666667", "a third": "33.333333", "a quarter": "25", "three quarters": "75"}
MONEY = {"dollar": "us_dollar", "rouble": "rouble", "mark": "mark"}
STAGES = {"q": "requested", "p": "proposed", "g": "granted", "r": "reported", "d": "delivered", "o": "obligation"}


def amount(quote: str) -> tuple[Decimal, str, str, int]:
    """Value, unit, kind and length of the number of a quote such as ``2 million poods`` or ``half of what they ask``."""
    for words, percent in FRACTIONS.items():
        if quote.lower().startswith(words):
            return Decimal(percent), "percent", "share", len(words)
    match = re.match(r"(\d[\d,.]*|[A-Za-z]+)(?: (thousand|million))?", quote)
    assert match is not None, quote
    digits = match[1].replace(",", "")
    value = Decimal(digits) if digits[0].isdigit() else Decimal(WORDS[digits.lower()])
    value *= SIZES.get(match[2] or "", 1)
    noun = quote[match.end() :].strip().removesuffix(" of it")
    head, _, _of = noun.partition(" of ")
    unit = compared_form(head.split(" ")[-1], "en") if head else "pood"
    if unit in MONEY:
        return value, MONEY[unit], "money", match.end()
    return value, unit, "mass" if unit in ("pood", "tonne", "ton") else "count", match.end()


class Exchange:
    """A text made of tagged letters: the tags become figures, the words around them the text."""

    def __init__(self) -> None:
        self.text = ""
        self.letters: list[Letter] = []
        self.figures: list[Figure] = []

    def add(
        self, id: str, senders: tuple[str, ...], recipients: tuple[str, ...], date: str, body: str, note: str = "", **more: Any
    ) -> None:
        start = len(self.text)
        paragraphs: list[Paragraph] = []
        for role, passage in ((BODY, body), (NOTE, note)):
            for line in passage.strip().splitlines():
                self._line(id, line.strip(), role, paragraphs)
        mark = max((p.end for p in paragraphs if p.role == BODY), default=start)
        marks = (NoteMark(mark - 1, mark, "1", 1),) if note else ()
        self.letters.append(
            Letter(id, "made-up", start, len(self.text), Span(start, start), senders, recipients, date, date, None,
                   more.get("numbers", ()), more.get("refers_to", ()), tuple(paragraphs), marks)
        )  # fmt: skip

    def _line(self, id: str, line: str, role: str, paragraphs: list[Paragraph]) -> None:
        start, note = len(self.text), int(role == NOTE)
        position = 0
        for match in TAG.finditer(line):
            self.text += line[position : match.start()]
            position = match.end()
            self.figures.append(self._figure(id, match[1], match[2], len(paragraphs), note))
            self.text += match[1]
        self.text += line[position:]
        paragraphs.append(Paragraph(start, len(self.text), role, note, "1" if note else None))
        self.text += "\n"

    def _figure(self, id: str, quote: str, rest: str, paragraph: int, note: int) -> Figure:
        fields = dict(part.split("=", 1) for part in rest.split("|") if "=" in part)
        stage = next((STAGES[part] for part in rest.split("|") if part in STAGES), "granted")
        value, unit, kind, length = amount(quote)
        unit = fields.get("unit", unit)
        start = len(self.text)
        form = "fraction" if kind == "share" else "digits"
        numeral = Numeral(start, start + length, value, value, "exact", form)
        basis = quote[length:].strip() or None if kind == "share" else None
        quantity = Quantity(start, start + len(quote), numeral, kind, value, value, "exact", unit, unit, None, basis, "made up")
        part_of = fields.get("part") and next(f.id for f in reversed(self.figures) if f.part_of is None)

        def reading(name: str, default: str = "") -> Reading:
            values = tuple(v for v in fields.get(name, default).split("&") if v)
            return Reading(values, STATED) if values else NOTHING_READ

        item = "grain" if kind == "mass" else unit if kind == "count" else ""
        return Figure(
            f"{id}/{start}", "made-up", id, paragraph, note, quantity, reading("region"), reading("party"), reading("item", item),
            reading("measure"), Reading((stage,), STATED), part_of or None, fields.get("change", "level"),
        )  # fmt: skip

    def edition(self) -> Edition:
        starts = [0, *(m.end() for m in re.finditer("\n", self.text))]
        return Edition("made-up", "made-up.txt", self.text, "", "utf-8", "en", "", tuple(starts))

    def decide(self) -> tuple[tuple[Decision, ...], tuple[tuple[str, Doubt], ...]]:
        return decide([self.edition()], self.letters, self.figures)


def exchange(case: dict[str, Any]) -> Exchange:
    """The letter and its answer: a numbered reply, an unnumbered one (``plain``), or a footnote."""
    made = Exchange()
    note = case["answer"] if case.get("by") == "note" else ""
    made.add("ask", ("Kaganovich",), ("Stalin",), "1935-09-01", case["ask"], note, numbers=("7",))
    if not note and "answer" in case:
        refers_to = () if case.get("by") == "plain" else ("7",)
        made.add("reply", ("Stalin",), ("Kaganovich",), "1935-09-02", case["answer"], case.get("note", ""), refers_to=refers_to)
    return made


def shown(value: Any) -> str:
    if value is None:
        return "-"
    low, high = (f"{v.normalize():f}" for v in (value.low.quantize(Decimal("0.01")), value.high.quantize(Decimal("0.01"))))
    return low if low == high else f"{low}..{high}"


def row(decision: Decision) -> str:
    """``Kursk Region, rye: 300 > 200 > 200 consent``."""
    names = ", ".join(n for n in (decision.region or decision.party, decision.item, decision.measure) if n)
    granted = decision.granted
    basis = f" {granted.basis}" if granted else " already decided" if decision.outcome == "already decided" else ""
    return f"{names}: {shown(decision.requested)} > {shown(decision.proposed)} > {shown(granted)}{basis}"


def misdecided(case: dict[str, Any]) -> list[str]:
    """What an exchange decides and what its case expects, where these differ; empty if they agree."""
    decisions, doubts = exchange(case).decide()
    decided = [row(decision) for decision in decisions], [doubt.code for _, doubt in doubts]
    expected = case["expect"], case.get("doubts", [])
    return [f"{got} decided, {want} expected" for got, want in zip(decided, expected, strict=True) if got != want]

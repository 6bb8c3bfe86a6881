"""Part of station 9: reads a garbled numeral as the one value with which a stated total adds up.

A numeral with several readings takes the value with which exactly one choice of readings makes the
total add up, and the figure carries a doubt that says what was printed, what was read and why.  If
none or several do, or two totals want different values, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from figures.checks.arithmetic import spelled
from figures.checks.relations import TOTAL, Relation, adding_up
from figures.model import Doubt, Figure


def mended_figures(text: str, relations: Sequence[Relation]) -> dict[str, Figure]:
    """The figures whose garbled numeral only one reading makes fit, read that way."""
    wanted: dict[str, dict[Decimal, Relation]] = {}
    garbled: dict[str, Figure] = {}
    for relation in relations:
        operands = (relation.stated, *relation.terms)
        if relation.kind != TOTAL or relation.remains or not any(f.quantity.numeral.readings for f in operands):
            continue
        fitting = adding_up(relation.stated, relation.terms)
        for place, figure in enumerate(operands):
            if figure.quantity.numeral.readings and len(fitting) == 1:
                wanted.setdefault(figure.id, {})[fitting[0][place]] = relation
                garbled[figure.id] = figure
    return {name: _read_as(text, garbled[name], *next(iter(values.items()))) for name, values in wanted.items() if len(values) == 1}


def _read_as(text: str, figure: Figure, value: Decimal, relation: Relation) -> Figure:
    """The figure with its numeral read as ``value``, and the doubt that says so."""
    old = figure.quantity.numeral
    scale = figure.low / old.low
    numeral = replace(old, low=value / scale, high=value / scale, readings=())
    printed = text[old.start : old.end]
    if relation.stated.id == figure.id:
        why = "its parts add up to nothing else"
    else:
        why = f"only so do the parts add up to {spelled(relation.stated.low)}"
    doubt = Doubt("repaired numeral", f"Printed {printed}; read as {spelled(value)}, because {why}.", old.start, old.end)
    quantity = replace(figure.quantity, numeral=numeral, low=value, high=value)
    return replace(figure, quantity=quantity, doubts=(*figure.doubts, doubt))

"""What became of a request, as a row of the region table."""

from __future__ import annotations

import re
from functools import cache

from figures.decisions.requests import Request
from figures.model import Decision

GRANTED_IN_FULL, GRANTED_IN_PART, GRANTED_MORE = "granted in full", "granted in part", "granted more than proposed"
REFUSED, ALREADY_DECIDED, NO_DECISION = "refused", "already decided", "no decision found"


def outcome(request: Request) -> str:
    """What became of a request, in the words of the region table."""
    granted = request.granted
    if granted is None:
        return ALREADY_DECIDED if request.decided_before else NO_DECISION
    if granted.high == 0:
        return REFUSED
    if request.requested is not None and granted.high >= request.requested.high:
        return GRANTED_IN_FULL
    return _against_proposal(request)


def _against_proposal(request: Request) -> str:
    granted, proposed = request.granted, request.proposed
    if granted is None or proposed is None:
        return GRANTED_IN_PART if request.requested is not None else GRANTED_MORE
    if granted.high > proposed.high:
        return GRANTED_MORE
    return GRANTED_IN_FULL if request.requested is None and granted.high == proposed.high else GRANTED_IN_PART


@cache
def _slug(place: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-")


def decision(row: Request, ids: dict[str, int]) -> Decision:
    """The row of a request; ``ids`` counts those that would bear the same id."""
    id = f"{row.first.id}:{_slug(row.region or row.party or row.item or '')}"
    ids[id] = ids.get(id, 0) + 1
    if ids[id] > 1:
        id = f"{id}-{ids[id]}"
    as_total = row.granted is None and row.total is not None and row.total.granted is not None
    return Decision(
        id=id,
        region=row.region,
        party=row.party,
        item=row.item,
        measure=row.measure,
        unit=row.unit,
        requested=row.requested,
        proposed=row.proposed,
        granted=row.granted,
        obligation=row.obligation,
        delivered=row.delivered,
        outcome=outcome(row),
        letter=row.letter.id,
        answer=row.answer,
        notes=tuple(dict.fromkeys((*row.notes, *(("decided as a total only",) if as_total else ())))),
    )

"""Fractions in answers and proposals: of what was asked, of what was proposed, or of a sum that the letters name."""

from __future__ import annotations

from decimal import Decimal

from figures.decisions.answers import Clause
from figures.decisions.links.fitting import best_fits
from figures.decisions.links.matching import Answer, resolve
from figures.decisions.requests import Ask, Request, cell, derived, is_sum, new_request, places
from figures.decisions.words import Does, Token, lemmas
from figures.model import STATED, Cell, Evidence, Figure

_STEM = 5
"""Letters by which a sum is known again: ``reserve``, ``reserved``."""
_AROUND = 28
"""Characters before and behind a sum in which the words stand that name it."""
_BEHIND = 30
"""Characters behind a fraction in which it is said of what it is one."""
_WHOLE = Decimal(100)


def is_fraction(figure: Figure) -> bool:
    """Whether a share is a fraction of something named, not a percentage of a report."""
    return figure.quantity.basis is not None or figure.quantity.numeral.form == "fraction"


def share_of_sum(figure: Figure, sums: Figure, evidence: tuple[Evidence, ...], edition: str) -> Cell:
    """What a fraction of a sum comes to; it rests on both figures."""
    made = derived(cell(sums), "computed", evidence, edition, (figure.low, figure.high))
    return _resting_on(made, figure, sums.id)


def share_of_cell(figure: Figure, base: Cell, evidence: tuple[Evidence, ...], edition: str, off: bool = False) -> Cell:
    """What a fraction of an amount of the table comes to, or what is left where it is taken ``off``."""
    low, high = (_WHOLE - figure.high, _WHOLE - figure.low) if off else (figure.low, figure.high)
    return _resting_on(derived(base, "computed", evidence, edition, (low, high)), figure, *base.figures)


def _resting_on(made: Cell, figure: Figure, *ids: str) -> Cell:
    return Cell(made.low, made.high, figure.quantity.qualifier, made.basis, (*ids, figure.id), made.evidence, made.edition)


def _named_whole(figure: Figure, answer: Answer) -> list[Request]:
    """The requests whose thing a fraction itself names: ``two thirds of the money``, ``half of the barley``."""
    words = lemmas(answer.wording.text[figure.quantity.numeral.end : figure.end], answer.wording.language)
    pool = [r for r in answer.pool if r.asked and (not figure.region.values or r.region in figure.region.values)]
    telling = [Token(figure.start, figure.end, Does.NOUN, (word,), "noun") for word in words if word not in answer.wording.book.dull]
    return resolve(telling, pool, answer.wording) if telling else []


def base_of(figure: Figure, answer: Answer) -> tuple[str, Figure | None]:
    """What a fraction is a fraction of: ``asked``, ``planned``, or the figure of a sum (``half of the reserve``)."""
    text, wording = answer.wording.text, answer.wording
    after = text[figure.quantity.numeral.end : figure.end]
    words = f"{figure.quantity.basis or ''} {after}".strip() or text[figure.end : figure.end + _BEHIND].split(",")[0].split(".")[0]
    does = {cue.kind.value for cue in wording.book.marks.find(words, 0, len(words))}
    for kind in (Does.ASKED, Does.PLANNED):
        if kind in does:
            return kind, None
    stems = {word[:_STEM] for word in lemmas(words, wording.language) if len(word) >= _STEM and word not in wording.book.file.amount_words}
    sums = _sum_called(stems, figure, answer) if stems and is_fraction(figure) else None
    return ("sum", sums) if sums is not None else ("", None)


def _sum_called(stems: set[str], figure: Figure, answer: Answer) -> Figure | None:
    """The sum of the letters beside which most of the words stand; what stands behind it counts double."""
    found, most = None, 0
    for ask in answer.asks:
        for other in ask.figures:
            if other is figure or other.letter != ask.letter.id or other.note or not is_sum(other, ask.wording):
                continue
            text, language = ask.wording.text, ask.wording.language
            behind, before = text[other.end : other.end + _AROUND], text[max(0, other.start - _AROUND) : other.start]
            hits = sum(weight * len(stems & {w[:_STEM] for w in lemmas(near, language)}) for near, weight in ((behind, 2), (before, 1)))
            if hits > most:
                found, most = other, hits
    return found


def granted_share(figure: Figure, clause: Clause, answer: Answer) -> list[tuple[Request, Cell]]:
    """The requests that a fraction in an answer decides, each with what it is granted; one without a request opens a row."""
    called = _named_whole(figure, answer)
    targets = called or [r for r in resolve(clause.to, answer.pool, answer.wording) if r.asked]
    targets = targets or [r for r in best_fits(figure, clause, answer) if r.asked]
    evidence, edition = (Evidence(clause.start, clause.end, clause.rule),), answer.letter.edition
    kind, sums = base_of(figure, answer)
    if sums is not None and not called:
        return [(_of_sum(figure, sums, clause, answer, targets), share_of_sum(figure, sums, evidence, edition))]
    if kind == "" and not called and (figure.quantity.basis is not None or figure.quantity.numeral.form != "fraction" or not clause.to):
        return []
    found = []
    for request in targets:
        base = (request.proposed if kind == Does.PLANNED else None) or request.requested or request.proposed
        if base is not None:
            off = clause.change == Does.CUT and not request.relief
            found.append((request, share_of_cell(figure, base, evidence, edition, off)))
    return found


def _of_sum(figure: Figure, sums: Figure, clause: Clause, answer: Answer, targets: list[Request]) -> Request:
    """Whose a share of a sum is: of the request for a share, of one who is named, else of one who did not ask."""
    shares = [r for r in answer.pool if r.first.quantity.kind == "share" and r in (targets or answer.pool)]
    near = resolve(clause.near, answer.pool, answer.wording)
    named = [r for r in targets if r.unit == sums.unit and (r.parties & set(figure.party.values) or r in near)]
    if shares or named:
        return (shares or named)[0]
    letter = answer.asks[0].letter if answer.asks else answer.letter
    request = new_request(letter, sums, figure.region.value, figure.party.value, answer.wording)
    request.first, request.figures = figure, [figure]
    return request


def propose_share(figure: Figure, clause: Clause, answer: Answer, ask: Ask) -> None:
    """A fraction that the letter asks for or proposes."""
    called = [r for r in _named_whole(figure, answer) if r.requested is not None and r.first.start < figure.start]
    kind, sums = base_of(figure, answer)
    evidence, edition = (Evidence(figure.start, figure.end, "fraction"),), answer.letter.edition
    if figure.stage.value == "proposed" and (kind == Does.ASKED or called):
        named = called or [r for r in resolve(clause.to, answer.pool, answer.wording) if r.requested is not None]
        for request in named or [r for r in answer.pool if r.region in figure.region.values]:
            if request.requested is not None and request.proposed is None:
                request.proposed = share_of_cell(figure, request.requested, evidence, edition)
    elif sums is not None:
        region, party = places(figure)[0]
        request = new_request(answer.letter, sums, region, party, answer.wording)
        request.first, request.figures, request.counted = figure, [figure], ()
        request.item = figure.item.value if figure.item.status == STATED else sums.item.value
        request.measure = figure.measure.value
        value = share_of_sum(figure, sums, evidence, edition)
        if figure.stage.value == "requested":
            request.requested = value
        else:
            request.proposed = value
        ask.requests.append(request)

"""Part of station 8: what the writers of a letter say without amounts on what is asked of them.

``We propose to satisfy his request in full``, ``Proposed: refuse``, ``We have no objection``, ``half of
what is asked`` make a proposal; ``asks that all of them be left at work`` makes a request of the
amount named just before; ``two thirds of the remainder`` makes one of a sum that the letter names.
Only sentences in which the writers speak, or which say what ought to be, count; a question does not.
"""

from __future__ import annotations

from decimal import Decimal

from figures.decisions import answer_words as said
from figures.decisions.answer_clauses import Clause
from figures.decisions.answers import LIST, finder, read
from figures.decisions.matching import Answer, appositive, fraction_base, named_in, resolve
from figures.decisions.pairing import blocks, new
from figures.decisions.requests import Ask, Request, Vocabulary, is_sum, part_of, places, same_unit
from figures.decisions.wording import told_by_others
from figures.model import BODY, STATED, Cell, Evidence, Figure

_ACTS = (said.SUPPORT, said.REFUSAL, said.IN_FULL, said.RELIEVE, said.HALVE, said.STATUS_QUO, said.HOLD)
_UNSAID = (said.REFUSAL, said.HOLD)
"""Acts that the writers need not say of themselves where the request is named: ``the debts have to be collected``."""
_REACH = 2
"""How many paragraphs behind the last open request, or the list in which it stands, the writers may speak of it."""
ZERO, ONE, HALF = Decimal(0), Decimal(1), Decimal("0.5")


def complete(ask: Ask) -> None:
    """Fill in what the writers of a letter propose, and what is asked, in words."""
    letter, wording = ask.letter, ask.wording
    text, answers = wording.text, wording.answers
    body = [f for f in ask.figures if f.note == 0]
    shares = [f for f in body if f.quantity.kind == "share" and _is_fraction(f) and f.stage.value in ("requested", "proposed")]
    open_ones = [r for r in ask.requests if r.requested is not None and r.proposed is None]
    unasked = [r for r in ask.requests if r.requested is None]
    reported = [f for f in body if f.stage.value in ("reported", "obligation")] if unasked else []
    whole = [r for r in unasked if _named_before(r, reported)]
    if not open_ones and not whole and not shares:
        return
    marked = [r.first.paragraph for r in (*open_ones, *whole)] + [f.paragraph for f in shares]
    ends = blocks([r for r in ask.requests if r.requested is not None])
    last = max(max((ends[r.first.paragraph] for r in open_ones), default=0) + _REACH, max(marked))
    names = finder(wording, letter.date)
    for index in range(min(marked), min(last + 1, len(letter.paragraphs))):
        paragraph = letter.paragraphs[index]
        if paragraph.role != BODY:
            continue
        heads = [f for f in body if f.paragraph == index and (f.stage.value == "proposed" or f in shares)]
        pool = [r for r in ask.requests if r.first.start < paragraph.end]
        vocabulary = Vocabulary(pool)
        clauses = read(text, paragraph.start, paragraph.end, heads, vocabulary, names, answers, said.OWN)
        told = [told_by_others(wording, letter, f) for f in body if f.paragraph == index and f.stage.value == "granted"]
        clauses = [c for c in clauses if not any(start <= c.start < end for start, end in told)]
        answer = Answer(letter, letter.edition, wording, clauses, pool, [(letter, wording, ask.figures)])
        offered = {c.sentence for c in clauses if c.figure is not None and c.figure.stage.value == "proposed"}
        for clause in clauses:
            clause.own |= clause.sentence in offered
            if clause.question:
                continue
            if clause.act == said.AMOUNT:
                _share(clause, answer, ask)
            else:
                _act(clause, answer, index)


def _is_fraction(figure: Figure) -> bool:
    """Whether a share is a fraction of something named, not a percentage of a report."""
    return figure.quantity.basis is not None or figure.quantity.numeral.form == "fraction"


def _named_before(request: Request, reported: list[Figure]) -> bool:
    """Whether an amount that is only reported stands before the proposal: all of it may be what is asked."""
    first = request.first
    if len(request.figures) > 1 and sum(f.stage.value == "proposed" for f in request.figures) > 1:
        return True
    return any(f.paragraph == first.paragraph and f.end <= first.start and f.unit == first.unit for f in reported)


def _act(clause: Clause, answer: Answer, index: int) -> None:
    act = clause.act
    if act == said.CONSENT:
        agrees = clause.rule == "answer.not_refusal" or (
            clause.own and not answer.wording.answers.reader.search(answer.wording.text, *clause.sentence)
        )
        act = said.SUPPORT if agrees else said.CONSENT
    if clause.asking and not clause.own and act in (said.IN_FULL, said.WHOLE):
        _whole(clause, answer, index)
    elif act in _ACTS and (clause.own or (act in _UNSAID and any(t.rule != LIST for t in clause.to))):
        for request in _contradicted(clause, answer, index) or _spoken_of(clause, answer, index):
            wanted = request.requested
            assert wanted is not None
            evidence = (Evidence(clause.start, clause.end, clause.rule),)
            if request.proposed is not None:
                _make_way(request, answer)
            if act in (said.STATUS_QUO, said.HOLD) and not request.relief:
                continue
            if act in (said.REFUSAL, said.STATUS_QUO, said.HOLD) or (act == said.RELIEVE and not request.relief):
                request.proposed = Cell(ZERO, ZERO, "exact", "refused", wanted.figures, evidence, answer.edition)
            else:
                factor, basis = (HALF, "computed") if act == said.HALVE else (ONE, "in full")
                request.proposed = Cell(
                    wanted.low * factor, wanted.high * factor, wanted.qualifier, basis, wanted.figures, evidence, answer.edition
                )


def _spoken_of(clause: Clause, answer: Answer, index: int) -> list[Request]:
    """The open requests that a clause of the writers is about: those it names, else the nearest before it."""
    open_ones = [r for r in answer.pool if r.requested is not None and r.proposed is None and r.first.start < clause.start]
    if not open_ones:
        return []
    nearby = [r for r in open_ones if clause.sentence[0] <= r.first.start]
    nearby = nearby or [r for r in open_ones if r.first.paragraph == index] or open_ones[-1:]
    spoken = [t for t in clause.to if t.rule != LIST]
    if not spoken:
        stranger = answer.wording.answers.subject.search(answer.wording.text, clause.sentence[0], clause.start)
        return [] if stranger and len(nearby) > 1 else nearby
    kinds = {t.does for t in spoken}
    if said.POINT in kinds:  # "the first …, the second to be refused": of the requests of this paragraph
        here = [r for r in answer.pool if r.first.paragraph == index and r.requested is not None]
        wanted = {int(v) for t in spoken if t.does == said.POINT for v in t.values}
        return [r for n, r in enumerate(here, 1) if n in wanted and r in open_ones] if len(here) > 1 else nearby
    if kinds & {said.REST, said.ALL}:
        return open_ones
    named = resolve(spoken, Answer(answer.letter, answer.edition, answer.wording, [], open_ones, answer.asks))
    if said.EACH in kinds:
        return named or [r for r in open_ones if r.first.paragraph == open_ones[-1].first.paragraph]
    if kinds & {said.REGION, said.PARTY}:
        return named or _unnamed(clause, nearby)
    if named:
        return [r for r in named if r in nearby] or named
    return [r for r in nearby if r.first.paragraph == index]


def _contradicted(clause: Clause, answer: Answer, index: int) -> list[Request]:
    """Requests named only to be refused in a sentence that also proposes an amount for them: the amount is for another.

    ``We would put off 700 thousand; as to the arrears, we propose to refuse``.
    """
    nouns = {v for t in clause.near or clause.to if t.does == said.NOUN for v in t.values}
    if clause.act != said.REFUSAL or not nouns:
        return []
    start = answer.wording.whole(answer.letter.paragraphs[index], clause.sentence[0])
    paired = [r for r in answer.pool if r.requested is not None and r.proposed is not None and r.region is not None]
    paired = [r for r in paired if any(start <= f.start < clause.start and f.id in r.proposed.figures for f in r.figures if r.proposed)]
    found: list[Request] = []
    for request in paired:
        rivals = _rivals(request, answer)
        if len(rivals) == 1 and request.nouns & nouns and not rivals[0].nouns & nouns & request.nouns:
            found.append(request)
    return found


def _rivals(request: Request, answer: Answer) -> list[Request]:
    alike = [r for r in answer.pool if r is not request and r.region == request.region and same_unit(r.unit, request.unit)]
    return [r for r in alike if r.requested is not None and r.proposed is None]


def _make_way(request: Request, answer: Answer) -> None:
    """Give the amount that was read as proposed on a refused request to the only other request of its region."""
    other = _rivals(request, answer)[0]
    other.proposed, request.proposed = request.proposed, None
    moved = [f for f in request.figures if other.proposed and f.id in other.proposed.figures]
    other.figures += moved
    request.figures = [f for f in request.figures if f not in moved]


def _unnamed(clause: Clause, nearby: list[Request]) -> list[Request]:
    """``The food industry, which asked for 40 million, should be refused``: whose request it is, is said only here."""
    parties = [v for t in clause.to if t.does == said.PARTY for v in t.values]
    found = [r for r in nearby if r.region is None and r.party is None and clause.sentence[0] <= r.first.start]
    if len(found) != 1 or not parties:
        return []
    found[0].party = parties[0]
    return found


def _whole(clause: Clause, answer: Answer, index: int) -> None:
    """``asks that all of them be left``: the amount named just before is what is asked for."""
    before = [f for _, _, figures in answer.asks for f in figures if f.paragraph == index and f.note == 0 and f.end <= clause.start]
    later = [r for r in answer.pool if r.requested is None and r.proposed is not None and r.first.paragraph == index]
    for request in later[:1]:
        proposed = request.proposed.figures if request.proposed else ()
        alike = [f for f in before if f.unit == request.unit and f.id not in proposed]
        alike = [f for f in alike if is_sum(f, answer.wording.text, answer.wording.answers)]
        if alike:
            amount = alike[-1]
            evidence = (Evidence(clause.start, clause.end, clause.rule),)
            request.requested = Cell(amount.low, amount.high, amount.quantity.qualifier, "computed", (amount.id,), evidence, answer.edition)


def _words_of(figure: Figure, answer: Answer) -> list[Request]:
    """The open requests whose thing the fraction itself names: ``two thirds of the money``."""
    open_ones = [r for r in answer.pool if r.requested is not None and r.proposed is None and r.first.start < figure.start]
    return named_in(figure, answer, [r for r in open_ones if figure.paragraph - r.first.paragraph <= 1])


def _share(clause: Clause, answer: Answer, ask: Ask) -> None:
    """A fraction that is asked for or proposed."""
    figure = clause.figure
    assert figure is not None
    text = answer.wording.text
    if figure.quantity.kind != "share":
        return
    named = _words_of(figure, answer)
    if appositive(figure, ask.figures, text, [r.unit for r in named]):
        return
    base_of, sums = fraction_base(figure, answer)
    evidence = (Evidence(figure.start, figure.end, "fraction"),)
    if figure.stage.value == "proposed" and (base_of in (said.ASKED, said.THIS) or named):
        here = named or [r for r in resolve(clause.to, answer) if r.requested is not None]
        here = here or [r for r in answer.pool if r.region in figure.region.values]
        if base_of == said.THIS:  # it is the amount named just before, or none
            before = [f for f in ask.figures if f.end <= figure.start and f.note == 0 and f.quantity.kind != "share"]
            here = [r for r in here or answer.pool if before and r.requested is not None and before[-1] in r.figures]
        for request in here:
            wanted = request.requested
            if wanted is not None and request.proposed is None:
                ids = (*wanted.figures, figure.id)
                request.proposed = Cell(
                    part_of(wanted.low, figure.low),
                    part_of(wanted.high, figure.low),
                    figure.quantity.qualifier,
                    "computed",
                    ids,
                    evidence,
                    answer.edition,
                )
    elif sums is not None and base_of != said.THIS:
        region, party = places(figure)[0]
        request = new(answer.letter, sums, region, party, answer.wording)
        request.first, request.figures, request.counted = figure, [figure], ()
        request.item = figure.item.value if figure.item.status == STATED else sums.item.value
        request.measure = figure.measure.value
        value = Cell(
            part_of(sums.low, figure.low),
            part_of(sums.high, figure.low),
            "exact",
            "computed",
            (sums.id, figure.id),
            evidence,
            answer.edition,
        )
        if figure.stage.value == "requested":
            request.requested = value
        else:
            request.proposed = value
        ask.requests.append(request)

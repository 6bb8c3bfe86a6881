"""Station 8: what was requested, what proposed, and what became of it.

Figures of letters, footnotes and replies become one :class:`Decision` per region or party, item and
measure.  ``requests.py`` groups the figures of a letter into requests, ``answers.py`` reads what a
reply or footnote says, ``replies.py`` ties replies to letters over all files of the run and
``rulings.py`` lets the answers decide the requests.  The most telling answer stands: an amount, then
a refusal or consent that names the request, then consent to everything.  Every request ends in a
decision, if only ``no decision found``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from figures import answers as said
from figures import parties, regions
from figures.answers import AnswerBook, Clause, Token, book
from figures.model import BODY, NOTE, Cell, Decision, Doubt, Edition, Evidence, Figure, Letter
from figures.replies import Ask, Mailbox
from figures.requests import Request, Wording, build, cell, describe, is_sum, new, places, same_unit
from figures.rulings import Answer, apply, fraction_base, resolve

BARE = 6
"""How many other words may stand in the sentence of an act that speaks of everything, in a reply that names no letter."""
GRANTED_IN_FULL, GRANTED_IN_PART, GRANTED_MORE = "granted in full", "granted in part", "granted more than proposed"
REFUSED, ALREADY_DECIDED, NO_DECISION = "refused", "already decided", "no decision found"


def decide(
    editions: Sequence[Edition], letters: Sequence[Letter], figures: Sequence[Figure]
) -> tuple[tuple[Decision, ...], tuple[tuple[str, Doubt], ...]]:
    """All decisions of the run in order of the letters that ask, and the doubts with their edition ids."""
    return _Desk(editions, letters, figures).run()


class _Desk:
    """Goes through the letters in order of date, keeps what is open and lets answers settle it."""

    def __init__(self, editions: Sequence[Edition], letters: Sequence[Letter], figures: Sequence[Figure]) -> None:
        self.letters = letters
        self.wordings = {e.id: Wording(e.text, book(_language(e))) for e in editions}
        self.order = {e.id: n for n, e in enumerate(editions)}
        self.figures: dict[str, list[Figure]] = defaultdict(list)
        for figure in figures:
            self.figures[figure.letter].append(figure)
        self.mail = Mailbox()
        self.rows: list[Request] = []
        self.doubts: list[tuple[str, Doubt]] = []
        self.used: set[str] = set()

    def run(self) -> tuple[tuple[Decision, ...], tuple[tuple[str, Doubt], ...]]:
        if not self.figures:
            return (), ()
        for letter in self._by_date():
            self._read(letter)
        position = {letter.id: n for n, letter in enumerate(self.letters)}
        rows = sorted(self.rows, key=lambda r: (position[r.letter.id], r.first.start, r.region or ""))
        ids: dict[str, int] = {}
        return tuple(_decision(row, ids) for row in rows), tuple(self.doubts)

    def _by_date(self) -> list[Letter]:
        keyed: list[tuple[str, int, int, Letter]] = []
        last: dict[str, str] = {}
        for letter in self.letters:
            when = letter.date or last.get(letter.edition, "")
            last[letter.edition] = when
            keyed.append((when, self.order[letter.edition], letter.start, letter))
        return [entry[3] for entry in sorted(keyed, key=lambda e: e[:3])]

    def _read(self, letter: Letter) -> None:
        wording = self.wordings[letter.edition]
        answered = self._reply(letter, wording)
        own = self.figures.get(letter.id, [])
        if not own:
            return
        fresh = [f for f in own if f.id not in self.used]
        decides = bool(answered) or _is_decider(letter, wording.answers)
        requests = [] if decides and answered else build(letter, fresh, wording)
        if requests and not decides:
            ask = Ask(letter, wording, requests, own)
            requests = self._writers(ask)
            ask.requests = requests
            self._granted_in_body(ask)
            self.rows += requests
            self._notes(letter, wording, [ask], closing=True)
            ask.answered = any(r.settled for r in requests)
            self.mail.add(ask)
        elif requests:
            for request in requests:  # who decides asks nobody: a proposal of his is a decision
                request.granted = request.proposed or request.requested
                request.proposed = request.requested = None
            self.rows += requests
        if answered:
            self._notes(letter, wording, answered, closing=False)
        self._unasked(letter, wording, decides)

    # answers -------------------------------------------------------------------------------

    def _reply(self, letter: Letter, wording: Wording) -> list[Ask]:
        """Let a letter answer the letters it is a reply to; returns those it answered."""
        named = self.mail.named(letter)
        waiting = named or self.mail.waiting(letter)
        if not waiting:
            return []
        spans = [(p.start, p.end) for p in letter.paragraphs if p.role == BODY]
        if not spans:
            return []
        figures = [f for f in self.figures.get(letter.id, ()) if f.note == 0]
        if not named:
            waiting = self._likely(letter, wording, waiting, spans, figures)
            if not waiting:
                return []
        answer = self._answer(letter, wording, waiting, spans, figures)
        if not named:
            self._narrow(answer, letter, waiting)
        apply(answer)
        self._close(answer)
        touched = [a for a in waiting if any(r in answer.touched for r in a.requests)]
        for ask in touched:
            ask.answered = True
        return touched or named

    def _narrow(self, answer: Answer, letter: Letter, waiting: list[Ask]) -> None:
        """A reply without a number: an act that names nobody counts only if it stands bare and one letter alone is open."""
        open_asks = [a for a in waiting if not a.answered]
        named = {said.REGION, said.PARTY, said.NOUN}
        bare = [c for c in answer.clauses if c.act in said.ACTS and not {t.does for t in c.to} & named]
        strange = [c for c in bare if c.foreign or c.words > BARE or letter.refers_to]
        answer.clauses = [c for c in answer.clauses if c not in strange]
        answer.general = len(open_asks) == 1
        if len(open_asks) > 1 and len(bare) > len(strange) and len(answer.clauses) == len(bare) - len(strange):
            clause = next(c for c in bare if c not in strange)
            message = f"This answer may belong to {len(open_asks)} letters and names none of them."
            self.doubts.append((letter.edition, Doubt("answer_ambiguous", message, clause.start, clause.end)))

    def _likely(
        self, letter: Letter, wording: Wording, waiting: list[Ask], spans: Sequence[tuple[int, int]], figures: Sequence[Figure]
    ) -> list[Ask]:
        """The letters that a reply without a number speaks of: those it shares names with, or the open ones."""
        names = [t for a, b in spans for t in self._names(wording.text, a, b, letter)]
        called = {v for t in names for v in t.values} | {v for f in figures for v in (*f.region.values, *f.party.values)}
        words = {w for a, b in spans for w in said.lemmas(wording.text[a:b], wording.answers)}
        chosen: list[Ask] = []
        for ask in waiting:
            shared = any(r.region in called or r.party in called for r in ask.requests)
            nouns = any((r.nouns & words) - wording.answers.dull for r in ask.requests)
            alike = any(same_unit(r.unit, f.unit) for r in ask.requests for f in figures)
            if (shared and (alike or not figures)) or nouns or not ask.answered:
                chosen.append(ask)
        fresh = [a for a in chosen if not a.answered]
        return fresh or chosen

    def _notes(self, letter: Letter, wording: Wording, asks: list[Ask], closing: bool) -> None:
        """Read the footnotes of a letter as answers: of the letter that asks, or of the reply."""
        by_note: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for paragraph in letter.paragraphs:
            if paragraph.role == NOTE:
                by_note[paragraph.note].append((paragraph.start, paragraph.end))
        last = max((f.end for a in asks for f in a.figures if f.note == 0 and a.letter is letter), default=0)
        for note in sorted(by_note):
            called = [m.start for m in letter.marks if m.note == note]
            figures = [f for f in self.figures.get(letter.id, ()) if f.note == note]
            answer = self._answer(letter, wording, asks, by_note[note], figures)
            answer.note = True
            answer.general = closing and (not called or max(called) >= last)
            if not answer.general:
                answer.clauses = [c for c in answer.clauses if c.decider]
            apply(answer)
            self._close(answer)

    def _answer(
        self, letter: Letter, wording: Wording, asks: Sequence[Ask], spans: Sequence[tuple[int, int]], figures: Sequence[Figure]
    ) -> Answer:
        pool = [r for a in asks for r in a.requests]
        vocabulary = {w: True for r in pool for w in r.nouns}
        clauses: list[Clause] = []
        for start, end in spans:
            inside = [f for f in figures if start <= f.start < end]
            clauses += said.read(
                wording.text, start, end, inside, vocabulary, self._names(wording.text, start, end, letter), wording.answers
            )
        return Answer(letter, letter.edition, wording, clauses, pool, [(a.letter, a.wording, a.figures) for a in asks])

    def _names(self, text: str, start: int, end: int, letter: Letter) -> list[Token]:
        year = int(letter.date[:4]) if letter.date else None
        found = [Token(c.start, c.end, said.REGION, c.names, c.rule) for c in regions.find(text, start, end, year)]
        taken = [(t.start, t.end) for t in found]
        for cue in parties.find(text, start, end):
            if not any(a < cue.end and cue.start < b for a, b in taken):
                found.append(Token(cue.start, cue.end, said.PARTY, cue.names, cue.rule))
        return sorted(found, key=lambda t: t.start)

    def _close(self, answer: Answer) -> None:
        self.used |= answer.used
        for request in answer.opened:
            describe(request, answer.asks[0][0] if answer.asks else answer.letter, answer.wording)
            self.rows.append(request)
        self.doubts += [(answer.edition, doubt) for doubt in answer.doubts]

    # the letter's own words on what is asked ---------------------------------------------------

    def _writers(self, ask: Ask) -> list[Request]:
        """What the writers say without amounts: ``satisfy in full``, ``refuse``, ``we have no objection``, fractions."""
        letter, wording = ask.letter, ask.wording
        requests = list(ask.requests)
        shares = [f for f in ask.figures if f.note == 0 and f.quantity.kind == "share" and f.stage.value in ("requested", "proposed")]
        if not shares and all(r.proposed and r.requested for r in requests):
            return requests
        first = min(r.first.paragraph for r in requests)
        for index in range(first, len(letter.paragraphs)):
            paragraph = letter.paragraphs[index]
            if paragraph.role != BODY:
                continue
            heads = [
                f for f in ask.figures if (f.paragraph == index and f.stage.value == "proposed") or (f in shares and f.paragraph == index)
            ]
            pool = [r for r in requests if r.first.start < paragraph.end]
            vocabulary = {w: True for r in pool for w in r.nouns}
            names = self._names(wording.text, paragraph.start, paragraph.end, letter)
            clauses = said.read(wording.text, paragraph.start, paragraph.end, heads, vocabulary, names, wording.answers, said.OWN)
            answer = Answer(letter, letter.edition, wording, clauses, pool, [(letter, wording, ask.figures)])
            for clause in clauses:
                self._writers_clause(clause, answer, requests, index)
        return requests

    def _writers_clause(self, clause: Clause, answer: Answer, requests: list[Request], index: int) -> None:
        text = answer.wording.text
        if clause.figure is not None and clause.act == said.AMOUNT:
            if clause.figure.quantity.kind == "share":
                self._writers_share(clause, answer, requests)
            return
        act = clause.act
        if clause.question:
            return
        if act == said.CONSENT:
            act = (
                said.SUPPORT
                if clause.rule == "answer.not_refusal" or (clause.own and not _ASKS_READER.search(text, *clause.sentence))
                else ""
            )
        if clause.asking and not clause.own and act in (said.IN_FULL, said.WHOLE):
            self._whole(clause, answer, index)
            return
        if act not in (said.SUPPORT, said.REFUSAL, said.IN_FULL, said.RELIEVE, said.HALVE) or not (
            clause.own or (clause.near and act == said.REFUSAL)
        ):
            return
        open_ones = [r for r in answer.pool if r.requested is not None and r.proposed is None and r.figures[0].start < clause.start]
        inner = Answer(answer.letter, answer.edition, answer.wording, [], open_ones, answer.asks)
        named = resolve(clause.to, inner) if clause.to else []
        nearby = (
            [r for r in open_ones if clause.sentence[0] <= r.first.start]
            or [r for r in open_ones if r.first.paragraph == index]
            or open_ones[-1:]
        )
        if named and not any(t.does in (said.REGION, said.PARTY, said.POINT) for t in clause.to):
            named = [r for r in named if r in nearby] or named
        elif clause.to and not named and any(t.does in (said.REGION, said.PARTY, said.NOUN) for t in clause.to):
            nearby = [r for r in nearby if r.first.paragraph == index] if not any(t.does == said.REGION for t in clause.to) else []
        for request in named or nearby:
            wanted = request.requested
            assert wanted is not None
            evidence = evidence_of(clause)
            if act == said.REFUSAL or (act == said.RELIEVE and not request.relief):
                request.proposed = Cell(Decimal(0), Decimal(0), "exact", "refused", wanted.figures, evidence, answer.edition)
            else:
                factor = Decimal("0.5") if act == said.HALVE else Decimal(1)
                basis = "computed" if act == said.HALVE else "in full"
                request.proposed = Cell(
                    wanted.low * factor, wanted.high * factor, wanted.qualifier, basis, wanted.figures, evidence, answer.edition
                )

    def _whole(self, clause: Clause, answer: Answer, index: int) -> None:
        """``asks that all of them be left``: the amount named just before is what is asked for."""
        before = [f for _, _, figures in answer.asks for f in figures if f.paragraph == index and f.note == 0 and f.end <= clause.start]
        later = [r for r in answer.pool if r.requested is None and r.proposed is not None and r.first.paragraph == index]
        for request in later[:1]:
            alike = [f for f in before if f.unit == request.unit and is_sum(f, answer.wording.text, answer.wording.answers)]
            if alike:
                whole = alike[-1]
                request.requested = Cell(
                    whole.low, whole.high, whole.quantity.qualifier, "computed", (whole.id,), evidence_of(clause), answer.edition
                )

    def _writers_share(self, clause: Clause, answer: Answer, requests: list[Request]) -> None:
        figure = clause.figure
        assert figure is not None
        text = answer.wording.text
        base_of, sums = fraction_base(figure, answer)
        followed = [f for _, _, figures in answer.asks for f in figures if f is not figure and 0 <= f.start - figure.end <= 12]
        if any(re.fullmatch(r"\s*[,(:–-]?\s*(?:or|i\.\s?e\.|that is|namely)?,?\s*", text[figure.end : f.start]) for f in followed):
            return
        factor = figure.low / 100
        if base_of == said.ASKED and figure.stage.value == "proposed":
            for request in resolve(clause.to, answer) or [r for r in answer.pool if r.region in figure.region.values]:
                if request.requested is not None and request.proposed is None:
                    wanted = request.requested
                    request.proposed = Cell(
                        wanted.low * factor, wanted.high * factor, figure.quantity.qualifier, "computed",
                        (*wanted.figures, figure.id), evidence_of(clause), answer.edition,
                    )  # fmt: skip
        elif (sums is not None and base_of == "sum" and figure.quantity.basis is not None) or (
            sums is not None and figure.quantity.numeral.form == "fraction"
        ):
            assert sums is not None
            for region, party in places(figure)[:1]:
                request = new(answer.letter, sums, region, party, answer.wording)
                request.first, request.figures = figure, [figure]
                request.item, request.measure = figure.item.value, figure.measure.value
                value = Cell(
                    sums.low * factor, sums.high * factor, "exact", "computed", (sums.id, figure.id), evidence_of(clause), answer.edition
                )
                if figure.stage.value == "requested":
                    request.requested = value
                else:
                    request.proposed = value
                describe(request, answer.letter, answer.wording)
                request.nouns |= frozenset(
                    w for w in said.lemmas(text[figure.end : figure.end + 20].split(",")[0], answer.wording.answers) if len(w) > 3
                )
                requests.append(request)

    def _granted_in_body(self, ask: Ask) -> None:
        """``the Committee has let it have 5,000 poods``: a decision told in the letter that asks."""
        body = [f for f in ask.figures if f.note == 0 and f.stage.value == "granted"]
        if not body:
            return
        spans = [(p.start, p.end) for n, p in enumerate(ask.letter.paragraphs) if p.role == BODY and any(f.paragraph == n for f in body)]
        answer = self._answer(ask.letter, ask.wording, [ask], spans, body)
        answer.clauses = [c for c in answer.clauses if c.act == said.AMOUNT]
        answer.general = False
        before = {f.id: [r for r in ask.requests if r.first.start < f.start] for f in body}
        for clause in answer.clauses:
            figure = clause.figure
            assert figure is not None
            answer.pool = before[figure.id]
            single = Answer(ask.letter, ask.letter.edition, ask.wording, [clause], answer.pool, answer.asks, general=False)
            apply(single)
            self._close(single)

    def _unasked(self, letter: Letter, wording: Wording, decides: bool) -> None:
        """Rows for what was granted without having been asked for, in replies and in decisions told in footnotes."""
        for figure in self.figures.get(letter.id, ()):
            if figure.id in self.used or figure.stage.value != "granted" or not is_sum(figure, wording.text, wording.answers):
                continue
            if figure.note == 0 and not decides:
                continue
            for region, party in places(figure):
                request = new(letter, figure, region, party, wording)
                request.granted = cell(figure)
                request.answer = letter.id
                self.rows.append(request)


_ASKS_READER = re.compile(r"(?<!\w)(?:you|your|please|kindly)(?!\w)", re.IGNORECASE)


def evidence_of(clause: Clause) -> tuple[Evidence, ...]:
    return (Evidence(clause.start, clause.end, clause.rule),)


def _language(edition: Edition) -> str:
    return edition.language if edition.language == "en" else "en"


def _is_decider(letter: Letter, answers: AnswerBook) -> bool:
    return any(name in sender.casefold() for sender in letter.senders for name in answers.deciders)


def outcome(request: Request) -> str:
    """What became of a request, in the words of the region table."""
    granted = request.granted
    if granted is None:
        return ALREADY_DECIDED if request.decided_before else NO_DECISION
    if granted.high == 0:
        return REFUSED
    if request.requested is not None and granted.high >= request.requested.high:
        return GRANTED_IN_FULL
    if request.proposed is not None:
        if granted.high > request.proposed.high:
            return GRANTED_MORE
        if request.requested is None and granted.high == request.proposed.high:
            return GRANTED_IN_FULL
    elif request.requested is None:
        return GRANTED_MORE
    return GRANTED_IN_PART


def _decision(row: Request, ids: dict[str, int]) -> Decision:
    place = row.region or row.party or row.item or ""
    id = f"{row.first.id}:{re.sub(r'[^a-z0-9]+', '-', place.lower()).strip('-')}"
    ids[id] = ids.get(id, 0) + 1
    if ids[id] > 1:
        id = f"{id}-{ids[id]}"
    notes = list(row.notes)
    if row.granted is None and row.total is not None and row.total.granted is not None:
        notes.append("decided as a total only")
    return Decision(
        id=id, region=row.region, party=row.party, item=row.item, measure=row.measure, unit=row.unit, requested=row.requested, proposed=row.proposed,
        granted=row.granted, obligation=row.obligation, delivered=row.delivered, outcome=outcome(row), letter=row.letter.id, answer=row.answer,
        notes=tuple(dict.fromkeys(notes)),
    )  # fmt: skip

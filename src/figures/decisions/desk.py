"""Station 8: what was requested, what proposed, and what became of it.

Figures of letters, footnotes and replies become one :class:`Decision` per region or party, item and
measure.  ``requests.py`` groups the figures of a letter into requests, ``proposals.py`` adds what the
writers say without amounts, ``answers.py`` reads what a reply or footnote says, ``replies.py`` ties
replies to letters over all files of the run and ``rulings.py`` lets the answers decide the requests.
The most telling answer stands: an amount, then a refusal or consent that names the request, then
consent to everything.  Every request ends in a decision, if only ``no decision found``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from figures.decisions import answer_words as said
from figures.decisions.answer_clauses import Clause
from figures.decisions.answer_words import book
from figures.decisions.answers import finder, read
from figures.decisions.matching import Answer
from figures.decisions.pairing import build, new
from figures.decisions.proposals import complete
from figures.decisions.requests import Ask, Request, Vocabulary, cell, is_sum, places, same_unit
from figures.decisions.rulings import apply
from figures.decisions.wording import Wording, told_by_others
from figures.model import BODY, NOTE, Decision, Doubt, Edition, Figure, Letter
from figures.names import home_state
from figures.reading import Threads
from figures.sentences import structure

BARE = 6
"""How many other words may stand in the sentence of an act that speaks of everything, in a reply that names no letter."""
GRANTED_IN_FULL, GRANTED_IN_PART, GRANTED_MORE = "granted in full", "granted in part", "granted more than proposed"
REFUSED, ALREADY_DECIDED, NO_DECISION = "refused", "already decided", "no decision found"


def decide(
    editions: Sequence[Edition], letters: Sequence[Letter], figures: Sequence[Figure], threads: Threads | None = None
) -> tuple[tuple[Decision, ...], tuple[tuple[str, Doubt], ...]]:
    """All decisions of the run in order of the letters that ask, and the doubts with their edition ids.

    ``threads`` are those of the letters; they are made where they are not at hand.
    """
    return _Desk(editions, letters, figures, threads or Threads(editions, letters)).run()


class _Desk:
    """Goes through the letters in order of date, keeps what is open and lets answers settle it."""

    def __init__(self, editions: Sequence[Edition], letters: Sequence[Letter], figures: Sequence[Figure], threads: Threads) -> None:
        self.letters = letters
        self.threads = threads
        self.wordings = {e.id: Wording(e.text, book(e.language), home_state(e.profile)) for e in editions} if figures else {}
        self.figures: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in figures:
            self.figures[figure.edition, figure.letter].append(figure)
        self.asks: dict[tuple[str, str], Ask] = {}
        """The letters with requests so far, by edition and id."""
        self.rows: list[Request] = []
        self.doubts: list[tuple[str, Doubt]] = []
        self.used: set[str] = set()

    def run(self) -> tuple[tuple[Decision, ...], tuple[tuple[str, Doubt], ...]]:
        if not self.figures:
            return (), ()
        for letter in self.threads.by_date:
            self._read(letter)
        position = {(letter.edition, letter.id): n for n, letter in enumerate(self.letters)}
        rows = sorted(self.rows, key=lambda r: (position[r.letter.edition, r.letter.id], r.first.start, r.region or ""))
        ids: dict[str, int] = {}
        return tuple(_decision(row, ids) for row in rows), tuple(self.doubts)

    def _read(self, letter: Letter) -> None:
        wording = self.wordings[letter.edition]
        own = self.figures.get((letter.edition, letter.id), [])
        decider = _is_decider(letter, wording, own)
        answered = [] if decider and self._tells_first(letter, wording, own) else self._reply(letter, wording, own)
        if not own:
            return
        fresh = [f for f in own if f.id not in self.used]
        requests = [] if decider and answered else build(letter, fresh, wording)
        if requests and decider:
            self._decided(letter, wording, requests, own)
        elif requests:
            ask = Ask(letter, wording, requests, own)
            complete(ask)
            self._granted_in_body(ask)
            self.rows += ask.requests
            self._notes(letter, wording, [ask], closing=True)
            ask.answered = any(r.settled for r in ask.requests)
            self.asks[letter.edition, letter.id] = ask
        if answered:
            self._notes(letter, wording, answered, closing=False)
        self._unasked(letter, wording, own, decides=decider or bool(answered))

    def _tells_first(self, letter: Letter, wording: Wording, own: Sequence[Figure]) -> bool:
        """Whether one who decides tells himself what regions ask, of which no letter to him spoke."""
        told = [f for f in own if f.note == 0 and f.stage.value == "requested" and f.region.values]
        if not told or letter.refers_to:
            return False
        known = {r.region for ask in self._waiting(letter) for r in ask.requests}
        return any(is_sum(f, wording.text, wording.answers) and not known & set(f.region.values) for f in told)

    def _decided(self, letter: Letter, wording: Wording, requests: list[Request], own: Sequence[Figure]) -> None:
        """A letter of one who decides: what it tells of others' requests is answered in it; he himself asks nobody."""
        told = [r for r in requests if r.requested is not None]
        spans = [(p.start, p.end) for p in letter.paragraphs if p.role == BODY]
        put = {f.id for r in told if r.proposed for f in r.figures}
        decided = [f for f in own if f.note == 0 and f.id not in put and f.stage.value not in ("requested", "delivered", "obligation")]
        answer = self._answer(letter, wording, [Ask(letter, wording, requests, own)], spans, decided) if told else None
        for clause in answer.clauses if answer else ():
            pool = _told_before(clause, told)
            if pool and (clause.to or clause.act in (said.AMOUNT, said.HOLD)):
                single = replace(answer, clauses=[clause], pool=pool, opened=[], doubts=[])
                apply(single)
                self._close(single)
        for request in requests:
            if request.requested is None and not request.settled:
                request.granted, request.proposed = request.proposed, None
        self.rows += requests

    # replies -------------------------------------------------------------------------------

    def _named(self, letter: Letter) -> list[Ask]:
        """The letters with requests whose number the reply names; of several with one number the latest."""
        chosen: dict[str, Ask] = {}
        for link in self.threads.answered_by(letter) if self.asks else ():
            ask = self.asks.get((link.letter.edition, link.letter.id)) if link.number else None
            if ask:
                chosen.setdefault(link.number, ask)
        return list({id(ask): ask for ask in chosen.values()}.values())

    def _waiting(self, letter: Letter) -> list[Ask]:
        """The letters with requests that the reply may answer without naming them, in the order in which they were written."""
        links = [link.letter for link in self.threads.answered_by(letter) if not link.number] if self.asks else []
        found = (self.asks.get((one.edition, one.id)) for one in reversed(links))
        return [ask for ask in found if ask]

    def _reply(self, letter: Letter, wording: Wording, own: Sequence[Figure]) -> list[Ask]:
        """Let a letter answer the letters it is a reply to; returns those it answered."""
        named = self._named(letter)
        waiting = named or self._waiting(letter)
        if not waiting:
            return []
        figures = [f for f in own if f.note == 0]
        if not figures and not named:
            waiting = [a for a in waiting if not a.answered]
        spans = [(p.start, p.end) for p in letter.paragraphs if p.role == BODY]
        if not waiting or not spans:
            return []
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
        text = answer.wording.text
        wide = [c for c in bare if c.beside(text) > BARE and not answer.wording.answers.reader.search(text, *c.sentence)]
        strange = [c for c in bare if c.foreign or c in wide or letter.refers_to]
        answer.clauses = [c for c in answer.clauses if c not in strange]
        answer.general = len(open_asks) == 1
        if len(open_asks) > 1 and len(bare) > len(strange) and len(answer.clauses) == len(bare) - len(strange):
            clause = next(c for c in bare if c not in strange)
            message = f"This answer may belong to {len(open_asks)} letters and names none of them."
            self.doubts.append((letter.edition, Doubt("answer_ambiguous", message, clause.start, clause.end)))

    def _likely(
        self, letter: Letter, wording: Wording, waiting: list[Ask], spans: Sequence[tuple[int, int]], figures: Sequence[Figure]
    ) -> list[Ask]:
        """The letters that a reply without a number speaks of: the open ones, or those it shares names with."""
        open_ones = [a for a in waiting if not a.answered]
        if open_ones:
            return open_ones
        find = finder(wording, letter.date)
        called = {v for a, b in spans for t in find(a, b) for v in t.values}
        called |= {v for f in figures for v in (*f.region.values, *f.party.values)}
        words = {w for a, b in spans for w in said.lemmas(wording.text[a:b], wording.answers)}
        chosen: list[Ask] = []
        for ask in waiting:
            shared = any(r.region in called or r.parties & called for r in ask.requests)
            nouns = any((r.nouns & words) - wording.answers.dull for r in ask.requests)
            alike = any(same_unit(r.unit, f.unit) for r in ask.requests for f in figures)
            if (shared and (alike or not figures)) or nouns:
                chosen.append(ask)
        return chosen

    # footnotes -----------------------------------------------------------------------------

    def _notes(self, letter: Letter, wording: Wording, asks: list[Ask], closing: bool) -> None:
        """Read the footnotes of a letter as answers: of the letter that asks, or of the reply."""
        by_note: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for paragraph in letter.paragraphs:
            if paragraph.role == NOTE:
                by_note[paragraph.note].append((paragraph.start, paragraph.end))
        if not by_note:
            return
        own = self.figures.get((letter.edition, letter.id), ())
        last = max((f.end for a in asks for f in a.figures if f.note == 0 and a.letter is letter), default=0)
        for note in sorted(by_note):
            called = [m.start for m in letter.marks if m.note == note]
            answer = self._answer(letter, wording, asks, by_note[note], [f for f in own if f.note == note])
            answer.note = True
            answer.general = closing and (not called or max(called) >= last)
            if not answer.general:
                answer.clauses = [c for c in answer.clauses if c.decider or c.earlier]
                answer.beside = _beside(letter, asks, called)
            apply(answer)
            self._close(answer)

    def _answer(
        self, letter: Letter, wording: Wording, asks: Sequence[Ask], spans: Sequence[tuple[int, int]], figures: Sequence[Figure]
    ) -> Answer:
        pool = [r for a in asks for r in a.requests]
        vocabulary = Vocabulary(pool)
        find = finder(wording, letter.date)
        clauses: list[Clause] = []
        for start, end in spans:
            inside = [f for f in figures if start <= f.start < end]
            told = any(c.decider for c in clauses)
            found = read(wording.text, start, end, inside, vocabulary, find, wording.answers)
            for clause in found:
                clause.decider = clause.decider or told
            clauses += found
        return Answer(letter, letter.edition, wording, clauses, pool, [(a.letter, a.wording, a.figures) for a in asks])

    def _close(self, answer: Answer) -> None:
        self.used |= answer.used
        for request in answer.opened:
            self.rows.append(request)
        self.doubts += [(answer.edition, doubt) for doubt in answer.doubts]

    # decisions told without a request or in the letter itself ----------------------------------

    def _granted_in_body(self, ask: Ask) -> None:
        """``the Committee has let it have 5,000 poods``: a decision told in the letter that asks."""
        body = [f for f in ask.figures if f.note == 0 and f.stage.value == "granted" and f.quantity.kind != "share"]
        if not body:
            return
        spans = [(p.start, p.end) for n, p in enumerate(ask.letter.paragraphs) if any(f.paragraph == n for f in body)]
        answer = self._answer(ask.letter, ask.wording, [ask], spans, body)
        decisions = [told_by_others(ask.wording, ask.letter, f) for f in body]
        for clause in answer.clauses:
            told = clause.act == said.AMOUNT or (
                clause.to and not clause.own and any(a <= clause.start < b for a, b in decisions)
            )
            if told and not (clause.act == said.AMOUNT and clause.figure is None):
                pool = [r for r in ask.requests if r.first.start < clause.start]
                single = Answer(ask.letter, ask.letter.edition, ask.wording, [clause], pool, answer.asks, general=False)
                apply(single)
                self._close(single)

    def _unasked(self, letter: Letter, wording: Wording, own: Sequence[Figure], decides: bool) -> None:
        """Rows for what was granted without having been asked for, in replies and in decisions told in footnotes."""
        for figure in own:
            if figure.stage.value != "granted" or figure.id in self.used:
                continue
            if is_sum(figure, wording.text, wording.answers):
                for region, party in places(figure):
                    request = new(letter, figure, region, party, wording)
                    request.granted = cell(figure)
                    request.answer = letter.id
                    self.rows.append(request)


def _beside(letter: Letter, asks: Sequence[Ask], called: Sequence[int]) -> list[Request]:
    """The requests of the paragraphs in which a note is called."""
    around = [p for p in letter.paragraphs if any(p.start <= mark <= p.end for mark in called)]
    return [r for a in asks if a.letter is letter for r in a.requests if any(p.start <= r.first.start < p.end for p in around)]


def _told_before(clause: Clause, told: Sequence[Request]) -> list[Request]:
    """The requests of which a clause of the same letter may speak: those its sentence tells, else those told before it."""
    start, end = clause.sentence
    here = [r for r in told if start <= r.first.start < end and clause.act != said.AMOUNT]
    return here or [r for r in told if r.first.start < clause.start]


def _is_decider(letter: Letter, wording: Wording, own: Sequence[Figure]) -> bool:
    """Whether a letter's own word is a decision: by its sender, or because it is a document without correspondents that grants."""
    if letter.decides:
        return True
    if not letter.senders and not letter.recipients:
        return any(f.stage.value == "granted" and f.note == 0 for f in own)
    return any(_decides(sender, wording.answers.language) for sender in letter.senders)


@cache
def _decides(sender: str, language: str) -> bool:
    return structure(language).people.search("deciders", sender, 0, len(sender))


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


@cache
def _slug(place: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", place.lower()).strip("-")


def _decision(row: Request, ids: dict[str, int]) -> Decision:
    place = row.region or row.party or row.item or ""
    id = f"{row.first.id}:{_slug(place)}"
    ids[id] = ids.get(id, 0) + 1
    if ids[id] > 1:
        id = f"{id}-{ids[id]}"
    notes = list(row.notes)
    if row.granted is None and row.total is not None and row.total.granted is not None:
        notes.append("decided as a total only")
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
        notes=tuple(dict.fromkeys(notes)),
    )

"""Goes through the letters in order of date, keeps what is open and lets answers settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from figures.decisions.answers import Clause, Listener, names_in, read_answer
from figures.decisions.links import Answer, apply_answer, complete_proposals
from figures.decisions.outcomes import decision
from figures.decisions.requests import Ask, Request, Vocabulary, cell, is_sum, new_request, places, requests_of
from figures.decisions.words import ACTS, Does, Wording
from figures.model import BODY, NOTE, Decision, Doubt, Edition, Figure, Letter
from figures.reading import Threads
from figures.sentences import structure

_BARE = 6
"""How many other words may stand in the sentence of an act that speaks of everything, in a reply that names no letter."""
_TOLD = ("requested", "delivered", "obligation")
"""Stages of amounts that decide nothing in the letter of one who decides."""
Doubted = tuple[str, Doubt]
"""A doubt with the id of its edition."""


def decide(
    editions: Sequence[Edition], letters: Sequence[Letter], figures: Sequence[Figure], threads: Threads | None = None
) -> tuple[tuple[Decision, ...], tuple[Doubted, ...]]:
    """All decisions of the run in order of the letters that ask, and the doubts with their edition ids.

    ``threads`` are those of the letters; they are made where they are not at hand.
    """
    if not figures:
        return (), ()
    desk = _Desk(editions, figures, threads or Threads(editions, letters))
    desk.run()
    position = {(letter.edition, letter.id): n for n, letter in enumerate(letters)}
    rows = sorted(desk.rows, key=lambda r: (position[r.letter.edition, r.letter.id], r.first.start, r.region or ""))
    ids: dict[str, int] = {}
    return tuple(decision(row, ids) for row in rows), tuple(desk.doubts)


class _Desk:
    """What is open while the letters are gone through: the letters that asked so far, rows, doubts and the figures used up."""

    def __init__(self, editions: Sequence[Edition], figures: Sequence[Figure], threads: Threads) -> None:
        self.threads = threads
        self.wordings = {edition.id: Wording(edition) for edition in editions}
        self.figures: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in figures:
            self.figures[figure.edition, figure.letter].append(figure)
        self.asks: dict[tuple[str, str], Ask] = {}
        self.rows: list[Request] = []
        self.doubts: list[Doubted] = []
        self.used: set[str] = set()

    def run(self) -> None:
        for letter in self.threads.by_date:
            self._read(letter)

    def _read(self, letter: Letter) -> None:
        own = self.figures.get((letter.edition, letter.id), [])
        ask = Ask(letter, self.wordings[letter.edition], [], own)
        decides = _decides(letter, own, ask.wording.language)
        answered = self._reply(ask)
        if not own:
            return
        if not (decides and answered):
            ask.requests += requests_of(letter, [f for f in own if f.id not in self.used], ask.wording)
        if ask.requests and decides:
            self._decided(ask)
        elif ask.requests:
            self._asked(ask)
        if answered:
            self._notes(ask, answered, closing=False)
        self._unasked(ask)

    def _asked(self, ask: Ask) -> None:
        """A letter that asks: what its writers say of it, and what it tells itself of decisions."""
        complete_proposals(ask)
        self._granted_in_body(ask)
        self.rows += ask.requests
        self._notes(ask, [ask], closing=True)
        ask.answered = any(request.settled for request in ask.requests)
        self.asks[ask.letter.edition, ask.letter.id] = ask

    def _decided(self, ask: Ask) -> None:
        """A letter of one who decides: what it tells of others' requests is answered in it; he himself asks nobody."""
        told = [r for r in ask.requests if r.requested is not None]
        put = {f.id for r in told if r.proposed for f in r.figures}
        decided = [f for f in ask.figures if f.note == 0 and f.id not in put and f.stage.value not in _TOLD]
        answer = self._answer(ask, [ask], _body(ask.letter), decided)
        for clause in answer.clauses if told else ():
            pool = _told_before(clause, told)
            if pool and (clause.to or clause.act in (Does.AMOUNT, Does.HOLD)):
                self._apply(replace(answer, clauses=(clause,), pool=tuple(pool)))
        for request in ask.requests:
            if request.requested is None and not request.settled:
                request.granted, request.proposed = request.proposed, None
        self.rows += ask.requests

    # replies -----------------------------------------------------------------------------------

    def _reply(self, reply: Ask) -> list[Ask]:
        """Let a letter answer the letters it is a reply to; returns those it answered."""
        named = self._named(reply.letter)
        figures = [f for f in reply.figures if f.note == 0]
        waiting = named or [ask for ask in self._waiting(reply.letter) if figures or not ask.answered]
        if not waiting or not _body(reply.letter):
            return []
        answer = self._answer(reply, waiting, _body(reply.letter), figures)
        touched = self._apply(answer if named else self._narrowed(answer, waiting))
        found = [ask for ask in waiting if any(request in touched for request in ask.requests)]
        for ask in found:
            ask.answered = True
        return found or named

    def _named(self, letter: Letter) -> list[Ask]:
        """The letters with requests whose number the reply names; of several with one number the latest."""
        chosen: dict[str, Ask] = {}
        for link in self.threads.answered_by(letter) if self.asks else ():
            ask = self.asks.get((link.letter.edition, link.letter.id)) if link.number else None
            if ask:
                chosen.setdefault(link.number, ask)
        return list({id(ask): ask for ask in chosen.values()}.values())

    def _waiting(self, letter: Letter) -> list[Ask]:
        """The letters with requests that the reply may answer without naming them, those still open first."""
        links = [link.letter for link in self.threads.answered_by(letter) if not link.number] if self.asks else []
        found = [ask for one in reversed(links) if (ask := self.asks.get((one.edition, one.id)))]
        return [ask for ask in found if not ask.answered] or found

    def _narrowed(self, answer: Answer, waiting: Sequence[Ask]) -> Answer:
        """A reply without a number: an act that names nobody counts only if it stands bare and one letter alone is open."""
        text, reader = answer.wording.text, answer.wording.book.reader
        open_asks = [ask for ask in waiting if not ask.answered]
        bare = [c for c in answer.clauses if c.act in ACTS and not c.names(Does.REGION, Does.PARTY, Does.NOUN)]
        strange = [c for c in bare if answer.letter.refers_to or (c.beside(text) > _BARE and not reader.search(text, *c.sentence))]
        kept = tuple(c for c in answer.clauses if c not in strange)
        plain = [c for c in bare if c not in strange]
        if len(open_asks) > 1 and plain and len(kept) == len(plain):
            message = f"This answer may belong to {len(open_asks)} letters and names none of them."
            self.doubts.append((answer.letter.edition, Doubt("answer_ambiguous", message, plain[0].start, plain[0].end)))
        return replace(answer, clauses=kept, general=len(open_asks) == 1)

    # footnotes ---------------------------------------------------------------------------------

    def _notes(self, ask: Ask, asks: Sequence[Ask], closing: bool) -> None:
        """Read the footnotes of a letter as answers: of the letter that asks, or of the reply."""
        letter = ask.letter
        by_note: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for paragraph in letter.paragraphs:
            if paragraph.role == NOTE:
                by_note[paragraph.note].append((paragraph.start, paragraph.end))
        last = max((f.end for a in asks for f in a.figures if f.note == 0 and a.letter is letter), default=0)
        for note in sorted(by_note):
            called = [mark.start for mark in letter.marks if mark.note == note]
            answer = self._answer(ask, asks, by_note[note], [f for f in ask.figures if f.note == note])
            general = closing and (not called or max(called) >= last)
            clauses = answer.clauses if general else tuple(c for c in answer.clauses if c.decider or c.earlier)
            beside = () if general else tuple(_beside(letter, asks, called))
            self._apply(replace(answer, note=True, general=general, clauses=clauses, beside=beside))

    def _answer(self, ask: Ask, asks: Sequence[Ask], spans: Iterable[tuple[int, int]], figures: Sequence[Figure]) -> Answer:
        """What stretches of a letter say on the requests of letters; who decides may be named in a stretch before."""
        pool = tuple(request for one in asks for request in one.requests)
        listener = Listener(ask.wording, Vocabulary(pool), names_in(ask.wording, ask.letter.date))
        clauses: list[Clause] = []
        for start, end in spans:
            told = any(clause.decider for clause in clauses)
            found = read_answer(listener, start, end, [f for f in figures if start <= f.start < end])
            clauses += [replace(clause, decider=True) for clause in found] if told else found
        return Answer(ask.letter, ask.wording, tuple(clauses), pool, tuple(asks))

    def _apply(self, answer: Answer) -> tuple[Request, ...]:
        """Let an answer decide; returns the requests that it touched."""
        ruled = apply_answer(answer)
        self.used |= ruled.used
        self.rows += ruled.opened
        self.doubts += [(answer.letter.edition, doubt) for doubt in ruled.doubts]
        return ruled.touched

    # decisions told without a request or in the letter itself ----------------------------------

    def _granted_in_body(self, ask: Ask) -> None:
        """``the Committee has let it have 5,000 poods``: decisions told in the letter that asks, beside amounts granted there."""
        body = [f for f in ask.figures if f.note == 0 and f.stage.value == "granted" and f.quantity.kind != "share"]
        spans = [(p.start, p.end) for n, p in enumerate(ask.letter.paragraphs) if any(f.paragraph == n for f in body)]
        told = {ask.wording.sentence(ask.letter, figure) for figure in body}
        answer = self._answer(ask, [ask], spans, body)
        for clause in answer.clauses:
            said = clause.to and not clause.own and (clause.decider or clause.sentence in told)
            if clause.figure is not None if clause.act == Does.AMOUNT else said:
                pool = tuple(r for r in ask.requests if r.first.start < clause.start)
                self._apply(replace(answer, clauses=(clause,), pool=pool, general=False))

    def _unasked(self, ask: Ask) -> None:
        """Rows for what was granted without having been asked for, in replies and in decisions told in footnotes."""
        for figure in ask.figures:
            if figure.stage.value == "granted" and figure.id not in self.used and is_sum(figure, ask.wording):
                for region, party in places(figure):
                    request = new_request(ask.letter, figure, region, party, ask.wording)
                    request.granted, request.answer = cell(figure), ask.letter.id
                    self.rows.append(request)


def _body(letter: Letter) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in letter.paragraphs if p.role == BODY]


def _beside(letter: Letter, asks: Sequence[Ask], called: Sequence[int]) -> list[Request]:
    """The requests of the paragraphs in which a note is called."""
    around = [p for p in letter.paragraphs if any(p.start <= mark <= p.end for mark in called)]
    return [r for a in asks if a.letter is letter for r in a.requests if any(p.start <= r.first.start < p.end for p in around)]


def _told_before(clause: Clause, told: Sequence[Request]) -> list[Request]:
    """The requests of which a clause of the same letter may speak: those its sentence tells, else those told before it."""
    start, end = clause.sentence
    here = [r for r in told if start <= r.first.start < end and clause.act != Does.AMOUNT]
    return here or [r for r in told if r.first.start < clause.start]


def _decides(letter: Letter, own: Sequence[Figure], language: str) -> bool:
    """Whether a letter's own word is a decision: by what it is, by its sender, or because it grants and is nobody's letter."""
    if letter.decides or any(_is_decider(sender, language) for sender in letter.senders):
        return True
    nobodys = not letter.senders and not letter.recipients
    return nobodys and any(f.stage.value == "granted" and f.note == 0 for f in own)


@cache
def _is_decider(sender: str, language: str) -> bool:
    return structure(language).people.search("deciders", sender, 0, len(sender))

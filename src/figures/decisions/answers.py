"""Part of station 8: what a reply, a footnote or a proposal *does* to the requests before it.

A text is read sentence by sentence into clauses.  A clause has one head: an act (consent, refusal,
``in full`` …) or an amount; and it has those it is addressed to: regions, agencies, nouns of the
requests, numbers of points, ``the rest``, ``the others``, ``everything``.  Order of reading:

1. a sentence is parted at commas, semicolons and joining words;
2. what stands in one part with a head belongs to that head;
3. a part that only names somebody belongs to the head before it if that head names its addressees
   behind itself (``I agree about Kazakhstan, Kirov and Gorky``), else to the head that follows
   (``Timber and manganese, in accordance with your proposal``);
4. an act that names nobody repeats or confirms the head before it in its sentence; alone in its
   sentence it speaks of everything.

The words are those of ``lexicon/<language>/decisions.toml``; what is asked is open-class: the nouns
of the pending requests are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from figures.decisions.answer_clauses import Clause, clauses_of
from figures.decisions.answer_verbs import may_answer, with_verbs
from figures.decisions.answer_words import (
    ACTS,
    DECIDER,
    MARKS,
    NONE,
    NOUN,
    OTHERS,
    PARTY,
    POINT,
    REGION,
    REST,
    WORD,
    AnswerBook,
    Token,
)  # fmt: skip
from figures.decisions.requests import Vocabulary
from figures.decisions.wording import Wording
from figures.language import Cue, list_marks, sentence_parts
from figures.model import Figure
from figures.names import find_parties, find_regions

Names = Callable[[int, int], list[Token]]
"""Finds the regions and parties named between two offsets."""


def finder(wording: Wording, date: str | None) -> Names:
    """Finds regions, and the parties beside them, as they were named in the year of a letter."""
    year = int(date[:4]) if date else None

    def find(start: int, end: int) -> list[Token]:
        found = [Token(c.start, c.end, REGION, c.names, c.rule) for c in find_regions(wording.text, start, end, year, wording.home)]
        taken = [(t.start, t.end) for t in found]
        for cue in find_parties(wording.text, start, end, year):
            if not any(a < cue.end and cue.start < b for a, b in taken):
                found.append(Token(cue.start, cue.end, PARTY, cue.names, cue.rule))
        return found

    return find


def read(
    text: str,
    start: int,
    end: int,
    figures: Sequence[Figure],
    vocabulary: Vocabulary,
    names: Names,
    answers: AnswerBook,
    speaker: str = DECIDER,
) -> list[Clause]:
    """The clauses of ``text[start:end]``; ``figures`` are its amounts in reading order.

    ``vocabulary`` holds the nouns and places by which the requests that may be answered are named.  ``speaker`` is who
    writes: :data:`DECIDER` or :data:`OWN`, the writers of the letter that asks.  Sentences without
    act and amount are not looked at closely.
    """
    acts, colours, who = answers.phrases[speaker].find(text, start, end)
    if speaker == DECIDER and any(text.find(mark, start, end) >= 0 for mark in _VOTE_MARKS):
        acts += [Cue(m.start(1), m.end(1), answers.vote) for m in answers.quoted.finditer(text, start, end)]
    acts.sort(key=lambda a: a.start)
    clauses: list[Clause] = []
    sticky: list[Token] = []
    own = False
    a = c = f = 0
    for begin, stop in sentence_parts(text, start, end, answers.language):
        first, colour, amount = a, c, f
        while a < len(acts) and acts[a].start < stop:
            a += 1
        while c < len(colours) and colours[c].start < stop:
            c += 1
        while f < len(figures) and figures[f].start < stop:
            f += 1
        spoken = may_answer(text, begin, stop, answers.language)
        if a == first and f == amount and not spoken:
            sticky = _sticky(text, begin, stop, sticky, vocabulary, names, answers, speaker)
            continue
        tokens, pointed = _tokens(text, begin, stop, [*acts[first:a], *colours[colour:c]], figures[amount:f], vocabulary, names, answers)
        if spoken:
            tokens = with_verbs(text, (begin, stop), figures[amount:f], tokens, answers.language, speaker)
        if f == amount and not any(t.does in ACTS or t.does == NONE for t in tokens):
            sticky = _sticky(text, begin, stop, sticky, vocabulary, names, answers, speaker)
            continue
        own_points = _point_tokens(text, begin, stop, answers) if pointed else _list_marks(text, begin, stop)
        if own_points:
            sticky = [t for t in own_points if t.rule in (MARK, LIST)][-1:] or sticky
            tokens += [t for t in own_points if t.rule not in (MARK, LIST)]
        tokens.sort(key=lambda t: (t.start, -t.end, t.does))
        found = clauses_of(text, begin, stop, tokens, figures[amount:f], answers)
        for clause in found:
            clause.decider = bool(who) and who[0].start < stop
            clause.own |= own
            if sticky and (not clause.to or _names_things_only(clause, sticky)):
                clause.to = [*clause.to, *sticky]
        if sticky and any(t.does != POINT for t in sticky):
            sticky = []
        own = text[stop - 1] == ";" and any(clause.own for clause in found)  # who speaks, speaks on behind a semicolon
        clauses += found
    return clauses


def _names_things_only(clause: Clause, sticky: Sequence[Token]) -> bool:
    """Whether a clause under a numbered point names things and no place: those of its point."""
    return all(t.does == NOUN for t in clause.to) and all(t.does == POINT for t in sticky) and clause.figure is None


_VOTE_MARKS = ('"', "“", "”", "«", "„", " - ", " – ", " — ")
"""Before a vote stands a mark of quotation or a dash."""
_NAMING = re.compile(r"[^(\d]*[a-z]{3}[^(\d]*$")
"""Has a word, and neither brackets nor digits as the archive references of footnotes have."""
MARK, LIST = "point.mark", "point.list"
"""Rules of points that hold until the next: an ordinal at the head of a sentence, the mark of a list."""
_TITLE = 60
"""Up to this many characters a sentence without a verb of decision may name whom the next one is about."""


def _sticky(
    text: str, start: int, end: int, sticky: list[Token], vocabulary: Vocabulary, names: Names, answers: AnswerBook, speaker: str
) -> list[Token]:
    """What a sentence without act and amount leaves to the next: the mark of its point, or whom it names as a heading."""
    sticky = _list_marks(text, start, end)[-1:] or sticky
    if speaker == DECIDER and end - start < _TITLE and _NAMING.match(text, start, end):
        # "On the Kirov Territory." names whom the next sentence is about
        sticky = _heading(text, start, end, vocabulary, names, answers) or sticky
    return sticky


def _heading(text: str, start: int, end: int, vocabulary: Vocabulary, names: Names, answers: AnswerBook) -> list[Token]:
    tokens, _ = _tokens(text, start, end, [], [], vocabulary, names, answers)
    found = [t for t in tokens if t.does in (REGION, PARTY, NOUN)]
    return found if found and len(WORD.findall(text[start:end])) <= 6 else []


def _point_tokens(text: str, start: int, end: int, answers: AnswerBook) -> list[Token]:
    """Numbers of points: in words (``on the second``) or as marks of a list, which hold until the next."""
    tokens: list[Token] = []
    for match in answers.points.finditer(text, start, end):
        listed = match["a"] or match["b"] or match["c"] or match["d"]
        words = [w for w in re.findall(r"[a-z]+|\d+", listed.lower()) if w.isdigit() or w in answers.number_words]
        numbers = tuple(str(answers.number_words.get(w, w)) for w in words)
        tokens.append(Token(match.start(), match.end(), POINT, numbers, MARK if match["d"] else "point"))
    tokens += _list_marks(text, start, end)
    tokens.sort(key=lambda t: t.start)
    return tokens


def _list_marks(text: str, start: int, end: int) -> list[Token]:
    return [Token(m.start, m.end, POINT, (str(m.number),), LIST) for m in list_marks(text, start, end)]


def _tokens(
    text: str,
    start: int,
    end: int,
    cues: Sequence[Cue],
    figures: Sequence[Figure],
    vocabulary: Vocabulary,
    names: Names,
    answers: AnswerBook,
) -> tuple[list[Token], bool]:
    """Everything that means something in a sentence, and whether it may call points.

    Amounts and names hide the words inside them.
    """
    tokens = names(start, end)
    taken = [(f.start, f.end) for f in figures] + [(t.start, t.end) for t in tokens]
    for cue in cues:
        if cue.kind.value in MARKS or not any(x <= cue.start and cue.end <= y for x, y in taken):
            tokens.append(Token(cue.start, cue.end, cue.kind.value, (), cue.kind.rule))
            if cue.kind.value in (REST, OTHERS):
                taken.append((cue.start, cue.end))
    kin, places, nouns = answers.kin, vocabulary.places, vocabulary.words
    pointed = False
    for match in WORD.finditer(text, start, end):
        printed = match[0]
        word, other, hint = kin[printed]
        if hint:
            pointed = True
        if word not in nouns:
            if other in nouns:
                word = other
            else:
                place = places.get(printed.removesuffix("'s").removesuffix("’s")) if places and printed[0].isupper() else None
                if place is not None and not _inside(match.start(), taken):
                    tokens.append(Token(match.start(), match.end(), REGION, (place,), "place"))
                continue
        if not _inside(match.start(), taken):
            tokens.append(Token(match.start(), match.end(), NOUN, (word,), "noun"))
    return tokens, pointed


def _inside(offset: int, spans: list[tuple[int, int]]) -> bool:
    return bool(spans) and any(start <= offset < end for start, end in spans)

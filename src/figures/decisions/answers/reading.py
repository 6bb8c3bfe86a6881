"""Reads a stretch of text sentence by sentence: everything in it that means something, and the clauses that it makes.

The phrases are those of ``decisions.toml``, the verbs those of ``verbs.toml``; what is asked is open-class: the nouns
and places of the pending requests are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from figures.decisions.answers.clauses import Clause, clauses_of
from figures.decisions.answers.verbs import may_answer, with_verbs
from figures.decisions.requests import Vocabulary
from figures.decisions.words import ACTS, MARKS, WORD, Does, Token, Wording, kin
from figures.language import Cue, list_marks, sentence_parts
from figures.model import Figure
from figures.names import find_parties, find_regions
from figures.sentences import named_points

Names = Callable[[int, int], list[Token]]
"""Finds the regions and parties named between two offsets."""

_VOTE_MARKS = ('"', "“", "”", "«", "„", " - ", " – ", " — ")
"""Before a vote stands a mark of quotation or a dash."""
MARK, LIST = "point.mark", "point.list"
"""Rules of points that hold until the next: an ordinal at the head of a sentence, the mark of a list."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens to a text: its wording, the requests it may speak of, and ``speaker``, who writes.

    That is :data:`Does.DECIDER`, or :data:`Does.OWN` for the writers of the letter that asks.
    """

    wording: Wording
    vocabulary: Vocabulary
    names: Names
    speaker: str = Does.DECIDER


def names_in(wording: Wording, date: str | None) -> Names:
    """Finds regions, and the parties beside them, as they were named in the year of a letter."""
    year = int(date[:4]) if date else None

    def find(start: int, end: int) -> list[Token]:
        found = [Token(c.start, c.end, Does.REGION, c.names, c.rule) for c in find_regions(wording.text, start, end, year, wording.home)]
        taken = [(t.start, t.end) for t in found]
        for cue in find_parties(wording.text, start, end, year):
            if not any(a < cue.end and cue.start < b for a, b in taken):
                found.append(Token(cue.start, cue.end, Does.PARTY, cue.names, cue.rule))
        return found

    return find


def read_answer(listener: Listener, start: int, end: int, figures: Sequence[Figure]) -> list[Clause]:
    """The clauses between two offsets; ``figures`` are the amounts there in reading order.

    A sentence without act and amount makes none; the number of its point holds for the sentences behind it.
    """
    text, language = listener.wording.text, listener.wording.language
    acts, marks, deciders = _cues(listener, start, end)
    point: list[Token] = []
    goes_on = False
    found: list[Clause] = []
    for span in sentence_parts(text, start, end, language):
        amounts = [f for f in figures if span[0] <= f.start < span[1]]
        tokens = _sentence_tokens(listener, span, [c for c in acts if span[0] <= c.start < span[1]], marks, amounts)
        if not tokens and not amounts:
            point = _list_points(text, *span)[-1:] or point
            continue
        points = _points(listener, span)
        point = [t for t in points if t.rule in (MARK, LIST)][-1:] or point
        tokens = sorted([*tokens, *(t for t in points if t.rule not in (MARK, LIST))], key=lambda t: (t.start, -t.end, t.does))
        decided = bool(deciders) and deciders[0].start < span[1]
        clauses = [
            replace(c, decider=decided, own=c.own or goes_on, to=c.to or tuple(point))
            for c in clauses_of(text, *span, tokens, amounts, listener.wording.book)
        ]
        goes_on = text[span[1] - 1] == ";" and any(clause.own for clause in clauses)  # who speaks, speaks on behind a semicolon
        found += clauses
    return found


def _cues(listener: Listener, start: int, end: int) -> tuple[list[Cue], list[Cue], list[Cue]]:
    """The acts, the marks and the names of deciders between two offsets; a vote is one word at the head of a quotation."""
    text, book = listener.wording.text, listener.wording.book
    acts, marks, deciders = book.phrases[listener.speaker].find(text, start, end)
    if listener.speaker == Does.DECIDER and any(text.find(mark, start, end) >= 0 for mark in _VOTE_MARKS):
        acts += [Cue(m.start(1), m.end(1), book.vote) for m in book.quoted.finditer(text, start, end)]
    return sorted(acts, key=lambda cue: cue.start), marks, deciders


def _sentence_tokens(
    listener: Listener, span: tuple[int, int], acts: Sequence[Cue], marks: Sequence[Cue], amounts: Sequence[Figure]
) -> list[Token]:
    """Everything that means something in a sentence; nothing where it neither acts nor has an amount."""
    wording = listener.wording
    spoken = may_answer(wording.text, *span, wording.language)
    if not (acts or amounts or spoken):
        return []
    tokens = _tokens(listener, span, [*acts, *(c for c in marks if span[0] <= c.start < span[1])], amounts)
    if spoken:
        tokens = with_verbs(wording.text, span, amounts, tokens, wording.language, listener.speaker)
    return tokens if amounts or any(t.does in ACTS or t.does == Does.NONE for t in tokens) else []


def _points(listener: Listener, span: tuple[int, int]) -> list[Token]:
    """Numbers of points: in words (``on the second``) or as marks of a list, which hold until the next."""
    wording = listener.wording
    named = [
        Token(p.start, p.end, Does.POINT, tuple(map(str, p.numbers)), MARK if p.heads else "point")
        for p in named_points(wording.text, *span, wording.language)
    ]
    return sorted([*named, *_list_points(wording.text, *span)], key=lambda t: t.start)


def _list_points(text: str, start: int, end: int) -> list[Token]:
    return [Token(m.start, m.end, Does.POINT, (str(m.number),), LIST) for m in list_marks(text, start, end)]


def _tokens(listener: Listener, span: tuple[int, int], cues: Sequence[Cue], amounts: Sequence[Figure]) -> list[Token]:
    """The names, phrases and nouns of a sentence; amounts and names hide the words inside them."""
    tokens = listener.names(*span)
    taken = [(f.start, f.end) for f in amounts] + [(t.start, t.end) for t in tokens]
    for cue in cues:
        if cue.kind.value in MARKS or not any(a <= cue.start and cue.end <= b for a, b in taken):
            tokens.append(Token(cue.start, cue.end, cue.kind.value, (), cue.kind.rule))
            if cue.kind.value in (Does.REST, Does.OTHERS):
                taken.append((cue.start, cue.end))
    for match in WORD.finditer(listener.wording.text, *span):
        if not any(start <= match.start() < end for start, end in taken):
            noun = _noun(listener, match[0])
            if noun is not None:
                tokens.append(Token(match.start(), match.end(), *noun))
    return tokens


def _noun(listener: Listener, printed: str) -> tuple[str, tuple[str, ...], str] | None:
    """What a word names: a noun of the requests, by itself or by its synonym, or the bare name of one of their regions."""
    forms = kin(printed, listener.wording.language)
    for word in forms:
        if word in listener.vocabulary.words:
            return Does.NOUN, (word,), "noun"
    place = listener.vocabulary.places.get(forms[0]) if printed[0].isupper() else None
    return (Does.REGION, (place,), "place") if place is not None else None

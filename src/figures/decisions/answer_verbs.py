"""Part of station 8: acts of answers that are said by a verb and not by a set phrase.

The same frames by which amounts get their stage: ``the rice may be sent``, ``the request of the Province is
declined``, ``the wagons cannot be given``.  A verb so found counts only where its clause names a request.
"""

from __future__ import annotations

from collections.abc import Sequence

from figures.decisions.answer_words import DECIDER, NOUN, PARTY, REFUSAL, REGION, SUPPORT, Token
from figures.language import Cue, CueKind
from figures.model import Figure
from figures.sentences import SAID, Parsed, Sentence, act_table, read_sentence

_DECIDING = frozenset({"direct", "decide", "own", "settle", "refuse", "rule"})
"""Acts by which one who decides, or the writers for themselves, say what is to be done."""


def verb_acts(
    text: str, span: tuple[int, int], figures: Sequence[Figure], tokens: Sequence[Token], language: str, speaker: str
) -> list[Cue]:
    """The verbs of a sentence that answer requests which ``tokens`` name in their clause."""
    table = act_table(language)
    names = [(t.start, t.end) for t in tokens if t.does in (REGION, PARTY)]
    sentence = read_sentence(text, span, [f.quantity for f in figures], names, language)
    parsed = sentence.parsed
    found = []
    for number, group in enumerate(parsed.groups):
        does = table.answers.get(group.verb_class)
        if does is None or not _decides(sentence, number, speaker):
            continue
        if parsed.denies(number):
            does = table.denied.get(group.verb_class, REFUSAL)
        elif speaker != DECIDER and does != REFUSAL:
            does = SUPPORT
        kind = CueKind("answer", does, f"answer.{group.verb_class}")
        home = parsed.clause_of(number)
        if parsed.clauses[home].amounts:
            found += [Cue(start, end, kind) for start, end in _joined(parsed, home, tokens)]
        elif any(t.does in _NAMING and parsed.clause_at(t.start) == home for t in tokens):
            found.append(Cue(*parsed.span(number), kind))
    return sorted(dict.fromkeys(found), key=lambda cue: cue.start)


_NAMING = (NOUN, REGION, PARTY)


def _decides(sentence: Sentence, number: int, speaker: str) -> bool:
    """Whether a verb says what is to be done; the writers themselves must be its subject, and nobody else may be told to say it."""
    act, parsed = sentence.acts[number], sentence.parsed
    clause = parsed.clauses[parsed.clause_of(number)]
    if act.name not in _DECIDING:
        return False
    told = clause.kind == SAID and clause.host >= 0 and parsed.groups[clause.host].verb_class == "speech"
    if told and not parsed.person(clause.host):
        return False
    return speaker == DECIDER or act.name == "own" or (act.name == "refuse" and parsed.person(number) == 1)


def _joined(parsed: Parsed, home: int, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a thing without an amount is joined to one with it: ``35 tons of corn and the rice``."""
    words = parsed.tokens
    starts = {t.start for t in tokens if t.does == NOUN}
    return [
        (words[i].start, words[i].end)
        for i in range(1, len(words) - 1)
        if words[i].has("DET") and words[i - 1].has("AND") and words[i + 1].start in starts and parsed.owner[i] == home
    ]

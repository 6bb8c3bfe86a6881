"""Part of station 8: acts of answers that are said by a verb and not by a set phrase.

The same frames by which amounts get their stage: ``the rice may be sent``, ``the request of the Province is
declined``, ``the wagons cannot be given``.  A verb so found counts only where its clause names a request.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from figures.language import Cue, CueKind, is_plural
from figures.model import Figure
from figures.sentences.answer_words import DECIDER, NOUN, PARTY, REFUSAL, REGION, SUPPORT, Token
from figures.sentences.clauses import SAID
from figures.sentences.frames import Sentence, read_sentence
from figures.sentences.grammar import grammar
from figures.sentences.verbs import verbs

_DECIDING = frozenset({"direct", "decide", "own", "settle", "refuse", "rule"})
"""Acts by which one who decides, or the writers for themselves, say what is to be done."""


def verb_acts(
    text: str, span: tuple[int, int], figures: Sequence[Figure], tokens: Sequence[Token], language: str, speaker: str
) -> list[Cue]:
    """The verbs of a sentence that answer requests which ``tokens`` name in their clause."""
    words = grammar(language)
    names = [(t.start, t.end) for t in tokens if t.does in (REGION, PARTY)]
    sentence = read_sentence(text, span, [f.quantity for f in figures], names, words, verbs(language), partial(is_plural, language=language))
    found = []
    for number, group in enumerate(sentence.groups):
        does = words.answers.get(group.verb_class)
        if does is None or not _decides(sentence, number, speaker):
            continue
        does = words.denied.get(group.verb_class, REFUSAL) if sentence.denies(number) else does if speaker == DECIDER or does == REFUSAL else SUPPORT
        kind = CueKind("answer", does, f"answer.{group.verb_class}")
        home = sentence.clause_of(number)
        if sentence.clauses[home].amounts:
            found += [Cue(start, end, kind) for start, end in _joined(sentence, home, tokens)]
        elif any(t.does in _NAMING and sentence.clause_at(t.start) == home for t in tokens):
            found.append(Cue(sentence.tokens[group.first].start, sentence.tokens[group.last].end, kind))
    return sorted(dict.fromkeys(found), key=lambda cue: cue.start)


_NAMING = (NOUN, REGION, PARTY)


def _decides(sentence: Sentence, number: int, speaker: str) -> bool:
    """Whether a verb says what is to be done; the writers themselves must be its subject, and nobody else may be told to say it."""
    act = sentence.act(number)
    clause = sentence.clauses[sentence.clause_of(number)]
    if act is None or act.name not in _DECIDING:
        return False
    if clause.kind == SAID and clause.host >= 0 and sentence.groups[clause.host].verb_class == "speech" and not sentence.person(clause.host):
        return False
    return speaker == DECIDER or act.name == "own" or (act.name == "refuse" and sentence.person(number) == 1)


def _joined(sentence: Sentence, home: int, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a thing without an amount is joined to one with it: ``35 tons of corn and the rice``."""
    words = sentence.tokens
    starts = {t.start for t in tokens if t.does == NOUN}
    return [
        (words[i].start, words[i].end)
        for i in range(1, len(words) - 1)
        if words[i].has("DET") and words[i - 1].has("AND") and words[i + 1].start in starts and sentence.owner[i] == home
    ]

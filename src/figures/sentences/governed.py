"""What stands around an amount of a sentence, by its grammar: the verbs it hangs on, the noun phrases beside it."""

from __future__ import annotations

from bisect import bisect_right

from figures.sentences.clauses import CONTINUED
from figures.sentences.frames import Sentence
from figures.sentences.grammar import DONE, OPEN
from figures.sentences.groups import Group
from figures.sentences.tagging import AMOUNT, NAME, VERB, WORD
from figures.sentences.verbs import PROGRESSIVE

_DEEP = 12
"""Verbs that hang on one another in a sentence are fewer; a guard against circles."""
_SEPARABLE = 7
"""Words that may stand between a verb and its particle."""
_NO_NOUN = ("ADV", "PREP", "DET", "POSS", "AND", "THAT", "WHICH", "IF", "BECAUSE", "TO", "NOT", "I", "YOU", "IT", "HIM")
"""What ends a noun phrase."""


def governors(sentence: Sentence, amount: int) -> list[int]:
    """The verb groups that an amount hangs on, nearest first: a participle right behind it, the verbs before it in its
    clause, else the one it is the subject of; then what these hang on."""
    at, clause = sentence.token_of[amount], sentence.clauses[sentence.home[amount]]
    open_at = [n for n in clause.groups if 0 < sentence.groups[n].first - at <= 2 and sentence.groups[n].mood in (DONE, OPEN)]
    before = [n for n in reversed(clause.groups) if sentence.groups[n].last < at and sentence.groups[n].mood != DONE]
    later = [n for n in clause.groups if sentence.groups[n].first > at]
    found = open_at + (before or [n for n in later if sentence.groups[n].finite] or later)
    above = clause.host
    while above >= 0 and above not in found and len(found) < _DEEP:
        found.append(above)
        above = sentence.parent(above)
    return found


def lemmas(sentence: Sentence, number: int) -> tuple[str, ...]:
    """The lemmas that the main verb of a group may be a form of, with their particles; the longest first."""
    group = sentence.groups[number]
    for at in range(group.last, group.first - 1, -1):
        forms = [f for f in sentence.tokens[at].forms if f.verb_class == group.verb_class and _has_particle(sentence, at, f.particle)]
        if forms:
            return tuple(dict.fromkeys(f.lemma for f in forms))
    return ()


def _has_particle(sentence: Sentence, at: int, particle: tuple[str, ...]) -> bool:
    """Whether a verb's particle stands right behind it, or behind its object where it is no preposition."""
    for k in range(at + 1, min(at + 2 + _SEPARABLE, len(sentence.tokens))):
        end = k + len(particle)
        if tuple(t.word for t in sentence.tokens[k:end]) == particle:
            return k == at + 1 or not any(t.has(WORD, NAME, AMOUNT, "DET", "POSS") for t in sentence.tokens[end : end + 1])
    return not particle


def is_verb(sentence: Sentence, offset: int) -> bool:
    """Whether the word at an offset belongs to a verb group that is no gerund."""
    at = bisect_right(sentence.tokens, offset, key=lambda token: token.start) - 1
    return any(group.first <= at <= group.last and not _gerund(sentence, group) for group in sentence.groups)


def _gerund(sentence: Sentence, group: Group) -> bool:
    return group.mood == OPEN and group.first == group.last and any(f.form == PROGRESSIVE for f in sentence.tokens[group.first].forms)


def phrase(sentence: Sentence, offset: int) -> tuple[int, int] | None:
    """The noun phrase that opens at an offset, without its determiners: up to a verb, a preposition, a mark or a name."""
    at = bisect_right(sentence.tokens, offset - 1, key=lambda token: token.start)
    while at < len(sentence.tokens) and sentence.tokens[at].has("DET", "POSS"):
        at += 1
    verbs = {group.first for group in sentence.groups if not (group.first == at and _gerund(sentence, group))}
    end = at
    while (
        end < len(sentence.tokens) and end not in verbs and sentence.tokens[end].has(WORD, VERB) and not sentence.tokens[end].has(*_NO_NOUN)
    ):
        end += 1
    complete = end > at and not (end < len(sentence.tokens) and sentence.tokens[end].number >= 0)
    return (sentence.tokens[at].start, sentence.tokens[end - 1].end) if complete else None


def inside(sentence: Sentence, offset: int, amount: int) -> bool:
    """Whether what stands at an offset is in the clause of an amount or in one that hangs on it."""
    named, home = sentence.clause_at(offset), sentence.home[amount]
    while named not in (home, -1) and sentence.clauses[named].kind != CONTINUED:
        named = sentence.clauses[named].parent
    return named == home

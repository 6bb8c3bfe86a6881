"""What stands around a word of a sentence, by its grammar: the verbs that an amount hangs on, the noun phrases beside it."""

from __future__ import annotations

from figures.sentences.parsing.clauses import CONTINUED
from figures.sentences.parsing.heads import SEPARABLE, Group
from figures.sentences.parsing.parsed import Parsed
from figures.sentences.parsing.tagging import AMOUNT, NAME
from figures.sentences.vocabulary import DONE, OPEN, PROGRESSIVE, VERB, WORD

_NO_NOUN = ("ADV", "PREP", "DET", "POSS", "AND", "THAT", "WHICH", "IF", "BECAUSE", "TO", "NOT", "I", "YOU", "IT", "HIM")
"""What ends a noun phrase."""


def verbs_over(parsed: Parsed, amount: int) -> list[int]:
    """The verb groups that an amount hangs on, nearest first: a participle right behind it, the verbs before it in its
    clause, else the one it is the subject of; then what these hang on."""
    at, clause = parsed.token_of[amount], parsed.clauses[parsed.home[amount]]
    open_at = [n for n in clause.groups if 0 < parsed.groups[n].first - at <= 2 and parsed.groups[n].mood in (DONE, OPEN)]
    before = [n for n in reversed(clause.groups) if parsed.groups[n].last < at and parsed.groups[n].mood != DONE]
    later = [n for n in clause.groups if parsed.groups[n].first > at]
    found = open_at + (before or [n for n in later if parsed.groups[n].finite] or later)
    above = clause.host
    while above >= 0 and above not in found:
        found.append(above)
        above = parsed.parent(above)
    return found


def lemmas_of(parsed: Parsed, number: int) -> tuple[str, ...]:
    """The lemmas that the main verb of a group may be a form of, with their particles; the longest first."""
    group = parsed.groups[number]
    for at in range(group.last, group.first - 1, -1):
        forms = [f for f in parsed.tokens[at].forms if f.verb_class == group.verb_class and _has_particle(parsed, at, f.particle)]
        if forms:
            return tuple(dict.fromkeys(f.lemma for f in forms))
    return ()


def _has_particle(parsed: Parsed, at: int, particle: tuple[str, ...]) -> bool:
    """Whether a verb's particle stands right behind it, or behind its object where it is no preposition."""
    for k in range(at + 1, min(at + 2 + SEPARABLE, len(parsed.tokens))):
        end = k + len(particle)
        if tuple(t.word for t in parsed.tokens[k:end]) == particle:
            return k == at + 1 or not any(t.has(WORD, NAME, AMOUNT, "DET", "POSS") for t in parsed.tokens[end : end + 1])
    return not particle


def is_verb_at(parsed: Parsed, offset: int) -> bool:
    """Whether the word at an offset belongs to a verb group that is no gerund."""
    at = parsed.token_at(offset)
    return any(group.first <= at <= group.last and not _gerund(parsed, group) for group in parsed.groups)


def _gerund(parsed: Parsed, group: Group) -> bool:
    return group.mood == OPEN and group.first == group.last and any(f.form == PROGRESSIVE for f in parsed.tokens[group.first].forms)


def noun_phrase_at(parsed: Parsed, offset: int) -> tuple[int, int] | None:
    """The noun phrase that opens at an offset, without its determiners: up to a verb, a preposition, a mark or a name."""
    at = parsed.token_at(offset - 1) + 1
    while at < len(parsed.tokens) and parsed.tokens[at].has("DET", "POSS"):
        at += 1
    verbs = {group.first for group in parsed.groups if not (group.first == at and _gerund(parsed, group))}
    end = at
    while end < len(parsed.tokens) and end not in verbs and parsed.tokens[end].has(WORD, VERB) and not parsed.tokens[end].has(*_NO_NOUN):
        end += 1
    complete = end > at and not (end < len(parsed.tokens) and parsed.tokens[end].number >= 0)
    return (parsed.tokens[at].start, parsed.tokens[end - 1].end) if complete else None


def hangs_inside(parsed: Parsed, offset: int, amount: int) -> bool:
    """Whether what stands at an offset is in the clause of an amount or in one that hangs on it."""
    named, home = parsed.clause_at(offset), parsed.home[amount]
    while named not in (home, -1) and parsed.clauses[named].kind != CONTINUED:
        named = parsed.clauses[named].parent
    return named == home

"""Verbs without an auxiliary, told from the nouns that look like them (*plans, needs, supplies, orders*) by what stands around.

Behind a determiner or preposition such a word is a noun; a bare form needs a subject that agrees with it, or to
stand at the head of a clause; a past form behind an amount is a participle unless an object follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from figures.sentences.parsing.heads import CLAUSE_STARTS, OBJECT_STARTS, PARTING, SUBJECTS, Group, Verb, Words
from figures.sentences.parsing.tagging import (
    AMOUNT,
    CLOSE_BRACKET,
    COLON,
    COMMA,
    NAME,
    NUMBER,
    OPEN_BRACKET,
    OTHER,
    SEMICOLON,
    STOP,
    Token,
)
from figures.sentences.vocabulary import (
    BASE,
    BE,
    DONE,
    FACT,
    MAY,
    MUST,
    NOW,
    OPEN,
    ORDER,
    PARTICIPLE,
    PAST,
    PROGRESSIVE,
    THIRD,
    VERB,
    WILL,
    WISH,
    WORD,
)

_CLAUSE_TAKERS = frozenset({"ask", "propose", "opine", "consent", "decide", "speech", "let"})
"""Classes of verbs behind which another verb with its own subject may follow at once."""
_TELLERS = frozenset({"speech", "opine"})
"""Classes of verbs behind which what is said may stand without *that*."""
_AFTER_NOUN = frozenset({"MODAL", "BE", "HAVE", STOP, SEMICOLON, CLOSE_BRACKET, "OF"})
"""What follows a noun and not a verb that looks like it."""
_AFTER_THIRD = frozenset({"DET", AMOUNT, "TO", "THAT", "POSS"})
"""What opens the object of a verb at the head of its clause."""
_AFTER_VERB_NOT_NOUN = _AFTER_THIRD | {"HIM", NAME, COLON}
"""What follows a verb and not a noun that looks like it."""
_ENDS_CLAUSE = frozenset({COMMA, SEMICOLON, COLON, STOP, OPEN_BRACKET, "WHICH", "THAT", "AND", "BECAUSE", "IF"})
_NO_NOUN = SUBJECTS | CLAUSE_STARTS
"""Behind these a past form has its own subject, or opens a clause."""
_FINITE = frozenset({NOW, FACT, MUST, WILL, MAY, WISH})
"""Forms of auxiliaries, and moods of modals, that make a clause."""


def bare_verb(words: Words, i: int, earlier: Sequence[Group]) -> Group | None:
    """The verb at a token, if what stands around lets it be one; a bare form behind a statement goes on with it."""
    if words.has(i, "IF", "BECAUSE"):
        return None
    if (group := _hanging(words, i, earlier)) is not None:
        return group
    forms = {found.form for found in words.tokens[i].forms}
    for form, reader in _READERS.items():
        if form not in forms:
            continue
        if form in (THIRD, BASE) and _is_noun(words, i, earlier):
            return None
        found = words.verb(i, form)
        if found is not None and (group := reader(words, i, found, earlier)) is not None:
            return group
    return None


def _last_finite(earlier: Sequence[Group]) -> Group | None:
    return next((g for g in reversed(earlier) if g.finite), None)


def _hanging(words: Words, i: int, earlier: Sequence[Group]) -> Group | None:
    """A bare verb behind *us, them* (``have us release 5``), or joined by *and* to an infinitive, hangs on the verb before."""
    found = words.verb(i, BASE)
    if found is None or not earlier:
        return None
    j, last = words.before(i - 1), earlier[-1]
    infinitive = last.mood == OPEN and not last.finite and not words.has(last.first, "PREP") and last.verb_class != BE
    if not (words.has(j, "AND") and infinitive) and not (words.has(j, "HIM") and words.together(last.last + 1, i)):
        return None
    return Group(i, found.last, found.form.verb_class, OPEN)


# --- nouns --------------------------------------------------------------------------------------------


def _is_noun(words: Words, i: int, earlier: Sequence[Group]) -> bool:
    """Whether a word that looks like a verb is a noun: the object of a verb before it, or part of a phrase behind a preposition."""
    j = words.before(i - 1)
    if words.opens_clause(j) or words.has(j, "I", "YOU", "WHICH") or (words.has(j, "IT") and not words.has(j, "DET")):
        return words.has(i, "DET", "PREP") and not words.has(j, "I", "YOU", "WHICH")
    if words.has(i, "DET", "PREP"):
        return True
    if earlier and earlier[-1].verb_class not in _CLAUSE_TAKERS and words.together(earlier[-1].last + 1, i):
        return True
    return words.has(i, "NOUN") and _stands_as_noun(words, i, j)


def _stands_as_noun(words: Words, i: int, j: int) -> bool:
    """Whether a word that is a noun as often as a verb is one here: in a phrase behind a preposition, or with no object behind it."""
    k = j
    while words.has(k, WORD, VERB) and not words.tokens[k].capital:
        k -= 1
    if k < j and (words.has(k, "PREP") or (words.has(k, "DET", "POSS") and words.has(k - 1, "PREP"))):
        return True
    return not words.any_of(i + 1, _AFTER_VERB_NOT_NOUN) and not (words.has(i + 1, "PREP") and words.has(j, NAME))


def _in_noun_phrase(words: Words, i: int) -> bool:
    """Whether a determiner or preposition before it makes the word a noun or an adjective."""
    j = i - 1
    while words.has(j, "ADV") and not words.has(j, "DET", "PREP"):
        j -= 1
    return words.has(j, "DET", "POSS", "PREP") and not words.has(j, "IT", "THAT", "WHICH")


# --- one reader a form --------------------------------------------------------------------------------


def _gerund(words: Words, i: int, found: Verb, _: Sequence[Group]) -> Group | None:
    if words.has(i - 1, "DET", "POSS") or words.has(i + 1, "AND", "OF"):
        return None
    return Group(i, found.last, found.form.verb_class, OPEN)


def _past(words: Words, i: int, found: Verb, earlier: Sequence[Group]) -> Group | None:
    """A past form: the verb of a clause, a participle behind a noun, or one that shares the auxiliary before it."""
    j = words.before(i - 1)
    told = _last_finite(earlier)
    if words.verb(i, PARTICIPLE) and (group := _behind_noun(words, i, found, told) or _gapped(words, i, found, told)):
        return group
    if words.any_of(j, SUBJECTS) and not _behind_those(words, j):
        return words.finite(i, found.head(), FACT)
    if _in_noun_phrase(words, i):
        return None
    return _past_or_participle(words, i, found)


def _past_or_participle(words: Words, i: int, found: Verb) -> Group | None:
    j = words.before(i - 1)
    if words.verb(i, PARTICIPLE) is not None:
        if _is_participle(words, i, found):
            return Group(i, found.last, found.form.verb_class, DONE)
        if words.verb(i, BASE) is not None and not words.has(j, WORD, NAME):
            return None  # cut, put, set at the head of a clause are orders
        if j < 0 or words.has(j, COLON, OTHER, OPEN_BRACKET, STOP):
            return words.finite(i, found.head(passive=True), FACT)  # "Proposed: 5 tons"
    return words.finite(i, found.head(), FACT)


def _is_participle(words: Words, i: int, found: Verb) -> bool:
    """Whether a form that is past and participle is the participle: behind *those*, behind an amount, or with a finite verb to follow."""
    j = words.before(i - 1)
    if _behind_those(words, j) or (words.has(j, AMOUNT, CLOSE_BRACKET) and not words.any_of(found.last + 1, OBJECT_STARTS)):
        return True
    noun = words.has(j, WORD, NAME, AMOUNT, NUMBER, CLOSE_BRACKET) and not words.any_of(j, CLAUSE_STARTS)
    return noun and _finite_follows(words, found.last)


def _behind_those(words: Words, j: int) -> bool:
    """Whether a determiner stands alone behind a preposition: ``in addition to those released``."""
    return words.has(j, "DET") and words.has(j - 1, "PREP", "TO")


def _finite_follows(words: Words, last: int) -> bool:
    """Whether a verb that can only be finite stands behind, before the clause ends."""
    for token in words.tokens[last + 1 :]:
        if token.of(_ENDS_CLAUSE):
            return False
        if token.auxiliary is not None and (token.auxiliary[1] in _FINITE or token.auxiliary == ("DO", BASE)):
            return True
    return False


def _behind_noun(words: Words, i: int, found: Verb, told: Group | None) -> Group | None:
    """``orders placed by them``, ``wants the price brought down``: behind a noun whose clause has its verb, a past form is a participle."""
    j = words.before(i - 1)
    if not words.has(j, WORD, AMOUNT, CLOSE_BRACKET) or words.any_of(j, _NO_NOUN):
        return None
    if not words.has(found.last + 1, "BY") and not (told is not None and _in_clause_of(words, i, told)):
        return None
    return Group(i, found.last, found.form.verb_class, DONE)


def _in_clause_of(words: Words, i: int, told: Group) -> bool:
    """Whether a finite verb before a token has it in its clause."""
    return told.verb_class not in _TELLERS and words.together(told.last + 1, i) and not words.joined(told.last + 1, i)


def _gapped(words: Words, i: int, found: Verb, told: Group | None) -> Group | None:
    """``the tools could be reduced to 5 and the furnaces ordered to 6``: a participle shares the auxiliary of the passive before it."""
    if told is None or not told.passive or words.any_of(found.last + 1, OBJECT_STARTS):
        return None
    j = words.before(i - 1)
    if not words.joined(told.last + 1, i) or not words.has(j, WORD, NAME, AMOUNT, "AND"):
        return None
    return told._replace(first=i, last=found.last, verb_class=found.form.verb_class, elliptic=words.has(j, "AND"))


def _done(words: Words, i: int, found: Verb, _: Sequence[Group]) -> Group | None:
    """A participle that is no past form: given, taken, written."""
    if _in_noun_phrase(words, i) or (words.verb(i, BASE) is not None and words.opens_clause(words.before(i - 1))):
        return None
    return Group(i, found.last, found.form.verb_class, DONE)


def _third(words: Words, i: int, found: Verb, _: Sequence[Group]) -> Group | None:
    """A form in *-s*: behind a pronoun, a name or a singular noun, or at the head of a clause that goes on with another."""
    j = words.before(i - 1)
    if words.has(j, "IT", "WHICH", "THAT"):
        return words.finite(i, found.head(), NOW)
    if words.any_of(found.last + 1, _AFTER_NOUN):
        return None
    if words.opens_clause(j):
        return _third_at_head(words, i, j, found)
    token = words.tokens[j]
    if _in_noun_phrase(words, i) or not (_may_be_subject(token) and (token.capital or not words.grammar.is_plural(token.word))):
        return None
    return words.finite(i, found.head(), NOW)


def _third_at_head(words: Words, i: int, j: int, found: Verb) -> Group | None:
    goes_on = words.has(j, "AND", COMMA, OPEN_BRACKET)
    if words.any_of(found.last + 1, _AFTER_THIRD) and not goes_on:
        return None if _in_noun_phrase(words, i) else words.finite(i, found.head(), NOW)
    if words.has(j, "AND", COMMA) and words.has(found.last + 1, *_AFTER_THIRD, "PREP"):
        return words.finite(i, found.head(), NOW)
    return None


def _present(words: Words, i: int, found: Verb, earlier: Sequence[Group]) -> Group | None:
    """A bare form: the verb of a plural subject, a subjunctive, or an order at the head of a clause."""
    j = words.before(i - 1)
    if words.has(j, "I", "YOU", "IT", "WHICH") or (words.has(j, "THAT") and words.has(j - 1, WORD, NAME, AMOUNT)):
        return words.finite(i, found.head(), NOW, bare=True)
    if words.any_of(found.last + 1, _AFTER_NOUN) or _in_noun_phrase(words, i):
        return None
    if _is_order(words, i, j, found):
        return words.finite(i, found.head(), NOW if _is_told(words, j, earlier) else ORDER)
    token = words.at(j)
    if token is None or not _may_be_subject(token) or not words.has(found.last + 1, *OBJECT_STARTS, "PREP", "ADV"):
        return None
    if token.capital or words.grammar.is_plural(token.word) or _is_subjunctive(words, i):
        return words.finite(i, found.head(), NOW, bare=True)
    return None


def _is_subjunctive(words: Words, i: int) -> bool:
    """Whether a bare form follows *that* and a subject with no verb between: ``that the treasurer advance 5 tons``."""
    for token in reversed(words.tokens[:i]):
        if token.has("THAT"):
            return True
        if token.auxiliary is not None or token.of(PARTING):
            return False
    return False


def _is_order(words: Words, i: int, j: int, found: Verb) -> bool:
    """Whether a bare form stands at the head of a clause or list row, before what may be its object."""
    if not words.opens_clause(j) and not words.has(j, NUMBER):
        return False
    between_commas = words.has(j, COMMA) and words.has(found.last + 1, COMMA)
    return words.has(found.last + 1, *OBJECT_STARTS, "PREP", WORD) or words.has(i - 1, "NOT") or between_commas


def _is_told(words: Words, j: int, earlier: Sequence[Group]) -> bool:
    """Whether a bare form is no order: it goes on with a statement, or its subject stands before a comma."""
    told = _last_finite(earlier)
    if told is not None:
        return told.mood != ORDER and words.has(j, "AND", COMMA)
    return words.has(j, COMMA) and words.has(0, "DET", NAME)


def _may_be_subject(token: Token) -> bool:
    return token.has(WORD, NAME, VERB, CLOSE_BRACKET)


_READERS: dict[str, Callable[[Words, int, Verb, Sequence[Group]], Group | None]] = {
    PROGRESSIVE: _gerund, PAST: _past, PARTICIPLE: _done, THIRD: _third, BASE: _present,
}  # fmt: skip
"""What tells a verb of each form from a noun, in the order in which forms are tried."""

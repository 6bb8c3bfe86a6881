"""Verb groups: auxiliaries with their verb, read as class, mood and person.

``would like to``, ``has been sent``, ``are to be given``, ``to reduce``: one group each.  A verb without an
auxiliary is told from the noun that it looks like in ``bare_verbs.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from figures.sentences.parsing.bare_verbs import bare_verb
from figures.sentences.parsing.heads import Group, Head, Words
from figures.sentences.parsing.tagging import Token
from figures.sentences.vocabulary import (
    BASE,
    BE,
    FACT,
    HAVE,
    LET,
    MUST,
    NOW,
    OPEN,
    ORDER,
    PARTICIPLE,
    PROGRESSIVE,
    UNKNOWN,
    VERB,
    WILL,
    WISH,
    WORD,
    Grammar,
)


def verb_groups(tokens: Sequence[Token], grammar: Grammar) -> list[Group]:
    """All verb groups of a sentence in order; they do not overlap."""
    words = Words(tokens, grammar)
    groups: list[Group] = []
    free = 0
    for i, token in enumerate(tokens):
        if i < free:
            continue
        group = _behind_let(words, i, groups[-1]) if groups and groups[-1].verb_class == LET else None
        if group is None and not _OPENERS.isdisjoint(token.tags):
            group = _group_at(words, i, groups)
        if group is not None:
            groups.append(group)
            free = group.last + 1
    return groups


def _behind_let(words: Words, i: int, let: Group) -> Group | None:
    """The bare verb behind the object of *let* hangs on it."""
    if not words.together(let.last + 1, i) or (head := words.base(i)) is None:
        return None
    return Group(i, head.last, head.verb_class, OPEN, passive=head.passive)


def _group_at(words: Words, i: int, earlier: Sequence[Group]) -> Group | None:
    token = words.tokens[i]
    form = token.auxiliary[1] if token.auxiliary else ""
    for tag, read in _STARTS.items():
        if tag in token.tags and (group := read(words, i, form)) is not None:
            return group
    return bare_verb(words, i, earlier) if VERB in token.tags else None


def _modal(words: Words, i: int, mood: str) -> Group:
    j = words.after(i + 1)
    if words.has(j, "I", "YOU", "IT"):  # a question or a condition by inversion
        j += 1
    if words.has(j, "TO"):  # ought to
        j += 1
    head = words.base(j)
    follows = words.after(j)
    if head is None:
        token = words.at(follows)
        unknown = token is not None and token.has(WORD) and not token.capital
        return words.finite(i, Head(UNKNOWN, follows) if unknown else Head(BE, i), mood)
    if mood != WISH and words.has(j, "HAVE") and words.has(words.after(j + 1), "TO"):
        mood = MUST  # will have to
    elif mood == WILL and words.has(follows, "HAVE") and head.last > follows:
        mood = FACT  # will have been landed
    return words.finite(i, head, mood)


def _have(words: Words, i: int, form: str) -> Group:
    perfect = words.perfect(i)
    if form == PROGRESSIVE:
        if perfect is None:
            return Group(i, i, HAVE, OPEN)
        return Group(i, perfect.last, perfect.verb_class, FACT, passive=perfect.passive)
    j = words.after(i + 1)
    if words.has(j, "TO") and (head := words.base(j + 1)):
        return words.finite(i, head, MUST)
    if perfect is not None:
        return words.finite(i, perfect, FACT)
    return words.finite(i, Head(HAVE, i), FACT if form == FACT else NOW)


def _be(words: Words, i: int, form: str) -> Group:
    head = words.complement(i)
    if form in (PROGRESSIVE, PARTICIPLE):
        return Group(i, head.last, head.verb_class, NOW, passive=head.passive)
    j = words.after(i + 1)
    going = words.at(j)
    if going is not None and going.auxiliary == ("BE", PROGRESSIVE):
        head = head._replace(passive=False)  # what is being sent is told, not ordered
    if form == BASE:
        return words.finite(i, head, ORDER if words.opens_clause(words.before(i - 1)) else OPEN, bare=True)
    if words.has(j, "TO") and (to_do := words.base(j + 1)):
        return words.finite(i, to_do, MUST)
    return words.finite(i, head, FACT if form == FACT else NOW)


def _do(words: Words, i: int, form: str) -> Group | None:
    head = words.base(i + 1)
    if head is None:
        return None
    order = form == BASE and words.opens_clause(words.before(i - 1))
    return words.finite(i, head, ORDER if order else FACT if form == FACT else NOW)


def _infinitive(words: Words, i: int, _: str) -> Group | None:
    head = words.base(i + 1)
    return Group(i, head.last, head.verb_class, OPEN, passive=head.passive) if head else None


_STARTS: dict[str, Callable[[Words, int, str], Group | None]] = {"MODAL": _modal, "HAVE": _have, "BE": _be, "DO": _do, "TO": _infinitive}
_OPENERS = frozenset({*_STARTS, VERB})
"""Words that may open a verb group."""

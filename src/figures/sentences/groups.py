"""Verb groups: auxiliaries with their verb, read as class, mood and person.

``would like to``, ``has been sent``, ``are to be given``, ``to reduce``: one group each.  A word that
may be a verb or a noun (*plans, needs, supplies, orders*) is told by what stands around it: behind a
determiner or preposition it is a noun; a bare form needs a subject that agrees with it, or to stand at
the head of a clause; a past form behind an amount is a participle unless an object follows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from figures.sentences.grammar import (
    BE,
    DONE,
    FACT,
    HAVE,
    LET,
    MUST,
    NOW,
    OPEN,
    ORDER,
    PASSIVE_FACT,
    PASSIVE_NOW,
    UNKNOWN,
    WILL,
    WISH,
    Grammar,
)
from figures.sentences.tagging import (
    AMOUNT,
    CLOSE_BRACKET,
    COLON,
    COMMA,
    DASH,
    NAME,
    NUMBER,
    OPEN_BRACKET,
    OTHER,
    SEMICOLON,
    STOP,
    VERB,
    WORD,
    Token,
)
from figures.sentences.verbs import BASE, PARTICIPLE, PAST, PROGRESSIVE, THIRD, Form, Verbs

_SKIPPED = ("ADV", "NOT")
_HEADS = (COMMA, SEMICOLON, COLON, OPEN_BRACKET, CLOSE_BRACKET, DASH, STOP, OTHER, "AND", "BECAUSE", "IF", "PLEASE")
"""What may stand before the first word of a clause."""
_SUBJECTS = ("I", "YOU", "IT", "WHICH", "THAT")
_OBJECT_STARTS = ("DET", "POSS", AMOUNT, "TO", "THAT", "HIM", "IT", NAME, NUMBER, COLON)
_PASSIVE = {FACT: PASSIVE_FACT, NOW: PASSIVE_NOW}
_SEPARABLE = 7
"""Tokens that may stand between a verb and its particle (``write 5 tons of rye off``)."""


class Group(NamedTuple):
    """One verb group of a sentence.

    ``first`` and ``last`` are tokens; ``person`` is 1 where *I* or *we* is the subject, 2 for *you*, 0 where
    nothing says; ``finite`` tells a verb that makes a clause from an infinitive, gerund or participle.
    """

    first: int
    last: int
    verb_class: str
    mood: str
    person: int
    finite: bool
    passive: bool = False
    negative: bool = False
    bare: bool = False
    """Whether a bare form stands where a subjunctive may (``that 5 tons be sent``)."""
    elliptic: bool = False
    """Whether it has no subject of its own behind the boundary before it."""


class _Head(NamedTuple):
    """The main verb of a group: its class, its last token, and whether it is passive."""

    verb_class: str
    last: int
    passive: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    tokens: Sequence[Token]
    grammar: Grammar
    verbs: Verbs
    plural: Callable[[str], bool]

    def at(self, i: int) -> Token | None:
        return self.tokens[i] if 0 <= i < len(self.tokens) else None

    def has(self, i: int, *tags: str) -> bool:
        token = self.at(i)
        return token is not None and token.has(*tags)

    def after(self, i: int) -> int:
        """The next token that is no adverb and no negation."""
        while self.has(i, *_SKIPPED) and not self.has(i, "MODAL", "BE", "HAVE", "DO"):
            i += 1
        return i

    def before(self, i: int) -> int:
        """The token before, leaving out adverbs, negations and what stands in a bracket."""
        while i >= 0 and (self.has(i, *_SKIPPED) or self.has(i, CLOSE_BRACKET)):
            i = self._opening(i) - 1
        return i

    def _opening(self, i: int) -> int:
        """Where the bracket opens that closes at a token; any other token is its own."""
        if not self.has(i, CLOSE_BRACKET):
            return i
        return next((k for k in range(i - 1, -1, -1) if self.has(k, OPEN_BRACKET)), i)

    def form(self, i: int, *wanted: str) -> tuple[Form, int] | None:
        """The verb at a token if it has one of the forms, and the token where its particle ends."""
        token = self.at(i)
        if token is None:
            return None
        for form in token.forms:
            if form.form in wanted and (last := self._particle(i, form.particle)) >= 0:
                return form, last
        return None

    def _particle(self, i: int, particle: tuple[str, ...]) -> int:
        if not particle:
            return i
        j = self.after(i + 1)
        if all((token := self.at(j + n)) is not None and token.word == word for n, word in enumerate(particle)):
            return j + len(particle) - (2 if self.has(j + len(particle) - 1, "THAT") else 1)
        if len(particle) > 1:
            return -1
        for j in range(i + 1, min(i + 1 + _SEPARABLE, len(self.tokens))):
            token = self.tokens[j]
            if token.word == particle[0]:
                return i if j > i + 1 else j
            if token.has(COMMA, SEMICOLON, COLON, STOP, OPEN_BRACKET, "AND", "PREP", "TO") or token.auxiliary is not None:
                return -1
        return -1

    def _impersonal(self, i: int) -> bool:
        """Whether nobody is the subject of a form of *be*: ``it is possible``."""
        j = self.before(i - 1)
        while self.has(j, "MODAL"):
            j = self.before(j - 1)
        return self.has(j, "IT") or j < 0

    # --- heads ------------------------------------------------------------------------------------

    def participle(self, i: int) -> _Head | None:
        """The verb whose participle stands at a token, known or not."""
        found = self.form(i, PARTICIPLE)
        if found:
            return _Head(found[0].verb_class, found[1])
        token = self.at(i)
        if token is not None and token.has(WORD) and not token.capital and token.word.endswith(self.grammar.participle_endings):
            return _Head(UNKNOWN, i)
        return None

    def base(self, i: int) -> _Head | None:
        """What follows a modal or *to*: a known verb, a chain of *be* or *have*, or an unknown verb."""
        i = self.after(i)
        token = self.at(i)
        if token is None:
            return None
        if token.auxiliary == ("BE", "base"):
            return self.complement(i)
        if token.auxiliary and token.auxiliary[0] == "HAVE":
            j = self.after(i + 1)
            return (self.base(j + 1) if self.has(j, "TO") else self._perfect(i)) or _Head(HAVE, i)
        found = self.form(i, BASE)
        return _Head(found[0].verb_class, found[1]) if found else None

    def _perfect(self, i: int) -> _Head | None:
        """What follows *have*: a participle, or *been* and what follows it; None where *have* is the main verb."""
        j = self.after(i + 1)
        token = self.at(j)
        if token is not None and token.auxiliary == ("BE", PARTICIPLE):
            return self.complement(j)
        return self.participle(j)

    def complement(self, i: int) -> _Head:
        """What follows a form of *be*: a predicate, a participle, a progressive, or nothing of these."""
        j = self.after(i + 1)
        token = self.at(j)
        if token is None:
            return _Head(BE, i)
        for words, verb_class in self.verbs.predicates.get(token.word, ()):
            if all((t := self.at(j + 1 + n)) is not None and t.word == word for n, word in enumerate(words)):
                return _Head(verb_class, j + len(words), passive=self._impersonal(i))
        if token.auxiliary == ("BE", PROGRESSIVE):
            return self.complement(j)
        found = self.participle(j)
        if found:
            return _Head(found.verb_class, found.last, passive=True)
        going = self.form(j, PROGRESSIVE)
        return _Head(going[0].verb_class, going[1]) if going else _Head(BE, i)


def verb_groups(tokens: Sequence[Token], grammar: Grammar, verbs: Verbs, plural: Callable[[str], bool]) -> list[Group]:
    """All verb groups of a sentence in order; they do not overlap."""
    reader = _Reader(tokens, grammar, verbs, plural)
    groups: list[Group] = []
    i = 0
    while i < len(tokens):
        group = _group_at(reader, i, groups)
        if group is None:
            i += 1
        else:
            groups.append(group)
            i = group.last + 1
    return groups


def _group_at(reader: _Reader, i: int, earlier: Sequence[Group]) -> Group | None:
    token = reader.tokens[i]
    if earlier and earlier[-1].verb_class == LET and _together(reader, earlier[-1].last + 1, i) and (head := reader.base(i)):
        return Group(i, head.last, head.verb_class, OPEN, 0, False, head.passive)
    for tag, read in _STARTS:
        if token.has(tag) and (group := read(reader, i)) is not None:
            return group
    return _bare(reader, i, earlier) if token.has(VERB) else None


def _together(reader: _Reader, start: int, end: int) -> bool:
    """Whether nothing between two tokens can part clauses."""
    return not any(t.has(*_PARTING) for t in reader.tokens[start:end])


_PARTING = (COMMA, SEMICOLON, COLON, OPEN_BRACKET, CLOSE_BRACKET, DASH, STOP, "THAT", "WHICH", "IF", "BECAUSE")


def _finite(reader: _Reader, i: int, head: _Head, mood: str) -> Group:
    if head.passive and mood in _PASSIVE:
        mood = _PASSIVE[mood]
    negative = any(t.has("NOT") for t in reader.tokens[i : head.last + 1])
    return Group(i, head.last, head.verb_class, mood, _person(reader, i), True, head.passive, negative, False, _elliptic(reader, i))


def _person(reader: _Reader, i: int) -> int:
    j = reader.before(i - 1)
    return 1 if reader.has(j, "I") else 2 if reader.has(j, "YOU") else 0


def _elliptic(reader: _Reader, i: int) -> bool:
    j = reader.before(i - 1)
    return j < 0 or reader.has(j, *_HEADS)


def _modal(reader: _Reader, i: int) -> Group | None:
    token = reader.tokens[i]
    assert token.auxiliary is not None
    j = reader.after(i + 1)
    if reader.has(j, "I", "YOU", "IT"):  # a question or a condition by inversion
        j += 1
    if reader.has(j, "TO"):  # ought to
        j += 1
    head = reader.base(j)
    mood = token.auxiliary[1]
    if head is not None and mood != WISH and reader.has(j, "HAVE") and reader.has(reader.after(j + 1), "TO"):
        mood = MUST  # will have to
    elif head is not None and mood == WILL and reader.tokens[reader.after(j)].has("HAVE") and head.last > reader.after(j):
        mood = FACT  # will have been landed
    if head is None:
        word = reader.at(reader.after(j))
        known = word is not None and word.has(WORD) and not word.capital
        head = _Head(UNKNOWN, reader.after(j)) if known else _Head(BE, i)
    return _finite(reader, i, head, mood)


def _have(reader: _Reader, i: int) -> Group | None:
    token = reader.tokens[i]
    assert token.auxiliary is not None
    form = token.auxiliary[1]
    if form == PROGRESSIVE:
        head = reader._perfect(i)
        return Group(i, head.last, head.verb_class, FACT, 0, False, head.passive) if head else Group(i, i, HAVE, OPEN, 0, False)
    j = reader.after(i + 1)
    if reader.has(j, "TO") and (head := reader.base(j + 1)):
        return _finite(reader, i, head, MUST)
    head = reader._perfect(i)
    if head:
        return _finite(reader, i, head, FACT)
    return _finite(reader, i, _Head(HAVE, i), FACT if form == FACT else NOW)


def _be(reader: _Reader, i: int) -> Group | None:
    token = reader.tokens[i]
    assert token.auxiliary is not None
    form = token.auxiliary[1]
    if form in (PROGRESSIVE, PARTICIPLE):
        head = reader.complement(i)
        return Group(i, head.last, head.verb_class, NOW, 0, False, head.passive)
    j = reader.after(i + 1)
    if form != BASE and reader.has(j, "TO") and (due := reader.base(j + 1)):
        return _finite(reader, i, due, MUST)
    head = reader.complement(i)
    if (going := reader.at(j)) is not None and going.auxiliary == ("BE", PROGRESSIVE):
        head = head._replace(passive=False)  # what is being sent is told, not ordered
    if form == BASE:
        opens = _elliptic(reader, i)
        return _finite(reader, i, head, ORDER if opens else OPEN)._replace(bare=True)
    return _finite(reader, i, head, FACT if form == FACT else NOW)


def _do(reader: _Reader, i: int) -> Group | None:
    token = reader.tokens[i]
    assert token.auxiliary is not None
    head = reader.base(i + 1)
    if head is None:
        return None
    order = _elliptic(reader, i) and token.word == "do"
    return _finite(reader, i, head, ORDER if order else FACT if token.auxiliary[1] == FACT else NOW)


def _infinitive(reader: _Reader, i: int) -> Group | None:
    head = reader.base(i + 1)
    return Group(i, head.last, head.verb_class, OPEN, 0, False, head.passive) if head else None


_STARTS: tuple[tuple[str, Callable[[_Reader, int], Group | None]], ...] = (
    ("MODAL", _modal), ("HAVE", _have), ("BE", _be), ("DO", _do), ("TO", _infinitive),
)  # fmt: skip


def _bare(reader: _Reader, i: int, earlier: Sequence[Group]) -> Group | None:
    """A verb without auxiliary, if what stands around it lets it be one; a bare form behind a statement goes on with it."""
    if reader.has(i, "IF", "BECAUSE"):
        return None
    if (group := _hanging(reader, i, earlier)) is not None:
        return group
    noun = _taken_for_noun(reader, i, earlier)
    for form, read in ((PROGRESSIVE, _gerund), (PAST, _past), (PARTICIPLE, _done), (THIRD, _third), (BASE, _present)):
        found = reader.form(i, form)
        if noun and form in (THIRD, BASE):
            continue
        if found and form == PAST and (group := _behind_noun(reader, i, found, earlier)) is not None:
            return group
        if found and form == PAST and (group := _gapped(reader, i, found, earlier)) is not None:
            return group
        if found and (group := read(reader, i, found)) is not None:
            return group._replace(mood=NOW) if group.mood == ORDER and _is_told(reader, i, earlier) else group
    return None


def _hanging(reader: _Reader, i: int, earlier: Sequence[Group]) -> Group | None:
    """A bare verb behind *us, them* (``have us release 5``), or joined by *and* to an infinitive, hangs on the verb before."""
    found = reader.form(i, BASE)
    if found is None or not earlier:
        return None
    j, last = reader.before(i - 1), earlier[-1]
    joined = reader.has(j, "AND") and last.mood == OPEN and not last.finite and not reader.has(last.first, "PREP") and last.verb_class != BE
    if not joined and not (reader.has(j, "HIM") and _together(reader, last.last + 1, i)):
        return None
    return Group(i, found[1], found[0].verb_class, OPEN, 0, False)


def _is_told(reader: _Reader, i: int, earlier: Sequence[Group]) -> bool:
    """Whether a bare form is no order: it goes on with a statement, or its subject stands before a comma."""
    j = reader.before(i - 1)
    told = next((g for g in reversed(earlier) if g.finite), None)
    if told is not None:
        return told.mood != ORDER and reader.has(j, "AND", COMMA)
    return reader.has(j, COMMA) and reader.has(0, "DET", NAME)


def _taken_for_noun(reader: _Reader, i: int, earlier: Sequence[Group]) -> bool:
    """Whether a word that looks like a verb is a noun: the object of a verb before it, or part of a phrase behind a preposition."""
    j = reader.before(i - 1)
    if j < 0 or reader.has(j, "I", "YOU", "WHICH", *_HEADS) or (reader.has(j, "IT") and not reader.has(j, "DET")):
        return reader.has(i, "DET", "PREP") and not reader.has(j, "I", "YOU", "WHICH")
    if reader.has(i, "DET", "PREP"):
        return True
    if earlier and earlier[-1].verb_class not in _CLAUSE_TAKERS and _together(reader, earlier[-1].last + 1, i):
        return True
    if not reader.has(i, "NOUN"):
        return False
    k = j
    while reader.has(k, WORD, VERB) and not reader.tokens[k].capital:
        k -= 1
    if k < j and (reader.has(k, "PREP") or (reader.has(k, "DET", "POSS") and reader.has(k - 1, "PREP"))):
        return True
    return not reader.has(i + 1, "DET", "POSS", AMOUNT, "TO", "THAT", "HIM", NAME, COLON) and not (reader.has(i + 1, "PREP") and reader.has(j, NAME))


_CLAUSE_TAKERS = frozenset({"ask", "propose", "opine", "consent", "decide", "speech", "let"})
"""Classes of verbs behind which another verb with its own subject may follow at once."""


def _gapped(reader: _Reader, i: int, found: tuple[Form, int], earlier: Sequence[Group]) -> Group | None:
    """``the tools could be reduced to 5 and the furnaces ordered to 6``: a participle shares the auxiliary of the passive before it."""
    told = next((g for g in reversed(earlier) if g.finite), None)
    form, last = found
    if told is None or not told.passive or reader.form(i, PARTICIPLE) is None or reader.has(last + 1, *_OBJECT_STARTS):
        return None
    if not _after_and(reader, told.last + 1, i) or not reader.has(reader.before(i - 1), WORD, NAME, AMOUNT, "AND"):
        return None
    return told._replace(first=i, last=last, verb_class=form.verb_class, elliptic=reader.has(reader.before(i - 1), "AND"))


def _behind_noun(reader: _Reader, i: int, found: tuple[Form, int], earlier: Sequence[Group]) -> Group | None:
    """``orders placed by them``, ``wants the price brought down``: behind a noun whose clause has its verb, a past form is a participle."""
    form, last = found
    j = reader.before(i - 1)
    if reader.form(i, PARTICIPLE) is None or not reader.has(j, WORD, AMOUNT, CLOSE_BRACKET) or reader.has(j, *_SUBJECTS, *_HEADS):
        return None
    told = next((g for g in reversed(earlier) if g.finite), None)
    has_verb = told is not None and told.verb_class not in _TELLERS and _together(reader, told.last + 1, i) and not _after_and(reader, told.last + 1, i)
    if has_verb or reader.has(last + 1, "BY"):
        return Group(i, last, form.verb_class, DONE, 0, False)
    return None


_TELLERS = frozenset({"speech", "opine"})
"""Classes of verbs behind which what is said may stand without *that*."""


def _after_and(reader: _Reader, start: int, end: int) -> bool:
    """Whether the last boundary between two tokens is *and*."""
    return next((t.has("AND") for t in reversed(reader.tokens[start:end]) if t.has("AND", *_PARTING)), False)


def _noun_behind(reader: _Reader, i: int) -> bool:
    """Whether a determiner or preposition before it makes the word a noun or an adjective."""
    j = i - 1
    while reader.has(j, "ADV") and not reader.has(j, "DET", "PREP"):
        j -= 1
    return reader.has(j, "DET", "POSS", "PREP") and not reader.has(j, "IT", "THAT", "WHICH")


def _gerund(reader: _Reader, i: int, found: tuple[Form, int]) -> Group | None:
    if reader.has(i - 1, "DET", "POSS") or reader.has(i + 1, "AND") or (reader.at(i + 1) is not None and reader.tokens[i + 1].word == "of"):
        return None
    return Group(i, found[1], found[0].verb_class, OPEN, 0, False)


def _past(reader: _Reader, i: int, found: tuple[Form, int]) -> Group | None:
    form, last = found
    j = reader.before(i - 1)
    same = reader.form(i, PARTICIPLE) is not None
    if reader.has(j, *_SUBJECTS) and not (reader.has(j, "DET") and reader.has(j - 1, "PREP", "TO")):
        return _finite(reader, i, _Head(form.verb_class, last), FACT)
    if _noun_behind(reader, i):
        return None
    object_follows = reader.has(last + 1, *_OBJECT_STARTS)
    if same and reader.has(j, "DET") and reader.has(j - 1, "PREP", "TO"):
        return Group(i, last, form.verb_class, DONE, 0, False)  # "in addition to those released"
    if same and reader.has(j, AMOUNT, CLOSE_BRACKET) and not object_follows:
        return Group(i, last, form.verb_class, DONE, 0, False)
    if same and reader.has(j, WORD, NAME, AMOUNT, NUMBER, CLOSE_BRACKET) and not reader.has(j, *_HEADS) and _finite_follows(reader, last):
        return Group(i, last, form.verb_class, DONE, 0, False)
    if same and reader.form(i, BASE) is not None and not reader.has(j, WORD, NAME):
        return None  # cut, put, set at the head of a clause are orders
    if same and (j < 0 or reader.has(j, COLON, OTHER, OPEN_BRACKET, STOP)):
        return _finite(reader, i, _Head(form.verb_class, last, passive=True), FACT)  # "Proposed: 5 tons"
    return _finite(reader, i, _Head(form.verb_class, last), FACT)


def _finite_follows(reader: _Reader, last: int) -> bool:
    """Whether a verb that can only be finite stands behind, before the clause ends."""
    for k in range(last + 1, len(reader.tokens)):
        token = reader.tokens[k]
        if token.has(COMMA, SEMICOLON, COLON, STOP, OPEN_BRACKET, "WHICH", "THAT", "AND", "BECAUSE", "IF"):
            return False
        if token.auxiliary is not None and token.auxiliary[1] in (NOW, FACT, MUST, "will", "may", "wish"):
            return True
    return False


def _done(reader: _Reader, i: int, found: tuple[Form, int]) -> Group | None:
    """A participle that is no past form: given, taken, written."""
    j = reader.before(i - 1)
    if _noun_behind(reader, i) or (reader.form(i, BASE) is not None and (j < 0 or reader.has(j, *_HEADS))):
        return None
    return Group(i, found[1], found[0].verb_class, DONE, 0, False)


def _third(reader: _Reader, i: int, found: tuple[Form, int]) -> Group | None:
    form, last = found
    j = reader.before(i - 1)
    if reader.has(j, "IT", "WHICH", "THAT"):
        return _finite(reader, i, _Head(form.verb_class, last), NOW)
    following = reader.at(last + 1)
    if following is not None and (following.word == "of" or following.has(*_AFTER_NOUN)):
        return None
    head = j < 0 or reader.has(j, *_HEADS)
    if head and not (reader.has(last + 1, "DET", AMOUNT, "TO", "THAT", "POSS") and not reader.has(j, "AND", COMMA, OPEN_BRACKET)):
        object_starts = reader.has(last + 1, "DET", AMOUNT, "TO", "THAT", "POSS", "PREP")
        return _finite(reader, i, _Head(form.verb_class, last), NOW) if head and j >= 0 and object_starts and reader.has(j, "AND", COMMA) else None
    if _noun_behind(reader, i):
        return None
    token = reader.at(j)
    if token is not None and token.has(WORD, NAME, CLOSE_BRACKET, VERB) and (token.capital or not reader.plural(token.word)):
        return _finite(reader, i, _Head(form.verb_class, last), NOW)
    return _finite(reader, i, _Head(form.verb_class, last), NOW) if head else None


_AFTER_NOUN = ("MODAL", "BE", "HAVE", STOP, SEMICOLON, CLOSE_BRACKET)
"""What follows a noun and not a verb that looks like it."""


def _present(reader: _Reader, i: int, found: tuple[Form, int]) -> Group | None:
    form, last = found
    j = reader.before(i - 1)
    if reader.has(j, "I", "YOU", "IT", "WHICH") or (reader.has(j, "THAT") and reader.has(j - 1, WORD, NAME, AMOUNT)):
        return _finite(reader, i, _Head(form.verb_class, last), NOW)._replace(bare=True)
    following = reader.at(last + 1)
    if following is not None and (following.word == "of" or following.has(*_AFTER_NOUN)):
        return None
    if _noun_behind(reader, i):
        return None
    if (j < 0 or reader.has(j, *_HEADS, NUMBER)) and (
        reader.has(last + 1, *_OBJECT_STARTS, "PREP", WORD) or reader.has(i - 1, "NOT") or (reader.has(j, COMMA) and reader.has(last + 1, COMMA))
    ):
        return _finite(reader, i, _Head(form.verb_class, last), ORDER)
    token = reader.at(j)
    if token is None or not token.has(WORD, NAME, VERB, CLOSE_BRACKET) or not reader.has(last + 1, *_OBJECT_STARTS, "PREP", "ADV"):
        return None
    if token.capital or reader.plural(token.word) or _subjunctive(reader, i):
        return _finite(reader, i, _Head(form.verb_class, last), NOW)._replace(bare=True)
    return None


def _subjunctive(reader: _Reader, i: int) -> bool:
    """Whether a bare form follows *that* and a subject with no verb between: ``that the treasurer advance 5 tons``."""
    for k in range(i - 1, -1, -1):
        token = reader.tokens[k]
        if token.has("THAT"):
            return True
        if token.auxiliary is not None or token.has(*_PARTING):
            return False
    return False

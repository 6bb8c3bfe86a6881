"""What each amount of a sentence is governed by: a verb, a noun that names an act, or a preposition that compares.

What stands closest to the amount is asked first: a participle behind it, a preposition before it, a change of which
it is the start, a relative clause that says which amount is meant, and last the verb or noun of its clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from figures.language import Cue
from figures.model import Evidence
from figures.sentences.frames import ORDERING, TELLING, Act, Sentence, idiom_act
from figures.sentences.parsing import (
    BRACKET,
    CLOSE_BRACKET,
    COLON,
    COMMA,
    CONTINUED,
    OPEN_BRACKET,
    RELATIVE,
    SAID,
    SEMICOLON,
    STOP,
    Clause,
    Parsed,
    Token,
)
from figures.sentences.vocabulary import APPOSED, BE, CLAUSE, DONE, INSTEAD, NEXT, OPEN, ORDER, ROW, UNDER, VOICE

_SAYS_WHICH = frozenset({"ask", "petition", "own", "suggest", "decide", "owe", "refuse", "offer"})
"""Acts by which a relative clause says of which amounts it speaks (``the 600 barrels which you require``)."""
_NAMED = frozenset({"ask", "suggest", "own"})
"""Acts of nouns that a verb of doing only carries out."""
_UNDER = frozenset({"deliver", "report", "stand", "direct", "owe"})
"""Acts that give way to a decision or plan that the clause stands under (``by decision of the PB both received 5``)."""
_OPINIONS = frozenset({"direct", "stand", "ask", "suggest", "offer"})
"""Acts that words such as *in our opinion* make the writers' own."""
_NOT_BUT = "not"
"""The rule of an amount that is named to be put aside."""
_PHRASE = 4
"""Words that may stand between an amount and the participle behind it."""
_CHANGE = 3
"""Words that may stand between the two amounts of a change (``from 58 million poods to 49``)."""


def governor(sentence: Sentence, amount: int) -> Act | None:
    """What governs an amount of the sentence, None where nothing in it does."""
    place = _Place.of(sentence, amount)
    for look in (_participle, _beside, _changed, _relative, _in_clause):
        if (act := look(place)) is not None:
            return _in_our_opinion(sentence, act)
    return None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an amount stands: its token, its clause, and the verbs before it there, other than participles."""

    sentence: Sentence
    amount: int
    at: int
    clause: Clause
    before: tuple[int, ...]

    @classmethod
    def of(cls, sentence: Sentence, amount: int) -> _Place:
        parsed = sentence.parsed
        at, clause = parsed.token_of[amount], parsed.clauses[parsed.home[amount]]
        groups = parsed.groups
        return cls(sentence, amount, at, clause, tuple(n for n in clause.groups if groups[n].mood != DONE and groups[n].last < at))

    @property
    def parsed(self) -> Parsed:
        return self.sentence.parsed

    @property
    def start(self) -> int:
        return self.parsed.tokens[self.at].start

    @property
    def last(self) -> Token | None:
        """The word right before the amount."""
        return self.parsed.tokens[self.at - 1] if self.at else None

    def since(self, offset: int) -> list[Token]:
        """The words between an offset and the amount."""
        return [t for t in self.parsed.tokens[: self.at] if t.start >= offset]

    def act(self, group: int) -> Act:
        return self.sentence.acts[group]

    def opened_by(self, tag: str) -> bool:
        """Whether the clause stands behind a sign."""
        return self.parsed.tokens[self.clause.first - 1].has(tag)


# --- right beside the amount --------------------------------------------------------------------------


def _participle(place: _Place) -> Act | None:
    """A participle right behind the amount: ``5 million poods planned``."""
    groups = place.parsed.groups
    for number in place.clause.groups:
        if groups[number].mood == DONE and groups[number].first > place.at:
            between = place.parsed.tokens[place.at + 1 : groups[number].first]
            if len(between) <= _PHRASE and not _parted(between, SEMICOLON, COLON, OPEN_BRACKET, "AND"):
                act = place.act(number)
                return act if act.strength == TELLING else None
    return None


def _parted(between: Iterable[Token], *tags: str) -> bool:
    """Whether an amount, an auxiliary or one of these stands between two words."""
    return any(t.number >= 0 or t.auxiliary is not None or t.has(*tags) for t in between)


def _beside(place: _Place) -> Act | None:
    """What stands right before the amount: *not*, or a preposition that compares (a few words of the same phrase may part them)."""
    if place.last is not None and place.last.has("REJECT"):
        return Act("refuse", Evidence(place.last.start, place.last.end, _NOT_BUT), TELLING)
    near = [c for c in place.sentence.idioms if c.kind.place == NEXT and c.end <= place.start]
    if not near or _parted(place.since(near[-1].end), COMMA, SEMICOLON, COLON, OPEN_BRACKET, "THAT", "WHICH", "AND"):
        return None
    return idiom_act(near[-1])


def _changed(place: _Place) -> Act | None:
    """``cut from 58 million to 49``, ``11 million to be scaled down to six``: the first of two is how things stood before."""
    groups, tokens = place.parsed.groups, place.parsed.tokens
    following = place.parsed.token_of.get(place.amount + 1, -1)
    if following < 0:
        return None
    inside = [n for n in place.clause.groups if place.at < groups[n].first and groups[n].last < following]
    if inside and groups[inside[0]].verb_class == "change" and tokens[following - 1].has("TO"):
        return place.act(inside[0])._replace(name="owe")
    if not _opens_change(place, following):
        return None
    between = tokens[place.at + 1 : following]
    change = [n for n in place.before if groups[n].verb_class == "change"]
    if not change or len(between) > _CHANGE or not any(t.has("TO") for t in between):
        return None
    return place.act(change[-1])._replace(name="owe")


def _opens_change(place: _Place, following: int) -> bool:
    """Whether an amount stands behind *from*, or bare before one behind *to* (``reduce the 450 million to 400``)."""
    if place.last is None:
        return False
    return place.last.has("FROM") or (place.parsed.tokens[following - 1].has("TO") and not place.last.has("BY", "TO"))


def _relative(place: _Place) -> Act | None:
    """A relative clause that says which amount is meant: ``the six hundred which you require``."""
    if place.last is None or not place.last.has("DET", "POSS"):
        return None
    for clause in place.parsed.clauses:
        if clause.kind == RELATIVE and clause.antecedent == place.amount and clause.groups:
            act = place.act(clause.groups[0])
            if act.name in _SAYS_WHICH:
                return act
    return None


# --- in its clause ------------------------------------------------------------------------------------


def _in_clause(place: _Place) -> Act | None:
    """The verb before the amount in its clause, else the one it is the subject of; a noun of an act, where no verb says more."""
    verb = _verb(place)
    if verb is None:
        return _noun(place, _nouns_of(place)) or _hung(place)
    if verb.strength < TELLING and place.clause.kind == CONTINUED and place.opened_by(COLON):
        verb = _listed(place, verb)
    if verb.name == "deliver" and (apposed := _apposed(place)) is not None:
        return apposed
    noun = _noun(place, _nouns_of(place))
    if noun is None:
        return verb
    if not verb.strength or (noun.name == "owe" and _carried_out(place, noun, verb)):
        return noun
    if verb.name == "direct" and verb.mood == OPEN:
        return noun  # "the desire of the Government to obtain 5 tons"
    if noun.name in _NAMED and verb.name == "deliver":
        return noun  # applications were handed in, proposals made
    under = _noun(place, (UNDER,)) if verb.name in _UNDER and verb.mood != ORDER else None
    return under or verb


def _verb(place: _Place) -> Act | None:
    """The last verb before the amount, else the most telling of those that it may be the subject of."""
    groups, clause = place.parsed.groups, place.clause
    if place.before:
        number = place.before[-1]
        if groups[number].verb_class == BE and clause.kind == RELATIVE and clause.host >= 0:
            number = clause.host  # "the loan, which is 5 tons"
        return _in_place_of_plan(place, place.act(number))
    if any(groups[n].first == place.at + 1 and groups[n].mood == OPEN and not groups[n].finite for n in clause.groups):
        return None  # "100 trains standing idle": told in passing
    later = [place.act(n) for n in clause.groups if groups[n].finite]
    return _in_place_of_plan(place, max(later, key=lambda act: act.strength)) if later else None


def _in_place_of_plan(place: _Place, act: Act) -> Act:
    """``instead of 76 million we have 59.3``: what there is beside what was planned was delivered."""
    planned = not act.strength and any(c.kind.place == NEXT and c.kind.value == INSTEAD for c in place.sentence.idioms)
    return act._replace(name="deliver", strength=TELLING) if planned else act


def _listed(place: _Place, verb: Act) -> Act:
    """Behind a colon an order or a wish belongs to what the sentence asks or proposes before it."""
    host = place.act(place.clause.host) if place.clause.host >= 0 else None
    return host if host is not None and host.strength == TELLING and verb.strength == ORDERING and not verb.person else verb


def _nouns_of(place: _Place) -> Sequence[str]:
    """The reaches of nouns that may govern the amount: heads of rows only where its clause has no verb."""
    return (CLAUSE, UNDER) if place.clause.groups else (CLAUSE, UNDER, ROW)


def _noun(place: _Place, reaches: Sequence[str]) -> Act | None:
    """A noun of an act before the amount in its clause: the most telling, of these the last."""
    home = place.parsed.home[place.amount]
    found = [
        idiom_act(c)
        for c in place.sentence.idioms
        if c.kind.place in reaches and c.end <= place.start and place.parsed.clause_at(c.start) == home
    ]
    return max(found, key=lambda act: (act.strength, act.evidence.start), default=None)


def _apposed(place: _Place) -> Act | None:
    """``the plan, 5 tons, was fulfilled``: the size of a plan that was carried out."""
    noun = _noun(place, (APPOSED, CLAUSE)) if not place.before else None
    if noun is None or noun.name != "owe":
        return None
    between = place.since(noun.evidence.end)
    return noun if any(t.has(COMMA) for t in between) and not any(t.number >= 0 for t in between) else None


def _carried_out(place: _Place, noun: Act, verb: Act) -> bool:
    """``to fulfil the plan of 5 tons``: the size of a plan that is to be carried out."""
    if verb.verb_class != "produce" or verb.name not in ("direct", "deliver"):
        return False
    return all(t.has("DET", "PREP") and not t.has("BY") for t in place.since(noun.evidence.end))


def _hung(place: _Place) -> Act | None:
    """A clause without a verb goes on as the one it hangs on; a bracket only where it gives the number of what stands before it."""
    clause, tokens = place.clause, place.parsed.tokens
    if clause.kind == CONTINUED:
        return _continued(place)
    if clause.host < 0:
        return None
    counts = clause.kind == BRACKET and clause.first > 1 and tokens[clause.first - 2].number < 0
    return place.act(clause.host) if clause.kind == SAID or counts else None


def _continued(place: _Place) -> Act | None:
    """Behind a colon the parts of an amount share what governs it; else a clause goes on as the verb or noun before it."""
    clause = place.clause
    whole = [a for a in place.parsed.clauses[clause.parent].amounts if a < place.amount]
    if whole and place.opened_by(COLON):
        return governor(place.sentence, whole[-1])
    if clause.host >= 0:
        return place.act(clause.host)
    return _head_of_list(place.sentence.idioms, place.parsed.tokens[clause.first].start)


def _head_of_list(idioms: Sequence[Cue], end: int) -> Act | None:
    heads = [c for c in idioms if c.kind.place in (CLAUSE, UNDER, ROW) and c.end <= end]
    return idiom_act(heads[-1]) if heads else None


# --- whose opinion it is ------------------------------------------------------------------------------


def _in_our_opinion(sentence: Sentence, act: Act) -> Act:
    """Words such as *in our opinion* make what the sentence asks or orders the writers' own proposal."""
    if act.name not in _OPINIONS:
        return act
    voices = [c for c in sentence.idioms if c.kind.place == VOICE]
    if voices:
        return idiom_act(voices[0])
    return next((sentence.acts[n] for n in range(len(sentence.acts)) if _thrown_in(sentence.parsed, n)), act)


def _thrown_in(parsed: Parsed, number: int) -> bool:
    """Whether a verb of opinion of the writers has no object: ``one million would do, we think``."""
    group, tokens = parsed.groups[number], parsed.tokens
    if group.verb_class != "opine" or parsed.person(number) != 1:
        return False
    return group.last + 1 >= len(tokens) or tokens[group.last + 1].has(COMMA, STOP, SEMICOLON, CLOSE_BRACKET)

"""What each amount of a sentence is governed by: a verb, a noun that names an act, or a preposition that compares.

The act is the table's: class of the verb × mood × whether the writers speak of themselves (``acts.toml``).
An open mood (infinitive, gerund, subjunctive) takes the act of the verb that it hangs on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from figures.language.phrases import Cue
from figures.model import Evidence, Quantity
from figures.sentences.clauses import BRACKET, CONDITION, CONTINUED, REASON, RELATIVE, SAID, Clause, clauses
from figures.sentences.grammar import (
    APPOSED,
    BE,
    CLAUSE,
    DONE,
    FACT,
    INSTEAD,
    MAY,
    MUST,
    NEXT,
    NONE,
    OPEN,
    ORDER,
    ROW,
    UNDER,
    VOICE,
    WHO,
    WILL,
    WISH,
    Grammar,
)
from figures.sentences.groups import Group, verb_groups
from figures.sentences.tagging import CLOSE_BRACKET, COLON, COMMA, OPEN_BRACKET, SEMICOLON, STOP, Token, tag
from figures.sentences.verbs import PROGRESSIVE, Verbs

_WEAK = {"report": 0, "stand": 0, "direct": 1}
"""How much an act tells of a stage, where two could govern; what is not named tells 2."""
_REQUESTING = frozenset({"ask", "propose", "opine", "consent", "decide", "refuse"})
"""Classes whose object clause is open where it has a modal or a bare verb: it takes their act."""
_TELLING = frozenset({"ask", "petition", "own", "suggest", "decide", "owe", "refuse", "offer"})
"""Acts by which a relative clause says of which amounts it speaks (``the 600 barrels which you require``)."""
_NAMED = frozenset({"ask", "suggest", "own"})
"""Acts of nouns that a verb of doing only carries out."""
_UNDER = frozenset({"deliver", "report", "stand", "direct", "owe"})
"""Acts that give way to a decision or plan that the clause stands under (``by decision of the PB both received 5``)."""
_OPINIONS = frozenset({"direct", "stand", "ask", "suggest", "offer"})
"""Acts that words such as *in our opinion* make the writers' own."""
_BEING = frozenset({"state", "equal", "have"})
"""Classes of verbs that say how things are."""
_DEEP = 12
"""Verbs that hang on one another in a sentence are fewer; a guard against circles."""


_CLOSED = frozenset({BRACKET, RELATIVE, REASON})
"""Kinds of clauses whose names hold for no amount outside."""


def _around(clauses_: Sequence[Clause], at: int) -> set[int]:
    """A clause and those it hangs on."""
    found = set()
    while at >= 0:
        found.add(at)
        at = clauses_[at].parent
    return found


class Act(NamedTuple):
    """What governs an amount: the act, its words, and how telling it is (2 a stage, 1 an order, 0 a statement)."""

    name: str
    evidence: Evidence
    strength: int
    rule: str
    person: int = 0


NO_ACT = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as read: tokens, verb groups, clauses, idioms, and the number of the clause of each amount."""

    tokens: tuple[Token, ...]
    groups: tuple[Group, ...]
    clauses: tuple[Clause, ...]
    idioms: tuple[Cue, ...]
    owner: tuple[int, ...]
    """Token → its clause."""
    home: dict[int, int]
    """Amount → its clause."""
    token_of: dict[int, int]
    """Amount → its token."""
    grammar: Grammar

    def act_of(self, amount: int) -> Act | None:
        """What governs an amount of the sentence, None where nothing in it does."""
        return _Governor(self, amount).find()

    def others(self, amount: int) -> tuple[Act, ...]:
        """The acts of the other verbs of the sentence, which did not govern the amount."""
        return tuple(dict.fromkeys(act for n in range(len(self.groups)) if (act := self.act(n)) is not None))

    def last_act(self) -> Act | None:
        """The act that the sentence leaves to what follows it: of its last telling verb or noun."""
        acts = [act for n in range(len(self.groups)) if (act := self.act(n)) is not None]
        acts += [self.idiom_act(c) for c in self.idioms if c.kind.place in (CLAUSE, ROW)]
        telling = sorted((a for a in acts if a.strength), key=lambda a: (a.strength, a.evidence.start))
        return telling[-1] if telling else None

    def act(self, number: int, depth: int = 0) -> Act | None:
        """The act of a verb group; open moods climb to the verb they hang on."""
        group = self.groups[number]
        evidence = Evidence(self.tokens[group.first].start, self.tokens[group.last].end, f"{group.verb_class}.{group.mood}")
        name = self.grammar.acts[group.verb_class, self._mood(number), self.person(number) == 1]
        if name in self.grammar.authority.acts and group.verb_class in self.grammar.authority.classes and self._decides(number):
            name = "decide"
        if name == OPEN or (group.finite and self._is_open(number)):
            parent = self.parent(number)
            above = self.act(parent, depth + 1) if parent >= 0 and depth < _DEEP else None
            if above is not None and (above.strength or self.groups[parent].verb_class == "achieve"):
                if above.name == "deliver" and group.verb_class in _BEING and self._only_tells(number):
                    return Act("stand", evidence, 0, evidence.rule)  # "brought back mills costing 5 million"
                made = self.grammar.hanging.get(above.name, {}).get(group.verb_class)
                return above._replace(name=made) if made else above
            name = above.name if above is not None and self._only_tells(number) else "direct"
        return Act(name, evidence, _WEAK.get(name, 2), evidence.rule, self.person(number))

    def _decides(self, number: int) -> bool:
        """Whether one of those who decide is named as the subject of a verb."""
        clause = self.clauses[self.clause_of(number)]
        at = clause.groups.index(number)
        since = self.tokens[self.groups[clause.groups[at - 1]].last].end if at else self.tokens[clause.first].start
        if at and self.groups[number].elliptic:
            return self._decides(clause.groups[at - 1])
        until = self.tokens[self.groups[number].first].start
        return any(c.kind.place == WHO and since <= c.start and c.end <= until for c in self.idioms)

    def _only_tells(self, number: int) -> bool:
        """Whether an open verb behind a statement tells no more than it: a gerund, or what something was found to be."""
        group = self.groups[number]
        gerund = any(form.form == PROGRESSIVE for form in self.tokens[group.first].forms)
        return not group.finite and (gerund or group.verb_class in _BEING)

    def _mood(self, number: int) -> str:
        """The mood of a group: an infinitive behind *manage* has that verb's."""
        group = self.groups[number]
        if group.mood == OPEN:
            parent = self.parent(number)
            if parent >= 0 and self.groups[parent].verb_class == "achieve" and self.groups[parent].mood == FACT:
                return FACT
        return group.mood

    def _is_open(self, number: int) -> bool:
        """Whether a finite verb in an object clause is none of its own: ``ask that 5 tons be sent``, ``hope that it will add 5``."""
        group = self.groups[number]
        clause = self.clauses[self.clause_of(number)]
        if clause.kind == CONDITION:
            return clause.host >= 0 and group.passive
        if clause.kind != SAID or clause.host < 0:
            return False
        host = self.groups[clause.host]
        return host.verb_class in _REQUESTING and (group.bare or group.mood in (WILL, MUST, MAY, WISH, OPEN))

    def denies(self, number: int) -> bool:
        """Whether a verb is denied: by a negation inside it, or by *no* or *nothing* in its subject or right behind it."""
        group = self.groups[number]
        clause = self.clauses[self.clause_of(number)]
        at = clause.groups.index(number)
        since = self.groups[clause.groups[at - 1]].last + 1 if at else clause.first
        around = self.tokens[since : group.first] + self.tokens[group.last + 1 : group.last + 3]
        return group.negative or any(t.has("NOTHING") for t in around)

    def clause_of(self, number: int) -> int:
        return next(n for n, clause in enumerate(self.clauses) if number in clause.groups)

    def clause_at(self, offset: int) -> int:
        """The clause in which a word stands."""
        at = bisect_right(self.tokens, offset, key=lambda token: token.start) - 1
        return self.owner[max(at, 0)]

    def in_predicate(self, offset: int) -> bool:
        """Whether a word stands behind the finite verb of its clause, and so is no part of the subject."""
        clause = self.clauses[self.clause_at(offset)]
        return any(self.groups[n].finite and self.tokens[self.groups[n].first].start < offset for n in clause.groups)

    def reaches(self, offset: int, amount: int) -> bool:
        """Whether what is named at an offset may hold for an amount: in its clause, around it, or before it on the same level.

        What stands in a closed bracket or in a relative or reason clause of its own holds for nothing outside.
        """
        named, home = self.clause_at(offset), self.home[amount]
        while named not in _around(self.clauses, home):
            clause = self.clauses[named]
            if clause.kind in _CLOSED or clause.parent < 0:
                return clause.kind not in _CLOSED
            named = clause.parent
        return True

    def parent(self, number: int) -> int:
        """The group that an open one hangs on: the last that is not open before it in its clause, else what its clause hangs on."""
        clause = self.clauses[self.clause_of(number)]
        if self.groups[number].finite and clause.kind in (SAID, CONDITION):
            return clause.host
        for other in reversed(clause.groups[: clause.groups.index(number)]):
            if self.groups[other].mood not in (OPEN, DONE) or self.groups[other].finite:
                return other
        return clause.host if clause.kind != BRACKET else -1

    def person(self, number: int) -> int:
        """1 where the writers are the subject: of the verb, of the one before it that it goes on from, or of what it hangs on."""
        group = self.groups[number]
        clause = self.clauses[self.clause_of(number)]
        earlier = clause.groups[: clause.groups.index(number)]
        if group.person or not group.finite:
            return group.person
        if group.elliptic:
            return next((self.groups[n].person for n in reversed(earlier) if self.groups[n].person), 0)
        return 0

    def idiom_act(self, cue: Cue) -> Act:
        strength = 0 if cue.kind.weak else _WEAK.get(cue.kind.value, 2)
        return Act(cue.kind.value, cue.evidence, strength, cue.kind.rule)


@dataclass(slots=True)
class _Governor:
    """Finds what governs one amount, trying in order what stands closest to it."""

    sentence: Sentence
    amount: int

    def find(self) -> Act | None:
        for look in (self._participle, self._beside, self._changed, self._relative, self._in_clause):
            act = look()
            if act is not None:
                return self._in_our_opinion(act)
        return None

    @property
    def at(self) -> int:
        return self.sentence.token_of[self.amount]

    @property
    def clause(self) -> Clause:
        return self.sentence.clauses[self.sentence.home[self.amount]]

    def _start(self) -> int:
        return self.sentence.tokens[self.at].start

    def _beside(self) -> Act | None:
        """What stands right before the amount: *not*, or a preposition that compares (a few words of the same phrase may part them)."""
        if self.at and self.sentence.tokens[self.at - 1].has("REJECT"):
            token = self.sentence.tokens[self.at - 1]
            return Act("refuse", Evidence(token.start, token.end, "not"), 2, "not")
        near = [c for c in self.sentence.idioms if c.kind.place == NEXT and c.end <= self._start()]
        if not near:
            return None
        cue = near[-1]
        between = [t for t in self.sentence.tokens[: self.at] if t.start >= cue.end]
        if any(t.has(COMMA, SEMICOLON, COLON, OPEN_BRACKET, "THAT", "WHICH", "AND") or t.number >= 0 or t.auxiliary for t in between):
            return None
        return self.sentence.idiom_act(cue)

    def _changed(self) -> Act | None:
        """``cut from 58 million to 49``: the first of two is how things stood before."""
        tokens = self.sentence.tokens
        following = self.sentence.token_of.get(self.amount + 1, -1)
        if following < 0:
            return None
        inside = [n for n in self.clause.groups if self.at < self.sentence.groups[n].first and self.sentence.groups[n].last < following]
        if inside and self.sentence.groups[inside[0]].verb_class == "change" and tokens[following - 1].has("TO"):
            act = self.sentence.act(inside[0])
            return act._replace(name="owe") if act is not None else None  # "the levy of 11 million to be scaled down to six"
        change = [n for n in self._before() if self.sentence.groups[n].verb_class == "change"]
        led = self.at > 0 and tokens[self.at - 1].has("FROM")
        sized = tokens[following - 1].has("TO") and self.at > 0 and not tokens[self.at - 1].has("BY", "TO")  # "reduce the 450 million to 400"
        if not (led or sized):
            return None
        between = tokens[self.at + 1 : following]
        if not change or len(between) > 3 or not any(t.has("TO") for t in between):
            return None
        return self.sentence.act(change[-1])._replace(name="owe")  # type: ignore[union-attr]

    def _participle(self) -> Act | None:
        """A participle right behind the amount: ``5 million poods planned``."""
        for number in self.clause.groups:
            group = self.sentence.groups[number]
            if group.mood == DONE and group.first > self.at and not self._parted(group.first):
                act = self.sentence.act(number)
                return act if act is not None and act.strength == 2 else None
        return None

    def _parted(self, until: int) -> bool:
        between = self.sentence.tokens[self.at + 1 : until]
        return len(between) > 4 or any(t.number >= 0 or t.has(SEMICOLON, COLON, OPEN_BRACKET, "AND") or t.auxiliary for t in between)

    def _relative(self) -> Act | None:
        """A relative clause that says which amount is meant: ``the six hundred which you require``."""
        before = self.sentence.tokens[self.at - 1] if self.at else None
        definite = before is not None and before.has("DET", "POSS")
        for clause in self.sentence.clauses:
            if clause.kind == RELATIVE and clause.antecedent == self.amount and clause.groups:
                act = self.sentence.act(clause.groups[0])
                if act is not None and act.name in _TELLING and definite:
                    return act
        return None

    def _in_clause(self) -> Act | None:
        """The verb before the amount in its clause, else the one it is the subject of; a noun of an act, where no verb stands between."""
        verb = self._verb()
        if verb is not None and verb.strength < 2 and self.clause.kind == CONTINUED and self.sentence.tokens[self.clause.first - 1].has(COLON):
            verb = self._listed(verb)
        if verb is not None and verb.name == "deliver" and (apposed := self._apposed()) is not None:
            return apposed
        noun = self._noun()
        if noun is None:
            return verb if verb is not None else self._hung()
        if verb is None or not verb.strength or (noun.name == "owe" and self._carried_out(noun, verb)):
            return noun
        if verb.name == "direct" and verb.rule.endswith("." + OPEN):
            return noun  # "the desire of the Government to obtain 5 tons"
        if noun.name in _NAMED and verb.name == "deliver":
            return noun  # applications were handed in, proposals made
        under = self._noun((UNDER,))
        return under if under is not None and verb.name in _UNDER and not verb.rule.endswith(ORDER) else verb

    def _apposed(self) -> Act | None:
        """``the plan, 5 tons, was fulfilled``: the size of a plan that was carried out."""
        noun = self._noun((APPOSED, CLAUSE))
        if noun is None or noun.name != "owe" or self._before():
            return None
        between = [t for t in self.sentence.tokens[: self.at] if t.start >= noun.evidence.end]
        return noun if any(t.has(COMMA) for t in between) and not any(t.number >= 0 for t in between) else None

    def _carried_out(self, noun: Act, verb: Act) -> bool:
        """``to fulfil the plan of 5 tons``: the size of a plan that is to be carried out."""
        between = [t for t in self.sentence.tokens[: self.at] if t.start >= noun.evidence.end]
        return verb.rule.startswith("produce.") and verb.name in ("direct", "deliver") and all(t.has("DET", "PREP") and not t.has("BY") for t in between)

    def _before(self) -> list[int]:
        groups = self.sentence.groups
        return [n for n in self.clause.groups if groups[n].mood != DONE and groups[n].last < self.at]

    def _verb_end(self) -> int:
        """Where the last verb before the amount ends, behind everything if there is none."""
        before = self._before()
        return self.sentence.tokens[self.sentence.groups[before[-1]].last].end if before else 1 << 62

    def _verb(self) -> Act | None:
        groups = self.sentence.groups
        before = self._before()
        if before:
            act = self.sentence.act(before[-1])
            if groups[before[-1]].verb_class == BE and self.clause.kind == RELATIVE and self.clause.host >= 0:
                act = self.sentence.act(self.clause.host)  # "the loan, which is 5 tons"
            return self._in_place_of_plan(act) if act is not None else None
        if any(groups[n].first == self.at + 1 and groups[n].mood == OPEN and not groups[n].finite for n in self.clause.groups):
            return None  # "100 trains standing idle": told in passing
        later = [act for n in self.clause.groups if groups[n].finite and (act := self.sentence.act(n)) is not None]
        return self._in_place_of_plan(max(later, key=lambda act: act.strength)) if later else None

    def _in_place_of_plan(self, act: Act) -> Act:
        """``instead of 76 million we have 59.3``: what there is beside what was planned was delivered."""
        planned = any(c.kind.place == NEXT and c.kind.value == INSTEAD for c in self.sentence.idioms)
        return act._replace(name="deliver", strength=2) if planned and not act.strength else act

    def _noun(self, reaches: Sequence[str] = ()) -> Act | None:
        """A noun of an act before the amount in its clause; heads of rows only where the clause has no verb."""
        reaches = reaches or ((CLAUSE, UNDER) if self.clause.groups else (CLAUSE, UNDER, ROW))
        cues = [c for c in self.sentence.idioms if c.kind.place in reaches and c.end <= self._start()]
        cues = [c for c in cues if self.sentence.clause_at(c.start) == self.sentence.home[self.amount]]
        return max((self.sentence.idiom_act(c) for c in cues), key=lambda a: (a.strength, a.evidence.start)) if cues else None

    def _hung(self) -> Act | None:
        """A clause without a verb goes on as the one it continues; a bracket does not."""
        clause = self.clause
        if clause.kind == CONTINUED:
            before = self.sentence.clauses[clause.parent].amounts
            earlier = [a for a in before if a < self.amount]
            if earlier and self.sentence.tokens[clause.first - 1].has(COLON):
                return self.sentence.act_of(earlier[-1])  # the parts of an amount share what governs it
        if clause.kind == CONTINUED and clause.host >= 0:
            return self.sentence.act(clause.host)
        if clause.kind == SAID and clause.host >= 0:
            return self.sentence.act(clause.host)
        if clause.kind == BRACKET and clause.host >= 0 and clause.first > 1 and self.sentence.tokens[clause.first - 2].number < 0:
            return self.sentence.act(clause.host)  # a bracket that gives the number of what stands before it
        if clause.kind == CONTINUED:
            heads = [c for c in self.sentence.idioms if c.kind.place in (CLAUSE, UNDER, ROW) and c.end <= self.sentence.tokens[clause.first].start]
            return self.sentence.idiom_act(heads[-1]) if heads else None
        return None

    def _listed(self, verb: Act) -> Act:
        """Behind a colon an order or a wish belongs to what the sentence asks or proposes before it."""
        host = self.sentence.act(self.clause.host) if self.clause.host >= 0 else None
        return host if host is not None and host.strength == 2 and verb.strength == 1 and not verb.person else verb

    def _in_our_opinion(self, act: Act) -> Act:
        """Words such as *in our opinion* make what the sentence asks or orders the writers' own proposal."""
        if act.name not in _OPINIONS:
            return act
        voices = [c for c in self.sentence.idioms if c.kind.place == VOICE]
        if voices:
            return self.sentence.idiom_act(voices[0])
        return next((said for n in range(len(self.sentence.groups)) if self._aside(n) and (said := self.sentence.act(n))), act)

    def _aside(self, number: int) -> bool:
        """Whether a verb is thrown in without an object: ``one million would do, we think``."""
        group, tokens = self.sentence.groups[number], self.sentence.tokens
        ends = group.last + 1 >= len(tokens) or tokens[group.last + 1].has(COMMA, STOP, SEMICOLON, CLOSE_BRACKET)
        return group.verb_class == "opine" and self.sentence.person(number) == 1 and ends


def read_sentence(
    text: str,
    span: tuple[int, int],
    quantities: Sequence[Quantity],
    names: Sequence[tuple[int, int]],
    grammar: Grammar,
    verbs: Verbs,
    plural: Callable[[str], bool],
) -> Sentence:
    """Read one sentence: tag, find the verb groups, cut into clauses."""
    idioms = tuple(c for c in grammar.idioms.find(text, *span) if not any(q.start < c.end and c.start < q.end for q in quantities))
    tokens = tuple(tag(text, span, quantities, names, idioms, grammar, verbs))
    groups = tuple(verb_groups(tokens, grammar, verbs, plural))
    cut, owner = clauses(tokens, groups)
    home = {amount: n for n, clause in enumerate(cut) for amount in clause.amounts}
    token_of = {t.number: i for i, t in enumerate(tokens) if t.number >= 0}
    telling = tuple(c for c in idioms if c.kind.place != NONE)
    return Sentence(tokens, groups, cut, telling, owner, home, token_of, grammar)

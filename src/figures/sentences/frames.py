"""What the verbs and idioms of a sentence do: its acts.

The act of a verb is the table's: class of the verb × mood × whether the writers speak of themselves
(``acts.toml``).  An open mood (infinitive, gerund, subjunctive) takes the act of the verb that it hangs on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from figures.language import Cue
from figures.model import Evidence, Quantity
from figures.sentences.parsing import CONDITION, SAID, Parsed, parse
from figures.sentences.vocabulary import (
    CLAUSE,
    FACT,
    MAY,
    MUST,
    NONE,
    OPEN,
    PROGRESSIVE,
    ROW,
    WHO,
    WILL,
    WISH,
    ActTable,
    act_table,
    grammar_of,
)

TELLING, ORDERING, TOLD = 2, 1, 0
"""How much an act says of a stage, where two could govern: a stage itself, that something is to be done, how things are."""
_STRENGTH = {"report": TOLD, "stand": TOLD, "direct": ORDERING}
"""Acts that are not telling."""
_REQUESTING = frozenset({"ask", "propose", "opine", "consent", "decide", "refuse"})
"""Classes whose object clause is open where it has a modal or a bare verb: it takes their act."""
_NOT_TOLD = frozenset({WILL, MUST, MAY, WISH, OPEN})
"""Moods in which an object clause does not say what is or was."""
_BEING = frozenset({"state", "equal", "have"})
"""Classes of verbs that say how things are."""
_ACHIEVING = "achieve"
"""The class of verbs behind which an infinitive tells what was done."""


class Act(NamedTuple):
    """What governs an amount: the act, its words, and how telling it is; of a verb also its class, its mood and its subject."""

    name: str
    evidence: Evidence
    strength: int
    verb_class: str = ""
    mood: str = ""
    person: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the act of each of its verb groups, and the idioms that tell one."""

    parsed: Parsed
    acts: tuple[Act, ...]
    idioms: tuple[Cue, ...]

    def last_act(self) -> Act | None:
        """The act that the sentence leaves to what follows it: of its last telling verb or noun."""
        acts = [*self.acts, *(idiom_act(c) for c in self.idioms if c.kind.place in (CLAUSE, ROW))]
        return max((act for act in reversed(acts) if act.strength), key=lambda act: (act.strength, act.evidence.start), default=None)


def read_sentence(
    text: str, span: tuple[int, int], quantities: Sequence[Quantity], names: Sequence[tuple[int, int]], language: str
) -> Sentence:
    """Parse one sentence, whose amounts and names are known, and say what its verbs do."""
    table = act_table(language)
    idioms = [c for c in table.idioms.find(text, *span) if not any(q.start < c.end and c.start < q.end for q in quantities)]
    fixed = [(c.start, c.end) for c in idioms if c.kind.place == NONE]
    parsed = parse(text, span, quantities, names, fixed, grammar_of(language))
    telling = tuple(c for c in idioms if c.kind.place != NONE)
    return Sentence(parsed, _acts(parsed, telling, table), telling)


def idiom_act(cue: Cue) -> Act:
    """The act of a phrase that is no verb."""
    return Act(cue.kind.value, cue.evidence, TOLD if cue.kind.weak else _STRENGTH.get(cue.kind.value, TELLING))


def _acts(parsed: Parsed, idioms: Sequence[Cue], table: ActTable) -> tuple[Act, ...]:
    """The act of each verb group; a verb hangs only on those before it."""
    deciders = [(c.start, c.end) for c in idioms if c.kind.place == WHO]
    acts: list[Act] = []
    for number in range(len(parsed.groups)):
        acts.append(_act(parsed, number, acts, deciders, table))
    return tuple(acts)


def _act(parsed: Parsed, number: int, earlier: Sequence[Act], deciders: Sequence[tuple[int, int]], table: ActTable) -> Act:
    group, person, parent = parsed.groups[number], parsed.person(number), parsed.parent(number)
    name = table.acts[group.verb_class, _mood(parsed, number, parent), person == 1]
    authority = table.authority
    if deciders and name in authority.acts and group.verb_class in authority.classes and _decides(parsed, number, deciders):
        name = authority.decision
    if name == OPEN or (group.finite and _is_open(parsed, number)):
        above = earlier[parent] if parent >= 0 else None
        tells = _only_tells(parsed, number)
        if above is None or not (above.strength or parsed.groups[parent].verb_class == _ACHIEVING):
            name = above.name if above is not None and tells else "direct"
        elif above.name == "deliver" and group.verb_class in _BEING and tells:
            name = "stand"  # "brought back mills costing 5 million"
        else:
            made = table.hanging.get(above.name, {}).get(group.verb_class)
            return above._replace(name=made) if made else above
    evidence = Evidence(*parsed.span(number), f"{group.verb_class}.{group.mood}")
    return Act(name, evidence, _STRENGTH.get(name, TELLING), group.verb_class, group.mood, person)


def _mood(parsed: Parsed, number: int, parent: int) -> str:
    """The mood of a group: an infinitive behind *managed* has that verb's."""
    mood = parsed.groups[number].mood
    if mood == OPEN and parent >= 0 and parsed.groups[parent].verb_class == _ACHIEVING and parsed.groups[parent].mood == FACT:
        return FACT
    return mood


def _decides(parsed: Parsed, number: int, deciders: Sequence[tuple[int, int]]) -> bool:
    """Whether one of those who decide is named as the subject of a verb."""
    earlier = parsed.before(number)
    if earlier and parsed.groups[number].elliptic:
        return _decides(parsed, earlier[-1], deciders)
    since = parsed.span(earlier[-1])[1] if earlier else parsed.tokens[parsed.clauses[parsed.clause_of(number)].first].start
    return any(since <= start and end <= parsed.span(number)[0] for start, end in deciders)


def _only_tells(parsed: Parsed, number: int) -> bool:
    """Whether an open verb behind a statement tells no more than it: a gerund, or what something was found to be."""
    group = parsed.groups[number]
    gerund = any(form.form == PROGRESSIVE for form in parsed.tokens[group.first].forms)
    return not group.finite and (gerund or group.verb_class in _BEING)


def _is_open(parsed: Parsed, number: int) -> bool:
    """Whether a finite verb in an object clause is none of its own: ``ask that 5 tons be sent``, ``hope that it will add 5``."""
    group, clause = parsed.groups[number], parsed.clauses[parsed.clause_of(number)]
    if clause.host < 0:
        return False
    if clause.kind == CONDITION:
        return group.passive
    requested = clause.kind == SAID and parsed.groups[clause.host].verb_class in _REQUESTING
    return requested and (group.bare or group.mood in _NOT_TOLD)

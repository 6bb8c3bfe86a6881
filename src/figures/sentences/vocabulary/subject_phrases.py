"""What an amount can be an amount of, and which things there are: the words of ``measures.toml`` and ``items.toml``.

Measures are a small ontology: each has a ``parent``, the more general measure under which it may be taken up
again (*the loan*, after a seed loan).  A measure is named by a noun (its ``phrases``) or by a verb that
governs the amount (its ``verbs``, lemmas of ``verbs.toml``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from figures.errors import LexiconError
from figures.language import CueKind, LexiconEntry, Phrasebook, check_unique, read_toml
from figures.sentences.vocabulary.verbs import verbs


@dataclass(frozen=True, slots=True)
class MeasureGroup(LexiconEntry):
    """Phrases that tell what an amount is an amount of: see the head of ``measures.toml``."""

    value: str
    phrases: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    parent: str | None = None
    item: str | None = None
    money: str | None = None
    kinds: tuple[str, ...] = ()
    weak: bool = False
    faint: bool = False
    passing: bool = False
    done: str | None = None
    in_debt: str | None = None
    returned: str | None = None
    national: bool = False
    on_return: str | None = None
    turns: dict[str, str] | None = None
    follows: bool = False


@dataclass(frozen=True, slots=True)
class ItemGroup(LexiconEntry):
    """Items and the words that say them: see the head of ``items.toml``."""

    items: dict[str, tuple[str, ...]]
    kinds: tuple[str, ...] = ()
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class _Measures:
    total: str
    always: tuple[str, ...]
    defaults: dict[str, str]
    told: dict[str, str]
    group: tuple[MeasureGroup, ...]


@dataclass(frozen=True, slots=True)
class _Items:
    defaults: dict[str, str]
    group: tuple[ItemGroup, ...]


@dataclass(frozen=True, slots=True)
class SubjectBook:
    """The measures and items of a language, and what is assumed where none is named."""

    measure_phrases: Phrasebook
    item_phrases: Phrasebook
    measures: tuple[MeasureGroup, ...]
    items: tuple[ItemGroup, ...]
    renamed: dict[tuple[str, str], str]
    """What a measure becomes: (``done``, ``procurement plan``) → ``procurement``; likewise ``in_debt``, ``returned``, ``on_return``."""
    turns: dict[tuple[str, str], str]
    """What a measure makes of a stage: (``procurement``, ``reported``) → ``delivered``."""
    national: frozenset[str]
    """Measures whose amounts are the Union's where no region is named."""
    follows: frozenset[str]
    """Measures whose amounts, where they are only told, are of what was asked or proposed before them: what it costs."""
    total: str
    """The measure of an amount that is of more than two measures at once."""
    always: frozenset[str]
    """Kinds of amounts that have the measure of their kind whatever the words say."""
    measure_of_kind: dict[str, str]
    told_of_kind: dict[str, str]
    """The same for what is merely told."""
    item_of_unit: dict[str, str]
    by_verb: dict[str, tuple[CueKind, ...]]
    """Lemma → what it says of the amounts it governs."""
    by_name: dict[str, tuple[MeasureGroup, ...]]
    wholes: dict[str, str]
    """Item → what all of its group are: ``rye`` → ``grain``."""

    def named(self, when: str, measure: str | None) -> str | None:
        """The name of a measure when it is ``done``, ``in_debt`` or ``returned``, None if it keeps its own."""
        return self.renamed.get((when, measure or ""))

    def akin(self, one: str, other: str) -> bool:
        """Whether two things are of one group of the lexicon, or the same."""
        return one == other or any(one in names and other in names for names in (g.items for g in self.items))

    def lasts(self, measure: str) -> bool:
        """Whether a measure may hold for the amounts of other clauses."""
        return not any(g.passing for g in self.by_name.get(measure, ()))

    def fits(self, measure: str, kind: str, thing: str | None) -> bool:
        """Whether an amount of that kind, of that thing if it names one, can be of a measure."""
        groups = self.by_name.get(measure, ())
        return not groups or any(
            (not g.kinds or kind in g.kinds) and (thing is None or g.item in (None, thing, self.wholes.get(thing))) for g in groups
        )

    def generalises(self, measure: str, special: str) -> bool:
        """Whether one measure is the other or a more general one."""
        at: str | None = special
        while at is not None:
            if at == measure:
                return True
            at = next((g.parent for g in self.by_name.get(at, ()) if g.parent), None)
        return False

    def item_of(self, measure: str | None, rule: str, kind: str) -> str | None:
        """The item that a measure implies, by the group that read it: money for nothing else is of what its measure names."""
        groups = self.by_name.get(measure or "", ())
        items = {g.money if kind == "money" else g.item for g in [g for g in groups if g.id == rule] or groups}
        return items.pop() if len(items) == 1 else None


@cache
def subject_book(language: str) -> SubjectBook:
    """The measures and items of a language, loaded and checked once."""
    measure_file = read_toml(_Measures, f"{language}/measures.toml")
    item_file = read_toml(_Items, f"{language}/items.toml")
    measures, items = measure_file.group, item_file.group
    check_unique([g.id for groups in (measures, items) for g in groups], f"{language}: ids of measures and items")
    nouns: list[tuple[str, CueKind]] = []
    things: list[tuple[str, CueKind]] = []
    by_verb: dict[str, list[CueKind]] = {}
    for measure in measures:
        weak = measure.weak or measure.faint
        kinds = frozenset(measure.kinds)
        kind = CueKind(measure.value, measure.id, kinds=kinds, weak=weak, faint=measure.faint, item=measure.item)
        nouns += [(phrase, kind) for phrase in measure.phrases]
        for lemma in measure.verbs:
            by_verb.setdefault(lemma, []).append(kind)
    for group in items:
        things += [
            (phrase, CueKind(name, group.id, kinds=frozenset(group.kinds)))
            for name, phrases in group.items.items()
            for phrase in phrases
        ]
    _check(measures, language)
    renamed = {(when, m.value): new for m in measures for when in ("done", "in_debt", "returned", "on_return") if (new := getattr(m, when))}
    return SubjectBook(
        Phrasebook(nouns),
        Phrasebook(things),
        measures,
        items,
        renamed,
        {(m.value, stage): new for m in measures for stage, new in (m.turns or {}).items()},
        frozenset(m.value for m in measures if m.national),
        frozenset(m.value for m in measures if m.follows),
        measure_file.total,
        frozenset(measure_file.always),
        measure_file.defaults,
        measure_file.told,
        item_file.defaults,
        {lemma: tuple(sorted(kinds, key=lambda kind: kind.item is None)) for lemma, kinds in by_verb.items()},
        {m.value: tuple(g for g in measures if g.value == m.value) for m in measures},
        {name: group.whole for group in items if group.whole for name in group.items if name != group.whole},
    )


def _check(measures: tuple[MeasureGroup, ...], language: str) -> None:
    """Parents are measures and make no circle; verbs are lemmas of the verbs of the language."""
    names = {m.value: m.parent for m in measures if m.parent} | {m.value: None for m in measures if not m.parent}
    lemmas = {form.lemma for forms in verbs(language).forms.values() for form in forms}
    for measure in measures:
        where = f"{language}/measures.toml, {measure.id}"
        if not measure.phrases and not measure.verbs:
            raise LexiconError(f"{where}: needs phrases or verbs.")
        for lemma in measure.verbs:
            if lemma not in lemmas:
                raise LexiconError(f"{where}.verbs: {lemma!r} is no verb of {language}/verbs.toml; add it there first.")
        seen, at = {measure.value}, measure.parent
        while at is not None:
            if at not in names or at in seen:
                raise LexiconError(f"{where}.parent: {at!r} is no measure, or its own parent.")
            seen.add(at)
            at = names[at]

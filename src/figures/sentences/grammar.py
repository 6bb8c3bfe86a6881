"""The small words of a language and the acts of its verbs: ``grammar.toml``, ``acts.toml`` and ``idioms.toml``."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from figures.language.loading import LexiconEntry, check_unique, check_value, read_toml
from figures.language.phrases import CueKind, Phrasebook
from figures.sentences.verbs import verbs

MOODS = ("fact", "passive_fact", "now", "passive_now", "will", "must", "may", "wish", "order", "open", "done")
"""Columns of the tables of ``acts.toml``."""
FACT, PASSIVE_FACT, NOW, PASSIVE_NOW, WILL, MUST, MAY, WISH, ORDER, OPEN, DONE = MOODS
SPEAKERS = ("writer", "office", "decider", "editor")
"""Columns of ``acts.toml``, stages: one who reports to a decider, an office that asks for itself, one who decides, the editors."""
CLAUSE, APPOSED, UNDER, NEXT, ROW, VOICE, WHO, NONE = REACHES = ("clause", "apposed", "under", "next", "row", "voice", "who", "none")
"""Which amounts an idiom governs, see ``idioms.toml``."""
INSTEAD = "instead"
"""The act of an amount that another has come in place of."""
CONTRAST = "contrast"
"""The act of an amount that another is compared with; its stage depends on the other."""
UNKNOWN, HAVE, BE, LET = "unknown", "have", "equal", "let"
"""Classes of ``acts.toml`` for verbs that no class of ``verbs.toml`` lists."""


@dataclass(frozen=True, slots=True)
class Words:
    """A list of small words; ``endings`` are those that a word may have in place of standing in the list."""

    why: str
    example: str
    words: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """The forms of an auxiliary verb."""

    why: str
    example: str
    now: tuple[str, ...]
    fact: tuple[str, ...]
    base: tuple[str, ...]
    participle: tuple[str, ...]
    progressive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Modals:
    """Modals by the mood that they give."""

    why: str
    example: str
    will: tuple[str, ...]
    must: tuple[str, ...]
    may: tuple[str, ...]
    wish: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GrammarFile:
    """The whole of ``grammar.toml``."""

    first_person: Words
    second_person: Words
    third_person: Words
    object_pronouns: Words
    determiners: Words
    possessives: Words
    prepositions: Words
    coordinators: Words
    relatives: Words
    that: Words
    conditions: Words
    reasons: Words
    negations: Words
    nothing: Words
    rejected: Words
    adverbs: Words
    be: Auxiliary
    have: Auxiliary
    do: Auxiliary
    modals: Modals
    to: Words
    participle: Words
    let: Words
    polite: Words
    parts: Words
    also_nouns: Words
    starts: Words
    agents: Words


@dataclass(frozen=True, slots=True, eq=False)
class Idiom(LexiconEntry):
    """Phrases that tell an act without being a verb."""

    act: str
    reach: str
    phrases: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class IdiomFile:
    """The whole of ``idioms.toml``."""

    group: tuple[Idiom, ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """Acts that become a decision where the subject is one of those who decide, and the classes of verbs they must be of."""

    acts: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActFile:
    """The whole of ``acts.toml``: act → stage by speaker; class → act by mood, and the same for the first person."""

    stages: dict[str, tuple[str, ...]]
    acts: dict[str, tuple[str, ...]]
    first_person: dict[str, tuple[str, ...]]
    authority: Authority
    hanging: dict[str, dict[str, str]]
    answers: dict[str, str]
    denied: dict[str, str]


TAGS = {
    "first_person": "I", "second_person": "YOU", "third_person": "IT", "object_pronouns": "HIM", "determiners": "DET", "possessives": "POSS",
    "prepositions": "PREP", "coordinators": "AND", "relatives": "WHICH", "that": "THAT", "conditions": "IF", "reasons": "BECAUSE",
    "negations": "NOT", "nothing": "NOTHING", "rejected": "REJECT", "adverbs": "ADV", "to": "TO", "let": "LET", "polite": "PLEASE", "parts": "PART", "also_nouns": "NOUN", "starts": "FROM", "agents": "BY",
}  # fmt: skip
"""The tag of a word that stands in a list of ``grammar.toml``."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the tagging, the clauses and the acts of a language are read by."""

    tags: dict[str, frozenset[str]]
    """Every small word with the tags it may have."""
    adverb_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    auxiliary: dict[str, tuple[str, str]]
    """Forms of be, have, do and the modals: word → (``BE``, ``HAVE``, ``DO`` or ``MODAL``, form or mood)."""
    idioms: Phrasebook
    """Cues whose value is an act and whose place is a reach."""
    stages: dict[str, dict[str, str]]
    """Act → speaker → stage."""
    authority: Authority
    hanging: dict[str, dict[str, str]]
    """Act → class of the verb that hangs on it → the act that this makes."""
    denied: dict[str, str]
    """Class of a verb that does not refuse when it is denied → what it does then."""
    answers: dict[str, str]
    """Class of a verb without an amount → what it does to the requests that its clause names."""
    acts: dict[tuple[str, str, bool], str]
    """(class, mood, whether the writers are the subject) → act."""


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language, loaded and checked once."""
    file = read_toml(GrammarFile, f"{language}/grammar.toml")
    tags: dict[str, set[str]] = {}
    for name, tag in TAGS.items():
        for word in getattr(file, name).words:
            tags.setdefault(word, set()).add(tag)
    auxiliary: dict[str, tuple[str, str]] = {}
    for name in ("be", "have", "do"):
        forms: Auxiliary = getattr(file, name)
        for form in ("base", "progressive", "participle", "fact", "now"):
            auxiliary |= {word: (name.upper(), form) for word in getattr(forms, form)}
    auxiliary |= {word: ("MODAL", mood) for mood in (WILL, MUST, MAY, WISH) for word in getattr(file.modals, mood)}
    stages, acts, file_of_acts = _acts(language)
    return Grammar(
        {word: frozenset(found) for word, found in tags.items()},
        file.adverbs.endings,
        file.participle.endings,
        auxiliary,
        _idioms(language, stages),
        stages,
        file_of_acts.authority,
        file_of_acts.hanging,
        file_of_acts.denied,
        file_of_acts.answers,
        acts,
    )


def _acts(language: str) -> tuple[dict[str, dict[str, str]], dict[tuple[str, str, bool], str], ActFile]:
    where = f"{language}/acts.toml"
    file = read_toml(ActFile, where)
    known = {*(c for c in _classes(language)), UNKNOWN}
    acts: dict[tuple[str, str, bool], str] = {}
    for first, table in ((False, file.acts), (True, file.first_person)):
        for verb_class, row in table.items():
            check_value(verb_class, known, f"{where}, {'first_person' if first else 'acts'}")
            check_value(str(len(row)), (str(len(MOODS)),), f"{where}, number of columns of {verb_class}")
            for mood, act in zip(MOODS, row, strict=True):
                check_value(act, {*file.stages, OPEN}, f"{where}, {verb_class}, {mood}")
                acts[verb_class, mood, first] = act
    for verb_class, mood, _ in list(acts):
        acts.setdefault((verb_class, mood, True), acts[verb_class, mood, False])
    check_value(str(len(acts)), (str(2 * len(known) * len(MOODS)),), f"{where}, number of classes with acts")
    return {act: dict(zip(SPEAKERS, row, strict=True)) for act, row in file.stages.items()}, acts, file


def _classes(language: str) -> set[str]:
    return {form.verb_class for forms in verbs(language).forms.values() for form in forms} | {HAVE}


def _idioms(language: str, stages: dict[str, dict[str, str]]) -> Phrasebook:
    where = f"{language}/idioms.toml"
    groups = read_toml(IdiomFile, where).group
    check_unique([g.id for g in groups], f"{where}, id")
    for group in groups:
        check_value(group.act, {*stages, CONTRAST}, f"{where}, {group.id}.act")
        check_value(group.reach, REACHES, f"{where}, {group.id}.reach")
    return Phrasebook(
        (phrase, CueKind("idiom", group.act, group.id, group.reach, weak=group.weak)) for group in groups for phrase in group.phrases
    )


def lists(language: str) -> tuple[tuple[str, Words], ...]:
    """The word lists of ``grammar.toml`` by name, for whoever shows them."""
    file = read_toml(GrammarFile, f"{language}/grammar.toml")
    return tuple((f.name, value) for f in fields(GrammarFile) if isinstance(value := getattr(file, f.name), Words))

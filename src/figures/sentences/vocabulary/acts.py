"""What verbs and phrases do to the stage of an amount: the tables of ``acts.toml`` and the phrases of ``idioms.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from figures.language import CueKind, LexiconEntry, Phrasebook, check_unique, check_value, read_toml
from figures.sentences.vocabulary.grammar import HAVE, MOODS, OPEN, UNKNOWN
from figures.sentences.vocabulary.verbs import verbs

SPEAKERS = ("writer", "office", "decider", "editor")
"""Columns of ``acts.toml``, stages: one who reports to a decider, an office that asks for itself, one who decides, the editors."""
CLAUSE, APPOSED, UNDER, NEXT, ROW, VOICE, WHO, NONE = REACHES = ("clause", "apposed", "under", "next", "row", "voice", "who", "none")
"""Which amounts an idiom governs, see ``idioms.toml``."""
INSTEAD = "instead"
"""The act of an amount that another has come in place of."""
CONTRAST = "contrast"
"""The act of an amount that another is compared with; its stage depends on the other."""


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
    """The act that others become where the subject is one of those who decide; which acts, and of which classes of verbs."""

    decision: str
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


@dataclass(frozen=True, slots=True)
class ActTable:
    """The acts of a language: of its verbs, its idioms, and what becomes of them in whose mouth."""

    idioms: Phrasebook
    """Cues whose value is an act and whose place is a reach."""
    stages: dict[str, dict[str, str]]
    """Act → speaker → stage."""
    acts: dict[tuple[str, str, bool], str]
    """(class, mood, whether the writers are the subject) → act."""
    authority: Authority
    hanging: dict[str, dict[str, str]]
    """Act → class of the verb that hangs on it → the act that this makes."""
    answers: dict[str, str]
    """Class of a verb without an amount → what it does to the requests that its clause names."""
    denied: dict[str, str]
    """Class of a verb that does not refuse when it is denied → what it does then."""


@cache
def act_table(language: str) -> ActTable:
    """The acts of a language, loaded and checked once."""
    where = f"{language}/acts.toml"
    file = read_toml(ActFile, where)
    stages = {act: dict(zip(SPEAKERS, row, strict=True)) for act, row in file.stages.items()}
    classes = {form.verb_class for forms in verbs(language).forms.values() for form in forms} | {HAVE, UNKNOWN}
    for named in (file.authority.classes, file.answers, file.denied, *file.hanging.values()):
        for verb_class in named:
            check_value(verb_class, classes, f"{where}, class")
    for named_acts in ((file.authority.decision,), file.authority.acts, file.hanging, *(made.values() for made in file.hanging.values())):
        for act in named_acts:
            check_value(act, stages, f"{where}, act")
    return ActTable(
        _idioms(language, stages),
        stages,
        _acts_of_verbs(file, classes, where),
        file.authority,
        file.hanging,
        file.answers,
        file.denied,
    )


def _acts_of_verbs(file: ActFile, classes: set[str], where: str) -> dict[tuple[str, str, bool], str]:
    acts: dict[tuple[str, str, bool], str] = {}
    for first, name, table in ((False, "acts", file.acts), (True, "first_person", file.first_person)):
        for verb_class, row in table.items():
            check_value(verb_class, classes, f"{where}, {name}")
            check_value(str(len(row)), (str(len(MOODS)),), f"{where}, number of columns of {verb_class}")
            for mood, act in zip(MOODS, row, strict=True):
                acts[verb_class, mood, first] = check_value(act, {*file.stages, OPEN}, f"{where}, {verb_class}, {mood}")
    for verb_class, mood, _ in list(acts):
        acts.setdefault((verb_class, mood, True), acts[verb_class, mood, False])
    check_value(str(len(acts)), (str(2 * len(classes) * len(MOODS)),), f"{where}, number of classes with acts")
    return acts


def _idioms(language: str, stages: dict[str, dict[str, str]]) -> Phrasebook:
    where = f"{language}/idioms.toml"
    groups = read_toml(IdiomFile, where).group
    check_unique([g.id for g in groups], f"{where}, id")
    for group in groups:
        check_value(group.act, {*stages, CONTRAST}, f"{where}, {group.id}.act")
        check_value(group.reach, REACHES, f"{where}, {group.id}.reach")
    return Phrasebook(
        (phrase, CueKind(group.act, group.id, group.reach, weak=group.weak)) for group in groups for phrase in group.phrases
    )

"""Verbs in all their forms, by the class that says what is done with an amount.

``verbs.toml`` gives lemmas by class; here their forms are made.  A word may be a form of several verbs,
and a verb may need a particle (``hand over``) that stands behind it or behind its object.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from figures.errors import LexiconError
from figures.language import LexiconEntry, check_unique, read_toml

BASE, THIRD, PAST, PARTICIPLE, PROGRESSIVE = "base", "third", "past", "participle", "progressive"
"""The forms of a verb."""


@dataclass(frozen=True, slots=True)
class Endings:
    """How regular forms end: (ending of the lemma, what stands in its place, letters one of which must precede; empty for any)."""

    third: tuple[tuple[str, ...], ...]
    past: tuple[tuple[str, ...], ...]
    progressive: tuple[tuple[str, ...], ...]
    double: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class VerbClass(LexiconEntry):
    """Verbs that do the same with an amount; ``predicates`` do it behind a form of *be*."""

    lemmas: tuple[str, ...]
    predicates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VerbFile:
    """The whole of ``verbs.toml``."""

    endings: Endings
    classes: tuple[VerbClass, ...]


class Form(NamedTuple):
    """What a word may be: a form of a verb of some class, complete only with its particle."""

    verb_class: str
    lemma: str
    form: str
    particle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verbs:
    """Every form by its first word, longest particle first; predicates likewise, as (words, class)."""

    forms: dict[str, tuple[Form, ...]]
    predicates: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@cache
def verbs(language: str) -> Verbs:
    """The verbs of a language, loaded and inflected once."""
    file = read_toml(VerbFile, f"{language}/verbs.toml")
    check_unique([c.id for c in file.classes], f"{language}/verbs.toml, id")
    forms: dict[str, list[Form]] = {}
    predicates: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for group in file.classes:
        check_unique(group.lemmas, f"{language}/verbs.toml, {group.id}.lemmas")
        for entry in group.lemmas:
            lemma, form_of = _entry(entry, file.endings, f"{language}/verbs.toml, {group.id}")
            for form, words in form_of:
                first, *particle = words.split()
                forms.setdefault(first, []).append(Form(group.id, lemma, form, tuple(particle)))
        for entry in group.predicates:
            first, *rest = entry.split()
            predicates.setdefault(first, []).append((tuple(rest), group.id))
    return Verbs(
        {word: tuple(sorted(dict.fromkeys(found), key=lambda f: -len(f.particle))) for word, found in forms.items()},
        {word: tuple(sorted(found, key=lambda p: -len(p[0]))) for word, found in predicates.items()},
    )


@cache
def forms_by_verb(language: str) -> Mapping[str, tuple[str, ...]]:
    """The forms of each verb that needs no particle, by its lemma, and those of all of a class, by ``@`` and the class.

    >>> forms_by_verb("en")["refuse"]
    ('refuse', 'refused', 'refuses', 'refusing')
    """
    found: dict[str, dict[str, None]] = {}
    for word, forms in verbs(language).forms.items():
        for form in forms:
            if not form.particle:
                for name in (form.lemma, f"@{form.verb_class}"):
                    found.setdefault(name, {})[word] = None
    return {name: tuple(words) for name, words in found.items()}


def first_words(language: str, classes: Container[str]) -> frozenset[str]:
    """The words with which a form of a verb of one of these classes begins."""
    return frozenset(word for word, forms in verbs(language).forms.items() if any(form.verb_class in classes for form in forms))


def _entry(entry: str, endings: Endings, where: str) -> tuple[str, list[tuple[str, str]]]:
    """The lemma of an entry and its forms as (form, words)."""
    lemma, *irregular = entry.split("|")
    if irregular and len(irregular) != 2:
        raise LexiconError(f"{where}: {entry!r} must give lemma, past and participle, or the lemma alone.")
    stem, _, particle = lemma.partition(" ")
    tail = f" {particle}" if particle else ""
    past, participle = irregular or [word + tail for word in (_regular(stem, endings.past, endings),) * 2]
    made = [(BASE, lemma), (PAST, past), (PARTICIPLE, participle)]
    made += [(THIRD, _ending(stem, endings.third) + tail), (PROGRESSIVE, _regular(stem, endings.progressive, endings) + tail)]
    return lemma, made


def _regular(stem: str, table: tuple[tuple[str, ...], ...], endings: Endings) -> str:
    return _ending(stem + stem[-1] if stem in endings.double else stem, table)


def _ending(stem: str, table: tuple[tuple[str, ...], ...]) -> str:
    for ending, replacement, before in table:
        if stem.endswith(ending) and (not before or stem[: len(stem) - len(ending)][-1:] in before):
            return stem[: len(stem) - len(ending)] + replacement
    return stem


def forms_made(entry: str, language: str) -> Iterator[str]:
    """Every form of one lemma, for whoever adds one and wants to see it inflected.

    >>> sorted(set(forms_made("beg", "en")))
    ['beg', 'begged', 'begging', 'begs']
    """
    _, made = _entry(entry, read_toml(VerbFile, f"{language}/verbs.toml").endings, "")
    for _, words in made:
        yield words

"""The small words of a language and what a word may be: ``grammar.toml``, with the verbs of ``verbs.toml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import NamedTuple

from figures.errors import LexiconError
from figures.language import check_unique, is_plural, read_toml
from figures.sentences.vocabulary.verbs import Form, Verbs, verbs

MOODS = ("fact", "passive_fact", "now", "passive_now", "will", "must", "may", "wish", "order", "open", "done")
"""Columns of the tables of ``acts.toml``."""
FACT, PASSIVE_FACT, NOW, PASSIVE_NOW, WILL, MUST, MAY, WISH, ORDER, OPEN, DONE = MOODS
UNKNOWN, HAVE, BE, LET = "unknown", "have", "equal", "let"
"""Classes of verbs that the grammar gives by itself: ``unknown`` to verbs that no class of ``verbs.toml`` lists."""
VERB, WORD = "VERB", "WORD"
"""Tags of a word that may be a verb, and of one that may be a noun."""


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
    complements: Words
    agents: Words


TAGS = {
    "first_person": "I",
    "second_person": "YOU",
    "third_person": "IT",
    "object_pronouns": "HIM",
    "determiners": "DET",
    "possessives": "POSS",
    "prepositions": "PREP",
    "coordinators": "AND",
    "relatives": "WHICH",
    "that": "THAT",
    "conditions": "IF",
    "reasons": "BECAUSE",
    "negations": "NOT",
    "nothing": "NOTHING",
    "rejected": "REJECT",
    "adverbs": "ADV",
    "to": "TO",
    "let": "LET",
    "polite": "PLEASE",
    "parts": "PART",
    "also_nouns": "NOUN",
    "starts": "FROM",
    "complements": "OF",
    "agents": "BY",
}
"""The tag of a word that stands in a list of ``grammar.toml``."""


class Known(NamedTuple):
    """What a word may be, wherever it stands: in small letters, with its tags, the verbs it may be a form of, or an auxiliary."""

    word: str
    tags: frozenset[str]
    forms: tuple[Form, ...] = ()
    auxiliary: tuple[str, str] | None = None
    """(``BE``, ``HAVE``, ``DO`` or ``MODAL``, form or mood)."""
    capital: bool = False


class _KnownWords(dict[str, Known]):
    """Words that were looked up before."""

    def __init__(self, look_up: Callable[[str], Known]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, printed: str) -> Known:
        found = self[printed] = self._look_up(printed)
        return found


@dataclass(frozen=True, slots=True)
class Grammar:
    """What the words of a language are told by."""

    language: str
    verbs: Verbs
    tags: dict[str, frozenset[str]]
    """Every small word with the tags it may have."""
    adverb_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    auxiliary: dict[str, tuple[str, str]]
    """Forms of be, have, do and the modals: word → (``BE``, ``HAVE``, ``DO`` or ``MODAL``, form or mood)."""
    known: Mapping[str, Known] = field(init=False, repr=False)
    """What a word, as printed, may be; each is looked up once, for an edition has few different ones."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "known", _KnownWords(self.look_up))

    def look_up(self, printed: str) -> Known:
        """What a word, as printed, may be."""
        word = printed.lower().replace("’", "'")
        tags = set(self.tags.get(word, ()))
        forms = self.verbs.forms.get(word, ())
        auxiliary = self.auxiliary.get(word)
        if forms:
            tags.add(VERB)
        elif word.endswith(self.adverb_endings):
            tags.add(TAGS["adverbs"])
        if auxiliary is not None:
            tags.add(auxiliary[0])
        elif tags <= {VERB, TAGS["also_nouns"]}:
            tags.add(WORD)
        return Known(word, frozenset(tags), forms, auxiliary, printed[0].isupper())

    def is_plural(self, word: str) -> bool:
        return is_plural(word, self.language)


@cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a language, loaded and checked once."""
    where = f"{language}/grammar.toml"
    file = read_toml(GrammarFile, where)
    tags: dict[str, set[str]] = {}
    for name, tag in TAGS.items():
        words: Words = getattr(file, name)
        check_unique(words.words, f"{where}, {name}.words")
        for word in words.words:
            if len(word.split()) != 1:
                raise LexiconError(f"{where}, {name}.words: {word!r} must be one word; phrases stand in idioms.toml.")
            tags.setdefault(word, set()).add(tag)
    return Grammar(
        language,
        verbs(language),
        {word: frozenset(found) for word, found in tags.items()},
        file.adverbs.endings,
        file.participle.endings,
        _auxiliaries(file),
    )


def _auxiliaries(file: GrammarFile) -> dict[str, tuple[str, str]]:
    """Every form of an auxiliary; a word that is two of them (*have*, *had*) is the finite one."""
    found: dict[str, tuple[str, str]] = {}
    for name, forms in (("BE", file.be), ("HAVE", file.have), ("DO", file.do)):
        for form in ("base", "progressive", "participle", "fact", "now"):
            found |= dict.fromkeys(getattr(forms, form), (name, form))
    return found | {word: ("MODAL", mood) for mood in (WILL, MUST, MAY, WISH) for word in getattr(file.modals, mood)}


def word_lists(language: str) -> dict[str, Words]:
    """The word lists of ``grammar.toml`` by name, for whoever shows them."""
    file = read_toml(GrammarFile, f"{language}/grammar.toml")
    return {f.name: value for f in fields(GrammarFile) if isinstance(value := getattr(file, f.name), Words)}

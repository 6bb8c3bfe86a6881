"""Phrases whose verbs stand in all their forms: ``~grant`` for one verb, ``@decide`` for all of a class of ``verbs.toml``."""

from __future__ import annotations

from figures.errors import LexiconError
from figures.sentences import forms_by_verb

LEMMA, CLASS = "~", "@"
"""Mark a word of a phrase that stands for all forms of a verb, or of all verbs of a class."""


def with_forms(phrase: str, language: str) -> str:
    """A phrase in which each ``~lemma`` and ``@class`` is written out.

    >>> with_forms("~refuse to?", "en")
    'refuse|refused|refuses|refusing to?'
    """
    if LEMMA not in phrase and CLASS not in phrase:
        return phrase
    return " ".join(_word(word, language) for word in phrase.split())


def _word(word: str, language: str) -> str:
    choices = [form for choice in word.rstrip("?").split("|") for form in _forms(choice, language)]
    return "|".join(dict.fromkeys(choices)) + ("?" if word.endswith("?") else "")


def _forms(choice: str, language: str) -> tuple[str, ...]:
    if choice[:1] not in (LEMMA, CLASS):
        return (choice,)
    forms = forms_by_verb(language).get(choice.removeprefix(LEMMA))
    if forms is None:
        raise LexiconError(f"{language}/decisions.toml: {choice!r} is no verb or class of verbs.toml.")
    return forms

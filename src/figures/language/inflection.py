"""The forms of a word: its singular, whether it is a plural, and the form in which words are compared.

All of it comes from ``[forms]`` of ``lexicon/<language>/language.toml``.  Nothing is looked up in a
dictionary: exceptions are listed, and endings tell the rest.
"""

from __future__ import annotations

from functools import cache

from figures.language.word_lists import language_file


@cache
def singular(word: str, language: str) -> str:
    """The singular of a plural in small letters, as far as the lexicon and spelling tell; a word of another shape is its own.

    >>> [singular(word, "en") for word in ("tractors", "oxen", "ponies", "glass", "sheep")]
    ['tractor', 'ox', 'pony', 'glass', 'sheep']
    """
    forms = language_file(language).forms
    if word in forms.irregular:
        return forms.irregular[word]
    if word in forms.same or word.endswith(forms.not_plural):
        return word
    if word in forms.keep_e:
        return word[:-1]
    for ending, replacement in forms.endings:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: len(word) - len(ending)] + replacement
    return word


@cache
def is_plural(word: str, language: str) -> bool:
    """Whether a word in small letters is a plural or has the shape of one.

    >>> [is_plural(word, "en") for word in ("tractors", "people", "cattle", "bonus", "gas")]
    [True, True, True, False, False]
    """
    forms = language_file(language).forms
    if word in forms.irregular or word in forms.same:
        return True
    shaped = len(word) >= forms.shortest and word.endswith(tuple(ending for ending, _ in forms.endings))
    return shaped and not word.endswith(forms.not_plural)


def has_one_form(word: str, language: str) -> bool:
    """Whether singular and plural of a word are one (``cattle``)."""
    return word in language_file(language).forms.same


@cache
def compared_form(printed: str, language: str) -> str:
    """A word as it is compared with others: small letters, singular, no possessive.

    >>> [compared_form(word, "en") for word in ("Bicycles", "ponies", "glass", "boxes", "Ukraine's")]
    ['bicycle', 'pony', 'glass', 'box', 'ukraine']
    """
    word = printed.lower()
    for ending in language_file(language).forms.possessive:
        word = word.removesuffix(ending)
    return singular(word, language) if len(word) >= language_file(language).forms.shortest else word

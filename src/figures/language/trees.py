"""Many words at once: one pattern for them, or a table by their first words.

:func:`trie` writes a prefix tree as a regular expression; its cost hardly grows with the number of
words, and the longest word wins.  :func:`rests_by_first_word` is for names in the hundreds, of which a
text holds few: nothing is compiled, and only a word with which a name begins is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

CAPITALISED_WORD = re.compile(r"[A-Z][^\W_]*")
"""A word, or the second half of one, that begins with a capital."""


def trie(strings: Iterable[str]) -> str:
    """A pattern that matches the longest of ``strings`` without trying them one by one."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for string in strings:
        node = root
        for char in string:
            node = node.setdefault(char, {})
        node[""] = {}

    def write(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
        branches = [("[ \xa0]" if char == " " else re.escape(char)) + write(child) for char, child in sorted(node.items()) if char]
        if not branches:
            return ""
        inner = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
        return f"{inner}?" if "" in node else inner

    return write(root)


def either(words: Iterable[str]) -> str:
    """A pattern for one of a few words as they are written, the longest first; to :func:`trie` a no-break space is a space too."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def unglued_trie(strings: Iterable[str]) -> str:
    """A pattern like :func:`trie` that matches only where no part of a word and no hyphen goes before.

    Each branch begins with its letter and only then looks back, because a search can leap to a
    letter and cannot leap to a look back.
    """
    rests: dict[str, list[str]] = {}
    for string in sorted(strings):
        rests.setdefault(re.escape(string[0]), []).append(string[1:])
    branches = [rf"{letter}(?<![\w-]{letter})(?:{trie(found)})" for letter, found in rests.items()]
    return f"(?:{'|'.join(branches)})" if branches else "(?!)"


@lru_cache(1)
def capitalised_words(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Every match of :data:`CAPITALISED_WORD` in ``text[start:end]``.

    The last answer is kept, because regions and parties are looked for in the same sentence.
    """
    return list(CAPITALISED_WORD.finditer(text, start, end))


def rests_by_first_word(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What follows the first word of each name, the longest first; empty for a name of one word.

    Names that do not begin with a capital are left out.
    """
    rests: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        first = CAPITALISED_WORD.match(name)
        if first is not None:
            rests.setdefault(first.group(), []).append(name[first.end() :])
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in rests.items()}


def longest_rest(rests: tuple[str, ...], text: str, at: int, end: int, goes_on: re.Pattern[str]) -> str | None:
    """The longest of ``rests`` that stands at ``at``, ends by ``end`` and is not gone on with; None if there is none.

    A no-break space counts as a space.
    """
    behind = text[at : at + len(rests[0])] if at + len(rests[0]) <= end else text[at:end]
    if "\xa0" in behind:
        behind = behind.replace("\xa0", " ")
    for rest in rests:
        if behind.startswith(rest) and not goes_on.match(text, at + len(rest), end):
            return rest
    return None

"""Where numbers may begin: the cheap search that runs before everything else.

One split of the text and one look for digits, no scan per word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from figures.amounts.numbers.number_words import GLYPHS, grammar
from figures.language import DEFAULT_LANGUAGE, has_lexicon

_DIGITS_ONLY = bytes(48 if 48 <= code < 58 else 32 for code in range(256))
_WORDS_ONLY = bytes(code if chr(code).isalpha() or 48 <= code < 58 else 32 for code in range(256))
_RUN_OR_GLYPH = re.compile(f"[0-9]*[{GLYPHS}]|[0-9]+")
"""Slower than the plain run, and used only where there is a fraction sign."""


@lru_cache(1)
def _signs_in(text: str) -> tuple[str, ...]:
    """The fraction signs of a text; the last answer is kept, because the letters of one text come one after another."""
    return tuple(sign for sign in GLYPHS if sign in text)


class Tokens:
    """Where numerals may begin in a stretch of text: one split for the words, one search per digit run asked for.

    Made once for a letter; ``spans(start, end)`` then gives the digit runs and number words of a
    paragraph in order, and costs next to nothing where there are none.
    """

    __slots__ = ("_digits", "_offset", "_signs", "_starts", "_words", "empty")

    def __init__(self, text: str, start: int, end: int, language: str = DEFAULT_LANGUAGE) -> None:
        piece = text[start:end]
        raw = piece.encode("latin-1", "replace")  # one byte for one character: offsets stay
        self._offset = start
        self._digits = raw.translate(_DIGITS_ONLY)
        self._signs = any(sign in piece for sign in _signs_in(text))
        self._words: list[tuple[int, int]] = []
        if self._signs:
            self._words = [m.span() for m in _RUN_OR_GLYPH.finditer(text, start, end)]
        if has_lexicon(language):
            clean = raw.translate(_WORDS_ONLY)
            hits = grammar(language).spelled.intersection(clean.split())
            if hits:
                _places(text, start, clean, hits, self._words)
                self._words.sort()
        self._starts = [at for at, _ in self._words]
        self.empty = not self._words and b"0" not in self._digits

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """Start and end of each digit run, fraction sign and number word between two offsets."""
        found = self._words[bisect_left(self._starts, start) : bisect_left(self._starts, end)] if self._words else []
        if self._signs:
            return found
        offset, find, words = self._offset, self._digits.find, len(found)
        limit = end - offset
        at = find(b"0", start - offset, limit)
        while at >= 0:
            stop = find(b" ", at)
            if stop < 0:
                stop = len(self._digits)
            found.append((offset + at, offset + stop))
            at = find(b"0", stop, limit)
        if words and len(found) > words:
            found.sort()
        return found

    def first(self, start: int) -> int:
        """Where the first numeral from an offset on begins; behind every text if there is none."""
        found = self._digits.find(b"0", start - self._offset)
        digit = self._offset + found if found >= 0 and not self._signs else _NOWHERE
        if self._words:
            k = bisect_left(self._starts, start)
            if k < len(self._starts) and self._starts[k] < digit:
                return self._starts[k]
        return digit

    def last(self, start: int, end: int) -> int:
        """Where the last numeral between two offsets ends; there must be one."""
        if self._words:
            return self.spans(start, end)[-1][1]
        return self._offset + self._digits.rfind(b"0", start - self._offset, end - self._offset) + 1


_NOWHERE = 1 << 62


def _places(text: str, start: int, clean: bytes, hits: frozenset[bytes], found: list[tuple[int, int]]) -> None:
    """Add where the words stand; letters outside Latin-1 were blanked, so each place is looked at again."""
    padded = b" " + clean + b" "
    for word in hits:  # the order does not matter: the spans are sorted
        sought = b" " + word + b" "
        at = padded.find(sought)
        while at >= 0:
            begin, stop = start + at, start + at + len(word)
            if not (text[begin - 1 : begin].isalnum() or text[stop : stop + 1].isalnum()):
                found.append((begin, stop))
            at = padded.find(sought, at + len(word) + 1)

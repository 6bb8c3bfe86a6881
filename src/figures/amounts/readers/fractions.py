"""Fractions in words as shares of something: ``half of the reserve``, ``two fifths``.

A fraction may also be part of a calendar (``the second half of August``), of a clock or page (``half an hour``),
or of a vote; then it is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from figures.amounts.asides import NounGroup, rules
from figures.amounts.numbers import after_of, qualifier_after
from figures.amounts.paragraph import Page, Spot
from figures.amounts.units import words_after
from figures.language import sentence_around
from figures.model import Quantity, SetAside

_WORD = re.compile(r"[^\W\d_]+")
_BASIS_WORD = re.compile(r" (?:[^\W\d_](?:[\w'’.\-]*\w)?)")
_BASIS_WORDS = 8
"""How many words the base of a share may have."""
_BARE = 7
"""A fraction of one word is no longer."""
_REACH = 24
"""How many characters before a fraction are read for the word before it."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def basis_of(page: Page, at: int) -> str | None:
    """What a share is a share of, as printed."""
    end = _basis_end(page, at)
    opened = end > at and (after_of(page.text, at, page.grammar) >= 0 or _first_word(page, at) in page.lex.lists["definite"])
    return page.text[at:end].strip() or None if opened else None


def _first_word(page: Page, at: int) -> str:
    m = _BASIS_WORD.match(page.text, at, page.end)
    return m.group()[1:] if m is not None else ""


def _basis_end(page: Page, at: int) -> int:
    """End of a noun phrase such as ``of the remaining credit``, ``the amount they name``, ``what is asked``."""
    lists, text = page.lex.lists, page.text
    opening, clause = True, False
    end = at
    for _ in range(_BASIS_WORDS):
        m = _BASIS_WORD.match(text, end, page.end)
        if m is None:
            break
        word = m.group()[1:].lower()
        for phrase in lists["asked-for"]:
            if text.startswith(phrase, m.start() + 1) and word == phrase.partition(" ")[0]:
                return m.start() + 1 + len(phrase)
        if word in lists["relative"] or (word in lists["speakers"] and not opening):
            clause = True
        elif not ((opening and word in lists["share-basis"]) or (clause and word in lists["clause"])):
            if _ends_basis(page, word, within=clause or opening):
                break
            opening = False
        end = m.end()
    return end


def _ends_basis(page: Page, word: str, within: bool) -> bool:
    """Whether a word is no part of what a share is a share of; a verb may stand ``within`` a clause."""
    lists = page.lex.lists
    return word in lists["function"] or (word in lists["verbs"] and not within and not word.endswith(page.lex.endings["participle"]))


@dataclass(frozen=True, slots=True)
class _Fraction:
    """A fraction in words with what its readers ask for."""

    spot: Spot
    printed: tuple[str, ...]
    """Its words."""
    before: str
    """The word before it."""
    has_basis: bool
    sentence: tuple[int, int]

    @property
    def page(self) -> Page:
        return self.spot.page

    @property
    def end(self) -> int:
        return self.spot.number.end

    @property
    def period(self) -> NounGroup | None:
        """What its last word is besides, where that is also a part of the year (``quarter``)."""
        return rules(self.page.language).nouns.get(self.printed[-1])

    @property
    def article(self) -> bool:
        return self.printed[0] in self.page.grammar.joints["article"]

    def aside(self, end: int, reason: str, rule: str) -> SetAside:
        return SetAside(self.spot.number.start, end, reason, rule)


def share(spot: Spot) -> Quantity | SetAside:
    """A fraction in words: a share with its basis, or part of a calendar, a clock or a vote."""
    page, number, words = spot.page, spot.number, spot.words
    text, stop = page.text, number.end
    left = text[max(page.start, number.start - _REACH) : number.start].rstrip().lower()
    fraction = _Fraction(
        spot=spot,
        printed=tuple(_WORD.findall(text[number.start : stop].lower())) or ("",),
        before=left.rsplit(None, 1)[-1].strip("(,") if left else "",
        has_basis=bool(words) and words[0].text in page.lex.lists["share-basis"] and text[stop : stop + 1] == " ",
        sentence=sentence_around(text, (page.start, page.end), number.start, number.start),
    )
    for reader in _NO_SHARES:
        stretch = reader(fraction)
        if stretch is not None:
            return stretch
    end, basis = stop, None
    if fraction.has_basis:
        end = _basis_end(page, stop)
        basis = _without_of(text[stop:end].strip(), page) or None
    qualifier = number.qualifier
    if qualifier == "exact":
        qualifier = qualifier_after(text, end, page.end, page.language) or "exact"
    printed = text[number.start : stop]
    return Quantity(number.start, end, number, "share", number.low, number.high, qualifier, "percent", printed, None, basis, "fraction", ())


def _without_of(basis: str, page: Page) -> str:
    for of in page.grammar.joints["of"]:
        basis = basis.removeprefix(f"{of} ")
    return basis


def _part_of_time(fraction: _Fraction) -> SetAside | None:
    """``half an hour``, ``three quarters of a year``, ``half a page``."""
    nouns, bridge = rules(fraction.page.language).nouns, fraction.page.lex.lists["fraction-bridge"]
    for word in fraction.spot.words[:3]:
        group = nouns.get(word.text)
        if group is not None and group.of_fractions:
            return fraction.aside(word.end, group.reason, group.id)
        if word.text not in bridge:
            return None
    return None


def _part_of_word(fraction: _Fraction) -> SetAside | None:
    """``half-finished``."""
    words = fraction.spot.words
    hyphen = fraction.page.text[fraction.end : fraction.end + 1] == "-"
    return fraction.aside(words[0].end, "part of a word", "hyphenated") if hyphen and words else None


def _part_of_calendar(fraction: _Fraction) -> SetAside | None:
    """``the second half of August``, ``last quarter``."""
    number, text = fraction.spot.number, fraction.page.text
    phrases = rules(fraction.page.language).phrases
    period = phrases["period-parts"]
    if fraction.before not in period.phrases or number.end - number.start > _BARE or not text[number.start : number.end].isalpha():
        return None
    weak = fraction.before in phrases["weak-period-parts"].phrases and fraction.period is None
    return None if weak and not _calendar_follows(fraction) else fraction.aside(number.end, period.reason, period.id)


def _calendar_follows(fraction: _Fraction) -> bool:
    """Whether ``of August``, ``of the year`` follows."""
    page, at = fraction.page, fraction.end
    before = rules(page.language).before
    for word in words_after(page.text, at, page.end)[1:3]:
        month = word.capital and word.text in before and before[word.text].body == "date"
        if month or word.text in page.lex.lists["calendar"] or word.text.isdigit():
            return True
    of = after_of(page.text, at, page.grammar)
    return of >= 0 and _YEAR.match(page.text, of) is not None


def _part_of_votes(fraction: _Fraction) -> SetAside | None:
    """A share of those who vote is a majority."""
    votes = rules(fraction.page.language).phrases["votes-near"]
    near = _WORD.findall(fraction.page.text[slice(*fraction.sentence)].lower())
    return None if set(votes.phrases).isdisjoint(near) else fraction.aside(fraction.end, votes.reason, votes.id)


def _quarter_of_year(fraction: _Fraction) -> SetAside | None:
    """``1.5 million marks a quarter``, ``late by one quarter``; a share only in a row of shares."""
    period = fraction.period
    first = fraction.printed[0]
    if period is None or fraction.has_basis or not (fraction.article or fraction.page.grammar.cardinals.get(first) == 1):
        return None
    if any(q.kind == "share" and q.start >= fraction.sentence[0] for q in fraction.spot.said):
        return None
    return fraction.aside(fraction.end, period.reason, period.id)


def _ordinal(fraction: _Fraction) -> SetAside | None:
    """``a third man``."""
    words = fraction.spot.words
    if fraction.period is not None or fraction.has_basis or not fraction.article or not words:
        return None
    return None if words[0].text in fraction.page.lex.lists["function"] else fraction.aside(fraction.end, "ordinal", "ordinal-words")


_NO_SHARES: tuple[Callable[[_Fraction], SetAside | None], ...] = (
    _part_of_time,
    _part_of_word,
    _part_of_calendar,
    _part_of_votes,
    _quarter_of_year,
    _ordinal,
)

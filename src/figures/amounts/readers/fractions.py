"""Part of station 5: fractions in words as shares of something: ``half of the reserve``, ``two fifths``.

A fraction may also be part of a calendar (``the second half of August``), of a clock or page (``half an hour``),
or of a vote; then it is set aside.
"""

from __future__ import annotations

import re

from figures.amounts.asides import Rules, rules
from figures.amounts.numbers import qualifier_after
from figures.amounts.paragraph import Page
from figures.amounts.units import UnitWords, words_after
from figures.language import sentence_around
from figures.model import Doubt, Numeral, Quantity, SetAside

_BASIS_WORD = re.compile(r" (?:[^\W\d_](?:[\w'’.\-]*\w)?)")


_SPEAKERS = ("they", "he", "it", "we", "she", "you")
"""Pronouns that open a relative clause: ``half the amount they name``."""


def basis_of(text: str, pos: int, limit: int, lex: UnitWords) -> str | None:
    """What a share is a share of, as printed."""
    end = _basis_end(text, pos, limit, lex)
    return text[pos:end].strip() or None if end > pos and text.startswith((" of ", " the "), pos) else None


def _basis_end(text: str, pos: int, limit: int, lex: UnitWords) -> int:
    """End of a noun phrase such as ``of the remaining credit``, ``the amount they name``, ``what is asked``."""
    opening = True
    end = pos
    clause = False
    for _ in range(8):
        m = _BASIS_WORD.match(text, end, limit)
        if m is None:
            break
        word = m.group()[1:].lower()
        if word in lex.lists["relative"]:
            clause = True
        elif (opening and word in lex.lists["share-basis"]) or (clause and word in lex.lists["clause"]):
            pass
        elif word in _SPEAKERS and not opening:
            clause = True
        elif (word in lex.lists["function"] and not (word == "for" and text[: m.start()].endswith("asked"))) or (
            word in lex.lists["verbs"] and not clause and not opening and not word.endswith("ed")
        ):
            break
        else:
            opening = False
        end = m.end()
        if word == "asked" and text.startswith(" for", end):
            return end + 4
    return end


def share(text: str, page: Page, number: Numeral, lex: UnitWords, language: str) -> tuple[Quantity | None, SetAside | None]:
    """A fraction in words: a share with its basis, or part of a calendar, a clock or a vote."""
    r = rules(language)
    words = words_after(text, number.end, page.end)
    following = words[0].text if words else ""
    quarter = text[number.start : number.end].lower().endswith(("quarter", "quarters"))
    left = text[max(page.start, number.start - 24) : number.start].rstrip().lower()
    before = left.rsplit(None, 1)[-1].strip("(,") if left else ""
    bare = number.end - number.start <= 7 and " " not in text[number.start : number.end] and "-" not in text[number.start : number.end]
    stop = number.end
    for word in words[:3]:  # half an hour, three quarters of a year, half a page
        group = r.nouns.get(word.text)
        if group is not None and group.id in ("durations", "paper", "ratios", "votes"):
            return None, SetAside(number.start, word.end, group.reason, group.id)
        if word.text not in ("a", "an", "of", "the", "one", "each"):
            break
    if text[stop : stop + 1] == "-" and words:
        return None, SetAside(number.start, words[0].end, "part of a word", "hyphenated")
    period = r.phrases["period-parts"]
    weak = before in ("the", "this", "other", "last", "each", "better") and not quarter
    if bare and before in period.phrases and not (weak and not _calendar(text, stop, page.end, r, lex)):
        return None, SetAside(number.start, stop, period.reason, period.id)
    around = sentence_around(text, (page.start, page.end), number.start, number.start)
    votes = r.phrases["votes-near"]
    if not set(votes.phrases).isdisjoint(re.findall(r"[a-z]+", text[around[0] : around[1]].lower())):
        return None, SetAside(number.start, stop, votes.reason, votes.id)
    article = text[number.start : number.start + 2].lower() == "a "
    has_basis = following in lex.lists["share-basis"] and text[stop : stop + 1] == " "
    if quarter and not has_basis and (article or text[number.start : stop].lower().startswith("one")):
        # `1.5 million marks a quarter`, `late by one quarter`; a share only in a row of shares
        previous = [q for q in page.quantities if q.kind == "share" and q.start >= around[0]]
        if not previous:
            return None, SetAside(number.start, stop, "duration", "durations")
    elif not has_basis and article and following and not quarter and following not in lex.lists["function"]:
        return None, SetAside(number.start, stop, "ordinal", "ordinal-words")
    end = stop
    basis = None
    if has_basis:
        end = _basis_end(text, stop, page.end, lex)
        basis = text[stop:end].strip().removeprefix("of ") or None
    qualifier = number.qualifier
    if qualifier == "exact":
        qualifier = qualifier_after(text, end, page.end, language) or "exact"
    doubts: tuple[Doubt, ...] = ()
    return Quantity(
        number.start,
        end,
        number,
        "share",
        number.low,
        number.high,
        qualifier,
        "percent",
        text[number.start : stop],
        None,
        basis,
        "fraction",
        doubts,
    ), None


def _calendar(text: str, pos: int, limit: int, r: Rules, lex: UnitWords) -> bool:
    """Whether ``of August``, ``of the year`` follows."""
    words = words_after(text, pos, limit)
    return any(
        (w.capital and w.text in r.before and r.before[w.text].body == "date") or w.text in lex.lists["calendar"] or w.text.isdigit()
        for w in words[1:3]
    ) or bool(re.match(r" of (?:1[89]|20)\d\d", text[pos : pos + 9]))

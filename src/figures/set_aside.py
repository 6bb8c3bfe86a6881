"""Station 4: numerals that are no figures, each stretch with its reason and the rule that says so.

``scan`` reads one paragraph once, from numeral to numeral, and asks the word before it, the digits'
own shape and the word behind it.  What is not set aside here goes on to station 5, which sets aside
what turns out to count nothing (``two options``, ``20 years``).  Words live in ``set_aside.toml``.

``ledger`` accounts for every numeral token of a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from figures import nouns, numerals
from figures.lexicons import check_unique, check_value, read_toml
from figures.model import Edition, Figure, Letter, NoteMark, SetAside

_BODIES = ("date", "archive", "number", "bare number", "year")
_PHRASE_SIDES = ("before", "after", "sentence")


@dataclass(frozen=True, slots=True)
class BeforeGroup:
    """Words before a number; ``body`` says how the number goes on, ``capital`` that the word has one."""

    id: str
    reason: str
    body: str
    why: str
    example: str
    words: tuple[str, ...]
    capital: bool = False
    strong: bool = False
    """The word cannot stand before an amount, so a noun behind the number does not matter."""


@dataclass(frozen=True, slots=True)
class AfterGroup:
    """Words behind a number, or nouns it would count."""

    id: str
    reason: str
    why: str
    example: str
    words: tuple[str, ...]
    behind: tuple[str, ...] = ()
    """Only where one of these words stands before the number; anywhere if empty."""


@dataclass(frozen=True, slots=True)
class PhraseGroup:
    """Phrases around a numeral that take it out of the count."""

    id: str
    reason: str
    why: str
    side: str
    example: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAsideLexicon:
    """``set_aside.toml`` as it stands in the file."""

    before: tuple[BeforeGroup, ...]
    after: tuple[AfterGroup, ...]
    nouns: tuple[AfterGroup, ...]
    shapes: tuple[AfterGroup, ...]
    phrases: tuple[PhraseGroup, ...]


@cache
def lexicon(language: str = "en") -> SetAsideLexicon:
    """The words of a language that set numerals aside, checked."""
    relative = f"{language}/set_aside.toml"
    found = read_toml(SetAsideLexicon, relative)
    check_unique((w for g in found.before for w in g.words), f"{relative}, before")
    check_unique((w for g in found.nouns for w in g.words), f"{relative}, nouns")
    for before in found.before:
        check_value(before.body, _BODIES, f"{relative}, before[{before.id}].body")
    for phrase in found.phrases:
        check_value(phrase.side, _PHRASE_SIDES, f"{relative}, phrases[{phrase.id}].side")
    return found


@dataclass(frozen=True, slots=True)
class Rules:
    """The lexicon compiled."""

    before: dict[str, BeforeGroup]
    nouns: dict[str, AfterGroup]
    phrases: dict[str, PhraseGroup]
    shape: re.Pattern[str]
    month_day: re.Pattern[str]
    tail: re.Pattern[str]


_ROMAN = r"(?:X{0,2}I{1,3}|X{0,2}I?[VX]I{0,3}|V[HTI1]{1,3}|XI{1,2})"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_CLOCK_PAIR = r"(?:[01]?[0-9]|2[0-4])[-–:.][0-5][0-9](?![0-9])"
_ARCHIVE = re.compile(
    r"[0-9]+[\w]*(?:\s?[-–]\s?[0-9]+\w*)?(?:,\s?[0-9]+\w*(?:[-–][0-9]+\w*)?(?=[,.);:]|\s|$))*"
    r"(?:[.,;]?\s+(?:F|Op|D|L|LL|S|P|f|op|d|l|Inv|On the back)\s?\.\s?(?:[A-Z]-?)?[\w]+(?:[-–][0-9]+\w*)?(?:,\s?[0-9]+\w*(?:[-–][0-9]+\w*)?(?=[,.);:]))*)*"
)
_NUMBER = re.compile(r"[0-9]+(?:[-–/][0-9]+)*(?:[-–/][a-z]{1,4}\b)?[a-z]?(?![0-9a-z])(?:\.[0-9]+)?")
_JOIN = re.compile(r"(?:, and |,? and |, | & |; |[-–])(?=([0-9]+|[a-z]+))")
_CARDINAL = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")
_CLOSED = re.compile(r"\s*(?:[.,;:)\]]|and [0-9]|$)")
_MARK_TAIL = re.compile(r"\s*(?:[.,;:?!)\]”\"]|$)")


@cache
def rules(language: str = "en") -> Rules:
    """The set-aside words of a language, compiled once."""
    found = lexicon(language)
    after = {g.id: g for g in found.after}
    shapes = {g.id: g for g in found.shapes}
    months = "|".join(sorted({w.capitalize() for w in after["months-behind"].words}, key=lambda w: (-len(w), w)))
    clock = "|".join(sorted((re.escape(w) for w in after["clock"].words), key=lambda w: (-len(w), w)))
    suffix = "|".join(sorted(shapes["ordinal-digits"].words))
    decade = "|".join(sorted(shapes["decade"].words, key=lambda w: (-len(w), w)))
    minutes = r"(?:[.,]?\s+[0-9]{1,2}\s?min(?:utes?)?\b\.?)?"
    shape = "|".join(
        (
            rf"(?P<month>[0-9]{{1,2}}(?:\s?(?:[-–]|and|to)\s?[0-9]{{1,2}})?(?:-?(?:{suffix}))?(?: of)? (?:{months})\b(?:,? {_YEAR}\b)?)",
            rf"(?P<roman>[0-9]{{1,2}}\s?[/.\- ]\s?{_ROMAN}(?:\s?[-–./]?\s?(?:{_YEAR}|[0-9]{{2}}))?(?![\w%])(?:(?: years?| g)\b)?)",
            rf"(?P<dotted>[0-9]{{1,2}}(?P<sep>[./])[0-9]{{1,2}}(?:(?P=sep)|[-–.])(?:{_YEAR}|[0-9]{{2}})(?![\w%])(?: years?\b)?)",
            r"(?P<daymonth>(?:1[0-9]|2[0-9]|3[01]|[1-9])/(?:1[0-2]|[1-9])(?![\w/%]))",
            rf"(?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?![0-9])(?::[0-9]{{2}})?(?:\s?(?:{clock})(?!\w))?{minutes}"
            rf"|[0-9]{{1,2}}(?:[.:][0-9]{{2}})?\s?(?:{clock})(?!\w){minutes}|[0-9]{{1,2}} hours?\.?,? [0-9]{{1,2}}\s?min(?:utes?)?\b\.?)",
            rf"(?P<ordinal>[0-9]+-?(?:{suffix})\b)",
            rf"(?P<decade>[0-9]{{2,4}}(?:[-–][0-9]{{2,4}})?(?:{decade})\b)",
            r"(?P<reference>[0-9]+(?:/[0-9]+)*/(?!ha\b)[a-z]{1,4}\b|[0-9]{2,}/[0-9]{3,}\b)",
            rf"(?P<year>{_YEAR}(?:\s?[-–/]\s?(?:{_YEAR}|[0-9]{{2}}))?(?![\w%½¼¾/]|[,.][0-9]))",
            r"(?P<leaf>[0-9]+v\b)",
        )
    )
    return Rules(
        before={w: g for g in found.before for w in g.words},
        nouns={w: g for g in found.nouns for w in g.words},
        phrases={g.id: g for g in found.phrases},
        shape=re.compile(shape),
        month_day=re.compile(
            rf"{_YEAR}(?![0-9])|[0-9]{{1,2}}(?![0-9]|\.[0-9]|,[0-9]{{3}}(?![0-9]))(?:-?(?:{suffix})\b)?(?:(?:\s?[-–]\s?|,? and )[0-9]{{1,2}}(?:{suffix})?(?![\w/%:]|[,.][0-9]))?(?:\s?,?\s\[?{_YEAR}\b\]?)?"
        ),
        tail=re.compile(rf"[,.]?\s+(?:at )?{_CLOCK_PAIR}(?=\s*(?:[.,;)\]\"”»]|$|[0-9]\s*$))"),
    )


_SHAPE_REASONS = {
    "month": ("date", "months-behind"),
    "roman": ("date", "roman-month"),
    "dotted": ("date", "numeric-date"),
    "daymonth": ("date", "day-and-month"),
    "clock": ("time of day", "clock"),
    "ordinal": ("ordinal", "ordinal-digits"),
    "decade": ("date", "decade"),
    "reference": ("document number", "number-with-stroke"),
    "year": ("date", "year"),
    "leaf": ("archive reference", "leaf"),
}
_LIST_MARK = re.compile(r"\(?[0-9]{1,3}(?:\)\.?|\.\)?)(?=\s|$)")
_INLINE_MARK = re.compile(r"[0-9]{1,2}\)\.?(?=\s|[A-Z]|$)")
_WORD_MARK = re.compile(r"\(?[A-Za-z]+\)\.?(?=\s|$)")


def scan(
    text: str, start: int, end: int, spans: list[tuple[int, int]], marks: Iterable[NoteMark] = (), language: str = "en"
) -> list[SetAside]:
    """The stretches of a paragraph whose numerals are told to be no figures by words or shape.

    ``spans`` are the numeral tokens of the paragraph, ``marks`` the footnote marks recognised in it.
    """
    r = rules(language)
    g = numerals.grammar(language)
    found = [SetAside(m.start, m.end, "footnote mark", "called-note") for m in marks]
    blocked = {m.start: m.end for m in marks}
    pos = start
    for at, stop in spans:
        if at < pos:
            continue
        if at in blocked:
            pos = blocked[at]
            continue
        if text[at].isalpha():
            stretch = _word_rule(text, at, stop, start, end, r, g, language)
        else:
            stretch = _digit_rule(text, at, start, pos, end, r, language)
            stop = _run_end(text, at, end)
        if stretch is not None:
            found.append(stretch)
            stop = max(stop, stretch.end) if text[at].isalpha() else stretch.end
        pos = stop
    if blocked:
        found.sort(key=lambda s: s.start)
        found = _disjoint(found)
    return found


_RUN = re.compile("[0-9]+")
_AMOUNT = re.compile("[0-9]+(?:[,. \u00a0\u2009\u202f'’][0-9]{3}(?![0-9]))*(?:[.,][0-9]+)*")


def _run_end(text: str, at: int, end: int) -> int:
    m = _AMOUNT.match(text, at, end)
    return m.end() if m else at + 1


def _disjoint(found: list[SetAside]) -> list[SetAside]:
    """Drop a stretch that lies within another; a called note inside a date gives way to the date."""
    kept: list[SetAside] = []
    for stretch in found:
        if kept and stretch.start < kept[-1].end:
            if stretch.end > kept[-1].end:
                last = kept.pop()
                kept.append(SetAside(last.start, stretch.end, last.reason, last.rule))
            continue
        kept.append(stretch)
    return kept


def _left(text: str, at: int, floor: int) -> tuple[str, int]:
    """The printed word before a place, without opening brackets, and where it begins."""
    stop = at
    while stop > floor and text[stop - 1] in " \u00a0[":
        stop -= 1
    begin = stop
    while begin > floor and text[begin - 1] not in " \u00a0\t([“\"„«;":
        begin -= 1
    return text[begin:stop], begin


def _digit_rule(text: str, at: int, start: int, done: int, end: int, r: Rules, language: str) -> SetAside | None:
    """The rule that sets a digit run aside, or None; words before ``done`` belong to another stretch."""
    previous = text[at - 1] if at > start else ""
    if previous.isalpha():
        return _glued(text, at, start, end, r)
    if previous and previous in "#№":
        return SetAside(at, _joined(text, _end_of(_NUMBER, text, at, end), end, language), "document number", "document-numbers")
    if at - start < 2 and text[start:at] in ("", "(", "“", '"', "«", "„"):
        m = _LIST_MARK.match(text, start if text[start] == "(" else at, end)
        if m is not None:
            return SetAside(at, m.end(), "list mark", "list-mark")
    left, begin = _left(text, at, done)
    group = r.before.get(left.lower().rstrip(",:") if left else "")
    if group is None and left and left[-1] == "-" and left[:-1].isalpha():
        return SetAside(begin, max(_end_of(_NUMBER, text, at, end), at + 1), "proper name", "letter-and-number")
    if group is not None and (not group.capital or left[0].isupper()):
        stretch = _by_word(text, at, begin, start, end, group, r, language)
        if stretch is not None:
            return stretch
    if previous == "." and left[:-1].isalpha() and left[:1].isalpha() and text[at - 2 : at - 1].isalpha():
        stop = _RUN.match(text, at, end)
        if stop is not None and stop.end() - at <= 2 and text[stop.end() : stop.end() + 1] in (" ", ""):
            return SetAside(at, stop.end(), "footnote mark", "glued-mark")
    m = r.shape.match(text, at, end)
    if m is not None:
        return _by_shape(text, m, start, end, r, language)
    m = _INLINE_MARK.match(text, at, end)
    if m is not None and (previous in " \u00a0(;:" or at == start):
        opened = text.rfind("(", start, at) > text.rfind(")", start, at)
        if not opened or previous == "(":
            return SetAside(at, m.end(), "list mark", "inline-mark")
    return None


def _end_of(pattern: re.Pattern[str], text: str, at: int, end: int) -> int:
    m = pattern.match(text, at, end)
    return m.end() if m else at


def _glued(text: str, at: int, start: int, end: int, r: Rules) -> SetAside | None:
    """Digits stuck to a word: a footnote mark (``Bolsheviks1``), or a name (``T34``, ``R5446``)."""
    m = _RUN.match(text, at, end)
    if m is None:
        return None
    begin = at
    while begin > start and text[begin - 1].isalpha():
        begin -= 1
    if text[begin:at] in ("RM", "Rs", "US"):
        return None
    stop = m.end()
    while stop < end and text[stop].isalnum():
        stop += 1
    if stop == m.end() and stop - at <= 2 and at - begin > 2:
        return SetAside(at, stop, "footnote mark", "glued-mark")
    return SetAside(at, stop, "proper name", "letter-and-number")


def _by_word(text: str, at: int, begin: int, start: int, end: int, group: BeforeGroup, r: Rules, language: str) -> SetAside | None:
    """The word before the number names what it is."""
    if group.body == "date":
        m = r.month_day.match(text, at, end)
        if m is None:
            return None
        stop = m.end()
        tail = r.tail.match(text, stop, end)
        return SetAside(begin, tail.end() if tail else stop, group.reason, group.id)
    if group.body == "archive":
        return SetAside(begin, max(_end_of(_ARCHIVE, text, at, end), at + 1), group.reason, group.id)
    if group.body == "year":
        m = r.shape.match(text, at, end)
        return SetAside(at, m.end(), group.reason, group.id) if m is not None and m.lastgroup == "year" else None
    m = _NUMBER.match(text, at, end)
    if m is None or (text[m.end() : m.end() + 1] == "," and text[m.end() + 1 : m.end() + 4].isdigit()):
        return None
    stop = m.end()
    if _magnitude_follows(text, stop, end, language) or _unit_follows(text, stop, end, language):
        return None
    if not group.strong and nouns.amount_follows(text, stop, end, language):
        return None
    if group.body == "bare number":
        if stop - at > 5 or "." in m.group():
            return None
        word = nouns.words_after(text, stop, end)
        if word and not word[0].capital and word[0].text not in nouns.unit_words(language).lists["function"] and not word[0].text.endswith("s"):
            return None
    return SetAside(at, _joined(text, stop, end, language), group.reason, group.id)


def _magnitude_follows(text: str, pos: int, end: int, language: str) -> bool:
    return numerals.grammar(language).multiplier.match(text, pos, end) is not None


def _unit_follows(text: str, pos: int, end: int, language: str) -> bool:
    found = nouns.unit_at(nouns.words_after(text, pos, end), language, 0)
    return found is not None and (found[2] - pos > 2 or text[pos : pos + 1] == "%")


def _joined(text: str, stop: int, end: int, language: str) -> int:
    """Go on over further numbers of the same list: ``No. 12 and 13``, ``pp. 3, 5``."""
    g = numerals.grammar(language)
    while True:
        join = _JOIN.match(text, stop, end)
        if join is None:
            return stop
        if join[1][0].isdigit():
            m = _NUMBER.match(text, join.end(), end)
        else:
            m = _CARDINAL.match(text, join.end(), end) if join[1] in g.cardinals else None
        if m is None or nouns.amount_follows(text, m.end(), end, language) or _magnitude_follows(text, m.end(), end, language):
            return stop
        if text[m.end() : m.end() + 1] == "," and text[m.end() + 1 : m.end() + 4].isdigit():
            return stop
        if "and" not in join[0] and not _CLOSED.match(text, m.end(), end):
            return stop
        stop = m.end()


def _by_shape(text: str, m: re.Match[str], start: int, end: int, r: Rules, language: str) -> SetAside | None:
    """The digits' own shape, or the word stuck to it, names what they are."""
    kind = m.lastgroup or ""
    if kind == "sep":
        kind = "dotted"
    at, stop = m.span()
    if kind == "year":
        if nouns.amount_follows(text, stop, end, language, strict=True) or _magnitude_follows(text, stop, end, language):
            return None
        if at > start and text[at - 1] in "$£€":
            return None
    if kind in ("daymonth", "roman", "dotted") and nouns.amount_follows(text, stop, end, language, strict=True):
        return None
    if kind == "daymonth":
        top, _, bottom = m.group().partition("/")
        if int(top) < int(bottom) <= 10:  # a fraction: 2/3 of the stock
            return None
    if kind in ("month", "roman", "dotted", "daymonth"):
        tail = r.tail.match(text, stop, end)
        stop = tail.end() if tail else stop
    reason, rule = _SHAPE_REASONS[kind]
    return SetAside(at, stop, reason, rule)


def _word_rule(text: str, at: int, stop: int, start: int, end: int, r: Rules, g: numerals.Grammar, language: str) -> SetAside | None:
    """A number in words as list mark (``four).``) or as the number of a document (``Your three``)."""
    word = text[at:stop].lower()
    if word not in g.cardinals:
        return None
    if text[stop : stop + 1] == ")" and (at == start or text[at - 1] in " (") and text.rfind("(", start, at) <= text.rfind(")", start, at):
        mark = _WORD_MARK.match(text, at, end)
        if mark is not None:
            return SetAside(at, mark.end(), "list mark", "word-mark")
    left, _ = _left(text, at, start)
    group = r.before.get(left.lower()) if left else None
    if group is None or group.body not in ("number", "bare number") or (group.capital and not left[0].isupper()):
        return None
    words = nouns.words_after(text, stop, end)
    if group.body == "bare number":
        if left[0].islower() and not _MARK_TAIL.match(text, stop, end):
            return None
        if words and not (words[0].text.endswith("s") and not nouns.is_plural(words[0].text)) and words[0].text not in nouns.unit_words(language).lists["verbs"] and not _MARK_TAIL.match(text, stop, end):
            return None
    if _magnitude_follows(text, stop, end, language) or (group.body == "number" and not group.strong and nouns.amount_follows(text, stop, end, language)):
        return None
    return SetAside(at, _joined(text, stop, end, language), group.reason, group.id)


_PRINTED = re.compile("[0-9]+(?:[.,][0-9]+)*[¼½¾⅐-⅞]?")

# --- the ledger -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One numeral token of the text and what became of it; both or neither set is a fault."""

    start: int
    end: int
    quote: str
    line: int
    figure: str | None
    reason: str | None
    rule: str | None

    @property
    def sound(self) -> bool:
        """Whether the numeral is in exactly one figure or one stretch."""
        return (self.figure is None) != (self.reason is None)


def ledger(edition: Edition, letters: Iterable[Letter], set_aside: Iterable[SetAside], figures: Iterable[Figure]) -> Iterator[Entry]:
    """Every single numeral token of the edition exactly once, in reading order.

    A token in neither has neither ``figure`` nor ``reason``; a token in both has both; a token in two
    figures names both ids, joined by ``|``.
    """
    stretches = sorted(set_aside, key=lambda s: (s.start, s.end))
    quotes = sorted((f.start, f.end, f.id) for f in figures)
    stretch_starts = [s.start for s in stretches]
    quote_starts = [q[0] for q in quotes]
    text = edition.text
    done = 0
    for at, stop in numerals.Tokens(text, 0, len(text), edition.language).spans(0, len(text)):
        if at < done:
            continue
        joined = _PRINTED.match(text, at)  # also 2½
        done = stop = joined.end() if joined else stop
        holders = [q for q in quotes[max(0, bisect_right(quote_starts, at) - 3) : bisect_right(quote_starts, stop - 1)] if q[0] < stop and at < q[1]]
        asides = [s for s in stretches[max(0, bisect_right(stretch_starts, at) - 3) : bisect_right(stretch_starts, stop - 1)] if s.start < stop and at < s.end]
        yield Entry(
            at,
            stop,
            text[at:stop],
            edition.line(at),
            "|".join(q[2] for q in holders) or None,
            asides[0].reason if asides else None,
            asides[0].rule if asides else None,
        )

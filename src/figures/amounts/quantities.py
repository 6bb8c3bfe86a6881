"""Station 5: numerals with their units and counted nouns become quantities; the rest is set aside.

``quantities_of`` goes through the paragraphs of a letter.  A paragraph without a numeral costs one cheap
test; headings, archive lines and telegram marks are set aside as a whole; in prose and footnotes each
numeral is read with what stands around it: a unit, compound amounts (``2 centners 5 kilograms``),
rates (``85 kopecks a kilogram``), counted nouns, fractions with their basis.  Tables and amounts whose
unit was left out are read by :mod:`figures.amounts.readers.tables` and :mod:`figures.amounts.readers.omitted`.

After this every numeral of the letter is in exactly one quantity or one stretch set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter

from figures.amounts.asides import Rules, leave, rules, set_aside
from figures.amounts.numbers import Tokens, grammar, is_known, numerals_at
from figures.amounts.paragraph import Page
from figures.amounts.readers import counted as counting
from figures.amounts.readers import fractions as shares
from figures.amounts.readers import omitted, rates
from figures.amounts.readers import tables as grids
from figures.amounts.units import UnitWords, Word, counted_at, nominal_at, unit_at, unit_next, unit_vocabulary, words_after
from figures.model import APPARATUS, ARCHIVE, BODY, FRONT, HEADING, NOTE, Doubt, Edition, Letter, Numeral, Paragraph, Quantity, SetAside

_PROSE = 120
"""A front paragraph at least this long is prose, not navigation, and is read."""


def _plainly(text: str, at: int, stop: int, end: int, language: str) -> bool:
    """Whether a number has a unit of weight, money or share: plainly a figure, whatever the line is."""
    if text[at - 1] in "$£" or text[at - 2 : at] in ("$ ", "£ "):
        return True
    following = text[stop : stop + 2].lstrip(" ")[:1]
    if following == "%" or not following.islower():
        return following == "%"
    words = words_after(text, stop, end)
    if words and words[0].text in grammar(language).magnitudes:
        words = words[1:]
    named = unit_at(words, language, 0)
    return named is not None and named[0].kind != "count" and named[2] - words[0].start > 2


def quantities_of(edition: Edition, letter: Letter, asked: Sequence[Quantity] = ()) -> tuple[list[tuple[int, Quantity]], list[SetAside]]:
    """Every amount of a letter with the index of its paragraph, and every stretch set aside.

    ``asked`` are the quantities of the letter it answers, of the same edition: units left out are
    looked up there when the letter itself does not name them.
    """
    text, language = edition.text, edition.language
    tokens = Tokens(text, letter.start, letter.end, language)
    if tokens.empty:
        return [], []
    pages: list[Page] = []
    aside: list[SetAside] = []
    known = is_known(language)
    coming = tokens.first(letter.start)  # the next numeral: paragraphs before it cost one comparison
    for index, paragraph in enumerate(letter.paragraphs):
        end = paragraph.end
        if coming >= end:
            continue
        start = paragraph.start
        if coming < start:
            _between(coming, start, tokens, aside)
            coming = tokens.first(start)
            if coming >= end:
                continue
        role = paragraph.role
        if known and (role in _READ or (role not in _NOT_READ and _is_read(text, paragraph, tokens.spans(start, end), language))):
            page = _page(text, index, letter, paragraph, tokens.spans(start, end), language)
            if page.loose or grids.row_kind(text, page) is not None:
                pages.append(page)
            else:  # nothing but dates, marks and references
                aside += page.aside
        else:  # a whole line set aside by its role, from its first numeral to its last
            reason, rule = _BY_ROLE[role] if known else ("no rules for this language", f"language-{language}")
            aside.append(SetAside(coming, tokens.last(start, end), reason, rule))
        coming = tokens.first(end)
    if coming < letter.end:
        _between(coming, letter.end, tokens, aside)
    if not pages:
        return [], aside
    rows = grids.tables(text, letter, pages, language)
    for page in pages:
        if page.index not in rows:
            _read(text, page, language)
    omitted.supply(text, letter, pages, asked, language)
    found = [(page.index, quantity) for page in pages for quantity in page.quantities]
    for page in pages:
        leave(text, page, language)
        aside += page.aside
    found.sort(key=lambda pair: pair[1].start)
    aside.sort(key=attrgetter("start"))
    return found, aside


_READ = frozenset((BODY, NOTE))
_NOT_READ = frozenset((HEADING, ARCHIVE))


def _is_read(text: str, paragraph: Paragraph, spans: list[tuple[int, int]], language: str) -> bool:
    """Whether a line that is neither prose nor heading is read: a long text in front, or a plain amount."""
    end = paragraph.end
    if paragraph.role == FRONT and end - paragraph.start >= _PROSE:
        return True
    return any(_plainly(text, at, stop, end, language) for at, stop in spans)


_BY_ROLE = {
    HEADING: ("heading", "role-heading"),
    ARCHIVE: ("archive reference", "role-archive"),
    APPARATUS: ("telegram marks and signatures", "role-apparatus"),
    FRONT: ("title matter", "role-front"),
}


def _between(start: int, end: int, tokens: Tokens, aside: list[SetAside]) -> None:
    """Numerals between paragraphs are the printed numbers of footnotes and rules."""
    for at, stop in tokens.spans(start, end):
        aside.append(SetAside(at, stop, "footnote number", "note-number"))


def _page(text: str, index: int, letter: Letter, paragraph: Paragraph, spans: list[tuple[int, int]], language: str) -> Page:
    """Set shapes aside, then find the numerals in what is left."""
    start, end = paragraph.start, paragraph.end
    inside = [m for m in letter.marks if start <= m.start < end] if letter.marks else []
    aside = set_aside(text, start, end, spans, inside, language)
    numbers: list[Numeral] = []
    loose = False
    k, pos, count = 0, start, len(spans)
    for stretch in aside:
        first = k
        while k < count and spans[k][0] < stretch.start:
            k += 1
        if k > first:
            numbers += numerals_at(text, pos, stretch.start, spans[first:k], language)
            loose = True
        pos = stretch.end
        while k < count and spans[k][0] < pos:
            k += 1
    if k < count:
        numbers += numerals_at(text, pos, end, spans[k:], language)
        loose = True
    return Page(index, start, end, (letter.start, letter.end), paragraph.role, paragraph.note, spans, numbers, [], aside, [], loose)


# --- one paragraph ----------------------------------------------------------------------------


def _read(text: str, page: Page, language: str) -> None:
    """Read each numeral of a paragraph: quantity, set aside, or bare for later."""
    lex = unit_vocabulary(language)
    marks = {s.start: s.end for s in page.aside if s.reason == "footnote mark"}
    taken = page.start
    for k, number in enumerate(page.numbers):
        if number.start < taken:
            continue
        limit = page.end
        quantity, stretch = _one(text, page, k, marks, limit, lex, language)
        if quantity is not None:
            rates.share_rate(text, page, quantity)
            page.quantities.append(quantity)
            taken = quantity.end
        elif stretch is not None:
            page.aside.append(stretch)
            taken = stretch.end
        else:
            page.bare.append(number)


def _one(
    text: str, page: Page, k: int, marks: dict[int, int], limit: int, lex: UnitWords, language: str
) -> tuple[Quantity | None, SetAside | None]:
    number = page.numbers[k]
    r = rules(language)
    if number.form == "fraction":
        return _part_unit(text, page, k, lex, language) or shares.share(text, page, number, lex, language)
    start, pos = number.start, number.end
    sign = None
    if text[start - 1 : start] not in (" ", "(") or text[start - 2 : start - 1] in _SIGN_ENDS:
        start, sign = _sign(text, number, page.start, lex)
    doubts: tuple[Doubt, ...] = ()
    mark = (marks.get(pos) or (marks.get(pos + 1) if text[pos : pos + 1] == " " else None)) if marks else None
    if mark is not None and mark < limit and words_after(text, mark, limit) and text[mark] == " ":
        doubts = (
            Doubt("mark inside", f"{text[pos:mark].strip()} is a footnote mark inside the phrase, not part of the number.", pos, mark),
        )
        pos = mark
    if text[pos : pos + 2] == " (":
        pos = _repeated(text, page, k, pos)
    if sign is None and number.form != "words" and (plain_unit := unit_next(text, pos, limit, lex)) is not None:
        group, end = plain_unit  # most numbers: digits, a space and a unit
        return rates.measured(text, page, k, start, end, group, text[pos + 1 : end], lex, language, doubts), None
    last = page.aside[-1] if page.aside else None
    if last is not None and last.reason == "duration" and text[last.end : number.start] in (" out of ", " of "):
        return None, SetAside(number.start, number.end, last.reason, last.rule)  # 4 hours out of 24
    words = words_after(text, pos, limit)
    if number.low == number.high == 1 and number.form == "words" and _idiom(text, page, start, r):
        return None, SetAside(number.start, number.end, r.phrases["idioms"].reason, "idioms")
    if sign is not None:
        named = unit_at(words, language, 0)
        end = named[2] if named and named[0].kind == "money" else number.end
        if sign == "pound_sterling" and (coins := _COINS.match(text, end, limit)) is not None:
            worth = number.low + Decimal(coins[1]) / 20 + Decimal(coins[2] or 0) / 240
            page.numbers[k], end = replace(number, end=coins.end(), low=worth, high=worth), coins.end()
        return rates.measured(text, page, k, start, end, lex.names[sign], text[start : number.start].strip(), lex, language, doubts), None
    unit = unit_at(words, language)
    if unit is not None and _is_unit(text, number, words, unit[1]):
        group, at, end = unit
        if group.kind == "count" and text.startswith(tuple(f" {phrase}" for phrase in r.phrases["speeds"].phrases), end):
            return None, SetAside(number.start, end, r.phrases["speeds"].reason, "speeds")
        if (
            group.kind == "area"
            and number.low == number.high == 1
            and rates.base_before(language).search(text, max(page.start, start - 6), start)
        ):
            return None, SetAside(number.start, end, "basis of a rate", "rate-basis")
        printed = text[words[at].start : end]
        return rates.measured(text, page, k, start, end, group, printed, lex, language, doubts), None
    if words and not (words[0].start == pos and text[pos] not in "-"):
        stretch = counting.uncounted(text, page, number, words, lex, language)
        if stretch is not None:
            return None, stretch
        one = number.low == number.high == 1
        noun = counted_at(words, one, language)
        if noun is None and words[0].text in ("of",) and number.factor >= 12:
            words = words[1:]
            noun = counted_at(words, False, language)
        if noun is None and (quoted := _QUOTED.match(text, pos, limit)) is not None:
            noun = counted_at(words_after(text, quoted.end(), limit), one, language)
        if noun is None and not one:
            noun = nominal_at(words, language) or counting.part_of(words, number, language)
        if noun is None and one and words[0].capital:
            noun = counting.one_more(text, page, number, words)
        if noun is not None and not (one and not noun.known and number.form == "words"):
            return counting.counted(text, number, noun, words, limit, lex, language, doubts), None
    return None, None


def _is_unit(text: str, number: Numeral, words: list[Word], at: int) -> bool:
    """Whether a word that could be a unit is one here: one-letter signs only behind digits."""
    form = words[at].text
    if len(form) > 1:
        return True
    return form == "%" or (text[number.end - 1].isdigit() and form != "a" and not words[at].capital and form in ("t", "g", "m", "c"))


_COINS = re.compile(r"[ -]([0-9]{1,2})s\b\.?(?: ([0-9]{1,2})d\b\.?)?")
"""Shillings and pence behind pounds: `£11 5s. 6d.`"""


def _part_unit(text: str, page: Page, k: int, lex: UnitWords, language: str) -> tuple[Quantity, None] | None:
    """``half a pound of bread``, ``three quarters of a ton``, ``¼ pound``: a part of one unit is an amount, no share."""
    number = page.numbers[k]
    words = words_after(text, number.end, page.end)
    if not words:
        return None
    skip = 1 if words[0].text == "of" else 0
    if len(words) > skip + 1 and words[skip].text in grammar(language).joints["article"]:
        words = words[skip + 1 :]
    elif text[number.end - 1].isalpha() and not text[number.start : number.end].lower().endswith("half"):
        return None
    unit = unit_at(words, language, 0)
    if unit is None or unit[0].kind == "count":
        return None
    page.numbers[k] = replace(number, low=number.low / 100, high=number.high / 100, form="words")
    printed = text[words[0].start : unit[2]]
    return rates.measured(text, page, k, number.start, unit[2], unit[0], printed, lex, language, ()), None


_QUOTED = re.compile(r"(?: [A-Z][\w-]*)* [\"“«][^\"”»]{1,24}[\"”»]")


def _idiom(text: str, page: Page, start: int, r: Rules) -> bool:
    left = text[max(page.start, start - 10) : start].rstrip().lower()
    return left.rsplit(" ", 1)[-1] in r.phrases["idioms"].phrases


def _repeated(text: str, page: Page, k: int, pos: int) -> int:
    """``500 (five hundred) tons``: behind the bracket that repeats the number."""
    following = page.numbers[k + 1] if k + 1 < len(page.numbers) else None
    if following is None or text[pos : pos + 2] != " (" or following.start != pos + 2 or text[following.end : following.end + 1] != ")":
        return pos
    return following.end + 1 if following.low == page.numbers[k].low else pos


_SIGN_ENDS = frozenset("$£€¥₽Ms. \u00a0")


def _sign(text: str, number: Numeral, floor: int, lex: UnitWords) -> tuple[int, str | None]:
    """A currency sign before the number: where it begins, and its unit."""
    at = number.start
    stop = at
    while stop > floor and text[stop - 1] in " \u00a0":
        stop -= 1
    if stop == floor or text[stop - 1] not in _SIGN_ENDS:
        return at, None
    for sign, unit in lex.signs:
        if (
            text.startswith(sign, stop - len(sign))
            and stop - len(sign) >= floor
            and not text[stop - len(sign) - 1 : stop - len(sign)].isalpha()
        ):
            return stop - len(sign), unit
    return at, None

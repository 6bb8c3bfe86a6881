"""Numerals with their units and counted nouns become quantities; the rest is set aside.

``quantities_of`` goes through the paragraphs of a letter.  A paragraph without a numeral costs one cheap
test; headings, archive lines and telegram marks are set aside as a whole; in what is read, shapes that are
no figures are set aside first.  Then come the readers: of tables, of prose, and of amounts whose unit was left out.

After this every numeral of the letter is in exactly one quantity or one stretch set aside.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter

from figures.amounts.asides import leave, new_aside, set_aside
from figures.amounts.numbers import Grammar, Tokens, grammar, numerals_at
from figures.amounts.paragraph import Page, new_page
from figures.amounts.readers import read_prose, read_tables, row_kind, supply
from figures.amounts.units import UnitWords, sign_before, unit_at, unit_vocabulary, words_after
from figures.model import APPARATUS, ARCHIVE, BODY, FRONT, HEADING, NOTE, Edition, Letter, Numeral, Paragraph, Quantity, SetAside

_PROSE = 120
"""A front paragraph at least this long is prose, not navigation, and is read."""
_READ = frozenset((BODY, NOTE))
_NOT_READ = frozenset((HEADING, ARCHIVE))
_BY_ROLE = {
    HEADING: ("heading", "role-heading"),
    ARCHIVE: ("archive reference", "role-archive"),
    APPARATUS: ("telegram marks and signatures", "role-apparatus"),
    FRONT: ("title matter", "role-front"),
}
"""Reason and rule for the numerals of a line that is set aside by its role."""


def quantities_of(edition: Edition, letter: Letter, asked: Sequence[Quantity] = ()) -> tuple[list[tuple[int, Quantity]], list[SetAside]]:
    """Every amount of a letter with the index of its paragraph, and every stretch set aside.

    ``asked`` are the quantities of the letter it answers, of the same edition: units left out are
    looked up there when the letter itself does not name them.
    """
    tokens = Tokens(edition.text, letter.start, letter.end, edition.language)
    if tokens.empty:
        return [], []
    pages, aside = _parted(edition, letter, tokens)
    if not pages:
        return [], aside
    rows = read_tables(letter, pages)
    found = supply(letter, [rows.get(page.index) or read_prose(page) for page in pages], asked)
    quantities = [(findings.page.index, quantity) for findings in found for quantity in findings.quantities]
    aside += chain.from_iterable(map(leave, found))
    quantities.sort(key=lambda pair: pair[1].start)
    aside.sort(key=attrgetter("start"))
    return quantities, aside


def _parted(edition: Edition, letter: Letter, tokens: Tokens) -> tuple[list[Page], list[SetAside]]:
    """The paragraphs of a letter that have something to read, and what is set aside without being read."""
    text = edition.text
    lex, words = unit_vocabulary(edition.language), grammar(edition.language)
    pages: list[Page] = []
    aside: list[SetAside] = []
    coming = tokens.first(letter.start)  # the next numeral: paragraphs before it cost one comparison
    for index, paragraph in enumerate(letter.paragraphs):
        start, end = paragraph.start, paragraph.end
        if coming >= end:
            continue
        if coming < start:
            aside += _between(coming, start, tokens)
            coming = tokens.first(start)
            if coming >= end:
                continue
        role = paragraph.role
        if role in _READ or (role not in _NOT_READ and _is_read(text, paragraph, tokens.spans(start, end), lex, words)):
            page = _page(edition, letter, index, tokens.spans(start, end), lex, words)
            if isinstance(page, Page):
                pages.append(page)
            else:
                aside += page
        else:  # a whole line set aside by its role, from its first numeral to its last
            reason, rule = _BY_ROLE[role]
            aside.append(new_aside(coming, tokens.last(start, end), reason, rule))
        coming = tokens.first(end)
    if coming < letter.end:
        aside += _between(coming, letter.end, tokens)
    return pages, aside


def _between(start: int, end: int, tokens: Tokens) -> list[SetAside]:
    """Numerals between paragraphs are the printed numbers of footnotes and rules."""
    return [new_aside(at, stop, "footnote number", "note-number") for at, stop in tokens.spans(start, end)]


def _is_read(text: str, paragraph: Paragraph, spans: list[tuple[int, int]], lex: UnitWords, words: Grammar) -> bool:
    """Whether a line that is neither prose nor heading is read: a long text in front, or a plain amount."""
    end = paragraph.end
    if paragraph.role == FRONT and end - paragraph.start >= _PROSE:
        return True
    for at, stop in spans:
        signed = text[at - 1 : at] != " " or text[at - 2 : at - 1] in lex.sign_ends
        if (signed and sign_before(text, at, 0, lex)[1] is not None) or _has_unit(text, stop, end, lex, words):
            return True
    return False


def _has_unit(text: str, stop: int, end: int, lex: UnitWords, words: Grammar) -> bool:
    """Whether a number has a unit of weight, money or share: plainly a figure, whatever the line is."""
    following = text[stop : stop + 2].lstrip(" ")[:1]
    if following == "%" or not following.islower():
        return following == "%"
    behind = words_after(text, stop, end)
    if behind and behind[0].text in words.magnitudes:
        behind = behind[1:]
    named = unit_at(behind, lex, 0)
    return named is not None and named[0].kind != "count" and named[2] - behind[0].start > 2


def _page(
    edition: Edition, letter: Letter, index: int, spans: list[tuple[int, int]], lex: UnitWords, words: Grammar
) -> Page | list[SetAside]:
    """A paragraph: shapes are set aside, then the numerals are found in what is left; only the stretches if nothing is left."""
    text, paragraph = edition.text, letter.paragraphs[index]
    start, end = paragraph.start, paragraph.end
    inside = [m for m in letter.marks if start <= m.start < end] if letter.marks else []
    aside = set_aside(text, (start, end), spans, inside, lex)
    numbers: list[Numeral] = []
    loose = False
    k, pos, count = 0, start, len(spans)
    for stretch in aside:
        first = k
        while k < count and spans[k][0] < stretch.start:
            k += 1
        if k > first:
            numbers += numerals_at(text, pos, stretch.start, spans[first:k], edition.language)
            loose = True
        pos = stretch.end
        while k < count and spans[k][0] < pos:
            k += 1
    if k < count:
        numbers += numerals_at(text, pos, end, spans[k:], edition.language)
        loose = True
    if not loose and row_kind(text, start, end, spans) is None:
        return aside  # nothing but dates, marks and references
    within = (letter.start, letter.end)
    return new_page(text, lex.language, lex, words, edition.profile, within, index, start, end, paragraph.role, spans, numbers, aside)

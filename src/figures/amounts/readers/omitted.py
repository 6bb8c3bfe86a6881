"""Amounts whose unit or noun was left out.

A list names its noun before the number, or its unit in the line above.  In prose the noun is left out
when it was just named: ``15 million poods (14.7 million)``, ``give four`` instead of ``six
thousand workers``.  Nearest first: the same sentence, the paragraph, the letter, then the letter that
is answered; words shared with the place where the unit was named decide between several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from figures.amounts.numbers import after_of, plain, qualifier_after
from figures.amounts.paragraph import Findings
from figures.amounts.readers.declared import Bare, Unit, declared, line_above, noun_before, unit_before
from figures.amounts.units import PERSON, words_after
from figures.language import is_plural, singular
from figures.model import NOTE, Doubt, Letter, Numeral, Quantity

_BIG = 1000
"""From here on a number counts something, whatever leads it in."""
_NO_MARK = 13
"""Smaller bare numbers in brackets or lists may be marks."""
_REACH = 24
"""How many characters before and behind a bare number tell whether it is an amount."""
_LIKE = 20
"""A number shares the multiplier of an amount that is at most so many times as large or as small as printed."""
_APART, _APART_SMALL, _SMALL_COUNT = 3000, 200, 100
"""An amount shares the unit of one that is at most so many times as large or small; closer for small counts."""
_LARGEST_SHARE = 200
"""No percentage is larger."""
_AROUND_BEFORE, _AROUND_BEHIND = 90, 60
"""How many characters around an amount tell what it is about."""
_STEM = 5
"""Words are compared by so many letters."""
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_ENDS = frozenset(("", ".", ",", ";", ")", "\n", '"', "”", "»", "?", "!", ":"))


def supply(letter: Letter, found: Sequence[Findings], asked: Sequence[Quantity]) -> list[Findings]:
    """The findings of a letter with units for their bare numbers; numbers that get none stay bare."""
    supplied = list(found)
    for place, page in enumerate(found):
        if not page.bare:
            continue
        said = list(page.quantities)
        for number in page.bare:
            quantity = _supplied(Bare(page.page, number, letter, said, supplied, asked))
            if quantity is not None:
                said.append(quantity)
        if len(said) > len(page.quantities):
            supplied[place] = replace(page, quantities=tuple(sorted(said, key=lambda q: q.start)))
    return supplied


def _supplied(bare: Bare) -> Quantity | None:
    """A bare number with the unit that was announced for it, left out, or named in its sentence."""
    announced = declared(bare) or unit_before(bare) or noun_before(bare)
    if announced is not None:
        return _quantity(bare, announced)
    number = bare.number
    big = number.factor >= _BIG or number.low >= _BIG
    led = big or number.low != number.low.to_integral_value() or _stands_alone(bare)
    above = line_above(bare)
    if not led and above is None and not _loose(bare):
        return None
    source = above or _source(bare, led)
    if source is not None:
        return _quantity(bare, Unit(source.unit, source.kind, source.noun, _scale(number, source), "unit-left-out"))
    if not big:
        return None
    named = _named_in_sentence(bare)
    if named is not None:
        return _quantity(bare, named)
    if number.factor < _BIG:
        return None
    doubt = Doubt("unit not stated", "The text names no unit for this amount, nor does what stands around it.", number.start, number.end)
    return replace(_quantity(bare, Unit("unknown", "count", None, Decimal(1), "unit-unknown")), doubts=(doubt,))


def _quantity(bare: Bare, unit: Unit) -> Quantity:
    page, number = bare.page, bare.number
    low, high = (number.low * unit.factor, number.high * unit.factor) if unit.factor != 1 else (number.low, number.high)
    qualifier = number.qualifier
    if low == high and qualifier == "exact":
        qualifier = qualifier_after(page.text, number.end, page.end, page.language) or "exact"
    return Quantity(
        number.start, number.end, number, unit.kind, plain(low), plain(high), qualifier, unit.name, "", unit.noun, None, unit.rule
    )


# --- may it be an amount?


def _loose(bare: Bare) -> bool:
    """Whether a number that nothing leads in may still be an amount: too big or too exact for a mark."""
    number, text = bare.number, bare.page.text
    after = text[number.end : number.end + 2]
    if number.low != number.low.to_integral_value():
        return True
    if after[:1] in ",;." and ":" in text[bare.sentence[0] : number.start]:  # Moscow 12, Leningrad 15, Kharkov 8
        return True
    marked = after[:1] == " " and after[1:] in ".,;:?!)"
    return number.low >= _NO_MARK and not marked and text[number.start - 1 : number.start] in " ("


def _stands_alone(bare: Bare) -> bool:
    """Whether a small bare number can be an amount: led in by a verb or preposition, followed by no noun."""
    page, number, lists = bare.page, bare.number, bare.page.lex.lists
    left = page.text[max(page.start, number.start - _REACH) : number.start].rstrip().lower()
    before = left.rsplit(None, 1)[-1] if left else ""
    if before in lists["titles"]:
        return False
    if number.low == number.high == 1:
        return _parallel(bare, before)
    if number.qualifier not in ("exact", "range") or qualifier_after(page.text, number.end, page.end, page.language) is not None:
        return True  # whoever says `at least` or `at most` means an amount
    return _led_in(bare, before)


def _led_in(bare: Bare, before: str) -> bool:
    """Whether the word before and the words behind let a number count what was named before."""
    page, number, lists = bare.page, bare.number, bare.page.lex.lists
    rest = page.text[number.end : min(page.end, number.end + _REACH)].lower()
    if before in lists["inside"]:
        return rest.startswith(tuple(f" {phrase}" for phrase in lists["part-of-places"]))
    partitive = rest.startswith(tuple(f" {phrase}" for phrase in lists["partitive"]))
    led = before in lists["before-bare"]
    if partitive and after_of(rest, 0, page.grammar) >= 0:
        return led or before.endswith(",") or before == "" or number.form != "fraction"
    words = words_after(page.text, number.end, page.end)
    function = bool(words) and words[0].text in lists["function"]
    if function and len(before) > 1 and before[-1] in ",;:":  # 10 thousand for Moscow, 8 for Leningrad
        return True
    if not led:
        return False
    ends = page.text[number.end : number.end + 1] in _ENDS or number.end == page.end
    return ends or function or partitive or any(word.text in lists["pronouns"] for word in words[:3])


def _parallel(bare: Bare, before: str) -> bool:
    """``two should be added and one given``: `one` counts where it stands beside an amount whose unit was left out too."""
    page, last = bare.page, bare.last
    if last is None or last.rule != "unit-left-out" or ". " in page.text[last.end : bare.number.start]:
        return False
    words = words_after(page.text, bare.number.end, page.end)
    if not words or not (before in page.grammar.joints["and"] or before[-1:] == ","):
        return False
    lists, word = page.lex.lists, words[0].text
    return word in lists["destinations"] or (word in lists["before-bare"] and word not in page.grammar.joints["of"])


# --- whose unit does it share?


def _source(bare: Bare, led: bool) -> Quantity | None:
    """The quantity whose unit the bare number shares; without a lead-in it must stand in the same sentence."""
    number, (begin, stop) = bare.number, bare.sentence
    before = [q for q in bare.said if begin <= q.start < number.start and _fits(number, q)]
    if before:
        return before[-1]
    ahead = next((q for q in bare.said if number.end <= q.start < stop and _fits(number, q)), None)
    if ahead is not None or not led:
        return ahead
    words = _content(bare, begin, stop)
    best, choice = -1, None
    for quantity in _pool(bare, begin):
        shared = len(words & _content(bare, max(0, quantity.start - _AROUND_BEFORE), quantity.end + _AROUND_BEHIND))
        if shared > best:
            best, choice = shared, quantity
    return choice


def _pool(bare: Bare, begin: int) -> list[Quantity]:
    """The quantities outside the sentence whose unit a number may share, the nearest first; a note speaks of its own letter first."""
    page, number = bare.page, bare.number
    noted = page.role == NOTE
    earlier = [q for q in bare.said if q.start < begin]
    before = [q for f in bare.earlier if f.page.start < page.start and (f.page.role == page.role or noted) for q in f.quantities]
    own, answered = list(reversed(before)), list(bare.asked)
    return [q for q in (*reversed(earlier), *(own if noted else answered), *(answered if noted else own)) if _fits(number, q)]


def _content(bare: Bare, start: int, end: int) -> frozenset[str]:
    """Stems of the content words of a stretch, for comparing places."""
    common = bare.page.lex.lists["common"]
    return frozenset(w[:_STEM] for w in _CONTENT.findall(bare.page.text[start:end].lower()) if w not in common)


def _fits(number: Numeral, q: Quantity) -> bool:
    """Whether a number may share the unit of a quantity: no share or yield for millions, sizes not worlds apart."""
    big = number.factor >= _BIG or number.low >= _BIG
    if q.kind == "share":
        return q.unit == "percent" and q.rule != "fraction" and not big and number.high <= _LARGEST_SHARE
    if q.kind == "yield" or "/" in q.unit:
        return not big
    value = number.high * _scale(number, q)
    apart = _APART_SMALL if q.kind == "count" and q.high < _SMALL_COUNT else _APART
    return value * apart > q.high and value < q.high * apart


def _scale(number: Numeral, source: Quantity) -> Decimal:
    """The multiplier left out with the unit: ``76 million rubles … 59.3``, ``six thousand … four``."""
    said = source.numeral
    factor, worth = said.factor, Decimal(1)
    if source.rule == "unit-left-out" and said.high and source.high >= said.high * _BIG:
        factor = source.high / said.high  # itself supplied with its multiplier
    if source.rule != "compound-unit" and said.high and source.high < said.high and source.kind == "money":
        worth = source.high / said.high  # kopecks
    if number.factor != 1 or factor < _BIG:
        return worth
    printed = source.high / factor / worth
    unlike = number.high >= _BIG or number.high > printed * _LIKE or number.low * _LIKE < printed
    return worth if unlike else factor * worth


def _named_in_sentence(bare: Bare) -> Unit | None:
    """A unit or counted noun that the sentence names without a number, the nearest."""
    number, found = bare.number, []
    for m in _ANY_WORD.finditer(bare.page.text, *bare.sentence):
        unit = _named(bare, m.group().lower(), m.end() <= number.start)
        if unit is not None:
            distance = min(abs(m.start() - number.end), abs(number.start - m.end()))
            found.append((distance + (unit.kind == "count"), unit))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _named(bare: Bare, word: str, before: bool) -> Unit | None:
    """A word of measure, or ``before`` the number a plural that is counted."""
    lex = bare.page.lex
    group = lex.forms.get(word)
    if group is not None and len(word) > 2 and group.kind in ("mass", "money", "area", "volume"):
        return Unit(group.of or group.name, group.kind, None, Decimal(1), "unit-in-sentence")
    if not before or not is_plural(word, lex.language):
        return None
    base, person = singular(word, lex.language), word in lex.lists["persons"]
    if person or base in lex.lists["singular-counted"]:
        return Unit(PERSON if person else base, "count", base, Decimal(1), "unit-in-sentence")
    return None

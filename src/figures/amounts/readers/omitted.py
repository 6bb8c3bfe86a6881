"""Part of station 5: amounts whose unit or noun was left out.

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

from figures.amounts.asides import rules
from figures.amounts.numbers import plain, qualifier_after
from figures.amounts.paragraph import Page
from figures.amounts.readers.tables import neighbours, unit_in
from figures.amounts.units import UnitWords, is_person, unit_vocabulary, words_after
from figures.language import is_plural, sentence_around, singular
from figures.model import NOTE, Doubt, Letter, Numeral, Quantity

_LETTERS = re.compile(r"[^\W\d_]{4,}")


def supply(text: str, letter: Letter, pages: list[Page], asked: Sequence[Quantity], language: str) -> None:
    """Give units to the bare numbers of a letter, or leave them to be set aside."""
    lex = unit_vocabulary(language)
    for page in pages:
        for number in page.bare:
            found = _one(text, letter, page, pages, number, asked, lex, language)
            if found is not None:
                page.quantities.append(found)
        page.quantities.sort(key=lambda q: q.start)


def _one(
    text: str, letter: Letter, page: Page, pages: list[Page], number: Numeral, asked: Sequence[Quantity], lex: UnitWords, language: str
) -> Quantity | None:
    declared = _declared(text, page, number, letter, lex, language)
    if declared is not None:
        unit, factor, kind, name = declared
        noun = name if kind == "count" else None
        return _quantity(text, number, kind, unit, noun, number.low * factor, number.high * factor, page.end, language, "unit-declared")
    unit_label = _unit_before(text, page, number, lex)
    if unit_label is not None:
        unit, kind, factor = unit_label
        return _quantity(text, number, kind, unit, None, number.low * factor, number.high * factor, page.end, language, "unit-before")
    label = _noun_before(text, page, number, lex, language)
    if label is not None and ((label[2] and _weighed(text, page, pages, number, letter)) or _labelled(text, page, number, language)):
        label = None
    if label is not None:
        unit, noun, _ = label
        return _quantity(text, number, "count", unit, noun, number.low, number.high, page.end, language, "noun-before")
    big = number.factor >= 1000 or number.low >= 1000
    led = big or number.low != number.low.to_integral_value() or _stands_alone(text, page, number, lex)
    sentence = sentence_around(text, (page.start, page.end), number.start, number.end)
    if not led and not _loose(text, number, sentence[0]) and _line_above(text, page, pages, letter) is None:
        return None
    source = _line_above(text, page, pages, letter) or _source(text, page, pages, number, asked, sentence, led)
    if source is not None:
        scale = _scale(number, source)
        return _quantity(
            text,
            number,
            source.kind,
            source.unit,
            source.noun,
            number.low * scale,
            number.high * scale,
            page.end,
            language,
            "unit-left-out",
        )
    if not big:
        return None
    named = _named_in(text, sentence, number, lex, language)
    if named is not None:
        return _quantity(text, number, named[1], named[0], named[2], number.low, number.high, page.end, language, "unit-in-sentence")
    if number.factor < 1000:
        return None
    doubt = Doubt("unit not stated", "The text names no unit for this amount, nor does what stands around it.", number.start, number.end)
    return replace(
        _quantity(text, number, "count", "unknown", None, number.low, number.high, page.end, language, "unit-unknown"), doubts=(doubt,)
    )


_LINE = re.compile(r"\s*(?:[-–—*•]\s*)?(?:[0-9]{1,2}[.)]\s)?[^\W\d_][^0-9]{1,50}[0-9][0-9,. ]*(?:million|thousand)?\s*[;,.]?\s*$")
"""A line that is one item of a list: a label and one number."""
_DECLARED = re.compile(r"\b[Ii]n (?:(?:units of )?)((?:[^\W\d_]+ ){0,2}[^\W\d_]+)\)?\s?[:,)–—-]")


def _declared(
    text: str, page: Page, number: Numeral, letter: Letter, lex: UnitWords, language: str
) -> tuple[str, Decimal, str, str] | None:
    """``in thousand poods: wheat 320, oats 150``: a unit announced for the numbers that follow, here or in the lines above."""
    if ":" in text[page.start : number.start]:
        return _announced(text, page.start, text.rfind(":", page.start, number.start) + 1, lex, language)
    if page.end - page.start > 80 or not _LINE.match(text, page.start, page.end):
        return None
    for above in reversed(letter.paragraphs[: page.index]):
        if text[above.start : above.end].isspace() or above.start == above.end:
            continue
        line = text[above.start : above.end].rstrip()
        bracket = _IN_BRACKETS.search(line)
        if bracket is not None:
            return unit_in(bracket[1], lex, language)
        if line.endswith(":"):
            return _announced(text, above.start, above.end, lex, language)
        if line.split(None, 1)[0].lower() in lex.lists["heading"] and not line.endswith("."):
            return unit_in(line, lex, language)
        if len(line) > 80 or line.endswith("."):
            return None
    return None


_IN_BRACKETS = re.compile(r"\((?:in )?([^()0-9]{1,30})\)\s*[.:]?$")


def _announced(text: str, start: int, end: int, lex: UnitWords, language: str) -> tuple[str, Decimal, str, str] | None:
    for m in _DECLARED.finditer(text, start, end):
        found = unit_in(m[1], lex, language)
        if found is not None and found[2] != "share":
            return found
    return None


def _loose(text: str, number: Numeral, begin: int) -> bool:
    """Whether a number that nothing leads in may still be an amount: too big or too exact for a mark."""
    after = text[number.end : number.end + 2]
    if number.low != number.low.to_integral_value():
        return True
    if after[:1] in ",;." and ":" in text[begin : number.start]:  # Moscow 12, Leningrad 15, Kharkov 8
        return True
    return number.low >= 13 and not (after[:1] == " " and after[1:] in ".,;:?!)") and text[number.start - 1 : number.start] in " ("


def _weighed(text: str, page: Page, pages: list[Page], number: Numeral, letter: Letter) -> bool:
    """Whether a list goes by weight or money, so that ``oats 33`` is no count of oats."""
    above = _line_above(text, page, pages, letter)
    begin, stop = sentence_around(text, (page.start, page.end), number.start, number.end)
    near = [q for q in page.quantities if begin <= q.start < stop]
    last = above or (near[-1] if near else None)
    return last is not None and last.kind in ("mass", "money", "volume")


def _labelled(text: str, page: Page, number: Numeral, language: str) -> bool:
    """Whether the amount before has people for its label and a weight: ``adults 400 grams, children 200``."""
    last = page.quantities[-1] if page.quantities else None
    if last is None or last.kind not in ("mass", "money") or ". " in text[last.end : number.start]:
        return False
    before = _ANY_WORD.findall(text[max(page.start, last.start - 30) : last.start].lower())
    return bool(before) and is_person(before[-1], language)


def _line_above(text: str, page: Page, pages: list[Page], letter: Letter) -> Quantity | None:
    """In a list of one item per line, the quantity of the item before: ``Kharkov 120 tractors``, ``Kiev 95``."""
    if page.quantities or not _LINE.match(text, page.start, page.end):
        return None
    above = next((p for p in reversed(pages) if p.index < page.index and p.quantities), None)
    if above is None or above.end - above.start > 80 or not neighbours(text, letter, above.index, page.index):
        return None
    return above.quantities[-1] if len(above.quantities) == 1 else None


def _named_in(text: str, sentence: tuple[int, int], number: Numeral, lex: UnitWords, language: str) -> tuple[str, str, str | None] | None:
    """A unit or counted noun that the sentence names without a number: (unit, kind, noun), the nearest."""
    found: list[tuple[int, str, str, str | None]] = []
    for m in _ANY_WORD.finditer(text, *sentence):
        word = m.group().lower()
        group = lex.forms.get(word)
        distance = min(abs(m.start() - number.end), abs(number.start - m.end()))
        if group is not None and len(word) > 2 and group.kind in ("mass", "money", "area", "volume"):
            found.append((distance, group.of or group.name, group.kind, None))
        elif (
            m.end() <= number.start
            and is_plural(word, language)
            and (word in lex.lists["persons"] or singular(word, language) in lex.lists["singular-counted"])
        ):
            base = singular(word, language)
            found.append((distance + 1, "person" if word in lex.lists["persons"] else base, "count", base))
    if not found:
        return None
    _, unit, kind, noun = min(found, key=lambda f: f[0])
    return unit, kind, noun


_ANY_WORD = re.compile(r"[^\W\d_]+")


def _quantity(
    text: str, number: Numeral, kind: str, unit: str, noun: str | None, low: Decimal, high: Decimal, limit: int, language: str, rule: str
) -> Quantity:
    qualifier = number.qualifier
    if low == high and qualifier == "exact":
        qualifier = qualifier_after(text, number.end, limit, language) or "exact"
    return Quantity(number.start, number.end, number, kind, plain(low), plain(high), qualifier, unit, "", noun, None, rule)


def _unit_before(text: str, page: Page, number: Numeral, lex: UnitWords) -> tuple[str, str, Decimal] | None:
    """``gold rubles 26 million``: the unit stands before the number."""
    words = text[max(page.start, number.start - 30) : number.start].lower().rstrip(" :–-").split()
    for length in (3, 2, 1):
        group = lex.forms.get(" ".join(words[-length:]))
        if group is not None and len(words[-1]) > 3 and group.kind in ("money", "mass") and group.name != "pound":
            followed = text[number.end : number.end + 2].lstrip()[:1]
            return (group.of or group.name, group.kind, Decimal(group.factor)) if not followed.isdigit() else None
    return None


def _noun_before(text: str, page: Page, number: Numeral, lex: UnitWords, language: str) -> tuple[str, str, bool] | None:
    """``Tractors - 300``, ``horses 1,200``: the counted noun stands before the number."""
    left = text[page.start : number.start]
    m = re.search(r"(?P<opener>^\s*(?:[-–—*•]\s*)?|[.;,:(\"“«] ?|\) )([^\W\d_][\w'’ -]*?)\s?(?:[-–—:]\s|\s)\s?$", left[-60:])
    if m is None:
        return None
    words = m[2].strip().lower().split()
    if left.rstrip().endswith(":") and len(words) <= 7 and any(w in lex.lists["function"] for w in words):
        words = words[: next(i for i, w in enumerate(words) if w in lex.lists["function"])]  # `Deaths from typhus: 412`
    if not words or len(words) > 3 or any(w in lex.lists["function"] for w in words):
        return None
    dash = left.rstrip()[-1:] in "-–—:"
    alone = m.start() == 0 and len(left) <= 60
    last = words[-1]
    listed = m["opener"][:1] in (":", ";", ",") and bool(_CLOSING.match(text, number.end, page.end))
    if last in lex.lists["nominal"] and (dash or listed):
        return "person", last, False
    if not (dash or alone or listed) or not is_plural(last, language) or last in lex.lists["verbs"] or last in rules(language).nouns:
        return None
    if listed and not dash and not (number.low >= 13 or singular(last, language) in lex.lists["singular-counted"]):
        return None
    if is_person(last, language):
        return "person", singular(last, language), False
    base = singular(last, language)
    name = base if base in lex.lists["folded"] else " ".join([*(w for w in words[:-1] if w not in lex.lists["adjectives"]), base])
    return name, name, base not in lex.lists["singular-counted"]


_CLOSING = re.compile(r"[.,;)]|\s*$")


def _stands_alone(text: str, page: Page, number: Numeral, lex: UnitWords) -> bool:
    """Whether a small bare number can be an amount: led in by a verb or preposition, followed by no noun."""
    left = text[max(page.start, number.start - 24) : number.start].rstrip().lower()
    before = left.rsplit(None, 1)[-1] if left else ""
    after = text[number.end : number.end + 1]
    rest = text[number.end : min(page.end, number.end + 24)].lower()
    if before in ("comrade", "comrade.", "tov."):
        return False
    if number.low == number.high == 1:
        return _parallel(text, page, number, before, lex)
    if number.qualifier not in ("exact", "range") or qualifier_after(text, number.end, page.end) is not None:
        return True  # whoever says `at least` or `at most` means an amount
    partitive = any(rest.startswith(" " + p) for p in lex.lists["partitive"])
    ends = after in ("", ".", ",", ";", ")", "\n", '"', "”", "»", "?", "!", ":") or number.end == page.end
    led = before in lex.lists["before-bare"]
    if before == "in":
        return rest.startswith((" of the", " of them", " of these", " of which"))
    if partitive and rest.startswith(" of "):
        return led or before.endswith(",") or before == "" or number.form != "fraction"
    words = words_after(text, number.end, page.end)
    function = bool(words) and words[0].text in lex.lists["function"]
    ends = ends or any(word.text in lex.lists["pronouns"] for word in words[:3])
    if function and len(before) > 1 and before[-1] in ",;:":  # 10 thousand for Moscow, 8 for Leningrad
        return True
    return led and (ends or function or partitive)


def _parallel(text: str, page: Page, number: Numeral, before: str, lex: UnitWords) -> bool:
    """``two should be added and one given``: `one` counts where it stands beside an amount whose unit was left out too."""
    last = page.quantities[-1] if page.quantities else None
    if last is None or last.rule != "unit-left-out" or ". " in text[last.end : number.start] or not (before == "and" or before[-1:] == ","):
        return False
    words = words_after(text, number.end, page.end)
    return bool(words) and (words[0].text in ("to", "for") or words[0].text in lex.lists["before-bare"]) and words[0].text != "of"


def _scale(number: Numeral, source: Quantity) -> Decimal:
    """The multiplier left out with the unit: ``76 million rubles … 59.3``, ``six thousand … four``."""
    factor = source.numeral.factor
    if source.rule == "unit-left-out" and source.numeral.high and source.high >= source.numeral.high * 1000:
        factor = source.high / source.numeral.high  # itself supplied with its multiplier
    worth = Decimal(1)
    if source.rule != "compound-unit" and source.numeral.high and source.high < source.numeral.high and source.kind == "money":
        worth = source.high / source.numeral.high  # kopecks
    if number.factor != 1 or factor < 1000:
        return worth
    printed = source.high / factor / worth
    if number.high >= 1000 or number.high > printed * 20 or number.low * 20 < printed:
        return worth
    return factor * worth


def _source(
    text: str, page: Page, pages: list[Page], number: Numeral, asked: Sequence[Quantity], sentence: tuple[int, int], led: bool
) -> Quantity | None:
    """The quantity whose unit the bare number shares; without a lead-in it must stand in the same sentence."""
    begin, stop = sentence
    fits = [q for q in page.quantities if begin <= q.start < number.start and _fits(number, q)]
    if fits:
        return fits[-1]
    ahead = [q for q in page.quantities if number.end <= q.start < stop and _fits(number, q)]
    if ahead:
        return ahead[0]
    if not led:
        return None
    earlier = [q for q in page.quantities if q.start < begin and _fits(number, q)]
    words = _content(text, begin, stop)
    noted = page.role == NOTE  # a footnote speaks of its own letter first
    before = [q for p in pages if p.start < page.start and (p.role == page.role or noted) for q in p.quantities if _fits(number, q)]
    answered = [q for q in asked if _fits(number, q)]
    pool = [*reversed(earlier), *(reversed(before) if noted else answered), *(answered if noted else reversed(before))]
    best: tuple[int, int] | None = None
    choice: Quantity | None = None
    for order, quantity in enumerate(pool):
        around = _content(text, max(0, quantity.start - 90), quantity.end + 60)
        score = (len(words & around), -order)
        if best is None or score > best:
            best, choice = score, quantity
    return choice


def _content(text: str, start: int, end: int) -> frozenset[str]:
    """Stems of the content words of a stretch, for comparing places."""
    common = unit_vocabulary().lists["common"]
    return frozenset(w[:5] for w in _LETTERS.findall(text[start:end].lower()) if w not in common)


def _fits(number: Numeral, q: Quantity) -> bool:
    """Whether a number may share the unit of a quantity: no share or yield for millions, sizes not worlds apart."""
    big = number.factor >= 1000 or number.low >= 1000
    if q.kind == "share":
        return q.unit == "percent" and q.rule != "fraction" and not big and number.high <= 200
    if q.kind == "yield" or "/" in q.unit:
        return not big
    value = number.high * _scale(number, q)
    apart = 200 if q.kind == "count" and q.high < 100 else 3000
    return value * apart > q.high and value < q.high * apart

"""Station 5: numerals with their units and counted nouns become quantities; the rest is set aside.

``quantities`` goes through the paragraphs of a letter.  A paragraph without a numeral costs one cheap
test; headings, archive lines and telegram marks are set aside as a whole; in prose and footnotes each
numeral is read with what stands around it: a unit, compound amounts (``2 centners 5 kilograms``),
rates (``85 kopecks a kilogram``), counted nouns, fractions with their basis.  Tables and amounts whose
unit was left out are read by :mod:`figures.omitted` once the stated ones are known.

After this every numeral of the letter is in exactly one quantity or one stretch set aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from figures import numerals, omitted, set_aside
from figures.model import BODY, FRONT, NOTE, Doubt, Edition, Letter, NoteMark, Numeral, Paragraph, Quantity, SetAside
from figures.nouns import Counted, UnitGroup, UnitWords, Word, counted_at, is_person, nominal_at, part_worth, singular, unit_at, unit_words, words_after

ONE = Decimal(1)
_PROSE = 120
"""A front paragraph at least this long is prose, not navigation, and is read."""


@dataclass(slots=True)
class Page:
    """What is known of one paragraph while it is read."""

    index: int
    start: int
    end: int
    role: str
    note: int
    spans: list[tuple[int, int]]
    numbers: list[Numeral]
    quantities: list[Quantity]
    aside: list[SetAside]
    bare: list[Numeral]


@cache
def _plain(language: str) -> re.Pattern[str]:
    """A number with a unit of weight, money or share: plainly a figure, whatever the line is."""
    forms = sorted({f for f, g in unit_words(language).forms.items() if g.kind != "count" and len(f) > 2}, key=lambda f: (-len(f), f))
    heads = sorted(numerals.grammar(language).magnitudes)
    return re.compile(rf"[0-9½] ?(?:(?:{'|'.join(heads)})\b ?)?(?:%|(?:{'|'.join(re.escape(f) for f in forms)})\b)|[$£] ?[0-9]")


def quantities(edition: Edition, letter: Letter, asked: Sequence[Quantity] = ()) -> tuple[list[tuple[int, Quantity]], list[SetAside]]:
    """Every amount of a letter with the index of its paragraph, and every stretch set aside.

    ``asked`` are the quantities of the letter it answers, of the same edition: units left out are
    looked up there when the letter itself does not name them.
    """
    text, language = edition.text, edition.language
    pages: list[Page] = []
    aside: list[SetAside] = []
    tokens = numerals.Tokens(text, letter.start, letter.end, language)
    if tokens.empty:
        return [], []
    last = letter.start
    for index, paragraph in enumerate(letter.paragraphs):
        if paragraph.start > last:
            _between(text, last, paragraph.start, tokens, aside)
        last = max(last, paragraph.end)
        spans = tokens.spans(paragraph.start, paragraph.end)
        if not spans:
            continue
        if _is_read(text, paragraph, language):
            pages.append(_page(text, index, paragraph, spans, letter.marks, language))
        else:  # a whole line set aside by its role: one stretch, from its first numeral to its last
            reason = _ROLE_REASONS.get(paragraph.role, paragraph.role)
            aside.append(SetAside(spans[0][0], spans[-1][1], reason, f"role-{paragraph.role}"))
    if last < letter.end:
        _between(text, last, letter.end, tokens, aside)
    rows = omitted.tables(text, letter, pages, language)
    for page in pages:
        if page.index not in rows:
            _read(text, page, language)
    omitted.supply(text, letter, pages, asked, language)
    found = [(page.index, quantity) for page in pages for quantity in page.quantities]
    for page in pages:
        _leave(text, page, language)
        aside.extend(page.aside)
    found.sort(key=lambda pair: pair[1].start)
    aside.sort(key=lambda stretch: stretch.start)
    return found, aside


def _is_read(text: str, paragraph: Paragraph, language: str) -> bool:
    if paragraph.role in (BODY, NOTE):
        return True
    if paragraph.role == FRONT and paragraph.end - paragraph.start >= _PROSE:
        return True
    return paragraph.role not in ("heading", "archive") and _plain(language).search(text, paragraph.start, paragraph.end) is not None


_ROLE_REASONS = {"heading": "heading", "archive": "archive reference", "apparatus": "telegram marks and signatures", "front": "title matter"}


def _between(text: str, start: int, end: int, tokens: numerals.Tokens, aside: list[SetAside]) -> None:
    """Numerals between paragraphs are the printed numbers of footnotes and rules."""
    if not text[start:end].isspace():
        for at, stop in tokens.spans(start, end):
            aside.append(SetAside(at, stop, "footnote number", "note-number"))


def _page(text: str, index: int, paragraph: Paragraph, spans: list[tuple[int, int]], marks: tuple[NoteMark, ...], language: str) -> Page:
    """Set shapes aside, then find the numerals in what is left."""
    start, end = paragraph.start, paragraph.end
    inside = [m for m in marks if start <= m.start < end]
    aside = set_aside.scan(text, start, end, spans, inside, language)
    numbers: list[Numeral] = []
    left = spans
    pos = start
    for stretch in aside:
        if left and left[0][0] < stretch.start:
            numbers.extend(numerals.find_at(text, pos, stretch.start, left, language))
        pos = stretch.end
        left = [span for span in left if span[0] >= pos]
    if left:
        numbers.extend(numerals.find_at(text, pos, end, left, language))
    return Page(index, start, end, paragraph.role, paragraph.note, spans, numbers, [], aside, [])


# --- one paragraph ----------------------------------------------------------------------------


def _read(text: str, page: Page, language: str) -> None:
    """Read each numeral of a paragraph: quantity, set aside, or bare for later."""
    lex = unit_words(language)
    marks = {s.start: s.end for s in page.aside if s.reason == "footnote mark"}
    taken = page.start
    for k, number in enumerate(page.numbers):
        if number.start < taken:
            continue
        limit = page.end
        quantity, stretch = _one(text, page, k, marks, limit, lex, language)
        if quantity is not None:
            _share_rate(text, page, quantity)
            page.quantities.append(quantity)
            taken = quantity.end
        elif stretch is not None:
            page.aside.append(stretch)
            taken = stretch.end
        else:
            page.bare.append(number)


def _share_rate(text: str, page: Page, quantity: Quantity) -> None:
    """``from 1 ruble 15 kopecks to 85 kopecks a kilogram``: the weight named once holds for both prices."""
    if not page.quantities or quantity.kind != "money" or "/" not in quantity.unit:
        return
    last = page.quantities[-1]
    if last.kind == "money" and last.unit == quantity.unit.partition("/")[0] and text[last.end : quantity.start] in (" to ", " or ", " and ", "-", "–"):
        page.quantities[-1] = replace(last, unit=quantity.unit, rule="price-shared")


def _one(
    text: str, page: Page, k: int, marks: dict[int, int], limit: int, lex: UnitWords, language: str
) -> tuple[Quantity | None, SetAside | None]:
    number = page.numbers[k]
    r = set_aside.rules(language)
    if number.form == "fraction":
        return _share(text, page, number, lex, language)
    start, sign = _sign(text, number, page.start, lex)
    pos = number.end
    doubts: tuple[Doubt, ...] = ()
    mark = marks.get(pos) or (marks.get(pos + 1) if text[pos : pos + 1] == " " else None)
    if mark is not None and mark < limit and words_after(text, mark, limit) and text[mark] == " ":
        doubts = (Doubt("mark inside", f"{text[pos:mark].strip()} is a footnote mark inside the phrase, not part of the number.", pos, mark),)
        pos = mark
    pos = _repeated(text, page, k, pos)
    words = words_after(text, pos, limit)
    if number.low == number.high == 1 and number.form == "words" and _idiom(text, page, start, r):
        return None, SetAside(number.start, number.end, r.phrases["idioms"].reason, "idioms")
    if sign is not None:
        named = unit_at(words, language, 0)
        end = named[2] if named and named[0].kind == "money" else number.end
        return _measured(text, page, k, start, end, lex.names[sign], words, text[start : number.start].strip(), lex, language, doubts), None
    unit = unit_at(words, language)
    if unit is not None and _is_unit(text, number, unit[0], words, unit[1], lex):
        group, at, end = unit
        if group.kind == "area" and number.low == number.high == 1 and _BASE_LEFT.search(text, max(page.start, start - 6), start):
            return None, SetAside(number.start, end, "basis of a rate", "rate-basis")
        printed = text[words[at].start : end]
        return _measured(text, page, k, start, end, group, words, printed, lex, language, doubts), None
    if words and not (words[0].start == pos and text[pos] not in "-"):
        stretch = _uncounted(text, page, number, words, lex, language)
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
            noun = nominal_at(words, language) or _part_of(words, number, language)
        if noun is not None and not (one and not noun.known and number.form == "words"):
            return _counted(text, number, noun, words, limit, lex, language, doubts), None
    return None, None


def _is_unit(text: str, number: Numeral, group: UnitGroup, words: list[Word], at: int, lex: UnitWords) -> bool:
    """Whether a word that could be a unit is one here: one-letter signs only behind digits."""
    form = words[at].text
    if len(form) > 1:
        return True
    return form == "%" or (text[number.end - 1].isdigit() and form != "a" and not words[at].capital and form in ("t", "g", "m", "c"))


_QUOTED = re.compile(r"(?: [A-Z][\w-]*)* [\"“«][^\"”»]{1,24}[\"”»]")


def _idiom(text: str, page: Page, start: int, r: set_aside.Rules) -> bool:
    left = text[max(page.start, start - 10) : start].rstrip().lower()
    return left.rsplit(" ", 1)[-1] in r.phrases["idioms"].phrases


def _repeated(text: str, page: Page, k: int, pos: int) -> int:
    """``500 (five hundred) tons``: behind the bracket that repeats the number."""
    following = page.numbers[k + 1] if k + 1 < len(page.numbers) else None
    if following is None or text[pos : pos + 2] != " (" or following.start != pos + 2 or text[following.end : following.end + 1] != ")":
        return pos
    return following.end + 1 if following.low == page.numbers[k].low else pos


def _part_of(words: list[Word], number: Numeral, language: str) -> Counted | None:
    """``two of the mills``, ``14 of its members``: part of a set that is named behind."""
    if len(words) < 3 or words[0].text != "of" or words[1].text not in unit_words(language).lists["share-basis"]:
        return None
    if any(w.text in set_aside.rules(language).nouns for w in words[2:4]):
        return None
    noun = counted_at(words[2:], False, language)
    if noun is None or not (noun.known or number.form != "words"):
        return None
    return replace(noun, end=noun.end)


_BASE_LEFT = re.compile(r"\b(?:from|per|off|on|for) $")


def _sign(text: str, number: Numeral, floor: int, lex: UnitWords) -> tuple[int, str | None]:
    """A currency sign before the number: where it begins, and its unit."""
    at = number.start
    stop = at
    while stop > floor and text[stop - 1] in " \u00a0":
        stop -= 1
    if stop == floor or (text[stop - 1] not in "$£€¥₽" and text[stop - 1] not in "Ms."):
        return at, None
    for sign, unit in lex.signs:
        if text.startswith(sign, stop - len(sign)) and stop - len(sign) >= floor and not text[stop - len(sign) - 1 : stop - len(sign)].isalpha():
            return stop - len(sign), unit
    return at, None


def _uncounted(text: str, page: Page, number: Numeral, words: list[Word], lex: UnitWords, language: str) -> SetAside | None:
    """Durations, ratios, pages and abstractions behind the number: nobody's amount."""
    r = set_aside.rules(language)
    function, adjectives = lex.lists["function"], lex.lists["adjectives"]
    one = number.low == number.high == 1 and number.factor == 1
    for i, word in enumerate(words[:4]):
        group = r.nouns.get(word.text) or (r.nouns.get(word.text.split("-")[0]) if "-" in word.text else None)
        if group is not None and group.behind and not text[max(page.start, number.start - 12) : number.start].rstrip().lower().endswith(group.behind):
            group = None
        if group is not None and not (group.id == "abstract" and (number.factor >= 1000 or number.low >= 1000)):
            if i + 1 < len(words) and i < 3 and words[i + 1].text not in function and group.id in ("abstract", "paper") and counted_at(words[i + 1 :], one, language):
                continue
            if word.text in ("time", "second", "quarter", "term", "other", "more", "such") and not one and word.text != "quarter":
                continue
            return SetAside(number.start, word.end, group.reason, group.id)
        if word.text in function or word.text in lex.lists["persons"] or (one and i == 0 and word.text in lex.lists["singular-counted"]):
            return None
        if i == 0 and word.text not in adjectives and word.text.endswith("s"):
            return None
        if word.text in lex.lists["verbs"]:
            return None
    return None


# --- measured -----------------------------------------------------------------------------------


def _measured(
    text: str,
    page: Page,
    k: int,
    start: int,
    end: int,
    group: UnitGroup,
    words: list[Word],
    printed: str,
    lex: UnitWords,
    language: str,
    doubts: tuple[Doubt, ...],
) -> Quantity:
    """A quantity with a unit: compound parts, what it is of, rate, pounds, yield."""
    number = page.numbers[k]
    low, high = number.low, number.high
    unit, kind, rule = group, group.kind, "unit"
    limit = page.end
    if unit.name == "pound":
        unit, doubts, rule = _pounds(text, page, number, end, printed, lex, language, doubts)
        kind = unit.kind
    worth = ONE
    if unit.of is not None:
        worth = Decimal(unit.factor)
        unit = lex.names[unit.of]
    low, high = low * worth, high * worth
    for following in page.numbers[k + 1 : k + 3]:  # 2 centners 5 kilograms; 1 ruble 15 kopecks
        gap = text[end : following.start]
        if gap not in (" ", ", ", " and ", ", and ", "\u00a0") or following.low != following.high:
            break
        next_unit = unit_at(words_after(text, following.end, limit), language, 0)
        if next_unit is None:
            break
        share = part_worth(unit, next_unit[0].name) or (part_worth(unit, "russian_pound") if next_unit[0].name == "pound" else None)
        if share is None or following.low * share >= 1 or number.low != number.high:
            break
        low, high = low + following.low * share, high + following.high * share
        end, rule = next_unit[2], "compound-unit"
        printed = f"{printed} … {text[following.end : end].strip()}"
    noun, item_end = (None, end) if kind in ("share", "money") else _item(text, end, limit, lex)
    name = unit.name
    basis = None
    rate = _rate(text, page, k, item_end, unit, kind, number, lex, language)
    if rate is None and item_end != end:
        rate = _rate(text, page, k, end, unit, kind, number, lex, language)
    if rate is not None:
        name, kind, end, rule = rate
    elif kind == "mass":
        area = _area_before(text, start, page.start, lex)
        if area is not None:
            name, kind, rule = f"{name}/{area}", "yield", "area-before"
        elif name in ("centner", "pood", "kilogram") and number.factor < 1000 and low <= 60 and _cue_before(text, start, page.start, lex.lists["yield-cues"]):
            name, kind, rule = f"{name}/hectare", "yield", "harvest-word"
            if unit.name == "centner":
                pass
        end = item_end if noun != "grain" or text[end:item_end].strip() != "of grain" else end
    elif kind == "share":
        basis = _basis(text, end, limit, lex)
    else:
        end = item_end
    qualifier = _qualifier(text, start, end, page, number, language)
    if number.readings:
        doubts = (*doubts, _garbled(text, number))
    return Quantity(start, end, number, kind, _plain_decimal(low), _plain_decimal(high), qualifier, name, printed, noun, basis, rule, doubts)


def _plain_decimal(value: Decimal) -> Decimal:
    """The same value without trailing zeros or an exponent."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()


def _garbled(text: str, number: Numeral) -> Doubt:
    others = ", ".join(f"{value:,}" for value in number.readings)
    printed = text[number.start : number.end]
    return Doubt("garbled digits", f"Printed {printed}; read as {number.low:,}; it could also be {others}.", number.start, number.end)


def _qualifier(text: str, start: int, end: int, page: Page, number: Numeral, language: str) -> str:
    if number.low != number.high:
        return "range"
    if start < number.start or number.qualifier == "exact":
        before = numerals.qualifier_before(text, start, page.start, numerals.grammar(language)) if start < number.start else number.qualifier
        if before == "exact":
            return numerals.qualifier_after(text, number.end, page.end, language) or numerals.qualifier_after(text, end, page.end, language) or "exact"
        return before
    return number.qualifier


def _item(text: str, end: int, limit: int, lex: UnitWords) -> tuple[str | None, int]:
    """``of rye seeds`` behind a unit: (what it is, without words of purpose; where the phrase ends)."""
    if not text.startswith(" of ", end):
        return None, end
    words = words_after(text, end + 3, limit)
    lists = lex.lists
    taken: list[Word] = []
    for word in words[:4]:
        w = word.text
        if w in lists["function"] or w in lists["verbs"] or (not taken and w in lists["no-item"]) or word.capital:
            break
        if taken and (w.endswith(("ly", "ing")) or (w.endswith("ed") and len(w) > 4)):
            break
        taken.append(word)
        if len(taken) == 3:
            break
    while taken and (taken[-1].text.endswith("ed") and len(taken[-1].text) > 4):
        taken.pop()
    if not taken or (taken[0].text in lists["no-item"]):
        return None, end
    if taken[-1].text in lists["no-item"]:
        return None, end
    core = [w.text for w in taken if w.text not in lists["item-modifiers"]] or [taken[-1].text]
    return " ".join(core), taken[-1].end


def _rate(
    text: str, page: Page, k: int, end: int, unit: UnitGroup, kind: str, number: Numeral, lex: UnitWords, language: str
) -> tuple[str, str, int, str] | None:
    """The second half of a rate behind a unit: (unit name, kind, end, rule), or None."""
    if text[end : end + 1] not in (" ", "/") or kind == "share":
        return None
    lists = lex.lists
    if text[end] == "/":
        words = words_after(text, end + 1, page.end)
        opener, at = "/", 0
    else:
        words = words_after(text, end, page.end)
        if not words:
            return None
        opener, at = "", 0
        for length in (2, 1):
            phrase = " ".join(w.text for w in words[:length])
            if phrase in lists["per"]:
                opener, at = phrase, length
                break
        else:
            return _per_hundred(text, page, k, end, words, unit, kind, lex, language)
    hundred = _per_hundred(text, page, k, end, words, unit, kind, lex, language)
    if hundred is not None:
        return hundred
    if at >= len(words):
        return None
    target = words[at]
    if target.text in lists["per-area"] and kind == "mass":
        return f"{unit.name}/{_area(target.text)}", "yield", target.end, "per-area"
    found = unit_at(words[at:], language, 1)
    if found is not None and kind == "money" and found[0].kind in ("mass", "volume", "area"):
        name = found[0].name
        if name == "pound":
            name = "russian_pound" if unit.name in ("rouble", "gold_rouble", "chervonets") else "pound"
        return f"{unit.name}/{name}", "money", found[2], "price"
    if kind == "money" and (opener not in ("the", "on the", "to the") or target.text in lists["singular-counted"]) and target.text not in set_aside.rules(language).nouns:
        if target.text in lists["singular-counted"] or is_person(target.text, language) or (target.text in lists["persons"]):
            base = "person" if target.text in lists["persons"] else singular(target.text)
            return f"{unit.name}/{base}", "money", target.end, "price"
    return None


def _per_hundred(
    text: str, page: Page, k: int, end: int, words: list[Word], unit: UnitGroup, kind: str, lex: UnitWords, language: str
) -> tuple[str, str, int, str] | None:
    """``10 poods for every 100 poods``, ``10 poods per hundred``: the whole rate is one quantity."""
    m = _HUNDRED.match(text, end, page.end)
    if m is None:
        return None
    following = next((n for n in page.numbers[k + 1 : k + 2] if n.start == m.end()), None)
    if following is not None:
        if following.low not in (100, 1000, 10, 1):
            return None
        found = unit_at(words_after(text, following.end, page.end), language, 0)
        if found is None and following.low == 1:
            return None
        if found is not None and found[0].kind in ("mass", "volume", "area") and kind == "money":
            if following.low == 1:
                return f"{unit.name}/{found[0].name}", "money", found[2], "price"
            return unit.name, kind, found[2], "rate-per-number"
        if following.low == 1 and found is not None and found[2]:
            word = words_after(text, following.end, page.end)[0].text
            if word in lex.lists["per-area"] and kind == "mass":
                return f"{unit.name}/{_area(word)}", "yield", found[2], "per-area"
        return unit.name, kind, found[2] if found else following.end, "rate-per-number"
    behind = words_after(text, m.end() - 1, page.end)
    if behind and behind[0].text in numerals.grammar(language).magnitudes:
        return unit.name, kind, behind[0].end, "rate-per-number"
    return None


_HUNDRED = re.compile(r" (?:per|for each|for every|on each|on every|to each|to every|to the|in each|in every|in the|on the|out of every|from each|from every|from|for|on|to|of every|of each|each|every) ")


def _area(word: str) -> str:
    return "hectare" if word.startswith(("hect", "ha")) else "acre" if word.startswith("acre") else "dessiatine"


def _area_before(text: str, start: int, floor: int, lex: UnitWords) -> str | None:
    """``from one hectare of 2 centners``, ``per hectare 4 centners``: the area named before the weight."""
    left = text[max(floor, start - 36) : start].lower()
    m = _AREA_LEFT.search(left)
    return _area(m[1]) if m else None


_AREA_LEFT = re.compile(r"(?:from|per|off|on|for) (?:(?:one|a|an|each|every|the|1) )?(hectares?|ha|dess?[iy]atine?s?|des[iy]atinas?|des[iy]atins?|acres?)\b[ ,:–-]*(?:of |was |is |were |at |about |some |only |up to |not more than |at least |an? |average |over |more than |less than )*$")


def _cue_before(text: str, start: int, floor: int, cues: frozenset[str]) -> bool:
    """Whether one of the words stands shortly before, in the same sentence."""
    left = text[max(floor, start - 48) : start].lower()
    left = left[left.rfind(". ") + 1 :]
    return not cues.isdisjoint(re.findall(r"[a-z]+", left)[-6:])


# --- pounds -------------------------------------------------------------------------------------


def _pounds(
    text: str, page: Page, number: Numeral, end: int, printed: str, lex: UnitWords, language: str, doubts: tuple[Doubt, ...]
) -> tuple[UnitGroup, tuple[Doubt, ...], str]:
    """Which pounds: sterling, true Russian or English pounds, or poods mistranslated.

    Decided by what stands nearest: the words around the number, then the paragraph, then the letter.
    """
    lists = lex.lists
    names = lex.names
    near = set(re.findall(r"[a-z]+|£", text[max(page.start, number.start - 70) : min(page.end, end + 50)].lower()))
    after = {w.text for w in words_after(text, end, page.end)}
    paragraph = text[page.start : page.end].lower()
    big = number.factor >= 1000 or number.high >= 1000
    if "£" in paragraph or "sterling" in paragraph or "shilling" in paragraph:
        if not (big and not lists["grain"].isdisjoint(near)):
            return names["pound_sterling"], doubts, "pounds-sterling"
    if not big and not lists["ration"].isdisjoint(near | after):
        return names["russian_pound"], doubts, "pounds-true"
    if "dollar" in paragraph or "$" in paragraph or " cents" in paragraph:
        return names["pound"], doubts, "pounds-avoirdupois"
    grain = not lists["grain"].isdisjoint(near)
    money = not lists["sterling"].isdisjoint(near)
    poods = " pood" in paragraph
    if poods or (grain and not money) or (big and grain):
        if big or number.high >= 40:
            message = f"Printed {printed}; read as poods, which the translation renders so beside amounts of grain."
            return names["pood"], (*doubts, Doubt("mistranslated unit", message, number.start, end)), "pounds-for-poods"
        return names["russian_pound"], doubts, "pounds-true"
    letter = text[max(0, page.start - 6000) : page.end].lower()
    if money or "sterling" in letter or "£" in letter:
        return names["pound_sterling"], doubts, "pounds-sterling"
    if big and (" pood" in letter or not lists["grain"].isdisjoint(re.findall(r"[a-z]+", paragraph))):
        message = f"Printed {printed}; read as poods, which the translation renders so beside amounts of grain."
        return names["pood"], (*doubts, Doubt("mistranslated unit", message, number.start, end)), "pounds-for-poods"
    return names["russian_pound"], doubts, "pounds-true"


# --- counted things and shares --------------------------------------------------------------------


def _counted(
    text: str, number: Numeral, noun: Counted, words: list[Word], limit: int, lex: UnitWords, language: str, doubts: tuple[Doubt, ...]
) -> Quantity:
    """A number of things: pairs of boots, bales of cotton, people."""
    unit, item, end = noun.unit, noun.noun, noun.end
    head = item.rsplit(" ", 1)[-1]
    if text.startswith(" of ", end) and unit != "person":
        of, of_end = _item(text, end, limit, lex)
        if of is not None:
            if head in lex.lists["heads"] or head in lex.lists["transparent"]:
                unit = item = f"{head} of {text[end + 4 : of_end]}"
            else:
                item = of
            end = of_end
    qualifier = number.qualifier
    if number.low == number.high and qualifier == "exact":
        qualifier = numerals.qualifier_after(text, number.end, limit, language) or numerals.qualifier_after(text, end, limit, language) or "exact"
    if number.readings:
        doubts = (*doubts, _garbled(text, number))
    low, high = number.low, number.high
    if number.readings and low != low.to_integral_value():  # 1.200 people are twelve hundred
        low = high = max(number.readings)
    printed = text[words[0].start : noun.end]
    return Quantity(number.start, end, number, "count", _plain_decimal(low), _plain_decimal(high), qualifier, unit, printed, item, None, "counted-noun", doubts)


_BASIS_WORD = re.compile(r" (?:[^\W\d_](?:[\w'’.\-]*\w)?)")


def _basis(text: str, pos: int, limit: int, lex: UnitWords) -> str | None:
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
        if word in ("what", "as"):
            clause = True
        elif (opening and word in lex.lists["share-basis"]) or (clause and word in ("is", "was", "are", "they", "he", "it", "we", "she", "has", "had", "been", "were")):
            pass
        elif word in ("they", "he", "it", "we", "she") and not opening:
            clause = True
        elif (word in lex.lists["function"] and not (word == "for" and text[: m.start()].endswith("asked"))) or (word in lex.lists["verbs"] and not clause and not opening and not word.endswith("ed")):
            break
        else:
            opening = False
        end = m.end()
        if word == "asked" and text.startswith(" for", end):
            return end + 4
    return end


def _share(text: str, page: Page, number: Numeral, lex: UnitWords, language: str) -> tuple[Quantity | None, SetAside | None]:
    """A fraction in words: a share with its basis, or part of a calendar, a clock or a vote."""
    r = set_aside.rules(language)
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
    if bare and before in period.phrases:
        if before not in ("the", "this", "other", "last", "each", "better") or quarter or _calendar(text, stop, page.end, r):
            return None, SetAside(number.start, stop, period.reason, period.id)
    sentence = _sentence(text, number.start, page.start, page.end)
    votes = r.phrases["votes-near"]
    if not set(votes.phrases).isdisjoint(re.findall(r"[a-z]+", text[sentence[0] : sentence[1]].lower())):
        return None, SetAside(number.start, stop, votes.reason, votes.id)
    article = text[number.start : number.start + 2].lower() == "a "
    has_basis = following in lex.lists["share-basis"] and text[stop : stop + 1] == " "
    if quarter and not has_basis and (article or text[number.start : stop].lower().startswith("one")):
        # `1.5 million marks a quarter`, `late by one quarter`; a share only in a row of shares
        previous = [q for q in page.quantities if q.kind == "share" and q.start >= sentence[0]]
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
        qualifier = numerals.qualifier_after(text, end, page.end, language) or "exact"
    doubts: tuple[Doubt, ...] = ()
    return Quantity(number.start, end, number, "share", number.low, number.high, qualifier, "percent", text[number.start : stop], None, basis, "fraction", doubts), None


def _calendar(text: str, pos: int, limit: int, r: set_aside.Rules) -> bool:
    """Whether ``of August``, ``of the year`` follows."""
    words = words_after(text, pos, limit)
    return any((w.capital and w.text in r.before and r.before[w.text].body == "date") or w.text in ("year", "month", "week", "day", "decade", "century") or w.text.isdigit() for w in words[1:3]) or bool(re.match(r" of (?:1[89]|20)\d\d", text[pos : pos + 9]))


def _sentence(text: str, at: int, floor: int, limit: int) -> tuple[int, int]:
    begin = text.rfind(". ", floor, at)
    stop = text.find(". ", at, limit)
    return (begin + 2 if begin >= 0 else floor), (stop if stop >= 0 else limit)


# --- what is left -----------------------------------------------------------------------------------


def _leave(text: str, page: Page, language: str) -> None:
    """Set aside what no rule took, and drop stretches that lie inside a quote."""
    r = set_aside.rules(language)
    g = numerals.grammar(language)
    quotes = sorted((q.start, q.end) for q in page.quantities)
    page.aside = [s for s in page.aside if not any(a <= s.start and s.end <= b for a, b in quotes)]
    done = {q.numeral.start for q in page.quantities}
    for number in page.bare:
        if number.start not in done:
            page.aside.append(_leftover(text, number.start, number.end, page, r, g))
    taken = sorted([*quotes, *((s.start, s.end) for s in page.aside)])
    k = 0
    for at, stop in page.spans:
        while k < len(taken) and taken[k][1] <= at:
            k += 1
        if k == len(taken) or stop <= taken[k][0]:
            page.aside.append(_leftover(text, at, stop, page, r, g))
    page.aside.sort(key=lambda s: s.start)


def _leftover(text: str, at: int, end: int, page: Page, r: set_aside.Rules, g: numerals.Grammar) -> SetAside:
    """The reason for a numeral token that counts nothing."""
    word = text[at:end].lower()
    if word in g.ordinals or word in g.fractions:
        if word in ("twice", "thrice") or word.endswith("fold"):
            return SetAside(at, end, "ratio", "ratio-words")
        return SetAside(at, end, "ordinal", "ordinal-words")
    if word in g.magnitudes:
        return SetAside(at, end, "vague number", "vague")
    if word in g.cardinals:
        return SetAside(at, end, "pronoun" if word == "one" else "no unit", "one-of" if word == "one" else "no-unit")
    if word.isdigit() and int(word) <= 60 and text[at - 1 : at] == " ":
        following = text[end : end + 2]
        if following[:1] in ("", "\n") or following in (" .", " ,", " ;", " ?", " !", " :", " )") or following[:1] in ".,;?!" or end == page.end:
            return SetAside(at, end, "footnote mark", "mark-by-shape")
    return SetAside(at, end, "no unit", "no-unit")


__all__ = ["Page", "quantities", "replace"]

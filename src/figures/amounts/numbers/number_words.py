"""The number words of a language, compiled.  Reads ``lexicon/<language>/numerals.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from figures.language import DEFAULT_LANGUAGE, LexiconEntry, check_present, check_unique, check_value, read_toml, trie

CARDINAL, MAGNITUDE, FRACTION, ARTICLE, AND = "cardinal", "magnitude", "fraction", "article", "and"
"""What a word may do within a number."""
HALF = 2
"""The denominator whose word needs neither article nor numerator."""
QUALIFIERS = ("exact", "about", "up to", "at least", "below", "more than", "range")
_SIDES = ("before", "after")
_JOINTS = (
    "article", "and", "of", "range", "between", "from", "change", "before-magnitude", "vague", "negation", "than", "shortened",
)  # fmt: skip
_ORDINALS = ("ordinal-words", "ratio-words")


@dataclass(frozen=True, slots=True)
class WordGroup(LexiconEntry):
    """Number words with their values."""

    reads: str
    words: dict[str, int]
    several: bool = False
    """Fractions in the plural, which need a number above one before them."""


@dataclass(frozen=True, slots=True)
class PlainGroup(LexiconEntry):
    """Words without a value: joints, ordinals, fillers."""

    reads: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QualifierGroup(LexiconEntry):
    """Phrases that say how exact a number is, before or behind it."""

    value: str
    side: str
    reads: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumeralWords:
    """``lexicon/<language>/numerals.toml`` as it stands in the file."""

    cardinals: tuple[WordGroup, ...]
    magnitudes: tuple[WordGroup, ...]
    fractions: tuple[WordGroup, ...]
    joints: tuple[PlainGroup, ...]
    ordinals: tuple[PlainGroup, ...]
    qualifiers: tuple[QualifierGroup, ...]
    fillers: tuple[PlainGroup, ...]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lexicon compiled: dictionaries and patterns."""

    cardinals: dict[str, Decimal]
    magnitudes: dict[str, Decimal]
    fractions: dict[str, int]
    of_several: frozenset[str]
    """The fractions in the plural."""
    roles: dict[str, str]
    """What each word may do within a number."""
    shortened: frozenset[str]
    """Magnitudes that are abbreviations and may end in a full stop."""
    joined: tuple[str, ...]
    """The joints of the parts of one number, between spaces."""
    of_whole: tuple[str, ...]
    """What leads from a fraction to its whole, between spaces."""
    part_gaps: frozenset[str]
    """What may lie between an amount and its smaller part: `2 centners 5 kilograms`."""
    halves: tuple[str, ...]
    """The fraction words that need neither article nor numerator."""
    joints: dict[str, frozenset[str]]
    ordinals: frozenset[str]
    ratios: frozenset[str]
    fillers: frozenset[str]
    spelled: frozenset[bytes]
    """All number words in lower case, capitalised and in capitals, in Latin-1."""
    before: dict[str, tuple[tuple[str, str], ...]]
    after: re.Pattern[str]
    after_values: dict[str, str]
    element: re.Pattern[str]
    in_digits: re.Pattern[str]
    """As ``element``, for places where a digit stands."""
    range_heads: frozenset[str]
    """The characters with which the joint of a range may begin behind a space."""
    multiplier: re.Pattern[str]
    of_magnitude: re.Pattern[str]
    separator: re.Pattern[str]


# A number in digits.  Groups of three must share one separator; what does not fit is caught by
# `loose` and read as garbled.  A space groups only where the first group has one to three digits.
DIGITS = (
    r"(?P<grouped>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,]*,[0-9])(?:\.[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?(?![0-9])"
    r"|[0-9]{1,3}(?:(?P<gap>[ \u00a0\u2009\u202f'’])[0-9]{3})(?:(?P=gap)[0-9]{3})*(?:[.,][0-9]{1,2})?(?![0-9]|[.,][0-9]))"
    r"|(?P<plain>[0-9]+(?:\.[0-9]+)?)(?![0-9]|[.,][0-9])"
    r"|(?P<loose>[0-9]+(?:[.,][0-9]+)+)"
    r"|(?P<run>[0-9]+)"
)
GLYPHS = "\u00bc\u00bd\u00be" + "".join(map(chr, range(0x2150, 0x215F)))


def _printed(words: Iterable[str]) -> set[str]:
    """Words in lower, capitalised and capital letters."""
    return {form for word in words for form in (word, word.capitalize(), word.upper())}


@cache
def words(language: str = DEFAULT_LANGUAGE) -> NumeralWords:
    """The number words of a language, checked."""
    relative = f"{language}/numerals.toml"
    lexicon = read_toml(NumeralWords, relative)
    check_present(_JOINTS, (group.id for group in lexicon.joints), f"{relative}, joints")
    check_present(_ORDINALS, (group.id for group in lexicon.ordinals), f"{relative}, ordinals")
    groups = (*lexicon.cardinals, *lexicon.magnitudes, *lexicon.fractions)
    check_unique((word for group in groups for word in group.words), f"{relative}, words")
    for group in lexicon.qualifiers:
        check_value(group.value, QUALIFIERS, f"{relative}, qualifiers[{group.id}].value")
        check_value(group.side, _SIDES, f"{relative}, qualifiers[{group.id}].side")
    for side in _SIDES:
        check_unique((p for g in lexicon.qualifiers if g.side == side for p in g.phrases), f"{relative}, qualifiers {side}")
    return lexicon


@cache
def grammar(language: str = DEFAULT_LANGUAGE) -> Grammar:
    """The number words of a language, compiled once."""
    lexicon = words(language)
    cardinals = {w: Decimal(v) for g in lexicon.cardinals for w, v in g.words.items()}
    magnitudes = {w: Decimal(v) for g in lexicon.magnitudes for w, v in g.words.items()}
    fractions = {w: v for g in lexicon.fractions for w, v in g.words.items()}
    ordinals = frozenset(w for g in lexicon.ordinals for w in g.words)
    joints = {g.id: frozenset(g.words) for g in lexicon.joints}
    tokens = {*cardinals, *magnitudes, *fractions, *ordinals}
    before: dict[str, list[tuple[str, str]]] = {}
    for group in lexicon.qualifiers:
        if group.side == "before":
            for phrase in group.phrases:
                before.setdefault(phrase.rsplit(None, 1)[-1], []).append((phrase, group.value))
    after = {p: g.value for g in lexicon.qualifiers if g.side == "after" for p in g.phrases}
    pieces = trie(_printed([*tokens, *(w for j in ("article", "and", "of") for w in joints[j])]))
    heads = trie(_printed(magnitudes))
    roles = dict.fromkeys(fractions, FRACTION) | dict.fromkeys(joints["and"], AND) | dict.fromkeys(joints["article"], ARTICLE)
    roles |= dict.fromkeys(magnitudes, MAGNITUDE) | dict.fromkeys(cardinals, CARDINAL)
    digits = rf"(?P<slash>[1-9]/(?:[2-9]|10)(?![0-9/]))|{DIGITS}"
    separators = "|".join(sorted(joints["range"]))
    return Grammar(
        cardinals=cardinals,
        magnitudes=magnitudes,
        fractions=fractions,
        of_several=frozenset(w for g in lexicon.fractions if g.several for w in g.words),
        roles=roles,
        shortened=joints["shortened"],
        joined=tuple(f" {w} " for w in sorted(joints["and"])),
        part_gaps=frozenset({" ", ", ", "\u00a0", *(f"{comma} {w} " for w in joints["and"] for comma in ("", ","))}),
        halves=tuple(w for g in lexicon.fractions if not g.several for w, parts in g.words.items() if parts == HALF),
        of_whole=tuple(f" {w} " for w in sorted(joints["of"])),
        joints=joints,
        ordinals=ordinals,
        ratios=frozenset(w for g in lexicon.ordinals if g.id == "ratio-words" for w in g.words),
        fillers=frozenset(w for g in lexicon.fillers for w in g.words),
        spelled=frozenset(form.encode("latin-1", "replace") for form in _printed(tokens)),
        before={last: tuple(sorted(found, key=lambda f: (-len(f[0]), f[0]))) for last, found in before.items()},
        after=re.compile(rf",?\s+({trie(after)})(?!\w|-| (?:{trie(sorted(joints['than']))})\b)"),
        after_values=after,
        element=re.compile(rf"(?P<word>(?:{pieces})\b)|{digits}|(?P<glyph>[{GLYPHS}])"),
        in_digits=re.compile(digits),
        range_heads=frozenset({*"-–— \u00a0", *(w[0] for j in ("range", "and") for w in joints[j])}),
        multiplier=re.compile(rf"[ \u00a0-]?({heads})\b\.?(?=\s|$|[^\w])"),
        of_magnitude=re.compile(
            rf"(?: (?:{'|'.join(sorted(joints['of']))}))?(?: (?:{'|'.join(sorted(joints['article']))}))?[ -]({heads})\b"
        ),
        separator=re.compile(rf"[ \u00a0]?[-–—][ \u00a0]?|[ \u00a0]+(?P<word>{separators}|{'|'.join(joints['and'])})[ \u00a0]+"),
    )


def plain(value: Decimal) -> Decimal:
    """The same value without an exponent and without zeros behind the decimal point."""
    whole = int(value)
    return Decimal(whole) if value == whole else Decimal(format(value.normalize(), "f"))


def after_of(text: str, at: int, g: Grammar) -> int:
    """Where the whole begins behind `` of ``; negative if no such word stands at the place."""
    for of in g.of_whole:
        if text.startswith(of, at):
            return at + len(of)
    return -1

"""Regions: their names as letters write them, what lies within what, and where a text names them.

``lexicon/regions.csv`` lists the units (name, kind, what they lie within, variants, adjectives,
residents, dates); ``lexicon/first_secretaries.csv`` who stood for a region and when;
``lexicon/en/regions.toml`` the words that English puts around a name.  :func:`find` reads all of
them in one pass.  Rules, in order:

1. the longest name wins, so ``Alma-Ata region`` is not read as its republic;
2. a kind word, committee or group of people behind a name makes it that region's, whatever else
   bears the name; a plural one counts for the whole list before it (``the Kirov and Gorky
   Territories``);
3. without one, names of railways, works, newspapers, trials and persons are left alone, a town is
   told from the region around it by what stands before and behind;
4. one surface may stand for several units (``Saratov``): the one that existed in ``year`` comes
   first, then the one whose kind word was printed, then the order of the file.

Names that no list knows are taken by pattern (``the Armavir district``), with the kind word in its
canonical form.  ``anachronism`` says that none of the units existed in ``year``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from figures.language import capitalised_words, longest_rest
from figures.names import region_names
from figures.names.gazetteer import KindWords, contains, nearest, resolve
from figures.names.region_names import ADJECTIVE, COMMITTEE, NAME, PERSON, RESIDENTS, TOWN, Surface

__all__ = ["RegionCue", "contains", "find", "nearest", "resolve"]



class RegionCue(NamedTuple):
    """A place of the text that names one region, or several in one list (``the Kalinin and Ivanovo Regions``)."""

    start: int
    end: int
    names: tuple[str, ...]
    form: str
    rule: str
    anachronism: bool = False


class _Hit(NamedTuple):
    """A surface in the text with the kind, committee or people behind it."""

    start: int
    end: int
    surface: Surface | None
    written: str
    kind: KindWords | None = None
    tail: str = ""
    plural: bool = False


def find(text: str, start: int, end: int, year: int | None = None) -> list[RegionCue]:
    """All regions named in ``text[start:end]``, in reading order, none overlapping.

    ``year`` is the year of the letter; it chooses among units of one name and marks anachronisms.
    """
    hits = _hits(text, start, end)
    if not hits:
        return []
    cues: list[RegionCue] = []
    link = region_names.patterns().link
    chain = hits[:1]
    for before, hit in pairwise(hits):
        if not link.fullmatch(text, before.end, hit.start):
            cues += _read_chain(text, start, end, chain, year)
            chain = []
        chain.append(hit)
    return cues + _read_chain(text, start, end, chain, year)


def _hits(text: str, start: int, end: int) -> list[_Hit]:
    """Every name of the table, and every unlisted one with its kind word, from left to right."""
    words = capitalised_words(text, start, end)
    if not words:
        return []
    patterns, surfaces, pairs = region_names.patterns(), region_names.surfaces(), region_names.pairs()
    names, goes_on = patterns.names, patterns.unlisted_next.match
    hits: list[_Hit] = []
    done = start
    for capital in words:
        word = capital[0]
        rests = names.get(word)
        if rests is None and not goes_on(text, capital.end()):
            continue
        at, after = capital.span()
        if at < done or (at > start and (text[at - 1].isalnum() or text[at - 1] in _HYPHENS)):
            continue
        rest = longest_rest(rests, text, after, end, patterns.goes_on) if rests else None
        if rest is not None:
            written, stop = word + rest, after + len(rest)
            if written in pairs:
                first, written = pairs[written]
                hits.append(_Hit(at, at + first.index(" "), surfaces[first], first))
                at = stop - len(written)
            hits.append(_with_tail(text, at, stop, end, surfaces[written], written))
        elif word not in patterns.no_names and (unlisted := patterns.unlisted.match(text, at, end)):
            hits += _unlisted(unlisted, surfaces, text, end)
        else:
            continue
        done = hits[-1].end if hits else done
    return hits


_HYPHENS = "-–’'"
"""Marks that make a capitalised word the second half of another."""


def _with_tail(text: str, start: int, name_end: int, limit: int, surface: Surface, written: str) -> _Hit:
    """Take in the kind words, committee or people that follow the name."""
    patterns = region_names.patterns()
    kind, plural, tail, position = None, False, "", name_end
    if surface.form not in (RESIDENTS, PERSON):
        while found := patterns.last_tail.match(text, position, limit):
            word = found["word"].lower()
            if word in patterns.kinds:
                kind, plural = patterns.kinds[word]
                tail = tail or NAME
            else:
                tail = patterns.tails[word]
                plural = plural or word.endswith("s")
            if tail == TOWN:
                surface, tail = _as_town(surface), ADJECTIVE
            position = found.end()
    return _Hit(start, position, surface, written, kind, tail, plural)


@cache
def _as_town(surface: Surface) -> Surface:
    towns = tuple(unit for unit in surface.units if unit.kind == "town")
    return Surface(TOWN, surface.guard, towns) if towns else surface


def _unlisted(match: re.Match[str], surfaces: dict[str, Surface], text: str, limit: int) -> list[_Hit]:
    """Names before a kind word that the table does not hold in this place: ``the Armavir district``."""
    patterns = region_names.patterns()
    hits: list[_Hit] = []
    begin = match.start("unlisted")
    for part in patterns.parts.finditer(match["unlisted"]):
        name = part["name"]
        offset = begin + part.start()
        end = offset + len(name)
        last = end == match.end("unlisted")
        if name in surfaces:
            hits.append(_with_tail(text, offset, end, limit, surfaces[name], name))
        elif last or part.end() < len(match["unlisted"]):
            kind, plural = patterns.kinds[match["kind"].lower()]
            hits.append(_Hit(offset, match.end() if last else end, None, name, kind, NAME, plural))
    return hits


def _read_chain(text: str, start: int, end: int, chain: list[_Hit], year: int | None) -> list[RegionCue]:
    """The cues of names that stand in one list; a plural kind word or body counts for those before it."""
    if len(chain) == 1:
        hit = chain[0]
        form = _form(text, start, end, hit, year, False)
        names, anachronism = _names(hit, form, year, False) if form else ((), False)
        return [RegionCue(hit.start, hit.end, names, form, f"region-{form}", anachronism)] if form and names else []
    carry: _Hit | None = None
    if region_names.patterns().not_before.match(text, chain[-1].end, end) and not chain[-1].tail:
        chain = [hit for hit in chain if hit.surface is None or not hit.surface.guard or hit.tail]
    for place in range(len(chain) - 1, -1, -1):
        hit = chain[place]
        if hit.tail:
            carry = hit if hit.plural else None
        elif carry is not None:
            chain[place] = hit._replace(kind=carry.kind, tail=carry.tail)
    forms = [_form(text, start, end, hit, year, True) for hit in chain]
    if NAME in forms:
        guarded = [hit.surface is not None and bool(hit.surface.guard) for hit in chain]
        forms = [NAME if form in (None, TOWN) and guard else form for form, guard in zip(forms, guarded, strict=True)]
    cues: list[RegionCue] = []
    previous = False
    for hit, form in zip(chain, forms, strict=True):
        names, anachronism = _names(hit, form, year, True) if form else ((), False)
        if not names or form is None:
            previous = False
            continue
        if previous and form == cues[-1].form != PERSON and not set(names) & set(cues[-1].names):
            old = cues.pop()
            cues.append(RegionCue(old.start, hit.end, (*old.names, *names), old.form, "region-list", old.anachronism or anachronism))
        else:
            cues.append(RegionCue(hit.start, hit.end, names, form, f"region-{form}", anachronism))
        previous = True
    return cues


def _form(text: str, start: int, end: int, hit: _Hit, year: int | None, listed: bool) -> str | None:
    """How the hit names a region, or None if something else bears the name there."""
    patterns = region_names.patterns()
    surface = hit.surface
    if surface is None:
        return NAME
    if surface.form in (RESIDENTS, PERSON):
        return surface.form
    if patterns.not_before.match(text, hit.end, end):
        return None
    if surface.units[0].kind == "state" and (hit.tail or not _means_union(text, hit, text[max(start, hit.start - 40) : hit.start])):
        return None
    if hit.tail:
        return surface.form if surface.form == TOWN and hit.tail == COMMITTEE else hit.tail
    adjective = surface.form == ADJECTIVE and surface.guard != "word"
    if not surface.guard and not adjective:
        return NAME
    numbered = patterns.number.match(text, hit.end, end) is not None
    if adjective:
        return NAME if numbered else ADJECTIVE
    behind = text[max(start, hit.start - 40) : hit.start]
    if patterns.not_behind.search(behind):
        return None
    if surface.guard == "town":
        return _form_of_town(text, start, end, hit, year, behind, numbered)
    heads = behind.rstrip()
    leads = not heads or heads[-1] in ".;:,(-–—•" or listed or patterns.receives.search(behind)
    return NAME if numbered and leads else None


def _means_union(text: str, hit: _Hit, behind: str) -> bool:
    """Whether ``Union`` is the country: with an article, and neither a trade union's nor an organ's name."""
    patterns = region_names.patterns()
    if hit.written in patterns.inner:
        named_on = text[hit.end + 1 : hit.end + 2].isupper() or patterns.of.match(text, hit.end) is not None
        if named_on or not patterns.article.search(behind):
            return False
    return not patterns.not_union.search(behind)


def _form_of_town(text: str, start: int, end: int, hit: _Hit, year: int | None, behind: str, numbered: bool) -> str | None:
    """Tell a region from the town that gives it its name."""
    patterns = region_names.patterns()
    after = text[hit.end : hit.end + 1]
    if (after == "." and hit.start - start <= 1) or patterns.dateline.match(text, hit.end, end):
        return None
    at_place = patterns.place.search(behind) is not None
    if (numbered and not at_place) or (after == ")" and behind.endswith("(")):
        return NAME
    town = hit.surface is not None and any(unit.kind == "town" and unit.months(year) for unit in hit.surface.units)
    if not town and (patterns.receives.search(behind) or (not at_place and patterns.verb.match(text, hit.end, end))):
        return NAME
    return TOWN if at_place or patterns.function.match(text, hit.end, end) or patterns.verb.match(text, hit.end, end) else ADJECTIVE


def _names(hit: _Hit, form: str, year: int | None, listed: bool) -> tuple[tuple[str, ...], bool]:
    """Canonical names of a hit and whether none of the units existed in ``year``."""
    if hit.surface is None:
        assert hit.kind is not None
        return (f"{hit.written} {hit.kind.canonical}",), False
    return _named(hit.surface, hit.written, hit.kind, hit.plural and not listed, form, year)


@lru_cache(4096)
def _named(
    surface: Surface, written: str, kind: KindWords | None, several: bool, form: str, year: int | None
) -> tuple[tuple[str, ...], bool]:
    """The same for a listed surface; ``several`` is a plural kind word that belongs to this one name."""
    units = list(surface.units)
    if form == PERSON:
        held = [unit.name for unit, (first, last) in zip(units, surface.years, strict=True) if _held(first, last, year)]
        return tuple(held[:1]), False
    if form != TOWN:
        units = [unit for unit in units if unit.kind != "town"] or units
    if kind is not None:
        alike = [unit for unit in units if unit.kind in kind.like]
        if not alike and surface.guard:
            if not several:
                return (f"{written} {kind.canonical}",), False
            if surface.guard != "town":
                return (), False
        units = alike or units
        order = {unit.name: kind.like.index(unit.kind) if unit.kind in kind.like else 0 for unit in units}
    else:
        order = {unit.name: int(form == TOWN and unit.kind != "town") for unit in units}
    chosen = min(units, key=lambda unit: (-unit.months(year), order[unit.name]))
    if form == TOWN and not chosen.months(year):
        return (written,), False
    return (chosen.name,), not chosen.months(year)


def _held(first: int | None, last: int | None, year: int | None) -> bool:
    """Whether an office held between two months was held at some time of ``year``."""
    return year is None or ((first or 0) // 12 <= year and (last is None or year <= last // 12))

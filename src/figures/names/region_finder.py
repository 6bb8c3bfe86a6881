"""Regions: where a text names them.

``lexicon/regions.csv`` lists the units (name, kind, what they lie within, variants, adjectives,
residents, dates); ``lexicon/first_secretaries.csv`` who stood for a region and when;
``lexicon/en/regions.toml`` the words that English puts around a name.  :func:`find_regions` reads
all of them in one pass.  Rules, in order:

1. the longest_rest name wins, so ``Alma-Ata region`` is not read as its republic;
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
from itertools import pairwise
from typing import NamedTuple

from figures.language import capitalised_words, longest_rest
from figures.names.patterns import context_patterns, name_patterns
from figures.names.region_forms import Hit, Stretch, form_of, names_of
from figures.names.region_words import KindWords
from figures.names.surfaces import ADJECTIVE, NAME, PERSON, RESIDENTS, TOWN, Surface, pairs, surfaces


class RegionCue(NamedTuple):
    """A place of the text that names one region, or several in one list (``the Kalinin and Ivanovo Regions``)."""

    start: int
    end: int
    names: tuple[str, ...]
    form: str
    rule: str
    anachronism: bool = False

    @property
    def is_person(self) -> bool:
        """Whether a man who stands for the region is named."""
        return self.form == PERSON

    @property
    def is_town(self) -> bool:
        """Whether a town is named, and not the region around it."""
        return self.form == TOWN


def find_regions(text: str, start: int, end: int, year: int | None = None) -> list[RegionCue]:
    """All regions named in ``text[start:end]``, in reading order, none overlapping.

    ``year`` is the year of the letter; it chooses among units of one name and marks anachronisms.
    """
    hits = _hits(text, start, end)
    if not hits:
        return []
    stretch = Stretch(text, start, end, year)
    cues: list[RegionCue] = []
    link = name_patterns().link
    chain = hits[:1]
    for before, hit in pairwise(hits):
        if not link.fullmatch(text, before.end, hit.start):
            cues += _read_chain(stretch, chain)
            chain = []
        chain.append(hit)
    return cues + _read_chain(stretch, chain)


def _hits(text: str, start: int, end: int) -> list[Hit]:
    """Every name of the table, and every unlisted one with its kind word, from left to right."""
    words = capitalised_words(text, start, end)
    if not words:
        return []
    patterns, known, paired = name_patterns(), surfaces(), pairs()
    names, goes_on = patterns.names, patterns.unlisted_next.match
    hits: list[Hit] = []
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
            if written in paired:
                first, written = paired[written]
                hits.append(Hit(at, at + first.index(" "), known[first], first))
                at = stop - len(written)
            hits.append(_with_tail(text, (at, stop), end, known[written], written))
        elif word not in patterns.no_names and (unlisted := patterns.unlisted.match(text, at, end)):
            hits += _unlisted(unlisted, known, text, end)
        else:
            continue
        done = hits[-1].end if hits else done
    return hits


_HYPHENS = "-–’'"
"""Marks that make a capitalised_words word the second half of another."""


def _with_tail(text: str, span: tuple[int, int], limit: int, surface: Surface, written: str) -> Hit:
    """Take in the kind words, committee or people that follow the name."""
    start, position = span
    if surface.form in (RESIDENTS, PERSON):
        return Hit(start, position, surface, written)
    patterns = name_patterns()
    kind: KindWords | None = None
    plural, tail = False, ""
    while found := patterns.last_tail.match(text, position, limit):
        word = found["word"].lower()
        if word in patterns.kinds:
            kind, plural = patterns.kinds[word]
            tail = tail or NAME
        else:
            tail, several = patterns.tails[word]
            plural = plural or several
        if tail == TOWN:
            surface, tail = surface.towns(), ADJECTIVE
        position = found.end()
    return Hit(start, position, surface, written, kind, tail, plural)


def _unlisted(match: re.Match[str], known: dict[str, Surface], text: str, limit: int) -> list[Hit]:
    """Names before a kind word that the table does not hold in this place: ``the Armavir district``."""
    patterns = name_patterns()
    hits: list[Hit] = []
    begin = match.start("unlisted")
    for part in patterns.parts.finditer(match["unlisted"]):
        name = part["name"]
        offset = begin + part.start()
        end = offset + len(name)
        last = end == match.end("unlisted")
        if name in known:
            hits.append(_with_tail(text, (offset, end), limit, known[name], name))
        elif last or part.end() < len(match["unlisted"]):
            kind, plural = patterns.kinds[match["kind"].lower()]
            hits.append(Hit(offset, match.end() if last else end, None, name, kind, NAME, plural))
    return hits


def _read_chain(stretch: Stretch, chain: list[Hit]) -> list[RegionCue]:
    """The cues of names that stand in one list."""
    if len(chain) == 1:
        hit = chain[0]
        form = form_of(stretch, hit, False)
        names, anachronism = names_of(hit, form, stretch.year, False) if form else ((), False)
        return [RegionCue(hit.start, hit.end, names, form, f"region-{form}", anachronism)] if form and names else []
    chain = _carried(stretch, chain)
    cues: list[RegionCue] = []
    joins = False
    for hit, form in zip(chain, _forms(stretch, chain), strict=True):
        names, anachronism = names_of(hit, form, stretch.year, True) if form else ((), False)
        if not names or form is None:
            joins = False
            continue
        if joins and form == cues[-1].form != PERSON and not set(names) & set(cues[-1].names):
            old = cues.pop()
            cues.append(RegionCue(old.start, hit.end, (*old.names, *names), old.form, "region-list", old.anachronism or anachronism))
        else:
            cues.append(RegionCue(hit.start, hit.end, names, form, f"region-{form}", anachronism))
        joins = True
    return cues


def _carried(stretch: Stretch, chain: list[Hit]) -> list[Hit]:
    """The names of a list, each with what a plural kind word or body behind a later one says of it.

    Where the list names something else (``the Kursk and Orel railways``), the names that can be something else go.
    """
    if context_patterns().not_before.match(stretch.text, chain[-1].end, stretch.end) and not chain[-1].tail:
        chain = [hit for hit in chain if hit.surface is None or not hit.surface.guard or hit.tail]
    carry: Hit | None = None
    carried: list[Hit] = []
    for hit in reversed(chain):
        if hit.tail:
            carry = hit if hit.plural else None
        elif carry is not None:
            hit = hit._replace(kind=carry.kind, tail=carry.tail)
        carried.append(hit)
    return carried[::-1]


def _forms(stretch: Stretch, chain: list[Hit]) -> list[str | None]:
    """The form of each name of a list; beside a region's name one that could be a town's is a region's."""
    forms = [form_of(stretch, hit, True) for hit in chain]
    if NAME not in forms:
        return forms
    guarded = [hit.surface is not None and bool(hit.surface.guard) for hit in chain]
    return [NAME if form in (None, TOWN) and guard else form for form, guard in zip(forms, guarded, strict=True)]

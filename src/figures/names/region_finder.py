"""Regions: where a text names them.

``lexicon/regions.csv`` lists the units (name, kind, what they lie within, variants, adjectives,
residents, dates); ``lexicon/first_secretaries.csv`` who stood for a region and when;
``lexicon/en/regions.toml`` the words that English puts around a name.  :func:`find_regions` reads
all of them in one pass.  Rules, in order:

1. the longest name wins, so ``Alma-Ata region`` is not read as its republic;
2. a kind word, committee or group of people behind a name makes it that region's, whatever else
   bears the name; a plural one counts for the whole list before it (``the Kirov and Gorky
   Territories``);
3. without one, names of railways, works, newspapers, trials and persons are left alone, a town is
   told from the region around it by what stands before and behind;
4. one surface may stand for several units (``Saratov``): the one that existed in ``year`` comes
   first, then the one whose kind word was printed, then the order of the file;
5. of a nested place (``Kharkov Province of Ukraine``) only the inner one is meant, and what a
   source note names is none.

Names that no list knows are taken by pattern: with a kind word behind or before them (``the Armavir
district``, ``the parish of Kilbeg``), in its canonical form, or as places that ask, get or owe
(:mod:`figures.names.unlisted_places`); their cues are not ``listed``.  ``anachronism`` says that
none of the units existed in ``year``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from figures.language import capitalised_words, longest_rest
from figures.names.gazetteer import contains_region, regions_by_name
from figures.names.patterns import context_patterns, name_patterns
from figures.names.region_forms import BEHIND, Hit, Setting, Stretch, form_of, names_of
from figures.names.region_words import KindWords
from figures.names.surfaces import ADJECTIVE, NAME, PERSON, RESIDENTS, TOWN, Surface, is_listed_place, pairs, surfaces
from figures.names.unlisted_places import unlisted_place


class RegionCue(NamedTuple):
    """A place of the text that names one region, or several in one list (``the Kalinin and Ivanovo Regions``)."""

    start: int
    end: int
    names: tuple[str, ...]
    form: str
    rule: str
    anachronism: bool = False
    listed: bool = True
    """Whether the list of regions knows the names."""

    @property
    def is_person(self) -> bool:
        """Whether a man who stands for the region is named."""
        return self.form == PERSON

    @property
    def is_town(self) -> bool:
        """Whether a town is named, and not the region around it."""
        return self.form == TOWN


def find_regions(text: str, start: int, end: int, year: int | None = None, home: str | None = None) -> list[RegionCue]:
    """All regions named in ``text[start:end]``, in reading order, none overlapping.

    ``year`` is the year of the letter and ``home`` the state that it speaks of: they choose among
    units of one name, and the year marks anachronisms.
    """
    hits = _hits(text, start, end)
    if not hits:
        return []
    source = name_patterns().source.search(text, start, end)
    if source:
        hits = [hit for hit in hits if hit.end <= source.start()]
    return _innermost(text, _cues(Stretch(text, start, end, Setting(year, home)), hits))


def _innermost(text: str, cues: list[RegionCue]) -> list[RegionCue]:
    """The cues, with those that only say in what the place before them lies as part of it (``Kharkov Province of Ukraine``)."""
    inside = name_patterns().inside
    found = cues[:1]
    for cue in cues[1:]:
        inner = found[-1]
        if inside.fullmatch(text, inner.end, cue.start) and _lies_in(inner, cue):
            found[-1] = inner._replace(end=cue.end)
        else:
            found.append(cue)
    return found


def _lies_in(inner: RegionCue, outer: RegionCue) -> bool:
    """Whether all places of one cue lie in the one of another, as those of no list are taken to."""
    around = regions_by_name().get(outer.names[0])
    if around is None or around.is_town or len(outer.names) > 1:
        return False
    return not inner.listed or all(contains_region(around.name, name) for name in inner.names)


def _cues(stretch: Stretch, hits: list[Hit]) -> list[RegionCue]:
    """The cues of all names, list by list."""
    cues: list[RegionCue] = []
    link = name_patterns().link
    chain: list[Hit] = []
    for hit in hits:
        if chain and not link.fullmatch(stretch.text, chain[-1].end, hit.start):
            cues += _read_chain(stretch, chain)
            chain = []
        chain.append(hit)
    return cues + (_read_chain(stretch, chain) if chain else [])


def _hits(text: str, start: int, end: int) -> list[Hit]:
    """Every name of the table, and every unlisted one with its kind word, from left to right."""
    words = capitalised_words(text, start, end)
    if not words:
        return []
    patterns, known, paired = name_patterns(), surfaces(), pairs()
    names = patterns.names
    hits: list[Hit] = []
    done = start
    for capital in words:
        word = capital[0]
        at, after = capital.span()
        if at < done or (at > start and (text[at - 1].isalnum() or text[at - 1] in _HYPHENS)):
            continue
        rests = names.get(word)
        rest = longest_rest(rests, text, after, end, patterns.goes_on) if rests else None
        if rest is None:
            hits += _of_no_list(text, (done, end), at, after) if word not in patterns.no_names else ()
        else:
            written, stop = word + rest, after + len(rest)
            if written in paired:
                first, written = paired[written]
                hits.append(Hit(at, at + first.index(" "), known[first], first))
                at = stop - len(written)
            hits.append(_headed(text, done, _with_tail(text, (at, stop), end, known[written], written)))
        done = hits[-1].end if hits else done
    return hits


def _of_no_list(text: str, span: tuple[int, int], at: int, after: int) -> list[Hit]:
    """The names at ``at`` of which the table does not hold all, if something says that they are places."""
    patterns = name_patterns()
    begin, end = span
    if patterns.unlisted_next.match(text, after) and (unlisted := patterns.unlisted.match(text, at, end)):
        return _before_kind(unlisted, text, end)
    before = _word_before(text, begin, at)
    proper = patterns.proper.match(text, at, end) if before in patterns.head_ends else None
    if proper is not None:
        hit = Hit(at, proper.end(), None, proper.group())
        headed = _headed(text, begin, hit)
        if headed is not hit:
            return [headed, *(_led_on(text, headed, end) if headed.leads else ())]
    stop = unlisted_place(text, span, at, before)
    return [_with_tail(text, (at, stop), end, None, text[at:stop])] if stop else []


def _word_before(text: str, begin: int, at: int) -> str:
    """The word that a space parts from what begins at ``at``."""
    return text[max(begin, text.rfind(" ", begin, max(begin, at - 1)) + 1) : max(begin, at - 1)]


def _led_on(text: str, headed: Hit, end: int) -> list[Hit]:
    """The names of no list behind one with a plural kind word before it (``the parishes of Kilbeg and Kilmore``)."""
    patterns = name_patterns()
    hits: list[Hit] = []
    at = headed.end
    while (link := patterns.link.match(text, at, end)) and (name := patterns.proper.match(text, link.end(), end)):
        if name.group() in surfaces():
            break
        at = name.end()
        hits.append(Hit(name.start(), at, None, name.group(), headed.kind, NAME))
    return hits


def _headed(text: str, begin: int, hit: Hit) -> Hit:
    """The hit with the kind word that stands before it (``the county of Mayo``), where none stands behind."""
    patterns = name_patterns()
    at = hit.start
    if hit.kind is not None or _word_before(text, begin, at) not in patterns.head_ends:
        return hit
    found = patterns.heads.search(text[max(begin, at - BEHIND) : at])
    if found is None or (hit.surface is not None and hit.surface.form not in (NAME, TOWN)):
        return hit
    head = patterns.headed[found["head"].lower()]
    if head.known and (hit.surface is None or not any(unit.kind in head.kind.like for unit in hit.surface.units)):
        body = patterns.tails.get(found["head"].lower().partition(" ")[0])  # no unit of that kind: "the Government of Madras" is a body
        return hit._replace(tail=hit.tail or body[0]) if body and hit.surface else hit
    return hit._replace(start=at - len(found.group()), kind=head.kind, tail=hit.tail or NAME, plural=head.plural, leads=head.plural)


_HYPHENS = "-–’'"
"""Marks that make a word with a capital the second half of another."""


def _with_tail(text: str, span: tuple[int, int], limit: int, surface: Surface | None, written: str) -> Hit:
    """Take in the kind words, committee or people that follow the name."""
    start, position = span
    if surface is not None and surface.form in (RESIDENTS, PERSON):
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
            surface, tail = surface and surface.towns(), ADJECTIVE
        position = found.end()
    return Hit(start, position, surface, written, kind, tail, plural)


def _before_kind(match: re.Match[str], text: str, limit: int) -> list[Hit]:
    """Names before a kind word that the table does not hold in this place: ``the Armavir district``."""
    patterns, known = name_patterns(), surfaces()
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
    """The cues of names that stand in one list, or of one that stands alone."""
    listed = len(chain) > 1
    if listed:
        chain = _carried(stretch, chain)
    cues: list[RegionCue] = []
    joins = False
    for hit, form in zip(chain, _forms(stretch, chain, listed), strict=True):
        names, anachronism = names_of(hit, form, stretch.setting, listed) if form else ((), False)
        if not names or form is None:
            joins = False
            continue
        if joins and form == cues[-1].form != PERSON and not set(names) & set(cues[-1].names):
            old = cues.pop()
            cues.append(_joined(old, _cue(hit, form, names, anachronism)))
        else:
            cues.append(_cue(hit, form, names, anachronism))
        joins = True
    return cues


def _cue(hit: Hit, form: str, names: tuple[str, ...], anachronism: bool) -> RegionCue:
    listed = all(map(is_listed_place, names))
    return RegionCue(hit.start, hit.end, names, form, f"region-{form}", anachronism, listed)


def _joined(one: RegionCue, other: RegionCue) -> RegionCue:
    """Two cues of one list as one."""
    names, anachronism = (*one.names, *other.names), one.anachronism or other.anachronism
    return RegionCue(one.start, other.end, names, one.form, "region-list", anachronism, one.listed and other.listed)


def _carried(stretch: Stretch, chain: list[Hit]) -> list[Hit]:
    """The names of a list, each with what a plural kind word or body behind a later one says of it.

    What a plural kind word before an earlier one says comes second (``the counties of Mayo and Sligo``).
    Where the list names something else (``the Kursk and Orel railways``), the names that can be something else go.
    """
    if context_patterns().not_before.match(stretch.text, chain[-1].end, stretch.end) and not chain[-1].tail:
        chain = [hit for hit in chain if hit.surface is None or not hit.surface.guard or hit.tail]
    carried = _handed_on(reversed(chain), lambda hit: hit.plural and not hit.leads)
    return _handed_on(reversed(carried), lambda hit: hit.leads)


def _handed_on(hits: Iterable[Hit], gives: Callable[[Hit], bool]) -> list[Hit]:
    """The names with the kind word or body of the last one met that has any, if it gives it to those that have none."""
    giver: Hit | None = None
    found: list[Hit] = []
    for hit in hits:
        if hit.tail:
            giver = hit if gives(hit) else None
        elif giver is not None:
            hit = hit._replace(kind=giver.kind, tail=giver.tail)
        found.append(hit)
    return found


def _forms(stretch: Stretch, chain: list[Hit], listed: bool) -> list[str | None]:
    """The form of each name; in a list beside a region's name one that could be a town's is a region's."""
    forms = [form_of(stretch, hit, listed) for hit in chain]
    if NAME not in forms:
        return forms
    guarded = [hit.surface is not None and bool(hit.surface.guard) for hit in chain]
    return [NAME if form in (None, TOWN) and guard else form for form, guard in zip(forms, guarded, strict=True)]

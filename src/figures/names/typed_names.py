"""What a name means that someone typed: a reviewer's region, the region asked for on the command line."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from figures.names.gazetteer import all_regions
from figures.names.region_words import region_words, words_of


def plain(name: str) -> str:
    """A name without article, case, hyphens and doubled spaces, for comparing what people type."""
    folded = name.casefold().replace("-", " ").replace("’", "'")
    for article in words_of("definite"):
        folded = folded.removeprefix(f"{article} ")
    return " ".join(folded.split())


@cache
def _index() -> dict[str, str]:
    index: dict[str, str] = {}
    for region in all_regions():
        index.setdefault(plain(region.name), region.name)
    for region in all_regions():
        for string in (region.stem, *region.variants, *region.adjectives, *region.residents, region.name_ru):
            index.setdefault(plain(string), region.name)
    return index


def resolve_region(name: str) -> str | None:
    """The canonical name for a name as people type it, or None.

    A name that several units share gives the first of the file; a town gives way to the region
    around it (``moscow`` is Moscow Region).  Kind words may be swapped (``kirov oblast``).
    """
    asked = plain(name)
    index = _index()
    own = [region.name for region in all_regions() if not region.is_town and plain(region.name) == asked]
    if own:
        return own[0]
    shared = [region.name for region in all_regions() if not region.is_town and plain(region.stem) == asked]
    return shared[0] if shared else index.get(asked) or _of_other_kind(asked)


def _of_other_kind(asked: str) -> str | None:
    """The unit whose name without kind word was typed with another word for its kind."""
    index = _index()
    for kind in region_words().kinds:
        for word in kind.words:
            head = asked.removesuffix(f" {plain(word)}")
            if head == asked:
                continue
            exact = [region.name for like in kind.like for region in all_regions() if region.kind == like and plain(region.stem) == head]
            if exact or head in index:
                return exact[0] if exact else index[head]
    return None


def nearest_regions(name: str) -> list[str]:
    """Up to three canonical names that are written most like ``name``, the most alike first."""
    index = _index()
    found = [index[match] for match in get_close_matches(plain(name), list(index), n=12, cutoff=0.55)]
    found += [region.name for region in all_regions() if plain(region.name).startswith(plain(name)[:3]) and len(name) > 2]
    return list(dict.fromkeys(found))[:3]

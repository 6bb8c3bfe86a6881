"""Regions and parties: what the lexicon says is what the text gives."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.names import (
    Region,
    all_regions,
    contains_region,
    find_parties,
    find_regions,
    home_state,
    nearest_regions,
    resolve_region,
)
from figures.names.gazetteer import Kind, kinds
from figures.names.parties import BODY, Party, party_words
from figures.names.region_words import KindWords, WordGroup, region_words

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "regions.toml").read_text(encoding="utf-8"))["cases"]
MARK = re.compile(r"\{(?P<words>[^=}]+) = (?P<names>[^/}]+) / (?P<form>\w+)\}")
SENTENCES = [
    pytest.param(sentence, case.get("year", 1936), id=f"{case['label']}-{n}")
    for case in CASES
    for n, sentence in enumerate(case["sentences"])
]


def unmark(sentence: str) -> tuple[str, list[tuple[int, int, tuple[str, ...], str]]]:
    """The sentence without its braces, and what they say at which offsets."""
    text, expected, done = "", [], 0
    for mark in MARK.finditer(sentence):
        text += sentence[done : mark.start()]
        expected.append((len(text), len(text) + len(mark["words"]), tuple(mark["names"].split("; ")), mark["form"]))
        text += mark["words"]
        done = mark.end()
    return text + sentence[done:], expected


@pytest.mark.parametrize(("sentence", "year"), SENTENCES)
def test_sentence(sentence: str, year: int) -> None:
    """A sentence gives exactly the regions marked in it, at their offsets and in their form."""
    text, expected = unmark(sentence)
    assert [(c.start, c.end, c.names, c.form) for c in find_regions(text, 0, len(text), year)] == expected


GROUPS = [*region_words().kinds, *region_words().tails, *region_words().contexts]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.id)
def test_lexicon_example(group: KindWords | WordGroup) -> None:
    """Every word group reads its own example."""
    found = find_regions(group.example, 0, len(group.example))
    assert [name for cue in found for name in cue.names] == list(group.gives)
    assert (found[0].form if found else "") == group.form


@pytest.mark.parametrize("party", party_words().parties, ids=lambda party: party.name)
def test_party_example(party: Party) -> None:
    """Every party is read in its own example."""
    assert party.name in [name for cue in find_parties(party.example, 0, len(party.example)) for name in cue.names]


def test_party_by_year() -> None:
    """A man stands for the body he headed in that year."""
    text = "Mikoyan asks for 40 million marks"
    assert find_parties(text, 0, len(text), 1932)[0].names == ("NKSnab",)
    assert find_parties(text, 0, len(text), 1936)[0].names == ("Food industry",)


NO_PARTIES = ["The carmine dye costs 40 rubles", "They ship 40 tons", "the army of the unemployed: 7 million", "VOKSAL has 3 halls"]


@pytest.mark.parametrize("text", NO_PARTIES)
def test_no_party(text: str) -> None:
    """Words that merely look like a party's name give none."""
    assert [cue for cue in find_parties(text, 0, len(text)) if cue.form == BODY and cue.names != ("Army",)] == []


def test_no_break_space_in_a_party() -> None:
    """A no-break space inside a party's name is a space."""
    text = "We give the\xa0army 5,000 horses and the People’s\xa0Commissariat of\xa0Defense of the USSR 3,000."
    assert find_parties(text, 0, len(text)) == find_parties(text.replace("\xa0", " "), 0, len(text)) != []


@pytest.mark.parametrize("region", all_regions(), ids=lambda region: region.name)
def test_every_unit_is_found_by_its_name(region: Region) -> None:
    """Every unit of the table is read from its own canonical name."""
    text = f"In {region.name} 3 tons were found"
    year = region.since // 12 + 1 if region.since is not None else None
    if year and region.until is not None and region.until // 12 < year:
        year -= 1
    names = [name for cue in find_regions(text, 0, len(text), year) for name in cue.names]
    assert region.name in names
    assert resolve_region(region.name) == region.name or region.is_town


@pytest.mark.parametrize(
    ("typed", "name"),
    [("moscow", "Moscow Region"), ("the Ukraine", "Ukraine"), ("kirov oblast", "Kirov Region"), ("KAZAKH ASSR", "Kazakhstan"),
     ("muscovites", "Moscow Region"), ("azov black sea", "Azov-Black Sea Territory"), ("Western", "Western Region"),
     ("Крымская АССР", "Crimea"), ("Atlantis", None), ("", None)],
)  # fmt: skip
def test_resolve(typed: str, name: str | None) -> None:
    """What people type resolves to the canonical name or to nothing."""
    assert resolve_region(typed) == name


@pytest.mark.parametrize(
    ("typed", "name"), [("moskow", "Moscow Region"), ("chelyabnsk", "Chelyabinsk Region"), ("kasakhstan", "Kazakhstan")]
)
def test_nearest(typed: str, name: str) -> None:
    """A misspelt name suggests the one meant, among three at most."""
    suggestions = nearest_regions(typed)
    assert name in suggestions
    assert len(suggestions) <= 3


def test_contains() -> None:
    """A unit lies in its republic, the natural area around it and the Union, and not in itself."""
    assert contains_region("Kazakhstan", "Alma-Ata Region")
    assert contains_region("USSR", "Armavir District")
    assert contains_region("Volga Region", "Tataria")
    assert contains_region("Gorky Territory", "Chuvashia")
    assert not contains_region("Alma-Ata Region", "Kazakhstan")
    assert not contains_region("Ukraine", "Kursk Region")
    assert not any(contains_region(region.name, region.name) for region in all_regions())


def test_home_of_a_profile() -> None:
    """The state that a correspondence is about is that of its edition's profile; an unknown one has none."""
    assert home_state("soviet-leaders-en") == "USSR"
    assert home_state("plain") is None


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_kind_example(kind: Kind) -> None:
    """Every kind of unit has the unit that its entry names."""
    assert [region.kind for region in all_regions() if region.name == kind.example] == [kind.name]


def test_places_of_no_list_say_so() -> None:
    """The cue of a place that no list knows tells it from one that is listed."""
    text = "the parish of Kilbeg owes more than the Kursk Region"
    assert [(cue.names, cue.listed) for cue in find_regions(text, 0, len(text), 1936)] == [(("Kilbeg",), False), (("Kursk Region",), True)]


@pytest.mark.parametrize(
    ("year", "home", "name"),
    [
        (1932, "USSR", "Georgia"),
        (1932, "United States", "Georgia (USA)"),
        (1861, None, "Georgia (USA)"),
        (1919, "Russia", "Democratic Republic of Georgia"),
    ],
)
def test_namesakes_are_told_apart(year: int, home: str | None, name: str) -> None:
    """Of units that share a name the one that existed then is meant, and of these the one at home."""
    text = "Georgia asks for 4,000 tons"
    assert [cue.names for cue in find_regions(text, 0, len(text), year, home)] == [(name,)]


def test_abroad_is_where_one_buys() -> None:
    """In letters about a home state a place abroad bears an amount only if it asks, gets or owes itself."""
    text = "We pay 2 million marks in Germany. Mongolia asks for 40 thousand poods"
    assert [cue.names for cue in find_regions(text, 0, len(text), 1932, "USSR")] == [("Mongolia",)]


def test_anachronism_is_told() -> None:
    """A unit that did not exist yet is read and marked."""
    text = "the Yaroslavl Region gave 3 tons"
    assert [cue.anachronism for cue in find_regions(text, 0, len(text), 1931)] == [True]
    assert [cue.anachronism for cue in find_regions(text, 0, len(text), 1937)] == [False]


GLUE = ["Territory", "regions", "and", ",", "the", "Union", "40 tons", "Kirov", "'s", "-", ".", "district", "Committee", "Xyz"]
PIECES = st.lists(st.sampled_from([r.stem for r in all_regions()][:120] + GLUE), max_size=14)


@given(PIECES)
def test_cues_are_ordered_and_inside(pieces: list[str]) -> None:
    """Cues come in reading order, lie inside the asked stretch, never overlap and always name something."""
    text = " ".join(pieces)
    cues = find_regions(text, 0, len(text), 1935)
    assert all(cue.names and 0 <= cue.start < cue.end <= len(text) for cue in cues)
    assert all(a.end <= b.start for a, b in pairwise(cues))
    assert all(len(set(cue.names)) == len(cue.names) for cue in cues)


@given(PIECES, st.integers(0, 5))
def test_place_does_not_matter(pieces: list[str], lines: int) -> None:
    """The same stretch gives the same cues wherever it stands in the edition."""
    text = " ".join(pieces)
    shift = 3 * lines
    here = find_regions(text, 0, len(text), 1935)
    moved = find_regions("xy\n" * lines + text, shift, shift + len(text), 1935)
    assert [(c.start - shift, c.names, c.form) for c in moved] == [(c.start, c.names, c.form) for c in here]

"""Who and where: the regions and the parties that a text names.

In goes a stretch of text with the year it was written in; out come cues in reading order, each with
its place, the canonical names it can mean, the form it has and the rule that read it.  The gazetteer
behind them tells what lies in what, which state is the whole of a correspondence, and what a name
means that someone typed.  The lists are ``lexicon/regions.csv``, ``region_kinds.toml``,
``first_secretaries.csv``, ``en/regions.toml`` and ``en/parties.toml``.  May import the errors, the
language, and of the reading the profiles of editions, which say what state is at home.
"""

from figures.names.gazetteer import (
    Region,
    all_regions,
    contains_region,
    home_state,
    is_state,
    region_around,
    region_of_all,
    regions_by_name,
)
from figures.names.parties import PartyCue, find_parties
from figures.names.region_finder import RegionCue, find_regions
from figures.names.surfaces import is_listed_place
from figures.names.typed_names import nearest_regions, resolve_region

__all__ = [
    "PartyCue",
    "Region",
    "RegionCue",
    "all_regions",
    "contains_region",
    "find_parties",
    "find_regions",
    "home_state",
    "is_listed_place",
    "is_state",
    "nearest_regions",
    "region_around",
    "region_of_all",
    "regions_by_name",
    "resolve_region",
]

"""The correspondents of a heading: told by their form, capitalised words, offices and small joining words, never by a list of names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from figures.language import DASHES, trie
from figures.reading.letters.heading_words import UPPER, any_of, cases, kind_cases

_INITIAL = re.compile(rf"(?<!\w)[{UPPER}]\w?\.$")
_QUOTES = '“"«'


class People(NamedTuple):
    """Senders and recipients, and whether one of them is an office."""

    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    office: bool


@dataclass(frozen=True)
class Parties:
    """Reads the names of one language; made by :class:`figures.reading.letters.headings.Grammar`."""

    groups: Mapping[str, tuple[str, ...]]
    day: str
    """The pattern of a day in digits, as in ``the 2nd Army``."""

    @cached_property
    def token(self) -> str:
        """The pattern of one word of a name."""
        small = trie(w.casefold() for w in (*self.groups["joining"], *self.groups["office"]))
        return (
            rf"(?:[{UPPER}][\w'’./&-]*+(?: ?\(\w{{1,3}}\))?+|{small}(?!\w)\.?+(?: ?\(\w{{1,3}}\))?+|{self.day}"
            r"|\([^()]{1,60}\)|&)"
        )

    @cached_property
    def connector(self) -> re.Pattern[str]:
        """What joins sender and recipient."""
        join = trie(cases(self.groups["to"]))
        return re.compile(rf"(?=[ \t,–—])(?:,?[ \t]+(?:[{DASHES}]+[ \t]+)?{join}[ \t]+|[ \t]+[{DASHES}]+[ \t]+|[ \t]*[–—]+[ \t]*)")

    @cached_property
    def begin(self) -> re.Pattern[str]:
        """Names and what joins them, at the beginning of a line."""
        return re.compile(rf"(?:{self.token}(?:(?:[,;]|[ ]\.)?[ \t]++(?![–—]))??)+?{self.connector.pattern}")

    @cached_property
    def party(self) -> re.Pattern[str]:
        """One correspondent or several."""
        return re.compile(rf"(?:{self.token}(?:(?=[ ]?[.,]?$)|(?:[,;]|[ ]\.)?[ \t]++|,))++[ ]?[.,]?$")

    @cached_property
    def joins(self) -> tuple[str, ...]:
        return tuple(f"{word}{space}" for word in cases(self.groups["to"]) for space in " \t")

    @cached_property
    def _reversed(self) -> re.Pattern[str]:
        """Recipient first: ``to Stalin from Molotov``."""
        join, source = trie(cases(self.groups["to"])), trie(cases(self.groups["author"]))
        return re.compile(rf"{join}[ \t]+(?P<to>.+?)(?:,?[ \t]+{source}[ \t]+(?P<from>.+))?$")

    @cached_property
    def _article(self) -> re.Pattern[str]:
        return re.compile(rf"{any_of(cases(self.groups['article']))}[ \t]+")

    @cached_property
    def _several(self) -> re.Pattern[str]:
        also, behind = trie(cases(self.groups["and"])), any_of(self.groups["behind"])
        return re.compile(rf"(?=[ \t,;])(?![ \t]*,[ \t]*{behind}\.?(?!\w))[ \t]*(?:[,;][ \t]*(?:{also}[ \t]+)?|[ \t]{also}[ \t])[ \t]*")

    @cached_property
    def _offices(self) -> frozenset[str]:
        return frozenset(w.casefold() for w in self.groups["office"])

    @cached_property
    def _between(self) -> re.Pattern[str]:
        """The two sides of an agreement."""
        join, also = trie(self.groups["between"]), trie(self.groups["and"])
        ends = any_of((*self.groups["topic"], *self.groups["date_link"]))
        return re.compile(rf"(?<!\w){join}[ \t]+(?P<one>.+?)[ \t]+{also}[ \t]+(?P<other>.+?)(?=[ \t,]+(?i:{ends})[ \t]|[.,]?$)")

    @cached_property
    def _issuer(self) -> re.Pattern[str]:
        """The body behind the kind of document: ``Minutes No. 61 of the sitting of the Politburo on …``."""
        article, source = any_of(cases(self.groups["article"])), trie(self.groups["from"])
        kinds = trie(kind_cases((*self.groups["title"], *self.groups["message"], *self.groups["sitting"])))
        number = rf"(?:[ \t]+{trie(self.groups['number_label'])}\.?[ ]?[\w/-]*\d[\w/-]*)?"
        step = rf"{kinds}(?!\w){number}[ \t]+{source}[ \t]+(?:{article}[ \t]+)?"
        ends = any_of((*self.groups["topic"], *self.groups["number_label"]))
        return re.compile(rf"(?:{step})+(?P<who>[{UPPER}].*?)(?=[ \t,]*[{_QUOTES}:;.]|[ \t,]+{ends}(?!\w)|[ \t,]*$)")

    def named(self, names: str) -> People | None:
        """Senders and recipients of a heading ``Kaganovich to Stalin``, or None if it has not that form."""
        turned = self._reversed.match(names) if names.startswith(self.joins) else None
        if turned:
            sender = turned["from"] or ""
            if not self.party.match(turned["to"]) or (sender and not self.party.match(sender)):
                return None
            left, right = sender, turned["to"]
        else:
            for match in self.connector.finditer(names):
                left, right = names[: match.start()].strip(), names[match.end() :].strip()
                if left and right and self.is_party(left) and self.is_party(right):
                    break
            else:
                return None
        one, other = self.is_office(left), self.is_office(right)
        return People(self.people(left, one), self.people(right, other), one or other)

    def issuers(self, title: str) -> tuple[str, ...]:
        """Who issued a document by its title: the sides of an agreement, or the body whose decision or minutes it is."""
        sides = self._between.search(title)
        if sides and all(self.party.match(side) for side in (sides["one"], sides["other"])):
            return self.bare(sides["one"]), self.bare(sides["other"])
        issued = self._issuer.search(title)
        if issued and self.party.match(issued["who"]) and (self.is_office(issued["who"]) or issued["who"].isupper()):
            return (self.bare(issued["who"]).rstrip("."),)
        return ()

    def is_party(self, name: str) -> bool:
        """Whether a name has the form of a correspondent."""
        return (name.isalpha() and name.isascii() and name[0].isupper()) or self.party.match(name) is not None

    def is_office(self, name: str) -> bool:
        """Whether a correspondent's name holds a word for an office or body."""
        return not self._offices.isdisjoint(name.casefold().replace(",", " ").split())

    def people(self, names: str, office: bool) -> tuple[str, ...]:
        """The single correspondents; an office keeps its commas (``Relief Commission, Samara``)."""
        if names.isalpha():
            return (names,)
        names = self.bare(names).rstrip("0123456789 ,")
        names = self.unstopped(names)
        if not names:
            return ()
        pieces = [p for p in self._several.split(names) if p]
        if office and len(pieces) > 1 and not ("," in names and all(self.is_office(p) for p in pieces)):
            return (names,)
        return tuple(pieces)

    def unstopped(self, name: str) -> str:
        """A name without the stop behind it, unless that belongs to an initial."""
        return name[:-1] if name.endswith(".") and not _INITIAL.search(name) else name

    def bare(self, name: str) -> str:
        """A name without the article."""
        name = name.strip(" ,;")
        article = self._article.match(name)
        return name[article.end() :] if article else name

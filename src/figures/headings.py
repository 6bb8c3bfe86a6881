"""The grammar of headings and of the lines around a letter, compiled from ``lexicon/*/headings.toml``.

A heading is *correspondents, joined by a connector, with a date*.  A correspondent is told by its
form: capitalised words, offices, small joining words; never by a list of names.  Since a sentence
can look the same (``Stalin to Kaganovich: agreed.``), :mod:`figures.letters` also asks what stands
around the line before it cuts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from figures import lexicons
from figures.dates import DASH, Date, DateReader, reader

UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŽČĐÓŻŹĆŃЀ-Я"
_DIGIT = re.compile(r"\d")
LONGEST = 240
"""Longest heading without its archive reference, in characters: five senders with their offices."""

GROUPS = (
    "to",
    "from",
    "date_link",
    "message",
    "title",
    "qualifier",
    "office",
    "joining",
    "archive_label",
    "repository",
    "fond",
    "number_label",
    "incoming",
    "clock",
    "apparatus",
    "addressed",
    "message_word",
)
READS = ("heading", "title", "archive", "apparatus", "number", "reference")


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one function; ``reads`` is what the example line must be recognised as."""

    id: str
    why: str
    example: str
    reads: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeadingWords:
    """A file ``headings.toml``."""

    months: dict[str, int]
    year_words: tuple[str, ...]
    number_words: dict[str, int]
    group: tuple[Group, ...]
    transliteration: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """What one line says if it is a heading.

    ``archive_at`` is the offset within the line at which a glued archive reference begins, else
    -1.  ``weight`` counts the evidence within the line: 2 for a date, 2 for an archive reference,
    1 for an office, 1 for a word such as ``Letter``.
    """

    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    date: Date | None
    date_text: str | None
    archive_at: int
    weight: int
    message: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True)
class Apparatus:
    """What a line of the apparatus holds: a date, an hour, a loose ``15-20``, a number, a trailing mark."""

    date: bool
    clock: bool
    loose: bool
    number: bool
    mark: bool


def any_of(words: Iterable[str]) -> str:
    """An alternation, longest first so that ``Nos`` is not cut to ``No``."""
    return "|".join(sorted({re.escape(w).replace(r"\ ", " ") for w in words}, key=lambda w: (-len(w), w)))


class Grammar:
    """Everything that reads headings and apparatus of one language; made once by :func:`grammar`."""

    def __init__(self, words: HeadingWords, file: str) -> None:
        lexicons.check_unique((g.id for g in words.group), file)
        for g in words.group:
            lexicons.check_value(g.id, GROUPS, f"{file}, group {g.id}")
            lexicons.check_value(g.reads, READS, f"{file}, group {g.id}, reads")
        groups = {g.id: g.words for g in words.group}
        for name in GROUPS:
            if name not in groups:
                raise lexicons.LexiconError(f"{file}: the group {name!r} is missing; restore it.")
        self.words = words
        self.dates: DateReader = reader(words.months, words.year_words)
        self._compile_headings(groups)
        self._compile_lines(groups)

    def _compile_headings(self, g: dict[str, tuple[str, ...]]) -> None:
        small = any_of([w.casefold() for w in (*g["joining"], *g["office"])])
        token = (
            rf"(?:[{UPPER}][\w'’./&-]*(?: ?\([\wа-я]{{1,3}}\))?|(?:{small})(?!\w)\.?(?: ?\([\wа-я]{{1,3}}\))?|\d{{1,2}}(?:st|nd|rd|th)(?!\w)"
            rf"|\([^()]{{1,60}}\)|&)"
        )
        join = any_of([v for w in g["to"] for v in (w, w.capitalize(), w.upper())])
        connector = rf"(?:,?[ \t]+(?:[{DASH}]+[ \t]+)?(?:{join})[ \t]+|[ \t]+[{DASH}]+[ \t]+|[ \t]*[–—]+[ \t]*)"
        label = any_of(g["number_label"])
        incoming = any_of(g["incoming"])
        self.prefix = re.compile(rf"(?:(?:(?:{incoming})\.? )?(?:{label})\.?[ ]?\d{{1,5}}[a-zа-я]?[.:]?[ \t]+|\d{{1,4}}\.[ \t]+|\[)")
        titles = any_of(v for w in g["title"] for v in (w, w.upper()))
        qualifiers = any_of(v for w in g["qualifier"] for v in (w, w.capitalize(), w.upper()))
        self.quick = re.compile(
            rf"(?:{self.prefix.pattern})?(?:{token}(?:[,.]?[ \t]+{token})*?{connector}"
            rf"|(?P<title>(?:(?:{qualifiers})[ \t]+)?(?:{titles})[ \t]|(?:{join})[ \t]))"
        )
        self.connector = re.compile(connector)
        self.party = re.compile(rf"{token}(?:(?:[,.;]?[ \t]+|,){token})*[.,]?$")
        self.office = re.compile(rf"(?<!\w)(?i:{any_of(g['office'])})(?!\w)")
        kinds = any_of(v for w in (*g["message"], *g["title"]) for v in (w, w.lower(), w.upper()))
        source = any_of(v for w in g["from"] for v in (w, w.capitalize(), w.upper()))
        self.message = re.compile(
            rf"(?:(?:{qualifiers})[ \t]+)?(?:{kinds})(?!\w)(?:[ \t]+(?:{label})\.?[ ]?\d+\S*)?(?:,?[ \t]+(?:{source})(?!\w))?[ \t]+"
        )
        self.source = re.compile(rf"(?:{source})[ \t]+")
        self.reversed = re.compile(rf"(?:{join})[ \t]+(?P<to>.+?)(?:,?[ \t]+(?:{source})[ \t]+(?P<from>.+))?$")
        self.date_link = re.compile(rf"[ \t,;(\[{DASH}]*(?:(?<!\w)(?:{any_of(g['date_link'])}))?[ \t,;(\[{DASH}]*$")
        self.title = re.compile(rf"(?:(?:{qualifiers})[ \t]+)?(?:{titles})(?!\w)")
        self.title_author = re.compile(rf"[ \t](?:{any_of([w for w in g['from'] if w != 'of'] or g['from'])})[ \t]+(?P<author>.+)$")
        self.bare_year = re.compile(r"(?:^|[\s,(\[])(?P<year>1[5-9]\d\d|20\d\d)(?:[–—-]\d{2,4})?[)\]]?\.?$")
        clock = any_of(g["clock"])
        self.tail = re.compile(
            rf"[\s.,;:)\]{DASH}]*(?:(?:{label})\.?[ ]?\d[\w/-]*)?[\s.,;]*(?:\d{{1,2}}[:.]\d\d|\d{{1,2}}[ ]?(?:{clock})(?!\w))?[\s.)\]]*\d{{0,2}}[\s.)\]]*$"
        )
        self.article = re.compile(r"(?:the|The|THE)[ \t]+")
        self.several = re.compile(r"[ \t]*(?:[,;][ \t]*(?:(?:and|и)[ \t]+)?|[ \t](?:and|AND|и|&)[ \t])[ \t]*")

    def _compile_lines(self, g: dict[str, tuple[str, ...]]) -> None:
        labels, repositories, fond = any_of(g["archive_label"]), any_of(g["repository"]), any_of(g["fond"])
        cited = rf"(?:{repositories})[.,:;]?[ \t]+(?:{fond})(?!\w)"
        self.archive_inside = re.compile(rf"[\[(]?(?:(?:{labels})[ \t]*:|{cited})")
        self.archive_line = re.compile(
            rf"[\[(]?(?:(?:{labels})[ \t]*:|{cited}|[{UPPER}][^:;!?\d]{{0,80}}?(?<!\w)(?:{fond})\.?[ ]?(?:[RРР]-?)?\d+\.?,?[ ]+(?:[Oo]p|[Оо]п)(?!\w)"
            r"|\d{3}[A-Z]?\.[\d.A-Z]+/[\d½\w-]+[ ]?(?::|$))"
        )
        self.archive_name = re.compile(rf"[\[(]?(?:(?:{labels})[ \t]*:[ \t]*)?")
        label, incoming, clock = any_of(g["number_label"]), any_of(g["incoming"]), any_of(g["clock"])
        own = rf"(?<!\w)(?:{label})\.?(?:[ ](?:{label})\.?)?[ ]?\d+(?:/\w+)*(?![\w%]|,\d)(?:(?:,| and| и)[ ]\d+(?:/\w+)*(?![\w%]|,\d))*"
        number = rf"(?:(?<!\w)(?:{incoming})\.?[ ]?)?{own}"
        hour = rf"\d{{1,2}}(?:[:.]\d\d)?[ ]?(?:{clock})(?!\w)|\d{{1,2}}:\d\d(?!\d)"
        word = rf"(?i:{any_of(g['apparatus'])}|{clock})(?!\w)"
        self.apparatus = re.compile(
            rf"(?>{number}|{hour}|\d{{1,2}}[{DASH}.]\d\d(?![\d%])|\d{{1,2}}(?:st|nd|rd|th)(?!\w)|{word}"
            rf"|[{UPPER}][\w'’-]*?(?=\d|(?!\w))|[\s.,;:!()\[\]“”\"«»№#{DASH}/]+)*+(?:\d{{1,2}})?[ .]*$"
        )
        self.parts = re.compile(rf"(?P<number>{number})|(?P<clock>{hour})|(?P<loose>\d{{1,2}}[{DASH}.]\d\d(?![\d%]))")
        self.trailing = re.compile(r"(?<![\d/-])\d{1,2}[ .]*$")
        self.own_number = re.compile(rf"(?:^|(?<=[.?!:;\d][ ]))(?:{label})\.?(?:[ ](?:{label})\.?)?[ ]?(?P<n>\d+(?:/\w+)*)(?![\w%]|,\d)")
        self.number = re.compile(rf"(?P<incoming>(?<!\w)(?:{incoming})\.?[ ]?)?(?<!\w)(?:{label})\.?(?:[ ](?:{label})\.?)?[ ]?(?P<n>\d+(?:/\w+)*)")
        self.label_before = re.compile(rf"(?<!\w)(?:{label})\.?[ ]?$")
        self.month = re.compile(rf"(?:{any_of(self.words.months)})\.?(?!\w)")
        self.number_line = re.compile(rf"(?:(?:{incoming})\.? )?(?:{label})\.?[ ]?\d{{1,5}}[a-zа-я]?\.?$|\d{{1,4}}\.?$")
        words = any_of((*self.words.number_words, *(w.capitalize() for w in self.words.number_words)))
        one = rf"(?:(?:{label})\.?[ ]?)?(?:\d+(?:/\w+)*|{words})"
        kinds = any_of(g["message_word"])
        addressed = any_of(g["addressed"])
        self.reply = re.compile(
            rf"(?:{addressed})(?P<kind>(?:[ ](?:{kinds}))*)(?:[ ](?P<label>{label})\.?)?[ ]?(?:(?:(?<=[ ])|(?<=[№#]))(?P<n>{one}(?:(?:, ?| and | и ){one})*)(?!\w|[.,:/–-]\d)(?P<after>.{{0,2}})"
            rf"|(?<=[ ])(?:{any_of(g['date_link'])})[ ](?P<date>.{{0,30}}))"
        )
        self.reply_item = re.compile(rf"\d+(?:/\w+)*|(?<!\w)(?:{words})(?!\w)")
        self.addressed = g["addressed"]

    def heading(self, line: str) -> Heading | None:
        """Read a line as a heading with correspondents, else None."""
        cut = self.archive_inside.search(line, 1)
        head = line[: cut.start()] if cut else line
        if len(head) > LONGEST:
            return None
        prefix = self.prefix.match(head)
        begin = prefix.end() if prefix else 0
        names, date, date_text, clean = self._date(head, begin)
        if not clean:
            return None
        stopped = date is None and names.endswith((".", ":", ";", "?", "!"))
        if stopped and not names.endswith("."):
            return None
        kind = self.message.match(names)
        source = None if kind else self.source.match(names)
        if kind or source:
            names = names[(kind or source).end() :]  # type: ignore[union-attr]
        parties = self._parties(names)
        if parties is None:
            return None
        office = bool(self.office.search(names))
        weight = 2 * (date is not None) + 2 * bool(cut) + office + bool(kind) - stopped
        return Heading(
            *parties, date, date_text, cut.start() if cut else -1, weight, message=bool(kind or source), title=not parties[0]
        )

    def titled(self, line: str) -> Heading | None:
        """Read a line as the title of a document without correspondents, else None."""
        cut = self.archive_inside.search(line, 1)
        head = line[: cut.start()] if cut else line
        prefix = self.prefix.match(head)
        begin = prefix.end() if prefix else 0
        if len(head) > LONGEST or not self.title.match(head, begin):
            return None
        names, date, date_text, clean = self._date(head, begin)
        if not clean or (date is None and names[-1:] in ".:;?!,"):
            return None
        if date is None:
            year = self.bare_year.search(names)
            if year:
                date, date_text = (int(year["year"]), 0, 0), year["year"]
        author = self.title_author.search(names)
        who = (self._bare(author["author"]),) if author and self.party.match(author["author"]) else ()
        return Heading(who, (), date, date_text, cut.start() if cut else -1, 2 * (date is not None) + 2 * bool(cut), title=True)

    def _date(self, head: str, begin: int) -> tuple[str, Date | None, str | None, bool]:
        """Split a heading into names and date; the last value is False if more follows the date."""
        first = self.dates.find_first(head[begin:])
        if first is None:
            return head[begin:].strip(), None, None, True
        last = self.dates.find_last(head[begin:])
        assert last is not None
        names = head[begin : begin + first[0]]
        link = self.date_link.search(names)
        names = names[: link.start()] if link else names
        return names.strip(), first[2], head[begin + first[0] : begin + last[1]].strip(), bool(self.tail.match(head, begin + last[1]))

    def _parties(self, names: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        turned = self.reversed.match(names)
        if turned:
            if not self.party.match(turned["to"]) or (turned["from"] and not self.party.match(turned["from"])):
                return None
            return self._people(turned["from"] or ""), self._people(turned["to"])
        for match in self.connector.finditer(names):
            left, right = names[: match.start()].strip(), names[match.end() :].strip()
            if left and right and self.party.match(left) and self.party.match(right):
                return self._people(left), self._people(right)
        return None

    def _people(self, names: str) -> tuple[str, ...]:
        names = self._bare(names).rstrip("0123456789 ,")
        if names.endswith(".") and not re.search(rf"(?<!\w)[{UPPER}]\w?\.$", names):
            names = names[:-1]
        if not names:
            return ()
        pieces = [p for p in self.several.split(names) if p]
        if len(pieces) > 1 and any(self.office.search(p) for p in pieces) and not all(self.office.search(p) for p in pieces):
            return (names,)
        if any(self.office.search(p) for p in pieces) and "," not in names:
            return (names,)
        return tuple(pieces)

    def _bare(self, name: str) -> str:
        name = name.strip(" ,;")
        article = self.article.match(name)
        return name[article.end() :] if article else name

    def line(self, line: str) -> Apparatus | None:
        """Read a short line as apparatus, else None."""
        dates = 0
        if _DIGIT.search(line):
            line, dates = self.dates.pattern.subn("", line)
        if not self.apparatus.match(line):
            return None
        found = {m.lastgroup for m in self.parts.finditer(line)}
        rest = self.parts.sub(" ", line)
        return Apparatus(dates > 0, "clock" in found, "loose" in found, "number" in found, bool(self.trailing.search(rest)))


@cache
def grammar(language: str) -> Grammar:
    """The grammar of ``lexicon/<language>/headings.toml``."""
    file = f"{language}/headings.toml"
    return Grammar(lexicons.read_toml(HeadingWords, file), file)

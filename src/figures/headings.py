"""The grammar of headings and of the lines around a letter, compiled from ``lexicon/*/headings.toml``.

A heading is *correspondents, joined by a connector, with a date*.  A correspondent is told by its
form: capitalised words, offices, small joining words; never by a list of names.  Since a sentence
can look the same (``Stalin to Kaganovich: agreed.``), :mod:`figures.letters` also asks what stands
around the line before it cuts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from figures import lexicons
from figures.dates import DASH, Date, DateReader, reader, trie
from figures.errors import LexiconError

UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŽČĐÓŻŹĆŃЀ-Я"
_DIGIT = re.compile(r"\d")
_LINKS = " \t,;([]-–—"
_STOPS = (".", ":", ";", "?", "!")
_BARE_YEAR = re.compile(r"(?:^|[\s,(\[])(?P<year>1[5-9]\d\d|20\d\d)(?:[–—-]\d{2,4})?[)\]]?\.?$")
_INITIAL = re.compile(rf"(?<!\w)[{UPPER}]\w?\.$")
_ENDS_IN_NUMBER = re.compile(r"\d[ .]*$")
_MARKED = re.compile(r"[^\W\d_]\d{1,2}[ .]*$|[ ]\d{1,2}[ ]\.$")
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
    "and",
    "topic",
    "author",
    "archive_label",
    "repository",
    "fond",
    "inventory",
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


DATED, TIMED, NUMBERED, PLAIN, LOOSE = 8, 4, 2, 1, 16
"""What a line of the apparatus holds: a date; an hour; a document's number; names and words only
(a footnote mark at most); or, flag LOOSE, digits that are an hour only below a date (``15-20``)."""


class Grammar:
    """Everything that reads headings and apparatus of one language; made once by :func:`grammar`."""

    def __init__(self, words: HeadingWords, file: str) -> None:
        lexicons.check_unique((g.id for g in words.group), file)
        for g in words.group:
            lexicons.check_value(g.id, GROUPS, f"{file}, group {g.id}")
            lexicons.check_value(g.reads, READS, f"{file}, group {g.id}, reads")
            lexicons.check_unique(g.words, f"{file}, group {g.id}")
        groups = {g.id: g.words for g in words.group}
        for name in GROUPS:
            if name not in groups:
                raise LexiconError(f"{file}: the group {name!r} is missing; restore it.")
        self.words = words
        self.dates: DateReader = reader(words.months, words.year_words)
        self.months = frozenset(words.months)
        self.labels = frozenset(groups["number_label"]) - frozenset(groups["message"])
        self.offices = frozenset(w.casefold() for w in groups["office"])
        self.formal = frozenset(w.casefold() for name in ("apparatus", "clock", "number_label") for w in groups[name])
        self.inventory = groups["inventory"]
        given = groups["addressed"]
        self.addressed = given
        # "Your" also finds "Yours".
        self.addressed_stems = tuple(w for w in given if not any(w != o and w.startswith(o) for o in given))
        self._compile_headings(groups)
        self._compile_lines(groups)
        self._compile_numbers(groups)

    def _compile_headings(self, g: dict[str, tuple[str, ...]]) -> None:
        small = trie(w.casefold() for w in (*g["joining"], *g["office"]))
        token = (
            rf"(?:[{UPPER}][\w'’./&-]*+(?: ?\(\w{{1,3}}\))?+|{small}(?!\w)\.?+(?: ?\(\w{{1,3}}\))?+|\d{{1,2}}(?:st|nd|rd|th)(?!\w)"
            r"|\([^()]{1,60}\)|&)"
        )
        join = trie(_cases(g["to"]))
        connector = rf"(?=[ \t,–—])(?:,?[ \t]+(?:[{DASH}]+[ \t]+)?{join}[ \t]+|[ \t]+[{DASH}]+[ \t]+|[ \t]*[–—]+[ \t]*)"
        label, incoming = trie(g["number_label"]), trie(g["incoming"])
        prefix = rf"(?:(?:{incoming}\.? )?{label}\.?[ ]?\d{{1,5}}[a-zа-я]?[.:]?[ \t]+|\d{{1,4}}\.[ \t]+|\[)"
        self.prefix = re.compile(prefix)
        number_prefix = rf"(?:{prefix})?"
        qualified = rf"(?:{trie(_cases(g['qualifier']))}[ \t]+)?"
        titles = trie(v for w in g["title"] for v in (w, w.upper()))
        kinds = trie(v for w in (*g["message"], *g["title"]) for v in (w, w.lower(), w.upper()))
        archives, repositories, fond = trie(g["archive_label"]), trie(g["repository"]), trie(g["fond"])
        cited = rf"{repositories}[.,:;]?[ \t]+{fond}(?!\w)"
        reference = rf"[\[(]?(?:{archives}[ \t]*:|{cited}|\d{{3}}[A-Z]?\.[\d.A-Z]+/[\d½\w-]+[ ]?(?::|$))"
        self.quick = re.compile(
            rf"(?P<archive>{reference})|{number_prefix}"
            rf"(?:{token}(?:(?:[,;]|[ ]\.)?[ \t]++{token})*?{connector}"
            rf"|(?P<title>(?:{trie(_cases(g['qualifier']))}[ \t]+{kinds}|{titles})[ \t]|{join}[ \t]))"
        )
        initials = "".join(sorted({re.escape(w[0]) for w in (*g["archive_label"], *g["repository"])}))
        self.archive_inside = re.compile(rf"(?=[\[({initials}])[\[(]?(?:{archives}[ \t]*:|{cited})")
        self.archive_named = re.compile(
            rf"[{UPPER}][^:;!?\d]{{0,80}}?(?<!\w){fond}\.?[ ]?(?:[RР]-?)?\d+\.?,?[ ]+{trie(g['inventory'])}(?!\w)"
        )
        self.archive_name = re.compile(rf"[\[(]?(?:{archives}[ \t]*:[ \t]*)?")
        self.connector = re.compile(connector)
        self.party = re.compile(rf"{token}(?:(?:(?:[,;]|[ ]\.)?[ \t]++|,){token})*+[ ]?[.,]?$")
        source = trie(_cases(g["from"]))
        self.message = re.compile(
            rf"{qualified}{kinds}(?!\w)(?:[ \t]+{label}\.?[ ]?\d+\S*)?(?:,?[ \t]+{source}(?!\w))?[ \t]+"
            rf"|{source}[ \t]+"
        )
        self.reversed = re.compile(rf"{join}[ \t]+(?P<to>.+?)(?:,?[ \t]+{source}[ \t]+(?P<from>.+))?$")
        self.date_links = tuple(f" {word}" for word in g["date_link"])
        self.title = re.compile(rf"{qualified}{titles}(?!\w)")
        self.title_author = re.compile(rf"[ \t]{trie(g['author'])}[ \t]+(?P<author>.+)$")
        self.tail = re.compile(
            rf"[\s.,;:)\]{DASH}]*(?:{label}\.?[ ]?\d[\w/-]*)?[\s.,;]*(?:\d{{1,2}}[:.]\d\d|\d{{1,2}}[ ]?{trie(g['clock'])}(?!\w))?"
            r"[\s.)\]]*\d{0,2}[\s.)\]]*$"
        )
        self.topic = re.compile(rf"[ \t]{trie(g['topic'])}[ \t].*$")
        self.article = re.compile(r"(?:the|The|THE)[ \t]+")
        also = trie(_cases(g["and"]))
        self.several = re.compile(rf"(?=[ \t,;])[ \t]*(?:[,;][ \t]*(?:{also}[ \t]+)?|[ \t]{also}[ \t])[ \t]*")

    def _compile_lines(self, g: dict[str, tuple[str, ...]]) -> None:
        label, incoming, clock = trie(g["number_label"]), trie(g["incoming"]), trie(g["clock"])
        one = r"\d+(?:/\w+)*(?![\w%]|,\d)"
        more = rf"(?:(?:,|[ ]{trie(g['and'])})[ ]{one})*"
        number = rf"(?:(?<!\w){incoming}\.?[ ]?)?(?<!\w){label}\.?(?:[ ]{label}\.?)?[ ]?{one}{more}"
        hour = rf"\d{{1,2}}(?:[:.]\d\d)?[ ]?{clock}(?!\w)|\d{{1,2}}:\d\d(?!\d)"
        word = rf"{trie((*g['apparatus'], *g['clock']))}(?!\w)"
        self.apparatus = re.compile(
            rf"(?>[\s.,;:!)\[\]“”\"«»{DASH}/]+|\((?:\w{{1,3}}\))?|(?=\d)(?:{self.dates.source}|{hour}|\d{{1,2}}[{DASH}.]\d\d(?![\d%])"
            rf"|\d{{1,2}}(?:st|nd|rd|th)(?!\w))|{self.dates.source}|{number}|{word}|[{UPPER}][\w'’-]*?(?=\d|(?!\w)))*+(?:\d{{1,2}})?[ .]*$"
        )
        self.wordy = re.compile(rf"(?>[\s.,;:!)\[\]“”\"«»{DASH}/]+|[{UPPER}][\w'’-]*+|{word}|\((?:\w{{1,3}}\))?)*+$")
        self.hour = re.compile(hour)
        self.loose = re.compile(rf"\d[{DASH}.]\d")
        self.number = re.compile(
            rf"(?P<incoming>(?<!\w){incoming}\.?[ ]?)?(?<!\w){label}\.?(?:[ ]{label}\.?)?[ ]?(?P<n>\d+(?:/\w+)*)(?P<more>{more})"
        )

    def _compile_numbers(self, g: dict[str, tuple[str, ...]]) -> None:
        label, incoming = trie(g["number_label"]), trie(g["incoming"])
        initials = "".join(sorted({re.escape(w[0]) for w in g["number_label"]}))
        self.own_number = re.compile(
            rf"(?=[{initials}])(?<![^\s])(?<![^.?!:;\d][ ]){label}\.?(?:[ ]{label}\.?)?[ ]?(?P<n>\d+(?:/\w+)*)(?![\w%]|,\d)"
        )
        self.number_line = re.compile(rf"(?:{incoming}\.?[ ]?)?(?:{label}\.?[ ]?)?(?P<n>\d{{1,5}})[a-zа-я]?\.?$")
        words = trie(v for w in self.words.number_words for v in (w, w.capitalize()))
        one = rf"(?:{label}\.?[ ]?)?(?:\d+(?:/\w+)*|{words})"
        self.reply = re.compile(
            rf"{trie(self.addressed)}(?P<kind>(?:[ ]{trie(g['message_word'])}(?!\w))*)(?:[ ](?P<label>{label})\.?)?[ ]?"
            rf"(?:(?:(?<=[ ])|(?<=[№#]))(?P<n>{one}(?:(?:, ?| {trie(g['and'])} ){one})*)(?!\w|[.,:/{DASH}]\d)(?P<after>.{{0,2}})"
            rf"|(?<=[ ])(?:{'|'.join(g['date_link'])})[ ](?P<date>.{{0,30}}))"
        )
        self.reply_item = re.compile(rf"\d+(?:/\w+)*|(?<!\w){words}(?!\w)")

    def is_archive(self, line: str) -> bool:
        """Whether a line begins with an archive reference."""
        match = self.quick.match(line)
        return (match is not None and match.lastgroup == "archive") or self.names_fond(line)

    def names_fond(self, line: str) -> bool:
        """Whether a line cites an archive that the lexicon does not know, by its fund and inventory."""
        for word in self.inventory:
            if word in line:
                return self.archive_named.match(line) is not None
        return False

    def heading(self, line: str) -> Heading | None:
        """Read a line as a heading with correspondents, else None."""
        split = self._split(line)
        if split is None:
            return None
        names, date, date_text, archive_at, _ = split
        stopped = date is None and names[-1:] in _STOPS
        if not names or (stopped and names[-1] != "."):
            return None
        message = self.message.match(names)
        if message:  # "Telegram of the committee to Stalin on the food situation"
            names = self.topic.sub("", names[message.end() :], count=1)
        parties = self._parties(names)
        if parties is None:
            return None
        senders, recipients, office = parties
        weight = 2 * (date is not None) + 2 * (archive_at >= 0) + office + (message is not None) - stopped
        return Heading(senders, recipients, date, date_text, archive_at, weight, message is not None, not senders)

    def titled(self, line: str) -> Heading | None:
        """Read a line as the title of a document without correspondents, else None."""
        split = self._split(line)
        if split is None or not self.title.match(split[0]):
            return None
        names, date, date_text, archive_at, _ = split
        if date is None:
            if names[-1:] in _STOPS or names[-1:] == ",":
                return None
            year = _BARE_YEAR.search(names)
            if year:
                date, date_text = (int(year["year"]), 0, 0), year["year"]
        author = self.title_author.search(names)
        who = (self._bare(author["author"]),) if author and self.party.match(author["author"]) else ()
        return Heading(who, (), date, date_text, archive_at, 2 * (date is not None) + 2 * (archive_at >= 0), False, True)

    def _split(self, line: str) -> tuple[str, Date | None, str | None, int, int] | None:
        """Names, date, printed date, offset of the archive reference (or -1) and of the names.

        None if the line is too long for a heading or goes on behind its date.
        """
        cut = self.archive_inside.search(line, 1, LONGEST + 1)
        end = cut.start() if cut else len(line)
        if end > LONGEST:
            return None
        prefix = self.prefix.match(line, 0, end)
        begin = prefix.end() if prefix else 0
        archive_at = end if cut else -1
        first = self.dates.find(line, begin, end)
        if first is None:
            return line[begin:end].strip(), None, None, archive_at, begin
        last = first
        while not self.tail.match(line, last[1], end):
            following = self.dates.find(line, last[1], end)
            if following is None:
                return None
            last = following
        names = line[begin : first[0]].rstrip(_LINKS)
        while names.endswith(self.date_links):
            names = names[: -len(next(link for link in self.date_links if names.endswith(link)))].rstrip(_LINKS)
        return names.lstrip(), first[2], line[first[0] : last[1]].strip(), archive_at, begin

    def _parties(self, names: str) -> tuple[tuple[str, ...], tuple[str, ...], bool] | None:
        """Senders, recipients, and whether one of them is an office."""
        turned = self.reversed.match(names)
        if turned:
            sender = turned["from"] or ""
            if not self.party.match(turned["to"]) or (sender and not self.party.match(sender)):
                return None
            left, right = sender, turned["to"]
        else:
            for match in self.connector.finditer(names):
                left, right = names[: match.start()].strip(), names[match.end() :].strip()
                if left and right and self.party.match(left) and self.party.match(right):
                    break
            else:
                return None
        one, other = self.is_office(left), self.is_office(right)
        return self._people(left, one), self._people(right, other), one or other

    def is_office(self, name: str) -> bool:
        """Whether a correspondent's name holds a word for an office or body."""
        return not self.offices.isdisjoint(name.casefold().replace(",", " ").split())

    def _people(self, names: str, office: bool) -> tuple[str, ...]:
        """The single correspondents; an office keeps its commas (``Relief Commission, Samara``)."""
        if names.isalpha():
            return (names,)
        names = self._bare(names).rstrip("0123456789 ,")
        if names.endswith(".") and not _INITIAL.search(names):
            names = names[:-1]
        if not names:
            return ()
        pieces = [p for p in self.several.split(names) if p]
        if office and len(pieces) > 1 and not ("," in names and all(self.is_office(p) for p in pieces)):
            return (names,)
        return tuple(pieces)

    def _bare(self, name: str) -> str:
        name = name.strip(" ,;")
        article = self.article.match(name)
        return name[article.end() :] if article else name

    def line(self, line: str, date_first: bool = True) -> int:
        """What a short line of the apparatus holds (DATED, TIMED …), 0 if it is none.

        Of a line that holds several the first is told that is asked for; finding dates costs most.
        """
        if not _DIGIT.search(line):
            return PLAIN if self.wordy.match(line) else 0
        if not self.apparatus.match(line):
            return 0
        if date_first and self.dates.find(line):
            return DATED
        if self.hour.search(line):
            return TIMED
        if self.number.search(line):
            return NUMBERED
        if not date_first and self.dates.find(line):
            return DATED
        if self.loose.search(line):
            return LOOSE
        # Digits at the end are a mark if printed as one, else perhaps a quantity.
        return 0 if _ENDS_IN_NUMBER.search(line) and not _MARKED.search(line) else PLAIN


def _cases(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from (word, word.capitalize(), word.upper())


@cache
def grammar(language: str) -> Grammar:
    """The grammar of ``lexicon/<language>/headings.toml``."""
    file = f"{language}/headings.toml"
    return Grammar(lexicons.read_toml(HeadingWords, file), file)

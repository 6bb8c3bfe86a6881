"""The grammar of headings and of the lines around a letter, compiled from ``lexicon/*/headings.toml``.

A heading is *correspondents, joined by a connector, with a date*.  A correspondent is told by its
form: capitalised words, offices, small joining words; never by a list of names.  Since a sentence
can look the same (``Stalin to Kaganovich: agreed.``), :mod:`figures.reading.letters.cutting` also asks what stands
around the line before it cuts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from figures.language import DASHES, Date, DateReader, DateWords, date_reader, read_toml, swift_class, trie, unglued_trie
from figures.reading.letters.apparatus import SHORT, ApparatusLines
from figures.reading.letters.heading_words import FILE, UPPER, HeadingWords, any_of, cases, stems

_LINKS = " \t,;([]-–—"
_STOPS = (".", ":", ";", "?", "!")
_BARE_YEAR = re.compile(r"(?:^|[\s,(\[])(?P<year>1[5-9]\d\d|20\d\d)(?:[–—-]\d{2,4})?[)\]]?\.?$")
_INITIAL = re.compile(rf"(?<!\w)[{UPPER}]\w?\.$")
_ODD = re.compile(r"[\d:№#]")
LONGEST = 240
"""Longest heading without its archive reference, in characters: five senders with their offices."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What one line says if it is a heading.

    ``archive_at`` is the offset within the line at which a glued archive reference begins, else
    -1.  ``signs`` are those within the line that it is a heading, see
    :data:`figures.reading.letters.openings.WEIGHTS`.
    """

    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    date: Date | None
    date_text: str | None
    archive_at: int
    signs: tuple[str, ...]
    message: bool = False
    title: bool = False


swift_heading = swift_class(Heading)
NO_HEADING = Heading((), (), None, None, -1, ())


def signs_of(**signs: bool) -> tuple[str, ...]:
    """The names of the signs that are there; of two words they are given with an underscore."""
    return tuple(sign.replace("_", " ") for sign, there in signs.items() if there)


CITED, HEADED = 1, 2
"""How a line begins: with an archive reference; as a heading may begin."""


class Grammar:
    """Everything that reads headings and apparatus of one language; made once by :func:`grammar`."""

    def __init__(self, words: HeadingWords, file: str) -> None:
        groups = words.checked(file)
        self.words = words
        self.dates: DateReader = date_reader(DateWords(words.months, words.year_words, words.day_endings, words.day_links))
        self.months = frozenset(words.months)
        self.labels = frozenset(groups["number_label"]) - frozenset(groups["message"])
        self.offices = frozenset(w.casefold() for w in groups["office"])
        self.formal = frozenset(w.casefold() for name in ("apparatus", "clock", "number_label") for w in groups[name])
        self.groups = groups
        # "Op" also finds "Opis".
        self.inventory = groups["inventory"]
        self.inventory_stems = stems(self.inventory)
        given = groups["addressed"]
        self.addressed = given
        # "Your" also finds "Yours".
        self.addressed_stems = stems(given)
        self._list_openings(groups)
        self._compile_headings(groups)
        lines = ApparatusLines(groups, self.dates, any_of(words.day_endings))
        self.line, self.number, self.labelled = lines.line, lines.number, lines.labelled
        self._compile_numbers(groups)

    def _compile_headings(self, g: dict[str, tuple[str, ...]]) -> None:
        small = trie(w.casefold() for w in (*g["joining"], *g["office"]))
        day = rf"\d{{1,2}}{any_of(self.words.day_endings)}(?!\w)"
        token = (
            rf"(?:[{UPPER}][\w'’./&-]*+(?: ?\(\w{{1,3}}\))?+|{small}(?!\w)\.?+(?: ?\(\w{{1,3}}\))?+|{day}"
            r"|\([^()]{1,60}\)|&)"
        )
        join = trie(cases(g["to"]))
        connector = rf"(?=[ \t,–—])(?:,?[ \t]+(?:[{DASHES}]+[ \t]+)?{join}[ \t]+|[ \t]+[{DASHES}]+[ \t]+|[ \t]*[–—]+[ \t]*)"
        label, incoming = trie(g["number_label"]), trie(g["incoming"])
        prefix = rf"(?:(?:{incoming}\.? )?{label}\.?[ ]?\d{{1,5}}[a-zа-я]?[.:]?[ \t]+|\d{{1,4}}\.[ \t]+|\[)"
        self.prefix = re.compile(prefix)
        archives, repositories, fond = trie(g["archive_label"]), trie(g["repository"]), trie(g["fond"])
        cited = rf"{repositories}[.,:;]?[ \t]+{fond}(?!\w)"
        self.archive_start = re.compile(rf"[\[(]?(?:{archives}[ \t]*:|{cited}|\d{{3}}[A-Z]?\.[\d.A-Z]+/[\d½\w-]+[ ]?(?::|$))")
        self.names_start = re.compile(rf"(?:{token}(?:(?:[,;]|[ ]\.)?[ \t]++(?![–—]))??)+?{connector}")
        initials = "".join(sorted({re.escape(w[0]) for w in (*g["archive_label"], *g["repository"])}))
        self.archive_inside = re.compile(rf"(?=[\[({initials}])[\[(]?(?:{archives}[ \t]*:|{cited})")
        self.archive_name = re.compile(rf"[\[(]?(?:{archives}[ \t]*:[ \t]*)?")
        self.connector = re.compile(connector)
        self.party = re.compile(rf"(?:{token}(?:(?=[ ]?[.,]?$)|(?:[,;]|[ ]\.)?[ \t]++|,))++[ ]?[.,]?$")
        self.date_links = tuple(f" {word}" for word in g["date_link"])
        self.tail = re.compile(
            rf"[\s.,;:)\]{DASHES}]*(?:{label}\.?[ ]?\d[\w/-]*)?[\s.,;]*(?:\d{{1,2}}[:.]\d\d|\d{{1,2}}[ ]?{trie(g['clock'])}(?!\w))?"
            r"[\s.)\]]*\d{0,2}[\s.)\]]*$"
        )
        self.article = re.compile(rf"{any_of(cases(g['article']))}[ \t]+")
        also = trie(cases(g["and"]))
        self.several = re.compile(rf"(?=[ \t,;])[ \t]*(?:[,;][ \t]*(?:{also}[ \t]+)?|[ \t]{also}[ \t])[ \t]*")

    @cached_property
    def file_number(self) -> re.Pattern[str]:
        """The number of the file in an archive reference."""
        return re.compile(rf"{unglued_trie(self.groups['file_label'])}\.?\s?(\d+)")

    @cached_property
    def leaf_number(self) -> re.Pattern[str]:
        """The number of the leaf in an archive reference."""
        return re.compile(rf"{unglued_trie(self.groups['leaf_label'])}\.?\s?(\d+)")

    def _list_openings(self, g: dict[str, tuple[str, ...]]) -> None:
        """The words by which most lines are told from headings before any pattern is tried."""
        joins = tuple(cases(g["to"]))
        titles = [v for w in g["title"] for v in (w, w.upper())]
        kinds = [v for w in (*g["message"], *g["title"]) for v in (w, w.lower(), w.upper())]
        self.qualifiers = tuple(cases(g["qualifier"]))
        self.small = frozenset(w.casefold() for w in (*g["joining"], *g["office"], *g["to"]))
        self.links = (*(f" {word} " for word in joins), "-", "–", "—", "\t")
        self.joins = tuple(f"{word}{space}" for word in joins for space in " \t")
        self.title_starts = tuple(f"{word}{space}" for word in (*titles, *joins) for space in " \t")
        self.kind_starts = tuple(f"{word}{space}" for word in kinds for space in " \t")
        cited = (*g["archive_label"], *g["repository"], *g["number_label"], *g["incoming"])
        self.openers = frozenset(w.split()[0] for w in (*cited, *titles, *joins, *self.qualifiers))
        others = (*g["archive_label"], *g["repository"], *titles, *joins, *self.qualifiers)
        self.number_words = self.openers - {w.split()[0] for w in others}
        self.odd_starts = frozenset("([&") | {w[0] for w in self.openers if not w[0].isalpha()}
        self.message_words = frozenset(w.split()[0] for w in (*self.qualifiers, *kinds, *cases(g["from"])))

    @cached_property
    def message(self) -> re.Pattern[str]:
        """The kind of message in front of the correspondents: ``Secret telegram No. 5 from``."""
        kinds = trie(v for w in (*self.groups["message"], *self.groups["title"]) for v in (w, w.lower(), w.upper()))
        label, source = trie(self.groups["number_label"]), trie(cases(self.groups["from"]))
        return re.compile(
            rf"(?:{trie(self.qualifiers)}[ \t]+)?{kinds}(?!\w)(?:[ \t]+{label}\.?[ ]?\d+\S*)?(?:,?[ \t]+{source}(?!\w))?[ \t]+"
            rf"|{source}[ \t]+"
        )

    @cached_property
    def reversed(self) -> re.Pattern[str]:
        """Recipient first: ``to Stalin from Molotov``."""
        join, source = trie(cases(self.groups["to"])), trie(cases(self.groups["from"]))
        return re.compile(rf"{join}[ \t]+(?P<to>.+?)(?:,?[ \t]+{source}[ \t]+(?P<from>.+))?$")

    @cached_property
    def title(self) -> re.Pattern[str]:
        titles = trie(v for w in self.groups["title"] for v in (w, w.upper()))
        return re.compile(rf"(?:{trie(self.qualifiers)}[ \t]+)?{titles}(?!\w)")

    @cached_property
    def title_author(self) -> re.Pattern[str]:
        return re.compile(rf"[ \t]{trie(self.groups['author'])}[ \t]+(?P<author>.+)$")

    @cached_property
    def topic(self) -> re.Pattern[str]:
        return re.compile(rf"[ \t]{trie(self.groups['topic'])}[ \t].*$")

    @cached_property
    def archive_named(self) -> re.Pattern[str]:
        """A reference to an archive that the lexicon does not know, told by fund and inventory."""
        fond, inventory = trie(self.groups["fond"]), trie(self.inventory)
        return re.compile(rf"[{UPPER}][^:;!?\d]{{0,80}}?(?<!\w){fond}\.?[ ]?(?:[RР]-?)?\d+\.?,?[ ]+{inventory}(?!\w)")

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
            rf"(?:(?:(?<=[ ])|(?<=[№#]))(?P<n>{one}(?:(?:, ?| {trie(g['and'])} ){one})*)(?!\w|[.,:/{DASHES}]\d)(?P<after>.{{0,2}})"
            rf"|(?<=[ ])(?:{'|'.join(g['date_link'])})[ ](?P<date>.{{0,30}}))"
        )
        self.reply_item = re.compile(rf"\d+(?:/\w+)*|(?<!\w){words}(?!\w)")

    def opens(self, line: str) -> int:
        """CITED if a line begins with an archive reference, HEADED if it may be a heading, else 0.

        Nearly every line is told by its first two words, without a pattern.
        """
        word, _, rest = line.partition(" ")
        first = word[0]
        if first.isupper():
            return self._opens_capital(line, word, rest)
        if first.islower():
            return 0 if word.isalpha() and word not in self.small else self._named(line)
        if first.isdigit():
            listed = word.isdigit() or (word[-1] == ")" and word[:-1].isdigit())
            return 0 if listed else self._opens(line, "")
        return self._opens(line, "") if first in self.odd_starts else 0

    def _opens_capital(self, line: str, word: str, rest: str) -> int:
        """The same for lines that begin with a capital."""
        core = word if word.isalpha() else word.rstrip(".,:;")
        if core in self.openers:
            return self._opens(line, core)
        if core.isalpha():
            second = rest.partition(" ")[0]
            if second.isalpha() and second.islower() and second not in self.small:
                return 0
            if len(line) <= SHORT:
                for link in self.links:
                    if link in line:
                        break
                else:
                    return 0
        elif _ODD.search(core):
            return self._opens(line, "")
        return self._named(line)

    def _named(self, line: str) -> int:
        """HEADED if a line begins with names that something joins."""
        return HEADED if self.names_start.match(line) else 0

    def _opens(self, line: str, word: str) -> int:
        """The same for lines that begin with a label, a number, a bracket or the kind of document."""
        if word not in self.number_words and self.archive_start.match(line):
            return CITED
        prefix = self.prefix.match(line)
        for begin in (prefix.end(), 0) if prefix else (0,):
            if self.names_start.match(line, begin):
                return HEADED
            if (begin or word not in self.number_words) and self._titled(line, begin):
                return HEADED
        return 0

    def _titled(self, line: str, begin: int) -> bool:
        """Whether a kind of document, or the word that joins the recipient, stands at an offset."""
        if line.startswith(self.title_starts, begin):
            return True
        for word in self.qualifiers if line.startswith(self.qualifiers, begin) else ():
            if line.startswith(word, begin):
                rest = line[begin + len(word) :]
                kind = rest.lstrip(" \t")
                if len(kind) < len(rest) and kind.startswith(self.kind_starts):
                    return True
        return False

    def is_archive(self, line: str) -> bool:
        """Whether a line begins with an archive reference."""
        return self.archive_start.match(line) is not None or self.names_fond(line)

    def names_fond(self, line: str) -> bool:
        """Whether a line cites an archive that the lexicon does not know, by its fund and inventory."""
        for word in self.inventory_stems:
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
        message = None
        if names.partition(" ")[0].rstrip(",") in self.message_words or "\t" in names:
            if not names.startswith(self.joins) and not any(link in names for link in self.links):
                return None
            message = self.message.match(names)
        if message:  # "Telegram of the committee to Stalin on the food situation"
            names = self.topic.sub("", names[message.end() :], count=1)
        parties = self._parties(names)
        if parties is None:
            return None
        senders, recipients, office = parties
        signs = signs_of(date=date is not None, archive=archive_at >= 0, office=office, message=message is not None, stop=stopped)
        return swift_heading(senders, recipients, date, date_text, archive_at, signs, message is not None, not senders)

    def titled(self, line: str) -> Heading | None:
        """Read a line as the title of a document without correspondents, else None."""
        split = self._split(line)
        if split is None:
            return None
        names, date, date_text, archive_at, _ = split
        if (date is None and names.endswith((*_STOPS, ","))) or not self.title.match(names):
            return None
        if date is None:
            year = _BARE_YEAR.search(names)
            if year:
                date, date_text = (int(year["year"]), 0, 0), year["year"]
        author = self.title_author.search(names)
        who = (self._bare(author["author"]),) if author and self.party.match(author["author"]) else ()
        signs = signs_of(date=date is not None, archive=archive_at >= 0)
        return Heading(who, (), date, date_text, archive_at, signs, False, True)

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
        turned = self.reversed.match(names) if names.startswith(self.joins) else None
        if turned:
            sender = turned["from"] or ""
            if not self.party.match(turned["to"]) or (sender and not self.party.match(sender)):
                return None
            left, right = sender, turned["to"]
        else:
            for match in self.connector.finditer(names):
                left, right = names[: match.start()].strip(), names[match.end() :].strip()
                if left and right and self._is_party(left) and self._is_party(right):
                    break
            else:
                return None
        one, other = self.is_office(left), self.is_office(right)
        return self._people(left, one), self._people(right, other), one or other

    def _is_party(self, name: str) -> bool:
        """Whether a name has the form of a correspondent."""
        return (name.isalpha() and name.isascii() and name[0].isupper()) or self.party.match(name) is not None

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


@cache
def grammar(language: str) -> Grammar:
    """The grammar of ``lexicon/<language>/headings.toml``."""
    file = f"{language}/{FILE}"
    return Grammar(read_toml(HeadingWords, file), file)


def left_out_titles(language: str) -> tuple[str, ...]:
    """What may stand before the name of a correspondent in one letter and be left out in the next, in small letters."""
    groups = grammar(language).groups
    return tuple(word.casefold() for word in (*groups["article"], *groups["left_out"]))

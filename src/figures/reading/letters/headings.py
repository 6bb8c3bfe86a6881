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

from figures.language import DASHES, Date, DateReader, DateWords, date_reader, read_toml, swift_class, trie
from figures.reading.letters.apparatus import SHORT, ApparatusLines, ArchiveReferences
from figures.reading.letters.heading_words import FILE, HeadingWords, NameWords, any_of, cases, kind_cases, stems, title_cases
from figures.reading.letters.parties import Parties

_LINKS = " \t,;([]-–—"
_STOPS = (".", ":", ";", "?", "!")
_BARE_YEAR = re.compile(r"(?:^|[\s,(\[])(?P<year>1[5-9]\d\d|20\d\d)(?:[–—-]\d{2,4})?[)\]]?\.?$")
_ODD = re.compile(r"[\d:№#]")
_GLUED_MARK = re.compile(r"(?<=[^\W\d_)])(?:[ ]?[*†‡]{1,4}|\d{1,2})$")
_LOOSE_MARK = re.compile(r"(?<=[^\W\d_)][^\W\d_)])[ ]\d{1,2}$")
"""The mark of a footnote behind a heading; the loose one may also be an amount and counts against it."""
_ABOUT = re.compile(r"[ ]?[:“\"«]|[.][ ]")
"""What parts a correspondent from what his message is about, in a numbered title."""
_SET_OFF = (".", "”", "\"", "»")
"""What ends the contents of a numbered title before its date."""
_NEW_STYLE = re.compile(r"[ ]?[/(][ ]?")
"""What stands between a date and the same by the other calendar."""
_APART = 12
"""Characters between two dates that are one, by both calendars or as a range."""
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
    topic_at: int = -1
    """Offset within the line of what a numbered title tells behind a colon, read like text; -1 if it tells none."""


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
        self.formal = frozenset(w.casefold() for name in ("apparatus", "clock", "number_label") for w in groups[name])
        self.groups = groups
        self.archives = ArchiveReferences(groups)
        self.is_archive, self.names_fond, self.filed, self.sourced = (
            self.archives.cites, self.archives.names_fond, self.archives.filed, self.archives.sourced
        )  # fmt: skip
        # "Your" also finds "Yours".
        self.addressed_stems = stems(groups["addressed"])
        self._list_openings(groups)
        self._compile_headings(groups)
        lines = ApparatusLines(groups, self.dates, any_of(words.day_endings))
        self.line, self.number, self.labelled = lines.line, lines.number, lines.labelled
        self._compile_numbers(groups)

    def _compile_headings(self, g: dict[str, tuple[str, ...]]) -> None:
        self.parties = Parties(g, rf"\d{{1,2}}{any_of(self.words.day_endings)}(?!\w)")
        label, incoming = trie(g["number_label"]), trie(g["incoming"])
        prefix = rf"(?:(?:{incoming}\.? )?{label}\.?[ ]?\d{{1,5}}[a-zа-я]?[.:]?[ \t]+|\d{{1,4}}\.[ \t]+|\[)"
        self.prefix = re.compile(prefix)
        self.deciding = re.compile(rf"(?<!\w)(?i:{any_of(g['deciding'])})(?!\w)")
        self.date_link = re.compile(rf"[ \[(]{trie(g['date_link'])}$")
        hour = rf"(?:\d{{1,2}}[:.]\d\d|\d{{1,2}}[ ]?{trie(g['clock'])}(?!\w))?"
        self.tail = re.compile(
            rf"[\s.,;:)\]{DASHES}]*(?:{label}\.?[ ]?\d[\w/-]*(?:,\d{{3}})?)?[\s.,;]*{hour}"
            r"[\s.)\]]*\d{0,2}[\s.)\]]*$"
        )

    def _list_openings(self, g: dict[str, tuple[str, ...]]) -> None:
        """The words by which most lines are told from headings before any pattern is tried."""
        joins = tuple(cases(g["to"]))
        titles = tuple(title_cases(g["title"]))
        kinds = tuple(kind_cases((*g["message"], *g["title"])))
        self.qualifiers = tuple(cases(g["qualifier"]))
        self.small = frozenset(w.casefold() for w in (*g["joining"], *g["office"], *g["to"]))
        self.links = (*(f" {word} " for word in joins), "-", "–", "—", "\t")
        self.title_starts = tuple(f"{word}{space}" for word in (*titles, *joins) for space in " \t")
        self.kind_starts = tuple(f"{word}{space}" for word in kinds for space in " \t")
        cited = (*g["archive_label"], *g["repository"], *g["number_label"], *g["incoming"])
        self.takers = tuple(w.capitalize() for w in g["author"])
        self.openers = frozenset(w.split()[0] for w in (*cited, *titles, *joins, *self.qualifiers, *self.takers))
        others = (*g["archive_label"], *g["repository"], *titles, *joins, *self.qualifiers, *self.takers)
        self.number_words = self.openers - {w.split()[0] for w in others}
        self.odd_starts = frozenset("([&") | {w[0] for w in self.openers if not w[0].isalpha()}
        self.message_words = frozenset(w.split()[0] for w in (*self.qualifiers, *kinds, *cases(g["from"])))

    @cached_property
    def message(self) -> re.Pattern[str]:
        """The kind of message in front of the correspondents: ``Secret telegram No. 5 from``."""
        kinds = trie(kind_cases((*self.groups["message"], *self.groups["title"])))
        label, source = trie(self.groups["number_label"]), trie(cases(self.groups["from"]))
        return re.compile(
            rf"(?:{trie(self.qualifiers)}[ \t]+)?{kinds}(?!\w)(?:[ \t]+{label}\.?[ ]?\d+\S*)?(?:,?[ \t]+{source}(?!\w))?[ \t]+"
            rf"|{source}[ \t]+"
        )

    @cached_property
    def _titles(self) -> str:
        titles = trie(title_cases(self.groups["title"]))
        lower = trie(w.lower() for w in self.groups["title"])
        source, article = trie(w.capitalize() for w in self.groups["author"]), any_of(self.groups["article"])
        qualified = rf"{trie(self.qualifiers)}[ \t]+"
        return rf"(?:(?:{qualified})?{titles}|{qualified}{lower}|{source}[ \t]+(?:{article}[ \t]+)?{lower})(?!\w)"

    @cached_property
    def title(self) -> re.Pattern[str]:
        """The kind of document at the beginning of a title, or what it is taken from: ``From minutes No. 61``."""
        return re.compile(self._titles)

    @cached_property
    def title_within(self) -> re.Pattern[str]:
        """The kind of document behind the body that heads the sheet: ``Collegium. Minutes No. 118``."""
        return re.compile(rf"(?P<body>(?:{self.parties.token}[ \t]?){{1,8}})(?:\.|(?<=\.))[ \t]+{self._titles}")

    @cached_property
    def kind_only(self) -> re.Pattern[str]:
        """Nothing but the kind of document and what joins its date."""
        kinds = trie(title_cases((*self.groups["message"], *self.groups["title"])))
        label, link = trie(self.groups["number_label"]), trie(self.groups["date_link"])
        return re.compile(rf"(?P<kind>(?:{trie(self.qualifiers)}[ \t]+)?{kinds}(?:[ \t]+{label}\.?[ ]?\d+)?)(?:[ \t]+{link})?[ \t,]*$")

    @cached_property
    def kind_joins(self) -> tuple[str, ...]:
        return tuple(f"{word} " for word in (*self.groups["between"], *self.groups["from"], *self.groups["to"]))

    @cached_property
    def title_author(self) -> re.Pattern[str]:
        return re.compile(rf"[ \t]{trie(self.groups['author'])}[ \t]+(?P<author>.+)$")

    @cached_property
    def topic(self) -> re.Pattern[str]:
        return re.compile(rf"[ \t]{trie(self.groups['topic'])}[ \t].*$")

    def _compile_numbers(self, g: dict[str, tuple[str, ...]]) -> None:
        label, incoming = trie(g["number_label"]), trie(g["incoming"])
        initials = "".join(sorted({re.escape(w[0]) for w in g["number_label"]}))
        self.own_number = re.compile(
            rf"(?=[{initials}])(?<![^\s])(?<![^.?!:;\d][ ]){label}\.?(?:[ ]{label}\.?)?[ ]?(?P<n>\d+(?:/\w+)*)(?![\w%]|,\d)"
        )
        self.number_line = re.compile(rf"(?:{incoming}\.?[ ]?)?(?:{label}\.?[ ]?)?(?P<n>\d{{1,5}})[a-zа-я]?\.?$")
        words = trie(v for w in self.words.number_words for v in (w, w.capitalize()))
        one = rf"(?:{label}\.?[ ]?)?(?:\d{{1,3}},\d{{3}}(?!\d)|\d+(?:/\w+)*|{words})"
        self.reply = re.compile(
            rf"{trie(g['addressed'])}(?P<kind>(?:[ ]{trie(g['message_word'])}(?!\w))*)(?:[ ](?P<label>{label})\.?)?[ ]?"
            rf"(?:(?:(?<=[ ])|(?<=[№#]))(?P<n>{one}(?:(?:, ?| {trie(g['and'])} ){one})*)(?!\w|[.,:/{DASHES}]\d)(?P<after>.{{0,2}})"
            rf"|(?<=[ ])(?:{'|'.join(g['date_link'])})[ ](?:{any_of(g['article'])}[ ])?(?P<date>.{{0,40}}))"
        )
        article, kinds = any_of(g["article"]), trie(g["message_word"])
        self.reply_opening = re.compile(
            rf"{any_of(g['replying'])}[ ](?:{article}[ ])?(?P<kind>(?:{kinds}(?!\w)[ ]?)+)(?<=[ ])"
            rf"(?:{trie(g['date_link'])})[ ](?:{article}[ ])?(?P<date>.{{0,40}})"
        )
        nth = any_of(self.words.day_endings)
        self.day_only = re.compile(
            rf"(?P<day>[12]?\d|3[01]){nth}(?!\w)(?:,?[ ](?:(?P<last>{any_of(g['last_month'])})|{any_of(g['this_month'])})(?!\w)\.?)?"
        )
        self.above = re.compile(rf"(?<!\w){any_of(g['above'])}(?!\w)")
        self.reply_item = re.compile(rf"\d{{1,3}},\d{{3}}(?!\d)|\d+(?:/\w+)*|(?<!\w){words}(?!\w)")

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
                    return HEADED if ". " in line and self.title_within.match(line) else 0
        elif _ODD.search(core):
            return self._opens(line, "")
        return self._named(line)

    def _named(self, line: str) -> int:
        """HEADED if a line begins with names that something joins."""
        return HEADED if self.parties.begin.match(line) else 0

    def _opens(self, line: str, word: str) -> int:
        """The same for lines that begin with a label, a number, a bracket or the kind of document."""
        if word not in self.number_words and self.archives.start.match(line):
            return CITED
        prefix = self.prefix.match(line)
        for begin in (prefix.end(), 0) if prefix else (0,):
            if self.parties.begin.match(line, begin):
                return HEADED
            if (begin or word not in self.number_words) and self._titled(line, begin):
                return HEADED
        return 0

    def _titled(self, line: str, begin: int) -> bool:
        """Whether a kind of document, or the word that joins the recipient, stands at an offset."""
        if line.startswith(self.title_starts, begin):
            return True
        if line.startswith(self.takers, begin):
            return self.title.match(line, begin) is not None
        for word in self.qualifiers if line.startswith(self.qualifiers, begin) else ():
            if line.startswith(word, begin):
                rest = line[begin + len(word) :]
                kind = rest.lstrip(" \t")
                if len(kind) < len(rest) and kind.startswith(self.kind_starts):
                    return True
        return False

    def heading(self, line: str) -> Heading | None:
        """Read a line as a heading with correspondents, else None."""
        split = self._split(line)
        if split is None:
            return None
        names, date, date_text, archive_at, numbered = split
        names, marked = self._unmarked(names) if date is None else (names, False)
        stopped = date is None and names[-1:] in _STOPS
        if not names or (stopped and names[-1] != "."):
            return None
        message, topic_at = None, -1
        if names.partition(" ")[0].rstrip(",") in self.message_words or "\t" in names:
            if not names.startswith(self.parties.joins) and not any(link in names for link in self.links):
                return None
            message = self.message.match(names)
        if message:  # "Telegram of the committee to Stalin on the food situation"
            names = self.topic.sub("", names[message.end() :], count=1)
            if numbered and date and all(date) and names.endswith(_SET_OFF):  # "41. Telegram to Stalin: the harvest. May 3, 1933"
                about = _ABOUT.search(names)
                names = names[: about.start()] if about else names
                topic_at = line.find(":") + 1 or -1 if about and about[0].strip() == ":" else -1
        people = self.parties.named(names)
        if people is None:
            return None
        signs = signs_of(
            date=date is not None, archive=archive_at >= 0, office=people.office, message=message is not None, stop=stopped, mark=marked
        )
        senders, recipients, _ = people
        return swift_heading(senders, recipients, date, date_text, archive_at, signs, message is not None, not senders, topic_at)

    def titled(self, line: str) -> Heading | None:
        """Read a line as the title of a document without correspondents, else None."""
        split = self._split(line)
        if split is None:
            return None
        names, date, date_text, archive_at, numbered = split
        names = self._unmarked(names)[0] if date is None else names
        title = self.title.match(names) or (self.title_within.match(names) if date else None)
        if (date is None and names.endswith((*_STOPS, ","))) or not title:
            return None
        if date is None:
            year = _BARE_YEAR.search(names)
            if year:
                date, date_text = (int(year["year"]), 0, 0), year["year"]
        author = self.title_author.search(names)
        who = (
            (self.parties.bare(author["author"]),) if author and self.parties.party.match(author["author"]) else self.parties.issuers(names)
        )
        dated = date is not None and (date[0] > 0 or not numbered)  # a point may begin alike: "1. Letter to the Board by May 5."
        signs = signs_of(date=dated, archive=archive_at >= 0)
        return Heading(who, (), date, date_text, archive_at, signs, False, True)

    def _unmarked(self, names: str) -> tuple[str, bool]:
        """Names without the mark of a footnote behind them, and whether that might be an amount."""
        if not names or not (names[-1].isdigit() or names[-1] in "*†‡"):
            return names, False
        loose = _LOOSE_MARK.search(names)
        return (names[: loose.start()], True) if loose else (_GLUED_MARK.sub("", names), False)

    def _split(self, line: str) -> tuple[str, Date | None, str | None, int, bool] | None:
        """Names, date, printed date, offset of the archive reference (or -1), and whether the edition's number stands before them.

        None if the line is too long for a heading or goes on behind its date.
        """
        cut = self.archives.inside.search(line, 1, LONGEST + 1)
        end = cut.start() if cut else len(line)
        if end > LONGEST:
            return None
        prefix = self.prefix.match(line, 0, end)
        begin = prefix.end() if prefix else 0
        archive_at, numbered = end if cut else -1, prefix is not None and prefix[0] != "["
        first = self.dates.find(line, begin, end)
        if first is None:
            return line[begin:end].strip(), None, None, archive_at, numbered
        last = first
        while not self.tail.match(line, last[1], end):
            following = self.dates.find(line, last[1], end)
            if following is None:
                return self._dated_kind(line[begin:end], first, begin, archive_at, numbered)
            last = following
        if numbered and last[0] - first[1] > _APART:
            first = last  # the first is part of what the document is about
        names = line[begin : first[0]].rstrip(_LINKS)
        while link := self.date_link.search(names):
            names = names[: link.start()].rstrip(_LINKS)
        date = last[2] if _NEW_STYLE.fullmatch(line, first[1], last[0]) else first[2]
        date = (last[2][0], *date[1:]) if not date[0] else date
        printed = line[first[0] : last[1]].strip()
        return names.lstrip(), date, printed if "[" in printed else printed.rstrip("]"), archive_at, numbered

    def _dated_kind(
        self, line: str, found: tuple[int, int, Date], begin: int, archive_at: int, numbered: bool
    ) -> tuple[str, Date | None, str | None, int, bool] | None:
        """The same for a line whose date stands behind the kind of document: ``Letter of 5 May 1933 from Molotov to Stalin``."""
        kind = self.kind_only.match(line[: found[0] - begin])
        rest = line[found[1] - begin :].lstrip(" ,")
        if not kind or not rest.startswith(self.kind_joins) or rest.endswith(_STOPS):
            return None
        return f"{kind['kind']} {rest}", found[2], line[found[0] - begin : found[1] - begin].strip(), archive_at, numbered


@cache
def grammar(language: str) -> Grammar:
    """The grammar of ``lexicon/<language>/headings.toml``."""
    file = f"{language}/{FILE}"
    return Grammar(read_toml(HeadingWords, file), file)


@cache
def name_words(language: str) -> NameWords:
    """The words of ``lexicon/<language>/headings.toml`` by which names are compared."""
    groups = grammar(language).groups
    low = {
        name: frozenset(word.casefold() for word in groups[name])
        for name in ("article", "left_out", "person", "behind", "joining", "office")
    }
    return NameWords(
        low["article"] | low["left_out"] | low["person"], low["behind"], low["person"], low["joining"], low["office"] - low["joining"]
    )

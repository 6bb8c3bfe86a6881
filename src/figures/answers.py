"""Part of station 8: what a reply, a footnote or a proposal *does* to the requests before it.

A text is read sentence by sentence into clauses.  A clause has one head: an act (consent, refusal,
``in full`` …) or an amount; and it has those it is addressed to: regions, agencies, nouns of the
requests, numbers of points, ``the rest``, ``the others``, ``everything``.  Order of reading:

1. a sentence is parted at commas, semicolons and joining words;
2. what stands in one part with a head belongs to that head;
3. a part that only names somebody belongs to the head before it if that head names its addressees
   behind itself (``I agree about Kazakhstan, Kirov and Gorky``), else to the head that follows
   (``Timber and manganese, in accordance with your proposal``);
4. an act that names nobody repeats or confirms the head before it in its sentence; alone in its
   sentence it speaks of everything.

The words are those of ``lexicon/<language>/decisions.toml``; what is asked is open-class: the nouns
of the pending requests are handed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from figures.cues import CueKind, compile_phrases
from figures.lexicons import check_unique, check_value, read_toml
from figures.model import Figure

CONSENT, SUPPORT, REFUSAL, IN_FULL, WHOLE, RELIEVE, DECIDED = "consent", "support", "refusal", "in_full", "whole", "relieve", "decided"
HALVE, DOUBLE, AMOUNT, NONE = "halve", "double", "amount", "none"
REST, OTHERS, ALL, EACH, EXCEPT = "rest", "others", "all", "each", "except"
CUT, ADD, LEVEL = "cut", "add", "level"
EARLIER, DECIDER, OWN, RATE, ASKED, PLANNED = "earlier", "decider", "own", "rate", "asked", "planned"
REGION, PARTY, NOUN, POINT = "region", "party", "noun", "point"

ACTS = (CONSENT, SUPPORT, REFUSAL, IN_FULL, WHOLE, RELIEVE, DECIDED, HALVE, DOUBLE)
ADDRESSES = (REST, OTHERS, ALL, EACH)
MARKS = (CUT, ADD, LEVEL, EARLIER, DECIDER, OWN, RATE, ASKED, PLANNED)
"""What only colours an act or amount; found apart, so that no act hides it."""
DOES = (*ACTS, NONE, *ADDRESSES, EXCEPT, *MARKS)


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Phrases that do one thing in an answer: see the head of ``decisions.toml``."""

    id: str
    does: str
    why: str
    phrases: tuple[str, ...]
    example: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class _File:
    joints: tuple[str, ...]
    plain_objects: tuple[str, ...]
    prepositions: tuple[str, ...]
    point_words: tuple[str, ...]
    point_openers: tuple[str, ...]
    deciders: tuple[str, ...]
    side_measures: tuple[str, ...]
    carriers: tuple[str, ...]
    relief_words: tuple[str, ...]
    dull_words: tuple[str, ...]
    number_words: dict[str, int]
    same: dict[str, tuple[str, ...]]
    covers: dict[str, tuple[str, ...]]
    group: tuple[AnswerGroup, ...]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases compiled into one pattern; group number minus one is the index of what they do."""

    pattern: re.Pattern[str]
    kinds: tuple[tuple[CueKind, ...], ...]

    def find(self, text: str, start: int, end: int) -> list[tuple[int, int, CueKind]]:
        """Start, end and kind of every phrase between two offsets."""
        kinds = self.kinds
        return [
            (m.start(), m.end(), kind) for m in self.pattern.finditer(text, start, end) if m.lastindex for kind in kinds[m.lastindex - 1]
        ]


@dataclass(frozen=True, slots=True)
class AnswerBook:
    """The words of ``decisions.toml``, compiled."""

    groups: tuple[AnswerGroup, ...]
    acts: Mapping[str, Phrases]
    """By who speaks: who decides does not support, and writers do not ask for the whole."""
    marks: Phrases
    quoted: re.Pattern[str]
    quoted_rule: str
    points: re.Pattern[str]
    foreign: re.Pattern[str]
    joint: re.Pattern[str]
    joints: frozenset[str]
    number_words: Mapping[str, int]
    same: Mapping[str, str]
    covers: Mapping[str, frozenset[str]]
    deciders: tuple[str, ...]
    side_measures: tuple[str, ...]
    carriers: tuple[str, ...]
    relief_words: frozenset[str]
    dull: frozenset[str]


@dataclass(frozen=True, slots=True)
class Token:
    """A word or phrase of an answer: ``does`` is a value of :data:`DOES` or region, party, noun, point."""

    start: int
    end: int
    does: str
    values: tuple[str, ...]
    rule: str


@dataclass(slots=True)
class Clause:
    """One head with its addressees.

    ``near`` are the addressees in the head's own part of the sentence, ``to`` all of them, ``without``
    those taken out.  ``change`` is what the amount does to what was proposed.  ``foreign`` says that
    a consent names an object which is none of the requests.
    """

    act: str
    start: int
    end: int
    rule: str
    figure: Figure | None = None
    to: list[Token] = field(default_factory=list)
    near: list[Token] = field(default_factory=list)
    without: list[Token] = field(default_factory=list)
    change: str = LEVEL
    foreign: bool = False
    earlier: bool = False
    decider: bool = False
    own: bool = False
    asking: bool = False
    question: bool = False
    words: int = 0
    """How many words its sentence has beside the act: a bare act says nothing else."""
    sentence: tuple[int, int] = (0, 0)

    @property
    def general(self) -> bool:
        """Whether it addresses everything: nobody is named."""
        return not self.to


_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_SENTENCE_END = re.compile(r"[.!?;][\"”»’)\]]*(?=\s|$)|\n")
_LIST_MARK = re.compile(r"(?:(?<=\s)|^)(\d{1,2})\)\s|^\s*[\"“«]?(\d{1,2})\.\s")
_ENDINGS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("oes", "o"))


@cache
def book(language: str) -> AnswerBook:
    """The answer words of a language, loaded and checked once."""
    name = f"{language}/decisions.toml"
    file = read_toml(_File, name)
    check_unique([g.id for g in file.group], f"{name}, group ids")
    for group in file.group:
        check_value(group.does, DOES, f"{name}, {group.id}.does")
        check_unique(group.phrases, f"{name}, {group.id}.phrases")
    entries = [(p, CueKind("answer", g.does, g.id)) for g in file.group if not g.quoted for p in g.phrases]
    acts = {
        speaker: Phrases(*compile_phrases([e for e in entries if e[1].value not in (*MARKS, *silent)]))
        for speaker, silent in ((DECIDER, (SUPPORT, WHOLE)), (OWN, ()))
    }
    marks = Phrases(*compile_phrases([e for e in entries if e[1].value in MARKS]))
    quoted = [g for g in file.group if g.quoted]
    votes = "|".join(re.escape(p) for g in quoted for p in g.phrases) or r"(?!)"
    numbers = "|".join(sorted(map(re.escape, file.number_words), key=lambda w: (-len(w), w)))
    number = rf"(?:{numbers}|\d{{1,2}})(?!\w)"
    listed = rf"{number}\)?(?:(?:\s*,\s*|\s+and\s+|\s*,\s+and\s+|\s+or\s+)(?:the\s+)?{number}\)?)*"
    words = "|".join(map(re.escape, file.point_words))
    openers = "|".join(re.escape(o).replace(r"\ ", r"\s+") for o in sorted(file.point_openers, key=lambda w: (-len(w), w)))
    points = (
        rf"(?<!\w)(?:(?:{words})\s+(?:no\.?\s*|nos\.?\s*)?(?P<a>{listed})"
        rf"|(?:the\s+)?(?P<b>{listed})\s+(?:{words})(?!\w)"
        rf"|(?:{openers})\s+(?:the\s+)?(?P<c>{listed})(?=\s*[,:;–—-]|\s+(?:i|we)\s)"
        rf"|(?:(?<=[.:;!?\"“]\s)|(?<=^)|(?<=\n)|(?<=[\"“]))(?:the\s+)?(?P<d>{listed})(?=\s*[,:.–—]|\s-\s|\s+(?:i|we|is|are|to|can|must|should|agree\w*|refuse\w*)\s))"
    )
    return AnswerBook(
        groups=file.group,
        acts=acts,
        marks=marks,
        quoted=re.compile(rf"[\"“”«„]\s*({votes})(?=\s*[.,;:!”\"»])", re.IGNORECASE),
        quoted_rule=quoted[0].id if quoted else "",
        points=re.compile(points, re.IGNORECASE),
        foreign=re.compile(
            rf"\s+(?:{'|'.join(file.prepositions)})\s+(?!(?:the\s+)?(?:{'|'.join(map(re.escape, file.plain_objects))})(?!\w))\w",
            re.IGNORECASE,
        ),
        joint=re.compile(rf"[,;]|(?<!\w)(?:{'|'.join(file.joints)})(?!\w)|\s[-–—]\s", re.IGNORECASE),
        joints=frozenset(file.joints),
        number_words=file.number_words,
        same={other: word for word, others in file.same.items() for other in others},
        covers={word: frozenset(kinds) for word, kinds in file.covers.items()},
        deciders=file.deciders,
        side_measures=file.side_measures,
        carriers=file.carriers,
        relief_words=frozenset(file.relief_words),
        dull=frozenset(file.dull_words),
    )


def singular(word: str) -> str:
    """A word as it is compared: small letters, singular, no possessive.

    >>> [singular(w) for w in ("Bicycles", "ponies", "glass", "boxes", "Ukraine's")]
    ['bicycle', 'pony', 'glass', 'box', 'ukraine']
    """
    word = word.lower().removesuffix("'s").removesuffix("’s")
    for ending, other in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + other
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def lemmas(text: str, answers: AnswerBook) -> list[str]:
    """The words of a short text in the form in which they are compared, synonyms made one."""
    return [answers.same.get(s, s) for s in (singular(w) for w in _WORD.findall(text)) if len(s) > 2 and s not in answers.joints]


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences, parted also at semicolons and line ends."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() > begin:
            spans.append((begin, match.end()))
        begin = match.end()
    if begin < end:
        spans.append((begin, end))
    return spans


def read(
    text: str,
    start: int,
    end: int,
    figures: Sequence[Figure],
    vocabulary: Mapping[str, object],
    names: Sequence[Token],
    answers: AnswerBook,
    speaker: str = DECIDER,
) -> list[Clause]:
    """The clauses of ``text[start:end]``; ``figures`` are its amounts, ``names`` its regions and parties.

    ``vocabulary`` holds the singular nouns of the requests that may be answered.  ``speaker`` is who
    writes: :data:`DECIDER` or :data:`OWN`, the writers of the letter that asks.
    """
    tokens = _tokens(text, start, end, figures, vocabulary, names, answers, speaker)
    clauses: list[Clause] = []
    sticky: Token | None = None
    position = 0
    heads = sorted(figures, key=lambda f: f.start)
    at = 0
    for begin, stop in sentences(text, start, end):
        while position < len(tokens) and tokens[position].start < begin:
            position += 1
        own: list[Token] = []
        while position < len(tokens) and tokens[position].start < stop:
            own.append(tokens[position])
            position += 1
        amounts: list[Figure] = []
        while at < len(heads) and heads[at].start < stop:
            if heads[at].start >= begin:
                amounts.append(heads[at])
            at += 1
        mark = next((t for t in own if t.rule == "point.mark"), None)
        if mark is not None:
            sticky = mark
            own = [t for t in own if t is not mark]
        if own or amounts:
            found = _sentence(text, begin, stop, own, amounts, answers)
            for clause in found:
                if sticky is not None and not clause.to:
                    clause.to.append(sticky)
            if found and sticky is not None and not found[0].to:
                found[0].to.append(sticky)
            clauses += found
    return clauses


def _tokens(
    text: str,
    start: int,
    end: int,
    figures: Sequence[Figure],
    vocabulary: Mapping[str, object],
    names: Sequence[Token],
    answers: AnswerBook,
    speaker: str,
) -> list[Token]:
    """Everything that means something, in reading order; amounts and names hide the words inside them."""
    taken = sorted([(f.start, f.end) for f in figures] + [(t.start, t.end) for t in names])
    tokens = list(names)
    cues = answers.acts[speaker].find(text, start, end)
    tokens += [Token(a, b, kind.value, (), kind.rule) for a, b, kind in answers.marks.find(text, start, end)]
    for match in answers.points.finditer(text, start, end):
        listed = match["a"] or match["b"] or match["c"] or match["d"]
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        numbers = tuple(
            str(answers.number_words.get(w, w))
            for w in re.findall(r"[a-z]+|\d+", listed.lower())
            if w.isdigit() or w in answers.number_words
        )
        rule = "point.mark" if match["d"] else "point"
        tokens.append(Token(match.start(), match.end(), POINT, numbers, rule))
    for match in _LIST_MARK.finditer(text, start, end):
        tokens.append(Token(match.start(), match.end(), POINT, (match[1] or match[2],), "point.mark"))
    for match in answers.quoted.finditer(text, start, end):
        tokens.append(Token(match.start(1), match.end(1), CONSENT, (), answers.quoted_rule))
    i = 0
    for a, b, kind in cues:
        while i < len(taken) and taken[i][1] <= a:
            i += 1
        if i < len(taken) and taken[i][0] <= a and b <= taken[i][1]:
            continue
        tokens.append(Token(a, b, kind.value, (), kind.rule))
    if vocabulary:
        spans = sorted([*taken, *((a, b) for a, b, k in cues if k.value in (REST, OTHERS))])
        i = 0
        same = answers.same
        for match in _WORD.finditer(text, start, end):
            word = singular(match.group())
            word = word if word in vocabulary else same.get(word, word)
            if word not in vocabulary:
                continue
            while i < len(spans) and spans[i][1] <= match.start():
                i += 1
            if i < len(spans) and spans[i][0] <= match.start() < spans[i][1]:
                continue
            tokens.append(Token(match.start(), match.end(), NOUN, (word,), "noun"))
    tokens.sort(key=lambda t: (t.start, -t.end, t.does))
    return tokens


@dataclass(slots=True)
class _Part:
    """A piece of a sentence between two joints."""

    start: int
    end: int
    heads: list[Clause] = field(default_factory=list)
    addresses: list[Token] = field(default_factory=list)
    excepting: bool = False


def _sentence(text: str, start: int, end: int, tokens: list[Token], amounts: list[Figure], answers: AnswerBook) -> list[Clause]:
    """Part a sentence at its joints and give every head its addressees."""
    spans = [(t.start, t.end) for t in tokens] + [(f.start, f.end) for f in amounts]
    cuts = [m.start() for m in answers.joint.finditer(text, start, end) if not any(a < m.start() and m.end() < b for a, b in spans)]
    parts = [_Part(a, b) for a, b in zip([start, *cuts], [*cuts, end], strict=True)]
    flags = {t.does for t in tokens}
    earlier = EARLIER in flags
    _fill(text, parts, tokens, amounts, answers)
    if NONE in flags:
        _read_none(text, parts, tokens)
    clauses = _address(parts)
    mode = LEVEL
    for clause in clauses:
        clause.sentence = (start, end)
        clause.earlier = earlier
        clause.decider = DECIDER in flags
        clause.own = OWN in flags
        clause.asking = ASKED in flags
        clause.question = text[end - 1 : end] == "?" or "?" in text[max(start, end - 3) : end]
        if clause.figure is not None:
            mode = clause.change = _change(text, clause, tokens, mode, start)
        elif clause.act == CONSENT and not clause.to:
            clause.foreign = answers.foreign.match(text, clause.end, end) is not None
        clause.words = len(_WORD.findall(text[start : clause.start])) + len(_WORD.findall(text[clause.end : end]))
    return clauses


def _fill(text: str, parts: list[_Part], tokens: list[Token], amounts: list[Figure], answers: AnswerBook) -> None:
    i = 0
    for token in tokens:
        while i + 1 < len(parts) and token.start >= parts[i].end:
            i += 1
        part = parts[i]
        if token.does in ACTS:
            part.heads.append(Clause(token.does, token.start, token.end, token.rule))
        elif token.does in ADDRESSES or token.does in (REGION, PARTY, NOUN, POINT):
            part.addresses.append(token)
        elif token.does == EXCEPT:
            part.excepting = True
            part.start = token.start
    i = 0
    for figure in amounts:
        while i + 1 < len(parts) and figure.start >= parts[i].end:
            i += 1
        parts[i].heads.append(Clause(AMOUNT, figure.start, figure.end, "amount", figure))
    for part in parts:
        part.heads.sort(key=lambda c: c.start)
        if any(c.act == AMOUNT for c in part.heads) and len(part.heads) > 1:
            # "agree to 500 thousand": the amount says what is agreed to; a refusal keeps its say
            refusals = [c for c in part.heads if c.act == REFUSAL]
            if refusals and refusals[0].start < part.heads[-1].start:
                for clause in part.heads:
                    if clause.act == AMOUNT:
                        refusals[0].figure = clause.figure
                part.heads = refusals[:1]
            else:
                part.heads = [c for c in part.heads if c.act == AMOUNT]


def _read_none(text: str, parts: list[_Part], tokens: list[Token]) -> None:
    """``No aviators``, ``not a kilogram``: a refusal if what stands right behind is asked for, or if the part names somebody."""
    for token in tokens:
        if token.does != NONE:
            continue
        part = next(p for p in parts if token.start < p.end)
        if any(c.start <= token.start < c.end or c.act == AMOUNT for c in part.heads):
            continue
        behind = [t for t in part.addresses if t.does == NOUN and token.end <= t.start and len(text[token.end : t.start].split()) <= 2]
        measured = text[token.end : part.end].split()[:1]
        alone = len(text[token.end : part.end].strip(' .,;!?"”»').split()) == 1
        if behind or (measured and alone):
            part.heads.append(Clause(REFUSAL, token.start, behind[0].end if behind else token.end, token.rule))
            part.heads.sort(key=lambda c: c.start)


def _address(parts: list[_Part]) -> list[Clause]:
    clauses: list[Clause] = []
    waiting: list[Token] = []
    behind = False
    """Whether the last head names its addressees behind itself."""
    excepting = False
    for part in parts:
        if not part.heads:
            if part.excepting or excepting:
                excepting = True
                if clauses:
                    clauses[-1].without += part.addresses
            elif part.addresses:
                if clauses and behind and not waiting:
                    clauses[-1].to += part.addresses
                else:
                    waiting += part.addresses
            continue
        excepting = False
        for n, head in enumerate(part.heads):
            later = part.heads[n + 1].start if n + 1 < len(part.heads) else part.end
            left = [t for t in part.addresses if t.start < head.start and (n == 0 or t.start >= part.heads[n - 1].end)]
            right = [t for t in part.addresses if head.start <= t.start < later]
            if n + 1 < len(part.heads) and left and right:
                right = []
            elif n and not (clauses and clauses[-1].near and clauses[-1].near[-1].start < clauses[-1].start):
                left = []
            if part.excepting and head.act != AMOUNT:
                outside = [t for t in (*left, *right) if t.start >= part.start]
                head.without += outside
                left, right = [t for t in left if t not in outside], [t for t in right if t not in outside]
                excepting = True
            head.near = [*left, *right]
            head.to = [*waiting, *head.near]
            if (
                head.to
                or not clauses
                or head.act == AMOUNT
                or head.without
                or (clauses[-1].act != head.act and clauses[-1].act != AMOUNT and not clauses[-1].to)
            ):
                clauses.append(head)
            waiting = []
            if head.near or head.act == AMOUNT:
                behind = bool(right) and not left
    if waiting and clauses:
        clauses[-1].to += waiting
    return clauses


def _change(text: str, clause: Clause, tokens: list[Token], mode: str, start: int) -> str:
    """What an amount does to what was proposed: the nearest word of change before it, or right behind it."""
    figure = clause.figure
    assert figure is not None
    before = [t for t in tokens if t.does in (CUT, ADD, LEVEL) and t.end <= figure.start]
    behind = text[figure.end : figure.end + 14].split()
    if before:
        last = before[-1]
        rule_by = text[last.start : last.end].lower().endswith((" by", "less", "minus"))
        if last.does != CUT or rule_by or "off" in behind[:1] or "from" in behind[:1] or "away" in behind[:1]:
            return last.does
        if text[max(start, figure.start - 4) : figure.start].lower().endswith(" by "):
            return CUT
    if behind[:1] in (["more"], ["extra"]) or behind[:2] in (["in", "addition"], ["on", "top"]):
        return ADD
    if figure.change == CUT:
        return CUT
    return mode if mode != LEVEL and not before else LEVEL

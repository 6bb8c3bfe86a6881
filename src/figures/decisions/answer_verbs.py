"""Part of station 8: what the verbs of an answer do, by the same frames by which amounts get their stage.

``The rice may be sent``, ``the request of the Province is declined``, ``the wagons cannot be given``: a verb
answers by its class (``acts.toml``, ``answers``) where its clause names a request and it tells what is to be
done.  And the verbs check the set phrases: a consent that is denied refuses, a refusal that is denied
consents, and what somebody merely asks for is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from figures.decisions.answer_words import (
    ACTS,
    ADDRESSES,
    ALL,
    CONSENT,
    DECIDER,
    EACH,
    IN_FULL,
    NONE,
    NOT_A_REFUSAL,
    NOUN,
    PARTY,
    REFUSAL,
    REGION,
    RELIEVE,
    REST,
    SUPPORT,
    WHOLE,
    WORD,
    Token,
)
from figures.model import Figure
from figures.sentences import MUST, SAID, Sentence, act_table, first_words, read_sentence

_DECIDING = frozenset({"direct", "decide", "own", "settle", "refuse", "rule"})
"""Acts by which one who decides, or the writers for themselves, say what is to be done."""
_ANSWERING = frozenset({"consent", "decide", "refuse"})
"""Classes of verbs that do nothing but answer: they need not name what they answer."""
_PROPOSING = frozenset({"propose"})
"""Classes of verbs that say what becomes of everything or the rest only: of one thing they say what is to be done by another verb."""
_GIVING = frozenset({"give", "let"})
"""Classes of verbs whose pronoun stands for what was asked."""
_REFUSING = ("answer.refusal", "answer.none")
"""Groups of phrases that refuse by themselves."""
_NAMING = (NOUN, REGION, PARTY)
_REVERSED = {CONSENT: REFUSAL, SUPPORT: REFUSAL, RELIEVE: REFUSAL, REFUSAL: CONSENT, IN_FULL: None, WHOLE: None}
"""What an act is when it is denied; what is not given in full is neither given nor refused."""


@cache
def _answering_words(language: str) -> frozenset[str]:
    """The first words of all verbs that may answer."""
    return first_words(language, act_table(language).answers)


def may_answer(text: str, start: int, end: int, language: str) -> bool:
    """Whether a verb that may answer stands between two offsets."""
    words = _answering_words(language)
    return any(word.lower() in words for word in WORD.findall(text, start, end))


def with_verbs(
    text: str, span: tuple[int, int], figures: Sequence[Figure], tokens: Sequence[Token], language: str, speaker: str
) -> list[Token]:
    """The tokens of a sentence, its acts corrected by its verbs and those that its verbs add."""
    names = [(t.start, t.end) for t in tokens if t.does in (REGION, PARTY)]
    sentence = read_sentence(text, span, [f.quantity for f in figures], names, language)
    parsed = sentence.parsed
    spans = [parsed.span(number) for number in range(len(parsed.groups))]
    taken: set[int] = set()
    parts: set[int] = set()
    """Clauses in which something is not given in full."""
    found: list[Token] = []
    for token in tokens:
        if token.does not in ACTS:
            if token.does != NONE or not _only_said(token, spans, sentence):
                found.append(token)
            continue
        inside = [n for n, (start, end) in enumerate(spans) if start < token.end and token.start < end]
        taken.update(inside)
        if token.does in (IN_FULL, WHOLE) and not inside:
            inside = [n for n in sentence.parsed.clauses[sentence.parsed.clause_at(token.start)].groups if spans[n][1] <= token.start][-1:]
        does = _checked(token, inside, sentence)
        if does is None and token.does in (IN_FULL, WHOLE):
            parts.add(sentence.parsed.clause_at(token.start))
        if does is not None:
            found.append(token if does == token.does else token._replace(does=does))
    found = [t for t in found if t.does != REFUSAL or t.rule in _REFUSING or sentence.parsed.clause_at(t.start) not in parts]
    acts = [t for t in found if t.does in ACTS]
    for number, (_, end) in enumerate(spans):
        later = next((spans[n][0] for n in range(number + 1, len(spans)) if sentence.parsed.parent(n) != number), span[1])
        said = any(end <= t.start <= later for t in acts)  # "will be shipped as requested": the phrase says it more exactly
        if number not in taken and not said:
            found += _added(sentence, number, spans[number], tokens, language, speaker)
    return sorted(dict.fromkeys(found), key=lambda t: (t.start, -t.end, t.does))


def _only_said(token: Token, spans: Sequence[tuple[int, int]], sentence: Sentence) -> bool:
    """Whether a *no* or *nothing* is what somebody says or knows, no refusal: ``of the Guardians I say nothing``."""
    before = [n for n, (_, end) in enumerate(spans) if end <= token.start]
    return bool(before) and sentence.parsed.groups[before[-1]].verb_class == "speech" and token.start - spans[before[-1]][1] <= 1


def _checked(token: Token, groups: Sequence[int], sentence: Sentence) -> str | None:
    """What a set phrase does, seen by its verbs; None where it is no answer."""
    acts = [sentence.acts[n] for n in groups]
    if token.does not in (IN_FULL, WHOLE) and any(act.name == "ask" and act.person != 1 for act in acts):
        return None
    if token.does not in _REVERSED or token.rule == NOT_A_REFUSAL:
        return token.does
    denied = any(_denied(sentence, n) for n in groups) or _not_before(sentence, token)
    if denied and token.does == IN_FULL and any(_overlap(sentence, n, token) for n in groups):
        return REFUSAL  # "the request cannot be granted"; but "not granted in full" refuses nothing
    if denied and token.does == REFUSAL:
        # "cannot be refused" consents; "cannot be given" is a refusal because it is denied
        denied = not any(t.has("NOT", "NOTHING") for t in sentence.parsed.tokens if token.start <= t.start < token.end)
    return _REVERSED[token.does] if denied else token.does


def _overlap(sentence: Sentence, number: int, token: Token) -> bool:
    group = sentence.parsed.groups[number]
    return sentence.parsed.tokens[group.first].start < token.end and token.start < sentence.parsed.tokens[group.last].end


def _not_before(sentence: Sentence, token: Token) -> bool:
    """Whether a negation stands right before a phrase whose verb is none that is known: ``I do not share your view``."""
    at = next((i for i, t in enumerate(sentence.parsed.tokens) if t.start >= token.start), 0)
    return at > 0 and sentence.parsed.tokens[at - 1].has("NOT")


def _denied(sentence: Sentence, number: int) -> bool:
    """Whether a verb or the one that an open one hangs on is denied: ``we do not consider it possible to satisfy them``."""
    above = -1 if sentence.parsed.groups[number].finite else sentence.parsed.parent(number)
    return sentence.parsed.denies(number) or (above >= 0 and sentence.parsed.denies(above))


def _added(
    sentence: Sentence, number: int, span: tuple[int, int], tokens: Sequence[Token], language: str, speaker: str
) -> list[Token]:
    """The act of a verb that no phrase holds, where it answers."""
    table, group = act_table(language), sentence.parsed.groups[number]
    does = table.answers.get(group.verb_class)
    if does is None or not _decides(sentence, number, speaker):
        return []
    if _denied(sentence, number):
        does = table.denied.get(group.verb_class, REFUSAL)
    elif speaker != DECIDER and does != REFUSAL:
        does = SUPPORT
    rule = f"answer.{group.verb_class}"
    home = sentence.parsed.clause_of(number)
    if sentence.parsed.clauses[home].amounts:
        return [Token(start, end, does, (), rule) for start, end in _joined(sentence, home, tokens)]
    named = [t for t in tokens if t.does in (*_NAMING, *ADDRESSES)]
    if group.verb_class in _PROPOSING:
        named = [t for t in named if t.does in (REST, ALL, EACH)]
    here = any(sentence.parsed.clause_at(t.start) == home for t in named) or (named and group.verb_class in _GIVING and _stands_for(sentence, number))
    return [Token(*span, does, (), rule)] if here or group.verb_class in _ANSWERING else []


def _stands_for(sentence: Sentence, number: int) -> bool:
    """Whether a pronoun stands beside a verb, for what its sentence has named: ``but let them have it``."""
    around = (sentence.parsed.groups[number].first - 1, sentence.parsed.groups[number].last + 1)
    return any(sentence.parsed.tokens[i].has("IT", "HIM") for i in around if 0 <= i < len(sentence.parsed.tokens))


def _decides(sentence: Sentence, number: int, speaker: str) -> bool:
    """Whether a verb says what is to be done; the writers themselves must be its subject, and nobody else may be told to say it."""
    act = sentence.acts[number]
    clause = sentence.parsed.clauses[sentence.parsed.clause_of(number)]
    agrees = speaker == DECIDER and act.name == "offer" and sentence.parsed.groups[number].verb_class == "consent"
    if not (agrees or act.name in _DECIDING):
        return False
    if clause.kind == SAID and clause.host >= 0 and sentence.parsed.groups[clause.host].verb_class == "speech" and not sentence.parsed.person(clause.host):
        return False
    due = act.name == "direct" and sentence.parsed.groups[number].mood == MUST and sentence.parsed.groups[number].verb_class in _ANSWERING
    return speaker == DECIDER or due or act.name == "own" or sentence.parsed.groups[number].verb_class in _PROPOSING or (act.name == "refuse" and sentence.parsed.person(number) == 1)


def _joined(sentence: Sentence, home: int, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a thing without an amount is joined to one with it: ``35 tons of corn and the rice``."""
    words = sentence.parsed.tokens
    starts = {t.start for t in tokens if t.does == NOUN}
    return [
        (words[i].start, words[i].end)
        for i in range(1, len(words) - 1)
        if words[i].has("DET") and words[i - 1].has("AND") and words[i + 1].start in starts and sentence.parsed.owner[i] == home
    ]

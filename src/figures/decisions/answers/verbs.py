"""What the verbs of an answer do, by the same frames by which amounts get their stage.

``The rice may be sent``, ``the request of the Province is declined``, ``the wagons cannot be given``: a verb answers by
its class (``acts.toml``, ``answers``) where its clause names a request and it tells what is to be done.  And the verbs
check the set phrases: a consent that is denied refuses, a refusal that is denied consents, and what somebody merely
asks for, or supposes, is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from figures.decisions.words import ACTS, ADDRESSES, NOT_A_REFUSAL, WORD, Does, Token
from figures.model import Figure
from figures.sentences import CONDITION, RELATIVE, SAID, Parsed, Sentence, act_table, first_words, read_sentence

_DECIDING = frozenset({"direct", "decide", "own", "settle", "refuse", "rule"})
"""Acts by which one who decides, or the writers for themselves, say what is to be done."""
_ANSWERING = frozenset({"consent", "decide", "refuse"})
"""Classes of verbs that do nothing but answer: they need not name what they answer."""
_PROPOSING = frozenset({"propose"})
"""Classes of verbs that say what becomes of everything or the rest only: of one thing they say what is to be done by another verb."""
_TELLING_APART = frozenset({CONDITION, RELATIVE})
"""Kinds of clauses that only suppose something, or say of which thing they speak."""
_SPEAKING = "speech"
_NAMING = (Does.NOUN, Does.REGION, Does.PARTY)
_REVERSED: Mapping[str, str | None] = {
    Does.CONSENT: Does.REFUSAL,
    Does.SUPPORT: Does.REFUSAL,
    Does.RELIEVE: Does.REFUSAL,
    Does.REFUSAL: Does.CONSENT,
    Does.IN_FULL: None,
    Does.WHOLE: None,
}
"""What an act is when it is denied; what is not given in full is neither given nor refused."""
_REFUSING = frozenset({"answer.refusal", "answer.none"})
"""Groups of phrases that refuse by themselves."""


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
    names = [(t.start, t.end) for t in tokens if t.does in (Does.REGION, Does.PARTY)]
    sentence = read_sentence(text, span, [f.quantity for f in figures], names, language)
    return _Verbs(sentence, tuple(tokens), language, speaker).read()


@dataclass(frozen=True, slots=True)
class _Verbs:
    """A sentence of an answer, with its tokens, and who speaks."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    language: str
    speaker: str

    @property
    def parsed(self) -> Parsed:
        return self.sentence.parsed

    def read(self) -> list[Token]:
        """The tokens with the acts that hold."""
        kept, partly = [], set()
        for token in self.tokens:
            does = self._checked(token) if token.does in ACTS else token.does
            if does is not None:
                kept.append(token._replace(does=does))
            elif token.does in (Does.IN_FULL, Does.WHOLE):
                partly.add(self.parsed.clause_at(token.start))
        kept = [t for t in kept if t.does != Does.REFUSAL or t.rule in _REFUSING or self.parsed.clause_at(t.start) not in partly]
        added = [token for number in range(len(self.parsed.groups)) if self._adds(number, kept) for token in self._added(number)]
        taken = {t.start for t in added if t.does == Does.IN_FULL}
        kept = [t for t in kept if t.does != Does.ALL or t.start not in taken]
        return sorted(dict.fromkeys([*kept, *added]), key=lambda t: (t.start, -t.end, t.does))

    # set phrases -------------------------------------------------------------------------------

    def _checked(self, token: Token) -> str | None:
        """What a set phrase does, seen by its verbs; None where it is no answer."""
        inside = self._verbs_of(token)
        verbs = inside
        if token.does in (Does.IN_FULL, Does.WHOLE):
            before = [n for n in self.parsed.clauses[self.parsed.clause_at(token.start)].groups if self.parsed.span(n)[1] <= token.start]
            verbs = inside or before[-1:]
        elif any(self._asked(n) for n in inside):
            return None
        if any(self.parsed.clauses[self.parsed.clause_of(n)].kind == CONDITION for n in inside):
            return None
        if token.does not in _REVERSED or token.rule == NOT_A_REFUSAL or not any(self._denied(n) for n in verbs):
            return token.does
        if token.does == Does.IN_FULL and inside:
            return Does.REFUSAL  # "the request cannot be granted"; but "not granted in full" refuses nothing
        if token.does == Does.REFUSAL and any(t.has("NOT", "NOTHING") for t in self.parsed.tokens if token.start <= t.start < token.end):
            return Does.REFUSAL  # it refuses because it is denied: "cannot be given"; but "cannot be refused" consents
        return _REVERSED[token.does]

    def _verbs_of(self, token: Token) -> list[int]:
        """The verb groups over which a phrase stands."""
        spans = [self.parsed.span(n) for n in range(len(self.parsed.groups))]
        return [n for n, (start, end) in enumerate(spans) if start < token.end and token.start < end]

    def _asked(self, number: int) -> bool:
        """Whether a verb says what somebody else asks for."""
        act = self.sentence.acts[number]
        return act.name == "ask" and act.person != 1

    def _denied(self, number: int) -> bool:
        """Whether a verb or the one that an open one hangs on is denied: ``we do not consider it possible to satisfy them``."""
        above = -1 if self.parsed.groups[number].finite else self.parsed.parent(number)
        return self.parsed.denies(number) or (above >= 0 and self.parsed.denies(above))

    # verbs -------------------------------------------------------------------------------------

    def _adds(self, number: int, tokens: Sequence[Token]) -> bool:
        """Whether no phrase says the same: over the verb, or more exactly behind it (``will be shipped as requested``)."""
        groups = range(number + 1, len(self.parsed.groups))
        until = next((self.parsed.span(n)[0] for n in groups if self.parsed.parent(n) != number), self.parsed.tokens[-1].end)
        acts = [t for t in self.tokens if t.does in ACTS]
        after = self.parsed.span(number)[1]
        return not any(number in self._verbs_of(t) for t in acts) and not any(after <= t.start <= until for t in tokens if t.does in ACTS)

    def _added(self, number: int) -> list[Token]:
        """The act of a verb that no phrase holds, where it answers."""
        verb_class = self.parsed.groups[number].verb_class
        does = self._answers(number)
        if does is None:
            return []
        home = self.parsed.clause_of(number)
        if self.parsed.clauses[home].amounts:
            return self._joined(home, does, f"answer.{verb_class}")
        naming = (Does.REST, Does.ALL, Does.EACH) if verb_class in _PROPOSING else (*_NAMING, *ADDRESSES)
        named = any(t.does in naming and self.parsed.clause_at(t.start) == home for t in self.tokens)
        return [Token(*self.parsed.span(number), does, (), f"answer.{verb_class}")] if named or verb_class in _ANSWERING else []

    def _answers(self, number: int) -> str | None:
        """What a verb does to a request; None where it does not answer, or does not say what is to be done."""
        table, verb_class = act_table(self.language), self.parsed.groups[number].verb_class
        does = table.answers.get(verb_class)
        if does is None or not self._decides(number):
            return None
        if self._denied(number):
            return table.denied.get(verb_class, Does.REFUSAL)
        return Does.SUPPORT if self.speaker != Does.DECIDER and does != Does.REFUSAL else does

    def _decides(self, number: int) -> bool:
        """Whether a verb says what is to be done; the writers themselves must be its subject, and nobody else may be told to say it."""
        act, group = self.sentence.acts[number], self.parsed.groups[number]
        clause = self.parsed.clauses[self.parsed.clause_of(number)]
        agrees = self.speaker == Does.DECIDER and act.name == "offer" and group.verb_class == "consent"
        told = clause.kind == SAID and clause.host >= 0 and self.parsed.groups[clause.host].verb_class == _SPEAKING
        if clause.kind in _TELLING_APART or not (agrees or act.name in _DECIDING) or (told and not self.parsed.person(clause.host)):
            return False
        if self.speaker == Does.DECIDER or act.name == "own" or group.verb_class in _PROPOSING:
            return True
        opinion = act.name == "direct" and any(c.kind.value == "own" and c.end <= act.evidence.start for c in self.sentence.idioms)
        return opinion or (act.name == "refuse" and self.parsed.person(number) == 1)

    def _joined(self, home: int, does: str, rule: str) -> list[Token]:
        """A thing without an amount that is joined to one with it: ``35 tons of corn and the rice``, ``and all the oil``."""
        words = self.parsed.tokens
        nouns = {t.start: t for t in self.tokens if t.does == Does.NOUN}
        whole = {t.start: t for t in self.tokens if t.does == Does.ALL}
        found = []
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            if not before.has("AND") or self.parsed.clause_at(word.start) != home:
                continue
            everything = whole.get(word.start)
            behind = [n for n in nouns if everything and everything.end <= n <= everything.end + 1]
            if everything and behind:
                found.append(Token(word.start, nouns[behind[0]].end, Does.IN_FULL, (), everything.rule))
            elif word.has("DET") and after.start in nouns:
                found.append(Token(word.start, word.end, does, (), rule))
        return found

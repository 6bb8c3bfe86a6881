"""Station 6: verbs in their forms, verb groups, clauses, and what governs an amount."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import clauses_shown, read, shown, unmark

from figures.errors import LexiconError
from figures.sentences import SPEAKERS, act_table
from figures.sentences.governors import governor
from figures.sentences.parsing import MAIN
from figures.sentences.vocabulary.verbs import forms_made, verbs

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads((Path(__file__).parent / "cases" / "sentences.toml").read_text(encoding="utf-8"))


def cases(kind: str) -> pytest.MarkDecorator:
    """All cases of one kind, under their labels."""
    return pytest.mark.parametrize("case", CASES[kind], ids=lambda case: case.get("label") or case["lemma"])


@cases("forms")
def test_every_form_of_a_lemma_is_made(case: dict[str, Any]) -> None:
    """Regular endings, doubled letters, irregular forms and particles come out as they are written."""
    assert list(forms_made(case["lemma"], "en")) == case["forms"]


def test_a_lemma_gives_both_irregular_forms_or_none() -> None:
    """Half an irregular verb is refused, with what is missing."""
    with pytest.raises(LexiconError, match="past and participle"):
        list(forms_made("give|gave", "en"))


def test_a_form_may_be_of_several_verbs_and_the_longest_particle_stands_first() -> None:
    """*put in for* is tried before *put*, so that the verb with most words is read."""
    lengths = [len(form.particle) for form in verbs("en").forms["put"]]
    assert lengths == sorted(lengths, reverse=True)
    assert len(set(lengths)) > 2


@cases("verbs")
def test_verbs_are_told_from_nouns_and_govern_their_amounts(case: dict[str, Any]) -> None:
    """Every verb group of the sentence, no other word, and the act of every amount are as marked."""
    assert shown(case["text"]) == case["text"]


def test_nouns_that_look_like_verbs_are_many() -> None:
    """A word that must mislead no one stands in more than half as many cases as one that leads."""
    negative = sum(case["kind"] == "negative" for case in CASES["verbs"])
    assert 2 * negative > len(CASES["verbs"]) - negative


@cases("clauses")
def test_a_sentence_is_cut_into_its_clauses(case: dict[str, Any]) -> None:
    """Words belong to the clauses that the case lists, and the verbs of each govern its amounts alone."""
    assert clauses_shown(case["text"]) == case["clauses"]
    assert shown(case["text"]) == case["text"]


@cases("speakers")
def test_who_speaks_says_what_an_act_is(case: dict[str, Any]) -> None:
    """One act is another stage in another mouth."""
    text, _, amounts = unmark(case["text"])
    act = governor(read(text, amounts), 0)
    assert act is not None
    assert [act_table("en").stages[act.name][speaker] for speaker in SPEAKERS] == case["stages"]


WORDS = sorted({word for kind in ("verbs", "clauses") for case in CASES[kind] for word in unmark(case["text"]).text.split()})


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]]]:
    """Words of the cases in any order, with amounts among them and signs and noise between."""
    text, amounts = "", []
    for word in draw(st.lists(st.sampled_from([*WORDS, "<5 tons>", "(", ")", ";", ":", ",", "that", "which", "if"]) | st.text(max_size=3))):
        start = len(text)
        if word == "<5 tons>":
            amounts.append((start, start + 6, ""))
        text += word.strip("<>") + draw(st.sampled_from([" ", " ", " ", "  ", ", "]))
    return text, amounts


@given(sentences())
def test_every_word_has_one_clause_and_every_amount_one_place(made: tuple[str, list[tuple[int, int, str]]]) -> None:
    """Whatever the text: tokens and verb groups do not overlap, each token lies in one clause, each amount and verb in exactly one."""
    text, amounts = made
    sentence = read(text, amounts).parsed
    assert all(0 <= a.start < a.end <= b.start for a, b in pairwise(sentence.tokens))
    assert [t.number for t in sentence.tokens if t.number >= 0] == list(range(len(amounts)))
    assert all(a.first <= a.last < b.first for a, b in pairwise(sentence.groups))
    assert len(sentence.owner) == len(sentence.tokens)
    assert set(sentence.owner) <= set(range(len(sentence.clauses)))
    assert sorted(n for clause in sentence.clauses for n in clause.amounts) == list(range(len(amounts)))
    assert sorted(n for clause in sentence.clauses for n in clause.groups) == list(range(len(sentence.groups)))


@given(sentences())
def test_clauses_hang_on_one_another_in_no_circle(made: tuple[str, list[tuple[int, int, str]]]) -> None:
    """Every clause but a main one hangs on one that was opened before it, and no amount is without an answer what governs it."""
    sentence = read(*made)
    for number, clause in enumerate(sentence.parsed.clauses):
        assert clause.parent < number
        assert clause.parent >= 0 or clause.kind == MAIN
    assert all(sentence.parsed.parent(number) < number for number in range(len(sentence.acts)))
    for amount in range(len(made[1])):
        act = governor(sentence, amount)
        assert act is None or 0 <= act.evidence.start < act.evidence.end <= len(made[0])
        assert act is None or act.name in act_table("en").stages or act.name == "contrast"

"""Station 6: cue phrases."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figures.errors import LexiconError
from figures.language import CueKind, Phrasebook
from figures.sentences.cue_groups import cue_book

BOOK = cue_book("en")
GROUPS = [*BOOK.stages, *BOOK.measures, *BOOK.items]


def _plain(example: str) -> tuple[str, int, int]:
    """The example without its brackets, and the span of the bracketed words."""
    marked = example.replace("<", "").replace(">", "")
    match = re.search(r"\[(.+?)\]", marked)
    assert match, f"the example needs its cue in brackets: {example}"
    plain = marked.replace("[", "").replace("]", "")
    return plain, match.start(), match.start() + len(match.group(1))


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.id)
def test_each_group_reads_its_own_example(group) -> None:
    """The bracketed words of a group's example are found as a cue of that group."""
    text, start, end = _plain(group.example)
    cues = [c for book in (BOOK.stage_phrases, BOOK.subject_phrases) for c in book.find(text, 0, len(text))]
    found = [c for c in cues if c.kind.rule == group.id]
    assert any(c.start < end and start < c.end for c in found), [text[c.start : c.end] for c in cues]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.sampled_from([g.example for g in GROUPS]))
def test_cues_lie_inside_the_text_in_order_without_overlap(noise: str, example: str) -> None:
    """Whatever the text, cues come in reading order, inside it, and never overlap."""
    text = noise + example + noise
    end = 0
    for cue in BOOK.stage_phrases.find(text, 0, len(text)):
        assert end <= cue.start < cue.end <= len(text)
        end = cue.end


@pytest.mark.parametrize(
    ("phrase", "hit", "miss"),
    [
        ("ask|asks for", "he asks for rye", "he asked for rye"),
        ("will have? to? hand|give over?", "will hand over", "will not hand"),
        ("we ... propose", "we do not yet propose", "we do not now and then ever propose"),
        ("to deliver*", "to delivering", "to undelivered"),
        ("grain delivery", "grain delivery", "grain delivery-note"[:10]),
    ],
)
def test_phrase_syntax(phrase: str, hit: str, miss: str) -> None:
    """A phrase means what the head of stages.toml says it means."""
    book = Phrasebook([(phrase, CueKind("stage", "ask", "r"))])
    assert book.find(hit, 0, len(hit))
    assert not book.find(miss, 0, len(miss))


def test_more_words_win() -> None:
    """Where two phrases start at the same word the longer one is read."""
    short, long = CueKind("stage", "ask", "short"), CueKind("measure", "loan", "long")
    (cue,) = Phrasebook([("seed", short), ("seed loan", long)]).find("a seed loan", 0, 11)
    assert cue.kind is long


@pytest.mark.parametrize("phrase", ["", "...", "may? ask", "... ask", "ask ..."])
def test_a_phrase_without_a_sure_beginning_or_end_is_refused(phrase: str) -> None:
    """A phrase that could begin or end anywhere is refused with its rule named."""
    with pytest.raises(LexiconError, match=r"the\.rule"):
        Phrasebook([(phrase, CueKind("stage", "ask", "the.rule"))])

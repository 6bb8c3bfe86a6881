"""Station 6: cue phrases, and the examples of every list of words that the sentences are read by."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import read, unmark

from figures.errors import LexiconError
from figures.language import CueKind, Phrasebook, read_toml
from figures.sentences import act_table, structure
from figures.sentences.governors import governor
from figures.sentences.vocabulary import NONE, WHO, subject_book
from figures.sentences.vocabulary.acts import IdiomFile
from figures.sentences.vocabulary.grammar import TAGS, GrammarFile, word_lists
from figures.sentences.vocabulary.small_words import MARKS, StructureFile, SyntaxFile
from figures.sentences.vocabulary.verbs import VerbFile, verbs

BOOK = subject_book("en")
GROUPS = [*BOOK.measures, *BOOK.items]
CLASSES = read_toml(VerbFile, "en/verbs.toml").classes
IDIOMS = read_toml(IdiomFile, "en/idioms.toml").group
STRUCTURE = read_toml(StructureFile, "en/structure.toml")
SYNTAX = read_toml(SyntaxFile, "en/syntax.toml")
WRITTEN_OUT = {
    "point": "[On the first point]: carry over 300,000 poods",
    "boundary": "3 million poods[,] 2 million poods",
}
"""Examples of patterns into which words of other lists are put when they are loaded."""


def _bracketed(example: str) -> tuple[str, int, int]:
    """The example without its marks, and the span of the bracketed words."""
    text, marked, _ = unmark(example)
    assert marked, f"the example needs its words in brackets: {example}"
    return text, *marked[0][:2]


@pytest.mark.parametrize("group", GROUPS, ids=lambda g: g.id)
def test_each_measure_and_item_reads_its_own_example(group) -> None:
    """The bracketed words of a group's example are found as a cue of that group, or are one of its verbs."""
    text, start, end = _bracketed(group.example)
    cues = [*BOOK.measure_phrases.find(text, 0, len(text)), *BOOK.item_phrases.find(text, 0, len(text))]
    lemmas = {form.lemma for word in text[start:end].lower().split() for form in verbs("en").forms.get(word, ())}
    found = any(c.kind.rule == group.id and c.start < end and start < c.end for c in cues)
    assert found or lemmas & set(getattr(group, "verbs", ())), [text[c.start : c.end] for c in cues]


@pytest.mark.parametrize("special", [group for group in BOOK.measures if group.parent], ids=lambda g: g.id)
def test_a_parent_is_more_general_than_its_measure(special) -> None:
    """A measure's parent may take it up again, and not the other way round."""
    assert BOOK.generalises(special.parent, special.value)
    assert not BOOK.generalises(special.value, special.parent)


@pytest.mark.parametrize("verb_class", CLASSES, ids=lambda c: c.id)
def test_each_class_of_verbs_reads_its_own_example(verb_class) -> None:
    """The bracketed words are one verb group of the class, and it has to do with what governs the amount."""
    text, _, amounts = unmark(verb_class.example)
    sentence = read(text, amounts)
    parsed = sentence.parsed
    _, start, end = _bracketed(verb_class.example)
    spans = [parsed.span(n) for n in range(len(parsed.groups))]
    (number,) = [n for n, (first, last) in enumerate(spans) if first < end and start < last]
    assert parsed.groups[number].verb_class == verb_class.id
    assert spans[number][0] <= start < end == spans[number][1]
    hanging = [n for n in range(len(spans)) if parsed.parent(n) == number]
    assert governor(sentence, 0) in [sentence.acts[n] for n in (number, *hanging)]


@pytest.mark.parametrize("idiom", IDIOMS, ids=lambda g: g.id)
def test_each_idiom_reads_its_own_example(idiom) -> None:
    """The bracketed words are a cue of the idiom, and the amount has its act where its reach is an amount at all."""
    text, start, end = _bracketed(idiom.example)
    cues = act_table("en").idioms.find(text, 0, len(text))
    assert any(c.kind.rule == idiom.id and c.start < end and start < c.end for c in cues), [text[c.start : c.end] for c in cues]
    act = governor(read(text, unmark(idiom.example).amounts), 0)
    if idiom.reach == NONE:
        assert act is None
    else:
        assert act is not None
        assert act.name == idiom.act or idiom.reach == WHO


@pytest.mark.parametrize("name", [name for name in word_lists("en") if name in TAGS])
def test_each_list_of_small_words_tags_its_own_example(name) -> None:
    """The bracketed words of a list's example bear the tag of the list."""
    example = word_lists("en")[name].example
    text, start, end = _bracketed(example)
    tokens = [t for t in read(text, unmark(example).amounts).parsed.tokens if start <= t.start < end]
    assert tokens
    assert all(t.has(TAGS[name]) for t in tokens)


def test_every_list_of_grammar_is_tagged_or_tested_otherwise() -> None:
    """No list of grammar.toml is loaded and then forgotten."""
    assert {f.name for f in fields(GrammarFile)} - {*TAGS} == {"be", "have", "do", "modals", "participle"}


@pytest.mark.parametrize(("name", "kind"), [("be", "BE"), ("have", "HAVE"), ("do", "DO"), ("modals", "MODAL")])
def test_each_auxiliary_reads_its_own_example(name, kind) -> None:
    """The bracketed words of an auxiliary's example are a form of it, and the verb group begins there."""
    example = getattr(read_toml(GrammarFile, "en/grammar.toml"), name).example
    text, start, _ = _bracketed(example)
    parsed = read(text, unmark(example).amounts).parsed
    (group,) = parsed.groups
    first = parsed.tokens[group.first]
    assert first.start == start
    assert (first.auxiliary or ("",))[0] == kind


def test_the_endings_of_participles_read_their_own_example() -> None:
    """A verb that no class lists is known as a participle behind *have* by its ending."""
    example = word_lists("en")["participle"].example
    text, _, end = _bracketed(example)
    parsed = read(text, unmark(example).amounts).parsed
    (group,) = parsed.groups
    assert parsed.tokens[group.last].end == end
    assert group.verb_class == "unknown"


@pytest.mark.parametrize("name", MARKS)
def test_each_structural_list_reads_its_own_example(name) -> None:
    """The bracketed words of a list's example are found as a mark of that list."""
    text, start, end = _bracketed(getattr(STRUCTURE, name).example)
    assert any(c.kind.value == name and c.start < end and start < c.end for c in structure("en").marks.find(text, 0, len(text)))


@pytest.mark.parametrize("name", [f.name for f in fields(StructureFile) if f.name not in MARKS])
def test_each_plain_list_names_a_word_of_its_own_in_its_example(name) -> None:
    """Lists that are no cues have their words in their examples."""
    words = getattr(STRUCTURE, name)
    assert any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words.example, re.IGNORECASE) for word in words.words)


@pytest.mark.parametrize("name", [f.name for f in fields(SyntaxFile) if f.name != "points_joint"])
def test_each_pattern_matches_its_own_example(name) -> None:
    """A pattern of syntax.toml matches what stands in brackets in its example."""
    text, start, end = _bracketed(WRITTEN_OUT.get(name, getattr(SYNTAX, name).example))
    assert getattr(structure("en"), name).search(text[start:end])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.sampled_from([g.example for g in (*GROUPS, *IDIOMS)]))
def test_cues_lie_inside_the_text_in_order_without_overlap(noise: str, example: str) -> None:
    """Whatever the text, cues come in reading order, inside it, and never overlap."""
    text = noise + example + noise
    for book in (act_table("en").idioms, BOOK.measure_phrases, BOOK.item_phrases):
        end = 0
        for cue in book.find(text, 0, len(text)):
            assert cue.start < cue.end <= len(text)
            assert end <= cue.start or end == cue.end  # several groups may claim one phrase
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
    """A phrase means what the head of idioms.toml says it means."""
    book = Phrasebook([(phrase, CueKind("ask", "r"))])
    assert book.find(hit, 0, len(hit))
    assert not book.find(miss, 0, len(miss))


def test_more_words_win() -> None:
    """Where two phrases start at the same word the longer one is read."""
    short, long = CueKind("ask", "short"), CueKind("loan", "long")
    (cue,) = Phrasebook([("seed", short), ("seed loan", long)]).find("a seed loan", 0, 11)
    assert cue.kind is long


@pytest.mark.parametrize("phrase", ["", "...", "may? ask", "... ask", "ask ..."])
def test_a_phrase_without_a_sure_beginning_or_end_is_refused(phrase: str) -> None:
    """A phrase that could begin or end anywhere is refused with its rule named."""
    with pytest.raises(LexiconError, match=r"the\.rule"):
        Phrasebook([(phrase, CueKind("ask", "the.rule"))])

"""Station 2: where letters begin, what their lines are, and which digits call a footnote."""

from __future__ import annotations

import re
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.errors import LexiconError
from figures.language import read_toml
from figures.model import APPARATUS, ARCHIVE, BODY, FRONT, HEADING, NOTE, Doubt, Edition, Letter, Paragraph, Span
from figures.reading import cut_letters, line_starts, read_edition
from figures.reading.letters import numbering as references
from figures.reading.letters.headings import Grammar, HeadingWords, grammar
from figures.reading.letters.notes import is_inscription

HERE = Path(__file__).parent
CASES: dict[str, list[dict[str, Any]]] = tomllib.loads((HERE / "cases/letters.toml").read_text(encoding="utf-8"))
SEED = HERE.parent / "seeds/stalin-kaganovich-1936-january-august.txt"
OPENING = "Kaganovich to Stalin August 18, 1936Archive: RGASPI F. 558. Op. 11. D. 93. L. 19. Autograph.\n"
RULE = "____________________\n"


def edition(text: str, language: str = "en", name: str = "made-up") -> Edition:
    """An edition of a text that is in no file."""
    return Edition(name, f"{name}.txt", text, "", "utf-8", language, "plain", line_starts(text))


def cut(text: str, language: str = "en", name: str = "made-up") -> tuple[tuple[Letter, ...], tuple[Doubt, ...]]:
    return cut_letters(edition(text, language, name))


def only(text: str) -> Letter:
    found, _ = cut(text)
    assert len(found) == 1, [letter.id for letter in found]
    return found[0]


def label(case: dict[str, Any]) -> str:
    return str(case.get("label") or case["line"])


@pytest.mark.parametrize("case", CASES["heading"], ids=label)
def test_heading_forms(case: dict[str, Any]) -> None:
    """Every form of heading gives sender, recipient, date and a short id."""
    below = case.get("below", "")
    found, doubts = cut(f"{case['line']}\n{below}\nWe ask for 500 poods of rye.\n", case.get("language", "en"))
    assert not doubts
    assert len(found) == 1
    letter = found[0]
    assert list(letter.senders) == case["senders"]
    assert list(letter.recipients) == case["recipients"]
    assert letter.date == case["date"]
    assert letter.id == case["id"]
    assert letter.paragraphs[-1].role == BODY


@pytest.mark.parametrize("case", CASES["no_heading"], ids=label)
def test_sentences_do_not_cut(case: dict[str, Any]) -> None:
    """A line of a letter that only resembles a heading stays in the letter."""
    only(f"{OPENING}We write to you about grain.\n{case['line']}\nGrain is short.\nKaganovich.\n")


@pytest.mark.parametrize("case", CASES["role"], ids=label)
def test_roles(case: dict[str, Any]) -> None:
    """A line is apparatus only if all of it is explained; figures and answers are body."""
    prose = "We write to you about grain.\n"
    text = f"{OPENING}{case['line']}\n{prose}" if case.get("above") else f"{OPENING}{prose}{case['line']}\n"
    assert only(text).paragraphs[2 if case.get("above") else 3].role == case["role"]


@pytest.mark.parametrize("case", CASES["mark"], ids=label)
def test_marks(case: dict[str, Any]) -> None:
    """The digits between « » and no others call the notes."""
    marked, expected, plain = case["body"], [], ""
    for piece in re.split(r"(«\d+»)", marked):
        if piece.startswith("«"):
            expected.append((len(OPENING) + len(plain), piece[1:-1]))
        plain += piece.strip("«»")
    text = f"{OPENING}{plain}\n" + (RULE + "\n".join(case["notes"]) + "\n" if case["notes"] else "")
    letter = only(text)
    assert [(m.start, m.number) for m in letter.marks] == expected
    assert all(text[m.start : m.end] == m.number for m in letter.marks)
    assert [p.note for p in letter.paragraphs if p.role == NOTE] == list(range(1, len(case["notes"]) + 1))


@pytest.mark.parametrize("case", CASES["reference"], ids=label)
def test_references(case: dict[str, Any]) -> None:
    """A reply's references and a letter's own numbers are those printed as such."""
    letter = only(f"{OPENING}{case['body']}\nStalin.\n")
    assert list(letter.refers_to) == case.get("refers_to", [])
    assert "numbers" not in case or list(letter.numbers) == case["numbers"]


@pytest.mark.parametrize("case", CASES["document"], ids=label)
def test_documents(case: dict[str, Any]) -> None:
    """What stands around headings goes with them and says whom, when and what a document answers."""
    found, _ = cut(case["text"])
    read = [[*map(list, (x.senders, x.recipients)), x.date, *map(list, (x.numbers, x.refers_to))] for x in found]
    assert read == case["letters"]


@pytest.mark.parametrize("case", CASES["inscription"], ids=label)
def test_inscriptions(case: dict[str, Any]) -> None:
    """Words of another hand below the signature are a note; a sentence that begins alike is none."""
    letter = only(f"{OPENING}We ask for 50 wagons.\nL. Kaganovich.\n{case['line']}\n")
    assert (letter.paragraphs[-1].role == NOTE) == case["note"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_lexicon_examples(language: str) -> None:
    """The example of every lexicon group is read as the group says."""
    g = grammar(language)
    for group in g.words.group:
        text = group.example
        if group.reads in ("heading", "title"):
            found, _ = cut(f"{text}\n\nThe grain is short.\n", language)
            assert found[0].date is not None or group.reads == "title", text
            assert bool(found[0].recipients) == (group.reads == "heading"), text
        elif group.reads == "archive":
            assert g.is_archive(text), text
        elif group.reads in ("apparatus", "number"):
            assert g.line(text), text
            if group.reads == "number":
                assert g.number.search(text), text
        elif group.reads == "note":
            assert is_inscription(text, g.groups["inscribed"]), text
        else:
            assert references.referred(text, Span(0, 0), [Paragraph(0, len(text), BODY)], g, "1936-09-02"), text


def test_lexicon_refuses_unknown_groups() -> None:
    """A group that the grammar does not know is refused with file, key and what is allowed."""
    words = read_toml(HeadingWords, "en/headings.toml")
    bad = replace(words, group=(*words.group, type(words.group[0])("x", "", "", "heading", ())))
    with pytest.raises(LexiconError, match=r"en/headings.toml, group x: 'x' is not allowed; allowed are .*office"):
        Grammar(bad, "en/headings.toml")
    kept = tuple(group for group in words.group if group.id != "to")
    with pytest.raises(LexiconError, match="'to' is missing"):
        Grammar(replace(words, group=kept), "en/headings.toml")


def test_title_opens_a_document_of_its_own() -> None:
    """A titled table behind the last letter is a document without correspondents; its rows are body."""
    text = f"{OPENING}Grain is short.\nKaganovich.\n\nTable of tractors sent out, 1933\n\nLower Volga 740 655 1,395\n"
    found, doubts = cut(text)
    assert [letter.id for letter in found] == ["1936-08-18-kaganovich-stalin-93-19", "undated-table-of-tractors"]
    assert found[1].paragraphs[-1].role == BODY
    assert [d.code for d in doubts] == ["date incomplete"]


def test_title_after_a_colon_stays_in_the_letter() -> None:
    """A table that the letter announces is part of it."""
    only(f"{OPENING}The tractors were sent out as follows:\n\nTable of tractors sent out, 1933\n\nLower Volga 740 655 1,395\n")


def test_unknown_heading_above_an_archive_reference() -> None:
    """A title of unknown form opens a letter if a second archive reference stands below it."""
    text = f"{OPENING}Grain is short.\n\nConversation about the harvest\n\nArchive: RGASPI F. 558. Op. 11. D. 94. L. 1.\n\nIt is poor.\n"
    found, doubts = cut(text)
    assert [letter.archive for letter in found][1] == "RGASPI F. 558. Op. 11. D. 94. L. 1."
    assert [d.code for d in doubts] == ["no date"]


def test_document_numbers_of_the_edition() -> None:
    """The edition's number above a heading goes with that heading, the telegram's below a signature does not."""
    text = "№ 12\nKaganovich to Stalin, 3.IX.1936\nGive grain.\nKaganovich.\nNo. 3\n№ 13\nStalin to Kaganovich, 4.IX.1936\nGranted.\n"
    found, _ = cut(text)
    assert [text[letter.start : letter.start + 4] for letter in found] == ["№ 12", "№ 13"]
    assert [letter.numbers for letter in found] == [("3",), ()]


def test_missing_years_come_from_neighbours_or_title() -> None:
    """A heading without year takes that of its neighbour, turning the year at New Year, else of the title."""
    text = "Stalin to Kaganovich December 30, 1935\n\nOne.\n\nKaganovich to Stalin January 2\n\nTwo.\n"
    found, doubts = cut(text)
    assert [letter.date for letter in found] == ["1935-12-30", "1936-01-02"]
    assert [d.code for d in doubts] == ["year inferred"]
    found, _ = cut("Letters of the leaders. 1935 September\n\nStalin to Kaganovich September 3\n\nOne.\n")
    assert found[1].date == "1935-09-03"
    found, _ = cut("Stalin to Kaganovich September 3\n\nOne.\n", name="letters-1934")
    assert found[0].date == "1934-09-03"


def test_heading_without_date() -> None:
    """A heading without any date is a letter with a doubt."""
    found, doubts = cut("Kaganovich to Stalin\n\nArchive: RGASPI F. 558. Op. 11. D. 1. L. 2.\n\nGrain is short.\n")
    assert found[0].date is None
    assert found[0].id == "undated-kaganovich-stalin-1-2"
    assert [d.code for d in doubts] == ["no date"]


def test_text_without_letters() -> None:
    """A text without headings is one document, read whole, with a doubt."""
    found, doubts = cut("The harvest of 1921 failed.\n\nSamara needs 500 poods.\n")
    assert [letter.id for letter in found] == ["text"]
    assert found[0].heading.start == found[0].heading.end == 0
    assert [p.role for p in found[0].paragraphs] == [BODY, BODY]
    assert [d.code for d in doubts] == ["no letters"]


def test_notes_of_several_paragraphs_and_displaced_numbers() -> None:
    """A paragraph without number continues its note unless the numbering has a gap there."""
    notes = '1 Stalin agreed.\nOn August 20 the PB drew it up.\n2 Cut.\nStalin replaced 3 "offices" with "persons".\n4 Inserted.\n'
    letter = only(f"{OPENING}We ask 1 . And 2 . And 3 . And 4 .\n{RULE}{notes}")
    assert [(p.note, p.number) for p in letter.paragraphs if p.role == NOTE] == [(1, "1"), (1, "1"), (2, "2"), (3, "3"), (4, "4")]
    assert [m.note for m in letter.marks] == [1, 2, 3, 4, 3]


def test_notes_without_rule() -> None:
    """A first note is told without a rule if the text calls it; a numbered list is not."""
    letter = only(f"{OPENING}We ask for consent 1 .\nKaganovich.\n1 Stalin agreed.\n")
    assert letter.paragraphs[-1].role == NOTE
    letter = only(f"{OPENING}The Committee decides:\n1). Cancel the order 1 .\n1. Cancel it.\n{RULE}1 So in the text.\n")
    assert [p.role for p in letter.paragraphs].count(NOTE) == 1


def test_seed_letter_by_letter() -> None:
    """The seed holds an introduction and 50 letters, each from the heading to the next, all dated and cited."""
    whole = read_edition(SEED)
    found, doubts = cut_letters(whole)
    assert not doubts
    assert len(found) == 51
    headings = [i for i in range(1, len(whole.line_starts) + 1) if "Archive:" in whole.text[slice(*_line(whole, i))]]
    starts = {whole.line(letter.start) for letter in found[1:]}
    assert starts >= {i for i in headings if i != 5}  # the first archive reference has a line of its own
    assert all(letter.date and letter.senders and letter.recipients and letter.archive for letter in found[1:])
    assert len({letter.id for letter in found}) == 51
    assert {"1936-08-18-kaganovich-chubar-stalin-93-25", "1936-08-30-stalin-kaganovich-yezhov-93-134"} <= {x.id for x in found}
    by_id = {letter.id: letter for letter in found}
    assert by_id["1936-08-22-stalin-kaganovich-93-55"].refers_to == ("7",)
    assert by_id["1936-08-30-stalin-kaganovich-yezhov-93-134"].refers_to == ("3",)


def _line(whole: Edition, number: int) -> tuple[int, int]:
    span = whole.line_span(number)
    return span.start, span.end


def test_ids_stay_when_other_letters_go() -> None:
    """Removing a letter leaves the ids of the others as they were."""
    whole = read_edition(SEED)
    found, _ = cut_letters(whole)
    gone = found[10]
    rest, _ = cut_letters(edition(whole.text[: gone.start] + whole.text[gone.end :]))
    assert [x.id for x in rest] == [x.id for x in found if x.id != gone.id]


def test_same_number() -> None:
    """A number shortened in a reply is the same, a different one is not."""
    assert references.same_number("70", "70/2094/sh")
    assert not references.same_number("70", "71")


LINES = st.lists(
    st.one_of(
        st.sampled_from([c["line"] for c in CASES["heading"] + CASES["no_heading"] + CASES["role"]]),
        st.sampled_from([*(c["body"].replace("«", "").replace("»", "") for c in CASES["mark"]), RULE.strip(), "1 A note.", "2 Two.", ""]),
        st.text(max_size=60),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]), st.sampled_from(["en", "ru"]))
def test_letters_tile_the_text(lines: list[str], line_break: str, language: str) -> None:
    """Letters tile any text; paragraphs lie in their letter in order, without overlap or outer space."""
    text = line_break.join(lines)
    found, doubts = cut(text, language)
    assert [x.start for x in found] == [0, *(x.end for x in found[:-1])]
    assert found[-1].end == len(text)
    assert len({x.id for x in found}) == len(found)
    for letter in found:
        assert re.fullmatch(r"[a-z0-9-]+", letter.id)
        end = letter.start
        for p in letter.paragraphs:
            assert end <= p.start < p.end <= letter.end
            assert text[p.start : p.end].strip() == text[p.start : p.end]
            assert p.role in (HEADING, ARCHIVE, BODY, APPARATUS, NOTE, FRONT)
            assert (p.note > 0) == (p.role == NOTE)
            end = p.end
        assert sum(not text[p.start : p.end].isspace() for p in letter.paragraphs) == len(letter.paragraphs)
        assert all(text[m.start : m.end] == m.number for m in letter.marks)
        assert all(letter.start <= m.start < m.end <= letter.end for m in letter.marks)
    assert all(0 <= d.start <= d.end <= len(text) for d in doubts)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_any_text_is_cut(text: str) -> None:
    """No text makes the station fail, and every character that is no space lies in a paragraph or is a note's number."""
    found, _ = cut(text)
    covered = set()
    for letter in found:
        for p in letter.paragraphs:
            covered.update(range(p.start, p.end))
    outside = "".join(c for i, c in enumerate(text) if i not in covered)
    assert re.fullmatch(r"[\s\d\[\]().*]*", outside)


@pytest.mark.parametrize("line", ["A. " * 4000, "Kaganovich, " * 4000, "the of " * 4000, "1" * 20000, "- " * 8000, "St. " * 50 + "to x"])
def test_hostile_lines_cost_linear_time(line: str) -> None:
    """No line makes a pattern run away."""
    before = time.process_time()
    cut(f"{OPENING}{line}\n{line}\n")
    assert time.process_time() - before < 2

"""Station 8: what an answer does to what was asked, on invented exchanges and on the annotated gold."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import oracle
import pytest
from exchanges import Exchange, misdecided, row, shown
from hypothesis import given
from hypothesis import strategies as st

from figures.decisions import decide
from figures.decisions.words import Does, answer_book
from figures.errors import LexiconError
from figures.language import read_toml
from figures.model import Run
from figures.rows import table_rows

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases" / "decisions.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["id"] for c in CASES])
def test_an_answer_decides_what_it_speaks_of(case: dict[str, Any]) -> None:
    """Every wording of an answer decides exactly the requests that it speaks of, and no others."""
    assert not misdecided(case), case.get("why", "")


# the annotated gold ----------------------------------------------------------------------------

GOLD_DECISIONS = {
    pair[1].name: pair[1].with_name(pair[1].name.replace("figures", "decisions").replace(".gold.", ".decisions.")) for pair in oracle.RUNS
}


@pytest.mark.parametrize("pair", oracle.RUNS, ids=lambda pair: pair[0].stem)
def test_gold_figures_give_gold_grants(pair: tuple[Path, Path]) -> None:
    """From figures read without fault, every grant of the annotated table is found for its region."""
    tsv = GOLD_DECISIONS[pair[1].name]
    if not tsv.exists():
        pytest.skip("no annotated decisions for this text")
    edition, letters, figures = oracle.gold_run(*pair)
    decisions, _ = decide([edition], letters, figures)
    lines = tsv.read_text(encoding="utf-8").splitlines()
    names = lines[0].split("\t")
    for line in lines[1:]:
        gold = dict(zip(names, line.split("\t"), strict=False))
        granted = gold["granted"].lstrip("?")
        if not gold["region"] or granted in ("", ".") or gold["measure"] == "grain deliveries and payment in kind":
            continue
        low, _, high = granted.partition("-")
        found = [d for d in decisions if (d.granted and gold["region"] in (d.region, d.party, None)) or (d.granted and d.region is None)]
        values = {(round(float(d.granted.low)), round(float(d.granted.high))) for d in found if d.granted}
        assert (round(float(low)), round(float(high or low))) in values, line


def test_every_request_of_the_seed_ends_in_a_decision() -> None:
    """Nothing disappears: every amount of the seed that is asked for or proposed by itself stands in a row."""
    edition, letters, figures = oracle.gold_run(*oracle.SEED)
    decisions, _ = decide([edition], letters, figures)
    used = {i for d in decisions for c in (d.requested, d.proposed) if c for i in c.figures}
    regions = {f.region.value for f in figures if f.stage.value == "requested" and f.quantity.kind == "mass"}
    assert regions <= {d.region for d in decisions}
    assert {f.id for f in figures if f.stage.value == "requested" and f.note == 0 and f.quantity.kind == "mass"} <= used


def test_cells_point_at_their_evidence() -> None:
    """Each cell rests on figures of the run or on words that stand in the edition it names."""
    edition, letters, figures = oracle.gold_run(*oracle.SEED)
    decisions, _ = decide([edition], letters, figures)
    known = {f.id for f in figures}
    for decision in decisions:
        for cell in (decision.requested, decision.proposed, decision.granted, decision.obligation, decision.delivered):
            if cell is not None:
                assert set(cell.figures) <= known
                assert all(edition.text[e.start : e.end].strip() for e in cell.evidence)
                assert cell.low <= cell.high


def test_rows_have_the_columns_of_the_table() -> None:
    """A row of the table is plain data with the agreed names, exact amounts and the line of the source."""
    edition, letters, figures = oracle.gold_run(*oracle.SEED)
    decisions, _ = decide([edition], letters, figures)
    run = Run((edition,), letters, figures, (), decisions, (), ())
    moscow = next(row for row in table_rows(run) if row["region"] == "Moscow Region" and row["measure"] == "total relief")
    assert " ".join(moscow) == "region party item measure unit requested proposed granted obligation delivered outcome letter notes"
    assert moscow["granted"]["low"] == Decimal(8000000)
    assert moscow["granted"]["basis"] == "stated"
    assert moscow["granted"]["line"] == 154


# linking ---------------------------------------------------------------------------------------

ASK = (
    "The Kursk Region asks for [3 million poods|q|region=Kursk Region|measure=seed loan]. "
    "We propose [2 million poods|p|region=Kursk Region|measure=seed loan]."
)
OTHER = ASK.replace("Kursk", "Omsk").replace("3 million", "5 million").replace("2 million", "4 million")


def granted(made: Exchange) -> dict[str, str]:
    return {d.region or "": shown(d.granted) for d in made.decide()[0]}


def two_letters() -> Exchange:
    made = Exchange()
    made.add("one", ("Kaganovich",), ("Stalin",), "1935-09-01", ASK, numbers=("7",))
    made.add("two", ("Kaganovich",), ("Stalin",), "1935-09-01", OTHER, numbers=("8",))
    return made


def test_a_number_says_which_letter_is_answered() -> None:
    """``Your number 8`` answers the letter of that number and leaves the other open."""
    made = two_letters()
    made.add("reply", ("Stalin",), ("Kaganovich",), "1935-09-02", "Your number 8. I agree.", refers_to=("8",))
    assert granted(made) == {"Kursk Region": "-", "Omsk Region": "4000000"}


def test_a_region_says_which_letter_is_answered() -> None:
    """A reply without a number answers the letter whose region it names."""
    made = two_letters()
    made.add("reply", ("Stalin",), ("Kaganovich",), "1935-09-02", "I agree about the Kursk Region.")
    assert granted(made) == {"Kursk Region": "2000000", "Omsk Region": "-"}


def test_an_answer_that_fits_two_letters_answers_none() -> None:
    """Bare consent while two letters are open is ambiguous, and said to be."""
    made = two_letters()
    made.add("reply", ("Stalin",), ("Kaganovich",), "1935-09-02", "I agree.")
    decisions, doubts = made.decide()
    assert [d.granted for d in decisions] == [None, None]
    assert [d.code for _, d in doubts] == ["answer_ambiguous"]


@pytest.mark.parametrize(
    ("senders", "recipients", "date"),
    [(("Stalin",), ("Molotov",), "1935-09-02"), (("Molotov",), ("Kaganovich",), "1935-09-02"), (("Stalin",), ("Kaganovich",), "1935-08-31"),
     (("Stalin",), ("Kaganovich",), "1936-03-02")],
)  # fmt: skip
def test_a_letter_that_is_no_reply_decides_nothing(senders: tuple[str, ...], recipients: tuple[str, ...], date: str) -> None:
    """Other correspondents, an earlier date or a date long after make no reply."""
    made = Exchange()
    made.add("one", ("Kaganovich",), ("Stalin",), "1935-09-01", ASK, numbers=("7",))
    made.add("reply", senders, recipients, date, "I agree.")
    assert granted(made)["Kursk Region"] == "-"


def test_a_reply_may_stand_in_another_file() -> None:
    """Decisions are linked over all files of a run, in whatever order the files come."""
    one, two = Exchange(), Exchange()
    one.add("one", ("Kaganovich",), ("Stalin",), "1935-09-30", ASK, numbers=("7",))
    two.add("reply", ("Stalin",), ("Kaganovich",), "1935-10-01", "I agree with your proposal.", refers_to=("7",))
    editions = [replace(one.edition(), id="september"), replace(two.edition(), id="october")]
    letters = [replace(one.letters[0], edition="september"), replace(two.letters[0], edition="october")]
    figures = [replace(f, edition="september") for f in one.figures]
    for order in (editions, editions[::-1]):
        decisions, _ = decide(order, letters, figures)
        assert [shown(d.granted) for d in decisions] == ["2000000"]
        assert decisions[0].answer == "reply"
        assert decisions[0].granted is not None
        assert decisions[0].granted.edition == "october"


def test_who_decides_may_tell_what_is_asked() -> None:
    """What a decider's own letter tells of another's request is answered in it: an amount, and what must be paid."""
    made = Exchange()
    made.add(
        "told", ("Stalin",), ("Kaganovich",), "1935-09-02",
        "The Kursk people have written to me. They want "
        "[3 million poods|q|region=Kursk Region|measure=seed loan] of seed and ask to write off "
        "[600 thousand poods|q|region=Kursk Region|measure=arrears of payment in kind] of arrears. "
        "For seed [2 million poods|g|region=Kursk Region|measure=seed loan] is enough; the arrears must be paid. Carry it out.",
    )  # fmt: skip
    rows = [row(d) for d in made.decide()[0]]
    assert rows == [
        "Kursk Region, grain, seed loan: 3000000 > - > 2000000 stated",
        "Kursk Region, grain, arrears of payment in kind: 600000 > - > 0 refused",
    ]


def test_a_place_in_a_correspondents_name_may_be_left_out() -> None:
    """A reply to ``Friends' Relief`` answers ``Friends' Relief, Buzuluk``, one to another place's office does not."""
    for office, found in (("Friends' Relief", "2000000"), ("FRIENDS' RELIEF, BUZULUK", "2000000"), ("Friends' Relief, Samara", "-")):
        made = Exchange()
        made.add("one", ("Friends' Relief, Buzuluk",), ("London",), "1922-02-03", ASK, numbers=("7",))
        made.add("reply", ("London",), (office,), "1922-02-09", "I agree.", refers_to=("7",))
        assert granted(made) == {"Kursk Region": found}


def test_no_figures_no_decisions() -> None:
    """A run without figures has no decisions and no doubts."""
    made = Exchange()
    made.add("one", ("Stalin",), ("Kaganovich",), "1935-09-01", "I agree.")
    assert made.decide() == ((), ())


# the lexicon -----------------------------------------------------------------------------------


@pytest.mark.parametrize("group", answer_book("en").file.group, ids=lambda g: g.id)
def test_every_group_reads_its_example(group: Any) -> None:
    """The phrase in brackets of each group's example is found and does what the group says."""
    text = re.sub(r"[\[\]]", "", group.example)
    start = group.example.index("[")
    end = group.example.index("]") - 1
    answers = answer_book("en")
    cues = [c for speaker in (Does.DECIDER, Does.OWN) for found in answers.phrases[speaker].find(text, 0, len(text)) for c in found]
    spans = {(c.start, c.end) for c in cues if c.kind.rule == group.id}
    spans |= {m.span(1) for m in answers.quoted.finditer(text)} if group.quoted else set()
    assert (start, end) in spans


def test_a_group_that_does_what_was_not_declared_is_refused(tmp_path: Path) -> None:
    """Loading names the file and the key of a value that is not declared."""
    (tmp_path / "x.toml").write_text(
        '[[group]]\nid = "a"\ndoes = "consent"\nwhy = "w"\nphrases = []\nexample = "e"\nextra = 1\n', encoding="utf-8"
    )
    from figures.decisions.words.answer_book import AnswerFile

    with pytest.raises(LexiconError, match=r"x\.toml"):
        read_toml(AnswerFile, "x.toml", tmp_path)


# invariants ------------------------------------------------------------------------------------


@given(st.text(alphabet=st.sampled_from('agree refuse Kursk, and; no. 1) the rest\n"’'), max_size=120))
def test_any_answer_is_read(answer: str) -> None:
    """Whatever an answer says, every request still ends in exactly one row, and the same way twice."""
    made = Exchange()
    made.add("one", ("Kaganovich",), ("Stalin",), "1935-09-01", ASK, numbers=("7",))
    made.add("reply", ("Stalin",), ("Kaganovich",), "1935-09-02", answer, refers_to=("7",))
    first = made.decide()
    assert len(first[0]) == 1
    assert first == made.decide()

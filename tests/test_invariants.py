"""What holds for every run, on real letters and on texts put together from their scraps.

Nothing disappears, offsets are those of the text, a guess says so, and the same input gives the same
bytes.  The made texts are lines, sentences and headings of the real ones, shuffled, mixed with junk
and joined by all sorts of line breaks: no text a person would write, but one that a station may meet.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import figures
from figures.amounts.numbers import number_words
from figures.model import (
    ABSENT,
    AMBIGUOUS,
    ASSUMED,
    HEADING,
    INHERITED,
    STATED,
    Cell,
    Edition,
    Figure,
    Letter,
    Reading,
    Run,
)
from figures.reading import cut_letters, line_starts
from figures.reports import render_outputs
from figures.rows import RunIndex, figure_rows, numeral_rows, table_rows

HERE = Path(__file__).parent
ROOT = HERE.parent
SEED = ROOT / "seeds" / "stalin-kaganovich-1936-january-august.txt"
TEXTS = (SEED, *sorted((HERE / "gold" / "dev-letters").glob("*.txt")))
READINGS = ("region", "party", "item", "measure", "stage")
STAGES = ("requested", "proposed", "granted", "obligation", "delivered")
ASKED = ("requested", "proposed")


# --- texts ------------------------------------------------------------------------------------


def edition(text: str, name: str = "made") -> Edition:
    """An edition of a text that is in no file."""
    return Edition(name, f"{name}.txt", text, "", "utf-8", "en", "plain", line_starts(text))


@cache
def real(path: Path) -> Run:
    return figures.extract(figures.read(path))


@lru_cache(maxsize=8)
def run_of(text: str) -> Run:
    return figures.extract(edition(text))


@cache
def scraps() -> dict[str, tuple[str, ...]]:
    """Headings, other lines and sentences of the real texts."""
    headings, lines, sentences = [], [], []
    for path in TEXTS:
        read = figures.read(path)
        for letter in cut_letters(read)[0]:
            for paragraph in letter.paragraphs:
                line = read.text[paragraph.start : paragraph.end]
                (headings if paragraph.role == HEADING else lines).append(line)
        sentences += [s for line in lines for s in re.split(r"(?<=[.;:])\s+", line) if re.search(r"\d|hundred|thousand|million", s)]
    return {"headings": tuple(headings), "lines": tuple(lines), "sentences": tuple(dict.fromkeys(sentences))}


JUNK = (
    "", " ", "\t", "* * *", "_" * 20, "1", "1,50,000", "½", "2½ million poods", "five", "(five)", "five…", "“Ten.”", "*twelve*",
    "twenty–five", "N5", "x7y", "5th", "No. 33", "13 / VIII", "1936Archive: ", "1.", "2)", "four).", "7]", "8 2 people",
    "3.350 poods", "0", "00", "%", "10%%", "$5", "£", "5 5 5", "1-2-3", "18.8.36", "from 3 to 2 poods", "-5", "one-third", "a",
    "million", "dozens", "№ 7", "\ufeff", "\u2028", "\x0c", "é", "пуд", "5 пудов", "👩‍🌾 3 cows", "١٢", "²", "x²", "Ⅷ",
    "1\u202f000 poods", "1\u00a0000\u00a0poods", "\u200b5", "5\u0301", "TEN MILLION POODS",
)  # fmt: skip
JOINTS = (" ", "\n", "\n\n", "\r\n", "\r", "\u00a0", ", ", "")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A text of real headings, lines and sentences, with junk between them."""
    found = scraps()
    piece = st.one_of(
        st.sampled_from(found["headings"]).map(lambda heading: f"\n{heading}\n"),
        st.sampled_from(found["lines"]),
        st.sampled_from(found["sentences"]),
        st.sampled_from(found["sentences"]).map(lambda sentence: sentence.replace(" ", "\u00a0")),
        st.sampled_from(JUNK),
        st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
    )
    pieces = draw(st.lists(st.tuples(piece, st.sampled_from(JOINTS)), min_size=1, max_size=10))
    text = "".join(part + joint for part, joint in pieces)
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


def on_made_texts(examples: int = 80) -> Callable[[Callable[[str], None]], Callable[[], None]]:
    """Run a test on made texts, the same ones each time."""
    checks = settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
    return lambda test: checks(given(texts())(test))


def in_one_go(run: Run) -> list[Run]:
    """The run of one edition as a list; of several, each by itself."""
    return [
        replace(
            run,
            editions=(one,),
            letters=tuple(letter for letter in run.letters if letter.edition == one.id),
            figures=tuple(figure for figure in run.figures if figure.edition == one.id),
            set_aside=tuple(pair for pair in run.set_aside if pair[0] == one.id),
        )
        for one in run.editions
    ]


@cache
def together() -> Run:
    """All real texts in one run."""
    return figures.extract(*map(figures.read, TEXTS))


real_texts = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)


# --- nothing disappears -----------------------------------------------------------------------


@cache
def numeral() -> re.Pattern[str]:
    """Every digit run, fraction sign and number word, found without the help of the station that reads them."""
    words = number_words.words("en")
    spelled = [word for group in (*words.cardinals, *words.magnitudes, *words.fractions) for word in group.words]
    spelled += [word for group in words.ordinals for word in group.words]
    forms = sorted({form for word in spelled for form in (word, word.capitalize(), word.upper())}, key=len, reverse=True)
    return re.compile(rf"[0-9]+|[¼½¾⅐-⅞]|(?<!\w)(?:{'|'.join(forms)})(?!\w)")


def accounted(run: Run) -> None:
    """Each numeral of the run's only edition lies wholly within one figure or one stretch set aside."""
    text = run.editions[0].text
    kept = [("figure", f.start, f.end) for f in run.figures] + [(s.reason, s.start, s.end) for _, s in run.set_aside]
    for match in numeral().finditer(text):
        start, end = match.span()
        holders = [(what, text[a:b]) for what, a, b in kept if a < end and start < b]
        within = [(what, text[a:b]) for what, a, b in kept if a <= start and end <= b]
        around = text[max(0, start - 40) : end + 40]
        assert len(holders) == len(within) == 1, f"{match.group()!r} in {around!r} is held by {holders or 'nothing'}"


@real_texts
def test_every_numeral_of_the_letters_is_accounted_for(path: Path) -> None:
    """Each numeral of the real texts is part of exactly one figure or set aside once."""
    accounted(real(path))


@pytest.mark.parametrize(
    "text",
    [
        "five… poods", "five…six poods", "*five* poods", "<five> poods", "five% of it", "five=six", "{five}", "five|six poods",
        "~five poods", "\ufefffive poods", "five\u2009poods", "five\u202fpoods", "five\u2028poods", "five\u2011six poods",
        "twenty\u00adfive poods", "five/six poods", "£five", "(five)", "“five”", "five;", "five—six poods", "\tfive\tpoods", "5²",
        "D.3.350 poods", "one million7.8676",
    ],
    ids=ascii,
)  # fmt: skip
def test_every_numeral_is_accounted_for_beside_any_sign(text: str) -> None:
    """A sign, a rare space or glued digits beside a numeral do not make it disappear or count twice."""
    accounted(run_of(text))
    reasons(run_of(text))


@on_made_texts(300)
def test_every_numeral_of_any_text_is_accounted_for(text: str) -> None:
    """Each numeral is part of exactly one figure or set aside once, whatever stands around it."""
    accounted(run_of(text))


def reasons(run: Run) -> None:
    for _, stretch in run.set_aside:
        assert stretch.reason
        assert stretch.rule
    for one in in_one_go(run):
        entries = list(numeral_rows(one))
        assert all((entry["figure"] is None) != (entry["reason"] is None) for entry in entries)
        known = {figure.id for figure in one.figures}
        assert {entry["figure"] for entry in entries if entry["figure"]} == known


@on_made_texts()
def test_the_ledger_names_every_figure_and_a_reason_for_the_rest(text: str) -> None:
    """In the ledger a numeral has a figure or a reason, and no figure is without numeral."""
    reasons(run_of(text))


def test_the_ledger_of_all_letters_names_every_figure() -> None:
    """In the ledger of the real texts a numeral has a figure or a reason, and no figure is without numeral."""
    reasons(together())


def is_request(figure: Figure) -> bool:
    """Whether an amount itself is asked for or put forward in a letter.

    Rates, prices, shares and differences are terms of another amount; footnotes report.
    """
    quantity = figure.quantity
    rate = quantity.kind in ("yield", "price", "share") or "/" in quantity.unit or (figure.measure.value or "").startswith("interest")
    return figure.stage.value in ASKED and figure.note == 0 and not rate and figure.change != "difference"


def undecided(run: Run) -> Iterator[Figure]:
    """Requests that ended in no decision.

    A part goes where its total goes.  A later proposal for the same thing takes the place of an earlier
    one: then the letter has a decision on another amount in that unit.  An answer that repeats what it
    answers has its decision in the letter that asked.
    """
    cells = {figure for d in run.decisions for stage in STAGES if (cell := getattr(d, stage)) for figure in cell.figures}
    decided = {(letter, d.unit) for d in run.decisions for letter in (d.letter, d.answer)}
    for figure in run.figures:
        if is_request(figure) and not {figure.id, figure.part_of} & cells and (figure.letter, figure.unit) not in decided:
            yield figure


def decided(run: Run) -> None:
    text = {one.id: one.text for one in run.editions}
    lost = [f"{f.id}: {text[f.edition][f.start : f.end]!r}, {f.stage.value}" for f in undecided(run)]
    assert not lost, lost
    for decision in run.decisions:
        assert decision.outcome
        assert any(getattr(decision, stage) for stage in STAGES), decision.id
        assert (decision.granted is not None) or decision.outcome in ("no decision found", "already decided"), decision.id


def test_every_request_of_the_letters_ends_in_a_decision() -> None:
    """Whatever is asked for or proposed in the real texts has a row that says what became of it."""
    decided(together())


@on_made_texts(150)
def test_every_request_of_any_text_ends_in_a_decision(text: str) -> None:
    """Whatever is asked for or proposed has a row that says what became of it, if only that nothing was found."""
    decided(run_of(text))


# --- offsets ----------------------------------------------------------------------------------


def in_place(run: Run) -> None:
    """Letters tile the text; paragraphs, notes' marks, figures and stretches lie where they belong."""
    for one in in_one_go(run):
        text, at = one.editions[0].text, 0
        by_id = {letter.id: letter for letter in one.letters}
        assert len(by_id) == len(one.letters)
        for letter in one.letters:
            assert letter.start == at
            at = letter.end
            inside = letter.start
            for paragraph in letter.paragraphs:
                assert inside <= paragraph.start <= paragraph.end <= letter.end
                inside = paragraph.end
        assert at == len(text)
        for figure in one.figures:
            paragraph = by_id[figure.letter].paragraphs[figure.paragraph]
            numeral_ = figure.quantity.numeral
            assert paragraph.start <= figure.start <= numeral_.start < numeral_.end <= figure.end <= paragraph.end, figure.id
            assert figure.note == paragraph.note
        for _, stretch in one.set_aside:
            assert any(letter.start <= stretch.start < stretch.end <= letter.end for letter in one.letters), stretch
        taken = sorted([(f.start, f.end) for f in one.figures] + [(s.start, s.end) for _, s in one.set_aside])
        assert all(before[1] <= after[0] for before, after in pairwise(taken)), "no two overlap"


def test_everything_of_the_letters_lies_in_its_place() -> None:
    """In the real texts letters tile the text and each figure lies in one paragraph of one letter."""
    in_place(together())


@on_made_texts(150)
def test_everything_of_any_text_lies_in_its_place(text: str) -> None:
    """Letters tile the text, each figure lies in one paragraph of one letter, and no two overlap."""
    in_place(run_of(text))


def quoted(run: Run) -> None:
    """Every quote of figures and ledger stands at its offsets, on its line."""
    index = RunIndex(run)
    text = {one.source: one for one in run.editions}
    for row in map(json.loads, (json.dumps(row, default=str) for row in figure_rows(index))):
        one = text[row["source"]]
        assert one.text[row["start"] : row["end"]] == row["quote"] != ""
        assert row["quote"] in row["sentence"]
        assert one.line_span(row["line"]).start <= row["start"] < one.line_span(row["line"]).end
        for reading in READINGS:
            for words in row["evidence"][reading]["words"]:
                assert one.text[words["start"] : words["end"]] == words["quote"]
    for entry in numeral_rows(run):
        one = text[str(entry["source"])]
        assert one.text[entry["start"] : entry["end"]] == entry["numeral"]
        assert one.line(entry["start"]) == entry["line"]


@on_made_texts()
def test_rows_quote_the_text_at_their_offsets(text: str) -> None:
    """Rows of figures and of the ledger quote the text at their offsets and name its line."""
    quoted(run_of(text))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_written_files_quote_the_text_at_their_offsets(tmp_path: Path, newline: str) -> None:
    """In all files that build writes, quotes are what stands at the offsets of the decoded source."""
    source = tmp_path / "letters.txt"
    source.write_bytes(b"\xef\xbb\xbf" + SEED.read_text("utf-8").replace("\n", newline).encode())
    outputs = render_outputs(figures.extract(figures.read(source)))
    text = source.read_bytes().decode("utf-8-sig")
    rows = [json.loads(line) for line in outputs["figures.jsonl"].decode().splitlines()]
    assert len(rows) > 100
    flat = list(csv.DictReader(io.StringIO(outputs["figures.csv"].decode(), newline="")))
    ledger = list(csv.DictReader(io.StringIO(outputs["numerals.csv"].decode(), newline="")))
    for row, key in [*((r, "quote") for r in rows), *((r, "quote") for r in flat), *((r, "numeral") for r in ledger)]:
        assert text[int(row["start"]) : int(row["end"])] == row[key]
        assert len(line_starts(text[: int(row["start"]) + 1])) == int(row["line"])
    known = {row["id"]: row["line"] for row in rows}
    for row in csv.DictReader(io.StringIO(outputs["regions.csv"].decode(), newline="")):
        for stage in STAGES:
            ids = row[f"{stage}_figures"].split("; ") if row[f"{stage}_figures"] else []
            assert set(ids) <= known.keys()
            assert bool(row[f"{stage}_low"]) == bool(row[f"{stage}_basis"]) == bool(row[f"{stage}_line"])


# --- readings ---------------------------------------------------------------------------------


def honest(run: Run) -> None:
    """Every reading has a value unless it says it has none, and words it rests on if it says they state it."""
    size = {one.id: len(one.text) for one in run.editions}
    for figure in run.figures:
        for name in READINGS:
            reading: Reading = getattr(figure, name)
            where = f"{figure.id}, {name}: {reading}"
            assert reading.status in (STATED, INHERITED, ASSUMED, AMBIGUOUS, ABSENT), where
            assert bool(reading.values) == (reading.status != ABSENT), where
            assert all(reading.values), where
            assert reading.status != STATED or reading.evidence, where
            assert not set(reading.values) & set(reading.rejected), where
            for words in reading.evidence:
                assert 0 <= words.start < words.end <= size[figure.edition], where
                assert words.rule, where
        for doubt in (*figure.quantity.doubts, *figure.doubts):
            assert doubt.code, figure.id
            assert doubt.message, figure.id
            assert 0 <= doubt.start <= doubt.end <= size[figure.edition], figure.id


def test_readings_of_the_letters_rest_on_words() -> None:
    """In the real texts no reading is without value unless it says so, nor stated without words."""
    honest(together())


@on_made_texts(150)
def test_readings_of_any_text_rest_on_words(text: str) -> None:
    """No reading is without value unless it says so, nor stated without words inside the edition."""
    honest(run_of(text))


def ordered(run: Run) -> None:
    """No low end is above its high end, from numeral to table."""
    for figure in run.figures:
        assert figure.quantity.numeral.low <= figure.quantity.numeral.high, figure.id
        assert figure.low <= figure.high, figure.id
        assert figure.quantity.qualifier != "range" or figure.low < figure.high, figure.id
    index = RunIndex(run)
    for row in figure_rows(index):
        low, high = row["converted_low"], row["converted_high"]
        assert (low is None) == (high is None)
        assert low is None or (isinstance(low, Decimal) and isinstance(high, Decimal) and low <= high), row["id"]
    for decision in run.decisions:
        for stage in STAGES:
            cell: Cell | None = getattr(decision, stage)
            assert cell is None or cell.low <= cell.high, decision.id
            assert cell is None or cell.basis != "refused" or cell.high == 0, decision.id
    for table_row in table_rows(index.run):
        for stage in STAGES:
            shown: dict[str, Any] | None = table_row[stage]
            assert shown is None or shown["low"] <= shown["high"], table_row


def test_ranges_of_the_letters_keep_their_ends_in_order() -> None:
    """In the real texts no range turns round on its way from the numeral to the table."""
    ordered(together())


@on_made_texts()
def test_ranges_of_any_text_keep_their_ends_in_order(text: str) -> None:
    """No range turns round on its way from the numeral to the table, however it is written."""
    ordered(run_of(text))


# --- ids, and what does not depend on what ------------------------------------------------------


def told_apart(run: Run) -> None:
    for found in (run.letters, run.figures, run.decisions, run.checks):
        ids = [one.id for one in found]
        assert len(set(ids)) == len(ids), sorted(id for id in ids if ids.count(id) > 1)


def test_ids_of_all_letters_are_told_apart() -> None:
    """No two letters, figures, decisions or checks of a run over all real texts bear the same id."""
    told_apart(together())


@on_made_texts(150)
def test_ids_of_any_text_are_told_apart(text: str) -> None:
    """No two letters, figures, decisions or checks bear the same id, even where a letter stands twice."""
    told_apart(run_of(text))


@on_made_texts(40)
def test_the_same_text_gives_the_same_run(text: str) -> None:
    """Nothing is remembered from one run to the next."""
    assert figures.extract(edition(text)) == run_of(text)


def test_ids_do_not_depend_on_the_other_files() -> None:
    """A figure of one file bears the same id whether the file is read alone or among others."""
    assert [figure.id for figure in together().figures] == [figure.id for path in TEXTS for figure in real(path).figures]


def readings(run: Run, letter: Letter, shift: int = 0) -> dict[str, Figure]:
    """The figures of a letter by their place in it, all offsets moved by ``shift``."""
    return {figure.id: moved(figure, shift) for figure in run.figures if figure.letter == letter.id and figure.edition == letter.edition}


def moved(value: Any, shift: int) -> Any:
    """A figure, reading or what they hold, ``shift`` characters further on."""
    if isinstance(value, tuple):
        return tuple(moved(one, shift) for one in value)
    if not hasattr(value, "__dataclass_fields__"):
        return value
    changes = {f.name: moved(getattr(value, f.name), shift) for f in fields(value)}
    changes |= {end: changes[end] + shift for end in ("start", "end") if end in changes}
    return replace(value, **changes)


def differences(before: dict[str, Figure], after: dict[str, Figure]) -> Iterator[str]:
    """What changed and was not declared to come from elsewhere: an inherited reading, a unit left out."""
    for id, figure in before.items():
        again = after.get(id)
        if again is None:
            if figure.quantity.printed_unit:
                yield f"{id} is gone"
            continue
        if figure.quantity.printed_unit and (figure.low, figure.high, figure.unit) != (again.low, again.high, again.unit):
            yield f"{id}: {figure.low} to {figure.high} {figure.unit} became {again.low} to {again.high} {again.unit}"
        if not figure.quantity.printed_unit and figure.unit != again.unit:
            continue  # what an amount is of is read from its unit
        for name in READINGS:
            was, now = getattr(figure, name), getattr(again, name)
            if INHERITED not in (was.status, now.status) and was.values != now.values:
                yield f"{id}, {name}: {was.values} ({was.status}) became {now.values} ({now.status})"
    yield from (f"{id} is new" for id in after if id not in before and after[id].quantity.printed_unit)


@real_texts
def test_a_letter_that_goes_changes_no_other(path: Path) -> None:
    """Without one letter the others are read as before, save what they say they inherit."""
    whole = real(path)
    one = whole.editions[0]
    failures = []
    for gone in whole.letters:
        without = edition(one.text[: gone.start] + one.text[gone.end :])
        rest = figures.extract(replace(without, id=one.id, language=one.language, profile=one.profile))
        assert [letter.id for letter in rest.letters] == [letter.id for letter in whole.letters if letter is not gone]
        for letter in rest.letters:
            shift = gone.end - gone.start if letter.start >= gone.start else 0
            failures += [f"without {gone.id}: {said}" for said in differences(readings(whole, letter), readings(rest, letter, shift))]
    assert not failures, "\n".join(failures)


PREFIX_LINES = ("", "   ", "* * *", "The letters are printed as they were sent.", "Contents", "Words that could not be read are left out.")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PREFIX_LINES), min_size=1, max_size=4))
def test_lines_at_the_top_change_no_reading(path: Path, lines: list[str]) -> None:
    """Lines put before the first one move every offset and change nothing else."""
    whole = real(path)
    one = whole.editions[0]
    prefix = "".join(f"{line}\n" for line in lines)
    again = figures.extract(replace(edition(prefix + one.text), id=one.id, language=one.language, profile=one.profile))
    changed = []
    for letter in whole.letters:
        if letter.heading.end > letter.heading.start:
            before = readings(whole, letter, len(prefix))
            changed += [id for id, figure in readings(again, letter).items() if before.pop(id, None) != figure] + list(before)
    assert not changed, changed


@real_texts
def test_line_breaks_change_no_reading(path: Path) -> None:
    """A text that passed through Windows, with a carriage return in every line break, says the same."""
    one = figures.read(path)
    assert "\r" not in one.text
    again = figures.extract(replace(edition(one.text.replace("\n", "\r\n")), id=one.id, language=one.language, profile=one.profile))

    def said(run: Run) -> list[tuple[object, ...]]:
        index = RunIndex(run)
        return [
            (index.quote(f), index.line(f), f.low, f.high, f.unit, *(getattr(f, name).values for name in READINGS)) for f in run.figures
        ]

    assert said(again) == said(real(path))
    cells = [
        [(d.region, d.item, d.measure, *(getattr(d, s) and getattr(d, s).low for s in STAGES)) for d in r.decisions]
        for r in (again, real(path))
    ]
    assert cells[0] == cells[1]


# --- same input, same bytes ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [("extract",), ("table", "--format", "text"), ("table", "--format", "json"), ("numerals",)],
    ids=" ".join,
)
def test_another_hash_seed_time_zone_and_locale_print_the_same_bytes(command: tuple[str, ...]) -> None:
    """What is printed depends on the text alone, not on sets, clocks or the machine's language."""
    worlds = (
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "1"},
    )
    line = [sys.executable, "-m", "figures.cli", *command, SEED.relative_to(ROOT).as_posix()]
    started = [subprocess.Popen(line, cwd=ROOT, env={**os.environ, **world}, stdout=subprocess.PIPE) for world in worlds]
    printed = [process.communicate()[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert len(printed[0]) > 1000
    assert printed[0] == printed[1]

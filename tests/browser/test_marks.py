"""From the table to the words and back: every amount, every mark, every card."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from conftest import Open, Opened

from figures.model import Run
from figures.reports.page.addresses import Addresses
from figures.rows import READINGS, TABLE_STAGES, RunIndex, cite_figure, figure_doubts, figure_row

MARKED = """() => {
  const pane = document.getElementById("ui-text").getBoundingClientRect();
  const on = [...document.querySelectorAll("#ui-text .on")];
  const box = on[0]?.getBoundingClientRect();
  return {text: on.map((mark) => mark.textContent).join(""),
          seen: Boolean(box) && box.top >= pane.top && box.bottom <= pane.bottom && box.left >= pane.left && box.right <= pane.right};
}"""


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("size", ["wide desk", "small desk", "phone"])
def test_every_amount_of_the_table_leads_to_its_words(visit: Open, run: Run, index: RunIndex, size: str) -> None:
    """All amounts, not a sample: a click brings a mark into view whose text is the quote, or the words that decide."""
    opened = visit("#?view=table", size)
    page, text, places = opened.page, run.editions[0].text, Addresses(index)
    clicked = 0
    for number, decision in enumerate(run.decisions):
        for stage in TABLE_STAGES:
            cell = getattr(decision, stage)
            if cell is None:
                continue
            if size == "phone":
                page.evaluate("location.hash = '#?view=table'")
                opened.settled()
            page.click(f'#ui-table [data-c="{number} {stage}"]')
            opened.settled()
            marked = page.evaluate(MARKED)
            words = places.deciding(cell)
            expected = text[words[0][0].start : words[0][0].end] if words else index.quote(index.figures[cell.figures[0]])
            assert marked == {"text": expected, "seen": True}, (decision.id, stage)
            clicked += 1
    assert clicked == page.locator("#ui-table .v").count()


def card(opened: Opened) -> dict[str, Any]:
    return opened.page.evaluate("""() => {
      const card = document.getElementById("ui-card");
      const said = (selector) => [...card.querySelectorAll(selector)].map((element) => element.textContent);
      const field = (name) => [...card.querySelectorAll("dt")].find((dt) => dt.textContent === name)?.nextElementSibling.textContent ?? "";
      return {shown: !card.hidden, text: card.textContent, quote: card.querySelector("h2 q")?.textContent, cite: said(".cite")[0],
              doubts: said(".doubts li"), fields: Object.fromEntries(
                ["read", "converted", "region", "party", "item", "measure", "stage"].map((name) => [name, field(name)])),
              chain: said(".chain a"), checks: said(".verdict")};
    }""")  # type: ignore[no-any-return]


def test_every_mark_opens_the_card_of_its_figure(visit: Open, run: Run, index: RunIndex) -> None:
    """Each card says what was printed, read and converted, each reading with its words, doubts, checks, decision, citation."""
    opened = visit()
    for number, figure in enumerate(run.figures):
        opened.page.locator(f'#ui-text [data-f~="{number}"]').first.click()
        opened.settled()
        shown, row = card(opened), figure_row(figure, index)
        assert shown["shown"]
        assert shown["quote"] == row["quote"]
        assert shown["cite"] == cite_figure(figure, index)
        assert figure.unit in shown["fields"]["read"]
        assert bool(shown["fields"]["converted"]) == bool(row["converted_unit"] and row["converted_unit"] != figure.unit)
        for name in READINGS:
            reading = getattr(figure, name)
            said = shown["fields"][name]
            assert all(value in said for value in reading.values), (figure.id, name)
            assert all(flat(index.words(figure.edition, e)) in flat(said) for e in reading.evidence), (figure.id, name)
            assert all(rejected in said for rejected in reading.rejected), (figure.id, name)
            if reading.values:
                assert reading.status in said
        for doubt in figure_doubts(figure):
            assert doubt.message in shown["doubts"]
        assert len(shown["checks"]) == len(index.checks.get(figure.id, ()))
        assert all(check.message in shown["text"] for check in index.checks.get(figure.id, ()))
        cells = [getattr(d, stage) for d in index.decisions.get(figure.id, ()) for stage in TABLE_STAGES]
        assert len(shown["chain"]) == sum(cell is not None for cell in cells)


def test_evidence_is_underlined_for_every_figure(visit: Open, run: Run) -> None:
    """With a figure shown, the words for region, item, measure and stage are underlined in the text, and no others."""
    opened = visit()
    text = run.editions[0].text
    for figure in run.figures:
        opened.page.evaluate("(hash) => { location.hash = hash; }", "#" + quote(figure.id))
        opened.settled()
        lines = opened.page.evaluate("""() => [...document.querySelectorAll("#ui-text u.ev")].map((line) => {
          const block = line.closest("[data-o]");
          const before = document.createRange();
          before.setStart(block, 0); before.setEnd(line, 0);
          const start = Number(block.dataset.o) + before.toString().length;
          return [[...line.classList].find((name) => name.startsWith("ev-")).slice(3), start, start + line.textContent.length];
        })""")
        for name in READINGS:
            expected = {n for e in getattr(figure, name).evidence for n in range(e.start, e.end) if text[n] not in "\r\n"}
            found = {n for field, start, end in lines if field == name for n in range(start, end)}
            assert found == expected, (figure.id, name)
    opened.page.evaluate("() => { location.hash = ''; }")
    opened.settled()
    assert opened.page.locator("#ui-text u.ev").count() == 0


def test_the_chain_of_a_decision_is_links(visit: Open, run: Run, index: RunIndex) -> None:
    """From request to proposal to grant and back, each step is a link that is followed in place."""
    decision = next(d for d in run.decisions if d.requested and d.proposed and d.granted and d.granted.basis == "stated")
    assert decision.requested
    opened = visit("#" + quote(decision.requested.figures[0]))
    for stage in ("proposed", "granted"):
        opened.page.locator(f"#ui-card .chain .s-{stage}").first.click()
        opened.settled()
        figure = index.figures[getattr(decision, stage).figures[0]]
        assert opened.page.evaluate(MARKED)["text"] == index.quote(figure)


def test_words_of_consent_have_a_card(visit: Open, run: Run, index: RunIndex) -> None:
    """Words that decide name the rows they decide."""
    places = Addresses(index)
    number, decision = next((n, d) for n, d in enumerate(run.decisions) if d.granted and d.granted.basis == "consent")
    assert decision.granted
    opened = visit()
    opened.page.click(f'#ui-table [data-c="{number} granted"]')
    opened.settled()
    evidence = places.deciding(decision.granted)[0][0]
    shown = card(opened)
    assert index.words(decision.granted.edition, evidence) in shown["quote"]
    assert decision.outcome in shown["text"]


def test_footnote_marks_lead_to_the_note_and_back(visit: Open, run: Run) -> None:
    """A mark goes to its note, the note's arrow back to the mark."""
    opened = visit()
    page = opened.page
    marks = page.locator("#ui-text a.m[href]")
    assert marks.count() == sum(bool(mark.note) for letter in run.letters for mark in letter.marks)
    marks.nth(3).click()
    opened.settled()
    here = page.locator("#ui-text .l.note.here")
    assert here.count() == 1
    here.locator(".back").click()
    opened.settled()
    assert page.locator("#ui-text .l.here").evaluate("(line) => line.contains(document.querySelectorAll('#ui-text a.m[href]')[3])")


def test_numerals_set_aside_can_be_shown_with_their_reasons(visit: Open, run: Run) -> None:
    """Shown on request, each says on hover and in its card why it is no figure."""
    opened = visit("#?aside=1")
    page = opened.page
    asides = page.locator("#ui-text [data-a]")
    assert asides.count() == len(run.set_aside)
    data = page.evaluate("() => [...document.querySelectorAll('#ui-text [data-a]')].map((a) => a.title)")
    assert all(title for title in data)
    for _, stretch in run.set_aside[10:200:19]:
        letter = next(one for one in run.letters if one.start <= stretch.start < one.end)
        page.locator(f'[data-a="{letter.id}/a{stretch.start - letter.start}"]').click()
        opened.settled()
        assert stretch.reason in card(opened)["text"]
        assert stretch.rule in card(opened)["text"]

"""Reading: without script, in print, at every size, in dark and light, by everyone, and safely."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from conftest import AXE, SIZES, Open, Opened, write

import figures
from figures.model import Edition, Run
from figures.reports.page import page_files
from figures.reports.page import text as page_text
from figures.reports.page.addresses import Addresses
from figures.rows import RunIndex


def test_without_script_the_text_the_marks_the_table_and_their_links_work(visit: Open, run: Run, index: RunIndex) -> None:
    """Everything is there to be read; an amount leads to its mark, a line number to its line."""
    opened = visit(script=False)
    page = opened.page
    text = page.locator("#ui-text").text_content() or ""
    for letter in run.letters:
        for paragraph in letter.paragraphs:
            words = run.editions[0].text[paragraph.start : paragraph.end].split()
            assert all(word in text for word in words[:8])
    assert page.locator("#ui-text [data-f]:visible").count() >= len(run.figures)
    assert page.locator("#ui-table tr[data-d]:visible").count() == len(run.decisions)
    page.locator("#ui-table .v").nth(30).click()
    fragment = page.url.split("#")[1]
    box = page.locator(f'[id="{fragment}"]').bounding_box()
    assert box
    assert 0 <= box["y"] <= SIZES["wide desk"][1]
    page.locator("#L145 .n").click()
    assert page.url.endswith("#L145")


VIEWS = (
    "", "#FIGURE", "#FIGURE?view=text", "#?view=table&aside=1", "#?view=charts", "#?view=letters&doubt=1", "#?view=found&q=grain", "#WORDS",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(visit: Open, run: Run, index: RunIndex, size: str, dark: bool) -> None:
    """No violation of any rule, with the card open and closed, in every view; and nothing hangs over the edge."""
    figure = next(f for f in run.figures if page_text.doubtful(f) and index.checks.get(f.id) and index.decisions.get(f.id))
    decided = next(d for d in run.decisions if d.granted and d.granted.basis == "consent")
    assert decided.granted
    words = Addresses(index).deciding(decided.granted)[0][1]
    opened = visit("", size, dark)
    for view in VIEWS:
        hash = view.replace("FIGURE", figure.id).replace("WORDS", words)
        opened.page.evaluate("(hash) => { location.hash = hash; }", hash)
        opened.settled()
        assert violations(opened) == [], hash
        assert opened.page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth") <= 0, hash


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_the_help(visit: Open, dark: bool) -> None:
    """The help overlay is as readable."""
    opened = visit(dark=dark)
    opened.press("?")
    assert violations(opened) == []


def violations(opened: Opened) -> list[Any]:
    """What axe-core objects to: the rule, and the first places."""
    assert AXE.exists(), "make test-browser installs axe-core"
    if not opened.page.evaluate("() => Boolean(globalThis.axe)"):
        opened.page.evaluate(AXE.read_text("utf-8"))
    found = opened.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    return [(one["id"], [(node["target"], node["failureSummary"]) for node in one["nodes"][:3]]) for one in found["violations"]]


def test_stages_differ_without_colour(visit: Open, run: Run) -> None:
    """Each stage has a letter of its own, and doubt a question mark, in the text itself."""
    assert len(set(page_text.SIGNS.values())) == len(page_text.SIGNS)
    opened = visit()
    for number, figure in enumerate(run.figures):
        sign = opened.page.locator(f'#ui-text [data-f~="{number}"][data-s]').first.evaluate(
            "(mark) => getComputedStyle(mark, '::after').content"
        )
        assert page_text.SIGNS.get(figure.stage.value or "", page_text.NO_SIGN) in sign
        assert ("?" in sign) == page_text.doubtful(figure)


def test_print_has_the_text_the_marks_and_the_table(visit: Open, run: Run, index: RunIndex, tmp_path: Path) -> None:
    """In one column, marks visible, nothing that only works on a screen; the table's head on each of its pages."""
    opened = visit("#" + run.figures[0].id)
    page = opened.page
    page.emulate_media(media="print")
    for gone in ("#ui-tools", "#ui-tabs", "#ui-card", "#ui-charts", "#ui-letters", "#ui-found"):
        assert not page.locator(gone).is_visible()
    text, table = (page.locator(name).bounding_box() for name in ("#ui-text", "#ui-table"))
    assert text
    assert table
    assert table["y"] >= text["y"] + text["height"] - 1
    assert page.locator("#ui-table thead").evaluate("(head) => getComputedStyle(head).display") == "table-header-group"
    mark = page.locator("#ui-text [data-f='3']").first.evaluate("(mark) => getComputedStyle(mark).borderBottomStyle")
    assert mark != "none"
    printed = page.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 5


def test_a_narrow_screen_has_tabs(visit: Open, run: Run, index: RunIndex) -> None:
    """Text and table are two tabs; an amount goes over to the text, the back button to the table again."""
    opened = visit("", "phone")
    page = opened.page
    assert page.locator("#ui-text").is_visible()
    assert not page.locator("#ui-table").is_visible()
    page.click("#ui-tab-table")
    opened.settled()
    assert page.locator("#ui-table").is_visible()
    assert not page.locator("#ui-text").is_visible()
    page.locator("#ui-table .v").first.click()
    opened.settled()
    assert page.locator("#ui-text").is_visible()
    assert page.locator("#ui-card").is_visible()
    page.go_back()
    opened.settled()
    assert page.locator("#ui-table").is_visible()


EVIL = (
    "</script><script>alert(1)</script>", "<img src=http://127.0.0.1:9/x onerror=alert(2)>", "{{ 7*7 }}{% for x in y %}",
    "javascript:alert(3)", "\"' onmouseover=alert(4) x='", "<svg/onload=alert(5)>", "--><!--<script>", "&lt;b&gt;&amp;\u2028\u202e",
)  # fmt: skip
HOSTILE = """\
Kaganovich {0} to Stalin {1} August 18, 1936Archive: RGASPI F. 558. {0} D. 93. L. 25. {4}
Telegram {2} {3}
The {1} Moscow Regional Committee {0} asks for a discount of 9.5 million poods {5} of grain {2}, \
including 7.5 million poods {0} and 2 million pounds {6} {1}. We propose 6,800,000 poods {4} {3} {1}.
The Omsk {5} Region {0} delivered 1,50,000 poods {7} of {1}rye{2} last year <b>5 tons</b>. 1 {0}
{6} Kaganovich {4}
____________________
1 On the same day, {1} Stalin agreed {0} {3} 8 million poods {5}.
Stalin to Kaganovich {0} August 19, 1936
It is possible to give Muscovites a discount of 8 million poods {1} in all respects {4} {0}.
"""


def test_a_hostile_text_runs_nothing_and_requests_nothing(visit: Open, tmp_path: Path) -> None:
    """Tags, handlers, templates and addresses in headings, notes, quotes and the file's name stay text."""
    name = "<img src=x onerror=alert(9)>{{7*7}}'\"&.txt"
    (tmp_path / name).write_text(HOSTILE.format(*EVIL), "utf-8")
    run = figures.extract(figures.read(tmp_path / name))
    assert run.figures
    folder = write(page_files(RunIndex(run)), tmp_path)
    file = folder / "figures.html"
    image, script = "<img src=x onerror=alert(1)>", "<script>alert(1)</script>"
    hashes = ("", f"#?q={quote(image)}&view=found", f"#{image}", f"#?region={script}")
    for hash in hashes:
        opened = visit(hash, file=file)
        page = opened.page
        for number in range(len(run.figures)):
            page.locator(f'#ui-text [data-f~="{number}"]').first.click()
            opened.settled()
            page.locator(f'#ui-text [data-f~="{number}"]').first.hover()
        opened.press("a", "3", "4", "5", "2")
        assert page.locator("script").count() == 2
        assert page.locator("img").count() == 0
        assert page.evaluate("() => document.getElementById('ui-text').textContent").count("{{ 7*7 }}") == HOSTILE.count("{2}")
        assert [url for url in opened.requests if not url.startswith(file.as_uri())] == []
        assert opened.dialogs == []


def test_crossing_evidence_leaves_the_text_as_it_is(visit: Open, run: Run) -> None:
    """Underlining what crosses, touches and lies within other marks, and taking it back, changes no character."""
    opened = visit()
    before = opened.page.evaluate("() => document.querySelector('.book').textContent")
    nodes = opened.page.evaluate("() => document.querySelectorAll('.book *').length")
    for figure in run.figures[::5]:
        opened.page.evaluate("(hash) => { location.hash = hash; }", "#" + figure.id)
        opened.settled()
        assert opened.page.evaluate("() => document.querySelector('.book').textContent") == before
    opened.press("Escape")
    assert opened.page.evaluate("() => document.querySelectorAll('.book *').length") == nodes


def test_characters_beyond_the_basic_plane_shift_nothing(visit: Open, tmp_path: Path) -> None:
    """Browsers count an emoji or a rare letter as two; marks and underlined words still stand where they belong."""
    (tmp_path / "wide.txt").write_text("The \U0001f33e Moscow Region asks \U0001f33e for 9.5 million poods \U0001f33e of grain.\n", "utf-8")
    run = figures.extract(figures.read(tmp_path / "wide.txt"))
    index = RunIndex(run)
    opened = visit("#" + quote(run.figures[0].id), file=write(page_files(index), tmp_path) / "figures.html")
    assert opened.page.locator("#ui-text .on").all_text_contents() == [index.quote(run.figures[0])]
    words = [index.words("wide", evidence) for evidence in run.figures[0].stage.evidence]
    assert words
    assert opened.page.locator("#ui-text u.ev-stage").all_text_contents() == words


def milliseconds(opened: Opened, file: Path) -> int:
    """What opening a file costs the page's thread, from request to the end of loading, its script included.

    The thread's own time, not the clock's: other work on the machine is not the page's.
    """
    session = opened.page.context.new_cdp_session(opened.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    opened.page.goto("about:blank")
    before = _busy(session.send("Performance.getMetrics"))
    opened.page.goto(file.as_uri())
    opened.settled()
    return round(1000 * (_busy(session.send("Performance.getMetrics")) - before))


def _busy(metrics: dict[str, Any]) -> float:
    return next(float(metric["value"]) for metric in metrics["metrics"] if metric["name"] == "TaskDuration")


def test_the_page_is_ready_in_half_a_second(visit: Open, built: Path) -> None:
    """From opening the file to the first picture of it; the best of three."""
    times = [milliseconds(visit(), built) for _ in range(3)]
    print(f"ready after {min(times)} ms, {built.stat().st_size / 1000:.0f} kB")
    assert min(times) < 500


def test_ten_megabytes_are_read_in_parts(visit: Open, run: Run, tmp_path: Path) -> None:
    """The index and each part load as fast as the page of the seed; the time to write them is linear."""
    seconds = {}
    outputs: dict[str, bytes] = {}
    for copies in (12, 120):
        text = run.editions[0].text * copies
        starts = (0, *(match.end() for match in re.finditer("\n", text)))
        edition = Edition("big", "seeds/big.txt", text, "0" * 64, "utf-8", "en", run.editions[0].profile, starts)
        index = RunIndex(figures.extract(edition))
        started = time.perf_counter()
        outputs = page_files(index)
        seconds[copies] = time.perf_counter() - started
    assert len(text) > 10_000_000
    sizes = {name: len(data) for name, data in outputs.items()}
    print(json.dumps({"seconds": seconds, "files": len(sizes), "index": sizes["figures.html"], "largest": max(sizes.values())}))
    assert seconds[120] < 20 * seconds[12]
    assert max(map(len, outputs.values())) < 700_000
    folder = write(outputs, tmp_path)
    opened = visit(file=folder / "figures.html")
    opened.page.locator("main table td a").nth(7).click()
    opened.page.wait_for_load_state("load")
    opened.settled()
    assert " of " in (opened.page.locator("#ui-count").text_content() or "")
    opened.press("x", "n")
    assert opened.page.locator("#ui-card").is_visible()
    opened.page.click("nav.parts a[rel=next]")
    opened.page.wait_for_load_state("load")
    assert opened.page.locator("#ui-text [data-f]").count()
    times = {name: min(milliseconds(visit(), folder / name) for _ in range(3)) for name in ("figures.html", "figures-0007.html")}
    print(times)
    assert max(times.values()) < 500


def test_axe_finds_nothing_in_the_index(visit: Open, run: Run, tmp_path: Path) -> None:
    """The first page of a long edition is as readable."""
    folder = write(page_files(RunIndex(run), whole=1, part=60_000), tmp_path)
    for size in SIZES:
        for dark in (False, True):
            opened = visit(file=folder / "figures.html", size=size, dark=dark)
            assert violations(opened) == []
            assert opened.page.evaluate("() => document.scrollingElement.scrollWidth - innerWidth") <= 0
    opened = visit(file=folder / "figures-0002.html")
    assert violations(opened) == []

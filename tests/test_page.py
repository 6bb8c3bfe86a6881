"""The reading page as bytes: what is in it, that nothing in it can run, that its parts hold together."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import run as made_run

import figures
from figures.model import Edition, Run
from figures.reports.page import files, page_files
from figures.reports.page import text as page_text
from figures.reports.page.addresses import FIRST_PAGE, Offsets
from figures.reports.page.text import Mark
from figures.rows import TABLE_STAGES, RunIndex

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "stalin-kaganovich-1936-january-august.txt"
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}javascript:alert(3)\u2028&quot;'\"-->"
VOID = {"meta", "input", "br", "hr", "img", "link"}


@cache
def seed() -> Run:
    return figures.extract(figures.read(SEED))


def edition(text: str, id: str = "made") -> Edition:
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    return Edition(id, f"seeds/{id}.txt", text, "0" * 64, "utf-8", "en", "plain", starts)


@cache
def whole() -> str:
    """The page of the seed."""
    return page_files(RunIndex(seed()))[FIRST_PAGE].decode()


@cache
def parts() -> dict[str, str]:
    """The same in small parts."""
    return {name: data.decode() for name, data in page_files(RunIndex(seed()), whole=1, part=20_000).items()}


class Reader(HTMLParser):
    """Elements with an id, links, and the text of each element that bears data-o."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.blocks: dict[int, str] = {}
        self.rows = 0
        self._open: list[tuple[str, int | None]] = []
        self.feed(source)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        self.attributes.update(found.keys())
        self.rows += "data-d" in found
        if found.get("id"):
            self.ids.append(found["id"] or "")
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if tag not in VOID:
            start = found.get("data-o")
            if start is not None:
                self.blocks[int(start)] = ""
            self._open.append((tag, int(start) if start is not None else None))

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag, (opened, tag)

    def handle_data(self, data: str) -> None:
        for _, start in self._open:
            if start is not None:
                self.blocks[start] += data


def data_of(source: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="ui-data">(.*?)</script>', source, re.DOTALL)
    assert found
    loaded: dict[str, object] = json.loads(found[1])
    return loaded


def test_the_page_prints_the_whole_text() -> None:
    """Every character of the edition that is no space stands in a block, at the offset the block names."""
    printed = seed().editions[0].text
    covered = 0
    for start, text in Reader(whole()).blocks.items():
        assert printed[start : start + len(text)] == text
        covered += len("".join(text.split()))
    assert covered == len("".join(printed.split()))


def test_parts_print_the_whole_text() -> None:
    """Cut into parts, the edition loses nothing and repeats nothing."""
    found: dict[int, str] = {}
    for name, source in parts().items():
        if name != FIRST_PAGE:
            blocks = Reader(source).blocks
            assert not set(blocks) & set(found)
            found |= blocks
    assert sum(len("".join(text.split())) for text in found.values()) == len("".join(seed().editions[0].text.split()))


def test_every_figure_has_a_mark_and_a_card() -> None:
    """Marks and cards are those of the run, each once, and the marked text is the quote."""
    data = data_of(whole())
    assert [figure["id"] for figure in data["figures"]] == [figure.id for figure in seed().figures]  # type: ignore[attr-defined]
    marked: dict[int, str] = {}
    for numbers, text in re.findall(r'<a [^>]*data-f="([\d ]+)"[^>]*>(.*?)</a>', whole()):
        for number in map(int, numbers.split()):
            marked[number] = marked.get(number, "") + html.unescape(text)
    text = seed().editions[0].text
    assert marked == {number: text[figure.start : figure.end] for number, figure in enumerate(seed().figures)}


def test_every_stretch_set_aside_is_in_the_page() -> None:
    """What is no figure is there with its reason, so that a reader sees that nothing was forgotten."""
    reasons = data_of(whole())["reasons"]
    found = Counter(reasons[int(number)][0] for number in re.findall(r' data-a="[^"]+" data-r="(\d+)"', whole()))  # type: ignore[index]
    assert found == Counter(stretch.reason for _, stretch in seed().set_aside)


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    """Within the page and between parts, every address has one target."""
    for name, source in {"whole": whole(), **parts()}.items():
        reader = Reader(source)
        assert [id for id, count in Counter(reader.ids).items() if count > 1] == [], name
    known = {name: set(Reader(source).ids) for name, source in parts().items()}
    for name, source in parts().items():
        for link in Reader(source).links:
            file, _, fragment = link.partition("#")
            assert (file or name) in known, link
            if fragment and not fragment.startswith("?"):
                assert unquote(fragment) in known[file or name], (name, link)


def test_amounts_of_the_table_lead_to_figures_or_deciding_words() -> None:
    """Every amount of every row is a link."""
    reader = Reader(whole())
    amounts = sum(bool(getattr(decision, stage)) for decision in seed().decisions for stage in TABLE_STAGES)
    assert reader.rows == len(seed().decisions)
    assert len(re.findall(r'<a class="v ', whole())) == amounts


def test_every_row_stands_in_the_part_of_its_figures() -> None:
    """A reader of a part finds there the rows of its figures."""
    for name, source in parts().items():
        if name == FIRST_PAGE:
            continue
        data = data_of(source)
        here = {figure["id"]: figure for figure in data["figures"]}  # type: ignore[attr-defined]
        index = RunIndex(seed())
        for id, figure in here.items():
            assert len(figure["rows"]) == len(index.decisions.get(id, ())), id


def test_the_policy_allows_only_the_pages_own_style_and_script() -> None:
    """The hashes are those of what stands in the page; there is no other source, event handler or style attribute."""
    for source in (whole(), *parts().values()):
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', source)
        assert policy
        allowed = html.unescape(policy[1])
        assert allowed.startswith("default-src 'none'; ")
        style = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
        scripts = re.findall(r"<script>(.*?)</script>", source, re.DOTALL)
        for text in (*style, *scripts):
            assert f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in allowed
        assert len(style) == 1
        reader = Reader(source)
        assert not [name for name in reader.attributes if name.startswith("on") or name in ("style", "src", "srcset")]
        assert not re.search(r"url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)", style[0] + "".join(scripts))


def hostile() -> Run:
    """The small run with a text, names and a file name that try to break out."""
    old = made_run().editions[0]
    return figures.extract(edition(old.text.replace("Ivanov", EVIL).replace("Telegram.", EVIL), EVIL))


def test_nothing_of_the_text_becomes_markup() -> None:
    """A text full of tags, templates and script ends gives the same elements and attributes as a harmless one."""
    source = page_files(RunIndex(hostile()))[FIRST_PAGE].decode()
    reader = Reader(source)
    assert reader.tags["script"] == 2
    assert reader.tags["img"] == 0
    assert "{{ 7*7 }}" in html.unescape(source)
    assert not [link for link in reader.links if not link.startswith("#")]
    data_of(source)


@given(st.text(max_size=60))
def test_embedded_data_cannot_end_its_script(text: str) -> None:
    """Whatever the text, no tag, entity or line separator stands in the data, and the data is the same when read."""
    written = files.embedded({"text": text})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"text": text}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12), st.sampled_from("fawm")), max_size=8))
def test_segments_tile_the_text_whatever_crosses(spans: list[tuple[int, int, str]]) -> None:
    """Cut at crossing, touching and nested marks, a block keeps its text, and each figure its quote."""
    text = "".join(chr(97 + n % 26) for n in range(30))
    marks = [Mark(100 + s, 100 + s + n, k, f"{k}{i}", "#", i) for i, (s, n, k) in enumerate(spans)]
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    cut = page_text.segments(text, 100, marks)
    assert "".join(segment.text for segment in cut) == text
    for mark in marks:
        if mark.kind == "f" and mark.start < 130:
            held = "".join(segment.text for segment in cut if str(mark.number) in segment.figures.split())
            assert held == text[mark.start - 100 : mark.end - 100]
            assert sum(mark.id in (segment.id, *segment.more) for segment in cut) == 1


@pytest.mark.parametrize("text", ["plain", "\U0001f33e of wheat", "a\U0001f33eb\U0001f33ec"])
def test_offsets_count_as_browsers_do(text: str) -> None:
    """A character beyond the basic plane counts two, over all editions of the run."""
    offsets = Offsets((edition(text, "one"), edition("x", "two")))
    assert [offsets.at("one", n) for n in range(len(text) + 1)] == [len(text[:n].encode("utf-16-le")) // 2 for n in range(len(text) + 1)]
    assert offsets.at("two", 0) == len(text.encode("utf-16-le")) // 2 + 1


def test_several_editions_stand_on_one_page() -> None:
    """Lines, letters and offsets of each edition keep apart, and every text is whole."""
    first, second = seed().editions[0], made_run().editions[0]
    source = page_files(RunIndex(figures.extract(first, second)), whole=10**9)[FIRST_PAGE].decode()
    reader = Reader(source)
    assert [id for id, count in Counter(reader.ids).items() if count > 1] == []
    assert all(unquote(link[1:]) in reader.ids for link in reader.links)
    texts = first.text + " " + second.text
    for start, text in reader.blocks.items():
        assert texts[start : start + len(text)] == text
    assert sum(len("".join(text.split())) for text in reader.blocks.values()) == len("".join(texts.split()))


def test_the_same_run_gives_the_same_bytes() -> None:
    """Nothing in the page comes from the clock or from the order of a set."""
    again = figures.extract(figures.read(SEED))
    assert page_files(RunIndex(again))[FIRST_PAGE].decode() == whole()


def test_the_page_of_the_seed_is_small() -> None:
    """The seed's page stays under 700 kB."""
    assert len(whole().encode()) < 700_000


def test_parts_stay_small_and_grow_in_number_only() -> None:
    """Four times the text gives four times the bytes, in parts no larger than before."""
    text = SEED.read_text("utf-8")
    sizes = []
    for copies in (2, 8):
        outputs = page_files(RunIndex(figures.extract(edition(text * copies))))
        assert len(outputs) > 1
        assert max(map(len, outputs.values())) < 700_000
        sizes.append(sum(map(len, outputs.values())))
    assert 3.2 < sizes[1] / sizes[0] < 4.8


def test_a_letter_longer_than_a_part_is_cut_between_paragraphs() -> None:
    """One letter without end is still read in parts."""
    text = "\n".join(f"We propose {n} million poods of grain for the Omsk Region." for n in range(2, 400))
    run = figures.extract(edition(text))
    outputs = page_files(RunIndex(run), whole=1, part=60_000)
    assert len(outputs) > 3
    found = [figure["id"] for name, source in outputs.items() if name != FIRST_PAGE for figure in data_of(source.decode())["figures"]]  # type: ignore[attr-defined]
    assert found == [figure.id for figure in run.figures]

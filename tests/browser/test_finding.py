"""Finding: keys, search, filters, addresses, the back button, charts."""

from __future__ import annotations

import itertools
from urllib.parse import quote, unquote

import pytest
from conftest import Open, Opened

from figures.model import Figure, Run
from figures.reports.page import text as page_text
from figures.rows import RunIndex, cite_figure, qualified_amount

ON = "() => [...document.querySelectorAll('#ui-text .on[data-f]')].map((mark) => mark.textContent).join('')"
COUNT = "() => document.getElementById('ui-count').textContent"


def test_n_and_p_visit_every_figure(visit: Open, run: Run, index: RunIndex) -> None:
    """`n` goes through all figures in reading order and begins again, `p` goes back."""
    opened = visit()
    expected = [index.quote(figure) for figure in sorted(run.figures, key=lambda figure: figure.start)]
    seen = []
    for _ in expected:
        opened.press("n")
        seen.append(opened.page.evaluate(ON))
    assert seen == expected
    opened.press("n")
    assert opened.page.evaluate(ON) == expected[0]
    opened.press("p", "p")
    assert opened.page.evaluate(ON) == expected[-2]


def test_d_visits_every_doubt(visit: Open, run: Run, index: RunIndex) -> None:
    """`d` goes from doubt to doubt, and each card says what is doubtful."""
    opened = visit()
    expected = [index.quote(figure) for figure in sorted(run.figures, key=lambda figure: figure.start) if page_text.doubtful(figure)]
    assert expected
    for text in expected:
        opened.press("d")
        assert opened.page.evaluate(ON) == text
        assert opened.page.locator("#ui-card .doubts li").count()
    opened.press("Shift+D")
    assert opened.page.evaluate(ON) == expected[-2 % len(expected)]


def matching(run: Run, index: RunIndex, **wanted: str) -> list[Figure]:
    """The figures that fit, worked out from the run."""

    def fits(figure: Figure) -> bool:
        values = {
            "region": figure.region.values or figure.party.values,
            "item": figure.item.values,
            "measure": figure.measure.values,
            "stage": figure.stage.values,
            "outcome": [decision.outcome for decision in index.decisions.get(figure.id, ())],
            "doubt": ["1"] if page_text.doubtful(figure) else [],
        }
        return all(value in values[name] for name, value in wanted.items())

    return [figure for figure in run.figures if fits(figure)]


@pytest.mark.parametrize("name", ["region", "item", "measure", "stage", "outcome"])
def test_each_filter_counts_what_it_shows(visit: Open, run: Run, index: RunIndex, name: str) -> None:
    """For every value: the count said, the count in the choice, the marks left bright and the run agree."""
    opened = visit()
    choices = opened.page.evaluate(
        f"() => [...document.querySelectorAll('[data-filter={name}] option')].map((o) => [o.value, o.textContent])"
    )[1:]
    assert choices
    for value, label in choices:
        opened.page.select_option(f"[data-filter={name}]", value)
        opened.settled()
        count = len(matching(run, index, **{name: value}))
        assert opened.page.evaluate(COUNT).startswith(f"{count} of {len(run.figures)} figures")
        assert label == f"{value} ({count})"
        bright = opened.page.evaluate(
            "() => new Set([...document.querySelectorAll('#ui-text .fits')].flatMap((m) => m.dataset.f.split(' '))).size"
        )
        assert bright >= count


def test_filters_combine_and_clear(visit: Open, run: Run, index: RunIndex) -> None:
    """Region, stage and doubt together leave what fits all three; `x` clears them; rows follow."""
    opened = visit()
    options = [(f.region.values[0], f.stage.values[0]) for f in run.figures if f.region.values and f.stage.values]
    for region, stage in list(dict.fromkeys(options))[:6]:
        opened.page.select_option("[data-filter=region]", region)
        opened.page.select_option("[data-filter=stage]", stage)
        opened.settled()
        said = opened.page.evaluate(COUNT)
        rows = [d for d in run.decisions if (d.region or d.party) == region and getattr(d, stage, None)]
        assert said.startswith(f"{len(matching(run, index, region=region, stage=stage))} of {len(run.figures)} figures")
        assert f"{len(rows)} of {len(run.decisions)} rows" in said
        assert opened.page.locator("#ui-table tr[data-d]:visible").count() == len(rows)
    opened.page.check("[data-filter=doubt]")
    opened.settled()
    assert opened.page.evaluate(COUNT).startswith(f"{len(matching(run, index, region=region, stage=stage, doubt='1'))} of")
    opened.page.locator("#ui-text").focus()
    opened.press("x")
    assert opened.page.evaluate(COUNT).startswith(f"{len(run.figures)} figures")


def test_every_address_leads_where_it_says(visit: Open, run: Run, index: RunIndex) -> None:
    """A copied address of a figure, a letter or a line, with or without filters, opens the same view anew."""
    for figure in run.figures[::23]:
        opened = visit(f"#{quote(figure.id)}")
        assert opened.page.evaluate(ON) == index.quote(figure)
        assert opened.page.locator("#ui-text .on").first.evaluate(
            "(mark) => { const box = mark.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; }"
        )
    letter = run.letters[len(run.letters) // 2]
    opened = visit(f"#{quote(letter.id)}")
    assert opened.page.locator("article.here").get_attribute("id") == letter.id
    opened = visit("#L145?region=Moscow%20Region&stage=requested&view=charts&sort=-requested&q=poods&doubt=")
    fresh = [opened.page.evaluate(COUNT), opened.page.locator("#ui-table tr[data-d]").all_text_contents()]
    again = visit(opened.page.evaluate("() => location.hash"))
    assert [again.page.evaluate(COUNT), again.page.locator("#ui-table tr[data-d]").all_text_contents()] == fresh
    assert again.page.locator(".l.here").get_attribute("id") == "L145"


def test_addresses_that_lead_nowhere_do_no_harm(visit: Open) -> None:
    """A mangled address shows the page."""
    for hash in ("#%E0%A4%A", "#nothing", "#?region=Atlantis", "#ui-card", "#?view=none", "#__proto__?sort=constructor"):
        opened = visit(hash)
        assert opened.page.locator("#ui-text article").count()


def test_the_back_button_goes_back(visit: Open, run: Run, index: RunIndex) -> None:
    """Through figures, filters and views, back and forward again."""
    opened = visit()
    page = opened.page
    first, second = (run.figures[n] for n in (5, 40))
    for number in (5, 40):
        page.locator(f'#ui-text [data-f~="{number}"]').first.click()
        opened.settled()
    page.select_option("[data-filter=stage]", "granted")
    opened.settled()
    page.click("#ui-tab-charts")
    opened.settled()
    assert page.locator("#ui-charts").is_visible()
    page.go_back()
    opened.settled()
    assert page.locator("#ui-table").is_visible()
    assert "of" in page.evaluate(COUNT)
    page.go_back()
    opened.settled()
    assert "of" not in page.evaluate(COUNT)
    assert page.evaluate(ON) == index.quote(second)
    page.go_back()
    opened.settled()
    assert page.evaluate(ON) == index.quote(first)
    page.go_back()
    opened.settled()
    assert page.locator("#ui-card").is_hidden()
    page.go_forward()
    opened.settled()
    assert page.evaluate(ON) == index.quote(first)


def test_search_finds_text_and_figures(visit: Open, run: Run) -> None:
    """`/` and a word: places in the text are counted, listed and visited; figures are filtered by it."""
    opened = visit()
    page = opened.page
    opened.press("/")
    page.keyboard.type("Chelyabinsk")
    page.wait_for_timeout(250)
    opened.press("Enter")
    page.wait_for_timeout(50)
    occurrences = run.editions[0].text.casefold().count("chelyabinsk")
    assert page.locator("#ui-tab-found").text_content() == f"Found {occurrences}"
    assert page.locator("#ui-said").text_content() == f"1 of {occurrences} places"
    for number in range(2, occurrences + 1):
        opened.press("Enter")
        page.wait_for_timeout(10)
        assert page.locator("#ui-said").text_content() == f"{number} of {occurrences} places"
    opened.press("Shift+Enter")
    page.wait_for_timeout(20)
    assert page.locator("#ui-said").text_content() == f"{occurrences - 1} of {occurrences} places"
    page.click("#ui-tab-found")
    opened.settled()
    assert page.locator("#ui-hits [data-hit]").count() == occurrences
    assert page.evaluate("() => CSS.highlights.get('found').size") == occurrences
    assert page.evaluate(COUNT).split(" ")[1] == "of"


def test_a_search_for_signs_is_no_pattern(visit: Open) -> None:
    """Brackets, stars and backslashes are looked for as they stand."""
    opened = visit("#?q=" + quote("(RGASPI. F. 17") + "&view=found")
    assert opened.page.locator("#ui-hits [data-hit]").count() > 1
    assert visit("#?q=" + quote(".*[\\")).page.locator("#ui-tab-found").text_content() == "Found 0"


def test_the_keyboard_alone_suffices(visit: Open, run: Run, index: RunIndex) -> None:
    """Tab to an amount, show it, go into its card, copy, return; filter, change the view, ask for help: no mouse."""
    opened = visit()
    page = opened.page
    opened.press("2")
    for _ in range(40):
        opened.press("Tab")
        if page.evaluate("() => document.activeElement.matches('#ui-table .v')"):
            break
    amount = page.evaluate("() => document.activeElement.dataset.c")
    opened.press("Enter")
    assert page.locator("#ui-card").is_visible()
    assert page.evaluate("() => document.activeElement.dataset.c") == amount
    opened.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "ui-card"
    opened.press("Escape")
    assert page.evaluate("() => document.activeElement.dataset.c") == amount
    opened.press("Escape")
    assert page.locator("#ui-card").is_hidden()
    opened.press("n")
    assert page.evaluate("() => document.activeElement.matches('#ui-text .on')")
    opened.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "ui-card"
    opened.press("c")
    page.wait_for_timeout(50)
    shown = index.figures[unquote(page.url.split("#")[1])]
    assert page.evaluate("() => navigator.clipboard.readText()") == cite_figure(shown, index)
    opened.press("o")
    assert page.evaluate("() => document.activeElement.matches('#ui-text .on')")
    opened.press("f", "ArrowDown", "Escape")
    page.wait_for_timeout(30)
    assert " of " in page.evaluate(COUNT)
    page.locator("#ui-text").focus()
    opened.press("x", "3")
    assert page.locator("#ui-charts").is_visible()
    opened.press("a")
    assert page.locator("html.asides").count() == 1
    opened.press("?")
    assert page.locator("#ui-help").is_visible()
    opened.press("Escape")
    assert page.locator("#ui-help").is_hidden()
    opened.press("j", "j")
    assert page.locator("article.here").count() == 1


def test_keys_can_be_switched_off(visit: Open) -> None:
    """Who dictates or uses other shortcuts is not surprised by single letters."""
    opened = visit()
    opened.press("?")
    opened.page.uncheck("#ui-keys")
    opened.press("Escape", "n")
    assert opened.page.locator("#ui-card").is_hidden()


@pytest.mark.parametrize("column", ["region", "item", "measure", "requested", "granted", "outcome"])
def test_the_table_can_be_sorted(visit: Open, run: Run, column: str) -> None:
    """Up and down; what is not stated comes last; the order is in the address."""
    opened = visit()
    cells = "() => [...document.querySelectorAll('#ui-table tr[data-d]')].map((r) => Number(r.dataset.d))"
    for sort, falling in ((column, False), (f"-{column}", True)):
        opened.page.evaluate("(hash) => { location.hash = hash; }", f"#?sort={sort}")
        opened.settled()
        keys = []
        for number in opened.page.evaluate(cells):
            decision = run.decisions[number]
            value = (decision.region or decision.party) if column == "region" else getattr(decision, column)
            keys.append(value if value is None or isinstance(value, str) else value.low)
        stated = [key for key in keys if key is not None]
        assert keys == stated + [None] * (len(keys) - len(stated))
        pairs = itertools.pairwise(key.casefold() if isinstance(key, str) else key for key in stated)
        assert all((a >= b) if falling else (a <= b) for a, b in pairs)
    opened.page.click(f"#ui-table th[data-sort={column}] [role=button]")
    opened.settled()


def test_charts_say_their_values_and_follow_the_filter(visit: Open, run: Run) -> None:
    """Every amount requested, proposed or granted stands as text in a chart; with a filter only those that fit."""
    opened = visit("#?view=charts")

    def shown(opened: Opened) -> list[str]:
        return sorted(opened.page.locator("#ui-bars svg title").all_text_contents())

    def expected(region: str | None) -> int:
        rows = [d for d in run.decisions if region in (None, d.region or d.party)]
        return sum(bool(cell) for d in rows for cell in (d.requested, d.proposed, d.granted))

    assert len(shown(opened)) == expected(None)
    texts = opened.page.locator("#ui-bars svg text").all_text_contents()
    for decision in run.decisions:
        for cell in (decision.requested, decision.proposed, decision.granted):
            if cell:
                assert qualified_amount(cell.low, cell.high, cell.qualifier) in texts
    region = next(d.region for d in run.decisions if d.region)
    opened.page.select_option("[data-filter=region]", region)
    opened.settled()
    assert len(shown(opened)) == expected(region)
    opened.page.locator("#ui-bars a").first.click()
    opened.settled()
    assert opened.page.locator("#ui-card").is_visible()


def test_the_timeline_has_every_dated_letter(visit: Open, run: Run) -> None:
    """Each letter with a date is a bar, and a line of the list says its figures."""
    opened = visit("#?view=letters")
    assert opened.page.locator("#ui-timeline a").count() == sum(letter.date is not None for letter in run.letters)
    assert opened.page.locator("#ui-letters li").count() == len(run.letters)
    opened.page.locator("#ui-letters li a").nth(5).click()
    opened.settled()
    assert opened.page.locator("article.here").get_attribute("id") == run.letters[5].id

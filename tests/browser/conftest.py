"""A real browser for the reading page: Debian's chromium, driven by Playwright, always from file://."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

import figures
from figures.model import Run
from figures.reports.page import page_files
from figures.rows import RunIndex

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "stalin-kaganovich-1936-january-august.txt"
AXE = ROOT / ".browser" / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"phone": (360, 740), "small desk": (1024, 768), "wide desk": (1920, 1080)}
SWITCHES = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Opened:
    """A page in the browser and everything it asked for, said or complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def settled(self) -> None:
        """Wait until what the address says is shown."""
        self.page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 0)), 0))")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.settled()


@cache
def seed_run() -> Run:
    return figures.extract(figures.read(SEED))


@pytest.fixture(scope="session")
def run() -> Run:
    return seed_run()


@pytest.fixture(scope="session")
def index(run: Run) -> RunIndex:
    return RunIndex(run)


@pytest.fixture(scope="session")
def built(index: RunIndex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the seed on disk."""
    return write(page_files(index), tmp_path_factory.mktemp("page")) / "figures.html"


def write(outputs: dict[str, bytes], folder: Path) -> Path:
    for name, data in outputs.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "These tests need chromium: apt-get install chromium, or set CHROMIUM to its path."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield started
        started.close()


Open = Callable[..., Opened]


@pytest.fixture
def visit(browser: Browser, built: Path) -> Iterator[Open]:
    """Open a file in a fresh context; every test ends with no request, dialog or complaint but what it asked for."""
    contexts = []
    opened_pages: list[Opened] = []

    def visit(
        hash: str = "", size: str = "wide desk", dark: bool = False, script: bool = True, file: Path | None = None, still: bool = True
    ) -> Opened:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
            java_script_enabled=script, reduced_motion="reduce" if still else "no-preference",
            permissions=["clipboard-read", "clipboard-write"],
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        opened = Opened(page)
        opened_pages.append(opened)
        page.on("request", lambda request: opened.requests.append(request.url))
        page.on("dialog", lambda dialog: (opened.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.goto((file or built).as_uri() + hash)
        if script:
            opened.settled()
        return opened

    yield visit
    for opened in opened_pages:
        assert opened.complaints == []
        assert opened.dialogs == []
        assert all(url.startswith("file://") for url in opened.requests), opened.requests
    for context in contexts:
        context.close()

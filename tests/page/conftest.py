"""A real browser on the page of a real workspace."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, async_playwright

from bot.local import Local
from tests.page.tab import Tab

CHROMIUM = os.environ.get("INKOOP_TEST_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

Open = Callable[..., Awaitable[Tab]]


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one Chromium without a screen, for all tests: starting it takes a while."""
    if not CHROMIUM:
        if os.environ.get("INKOOP_REQUIRE_ALL"):
            pytest.fail("Chromium is not installed, and every test is required")
        pytest.skip("no Chromium: install it (Debian: apt-get install chromium)")
    command = [
        CHROMIUM, "--headless", *QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else []),
        "--remote-debugging-port=0", f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
    ]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as program:
        assert program.stderr
        told = next(line for line in program.stderr if line.startswith("DevTools listening on "))
        yield told.split()[-1]
        program.terminate()


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Chromium; what a test opens in it is its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        yield browser
        await browser.close()


@pytest.fixture
async def opened(browser: Browser, local: Local) -> AsyncIterator[Open]:
    """Opens the page in a browser of somebody's own; every request must stay on this machine."""
    async with AsyncExitStack() as stack:
        tabs: list[Tab] = []

        async def open_tab(where: str = "", *, toured: bool = True, **context: object) -> Tab:
            local.workspace.workspace.toured = toured
            seen = await browser.new_context(**context)  # type: ignore[arg-type]
            stack.push_async_callback(seen.close)
            tab = Tab(await seen.new_page(), local.workspace.url)
            tabs.append(tab)
            await tab.go(where)
            return tab

        yield open_tab
        for tab in tabs:
            assert tab.complaints == []
            assert all(each.startswith((local.workspace.url, "data:")) for each in tab.requests)


@pytest.fixture
async def tab(opened: Open) -> Tab:
    """The page as Sanne sees it, without the tour."""
    return await opened()

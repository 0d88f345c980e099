"""A real browser on the page of a real workspace."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from bot.local import Local, locally
from bot.settings import Settings
from tests.office import Office, at_work
from tests.page.tab import Tab

CHROMIUM = os.environ.get("INKOOP_TEST_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
QUIET = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip

HERE = Path(__file__).parent

Open = Callable[..., Awaitable[Tab]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of the page are on one event loop, for they share what talks to Chromium."""
    for item in items:
        if HERE in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


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


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def connected(chromium: str) -> AsyncIterator[Browser]:
    """Chromium and the program that talks to it, which takes as long to start."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.connect_over_cdp(chromium)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(connected: Browser) -> AsyncIterator[Browser]:
    """Chromium; what a test opens in it is its own, and closed after it."""
    before = set(connected.contexts)
    yield connected
    for context in set(connected.contexts) - before:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def local(bot_settings: Settings) -> AsyncIterator[Local]:
    """A workspace with the bot in it, for this test alone, on the loop of the page's tests."""
    async with locally(bot_settings, retry_seconds=(0.2, 0.5, 1.0)) as local:
        yield local
        await local.bot.settled()


@pytest_asyncio.fixture(loop_scope="session")
async def office(local: Local) -> AsyncIterator[Office]:
    """The four people of the workspace."""
    async with at_work(local) as office:
        yield office


@pytest_asyncio.fixture(loop_scope="session")
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


@pytest_asyncio.fixture(loop_scope="session")
async def tab(opened: Open) -> Tab:
    """The page as Sanne sees it, without the tour."""
    return await opened()

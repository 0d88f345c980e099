"""The page of the local workspace in a real browser: how soon it shows, and what a message costs.

Ratios in one run: the first message against the page's own load event; a new message in a
conversation of 5,000, all of them loaded, against one of 100; frames while scrolling through them.
Run by hand: `python -m tests.benchmarks.page`; `--smoke` takes a few seconds and only shows that
it works. Needs Chromium.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import sys
import tempfile
from typing import Any

from playwright.async_api import Browser, Page, async_playwright

from bot import log
from bot.local import Local, locally
from bot.playground.entering import Entered
from bot.playground.people import GENERAL, PIET
from bot.settings import Settings

FRAME = 1000 / 60
FIRST = """
new MutationObserver((_, watch) => {
    if (!document.querySelector("article")) return;
    watch.disconnect();
    requestAnimationFrame(() => { window.firstMessage = performance.now(); });
}).observe(document, {childList: true, subtree: true});
"""
SCROLL = """
async (rounds) => {
    const list = document.querySelector(".conversation [data-virtuoso-scroller]");
    const frames = [];
    let last = performance.now();
    for (let round = 0; round < rounds; round++) {
        list.scrollBy(0, round < rounds / 2 ? -180 : 180);
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
    }
    return frames;
}
"""


def say(local: Local, number: int) -> None:
    """Piet says something in the channel."""
    workspace = local.workspace.workspace
    text = f"Bericht {number}: " + "wat we kopen, gaat lang mee. " * (1 + number % 4)
    entered = Entered(text, (), ())
    message: dict[str, Any] = {"user": PIET, "text": text, "blocks": [entered.rich_text()]}
    workspace.add(workspace.channel(GENERAL), message)


async def opened(browser: Browser, local: Local) -> Page:
    """The channel in a browser of its own, once there is a message."""
    page = await (await browser.new_context()).new_page()
    await page.add_init_script(FIRST)
    local.workspace.workspace.toured = True
    await page.goto(f"{local.workspace.url}#/sanne/{GENERAL}")
    await page.locator("article").first.wait_for()
    await page.evaluate("() => new Promise(requestAnimationFrame)")
    return page


async def soon(browser: Browser, local: Local, times: int) -> None:
    """How soon the first message is there, against the load event of the page."""
    ratios, firsts = [], []
    for _ in range(times):
        page = await opened(browser, local)
        first = await page.evaluate("window.firstMessage")
        load = await page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        ratios.append(first / load)
        firsts.append(first)
        await page.context.close()
    print(
        f"first message drawn: {statistics.median(ratios):.2f} x the load event "
        f"(median of {times}; {statistics.median(firsts):.0f} ms)"
    )


async def cost(page: Page, local: Local, first: int, count: int) -> float:
    """CPU milliseconds of the page for a new message."""
    told = await page.context.new_cdp_session(page)
    await told.send("Performance.enable")

    async def busy() -> float:
        metrics = (await told.send("Performance.getMetrics"))["metrics"]
        (found,) = [each["value"] for each in metrics if each["name"] == "TaskDuration"]
        return float(found)

    await asyncio.sleep(1)
    before = await busy()
    for number in range(first, first + count):
        say(local, number)
        await page.locator("article", has_text=f"Bericht {number}:").wait_for()
    return (await busy() - before) / count * 1000


async def load_all(page: Page) -> int:
    """Scrolls up until every message is loaded, and back; gives how often it waited."""
    waits = 0
    top = "document.querySelector('.conversation [data-virtuoso-scroller]')"
    while not await page.locator("article", has_text="Bericht 1:").count():
        await page.evaluate(f"{top}.scrollTo(0, 0)")
        await page.wait_for_timeout(150)
        waits += 1
        assert waits < 500, "the oldest message was never reached"
    await page.evaluate(f"{top}.scrollTo(0, 1e9)")
    await page.wait_for_timeout(500)
    await page.evaluate(f"{top}.scrollTo(0, 1e9)")
    await page.wait_for_timeout(500)
    return waits


async def main(few: int, many: int, count: int, times: int) -> None:
    """Measures, and prints."""
    log.configure("ERROR", "console")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no Chromium: install it (Debian: apt-get install chromium)")
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(_env_file=None, database_url=f"sqlite:///{folder}/page.db")
        async with (
            locally(settings) as local,
            async_playwright() as playwright,
        ):
            browser = await playwright.chromium.launch(executable_path=chromium, args=args)
            for number in range(1, few + 1):
                say(local, number)
            await soon(browser, local, times)
            page = await opened(browser, local)
            small = await cost(page, local, few + 1, count)
            for number in range(few + count + 1, many + 1):
                say(local, number)
            await page.context.close()
            page = await opened(browser, local)
            loads = await load_all(page)
            large = await cost(page, local, many + 1, count)
            frames = await page.evaluate(SCROLL, 10 * count)
            await browser.close()
    print(f"a new message: {small:.2f} ms CPU of the page with {few}, {large:.2f} with {many:,}")
    print(f"growth: {large / small:.2f} x (all {many:,} loaded, in {loads} scrolls to the top)")
    slow = sum(frame > 3 * FRAME for frame in frames)
    print(
        f"scrolling: {statistics.median(frames):.1f} ms a frame, worst {max(frames):.1f} ms, "
        f"{slow} of {len(frames)} longer than three frames"
    )


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--smoke", action="store_true", help="a few seconds, to see that it works")
    if reader.parse_args().smoke:
        asyncio.run(main(20, 60, 3, 1))
    else:
        asyncio.run(main(100, 5_000, 40, 7))

"""Takes the pictures of the page that the README shows: `python -m tests.page.pictures`."""

from __future__ import annotations

import asyncio
import os
import tempfile
from datetime import datetime, time, timedelta
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect

from bot import example, log
from bot.example_organisation import write_organisation
from bot.local import Local, locally
from bot.settings import Settings
from tests.page.conftest import CHROMIUM
from tests.page.tab import Tab

MORNING = time(10, 30)
FOLDER = Path(__file__).parent.parent.parent / "docs" / "pictures"


async def opened(browser: Browser, local: Local, where: str = "", **context: object) -> Tab:
    """The page in a browser of its own."""
    seen = await browser.new_context(**context)  # type: ignore[arg-type]
    tab = Tab(await seen.new_page(), local.workspace.url)
    await tab.go(where)
    return tab


async def take(tab: Tab, name: str) -> None:
    """Takes a picture once everything stands still."""
    await tab.page.wait_for_timeout(600)
    await tab.page.screenshot(path=FOLDER / f"{name}.png")


async def purchase(browser: Browser, local: Local) -> None:
    """A first visit: the tour, a new purchase, a question, the form, and behind it."""
    tab = await opened(browser, local, viewport={"width": 1280, "height": 800})
    await tab.start("15 bureaus voor het stadhuis")
    await tab.press("Ja, Kantoor en facilitair")
    await tab.press("Meteen naar de vragen")
    await tab.press("Ja, ik heb het nodig")
    await tab.hear("Vraag 2 van 9")
    await take(tab, "purchase")
    await tab.press("Alles in één formulier", tab.conversation)
    await expect(tab.modal.get_by_role("textbox").first).to_be_visible()
    await take(tab, "form")
    await tab.page.keyboard.press("Escape")
    await tab.press("Sluiten", tab.page.locator(".tour"))
    await tab.press("Kijk erachter", tab.page.locator(".top"))
    await tab.page.locator(".behind details").first.locator("summary").click()
    await take(tab, "behind")


async def others(browser: Browser, local: Local) -> None:
    """The home page, a conversation in the dark, and a narrow screen."""
    await take(await opened(browser, local, "sanne/home", viewport={"width": 1280, "height": 800}),
               "home")  # fmt: skip
    dark = await opened(
        browser, local, "amina/C0INKOOP", color_scheme="dark",
        viewport={"width": 1280, "height": 800},
    )  # fmt: skip
    answers = dark.conversation.get_by_role("button", name="antwoorden")
    await dark.page.mouse.move(640, 400)
    while not await answers.count():  # only what is near is drawn
        await dark.page.mouse.wheel(0, -500)
        await dark.page.wait_for_timeout(200)
    await answers.last.click()
    card = dark.conversation.locator("article", has_text="Drukwerk voor de verkiezingen").first
    await card.evaluate("card => card.scrollIntoView()")
    await dark.page.mouse.move(640, 10)
    await take(dark, "dark")
    narrow = await opened(browser, local, "sanne", viewport={"width": 360, "height": 740})
    await narrow.conversation.get_by_role("button", name="antwoord").last.click()
    await take(narrow, "narrow")


async def of_procurement(browser: Browser, local: Local) -> None:
    """What procurement sees: the register, and what everything adds up to."""
    tab = await opened(browser, local, "piet/home", viewport={"width": 1280, "height": 800})
    await tab.press("Register", tab.conversation)
    await expect(tab.button("Alleen te laat", tab.conversation)).to_be_visible()
    await take(tab, "register")
    await tab.page.set_viewport_size({"width": 1280, "height": 1000})
    await tab.press("Portfolio", tab.conversation)
    await expect(tab.conversation.get_by_role("img")).to_be_visible()
    await take(tab, "portfolio")


async def shared(browser: Browser, local: Local) -> None:
    """What colleagues share: a success as it is told and as it is cheered, and what is left."""
    size = {"width": 1280, "height": 960}
    tab = await opened(browser, local, "sanne", viewport=size)
    await tab.say("/inkoop succes INK-0009")
    title = tab.modal.get_by_label("Titel")
    await expect(title).to_be_visible()
    await title.fill("Restjes worden gas")
    await tab.modal.get_by_label("Wat is er gelukt?").fill(
        "Wat er van de lunch overblijft, gaat niet meer bij het afval. Een vergister in de buurt "
        "maakt er gas van. De kok ziet nu elke week hoeveel er overblijft, en kookt minder."
    )
    await tab.modal.get_by_label("Thema").select_option(label="Circulair")
    await tab.modal.get_by_label("Piet Bakker").check()
    await take(tab, "success-form")
    await tab.page.keyboard.press("Escape")
    await tab.go("sanne/C0SUCCESSEN")
    story = tab.conversation.locator("article", has_text="60 bureaustoelen van zolder")
    await expect(story.get_by_role("img").last).to_be_visible()
    await story.evaluate("story => story.scrollIntoView()")
    await take(tab, "success")
    await tab.go("sanne")
    await tab.start("20 bureaustoelen voor de begane grond")
    await tab.press("Ja, Kantoor en facilitair")
    await tab.press("Meteen naar de vragen")
    await tab.hear("Vraag 1 van 9")
    known = tab.thread.locator("article", has_text="Wat weten we al?")
    await known.evaluate("known => known.scrollIntoView()")
    await take(tab, "memory")
    size["height"] = 800
    await take(await opened(browser, local, "amina/home", viewport=size), "ambassador")


def by_day(local: Local) -> None:
    """Sets the clock to the next morning, whenever the pictures are taken."""
    clock, zone = local.workspace.clock, local.bot.parts.organisation.zone
    now = clock.now().astimezone(zone)
    day = now.date() + timedelta(days=now.time() >= MORNING)
    clock.advance(datetime.combine(day, MORNING, zone) - now)


async def main() -> None:
    """Takes them all, in an example workspace."""
    log.configure("ERROR", "console")
    FOLDER.mkdir(parents=True, exist_ok=True)
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            database_url=f"sqlite:///{folder}/pictures.db",
            inkoop_organisation_file=write_organisation(Path(folder)),
        )
        async with locally(settings) as local, async_playwright() as playwright:
            await example.fill(local, lambda number, count: None)
            by_day(local)
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=args)
            await purchase(browser, local)
            await others(browser, local)
            await of_procurement(browser, local)
            await shared(browser, local)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())

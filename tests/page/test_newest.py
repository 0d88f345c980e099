"""The newest message: in sight when it should be, and told of when it is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Route, expect

from bot.local import Local
from bot.playground.client import PersonClient
from bot.playground.people import INKOOP, PIET, SANNE
from tests.page.conftest import Open
from tests.page.tab import Tab

LINES = 40


@pytest_asyncio.fixture(loop_scope="session")
async def piet(local: Local) -> AsyncIterator[PersonClient]:
    """Piet, who said a lot in #inkoop."""
    workspace = local.workspace
    async with PersonClient(workspace.url, workspace.client_token, PIET) as piet:
        for number in range(LINES):
            await piet.say(INKOOP, f"regel {number}")
        yield piet


async def scroll_up(tab: Tab) -> None:
    """Somebody reads what was said earlier."""
    await expect(tab.conversation.get_by_text(f"regel {LINES - 1}")).to_be_in_viewport()
    await tab.conversation.locator("article").last.hover()
    await tab.page.mouse.wheel(0, -1500)
    await expect(tab.conversation.get_by_text(f"regel {LINES - 1}")).not_to_be_in_viewport()


async def test_what_somebody_says_themselves_comes_in_sight(
    opened: Open, piet: PersonClient
) -> None:
    tab = await opened("sanne/C0INKOOP")
    await scroll_up(tab)

    await tab.say("Hier ben ik")

    await expect(tab.conversation.get_by_text("Hier ben ik")).to_be_in_viewport()
    await expect(tab.button("Nieuwe berichten")).to_be_hidden()


async def test_who_looks_back_is_told_of_what_others_say_and_goes_there_with_a_button(
    opened: Open, piet: PersonClient
) -> None:
    tab = await opened("sanne/C0INKOOP")
    await scroll_up(tab)

    await piet.say(INKOOP, "Nog iets")

    told = tab.button("Nieuwe berichten")
    await expect(told).to_be_visible()
    await expect(tab.conversation.get_by_text("Nog iets")).not_to_be_in_viewport()
    await tab.check()
    await told.click()
    await expect(tab.conversation.get_by_text("Nog iets")).to_be_in_viewport()
    await expect(told).to_be_hidden()
    await piet.say(INKOOP, "En nog iets")
    await expect(tab.conversation.get_by_text("En nog iets")).to_be_in_viewport()
    await expect(told).to_be_hidden()


async def stands_still(tab: Tab, from_the_end: int) -> None:
    """Waits until the list stands still, so many pixels from its end."""
    await tab.page.wait_for_function(
        """(away) => {
            const list = document.querySelector(".conversation [data-virtuoso-scroller]");
            const now = `${list.scrollTop}/${list.scrollHeight}`;
            const still = window.stoodAt === now;
            window.stoodAt = now;
            const rest = list.scrollHeight - list.clientHeight - list.scrollTop;
            return still && Math.abs(rest - away) < 2;
        }""",
        arg=from_the_end,
        polling=100,
    )


async def test_who_scrolls_back_down_a_little_sees_what_comes_next(
    opened: Open, piet: PersonClient
) -> None:
    tab = await opened("sanne/C0INKOOP")
    await expect(tab.conversation.get_by_text(f"regel {LINES - 1}")).to_be_in_viewport()
    await stands_still(tab, 0)
    await tab.conversation.locator(".list").hover(position={"x": 40, "y": 40})
    await tab.page.mouse.wheel(0, -30)
    await stands_still(tab, 30)
    await piet.say(INKOOP, "Nog iets")
    await expect(tab.button("Nieuwe berichten")).to_be_visible()

    await tab.page.mouse.wheel(0, 800)

    await expect(tab.button("Nieuwe berichten")).to_be_hidden()
    await piet.say(INKOOP, "En nog iets")
    await expect(tab.conversation.get_by_text("En nog iets")).to_be_in_viewport()


NEWEST_WHOLE = """() => {
    const list = document.querySelector(".conversation .list").getBoundingClientRect();
    const last = [...document.querySelectorAll(".conversation article")].at(-1);
    return last.textContent.includes("de laatste") &&
        last.getBoundingClientRect().bottom <= list.bottom + 1;
}"""


async def test_the_newest_is_whole_when_the_header_and_the_box_to_write_in_grow(
    opened: Open, local: Local
) -> None:
    workspace = local.workspace.workspace
    direct = workspace.direct(SANNE)
    for text in (*(f"regel {number}" for number in range(LINES)), "de laatste"):
        workspace.add(direct, workspace.bot_message(text, None))
    tab = await opened("sanne/C0INKOOP", viewport={"width": 360, "height": 740})
    known = asyncio.Event()

    async def wait(route: Route) -> None:
        if '"do":"conversations"' in (route.request.post_data or ""):
            await known.wait()
        await route.continue_()

    await tab.page.route("**/workspace/act", wait)
    await tab.page.goto(f"{tab.url}#/sanne/{direct.id}")
    await tab.page.reload()
    await expect(tab.conversation.locator("article").last).to_contain_text("de laatste")
    await expect(tab.button("Berichten")).to_be_hidden()

    known.set()

    await expect(tab.button("Berichten")).to_be_visible()
    await tab.page.wait_for_function(NEWEST_WHOLE)
    before = await tab.writing().bounding_box()
    await tab.writing().fill("een lange zin die niet op een regel past " * 6)
    await tab.page.wait_for_function(NEWEST_WHOLE)
    after = await tab.writing().bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"] + 40
    await tab.writing().fill("een lange zin die niet op een regel past " * 100)
    longest = await tab.writing().bounding_box()
    assert longest is not None
    assert longest["height"] < 740 / 3


async def test_what_a_button_on_the_home_page_tells_is_marked_as_unread(opened: Open) -> None:
    tab = await opened("sanne/home")
    await tab.press("Hoe werkt het?", tab.page.locator(".home"))

    messages = tab.conversation.locator(".tabs").get_by_role("button", name="Berichten")
    place = tab.page.locator(".sidebar").get_by_role("button", name="Inkoopmaatje")
    await expect(messages).to_contain_text("1 nieuw")
    await expect(place).to_contain_text("1 nieuw")
    await tab.check()
    await messages.click()
    await expect(tab.conversation.locator("article").last).to_contain_text("Hoe werkt het?")
    await expect(messages).not_to_contain_text("nieuw")
    await expect(place).not_to_contain_text("nieuw")


async def test_answers_in_a_thread_do_not_count_as_unread(opened: Open, piet: PersonClient) -> None:
    tab = await opened("sanne/C0INKOOP")
    await expect(tab.conversation.locator("article").last).to_be_visible()
    await tab.page.locator(".sidebar").get_by_role("button", name="#algemeen").click()

    said = await piet.say(INKOOP, "een vraag")
    await piet.say(INKOOP, "een antwoord", said.ts)
    await piet.say(INKOOP, "nog een vraag")

    place = tab.page.locator(".sidebar").get_by_role("button", name="#inkoop")
    await expect(place).to_contain_text("2 nieuw")
    await tab.page.reload()
    await expect(place).to_contain_text("2 nieuw")

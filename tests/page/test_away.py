"""The workspace goes away and comes back: nothing is lost, and the page says what is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.local import locally
from bot.playground.people import SANNE
from bot.settings import Settings
from tests.page.tab import Tab

AWAY = "De werkruimte is even niet bereikbaar."


class Machine:
    """A workspace that can be switched off and on again, at the same address."""

    def __init__(self, settings: Settings, state_file: Path) -> None:
        self._settings = settings
        self._state_file = state_file
        self._running = AsyncExitStack()
        self.url = ""

    async def on(self) -> None:
        """Starts the workspace with the bot."""
        port = int(self.url.rstrip("/").rpartition(":")[2]) if self.url else 0
        local = await self._running.enter_async_context(
            locally(self._settings, state_file=self._state_file, port=port)
        )
        self.workspace = local.workspace
        self.workspace.workspace.toured = True
        self.url = self.workspace.url

    async def off(self) -> None:
        """Stops them."""
        await self._running.aclose()


@pytest_asyncio.fixture(loop_scope="session")
async def machine(bot_settings: Settings, tmp_path: Path) -> AsyncIterator[Machine]:
    machine = Machine(bot_settings, tmp_path / "state.json")
    await machine.on()
    yield machine
    await machine.off()


@pytest_asyncio.fixture(loop_scope="session")
async def tab(browser: Browser, machine: Machine) -> AsyncIterator[Tab]:
    context = await browser.new_context()
    tab = Tab(await context.new_page(), machine.url)
    await tab.go("sanne/C0INKOOP")
    yield tab
    await context.close()


async def gone(tab: Tab, machine: Machine) -> None:
    await machine.off()
    await expect(tab.page.locator(".warning")).to_be_visible()


async def back(tab: Tab, machine: Machine) -> None:
    await machine.on()
    await expect(tab.page.locator(".warning")).to_be_hidden()


async def test_who_is_chosen_while_the_workspace_is_away_sees_their_messages_when_it_is_back(
    tab: Tab, machine: Machine
) -> None:
    await tab.say("hoi allemaal")
    await expect(tab.conversation).to_contain_text("hoi allemaal")
    await gone(tab, machine)

    await tab.page.locator(".sidebar").get_by_role("button", name="Piet Bakker").click()
    await expect(tab.writing()).to_have_attribute(
        "placeholder", "Schrijf een bericht, of typ /inkoop"
    )
    await tab.page.evaluate("location.hash = '#/piet/C0INKOOP'")

    await back(tab, machine)
    await expect(tab.conversation).to_contain_text("hoi allemaal")
    assert tab.page.url.endswith("#/piet/C0INKOOP")


async def test_a_filled_form_outlives_a_restart_and_a_reload(tab: Tab, machine: Machine) -> None:
    await tab.press("Snelkoppelingen", tab.conversation)
    await tab.page.get_by_role("menuitem").first.click()
    field = tab.modal.get_by_role("textbox").first
    await field.fill("40 laptops")
    await gone(tab, machine)

    for _ in range(2):
        await tab.page.keyboard.press("Escape")
        await expect(tab.modal.get_by_role("alert")).to_contain_text(AWAY)
    await expect(field).to_have_value("40 laptops")

    await back(tab, machine)
    await tab.page.reload()
    await expect(field).to_have_value("40 laptops")
    await tab.modal.get_by_role("textbox").first.press("Enter")
    await expect(tab.modal).to_contain_text("INK-0001 is begonnen.")


async def test_while_the_workspace_is_away_everything_says_so_in_words(
    tab: Tab, machine: Machine
) -> None:
    clock = tab.page.locator(".clock")
    await clock.get_by_role("button").first.click()
    await gone(tab, machine)

    await tab.press("+1 dag", clock)
    await expect(clock.get_by_role("status")).to_contain_text(AWAY)
    await tab.page.keyboard.press("Escape")
    await tab.say("hoi")
    await expect(tab.conversation.get_by_role("alert")).to_contain_text(AWAY)
    await expect(tab.writing()).to_have_value("hoi")


async def test_what_the_workspace_refuses_is_said_in_words(tab: Tab, machine: Machine) -> None:
    machine.workspace.administration.deactivate(SANNE)

    await tab.say("hoi")

    refused = tab.conversation.get_by_role("alert")
    await expect(refused).to_have_text("Je account staat uit. Kies links een andere persoon.")

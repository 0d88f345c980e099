"""The page can be read and used by everybody: axe-core, light and dark, narrow and zoomed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import expect

from tests.page.conftest import Open

VIEWS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 800}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 800}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 360, "height": 740}},
    "zoomed": {"color_scheme": "dark", "viewport": {"width": 640, "height": 400},
               "device_scale_factor": 2},
}  # fmt: skip


@pytest.mark.parametrize("view", VIEWS)
async def test_axe_finds_nothing_on_any_view(opened: Open, view: str) -> None:
    tab = await opened(toured=False, **VIEWS[view])
    await tab.check()
    await tab.start("40 laptops voor nieuwe collega's")
    await tab.check()
    await tab.fits()

    await tab.press("Meteen naar de vragen")
    await tab.hear("Heb ik het echt nodig?")
    await tab.check()
    await tab.fits()

    await tab.press("Met toelichting")
    await expect(tab.modal.get_by_role("radio").first).to_be_visible()
    await tab.check()
    await tab.page.keyboard.press("Escape")
    await expect(tab.modal).to_be_hidden()
    await tab.press("Sluiten", tab.thread)
    await tab.press("Kijk erachter", tab.page.locator(".top"))
    await expect(tab.page.locator(".behind details").first).to_be_visible()
    await tab.check()
    await tab.press("Opgeslagen", tab.page.locator(".behind"))
    await expect(tab.page.locator(".behind pre")).to_contain_text("INK-0001")
    await tab.check()
    await tab.press("Sluiten", tab.page.locator(".behind"))
    await tab.press("Start", tab.conversation)
    await expect(tab.page.locator(".home")).to_contain_text("INK-0001")
    await tab.check()
    await tab.fits()


@pytest.mark.parametrize("view", ["dark", "narrow"])
async def test_axe_finds_nothing_in_what_opens_over_the_page(opened: Open, view: str) -> None:
    tab = await opened("sanne/C0INKOOP", **VIEWS[view])
    await tab.say("hoi")
    await tab.check()
    top = tab.page.locator(".top")

    await tab.page.locator(".clock").get_by_role("button").first.click()
    await expect(tab.page.locator(".clock input")).to_be_visible()
    await tab.check()
    await tab.page.keyboard.press("Escape")
    await tab.press("Begin opnieuw", top)
    await expect(tab.page.get_by_role("dialog")).to_be_visible()
    await tab.check()
    await tab.page.keyboard.press("Escape")
    await tab.press("Snelkoppelingen", tab.conversation)
    await expect(tab.page.get_by_role("menu")).to_be_visible()
    await tab.check()
    await tab.page.get_by_role("menuitem").first.click()
    await expect(tab.modal.get_by_role("textbox").first).to_be_visible()
    await tab.check()
    await tab.fits()
    await tab.page.keyboard.press("Escape")
    await expect(tab.modal).to_be_hidden()
    if view == "narrow":
        await tab.page.locator(".menu-button").click()
        await expect(tab.page.locator(".sidebar")).to_be_visible()
        await tab.check()

"""Where the focus is after something closed: at what opened it, or where somebody writes."""

from __future__ import annotations

from playwright.async_api import Locator, expect

from tests.page.conftest import Open
from tests.page.tab import Tab

NARROW = {"width": 360, "height": 740}


def person(tab: Tab, name: str) -> Locator:
    return tab.page.locator(".sidebar").get_by_role("button", name=name)


async def test_escape_closes_the_thread_and_its_opener_has_the_focus(tab: Tab) -> None:
    await tab.start("40 laptops")
    await tab.page.keyboard.press("Escape")
    await expect(tab.thread).to_be_hidden()
    await expect(tab.writing()).to_be_focused()

    replies = tab.conversation.get_by_role("button", name="antwoord")
    for close in ("Escape", "Enter"):
        await replies.click()
        await expect(tab.thread.get_by_role("heading").first).to_be_focused()
        if close == "Enter":
            await tab.button("Sluiten", tab.thread).focus()
        await tab.page.keyboard.press(close)
        await expect(tab.thread).to_be_hidden()
        await expect(replies).to_be_focused()


async def test_escape_in_a_menu_of_the_thread_closes_that_menu_alone(tab: Tab) -> None:
    await tab.start("40 laptops")
    await tab.last.hover()
    await tab.button("Acties bij dit bericht", tab.last).click()
    await expect(tab.page.get_by_role("menu")).to_be_visible()

    await tab.page.keyboard.press("Escape")

    await expect(tab.page.get_by_role("menu")).to_be_hidden()
    await expect(tab.thread).to_be_visible()


async def test_a_panel_and_the_tour_give_the_focus_back(tab: Tab) -> None:
    top = tab.page.locator(".top")
    for name, pane in (("Kijk erachter", ".behind"), ("Rondleiding", ".tour")):
        opener = tab.button(name, top)
        await opener.click()
        if pane == ".tour":
            await expect(tab.page.locator(pane)).to_be_focused()
        await tab.press("Sluiten", tab.page.locator(pane))
        await expect(tab.page.locator(pane)).to_be_hidden()
        await expect(opener).to_be_focused()


async def test_a_tour_that_was_open_already_takes_the_focus_when_it_is_asked_for(
    opened: Open,
) -> None:
    tab = await opened(toured=False)
    tour = tab.page.locator(".tour")
    await expect(tour).not_to_be_focused()

    await tab.press("Rondleiding", tab.page.locator(".top"))

    await expect(tour).to_be_focused()


async def test_who_becomes_somebody_else_stays_at_the_people(tab: Tab) -> None:
    await person(tab, "Piet Bakker").click()

    await expect(person(tab, "Piet Bakker")).to_have_attribute("aria-current", "true")
    await expect(person(tab, "Piet Bakker")).to_be_focused()


async def test_the_narrow_menu_closes_at_every_choice_and_at_escape(opened: Open) -> None:
    tab = await opened(viewport=NARROW)
    menu = tab.page.locator(".menu-button")
    sidebar = tab.page.locator(".sidebar")
    for choice in ("#inkoop", "#inkoop", "Piet Bakker", "Escape"):
        await menu.click()
        await expect(sidebar).to_be_visible()
        if choice == "Escape":
            await sidebar.get_by_role("button", name="#inkoop").focus()
            await tab.page.keyboard.press("Escape")
        else:
            await sidebar.get_by_role("button", name=choice).click()
        await expect(sidebar).to_be_hidden()
        await expect(menu).to_be_focused()


async def test_a_form_that_was_there_after_a_reload_leaves_the_focus_where_one_writes(
    tab: Tab,
) -> None:
    await tab.press("Snelkoppelingen", tab.conversation)
    await tab.page.get_by_role("menuitem").first.click()
    await expect(tab.modal.get_by_role("textbox").first).to_be_focused()
    await tab.page.reload()
    await expect(tab.modal.get_by_role("textbox").first).to_be_focused()

    await tab.page.keyboard.press("Escape")

    await expect(tab.modal).to_be_hidden()
    await expect(tab.writing()).to_be_focused()

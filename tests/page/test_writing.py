"""Writing: what is kept until it is sent, what is a command, and where it can be done."""

from __future__ import annotations

from playwright.async_api import expect

from bot.local import Local
from tests.page.conftest import Open
from tests.page.tab import Tab


async def test_a_draft_waits_in_its_own_place_until_it_is_sent(opened: Open) -> None:
    tab = await opened("sanne/C0INKOOP")
    await tab.say("een bericht")
    await tab.conversation.locator("article").hover()
    await tab.press("Acties bij dit bericht", tab.conversation)
    await tab.page.get_by_role("menuitem", name="Antwoord in het gesprek").click()
    await tab.writing(tab.thread).fill("half antwoord")
    await tab.writing().fill("half bericht")
    thread = tab.page.url

    await tab.page.locator(".sidebar").get_by_role("button", name="#algemeen").click()
    await expect(tab.writing()).to_have_value("")
    await tab.page.locator(".sidebar").get_by_role("button", name="Piet Bakker").click()
    await expect(tab.writing()).to_have_value("")
    await tab.page.goto(thread)
    await tab.page.reload()

    await expect(tab.writing(tab.thread)).to_have_value("half antwoord")
    await expect(tab.writing()).to_have_value("half bericht")
    await tab.writing().press("Enter")
    await expect(tab.writing()).to_have_value("")
    await tab.page.reload()
    await expect(tab.writing(tab.thread)).to_have_value("half antwoord")
    await expect(tab.writing()).to_have_value("")


async def test_what_is_no_command_is_refused_and_stays_where_it_was_typed(tab: Tab) -> None:
    await tab.say("/weet ik niet")

    await expect(tab.conversation.get_by_role("alert")).to_contain_text("/weet is geen opdracht.")
    await expect(tab.writing()).to_have_value("/weet ik niet")
    await tab.check()
    await expect(tab.conversation.locator("article")).to_have_count(0)
    await tab.say(" /weet ik niet")
    await expect(tab.conversation.locator("article").first).to_contain_text("/weet ik niet")
    await expect(tab.conversation.get_by_role("alert")).to_be_hidden()


async def test_a_command_may_be_followed_by_a_new_line(opened: Open) -> None:
    tab = await opened("sanne/C0INKOOP")
    await tab.say("/inkoop\nhelp")

    told = tab.conversation.locator("article[data-only-you=true]")
    await expect(told).to_contain_text("Hoe werkt het?")


async def test_where_nothing_was_said_it_tells_what_begins_there(tab: Tab) -> None:
    await expect(tab.conversation).to_contain_text(
        "Dit is het begin van je gesprek met Inkoopmaatje. Typ hieronder wat je wilt kopen"
    )
    await tab.page.locator(".sidebar").get_by_role("button", name="#mvi-successen").click()
    await expect(tab.conversation).to_contain_text("Dit is het begin van #mvi-successen.")


async def test_a_thread_that_is_not_there_closes(opened: Open, local: Local) -> None:
    tab = await opened("sanne/C0INKOOP/1700000000.000001")

    await expect(tab.thread).to_be_hidden()
    assert tab.page.url == f"{local.workspace.url}#/sanne/C0INKOOP"

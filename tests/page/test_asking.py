"""How often the page asks: what did not change is not asked again, and the screen is followed."""

from __future__ import annotations

from playwright.async_api import Request, expect

from bot.local import Local
from tests.page.conftest import Open
from tests.page.tab import Tab


def deed(request: Request) -> str:
    """What is asked of the workspace in a request."""
    body = request.post_data_json if request.method == "POST" else None
    return str(body["do"]) if body else ""


async def test_what_is_stored_is_asked_again_only_after_something_passed(
    tab: Tab, local: Local
) -> None:
    await local.bot.settled()
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(deed(request)))
    await tab.press("Kijk erachter", tab.page.locator(".top"))
    async with tab.page.expect_request(lambda request: deed(request) == "stored"):
        await tab.press("Opgeslagen", tab.page.locator(".behind"))
    for _ in range(3):
        await tab.page.wait_for_event("request", lambda request: deed(request) == "passed")
    assert asked.count("stored") == 1

    await tab.say("40 laptops")

    await expect(tab.page.locator(".behind pre")).to_contain_text('"title": "40 laptops"')


async def test_a_file_is_asked_once_also_when_its_message_changes(opened: Open) -> None:
    tab = await opened("sanne/C0INKOOP")
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(deed(request)))
    attach = tab.conversation.locator("input[type=file]")
    await attach.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"hallo"})
    await tab.press("Verstuur", tab.conversation)
    await expect(tab.conversation.get_by_role("link", name="Download a.txt")).to_be_visible()

    said = tab.conversation.locator("article")
    await said.hover()
    await tab.pick("Acties bij dit bericht", "Reageer met 🎉", said)
    await expect(said.get_by_role("button", name="tada: 1")).to_be_visible()
    await said.get_by_role("button", name="tada: 1").click()
    await expect(said.get_by_role("button", name="tada: 1")).to_be_hidden()

    assert asked.count("file") == 1


async def test_messages_follow_when_the_screen_becomes_dark(tab: Tab) -> None:
    await tab.page.emulate_media(color_scheme="light")
    await tab.say("40 laptops")
    await tab.hear("Categorie")
    await expect(tab.last.locator("[data-theme=light]").first).to_be_visible()

    await tab.page.emulate_media(color_scheme="dark")

    await expect(tab.last.locator("[data-theme=dark]").first).to_be_visible()
    await expect(tab.last.locator("[data-theme=light]")).to_have_count(0)

"""A picture of the bot on the page: seen by who sees it, told to who does not."""

from __future__ import annotations

from playwright.async_api import expect

from bot.pictures.png import png
from bot.pictures.radar import svg
from bot.pictures.words import alt
from dialogs.files import File
from tests.bot.pictures.test_sending import sent
from tests.bot.pictures.webs import WEBS
from tests.office import Office
from tests.page.conftest import Open


async def test_a_picture_is_shown_with_the_words_that_tell_what_it_shows(
    office: Office, opened: Open
) -> None:
    radar = WEBS["six"]
    told = alt(office.local.bot.parts.scene("nl"), radar)
    await sent(office, File("ambitieweb.png", radar.title, png(svg(radar)), told))

    tab = await opened(f"sanne/{await office.sanne.direct()}", color_scheme="dark")

    shown = tab.conversation.get_by_role("img", name=told)
    await expect(shown).to_be_visible()
    assert await shown.evaluate("picture => picture.naturalWidth") > 1000
    await tab.check()
    await tab.fits()

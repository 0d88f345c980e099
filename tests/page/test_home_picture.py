"""The picture on the home page: seen by who sees it, told to who does not."""

from __future__ import annotations

from playwright.async_api import expect

from tests.bot.test_home_picture import PORTFOLIO, TOLD, pictures, with_levels
from tests.office import Office
from tests.page.conftest import Open
from tests.viewing import at_home


async def test_the_portfolio_shows_its_picture_with_the_words_that_tell_what_it_shows(
    office: Office, opened: Open
) -> None:
    await with_levels(office)
    (block,) = pictures(await at_home(office, office.piet, PORTFOLIO))

    tab = await opened("piet/home", color_scheme="dark")

    shown = tab.conversation.get_by_role("img", name=block["alt_text"])
    assert TOLD in block["alt_text"]
    await expect(shown).to_be_visible()
    assert await shown.evaluate("picture => picture.naturalWidth") > 1000
    await tab.check()
    await tab.fits()


async def test_a_picture_that_comes_later_appears_by_itself(office: Office, opened: Open) -> None:
    await with_levels(office)
    tab = await opened("piet/home")

    await tab.press(PORTFOLIO, tab.conversation)

    await expect(tab.conversation.get_by_role("img")).to_be_visible()
    await expect(tab.button("Stuur mij het ambitieweb", tab.conversation)).to_be_visible()


async def test_a_picture_that_is_gone_is_told_in_words(office: Office, opened: Open) -> None:
    await with_levels(office)
    await at_home(office, office.piet, PORTFOLIO)
    files = office.local.workspace.workspace.files
    gone = dict(files)
    files.clear()
    office.local.workspace.faults.withhold()

    tab = await opened("piet/home")

    await expect(tab.conversation.get_by_text(TOLD)).to_be_visible()
    await expect(tab.conversation.get_by_role("img")).to_have_count(0)
    files |= gone
    office.local.workspace.faults.release()

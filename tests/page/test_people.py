"""Several people on the page: each sees what is theirs, at once, and nothing else."""

from __future__ import annotations

from playwright.async_api import expect

from tests.page.conftest import Open
from tests.page.tab import Tab


async def test_two_people_in_two_tabs_see_each_other_at_once(opened: Open) -> None:
    sanne = await opened("sanne/C0INKOOP")
    piet = await opened("piet/C0ALGEMEEN")

    await sanne.say("Wie koopt er stoelen?")

    mark = piet.page.locator(".sidebar").get_by_role("button", name="#inkoop")
    await expect(mark).to_contain_text("1 nieuw")
    await mark.click()
    await expect(piet.conversation.locator("article")).to_contain_text("Wie koopt er stoelen?")
    await expect(mark).not_to_contain_text("nieuw")
    await piet.say("Ik niet.")
    await expect(sanne.conversation.locator("article").last).to_contain_text("Ik niet.")
    await expect(sanne.page.get_by_role("status").last).to_have_text("Piet Bakker: Ik niet.")


async def test_a_direct_message_is_seen_by_nobody_else(opened: Open) -> None:
    sanne = await opened()
    await sanne.start("40 beeldschermen")
    piet = await opened("piet/D0SANNE")

    await expect(piet.conversation).to_contain_text("Dit is het begin van je gesprek")
    assert "beeldschermen" not in await piet.page.locator("body").inner_text()


async def test_one_tab_can_become_somebody_else(tab: Tab) -> None:
    await tab.start("40 laptops")

    await tab.page.locator(".sidebar").get_by_role("button", name="Piet Bakker").click()

    await expect(tab.conversation).to_contain_text("Dit is het begin van je gesprek")
    await tab.page.locator(".sidebar").get_by_role("button", name="Sanne de Vries").click()
    await expect(tab.conversation).to_contain_text("INK-0001")


async def test_the_page_speaks_the_language_in_which_the_bot_speaks_to_somebody(
    opened: Open,
) -> None:
    tab = await opened("john")
    html = tab.page.locator("html")
    await expect(html).to_have_attribute("lang", "nl")

    await tab.say("/inkoop taal en")

    await expect(html).to_have_attribute("lang", "en")
    await expect(tab.button("Send", tab.conversation)).to_be_visible()
    await expect(tab.writing()).to_be_focused()
    await tab.page.reload()
    await expect(html).to_have_attribute("lang", "en")
    await tab.page.locator(".sidebar").get_by_role("button", name="Sanne de Vries").click()
    await expect(html).to_have_attribute("lang", "nl")
    await expect(tab.button("Verstuur", tab.conversation)).to_be_visible()


async def test_a_mention_starts_a_purchase_in_a_channel_where_both_answer(opened: Open) -> None:
    sanne = await opened("sanne/C0INKOOP")
    piet = await opened("piet/C0INKOOP")
    box = sanne.writing()
    await box.fill("@Ink")
    await box.press("Tab")
    await sanne.page.keyboard.type("12 bureaustoelen")
    await sanne.page.keyboard.press("Enter")
    await expect(sanne.thread).to_be_visible()
    await sanne.press("Meteen naar de vragen")
    await sanne.hear("Vraag 1 van 9")

    await piet.conversation.get_by_role("button", name="antwoorden").click()
    await piet.press("Ja, ik heb het nodig")

    await sanne.hear("Vraag 2 van 9")
    await expect(sanne.thread).to_contain_text("@Piet Bakker")


async def test_a_reaction_is_seen_and_taken_back(opened: Open) -> None:
    sanne = await opened("sanne/C0SUCCESSEN")
    piet = await opened("piet/C0SUCCESSEN")
    await sanne.say("Gelukt!")
    said = piet.conversation.locator("article")
    await said.hover()
    await said.get_by_role("button", name="Acties bij dit bericht").click()
    await piet.page.get_by_role("menuitem", name="Reageer met 🎉").click()

    given = sanne.conversation.get_by_role("button", name="tada: 1, van Piet Bakker")
    await expect(given).to_be_visible()
    await piet.conversation.get_by_role("button", name="tada: 1").click()
    await expect(given).to_be_hidden()


async def test_a_command_is_suggested_and_its_answer_is_for_one_person(opened: Open) -> None:
    sanne = await opened("sanne/C0INKOOP")
    piet = await opened("piet/C0INKOOP")
    box = sanne.writing()
    await box.press_sequentially("/in")
    await expect(sanne.page.get_by_role("option")).to_contain_text("/inkoop")
    await sanne.check()
    await box.press("Enter")
    await sanne.page.keyboard.type("help")
    await sanne.page.keyboard.press("Enter")

    told = sanne.conversation.locator("article[data-only-you=true]")
    await expect(told).to_contain_text("Alleen zichtbaar voor jou")
    await expect(piet.conversation.locator("article")).to_have_count(0)
    await sanne.button("Verberg", told).click()
    await expect(told).to_be_hidden()


async def test_a_shortcut_on_a_message_takes_its_text(opened: Open) -> None:
    tab = await opened("sanne/C0INKOOP")
    await tab.say("We hebben tien nieuwe bureaus nodig")
    said = tab.conversation.locator("article")
    await said.hover()
    await said.get_by_role("button", name="Acties bij dit bericht").click()
    await tab.page.get_by_role("menuitem").nth(1).click()

    await expect(tab.conversation).to_contain_text("INK-0001 is begonnen.")
    await tab.page.locator(".sidebar").get_by_role("button", name="Inkoopmaatje").click()
    await expect(tab.conversation).to_contain_text("INK-0001 · We hebben tien nieuwe bureaus")


async def test_a_global_shortcut_opens_a_form(tab: Tab) -> None:
    await tab.press("Snelkoppelingen", tab.conversation)
    await tab.page.get_by_role("menuitem").first.click()

    await expect(tab.modal.get_by_role("textbox").first).to_be_focused()
    await tab.page.keyboard.type("40 laptops")
    await tab.page.keyboard.press("Enter")
    await expect(tab.modal).to_contain_text("INK-0001 is begonnen.")
    await tab.press("Sluit", tab.modal)
    await expect(tab.modal).to_be_hidden()
    await expect(tab.conversation).to_contain_text("INK-0001")


async def test_a_picture_and_a_file_are_shown_and_taken_along(opened: Open) -> None:
    sanne = await opened("sanne/C0INKOOP")
    piet = await opened("piet/C0INKOOP")
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    attach = sanne.conversation.locator("input[type=file]")
    await attach.set_input_files({"name": "kaart.png", "mimeType": "image/png", "buffer": pixel})
    await expect(sanne.conversation).to_contain_text("Bijlage: kaart.png")
    await sanne.say("Kijk eens")
    await attach.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"hallo"})
    await sanne.press("Verstuur", sanne.conversation)

    await expect(piet.conversation.get_by_role("img", name="kaart.png")).to_be_visible()
    await expect(piet.conversation).to_contain_text("Kijk eens")
    link = piet.conversation.get_by_role("link", name="Download a.txt")
    await expect(link).to_be_visible()
    assert (await piet.conversation.locator(".file").inner_text()).count("a.txt") == 2
    async with piet.page.expect_download() as waiting:
        await link.click()
    assert (await (await waiting.value).path()).read_bytes() == b"hallo"

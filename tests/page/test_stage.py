"""What whoever shows the workspace does with it: the clock, behind it, again, the tour."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, expect

from bot.local import Backstage, Local, locally
from bot.settings import Settings
from tests.assuring import WORDS, with_contract
from tests.office import Office
from tests.page.conftest import Open
from tests.page.tab import Tab


async def test_the_clock_goes_forward_for_everybody_and_for_the_bot(
    opened: Open, local: Local
) -> None:
    sanne = await opened()
    piet = await opened("piet")
    before = local.bot.parts.clock.now()
    clock = sanne.page.locator(".clock")
    await clock.get_by_role("button").first.click()
    await sanne.check()
    for name in ("+1 dag", "+1 week", "+3 maanden"):
        await sanne.press(name, clock)
    await clock.locator("input[type=date]").fill("2030-06-03")
    await sanne.press("Zet de klok", clock)

    await expect(clock.get_by_role("button").first).to_contain_text("maandag 3 juni 2030 om 09:00")
    await expect(piet.page.locator(".clock")).to_contain_text("maandag 3 juni 2030 om 09:00")
    assert (local.bot.parts.clock.now() - before).days > 3 * 365
    await clock.locator("input[type=date]").fill("2020-01-01")
    await sanne.press("Zet de klok", clock)
    await expect(clock).to_contain_text("De klok kan alleen vooruit.")


async def test_on_a_narrow_screen_the_clock_opens_within_it(opened: Open) -> None:
    tab = await opened(viewport={"width": 360, "height": 740})
    await tab.page.locator(".clock").get_by_role("button").first.click()

    box = await tab.page.locator(".clock .popover").bounding_box()

    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


async def test_behind_the_page_are_the_traffic_and_what_is_stored(tab: Tab) -> None:
    await tab.start("40 laptops")
    await tab.press("Kijk erachter", tab.page.locator(".top"))
    behind = tab.page.locator(".behind")
    post = behind.locator("details", has_text="chat.postMessage").last
    await expect(post).to_contain_text("ms")
    await post.locator("summary").click()
    await expect(post.locator("pre").first).to_contain_text("INK-0001")
    await expect(behind.locator("details", has_text="message").first).to_be_visible()

    await tab.press("Opgeslagen", behind)
    await expect(behind.locator("pre")).to_contain_text('"title": "40 laptops"')
    assert "xoxb-" not in await behind.inner_text()


async def test_start_again_empties_everything_after_asking(opened: Open, local: Local) -> None:
    sanne = await opened()
    piet = await opened("piet/C0INKOOP")
    await piet.say("hoi")
    await sanne.start("40 laptops")
    await sanne.press("Begin opnieuw", sanne.page.locator(".top"))
    asked = sanne.page.get_by_role("dialog")
    await sanne.check()
    await sanne.press("Annuleren", asked)
    assert len(await Backstage(local.bot).stored()) == 1

    await sanne.press("Begin opnieuw", sanne.page.locator(".top"))
    await sanne.press("Ja, maak alles leeg", asked)

    await expect(sanne.conversation).to_contain_text("Dit is het begin van je gesprek")
    await expect(piet.conversation).to_contain_text("Dit is het begin van je gesprek")
    assert await Backstage(local.bot).stored() == []
    await sanne.start("12 stoelen")
    await expect(sanne.conversation).to_contain_text("INK-0001 · 12 stoelen")


async def test_the_tour_leads_to_a_finished_purchase_and_never_comes_back(opened: Open) -> None:
    tab = await opened(toured=False)
    tour = tab.page.locator(".tour")
    await expect(tour).to_contain_text("Stap 1 van 4")
    await tab.start("40 laptops")
    await expect(tour).to_contain_text("Stap 2 van 4")
    for said, heard in (
        ("naar de vragen", "Vraag 1 van 9"), ("ja", "Vraag 2 van 9"), ("ja", "Vraag 3 van 9"),
        ("ja", "Vraag 4 van 9"), ("anders", "Hoe zorg je daarvoor?"),
        ("We doen het zelf", "Wie is daarvoor"), ("ik", "Vraag 5 van 9"),
        ("anders", "Wat spreek je daarover af?"), ("Wij ook", "Wie is daarvoor"),
        ("ik", "jaar"), ("2040", "Vraag 6 van 9"),
    ):  # fmt: skip
        await tab.say(said, tab.thread)
        await tab.hear(heard)
    await expect(tour).to_contain_text("Stap 3 van 4")
    for number in ("7", "8", "9"):
        await tab.press("Ja")
        await tab.hear(f"Vraag {number} van 9")
    await tab.press("Ja")
    await expect(tour).to_contain_text("Stap 4 van 4")
    await tab.press("Klaar", tour)
    await expect(tour).to_be_hidden()

    await tab.page.reload()
    await expect(tab.conversation).to_contain_text("INK-0001")
    await expect(tour).to_be_hidden()
    await tab.press("Rondleiding", tab.page.locator(".top"))
    await expect(tour).to_be_visible()


async def test_the_tour_goes_back_and_forth_and_goes_on_after_a_reload(opened: Open) -> None:
    tab = await opened(toured=False)
    tour = tab.page.locator(".tour")
    await expect(tab.button("Vorige", tour)).to_be_hidden()
    await tab.press("Volgende", tour)
    await tab.press("Volgende", tour)
    await tab.press("Vorige", tour)
    await expect(tour).to_contain_text("Stap 2 van 4")
    await tab.press("Vorige", tour)
    await tab.start("40 laptops")
    await expect(tour).to_contain_text("Stap 2 van 4")

    await tab.page.reload()

    await expect(tour).to_contain_text("Stap 2 van 4")


async def test_the_tour_begins_at_its_beginning_whatever_was_bought_before(opened: Open) -> None:
    tab = await opened()
    await tab.start("40 laptops")

    await tab.press("Rondleiding", tab.page.locator(".top"))

    tour = tab.page.locator(".tour")
    await expect(tour).to_contain_text("Stap 1 van 4")
    await tab.start("12 stoelen")
    await expect(tour).to_contain_text("Stap 2 van 4")


async def test_the_tour_takes_little_room_on_a_low_screen_until_it_is_read(opened: Open) -> None:
    tab = await opened(toured=False, viewport={"width": 640, "height": 400})
    tour = tab.page.locator(".tour")
    folded = await tour.bounding_box()
    await expect(tour).to_contain_text("Stap 1 van 4")
    await expect(tour).to_contain_text("Begin een inkoop")
    await expect(tab.button("Volgende", tour)).to_be_hidden()

    await tab.press("Uitleg", tour)

    await tab.press("Volgende", tour)
    await expect(tour).to_contain_text("Druk op een antwoord of typ het.")
    await tab.check()
    assert folded is not None
    assert folded["height"] < 60


async def test_messages_purchases_and_the_closed_tour_survive_a_restart(
    browser: Browser, bot_settings: Settings, tmp_path: Path
) -> None:
    kept = tmp_path / "state.json"
    async with locally(bot_settings, state_file=kept) as local:
        tab = Tab(await browser.new_page(), local.workspace.url)
        await tab.go()
        await tab.press("Sluiten", tab.page.locator(".tour"))
        await tab.start("40 laptops")
        await tab.press("Meteen naar de vragen")
        await tab.hear("Vraag 1 van 9")
        await local.bot.settled()
    async with locally(bot_settings, state_file=kept) as local:
        tab = Tab(await browser.new_page(), local.workspace.url)
        await tab.go()
        await expect(tab.page.locator(".tour")).to_be_hidden()
        await tab.conversation.get_by_role("button", name="antwoorden").click()
        await tab.press("Ja, ik heb het nodig")
        await tab.hear("Vraag 2 van 9")
        await local.bot.settled()


async def test_the_page_comes_back_by_itself_when_the_workspace_was_away(
    browser: Browser, bot_settings: Settings, tmp_path: Path
) -> None:
    kept = tmp_path / "state.json"
    async with locally(bot_settings, state_file=kept) as local:
        port = int(local.workspace.url.rstrip("/").rpartition(":")[2])
        tab = Tab(await browser.new_page(), local.workspace.url)
        await tab.go("sanne/C0INKOOP")
        await tab.say("hoi")
        await expect(tab.conversation.locator("article")).to_have_count(1)
    await expect(tab.page.get_by_role("alert")).to_contain_text("De verbinding is weg.")

    async with locally(bot_settings, state_file=kept, port=port):
        await expect(tab.page.get_by_role("alert")).to_be_hidden()
        await tab.say("daar ben ik weer")
        await expect(tab.conversation.locator("article")).to_have_count(2)


async def test_the_date_stays_the_workspaces_whoever_one_becomes(tab: Tab) -> None:
    clock = tab.page.locator(".clock time").first
    await tab.page.locator(".clock").get_by_role("button").first.click()
    await tab.button("+1 week").click()
    await tab.page.keyboard.press("Escape")
    in_a_week = (await clock.inner_text()).rpartition(" om ")[0]

    await tab.page.locator(".sidebar").get_by_role("button", name="Piet Bakker").click()

    await expect(tab.page.locator(".top")).to_contain_text(in_a_week)


async def test_the_clock_goes_forward_to_a_reminder_that_is_answered(
    opened: Open, office: Office
) -> None:
    await with_contract(office)
    piet = await opened("piet")
    clock = piet.page.locator(".clock")
    await clock.get_by_role("button").first.click()
    await clock.get_by_label("Naar een datum").fill("2028-01-11")
    await piet.button("Zet de klok").click()
    await piet.page.keyboard.press("Escape")

    question = piet.conversation.get_by_role("article").filter(has_text=WORDS).last
    await expect(question).to_contain_text("Wordt dit nagekomen?", timeout=15_000)
    await piet.check()
    await question.get_by_role("button", name="Nagekomen").click()

    await expect(piet.conversation).to_contain_text("✓ Nagekomen")

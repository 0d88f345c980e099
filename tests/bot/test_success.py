"""A success: told, seen beforehand, posted by an ambassador, changed, taken back, done again."""

from __future__ import annotations

import pytest

from bot.playground.follow import Following
from bot.playground.people import AMINA, GENERAL, JOHN, PIET, SANNE
from bot.slack.manifest import SUCCESS_SHORTCUT
from tests.assuring import MONDAY, on
from tests.celebrating import (
    STORY,
    TITLE,
    ambassador,
    filled,
    form,
    not_bought,
    posted,
    preview,
    stored,
    swept,
    tell,
)
from tests.office import Office


async def test_an_ambassador_tells_sees_and_posts_a_success(office: Office) -> None:
    shown = await tell(office, office.amina, theme="circular")

    assert "Zo komt het in het successenkanaal" in shown.plain()
    assert STORY in shown.plain()
    assert await posted(office) == []

    await office.amina.press(shown, "Wat leverde het op?")
    view = await office.view(office.amina, "Wat leverde")
    wrong = await office.amina.submit(view, {"achieved/co2/0": "veel", "achieved/jobs/0": "2"})
    assert wrong.errors == {
        "achieved/co2/0": "Vul een getal in, bijvoorbeeld 1.250 of 12,5.",
        "achieved/jobs_known/0": "Kies hoe je dit weet: gemeten, geschat of gehoord.",
    }
    amounts = {
        "achieved/co2/0": "1.250", "achieved/co2_known/0": "estimated", "achieved/jobs/0": "",
        "achieved/money/0": "12.000", "achieved/money_known/0": "measured",
    }  # fmt: skip
    assert (await office.amina.submit(view, amounts)).errors == {}
    shown = await preview(office, office.amina)
    assert "1.250 kilo CO2 minder (geschat)" in shown.plain()
    assert "Het bedrag blijft weg" in shown.plain()
    assert "12.000" not in shown.plain()

    await office.amina.press(shown, "Plaatsen")
    (message,) = await posted(office)
    assert message.plain().startswith(TITLE)
    assert AMINA in message.plain()
    assert "12.000" not in message.plain()
    assert "Circulair" in message.plain()
    assert message.buttons() == ["Ook doen?"]


async def test_it_is_changed_and_taken_back_and_posted_again(office: Office) -> None:
    shown = await tell(office, office.amina)
    await office.amina.press(shown, "Plaatsen")
    (message,) = await posted(office)

    shown = await preview(office, office.amina)
    assert "Zo staat het in het successenkanaal" in shown.plain()
    await office.amina.press(shown, "Wijzigen")
    view = await office.view(office.amina, "succes")
    await office.amina.submit(view, filled(story="Er doen <!here> er 23 mee & <b>meer</b>."))
    (changed,) = await posted(office)
    assert changed.ts == message.ts
    assert "<!here> er 23 mee & <b>meer</b>" in changed.plain()
    assert "&lt;!here&gt;" in changed.text

    await office.amina.press(await preview(office, office.amina), "Terugtrekken")
    assert "Dit verhaal is teruggetrokken" in (await preview(office, office.amina)).plain()
    (gone,) = await posted(office)
    assert gone.ts == message.ts
    assert "Dit verhaal is teruggetrokken." in gone.plain()
    assert "23" not in gone.plain()
    assert gone.buttons() == []

    await office.amina.press(await preview(office, office.amina), "Toch weer plaatsen")
    (again,) = await posted(office)
    assert again.ts == message.ts
    assert "23" in again.plain()


async def test_who_is_no_ambassador_shows_it_to_one(office: Office) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.sanne, people=[SANNE])
    assert "viert een succes" not in shown.plain()

    await office.sanne.press(shown, "Naar een koploper")
    assert "Een koploper plaatst het" in (await office.told(office.sanne, "koploper")).plain()
    waits = await preview(office, office.sanne)
    assert "Dit wacht op een koploper" in waits.plain()
    assert "Naar een koploper" not in waits.buttons()
    await swept(office)
    shown = await preview(office, office.amina)
    assert f"{SANNE} schreef dit verhaal" in shown.plain()
    assert await posted(office) == []

    await office.amina.press(shown, "Plaatsen")
    (message,) = await posted(office)
    assert f"{AMINA} viert een succes" in message.plain()
    assert f"Met: @{SANNE}" in message.plain()
    assert "Geplaatst in het successenkanaal" in (await preview(office, office.sanne)).plain()


async def test_what_was_not_bought_offers_itself(office: Office) -> None:
    talk = await office.at_first_question("12 bureaustoelen")
    await talk.press("Hergebruik, ik heb nog iets")
    ended = await talk.press("Ja, niet kopen")

    await office.sanne.press(ended, "Vier dit succes")
    view = await office.view(office.sanne, "succes")
    inputs = view.inputs()
    assert inputs["success/title/0"]["element"]["initial_value"] == "12 bureaustoelen"
    assert inputs["success/purchase/0"]["element"]["initial_value"] == "INK-0001"
    assert inputs["success/people/0"]["element"]["initial_users"] == [SANNE]
    assert (
        await office.sanne.submit(view, filled(title="12 stoelen", people=[SANNE]))
    ).errors == {}
    assert "Inkoop: INK-0001" in (await preview(office, office.sanne, "12 stoelen")).plain()


@pytest.mark.parametrize(("stop", "why"), [(True, "INK-0001 is gestopt"), (False, "loopt nog")])
async def test_what_is_stopped_or_under_way_is_no_success(
    office: Office, stop: bool, why: str
) -> None:
    talk = await office.start()
    if stop:
        await talk.say("stop")
        await talk.press("Ja, stoppen")
    view = await form(office, office.amina)

    wrong = await office.amina.submit(view, filled(purchase="ink 1"))

    assert why in wrong.errors["success/purchase/0"]
    wrong = await office.amina.submit(view, filled(purchase="morgen", story=" "))
    assert wrong.errors == {
        "success/purchase/0": "Schrijf de inkoop zoals INK-0042, of laat dit leeg.",
        "success/story/0": "Vertel in een paar zinnen wat er gelukt is.",
    }
    assert (await office.amina.submit(view, filled(purchase=""))).errors == {}


async def test_a_shortcut_makes_a_success_of_a_message(office: Office) -> None:
    said = await office.amina.say(GENERAL, "De stoelen van zolder zijn opgeknapt!")

    await office.amina.message_shortcut(SUCCESS_SHORTCUT, said)

    view = await office.view(office.amina, "succes")
    story = view.inputs()["success/story/0"]["element"]["initial_value"]
    assert story == "De stoelen van zolder zijn opgeknapt!"


async def test_the_same_is_told_once(office: Office) -> None:
    await not_bought(office)
    title = "Één accu voor elke laptop"
    await office.amina.press(await tell(office, office.amina, people=[], title=title), "Plaatsen")
    await ambassador(office, PIET)
    shown = await tell(office, office.piet, title="Één accu voor elke LAPTOP")

    await office.piet.press(shown, "Plaatsen")

    told = await office.told(office.piet, "vertelde dit al")
    assert AMINA in told.plain()
    assert "Jouw verhaal is bewaard" in told.plain()
    assert len(await posted(office)) == 1


async def test_two_ambassadors_do_not_tell_of_the_same_purchase_twice(office: Office) -> None:
    await not_bought(office)
    await ambassador(office, SANNE, AMINA)
    first = await tell(office, office.sanne, "succes INK-0001", people=[])
    second = await tell(office, office.amina, "succes INK-0001", title="Anders", people=[])

    await office.sanne.press(first, "Plaatsen")
    await office.amina.press(second, "Plaatsen")

    told = await office.told(office.amina, "vertelde dit al")
    assert TITLE in told.plain()
    assert len(await posted(office)) == 1


async def test_amounts_stay_out_unless_chosen(office: Office) -> None:
    shown = await tell(office, office.amina, story="Het scheelde € 4.500 en veel hout.")
    assert "In je tekst staat een bedrag: € 4.500" in shown.plain()

    await office.amina.press(shown, "Plaatsen")
    await office.told(office.amina, "In je tekst staat een bedrag")
    assert await posted(office) == []

    await office.amina.press(shown, "Wat leverde het op?")
    view = await office.view(office.amina, "Wat leverde")
    await office.amina.submit(view, {"achieved/may_tell/0": ["yes"]})
    await office.amina.press(await preview(office, office.amina), "Plaatsen")
    (message,) = await posted(office)
    assert "€ 4.500" in message.plain()

    await office.amina.press(await preview(office, office.amina), "Wat leverde het op?")
    view = await office.view(office.amina, "Wat leverde")
    wrong = await office.amina.submit(view, {"achieved/may_tell/0": []})
    assert "Haal het eerst weg" in wrong.errors["achieved/may_tell/0"]
    await office.amina.close(view)
    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    await office.amina.submit(view, filled(story="Het scheelde veel hout."))
    await office.amina.press(await preview(office, office.amina), "Wat leverde het op?")
    view = await office.view(office.amina, "Wat leverde")
    await office.amina.submit(view, {"achieved/may_tell/0": []})
    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    wrong = await office.amina.submit(view, filled(story="Het scheelde 300 euro."))
    assert "staat een bedrag: 300 euro" in wrong.errors["success/story/0"]
    (message,) = await posted(office)
    assert "Het scheelde veel hout." in message.plain()


async def test_who_wants_the_same_starts_a_purchase_with_that_approach(office: Office) -> None:
    await not_bought(office)
    await ambassador(office, SANNE, AMINA)
    shown = await tell(office, office.sanne, "succes INK-0001", theme="circular", people=[])
    await office.sanne.press(shown, "Plaatsen")
    (message,) = await posted(office)

    await office.john.press(message, "Ook doen?")

    talk = await Following.newest(office.john, await office.john.direct())
    told = next(each for each in await talk.said() if "Zo deden je collega's" in each.plain())
    assert "lees hun verhaal" in told.plain()
    assert f"/archives/{message.channel}/p{message.ts.replace('.', '')}" in str(told.blocks)
    assert STORY not in told.plain()  # a name that is taken out of it later would stay here
    assert "Hergebruik, ik heb nog iets" in told.plain()
    mine = next(each for each in await office.stored() if each["owner"] == JOHN)
    assert mine["title"] == "12 bureaustoelen"
    assert mine["themes"] == ["circular"]


async def test_who_is_no_ambassador_any_more_cannot_post(office: Office) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.amina)
    await ambassador(office, PIET)

    await office.amina.press(shown, "Plaatsen")

    await office.told(office.amina, "Een koploper plaatst het")
    await swept(office)
    assert await posted(office) == []
    await office.piet.press(await preview(office, office.piet), "Plaatsen")
    (message,) = await posted(office)
    assert f"{PIET} viert een succes" in message.plain()


async def test_two_who_change_it_at_once_do_not_lose_what_they_wrote(office: Office) -> None:
    await on(office, MONDAY)
    await office.sanne.press(await tell(office, office.sanne), "Naar een koploper")
    await swept(office)
    await office.sanne.press(await preview(office, office.sanne), "Wijzigen")
    first = await office.view(office.sanne, "succes")
    await office.amina.press(await preview(office, office.amina), "Wat leverde het op?")
    second = await office.view(office.amina, "Wat leverde")
    pieces = {"achieved/pieces/0": "1", "achieved/pieces_known/0": "measured"}
    await office.amina.submit(second, pieces)

    result = await office.sanne.submit(first, filled(title="Nieuwe titel"))

    assert result.view is not None
    assert "Iemand anders heeft dit verhaal" in result.view.plain()
    inputs = result.view.inputs()
    assert inputs["success/title/0"]["element"]["initial_value"] == "Nieuwe titel"
    await office.sanne.submit(result.view, {})
    shown = await preview(office, office.amina, "Nieuwe titel")
    assert "1 stuk opnieuw gebruikt (gemeten)" in shown.plain()


async def test_what_somebody_who_left_had_begun_goes_to_the_ambassadors(office: Office) -> None:
    """T20."""
    await on(office, MONDAY)
    await tell(office, office.piet)

    office.local.workspace.administration.deactivate(PIET)
    await office.local.settled()
    await office.sent()

    shown = await preview(office, office.amina)
    assert f"{PIET} schreef dit verhaal" in shown.plain()
    assert (await stored(office)).state == "offered"

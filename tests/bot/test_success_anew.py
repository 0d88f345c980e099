"""What somebody agreed to is what is shown: another text or picture is asked about anew."""

from __future__ import annotations

from bot.playground.client import Picked
from bot.playground.people import AMINA, PIET
from tests.assuring import MONDAY, on
from tests.bot.test_success_picture import photo
from tests.celebrating import (
    NAME,
    agreed,
    asked,
    everything,
    filled,
    posted,
    preview,
    stored,
    tell,
)
from tests.forging import brought, pressed
from tests.office import Office


async def test_a_text_that_changed_is_asked_about_anew(office: Office) -> None:
    await agreed(office)
    old = await office.piet.wait_for_message(await office.piet.direct(), "Bedenk je je?")

    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    await office.amina.submit(view, filled(people=[PIET], story="Piet deed alles fout."))

    (message,) = await posted(office)
    assert f"@{PIET}" not in message.plain()
    changed = await office.piet.wait_for_message(await office.piet.direct(), "intussen gewijzigd")
    assert changed.ts == old.ts
    await office.piet.press(await asked(office, office.piet), "Ja, dat mag")
    (message,) = await posted(office)
    assert f"@{PIET}" in message.plain()


async def test_a_form_that_was_open_does_not_bring_a_name_back(office: Office) -> None:
    await agreed(office)
    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    answer = await office.piet.wait_for_message(await office.piet.direct(), "Bedenk je je?")
    await office.piet.press(answer, "Toch liever niet")
    await office.local.bot.settled()

    story = f"@{PIET} bedacht het, en {NAME} bouwde."
    crossed = await office.amina.submit(view, filled(people=[PIET], story=story))
    assert crossed.view is not None
    await office.amina.submit(crossed.view, filled(people=[], story=story))

    (message,) = await posted(office)
    assert "een collega bedacht het, en een collega bouwde." in message.plain()
    assert NAME not in await everything(office)
    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    await office.amina.submit(view, filled(people=[], story=story))
    (message,) = await posted(office)
    assert NAME not in message.plain()


async def test_names_that_nobody_can_look_up_are_told_before_anything_is_posted(
    office: Office,
) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.amina, people=[PIET], story=f"{NAME} bedacht het.")
    await office.amina.press(shown, "Plaatsen")
    question = await asked(office, office.piet)
    office.local.workspace.faults.plan("users.info", times=None, error="user_not_found")

    await office.piet.press(question, "Liever niet")

    direct = await office.amina.direct()
    told = await office.amina.wait_for_message(direct, "liever niet genoemd")
    assert "Ik kon niet nakijken of de naam ook in de tekst staat" in told.plain()


async def test_a_no_is_not_turned_into_a_yes_to_another_text(office: Office) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.amina, people=[PIET])
    await office.amina.press(shown, "Plaatsen")
    await office.piet.press(await asked(office, office.piet), "Liever niet")
    answer = await office.piet.wait_for_message(await office.piet.direct(), "Je wilt liever niet")
    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    await office.amina.submit(view, filled(people=[PIET], story="Wie niets deed, was erbij."))
    await office.amina.press(await preview(office, office.amina), "Plaatsen")

    await office.piet.press(answer, "Toch wel")

    await office.told(office.piet, "Deze vraag is voorbij")
    (message,) = await posted(office)
    assert PIET not in message.plain()
    question = await asked(office, office.piet)
    assert "Wie niets deed, was erbij." in question.plain()
    await office.piet.press(question, "Ja, dat mag")
    (message,) = await posted(office)
    assert f"@{PIET}" in message.plain()


async def test_nobody_is_left_out_whose_name_is_not_known(office: Office) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.amina, people=[PIET], story=f"{NAME} bedacht het.")
    await office.amina.press(shown, "Plaatsen")
    await asked(office, office.piet)
    office.local.workspace.faults.plan("users.info", times=None, error="missing_scope")

    await brought(office, AMINA, pressed("success_without/1"))

    await office.told(office.amina, "hoe die mensen heten")
    assert await posted(office) == []
    office.local.workspace.faults.clear()


async def test_another_picture_is_asked_about_anew(office: Office) -> None:
    office.local.workspace.workspace.looking_seconds = 0
    await agreed(office)
    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    picture = Picked("piet.jpg", photo())
    story = f"{NAME} bedacht het, en Piet bouwde."
    given = filled(people=[PIET], story=story, picture=picture, alt="Piet")
    assert (await office.amina.submit(view, given)).errors == {}
    await office.piet.press(await asked(office, office.piet), "Ja, dat mag")

    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    assert (await office.amina.submit(view, given)).errors == {}
    await office.local.settled()

    found = (await stored(office)).people
    assert [each.consent for each in found] == ["asked"]
    (message,) = await posted(office)
    assert f"@{PIET}" not in message.plain()

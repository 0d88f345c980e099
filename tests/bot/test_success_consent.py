"""Nobody is named who did not say yes; a yes can be taken back, and then the name is gone."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.playground.people import AMINA, JOHN, PIET, SANNE, SUCCESSES
from tests.assuring import MONDAY, on
from tests.celebrating import (
    NAME,
    TITLE,
    ambassador,
    asked,
    everything,
    filled,
    not_bought,
    posted,
    preview,
    swept,
    tell,
)
from tests.office import Office


async def test_nothing_is_posted_before_everybody_agreed(office: Office) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.amina, people=[PIET, SANNE])
    assert "Ik vraag eerst toestemming aan" in shown.plain()

    await office.amina.press(shown, "Plaatsen")
    waits = await preview(office, office.amina)
    assert waits.plain().count("zodra ik een ja heb van") == 1
    assert "Plaatsen" not in waits.buttons()
    await office.piet.press(await asked(office, office.piet), "Ja, dat mag")
    assert await posted(office) == []
    await office.sanne.press(await asked(office, office.sanne), "Ja, dat mag")

    (message,) = await posted(office)
    assert f"Met: @{PIET}, @{SANNE}" in message.plain()


async def test_who_refuses_is_taken_out_before_anything_is_posted(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await on(office, MONDAY)
    story = f"{NAME} bedacht het. Piet bouwde, en wij piepten niet."
    shown = await tell(office, office.amina, people=[PIET], story=story)
    await office.amina.press(shown, "Plaatsen")

    await office.piet.press(await asked(office, office.piet), "Liever niet")

    told = await office.amina.wait_for_message(await office.amina.direct(), "liever niet genoemd")
    assert PIET in told.plain()
    assert await posted(office) == []
    shown = await preview(office, office.amina)
    assert "een collega bedacht het. een collega bouwde, en wij piepten niet." in shown.plain()
    await office.amina.press(shown, "Plaatsen")
    (message,) = await posted(office)
    assert PIET not in message.plain()
    assert "Piet" not in await everything(office)
    assert "bedacht het" not in caplog.text


async def test_a_yes_that_is_taken_back_takes_the_name_out_everywhere(office: Office) -> None:
    await not_bought(office)
    await on(office, MONDAY)
    shown = await tell(
        office, office.sanne, "succes INK-0001", people=[PIET, SANNE],
        story=f"{NAME} bedacht het.", theme="circular",
    )  # fmt: skip
    await office.sanne.press(shown, "Naar een koploper")
    await swept(office)
    await office.amina.press(await preview(office, office.amina), "Plaatsen")
    await office.piet.press(await asked(office, office.piet), "Ja, dat mag")
    (message,) = await posted(office)
    assert NAME in message.plain()
    (told,) = (await office.stored())[0]["successes"]
    assert (told["people"], told["posted_by"]) == ([PIET, SANNE], AMINA)

    answer = await office.piet.wait_for_message(await office.piet.direct(), "Bedenk je je?")
    await office.piet.press(answer, "Toch liever niet")

    (changed,) = await posted(office)
    assert changed.ts == message.ts
    assert PIET not in changed.plain()
    assert "een collega bedacht het." in changed.plain()
    (told,) = (await office.stored())[0]["successes"]
    assert (told["people"], told["story"]) == ([SANNE], "een collega bedacht het.")
    assert NAME not in await everything(office)
    assert (
        "uit het verhaal gehaald"
        in (
            await office.amina.wait_for_message(await office.amina.direct(), "niet meer genoemd")
        ).plain()
    )

    answer = await office.piet.wait_for_message(await office.piet.direct(), "Je naam is uit")
    await office.piet.press(answer, "Toch wel")
    (back,) = await posted(office)
    assert f"@{PIET}" in back.plain()


async def test_the_owner_of_the_purchase_has_to_agree(office: Office) -> None:
    await not_bought(office)
    await on(office, MONDAY)
    shown = await tell(office, office.amina, "succes INK-0001", people=[])
    await office.amina.press(shown, "Plaatsen")

    question = await asked(office, office.sanne)
    assert "Het gaat over jouw inkoop INK-0001" in question.plain()
    await office.sanne.press(question, "Liever niet")
    await office.amina.wait_for_message(await office.amina.direct(), "niet dat")
    await office.amina.press(await preview(office, office.amina), "Plaatsen")
    await office.told(office.amina, "wil niet dat dit over de inkoop verteld wordt")
    assert await posted(office) == []

    answer = await office.sanne.wait_for_message(await office.sanne.direct(), "Je wilt liever niet")
    await office.sanne.press(answer, "Toch wel")
    await office.amina.press(await preview(office, office.amina), "Plaatsen")
    (message,) = await posted(office)
    assert SANNE not in message.plain()

    answer = await office.sanne.wait_for_message(await office.sanne.direct(), "Bedenk je je?")
    await office.sanne.press(answer, "Toch liever niet")
    await office.sanne.wait_for_message(answer.channel, "wordt niet meer verteld")
    (gone,) = await posted(office)
    assert "teruggetrokken" in gone.plain()
    assert (await office.stored())[0]["successes"] == []

    await office.amina.press(await preview(office, office.amina), "Toch weer plaatsen")
    await office.told(office.amina, "wil niet dat dit over de inkoop verteld wordt")
    (gone,) = await posted(office)
    assert "teruggetrokken" in gone.plain()


async def test_who_refuses_goes_out_of_what_others_were_asked_too(office: Office) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.amina, people=[PIET, SANNE], story=f"{NAME} bedacht het.")
    await office.amina.press(shown, "Plaatsen")
    read = await asked(office, office.sanne)
    assert NAME in read.plain()

    await office.piet.press(await asked(office, office.piet), "Liever niet")

    changed = await office.sanne.wait_for_message(read.channel, "intussen gewijzigd")
    assert changed.ts == read.ts
    assert NAME not in await everything(office)
    await office.amina.press(await preview(office, office.amina), "Plaatsen")
    again = await asked(office, office.sanne)
    assert "een collega bedacht het." in again.plain()
    await office.sanne.press(again, "Ja, dat mag")
    assert len(await posted(office)) == 1


async def test_who_does_not_answer_is_asked_once_more_and_then_left_out(office: Office) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.amina, people=[PIET], story=f"{NAME} bedacht het.")
    await office.amina.press(shown, "Plaatsen")
    await asked(office, office.piet)
    bot, direct = office.local.bot, await office.piet.direct()

    async def questions() -> int:
        await swept(office)
        return sum(
            "Vind je dat goed?" in each.plain() for each in await office.piet.messages(direct)
        )

    first = await asked(office, office.piet)
    for days in (6, 2, 3, 5, 1):
        await on(office, office.local.workspace.clock.now() + timedelta(days=days))
        await bot.learning.successes.cheers.round()
        assert await questions() == 1
    assert (await asked(office, office.piet)).ts > first.ts
    old = await office.piet.wait_for_message(direct, "Ik vraag het je nog één keer")
    assert (old.ts, old.buttons()) == (first.ts, [])

    told = await office.amina.wait_for_message(await office.amina.direct(), "een ja heb van")
    telling = [
        each
        for each in await office.amina.messages(await office.amina.direct())
        if "Plaats zonder die namen" in each.buttons()
    ]
    assert len(telling) == 1, told
    await office.amina.press(telling[0], "Plaats zonder die namen")
    (message,) = await posted(office)
    assert "een collega bedacht het." in message.plain()
    assert NAME not in await everything(office)


async def test_only_colleagues_are_named(office: Office) -> None:
    await on(office, MONDAY)
    office.local.workspace.administration.change(JOHN, guest=True)
    shown = await tell(office, office.amina, people=[PIET])
    await office.amina.press(shown, "Wijzigen")
    view = await office.view(office.amina, "succes")

    wrong = await office.amina.submit(view, filled(people=[PIET, JOHN]))
    assert set(wrong.errors) == {"success/people/0"}

    await office.amina.close(view)
    await office.amina.press(await preview(office, office.amina), "Plaatsen")
    question = await asked(office, office.piet)
    assert TITLE in question.plain()
    assert await posted(office) == []


async def test_who_refuses_what_an_ambassador_left_behind_leaves_it_to_the_others(
    office: Office,
) -> None:
    """T20."""
    await on(office, MONDAY)
    await ambassador(office, AMINA, JOHN)
    shown = await tell(office, office.amina, people=[PIET], story=f"{NAME} bedacht het.")
    await office.amina.press(shown, "Plaatsen")
    question = await asked(office, office.piet)
    office.local.workspace.administration.deactivate(AMINA)
    await office.local.settled()
    await office.sent()

    await office.piet.press(question, "Liever niet")

    await office.john.press(await preview(office, office.john), "Plaatsen")
    (message,) = await office.john.messages(SUCCESSES)
    assert "een collega bedacht het." in message.plain()

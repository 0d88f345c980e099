"""What waits to be said says what holds now: a name that is taken out is in none of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.people import AMINA, JOHN, PIET, SUCCESSES
from tests.assuring import MONDAY, on
from tests.celebrating import (
    TITLE,
    ambassador,
    asked,
    everything,
    filled,
    posted,
    preview,
    stored,
    tell,
)
from tests.office import Office

NAME = "Piet Bakker"
STORY = f"{NAME} bedacht het."


async def far_away(office: Office) -> None:
    """John's office is closed when ours is open, and he is an ambassador too."""
    await on(office, MONDAY)
    await ambassador(office, AMINA, JOHN)
    office.local.workspace.administration.change(JOHN, zone="Asia/Tokyo")
    await office.local.settled()


async def test_what_waits_for_office_hours_says_nothing_of_who_refused(office: Office) -> None:
    await far_away(office)
    shown = await tell(office, office.sanne, people=[PIET, JOHN], story=STORY)
    await office.sanne.press(shown, "Naar een koploper")
    await office.sent()
    await office.amina.press(await preview(office, office.amina), "Plaatsen")
    assert NAME in await everything(office)

    await office.piet.press(await asked(office, office.piet), "Liever niet")

    assert NAME not in await everything(office)
    office.local.workspace.clock.advance(timedelta(hours=15))
    await office.sent()
    shown = await preview(office, office.john)
    assert "een collega bedacht het." in shown.plain()
    assert "Vind je dat goed?" not in str(await office.john.messages(shown.channel))
    await office.john.press(shown, "Plaatsen")
    await office.john.press(await asked(office, office.john), "Ja, dat mag")
    (message,) = await posted(office)
    assert "een collega bedacht het." in message.plain()


@pytest.mark.parametrize("taken_back", ["withdrawn", "name"])
async def test_what_is_taken_back_before_it_stands_there_never_does(
    office: Office, taken_back: str
) -> None:
    await on(office, MONDAY)
    faults = office.local.workspace.faults
    shown = await tell(office, office.amina, people=[PIET], story=STORY)
    await office.amina.press(shown, "Plaatsen")
    question = await asked(office, office.piet)
    faults.plan("chat.postMessage", status=429, retry_after=30)
    await office.piet.press(question, "Ja, dat mag")
    await office.local.settled()
    assert await posted(office) == []

    if taken_back == "withdrawn":
        await office.amina.press(await preview(office, office.amina), "Terugtrekken")
    else:
        answer = await office.piet.wait_for_message(question.channel, "Bedenk je je?")
        await office.piet.press(answer, "Toch liever niet")
    await on(office, office.local.workspace.clock.now() + timedelta(minutes=2))
    await office.sent()

    ever = [str(call) for call in office.local.workspace.calls() if SUCCESSES in str(call)]
    if taken_back == "name":
        (message,) = await posted(office)
        assert "een collega bedacht het." in message.plain()
        assert PIET not in message.plain()
        assert not any(NAME in each for each in ever)
        return
    assert await posted(office) == []
    await office.amina.press(await preview(office, office.amina), "Toch weer plaatsen")
    (message,) = await posted(office)
    assert STORY in message.plain()


async def test_an_older_change_never_comes_after_a_newer_one(office: Office) -> None:
    await on(office, MONDAY)
    shown = await tell(office, office.amina, people=[PIET], story="Het is gelukt.")
    await office.amina.press(shown, "Plaatsen")
    question = await asked(office, office.piet)
    await office.piet.press(question, "Ja, dat mag")
    assert len(await posted(office)) == 1
    await office.amina.press(await preview(office, office.amina), "Wijzigen")
    view = await office.view(office.amina, "succes")
    office.local.workspace.faults.plan("chat.update", times=2, status=429, retry_after=30)
    await office.amina.submit(view, filled(people=[PIET], story=STORY))
    await office.local.settled()

    await office.piet.press(await asked(office, office.piet), "Liever niet")
    await on(office, office.local.workspace.clock.now() + timedelta(minutes=2))
    await office.sent()

    (message,) = await posted(office)
    assert "een collega bedacht het." in message.plain()
    assert NAME not in await everything(office)


async def test_who_was_asked_about_a_story_that_is_thrown_away_is_not_asked(
    office: Office,
) -> None:
    """T21."""
    await far_away(office)
    shown = await tell(office, office.amina, people=[PIET, JOHN])
    await office.amina.press(shown, "Plaatsen")
    question = await asked(office, office.piet)

    await office.amina.press(await preview(office, office.amina), "Weggooien")

    changed = await office.piet.wait_for_message(question.channel, "is weggegooid")
    assert (changed.ts, changed.buttons()) == (question.ts, [])
    office.local.workspace.clock.advance(timedelta(hours=15))
    await office.sent()
    assert TITLE not in str(await office.john.messages(await office.john.direct()))
    assert (await stored(office)).state == "thrown_away"

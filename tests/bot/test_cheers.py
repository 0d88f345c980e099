"""Cheers are counted once a day: people, not reactions."""

from __future__ import annotations

from datetime import timedelta

from tests.assuring import MONDAY, on
from tests.celebrating import posted, stored, tell
from tests.office import Office


async def test_cheers_are_people_and_are_counted_once_a_day(office: Office) -> None:
    await on(office, MONDAY)
    await office.amina.press(await tell(office, office.amina), "Plaatsen")
    (message,) = await posted(office)
    for name in ("tada", "heart"):
        await office.sanne.react(message, name)
    await office.piet.react(message, "tada")
    bot, workspace = office.local.bot, office.local.workspace

    await bot.learning.successes.cheers.round()
    assert (await stored(office)).cheers == 2
    await office.john.react(message, "tada")
    await bot.learning.successes.cheers.round()
    assert (await stored(office)).cheers == 2
    assert len(workspace.calls("reactions.get")) == 1

    workspace.clock.advance(timedelta(days=1))
    await bot.learning.successes.cheers.round()
    assert (await stored(office)).cheers == 3

    workspace.clock.advance(timedelta(days=1))
    workspace.faults.plan("reactions.get", error="message_not_found")
    await bot.learning.successes.cheers.round()
    assert (await stored(office)).cheers == 3
    workspace.clock.advance(timedelta(days=90))
    await bot.learning.successes.cheers.round()
    assert len(workspace.calls("reactions.get")) == 2

"""A few messages at once in a channel, then one a second; no channel waits for another."""

from __future__ import annotations

import asyncio

from bot.pace import Pace
from bot.playground.people import INKOOP
from tests.office import TITLE, Office


def test_five_at_once_then_one_a_second_and_a_rest_gives_five_again() -> None:
    pace = Pace()

    assert [pace.turn("C1", 100.0) for _ in range(8)] == [0, 0, 0, 0, 0, 1, 2, 3]
    assert pace.turn("C2", 100.0) == 0
    assert [pace.turn("C1", 200.0) for _ in range(6)] == [0, 0, 0, 0, 0, 1]


def test_a_conversation_of_an_answer_a_second_never_waits() -> None:
    pace = Pace()

    assert {pace.turn("D1", float(second)) for second in range(500)} == {0}


def test_without_a_limit_nothing_waits() -> None:
    pace = Pace(0)

    assert {pace.turn("D1", 1.0) for _ in range(500)} == {0}


async def test_a_busy_channel_holds_up_no_other(office: Office) -> None:
    """T7: what is too much for a channel comes later and in order; elsewhere it goes on."""
    office.local.bot.courier.pace = Pace()
    for number in range(4):
        await office.sanne.say(INKOOP, f"@Inkoopmaatje {TITLE} {number}")
    await office.piet.command(TITLE)
    async with asyncio.timeout(30):
        while len(office.local.workspace.calls("chat.postMessage")) < 10:
            await asyncio.sleep(0.05)
    await office.local.bot.settled()

    posted = [each["channel"] for each in office.local.workspace.calls("chat.postMessage")]
    direct = [place for place, each in enumerate(posted) if each != INKOOP]
    busy = [place for place, each in enumerate(posted) if each == INKOOP]
    assert len(busy) == 8
    assert len(direct) == 2
    assert max(direct) < max(busy)
    cards = [each.plain()[:8] for each in await office.sanne.messages(INKOOP)]
    found = [each for each in cards if each.startswith("INK-")]
    assert found == ["INK-0001", "INK-0002", "INK-0003", "INK-0004"]

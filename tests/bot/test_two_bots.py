"""Any number of processes on one database: each moment is told by one of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.local import locally, settings_for
from bot.settings import Settings
from bot.store.database import Database
from bot.wiring import Bot, running
from tests.assuring import ASKED, DUE, KEY, WORDS, asked, count, ledger, on, with_contract
from tests.office import Office, all_sent, at_work


@pytest.fixture
async def office_on_any(
    any_database: Database, bot_settings: Settings
) -> AsyncIterator[tuple[Office, Bot]]:
    """The office with a bot in it, and a second bot on the same database."""
    url = any_database.url.render_as_string(hide_password=False)
    settings = bot_settings.model_copy(update={"database_url": url})
    async with (
        locally(settings, retry_seconds=(0.2, 0.5, 1.0)) as local,
        at_work(local) as office,
        running(settings_for(settings, local.workspace), clock=local.workspace.clock) as other,
    ):
        yield office, other
        await other.settled()


async def test_what_is_due_is_told_once(office_on_any: tuple[Office, Bot]) -> None:
    office, other = office_on_any
    await with_contract(office)

    await asyncio.gather(on(office, DUE), *(other.dispatcher.sweep() for _ in range(3)))
    await asyncio.gather(office.local.bot.dispatcher.sweep(), other.dispatcher.sweep())
    await other.settled()
    await all_sent(office.local.workspace, office.local.bot)

    assert await count(office.piet, ASKED) == 1


async def test_two_answers_at_the_same_time_leave_one(office_on_any: tuple[Office, Bot]) -> None:
    office, _ = office_on_any
    await with_contract(office)
    await on(office, DUE)
    question = await asked(office, office.piet, WORDS)

    await asyncio.gather(
        office.piet.press(question, "Nagekomen"), office.piet.press(question, "Niet")
    )
    await office.local.settled()

    found = await ledger(office)
    assert found[KEY].state == "answered"
    assert (f"{KEY}+1" in found) == (found[KEY].answer == "not")

"""A clock that was wrong and is set right: what was sent is found again, and not sent again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.local import settings_for
from bot.playground.clock import WorkspaceClock
from bot.playground.people import PIET
from bot.playground.server import LocalWorkspace
from bot.ports import Outgoing, Place
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.store import claims
from bot.store.database import Bound
from bot.wiring import Bot, running
from dialogs.messages import Line, Message

HOUR = timedelta(hours=1)
MESSAGE = Message("told", (Line("gezegd"),))


@asynccontextmanager
async def two_clocks(
    settings: Settings, ahead: timedelta
) -> AsyncIterator[tuple[LocalWorkspace, Bot, WorkspaceClock]]:
    """A workspace, and a bot whose clock is so far ahead of it."""
    async with LocalWorkspace(manifest()) as workspace:
        ours = WorkspaceClock(ahead)
        async with running(settings_for(settings, workspace), clock=ours) as bot:
            yield workspace, bot, ours


async def say(bot: Bot) -> Outgoing:
    """Says something to Piet, and waits until it was tried."""

    def work(bound: Bound) -> Outgoing:
        return bot.parts.say_at(bound, Place(PIET), MESSAGE)

    row = await bot.parts.database.run(bot.parts.workspace, work)
    bot.courier.take([row])
    await bot.settled()
    return row


async def goes_on(bot: Bot, ours: WorkspaceClock, by: timedelta) -> dict[str, int]:
    """So much time passes, and what is due is sent; gives what waits after that."""
    ours.advance(by)
    await bot.courier.sweep()
    await bot.settled()
    return await bot.parts.database.run(bot.parts.workspace, claims.waiting)


def posted(workspace: LocalWorkspace) -> int:
    return len(workspace.calls("chat.postMessage"))


@pytest.mark.parametrize("hours", [0, 1, 13])
async def test_what_was_sent_by_a_clock_that_ran_ahead_is_not_sent_again(
    bot_settings: Settings, hours: int
) -> None:
    """The answer of Slack is lost, and somebody sets the clock back before we look."""
    async with two_clocks(bot_settings, hours * HOUR) as (workspace, bot, ours):
        workspace.faults.plan("chat.postMessage", drop_reply=True)
        await say(bot)
        assert posted(workspace) == 1

        ours.ahead -= max(hours, 1) * HOUR
        assert await goes_on(bot, ours, timedelta(seconds=10)) == {"unknown": 1}
        assert await goes_on(bot, ours, max(hours, 1) * HOUR) == {}

        assert posted(workspace) == 1


async def test_a_row_with_an_id_that_was_given_before_is_sent(bot_settings: Settings) -> None:
    """A backup was put back: what was said after it was made is in Slack, with the same ids."""
    async with two_clocks(bot_settings, timedelta()) as (workspace, bot, ours):
        row = await say(bot)

        def put_back(bound: Bound) -> None:
            bound.connection.exec_driver_sql("DELETE FROM outbox")

        await bot.parts.database.run(bot.parts.workspace, put_back)
        workspace.faults.plan("chat.postMessage", status=500)
        assert (await say(bot)).id == row.id
        assert posted(workspace) == 1

        assert await goes_on(bot, ours, timedelta(seconds=10)) == {}

        assert posted(workspace) == 2

"""Several bots on one database, on SQLite and PostgreSQL, make the rounds at the same moment."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import aiohttp
import sqlalchemy as sa

from bot.parts import Organisation
from bot.ports import Place
from bot.settings import Settings
from bot.shelf import Shelf
from bot.slack.app import client
from bot.store import purchases
from bot.store.database import Bound, Database
from bot.store.tables import outbox
from bot.wiring import Bot, build
from dialogs.purchase import Purchase
from dialogs.script import Script

WE = "T0WE"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BEGAN = datetime(2027, 1, 8, 10, tzinfo=AMSTERDAM)
MONDAY = datetime(2027, 1, 25, 9, tzinfo=AMSTERDAM)
PURCHASES = 30
BOTS = 4


class Stopped:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Always the same."""
        return MONDAY


def begun(bound: Bound) -> None:
    """Purchases of several people that wait for an answer."""
    for number in range(PURCHASES):
        owner = f"U{number % 7}"
        purchase = Purchase(
            purchases.next_id(bound, BEGAN), "40 laptops", owner, BEGAN, BEGAN, "in_progress"
        )
        purchases.add(bound, purchase, Place(owner))


def stored(bound: Bound) -> list[str]:
    """The keys of everything that waits to be sent."""
    found = bound.run(sa.select(outbox.c.key).where(outbox.c.workspace == sa.bindparam("ours")))
    return list(found.scalars())


def bots(database: Database, script: Script, session: aiohttp.ClientSession) -> list[Bot]:
    """Several bots, each with connections of its own; nobody of them says anything to Slack."""
    organisation = Organisation("nl", AMSTERDAM, procurement_channel="C0INK")
    url = database.url.render_as_string(hide_password=False)
    slack = client("xoxb-none", "http://127.0.0.1:9/api/", session)
    return [
        build(
            Settings(_env_file=None), organisation, Database(url), slack, WE, "U0BOT", "",
            clock=Stopped(), shelf=Shelf(script),
        )
        for _ in range(BOTS)
    ]  # fmt: skip


async def test_each_silence_and_each_digest_is_told_by_one(
    any_database: Database, script: Script
) -> None:
    await any_database.run(WE, begun)

    async with aiohttp.ClientSession() as session:
        several = bots(any_database, script, session)
        await asyncio.gather(*(each.rounds.weekly.tell() for each in several))
        await asyncio.gather(*(each.rounds.hourly() for each in several))
        for each in several:
            await each.parts.database.close()

    keys = await any_database.run(WE, stored)
    assert Counter(keys).most_common(1)[0][1] == 1
    assert [key for key in keys if key.startswith("digest/")] == ["digest/2027-W04"]
    assert sum(key.startswith("nudge/silent/") for key in keys) >= 7

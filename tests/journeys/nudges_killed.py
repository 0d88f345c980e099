"""Four bots tell many people what is due while they are killed with `kill -9`, again and again.

Nothing is lost and nothing is told twice: that is counted in the workspace itself, which loses the
answer to a part of the posts that it took. In full, on an empty PostgreSQL that may be emptied:
`INKOOP_TEST_POSTGRESQL=... python -m tests.journeys.nudges_killed --nudges 2000`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing.process import BaseProcess

import sqlalchemy as sa

from bot.local import settings_for
from bot.playground.clock import WorkspaceClock
from bot.playground.people import TEAM
from bot.playground.server import LocalWorkspace
from bot.ports import Place
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.store import claims, contracts, moments, purchases
from bot.store.database import Bound, Database
from bot.store.every_table import metadata
from bot.store.schema import migrate
from dialogs.contract import Contract, Promise
from dialogs.moment import Moment
from dialogs.purchase import Purchase
from knowledge.moments import Term
from tests.journeys.nudging import Orders, started

BOTS = 4
WORDS = "De servicedesk repareert binnen drie dagen"
WORKDAY = datetime(2027, 1, 11, 9, tzinfo=UTC)
"""A Monday at 10:00 in Amsterdam: everybody may be spoken to for hours."""
PAUSE = (0.05, 0.35)
"""Seconds between two kills, at least and at most."""


@dataclass(frozen=True)
class Outcome:
    """What came of it, as the workspace saw it."""

    delivered: int
    lost: int
    twice: int
    kills: int
    restarts: int
    answers_lost: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.delivered} delivered, {self.lost} lost, {self.twice} twice; "
            f"{self.kills} kills, {self.restarts} restarts, {self.answers_lost} answers lost, "
            f"{self.seconds:.0f} s"
        )


@dataclass(frozen=True)
class Town:
    """A workspace where it is a working day, a database, and people who have something due."""

    workspace: LocalWorkspace
    database: Database
    settings: Settings
    people: tuple[str, ...]

    def orders(self, lease: timedelta = claims.LEASE, die_at: str = "") -> Orders:
        """What a bot process has to know to work here."""
        return Orders(self.settings, self.workspace.clock.ahead, lease, die_at)

    def told(self) -> Counter[str]:
        """How often each person was told what is due, counted in the workspace."""
        messages = self.workspace.workspace.messages
        return Counter(
            {
                person: sum(
                    WORDS in str(message) for message in messages.get(f"D{person[1:]}", {}).values()
                )
                for person in self.people
            }
        )

    async def waiting(self) -> int:
        """How many moments have not been asked, and messages have not been noted as sent."""
        return await self.database.run(TEAM, _waiting)

    async def until_sent(self, seconds: float) -> None:
        """Waits until nothing waits any more; raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while await self.waiting():
                await asyncio.sleep(0.1)


def _waiting(bound: Bound) -> int:
    planned = sa.text("SELECT count(*) FROM moments WHERE workspace = :ours AND state = 'planned'")
    found: int = bound.run(planned).scalar_one()
    return found + sum(claims.waiting(bound).values())


@asynccontextmanager
async def town(database: Database, settings: Settings, people: int) -> AsyncIterator[Town]:
    """So many people who each have one thing due, on an empty database."""
    clock = WorkspaceClock(WORKDAY - datetime.now(UTC))
    async with LocalWorkspace(manifest(), clock=clock) as workspace:
        hired = tuple(workspace.administration.hire(people))
        now = clock.now()
        await database.run(TEAM, lambda bound: _promised(bound, hired, now))
        address = database.url.render_as_string(hide_password=False)
        settings = settings.model_copy(update={"database_url": address})
        yield Town(workspace, database, settings_for(settings, workspace), hired)


def _promised(bound: Bound, people: tuple[str, ...], now: datetime) -> None:
    """Each of them has a purchase with a contract, and a promise in it of which the day came."""
    term = Term(start=date(2026, 7, 1), end=date(2029, 6, 30))
    due = []
    for person in people:
        id = purchases.next_id(bound, now)
        purchase = Purchase(id, f"Laptops voor {person}", person, now, now, status="complete")
        purchases.add(bound, purchase, Place(f"D{person[1:]}"))
        promised = (Promise(1, WORDS),)
        contract = Contract(id, "Laptopreus BV", "", term, person, promises=promised)
        contracts.save(bound, None, contract, now)
        key, today = "promise/1/6/1", now.date()
        due.append(Moment(id, key, "promise", today, person, person, now, promise=1))
    moments.add(bound, due, now)


class Killer:
    """Keeps four bots alive, and kills one of them at a time."""

    def __init__(self, orders: Orders, dice: random.Random, pause: tuple[float, float]) -> None:
        self._pause = pause
        self._orders = orders
        self._dice = dice
        self._bots: list[BaseProcess] = []
        self.kills = self.restarts = 0

    async def __aenter__(self) -> Killer:
        self._bots = [started(self._orders) for _ in range(BOTS)]
        return self

    async def __aexit__(self, *_: object) -> None:
        for bot in self._bots:
            bot.kill()
            await asyncio.to_thread(bot.join)

    async def goes_on(self, kills: int | None) -> None:
        """Kills, starts again, and waits a moment: so many times, or until it is told to stop."""
        while kills is None or self.kills < kills:
            await asyncio.sleep(self._dice.uniform(*self._pause))
            await self._kill(self._dice.randrange(BOTS))
        await asyncio.Event().wait()

    async def _kill(self, which: int) -> None:
        bot = self._bots[which]
        assert bot.is_alive(), f"a bot ended by itself: {bot.exitcode}"
        assert bot.pid is not None
        os.kill(bot.pid, signal.SIGKILL)
        self.kills += 1
        await asyncio.to_thread(bot.join)
        assert bot.exitcode == -signal.SIGKILL, bot.exitcode
        self._bots[which] = started(self._orders)
        self.restarts += 1


async def killed_at_random(
    town: Town,
    seed: int,
    *,
    lease: timedelta,
    share: float,
    seconds: float,
    pause: tuple[float, float] = PAUSE,
    kills: int | None = None,
) -> Outcome:
    """Kills at random moments until everything has been sent; tells what came of it."""
    dice = random.Random(seed)
    town.workspace.faults.dice = random.Random(seed)
    lost = town.workspace.faults.plan(
        "chat.postMessage", times=None, drop_reply=True, share=share
    )  # fmt: skip
    began = time.monotonic()
    async with Killer(town.orders(lease), dice, pause) as killer:
        killing = asyncio.create_task(killer.goes_on(kills))
        sent = asyncio.create_task(town.until_sent(seconds))
        try:
            await asyncio.wait((killing, sent), return_when=asyncio.FIRST_COMPLETED)
        finally:
            killing.cancel()
            sent.cancel()
            ended = await asyncio.gather(killing, sent, return_exceptions=True)
    for each in ended:
        if isinstance(each, Exception) and not isinstance(each, TimeoutError):
            raise each
    told = town.told()
    return Outcome(
        delivered=sum(count == 1 for count in told.values()),
        lost=sum(count == 0 for count in told.values()),
        twice=sum(count > 1 for count in told.values()),
        kills=killer.kills,
        restarts=killer.restarts,
        answers_lost=lost.met,
        seconds=time.monotonic() - began,
    )


def emptied(url: str) -> Database:
    """The database at an address, with nothing in it but the newest schema."""
    database = Database(url)
    with database.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))
    migrate(database)
    return database


async def main(people: int, seed: int, share: float, seconds: float) -> int:
    """The whole of it, with the lease that the bot has in earnest; gives the exit code."""
    url = os.environ.get("INKOOP_TEST_POSTGRESQL")
    if not url:
        sys.exit("set INKOOP_TEST_POSTGRESQL to the address of a database that may be emptied")
    database = emptied(url)
    try:
        async with town(database, Settings(_env_file=None), people) as here:
            print(f"{people} nudges, {BOTS} processes, seed {seed}", flush=True)
            outcome = await killed_at_random(
                here, seed, lease=claims.LEASE, share=share, seconds=seconds
            )
            print(outcome, flush=True)
            return 0 if (outcome.delivered, outcome.lost, outcome.twice) == (people, 0, 0) else 1
    finally:
        await database.close()


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--nudges", type=int, default=2000)
    reader.add_argument("--seed", type=int, default=random.randrange(2**32))
    reader.add_argument("--share", type=float, default=0.02, help="of the answers that get lost")
    reader.add_argument("--seconds", type=float, default=1800, help="after which it is given up")
    asked = reader.parse_args()
    sys.exit(asyncio.run(main(asked.nudges, asked.seed, asked.share, asked.seconds)))

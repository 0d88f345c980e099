"""The kit for tests about a month: what happened in January 2027, and what is told of it."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

import sqlalchemy as sa
from PIL import Image

from bot.celebrating.showing import put_in_channel
from bot.playground.client import Message
from bot.playground.people import AMINA, JOHN, PIET, SANNE, SUCCESSES
from bot.ports import Outgoing
from bot.reminders.monthly import Monthly
from bot.store import photos, successes
from bot.store.celebrating_tables import lessons
from bot.store.database import Bound
from bot.store.tables import WAITING, outbox
from dialogs.monthly import Month
from dialogs.success import Achieved, Named, Success
from tests.assuring import AMSTERDAM, with_contract
from tests.boarding import answered
from tests.office import Office

Result = TypeVar("Result")
JANUARY = Month(date(2027, 1, 1))
HEADING = "Zo kochten we in januari 2027"
ALT = "Piet en Sanne bij hun stoelen"
POSTED = datetime(2027, 1, 20, 12, tzinfo=AMSTERDAM)
CHAIRS = Success(
    0, SANNE, "Zestig stoelen van zolder",
    "Piet Bakker keek eerst op zolder. Sanne regelde *alles*.", POSTED, POSTED,
    achieved=(Achieved("pieces", "60", "measured"), Achieved("money", "9000", "told")),
    people=(Named(PIET, "named", "no"), Named(JOHN, "named", "yes"), Named(SANNE, "owner", "yes")),
    poster=AMINA, state="posted", alt=ALT, posted_at=POSTED,
)  # fmt: skip


async def run(office: Office, work: Callable[[Bound], Result]) -> Result:
    """Does work in the bot's database."""
    parts = office.local.bot.parts
    return await parts.database.run(parts.workspace, work)


async def celebrated(office: Office) -> int:
    """A success that was posted in January with a picture, and a lesson; the success's number."""
    picture, parts = io.BytesIO(), office.local.bot.parts
    Image.new("RGB", (8, 8), "green").save(picture, "JPEG")

    def work(bound: Bound) -> tuple[int, Outgoing]:
        photo = photos.add(bound, picture.getvalue(), POSTED)
        success = successes.add(bound, replace(CHAIRS, photo=photo))
        successes.counted(bound, success.id, 12, POSTED.date())
        bound.run(
            sa.insert(lessons), category="ict", question="", expected="Snel klaar", happened="",
            differently="Eerder bellen", author=SANNE, owner="", state="shared",
            told_on=POSTED.date(),
        )  # fmt: skip
        return success.id, put_in_channel(parts, bound, success)

    number, row = await run(office, work)
    parts.courier.take([row])
    await office.local.settled()
    return number


async def a_month(office: Office) -> int:
    """A contract, an ambition, a success and a lesson in January 2027."""
    office.local.workspace.workspace.looking_seconds = 0
    await with_contract(office)
    await answered(office, {"web.levels/circular": "2"})
    return await celebrated(office)


async def told(office: Office, *others: Monthly) -> list[Message]:
    """What stands in the channel, after the month was told where it is time."""
    for each in (office.local.bot.learning.monthly, *others):
        await each.tell()
    await sent(office)
    return await digests(office)


async def digests(office: Office) -> list[Message]:
    """What stands in the channel besides the success."""
    found = await office.amina.messages(SUCCESSES)
    return [each for each in found if "Ook doen?" not in each.buttons()]


async def sent(office: Office) -> None:
    """What is due now is sent, and what comes of that; the clock is left alone."""
    bot, now = office.local.bot, office.local.workspace.clock.now

    def under_way(bound: Bound) -> bool:
        due = sa.or_(outbox.c.state == "sending", outbox.c.due_at <= sa.bindparam("now", now()))
        ours = outbox.c.workspace == sa.bindparam("ours")
        query = sa.select(sa.func.count()).where(ours, sa.text(WAITING), due)
        return bool(bound.run(query).scalar_one())

    await office.local.settled()
    async with asyncio.timeout(20):
        while await run(office, under_way):
            await bot.courier.sweep()
            await bot.settled()
    await office.local.settled()

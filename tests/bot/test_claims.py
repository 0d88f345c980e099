"""Who lost a claim neither sends on it nor undoes what the next one did with it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.courier import AT_ONCE
from bot.ports import Outgoing, Place, Sent
from bot.store import claims, outbox
from bot.store.database import Bound, Database
from dialogs.messages import Line, Message
from tests.journeys.nudges_killed import emptied
from tests.office import Office

NOW = datetime(2027, 1, 11, 9, tzinfo=UTC)
LATE = timedelta(seconds=30)
MESSAGE = Message("told", (Line("gezegd"),))


async def test_what_came_too_late_does_not_undo_that_another_sent_it(
    any_database: Database,
) -> None:
    def work(bound: Bound) -> tuple[bool, dict[str, int]]:
        ours = outbox.add_at(bound, Place("U1"), MESSAGE, "one", NOW)
        (theirs,) = claims.claim_due(bound, "two", NOW + LATE)
        early = claims.later(bound, ours, "pending", "too late", NOW + LATE)
        claims.sent(bound, [(theirs.id, Sent("D1", "1.1"))])
        late = claims.later(bound, theirs, "pending", "after it was sent", NOW + LATE)
        return early or late, claims.waiting(bound)

    assert await any_database.run("T1", work) == (False, {})


@pytest.mark.postgresql
def test_what_one_process_is_claiming_another_passes_by_at_once(postgresql: str) -> None:
    database = emptied(postgresql)
    database.run_now("T1", lambda bound: outbox.add_at(bound, Place("U1"), MESSAGE, "dead", NOW))

    with database.engine.begin() as one, database.engine.begin() as two:
        two.execute(sa.text("SET LOCAL lock_timeout = '500ms'"))
        first = claims.claim_due(Bound(one, "T1"), "one", NOW + LATE)
        second = claims.claim_due(Bound(two, "T1"), "two", NOW + LATE)

    assert (len(first), second) == (1, [])
    database.dispose()


async def test_what_waited_longer_than_its_claim_is_not_sent_on_it(office: Office) -> None:
    """Everybody who may call at once hangs: the others wait for their turn, and in that time
    another process may have sent theirs."""
    local, bot = office.local, office.local.bot
    hired = local.workspace.administration.hire(AT_ONCE + 5)

    def say(bound: Bound) -> list[Outgoing]:
        return [bot.parts.say_at(bound, Place(each), MESSAGE) for each in hired]

    local.workspace.faults.plan("chat.postMessage", times=AT_ONCE, hang_seconds=1)
    for row in await bot.parts.database.run(bot.parts.workspace, say):
        bot.courier.take([row])
    async with asyncio.timeout(1):
        while len([each for each in local.workspace.traffic if "post" in each.kind]) < AT_ONCE:
            await asyncio.sleep(0)
    local.workspace.clock.advance(claims.LEASE / 2)
    await bot.courier.idle()

    assert len(local.workspace.calls("chat.postMessage")) == AT_ONCE
    await bot.courier.sweep()
    await bot.courier.idle()
    assert len(local.workspace.calls("chat.postMessage")) == AT_ONCE + 5

"""What is due is told once, wherever and however often the processes that tell it are killed.

The real thing, small: four processes, `kill -9` at random, and a workspace that loses answers. In
full it is `python -m tests.journeys.nudges_killed`. Beside it, death at each place that counts.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
from datetime import timedelta

import pytest

from bot.settings import Settings
from bot.store.database import Database
from tests.journeys.nudges_killed import emptied, killed_at_random, town
from tests.journeys.nudging import started
from tests.office import check_every_payload

LEASE = timedelta(seconds=2)
"""A tenth of the real one, so that nobody waits for the claims of the dead. It may be so short
because a call to this workspace takes milliseconds and not up to ten seconds."""
NUDGES = int(os.environ.get("INKOOP_NUDGES", "40"))
SEED = int(os.environ.get("INKOOP_SEED", "0"))
PAUSE = (0.3, 0.8)
"""Longer than in full: a bot needs a second to start, and with so few they would only do that."""
KILLS = 12
"""After so many they may live: who waits for a lost answer waits longer each time, so that many
kills more would only take time."""
SHARE = 0.05
"""Of the answers that get lost: more than in full, or with so few there might be none."""


@pytest.mark.postgresql
async def test_what_is_due_is_told_once_by_four_that_are_killed_all_the_time(
    postgresql: str, bot_settings: Settings
) -> None:
    database = emptied(postgresql)
    seed = SEED or random.randrange(2**32)
    async with town(database, bot_settings, NUDGES) as here:
        outcome = await killed_at_random(
            here, seed, lease=LEASE, share=SHARE, seconds=90, pause=PAUSE, kills=KILLS
        )
        check_every_payload(here.workspace)
    await database.close()

    told = (outcome.delivered, outcome.lost, outcome.twice)
    assert told == (NUDGES, 0, 0), f"seed {seed}: {outcome}"
    assert outcome.kills > 3, f"seed {seed}: {outcome}"


@pytest.mark.parametrize(
    ("function", "posted"),
    [
        pytest.param("due_of", 0, id="before the claim"),
        pytest.param("told", 0, id="in the claim, which is not stored yet"),
        pytest.param("send", 0, id="between claim and send"),
        pytest.param("_note", 1, id="between send and note"),
    ],
)
async def test_who_dies_on_the_way_of_a_nudge_leaves_it_to_another(
    database_url: str, bot_settings: Settings, function: str, posted: int
) -> None:
    async with town(Database(database_url), bot_settings, 1) as here:
        first = started(here.orders(LEASE, die_at=function))
        await asyncio.to_thread(first.join, 30)
        assert first.exitcode == -signal.SIGKILL
        assert sum(here.told().values()) == posted

        second = started(here.orders(LEASE))
        try:
            await here.until_sent(30)
        finally:
            second.kill()
            await asyncio.to_thread(second.join)

        assert list(here.told().values()) == [1]
        check_every_payload(here.workspace)

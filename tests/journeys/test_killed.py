"""`kill -9` between any two lines of an answer's way loses no answer and asks nothing twice."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.playground.client import NotPossible, PersonClient
from bot.playground.follow import Following
from bot.playground.people import SANNE
from bot.playground.server import LocalWorkspace
from bot.slack.manifest import manifest
from bot.store import outbox, purchases
from bot.store.database import Database
from dialogs.purchase import Purchase

TEAM = "T0GEMEENTE"
WAY = 900
"""About so many lines of ours are between a click and its last update; measured below."""
TIMES = int(os.environ.get("INKOOP_KILLS", "4"))


@asynccontextmanager
async def bot_process(
    workspace: LocalWorkspace, url: str, lines: int = 0
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A bot in a process of its own; with `lines`, one that will kill itself."""
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "DATABASE_URL": url,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.journeys.killed", str(lines),
        env=environment, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        async with asyncio.timeout(30):
            assert await process.stdout.readline() == b"ready\n"
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def stored(database: Database) -> Purchase:
    held = await database.run(TEAM, lambda bound: purchases.load(bound, "INK-0001"))
    assert held is not None
    return held.purchase


async def all_sent(database: Database) -> None:
    async with asyncio.timeout(20):
        while await database.run(TEAM, outbox.waiting):
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("turn", range(TIMES))
async def test_killed_anywhere(database_url: str, turn: int) -> None:
    lines = random.Random(turn).randrange(1, WAY)
    database = Database(database_url)
    async with (
        LocalWorkspace(manifest()) as workspace,
        PersonClient(workspace.url, workspace.client_token, SANNE) as sanne,
    ):
        async with bot_process(workspace, database_url):
            await sanne.command("40 laptops")
            talk = await Following.newest(sanne, await sanne.direct())
            question = await talk.press("Meteen naar de vragen")
            await all_sent(database)
        action = next(a for label, a, _ in question.choices() if label == "Ja, ik heb het nodig")

        async with bot_process(workspace, database_url, lines) as process:
            with contextlib.suppress(NotPossible):
                await sanne.click(question, action)
            async with asyncio.timeout(20):
                await process.wait()
        assert process.returncode == -signal.SIGKILL

        async with bot_process(workspace, database_url):
            await all_sent(database)
            if not (await stored(database)).answers.get("circularity.1"):
                await sanne.click(question, action)
            await talk.until_card("■□□□□□□□□  1 van 9 beantwoord")
            await all_sent(database)

        assert (await stored(database)).revision("circularity.1", "choice") == 1
        asked = [each for each in await talk.said() if "Vraag 2 van 9" in each.plain()]
        assert len(asked) == 1, f"killed after {lines} lines: asked {len(asked)} times"
        assert [each for each in await talk.said() if "✓ Vraag 1" in each.plain()]
    await database.close()

"""The kit for tests through the real bot: people, their conversations, and what is stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.local import Backstage, Local
from bot.playground.client import Message, PersonClient, View
from bot.playground.follow import Following
from bot.playground.people import AMINA, JOHN, PIET, SANNE
from bot.playground.refusals import check_message, check_view
from bot.playground.server import LocalWorkspace
from bot.store import claims
from bot.wiring import Bot

TITLE = "40 laptops voor nieuwe collega's"


@dataclass(frozen=True)
class Office:
    """A workspace with the bot in it, as a test sees it."""

    local: Local
    sanne: PersonClient
    piet: PersonClient
    amina: PersonClient
    john: PersonClient

    async def start(self, title: str = TITLE, person: PersonClient | None = None) -> Following:
        """Starts a purchase with the command, and follows its conversation."""
        who = person or self.sanne
        before = await who.messages(await who.direct())
        await who.command(title)
        return await Following.newest(who, await who.direct(), before[-1].ts if before else "")

    async def at_first_question(self, title: str = TITLE) -> Following:
        """A purchase at the first of the nine."""
        talk = await self.start(title)
        await talk.press("Meteen naar de vragen")
        return talk

    async def stored(self) -> list[dict[str, Any]]:
        """Every purchase as the export gives it."""
        await self.local.bot.settled()
        return await Backstage(self.local.bot).stored()

    async def answers(self, number: int = 0) -> dict[str, dict[str, Any]]:
        """The stored answers of a purchase by question."""
        return {each["question"]: each for each in (await self.stored())[number]["answers"]}

    async def view(self, person: PersonClient, title: str = "") -> View:
        """The modal that is open, once it is more than a promise."""
        return await view_of(person, title)

    async def told(self, person: PersonClient, words: str) -> Message:
        """What was shown to one person alone, once it says these words."""

        async def look() -> Message | None:
            told = [each for each in await person.ephemerals() if words in each.plain()]
            return told[-1] if told else None

        return await person.wait_for(look)

    async def sent(self) -> None:
        """What is due goes out, whichever beat of the heart found it."""
        bot = self.local.bot
        async with asyncio.timeout(20):
            while True:
                found = await bot.courier.sweep()
                await self.local.settled()
                waiting = await bot.parts.database.run(bot.parts.workspace, claims.waiting)
                if not found and "sending" not in waiting:
                    return
                await asyncio.sleep(0.01)  # another beat has claimed it, and is about to send it

    async def until(self, look: Callable[[], Awaitable[Any]]) -> Any:
        """Waits until there is something to see."""
        return await self.sanne.wait_for(look)


@asynccontextmanager
async def at_work(local: Local) -> AsyncIterator[Office]:
    """The four people of a workspace; what the bot sent them is checked when they go home."""
    workspace = local.workspace
    async with AsyncExitStack() as stack:
        people = [
            await stack.enter_async_context(
                PersonClient(workspace.url, workspace.client_token, person)
            )
            for person in (SANNE, PIET, AMINA, JOHN)
        ]
        yield Office(local, *people)
    await local.bot.settled()
    check_every_payload(workspace)


async def view_of(person: PersonClient, title: str = "") -> View:
    """The modal that somebody has open, once it is more than a promise."""

    async def look() -> View | None:
        views = await person.views()
        ready = views and views[-1].callback_id != "loading" and title in views[-1].title
        return views[-1] if ready else None

    return await person.wait_for(look)


def what_does(shown: Message | View, route: str) -> tuple[str, str | None]:
    """What to click for this, whatever its label says: `form/INK-0001`, `skip_intake`, or `need`
    for the answer of that name."""
    found = [(action, value, value or action) for _, action, value in shown.choices()]
    same = [each for each in found if each[2] == route]
    about = [each for each in found if each[2].startswith(f"{route}/")]
    answers = [each for each in found if each[2].startswith("answer/")]
    for action, value, _ in (*same, *about, *(e for e in answers if e[2].endswith(f"/{route}"))):
        return action, value
    raise LookupError(f"there is no {route} in {[way for *_, way in found]}")


async def all_sent(workspace: LocalWorkspace, bot: Bot) -> None:
    """Half a minute goes by, and more: claims of the dead run out, and all that waits is sent.

    What still waits after a while waits for office hours.
    """
    rounds = 0
    async with asyncio.timeout(20):
        while await bot.parts.database.run(bot.parts.workspace, claims.waiting):
            rounds += 1
            workspace.clock.advance(timedelta(seconds=30) if rounds < 40 else timedelta(hours=8))
            await bot.courier.sweep()
            await bot.settled()


def check_every_payload(workspace: LocalWorkspace) -> int:
    """Holds everything that the bot sent against Slack's types and limits; gives how many.

    What it acknowledges with counts as well: an answer to a command, a modal that goes on.
    """
    count = 0
    for each in workspace.traffic:
        sent = each.payload if each.direction == "to the workspace" else each.response
        if not isinstance(sent, dict):
            continue
        if sent.get("view"):
            check_view(sent["view"])
        elif sent.get("blocks"):
            check_message(sent.get("text"), sent["blocks"], None)
            assert sent["text"].strip(), "a screen reader and a notification need words (T31)"
        else:
            continue
        count += 1
    return count

"""A filled workspace: twelve purchases in several stages, made by playing them through the bot."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from bot.local import Local
from bot.playground.client import PersonClient
from bot.playground.clock import WorkspaceClock
from bot.playground.follow import Following

STORIES = Path(__file__).with_suffix(".toml")


class Story(BaseModel):
    """One purchase: who began it, how many days ago, where, and what they said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: str
    days_ago: int
    title: str
    says: Sequence[str]
    where: str = ""
    language: Literal["nl", "en"] = "nl"


def stories() -> list[Story]:
    """The purchases, the oldest first."""
    content = tomllib.loads(STORIES.read_text("utf-8"))
    found = TypeAdapter(list[Story]).validate_python(content["purchase"])
    return sorted(found, key=lambda story: -story.days_ago)


async def fill(local: Local, told: Callable[[int, int], None]) -> None:
    """Plays every purchase on its own day, and sets the clock to today; tells how far it is.

    Does nothing in a workspace in which something was said already; in an empty one the clock may
    be set back, for nothing has happened there yet.
    """
    workspace = local.workspace
    if any(workspace.workspace.messages.values()):
        return
    played = stories()
    workspace.clock.ahead = -timedelta(days=played[0].days_ago)
    async with AsyncExitStack() as stack:
        people = {
            who: await stack.enter_async_context(
                PersonClient(workspace.url, workspace.client_token, who)
            )
            for who in {story.who for story in played}
        }
        for number, story in enumerate(played, 1):
            told(number, len(played))
            _set(workspace.clock, story.days_ago)
            await _play(people[story.who], story)
            await local.settled()
    _set(workspace.clock, 0)


def _set(clock: WorkspaceClock, days_ago: int) -> None:
    clock.advance(timedelta(days=-days_ago) - clock.ahead)


async def _play(person: PersonClient, story: Story) -> None:
    if story.language == "en":
        await person.command("taal en")
    channel = story.where or await person.direct()
    if story.where:
        said = await person.mention(channel, story.title)
    else:
        said = await person.say(channel, story.title)
    talk = await Following.newest(person, channel, said.ts)
    for line in story.says:
        if line.startswith("["):
            await talk.press(line[1:-1])
        else:
            await talk.say(line)

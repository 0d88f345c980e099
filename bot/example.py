"""A filled workspace: twelve purchases in several stages, made by playing them through the bot."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Literal

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.example_ambition import Ambition, fill_in
from bot.example_board import Judged, judge
from bot.local import Local
from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following
from bot.playground.people import AMINA, JOHN, PIET
from bot.store import moments
from knowledge.moments import Rhythm

MORNING = time(10)
STORIES = Path(__file__).with_suffix(".toml")


class Agreed(BaseModel):
    """The contract that a purchase led to: when it was recorded, and began; how long, with whom.

    `rhythms` are those of promises by number, where another one than proposed was chosen.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    days_ago: int
    supplier: str
    years: int
    deputy: str
    rhythms: Mapping[str, Rhythm] = Field(default_factory=dict)


class Story(BaseModel):
    """One purchase: who began it, how many days ago, where, and what they said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: str
    days_ago: int
    title: str
    says: Sequence[str]
    where: str = ""
    language: Literal["nl", "en"] = "nl"
    contract: Agreed | None = None
    ambition: Ambition | None = None
    board: Sequence[Judged] = ()


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
    clock = workspace.clock
    clock.ahead = _moment(local, played[0].days_ago) - clock.now() + clock.ahead
    async with AsyncExitStack() as stack:
        people = {
            who: await stack.enter_async_context(
                PersonClient(workspace.url, workspace.client_token, who)
            )
            for who in {story.who for story in played} | {AMINA, JOHN, PIET}
        }
        waiting: list[tuple[int, Following, Agreed]] = []
        for number, story in enumerate(played, 1):
            told(number, len(played))
            await _until(local, waiting, story.days_ago)
            talk = await _play(people[story.who], story)
            if story.ambition:
                await fill_in(local, talk, story.ambition, people)
            if story.board:
                await judge(local, talk, story.board, people)
            if story.contract:
                waiting.append((story.contract.days_ago, talk, story.contract))
            await local.settled()
            await _sweep(local)
        await _until(local, waiting, 0)


async def _until(local: Local, waiting: list[tuple[int, Following, Agreed]], days_ago: int) -> None:
    """Time goes by; the contracts of the days in between are recorded."""
    for each in sorted(waiting, key=lambda each: -each[0]):
        day, talk, agreed = each
        if day < days_ago:
            break
        waiting.remove(each)
        await _go_to(local, day)
        await _agree(local, talk, agreed)
    await _go_to(local, days_ago)


async def _go_to(local: Local, days_ago: int) -> None:
    """Another day; what comes due until then is told on its own morning."""
    clock = local.workspace.clock
    until = _moment(local, days_ago)
    while (morning := await _next_morning(local, until)) < until:
        await local.settled()  # what is on its way then would be held to be late
        clock.advance(morning - clock.now())
        await _sweep(local)
    await local.settled()
    if days_ago:
        clock.advance(max(until - clock.now(), timedelta()))
    else:
        clock.reset()
    await _sweep(local)


async def _sweep(local: Local) -> None:
    """What is due is told now: the heart beats in seconds, and here days go by in one."""
    await local.bot.dispatcher.sweep()
    await local.bot.parts.courier.sweep()
    await local.settled()


async def _next_morning(local: Local, until: datetime) -> datetime:
    """The next day on which something is due, in office hours whatever time it is here."""
    parts = local.bot.parts
    due = await parts.database.run(parts.workspace, lambda bound: moments.due_until(bound, until))
    if not due or due[0].due_at is None:
        return until
    zone, now = parts.organisation.zone, parts.clock.now()
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    day = max(due[0].due_at.astimezone(zone).date(), tomorrow)
    return datetime.combine(day, MORNING, zone)


async def _agree(local: Local, talk: Following, agreed: Agreed) -> None:
    """Records a contract from that day on, and how often its promises are looked at."""
    person, parts = talk.person, local.bot.parts
    id = (await talk.card()).plain().partition(" ")[0]
    await person.click(await talk.card(), f"contract/{id}")
    start = parts.scene(parts.organisation.language).today
    view = await person.wait_for_form("contract/supplier/0")
    await person.submit(
        view,
        {
            "contract/supplier/0": agreed.supplier,
            "contract/start/0": start.isoformat(),
            "contract/end/0": (start + relativedelta(years=agreed.years, days=-1)).isoformat(),
            "contract/owner/0": person.person,
            "contract/deputy/0": agreed.deputy,
        },
    )
    await local.settled()
    card = next(each for each in reversed(await talk.said()) if _menu(each, id))
    for number, rhythm in agreed.rhythms.items():
        await person.click(card, f"promise/{id}", number)
        view = await person.wait_for_form("promise/rhythm/0")
        await person.submit(view, {"promise/rhythm/0": rhythm})
        await local.settled()


def _menu(message: Message, id: str) -> bool:
    """Whether a message is the card of a contract, with its promises to choose from."""
    return any(action == f"promise/{id}" for _, action, _ in message.choices())


def _moment(local: Local, days_ago: int) -> datetime:
    """The morning of a day before today; today it is now.

    At another hour what is only told in office hours would wait, and come long after its day.
    """
    clock, zone = local.workspace.clock, local.bot.parts.organisation.zone
    now = clock.now() - clock.ahead
    day = now.astimezone(zone).date() - timedelta(days=days_ago)
    return datetime.combine(day, MORNING, zone) if days_ago else now


async def _play(person: PersonClient, story: Story) -> Following:
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
    return talk

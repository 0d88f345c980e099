"""A filled workspace: twelve purchases in several stages, and what colleagues share about them.

All of it is made by playing it through the bot.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Literal

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bot.example_ambition import Ambition, fill_in
from bot.example_board import Judged, judge
from bot.example_days import go_to, moment, sweep
from bot.example_shared import Day, shared
from bot.local import Local
from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following
from bot.playground.people import AMINA, JOHN, PIET
from knowledge.moments import Rhythm

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
    """Plays everything on its own day, and sets the clock to today; tells how far it is.

    Does nothing in a workspace in which something was said already; in an empty one the clock may
    be set back, for nothing has happened there yet.
    """
    workspace = local.workspace
    if any(workspace.workspace.messages.values()):
        return
    played, clock = stories(), workspace.clock
    clock.ahead = moment(local, played[0].days_ago) - clock.now() + clock.ahead
    looking, workspace.workspace.looking_seconds = workspace.workspace.looking_seconds, 0
    async with AsyncExitStack() as stack:
        people = {
            who: await stack.enter_async_context(
                PersonClient(workspace.url, workspace.client_token, who)
            )
            for who in {story.who for story in played} | {AMINA, JOHN, PIET}
        }
        for days_ago, play in _days(local, played, people, told):
            await go_to(local, days_ago)
            await play()
            await local.settled()
        await go_to(local, 0)
    workspace.workspace.looking_seconds = looking


def _days(
    local: Local, played: Sequence[Story], people: Mapping[str, PersonClient],
    told: Callable[[int, int], None],
) -> list[Day]:  # fmt: skip
    """What happens on which day, the oldest first: purchases, their contracts, what is shared."""
    talks: dict[str, Following] = {}

    async def begin(number: int, story: Story) -> None:
        told(number, len(played))
        talks[story.title] = await _begin(local, story, people)

    async def agree(story: Story, agreed: Agreed) -> None:
        await _agree(local, talks[story.title], agreed)

    days: list[Day] = [
        (each.days_ago, partial(begin, number, each)) for number, each in enumerate(played, 1)
    ]
    days += [
        (each.contract.days_ago, partial(agree, each, each.contract))
        for each in played
        if each.contract
    ]
    days += shared(local, people, talks)
    return sorted(days, key=lambda each: -each[0])


async def _begin(local: Local, story: Story, people: Mapping[str, PersonClient]) -> Following:
    """A purchase, with all that is filled in and said about it on the day that it begins."""
    talk = await _play(people[story.who], story)
    if story.ambition:
        await fill_in(local, talk, story.ambition, people)
    if story.board:
        await judge(local, talk, story.board, people)
    await local.settled()
    await sweep(local)
    return talk


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

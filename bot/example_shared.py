"""What the people of the example workspace share: successes, lessons, what is left, and topics.

It is played through the real bot. Successes and topics need ambassadors: with an organisation file
of somebody's own that names none of the people who are here, those are left out.
"""

from __future__ import annotations

import asyncio
import tomllib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from bot.example_days import sweep, working_day
from bot.local import Local
from bot.pictures.png import png
from bot.playground.client import Message, PersonClient, Picked
from bot.playground.follow import Following
from bot.playground.people import AMINA
from dialogs.success_forms import ACHIEVED
from dialogs.success_post import POST
from dialogs.success_told import AGREE

STORIES = Path(__file__).with_suffix(".toml")
PICTURE = Path(__file__).with_name("example_chairs.svg")
PROPOSED = 3
"""So many days ago the bot last proposed something to celebrate."""

People = Mapping[str, PersonClient]
Talks = Mapping[str, Following]
Day = tuple[int, Callable[[], Awaitable[None]]]


class Shared(BaseModel):
    """What somebody shared, so many days ago; about the purchase with this title, or about none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    who: str
    days_ago: int
    about: str = ""


class Success(Shared):
    """A story, with the fields of both its forms, and what its picture shows, if it has one.

    It is posted when it has cheers, by emoji; those who agreed to it were asked before that.
    """

    form: Mapping[str, str | Sequence[str]]
    achieved: Mapping[str, str] = Field(default_factory=dict)
    picture: str = ""
    agree: Sequence[str] = ()
    cheers: Mapping[str, Sequence[str]] = Field(default_factory=dict)


class Lesson(Shared):
    """A lesson, with the fields of its form."""

    form: Mapping[str, str | Sequence[str]]


class Typed(Shared):
    """A command that somebody typed."""

    text: str


class Topics(Shared):
    """What an ambassador may be asked about."""

    form: Mapping[str, Sequence[str]]


class Stories(BaseModel):
    """Everything that is shared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    success: Sequence[Success]
    lesson: Sequence[Lesson]
    typed: Sequence[Typed]
    topics: Sequence[Topics]


def shared(local: Local, people: People, talks: Talks) -> list[Day]:
    """What is shared on which day; the purchases that it is about are begun by then."""
    told = Stories.model_validate(tomllib.loads(STORIES.read_text("utf-8")))
    sharing = _Sharing(local, people, talks)
    days: list[Day] = [
        *((each.days_ago, partial(sharing.lesson, each)) for each in told.lesson),
        *((each.days_ago, partial(sharing.typed, each)) for each in told.typed),
    ]
    organisation = local.bot.parts.organisation
    if AMINA in organisation.ambassadors and organisation.success_channel:
        days += [
            *((each.days_ago, partial(sharing.topics, each)) for each in told.topics),
            *((each.days_ago, partial(sharing.success, each)) for each in told.success),
            (PROPOSED, local.bot.rounds.ripening.round),
        ]
    return [(working_day(local, days_ago), play) for days_ago, play in days]


class _Sharing:
    def __init__(self, local: Local, people: People, talks: Talks) -> None:
        self._local = local
        self._people = people
        self._talks = talks
        self._channel = local.bot.parts.organisation.success_channel

    async def typed(self, typed: Typed) -> None:
        """Types a command."""
        await self._people[typed.who].command(typed.text)

    async def topics(self, topics: Topics) -> None:
        """Chooses topics."""
        await self._people[topics.who].command("koploper")
        await self._submit(topics.who, "topics", topics.form)

    async def lesson(self, lesson: Lesson) -> None:
        """Writes a lesson, and shares it by that."""
        await self._people[lesson.who].command(f"les {await self._id(lesson)}".strip())
        await self._submit(lesson.who, "lesson", lesson.form)

    async def success(self, success: Success) -> None:
        """Tells a success; then an ambassador posts it, who is in it agrees, and others cheer."""
        await self._people[success.who].command(f"succes {await self._id(success)}".strip())
        picture = await _picture(success.picture) if success.picture else {}
        await self._submit(success.who, "success", {**success.form, **picture})
        shown = await self._shown(success.who, POST)
        if success.achieved:
            await self._press(success.who, shown, ACHIEVED)
            await self._submit(success.who, "achieved", success.achieved)
        if success.who != AMINA:
            await self._press(success.who, shown, POST)
        if not success.cheers:
            return
        await self._press(AMINA, await self._shown(AMINA, POST), POST)
        for who in success.agree:
            await self._press(who, await self._shown(who, AGREE), AGREE)
        posted = (await self._people[AMINA].messages(self._channel))[-1]
        for emoji, people in success.cheers.items():
            for who in people:
                await self._people[who].react(posted, emoji)

    async def _id(self, about: Shared) -> str:
        """The purchase that it is about."""
        if not about.about:
            return ""
        return (await self._talks[about.about].card()).plain().partition(" ")[0]

    async def _shown(self, who: str, verb: str) -> Message:
        """The newest message to somebody with a button that does this, once it is there."""
        await self._local.settled()
        await sweep(self._local)
        person = self._people[who]
        direct = await person.direct()

        async def look() -> Message | None:
            found = await person.messages(direct)
            return next((each for each in reversed(found) if _action(each, verb)), None)

        return await person.wait_for(look)

    async def _press(self, who: str, shown: Message, verb: str) -> None:
        await self._people[who].click(shown, _action(shown, verb))
        await self._local.settled()

    async def _submit(self, who: str, form: str, values: Mapping[str, Any]) -> None:
        person = self._people[who]
        view = await person.wait_for_form(f"{form}/{next(iter(values))}/0")
        await person.submit(view, {f"{form}/{part}/0": value for part, value in values.items()})
        await self._local.settled()


def _action(shown: Message, verb: str) -> str:
    """The button of a message that does this; empty when it has none."""
    return next((action for _, action, _ in shown.choices() if action.startswith(f"{verb}/")), "")


async def _picture(alt: str) -> dict[str, Any]:
    """The picture of the chairs as somebody picks it in the form, with what it shows in words."""
    drawn = await asyncio.to_thread(lambda: png(PICTURE.read_text("utf-8")))
    return {"picture": [Picked("bureaustoelen.png", drawn)], "alt": alt}

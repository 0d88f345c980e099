"""`kill -9` between any two lines of a deed's way loses nothing and says nothing twice.

The deeds: a click, a typed answer, a form that is sent in, a purchase that starts with the command
or with a line, and a sweep of what could not be sent before.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.local import Backstage, settings_for
from bot.playground.client import Message, NotPossible, PersonClient
from bot.playground.follow import Following
from bot.playground.people import BOT_USER, SANNE
from bot.playground.server import LocalWorkspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.socket_mode import listening
from bot.store import claims
from bot.store.database import Bound
from bot.wiring import Bot, running
from tests.office import TITLE, all_sent, check_every_payload, view_of, what_does
from tests.program import command

AGAIN = (0.3,) * 60
"""Slack brings an event again until somebody takes it: here soon, and for long enough."""
KILLS = int(os.environ.get("INKOOP_KILLS", "2"))
"""How often each deed is killed, each time at another line of its way."""


@dataclass
class Street:
    """A workspace with a person in it, where bots come and go."""

    workspace: LocalWorkspace
    settings: Settings
    sanne: PersonClient

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Bot]:
        """A bot that lives as long as it should; it sees the workspace's clock."""
        settings = settings_for(self.settings, self.workspace)
        async with (
            running(settings, clock=self.workspace.clock) as bot,
            listening(bot.app, self.workspace.app_token),
        ):
            yield bot

    async def killed(self, function: str, lines: int, deed: Awaitable[Any] | None) -> None:
        """A bot in a process of its own hears a deed, and dies so many lines into its way."""
        environment = {
            "PATH": os.environ["PATH"],
            "SLACK_API_URL": self.workspace.api_url,
            "SLACK_BOT_TOKEN": self.workspace.bot_token,
            "SLACK_APP_TOKEN": self.workspace.app_token,
            "DATABASE_URL": self.settings.database_url,
        }
        process = await asyncio.create_subprocess_exec(
            *command(function, str(lines), module="tests.journeys.killed"),
            env=environment, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        try:
            async with asyncio.timeout(30):
                assert await process.stdout.readline() in (b"ready\n", b"")
            if deed:
                with contextlib.suppress(NotPossible):
                    await deed
            async with asyncio.timeout(20):
                await process.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        assert process.returncode == -signal.SIGKILL

    async def back_to_work(self, bot: Bot) -> None:
        """What Slack brings again is heard, claims of the dead run out, and all of it is sent."""
        await self.workspace.delivery.settled()
        await all_sent(self.workspace, bot)

    async def first_question(self) -> tuple[Following, Message]:
        """A purchase at the first of the nine, with everything said and done."""
        await self.sanne.command(TITLE)
        talk = await Following.newest(self.sanne, await self.sanne.direct())
        before = await talk.last()
        await self.sanne.click(before, *what_does(before, "skip_intake"))
        return talk, await talk.next_after(before.ts)


@pytest.fixture
async def street(bot_settings: Settings) -> AsyncIterator[Street]:
    async with (
        LocalWorkspace(manifest(), retry_seconds=AGAIN) as workspace,
        PersonClient(workspace.url, workspace.client_token, SANNE) as sanne,
    ):
        yield Street(workspace, bot_settings, sanne)
        check_every_payload(workspace)


def somewhere(turn: int, way: int) -> int:
    """A line of a way that is at least so long: one in each part of it."""
    part = way / KILLS
    return int(turn * part + random.Random(turn).random() * part) + 1


async def stored(bot: Bot) -> list[dict[str, Any]]:
    return await Backstage(bot).stored()


async def answers(bot: Bot) -> dict[str, tuple[str, int]]:
    """The choices that are stored, with how often each was given."""
    (purchase,) = await stored(bot)
    return {each["question"]: (each["choice"], each["revision"]) for each in purchase["answers"]}


async def asked(talk: Following, question: str) -> int:
    """How many messages ask for the choice of a question."""
    route = f"answer/INK-0001/{question}/choice/"
    return sum(
        any((value or action).startswith(route) for _, action, value in each.choices())
        for each in await talk.said()
    )


async def check_answered(talk: Following, bot: Bot, *values: str) -> None:
    """The first questions have these answers, once; the next one is asked, once; the card tells."""
    expected = {f"circularity.{n}": (value, 1) for n, value in enumerate(values, 1)}
    assert await answers(bot) == expected
    assert await asked(talk, f"circularity.{len(values) + 1}") == 1
    assert await asked(talk, "circularity.1") == 0, "an answered question still has its buttons"
    assert (await talk.card()).plain().count("■") == len(values)


turns = pytest.mark.parametrize("turn", range(KILLS))


@turns
async def test_a_click_killed_anywhere_is_one_answer(street: Street, turn: int) -> None:
    async with street.bot() as bot:
        talk, question = await street.first_question()
        await bot.settled()
    click = what_does(question, "need")

    await street.killed("on_click", somewhere(turn, 900), street.sanne.click(question, *click))

    async with street.bot() as bot:
        await street.back_to_work(bot)
        if not await answers(bot):
            await street.sanne.click(question, *click)
            await talk.next_after(question.ts)
        await street.back_to_work(bot)
        await check_answered(talk, bot, "need")


@turns
async def test_a_typed_answer_killed_anywhere_is_one_answer(street: Street, turn: int) -> None:
    """Nobody types it again: Slack brings what was not acknowledged."""
    async with street.bot() as bot:
        talk, _ = await street.first_question()
        await bot.settled()
    typing = street.sanne.say(talk.channel, "need", talk.thread)

    await street.killed("on_message", somewhere(turn, 900), typing)

    async with street.bot() as bot:
        await street.back_to_work(bot)
        await check_answered(talk, bot, "need")


@turns
async def test_a_form_killed_anywhere_is_taken_whole_or_not(street: Street, turn: int) -> None:
    async with street.bot() as bot:
        talk, question = await street.first_question()
        await street.sanne.click(question, *what_does(question, "form/INK-0001"))
        view = await view_of(street.sanne)
        await bot.settled()
    values = {"circularity.1/choice/0": "need", "circularity.2/choice/0": "no"}

    await street.killed("on_form", somewhere(turn, 900), street.sanne.submit(view, values))

    async with street.bot() as bot:
        await street.back_to_work(bot)
        assert len(await answers(bot)) in (0, 2)
        if await street.sanne.views():
            assert (await street.sanne.submit(view, values)).errors == {}
        await street.back_to_work(bot)
        await check_answered(talk, bot, "need", "no")


@turns
async def test_a_command_killed_anywhere_starts_one_purchase(street: Street, turn: int) -> None:
    await street.killed("on_command", somewhere(turn, 700), street.sanne.command(TITLE))

    async with street.bot() as bot:
        await street.back_to_work(bot)
        if not await stored(bot):
            await street.sanne.command(TITLE)
        await street.back_to_work(bot)
        await check_started(street, bot)


@turns
async def test_a_line_killed_anywhere_starts_one_purchase(street: Street, turn: int) -> None:
    direct = await street.sanne.direct()

    await street.killed("on_message", somewhere(turn, 700), street.sanne.say(direct, TITLE))

    async with street.bot() as bot:
        await street.back_to_work(bot)
        await check_started(street, bot)


async def check_started(street: Street, bot: Bot) -> None:
    """One purchase, one card, and the first question once."""
    assert [each["id"] for each in await stored(bot)] == ["INK-0001"]
    direct = await street.sanne.direct()
    talk = await Following.newest(street.sanne, direct)
    cards = [each for each in await street.sanne.messages(direct) if each.user == BOT_USER]
    assert [each.ts for each in cards] == [talk.thread]
    assert await asked(talk, "intake.category") == 1


@turns
async def test_a_sweep_killed_anywhere_sends_everything_once(street: Street, turn: int) -> None:
    async with street.bot() as bot:
        talk, question = await street.first_question()
        await bot.settled()
        street.workspace.faults.plan("chat.postMessage", retry_after=60)
        await street.sanne.click(question, *what_does(question, "need"))
        await bot.settled()
        await bot.parts.database.run(bot.parts.workspace, let_it_be_due)
    assert await asked(talk, "circularity.2") == 0

    await street.killed("sweep", somewhere(turn, 250), None)

    async with street.bot() as bot:
        await street.back_to_work(bot)
        await check_answered(talk, bot, "need")


def let_it_be_due(bound: Bound) -> None:
    """The minute that Slack asked for has passed."""
    assert claims.waiting(bound)
    bound.connection.exec_driver_sql(
        "UPDATE outbox SET due_at = created_at WHERE state = 'pending'"
    )

"""Random conversations through the real bot, against a model that is simple enough to trust.

Click, type, go back, change, not know, pause, fill in a form, stop and go on, press twice, hear it
twice, and crash; alone in the direct message, or in a channel where a colleague answers too. After
each step the stored answers and the question that is asked must be those of the model.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.local import settings_for
from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following
from bot.playground.people import AMINA, INKOOP, SANNE
from bot.playground.server import LocalWorkspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.socket_mode import listening
from bot.store import purchases
from bot.store.database import Database
from bot.store.schema import migrate
from bot.wiring import Bot, running
from dialogs.purchase import UNKNOWN
from tests.bot.conversation_model import CHOICES, ORDER, Model
from tests.office import TITLE, all_sent, check_every_payload, view_of, what_does

PARTY = "Reparatie & Zonen BV"


class Conversation(RuleBasedStateMachine):
    """Two people in a workspace, a bot that may die, and the model beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.alive = AsyncExitStack()
        self.folder = Path(tempfile.mkdtemp())
        self.model = Model()
        self.people: dict[str, PersonClient] = {}

    @initialize(channel=st.booleans())
    def begin(self, channel: bool) -> None:
        self.channel = channel
        self._run(self._begin())

    async def _begin(self) -> None:
        url = f"sqlite:///{self.folder / 'inkoop.db'}"
        database = Database(url)
        migrate(database)
        await database.close()
        self.workspace = await self.stack.enter_async_context(LocalWorkspace(manifest()))
        self.settings = settings_for(Settings(_env_file=None, database_url=url), self.workspace)
        for id in (SANNE, AMINA):
            self.people[id] = await self.stack.enter_async_context(
                PersonClient(self.workspace.url, self.workspace.client_token, id)
            )
        await self._start_bot()
        sanne = self.people[SANNE]
        place = INKOOP if self.channel else await sanne.direct()
        await (sanne.mention if self.channel else sanne.say)(place, TITLE)
        self.talk = await Following.newest(sanne, place)
        await self._click(SANNE, "skip_intake")

    async def _start_bot(self) -> None:
        self.alive = AsyncExitStack()
        self.bot: Bot = await self.alive.enter_async_context(
            running(self.settings, clock=self.workspace.clock)
        )
        await self.alive.enter_async_context(listening(self.bot.app, self.workspace.app_token))

    def teardown(self) -> None:
        async def end() -> None:
            await self.alive.aclose()
            if self.people:
                check_every_payload(self.workspace)
            await self.stack.aclose()

        self._run(end())
        self.loop.close()
        shutil.rmtree(self.folder)

    def _run(self, deed: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(deed)

    async def _settled(self) -> None:
        await self.workspace.delivery.settled()
        await self.bot.settled()

    async def _newest(self, route: str) -> Message:
        """The newest message on which something can be done."""
        for message in reversed(await self.talk.said()):
            if any((value or action).startswith(route) for _, action, value in message.choices()):
                return message
        raise AssertionError(f"nothing said offers {route}")

    async def _click(self, person: str, route: str, times: int = 1) -> None:
        shown = await self._newest(route)
        click = what_does(shown, route)
        who = self.people[person]
        await asyncio.gather(*(who.click(shown, *click) for _ in range(times)))
        await self._settled()

    async def _type(self, person: str, text: str) -> None:
        """In a channel the bot hears what is said to it by name."""
        who = self.people[person]
        say = who.mention if self.channel else who.say
        await say(self.talk.channel, text, self.talk.thread)
        await self._settled()

    def _word(self, command: str) -> str:
        """What people type for a command, in the words of the day."""
        return self.bot.parts.script.wordings["nl"].options_of(f"command.{command}")[0]

    def _person(self, colleague: bool) -> str:
        return AMINA if colleague and self.channel else SANNE

    def _opened(self) -> tuple[str, str]:
        opened = self.model.open()
        assert opened is not None
        return opened

    def _route(self, key: str = "") -> str:
        """The button that gives this answer to the part that is open, as it is now."""
        question, part = self._opened()
        return f"answer/INK-0001/{question}/{part}/{self.model.revision(question, part)}/{key}"

    def _is_open(self, *parts: str) -> bool:
        opened = self.model.open()
        return opened is not None and (not parts or opened[1] in parts)

    @precondition(lambda self: self._is_open("choice", "stop"))
    @rule(pick=st.integers(0, 11), typed=st.booleans(), colleague=st.booleans())
    def choose(self, pick: int, typed: bool, colleague: bool) -> None:
        question, part = self._opened()
        keys = CHOICES[question] if part == "choice" else ("go_on", "go_on", "stop_here")
        key, person = keys[pick % len(keys)], self._person(colleague)
        labels = self.bot.parts.script.wordings["nl"].dialogs[question.split(".")[0]]
        label = labels.labels(question.split(".")[1], part)[key]
        self._run(self._type(person, label) if typed else self._click(person, self._route(key)))
        self.model.answer(question, part, key, person)

    @precondition(lambda self: self._is_open("explanation", "responsible", "year", "due"))
    @rule(number=st.integers(2030, 2040), colleague=st.booleans())
    def type_a_part(self, number: int, colleague: bool) -> None:
        question, part = self._opened()
        person = self._person(colleague)
        typed, stored = {
            "explanation": (f"Zo doen we dat {number}",) * 2,
            "responsible": ("ik", f"person:{person}"),
            "year": (str(number),) * 2,
            "due": (f"1-3-{number}", f"{number}-03-01"),
        }[part]
        self._run(self._type(person, typed))
        self.model.answer(question, part, stored, person)

    @precondition(lambda self: self._is_open())
    @rule(count=st.integers(2, 8), pick=st.integers(0, 11), typed=st.booleans())
    def answer_on(self, count: int, pick: int, typed: bool) -> None:
        """Several in a row, so that conversations get somewhere."""
        for number in range(pick, pick + count):
            if self._is_open("choice", "stop"):
                self.choose(number, typed, colleague=number % 3 == 0)
            elif self._is_open():
                self.type_a_part(2030 + number % 10, colleague=number % 3 == 0)

    @precondition(lambda self: self._is_open("responsible"))
    @rule()
    def an_outside_party(self) -> None:
        """Where a colleague is needed, a company is asked for again."""
        question, part = self._opened()
        self._run(self._type(SANNE, PARTY))
        if question.startswith("circularity"):
            self.model.answer(question, part, f"party:{PARTY}", SANNE)
        else:
            self._run(self._type(SANNE, self._word("go_on")))

    @precondition(lambda self: self._is_open())
    @rule(typed=st.booleans(), colleague=st.booleans())
    def not_known(self, typed: bool, colleague: bool) -> None:
        question, part = self._opened()
        person = self._person(colleague)
        if typed or part == "stop":  # there it is not on offer; who types it is understood
            self._run(self._type(person, self._word("unknown")))
        else:
            revision = self.model.revision(question, part)
            self._run(self._click(person, f"unknown/INK-0001/{question}/{part}/{revision}"))
        self.model.answer(question, part, UNKNOWN, person)

    @precondition(lambda self: not self.model.ended)
    @rule(number=st.integers(1, 9), colleague=st.booleans())
    def change(self, number: int, colleague: bool) -> None:
        self._run(self._type(self._person(colleague), f"{self._word('change')} {number}"))
        self.model.go_back_to(ORDER[number - 1])

    @precondition(lambda self: not self.model.ended and self.model.before())
    @rule(colleague=st.booleans())
    def back(self, colleague: bool) -> None:
        target = self.model.before()
        self._run(self._type(self._person(colleague), self._word("back")))
        self.model.go_back_to(target)

    @precondition(lambda self: not self.model.ended)
    @rule()
    def pause_and_go_on(self) -> None:
        self._run(self._type(SANNE, self._word("pause")))
        self._run(self._type(SANNE, self._word("go_on")))
        self.model.go_on()

    @precondition(lambda self: self._is_open())
    @rule(number=st.integers(0, 8), pick=st.integers(0, 11), colleague=st.booleans())
    def a_form_with_one_answer_changed(self, number: int, pick: int, colleague: bool) -> None:
        question = ORDER[number]
        key, person = CHOICES[question][pick % len(CHOICES[question])], self._person(colleague)

        async def act() -> None:
            who = self.people[person]
            await self._click(person, "form/INK-0001")
            view = await view_of(who)
            field = f"{question}/choice/{self.model.revision(question, 'choice')}"
            told = await who.submit(view, {field: key})
            assert (told.errors, told.view) == ({}, None)
            await self._settled()

        self._run(act())
        self.model.fill_in(question, "choice", key, person)

    @precondition(lambda self: self._is_open())
    @rule(sure=st.booleans(), typed=st.booleans())
    def stop(self, sure: bool, typed: bool) -> None:
        self._run(self._type(SANNE, self._word("stop")))
        if typed:
            self._run(self._type(SANNE, self._word("yes" if sure else "no")))
        else:
            self._run(self._click(SANNE, "stop_sure" if sure else "stop_not"))
        if sure:
            self.model.stop()

    @precondition(lambda self: self._is_open() and self.channel)
    @rule()
    def a_colleague_cannot_stop_it(self) -> None:
        self._run(self._click(AMINA, "stop/INK-0001"))

    @precondition(lambda self: self.model.ended)
    @rule()
    def what_ended_takes_no_answers(self) -> None:
        self._run(self._type(SANNE, CHOICES[ORDER[0]][0]))

    @precondition(lambda self: self.model.ended)
    @rule(typed=st.booleans())
    def reopen(self, typed: bool) -> None:
        if typed:
            self._run(self._type(SANNE, self._word("reopen")))
        else:
            self._run(self._click(SANNE, "reopen"))
        self.model.reopen(SANNE)

    @precondition(lambda self: self._is_open("choice"))
    @rule(colleague=st.booleans())
    def press_twice(self, colleague: bool) -> None:
        question, part = self._opened()
        key, person = CHOICES[question][0], self._person(colleague)
        self._run(self._click(person, self._route(key), times=2))
        self.model.answer(question, part, key, person)

    @rule(times=st.integers(1, 3))
    def from_now_on_slack_delivers(self, times: int) -> None:
        """Every event so many times, with the same id."""
        self.workspace.faults.deliveries = times

    @precondition(lambda self: self._is_open("choice") and not self.channel)
    @rule(waits=st.sampled_from([0.0, 0.001, 0.004]))
    def crash_while_answering(self, waits: float) -> None:
        """The queue dies right after the answer was stored; the next process heals it.

        In the direct message: in a channel the bot may not look whether a question arrived.
        """
        question, part = self._opened()
        key = CHOICES[question][0]

        async def act() -> None:
            shown = await self._newest(self._route(key))
            await self.people[SANNE].click(shown, *what_does(shown, self._route(key)))
            await asyncio.sleep(waits)
            for task in list(self.bot.courier._queues.values()):
                task.cancel()
            await self.alive.aclose()
            await self._start_bot()
            await all_sent(self.workspace, self.bot)

        self._run(act())
        self.model.answer(question, part, key, SANNE)

    @invariant()
    def what_is_stored_is_what_was_answered(self) -> None:
        async def stored() -> tuple[dict[tuple[str, str], tuple[str, str, int]], str]:
            parts = self.bot.parts
            held = await parts.database.run(
                parts.workspace, lambda bound: purchases.load(bound, "INK-0001")
            )
            assert held is not None
            found = {
                (question, part): (answer.value, answer.by, answer.revision)
                for question, answers in held.purchase.answers.items()
                for part, answer in answers.items()
                if not question.startswith("intake")
            }
            return found, held.purchase.status

        expected = {place: (*given[-1], len(given)) for place, given in self.model.given.items()}
        assert self._run(stored()) == (expected, self.model.status())

    @invariant()
    def what_is_asked_is_what_is_open(self) -> None:
        """The newest message has the buttons of the part that is open, at its revision."""
        opened = self.model.open()
        last = self._run(self.talk.last())
        routes = [value or action for _, action, value in last.choices()]
        if opened:
            question, part = opened
            here = f"/INK-0001/{question}/{part}/{self.model.revision(question, part)}"
            assert f"back{here}" in routes, f"{here} is open, and on screen is {routes}"
        else:
            assert not [route for route in routes if route.startswith("answer/")]
        if self.model.ended:
            assert "reopen/INK-0001" in routes


Conversation.TestCase.settings = settings(
    max_examples=int(os.environ.get("INKOOP_CONVERSATIONS", "10")),
    stateful_step_count=int(os.environ.get("INKOOP_STEPS", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestRandomConversations = Conversation.TestCase

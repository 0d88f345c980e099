"""Random conversations through the real bot, against a model that is simple enough to trust.

Click, type, go back, change, not know, pause, press twice, and crash: after each step the stored
answers and the question that is asked must be those of the model.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.local import settings_for
from bot.playground.client import Message, PersonClient
from bot.playground.follow import Following
from bot.playground.people import SANNE
from bot.playground.server import LocalWorkspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.socket_mode import listening
from bot.store import purchases
from bot.store.database import Database
from bot.store.schema import migrate
from bot.wiring import Bot, running
from dialogs.purchase import UNKNOWN

CHECKS = [f"checklist.{n}" for n in range(1, 5)]
CHOICES = {
    "circularity.1": {"need": "Ja, ik heb het nodig", "less": "Deels, het kan met minder",
                      "not_needed": "Het is toch niet nodig"},
    "circularity.2": {"yes": "Ja, bijna helemaal", "no": "Nee"},
    "circularity.3": {"yes": "Ja, dat kan", "no": "Nee, dat kan niet"},
    "circularity.4": {"maintain": "Onderhoud en reparatie", "other": "Anders"},
    "circularity.5": {"reuse": "Zelf hergebruiken", "take_back": "Leverancier neemt terug"},
    **{id: {"yes": "Ja", "not_yet": "Nog niet", "not_applicable": "Niet van toepassing"}
       for id in CHECKS},
}  # fmt: skip
GO_ON = "Nee, toch kopen"


@dataclass
class Model:
    """What was answered, and what must be asked: lists and ifs, no cleverness."""

    values: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    revisit: str = ""
    done: list[str] = field(default_factory=list)

    def value(self, question: str, part: str) -> str | None:
        given = self.values.get((question, part))
        return given[-1] if given else None

    def parts(self, question: str) -> list[str]:
        choice = self.value(question, "choice")
        if question == "circularity.1":
            return ["choice", "stop"] if choice == "not_needed" else ["choice"]
        if question == "circularity.4":
            return ["choice", "explanation", "responsible"]
        if question == "circularity.5":
            return ["choice", "explanation", "responsible", "year"]
        if question in CHECKS and choice == "not_applicable":
            return ["choice", "explanation"]
        if question in CHECKS and choice == "not_yet":
            return ["choice", "due", "responsible"]
        return ["choice"]

    def open(self) -> tuple[str, str] | None:
        if self.revisit:
            for part in self.parts(self.revisit):
                if part not in self.done:
                    return self.revisit, part
        for question in CHOICES:
            parts = self.parts(question)
            if any(self.value(question, part) == UNKNOWN for part in parts):
                continue
            for part in parts:
                if self.value(question, part) is None:
                    return question, part
        return None

    def answer(self, question: str, part: str, value: str) -> None:
        if self.value(question, part) != value:
            self.values.setdefault((question, part), []).append(value)
        if self.revisit == question and value != UNKNOWN:
            self.done.append(part)
        else:
            self.revisit, self.done = "", []
        if self.revisit and all(each in self.done for each in self.parts(question)):
            self.revisit, self.done = "", []

    def go_back_to(self, question: str) -> None:
        self.revisit, self.done = question, []


class Conversation(RuleBasedStateMachine):
    """A person in a workspace, a bot that may die, and the model beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.stack = AsyncExitStack()
        self.folder = Path(tempfile.mkdtemp())
        self.model = Model()
        self.loop.run_until_complete(self._begin())

    async def _begin(self) -> None:
        url = f"sqlite:///{self.folder / 'inkoop.db'}"
        database = Database(url)
        migrate(database)
        await database.close()
        self.workspace = await self.stack.enter_async_context(LocalWorkspace(manifest()))
        self.settings = settings_for(Settings(_env_file=None, database_url=url), self.workspace)
        self.sanne = await self.stack.enter_async_context(
            PersonClient(self.workspace.url, self.workspace.client_token, SANNE)
        )
        await self._start_bot()
        await self.sanne.command("40 laptops")
        self.talk = await Following.newest(self.sanne, await self.sanne.direct())
        await self.talk.press("Meteen naar de vragen")

    async def _start_bot(self) -> None:
        self.alive = AsyncExitStack()
        self.bot: Bot = await self.alive.enter_async_context(
            running(self.settings, clock=self.workspace.clock)
        )
        await self.alive.enter_async_context(listening(self.bot.app, self.workspace.app_token))

    def teardown(self) -> None:
        async def end() -> None:
            await self.alive.aclose()
            await self.stack.aclose()

        self.loop.run_until_complete(end())
        self.loop.close()
        shutil.rmtree(self.folder)

    async def _settle(self, before: str) -> Message:
        last = await self.talk.next_after(before)
        await self.bot.settled()
        return await self.talk.last() if last else last

    async def _last(self) -> Message:
        await self.bot.settled()
        return await self.talk.last()

    def _do(self, text: str = "", label: str = "") -> Message:
        async def act() -> Message:
            last = await self._last()
            if label:
                asked = next(e for e in reversed(await self.talk.said()) if label in e.buttons())
                await self.sanne.press(asked, label)
                return await self._settle(last.ts)
            said = await self.sanne.say(self.talk.channel, text, self.talk.thread)
            return await self._settle(said.ts)

        return self.loop.run_until_complete(act())

    @initialize()
    def nothing_yet(self) -> None:
        assert self.model.open() == ("circularity.1", "choice")

    def _is_open(self, *parts: str) -> bool:
        opened = self.model.open()
        return opened is not None and (not parts or opened[1] in parts)

    @precondition(lambda self: self._is_open("choice"))
    @rule(pick=st.integers(0, 9), typed=st.booleans())
    def choose(self, pick: int, typed: bool) -> None:
        question, part = self.model.open() or ("", "")
        key, label = list(CHOICES[question].items())[pick % len(CHOICES[question])]
        before = self.model.value(question, part)
        if typed or before == key:
            self._do(text=label)
        else:
            self._do(label=label)
        self.model.answer(question, part, key)

    @precondition(lambda self: self._is_open("stop"))
    @rule()
    def buy_after_all(self) -> None:
        self._do(text=GO_ON)
        self.model.answer("circularity.1", "stop", "go_on")

    @precondition(lambda self: self._is_open("explanation", "responsible", "year", "due"))
    @rule(number=st.integers(2030, 2040))
    def type_a_part(self, number: int) -> None:
        question, part = self.model.open() or ("", "")
        typed, stored = {
            "explanation": (f"Zo doen we dat {number}",) * 2,
            "responsible": ("ik", f"person:{SANNE}"),
            "year": (str(number),) * 2,
            "due": (f"1-3-{number}", f"{number}-03-01"),
        }[part]
        self._do(text=typed)
        self.model.answer(question, part, stored)

    @precondition(lambda self: self._is_open("choice", "explanation", "year"))
    @rule(typed=st.booleans())
    def not_known(self, typed: bool) -> None:
        question, part = self.model.open() or ("", "")
        self._do(text="weet ik nog niet")
        self.model.answer(question, part, UNKNOWN)

    @precondition(lambda self: self._is_open())
    @rule(number=st.integers(1, 9))
    def change(self, number: int) -> None:
        question = list(CHOICES)[number - 1]
        self._do(text=f"wijzig {number}")
        self.model.go_back_to(question)

    @precondition(lambda self: self._is_open())
    @rule()
    def back(self) -> None:
        question, part = self.model.open() or ("", "")
        order = list(CHOICES)
        answered = {each for each, _ in self.model.values}
        if part != "choice" and question in answered:
            target = question
        else:
            earlier = [each for each in order[: order.index(question)] if each in answered]
            if not earlier:
                return
            target = earlier[-1]
        self._do(text="terug")
        self.model.go_back_to(target)

    @rule()
    def pause_and_go_on(self) -> None:
        if self.model.open() is None:
            return
        self._do(text="pauze")
        self._do(text="verder")

    @precondition(lambda self: self._is_open("choice"))
    @rule()
    def press_twice(self) -> None:
        question, part = self.model.open() or ("", "")
        key, label = next(iter(CHOICES[question].items()))
        if self.model.value(question, part) is not None:
            return

        async def act() -> None:
            last = await self._last()
            action = next(a for found, a, _ in last.choices() if found == label)
            await asyncio.gather(*(self.sanne.click(last, action) for _ in range(2)))
            await self._settle(last.ts)

        self.loop.run_until_complete(act())
        self.model.answer(question, part, key)

    @precondition(lambda self: self._is_open("choice"))
    @rule(waits=st.sampled_from([0.0, 0.001, 0.004]))
    def crash_while_answering(self, waits: float) -> None:
        """The queue dies right after the answer was stored; the next process heals it."""
        question, part = self.model.open() or ("", "")
        key, label = next(iter(CHOICES[question].items()))
        if self.model.value(question, part) is not None:
            return

        async def act() -> None:
            last = await self._last()
            action = next(a for found, a, _ in last.choices() if found == label)
            await self.sanne.click(last, action)
            await asyncio.sleep(waits)
            for task in list(self.bot.courier._queues.values()):
                task.cancel()
            await self.alive.aclose()
            self.workspace.clock.advance(timedelta(seconds=30))
            await self._start_bot()
            await self._settle(last.ts)

        self.loop.run_until_complete(act())
        self.model.answer(question, part, key)

    @invariant()
    def what_is_stored_is_what_was_answered(self) -> None:
        async def stored() -> dict[tuple[str, str], tuple[str, int]]:
            await self.bot.settled()
            parts = self.bot.parts
            held = await parts.database.run(
                parts.workspace, lambda bound: purchases.load(bound, "INK-0001")
            )
            assert held is not None
            return {
                (question, part): (answer.value, answer.revision)
                for question, answers in held.purchase.answers.items()
                for part, answer in answers.items()
                if not question.startswith("intake")
            }

        expected = {place: (given[-1], len(given)) for place, given in self.model.values.items()}
        assert self.loop.run_until_complete(stored()) == expected

    @invariant()
    def what_is_asked_is_what_is_open(self) -> None:
        opened = self.model.open()
        last = self.loop.run_until_complete(self._last())
        if opened is None:
            return
        number = list(CHOICES).index(opened[0]) + 1
        assert f"Vraag {number} van 9" in last.plain()


Conversation.TestCase.settings = settings(
    max_examples=int(os.environ.get("INKOOP_CONVERSATIONS", "8")),
    stateful_step_count=int(os.environ.get("INKOOP_STEPS", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestRandomConversations = Conversation.TestCase

"""What the demo plays after the nine answers: the contract, a reminder months later, its answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Protocol

from dateutil.relativedelta import relativedelta

from bot.local import Local
from bot.playground.client import Message, PersonClient, View
from bot.playground.follow import Following
from bot.playground.people import PIET, SANNE
from bot.store import moments
from bot.store.database import Bound
from dialogs.moment import Moment

PURCHASE = "INK-0001"
PROMISE = "promise/1/3/1"
"""The moment that the demo goes to: the first promise, three months after the start."""
AFTER_OPENING = timedelta(minutes=5)
MOST_BETWEEN = 12


class Prints(Protocol):
    """What is needed of what prints the conversation."""

    def chooses(self, choice: str, person: str = SANNE) -> None:
        """Somebody presses or chooses something."""

    def answer(self, message: Message, to: str = "") -> None:
        """The bot says something, to somebody else than who began when `to` is given."""

    def filled(self, view: View, values: Mapping[str, str | list[str]]) -> None:
        """A form as it was filled in."""

    def day(self, day: str) -> None:
        """From here on it is another day."""

    def channel(self, message: Message) -> None:
        """What stands in a channel, for everybody in it."""

    def cheers(self, *people: str) -> None:
        """People react to it."""


class Later:
    """Goes on where the nine answers ended."""

    def __init__(
        self, local: Local, people: Mapping[str, PersonClient], talk: Following, printed: Prints
    ) -> None:
        self._local = local
        self._people = people
        self._talk = talk
        self._printed = printed

    async def play(self) -> None:
        """The contract, a promise that is looked at each quarter, and its first reminder."""
        card = await self._contract()
        card = await self._each_quarter(card)
        for _ in range(MOST_BETWEEN):
            moment = await self._next()
            self._go_to(moment)
            message = await self._told(moment.owner)
            await self._answer(moment.owner, message)
            if moment.key == PROMISE:
                break
        await self._history(card)

    async def _contract(self) -> Message:
        sanne, today = self._people[SANNE], self._today()
        asked = await self._talk.last()
        self._printed.chooses("[Contract vastleggen]")
        await sanne.press(asked, "Contract vastleggen")
        view = await sanne.wait_for_form("contract/supplier/0")
        values = {
            "contract/supplier/0": "Laptopreus BV",
            "contract/start/0": today.isoformat(),
            "contract/end/0": (today + relativedelta(years=2, days=-1)).isoformat(),
            "contract/owner/0": SANNE,
            "contract/deputy/0": PIET,
        }
        self._printed.filled(view, values)
        await sanne.submit(view, values)
        card = await self._talk.next_after(asked.ts)
        self._printed.answer(card)
        return card

    async def _each_quarter(self, card: Message) -> Message:
        sanne = self._people[SANNE]
        promises = (each for each in card.choices() if each[1].startswith("promise/") and each[2])
        label, action, value = next(promises)
        self._printed.chooses(label)
        await sanne.click(card, action, value)
        view = await sanne.wait_for_form("promise/rhythm/0")
        values = {"promise/rhythm/0": "every_3_months"}
        self._printed.filled(view, values)
        await sanne.submit(view, values)
        return await self._changed(sanne, card, "elke 3 maanden", self._talk.thread)

    async def _next(self) -> Moment:
        """What comes next, of everything that waits; the promise when it is due with others."""
        parts = self._local.bot.parts

        def work(bound: Bound) -> list[Moment]:
            return moments.due_until(bound, parts.clock.now() + timedelta(days=200))

        found = await parts.database.run(parts.workspace, work)
        same_time = [each for each in found if each.due_at == found[0].due_at]
        return next((each for each in same_time if each.key == PROMISE), found[0])

    def _go_to(self, moment: Moment) -> None:
        """Its day comes, in office hours: it is due when the office opens."""
        clock, parts = self._local.workspace.clock, self._local.bot.parts
        assert moment.due_at is not None
        clock.advance(max(moment.due_at + AFTER_OPENING - clock.now(), timedelta()))
        self._printed.day(parts.scene(parts.organisation.language).day(clock.now()))

    async def _told(self, person: str) -> Message:
        """What the bot says to somebody of its own accord."""
        who = self._people[person]
        direct = await who.direct()
        before = await who.messages(direct)
        await self._local.bot.dispatcher.sweep()
        await self._local.settled()
        after = before[-1].ts if before else ""
        message = await who.wait_for_message(direct, after=after)
        self._printed.answer(message, person)
        return message

    async def _answer(self, person: str, message: Message) -> None:
        """The first button: yes, it is as it was promised."""
        who, label = self._people[person], message.buttons()[0]
        self._printed.chooses(f"[{label}]", person)
        await who.press(message, label)
        await self._local.settled()
        if label == "Nagekomen":
            self._printed.answer(await self._changed(who, message, "✓ Nagekomen"), person)

    async def _history(self, card: Message) -> None:
        sanne = self._people[SANNE]
        self._printed.chooses("[Geschiedenis]")
        await sanne.press(card, "Geschiedenis")

        async def look() -> Message | None:
            heading = f"Geschiedenis van {PURCHASE}"
            told = [each for each in await sanne.ephemerals() if heading in each.plain()]
            return told[-1] if told else None

        self._printed.answer(await sanne.wait_for(look))

    async def _changed(
        self, person: PersonClient, message: Message, words: str, thread: str | None = None
    ) -> Message:
        """A message that was there, once it says these words."""

        async def look() -> Message | None:
            found = await person.messages(message.channel, thread)
            return next(
                (each for each in found if each.ts == message.ts and words in each.plain()), None
            )

        return await person.wait_for(look)

    def _today(self) -> date:
        parts = self._local.bot.parts
        return parts.scene(parts.organisation.language).today

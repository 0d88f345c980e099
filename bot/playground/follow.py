"""Follows the conversation of one purchase: acts, and waits for what the bot says to it."""

from __future__ import annotations

from bot.playground.client import Message, PersonClient
from bot.playground.people import BOT_USER


class Following:
    """The conversation of a purchase, as one person follows it.

    Every act gives the message with which the bot answers in the conversation.
    """

    def __init__(self, person: PersonClient, channel: str, thread: str) -> None:
        self.person = person
        self.channel = channel
        self.thread = thread

    @staticmethod
    async def newest(person: PersonClient, channel: str, after: str = "") -> Following:
        """The conversation of the newest card in a channel, once its first question is there."""

        async def look() -> Following | None:
            for message in reversed(await person.messages(channel)):
                if message.user == BOT_USER and message.ts > after and "INK-" in message.plain():
                    found = Following(person, channel, message.thread or message.ts)
                    return found if await found.said() else None
            return None

        return await person.wait_for(look)

    async def card(self) -> Message:
        """The card as it is now."""
        for message in await self.person.messages(self.channel, self.thread):
            if message.user == BOT_USER and message.plain().startswith("INK-"):
                return message
        raise LookupError("no card")

    async def said(self) -> list[Message]:
        """Everything that the bot said here, the card left out."""
        found = await self.person.messages(self.channel, self.thread)
        card = next((each.ts for each in found if each.plain().startswith("INK-")), "")
        return [each for each in found if each.user == BOT_USER and each.ts != card]

    async def last(self) -> Message:
        """The newest thing that the bot said here."""
        return (await self.said())[-1]

    async def say(self, text: str) -> Message:
        """Types something in the thread."""
        said = await self.person.say(self.channel, text, self.thread)
        return await self.next_after(said.ts)

    async def press(self, label: str, on: Message | None = None) -> Message:
        """Presses a button of the newest message, or of another one."""
        last = await self.last()
        await self.person.press(on or last, label)
        return await self.next_after(last.ts)

    async def choose(self, kind: str, value: str) -> Message:
        """Chooses at an element of the newest message: `users_select`, `datepicker`."""
        last = await self.last()
        await self.person.choose(last, kind, value)
        return await self.next_after(last.ts)

    async def next_after(self, ts: str) -> Message:
        """The newest thing that the bot said after a moment; waits for it."""

        async def look() -> Message | None:
            said = await self.said()
            return said[-1] if said and said[-1].ts > ts else None

        return await self.person.wait_for(look)

    async def until_card(self, words: str) -> Message:
        """The card, once it says these words."""

        async def look() -> Message | None:
            card = await self.card()
            return card if words in card.plain() else None

        return await self.person.wait_for(look)

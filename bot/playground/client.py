"""A small client for the local workspace: be somebody, act, and look at what they see."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import Any, TypeVar

import aiohttp

from bot.playground.people import BOT_NAME
from bot.playground.shown import Json, Message, Shown, Submitted, View

__all__ = [
    "PATIENCE", "Json", "Message", "NotPossible", "PersonClient", "Picked", "Shown", "Submitted",
    "View",
]  # fmt: skip

Found = TypeVar("Found")
PATIENCE = 10.0
FIRST_PAGE = 3.0
COMMAND = "/inkoop"


class NotPossible(Exception):
    """The workspace does not let this person do that; the text is Slack's error code."""


@dataclass(frozen=True)
class Picked:
    """A file that somebody picks in a form; with `size` it says to be larger than its content."""

    name: str
    content: bytes
    size: int = 0


class PersonClient:
    """Somebody in the workspace, as long as the `async with` block lasts."""

    def __init__(self, url: str, token: str, person: str) -> None:
        self._url = url
        self._token = token
        self.person = person
        self._session: aiohttp.ClientSession | None = None
        self._stream: aiohttp.ClientWebSocketResponse | None = None
        self._listening: asyncio.Task[None] | None = None
        self._news = asyncio.Condition()
        self._count = 0

    async def __aenter__(self) -> PersonClient:
        self._session = aiohttp.ClientSession()
        address = f"{self._url}workspace/stream"
        about = {"person": self.person, "token": self._token}
        self._stream = await self._session.ws_connect(address, params=about)
        await self._stream.receive_json()
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._listening:
            self._listening.cancel()
        if self._stream:
            await self._stream.close()
        if self._session:
            await self._session.close()

    async def _listen(self) -> None:
        assert self._stream is not None
        async for _ in self._stream:
            async with self._news:
                self._count += 1
                self._news.notify_all()

    async def act(self, do: str, **more: Any) -> Any:
        """Does one thing; raises NotPossible."""
        return await self._post("act", json={"do": do, "person": self.person, **more})

    async def _post(self, where: str, **what: Any) -> Any:
        assert self._session is not None
        headers = {"x-workspace-token": self._token}
        address = f"{self._url}workspace/{where}"
        async with self._session.post(address, headers=headers, **what) as answer:
            told = await answer.json()
        if not told["ok"]:
            raise NotPossible(told["error"])
        return told.get("result")

    async def wait_for(
        self, look: Callable[[], Awaitable[Found | None]], seconds: float = PATIENCE
    ) -> Found:
        """Looks, and looks again at everything that happens, until there is something to see."""
        async with asyncio.timeout(seconds):
            while True:
                before = self._count
                found = await look()
                if found:
                    return found
                async with self._news:
                    while self._count == before:
                        await self._news.wait()

    async def wait_for_message(
        self,
        channel: str,
        words: str = "",
        *,
        thread: str | None = None,
        after: str = "",
        seconds: float = PATIENCE,
    ) -> Message:
        """The newest message with these words in a channel or thread, once it is there."""

        async def look() -> Message | None:
            for message in reversed(await self.messages(channel, thread)):
                if words in message.plain() and message.ts > after:
                    return message
            return None

        return await self.wait_for(look, seconds)

    async def direct(self) -> str:
        """The direct message with the bot."""
        id: str = await self.act("direct")
        return id

    async def conversations(self) -> dict[str, int]:
        """How much is unread in each conversation that this person is in."""
        return {each["id"]: each["unread"] for each in await self.act("conversations")}

    async def read(self, channel: str) -> None:
        """Sees everything in a conversation."""
        await self.act("read", channel=channel)

    async def say(self, channel: str, text: str, thread: str | None = None) -> Message:
        """Types a message."""
        said = await self.act("say", channel=channel, text=text, thread=thread or "")
        return Message.read(channel, said)

    async def mention(self, channel: str, text: str, thread: str | None = None) -> Message:
        """Types a message that begins with the bot's name."""
        return await self.say(channel, f"@{BOT_NAME} {text}", thread)

    async def command(
        self, text: str, more: str = "", command: str = "", *, channel: str | None = None
    ) -> Message | None:
        """Types a slash command; gives what only this person sees.

        Either `command("/inkoop", "40 laptops")` or, for the one command that there is,
        `command("40 laptops")`; the next argument is the channel, the direct message at first.
        """
        if text.startswith("/") and not command.startswith("/"):
            command, text, place = text, more, channel or command
        else:
            command, place = command or COMMAND, channel or more
        shown = await self.act("command", command=command, text=text, channel=place)
        return Message.read(place, shown) if shown else None

    async def shortcut(self, callback_id: str, on: Message | None = None) -> None:
        """Uses a shortcut, global or on a message."""
        place = {"channel": on.channel, "ts": on.ts} if on else {}
        await self.act("shortcut", callback_id=callback_id, **place)

    async def message_shortcut(self, callback_id: str, message: Message) -> None:
        """Uses a shortcut on a message."""
        await self.shortcut(callback_id, message)

    async def press(self, shown: Message | View, label: str) -> None:
        """Presses the button, or chooses the option, with this label."""
        for found, action_id, value in shown.choices():
            if found == label:
                await self.click(shown, action_id, value)
                return
        raise NotPossible(f"there is no {label!r} in {shown.buttons()}")

    async def click(
        self,
        shown: Message | View,
        action_id: str = "",
        value: str | list[str] | None = None,
        *,
        label: str = "",
        block_id: str = "",
    ) -> None:
        """Presses or chooses by action_id, or by label."""
        if label:
            await self.press(shown, label)
            return
        if isinstance(shown, View):
            source = {"view": shown.id}
        else:
            source = {"channel": shown.channel, "ts": shown.ts}
        about = {"action_id": action_id, "block_id": block_id, "value": value}
        await self.act("click", source=source, **about)

    async def choose(self, shown: Message | View, what: str, value: str | list[str]) -> None:
        """Chooses a value at an element: by action_id, or the first of a kind (`datepicker`)."""
        elements = list(shown.elements())
        for name in ("action_id", "type"):
            for element in elements:
                if element[name] == what:
                    await self.click(shown, element["action_id"], value)
                    return
        raise NotPossible(f"there is no {what}")

    async def react(self, message: Message, name: str, *, take_back: bool = False) -> None:
        """Reacts to a message, or takes that back."""
        about = {"channel": message.channel, "ts": message.ts, "name": name}
        await self.act("react", take_back=take_back, **about)

    async def messages(self, channel: str, thread: str | None = None) -> list[Message]:
        """The messages of a channel, or of a thread with its first message."""
        found = await self.act("messages", channel=channel, thread=thread or "")
        return [Message.read(channel, each) for each in found]

    async def ephemerals(self) -> list[Message]:
        """What was shown to this person alone."""
        return [Message.read("", each) for each in await self.act("ephemerals")]

    async def views(self) -> list[View]:
        """The modals that are open, the topmost last."""
        return [View.read(each) for each in await self.act("views")]

    async def wait_for_form(self, block_id: str) -> View:
        """The modal that is open, once it has this input."""

        async def look() -> View | None:
            found = [each for each in await self.views() if block_id in each.inputs()]
            return found[-1] if found else None

        return await self.wait_for(look)

    async def home(self, seconds: float = FIRST_PAGE) -> View | None:
        """Opens the home page: what is there, or the first page that is drawn in this time."""
        page = await self.act("home")
        if page:
            return View.read(page)
        try:
            return await self.wait_for(self.see_home, seconds)
        except TimeoutError:
            return None

    async def see_home(self) -> View | None:
        """The home page as it is now, without opening it."""
        page = await self.act("home", open=False)
        return View.read(page) if page else None

    async def submit(self, view: View, values: Mapping[Any, Any]) -> Submitted:
        """Sends a modal in with values by block_id, or by block_id and action_id.

        The rest stays as drawn. A file is given as Picked, several files or people as a list.
        """
        triples = [
            (*(place if isinstance(place, tuple) else (place, "")), await self._given(value))
            for place, value in values.items()
        ]
        told = await self.act("submit", view=view.id, values=triples)
        shown = View.read(told["view"]) if told.get("view") else None
        return Submitted(told.get("errors", {}), shown)

    async def _given(self, value: Any) -> Any:
        """A value as the workspace takes it: a file is brought there first, and named by its id."""
        if isinstance(value, list):
            return [await self._given(each) for each in value]
        return (await self.pick(value))["id"] if isinstance(value, Picked) else value

    async def pick(self, file: Picked) -> Json:
        """Picks a file for a form; gives what the workspace tells of it."""
        about = {"person": self.person, "name": file.name, "size": str(file.size)}
        found: Json = await self._post("pick", params=about, data=BytesIO(file.content))
        return found

    async def close(self, view: View) -> None:
        """Closes a modal."""
        await self.act("close", view=view.id)

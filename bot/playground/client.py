"""A small client for the local workspace: be somebody, act, and look at what they see."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, TypeVar

import aiohttp

Json = dict[str, Any]
Found = TypeVar("Found")
PATIENCE = 10.0


class NotPossible(Exception):
    """The workspace does not let this person do that; the text is Slack's error code."""


@dataclass(frozen=True)
class Shown:
    """Blocks as somebody sees them: text to read and things to press."""

    blocks: list[Json] = field(default_factory=list)

    def elements(self) -> Iterator[Json]:
        """Everything that can be pressed or chosen from, in order."""
        for block in self.blocks:
            for element in (*block.get("elements", ()), block.get("accessory")):
                if isinstance(element, dict) and element.get("action_id"):
                    yield element

    def buttons(self) -> list[str]:
        """The labels of the buttons, those behind the three dots as well."""
        return [label for label, _, _ in self.choices()]

    def choices(self) -> Iterator[tuple[str, str, str | None]]:
        """Everything that can be pressed: label, action_id, and the value in a menu."""
        for element in self.elements():
            if element["type"] == "button":
                yield element["text"]["text"], element["action_id"], None
            else:
                for option in element.get("options", ()):
                    yield option["text"]["text"], element["action_id"], option["value"]

    def plain(self) -> str:
        """The words of the blocks, one line each."""
        return "\n".join(line for block in self.blocks for line in _words(block) if line)


@dataclass(frozen=True)
class Message(Shown):
    """A message as somebody sees it."""

    channel: str = ""
    ts: str = ""
    user: str = ""
    text: str = ""
    thread: str = ""
    ephemeral: bool = False
    edited: bool = False

    @staticmethod
    def read(channel: str, raw: Json) -> Message:
        """A message from what the workspace stores."""
        return Message(
            blocks=raw.get("blocks", []),
            channel=raw.get("channel", channel),
            ts=raw["ts"],
            user=raw.get("user", ""),
            text=raw.get("text", ""),
            thread=raw.get("thread_ts", ""),
            ephemeral=raw.get("is_ephemeral", False),
            edited="edited" in raw,
        )


@dataclass(frozen=True)
class View(Shown):
    """A modal or home page."""

    id: str = ""
    title: str = ""
    callback_id: str = ""

    @staticmethod
    def read(raw: Json) -> View:
        """A view from what the workspace stores."""
        title = raw.get("title", {}).get("text", "")
        return View(raw["blocks"], raw["id"], title, raw.get("callback_id", ""))

    def inputs(self) -> dict[str, Json]:
        """The inputs by block_id."""
        return {block["block_id"]: block for block in self.blocks if block["type"] == "input"}


@dataclass(frozen=True)
class Submitted:
    """What came of sending a modal in: errors by block_id, or the view that took its place."""

    errors: Mapping[str, str] = field(default_factory=dict)
    view: View | None = None


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
        assert self._session is not None
        body = {"do": do, "person": self.person, **more}
        headers = {"x-workspace-token": self._token}
        async with self._session.post(
            f"{self._url}workspace/act", json=body, headers=headers
        ) as answer:
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

    @property
    def news(self) -> int:
        """How many things have happened so far."""
        return self._count

    async def wait_for_news(self, before: int, seconds: float) -> bool:
        """Waits until more has happened than `before`; False when nothing did in that time."""
        try:
            async with asyncio.timeout(seconds), self._news:
                await self._news.wait_for(lambda: self._count != before)
        except TimeoutError:
            return False
        return True

    async def direct(self) -> str:
        """The direct message with the bot."""
        id: str = await self.act("direct")
        return id

    async def say(self, channel: str, text: str, thread: str = "") -> Message:
        """Types a message."""
        said = await self.act("say", channel=channel, text=text, thread=thread)
        return Message.read(channel, said)

    async def command(
        self, text: str, channel: str = "", command: str = "/inkoop"
    ) -> Message | None:
        """Types a slash command; gives what only this person sees."""
        shown = await self.act("command", command=command, text=text, channel=channel)
        return Message.read(channel, shown) if shown else None

    async def shortcut(self, callback_id: str, on: Message | None = None) -> None:
        """Uses a shortcut, global or on a message."""
        place = {"channel": on.channel, "ts": on.ts} if on else {}
        await self.act("shortcut", callback_id=callback_id, **place)

    async def press(self, shown: Message | View, label: str) -> None:
        """Presses the button, or chooses the option, with this label."""
        for found, action_id, value in shown.choices():
            if found == label:
                await self.click(shown, action_id, value)
                return
        raise NotPossible(f"there is no {label!r} in {shown.buttons()}")

    async def click(self, shown: Message | View, action_id: str, value: str | None = None) -> None:
        """Presses or chooses by action_id."""
        if isinstance(shown, View):
            source = {"view": shown.id}
        else:
            source = {"channel": shown.channel, "ts": shown.ts}
        await self.act("click", source=source, action_id=action_id, value=value)

    async def choose(self, shown: Message, kind: str, value: str) -> None:
        """Chooses a value at the first element of a kind: `users_select`, `datepicker`."""
        for element in shown.elements():
            if element["type"] == kind:
                await self.click(shown, element["action_id"], value)
                return
        raise NotPossible(f"there is no {kind}")

    async def messages(self, channel: str, thread: str = "") -> list[Message]:
        """The messages of a channel, or of a thread with its first message."""
        found = await self.act("messages", channel=channel, thread=thread)
        return [Message.read(channel, each) for each in found]

    async def ephemerals(self) -> list[Message]:
        """What was shown to this person alone."""
        return [Message.read("", each) for each in await self.act("ephemerals")]

    async def views(self) -> list[View]:
        """The modals that are open."""
        return [View.read(each) for each in await self.act("views")]

    async def home(self) -> View | None:
        """Opens the home page, and gives what was there before."""
        page = await self.act("home")
        return View.read(page) if page else None

    async def see_home(self) -> View | None:
        """The home page as it is now, without opening it."""
        page = await self.act("home", open=False)
        return View.read(page) if page else None

    async def submit(self, view: View, values: Mapping[str, str]) -> Submitted:
        """Sends a modal in with values by block_id; the rest stays as drawn."""
        told = await self.act("submit", view=view.id, values=dict(values))
        shown = View.read(told["view"]) if told.get("view") else None
        return Submitted(told.get("errors", {}), shown)

    async def close(self, view: View) -> None:
        """Closes a modal."""
        await self.act("close", view=view.id)


def _words(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header" | "section":
            yield block.get("text", {}).get("text", "")
            yield from (each["text"] for each in block.get("fields", ()))
        case "context":
            yield from (each.get("text", "") for each in block["elements"])
        case "actions":
            yield " ".join(f"[{label}]" for label in Shown([block]).buttons())
        case "rich_text":
            yield _rich(block["elements"])
        case "input":
            yield block["label"]["text"]


def _rich(elements: Iterable[Json]) -> str:
    said = []
    for element in elements:
        if "elements" in element:
            said.append(_rich(element["elements"]))
        elif element["type"] == "user":
            said.append(f"@{element['user_id']}")
        else:
            said.append(element.get("text") or element.get("url", ""))
    return "".join(said)

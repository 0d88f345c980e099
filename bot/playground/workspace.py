"""The state of the workspace: people, channels, messages, views. No network here."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.playground.clock import WorkspaceClock
from bot.playground.people import (
    APP,
    BOT,
    BOT_USER,
    TEAM,
    Channel,
    Person,
    channels,
    everybody,
)
from bot.playground.refusals import SlackError

Json = dict[str, Any]


@dataclass
class Trigger:
    """A ticket to open a modal: for one person, for three seconds, once."""

    person: str
    issued: float
    used: bool = False


@dataclass
class Traffic:
    """One thing that passed between the bot and the workspace."""

    direction: str
    kind: str
    payload: Any
    response: Any = None
    milliseconds: float = 0.0
    ok: bool = True


@dataclass
class Workspace:
    """Everything that is in the workspace, in memory; `state_file` keeps it between runs."""

    clock: WorkspaceClock = field(default_factory=WorkspaceClock)
    state_file: Path | None = None
    trigger_seconds: float = 3.0
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: dict[str, dict[str, Json]] = field(default_factory=dict)
    ephemerals: list[Json] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    views: dict[str, Json] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    traffic: deque[Traffic] = field(default_factory=lambda: deque(maxlen=2000))
    watchers: list[Callable[[Json], None]] = field(default_factory=list)
    _last: int = 0
    _dirty: bool = False

    def __post_init__(self) -> None:
        self.people = {person.id: person for person in everybody()}
        self.channels = {channel.id: channel for channel in channels()}
        if self.state_file and self.state_file.exists():
            self._restore(json.loads(self.state_file.read_text("utf-8")))

    def new_ts(self) -> str:
        """A timestamp that names a message: unique and increasing."""
        now = int(self.clock.now().timestamp() * 1_000_000)
        self._last = max(now, self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def person(self, id: str) -> Person:
        """Somebody by id; raises SlackError."""
        if id not in self.people:
            raise SlackError("user_not_found")
        return self.people[id]

    def direct(self, person: str) -> Channel:
        """The direct message between somebody and the bot; made when it is first needed."""
        self.person(person)
        id = f"D{person[1:]}"
        if id not in self.channels:
            self.channels[id] = Channel(id, "", [person, BOT_USER], direct_with=person)
        return self.channels[id]

    def channel(self, id: str) -> Channel:
        """A channel by id, or the direct message with a person by their id; raises SlackError."""
        if id.startswith(("U", "W")) and id in self.people:
            return self.direct(id)
        if id not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[id]

    def message(self, channel: str, ts: str) -> Json:
        """A message that exists; raises SlackError."""
        found = self.messages.get(channel, {}).get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def add(self, channel: Channel, message: Json) -> Json:
        """Puts a message in a channel or thread, and tells who watches."""
        message.setdefault("type", "message")
        message["ts"] = self.new_ts()
        message.setdefault("team", TEAM)
        if message.get("thread_ts"):
            self._hang(channel, message)
        self.messages.setdefault(channel.id, {})[message["ts"]] = message
        self.tell({"type": "message", "channel": channel.id, "message": message})
        return message

    def _hang(self, channel: Channel, message: Json) -> None:
        """Hangs a message in its thread: under the first message, whichever was named."""
        known = self.messages.get(channel.id, {})
        named = known.get(message["thread_ts"])
        if named is None:
            raise SlackError("thread_not_found")
        root = str(named.get("thread_ts", named["ts"]))
        message["thread_ts"] = root
        first = known[root]
        first["thread_ts"] = root
        first["reply_count"] = first.get("reply_count", 0) + 1
        first["latest_reply"] = message["ts"]

    def add_ephemeral(self, channel: Channel, person: str, message: Json) -> Json:
        """Shows a message to one person."""
        message |= {"type": "message", "ts": self.new_ts(), "is_ephemeral": True}
        self.ephemerals.append({"channel": channel.id, "person": person, "message": message})
        self.tell(
            {"type": "ephemeral", "channel": channel.id, "person": person, "message": message}
        )
        return message

    def bot_message(self, text: str, blocks: list[Json] | None, **more: Any) -> Json:
        """A message of the bot, not yet in a channel."""
        message: Json = {
            "type": "message",
            "user": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "text": text,
            "team": TEAM,
            "bot_profile": {"id": BOT, "app_id": APP, "name": "Inkoopmaatje", "team_id": TEAM},
        }
        if blocks:
            message["blocks"] = with_ids(blocks)
        return message | {key: value for key, value in more.items() if value}

    def seen_by(self, person: str, event: Json) -> bool:
        """Whether an event of the stream is for somebody's eyes."""
        if event["type"] in ("ephemeral", "view", "home"):
            return bool(event["person"] == person)
        channel = self.channels.get(event.get("channel", ""))
        return channel is None or person in channel.members

    def tell(self, event: Json) -> None:
        """Tells everybody who watches that something changed."""
        self._dirty = True
        for watcher in list(self.watchers):
            watcher(event)

    def new_trigger(self, person: str) -> str:
        """A ticket for a modal."""
        id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.triggers[id] = Trigger(person, time.monotonic())
        return id

    def use_trigger(self, id: str) -> str:
        """Takes a ticket in; gives whose it is. Raises SlackError when it is spent."""
        trigger = self.triggers.get(id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.issued > self.trigger_seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.person

    def history(self, channel: str, thread: str = "") -> Iterator[Json]:
        """The messages of a channel, or of a thread with its first message, oldest first."""
        for message in list(self.messages.get(channel, {}).values()):
            of_thread = message.get("thread_ts")
            if (thread and thread in (of_thread, message["ts"])) or (
                not thread and of_thread in (None, message["ts"])
            ):
                yield message

    async def keep(self) -> None:
        """Writes the state to its file about once a second, when something changed."""
        while True:
            await asyncio.sleep(1)
            self.save()

    def save(self) -> None:
        """Writes the state to its file, whole or not at all."""
        if not self._dirty or self.state_file is None:
            return
        self._dirty = False
        state = {
            "ahead": self.clock.ahead.total_seconds(),
            "people": [asdict(person) for person in self.people.values()],
            "channels": [asdict(channel) for channel in self.channels.values()],
            "messages": {id: list(found.values()) for id, found in self.messages.items()},
            "ephemerals": self.ephemerals[-500:],
            "homes": self.homes,
            "last": self._last,
        }
        self.state_file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.state_file.with_suffix(".new")
        beside.write_text(json.dumps(state, ensure_ascii=False), "utf-8")
        os.replace(beside, self.state_file)

    def _restore(self, state: Json) -> None:
        self.clock.ahead = max(self.clock.ahead, timedelta(seconds=state["ahead"]))
        self.people = {each["id"]: Person(**each) for each in state["people"]}
        self.channels = {each["id"]: Channel(**each) for each in state["channels"]}
        self.messages = {
            id: {message["ts"]: message for message in found}
            for id, found in state["messages"].items()
        }
        self.ephemerals = state["ephemerals"]
        self.homes = state["homes"]
        self._last = state["last"]


def with_ids(blocks: list[Json]) -> list[Json]:
    """Blocks with the ids that Slack makes up where there are none."""
    return [
        block if block.get("block_id") else {**block, "block_id": secrets.token_urlsafe(4)}
        for block in blocks
    ]

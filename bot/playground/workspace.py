"""The state of the workspace: people, channels, messages, views. No network here."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.playground import state_file
from bot.playground.clock import WorkspaceClock
from bot.playground.made_up import with_ids
from bot.playground.people import (
    APP,
    BEGAN,
    BOT,
    BOT_NAME,
    BOT_USER,
    TEAM,
    Channel,
    Group,
    Person,
    channels,
    everybody,
)
from bot.playground.refusals import SlackError
from bot.playground.triggers import Triggers

Json = dict[str, Any]
MOST_TRAFFIC = 10_000


@dataclass
class Traffic:
    """One thing that passed between the bot and the workspace."""

    direction: str
    kind: str
    payload: Any
    started: datetime
    response: Any = None
    milliseconds: float = 0.0
    ok: bool = True
    number: int = 0


@dataclass
class Workspace:
    """Everything that is in the workspace, in memory; `state_file` keeps it between runs.

    A new file may stand in blocks after `looking_seconds`, by the machine's clock.
    """

    clock: WorkspaceClock = field(default_factory=WorkspaceClock)
    state_file: Path | None = None
    people: dict[str, Person] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    messages: dict[str, dict[str, Json]] = field(default_factory=dict)
    threads: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    ephemerals: list[Json] = field(default_factory=list)
    homes: dict[str, Json] = field(default_factory=dict)
    files: dict[str, Json] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)
    reads: dict[str, dict[str, str]] = field(default_factory=dict)
    views: dict[str, Json] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    stacks: dict[str, list[str]] = field(default_factory=dict)
    chosen: dict[tuple[str, str], Json] = field(default_factory=dict)
    triggers: Triggers = field(default_factory=Triggers)
    traffic: deque[Traffic] = field(default_factory=lambda: deque(maxlen=MOST_TRAFFIC))
    watchers: list[Callable[[Json], None]] = field(default_factory=list)
    happened: Callable[[str, Json], None] = lambda subscription, event: None
    scopes: dict[str, None] = field(default_factory=dict)
    looking_seconds: float = 0.2
    base: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    refused: str = ""
    toured: bool = False
    passed: int = 0
    last: int = 0
    dirty: bool = False

    def __post_init__(self) -> None:
        self._people_it()
        state_file.restore(self)

    def _people_it(self) -> None:
        self.people = {person.id: person for person in everybody()}
        self.channels = {channel.id: channel for channel in channels()}
        self.groups = {}

    def empty(self) -> None:
        """Takes everything away that was said and made, and sets the clock to the machine's."""
        for kept in (
            self.messages, self.threads, self.ephemerals, self.homes, self.files, self.contents,
            self.reads, self.views, self.owners, self.stacks, self.chosen, self.traffic,
        ):  # fmt: skip
            kept.clear()
        self._people_it()
        self.clock.reset()
        self.last = 0
        self.tell({"type": "emptied"})

    def new_ts(self) -> str:
        """A timestamp that names a message: unique and increasing."""
        now = int(self.clock.now().timestamp() * 1_000_000)
        self.last = max(now, self.last + 1)
        return f"{self.last // 1_000_000}.{self.last % 1_000_000:06d}"

    def noted(self, direction: str, kind: str, payload: Any) -> Traffic:
        """Takes down that something passes by."""
        self.passed += 1
        record = Traffic(direction, kind, payload, self.clock.now(), number=self.passed)
        self.traffic.append(record)
        return record

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
            self.dirty = True
        return self.channels[id]

    def channel(self, id: str) -> Channel:
        """A channel by id, or the direct message with a person by their id; raises SlackError."""
        if id in self.channels:
            return self.channels[id]
        if id in self.people and not self.people[id].is_bot:
            return self.direct(id)
        raise SlackError("channel_not_found")

    def message(self, channel: str, ts: str) -> Json:
        """A message that exists; raises SlackError."""
        found = self.messages.get(channel, {}).get(ts)
        if found is None:
            raise SlackError("message_not_found")
        return found

    def add(self, channel: Channel, message: Json) -> Json:
        """Puts a message in a channel or thread; tells who watches, and the bot's subscriptions."""
        message.setdefault("type", "message")
        message["ts"] = self.new_ts()
        message.setdefault("team", TEAM)
        told = {"type": "message", "channel": channel.id, "message": message}
        if message.get("thread_ts"):
            told["root"] = self._hang(channel, message)
        self.messages.setdefault(channel.id, {})[message["ts"]] = message
        self.tell(told)
        event = {key: value for key, value in message.items() if key != "metadata"}
        self._message_happened(channel, event, message["ts"])
        return message

    def _message_happened(self, channel: Channel, event: Json, ts: str) -> None:
        if BOT_USER in channel.members:
            subscription = "message.im" if channel.direct_with else "message.channels"
            about = {"channel": channel.id, "event_ts": ts, "channel_type": channel.kind}
            self.happened(subscription, {**event, **about})

    def _hang(self, channel: Channel, message: Json) -> Json:
        """Hangs a message in its thread: under the first message, whichever was named."""
        known = self.messages.get(channel.id, {})
        named = known.get(message["thread_ts"])
        if named is None:
            raise SlackError("thread_not_found")
        root = str(named.get("thread_ts", named["ts"]))
        first = known[root]
        message["thread_ts"] = first["thread_ts"] = root
        if first.get("user"):
            message["parent_user_id"] = first["user"]
        self.threads.setdefault(channel.id, {}).setdefault(root, []).append(message["ts"])
        repliers = first.get("reply_users", [])
        if message.get("user") not in repliers:
            repliers = [*repliers, message.get("user")]
        first["reply_users"], first["reply_users_count"] = repliers, len(repliers)
        first["reply_count"] = first.get("reply_count", 0) + 1
        first["latest_reply"] = message["ts"]
        return first

    def change(self, channel: Channel, ts: str, **parts: Any) -> Json:
        """Changes parts of a message, and tells that it was."""
        message = self.message(channel.id, ts)
        before = dict(message)
        message |= parts
        self.tell({"type": "changed", "channel": channel.id, "message": message})
        self._altered(channel, "message_changed", message=dict(message), previous_message=before)
        return message

    def remove(self, channel: Channel, ts: str) -> None:
        """Removes a message; the first of a thread with replies leaves a stone behind."""
        message = self.message(channel.id, ts)
        here = self.messages[channel.id]
        if message.get("reply_count"):
            stone = {"subtype": "tombstone", "text": "This message was deleted.", "hidden": True}
            kept = {key: message[key] for key in message if key.startswith(("reply", "thread"))}
            here[ts] = {"type": "message", "ts": ts, "user": "USLACKBOT", **kept, **stone}
        else:
            del here[ts]
            self._unhang(channel, message)
        self.tell({"type": "deleted", "channel": channel.id, "ts": ts})
        self._altered(channel, "message_deleted", deleted_ts=ts, previous_message=message)

    def _altered(self, channel: Channel, subtype: str, **about: Any) -> None:
        ts = self.new_ts()
        event = {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, **about}
        self._message_happened(channel, event, ts)

    def _unhang(self, channel: Channel, message: Json) -> None:
        root = message.get("thread_ts", "")
        replies = self.threads.get(channel.id, {}).get(root, [])
        if message["ts"] in replies:
            replies.remove(message["ts"])
            self.messages[channel.id][root]["reply_count"] -= 1

    def add_ephemeral(self, channel: Channel, person: str, message: Json) -> Json:
        """Shows a message to one person."""
        message |= {"type": "message", "ts": self.new_ts(), "is_ephemeral": True}
        self.ephemerals.append({"channel": channel.id, "person": person, "message": message})
        about = {"channel": channel.id, "person": person, "message": message}
        self.tell({"type": "ephemeral", **about})
        return message

    def ephemeral(self, channel: str, ts: str, person: str) -> Json:
        """A message that somebody sees alone; raises SlackError."""
        for each in reversed(self.ephemerals):
            if (each["message"]["ts"], each["channel"], each["person"]) == (ts, channel, person):
                found: Json = each["message"]
                return found
        raise SlackError("message_not_found")

    def bot_message(self, text: str, blocks: list[Json] | None, **more: Any) -> Json:
        """A message of the bot, not yet in a channel."""
        message: Json = {
            "type": "message",
            "user": BOT_USER,
            "bot_id": BOT,
            "app_id": APP,
            "text": text,
            "team": TEAM,
            "bot_profile": bot_profile(),
        }
        if blocks:
            message["blocks"] = with_ids(blocks)
        return message | {key: value for key, value in more.items() if value}

    def seen_by(self, person: str, event: Json) -> bool:
        """Whether an event of the stream is for somebody's eyes."""
        if event["type"] in ("ephemeral", "view", "home", "read"):
            return bool(event["person"] == person)
        channel = self.channels.get(event.get("channel", ""))
        return channel is None or person in channel.members

    def tell(self, event: Json) -> None:
        """Tells everybody who watches that something changed."""
        self.dirty = True
        for watcher in list(self.watchers):
            watcher(event)

    def newest(self, channel: str, before: str, most: int) -> list[Json]:
        """The newest messages of a channel, or those before one, oldest first; no replies."""
        found: list[Json] = []
        for ts, each in reversed(self.messages.get(channel, {}).items()):
            if (not before or ts < before) and each.get("thread_ts") in (None, ts):
                found.append(each)
                if len(found) == most:
                    break
        return found[::-1]

    def history(self, channel: str, thread: str = "") -> Iterator[Json]:
        """The messages of a channel, or of a thread with its first message, oldest first."""
        known = self.messages.get(channel, {})
        if not thread:
            yield from [
                each for each in known.values() if each.get("thread_ts") in (None, each["ts"])
            ]
        elif thread in known:
            root = known[thread].get("thread_ts", thread)
            for ts in (root, *self.threads.get(channel, {}).get(root, ())):
                yield known[ts]


def bot_profile() -> Json:
    """What a message of the bot says about the bot."""
    return {
        "id": BOT,
        "app_id": APP,
        "user_id": BOT_USER,
        "name": BOT_NAME,
        "icons": {},
        "deleted": False,
        "updated": BEGAN,
        "team_id": TEAM,
    }

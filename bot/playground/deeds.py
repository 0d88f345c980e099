"""What somebody may ask of the workspace: look around, type, press, send in, react, upload."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import Any

from bot.playground import kept_files
from bot.playground.acting import People
from bot.playground.file_blocks import sees
from bot.playground.people import Channel
from bot.playground.refusals import SlackError
from bot.playground.triggers import TAB
from bot.playground.view_stack import stack_in
from bot.playground.workspace import Json, Workspace

PAGE = 200
"""How many messages are given at once to who asks for a page."""


class Deeds:
    """One method for each thing; they take the person and what was asked, and raise SlackError."""

    def __init__(self, workspace: Workspace, people: People) -> None:
        self._workspace = workspace
        self._people = people

    async def do_people(self, person: str, body: Json) -> Any:
        """Everybody in the workspace."""
        return [asdict(each) for each in self._workspace.people.values()]

    async def do_conversations(self, person: str, body: Json) -> Any:
        """The channels and direct messages that somebody is in, with what is unread."""
        self._workspace.direct(person)
        return [
            {**asdict(each), "unread": self._people.unread(person, each.id)}
            for each in self._workspace.channels.values()
            if person in each.members
        ]

    async def do_read(self, person: str, body: Json) -> Any:
        """Has seen everything in a conversation."""
        self._people.read(person, self._seen(person, body["channel"]).id)

    async def do_direct(self, person: str, body: Json) -> Any:
        """The direct message with the bot."""
        return self._workspace.direct(person).id

    def _seen(self, person: str, id: str) -> Channel:
        """A conversation that somebody is in; raises SlackError."""
        self._workspace.direct(person)
        channel = self._workspace.channel(id)
        if person not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    async def do_messages(self, person: str, body: Json) -> Any:
        """The messages of a conversation or thread that somebody sees, oldest first.

        With `threads` those of every thread as well.
        """
        channel = self._seen(person, body["channel"])
        if body.get("threads"):
            return list(self._workspace.messages.get(channel.id, {}).values())
        return list(self._workspace.history(channel.id, body.get("thread") or ""))

    async def do_page(self, person: str, body: Json) -> Any:
        """The newest messages of a conversation, or the newest before `before`, oldest first;
        and whether there are older ones."""
        channel = self._seen(person, body["channel"])
        found = self._workspace.newest(channel.id, body.get("before") or "", PAGE + 1)
        return {"messages": found[-PAGE:], "older": len(found) > PAGE}

    async def do_ephemerals(self, person: str, body: Json) -> Any:
        """What was shown to somebody alone, oldest first."""
        return [
            {**each["message"], "channel": each["channel"]}
            for each in self._workspace.ephemerals
            if each["person"] == person
        ]

    async def do_say(self, person: str, body: Json) -> Any:
        """Types a message."""
        return self._people.say(person, body["channel"], body["text"], body.get("thread") or "")

    async def do_upload(self, person: str, body: Json) -> Any:
        """Sends a file of which `content` holds the bytes as base64, with a text or without."""
        file = kept_files.sent(self._workspace, person, body["name"], body["content"])
        return self._people.say(
            person, body["channel"], body.get("text") or "", body.get("thread") or "", [file]
        )

    async def do_commands(self, person: str, body: Json) -> Any:
        """The slash commands and shortcuts that there are."""
        return {
            "commands": list(self._people.commands.values()),
            "shortcuts": list(self._people.shortcuts.values()),
        }

    async def do_command(self, person: str, body: Json) -> Any:
        """Types a slash command."""
        channel = body.get("channel") or self._workspace.direct(person).id
        return await self._people.command(person, body["command"], body["text"], channel)

    async def do_shortcut(self, person: str, body: Json) -> Any:
        """Uses a global shortcut, or one on a message."""
        if body.get("ts"):
            return await self._people.message_shortcut(
                person, body["callback_id"], body["channel"], body["ts"]
            )
        return await self._people.shortcut(person, body["callback_id"])

    async def do_click(self, person: str, body: Json) -> Any:
        """Presses a button or chooses in a menu."""
        await self._people.click(
            person, body["source"], body["action_id"], body.get("value"), body.get("block_id", "")
        )

    async def do_home(self, person: str, body: Json) -> Any:
        """Opens the home page; gives the page that was there."""
        if body.get("open", True):
            self._people.home(person)
        return self._workspace.homes.get(person)

    async def do_views(self, person: str, body: Json) -> Any:
        """The modals that are open in the tab that asks, the topmost last."""
        shown = stack_in(self._workspace, person, TAB.get())
        return [self._workspace.views[id] for id in shown]

    async def do_submit(self, person: str, body: Json) -> Any:
        """Sends a modal in."""
        return await self._people.modals.submit(person, body["view"], body["values"])

    async def do_close(self, person: str, body: Json) -> Any:
        """Closes a modal."""
        await self._people.modals.close(person, body["view"])

    async def do_react(self, person: str, body: Json) -> Any:
        """Reacts to a message, or with `take_back` takes that back."""
        take_back = bool(body.get("take_back"))
        self._people.react(person, body["channel"], body["ts"], body["name"], take_back=take_back)

    async def do_file(self, person: str, body: Json) -> Any:
        """The bytes of a file, as base64, for who sees it: their own, with a message, in blocks."""
        wanted = self._workspace.files.get(body["file"])
        if wanted is None or not sees(self._workspace, person, wanted):
            raise SlackError("file_not_found")
        content = self._workspace.contents.get(wanted["id"])
        return base64.b64encode(content).decode() if content else None

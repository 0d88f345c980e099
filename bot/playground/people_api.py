"""What a client asks for the people in the workspace: to look, to act, and to be told."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.acting import People
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Workspace

Deed = Callable[[str, Json], Awaitable[Any]]


class PeopleApi:
    """The routes for clients; every request carries the token that the workspace handed out."""

    def __init__(self, workspace: Workspace, people: People, token: str) -> None:
        self._workspace = workspace
        self._people = people
        self._token = token

    def routes(self) -> list[BaseRoute]:
        """Where clients look, act, and listen."""
        return [
            Route("/workspace/act", self._act, methods=["POST"]),
            WebSocketRoute("/workspace/stream", self._stream),
        ]

    async def _act(self, request: Request) -> Response:
        if not self._allowed(request.headers.get("x-workspace-token", "")):
            return JSONResponse({"ok": False, "error": "not_allowed"}, 403)
        body = await request.json()
        deed = getattr(self, f"do_{body['do']}", None)
        if deed is None:
            return JSONResponse({"ok": False, "error": "unknown_deed"}, 400)
        try:
            result = await deed(body["person"], body)
        except SlackError as refusal:
            return JSONResponse(refusal.body, 200)
        return JSONResponse({"ok": True, "result": result})

    def _allowed(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._token.encode())

    async def _stream(self, websocket: WebSocket) -> None:
        if not self._allowed(websocket.query_params.get("token", "")):
            await websocket.close()
            return
        person = websocket.query_params.get("person", "")
        await websocket.accept()
        events: asyncio.Queue[Json] = asyncio.Queue()
        watch = events.put_nowait
        self._workspace.watchers.append(watch)
        try:
            await websocket.send_json({"type": "ready"})
            sending = asyncio.create_task(self._send(websocket, person, events))
            try:
                while True:
                    await websocket.receive_text()
            finally:
                sending.cancel()
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._workspace.watchers.remove(watch)

    async def _send(self, websocket: WebSocket, person: str, events: asyncio.Queue[Json]) -> None:
        while True:
            event = await events.get()
            if self._workspace.seen_by(person, event):
                await websocket.send_json(event)

    async def do_people(self, person: str, body: Json) -> Any:
        """Everybody in the workspace."""
        return [asdict(each) for each in self._workspace.people.values()]

    async def do_conversations(self, person: str, body: Json) -> Any:
        """The channels and direct messages that somebody is in."""
        return [
            asdict(each) for each in self._workspace.channels.values() if person in each.members
        ]

    async def do_direct(self, person: str, body: Json) -> Any:
        """The direct message with the bot."""
        return self._workspace.direct(person).id

    async def do_messages(self, person: str, body: Json) -> Any:
        """The messages of a conversation or thread that somebody sees, oldest first."""
        channel = self._workspace.channel(body["channel"])
        if person not in channel.members:
            raise SlackError("not_in_channel")
        thread = body.get("thread") or ""
        found = [
            message
            for message in self._workspace.history(channel.id, thread)
            if thread or body.get("threads") is not True
        ]
        if body.get("threads"):
            found = list(self._workspace.messages.get(channel.id, {}).values())
        return found

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
        """The modals that are open, the topmost last."""
        return [self._workspace.views[id] for id in self._workspace.stacks.get(person, [])]

    async def do_submit(self, person: str, body: Json) -> Any:
        """Sends a modal in."""
        return await self._people.submit(person, body["view"], body["values"])

    async def do_close(self, person: str, body: Json) -> Any:
        """Closes a modal."""
        await self._people.close(person, body["view"])

    async def do_react(self, person: str, body: Json) -> Any:
        """Reacts to a message."""
        self._people.reaction(person, body["channel"], body["ts"], body["name"])

    async def do_advance(self, person: str, body: Json) -> Any:
        """Sets the workspace's clock forward by a number of days."""
        self._workspace.clock.advance(timedelta(days=body["days"]))
        self._workspace.tell({"type": "clock"})
        return self._workspace.clock.now().isoformat()

"""What a client asks for the people in the workspace: to look, to act, and to be told."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground import kept_files
from bot.playground.refusals import SlackError
from bot.playground.triggers import TAB
from bot.playground.workspace import Json, Workspace

Deed = Callable[[str, Json], Awaitable[Any]]


class PeopleApi:
    """The routes for clients; every request carries the token that the workspace handed out.

    What may be asked are the methods of `holders` whose names begin with `do_`.
    """

    def __init__(self, workspace: Workspace, token: str, *holders: object) -> None:
        self._workspace = workspace
        self._token = token
        self._deeds: dict[str, Deed] = {
            name.removeprefix("do_"): getattr(holder, name)
            for holder in holders
            for name in dir(holder)
            if name.startswith("do_")
        }

    def routes(self) -> list[BaseRoute]:
        """Where clients look, act, and listen."""
        return [
            Route("/workspace/act", self._act, methods=["POST"]),
            Route("/workspace/pick", self._pick, methods=["POST"]),
            WebSocketRoute("/workspace/stream", self._stream),
        ]

    async def _act(self, request: Request) -> Response:
        if not self._allowed(request.headers.get("x-workspace-token", "")):
            return JSONResponse({"ok": False, "error": "not_allowed"}, 403)
        try:
            body = await request.json()
            deed = self._deeds[body["do"]]
            person = str(body["person"])
        except (ValueError, KeyError, TypeError):
            return JSONResponse({"ok": False, "error": "unknown_deed"}, 400)
        try:
            if self._workspace.person(person).is_bot:
                raise SlackError("not_allowed")
            TAB.set(str(body.get("tab") or ""))
            result = await deed(person, body)
        except SlackError as refusal:
            return JSONResponse(refusal.body, refusal.status)
        return JSONResponse({"ok": True, "result": result})

    async def _pick(self, request: Request) -> Response:
        """Takes a file that somebody picks in a form, as its bytes; gives what is told of it.

        With `size` it says to be larger than what is sent: for who tests with large files.
        """
        if not self._allowed(request.headers.get("x-workspace-token", "")):
            return JSONResponse({"ok": False, "error": "not_allowed"}, 403)
        asked = request.query_params
        content, size = await kept_files.read_body(request)
        claimed = asked.get("size", "")
        size = max(size, int(claimed) if claimed.isdecimal() else 0)
        try:
            person = self._workspace.person(asked.get("person", "")).id
            name = asked.get("name", "")
            result = kept_files.picked(self._workspace, person, name, content, size)
        except SlackError as refusal:
            return JSONResponse(refusal.body, refusal.status)
        return JSONResponse({"ok": True, "result": result})

    def _allowed(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._token.encode())

    async def _stream(self, websocket: WebSocket) -> None:
        person = websocket.query_params.get("person", "")
        known = person in self._workspace.people
        if not known or not self._allowed(websocket.query_params.get("token", "")):
            await websocket.close()
            return
        await websocket.accept()
        events: asyncio.Queue[Json] = asyncio.Queue()
        watch = events.put_nowait
        self._workspace.watchers.append(watch)
        try:
            now = self._workspace.clock.now().isoformat()
            await websocket.send_json({"type": "ready", "now": now})
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

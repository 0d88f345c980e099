"""Socket Mode: the bot's WebSocket connections, and the envelopes on them."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.not_taken import Kind, NotTaken
from bot.playground.people import APP

Json = dict[str, Any]
MOST_CONNECTIONS = 10
HOST = "applink-local"


class SocketMode:
    """The connections of the bot, at most ten; a payload goes to one of them."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._links: list[WebSocket] = []
        self._waiting: dict[WebSocket, dict[str, asyncio.Future[Any]]] = {}
        self._turn = 0

    @property
    def connections(self) -> int:
        """How many connections there are now."""
        return len(self._links)

    async def serve(self, socket: WebSocket) -> None:
        """Serves one connection until it ends."""
        await socket.accept()
        if len(self._links) >= MOST_CONNECTIONS:
            await socket.send_text(_disconnecting("too_many_websockets"))
            await socket.close()
            return
        hello = {
            "type": "hello",
            "num_connections": len(self._links) + 1,
            "connection_info": {"app_id": APP},
            "debug_info": {
                "host": HOST,
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
        }
        await socket.send_text(json.dumps(hello))
        self._links.append(socket)
        self._waiting[socket] = {}
        self._changed()
        try:
            while True:
                self._take(socket, json.loads(await socket.receive_text()))
        except (WebSocketDisconnect, RuntimeError, ValueError):
            pass
        finally:
            self._links.remove(socket)
            for future in self._waiting.pop(socket).values():
                if not future.done():
                    future.set_exception(NotTaken("connection_failed"))
            self._changed()

    def _take(self, socket: WebSocket, answer: Json) -> None:
        future = self._waiting[socket].get(answer.get("envelope_id", ""))
        if future and not future.done():
            future.set_result(answer.get("payload"))

    async def bring(self, kind: Kind, body: Json, attempt: int, reason: str) -> Any:
        """Brings a payload over one of the connections; gives what the acknowledgement holds.

        Raises NotTaken.
        """
        if not self._links:
            raise NotTaken("connection_failed")
        self._turn += 1
        link = self._links[self._turn % len(self._links)]
        id = secrets.token_hex(16)
        envelope: Json = {
            "envelope_id": id,
            "payload": body,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        waiting = self._waiting[link]
        waiting[id] = future
        try:
            await link.send_text(json.dumps(envelope))
            return await future
        except (WebSocketDisconnect, RuntimeError) as error:
            raise NotTaken("connection_failed") from error
        finally:
            waiting.pop(id, None)

    async def disconnect(self, reason: str) -> None:
        """Tells every connection that it ends: `warning`, `refresh_requested`, `link_disabled`."""
        for link in list(self._links):
            await link.send_text(_disconnecting(reason))

    async def cut(self) -> None:
        """Ends every connection without a word."""
        for link in list(self._links):
            await link.close(1011)


def _disconnecting(reason: str) -> str:
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})

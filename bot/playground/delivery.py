"""Brings what people do to the bot: over Socket Mode, or over HTTP with real signatures."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urlencode

import aiohttp
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.playground.faults import Faults
from bot.playground.people import APP, BOT_USER, TEAM
from bot.playground.workspace import Json, Traffic, Workspace

Kind = Literal["events_api", "slash_commands", "interactive"]
ACK_SECONDS = 3.0


class NotTaken(Exception):
    """The bot did not acknowledge in time, or not at all."""


class Delivery:
    """The way to the bot. Events are tried again on a schedule; what people wait for is not."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        signing_secret: str,
        request_url: str | None,
        retry_seconds: tuple[float, ...],
    ) -> None:
        self._workspace = workspace
        self._faults = faults
        self._secret = signing_secret
        self.request_url = request_url
        self._retry_seconds = retry_seconds
        self._links: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._turn = 0

    @property
    def connected(self) -> bool:
        """Whether there is a way to the bot now."""
        return bool(self.request_url or self._links)

    async def start(self) -> None:
        """Makes ready to call the bot over HTTP."""
        self._session = aiohttp.ClientSession()

    async def stop(self) -> None:
        """Drops what is still to be tried again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    def event(self, event: Json) -> None:
        """Brings an event; tried again when it is not acknowledged."""
        body = {
            "type": "event_callback",
            "token": "not-used",
            "team_id": TEAM,
            "context_team_id": TEAM,
            "api_app_id": APP,
            "event": event,
            "event_id": f"Ev{secrets.token_hex(6).upper()}",
            "event_time": int(self._workspace.clock.now().timestamp()),
            "event_context": secrets.token_hex(16),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": TEAM,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }
        for _ in range(self._faults.deliveries):
            task = asyncio.create_task(self._persistently(body))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _persistently(self, body: Json) -> None:
        for attempt, pause in enumerate((0.0, *self._retry_seconds)):
            await asyncio.sleep(pause)
            try:
                await self.bring("events_api", body, attempt)
            except NotTaken:
                continue
            return

    async def bring(self, kind: Kind, body: Json, attempt: int = 0) -> Any:
        """Brings one payload and waits for the acknowledgement; gives what it holds.

        Raises NotTaken.
        """
        started = time.perf_counter()
        noted = Traffic("to the bot", kind, body)
        self._workspace.traffic.append(noted)
        try:
            async with asyncio.timeout(ACK_SECONDS):
                if self.request_url:
                    noted.response = await self._over_http(kind, body, attempt)
                else:
                    noted.response = await self._over_socket(kind, body, attempt)
            return noted.response
        except (TimeoutError, aiohttp.ClientError, ConnectionError) as error:
            noted.ok = False
            raise NotTaken(kind) from error
        except NotTaken:
            noted.ok = False
            raise
        finally:
            noted.milliseconds = (time.perf_counter() - started) * 1000

    async def _over_http(self, kind: Kind, body: Json, attempt: int) -> Any:
        assert self._session is not None
        assert self.request_url is not None
        text, form_type = _encoded(kind, body)
        stamp = str(int(time.time()))
        headers = {"Content-Type": form_type, **signature_headers(self._secret, text, stamp)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_error"}
        async with self._session.post(self.request_url, data=text, headers=headers) as answer:
            content = await answer.text()
            if answer.status != 200:
                raise NotTaken(f"{kind}: {answer.status}")
            return _decoded(content)

    async def _over_socket(self, kind: Kind, body: Json, attempt: int) -> Any:
        if not self._links:
            raise NotTaken("nobody is connected")
        self._turn += 1
        link = self._links[self._turn % len(self._links)]
        id = secrets.token_hex(16)
        envelope: Json = {
            "envelope_id": id,
            "type": kind,
            "payload": body,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[id] = future
        try:
            await link.send_text(json.dumps(envelope))
            return await future
        except (WebSocketDisconnect, RuntimeError) as error:
            raise NotTaken("the connection was lost") from error
        finally:
            self._waiting.pop(id, None)

    async def link(self, socket: WebSocket) -> None:
        """Serves one Socket Mode connection of the bot, until it ends."""
        await socket.accept()
        if len(self._links) >= 10:
            await socket.close()
            return
        hello = {
            "type": "hello",
            "num_connections": len(self._links) + 1,
            "connection_info": {"app_id": APP},
            "debug_info": {"host": "local", "approximate_connection_time": 18060},
        }
        await socket.send_text(json.dumps(hello))
        self._links.append(socket)
        self._workspace.tell({"type": "connected"})
        try:
            while True:
                answer = json.loads(await socket.receive_text())
                future = self._waiting.get(answer.get("envelope_id", ""))
                if future and not future.done():
                    future.set_result(answer.get("payload"))
        except (WebSocketDisconnect, RuntimeError, ValueError):
            pass
        finally:
            self._links.remove(socket)

    async def disconnect(self) -> None:
        """Asks every connection to come back, as Slack does every few hours."""
        for link in list(self._links):
            await link.send_text(json.dumps({"type": "disconnect", "reason": "refresh_requested"}))


def _encoded(kind: Kind, body: Json) -> tuple[str, str]:
    form = "application/x-www-form-urlencoded"
    if kind == "events_api":
        return json.dumps(body), "application/json"
    if kind == "slash_commands":
        return urlencode(body), form
    return urlencode({"payload": json.dumps(body)}), form


def _decoded(content: str) -> Any:
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return {"text": content}


def signature_headers(secret: str, text: str, stamp: str) -> Mapping[str, str]:
    """The headers with which Slack signs a request."""
    signed = hmac.new(secret.encode(), f"v0:{stamp}:{text}".encode(), hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signed.hexdigest()}",
    }

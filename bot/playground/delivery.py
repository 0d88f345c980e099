"""Brings what people do to the bot: over Socket Mode, or over HTTP with real signatures."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import aiohttp

from bot.playground.faults import Faults
from bot.playground.not_taken import Kind, NotTaken
from bot.playground.socket_mode import SocketMode
from bot.playground.subscriptions import TOKEN
from bot.playground.workspace import Json, Workspace

ACK_SECONDS = 3.0
FORM = "application/x-www-form-urlencoded"


class Delivery:
    """The way to the bot. Events are tried again on a schedule; what people wait for is not."""

    def __init__(
        self,
        workspace: Workspace,
        faults: Faults,
        signing_secret: str,
        request_url: str | None,
        retry_seconds: tuple[float, ...],
        ack_seconds: float = ACK_SECONDS,
    ) -> None:
        self._workspace = workspace
        self._faults = faults
        self._secret = signing_secret
        self.request_url = request_url
        self.sockets = SocketMode(lambda: workspace.tell({"type": "connected"}))
        self._retry_seconds = retry_seconds
        self._ack_seconds = ack_seconds
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> bool:
        """Whether there is a way to the bot now."""
        return bool(self.request_url or self.sockets.connections)

    async def start(self) -> None:
        """Makes ready to call the bot over HTTP."""
        agent = {"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        self._session = aiohttp.ClientSession(headers=agent)

    async def stop(self) -> None:
        """Drops what is still to be tried again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session:
            await self._session.close()

    async def settled(self) -> None:
        """Waits until no event is under way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def event(self, body: Json) -> None:
        """Brings an event; tried again when it is not acknowledged."""
        for _ in range(self._faults.deliveries):
            task = asyncio.create_task(self._persistently(body))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _persistently(self, body: Json) -> None:
        reason = ""
        for attempt, pause in enumerate((0.0, *self._retry_seconds)):
            if pause:
                await asyncio.sleep(pause)
            await self._faults.passage()
            try:
                await self._bring("events_api", body, attempt, reason)
            except NotTaken as error:
                reason = error.reason
                if not error.again:
                    return
                continue
            return

    async def bring(self, kind: Kind, body: Json) -> Any:
        """Brings what a person waits for, once; gives what the acknowledgement holds.

        Raises NotTaken.
        """
        return await self._bring(kind, body, 0, "")

    async def _bring(self, kind: Kind, body: Json, attempt: int, reason: str) -> Any:
        started = time.perf_counter()
        noted = self._workspace.noted("to the bot", kind, body)
        try:
            async with asyncio.timeout(self._ack_seconds):
                await self._faults.passage()
                if self.request_url:
                    noted.response = await self._over_http(kind, body, attempt, reason)
                else:
                    noted.response = await self.sockets.bring(kind, body, attempt, reason)
            return noted.response
        except TimeoutError as error:
            noted.ok = False
            raise NotTaken("http_timeout" if self.request_url else "timeout") from error
        except NotTaken:
            noted.ok = False
            raise
        finally:
            noted.milliseconds = (time.perf_counter() - started) * 1000

    async def _over_http(self, kind: Kind, body: Json, attempt: int, reason: str) -> Any:
        assert self._session is not None
        assert self.request_url is not None
        text, form_type = _encoded(kind, body)
        stamp = str(int(time.time()))
        headers = {"Content-Type": form_type, **signature_headers(self._secret, text, stamp)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        try:
            async with self._session.post(self.request_url, data=text, headers=headers) as answer:
                content = await answer.text()
        except (aiohttp.ClientError, ConnectionError) as error:
            raise NotTaken("connection_failed") from error
        if not 200 <= answer.status < 300:
            raise NotTaken("http_error", again=answer.headers.get("X-Slack-No-Retry") != "1")
        return _decoded(content)

    async def verify(self) -> bool:
        """Whether the request URL answers the challenge with which Slack checks it."""
        challenge = secrets.token_urlsafe(24)
        body = {"token": TOKEN, "challenge": challenge, "type": "url_verification"}
        try:
            answer = await self._bring("events_api", body, 0, "")
        except NotTaken:
            return False
        return isinstance(answer, dict) and challenge in answer.values()

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Asks every connection to come back, as Slack does every few hours."""
        await self.sockets.disconnect(reason)


def _encoded(kind: Kind, body: Json) -> tuple[str, str]:
    if kind == "events_api":
        return json.dumps(body), "application/json"
    if kind == "slash_commands":
        return urlencode(body), FORM
    return urlencode({"payload": json.dumps(body)}), FORM


def _decoded(content: str) -> Any:
    if not content:
        return None
    try:
        found = json.loads(content)
    except ValueError:
        return {"text": content}
    return found if isinstance(found, dict) else {"text": content}


def signature_headers(secret: str, text: str, stamp: str) -> Mapping[str, str]:
    """The headers with which Slack signs a request."""
    signed = hmac.new(secret.encode(), f"v0:{stamp}:{text}".encode(), hashlib.sha256)
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signed.hexdigest()}",
    }

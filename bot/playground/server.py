"""Serves the local workspace on loopback: the Web API, Socket Mode, and what people do."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.playground import web_api
from bot.playground.acting import People
from bot.playground.clock import WorkspaceClock
from bot.playground.delivery import Delivery
from bot.playground.faults import Faults
from bot.playground.people_api import PeopleApi
from bot.playground.refusals import SlackError
from bot.playground.workspace import Json, Traffic, Workspace

RETRY_SECONDS = (1.0, 5.0, 15.0)


class _Server(uvicorn.Server):
    """A server inside another program: signals are that program's own."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.began = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tells when requests are taken."""
        await super().startup(sockets)
        self.began.set()

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        """Leaves signals alone."""
        yield


class LocalWorkspace:
    """A workspace that runs inside this program, as long as the `async with` block does.

    Over Socket Mode, unless `request_url` says where the bot takes HTTP requests.
    """

    def __init__(
        self,
        manifest: Json,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        request_url: str | None = None,
        state_file: Path | None = None,
        clock: WorkspaceClock | None = None,
        retry_seconds: tuple[float, ...] = RETRY_SECONDS,
        trigger_seconds: float = 3.0,
    ) -> None:
        self.workspace = Workspace(
            clock or WorkspaceClock(), state_file, trigger_seconds=trigger_seconds
        )
        self.clock = self.workspace.clock
        self.faults = Faults()
        self.bot_token = f"xoxb-local-{secrets.token_hex(12)}"
        self.app_token = f"xapp-local-{secrets.token_hex(12)}"
        self.signing_secret = secrets.token_hex(16)
        self.client_token = secrets.token_urlsafe(24)
        self.delivery = Delivery(
            self.workspace, self.faults, self.signing_secret, request_url, retry_seconds
        )
        self.people = People(self.workspace, self.delivery, manifest)
        scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())
        self._scopes = dict.fromkeys(scopes)
        self._host = host
        self._port = port
        self._links: set[str] = set()
        self._tasks: list[asyncio.Task[Any]] = []
        self._server: _Server | None = None

    @property
    def url(self) -> str:
        """Where the workspace is served, with a slash at the end."""
        return f"http://{self._host}:{self._port}/"

    @property
    def api_url(self) -> str:
        """The base of the Web API: what SLACK_API_URL must be."""
        return f"{self.url}api/"

    @property
    def traffic(self) -> list[Traffic]:
        """What passed between the bot and the workspace, oldest first."""
        return list(self.workspace.traffic)

    def calls(self, method: str = "") -> list[Json]:
        """The payloads of the Web API calls that were answered well, oldest first."""
        return [
            each.payload
            for each in self.workspace.traffic
            if each.direction == "to the workspace" and each.ok and each.kind.startswith(method)
        ]

    async def __aenter__(self) -> LocalWorkspace:
        listening = socket.create_server((self._host, self._port))
        # asyncio sends at once only on sockets that say they are TCP; this one does not say so.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._port = listening.getsockname()[1]
        self.people.base = self.url
        await self.delivery.start()
        config = uvicorn.Config(
            self._app(), log_config=None, access_log=False, lifespan="off", ws="websockets-sansio",
            ws_ping_interval=None, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = _Server(config)
        self._tasks.append(asyncio.create_task(self._server.serve(sockets=[listening])))
        await self._server.began.wait()
        if self.workspace.state_file:
            self._tasks.append(asyncio.create_task(self.workspace.keep()))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.delivery.stop()
        if self._server:
            self._server.should_exit = True
            await self._tasks[0]
        for task in self._tasks[1:]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        self.workspace.save()

    def _app(self) -> Starlette:
        api = PeopleApi(self.workspace, self.people, self.client_token)
        return Starlette(
            routes=[
                Route("/api/{method}", self._web_api, methods=["GET", "POST"]),
                Route("/respond/{id}", self._respond, methods=["POST"]),
                Route("/upload/{id}", self._upload, methods=["POST"]),
                WebSocketRoute("/link/{ticket}", self._link),
                *api.routes(),
            ]
        )

    async def _web_api(self, request: Request) -> Response:
        method = request.path_params["method"]
        arguments = await _arguments(request)
        noted = Traffic("to the workspace", method, arguments)
        self.workspace.traffic.append(noted)
        fault = self.faults.next(method)
        try:
            if fault and fault.hang_seconds:
                await asyncio.sleep(fault.hang_seconds)
            if fault and (fault.error or fault.status != 200 or fault.retry_after):
                _fail(fault.error, fault.status, fault.retry_after)
            noted.response = self._answer(method, arguments, _token(request, arguments))
        except SlackError as refusal:
            noted.ok, noted.response = False, refusal.body
            if refusal.status == 500:
                return PlainTextResponse("Internal Server Error", 500)
            return JSONResponse(refusal.body, refusal.status, headers=refusal.headers)
        if fault and fault.drop_reply:
            noted.response = "the answer was lost"
            return _Lost()
        return JSONResponse(noted.response, headers={"x-oauth-scopes": ",".join(self._scopes)})

    def _answer(self, method: str, arguments: Json, token: str) -> Json:
        if method == "api.test":
            return {"ok": True}
        if not token:
            raise SlackError("not_authed")
        if method == "apps.connections.open":
            if token != self.app_token:
                raise SlackError("invalid_auth")
            ticket = secrets.token_urlsafe(18)
            self._links.add(ticket)
            return {"ok": True, "url": f"ws://{self._host}:{self._port}/link/{ticket}"}
        if token != self.bot_token:
            raise SlackError("invalid_auth")
        arguments["_base"] = self.url
        answer = web_api.call(self.workspace, method, arguments, self._scopes)
        del arguments["_base"]
        return answer

    async def _link(self, websocket: WebSocket) -> None:
        ticket = websocket.path_params["ticket"]
        if ticket not in self._links:
            await websocket.close()
            return
        self._links.discard(ticket)
        await self.delivery.link(websocket)

    async def _respond(self, request: Request) -> Response:
        try:
            self.people.respond(request.path_params["id"], json.loads(await request.body()))
        except SlackError as refusal:
            status = refusal.status if refusal.status != 200 else 400
            return JSONResponse(refusal.body, status)
        return PlainTextResponse("ok")

    async def _upload(self, request: Request) -> Response:
        known = self.workspace.files.get(request.path_params["id"])
        if known is None:
            return PlainTextResponse("file_not_found", 404)
        known["received"] = len(await request.body())
        return PlainTextResponse(f"OK - {known['received']}")


class _Lost(Response):
    """An answer that never arrives: the connection closes instead."""

    async def __call__(self, scope: Any, receive: Any, send: Callable[..., Any]) -> None:
        """Says that a body will come, and does not send it."""
        headers = [(b"content-type", b"application/json"), (b"content-length", b"1000")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        raise ConnectionAbortedError("the answer was lost on order")


def _fail(error: str, status: int, retry_after: int) -> None:
    if retry_after:
        headers = {"Retry-After": str(retry_after)}
        raise SlackError("ratelimited", status=429, headers=headers)
    raise SlackError(error or "internal_error", status=status)


def _token(request: Request, arguments: Json) -> str:
    header = request.headers.get("authorization", "")
    token: str = arguments.pop("token", "")
    return header.removeprefix("Bearer ").strip() or token


async def _arguments(request: Request) -> Json:
    if request.headers.get("content-type", "").startswith("application/json"):
        body = await request.body()
        found: Json = json.loads(body) if body else {}
        return found
    arguments: Json = dict(request.query_params)
    if request.method == "POST":
        arguments |= dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
    for name in ("blocks", "view", "metadata", "attachments", "files"):
        if isinstance(arguments.get(name), str):
            try:
                arguments[name] = json.loads(arguments[name])
            except ValueError:
                raise SlackError(f"invalid_{name}_format") from None
    return arguments

"""Serves the local workspace on loopback: the Web API, Socket Mode, and what people do."""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.playground import arguments, state_file, web_api
from bot.playground.acting import People
from bot.playground.administration import Administration
from bot.playground.clock import WorkspaceClock
from bot.playground.deeds import Deeds
from bot.playground.delivery import ACK_SECONDS, Delivery
from bot.playground.faults import Fault, Faults
from bot.playground.file_server import FileServer
from bot.playground.lost import Lost
from bot.playground.page import Page
from bot.playground.people import TEAM
from bot.playground.people_api import PeopleApi
from bot.playground.refusals import SlackError
from bot.playground.stage import Stage
from bot.playground.subscriptions import Subscriptions
from bot.playground.within import Server
from bot.playground.workspace import Json, Traffic, Workspace

RETRY_SECONDS = (1.0, 5.0, 15.0)
LOOPBACK = ("127.0.0.1", "localhost")


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
        ack_seconds: float = ACK_SECONDS,
        words: Callable[[], Mapping[str, Mapping[str, str]]] = dict,
    ) -> None:
        self.clock = clock or WorkspaceClock()
        self.workspace = Workspace(self.clock, state_file)
        self.workspace.triggers.seconds = trigger_seconds
        self.faults = Faults()
        self.team_id = TEAM
        tokens = self._tokens()
        self.bot_token = tokens["bot"]
        self.app_token = tokens["app"]
        self.signing_secret = tokens["secret"]
        self.client_token = tokens["client"]
        self.delivery = Delivery(
            self.workspace, self.faults, self.signing_secret, request_url, retry_seconds,
            ack_seconds,
        )  # fmt: skip
        subscriptions = Subscriptions(manifest, self.clock, self.delivery.event)
        self.workspace.happened = subscriptions.happened
        self.people = People(self.workspace, self.delivery, manifest)
        self.administration = Administration(self.workspace)
        self.stage = Stage(self.workspace)
        self._words = words
        scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ())
        self.workspace.scopes = dict.fromkeys(scopes)
        self._host = host
        self._port = port
        self._tickets: set[str] = set()
        self._tasks: list[asyncio.Task[Any]] = []
        self._server: Server | None = None
        self._ending = asyncio.Event()

    def _tokens(self) -> dict[str, str]:
        """The tokens of this workspace: those of its state file, or new ones."""
        if not self.workspace.tokens:
            self.workspace.dirty = True
            self.workspace.tokens = {
                "bot": f"xoxb-local-{secrets.token_hex(12)}",
                "app": f"xapp-local-{secrets.token_hex(12)}",
                "secret": secrets.token_hex(16),
                "client": secrets.token_urlsafe(24),
            }
        return self.workspace.tokens

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

    def delivered(self, kind: str = "") -> list[Json]:
        """The payloads that were brought to the bot and acknowledged, oldest first."""
        return [
            each.payload
            for each in self.workspace.traffic
            if each.direction == "to the bot" and each.ok and each.kind.startswith(kind)
        ]

    async def __aenter__(self) -> LocalWorkspace:
        listening = socket.create_server((self._host, self._port))
        # asyncio sends at once only on sockets that say they are TCP; this one does not say so.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._port = listening.getsockname()[1]
        self.workspace.base = self.url
        await self.delivery.start()
        config = uvicorn.Config(
            self._app(), log_config=None, access_log=False, lifespan="off", ws="websockets-sansio",
            ws_ping_interval=None, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = Server(config)
        self._tasks.append(asyncio.create_task(self._server.serve(sockets=[listening])))
        await self._server.began.wait()
        if self.workspace.state_file:
            self._tasks.append(asyncio.create_task(self._keep()))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        await self.delivery.stop()
        if self._server:
            self._server.should_exit = True
            await self._tasks[0]
        for task in self._tasks[1:]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        state_file.save(self.workspace)

    async def _keep(self) -> None:
        """Writes the state to its file about once a second, when something changed."""
        while True:
            await asyncio.sleep(1)
            state_file.save(self.workspace)

    def _app(self) -> Starlette:
        deeds = Deeds(self.workspace, self.people)
        api = PeopleApi(self.workspace, self.client_token, deeds, self.stage)
        page = Page(self.workspace, self.client_token, self._words, self.stage)
        files = FileServer(self.workspace, self.bot_token, self._meet_next)
        return Starlette(
            middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=self._names())],
            routes=[
                *page.routes(),
                Route("/api/{method}", self._web_api, methods=["GET", "POST"]),
                Route("/respond/{id}", self._respond, methods=["POST"]),
                *files.routes(),
                WebSocketRoute("/link/{ticket}", self._link),
                *api.routes(),
            ],
        )

    def _names(self) -> list[str]:
        """The names under which this server may be asked: a page elsewhere that has its own name
        lead to loopback gets nothing."""
        return [*LOOPBACK] if self._host in LOOPBACK else ["*"]

    async def _web_api(self, request: Request) -> Response:
        method = request.path_params["method"]
        started = time.perf_counter()
        noted = self.workspace.noted("to the workspace", method, {})
        fault = self.faults.next(method)
        try:
            token, noted.payload = await arguments.read(request)
            if fault:
                await self._meet(fault)
            noted.response = self._answer(method, noted.payload, token)
        except SlackError as refusal:
            noted.ok, noted.response = False, refusal.body
            if refusal.status == 500:
                return PlainTextResponse("Internal Server Error", 500)
            return JSONResponse(refusal.body, refusal.status, headers=refusal.headers)
        finally:
            noted.milliseconds = (time.perf_counter() - started) * 1000
        if fault and fault.drop_reply:
            assert self._server is not None
            noted.response = "the answer was lost"
            return Lost(self._server)
        return JSONResponse(noted.response, headers=self._headers(method, noted.payload))

    async def _meet_next(self, method: str) -> None:
        """Lets something that is no method meet the fault that is planned for it."""
        if fault := self.faults.next(method):
            await self._meet(fault)

    async def _meet(self, fault: Fault) -> None:
        """Lets a call meet its fault; raises SlackError."""
        if fault.hang_seconds:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), fault.hang_seconds)
        if fault.retry_after:
            headers = {"Retry-After": str(fault.retry_after)}
            raise SlackError("ratelimited", status=429, headers=headers)
        if fault.error or fault.status != 200:
            raise SlackError(fault.error or "internal_error", status=fault.status)

    def _headers(self, method: str, given: Json) -> dict[str, str]:
        return {
            "x-oauth-scopes": ",".join(self.workspace.scopes),
            "x-accepted-oauth-scopes": web_api.scope_for(self.workspace, method, given),
            "x-slack-req-id": secrets.token_hex(16),
        }

    def _answer(self, method: str, given: Json, token: str) -> Json:
        if method == "api.test":
            if given.get("error"):
                raise SlackError(str(given["error"]), args=given)
            return {"ok": True, "args": given}
        if not token:
            raise SlackError("not_authed")
        if token not in (self.app_token, self.bot_token):
            raise SlackError("invalid_auth")
        if self.workspace.refused:
            raise SlackError(self.workspace.refused)
        if (token == self.app_token) != (method == "apps.connections.open"):
            raise SlackError("not_allowed_token_type")
        if method == "apps.connections.open":
            ticket = secrets.token_urlsafe(18)
            self._tickets.add(ticket)
            return {"ok": True, "url": f"ws://{self._host}:{self._port}/link/{ticket}"}
        return web_api.call(self.workspace, method, given)

    async def _link(self, websocket: WebSocket) -> None:
        ticket = websocket.path_params["ticket"]
        if ticket not in self._tickets:
            await websocket.close()
            return
        self._tickets.discard(ticket)
        await self.delivery.sockets.serve(websocket)

    async def _respond(self, request: Request) -> Response:
        body = await request.body()
        noted = self.workspace.noted("to the workspace", "response_url", {})
        try:
            noted.payload = json.loads(body)
            await self._meet_next("response_url")
            self.people.responding.respond(request.path_params["id"], noted.payload)
        except (SlackError, ValueError) as error:
            refusal = error if isinstance(error, SlackError) else SlackError("invalid_payload")
            noted.ok, noted.response = False, refusal.body
            status = refusal.status if refusal.status != 200 else 400
            return JSONResponse(refusal.body, status, headers=refusal.headers)
        noted.response = "ok"
        return PlainTextResponse("ok")

"""The kit: a real Bolt app that listens to a local workspace, over Socket Mode or over HTTP."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

from bot.playground.server import LocalWorkspace
from bot.playground.within import Server

EVENTS = (
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_left",
    "message.channels",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "subteam_members_changed",
    "subteam_updated",
    "user_change",
)
SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "im:history",
    "im:read",
    "im:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users:read",
)


def manifest(events: tuple[str, ...] = EVENTS, scopes: tuple[str, ...] = SCOPES) -> dict[str, Any]:
    """A manifest with one command and two shortcuts."""
    return {
        "features": {
            "slash_commands": [
                {"command": "/inkoop", "description": "d", "should_escape": True},
                {"command": "/rauw", "description": "d"},
            ],
            "shortcuts": [
                {"name": "Nieuw", "type": "global", "callback_id": "new"},
                {"name": "Hiervan", "type": "message", "callback_id": "from_message"},
            ],
        },
        "oauth_config": {"scopes": {"bot": list(scopes)}},
        "settings": {"event_subscriptions": {"bot_events": list(events)}},
    }


@dataclass
class Listening:
    """A bot in a workspace: tests hang their listeners on `app` and read what it `heard`."""

    workspace: LocalWorkspace
    app: AsyncApp
    client: AsyncWebClient
    heard: asyncio.Queue[Any] = field(default_factory=asyncio.Queue)

    async def next(self) -> Any:
        """The next thing that a listener put down."""
        async with asyncio.timeout(5):
            return await self.heard.get()


@asynccontextmanager
async def listening(way: str = "socket", **more: Any) -> AsyncIterator[Listening]:
    """A workspace with a Bolt app in it, over `socket` or `http`."""
    async with AsyncExitStack() as stack:
        more = {"retry_seconds": (0.05, 0.1), "ack_seconds": 1.0, **more}
        sock = socket.create_server(("127.0.0.1", 0))
        stack.callback(sock.close)
        if way == "http":
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            more["request_url"] = f"http://127.0.0.1:{sock.getsockname()[1]}/slack/events"
        workspace = await stack.enter_async_context(LocalWorkspace(manifest(), **more))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        client = AsyncWebClient(
            workspace.bot_token, base_url=workspace.api_url, session=session, retry_handlers=[]
        )
        app = AsyncApp(client=client, signing_secret=workspace.signing_secret)
        if way == "http":
            await stack.enter_async_context(_over_http(app, sock))
        else:
            await stack.enter_async_context(_over_socket(app, workspace))
        yield Listening(workspace, app, client)


@asynccontextmanager
async def _over_socket(app: AsyncApp, workspace: LocalWorkspace) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, workspace.app_token, ping_interval=10)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


@asynccontextmanager
async def _over_http(app: AsyncApp, sock: socket.socket) -> AsyncIterator[None]:
    handle = AsyncSlackRequestHandler(app).handle
    web = Starlette(routes=[Route("/slack/events", handle, methods=["POST"])])
    server = Server(uvicorn.Config(web, log_config=None, lifespan="off", access_log=False))
    task = asyncio.create_task(server.serve(sockets=[sock]))
    await server.began.wait()
    try:
        yield
    finally:
        server.should_exit = True
        await task


def section(text: str = "tekst", **more: Any) -> dict[str, Any]:
    """A section."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str = "Knop", action_id: str = "press", **more: Any) -> dict[str, Any]:
    """A button."""
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "text": text, "action_id": action_id, **more}


def actions(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A row of elements."""
    return {"type": "actions", "elements": list(elements), **more}


def option(label: str, value: str) -> dict[str, Any]:
    """An option of a menu."""
    return {"text": {"type": "plain_text", "text": label}, "value": value}


def asks(block_id: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An input."""
    label = {"type": "plain_text", "text": "Vraag"}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **more}


def typed(action_id: str = "text", **more: Any) -> dict[str, Any]:
    """A field to type in."""
    return {"type": "plain_text_input", "action_id": action_id, **more}


def modal(*blocks: dict[str, Any], title: str = "Venster", **more: Any) -> dict[str, Any]:
    """A modal."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Opslaan"},
        "blocks": list(blocks),
        **more,
    }

"""Socket Mode: Slack's inputs over a WebSocket that we open; no public address is needed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.slack.app import App

PING_SECONDS = 10


class Socket:
    """The open connection."""

    def __init__(self, handler: AsyncSocketModeHandler) -> None:
        self._handler = handler

    async def is_connected(self) -> bool:
        """Whether it still is, as far as the pings tell."""
        connected: bool = await self._handler.client.is_connected()
        return connected


@asynccontextmanager
async def listening(app: App, app_token: str) -> AsyncIterator[Socket]:
    """Hears the workspace as long as the block lasts; comes back by itself when it is cut off."""
    handler = AsyncSocketModeHandler(app, app_token, ping_interval=PING_SECONDS)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield Socket(handler)
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]

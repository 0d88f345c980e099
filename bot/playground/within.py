"""A web server that runs within another program, and leaves that program's affairs alone."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Sequence

import uvicorn

TICK_SECONDS = 0.02


class Server(uvicorn.Server):
    """A server inside another program: signals are that program's own."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.began = asyncio.Event()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serves until `should_exit`; no signals are caught and nothing is logged."""
        if not self.config.loaded:
            self.config.load()
        self.lifespan = self.config.lifespan_class(self.config)
        await self.startup(sockets)
        if not self.should_exit:
            await self.main_loop()
        if self.started:
            await self.shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Tells when requests are taken."""
        await super().startup(sockets)
        self.began.set()

    def _log_started_message(self, listeners: Sequence[socket.SocketType]) -> None:
        """Says nothing: the program around it tells its address."""

    async def main_loop(self) -> None:
        """Looks often whether it is to stop, so that a test does not wait for it."""
        counter = 0
        while not await self.on_tick(counter):
            counter += 1
            await asyncio.sleep(TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends what is open, and cuts off what does not end in time."""
        for server in self.servers:
            server.close()
        for each in sockets or []:
            each.close()
        state = self.server_state
        for connection in list(state.connections):
            connection.shutdown()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.config.timeout_graceful_shutdown):
                # uvicorn has no event to wait for.
                while state.connections or state.tasks:  # noqa: ASYNC110
                    await asyncio.sleep(TICK_SECONDS / 4)
        for connection in list(state.connections):
            connection.transport.abort()
        for task in list(state.tasks):
            task.cancel()
        await self.lifespan.shutdown()

"""Serves a real Slack workspace: Socket Mode or HTTP, with health and metrics beside it."""

from __future__ import annotations

import asyncio
import gc
import socket
import time
from collections.abc import Callable

import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.log import log
from bot.settings import BadSettings, Settings
from bot.slack.app import http_handler
from bot.slack.socket_mode import Socket, listening
from bot.store import claims
from bot.store.database import NotSaved
from bot.wiring import Bot, running

DEAF_SECONDS = 120.0
"""A socket that was silent for so long is deaf, whatever it says of itself (T11)."""


class Health:
    """Tells whether this process lives, and whether it can do its work."""

    def __init__(self, bot: Bot, link: Socket | None) -> None:
        self._bot = bot
        self._link = link
        self._connected_at = time.monotonic()

    async def live(self, _: Request) -> Response:
        """200 while the process hears Slack; else 503, so that it is started again."""
        if self._link is None:
            return JSONResponse({"live": True})
        if await self._link.is_connected():
            self._connected_at = time.monotonic()
        alive = time.monotonic() - self._connected_at < DEAF_SECONDS
        return JSONResponse({"live": alive}, 200 if alive else 503)

    async def ready(self, _: Request) -> Response:
        """200 when the database answers; tells what waits to be sent."""
        parts = self._bot.parts
        try:
            waiting = await parts.database.run(parts.workspace, claims.waiting)
        except NotSaved as error:
            return JSONResponse({"ready": False, "database": str(error)}, 503)
        return JSONResponse({"ready": True, "outbox": waiting})

    async def metrics(self, _: Request) -> Response:
        """Figures for Prometheus."""
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def web_app(bot: Bot, link: Socket | None) -> Starlette:
    """The web application: health and metrics, and Slack's requests unless a socket brings them."""
    health = Health(bot, link)
    routes = [
        Route("/health/live", health.live),
        Route("/health/ready", health.ready),
        Route("/metrics", health.metrics),
    ]
    if link is None:
        slack = http_handler(bot.app)
        routes.append(Route("/slack/events", slack.handle, methods=["POST"]))
    return Starlette(routes=routes)


async def serve(settings: Settings) -> None:
    """Serves until it is told to stop, and then in order: hear no more, send what is left."""
    async with running(settings) as bot:
        pass_by_what_stays()
        if settings.slack_app_token is None:
            await _web(settings, web_app(bot, None), "http")
            return
        async with listening(bot.app, settings.slack_app_token.get_secret_value()) as link:
            await _web(settings, web_app(bot, link), "socket")


def pass_by_what_stays() -> None:
    """Lets the garbage collector leave alone what was made at the start and stays until the end.

    To look at all of that again, every so often, holds everything up for a tenth of a second; and
    once more at the end, half a second.
    """
    gc.collect()
    gc.freeze()


async def _web(settings: Settings, app: Starlette, mode: str) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family)
    except OSError as error:
        raise BadSettings(f"{why(error)}: change HOST or PORT.") from error
    # asyncio sends at once only on sockets that say they are TCP; this one does not say so.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    log.info("serving", mode=mode, host=settings.host, port=settings.port)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=10
    )
    await uvicorn.Server(config).serve(sockets=[listening])


def why(error: OSError) -> str:
    """What is wrong with an address, without the address itself that Python puts behind it."""
    return str(error.strerror or error).partition(" (")[0]


def run(settings: Settings) -> None:
    """The same, with an event loop of its own: the quick one where there is one."""
    with asyncio.Runner(loop_factory=quick_loop()) as runner:
        runner.run(serve(settings))


def quick_loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes an event loop; None for Python's own, on systems that uvloop does not know."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop

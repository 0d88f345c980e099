"""`doctor --links` against a real server on this machine: what answers, moved, or does not."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web

from bot.links import AT_ONCE, ask_all, told
from tests.program import bot

NO_WAY_OUT = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:1")


@dataclass
class Site:
    """A web site, and what was asked of it."""

    url: str
    asked: list[tuple[str, str]] = field(default_factory=list)
    now: int = 0
    most: int = 0


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A site with a page, one that moved, one that knows no HEAD, and a few that do not answer."""
    found = Site("")

    async def page(request: web.Request) -> web.StreamResponse:
        found.asked.append((request.method, request.path))
        if request.query_string:
            found.now += 1
            found.most = max(found.most, found.now)
            await asyncio.to_thread(socket.gethostname)  # others may come in meanwhile
            found.now -= 1
        match request.path:
            case "/moved":
                raise web.HTTPMovedPermanently("/page")
            case "/round":
                raise web.HTTPFound("/round")
            case "/no-head" if request.method == "HEAD":
                raise web.HTTPMethodNotAllowed("HEAD", ["GET"])
            case "/gone":
                raise web.HTTPGone
            case "/slow":
                await never.wait()
        return web.Response(text="hello")

    never = asyncio.Event()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", page)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    listening = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listening).start()
    found.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    yield found
    never.set()
    await runner.cleanup()


async def test_each_address_is_asked_and_told_on_a_line(site: Site) -> None:
    paths = ("/page", "/moved", "/no-head", "/gone", "/round", "/page#part")

    lines, well = told(await ask_all([f"{site.url}{path}" for path in paths]))

    assert lines == [
        f"ok: {site.url}/page",
        f"moved: {site.url}/moved moved to {site.url}/page",
        f"ok: {site.url}/no-head",
        f"does not answer: {site.url}/gone (it says 410)",
        f"does not answer: {site.url}/round (it sends us round in a circle)",
        f"ok: {site.url}/page#part",
    ]
    assert not well
    assert ("GET", "/page") not in site.asked, "its head was enough"
    assert ("GET", "/no-head") in site.asked


async def test_what_moved_is_well(site: Site) -> None:
    lines, well = told(await ask_all([f"{site.url}/moved"]))

    assert len(lines) == 1
    assert well


async def test_what_is_slow_or_not_there_holds_up_nobody(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nothing = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    urls = [f"{site.url}/slow", nothing, f"{site.url}/page"]

    lines, well = told(await ask_all(urls, seconds=0.5))

    assert lines == [
        f"does not answer: {site.url}/slow (it takes too long)",
        f"does not answer: {nothing} (there is no connection)",
        f"ok: {site.url}/page",
    ]
    assert not well


async def test_only_a_few_are_asked_at_a_time(site: Site) -> None:
    answers = await ask_all([f"{site.url}/page?{number}" for number in range(40)])

    assert [each.found for each in answers] == ["ok"] * 40
    assert 1 < site.most <= AT_ONCE


def test_without_internet_one_sentence_says_so(tmp_path: Path) -> None:
    asked = bot("doctor", "--links", folder=tmp_path, **NO_WAY_OUT)

    assert asked.returncode == 1
    assert asked.stderr == ""
    (line,) = asked.stdout.splitlines()
    assert line.startswith("There is no internet here: none of the ")

"""No other page in the browser can act here, and nothing is asked of elsewhere."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import uvicorn
from playwright.async_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.local import Local
from bot.playground.within import Server
from tests.page.tab import Tab


@asynccontextmanager
async def elsewhere() -> AsyncIterator[str]:
    """A page of somebody else, on another port of this machine."""

    async def page(request: Request) -> Response:
        return HTMLResponse("<!doctype html><title>elsewhere</title>")

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        Starlette(routes=[Route("/", page)]), log_config=None, lifespan="off",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    await server.began.wait()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        server.should_exit = True
        await serving


async def test_the_page_says_that_nothing_may_come_from_elsewhere(local: Local) -> None:
    async with aiohttp.ClientSession() as session, session.get(local.workspace.url) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "require-trusted-types-for 'script'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_policy_really_stops_code_and_pictures_from_elsewhere(tab: Tab) -> None:
    await tab.page.evaluate(
        """() => {
            const script = document.createElement("script");
            try { script.text = "window.evil = 1"; document.body.append(script); } catch (e) {}
            const picture = document.createElement("img");
            picture.src = "https://elsewhere.example/x.png";
            document.body.append(picture);
        }"""
    )
    assert await tab.page.evaluate("window.evil") is None
    assert any("elsewhere.example" in each for each in tab.complaints)
    tab.complaints.clear()
    tab.requests = [each for each in tab.requests if "elsewhere" not in each]


async def test_acting_needs_the_token_of_the_page(local: Local) -> None:
    body = {"do": "say", "person": "U0SANNE", "channel": "C0INKOOP", "text": "hoi"}
    async with aiohttp.ClientSession() as session:
        for headers in ({}, {"x-workspace-token": "guessed"}):
            async with session.post(
                f"{local.workspace.url}workspace/act", json=body, headers=headers
            ) as answer:
                assert answer.status == 403


async def test_a_name_that_leads_here_from_elsewhere_gets_nothing(local: Local) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(local.workspace.url, headers={"Host": "evil.example"}) as answer,
    ):
        assert answer.status == 400
        assert local.workspace.client_token not in await answer.text()


async def test_another_page_in_the_browser_can_neither_read_nor_act(
    browser: Browser, local: Local
) -> None:
    attempts = """
        const tried = [];
        await fetch(URL, {mode: "cors"}).then(r => r.text()).then(t => tried.push(t), () => {});
        await fetch(URL + "workspace/act", {method: "POST", mode: "no-cors", body: JSON.stringify(
            {do: "say", person: "U0SANNE", channel: "C0INKOOP", text: "evil"})}).catch(() => {});
        const frame = document.createElement("iframe");
        frame.src = URL;
        const loaded = new Promise(resolve => frame.onload = resolve);
        document.body.append(frame);
        await loaded;
        return tried;
    """
    async with elsewhere() as address:
        page = await browser.new_page()
        await page.goto(address)
        tried = await page.evaluate(
            f"(async () => {{ const URL = {local.workspace.url!r}; {attempts} }})()"
        )
        (_, frame) = page.frames
        await expect(frame.locator("#page")).to_have_count(0)
    assert tried == []
    assert not local.workspace.workspace.messages.get("C0INKOOP")

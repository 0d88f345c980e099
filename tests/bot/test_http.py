"""HTTP mode: real requests with real signatures, health and metrics, and a client of its own."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import aiohttp
import pytest
import uvicorn

from bot.local import Local, settings_for
from bot.playground.client import View
from bot.playground.delivery import signature_headers
from bot.playground.follow import Following
from bot.playground.people import SANNE
from bot.playground.server import LocalWorkspace
from bot.playground.within import Server
from bot.serving import web_app
from bot.settings import Settings
from bot.slack.manifest import SHORTCUT, manifest
from bot.wiring import running
from tests.office import TITLE, at_work, what_does


@asynccontextmanager
async def over_http(settings: Settings) -> AsyncIterator[Local]:
    """A workspace that calls the bot over HTTP, every request signed."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    request_url = f"{url}/slack/events"
    async with LocalWorkspace(manifest(request_url), request_url=request_url) as workspace:
        with_secret = settings_for(settings, workspace).model_copy(update={"slack_app_token": None})
        async with running(with_secret, clock=workspace.clock) as bot:
            config = uvicorn.Config(web_app(bot, None), log_config=None, lifespan="off")
            server = Server(config)
            task = asyncio.create_task(server.serve(sockets=[listening]))
            await server.began.wait()
            try:
                yield Local(workspace, bot)
                await bot.settled()
            finally:
                server.should_exit = True
                await task


async def test_a_purchase_over_http(bot_settings: Settings) -> None:
    async with (
        over_http(bot_settings) as local,
        at_work(local) as office,
    ):
        sanne = office.sanne
        await sanne.command("40 laptops")
        talk = await Following.newest(sanne, await sanne.direct())
        await talk.press("Meteen naar de vragen")
        assert "Vraag 2 van 9" in (await talk.say("ja")).plain()
        await sanne.press(await talk.last(), "Alles in één formulier")
        view = await office.view(sanne)
        last = await talk.last()
        assert (await sanne.submit(view, {"circularity.2/choice/0": "no"})).errors == {}
        assert "Vraag 3 van 9" in (await talk.next_after(last.ts)).plain()


async def test_from_the_shortcut_to_the_home_page_over_http(bot_settings: Settings) -> None:
    async with over_http(bot_settings) as local, at_work(local) as office:
        sanne = office.sanne

        await sanne.shortcut(SHORTCUT)
        form = await office.view(sanne)
        receipt = await sanne.submit(form, {_field(form, "intake.what"): TITLE})

        assert receipt.errors == {}
        assert receipt.view is not None
        assert "INK-0001" in receipt.view.plain()
        await sanne.close(receipt.view)
        talk = await Following.newest(sanne, await sanne.direct())
        first = await talk.last()
        await sanne.click(first, *what_does(first, "skip_intake"))
        question = await talk.next_after(first.ts)
        await sanne.click(question, *what_does(question, "need"))
        asked = await talk.next_after(question.ts)

        assert (await office.answers())["circularity.1"]["choice"] == "need"
        await sanne.home()
        home = await office.until(sanne.see_home)
        assert f"INK-0001 · {TITLE}" in home.plain()
        await sanne.click(home, *what_does(home, "go_on"))
        assert what_does(await talk.next_after(asked.ts), "answer/INK-0001/circularity.2")
        await sanne.click(home, *what_does(home, "start"))
        assert _field(await office.view(sanne), "intake.what")
        kinds = {each.kind for each in local.workspace.traffic if each.direction == "to the bot"}
        assert kinds == {"interactive", "events_api"}
        assert local.workspace.delivery.sockets.connections == 0


def _field(view: View, question: str) -> str:
    return next(id for id in view.inputs() if id.startswith(question))


async def test_only_slack_is_let_in_and_health_is_told(bot_settings: Settings) -> None:
    async with over_http(bot_settings) as local, aiohttp.ClientSession() as session:
        workspace = local.workspace
        base = (workspace.delivery.request_url or "").removesuffix("/slack/events")
        text = urlencode({"command": "/inkoop", "text": "40 laptops", "user_id": SANNE})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        now, old = str(int(time.time())), str(int(time.time()) - 600)
        secret = workspace.signing_secret

        async def status(headers: dict[str, str]) -> int:
            async with session.post(f"{base}/slack/events", data=text, headers=headers) as answer:
                return answer.status

        assert await status(form) == 401
        assert await status({**form, **signature_headers("wrong", text, now)}) == 401
        assert await status({**form, **signature_headers(secret, text, old)}) == 401
        assert await status({**form, **signature_headers(secret, text + "x", now)}) == 401

        for path, words in (("live", "true"), ("ready", '"ready":true')):
            async with session.get(f"{base}/health/{path}") as answer:
                assert answer.status == 200
                assert words in await answer.text()
        async with session.get(f"{base}/metrics") as answer:
            assert "python_info" in await answer.text()


async def test_no_secret_and_no_content_reaches_a_log(
    bot_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with (
        over_http(bot_settings) as local,
        at_work(local) as office,
    ):
        workspace, sanne = local.workspace, office.sanne
        await sanne.command("geheime laptops")
        talk = await Following.newest(sanne, await sanne.direct())
        await talk.press("Meteen naar de vragen")
        workspace.faults.plan("chat.postMessage", error="invalid_auth", times=3)
        workspace.faults.plan("chat.update", error="message_not_found", times=3)
        workspace.faults.plan("views.open", error="expired_trigger_id")
        await sanne.press(await talk.last(), "Alles in één formulier")
        await sanne.say(talk.channel, "ja, want dit is vertrouwelijk", talk.thread)

        async def told() -> bool:
            return bool(await sanne.ephemerals())

        await sanne.wait_for(told)
        tokens = (workspace.bot_token, workspace.app_token, workspace.signing_secret)

    logged = caplog.text
    assert "courier.not_sent" in logged
    for secret in (*tokens, "geheime", "vertrouwelijk"):
        assert secret not in logged

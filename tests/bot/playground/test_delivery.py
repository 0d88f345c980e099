"""Delivery to the bot: acknowledgements, retries, connections, and what people see of failures."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import uvicorn
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.playground.client import NotPossible, PersonClient
from bot.playground.people import INKOOP, SANNE
from bot.playground.server import LocalWorkspace
from bot.playground.within import Server
from tests.bot.playground.listening import Listening, listening, manifest


class Endpoint:
    """A request URL that answers what a test wants, and remembers what came."""

    def __init__(self) -> None:
        self.answers: list[Response] = []
        self.came: asyncio.Queue[tuple[Any, bytes]] = asyncio.Queue()
        self.slow = asyncio.Event()
        self.slow.set()

    async def take(self, request: Request) -> Response:
        body = await request.body()
        self.came.put_nowait((request.headers, body))
        await self.slow.wait()
        return self.answers.pop(0) if self.answers else Response()

    async def next(self) -> tuple[Any, bytes]:
        async with asyncio.timeout(5):
            return await self.came.get()


@asynccontextmanager
async def at_endpoint() -> AsyncIterator[tuple[LocalWorkspace, Endpoint, PersonClient]]:
    endpoint = Endpoint()
    sock = socket.create_server(("127.0.0.1", 0))
    web = Starlette(routes=[Route("/slack", endpoint.take, methods=["POST"])])
    server = Server(uvicorn.Config(web, log_config=None, lifespan="off", access_log=False))
    task = asyncio.create_task(server.serve(sockets=[sock]))
    await server.began.wait()
    url = f"http://127.0.0.1:{sock.getsockname()[1]}/slack"
    async with (
        LocalWorkspace(
            manifest(), request_url=url, retry_seconds=(0.02, 0.04), ack_seconds=0.2
        ) as workspace,
        PersonClient(workspace.url, workspace.client_token, SANNE) as sanne,
    ):
        yield workspace, endpoint, sanne
    endpoint.slow.set()
    server.should_exit = True
    await task


async def test_requests_are_signed_and_tried_again_with_the_reason() -> None:
    """T2."""
    async with at_endpoint() as (workspace, endpoint, sanne):
        endpoint.answers = [Response(status_code=500), Response(status_code=500)]
        await sanne.say(INKOOP, "hoor je me?")

        tries = [await endpoint.next() for _ in range(3)]
        await workspace.delivery.settled()

        events = [json.loads(body) for _, body in tries]
        assert len({each["event_id"] for each in events}) == 1
        numbers = [headers.get("x-slack-retry-num") for headers, _ in tries]
        reasons = [headers.get("x-slack-retry-reason") for headers, _ in tries]
        assert numbers == [None, "1", "2"]
        assert reasons == [None, "http_error", "http_error"]
        headers, body = tries[0]
        stamp = headers["x-slack-request-timestamp"]
        signed = hmac.new(
            workspace.signing_secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256
        )
        assert headers["x-slack-signature"] == f"v0={signed.hexdigest()}"
        assert [each.ok for each in workspace.traffic[-3:]] == [False, False, True]

        endpoint.slow.clear()
        await sanne.say(INKOOP, "en nu?")
        await endpoint.next()
        headers, _ = await endpoint.next()
        assert headers["x-slack-retry-reason"] == "http_timeout"
        with pytest.raises(NotPossible, match="operation_timeout"):
            await sanne.command("/inkoop", "x")
        endpoint.slow.set()
        await workspace.delivery.settled()

        endpoint.answers = [Response(status_code=500, headers={"X-Slack-No-Retry": "1"})]
        while not endpoint.came.empty():
            endpoint.came.get_nowait()
        await sanne.say(INKOOP, "niet nog eens")
        await workspace.delivery.settled()
        assert endpoint.came.qsize() == 1

        endpoint.answers = [Response(status_code=404)]
        with pytest.raises(NotPossible, match="dispatch_failed"):
            await sanne.command("/inkoop", "x")
        endpoint.answers = [Response("alsjeblieft", media_type="text/plain")]
        told = await sanne.command("/inkoop", "x")
        assert told
        assert told.text == "alsjeblieft"
        challenges = Response('{"challenge": "wrong"}')
        endpoint.answers = [challenges]
        assert await workspace.delivery.verify() is False


async def test_a_request_url_is_verified_by_bolt() -> None:
    async with listening("http") as bot:
        assert await bot.workspace.delivery.verify() is True


async def test_without_a_bot_people_are_told(
    workspace: LocalWorkspace, sanne: PersonClient
) -> None:
    with pytest.raises(NotPossible, match="dispatch_failed"):
        await sanne.command("/inkoop", "x")
    assert not workspace.delivery.connected


@asynccontextmanager
async def link(workspace: LocalWorkspace) -> AsyncIterator[Any]:
    """A bare connection of Socket Mode."""
    api = AsyncWebClient(base_url=workspace.api_url, retry_handlers=[])
    opened = await api.apps_connections_open(app_token=workspace.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"]) as socket:
        yield socket


async def test_socket_mode_frame_by_frame() -> None:
    async with (
        LocalWorkspace(manifest(), retry_seconds=(0.02,), ack_seconds=0.1) as workspace,
        PersonClient(workspace.url, workspace.client_token, SANNE) as sanne,
        link(workspace) as socket,
    ):
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)

        await sanne.say(INKOOP, "een")
        first, again = await socket.receive_json(), await socket.receive_json()
        assert (first["type"], first["accepts_response_payload"]) == ("events_api", False)
        assert (first["retry_attempt"], first["retry_reason"]) == (0, "")
        assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
        assert again["envelope_id"] != first["envelope_id"]
        assert again["payload"]["event_id"] == first["payload"]["event_id"]
        await socket.send_json({"envelope_id": again["envelope_id"]})
        await workspace.delivery.settled()

        typing = asyncio.create_task(sanne.command("/inkoop", "x"))
        envelope = await socket.receive_json()
        assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
        answer = {"envelope_id": envelope["envelope_id"], "payload": {"text": "hoi"}}
        await socket.send_json(answer)
        told = await typing
        assert told
        assert told.text == "hoi"
        with pytest.raises(NotPossible, match="operation_timeout"):
            await sanne.command("/inkoop", "x")
        await socket.receive_json()

        await workspace.delivery.disconnect("warning")
        assert (await socket.receive_json())["reason"] == "warning"
        await workspace.delivery.sockets.cut()
        assert (await socket.receive()).type == aiohttp.WSMsgType.CLOSE
        with pytest.raises(aiohttp.WSServerHandshakeError):
            async with aiohttp.ClientSession() as session:
                await session.ws_connect(f"{workspace.url}link/spent")


async def test_ten_connections_and_no_more(workspace: LocalWorkspace) -> None:
    async with aiohttp.ClientSession() as session:
        api = AsyncWebClient(base_url=workspace.api_url, retry_handlers=[])
        sockets = []
        for _ in range(11):
            opened = await api.apps_connections_open(app_token=workspace.app_token)
            sockets.append(await session.ws_connect(opened["url"]))
        frames = [await each.receive_json() for each in sockets]
        assert [each.get("num_connections") for each in frames] == [*range(1, 11), None]
        assert (frames[10]["type"], frames[10]["reason"]) == ("disconnect", "too_many_websockets")
        for each in sockets:
            await each.close()


async def test_a_bot_comes_back_when_it_is_asked_to() -> None:
    """T13."""
    async with (
        listening() as bot,
        PersonClient(bot.workspace.url, bot.workspace.client_token, SANNE) as sanne,
    ):

        async def heard(event: Any) -> None:
            bot.heard.put_nowait(event["text"])

        bot.app.event("message")(heard)
        before = len(bot.workspace.traffic)
        await bot.workspace.delivery.disconnect()

        async def came_back() -> bool:
            news = bot.workspace.traffic[before:]
            opened = any(each.kind == "apps.connections.open" for each in news)
            return opened and bot.workspace.delivery.connected

        await sanne.wait_for(came_back)
        await sanne.say(INKOOP, "ben je er nog?")
        assert await bot.next() == "ben je er nog?"


@pytest.mark.parametrize("way", ["socket", "http"])
async def test_the_same_event_twice_and_withheld(way: str) -> None:
    async with (
        listening(way, ack_seconds=0.2) as bot,
        PersonClient(bot.workspace.url, bot.workspace.client_token, SANNE) as sanne,
    ):
        await _twice_and_withheld(bot, sanne)


async def _twice_and_withheld(bot: Listening, sanne: PersonClient) -> None:
    async def heard(body: Any) -> None:
        bot.heard.put_nowait((body["event_id"], body["event"]["text"]))

    async def command(ack: Any) -> None:
        await ack("hoi")

    bot.app.event("message")(heard)
    bot.app.command("/inkoop")(command)
    faults = bot.workspace.faults

    faults.deliver_twice()
    await sanne.say(INKOOP, "dubbel")
    first, second = await bot.next(), await bot.next()
    assert first == second
    faults.clear()

    faults.withhold()
    await sanne.say(INKOOP, "een")
    await sanne.say(INKOOP, "twee")
    assert bot.heard.empty()
    with pytest.raises(NotPossible, match="operation_timeout"):
        await sanne.command("/inkoop", "x")
    faults.release()
    assert [(await bot.next())[1], (await bot.next())[1]] == ["een", "twee"]

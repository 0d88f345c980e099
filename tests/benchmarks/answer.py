"""One answered question against a bare Bolt listener, in one run on the same stub.

From the signed HTTP request to the stored answer with the next question sent. The bare listener
acknowledges and posts one message; a second one makes the same three calls as we do (the next
question, the answer in the place of the last question, the card), so that their share is seen.
Run by hand: `python -m tests.benchmarks.answer`; `--smoke` takes a few seconds and only shows
that it works.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import aiohttp
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.delivery import signature_headers
from bot.policies import PolicyShelf
from bot.rebuilding import rules_of
from bot.store import register
from bot.store.database import Database
from dialogs import load_script
from knowledge.policy import NO_POLICY

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TEAM, PERSON, CHANNEL = "T0BENCH", "U0BENCH", "D0BENCH"


@dataclass
class Figures:
    """What one server took: CPU milliseconds per answer, and milliseconds of waiting."""

    cpu: float
    acknowledged: list[float]
    asked: list[float]

    def line(self, name: str) -> str:
        return (
            f"{name:36} {self.cpu:8.3f} {at(self.acknowledged, 50):8.2f} "
            f"{at(self.acknowledged, 99):8.2f} {at(self.asked, 50):8.2f} {at(self.asked, 99):8.2f}"
        )


def at(values: list[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


class Stub:
    """A Slack that takes everything at once, and remembers when what arrived."""

    def __init__(self) -> None:
        self.posts: dict[str, float] = {}
        self.calls = 0
        self.count = 0

    async def answer(self, request: Request) -> Response:
        method = request.path_params["method"]
        body = await request.body()
        if method == "auth.test":
            me = {"ok": True, "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT"}
            return JSONResponse(me | {"url": "https://bench.slack.com/"})
        if method == "users.info":
            person = request.query_params["user"]
            return JSONResponse({"ok": True, "user": {"id": person, "team_id": TEAM}})
        self.calls += 1
        self.count += 1
        ts = f"{1_700_000_000 + self.count}.000100"
        if method == "chat.postMessage":
            text = body.decode()
            self.posts[_mark(text)] = time.perf_counter()
        return JSONResponse({"ok": True, "channel": CHANNEL, "ts": ts, "message": {"ts": ts}})


def _mark(text: str) -> str:
    """Which answer a post belongs to: the purchase of the question, or the bare listener's mark."""
    for word in ("circularity.2%2Fchoice", "circularity.2/choice"):
        if word in text:
            before = text[: text.index(word)]
            return before[before.rindex("INK-") :].replace("%2F", "").strip("/")
    return text[text.index("mark-") :].split("&")[0].split('"')[0] if "mark-" in text else ""


BARE = """
import asyncio, os, aiohttp, uvicorn
from slack_bolt.async_app import AsyncApp
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.routing import Route

async def main():
    session = aiohttp.ClientSession()
    client = AsyncWebClient(token="xoxb-x", base_url=os.environ["SLACK_API_URL"], session=session)
    app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])

    @app.action("bare")
    async def bare(ack, body, client):
        await ack()
        await client.chat_postMessage(channel="D0BENCH", text=body["actions"][0]["value"])
        for _ in range(int(os.environ["UPDATES"])):
            await client.chat_update(channel="D0BENCH", ts="1.1", text="x")

    handler = AsyncSlackRequestHandler(app)
    web = Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])])
    config = uvicorn.Config(web, port=int(os.environ["PORT"]), log_config=None, access_log=False)
    await uvicorn.Server(config).serve()

import uvloop
uvloop.run(main())
"""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


class Served:
    """A server in a process of its own."""

    def __init__(
        self, command: list[str], port: int, stub: str, database: str = "", updates: int = 0
    ) -> None:
        self.url = f"http://127.0.0.1:{port}/slack/events"
        self.process = subprocess.Popen(
            command,
            env={
                "PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd(), "PORT": str(port),
                "SLACK_API_URL": stub, "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_BOT_TOKEN": "xoxb-x", "DATABASE_URL": database, "LOG_LEVEL": "ERROR",
                "UPDATES": str(updates), "INKOOP_POSTS_A_SECOND": "0",
            },
        )  # fmt: skip

    def cpu(self) -> float:
        """CPU seconds of the process so far, all its threads together."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


class Driver:
    """Sends what Slack would send, and looks at what comes of it."""

    def __init__(self, session: aiohttp.ClientSession, stub: Stub, calls_per_answer: int) -> None:
        self._session = session
        self._stub = stub
        self._calls = calls_per_answer

    async def send(self, url: str, body: dict[str, Any], *, form: bool = False) -> float:
        text = urlencode(body) if form else urlencode({"payload": json.dumps(body)})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            **signature_headers(SECRET, text, str(int(time.time()))),
        }
        started = time.perf_counter()
        async with self._session.post(url, data=text, headers=headers) as answer:
            await answer.read()
            assert answer.status == 200, answer.status
        return (time.perf_counter() - started) * 1000

    async def until_calls(self, count: int) -> None:
        async with asyncio.timeout(60):
            while self._stub.calls < count:
                await asyncio.sleep(0.002)

    async def measure(
        self, served: Served, clicks: list[tuple[str, dict[str, Any]]], pause: float
    ) -> Figures:
        """Clicks one after the other, each after the last has come to rest."""
        acknowledged, asked = [], []
        before, calls = served.cpu(), self._stub.calls
        for number, (mark, body) in enumerate(clicks, 1):
            started = time.perf_counter()
            acknowledged.append(await self.send(served.url, body))
            await self.until_calls(calls + number * self._calls)
            asked.append((self._stub.posts[mark] - started) * 1000)
            if pause:
                await asyncio.sleep(pause)
        return Figures((served.cpu() - before) / len(clicks) * 1000, acknowledged, asked)


def click(action_id: str, value: str, number: int) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": PERSON, "username": "bench", "team_id": TEAM},
        "team": {"id": TEAM, "domain": "bench"},
        "api_app_id": "A0BENCH",
        "token": "x",
        "container": {"type": "message", "message_ts": "1.1", "channel_id": CHANNEL,
                      "thread_ts": "1.1"},
        "trigger_id": f"{number}.{time.time_ns()}",
        "channel": {"id": CHANNEL, "name": "directmessage"},
        "response_url": "http://127.0.0.1:1/x",
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value,
                     "action_ts": "1.1", "text": {"type": "plain_text", "text": "x"}}],
    }  # fmt: skip


async def prepare(driver: Driver, stub: Stub, served: Served, count: int, first: int) -> list[Any]:
    """Starts purchases through the server itself, up to the first of the nine."""
    command = {
        "token": "x", "team_id": TEAM, "channel_id": CHANNEL, "user_id": PERSON,
        "command": "/inkoop", "text": "40 laptops voor nieuwe collega's",
        "response_url": "http://127.0.0.1:1/x",
    }  # fmt: skip
    for number in range(first, first + count):
        calls = stub.calls
        await driver.send(served.url, command | {"trigger_id": f"c{time.time_ns()}"}, form=True)
        await driver.until_calls(calls + 2)
        skip = click(f"skip_intake/INK-{number:04d}", "", number)
        await driver.send(served.url, skip)
        await driver.until_calls(calls + 5)
    return [
        (
            f"INK-{number:04d}",
            click(f"answer/INK-{number:04d}/circularity.1/choice/0/need", "", number),
        )
        for number in range(first, first + count)
    ]


def fill(path: Path, upto: int) -> None:
    """Copies the purchases that are there until there are so many."""
    with sqlite3.connect(path) as database:
        (have,) = database.execute("SELECT max(number) FROM purchases").fetchone()
        numbers = f"WITH RECURSIVE n(i) AS (SELECT {have + 1} UNION ALL SELECT i + 1 FROM n WHERE i < {upto})"  # noqa: E501, S608
        for table, columns in (
            ("purchases", "title, description, category, status, owner, channel, card, direct, "
             "state, version, created_at, updated_at"),
            ("answers", "question, part, revision, value, answered_by, answered_at"),
            ("outbox", "key, channel, message, state, reason, due_at, attempts, claimed_by, "
             "claimed_at, sent_channel, sent_ts, created_at, thread"),
        ):  # fmt: skip
            thread = ", thread" if table == "purchases" else ""
            value = ", 't' || n.i" if thread else ""
            database.execute(
                f"{numbers} INSERT INTO {table} (workspace, number, {columns}{thread}) "  # noqa: S608
                f"SELECT workspace, n.i, {columns}{value} FROM n, {table} WHERE number = 1"
            )
        database.execute("UPDATE workspaces SET last_number = ?", (upto,))


def signed(url: str) -> None:
    """Notes that the register is written by the rules in use: else the bot would write all of it
    anew, beside the answers that are measured."""
    parts: Any = SimpleNamespace(policies=PolicyShelf(NO_POLICY), script=load_script())
    database = Database(url)
    database.run_now(TEAM, lambda bound: register.sign(bound, rules_of(parts, bound)))
    database.dispose()


async def served_ready(driver: Driver, served: Served) -> None:
    async with asyncio.timeout(30):
        while True:
            try:
                await driver.send(served.url, {"type": "x", "token": "x"})
            except (aiohttp.ClientError, AssertionError) as error:
                if isinstance(error, AssertionError):
                    return
                await asyncio.sleep(0.05)
            else:
                return


async def main(count: int, stored: list[int]) -> None:
    stub = Stub()
    app = Starlette(routes=[Route("/api/{method}", stub.answer, methods=["GET", "POST"])])
    config = uvicorn.Config(app, port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/api/"
    print(f"{count} answers each; milliseconds")
    print(f"{'':36} {'CPU':>8} {'ack p50':>8} {'ack p99':>8} {'ask p50':>8} {'ask p99':>8}")
    async with aiohttp.ClientSession() as session:
        bare = await with_server(
            Served([sys.executable, "-c", BARE], free_port(), base),
            Driver(session, stub, 1),
            lambda driver, served: measured_bare(driver, served, count),
        )
        print(bare.line("bare Bolt listener, one post"))
        same = await with_server(
            Served([sys.executable, "-c", BARE], free_port(), base, updates=2),
            Driver(session, stub, 3),
            lambda driver, served: measured_bare(driver, served, count),
        )
        print(same.line("bare Bolt listener, our three calls"))
        results = []
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench.db"
            url = f"sqlite:///{path}"
            run = [sys.executable, "-m", "bot"]
            environment = {**os.environ, "DATABASE_URL": url}
            subprocess.run([*run, "migrate"], check=True, env=environment, capture_output=True)  # noqa: ASYNC221
            first = 1
            for many in stored:

                async def ours(driver: Driver, served: Served, first: int = first) -> Figures:
                    clicks = await prepare(driver, stub, served, count, first)
                    return await driver.measure(served, clicks, 0)

                if first > 1:
                    fill(path, many)
                    signed(url)
                    first = many + 1
                served = Served([*run, "serve"], free_port(), base, url)
                driver = Driver(session, stub, 3)
                found = await with_server(served, driver, lambda d, s, f=first: ours(d, s, f))
                first += count
                results.append(found)
                label = f"Inkoopmaatje, {max(many, count):,} stored"
                ratios = f"{found.cpu / bare.cpu:.2f} x and {found.cpu / same.cpu:.2f} x bare"
                print(f"{found.line(label)}   {ratios}")
    print(
        f"acknowledged (p50): {at(results[0].acknowledged, 50) / at(bare.acknowledged, 50):.2f} x"
    )
    if len(results) > 1:
        print(f"growth in CPU: {results[-1].cpu / results[0].cpu:.2f} x")
    server.should_exit = True
    await task


async def measured_bare(driver: Driver, served: Served, count: int) -> Figures:
    clicks = [(f"mark-{n}-", click("bare", f"mark-{n}-", n)) for n in range(count)]
    await driver.measure(
        served, [(f"mark-w{n}-", click("bare", f"mark-w{n}-", n)) for n in range(20)], 0
    )
    return await driver.measure(served, clicks, 0)


async def with_server(
    served: Served, driver: Driver, measure: Callable[[Driver, Served], Any]
) -> Figures:
    try:
        await served_ready(driver, served)
        figures: Figures = await measure(driver, served)
        return figures
    finally:
        served.stop()


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--smoke", action="store_true", help="a second, to see that it works")
    reader.add_argument("--answers", type=int, default=400)
    told = reader.parse_args()
    if told.smoke:
        asyncio.run(main(10, [10]))
    else:
        asyncio.run(main(told.answers, [1_000, 100_000]))

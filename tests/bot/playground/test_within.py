"""The workspace is a guest in the program that it runs in."""

from __future__ import annotations

import asyncio
import logging
import signal
import time

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import LocalWorkspace
from tests.bot.playground.listening import manifest


async def test_signals_and_logging_stay_the_host_s(caplog: pytest.LogCaptureFixture) -> None:
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    root = (logging.getLogger().level, list(logging.getLogger().handlers))
    caplog.set_level(logging.INFO, logger="uvicorn.error")

    async with LocalWorkspace(manifest()) as workspace:
        assert {each: signal.getsignal(each) for each in handlers} == handlers
        assert workspace.workspace.state_file is None
        assert workspace.team_id == "T0GEMEENTE"

    assert caplog.records == []
    assert (logging.getLogger().level, list(logging.getLogger().handlers)) == root


async def test_two_beside_each_other_know_nothing_of_each_other() -> None:
    async with LocalWorkspace(manifest()) as one, LocalWorkspace(manifest()) as other:
        assert one.url != other.url
        api = AsyncWebClient(one.bot_token, base_url=other.api_url, retry_handlers=[])
        with pytest.raises(Exception, match="invalid_auth"):
            await api.auth_test()


async def test_it_stops_at_once_while_a_call_hangs() -> None:
    async with LocalWorkspace(manifest()) as workspace:
        workspace.faults.plan("auth.test", hang_seconds=60)
        api = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])
        hanging = asyncio.create_task(api.auth_test())
        while not workspace.traffic:
            await asyncio.sleep(0)
        started = time.perf_counter()
    assert time.perf_counter() - started < 1
    await asyncio.gather(hanging, return_exceptions=True)


async def test_a_port_that_is_taken_says_so() -> None:
    async with LocalWorkspace(manifest()) as workspace:
        port = int(workspace.url.rstrip("/").rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            async with LocalWorkspace(manifest(), port=port):
                pass

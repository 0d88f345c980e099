"""Faults of the Web API happen as planned, as often as planned."""

from __future__ import annotations

import asyncio
import logging
import time

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.people import INKOOP
from bot.playground.server import LocalWorkspace


async def test_errors_limits_and_breakdowns(api: AsyncWebClient, workspace: LocalWorkspace) -> None:
    faults = workspace.faults
    faults.plan("chat.postMessage", error="fatal_error", times=2)
    faults.plan("chat.postMessage", retry_after=7)
    faults.plan("chat.postMessage", status=500)
    told = []
    for _ in range(4):
        with pytest.raises(SlackApiError) as raised:
            await api.chat_postMessage(channel=INKOOP, text="t")
        told.append(raised.value.response)

    assert [each.status_code for each in told] == [200, 200, 429, 500]
    assert told[0]["error"] == "fatal_error"
    assert (told[2]["error"], told[2].headers["Retry-After"]) == ("ratelimited", "7")
    assert (await api.chat_postMessage(channel=INKOOP, text="t"))["ok"]
    faults.plan("*", error="internal_error", times=None)
    for _ in range(3):
        with pytest.raises(SlackApiError, match="internal_error"):
            await api.auth_test()
    faults.clear()
    assert (await api.auth_test())["ok"]
    assert len(workspace.calls("chat.")) == 1


async def test_an_answer_that_is_lost_after_the_message_was_posted(
    api: AsyncWebClient, workspace: LocalWorkspace, caplog: pytest.LogCaptureFixture
) -> None:
    """T4."""
    workspace.faults.plan("chat.postMessage", drop_reply=True)

    with caplog.at_level(logging.WARNING), pytest.raises(aiohttp.ServerDisconnectedError):
        await api.chat_postMessage(channel=INKOOP, text="staat er wel")

    history = await api.conversations_history(channel=INKOOP)
    assert [each["text"] for each in history["messages"]] == ["staat er wel"]
    assert [each for each in caplog.records if each.name.startswith("uvicorn")] == []


async def test_silence(workspace: LocalWorkspace) -> None:
    api = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, timeout=1)
    api.timeout = 0.05  # type: ignore[assignment]
    workspace.faults.plan("auth.test", hang_seconds=60)
    started = time.perf_counter()
    with pytest.raises(asyncio.TimeoutError):
        await api.auth_test()
    assert time.perf_counter() - started < 1


async def test_traffic_tells_what_passed_and_no_secret(
    api: AsyncWebClient, workspace: LocalWorkspace
) -> None:
    await api.chat_postMessage(channel=INKOOP, text="t")
    with pytest.raises(SlackApiError):
        await api.chat_postMessage(channel="C0NONE", text="t")

    told, refused = [each for each in workspace.traffic if each.direction == "to the workspace"]
    assert (told.kind, told.payload["text"], told.ok) == ("chat.postMessage", "t", True)
    assert told.response["channel"] == INKOOP
    assert told.milliseconds > 0
    assert told.started <= refused.started
    assert (refused.ok, refused.response["error"]) == (False, "channel_not_found")
    assert workspace.bot_token not in str(workspace.traffic)

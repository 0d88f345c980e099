"""The heartbeat: it stops without a complaint, also in the middle of a sweep."""

from __future__ import annotations

import asyncio

import pytest

from bot.clock import Heartbeat


async def test_a_sweep_that_is_cut_off_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    began = asyncio.Event()

    async def sweep() -> None:
        began.set()
        await asyncio.sleep(60)

    heartbeat = Heartbeat()
    heartbeat.every(0.01, sweep)
    heartbeat.start()
    async with asyncio.timeout(10):
        await began.wait()

    heartbeat.stop()
    await asyncio.sleep(0.1)

    assert [each for each in caplog.records if each.levelname == "ERROR"] == []

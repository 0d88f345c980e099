"""A bot in a process of its own that tells what is due until it is killed; it hears nobody.

It is a fork of a process that has read every module already, so that one that died is back in a
moment. Its name for a place to die at is a function of ours: `kill -9` comes at its first line.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import threading
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.process import BaseProcess

import holidays  # noqa: F401  # imported at the first question about a day, which is too late here

from bot import log
from bot.beats import quietly
from bot.playground.clock import WorkspaceClock
from bot.serving import quick_loop
from bot.settings import Settings
from bot.wiring import running
from tests.journeys.killed import Executioner

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])
OFTEN = 0.1
"""Seconds between two looks at what is due. The heartbeat's five are longer than a life here."""


@dataclass(frozen=True)
class Orders:
    """What one process needs to know. `die_at` is empty for one that lives until it is killed."""

    settings: Settings
    ahead: timedelta
    lease: timedelta
    die_at: str = ""


def started(orders: Orders) -> BaseProcess:
    """A new process that does what it is for until it dies."""
    process = FORKS.Process(target=_lives, args=(orders,), daemon=True)
    process.start()
    return process


def _lives(orders: Orders) -> None:
    log.configure("ERROR", "json")
    if orders.die_at:
        executioner = Executioner(orders.die_at, 1)
        threading.settrace(executioner.trace)  # the threads of the store, which are yet to start
        sys.settrace(executioner.trace)
    with asyncio.Runner(loop_factory=quick_loop()) as runner:
        runner.run(_tells(orders))


async def _tells(orders: Orders) -> None:
    async with running(orders.settings, clock=WorkspaceClock(orders.ahead)) as bot:
        bot.courier.notes.lease = orders.lease
        while True:
            await quietly("nudges.not_told", bot.dispatcher.sweep)()
            await quietly("sweep.not_read", bot.courier.sweep)()
            await asyncio.sleep(OFTEN)

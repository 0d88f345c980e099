"""The clock, and the heartbeat: the only place that asks for the time or schedules anything."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Protocol

from apscheduler.schedulers.asyncio import AsyncIOScheduler

SWEEP_SECONDS = 1.0
NUDGE_SECONDS = 5.0
"""How often is looked whether a moment is due."""
ROUND_SECONDS = 60.0
"""How often is looked whether a round is due."""
LOOK_SECONDS = 15.0
"""How often is looked whether the organisation changed what it knows itself."""


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> datetime:
        """This moment, in UTC."""


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)


class Heartbeat:
    """Calls sweeps at an interval; the rows in the database are the truth, this only ticks."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def every(self, seconds: float, sweep: Callable[[], Awaitable[object]]) -> None:
        """Calls a sweep every so many seconds, never twice at the same time."""

        async def beat() -> None:
            # The scheduler would log the sweep that it cuts off when it stops as an error.
            with contextlib.suppress(asyncio.CancelledError):
                await sweep()

        self._scheduler.add_job(beat, "interval", seconds=seconds)

    def start(self) -> None:
        """Starts ticking."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stops ticking; a sweep that runs is cut off, and what it did not do is done later."""
        self._scheduler.shutdown(wait=False)

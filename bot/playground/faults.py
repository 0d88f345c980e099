"""What goes wrong on order: refusals, waiting, silence, and things that get lost or come twice."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random


@dataclass
class Fault:
    """One thing that goes wrong at a method of the Web API, a number of times.

    `met` counts how often it happened.
    """

    method: str
    times: int | None = 1
    error: str = ""
    status: int = 200
    retry_after: int = 0
    hang_seconds: float = 0
    drop_reply: bool = False
    share: float = 1.0
    met: int = 0


@dataclass
class Faults:
    """The faults that are planned; each is taken in turn when its method is called.

    `dice` decide which calls meet a fault that happens to a share of them.
    """

    planned: list[Fault] = field(default_factory=list)
    dice: Random = field(default_factory=Random)
    deliveries: int = 1
    _passage: asyncio.Event | None = None

    def plan(
        self,
        method: str,
        *,
        times: int | None = 1,
        error: str = "",
        status: int = 200,
        retry_after: int = 0,
        hang_seconds: float = 0,
        drop_reply: bool = False,
        share: float = 1.0,
    ) -> Fault:
        """Plans a fault: an error code, a status (429 with `retry_after`, 500), a time without any
        answer, or an answer that is lost after the work was done (`drop_reply`).

        It happens `times` times, or with None until `clear()`; at a `share` of the calls. `*`
        stands for every method.
        """
        fault = Fault(method, times, error, status, retry_after, hang_seconds, drop_reply, share)
        self.planned.append(fault)
        return fault

    def deliver_twice(self, times: int = 2) -> None:
        """From now on every event is delivered so many times, with the same event_id."""
        self.deliveries = times

    def withhold(self) -> None:
        """From now on nothing reaches the bot: events wait, and people get no answer."""
        self._passage = asyncio.Event()

    def release(self) -> None:
        """Lets through what was withheld, in its order."""
        if self._passage:
            self._passage.set()
        self._passage = None

    def clear(self) -> None:
        """From now on everything goes well."""
        self.planned.clear()
        self.deliveries = 1
        self.release()

    async def passage(self) -> None:
        """Waits as long as deliveries are withheld."""
        while self._passage:
            await self._passage.wait()

    def next(self, method: str) -> Fault | None:
        """The fault that this call meets, if any."""
        for fault in self.planned:
            if fault.method in (method, "*") and fault.times != 0:
                if fault.share < 1 and self.dice.random() >= fault.share:
                    continue
                if fault.times:
                    fault.times -= 1
                fault.met += 1
                return fault
        return None

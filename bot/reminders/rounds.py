"""The rounds: the digest when it is time, and every hour what is silent and who left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.colleagues import FRESH
from bot.log import log
from bot.parts import Parts
from bot.reminders.lesson_asking import ask_waiting
from bot.reminders.ripening import Ripening
from bot.reminders.silence import Silence
from bot.reminders.unanswered import Unanswered
from bot.reminders.weekly import Weekly
from bot.store import contracts
from bot.store.database import Bound

HOUR = timedelta(hours=1)
LOOK_UPS = 50
"""So many people are looked up in a round, so that the platform is not overrun (T7)."""

Left = Callable[[str], Awaitable[None]]
"""Called with somebody who is not, or no longer, a colleague on the platform."""


class Rounds:
    """Looks around on every beat; what it finds there is in the database, so any process may."""

    def __init__(self, parts: Parts, left: Left) -> None:
        self._parts = parts
        self._left = left
        self._silence = Silence(parts)
        self._last: datetime | None = None
        self._after = ""
        self._unanswered = Unanswered(parts)
        self.ripening = Ripening(parts)
        self.weekly = Weekly(parts)

    async def beat(self) -> None:
        """The digest, if it is time; the rest when an hour went by on the clock, either way."""
        await self.weekly.tell()
        await self._unanswered.beat()
        now = self._parts.clock.now()
        if self._last is None or abs(now - self._last) >= HOUR:
            await self.hourly()
            self._last = now

    async def hourly(self) -> None:
        """Tells what is silent and what is ripe, asks about lessons, and looks whether people are
        still here."""
        told = await self._silence.round()
        if told:
            log.info("silence.told", purchases=told)
        await ask_waiting(self._parts)
        await self.ripening.round()
        await self._look_at_people()
        await self._unanswered.look_at_people()

    async def _look_at_people(self) -> None:
        """Each owner and deputy once a day: a few at a time, going on where we were."""
        parts = self._parts
        found = await parts.database.run(parts.workspace, self._people)
        self._after = found[-1] if len(found) == LOOK_UPS else ""
        for person in found:
            known = await parts.directory.known(person, FRESH)
            if known.standing != "here":
                log.info("round.person_left", person=person, standing=known.standing)
                await self._left(person)

    def _people(self, bound: Bound) -> list[str]:
        seen_before = self._parts.clock.now() - FRESH
        return contracts.people(bound, seen_before, self._after, LOOK_UPS)

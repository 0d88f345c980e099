"""Who somebody is: what the platform said of them, kept, and asked again when it is old.

The platform's silence never costs what we had (T8); people are asked for one by one (T7).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.ports import Known
from bot.settings import known_zone
from bot.store import people
from bot.store.database import Bound, Database

LookUp = Callable[[str], Awaitable[Known | None]]
"""Asks the platform about somebody; None when it does not say."""
Gone = Callable[[str], Awaitable[None]]
"""Called with somebody who left, perhaps more than once; or who stands otherwise to us now."""


async def _nobody_minds(person: str) -> None:
    """Until there is something to hand over."""


def _learnt(bound: Bound, told: Known, asked_at: datetime) -> tuple[Known, datetime] | None:
    people.learn(bound, told, asked_at)
    return people.known(bound, told.person)


class KnownPeople:
    """What is known of the people of one workspace; a `Directory`."""

    def __init__(
        self, database: Database, workspace: str, clock: Clock, zone: ZoneInfo, look_up: LookUp
    ) -> None:
        self._database = database
        self._clock = clock
        self._zone = zone
        self._look_up = look_up
        self.workspace = workspace
        self.gone: Gone = _nobody_minds
        self.moved: Gone = _nobody_minds

    async def known(self, person: str, at_most_old: timedelta) -> Known:
        """What is known of somebody, not older than that where the platform can be asked.

        Where it cannot, what was known before; of who was never looked up, that they are here.
        Raises NotSaved.
        """
        kept = await self._database.run(self.workspace, lambda bound: people.known(bound, person))
        now = self._clock.now()
        if kept is None or now - kept[1] > at_most_old:
            told = await self._look_up(person)
            if told is not None:
                before, kept = (
                    kept,
                    await self._database.run(
                        self.workspace, lambda bound: _learnt(bound, told, now)
                    ),
                )
                if kept and (before[0].standing if before else "here") != kept[0].standing:
                    await self.moved(person)
        return self._placed(kept[0] if kept else Known(person, ""))

    async def kept(self, person: str) -> tuple[Known, datetime] | None:
        """What we know of somebody without asking, and since when; None when we never asked.

        Raises NotSaved.
        """
        return await self._database.run_single(
            self.workspace, lambda bound: people.known(bound, person)
        )

    async def heard(self, told: Known) -> None:
        """The platform came to say that somebody changed; calls `gone` for who left, and `moved`.

        Raises NotSaved, and what those raise: the platform will then come again.
        """
        now = self._clock.now()
        news = await self._database.run(
            self.workspace, lambda bound: people.heard(bound, told, now)
        )
        if told.deleted:
            await self.gone(told.person)
        if news:
            await self.moved(told.person)

    def _placed(self, known: Known) -> Known:
        """In a time zone that exists: else in that of the organisation."""
        try:
            zone = known_zone(known.zone)
        except ValueError:
            zone = self._zone.key
        return Known.standing_as(known.standing, known.person, zone)

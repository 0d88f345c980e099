"""Looks after successes once in a while: counts cheers, and what nobody answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.celebrating.showing import ask, ask_no_longer, stands
from bot.parts import Parts
from bot.ports import Cheering, Outgoing
from bot.reminders.receivers import in_their_hours
from bot.store import successes
from bot.store.database import Bound
from dialogs.success import Success
from dialogs.success_told import ABOUT, go_without, stamp
from dialogs.turn import say

HOUR = timedelta(hours=1)
COUNTED = timedelta(days=60)
"""So long after it was posted its cheers are counted."""
PATIENCE = timedelta(days=7)
"""So long somebody may think before we ask once more, and before we tell that no answer came."""
AT_ONCE = 20
"""So many are looked at in a round, so that the platform is not overrun (T7)."""


class Cheers:
    """Looks on every beat whether an hour went by; what it finds is in the database."""

    def __init__(self, parts: Parts, cheering: Cheering) -> None:
        self._parts = parts
        self._cheering = cheering
        self._last: datetime | None = None

    async def beat(self) -> None:
        """The round, when an hour went by on the clock, either way."""
        now = self._parts.clock.now()
        if self._last is None or abs(now - self._last) >= HOUR:
            await self.round()
            self._last = now

    async def round(self) -> None:
        """Counts each success once a day, and looks at what waits too long. Raises NotSaved."""
        await self._count()
        parts = self._parts
        parts.courier.take(await parts.database.run(parts.workspace, self._waiting))

    async def _count(self) -> None:
        parts, now = self._parts, self._parts.clock.now()
        today = now.astimezone(parts.organisation.zone).date()

        def read(bound: Bound) -> list[tuple[int, str, str, int]]:
            found = []
            for each in successes.to_count(bound, now - COUNTED, today, AT_ONCE):
                place = stands(bound, each)
                if place and place.ts:
                    found.append((each.id, place.channel, place.ts, each.cheers))
                else:  # not to be in the way of the next ones
                    successes.counted(bound, each.id, each.cheers, today)
            return found

        for id, channel, ts, before in await parts.database.run(parts.workspace, read):
            count = await self._cheering.cheers(channel, ts)
            cheers = before if count is None else count
            note = partial(successes.counted, id=id, cheers=cheers, today=today)
            await parts.database.run(parts.workspace, note)

    def _waiting(self, bound: Bound) -> list[Outgoing]:
        """Who did not answer is asked once more, then its poster may go on without them; what no
        ambassador posted is told to who wrote it."""
        now, rows = self._parts.clock.now(), []
        for id in successes.unanswered(bound, now - PATIENCE):
            success = successes.load(bound, id)
            if success and success.state in ("asking", "posted"):
                rows += self._unanswered(bound, success, now)
        for success in successes.left_waiting(bound, now - PATIENCE, AT_ONCE):
            self._once(bound, success, "success.nobody_posted")
        return rows

    def _unanswered(self, bound: Bound, success: Success, now: datetime) -> list[Outgoing]:
        late = [each for each in success.people if each.consent == "asked" and each.asked_at]
        again = [each.person for each in late if not each.reminded_at]
        if again:
            people = tuple(
                replace(each, asked_at=now, reminded_at=now) if each.person in again else each
                for each in success.people
            )
            success = successes.save(bound, replace(success, people=people))
            for person in again:
                ask(self._parts, bound, success, person)
            asked_before = [each for each in late if each.person in again]
            return ask_no_longer(self._parts, bound, success, asked_before)
        if success.state != "asking":
            return []
        scene = self._parts.scene(self._parts.language_of(bound, success.poster))
        since = max(map(stamp, late))
        key = f"{ABOUT}{success.id}/unanswered/{since}"
        message = replace(go_without(scene, success), key=key)
        in_their_hours(self._parts, bound, success.poster, message)
        return []

    def _once(self, bound: Bound, success: Success, key: str) -> None:
        """Tells its author something of it, once and in their hours."""
        scene = self._parts.scene(self._parts.language_of(bound, success.author))
        message = say(scene, key, title=success.title)
        since = f"{success.updated_at:%Y%m%d%H%M%S}"  # it may wait once more, after a change
        message = replace(message, key=f"{ABOUT}{success.id}/{key}/{since}")
        in_their_hours(self._parts, bound, success.author, message)

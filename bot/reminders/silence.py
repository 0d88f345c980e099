"""Tells of purchases in which nobody answered for a while: their owner, and procurement.

A silence is told once: that it was is kept with the purchase, and an answer takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import groupby

from bot.parts import Parts
from bot.ports import Held, Place
from bot.reminders.conscience import not_now
from bot.reminders.procurement import SILENT, open_link, tell_procurement
from bot.reminders.receivers import NUDGE, habit_of, zone_of
from bot.store import purchases, silent
from bot.store.database import Bound
from bot.store.people import is_here
from bot.store.silent import Silent
from dialogs.procurement import Waiting, silent_from, silent_owner
from dialogs.procurement import silent as silent_lines
from dialogs.progress import open_question

AT_ONCE = 10
"""So many purchases are told of in one message to procurement, and in one transaction."""
STILL_USEFUL = timedelta(days=60)
"""A silence that began longer ago than this, before the first look, is not told any more."""
MOST = 1000
"""So many are looked at in a round; what is left comes in the next."""


class Silence:
    """Finds what is silent, and tells it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def round(self) -> int:
        """Tells of every silence that was not told yet; gives how many purchases were told of."""
        parts = self._parts
        if not parts.rules.calendar.is_open(parts.clock.now(), parts.rules.zone):
            return 0
        found = await parts.database.run(parts.workspace, self._silent)
        found.sort(key=lambda each: (each.owner, each.purchase))
        count = 0
        for start in range(0, len(found), AT_ONCE):
            count += await self._told(found[start : start + AT_ONCE])
        return count

    async def _told(self, some: Sequence[Silent]) -> int:
        return await self._parts.database.run(
            self._parts.workspace, lambda bound: self._tell(bound, some)
        )

    def _silent(self, bound: Bound) -> list[Silent]:
        since = self._before(paused=True) - STILL_USEFUL
        found = silent.silent(bound, since, self._before(paused=False), MOST)
        return [each for each in found if each.since < self._before(paused=each.paused)]

    def _before(self, *, paused: bool) -> datetime:
        """What was answered before this is silent; who pauses gets twice the time."""
        parts = self._parts
        rules = parts.rules
        workdays = rules.offsets.silent_workdays * (2 if paused else 1)
        today = parts.clock.now().astimezone(rules.zone).date()
        day = silent_from(today, workdays, rules.calendar)
        return datetime.combine(day, time(), rules.zone)

    def _tell(self, bound: Bound, some: Sequence[Silent]) -> int:
        """One transaction: each owner in one message, and all of it in one to procurement."""
        told: list[Held] = []
        for owner, theirs in groupby(some, key=lambda each: each.owner):
            told += self._tell_owner(bound, owner, theirs)
        if told:
            waiting = [self._waiting(held, open_link(self._parts, held)) for held in told]
            tell_procurement(
                self._parts, bound, self._key(told[0]), lambda scene: silent_lines(scene, waiting)
            )
        return len(told)

    def _tell_owner(self, bound: Bound, owner: str, theirs: Iterable[Silent]) -> list[Held]:
        """Takes what is silent of one owner, unless they must be left in peace for now."""
        parts, now = self._parts, self._parts.clock.now()
        here, rules = is_here(bound, owner), parts.rules
        habit = habit_of(bound, owner, zone_of(parts, bound, owner), now)
        if here and not_now(now, habit, rules.calendar, rules.offsets.messages_a_week):
            return []
        taken = [held for each in theirs if (held := self._take(bound, each))]
        if taken and here:
            scene = parts.scene(parts.language_of(bound, owner))
            waiting = [self._waiting(held, parts.link(held.place)) for held in taken]
            message = replace(silent_owner(scene, waiting), key=f"{NUDGE}{self._key(taken[0])}")
            parts.say_later(bound, Place(owner), message, now)
        return taken

    def _take(self, bound: Bound, each: Silent) -> Held | None:
        """Takes one silence; None when another did, or when nothing is asked there now.

        What somebody does not know yet has a day of its own, on which it is asked again.
        """
        before = self._before(paused=each.paused)
        if not silent.take(bound, each.purchase, before, self._parts.clock.now()):
            return None
        held = purchases.load(bound, each.purchase)
        asked = held is not None and open_question(self._parts.script, held.purchase) is not None
        return held if asked else None

    def _waiting(self, held: Held, link: str) -> Waiting:
        rules, now = self._parts.rules, self._parts.clock.now()
        since = held.purchase.updated_at.astimezone(rules.zone).date()
        today = now.astimezone(rules.zone).date()
        return Waiting(held.purchase, rules.calendar.working_days_since(since, today), link)

    def _key(self, held: Held) -> str:
        """A silence, by the purchase and the day of the last answer."""
        day = held.purchase.updated_at.astimezone(self._parts.rules.zone).date()
        return f"{SILENT}{held.purchase.id}/{day}"

"""Finds what is due and tells it: one receiver at a time, one transaction each.

What is told is stored in the outbox in the transaction that takes it from the ledger; so a process
that dies at any line loses nothing and tells nothing twice.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.colleagues import FRESH
from bot.log import log
from bot.parts import Parts
from bot.ports import Known, Outgoing, Place
from bot.reminders.conscience import Habit, PutOff, not_now
from bot.reminders.escalation import together, told
from bot.reminders.planning import Rules
from bot.reminders.receivers import NUDGE, habit_of, in_their_hours
from bot.reminders.subjects import Reader
from bot.store import ledger, moments
from bot.store.database import Bound, NotSaved
from dialogs.bundles import IN_BUNDLE, bundle, stuck
from dialogs.messages import Message
from dialogs.moment import PROCUREMENT, Moment
from dialogs.nudges import Subject, nudge
from dialogs.reasons import because

STUCK, INSTEAD = "stuck/", "instead/"
AT_ONCE = 100

Left = Callable[[str], Awaitable[None]]
"""Called with a receiver who is not, or no longer, a colleague on the platform."""


class Dispatcher:
    """Tells people what is due."""

    def __init__(self, parts: Parts, left: Left) -> None:
        self._parts = parts
        self._left = left

    async def sweep(self) -> int:
        """Tells everything that is due now; gives the number of receivers that were looked at."""
        parts, count = self._parts, 0
        seen: set[str] = set()
        while True:
            found = await parts.database.run(parts.workspace, self._receivers)
            fresh = [each for each in found if each not in seen]
            if not fresh:
                return count
            for receiver in fresh:
                try:
                    await self._tell(receiver)
                except NotSaved:
                    raise
                except Exception as error:
                    # One row that cannot be told must not keep everybody else waiting.
                    log.error("nudge.failed", person=receiver, exc_info=error)
            seen.update(fresh)
            count += len(fresh)

    def _receivers(self, bound: Bound) -> list[str]:
        return moments.due_receivers(bound, self._parts.clock.now(), AT_ONCE)

    async def _tell(self, receiver: str) -> None:
        parts = self._parts
        if receiver == PROCUREMENT:
            rows = await parts.database.run(parts.workspace, self._tell_channel)
        else:
            known = await parts.directory.known(receiver, FRESH)
            if known.standing != "here":
                log.info("nudge.receiver_left", person=receiver, standing=known.standing)
                await self._left(receiver)
                return
            rows = await parts.database.run(
                parts.workspace, lambda bound: self._tell_person(bound, known)
            )
        parts.courier.take(rows)

    def _tell_person(self, bound: Bound, known: Known) -> list[Outgoing]:
        """One message to one person about all that is due; or it is put off, and says why."""
        parts, now = self._parts, self._parts.clock.now()
        held = moments.hold(bound, known.person)
        due = moments.due_of(bound, known.person, now) if held else []
        if not due:
            return []
        rules = parts.rules
        habit = habit_of(bound, known.person, ZoneInfo(known.zone), now)
        if wait := not_now(now, habit, rules.calendar, rules.offsets.messages_a_week):
            _put_off(bound, due, wait)
            return []
        asked, rest = together(due)
        moments.save(bound, rest)
        subjects = Reader(bound, rules).subjects(asked)
        scene = parts.scene(parts.language_of(bound, known.person))
        if len(subjects) == 1:
            message = nudge(scene, subjects[0], known.person)
        else:
            first = subjects[:IN_BUNDLE]
            message = bundle(scene, first, len(subjects) - len(first))
        return [self._say(bound, Place(known.person), message, NUDGE, subjects)]

    def _tell_channel(self, bound: Bound) -> list[Outgoing]:
        """What nobody answered, said once in the procurement channel, or to the owners instead."""
        parts, now = self._parts, self._parts.clock.now()
        held = moments.hold(bound, PROCUREMENT)
        due = moments.due_of(bound, PROCUREMENT, now) if held else []
        if not due:
            return []
        rules, organisation = parts.rules, parts.organisation
        if wait := not_now(now, Habit(organisation.zone), rules.calendar, 1):
            _put_off(bound, due, wait)
            return []
        subjects = Reader(bound, rules).subjects(due)
        if not organisation.procurement_channel:
            return self.instead_of_channel(bound, subjects)
        message = stuck(parts.scene(organisation.language), subjects)
        place = Place(organisation.procurement_channel, direct=False)
        return [self._say(bound, place, message, STUCK, subjects)]

    def instead_of_channel(self, bound: Bound, subjects: Sequence[Subject]) -> list[Outgoing]:
        """What could not be said in the channel is said to the owners, and why: in their hours."""
        parts, now = self._parts, self._parts.clock.now()
        by_owner: dict[str, list[Subject]] = {}
        for each in subjects:
            by_owner.setdefault(each.moment.owner, []).append(each)
        for owner, theirs in by_owner.items():
            scene = parts.scene(parts.language_of(bound, owner))
            message = stuck(scene, theirs, instead=True)
            message = replace(message, key=_key(INSTEAD, owner, now))
            self._written(bound, in_their_hours(parts, bound, owner, message), owner, theirs)
        return []

    def _say(
        self, bound: Bound, place: Place, message: Message, kind: str, subjects: Sequence[Subject]
    ) -> Outgoing:
        """Stores a message for sending, and in the ledger that it was about these moments."""
        message = replace(message, key=_key(kind, place.channel, self._parts.clock.now()))
        row = self._parts.say_at(bound, place, message)
        self._written(bound, row.id, place.channel if place.direct else PROCUREMENT, subjects)
        return row

    def _written(
        self, bound: Bound, message: int | None, receiver: str, subjects: Sequence[Subject]
    ) -> None:
        """Writes into the ledger that a message is about these moments, and what comes next."""
        if message is None:
            return
        now = self._parts.clock.now()
        ledger.tell(bound, [each.moment for each in subjects], message, receiver, now)
        after = [
            told(each.moment, message, now, each.deputy, self._rules_of(each)) for each in subjects
        ]
        moments.save(bound, after)

    def _rules_of(self, subject: Subject) -> Rules:
        return replace(self._parts.rules, offsets=subject.offsets)

    def refused(self, bound: Bound, outgoing: Outgoing) -> Sequence[Outgoing]:
        """A message was refused for good: what it was about goes to whoever comes next."""
        about = [each for each in moments.told_by(bound, outgoing.id) if each.state == "asked"]
        if not about:
            return ()
        now = self._parts.clock.now()
        if outgoing.message.key.startswith(STUCK):
            return self.instead_of_channel(bound, Reader(bound, self._parts.rules).subjects(about))
        waiting = [each for each in about if each.due_at is not None]
        moments.save(
            bound, [replace(each, due_at=now, reason=because("refused")) for each in waiting]
        )
        return ()


def _key(kind: str, receiver: str, now: datetime) -> str:
    """What names a message to one receiver: there is one at a time."""
    return f"{kind}{receiver}/{now.timestamp():.6f}"


def _put_off(bound: Bound, due: Sequence[Moment], wait: PutOff) -> None:
    moments.save(bound, [replace(each, due_at=wait.until, reason=wait.reason) for each in due])

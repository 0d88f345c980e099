"""When the messages about moments will go, if nothing happens in between. Pure.

It follows the same conscience as the sending: office hours, what the receiver chose, and no more
than so many messages a week.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.reminders.conscience import Habit, not_now
from bot.reminders.escalation import together
from bot.reminders.planning import Rules
from dialogs.moment import PROCUREMENT, Moment

TRIES = 60
"""So often may a message be put off before we stop looking; each time is a day or a week."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The next message about a moment: when it goes, and why not when it was planned."""

    moment: Moment
    at: datetime
    habit: Habit
    reason: str = ""


@dataclass(slots=True)
class _Receiver:
    """One receiver, and when messages to them will go."""

    habit: Habit
    times: list[datetime] = field(default_factory=list)


def foresee(
    due: Iterable[Moment], habits: Mapping[str, Habit], now: datetime, rules: Rules
) -> list[Foreseen]:
    """When each goes, earliest first; what is collapsed into a newer one does not go at all."""
    receivers = {name: _Receiver(habit) for name, habit in habits.items()}
    found: list[Foreseen] = []
    for moment in sorted(due, key=lambda each: (each.due_at or now, each.id)):
        if moment.due_at is not None:
            found.append(_one(moment, receivers[moment.receiver], now, rules))
    return sorted(_told(found), key=lambda each: (each.at, each.moment.receiver, each.moment.id))


def _one(moment: Moment, receiver: _Receiver, now: datetime, rules: Rules) -> Foreseen:
    at, reason = max(moment.due_at or now, now), moment.reason
    most = sys.maxsize if moment.receiver == PROCUREMENT else rules.offsets.messages_a_week
    for _ in range(TRIES):
        if at in receiver.times:
            break
        habit = _habit(receiver, at, now)
        wait = not_now(at, habit, rules.calendar, most)
        if wait is None:
            receiver.times.append(at)
            break
        at, reason = wait.until, wait.reason
    return Foreseen(moment, at, receiver.habit, reason)


def _habit(receiver: _Receiver, at: datetime, now: datetime) -> Habit:
    """What somebody will have got by then."""
    habit, week = receiver.habit, _week(at, receiver.habit)
    before = [each for each in receiver.times if each <= at]
    count = sum(_week(each, habit) == week for each in before)
    if _week(now, habit) == week:
        count += habit.told_this_week
    newest = max((each for each in (*before, habit.newest) if each), default=None)
    return replace(habit, told_this_week=count, newest=newest)


def _week(moment: datetime, habit: Habit) -> datetime:
    local = moment.astimezone(habit.zone)
    monday = local - timedelta(days=local.weekday())
    return datetime(monday.year, monday.month, monday.day)


def _told(found: Iterable[Foreseen]) -> list[Foreseen]:
    """Of what goes in one message, only what is really asked."""
    messages: dict[tuple[str, datetime], list[Foreseen]] = {}
    for each in found:
        messages.setdefault((each.moment.receiver, each.at), []).append(each)
    told = []
    for one in messages.values():
        asked = {each.id for each in together(each.moment for each in one)[0]}
        told += [each for each in one if each.moment.id in asked]
    return told

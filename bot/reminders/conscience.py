"""When somebody may be spoken to: in office hours, not too often, and as often as they chose. Pure.

What may not be said now is put off and said together; nothing is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from dialogs.moment import Often
from dialogs.reasons import because
from knowledge.workdays import Calendar

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Habit:
    """One receiver: where they live, how often they want it, and what they got this week."""

    zone: tzinfo
    often: Often = "direct"
    told_this_week: int = 0
    newest: datetime | None = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """Not now: from when on, and why."""

    until: datetime
    reason: str


def not_now(now: datetime, habit: Habit, calendar: Calendar, most: int) -> PutOff | None:
    """Why somebody may not be told something now, and when they may; None when they may.

    `most` is the number of messages that one person gets in seven days.
    """
    opens = calendar.next_open(now, habit.zone)
    if opens > now:
        return PutOff(opens, because("outside_hours"))
    today = now.astimezone(habit.zone).date()
    if habit.often == "weekly" and today != week_start(today, calendar):
        return PutOff(_next_week(today, habit, calendar), because("once_a_week"))
    if habit.often != "direct" and habit.newest and _day(habit.newest, habit) == today:
        return _another_day(today, habit, calendar)
    if habit.told_this_week >= most:
        return PutOff(_next_week(today, habit, calendar), because("enough_messages"))
    return None


def _another_day(today: date, habit: Habit, calendar: Calendar) -> PutOff:
    if habit.often == "weekly":
        return PutOff(_next_week(today, habit, calendar), because("once_a_week"))
    tomorrow = calendar.after(today, 1)
    return PutOff(calendar.opening(tomorrow, habit.zone), because("once_a_day"))


def week_start(day: date, calendar: Calendar) -> date:
    """The first working day of the week that a day is in; Monday when it has none."""
    monday = day - timedelta(days=day.weekday())
    first = calendar.on_or_after(monday)
    return first if first < monday + WEEK else monday


def _next_week(today: date, habit: Habit, calendar: Calendar) -> datetime:
    """The opening of the first working day of a coming week that has one."""
    first = calendar.on_or_after(today - timedelta(days=today.weekday()) + WEEK)
    return calendar.opening(first, habit.zone)


def _day(moment: datetime, habit: Habit) -> date:
    return moment.astimezone(habit.zone).date()

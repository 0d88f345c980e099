"""How the days go by in the example workspace; what comes due is told on its own morning."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.local import Local
from bot.store import moments

MORNING = time(10)


def moment(local: Local, days_ago: int) -> datetime:
    """The morning of a day before today; today it is now.

    At another hour what is only told in office hours would wait, and come long after its day.
    """
    clock, zone = local.workspace.clock, local.bot.parts.organisation.zone
    now = clock.now() - clock.ahead
    day = now.astimezone(zone).date() - timedelta(days=days_ago)
    return datetime.combine(day, MORNING, zone) if days_ago else now


def working_day(local: Local, days_ago: int) -> int:
    """The same day when people work then, else the last one before it: who is asked something
    by the bot is asked in office hours, and answers then."""
    calendar, zone = local.bot.parts.rules.calendar, local.bot.parts.organisation.zone
    while not calendar.is_open(moment(local, days_ago), zone):
        days_ago += 1
    return days_ago


async def go_to(local: Local, days_ago: int) -> None:
    """Another day; what comes due until then is told on its own morning."""
    clock = local.workspace.clock
    until = moment(local, days_ago)
    while (morning := await _next_morning(local, until)) < until:
        await local.settled()  # what is on its way then would be held to be late
        clock.advance(morning - clock.now())
        await sweep(local)
    await local.settled()
    if days_ago:
        clock.advance(max(until - clock.now(), timedelta()))
    else:
        clock.reset()
    await sweep(local)


async def sweep(local: Local) -> None:
    """What is due is told now: the heart beats in seconds, and here days go by in one."""
    await local.bot.dispatcher.sweep()
    await local.bot.parts.courier.sweep()
    await local.settled()


async def _next_morning(local: Local, until: datetime) -> datetime:
    """The next day on which something is due, in office hours whatever time it is here."""
    parts = local.bot.parts
    due = await parts.database.run(parts.workspace, lambda bound: moments.due_until(bound, until))
    if not due or due[0].due_at is None:
        return until
    zone, now = parts.organisation.zone, parts.clock.now()
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    day = max(due[0].due_at.astimezone(zone).date(), tomorrow)
    return datetime.combine(day, MORNING, zone)

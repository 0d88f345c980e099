"""What is known of who gets something: where their clock is, what they chose, what they got."""

from __future__ import annotations

from collections.abc import Set
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.parts import Parts
from bot.ports import Place
from bot.reminders.conscience import Habit
from bot.settings import known_zone
from bot.store import outbox, people
from bot.store.database import Bound
from dialogs.messages import Message

NUDGE = "nudge/"
"""How the keys of messages begin that count for how much somebody got this week."""


def habit_of(bound: Bound, person: str, zone: tzinfo, now: datetime) -> Habit:
    """How somebody wants to be told, and what they got since Monday."""
    local = now.astimezone(zone)
    monday = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(
        days=local.weekday()
    )
    count, newest = outbox.told_since(bound, person, monday, NUDGE)
    return Habit(zone, people.often(bound, person), count, newest)


def zone_of(parts: Parts, bound: Bound, person: str) -> ZoneInfo:
    """The time zone of somebody, as far as we know without asking; else the organisation's."""
    return zones_of(parts, bound, {person})[person]


def in_their_hours(parts: Parts, bound: Bound, person: str, message: Message) -> int | None:
    """Tells somebody something once, when their office is open; gives its row, None when it was
    told before."""
    opens = parts.rules.calendar.next_open(parts.clock.now(), zone_of(parts, bound, person))
    return parts.say_later(bound, Place(person), message, opens)


def zones_of(parts: Parts, bound: Bound, receivers: Set[str]) -> dict[str, ZoneInfo]:
    """The same of several people at once; a channel has the organisation's."""
    kept = people.zones(bound, receivers) if receivers else {}
    return {each: _zone(parts, kept.get(each, "")) for each in receivers}


def _zone(parts: Parts, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(known_zone(name))
    except ValueError:
        return parts.organisation.zone

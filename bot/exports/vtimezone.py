"""A time zone as a calendar file describes it, in the one form that every Outlook understands.

Outlook wants at most one STANDARD and one DAYLIGHT, each with a yearly rule on a day of the week
(MS-OXCICAL 2.1.3.1.1.19.2). A zone whose clock follows no such rule is written out day by day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a change of the clock has in common with the same one in another year."""

    month: int
    day: str
    at: time
    before: timedelta
    after: timedelta


def vtimezone(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The clock of a zone between two days, and somewhat around them."""
    year = max(first.year - 1, 1970)
    changes = [_changes(zone, each) for each in range(year, last.year + 1)]
    if not any(changes):
        return _still(zone, year)
    rules = [[_rule(zone, each) for each in found] for found in changes]
    if len(rules[0]) != 2 or any(each != rules[0] for each in rules):
        return _days(zone, year, last.year)
    described = Timezone()
    described.add("TZID", zone.key)
    for moment, rule in zip(changes[0], rules[0], strict=True):
        described.add_component(_onset(zone, moment, rule))
    return described


@lru_cache(maxsize=512)
def _changes(zone: ZoneInfo, year: int) -> list[datetime]:
    """The moments of a year at which the clock changes, in UTC."""
    start = datetime(year, 1, 1, tzinfo=UTC)
    days = [start + number * _DAY for number in range(366)]
    return [
        _found(zone, before, after)
        for before, after in pairwise(days)
        if _offset(zone, before) != _offset(zone, after)
    ]


def _found(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first minute after a change that lies between two moments."""
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) // 2
        middle = middle.replace(second=0, microsecond=0)
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _rule(zone: ZoneInfo, moment: datetime) -> _Rule:
    before, after = _offset(zone, moment - timedelta(minutes=1)), _offset(zone, moment)
    local = (moment + before).replace(tzinfo=None)
    is_last = (local + 7 * _DAY).month != local.month
    nth = -1 if is_last else (local.day - 1) // 7 + 1
    return _Rule(local.month, f"{nth}{_DAYS[local.weekday()]}", local.time(), before, after)


def _onset(zone: ZoneInfo, moment: datetime, rule: _Rule) -> TimezoneDaylight | TimezoneStandard:
    # By the size of the offset: in Ireland the tz database calls the winter "daylight saving".
    onset = TimezoneDaylight() if rule.after > rule.before else TimezoneStandard()
    onset.add("DTSTART", (moment + rule.before).replace(tzinfo=None))
    onset.add("RRULE", vRecur({"FREQ": "YEARLY", "BYMONTH": rule.month, "BYDAY": rule.day}))
    onset.add("TZNAME", moment.astimezone(zone).tzname() or zone.key)
    onset.add("TZOFFSETFROM", rule.before)
    onset.add("TZOFFSETTO", rule.after)
    return onset


def _still(zone: ZoneInfo, year: int) -> Timezone:
    """A zone whose clock never changes."""
    local = datetime(year, 1, 1, tzinfo=zone)
    onset = TimezoneStandard()
    onset.add("DTSTART", local.replace(tzinfo=None))
    onset.add("TZNAME", local.tzname() or zone.key)
    onset.add("TZOFFSETFROM", local.utcoffset())
    onset.add("TZOFFSETTO", local.utcoffset())
    described = Timezone()
    described.add("TZID", zone.key)
    described.add_component(onset)
    return described


def _days(zone: ZoneInfo, first: int, last: int) -> Timezone:
    """A zone of which each change is named by its day."""
    latest = date(min(last + 1, 9998), 1, 1)
    return Timezone.from_tzinfo(zone, zone.key, date(first, 1, 1), latest)

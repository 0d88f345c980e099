"""When people may be disturbed: working days, Dutch holidays and office hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache

from dateutil.easter import easter

OPENS = time(9)
CLOSES = time(17)
"""Office hours in local time: from OPENS, up to but not including CLOSES."""
MOST_CLOSED = 400
"""After so many closed days in a row we stop looking for an open one."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of an organisation: Monday to Friday, without holidays and closing days.

    The holidays are those of the Dutch library list, corrected to the CAO Gemeenten: Good Friday
    is a working day there, and Liberation Day (5 May) is free every year, not only once in five
    years (article 6.6, https://www.gemeente.nu/blog/bevrijdingsdag-een-betaalde-vrije-dag/). The
    list covers 1966 to 2100; in other years only weekends and closing days are free. An
    organisation adds its `closing_days`; nothing else is added.

    An organisation that is closed for 400 days in a row gets the plain day instead of a working
    day, so that nothing vanishes; and a day never passes `date.min` or `date.max`.
    """

    closing_days: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Whether people work on a day."""
        return (
            day.weekday() < 5
            and day not in self.closing_days
            and day not in _public_holidays(day.year)
        )

    def on_or_after(self, day: date) -> date:
        """The first working day from a day on."""
        return self._nearest(day, 1)

    def on_or_before(self, day: date) -> date:
        """The last working day up to and including a day."""
        return self._nearest(day, -1)

    def after(self, day: date, count: int) -> date:
        """The day on which so many working days have passed since a day; that day itself for 0.

        Raises ValueError when `count` is negative.
        """
        if count < 0:
            raise ValueError("count must be 0 or more")
        for _ in range(count):
            if day == date.max:
                break
            day = self.on_or_after(days_later(day, 1))
        return day

    def working_days_since(self, day: date, until: date) -> int:
        """How many working days have passed since a day, `until` included; 0 when it is earlier."""
        passed = range(day.toordinal() + 1, until.toordinal() + 1)
        return sum(self.works(date.fromordinal(number)) for number in passed)

    def is_open(self, moment: datetime, zone: tzinfo) -> bool:
        """Whether a moment is in office hours (09:00 to 17:00 local) on a working day.

        Raises ValueError when the moment has no time zone.
        """
        local = _seen_in(moment, zone)
        return OPENS <= local.time() < CLOSES and self.works(local.date())

    def next_open(self, moment: datetime, zone: tzinfo) -> datetime:
        """A moment itself when it is in office hours, else the next opening, in UTC.

        Raises ValueError when the moment has no time zone.
        """
        local = _seen_in(moment, zone)
        if self.is_open(moment, zone):
            return _seen_in(moment, UTC)
        first = local.date() if local.time() < OPENS else days_later(local.date(), 1)
        return max(_seen_in(moment, UTC), self.opening(self.on_or_after(first), zone))

    def opening(self, day: date, zone: tzinfo) -> datetime:
        """09:00 local on a day, in UTC: computed for that very day, so both clock changes fit."""
        return _seen_in(datetime.combine(day, OPENS, zone), UTC)

    def _nearest(self, day: date, step: int) -> date:
        for away in range(MOST_CLOSED):
            near = days_later(day, away * step)
            if self.works(near):
                return near
        return day


def days_later(day: date, days: int) -> date:
    """A day so many calendar days later, or earlier; it stops at `date.min` and `date.max`."""
    return date.fromordinal(
        min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    )


def _seen_in(moment: datetime, zone: tzinfo) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a time zone")
    try:
        return moment.astimezone(zone)
    except OverflowError:  # within a day of the first or the last moment there is
        return moment.replace(tzinfo=zone)


@lru_cache(maxsize=256)
def _public_holidays(year: int) -> frozenset[date]:
    # Imported here: it takes 0.15 s, and not everything that knows about days needs it.
    from holidays import country_holidays

    # Found by its date and not by its name: names differ per version and language.
    good_friday = days_later(easter(year), -2)
    return frozenset(country_holidays("NL", years=year)) - {good_friday} | {date(year, 5, 5)}

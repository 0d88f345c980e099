"""Nobody is disturbed at night, in a weekend or on a holiday."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.workdays import MOST_CLOSED, Calendar, days_later

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = [AMSTERDAM, ZoneInfo("America/Aruba"), ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata")]
DUTCH = Calendar()
NEVER = Calendar(frozenset(date(2026, 1, 1) + timedelta(n) for n in range(3 * MOST_CLOSED)))
FIRST, LAST = date(2026, 1, 1), date(2045, 12, 31)

days = st.dates(FIRST, LAST)
calendars = st.builds(
    lambda day, offsets: Calendar(frozenset(days_later(day, offset) for offset in offsets)),
    days,
    st.frozensets(st.integers(0, 40), max_size=30),
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 11, 29), False),  # Sunday
        (date(2027, 1, 1), False),
        (date(2027, 3, 26), True),  # Good Friday: a working day in the CAO Gemeenten
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 4, 27), False),  # King's Day
        (date(2025, 4, 26), False),
        (date(2031, 4, 26), False),  # the 27th is a Sunday: King's Day is on Saturday
        (date(2031, 4, 28), True),
        (date(2027, 5, 5), False),  # Liberation Day: every year
        (date(2030, 5, 6), True),
        (date(2027, 5, 6), False),  # Ascension Day
        (date(2027, 5, 7), True),
        (date(2027, 5, 17), False),  # Whit Monday
        (date(2028, 12, 25), False),
        (date(2028, 12, 26), False),
        (date(2026, 12, 31), True),
    ],
)
def test_the_days_on_which_a_municipality_works(day: date, works: bool) -> None:
    assert DUTCH.works(day) is works


def test_good_friday_and_liberation_day_are_those_of_the_cao_in_every_year() -> None:
    for year in range(2024, 2101):
        free = [date(year, 1, 1) + timedelta(n) for n in range(366)]
        weekdays = [day for day in free if day.year == year and day.weekday() < 5]
        closed = [day for day in weekdays if not DUTCH.works(day)]
        assert not [day for day in closed if day.weekday() == 4 and day.month in (3, 4)
                    and day != date(year, 4, 27)]  # fmt: skip
        assert not DUTCH.works(date(year, 5, 5))
        assert 4 <= len(closed) <= 8


def test_a_closing_day_is_free() -> None:
    bridge = date(2027, 5, 7)

    assert not Calendar(frozenset({bridge})).works(bridge)


def test_christmas_is_stepped_over() -> None:
    assert DUTCH.on_or_after(date(2026, 12, 25)) == date(2026, 12, 28)
    assert DUTCH.on_or_before(date(2026, 12, 27)) == date(2026, 12, 24)
    closed = Calendar(frozenset(date(2026, 12, 24) + timedelta(n) for n in range(9)))
    assert closed.on_or_after(date(2026, 12, 24)) == date(2027, 1, 4)
    assert closed.on_or_before(date(2027, 1, 3)) == date(2026, 12, 23)


def test_working_days_are_counted_from_the_day_after() -> None:
    friday = date(2026, 11, 27)

    assert DUTCH.after(friday, 0) == friday
    assert DUTCH.after(friday, 1) == date(2026, 11, 30)
    assert DUTCH.after(date(2026, 11, 28), 1) == date(2026, 11, 30)
    assert DUTCH.after(friday, 5) == date(2026, 12, 4)
    assert DUTCH.after(date(2026, 12, 23), 2) == date(2026, 12, 28)
    assert DUTCH.working_days_since(friday, date(2026, 12, 4)) == 5
    assert DUTCH.working_days_since(date(2026, 12, 4), friday) == 0
    with pytest.raises(ValueError, match="0 or more"):
        DUTCH.after(friday, -1)


@given(calendars, days, st.integers(0, 30))
def test_counting_forth_is_counting_back(calendar: Calendar, day: date, count: int) -> None:
    later = calendar.after(day, count)

    assert calendar.working_days_since(day, later) == count
    if count:
        assert calendar.works(later)
        assert calendar.working_days_since(day, later - timedelta(1)) == count - 1


@given(calendars, days, st.integers(0, 60), st.integers(0, 60))
def test_no_working_day_is_missed_or_counted_twice_between_two_looks(
    calendar: Calendar, day: date, first: int, second: int
) -> None:
    seen, now = day + timedelta(first), day + timedelta(first + second)

    since = calendar.working_days_since
    assert since(day, seen) + since(seen, now) == since(day, now)


@given(calendars, days)
def test_the_nearest_working_day_is_the_nearest(calendar: Calendar, day: date) -> None:
    after, before = calendar.on_or_after(day), calendar.on_or_before(day)

    assert calendar.works(after)
    assert calendar.works(before)
    assert before <= day <= after
    for between in range(before.toordinal() + 1, after.toordinal()):
        assert not calendar.works(date.fromordinal(between))


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2027, 3, 26), 8),  # Friday before the clock goes forward: 09:00 is 08:00 UTC
        (date(2027, 3, 28), 7),  # the last Sunday of March itself
        (date(2027, 3, 30), 7),
        (date(2027, 10, 29), 7),  # Friday before the clock goes back
        (date(2027, 10, 31), 8),  # the last Sunday of October itself
        (date(2027, 11, 1), 8),
    ],
)
def test_nine_o_clock_is_nine_o_clock_around_a_clock_change_t18(day: date, hour: int) -> None:
    opening = DUTCH.opening(day, AMSTERDAM)

    assert opening == datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    assert opening.tzinfo is UTC
    assert opening.astimezone(AMSTERDAM).hour == 9


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        # A weekend in which the clock changes
        ("2028-03-24T17:00+01:00", "2028-03-27T07:00+00:00"),
        ("2027-10-29T17:00+02:00", "2027-11-01T08:00+00:00"),
        # An evening, a night, the first and the last minute
        ("2026-11-24T20:00+01:00", "2026-11-25T08:00+00:00"),
        ("2026-11-24T03:00+01:00", "2026-11-24T08:00+00:00"),
        ("2026-11-24T08:59:59.999999+01:00", "2026-11-24T08:00+00:00"),
        ("2026-11-24T09:00+01:00", "2026-11-24T08:00+00:00"),
        ("2026-11-24T16:59+01:00", "2026-11-24T15:59+00:00"),
        # Thursday before Christmas
        ("2026-12-24T17:00+01:00", "2026-12-28T08:00+00:00"),
        # It is already Wednesday in Amsterdam
        ("2026-11-24T23:30+00:00", "2026-11-25T08:00+00:00"),
    ],
)
def test_the_next_moment_at_which_people_may_be_disturbed_t19(moment: str, opens: str) -> None:
    assert DUTCH.next_open(datetime.fromisoformat(moment), AMSTERDAM) == datetime.fromisoformat(
        opens
    )


@given(
    calendars,
    st.datetimes(datetime(2026, 1, 1), datetime(2045, 1, 1), timezones=st.sampled_from(ZONES)),
    st.sampled_from(ZONES),
)
def test_the_next_open_moment_is_open_and_the_first(
    calendar: Calendar, moment: datetime, zone: ZoneInfo
) -> None:
    opens = calendar.next_open(moment, zone)

    moment = moment.astimezone(UTC)  # hours added to local time would skip a clock change
    assert calendar.is_open(opens, zone)
    assert opens.tzinfo is UTC
    assert opens >= moment
    if opens != moment:
        assert not calendar.is_open(opens - timedelta(microseconds=1), zone)
        waits = range(0, int((opens - moment).total_seconds()), 3600)
        assert not any(calendar.is_open(moment + timedelta(seconds=wait), zone) for wait in waits)


def test_a_moment_without_a_zone_is_refused() -> None:
    for ask in (DUTCH.is_open, DUTCH.next_open):
        with pytest.raises(ValueError, match="time zone"):
            ask(datetime(2026, 11, 24, 12), AMSTERDAM)


def test_an_organisation_that_never_opens_gets_the_plain_day() -> None:
    day = date(2026, 6, 3)
    noon = datetime(2026, 6, 3, 12, tzinfo=AMSTERDAM)

    assert NEVER.on_or_after(day) == day
    assert NEVER.on_or_before(date(2028, 6, 3)) == date(2028, 6, 3)
    assert NEVER.after(day, 3) == date(2026, 6, 6)
    assert NEVER.next_open(noon, AMSTERDAM) == datetime(2026, 6, 4, 9, tzinfo=AMSTERDAM)
    assert not NEVER.is_open(noon, AMSTERDAM)


@pytest.mark.parametrize("hours", [-12, 0, 14])
def test_the_ends_of_the_calendar_break_nothing(hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    closed = Calendar(frozenset({date.min, date.max}))

    assert closed.on_or_after(date.max) == date.max
    assert closed.on_or_before(date.min) == date.min
    assert DUTCH.after(date.max, 10) == date.max
    assert DUTCH.after(days_later(date.max, -3), 10**9) == date.max
    assert days_later(date.min, -5) == date.min
    for moment in (datetime.max, datetime.min):
        for calendar in (DUTCH, closed):
            for seen in (UTC, AMSTERDAM):
                assert calendar.next_open(moment.replace(tzinfo=zone), seen).tzinfo is UTC
    last = datetime.max.replace(tzinfo=UTC)
    assert closed.next_open(last, UTC) == last
    assert DUTCH.opening(date.min, zone).tzinfo is UTC
    assert DUTCH.opening(date.max, zone).tzinfo is UTC


def test_knowing_about_days_does_not_load_the_holidays_yet() -> None:
    program = "import sys, knowledge.workdays; sys.exit('holidays' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

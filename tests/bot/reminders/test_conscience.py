"""When somebody may be spoken to, and whose turn it is: properties over time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.reminders.conscience import Habit, not_now, week_start
from bot.reminders.escalation import together, told
from dialogs.moment import OFTEN, PROCUREMENT, STUCK, Moment
from knowledge.workdays import Calendar
from tests.bot.reminders.test_planning import RULES

CALENDAR = Calendar()
ZONES = ["Europe/Amsterdam", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu"]
moments_in_time = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
habits = st.builds(
    Habit, st.sampled_from(ZONES).map(ZoneInfo), st.sampled_from(OFTEN), st.integers(0, 9)
)
MOMENT = Moment(
    "INK-0001", "promise/1/6/1", "promise", date(2027, 1, 11), "U1", "U1",
    datetime(2027, 1, 11, 8, 0, tzinfo=UTC), id=1, promise=1,
)  # fmt: skip


@given(moments_in_time, habits)
def test_what_is_put_off_may_be_told_at_last(now: datetime, habit: Habit) -> None:
    """Nobody waits for ever: each delay leads on, into office hours, within three weeks."""
    began, week = now, None
    for _ in range(6):
        local = now.astimezone(habit.zone)
        if week and local.date().isocalendar()[:2] != week:
            habit = replace(habit, told_this_week=0)
        week = local.date().isocalendar()[:2]
        wait = not_now(now, habit, CALENDAR, 5)
        if wait is None:
            break
        assert wait.until > now
        assert wait.reason
        now = wait.until
    else:
        raise AssertionError("it is put off for ever")
    assert CALENDAR.is_open(now, habit.zone)
    assert now - began < timedelta(days=21)


@given(moments_in_time, st.sampled_from(ZONES).map(ZoneInfo))
def test_once_a_day_and_once_a_week_mean_just_that(now: datetime, zone: ZoneInfo) -> None:
    daily = Habit(zone, "daily", newest=now - timedelta(minutes=1))
    same_day = (now - timedelta(minutes=1)).astimezone(zone).date() == now.astimezone(zone).date()
    if same_day:
        wait = not_now(now, daily, CALENDAR, 5)
        assert wait is not None
        assert wait.until.astimezone(zone).date() > now.astimezone(zone).date() or (
            not CALENDAR.is_open(now, zone)
        )
    weekly = not_now(now, Habit(zone, "weekly"), CALENDAR, 5)
    today = now.astimezone(zone).date()
    assert (weekly is None) == (
        CALENDAR.is_open(now, zone) and today == week_start(today, CALENDAR)
    )


def test_enough_is_enough_until_the_next_week() -> None:
    thursday = datetime(2027, 1, 14, 10, 0, tzinfo=UTC)

    wait = not_now(thursday, Habit(ZoneInfo("Europe/Amsterdam"), told_this_week=5), CALENDAR, 5)

    assert wait is not None
    assert wait.until == datetime(2027, 1, 18, 8, 0, tzinfo=UTC)


@given(st.booleans(), moments_in_time)
def test_it_climbs_once_to_each_and_then_rests(has_deputy: bool, now: datetime) -> None:
    deputy, moment, turns = "U2" if has_deputy else "", MOMENT, []
    while moment.step != STUCK:
        turns.append(moment.receiver)
        moment = told(moment, 1, now, deputy, RULES)
        if moment.due_at is not None:
            assert moment.due_at > now
            assert RULES.calendar.is_open(moment.due_at, RULES.zone)
            now = moment.due_at

    assert turns == ["U1", "U1", *(["U2"] if has_deputy else []), PROCUREMENT]
    assert (moment.due_at, moment.state) == (None, "asked")


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12, unique=True))
def test_of_what_was_missed_only_the_newest_is_asked(numbers: list[int]) -> None:
    due = [
        replace(
            MOMENT, id=number, key=f"promise/1/6/{number}",
            on=MOMENT.on + timedelta(days=180 * number),
        )
        for number in numbers
    ]  # fmt: skip

    asked, rest = together(due)

    assert [each.id for each in asked] == [max(numbers)]
    assert sorted(each.id for each in [*asked, *rest]) == sorted(numbers)
    assert all(each.state == "dropped" and each.reason for each in rest)


def test_what_is_asked_stands_in_the_order_of_its_days() -> None:
    """Its pages count on it: what a newer one took the place of stood earlier."""
    week = timedelta(days=7)
    newest = replace(MOMENT, id=3, key="promise/1/6/2", on=MOMENT.on + 2 * week)
    other = replace(MOMENT, id=2, key="kick_off", kind="kick_off", on=MOMENT.on + week)

    asked, _ = together([MOMENT, other, newest])

    assert [each.id for each in asked] == [2, 3]

"""The weekly digest: when it comes, what is on it and in which order, and how it is leafed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.digest import (
    IN_DIGEST,
    ON_PAGE,
    SECTIONS,
    Counts,
    Ending,
    Urgent,
    digest,
    due_week,
    ends_before,
    nearest_page,
    page,
    spread,
    week_over,
)
from dialogs.messages import plain
from dialogs.moment import Moment
from dialogs.nudges import Subject
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.moments import load_offsets
from knowledge.workdays import Calendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = Calendar()
NOW = datetime(2027, 1, 18, 8, 0, tzinfo=UTC)
SOME = st.integers(0, 60)
COUNTS = st.builds(Counts, SOME, SOME, SOME, SOME)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def subject(number: int, on: date = date(2027, 1, 11)) -> Subject:
    """Something that was asked about a purchase."""
    id = f"INK-{number:04d}"
    moment = Moment(id, "kick_off", "kick_off", on, "U1", "U1", None, id=number)
    purchase = Purchase(id, f"Inkoop {number}", "U1", NOW, NOW)
    return Subject(moment, purchase, None, load_offsets())


@pytest.fixture
def scene(script: Script) -> Scene:
    return Scene(script, "nl", NOW, AMSTERDAM)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        ("2027-01-18T08:59:59", ""),
        ("2027-01-18T09:00:00", "2027-W03"),
        ("2027-01-18T17:00:00", ""),
        ("2027-01-20T11:00:00", "2027-W03"),  # late rather than never
        ("2027-01-23T11:00:00", ""),  # Saturday
        ("2027-03-29T10:00:00", ""),  # Easter Monday
        ("2027-03-30T09:00:00", "2027-W13"),  # the day after the clock went forward
        ("2027-01-04T09:00:00", "2027-W01"),
        ("2027-01-01T10:00:00", ""),
        ("2026-12-31T10:00:00", "2026-W53"),
    ],
)
def test_a_digest_comes_on_the_first_working_day_of_a_week(now: str, week: str) -> None:
    assert due_week(local(now), AMSTERDAM, CALENDAR) == week


def test_a_week_in_which_nobody_works_has_no_digest() -> None:
    closed = Calendar(frozenset(date(2027, 1, 18) + timedelta(each) for each in range(7)))
    hours = (local("2027-01-18T00:00:00") + timedelta(hours=each) for each in range(7 * 24))
    assert {due_week(each, AMSTERDAM, closed) for each in hours} == {""}


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2035, 1, 1)),
    st.sets(st.integers(0, 6), max_size=6),
)
def test_every_week_with_a_working_day_has_one_digest_from_its_first_opening_on(
    some_time: datetime, closed: set[int]
) -> None:
    monday = some_time.date() - timedelta(days=some_time.weekday())
    calendar = Calendar(frozenset(monday + timedelta(each) for each in closed))
    start = datetime.combine(monday, datetime.min.time(), AMSTERDAM)
    half_hours = [start + timedelta(minutes=30 * each) for each in range(7 * 48)]
    told = [each for each in half_hours if due_week(each, AMSTERDAM, calendar)]
    works = [day for each in range(7) if calendar.works(day := monday + timedelta(each))]
    assert {each.date() for each in told} == set(works)
    if told:
        year, week, _ = monday.isocalendar()
        assert told[0] == calendar.opening(works[0], AMSTERDAM)
        weeks = {due_week(each, AMSTERDAM, calendar) for each in told}
        assert weeks == {f"{year}-W{week:02d}"}


def test_the_period_ends_with_the_week_and_after_six_months() -> None:
    assert week_over(date(2027, 3, 28), AMSTERDAM) == local("2027-03-29T00:00:00")
    assert week_over(date(2027, 3, 22), AMSTERDAM) == local("2027-03-29T00:00:00")
    assert ends_before(date(2027, 8, 31)) == date(2028, 2, 29)


@given(COUNTS, st.integers(1, 30))
def test_the_pages_together_are_everything_once_and_in_order(counts: Counts, size: int) -> None:
    everything = [(name, each) for name in SECTIONS for each in range(getattr(counts, name))]
    leafed = []
    for first in range(0, counts.total + size, size):
        found = spread(counts, first, size)
        lines = [
            (name, each)
            for name, (skipped, taken) in found.items()
            for each in range(skipped, skipped + taken)
        ]
        assert len(lines) == max(0, min(size, counts.total - first))
        leafed += lines
    assert leafed == everything


def test_the_digest_tells_the_most_urgent_first(scene: Scene) -> None:
    ending = Ending("INK-0003", "Laptops", "Laptopreus", date(2027, 5, 1), "U3")
    urgent = Urgent([subject(1)], [subject(2)], [ending], [subject(4)])
    told = digest(scene, Counts(1, 1, 1, 1), urgent)
    lines = [plain(each) for each in told.lines]
    assert lines == [
        "Vastgelopen: 1 · te laat: 1 · contract eindigt binnen 6 maanden: 1 · te doen deze week: 1",
        "Dit vraagt het eerst aandacht",
        "INK-0001 · Inkoop 1 · startgesprek · vastgelopen (11 januari 2027) · @U1",
        "INK-0002 · Inkoop 2 · startgesprek · te laat (11 januari 2027) · @U1",
        "INK-0003 · Laptops · contract met Laptopreus eindigt op 1 mei 2027 · @U3",
        "INK-0004 · Inkoop 4 · startgesprek · deze week (11 januari 2027) · @U1",
    ]
    assert told.buttons == ()


def test_a_digest_with_nothing_to_tell_says_so(scene: Scene) -> None:
    told = digest(scene, Counts(), Urgent())
    assert plain(told.lines[-1]) == "Er staat nu niets open."
    assert told.buttons == ()


def test_more_than_ten_are_behind_a_button(scene: Scene) -> None:
    subjects = [subject(each) for each in range(1, IN_DIGEST + 1)]
    told = digest(scene, Counts(stuck=11), Urgent(stuck=subjects))
    (button,) = told.buttons
    assert (button.verb, button.argument, button.label) == ("digest_all", "1", "Toon alles")


def test_a_page_says_where_it_is_and_leads_on(scene: Scene) -> None:
    subjects = [subject(each) for each in range(1, ON_PAGE + 1)]
    first = page(scene, Counts(due=30), Urgent(due=subjects), 1)
    assert first.heading == "Wat aandacht vraagt: 1 tot en met 25 van 30"
    assert [each.argument for each in first.buttons] == ["2"]
    last = page(scene, Counts(due=30), Urgent(due=subjects[:5]), 2)
    assert last.heading == "Wat aandacht vraagt: 26 tot en met 30 van 30"
    assert last.buttons == ()


def test_past_the_last_page_is_the_last_page() -> None:
    assert [nearest_page(Counts(due=30), each) for each in (1, 2, 3, 999)] == [1, 2, 2, 2]
    assert nearest_page(Counts(due=ON_PAGE), 2) == 1
    assert nearest_page(Counts(), 3) == 1


def test_a_page_of_nothing_says_so(scene: Scene) -> None:
    assert plain(page(scene, Counts(), Urgent(), 1).lines[0]) == "Er staat nu niets open."

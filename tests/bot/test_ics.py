"""A moment as a calendar file: what Outlook and others read back from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Component, Event

from bot.exports.ics import Entry, ics
from dialogs import load_script
from dialogs.contract import Contract, Promise
from dialogs.moment import Moment
from dialogs.nudges import Subject
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from knowledge.moments import Term, load_offsets

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
LINK = "https://inkoop.slack.com/archives/D1/p1"
SCENE = Scene(load_script(), "nl", NOW, AMSTERDAM)
PURCHASE = Purchase("INK-0042", "40 laptops", "U1", NOW, NOW)
CONTRACT = Contract(
    "INK-0042",
    "Laptopreus BV",
    "C-1",
    Term(date(2027, 1, 11), date(2030, 1, 10)),
    "U1",
    promises=(Promise(1, "Reparatie binnen 3 dagen; ook thuis, gratis", rhythm="every_6_months"),),
)
MOMENT = Moment(
    "INK-0042", "promise/1/6/1", "promise", date(2027, 7, 12), "U1", "U1", None, id=7, promise=1
)
OFFSETS = load_offsets()


def subject(title: str = "40 laptops", **changed: object) -> Subject:
    """A promise of a purchase, looked at on a summer's day."""
    moment = replace(MOMENT, **changed)  # type: ignore[arg-type]
    return Subject(moment, replace(PURCHASE, title=title), CONTRACT, OFFSETS)


def text(*subjects: Subject, scene: Scene = SCENE, zone: ZoneInfo = AMSTERDAM) -> str:
    """The calendar file of these moments."""
    return ics(scene, zone, "T0INKOOP", [Entry(each, LINK) for each in subjects])


def events(written: str) -> list[Event]:
    """What stands in a calendar file."""
    calendar = Calendar.from_ical(written)
    assert not calendar.errors
    return list(calendar.events)


def zone_of(written: str) -> Component:
    """The time zone in a calendar file."""
    (found,) = Calendar.from_ical(written).walk("VTIMEZONE")
    return found


def test_it_is_a_quarter_of_an_hour_at_nine_with_the_promises_own_words() -> None:
    (event,) = events(text(subject()))

    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert event.start == datetime(2027, 7, 12, 9, tzinfo=AMSTERDAM)
    assert event.end - event.start == timedelta(minutes=15)
    assert event["SUMMARY"] == "“Reparatie binnen 3 dagen; ook thuis, gratis” · 40 laptops"
    assert str(event["DESCRIPTION"]).split("\n") == [
        "In het contract met Laptopreus BV staat:",
        "“Reparatie binnen 3 dagen; ook thuis, gratis”",
        "Wordt dit nagekomen?",
        "Regel: elke 6 maanden, zo staat het bij deze belofte.",
        LINK,
    ]
    assert event["URL"] == LINK
    assert event["STATUS"] == "CONFIRMED"
    assert event.DTSTAMP == NOW
    assert not list(event.walk("VALARM"))
    assert "CATEGORIES" not in event


def test_it_speaks_the_language_of_whoever_takes_it() -> None:
    (event,) = events(text(subject(kind="end", key="end"), scene=replace(SCENE, language="en")))

    assert str(event["SUMMARY"]).endswith(" · 40 laptops")
    assert "The contract with Laptopreus BV" in str(event["DESCRIPTION"])


def test_the_name_stays_and_the_sequence_grows() -> None:
    before, after = text(subject()), text(subject(on=date(2027, 9, 1), sequence=3))

    (first,), (second,) = events(before), events(after)
    assert first.uid == second.uid == "T0INKOOP-INK-0042-promise-1-6-1@inkoopmaatje"
    assert (first.sequence, second.sequence) == (0, 3)
    assert "METHOD:PUBLISH\r\n" in after


@pytest.mark.parametrize("state", ["answered", "stopped", "dropped"])
def test_what_is_over_is_cancelled(state: str) -> None:
    written = text(subject(state=state, sequence=1))

    (event,) = events(written)
    assert "METHOD:CANCEL\r\n" in written
    assert event["STATUS"] == "CANCELLED"
    assert event.sequence == 1


def test_several_moments_stand_in_one_file_and_each_has_its_own_name() -> None:
    more = [subject(key=f"promise/1/6/{number}", id=number) for number in range(1, 41)]

    names = {str(each.uid) for each in events(text(*more))}

    assert len(names) == 40


def test_a_file_has_one_method() -> None:
    with pytest.raises(ValueError, match="stand"):
        text(subject(), subject(key="end", state="dropped"))
    with pytest.raises(ValueError, match="stand"):
        text()


def test_the_zone_has_the_form_that_outlook_reads() -> None:
    zone = zone_of(text(subject(), subject(key="end_of_use", on=date(2055, 1, 4))))

    assert zone["TZID"] == "Europe/Amsterdam"
    rules = {each.name: each["RRULE"].to_ical() for each in zone.subcomponents}
    assert rules == {
        "DAYLIGHT": b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "STANDARD": b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    }


@pytest.mark.parametrize(
    "name",
    ["Europe/Amsterdam", "America/Curacao", "Europe/Dublin", "America/New_York",
     "Africa/Casablanca", "Australia/Lord_Howe", "UTC"],
)  # fmt: skip
@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2027, 7, 12), date(2044, 2, 29)])
def test_the_zone_says_the_same_time_as_the_clock_there(name: str, day: date) -> None:
    zone = ZoneInfo(name)
    first = subject(key="kick_off", kind="kick_off", on=date(2027, 1, 4))
    described = zone_of(text(first, subject(on=day), zone=zone))

    at = datetime.combine(day, datetime.min.time().replace(hour=9))
    told = at.replace(tzinfo=described.to_tz())  # type: ignore[attr-defined]
    assert told.utcoffset() == at.replace(tzinfo=zone).utcoffset()


HARD = "Stoelen, tafels; 50% \\ korting 🪑\r\nEND:VEVENT\r\nBEGIN:VEVENT\nUID:x"
NASTY = st.text(min_size=1, max_size=300) | st.lists(
    st.sampled_from(["\r\n", "\n", "BEGIN:VEVENT", "END:VCALENDAR", ";", ",", ":", '"', "\\n", "🪑",
                     "é" * 40, "\x00", "\x85", "\u2028", "\ud800", " "]),
    min_size=1,
).map("".join)  # fmt: skip


def test_a_title_cannot_add_an_event() -> None:
    (event,) = events(text(subject(HARD)))

    assert str(event["SUMMARY"]).endswith(
        "Stoelen, tafels; 50% \\ korting 🪑 END:VEVENT BEGIN:VEVENT UID:x"
    )


@given(title=NASTY)
def test_any_title_is_one_event_in_short_lines(title: str) -> None:
    written = text(subject(title))

    assert len(events(written)) == 1
    lines = written.split("\r\n")
    assert written.endswith("END:VCALENDAR\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert [line for line in lines if line.startswith("BEGIN:")].count("BEGIN:VEVENT") == 1
    assert len(written.splitlines()) == len(lines) - 1

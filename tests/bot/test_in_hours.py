"""What nobody asked for comes in office hours, whenever it is found due; an answer at any hour."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.playground.people import AMINA, INKOOP, PIET, SANNE
from bot.ports import Outgoing, Place
from bot.store import claims
from bot.store.claims import Queued
from bot.store.database import Bound
from dialogs.messages import Line, Message
from tests.assuring import ASKED, DUE, count, on, with_contract
from tests.office import Office

WORDS = "Iets om te weten"
FRIDAY, MONDAY = "2027-01-15", "2027-01-18"
OURS = [
    "nudge/U0PIET/1", "stuck/C0INKOOP/1", "instead/U0PIET/1", "gone/U0SANNE/U0PIET/2027-01-15",
    "new/INK-0001", "silent/INK-0001/2027-01-01", "digest/2027-W02", "digest/2027-W02@U0PIET",
    "month/2026-12", "month/2026-12@U0PIET",
]  # fmt: skip
ASKED_FOR = [
    "asked/U0PIET/1", "offer/1/U0PIET", "told/1/1", "calendar/U0PIET/1", "lost/1", "newest",
]  # fmt: skip


async def stored(office: Office, key: str, place: Place, day: str, time: str) -> None:
    """A row that was stored on Friday for a time in office hours, at which the machine slept."""
    await on(office, FRIDAY)
    message = Message(key, (Line(WORDS),))
    parts = office.local.bot.parts
    due = parts.clock.now() + timedelta(minutes=1)
    await parts.database.run(
        parts.workspace, lambda bound: parts.say_later(bound, place, message, due)
    )
    await wakes(office, day, time)


async def wakes(office: Office, day: str, time: str) -> None:
    """The machine was asleep until then, and sends what is due."""
    await on(office, day, time)
    await office.local.bot.courier.sweep()
    await office.local.bot.settled()


async def waiting(office: Office) -> list[Queued]:
    """What is not sent yet."""
    parts = office.local.bot.parts
    return await parts.database.run(parts.workspace, lambda bound: claims.queue(bound, 10))


@pytest.mark.parametrize("key", OURS)
async def test_what_is_found_due_at_night_waits_for_the_next_morning(
    office: Office, key: str
) -> None:
    await stored(office, key, Place(PIET), FRIDAY, "17:00")
    assert await count(office.piet, WORDS) == 0
    (row,) = await waiting(office)
    assert (row.state, row.reason) == ("pending", "outside_hours")

    await wakes(office, "2027-01-17", "12:00")  # a Sunday
    assert await count(office.piet, WORDS) == 0
    await wakes(office, MONDAY, "09:00")

    assert await count(office.piet, WORDS) == 1
    assert await waiting(office) == []


@pytest.mark.parametrize("key", ASKED_FOR)
async def test_what_somebody_asked_for_comes_at_any_hour(office: Office, key: str) -> None:
    await stored(office, key, Place(PIET), "2027-01-16", "23:00")

    assert await count(office.piet, WORDS) == 1


@pytest.mark.parametrize(
    ("zone", "early", "late"), [("America/New_York", "14:59", "15:00"), ("", "08:59", "09:00")]
)
async def test_the_hours_are_those_of_who_gets_it(
    office: Office, zone: str, early: str, late: str
) -> None:
    if zone:
        office.local.workspace.administration.change(PIET, zone=zone)
    await office.local.bot.people.known(PIET, timedelta())
    await stored(office, "nudge/1", Place(PIET), MONDAY, early)
    assert await count(office.piet, WORDS) == 0

    await wakes(office, MONDAY, late)

    assert await count(office.piet, WORDS) == 1


async def test_a_channel_has_the_hours_of_the_organisation(office: Office) -> None:
    await stored(office, "digest/2027-W02", Place(INKOOP, direct=False), FRIDAY, "20:00")
    assert not [each for each in await office.amina.messages(INKOOP) if WORDS in each.plain()]

    await wakes(office, MONDAY, "09:00")

    assert [each for each in await office.amina.messages(INKOOP) if WORDS in each.plain()]


async def test_what_the_platform_held_up_until_the_office_closed_comes_the_next_day(
    office: Office,
) -> None:
    await with_contract(office)
    faults = office.local.workspace.faults
    faults.plan("chat.postMessage", times=None, status=429, retry_after=600)
    await on(office, DUE, "16:55")
    faults.clear()

    await wakes(office, DUE, "17:10")
    assert await count(office.piet, ASKED) == 0
    await wakes(office, "2028-01-12", "09:00")

    assert await count(office.piet, ASKED) == 1


async def test_what_may_have_arrived_is_still_looked_up_before_it_is_sent_again(
    office: Office,
) -> None:
    await with_contract(office)
    office.local.workspace.faults.plan("chat.postMessage", drop_reply=True)
    await on(office, DUE, "16:59")
    assert [each.state for each in await waiting(office)] == ["unknown"]

    await wakes(office, DUE, "17:10")
    assert [each.state for each in await waiting(office)] == ["unknown"]
    await wakes(office, "2028-01-12", "09:00")

    assert await count(office.piet, ASKED) == 1
    assert await waiting(office) == []


async def test_who_leaves_in_the_evening_has_an_heir_at_once_who_hears_it_in_the_morning(
    office: Office,
) -> None:
    await with_contract(office, deputy=AMINA)
    await on(office, FRIDAY, "20:00")
    office.local.workspace.administration.deactivate(SANNE)
    await office.local.settled()
    await wakes(office, FRIDAY, "20:01")
    assert await count(office.amina, "is niet meer in Slack") == 0

    await wakes(office, MONDAY, "09:00")

    assert await count(office.amina, "is niet meer in Slack") == 1


async def test_an_answer_at_night_that_was_held_up_comes_the_same_night(office: Office) -> None:
    await with_contract(office)
    await on(office, DUE)
    parts = office.local.bot.parts
    faults = office.local.workspace.faults
    await on(office, DUE, "23:00")

    def said(bound: Bound) -> Outgoing:
        return parts.say_at(bound, Place(PIET), Message("asked/U0PIET/2", (Line(WORDS),)))

    faults.plan("chat.postMessage", status=429, retry_after=30)
    parts.courier.take([await parts.database.run(parts.workspace, said)])
    await office.local.bot.settled()
    assert await count(office.piet, WORDS) == 0
    await wakes(office, DUE, "23:01")

    assert await count(office.piet, WORDS) == 1

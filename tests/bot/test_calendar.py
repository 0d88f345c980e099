"""A moment goes into somebody's own calendar, and the calendar hears what becomes of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from icalendar import Calendar, Event

from bot.playground.client import Message, PersonClient
from bot.playground.people import INKOOP, SANNE
from bot.reminders.calendars import calendar_news
from bot.slack.files import stands_at
from bot.store import calendars, moments
from bot.store.database import Bound
from bot.store.tables import outbox
from tests.assuring import AMSTERDAM, MONDAY, ledger, nudged, on, with_contract
from tests.office import TITLE, Office, all_sent

TAKE = "Zet in mijn agenda"
NEXT = "Volgende moment in mijn agenda"
PIETS_DAY = datetime(2028, 1, 11, 9, 0, tzinfo=AMSTERDAM)
END = {"end_contract/reason/0": "De leverancier stopt"}


@dataclass(frozen=True)
class Got:
    """A file as it stands in a conversation: the words with it, its name, and what is in it."""

    words: str
    name: str
    title: str
    calendar: Calendar

    @property
    def method(self) -> str:
        """What the file is for."""
        return str(self.calendar["METHOD"])

    @property
    def events(self) -> list[Event]:
        """The moments in it."""
        return list(self.calendar.events)

    @property
    def event(self) -> Event:
        """The only moment in it."""
        (found,) = self.events
        return found


async def got(person: PersonClient) -> list[Got]:
    """Every file in somebody's direct message, oldest first."""
    found = []
    for message in await person.act("messages", channel=await person.direct(), thread=""):
        for file in message.get("files", ()):
            content = base64.b64decode(await person.act("file", file=file["id"])).decode()
            calendar = Calendar.from_ical(content)
            assert isinstance(calendar, Calendar)
            found.append(Got(message["text"], file["name"], file["title"], calendar))
    return found


async def card(office: Office) -> Message:
    """The card of the contract, as Sanne asks for it."""
    before = await office.sanne.ephemerals()
    await office.sanne.command("contract INK-0001")

    async def look() -> Message | None:
        after = await office.sanne.ephemerals()
        return after[-1] if len(after) > len(before) else None

    return await office.sanne.wait_for(look)


async def change(office: Office, values: dict[str, str], press: str = "Wijzig contract") -> None:
    """Sanne changes the contract in its form, or another one from its card."""
    await office.sanne.press(await card(office), press)
    view = await office.view(office.sanne, "Contract")
    await office.sanne.submit(view, values)
    await office.local.bot.settled()


async def taken_from_question(office: Office) -> Message:
    """Piet takes a moment at the very time that it comes."""
    await with_contract(office)
    await on(office, PIETS_DAY)
    question = await nudged(office, "De servicedesk repareert binnen drie dagen")
    await office.piet.press(question, TAKE)
    await office.local.bot.settled()
    return question


async def all_taken(office: Office, person: str) -> None:
    """Somebody took every moment that there is."""
    parts = office.local.bot.parts

    def take(bound: Bound) -> None:
        for each in moments.of_purchase(bound, "INK-0001"):
            calendars.take(bound, each, person, parts.clock.now())

    await parts.database.run(parts.workspace, take)


async def recorded(office: Office) -> None:
    """Sanne records the contract of INK-0001."""
    await office.sanne.press(await card(office), "Contract vastleggen")
    view = await office.view(office.sanne, "Contract")
    await office.sanne.submit(
        view,
        {
            "contract/supplier/0": "Laptopreus BV",
            "contract/start/0": "2027-01-11",
            "contract/end/0": "2029-01-10",
            "contract/owner/0": SANNE,
        },
    )
    await office.local.bot.settled()


async def taken_from_card(office: Office) -> None:
    """Sanne takes the next moment: preparing the next tender, a year before the end."""
    await with_contract(office)
    await on(office, datetime(2027, 7, 20, 10, 0, tzinfo=AMSTERDAM))
    await office.sanne.press(await card(office), NEXT)
    await office.local.bot.settled()


async def test_the_owner_takes_a_moment_from_the_question(office: Office) -> None:
    await taken_from_question(office)

    (file,) = await got(office.piet)
    assert file.method == "PUBLISH"
    assert file.event.start == datetime(2028, 1, 11, 9, tzinfo=AMSTERDAM)
    assert file.event.uid.endswith("-INK-0001-promise-1-12-1@inkoopmaatje")
    assert "De servicedesk repareert binnen drie dagen" in str(file.event["DESCRIPTION"])
    assert "De servicedesk repareert binnen drie dagen" in file.words
    assert file.title.startswith("INK-0001 · “De servicedesk")
    assert file.name.endswith(".ics")


async def test_the_next_moment_is_taken_from_the_card_and_moves_with_the_contract(
    office: Office,
) -> None:
    await taken_from_card(office)
    (first,) = await got(office.sanne)

    await change(office, {"contract/end/0": "2030-01-10"})

    _, second = await got(office.sanne)
    assert second.event.uid == first.event.uid
    assert second.event.sequence > first.event.sequence
    assert second.method == "PUBLISH"
    assert first.event.start == datetime(2028, 1, 10, 9, tzinfo=AMSTERDAM)
    assert second.event.start == datetime(2029, 1, 10, 9, tzinfo=AMSTERDAM)
    assert "verschoven naar 10 januari 2029" in second.words


async def test_a_change_that_leaves_the_day_is_no_news(office: Office) -> None:
    await taken_from_card(office)

    await change(office, {"contract/supplier/0": "Een andere naam BV"})

    assert len(await got(office.sanne)) == 1


async def test_a_contract_that_ends_takes_it_out_again(office: Office) -> None:
    await taken_from_card(office)

    await change(office, {**END, "end_contract/day/0": "2027-07-20"}, "Contract beëindigen")

    first, second = await got(office.sanne)
    assert second.method == "CANCEL"
    assert second.event["STATUS"] == "CANCELLED"
    assert second.event.uid == first.event.uid
    assert second.event.sequence > first.event.sequence
    assert second.title.startswith("Vervallen: INK-0001")
    assert second.name != first.name


async def test_what_is_put_off_moves(office: Office) -> None:
    question = await taken_from_question(office)
    await office.piet.press(question, "Over een week")
    await office.local.bot.settled()

    first, second = await got(office.piet)
    assert second.event.start == datetime(2028, 1, 18, 9, tzinfo=AMSTERDAM)
    assert second.event.uid == first.event.uid
    assert (first.event.sequence, second.event.sequence) == (0, 1)


@pytest.mark.parametrize("answer", ["Nagekomen", "Deels"])
async def test_what_is_answered_in_time_is_cancelled(office: Office, answer: str) -> None:
    question = await taken_from_question(office)
    await office.piet.press(question, answer)
    await office.local.bot.settled()

    _, second = await got(office.piet)
    assert second.method == "CANCEL"
    assert "hoeft niet meer" in second.words


async def test_what_lies_in_the_past_stays_where_it_was(office: Office) -> None:
    question = await taken_from_question(office)
    await on(office, PIETS_DAY + timedelta(minutes=20))
    await office.piet.press(question, "Nagekomen")
    await office.local.bot.settled()

    assert (await ledger(office))["promise/1/12/1"].state == "answered"
    assert len(await got(office.piet)) == 1


async def test_a_promise_that_stops_takes_out_all_its_moments_at_once(office: Office) -> None:
    question = await taken_from_question(office)
    await office.piet.press(question, "Hier niet meer naar vragen")
    view = await office.view(office.piet, "Niet meer vragen")
    await office.piet.submit(view, {"stop_moment/reason/0": "Er is niets meer te repareren"})
    await office.local.bot.settled()

    _, second = await got(office.piet)
    assert second.method == "CANCEL"


async def test_a_contract_that_ends_with_many_moments_is_one_message(office: Office) -> None:
    await with_contract(office)
    await all_taken(office, SANNE)

    await change(office, {**END, "end_contract/day/0": "2027-01-11"}, "Contract beëindigen")

    moved, over = await got(office.sanne)
    dropped = {key for key, each in (await ledger(office)).items() if each.state == "dropped"}
    assert len(dropped) > 5
    assert {each.uid.split("0001-")[1] for each in over.events} == {
        f"{key.replace('/', '-')}@inkoopmaatje" for key in dropped
    }
    assert [str(each.uid).split("0001-")[1] for each in moved.events] == ["evaluation@inkoopmaatje"]
    assert (moved.method, over.method) == ("PUBLISH", "CANCEL")
    assert moved.words == over.words, "both files come with one message"
    assert f"{len(dropped)} momenten" in over.words


async def test_a_version_is_told_once(office: Office) -> None:
    await taken_from_card(office)
    await change(office, {"contract/end/0": "2030-01-10"})

    def again(bound: Bound) -> int:
        return len(calendar_news(parts, bound, moments.of_purchase(bound, "INK-0001")))

    parts = office.local.bot.parts
    assert await parts.database.run(parts.workspace, again) == 0


async def test_in_a_channel_who_may_not_answer_it_cannot_take_it(office: Office) -> None:
    await on(office, MONDAY)
    await office.sanne.mention(INKOOP, TITLE)
    await office.local.settled()
    await recorded(office)
    conversation = (await office.sanne.messages(INKOOP))[-1].ts
    there = (await office.sanne.messages(INKOOP, conversation))[-1]
    await office.amina.press(there, NEXT)
    await office.told(office.amina, "Dit is van")
    await office.sanne.press(there, NEXT)
    await office.told(office.sanne, "in ons privébericht")
    await office.local.bot.settled()

    assert await got(office.amina) == []
    (file,) = await got(office.sanne)
    assert "/archives/C0INKOOP/" in file.event.url


async def test_what_names_a_file_that_was_sent_is_noted(office: Office) -> None:
    await taken_from_question(office)
    parts = office.local.bot.parts
    key = outbox.c.key.like("calendar/%")
    wanted = sa.select(outbox.c.sent_channel, outbox.c.sent_ts).where(key)

    rows = await parts.database.run(parts.workspace, lambda bound: bound.run(wanted).all())

    (message,) = [
        each
        for each in await office.piet.act("messages", channel=await office.piet.direct(), thread="")
        if each.get("files")
    ]
    assert rows == [(await office.piet.direct(), message["files"][0]["id"])]


@pytest.mark.parametrize(
    ("shares", "ts"),
    [
        ({"private": {"D1": [{"ts": "1799999999.000100"}]}}, "1799999999.000100"),
        ({"public": {"C1": [{"ts": "1.0"}]}, "private": {"D1": [{"ts": "2.0"}]}}, "2.0"),
        ({"public": {"C1": [{"ts": "1.0"}]}}, ""),
        ({}, ""),
        (None, ""),
    ],
)
def test_where_slack_tells_in_which_message_a_file_stands_that_is_it(
    shares: dict[str, Any] | None, ts: str
) -> None:
    assert stands_at([{"id": "F1"}, {"id": "F2", "shares": shares}], "D1") == ts


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.completeUploadExternal", {"drop_reply": True}),
        ("files.completeUploadExternal", {"status": 500, "error": "internal_error"}),
        ("files.completeUploadExternal", {"status": 429, "retry_after": 3}),
        ("files.getUploadURLExternal", {"drop_reply": True}),
        ("files.getUploadURLExternal", {"status": 429, "retry_after": 3}),
        ("conversations.open", {"status": 500, "error": "internal_error"}),
    ],
)
async def test_whatever_fails_there_comes_one_file(
    office: Office, method: str, fault: dict[str, Any]
) -> None:
    await with_contract(office)
    await on(office, PIETS_DAY)
    question = await nudged(office, "De servicedesk repareert binnen drie dagen")
    workspace = office.local.workspace

    workspace.faults.plan(method, **fault)
    await office.piet.press(question, TAKE)
    await office.local.bot.settled()
    await all_sent(workspace, office.local.bot)

    assert len(await got(office.piet)) == 1
    assert not [each for each in workspace.faults.planned if each.times], "the fault was met"

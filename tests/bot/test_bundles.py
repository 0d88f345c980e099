"""Many things that wait for one person: pages that skip nothing, whatever is answered meanwhile."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.playground.client import Message
from bot.playground.people import SANNE
from bot.store import moments
from dialogs.bundles import FIRST, Start
from dialogs.moment import Moment
from tests.assuring import asked, ledger, on, with_contract
from tests.office import Office

MANY = 25


async def with_many(office: Office) -> Message:
    """Sanne is asked about many things at once; gives the message with the first ten."""
    await with_contract(office)
    (kick_off,) = [each for each in (await ledger(office)).values() if each.kind == "kick_off"]
    more = [
        replace(kick_off, key=f"kick_off+{number}", on=kick_off.on - timedelta(days=number))
        for number in range(1, MANY)
    ]
    parts = office.local.bot.parts
    await parts.database.run(
        parts.workspace, lambda bound: moments.add(bound, more, parts.clock.now())
    )
    await on(office, "2027-01-25")
    return await asked(office, office.sanne, "om even naar te kijken")


async def answer(office: Office, shown: Message, number: int) -> None:
    """Sanne answers one of a list."""
    before = len(await office.sanne.messages(await office.sanne.direct()))
    await office.sanne.press(shown, f"Beantwoord {number}")

    async def look() -> Message | None:
        found = await office.sanne.messages(await office.sanne.direct())
        return found[-1] if len(found) > before else None

    await office.sanne.press(await office.sanne.wait_for(look), "Ja")
    await office.local.bot.settled()


async def waiting(office: Office) -> list[str]:
    """The days that Sanne has to answer for still, as a list shows them."""
    found = [each for each in (await ledger(office)).values() if each.state == "asked"]
    assert {each.owner for each in found} == {SANNE}
    scene = office.local.bot.parts.scene("nl")
    return [scene.day(each.on) for each in sorted(found, key=lambda each: each.on)]


def lines(shown: Message) -> list[tuple[int, str]]:
    """The numbers and the days on a page."""
    found = re.findall(r"^(\d+)\. .*\((.*?)\)$", shown.plain(), re.MULTILINE)
    return [(int(number), day) for number, day in found]


async def following(office: Office, shown: Message) -> Message:
    """The page after this one."""
    before = await office.sanne.ephemerals()
    await office.sanne.press(shown, "Toon alles")

    async def look() -> Message | None:
        after = await office.sanne.ephemerals()
        return after[-1] if len(after) > len(before) else None

    return await office.sanne.wait_for(look)


async def test_what_is_answered_makes_no_page_skip_what_is_not(office: Office) -> None:
    first = await with_many(office)
    everything = await waiting(office)
    assert [day for _, day in lines(first)] == everything[:10]

    for number in (1, 2, 7):
        await answer(office, first, number)
    second = await following(office, first)

    assert lines(second) == list(enumerate(everything[10:20], 11))
    assert "En nog 5 andere" in second.plain()
    await answer(office, second, 12)
    third = await following(office, second)
    assert lines(third) == list(enumerate(everything[20:], 21))
    assert "Toon alles" not in [label for label, *_ in third.choices()]


async def test_where_nothing_comes_after_it_the_list_begins_anew(office: Office) -> None:
    first = await with_many(office)
    second = await following(office, first)
    third = await following(office, second)
    for number in range(21, MANY + 1):
        await answer(office, third, number)

    again = await following(office, second)

    assert lines(again) == list(enumerate((await waiting(office))[:10], 1))


async def test_who_types_under_the_list_is_shown_what_still_waits(office: Office) -> None:
    first = await with_many(office)
    for number in (1, 2, 3):
        await answer(office, first, number)

    await office.sanne.say(first.channel, "Gelukt", first.ts)

    shown = await office.told(office.sanne, "Bij welke hoort dit?")
    assert lines(shown) == list(enumerate((await waiting(office))[:10], 1))


@pytest.mark.parametrize("text", ["", "11", "11/2027-01-40/3", "x/y/z", "1/2027-01-04"])
def test_a_button_of_an_earlier_version_begins_at_the_beginning(text: str) -> None:
    assert Start.read(text) == FIRST


def test_where_a_page_begins_goes_along_in_its_button() -> None:
    start = Start(11, date(2027, 1, 4), 512)
    assert Start.read(str(start)) == start
    assert Start.read(str(FIRST)) == FIRST


def test_a_page_begins_after_what_stood_before_it_also_on_the_same_day() -> None:
    day = date(2027, 1, 4)
    found = [Moment("INK-0001", str(id), "end", day, "U1", "U1", None, id=id) for id in (3, 1, 2)]
    assert [each.id for each in Start(2, day, 1).of(found)] == [2, 3]

"""The month in its channel, told once; and its text for outside, for who may have it."""

from __future__ import annotations

import asyncio
import base64
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa
from PIL import Image

from bot.celebrating.showing import put_in_channel
from bot.parts import Parts
from bot.playground.client import Message, PersonClient
from bot.playground.people import AMINA, JOHN, PIET, SANNE, SUCCESSES
from bot.ports import NotDelivered, Outgoing
from bot.reminders.monthly import Monthly
from bot.roster import Roster
from bot.sharing import Sharing
from bot.store import photos, successes
from bot.store.celebrating_tables import lessons
from bot.store.celebrating_tables import photos as photos_table
from bot.store.database import Bound
from bot.store.tables import outbox
from dialogs.monthly import Month
from dialogs.success import Achieved, Named, Success
from tests.assuring import AMSTERDAM, at, count, on, with_contract
from tests.boarding import answered
from tests.forging import brought, pressed
from tests.office import Office

Result = TypeVar("Result")
JANUARY = Month(date(2027, 1, 1))
HEADING = "Zo kochten we in januari 2027"
ALT = "Piet en Sanne bij hun stoelen"
POSTED = datetime(2027, 1, 20, 12, tzinfo=AMSTERDAM)
CHAIRS = Success(
    0, SANNE, "Zestig stoelen van zolder",
    "Piet Bakker keek eerst op zolder. Sanne regelde *alles*.", POSTED, POSTED,
    achieved=(Achieved("pieces", "60", "measured"), Achieved("money", "9000", "told")),
    people=(Named(PIET, "named", "no"), Named(JOHN, "named", "yes"), Named(SANNE, "owner", "yes")),
    poster=AMINA, state="posted", alt=ALT, posted_at=POSTED,
)  # fmt: skip


async def run(office: Office, work: Callable[[Bound], Result]) -> Result:
    """Does work in the bot's database."""
    parts = office.local.bot.parts
    return await parts.database.run(parts.workspace, work)


async def celebrated(office: Office) -> int:
    """A success that was posted in January with a picture, and a lesson; the success's number."""
    picture, parts = io.BytesIO(), office.local.bot.parts
    Image.new("RGB", (8, 8), "green").save(picture, "JPEG")

    def work(bound: Bound) -> tuple[int, Outgoing]:
        photo = photos.add(bound, picture.getvalue(), POSTED)
        success = successes.add(bound, replace(CHAIRS, photo=photo))
        successes.counted(bound, success.id, 12, POSTED.date())
        bound.run(
            sa.insert(lessons), category="ict", question="", expected="Snel klaar", happened="",
            differently="Eerder bellen", author=SANNE, owner="", state="shared",
            told_on=POSTED.date(),
        )  # fmt: skip
        return success.id, put_in_channel(parts, bound, success)

    number, row = await run(office, work)
    parts.courier.take([row])
    await office.local.settled()
    return number


async def a_month(office: Office) -> int:
    """A contract, an ambition, a success and a lesson in January 2027."""
    office.local.workspace.workspace.looking_seconds = 0
    await with_contract(office)
    await answered(office, {"web.levels/circular": "2"})
    return await celebrated(office)


async def told(office: Office, *others: Monthly) -> list[Message]:
    """What stands in the channel, after the month was told where it is time."""
    for each in (office.local.bot.monthly, *others):
        await each.tell()
    await sent(office)
    return await digests(office)


async def digests(office: Office) -> list[Message]:
    """What stands in the channel besides the success."""
    found = await office.amina.messages(SUCCESSES)
    return [each for each in found if "Ook doen?" not in each.buttons()]


async def sent(office: Office) -> None:
    """What waits is sent, and what comes of that."""
    for _ in range(2):
        await office.local.settled()
        await office.local.bot.courier.sweep()
    await office.local.settled()


def elsewhere(parts: Parts, **named: Any) -> Parts:
    """The same bot in an organisation that named other places."""
    return replace(parts, roster=Roster(replace(parts.organisation, **named)))


async def test_a_month_is_told_once_on_the_first_working_day_by_any_number_of_processes(
    office: Office,
) -> None:
    parts = office.local.bot.parts
    await a_month(office)
    for day, time in (("2027-01-29", "10:00"), ("2027-01-31", "10:00"), ("2027-02-01", "08:59")):
        await on(office, day, time)
        assert await told(office) == []
    await on(office, "2027-02-01", "09:00")

    await asyncio.gather(*(Monthly(parts).tell() for _ in range(3)))
    [message] = await told(office, Monthly(parts))
    await on(office, "2027-02-02")
    assert len(await told(office, Monthly(parts))) == 1

    said = message.plain()
    for words in (
        HEADING, "Begonnen: 1 inkoop.", "Gekocht: 1 inkoop. Ambitie: 1 × nog geen ambitieniveau.",
        "Zestig stoelen van zolder · 12 × applaus · gedeeld door", "Eerder bellen",
        "Ambitieweb van alle inkopen (1): Circulair 2",
    ):  # fmt: skip
        assert words in said
    assert not any(name in said for name in ("Piet", "Sanne", "John", "laptops"))
    assert message.buttons() == ["Deel buiten"]
    posted = office.local.workspace.calls("chat.postMessage")
    [blocks] = [each["blocks"] for each in posted if HEADING in str(each)]
    assert "/archives/C0SUCCESSEN/p" in str(blocks)
    [picture] = [each for each in blocks if each["type"] == "image"]
    assert "Circulair" in picture["alt_text"]
    kept = sa.select(sa.func.count()).where(photos_table.c.workspace == sa.bindparam("ours"))
    assert await run(office, lambda bound: bound.run(kept).scalar_one()) == 2


async def test_new_years_day_is_no_working_day_and_an_empty_month_is_one_kind_line(
    office: Office,
) -> None:
    await office.at_first_question()
    now = office.local.workspace.clock.now().astimezone(AMSTERDAM)
    new_year = date(now.year + 1, 1, 1)
    first = office.local.bot.parts.rules.calendar.on_or_after(new_year)
    await on(office, at(new_year.isoformat()))
    assert await told(office) == []
    await on(office, at(first.isoformat()))

    [message] = await told(office)

    assert f"In december {now.year} is er niets begonnen" in message.plain()
    assert message.buttons() == []


async def test_what_is_long_over_or_before_our_time_is_not_told(office: Office) -> None:
    await on(office, "2027-02-01")
    await office.at_first_question()
    assert await told(office) == []  # nobody was here in January
    await on(office, "2027-03-12")
    assert await told(office) == []  # we were down for twelve days

    await on(office, "2027-04-08")
    [message] = await told(office)

    assert "In maart 2027" in message.plain()


@pytest.mark.parametrize("how", ["archived", "removed"])
async def test_where_the_channel_does_not_take_it_procurement_gets_it(
    office: Office, how: str
) -> None:
    await a_month(office)
    channels = office.local.workspace.workspace.channels
    if how == "archived":
        channels[SUCCESSES].archived = True
    else:
        del channels[SUCCESSES]
    await on(office, "2027-02-01")
    await office.local.bot.monthly.tell()
    await sent(office)

    assert await count(office.piet, HEADING) == 1
    assert await count(office.piet, "Nodig mij uit in dat kanaal") == 1
    assert await count(office.piet, "Eerder bellen") == 1
    assert await count(office.sanne, HEADING) == 0


async def test_without_a_channel_procurement_hears_once_that_one_can_be_named(
    office: Office,
) -> None:
    await a_month(office)
    parts = elsewhere(office.local.bot.parts, digest_channel="", procurement_channel="")
    for day in ("2027-02-01", "2027-03-01", "2027-04-01"):
        await on(office, day)
        if day == "2027-03-01":
            await office.start("Nog iets")
        await Monthly(parts).tell()
        await Monthly(parts).tell()
        await office.local.bot.courier.sweep()
        await office.local.bot.settled()

    assert await count(office.piet, "Laat de beheerder een kanaal noemen") == 1
    assert await digests(office) == []


async def test_a_success_that_is_withdrawn_leaves_the_month(office: Office) -> None:
    number = await a_month(office)
    await on(office, "2027-02-01")
    [before] = await told(office)
    assert CHAIRS.title in before.plain()

    for _ in range(2):  # the second time there is nothing to take out
        await brought(office, AMINA, pressed(f"success_withdraw/{number}"))
        await sent(office)

    after, gone = sorted(await digests(office), key=lambda each: "teruggetrokken" in each.plain())
    assert "teruggetrokken" in gone.plain()
    assert CHAIRS.title not in after.plain()
    assert "applaus" not in after.plain()
    assert "Eerder bellen" in after.plain()
    updated = office.local.workspace.calls("chat.update")[-1]["blocks"]
    assert [each["type"] for each in updated].count("image") == 1


async def files(office: Office, person: PersonClient) -> tuple[str, dict[str, dict[str, Any]]]:
    """What stands with the newest files in somebody's direct message, and those by name."""

    async def look() -> tuple[str, dict[str, dict[str, Any]]] | None:
        said = await person.act("messages", channel=await person.direct())
        found = [each for each in said if each.get("files")]
        if not found:
            return None
        return found[-1]["text"], {each["name"]: each for each in found[-1]["files"]}

    return await person.wait_for(look)


async def content(person: PersonClient, file: dict[str, Any]) -> bytes:
    return base64.b64decode(await person.act("file", file=file["id"]))


async def test_an_ambassador_gets_a_text_in_which_only_who_agreed_is_named(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    number = await a_month(office)
    await on(office, "2027-02-01")
    [message] = await told(office)

    asked = await office.amina.command("deel buiten")
    assert asked is not None
    assert asked.buttons() == ["januari 2027", "februari 2027 tot nu toe"]
    await office.amina.press(message, "Deel buiten")
    await office.told(office.amina, "Ik maak de tekst over januari 2027")
    note, found = await files(office, office.amina)

    picture, web = f"succes-2027-01-{number}.jpg", "ambitieweb-2027-01.png"
    assert set(found) == {"2027-01.txt", picture, web}
    text = (await content(office.amina, found["2027-01.txt"])).decode()
    for words in (
        "Gekocht: 1 inkoop", "Zestig stoelen van zolder\n\nEen collega keek eerst op zolder."
        " Een collega regelde alles.", "60 stuks opnieuw gebruikt (gemeten)",
        "Met dank aan John Smith.", f"Afbeelding: {picture}\nWat erop staat: Een collega en een",
        f"Afbeelding: {web}\nWat erop staat: ", "Circulair geen doel, nu 2",
    ):  # fmt: skip
        assert words in text
    handed = f"{text}{note}{found}"
    for words in (
        "Piet", "Sanne", "Amina", "Bakker", "U0", "9.000", "9000", "kosten", "laptops",
        "Eerder bellen", "Snel klaar", "archives/",
    ):  # fmt: skip
        assert words not in text + note
        assert words not in str([(each["title"], each.get("alt_txt")) for each in found.values()])
    assert "John Smith" in handed
    assert (await content(office.amina, found[web])).startswith(b"\x89PNG")
    # What people are called is kept nowhere.
    rows = sa.select(outbox.c.message).where(outbox.c.workspace == sa.bindparam("ours"))
    assert "Smith" not in str(await run(office, lambda bound: bound.run(rows).all()))
    assert "Smith" not in caplog.text


async def test_a_text_is_for_who_may_and_says_what_it_cannot_be_about(office: Office) -> None:
    await a_month(office)
    refused = "voor collega's die hier een rol in hebben"
    for person, said in ((SANNE, refused), (JOHN, refused), (AMINA, "kan ik niets delen")):
        for argument in ("2099-01", "", "2027-1", "x/y"):
            assert said in await brought(office, person, pressed(f"share_out/{argument}"))
    assert refused in await brought(office, SANNE, pressed("share_out/2027-01"))
    typed = await office.sanne.command("deel buiten")
    assert typed is not None
    assert refused in typed.plain()

    await brought(office, PIET, pressed("share_out/2026-12"))

    direct = await office.piet.direct()
    await office.piet.wait_for_message(direct, "Over december 2026 is er nog niets om te delen")
    calls = office.local.workspace.calls("files.completeUploadExternal")
    assert not [each for each in calls if each.get("channel_id")]


class Full:
    """Takes no files."""

    async def deliver(self, person: str, comment: str, handed: object) -> None:
        raise NotDelivered("storage_limit_reached")


class Silent:
    """Tells no names."""

    async def names_of(self, person: str) -> tuple[str, ...]:
        return ()


async def test_who_asked_hears_that_it_did_not_work_out(office: Office) -> None:
    await a_month(office)
    sharing = Sharing(office.local.bot.parts, Full(), Silent())

    await sharing.make(PIET, "nl", JANUARY)

    direct = await office.piet.direct()
    await office.piet.wait_for_message(direct, "De tekst over januari 2027 is niet gelukt")


async def test_where_slack_tells_no_names_a_colleague_is_thanked(office: Office) -> None:
    await a_month(office)
    await office.amina.say(await office.amina.direct(), "deel buiten")
    asked = await office.amina.wait_for_message(await office.amina.direct(), "Over welke maand")
    office.local.workspace.faults.plan("users.info", error="user_not_visible", times=None)
    await office.amina.press(asked, "januari 2027 tot nu toe")
    note, found = await files(office, office.amina)

    text = (await content(office.amina, found["2027-01.txt"])).decode()
    assert "Met dank aan een collega." in text
    assert "Van 3 collega's kon ik de naam nu niet opzoeken" in note

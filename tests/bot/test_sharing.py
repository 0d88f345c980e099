"""The text of a month for outside: who may have it, and that only who agreed is named."""

from __future__ import annotations

import base64
from typing import Any

import pytest
import sqlalchemy as sa

from bot.playground.client import PersonClient
from bot.playground.people import AMINA, JOHN, PIET, SANNE
from bot.ports import NotDelivered
from bot.sharing import Sharing
from bot.store.tables import outbox
from tests.assuring import on
from tests.forging import brought, pressed
from tests.months import (
    JANUARY,
    a_month,
    run,
    told,
)
from tests.office import Office


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

"""Reports and exports asked for in the chat: who may, over what, and what arrives."""

from __future__ import annotations

import base64
import io
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest

from bot.playground.client import PersonClient
from bot.ports import NotDelivered
from bot.preparing import Preparing
from bot.settings import Settings
from dialogs.period import Period, read_period
from dialogs.reading import Unclear
from dialogs.scene import Scene
from dialogs.script import Script
from knowledge.policy import Policy, ThemePolicy
from tests.assuring import AMSTERDAM, at
from tests.boarding import with_board
from tests.office import Office
from tests.viewing import fill

DEPARTMENTS = ("Facilitair", "Ruimte en groen", "Groen")


async def files(person: PersonClient) -> list[dict[str, Any]]:
    """The newest files in somebody's direct message."""

    async def look() -> list[dict[str, Any]] | None:
        said = await person.act("messages", channel=await person.direct())
        found = [each["files"] for each in said if each.get("files")]
        return found[-1] if found else None

    return await person.wait_for(look)


async def test_a_report_comes_with_a_picture_and_a_workbook(office: Office) -> None:
    talk = await office.at_first_question("=1+1 laptops")
    values = {
        "ambition/requirements/0": "yes",
        "ambition/criterion/0": "no",
        "ambition/themes/0": ["circular"],
    }
    await fill(office, talk, "ambition", "Ambitie", values)
    await fill(office, talk, "web", "Ambitieweb", {"web/circular/0": "2"})

    told = await office.piet.command("rapport")

    assert told is not None
    assert "Het bestand komt in je privébericht" in told.plain()
    picture, workbook = await files(office.piet)
    assert "Circulair geen doel, nu 2" in picture["alt_txt"]
    content = base64.b64decode(await office.piet.act("file", file=workbook["id"]))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert any(cell.value == "=1+1 laptops" for cell in sheet[2])
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    direct = await office.piet.direct()
    summary = await office.piet.wait_for_message(direct, "Ambitieniveau: 1 × niveau 1")
    assert "1 inkoop." in summary.plain()
    await office.piet.wait_for_message(direct, "is klaar")


async def test_a_report_is_for_who_may(office: Office) -> None:
    await office.at_first_question()

    for words in ("rapport", "export csv"):
        told = await office.sanne.command(words)
        assert told is not None
        assert "voor collega's die hier een rol in hebben" in told.plain()
    said = await office.sanne.act("messages", channel=await office.sanne.direct())
    assert not [each for each in said if each.get("files")]


async def test_a_report_over_an_empty_period_says_so(office: Office) -> None:
    await office.at_first_question()

    told = await office.piet.command("rapport 2019")

    assert told is not None
    assert "Er zijn geen inkopen over 2019" in told.plain()


async def test_what_is_no_period_may_be_something_to_buy(office: Office) -> None:
    told = await office.piet.command("rapport over bodemonderzoek")

    assert told is not None
    assert "Ik begrijp 'over bodemonderzoek' niet" in told.plain()
    assert told.buttons() == ["Ja, begin deze inkoop"]


@pytest.mark.parametrize(
    ("format", "begins"), [("csv", b"\xef\xbb\xbf"), ("json", b'{"version'), ("ocds", b"{")]
)
async def test_an_export_comes_in_the_format_that_was_asked_for(
    office: Office, format: str, begins: bytes
) -> None:
    await office.at_first_question()

    await office.piet.command(f"export {format}")

    [file] = await files(office.piet)
    content = base64.b64decode(await office.piet.act("file", file=file["id"]))
    assert content.startswith(begins)


async def test_an_export_in_a_format_that_there_is_not(office: Office) -> None:
    told = await office.piet.command("export pdf")

    assert told is not None
    assert "json, csv, xlsx, ocds, svg, txt" in told.plain()


class Full:
    """Takes no files."""

    async def deliver(self, person: str, comment: str, handed: object) -> None:
        raise NotDelivered("storage_limit_reached")


async def test_a_report_that_is_not_taken_is_said_to_have_failed(office: Office) -> None:
    await office.at_first_question()
    parts = office.local.bot.parts
    reporting = office.local.bot.reporting
    reporting.prepare = Preparing(parts, Full()).prepare

    await office.piet.command("rapport")

    direct = await office.piet.direct()
    await office.piet.wait_for_message(direct, "is niet gelukt. Vraag het nog eens")


async def test_a_report_of_a_process_that_is_gone_is_said_to_be_broken_off(office: Office) -> None:
    await office.at_first_question()
    reporting = office.local.bot.reporting

    async def gone(wanted: object) -> None:
        """The process stops here."""

    reporting.prepare = gone
    await office.piet.command("rapport")
    await reporting.own_up()
    office.local.workspace.clock.advance(timedelta(minutes=16))

    await reporting.own_up()
    await reporting.own_up()

    direct = await office.piet.direct()
    await office.piet.wait_for_message(direct, "werd afgebroken")
    said = [each.plain() for each in await office.piet.messages(direct)]
    assert sum("werd afgebroken" in each for each in said) == 1


@pytest.mark.parametrize(
    ("text", "first", "last", "department"),
    [
        ("", "2027-01-01", "2027-12-31", ""),
        ("2026", "2026-01-01", "2026-12-31", ""),
        ("vorig jaar Facilitair", "2026-01-01", "2026-12-31", "Facilitair"),
        ("kwartaal 3 2026", "2026-07-01", "2026-09-30", ""),
        ("2026 Q3", "2026-07-01", "2026-09-30", ""),
        ("Q1 Groen", "2027-01-01", "2027-03-31", "Groen"),
        ("ruimte en groen maart 2026", "2026-03-01", "2026-03-31", "Ruimte en groen"),
        ("2026-02", "2026-02-01", "2026-02-28", ""),
        ("last quarter", "2026-10-01", "2026-12-31", ""),
        ("vorige maand", "2026-12-01", "2026-12-31", ""),
        ("march", "2027-03-01", "2027-03-31", ""),
    ],
)
def test_a_period_is_read_from_what_people_type(
    script: Script, text: str, first: str, last: str, department: str
) -> None:
    scene = Scene(script, "nl", at("2027-01-12"), AMSTERDAM)

    assert read_period(scene, text, DEPARTMENTS) == Period(
        date.fromisoformat(first), date.fromisoformat(last), department
    )


def test_everything_is_a_period_too(script: Script) -> None:
    scene = Scene(script, "nl", at("2027-01-12"), AMSTERDAM)

    assert read_period(scene, "alles Facilitair", DEPARTMENTS) == Period(None, None, "Facilitair")
    for text in ("over bomen", "2026 en 2027", "kwartaal 5", "1850", "2026-13"):
        with pytest.raises(Unclear):
            read_period(scene, text, DEPARTMENTS)


async def test_what_people_called_something_calls_nobody(bot_settings: Settings) -> None:
    named = ThemePolicy(name="Water & <!here> <bodem>", target=2)
    async with with_board(bot_settings, policy=Policy(themes={"water": named})) as office:
        talk = await office.at_first_question()
        await talk.press("Ja, ik heb het nodig")
        await fill(office, talk, "web", "Ambitieweb", {"web/water/0": "2"})

        await office.piet.command("rapport")

        direct = await office.piet.direct()
        await office.piet.wait_for_message(direct, "1 inkoop.")
        said = await office.piet.act("messages", channel=direct)
        [summary] = [each["text"] for each in said if "Water" in each["text"]]
        assert "Water &amp; &lt;!here&gt; &lt;bodem&gt;" in summary

"""A picture goes through the store and over Slack as the bytes that it was, with its words."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.pictures.png import png
from bot.pictures.radar import svg
from bot.pictures.words import LONGEST, alt
from bot.playground.people import SANNE
from bot.playground.server import LocalWorkspace
from bot.ports import Outgoing, Place
from bot.slack.files import FILE_ALT_TEXT
from bot.store import claims, outbox
from bot.store.database import Bound, Database
from dialogs.files import File
from dialogs.messages import Line, Message
from tests.bot.pictures.webs import WEBS
from tests.bot.playground.listening import manifest
from tests.office import Office

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def sent(office: Office, *files: File) -> list[dict[str, Any]]:
    """Sends files to Sanne; gives them as they stand in her direct message."""
    parts = office.local.bot.parts
    message = Message("web", (Line("Het ambitieweb"),), files=files)

    def work(bound: Bound) -> Outgoing:
        return parts.say_at(bound, Place(SANNE), message)

    office.local.bot.courier.take([await parts.database.run(parts.workspace, work)])
    await office.local.bot.settled()
    direct = await office.sanne.direct()
    *_, last = await office.sanne.act("messages", channel=direct, thread="")
    assert last["text"] == "Het ambitieweb"
    found: list[dict[str, Any]] = last["files"]
    return found


async def test_a_picture_arrives_with_its_bytes_and_what_it_shows(office: Office) -> None:
    parts, radar = office.local.bot.parts, WEBS["six"]
    picture, told = png(svg(radar)), alt(parts.scene("nl"), radar)

    (file,) = await sent(office, File("ambitieweb.png", radar.title, picture, told))

    assert base64.b64decode(await office.sanne.act("file", file=file["id"])) == picture
    assert file["alt_txt"] == told
    assert "Circulair doel 3, nu 2" in told
    assert (file["title"], file["mimetype"]) == (radar.title, "image/png")


async def test_text_that_looks_like_bytes_stays_text(office: Office) -> None:
    calendar = File("a.ics", "Moment", '{"base64": "SGVsbG8="}')
    (file,) = await sent(office, calendar)
    content = base64.b64decode(await office.sanne.act("file", file=file["id"]))
    assert content.decode() == calendar.content
    assert file["alt_txt"] == ""


async def test_a_text_that_is_too_long_for_slack_is_cut_visibly(office: Office) -> None:
    assert LONGEST == FILE_ALT_TEXT
    (file,) = await sent(office, File("a.png", "Web", b"\x89PNG", "x" * (FILE_ALT_TEXT + 1)))
    assert file["alt_txt"] == "x" * (FILE_ALT_TEXT - 1) + "…"


async def test_the_local_workspace_refuses_what_slack_refuses() -> None:
    async with LocalWorkspace(manifest(), retry_seconds=(), ack_seconds=0.3) as workspace:
        api = AsyncWebClient(workspace.bot_token, base_url=workspace.api_url, retry_handlers=[])
        ask = api.files_getUploadURLExternal
        assert (await ask(filename="a.png", length=1, alt_txt="x" * 1000))["ok"]
        with pytest.raises(SlackApiError, match="alt_txt_too_large"):
            await ask(filename="a.png", length=1, alt_txt="x" * 1001)


def test_the_outbox_keeps_the_bytes_of_a_picture(any_database: Database) -> None:
    files = (
        File("a.png", "Web", bytes(range(256)), "Wat het toont"),
        File("b.ics", "Moment", "SGVsbG8="),
    )
    message = Message("web", (Line("Kijk"),), files=files)

    any_database.run_now(
        "T1", lambda bound: outbox.add_at(bound, Place("U1"), message, "dead", NOW)
    )
    found = any_database.run_now(
        "T1", lambda bound: claims.claim_due(bound, "one", NOW + 2 * claims.LEASE)
    )

    assert [each.message for each in found] == [message]

"""The workspace as a stage: paging, the clock, files that people send, and beginning again."""

from __future__ import annotations

import base64
from datetime import timedelta

import aiohttp
import pytest

from bot.playground.client import NotPossible
from bot.playground.deeds import PAGE
from bot.playground.people import GENERAL, PIET, SANNE
from tests.office import Office


async def test_messages_come_a_page_at_a_time_newest_first(office: Office) -> None:
    workspace = office.local.workspace.workspace
    for number in range(2 * PAGE + 5):
        workspace.add(workspace.channel(GENERAL), {"user": PIET, "text": str(number)})
    root = await office.sanne.say(GENERAL, "een gesprek")
    await office.sanne.say(GENERAL, "een antwoord", root.ts)

    seen: list[str] = []
    before, older = "", True
    while older:
        page = await office.sanne.act("page", channel=GENERAL, before=before)
        assert len(page["messages"]) <= PAGE
        seen = [each["text"] for each in page["messages"]] + seen
        before, older = page["messages"][0]["ts"], page["older"]

    assert seen == [*map(str, range(2 * PAGE + 5)), "een gesprek"]


@pytest.mark.parametrize(
    ("leap", "days"),
    [({"days": 1}, 1), ({"weeks": 1}, 7), ({"months": 3}, 89), ({"days": 400}, 400)],
)
async def test_the_clock_leaps_forward(office: Office, leap: dict[str, int], days: int) -> None:
    clock = office.local.workspace.clock

    await office.sanne.act("advance", **leap)

    assert timedelta(days=days) <= clock.ahead <= timedelta(days=days + 3)
    assert office.local.bot.parts.clock.now() == pytest.approx(
        clock.now(), abs=timedelta(seconds=1)
    )


@pytest.mark.parametrize(
    "leap", [{"days": -1}, {}, {"to": "2020-01-01"}, {"to": "31-02-2027"}, {"days": 10**12},
             {"months": "x"}],
)  # fmt: skip
async def test_the_clock_goes_neither_back_nor_to_nowhere(
    office: Office, leap: dict[str, object]
) -> None:
    with pytest.raises(NotPossible):
        await office.sanne.act("advance", **leap)

    assert office.local.workspace.clock.ahead == timedelta()


async def test_a_file_that_somebody_sends_is_seen_by_who_is_in_the_channel(office: Office) -> None:
    content = base64.b64encode(b"bewijs").decode()
    said = await office.piet.act(
        "upload", channel=GENERAL, name="bewijs.txt", content=content, text="hier"
    )
    (file,) = said["files"]

    assert file["mimetype"] == "text/plain"
    assert await office.sanne.act("file", file=file["id"]) == content


@pytest.mark.parametrize(("name", "content"), [("", "aGk="), ("x", ""), ("x", "geen base64!")])
async def test_a_file_that_is_none_is_refused(office: Office, name: str, content: str) -> None:
    with pytest.raises(NotPossible):
        await office.piet.act("upload", channel=GENERAL, name=name, content=content)

    assert await office.piet.messages(GENERAL) == []


async def test_starting_again_leaves_nothing_and_everything_works(office: Office) -> None:
    await office.at_first_question()
    await office.sanne.act("advance", months=3)

    await office.piet.act("start_again")

    assert await office.stored() == []
    assert await office.sanne.messages(await office.sanne.direct()) == []
    assert office.local.workspace.clock.ahead == timedelta()
    talk = await office.at_first_question("12 stoelen")
    assert (await talk.card()).plain().startswith("INK-0001 · 12 stoelen")


async def test_the_traffic_is_told_once_and_holds_no_secret(office: Office) -> None:
    await office.start()
    await office.local.bot.settled()

    told = await office.piet.act("traffic", after=0)

    kinds = [each["kind"] for each in told]
    assert "chat.postMessage" in kinds
    assert "slash_commands" in kinds
    assert await office.piet.act("traffic", after=told[-1]["number"]) == []
    assert office.local.workspace.bot_token not in str(told)
    assert office.local.workspace.signing_secret not in str(told)


async def test_a_number_that_is_none_is_refused(office: Office) -> None:
    url = f"{office.local.workspace.url}workspace/act"
    headers = {"x-workspace-token": office.local.workspace.client_token}
    body = {"do": "traffic", "person": SANNE, "after": "soon"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=body, headers=headers) as answer,
    ):
        assert answer.status == 400
        assert (await answer.json())["error"] == "invalid_number"


async def test_the_page_is_told_the_language_that_somebody_chose(office: Office) -> None:
    assert await office.john.act("language") == "nl"

    await office.john.command("taal en")

    assert await office.john.act("language") == "en"
    assert await office.sanne.act("language") == "nl"

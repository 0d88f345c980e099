"""Files that people give in a form: for them and the bot alone, fetched with the bot's token."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import NotPossible, PersonClient, Picked, View
from bot.playground.kept_files import LARGEST, LARGEST_KEPT
from bot.playground.people import AMINA, BOT_USER, GENERAL, INKOOP, PIET, SANNE
from bot.playground.server import LocalWorkspace
from tests.bot.playground.listening import Listening, asks, listening, modal, section
from tests.bot.playground.test_file_blocks import picture, upload

PHOTO = b"\xff\xd8\xff\xe0 a photo"
FORM = modal(
    section("Vier het"),
    asks("picture", {"type": "file_input", "action_id": "files", "max_files": 1,
                     "filetypes": ["jpg", "png"]}),
    asks("who", {"type": "multi_users_select", "action_id": "people", "max_selected_items": 2,
                 "initial_users": [SANNE]}, optional=True),
    callback_id="form",
)  # fmt: skip


@pytest.fixture
async def bot() -> AsyncIterator[Listening]:
    """A bot that keeps what is sent in with the form."""
    async with listening() as bot:

        async def submitted(ack: Any, body: Any) -> None:
            bot.heard.put_nowait(body["view"]["state"]["values"])
            await ack()

        bot.app.view("form")(submitted)
        yield bot


async def opened(bot: Listening) -> View:
    trigger = bot.workspace.workspace.triggers.new(SANNE)
    return View.read((await bot.client.views_open(trigger_id=trigger, view=FORM))["view"])


async def fetched(address: str, token: str = "") -> tuple[int, str, bytes]:
    """What is had at an address: the status, the kind, and the bytes."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.get(address) as answer,
    ):
        return answer.status, answer.content_type, await answer.read()


async def refused(call: Any) -> str:
    with pytest.raises(SlackApiError) as raised:
        await call
    return str(raised.value.response["error"])


async def test_a_picture_given_in_a_form_is_for_its_giver_and_the_bot_alone(
    bot: Listening, sanne: PersonClient, piet: PersonClient
) -> None:
    view = await opened(bot)
    assert (await sanne.submit(view, {})).errors == {"picture": "Vul dit in."}
    wrong = (
        {"picture": Picked("foto.pdf", PHOTO)},
        {"picture": Picked("png", PHOTO)},
        {"picture": [Picked("a.jpg", PHOTO), Picked("b.png", PHOTO)]},
    )
    for given in wrong:
        assert set((await sanne.submit(view, given)).errors) == {"picture"}
    photo = await sanne.pick(Picked("Foto één?.JPG", PHOTO))
    many = {"picture": photo["id"], "who": [SANNE, PIET, AMINA]}
    assert set((await sanne.submit(view, many)).errors) == {"who"}
    other = await piet.pick(Picked("a.jpg", PHOTO))
    with pytest.raises(NotPossible, match="file_not_found"):
        await sanne.submit(view, {"picture": other["id"]})
    assert bot.heard.empty()

    sent = {"picture": Picked("Foto één?.JPG", PHOTO), ("who", "people"): [PIET, AMINA]}
    assert (await sanne.submit(view, sent)).errors == {}

    values = await bot.next()
    told = {"type": "multi_users_select", "selected_users": [PIET, AMINA]}
    assert values["who"]["people"] == told
    assert values["picture"]["files"]["type"] == "file_input"
    (file,) = values["picture"]["files"]["files"]
    assert (file["name"], file["filetype"], file["size"]) == ("Foto één?.JPG", "jpg", len(PHOTO))
    assert (file["mimetype"], file["user"]) == ("image/jpeg", SANNE)
    assert not file.keys() & {"given", "received", "content"}
    token = bot.workspace.bot_token
    for address in (file["url_private"], file["url_private_download"]):
        assert address.startswith(bot.workspace.url)
        assert await fetched(address, token) == (200, "image/jpeg", PHOTO)
    assert base64.b64decode(await sanne.act("file", file=file["id"])) == PHOTO
    with pytest.raises(NotPossible, match="file_not_found"):
        await piet.act("file", file=file["id"])
    assert await sanne.messages(INKOOP) == []


async def test_who_may_not_fetch_a_file_is_asked_to_sign_in(
    workspace: LocalWorkspace, sanne: PersonClient
) -> None:
    file = await sanne.pick(Picked("a.png", PHOTO))
    address, token = file["url_private"], workspace.bot_token

    async def asked_to_sign_in(token: str) -> bool:
        status, kind, content = await fetched(address, token)
        return (status, kind) == (200, "text/html") and b"Sign in" in content

    assert await asked_to_sign_in("")
    assert await asked_to_sign_in(workspace.app_token)
    del workspace.workspace.scopes["files:read"]
    assert await asked_to_sign_in(token)
    workspace.workspace.scopes["files:read"] = None
    workspace.administration.uninstall()
    assert await asked_to_sign_in(token)
    workspace.administration.install()
    assert not await asked_to_sign_in(token)

    workspace.faults.plan("url_private", status=500)
    assert (await fetched(address, token))[0] == 500
    assert len(workspace.calls("url_private")) == 1
    assert (await fetched(address.replace(file["id"], "F0NONE"), token))[0] == 404
    workspace.administration.remove_bot(GENERAL)
    content = base64.b64encode(PHOTO).decode()
    said = await sanne.act("upload", channel=GENERAL, name="b.png", content=content)
    elsewhere = said["files"][0]["url_private"]
    assert (await fetched(elsewhere, token))[0] == 404
    workspace.administration.invite_bot(GENERAL)
    assert (await fetched(elsewhere, token))[2] == PHOTO


async def test_a_large_file_has_its_size_also_where_little_of_it_is_sent(
    workspace: LocalWorkspace, sanne: PersonClient
) -> None:
    token = {"Authorization": f"Bearer {workspace.bot_token}"}
    file = await sanne.pick(Picked("scan.png", PHOTO, size=40_000_000))
    assert file["size"] == 40_000_000
    async with (
        aiohttp.ClientSession(headers=token) as session,
        session.get(file["url_private"]) as answer,
    ):
        assert answer.content_length == 40_000_000
        assert await answer.content.readexactly(len(PHOTO) + 3) == PHOTO + bytes(3)

    photo = await sanne.pick(Picked("foto.jpg", bytes(LARGEST_KEPT)))
    assert len(workspace.workspace.contents[photo["id"]]) == LARGEST_KEPT
    larger = await sanne.pick(Picked("foto.jpg", bytes(LARGEST_KEPT + 1)))
    assert larger["size"] == LARGEST_KEPT + 1
    assert workspace.workspace.contents[larger["id"]] == b""
    with pytest.raises(NotPossible, match="file_too_large"):
        await sanne.pick(Picked("film.mov", PHOTO, size=LARGEST + 1))
    with pytest.raises(NotPossible, match="invalid_arguments"):
        await sanne.pick(Picked("leeg.png", b""))


async def test_a_form_with_files_needs_a_scope(
    api: AsyncWebClient, workspace: LocalWorkspace
) -> None:
    """T23."""
    del workspace.workspace.scopes["files:read"]

    trigger = workspace.workspace.triggers.new(SANNE)
    assert await refused(api.views_open(trigger_id=trigger, view=FORM)) == "missing_scope"


async def test_the_bot_deletes_its_own_files_and_no_others(
    api: AsyncWebClient, workspace: LocalWorkspace, sanne: PersonClient
) -> None:
    workspace.workspace.looking_seconds = 0
    shown = await upload(api)
    blocks = [picture(id=shown)]
    posted = await api.chat_postMessage(channel=INKOOP, text="Web", blocks=blocks)
    sent = (await api.files_upload_v2(channel=INKOOP, filename="a.txt", content="a"))["file"]["id"]
    theirs = await sanne.pick(Picked("a.png", PHOTO))

    for id in (shown, sent):
        await api.files_delete(file=id)

    assert workspace.workspace.contents.keys() == {theirs["id"]}
    history = (await api.conversations_history(channel=INKOOP))["messages"]
    assert history[0]["files"] == [{"id": sent, "mode": "tombstone"}]
    assert history[1]["blocks"][0]["slack_file"] == {"id": shown}
    with pytest.raises(NotPossible, match="file_not_found"):
        await sanne.act("file", file=shown)
    update = api.chat_update(channel=INKOOP, ts=posted["ts"], text="Web", blocks=blocks)
    assert await refused(update) == "invalid_blocks"
    assert await refused(api.files_delete(file=shown)) == "file_not_found"
    assert await refused(api.files_delete(file=theirs["id"])) == "cant_delete_file"


async def test_who_reacted_is_told_in_full_when_that_is_asked_for(
    api: AsyncWebClient, workspace: LocalWorkspace, sanne: PersonClient
) -> None:
    posted = await api.chat_postMessage(channel=INKOOP, text="gelukt")
    here = {"channel": INKOOP, "timestamp": posted["ts"]}
    assert "reactions" not in (await api.reactions_get(**here))["message"]
    await api.reactions_add(**here, name="tada")
    (message,) = await sanne.messages(INKOOP)
    crowd = workspace.workspace.messages[INKOOP][message.ts]["reactions"][0]
    crowd["users"] += [f"U{number}" for number in range(60)]
    crowd["count"] += 60

    (some,) = (await api.reactions_get(**here))["message"]["reactions"]
    found = await api.reactions_get(**here, full=True)

    (whole,) = found["message"]["reactions"]
    assert (some["count"], whole["count"]) == (61, 61)
    assert len(some["users"]) < 61 == len(whole["users"])
    assert whole["users"][0] == BOT_USER
    assert (found["type"], found["channel"]) == ("message", INKOOP)
    assert found["message"]["permalink"].endswith(posted["ts"].replace(".", ""))
    assert await refused(api.reactions_get(channel=INKOOP)) == "no_item_specified"
    assert await refused(api.reactions_get(**here | {"timestamp": "1.0"})) == "message_not_found"
    workspace.administration.archive(INKOOP)
    assert (await api.reactions_get(**here))["ok"]
    workspace.administration.remove_bot(INKOOP)
    assert await refused(api.reactions_get(**here)) == "not_in_channel"

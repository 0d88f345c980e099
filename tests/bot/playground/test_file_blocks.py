"""A picture in blocks is a file that the workspace knows, and shows to who sees the blocks."""

from __future__ import annotations

import base64
import math
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import NotPossible, PersonClient
from bot.playground.people import INKOOP, SANNE
from bot.playground.server import LocalWorkspace

CONTENT = b"\x89PNG of a web"


def picture(**named: str) -> dict[str, Any]:
    return {"type": "image", "slack_file": named, "alt_text": "Het web"}


def home(**named: str) -> dict[str, Any]:
    return {"type": "home", "blocks": [{"type": "divider"}, picture(**named)]}


async def upload(api: AsyncWebClient, name: str = "web.png", *, complete: bool = True) -> str:
    """A file that is in no conversation; gives its id."""
    place = await api.files_getUploadURLExternal(filename=name, length=len(CONTENT))
    async with (
        aiohttp.ClientSession() as session,
        session.post(place["upload_url"], data=CONTENT) as answer,
    ):
        assert answer.ok
    if complete:
        await api.files_completeUploadExternal(files=[{"id": place["file_id"], "title": "Web"}])
    id: str = place["file_id"]
    return id


async def test_a_picture_that_only_the_bot_uploaded_stands_on_a_home_page(
    api: AsyncWebClient, workspace: LocalWorkspace, sanne: PersonClient, piet: PersonClient
) -> None:
    workspace.workspace.looking_seconds = 0
    id = await upload(api)

    await api.views_publish(user_id=SANNE, view=home(id=id))

    page = await sanne.see_home()
    assert page is not None
    assert page.plain() == "(Het web)"
    assert base64.b64decode(await sanne.act("file", file=id)) == CONTENT
    with pytest.raises(NotPossible, match="file_not_found"):
        await piet.act("file", file=id)
    assert await piet.messages(INKOOP) == []


async def test_a_picture_in_a_message_may_be_named_by_its_address(
    api: AsyncWebClient, workspace: LocalWorkspace, sanne: PersonClient
) -> None:
    workspace.workspace.looking_seconds = 0
    id = await upload(api)
    address = workspace.workspace.files[id]["permalink"]

    await api.chat_postMessage(channel=INKOOP, text="Het web", blocks=[picture(url=address)])

    assert base64.b64decode(await sanne.act("file", file=id)) == CONTENT


async def test_a_file_that_may_not_stand_in_blocks_is_refused_with_its_place(
    api: AsyncWebClient, workspace: LocalWorkspace
) -> None:
    workspace.workspace.looking_seconds = 0
    posted = await api.chat_postMessage(channel=INKOOP, text="web")
    unknown, unfinished = "F0UNKNOWN", await upload(api, complete=False)
    no_picture = await upload(api, "web.txt")
    workspace.workspace.looking_seconds = math.inf
    new = await upload(api)

    for id in (unknown, unfinished, no_picture, new):
        with pytest.raises(SlackApiError) as refused:
            await api.views_publish(user_id=SANNE, view=home(id=id))
        assert refused.value.response["error"] == "invalid_blocks"
        assert refused.value.response["errors"] == [
            "invalid slack file [json-pointer:/view/blocks/1/slack_file]"
        ]
        web: dict[str, Any] = {"channel": INKOOP, "text": "web", "blocks": [picture(id=id)]}
        for call in (api.chat_postMessage(**web), api.chat_update(**web, ts=posted["ts"])):
            with pytest.raises(SlackApiError, match=r"/blocks/0/slack_file"):
                await call
    assert workspace.workspace.homes == {}

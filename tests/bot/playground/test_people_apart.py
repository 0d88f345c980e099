"""Nobody sees what is another's, and no other page may act."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import NotPossible, PersonClient
from bot.playground.people import BOT_USER, GENERAL, INKOOP, PIET, SANNE
from bot.playground.server import LocalWorkspace


async def test_a_direct_message_is_between_two(
    api: AsyncWebClient, workspace: LocalWorkspace, sanne: PersonClient, piet: PersonClient
) -> None:
    direct = await sanne.direct()
    seen: list[dict[str, object]] = []
    watcher = seen.append
    workspace.workspace.watchers.append(watcher)
    await api.chat_postMessage(channel=SANNE, text="geheim")
    await api.chat_postEphemeral(channel=INKOOP, user=SANNE, text="ook geheim")

    for deed in (
        piet.messages(direct),
        piet.say(direct, "mag ik meelezen?"),
        piet.read(direct),
    ):
        with pytest.raises(NotPossible, match="not_in_channel"):
            await deed
    assert direct not in await piet.conversations()
    assert direct in await sanne.conversations()
    assert [workspace.workspace.seen_by(PIET, each) for each in seen] == [False, False]
    assert [workspace.workspace.seen_by(SANNE, each) for each in seen] == [True, True]
    assert await piet.ephemerals() == []


async def test_what_is_unread(api: AsyncWebClient, sanne: PersonClient, piet: PersonClient) -> None:
    said = await sanne.say(INKOOP, "een")
    await api.chat_postMessage(channel=INKOOP, text="twee")
    await api.chat_postMessage(channel=INKOOP, text="een antwoord", thread_ts=said.ts)
    assert (await piet.conversations())[INKOOP] == 2
    assert (await sanne.conversations())[INKOOP] == 1
    await piet.read(INKOOP)
    assert (await piet.conversations())[INKOOP] == 0


async def test_only_who_holds_the_token_acts(workspace: LocalWorkspace) -> None:
    body = {"do": "say", "person": SANNE, "channel": INKOOP, "text": "x"}
    token = {"x-workspace-token": workspace.client_token}
    async with aiohttp.ClientSession() as session:
        url = f"{workspace.url}workspace/act"

        async def status(headers: dict[str, str], json: object) -> int:
            async with session.post(url, json=json, headers=headers) as answer:
                return answer.status

        assert await status({}, body) == 403
        assert await status({"x-workspace-token": "wrong"}, body) == 403
        assert await status(token, body) == 200
        assert await status(token, {"do": "nothing", "person": SANNE}) == 400
        assert await status(token, []) == 400
        for wrong in ({"token": "wrong", "person": SANNE}, {"person": SANNE}):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(f"{workspace.url}workspace/stream", params=wrong)


async def test_who_left_and_what_is_closed(workspace: LocalWorkspace, sanne: PersonClient) -> None:
    bot = PersonClient(workspace.url, workspace.client_token, BOT_USER)
    async with bot:
        with pytest.raises(NotPossible, match="not_allowed"):
            await bot.say(INKOOP, "ik ben de bot")
    workspace.administration.archive(INKOOP)
    with pytest.raises(NotPossible, match="is_archived"):
        await sanne.say(INKOOP, "x")
    workspace.administration.archive(INKOOP, back=True)
    await sanne.say(INKOOP, "x")
    workspace.administration.deactivate(SANNE)
    with pytest.raises(NotPossible, match="account_inactive"):
        await sanne.say(GENERAL, "x")

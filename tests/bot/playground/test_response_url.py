"""The response_url: five answers in half an hour, to one person or to everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from bot.playground.client import PersonClient
from bot.playground.people import INKOOP
from tests.bot.playground.listening import Listening, actions, button, section


async def send(url: str, **body: Any) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.post(url, json=body) as answer:
        return answer.status, await answer.text()


async def test_to_one_to_all_and_in_place_of_the_message(
    bot: Listening, sanne: PersonClient, piet: PersonClient
) -> None:
    async def pressed(ack: Any, body: Any) -> None:
        await ack()
        bot.heard.put_nowait(body["response_url"])

    bot.app.action("press")(pressed)
    first = await bot.client.chat_postMessage(channel=INKOOP, text="begin")
    await bot.client.chat_postMessage(
        channel=INKOOP, text="vraag", blocks=[actions(button())], thread_ts=first["ts"]
    )
    _, question = await sanne.messages(INKOOP, first["ts"])
    await sanne.click(question, label="Knop")
    url = await bot.next()

    assert await send(url, text="alleen jij") == (200, "ok")
    (told,) = await sanne.ephemerals()
    assert (told.text, told.thread) == ("alleen jij", first["ts"])
    assert await piet.ephemerals() == []
    await send(url, text="allemaal", response_type="in_channel")
    assert [each.text for each in await piet.messages(INKOOP, first["ts"])][-1] == "allemaal"
    await send(url, text="nieuw", blocks=[section("nieuw")], replace_original=True)
    assert (await piet.messages(INKOOP, first["ts"]))[1].plain() == "nieuw"
    await send(url, delete_original=True)
    texts = [each.text for each in await piet.messages(INKOOP, first["ts"])]
    assert texts == ["begin", "allemaal"]
    status, told_wrong = await send(url, blocks=[{"type": "banner"}])
    assert (status, "invalid_blocks" in told_wrong) == (400, True)
    status, told_used = await send(url, text="zesde")
    assert (status, "used_url" in told_used) == (404, True)


async def test_on_an_ephemeral_and_too_late(bot: Listening, sanne: PersonClient) -> None:
    async def command(ack: Any, body: Any) -> None:
        await ack(text="kies", blocks=[actions(button())])
        bot.heard.put_nowait(body["response_url"])

    async def pressed(ack: Any, body: Any, respond: Any) -> None:
        await ack()
        assert body["container"]["is_ephemeral"]
        assert "message" not in body
        await respond(text="gekozen", replace_original=True)
        bot.heard.put_nowait(body["response_url"])

    bot.app.command("/inkoop")(command)
    bot.app.action("press")(pressed)
    shown = await sanne.command("/inkoop", "")
    assert shown
    from_command = await bot.next()

    await sanne.click(shown, label="Knop")

    url = await bot.next()
    assert [each.text for each in await sanne.ephemerals()] == ["gekozen"]
    await send(url, delete_original=True)
    assert await sanne.ephemerals() == []
    await send(from_command, text="nog iets")
    assert [each.text for each in await sanne.ephemerals()] == ["nog iets"]
    bot.workspace.clock.advance(timedelta(minutes=31))
    status, told = await send(from_command, text="te laat")
    assert (status, "expired_url" in told) == (404, True)
    with pytest.raises(AssertionError):
        assert (await send(f"{bot.workspace.url}respond/none", text="x"))[0] == 200

"""What a person reads and can press, from the blocks."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.client import NotPossible, PersonClient, Shown
from bot.playground.people import INKOOP, SANNE
from bot.playground.server import LocalWorkspace
from tests.bot.playground.listening import actions, asks, button, option, section, typed


def text(words: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": words}


RICH = {
    "type": "rich_text",
    "elements": [
        {
            "type": "rich_text_section",
            "elements": [
                {"type": "user", "user_id": SANNE},
                {"type": "text", "text": " zag "},
                {"type": "link", "url": "https://gemeente.nl"},
            ],
        }
    ],
}


def test_every_kind_of_block_reads_as_text() -> None:
    menu = {"type": "static_select", "action_id": "m", "options": [option("Een", "1")]}
    cell = {"type": "raw_text", "text": "cel"}
    shown = Shown(
        [
            {"type": "header", "text": text("Kop")},
            section("Tekst", accessory=button("Ernaast", "b"), fields=[text("veld")]),
            {"type": "context", "elements": [text("klein"), {"type": "image", "alt_text": "foto"}]},
            {"type": "divider"},
            actions(button("Ja", "y"), menu),
            RICH,
            asks("q", typed()),
            {"type": "markdown", "text": "**vet**"},
            {"type": "image", "alt_text": "web", "image_url": "https://x"},
            {"type": "table", "rows": [[cell, cell]]},
            {"type": "card", "title": text("Kaart"), "actions": [button("Open", "o")]},
        ]
    )

    assert shown.plain().splitlines() == [
        "Kop", "Tekst", "veld", "[Ernaast]", "klein (foto)", "[Ja] [Een]",
        f"@{SANNE} zag https://gemeente.nl", "Vraag", "**vet**", "(web)", "cel | cel",
        "Kaart", "[Open]",
    ]  # fmt: skip
    assert shown.buttons() == ["Ernaast", "Ja", "Een"]


async def test_waiting_looks_at_every_news(api: AsyncWebClient, sanne: PersonClient) -> None:
    waiting = asyncio.create_task(sanne.wait_for_message(INKOOP, "klaar"))
    await api.chat_postMessage(channel=INKOOP, text="nog niet")
    posted = await api.chat_postMessage(channel=INKOOP, text="klaar")
    found = await waiting
    assert (found.ts, found.plain(), found.thread_ts) == (posted["ts"], "klaar", "")
    with pytest.raises(TimeoutError):
        await sanne.wait_for_message(INKOOP, "nooit", seconds=0.05)
    with pytest.raises(NotPossible, match="there is no 'Nee'"):
        await sanne.click(found, label="Nee")
    with pytest.raises(NotPossible, match="there is no datepicker"):
        await sanne.choose(found, "datepicker", "2027-01-01")


async def test_no_page_is_no_page(workspace: LocalWorkspace, sanne: PersonClient) -> None:
    assert await sanne.home(seconds=0.05) is None
    assert workspace.workspace.homes == {}

"""Slack's clock and ours differ by seconds; what was typed still answers the right question."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.local import settings_for
from bot.playground.client import PersonClient
from bot.playground.clock import WorkspaceClock
from bot.playground.follow import Following
from bot.playground.people import SANNE
from bot.playground.server import LocalWorkspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.socket_mode import listening
from bot.store import purchases
from bot.store.database import Database
from bot.store.schema import migrate
from bot.wiring import running
from dialogs.moves import Typed
from dialogs.script import Script
from tests.dialogs.talking import START, Talk


@pytest.mark.parametrize("seconds", [3, -3])
async def test_an_answer_is_no_explanation_of_the_question_before(
    bot_settings: Settings, seconds: int
) -> None:
    migrate(Database(bot_settings.database_url))
    async with LocalWorkspace(manifest()) as workspace:
        ours = WorkspaceClock(timedelta(seconds=seconds))
        settings = settings_for(bot_settings, workspace)
        async with (
            running(settings, clock=ours) as bot,
            listening(bot.app, workspace.app_token),
            PersonClient(workspace.url, workspace.client_token, SANNE) as sanne,
        ):
            await sanne.command("40 laptops")
            talk = await Following.newest(sanne, await sanne.direct())
            await talk.press("Meteen naar de vragen")
            await talk.say("ja")
            await bot.settled()

            asked = await talk.say("nee")

            assert "Vraag 3 van 9" in asked.plain()
            await bot.settled()
            parts = bot.parts
            held = await parts.database.run(
                parts.workspace, lambda bound: purchases.load(bound, "INK-0001")
            )
            assert held is not None
            assert held.purchase.value("circularity.2", "choice") == "no"


def test_what_was_typed_before_the_question_was_posted_crossed_it(script: Script) -> None:
    talk = Talk(script)
    for text in ("naar de vragen", "ja"):
        talk.say(text)
    slack = START - timedelta(minutes=7)

    turn = talk.move(
        Typed("alles is stuk", at=slack, seen=slack + timedelta(seconds=1)), talk.owner
    )

    assert turn.purchase.value("circularity.1", "explanation") == "alles is stuk"
    after = slack + timedelta(seconds=3)
    turn = talk.move(Typed("nee", at=after, seen=slack + timedelta(seconds=1)), talk.owner)
    assert turn.purchase.value("circularity.2", "choice") == "no"

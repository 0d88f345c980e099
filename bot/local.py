"""The bot in a local workspace: the same bot, another address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.exporting import source_of
from bot.organisation import organisation_of
from bot.parts import Organisation
from bot.playground.people import AMINA, INKOOP, PIET, SUCCESSES
from bot.playground.server import LocalWorkspace
from bot.settings import Settings
from bot.shelf import Shelf
from bot.slack.manifest import manifest
from bot.slack.socket_mode import listening
from bot.store import schema
from bot.store.database import Database
from bot.store.erasing import erase
from bot.wiring import Bot, running
from dialogs import load_script
from dialogs.script import Script

PAGE = "page."
ORGANISATION = {
    "inkoop_procurement_channel": INKOOP,
    "inkoop_success_channel": SUCCESSES,
    "inkoop_procurement_team": PIET,
    "inkoop_ambassadors": AMINA,
}
"""Who does what in a local workspace, for who has no organisation file."""


@dataclass(frozen=True)
class Local:
    """A workspace and the bot in it."""

    workspace: LocalWorkspace
    bot: Bot

    async def settled(self) -> None:
        """Waits until nothing is under way between them any more."""
        await self.workspace.delivery.settled()
        await self.bot.settled()


class Backstage:
    """What the workspace's page shows of the bot, and may ask of it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def stored(self) -> list[dict[str, Any]]:
        """Every purchase, as the export gives it."""
        return await asyncio.to_thread(self._stored)

    def _stored(self) -> list[dict[str, Any]]:
        parts = self._bot.parts
        purchases = source_of(parts, parts.organisation.language).purchases
        return [each.model_dump(mode="json") for each in purchases]

    async def language(self, person: str) -> str:
        """The language in which the bot speaks to somebody."""
        parts = self._bot.parts
        return await parts.database.run(
            parts.workspace, lambda bound: parts.language_of(bound, person)
        )

    async def forget(self) -> None:
        """Forgets everything that was stored."""
        await self._bot.settled()
        parts = self._bot.parts
        await parts.database.run(parts.workspace, erase)


@asynccontextmanager
async def locally(
    settings: Settings,
    *,
    port: int = 0,
    state_file: Path | None = None,
    script: Script | None = None,
    organisation: Organisation | None = None,
    **workspace: Any,
) -> AsyncIterator[Local]:
    """Starts a workspace on loopback and the bot in it, over Socket Mode.

    The organisation is that of the settings, unless it is given.
    """
    shelf = Shelf(script or load_script(own=organisation_of(settings).knowledge))
    async with AsyncExitStack() as stack:
        local = await stack.enter_async_context(
            LocalWorkspace(
                manifest(),
                port=port,
                state_file=state_file,
                words=lambda: page_words(shelf.script),
                **workspace,
            )
        )
        database = Database(settings.database_url)
        schema.migrate(database)
        await database.close()
        bot = await stack.enter_async_context(
            running(
                settings_for(settings, local),
                clock=local.clock,
                shelf=shelf,
                organisation=organisation,
            )
        )
        local.stage.backstage = Backstage(bot)
        await stack.enter_async_context(listening(bot.app, local.app_token))
        yield Local(local, bot)


def page_words(script: Script) -> dict[str, dict[str, str]]:
    """The words of the workspace's page by language, and by key without `page.` before it."""
    return {
        language: {
            key.removeprefix(PAGE): words
            for key, words in wording.phrases.items()
            if key.startswith(PAGE)
        }
        for language, wording in script.wordings.items()
    }


def settings_for(settings: Settings, workspace: LocalWorkspace) -> Settings:
    """The settings with the address, the tokens, the people and channels of a local workspace.

    People and channels that were set stay; an organisation file has the say about all of them.
    """
    ours: dict[str, object] = {
        "inkoop_posts_a_second": 0,
        "slack_api_url": workspace.api_url,
        "slack_bot_token": SecretStr(workspace.bot_token),
        "slack_app_token": SecretStr(workspace.app_token),
        "slack_signing_secret": SecretStr(workspace.signing_secret),
    }
    if settings.inkoop_organisation_file is None:
        unset = {name: id for name, id in ORGANISATION.items() if not getattr(settings, name)}
        ours.update(unset)
    return settings.model_copy(update=ours)

"""The bot in a local workspace: the same bot, another address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.playground.server import LocalWorkspace
from bot.settings import Settings
from bot.slack.manifest import manifest
from bot.slack.socket_mode import listening
from bot.store import schema
from bot.store.database import Database
from bot.wiring import Bot, running
from dialogs.script import Script


@dataclass(frozen=True)
class Local:
    """A workspace and the bot in it."""

    workspace: LocalWorkspace
    bot: Bot


@asynccontextmanager
async def locally(
    settings: Settings,
    *,
    port: int = 0,
    state_file: Path | None = None,
    script: Script | None = None,
    **workspace: Any,
) -> AsyncIterator[Local]:
    """Starts a workspace on loopback and the bot in it, over Socket Mode."""
    async with AsyncExitStack() as stack:
        local = await stack.enter_async_context(
            LocalWorkspace(manifest(), port=port, state_file=state_file, **workspace)
        )
        database = Database(settings.database_url)
        schema.migrate(database)
        await database.close()
        bot = await stack.enter_async_context(
            running(settings_for(settings, local), clock=local.clock, script=script)
        )
        await stack.enter_async_context(listening(bot.app, local.app_token))
        yield Local(local, bot)


def settings_for(settings: Settings, workspace: LocalWorkspace) -> Settings:
    """The settings with the address and the tokens of a local workspace."""
    return settings.model_copy(
        update={
            "slack_api_url": workspace.api_url,
            "slack_bot_token": SecretStr(workspace.bot_token),
            "slack_app_token": SecretStr(workspace.app_token),
            "slack_signing_secret": SecretStr(workspace.signing_secret),
        }
    )

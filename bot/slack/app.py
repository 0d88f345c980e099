"""The Bolt app: one client with one session, one set of listeners."""

from __future__ import annotations

import logging

import aiohttp
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.log import log
from bot.settings import BadSettings
from bot.slack.door import Door
from bot.slack.failures import error_code
from bot.slack.listeners import Listeners
from bot.store.database import NotSaved

App = AsyncApp
Client = AsyncWebClient

CALL_SECONDS = 10
"""How long a call to Slack may take; shorter than the outbox's lease."""


class NoSlack(BadSettings):
    """Slack does not let us in with these settings; the message says why and what to do."""


def client(token: str, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client without retries of its own, on a session that all its calls share."""
    quiet = logging.getLogger("slack_sdk")
    quiet.setLevel(logging.CRITICAL)
    return AsyncWebClient(
        token=token,
        base_url=api_url,
        session=session,
        retry_handlers=[],
        logger=quiet,
    )


async def identity(slack: AsyncWebClient) -> tuple[str, str, str]:
    """The workspace, our own user, and the workspace's web address; raises NoSlack."""
    try:
        told = await slack.auth_test()
    except SlackApiError as error:
        raise NoSlack(
            f"Slack does not accept SLACK_BOT_TOKEN ({error_code(error)}): "
            "copy the bot token of your app again."
        ) from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NoSlack(f"Slack cannot be reached at {slack.base_url}: {error}.") from error
    return told["team_id"], told["user_id"], told.get("url", "")


def bolt_app(
    slack: AsyncWebClient, signing_secret: str, door: Door, listeners: Listeners
) -> AsyncApp:
    """The app; a click is acknowledged as soon as its listener has stored it."""
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)
    app = AsyncApp(
        # Its logger, not ours: it gets the level of `quiet`. Without a name, Bolt takes a quarter
        # of a second to read the source of all its callers for one.
        name="bolt",
        client=slack,
        signing_secret=signing_secret,
        process_before_response=True,
        raise_error_for_unhandled_request=False,
        logger=quiet,
    )
    door.connect(app)
    listeners.connect(app)

    @app.error
    async def failed(error: Exception) -> BoltResponse:
        """What was not stored is not acknowledged: Slack sends it again."""
        if not isinstance(error, NotSaved):
            log.error("listener.failed", exc_info=error)
        return BoltResponse(status=503, body="")

    return app


def http_handler(app: AsyncApp) -> AsyncSlackRequestHandler:
    """What answers Slack's requests over HTTP."""
    return AsyncSlackRequestHandler(app)

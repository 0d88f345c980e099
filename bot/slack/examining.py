"""What the doctor asks of Slack: who we are there, what we may do, and what time it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Literal

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.slack.app import Client, NoSlack
from bot.slack.failures import error_code

Standing = Literal["in it", "not in it", "not there", "not to be seen"]


@dataclass(frozen=True, slots=True)
class Seen:
    """The workspace's name, the scopes of our token, and Slack's own time where it tells that."""

    team: str
    scopes: frozenset[str]
    now: datetime | None


async def see(slack: Client) -> Seen:
    """Who we are; raises NoSlack with a sentence."""
    try:
        told = await slack.auth_test()
    except SlackApiError as error:
        raise NoSlack(f"Slack does not accept it ({error_code(error)}): copy it again") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NoSlack(f"Slack cannot be reached at {slack.base_url}: {error}") from error
    headers = {str(key).lower(): str(value) for key, value in told.headers.items()}
    scopes = frozenset(each.strip() for each in headers.get("x-oauth-scopes", "").split(","))
    date = headers.get("date")
    return Seen(told.get("team", ""), scopes - {""}, parsedate_to_datetime(date) if date else None)


async def socket_token(slack: Client, token: str) -> None:
    """Asks for a connection, and does not open it; raises NoSlack with a sentence."""
    try:
        await slack.apps_connections_open(app_token=token)
    except SlackApiError as error:
        raise NoSlack(f"Slack does not accept it ({error_code(error)}): make it again") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NoSlack(f"Slack cannot be reached at {slack.base_url}: {error}") from error


async def members(slack: Client, group: str) -> int:
    """How many people are in a user group; none in one that is switched off or not there.

    Raises NoSlack with a sentence when Slack does not tell.
    """
    try:
        told = await slack.usergroups_users_list(usergroup=group)
    except SlackApiError as error:
        match error_code(error):
            case "no_such_subteam":
                return 0
            case "plan_upgrade_required":
                raise NoSlack("this Slack has no user groups: name people instead") from error
            case code:
                raise NoSlack(f"Slack does not tell who is in it ({code})") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NoSlack(f"Slack does not tell who is in it now: {error}") from error
    return len(told["users"] or ())


async def standing(slack: Client, channel: str) -> Standing:
    """How we stand in a channel; the scopes that we ask for do not let us see that."""
    try:
        told = await slack.conversations_info(channel=channel)
    except SlackApiError as error:
        return "not there" if error_code(error) == "channel_not_found" else "not to be seen"
    except (aiohttp.ClientError, TimeoutError):
        return "not to be seen"
    return "in it" if told["channel"].get("is_member") else "not in it"

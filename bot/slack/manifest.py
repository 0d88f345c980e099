"""The Slack app manifest: every scope has a reason, and none is there for later."""

from __future__ import annotations

from typing import Any

SHORTCUT = "start_purchase"
MESSAGE_SHORTCUT = "start_from_message"
SUCCESS_SHORTCUT = "success_from_message"
COMMAND = "/inkoop"

SCOPES = {
    "app_mentions:read": "start a purchase, or answer, by mentioning the bot in a channel",
    "chat:write": "post questions and cards",
    "commands": "the /inkoop command and the shortcuts",
    "files:read": "see the picture that somebody gives with a success, and only then",
    "files:write": "hand over what somebody asked for: a calendar, a picture, a report, an export",
    "im:history": "read what is typed in the direct message with the bot, and only there",
    "im:write": "open the direct message with somebody",
    "reactions:read": "count the cheers under a success once a day",
    "usergroups:read": "know who is in a user group that has a role; not used while none has one",
    "users:read": "know somebody's time zone, and whether they still work here, before writing",
}
GROUPS_SCOPE = "usergroups:read"
EVENTS = (
    "app_home_opened", "app_mention", "message.im", "subteam_members_changed", "subteam_updated",
    "user_change",
)  # fmt: skip
"""A manifest is the same for everybody: those of user groups come, and are passed by, also where
no group has a role."""


def manifest(request_url: str = "") -> dict[str, Any]:
    """The manifest as data; with a request URL for HTTP, else for Socket Mode."""
    url = {"request_url": request_url} if request_url else {}
    return {
        "display_information": {
            "name": "Inkoopmaatje",
            "description": "Helpt je maatschappelijk verantwoord inkopen, vraag voor vraag.",
            "background_color": "#0f5132",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Inkoopmaatje", "always_online": True},
            "shortcuts": [
                {
                    "name": "Nieuwe inkoop",
                    "type": "global",
                    "callback_id": SHORTCUT,
                    "description": "Begin een inkoop met Inkoopmaatje",
                },
                {
                    "name": "Maak hier een inkoop van",
                    "type": "message",
                    "callback_id": MESSAGE_SHORTCUT,
                    "description": "Begin een inkoop met de tekst van dit bericht",
                },
                {
                    "name": "Vier dit als succes",
                    "type": "message",
                    "callback_id": SUCCESS_SHORTCUT,
                    "description": "Vertel collega's over wat hier gelukt is",
                },
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    "description": "Begin een inkoop, of ga verder met een inkoop",
                    "usage_hint": "40 laptops | lijst | verder | INK-0042 | taal en | help",
                    "should_escape": True,
                    **({"url": request_url} if request_url else {}),
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**url, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not request_url,
            "token_rotation_enabled": False,
        },
    }

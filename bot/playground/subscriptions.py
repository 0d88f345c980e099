"""The events that the manifest asks for, in the envelope in which the bot gets them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.clock import WorkspaceClock
from bot.playground.people import APP, BOT_USER, TEAM

Json = dict[str, Any]
TOKEN = "local-verification-token"  # noqa: S105 - the old way to verify; it opens nothing


class Subscriptions:
    """Passes on the events to which the app is subscribed, and no others."""

    def __init__(
        self, manifest: Mapping[str, Any], clock: WorkspaceClock, deliver: Callable[[Json], None]
    ) -> None:
        settings = manifest.get("settings", {})
        self.events = set(settings.get("event_subscriptions", {}).get("bot_events", ()))
        self._clock = clock
        self._deliver = deliver

    def happened(self, subscription: str, event: Json) -> None:
        """Something happened; the bot is told when it is subscribed to it."""
        if subscription in self.events:
            self._deliver(self._envelope(event))

    def _envelope(self, event: Json) -> Json:
        return {
            "token": TOKEN,
            "team_id": TEAM,
            "context_team_id": TEAM,
            "context_enterprise_id": None,
            "api_app_id": APP,
            "event": event,
            "type": "event_callback",
            "event_id": f"Ev{secrets.token_hex(6).upper()}",
            "event_time": int(self._clock.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": TEAM,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": secrets.token_urlsafe(24),
        }

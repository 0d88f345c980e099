"""What is brought to the bot, and that it was not taken."""

from __future__ import annotations

from typing import Literal

Kind = Literal["events_api", "slash_commands", "interactive"]


class NotTaken(Exception):
    """The bot did not acknowledge; `reason` is Slack's word for why."""

    def __init__(self, reason: str, *, again: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again

    @property
    def shown(self) -> str:
        """The error that the person who acted is shown."""
        return "operation_timeout" if self.reason.endswith("timeout") else "dispatch_failed"

"""The workspace's clock: it runs with the machine's, and can be set forward."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class WorkspaceClock:
    """The time in the workspace; the bot beside it may use the same clock."""

    def __init__(self, ahead: timedelta = timedelta()) -> None:
        self.ahead = ahead

    def now(self) -> datetime:
        """This moment in the workspace, in UTC."""
        return datetime.now(UTC) + self.ahead

    def advance(self, by: timedelta) -> None:
        """Sets the clock forward; raises ValueError for a step back."""
        if by < timedelta():
            raise ValueError("the workspace's clock only goes forward")
        self.ahead += by

    def reset(self) -> None:
        """Sets the clock to the machine's again."""
        self.ahead = timedelta()

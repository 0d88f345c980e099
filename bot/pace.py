"""How fast is posted: in each channel a few messages at once, then one a second (T7)."""

from __future__ import annotations

AT_ONCE = 5
REMEMBERED = 1000


class Pace:
    """The turns of each channel, in the memory of this process: Slack's Retry-After is the truth.

    Nothing is held up when `a_second` is 0.
    """

    def __init__(self, a_second: float = 1.0, at_once: int = AT_ONCE) -> None:
        self._between = 1 / a_second if a_second else 0.0
        self._ahead = (at_once - 1) * self._between
        self._next: dict[str, float] = {}

    def turn(self, channel: str, now: float) -> float:
        """Takes the next turn in a channel; gives the seconds until it comes."""
        turn = max(self._next.get(channel, 0.0), now - self._ahead)
        if len(self._next) >= REMEMBERED:
            self._next = {each: at for each, at in self._next.items() if at > now - self._ahead}
        self._next[channel] = turn + self._between
        return max(0.0, turn - now)

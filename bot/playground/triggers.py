"""The tickets with which a modal may be opened: for one person, for three seconds, once."""

from __future__ import annotations

import secrets
import time
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass

from bot.playground.refusals import SlackError

REMEMBERED = 10_000
TAB: ContextVar[str] = ContextVar("tab", default="")
"""In which tab somebody did what is being dealt with; nothing where a client has no tabs."""


@dataclass
class Trigger:
    """A ticket, whose it is, in which tab, and whether it is spent."""

    person: str
    tab: str
    issued: float
    used: bool = False


class Triggers:
    """The tickets that were handed out."""

    def __init__(self, seconds: float = 3.0) -> None:
        self.seconds = seconds
        self._known: dict[str, Trigger] = {}
        self._oldest: deque[str] = deque()

    def new(self, person: str) -> str:
        """A ticket for somebody who did something."""
        id = f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._known[id] = Trigger(person, TAB.get(), time.monotonic())
        self._oldest.append(id)
        if len(self._oldest) > REMEMBERED:
            del self._known[self._oldest.popleft()]
        return id

    def use(self, id: str) -> Trigger:
        """Takes a ticket in, and gives it. Raises SlackError when it is not good."""
        trigger = self._known.get(id)
        if trigger is None and id.count(".") == 2:
            raise SlackError("invalid_trigger_id")
        if trigger is None:
            told = "[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]"
            raise SlackError("invalid_arguments", [told])
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.issued > self.seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

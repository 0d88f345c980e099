"""A moment as it stands: when we come back to something, whom we asked, and what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = str
"""One of knowledge.moments.Kind, or `promise`, or `open_point` for a checklist question."""
State = Literal["planned", "asked", "answered", "stopped", "dropped"]
Answer = Literal["kept", "partly", "not", "unknown"]
ANSWERS: tuple[Answer, ...] = ("kept", "partly", "not", "unknown")

Often = Literal["direct", "daily", "weekly"]
OFTEN: tuple[Often, ...] = ("direct", "daily", "weekly")
"""How somebody wants to be told: each when it comes, once a day, or once a week."""

PROCUREMENT = "#procurement"
"""The receiver when the next message is the line in the procurement channel."""

OWNER_FIRST, OWNER_AGAIN, DEPUTY, CHANNEL, STUCK = range(5)
"""The steps: how often a message about it went out, and so whose turn it is now."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of a purchase: a row of the ledger.

    `key` names it for ever: `promise/3/6/2`, `kick_off`, `open/checklist.2`; what was asked again
    after an answer has `+1`, `+2` behind it. `owner` has to answer; `receiver` gets the next
    message about it, at `due_at` (None when nothing is left to send). `step` counts the messages
    that went out, `sequence` the changes of its day, `message` is the newest in the outbox.
    `offered_to` was asked to take it over and has not said yet; `reason` says why it was stopped,
    dropped or put off; `planned_on` is the day of the plan: `on`, until somebody puts it off.
    """

    purchase: str
    key: str
    kind: Kind
    on: date
    owner: str
    receiver: str
    due_at: datetime | None
    id: int = 0
    promise: int | None = None
    question: str = ""
    state: State = "planned"
    step: int = OWNER_FIRST
    sequence: int = 0
    asked_at: datetime | None = None
    message: int | None = None
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    next_step: str = ""
    offered_to: str = ""
    reason: str = ""
    planned_on: date | None = None
    created_at: datetime | None = None

    @property
    def root(self) -> str:
        """The key of the moment of the plan that this one follows up."""
        return self.key.partition("+")[0]

    def follow_up(self, count: int) -> str:
        """The key of what comes after so many answers."""
        return f"{self.root}+{count}"

    @property
    def open(self) -> bool:
        """Whether it waits: to be asked, or for an answer."""
        return self.state in ("planned", "asked")

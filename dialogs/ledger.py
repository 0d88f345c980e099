"""The ledger of a moment: planned, told to whom and when, sent or not and why, answered, proven."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dialogs.assurance import Proof
from dialogs.moment import Moment

SentState = Literal["pending", "sending", "sent", "unknown", "dropped"]


@dataclass(frozen=True, slots=True)
class Given:
    """Proof as it was given: at which moment, by whom, and when."""

    moment: int
    proof: Proof
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Telling:
    """One message about a moment, and what became of it.

    `receiver` is a person, or PROCUREMENT for the channel; `step` is whose turn it was. `sent_at`
    is the platform's own time, None while it was not sent. `reason` is the platform's, or the
    courier's, for what was not sent.
    """

    moment: int
    receiver: str
    step: int
    told_at: datetime
    state: SentState
    sent_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything that is known of one moment."""

    moment: Moment
    tellings: tuple[Telling, ...] = ()
    proofs: tuple[Given, ...] = ()

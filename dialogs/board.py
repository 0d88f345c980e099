"""A round of a purchase on the tenderboard, the verdicts in it, and what waits for one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from dialogs.findings import Finding

BOARD, SHOW, LIST, VERDICT = "board", "board_show", "board_list", "verdict"
"""What the buttons do: put on the board, show one, page through what waits, give a verdict."""
NEEDED = 2
"""So many people must have given their verdict."""

Said = Literal["agreed", "advice"]
VERDICTS: tuple[Said, ...] = ("agreed", "advice")
Outcome = Literal["", "agreed", "advice", "stopped"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one of the board said, and why."""

    person: str
    verdict: Said
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """One round of a purchase on the tenderboard.

    `put_by` is empty when its value put it there; `told` are the people who were asked. `outcome`
    is empty while the board looks at it, and `stopped` when the purchase ended before that.
    """

    purchase: str
    round: int
    put_by: str
    put_at: datetime
    findings: tuple[Finding, ...] = ()
    told: tuple[str, ...] = ()
    outcome: Outcome = ""
    closed_at: datetime | None = None
    verdicts: tuple[Verdict, ...] = ()

    @property
    def open(self) -> bool:
        """Whether the board still looks at it."""
        return not self.outcome

    def verdict_of(self, person: str) -> Verdict | None:
        """What somebody said in this round, if anything."""
        return next((each for each in self.verdicts if each.person == person), None)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A purchase that waits for the board, and how many have given their verdict."""

    purchase: str
    title: str
    owner: str
    put_at: datetime
    given: int


def outcome_of(verdicts: Iterable[Verdict]) -> Said:
    """Agreed when everybody agrees; else there is advice."""
    return "agreed" if all(each.verdict == "agreed" for each in verdicts) else "advice"


def key_of(board: Board, person: str) -> str:
    """The key of what one of the board was asked."""
    return f"{BOARD}/{board.purchase}/{board.round}@{person}"

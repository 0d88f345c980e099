"""The opportunity scan: where can most be won? Three questions of the presentation.

Is it a promising category (and a returning framework agreement counts extra), does it give visible
or invisible gain, and is it feasible: client and team on board, market ready, proportional.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Rank = Literal["high", "middle", "low"]
Said = Literal["yes", "no", ""]
"""What was answered; empty while nobody did."""
HIGH, MIDDLE = 7, 4
_POINTS = {
    "promising": 3, "framework": 1, "impact": 2, "visible": 1,
    "team": 1, "market": 1, "proportional": 1,
}  # fmt: skip
ASKED = ("impact", "visible", "team", "market", "proportional")
"""What people are asked; the category and the framework agreement are known from the purchase."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A rank, the points it is sorted by (0 to 10), why, and what is not known yet."""

    rank: Rank
    points: int
    reasons: tuple[str, ...]
    unknown: tuple[str, ...]


def scan(*, promising: bool, framework: bool, answers: dict[str, str]) -> Scan:
    """Ranks a purchase; `answers` are yes or no by the names in ASKED.

    What is not proportional is never high: it would cost more than it brings.
    """
    held = {"promising": promising, "framework": framework}
    held |= {name: answers.get(name) == "yes" for name in ASKED}
    points = sum(_POINTS[name] for name, holds in held.items() if holds)
    against = tuple(f"not_{name}" for name in ASKED if answers.get(name) == "no")
    rank: Rank = "high" if points >= HIGH else "middle" if points >= MIDDLE else "low"
    if rank == "high" and "not_proportional" in against:
        rank = "middle"
    return Scan(
        rank,
        points,
        (*(name for name, holds in held.items() if holds), *against),
        tuple(name for name in ASKED if answers.get(name) not in ("yes", "no")),
    )

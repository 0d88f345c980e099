"""The ambition level of a purchase, derived from what is asked of the market.

Source: the presentation. 1 basis: only minimum requirements. 2 significant: also an award
criterion, weight up to about 25 %. 3 ambitious: weight 25 % or more. The border is an example of
that presentation, no national rule, and so a setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal[1, 2, 3]
Reason = Literal[
    "unknown", "nothing", "only_requirements", "only_criterion", "no_weight", "below", "from"
]
LEVELS: tuple[Level, ...] = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Derived:
    """A level, or None where there is none (yet), and the rule by which it came."""

    level: Level | None
    reason: Reason


def derived(
    requirements: bool | None, criterion: bool | None, weight: int | None, border: int
) -> Derived:
    """The level that follows; `weight` and `border` in percent.

    An award criterion without minimum requirements is no level: the presentation asks for both.
    """
    if requirements is None or (requirements and criterion is None):
        return Derived(None, "unknown")
    if not requirements:
        return Derived(None, "only_criterion" if criterion else "nothing")
    if not criterion:
        return Derived(1, "only_requirements")
    if weight is None:
        return Derived(2, "no_weight")
    return Derived(3, "from") if weight >= border else Derived(2, "below")

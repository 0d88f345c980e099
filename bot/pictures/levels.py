"""The values that a picture of ambitions is drawn from: themes with two levels each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HIGHEST = 3
"""The ambition web knows the levels 1 to 3; nothing is chosen at 0."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A theme with the level that is aimed at and the level that is reached, 0 to 3.

    None and 0 both mean: not chosen. A mean of several purchases may lie between two levels.
    """

    label: str
    target: float | None
    actual: float | None


@dataclass(frozen=True, slots=True)
class Radar:
    """An ambition web: its title, a line below it, its themes, and the names of levels 1 to 3."""

    title: str
    note: str
    axes: Sequence[Axis]
    rings: Sequence[str]
    target_label: str
    actual_label: str


def level(value: float | None) -> float:
    """A level as it is drawn: 0 where nothing is chosen, and never outside the picture."""
    return min(max(0.0, value or 0.0), float(HIGHEST))

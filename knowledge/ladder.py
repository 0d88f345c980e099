"""The CO2-Prestatieladder: its versions, and how far each goes.

Version 4.0 of 14 January 2025 has three steps (treden), version 3.1 had five levels (niveaus):
https://co2-prestatieladder.nl/wat-is-de-co2-prestatieladder
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

Version = Literal["4.0", "3.1"]
"""The newest first."""
STEPS: Mapping[Version, int] = MappingProxyType({"4.0": 3, "3.1": 5})
"""The highest step of each version; the lowest is 1."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """A place on the ladder; steps of different versions cannot be compared."""

    version: Version
    step: int

    def __str__(self) -> str:
        return f"{self.version}/{self.step}"


EVERY = tuple(
    Ladder(version, step) for version in get_args(Version) for step in range(1, STEPS[version] + 1)
)
"""Every place there is, version after version."""
_WRITTEN = MappingProxyType({str(each): each for each in EVERY})


def read_ladder(text: str) -> Ladder | None:
    """The place that was written as `4.0/2`; None for an empty text, and for any other."""
    return _WRITTEN.get(text)

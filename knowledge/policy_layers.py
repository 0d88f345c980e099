"""The policy in two layers: what the organisation's file says, and over it what was set in chat.

What is set in chat wins, place by place: the ambition, one goal, the strategy of one category.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict

from knowledge.policy import NO_STRATEGY, Goal, Level, Percent, Policy, Strategy, ThemePolicy

Part = Literal[
    "ambition", "definition", "suppliers", "weight_border", "goals", "strategies", "themes",
    "levels", "web",
]  # fmt: skip
PARTS: tuple[Part, ...] = get_args(Part)
KEYED: tuple[Part, ...] = ("goals", "strategies", "themes", "levels", "web")
"""Parts that hold several things, each under a key of its own."""

NO_THEME = ThemePolicy()


class InChat(BaseModel):
    """What was set in chat, and only that; None where nothing was.

    Under a key in `goals` or `themes` None means that it was taken away.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ambition: str | None = None
    definition: str | None = None
    suppliers: str | None = None
    weight_border: Percent | None = None
    goals: Mapping[str, Goal | None] = {}
    strategies: Mapping[str, Strategy] = {}
    themes: Mapping[str, ThemePolicy | None] = {}
    levels: Mapping[Level, str] = {}
    web: Mapping[Level, str] = {}

    @property
    def content(self) -> dict[str, Any]:
        """All of it as JSON takes it."""
        return self.model_dump(mode="json", exclude_defaults=True)


NOTHING = InChat()


@dataclass(frozen=True, slots=True)
class Spot:
    """One place in a policy: a part, and in those that hold several the key."""

    part: Part
    key: str = ""

    def __str__(self) -> str:
        return f"{self.part}/{self.key}"


@dataclass(frozen=True)
class LayeredPolicy:
    """A policy with what was set in chat over what stands in the file."""

    file: Policy = Policy()  # noqa: RUF009 - it is frozen
    chat: InChat = NOTHING

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """The goals by key, in order: those of the file first. The key of a goal in the file
        follows from its words, so that it stays the same wherever it stands."""
        found: dict[str, Goal | None] = {}
        for goal in self.file.goals:
            found[_free(_key_of(goal), found)] = goal
        found.update(self.chat.goals)
        return {key: goal for key, goal in found.items() if goal is not None}

    @cached_property
    def current(self) -> Policy:
        """The policy that is in use."""
        file, chat = self.file, self.chat
        alone = {part: value for part, value in chat if part not in KEYED and value is not None}
        keyed = {
            "goals": tuple(self.goals.values()),
            "strategies": _said({**file.strategies, **chat.strategies}),
            "themes": _said({**file.themes, **chat.themes}),
            "levels": _said({**file.levels, **chat.levels}),
            "web": _said({**file.web, **chat.web}),
        }
        return file.model_copy(update=alone | keyed)

    def value(self, spot: Spot) -> object:
        """What stands in a place now; something that says nothing where nothing does."""
        if spot.part not in KEYED:
            return getattr(self.current, spot.part)
        held: Mapping[Any, object] = (
            self.goals if spot.part == "goals" else getattr(self.current, spot.part)
        )
        return held.get(_key(spot), _EMPTY[spot.part])

    def is_set(self, spot: Spot) -> bool:
        """Whether a place was set in chat."""
        held = getattr(self.chat, spot.part)
        return _key(spot) in held if spot.part in KEYED else held is not None

    def with_value(self, spot: Spot, value: object) -> LayeredPolicy:
        """The policy with this in a place; None takes a goal or a theme away."""
        if spot.part in KEYED:
            value = {**getattr(self.chat, spot.part), _key(spot): value}
        return LayeredPolicy(self.file, self.chat.model_copy(update={spot.part: value}))

    def as_in_file(self, spot: Spot) -> LayeredPolicy:
        """The policy with what stands in the file in a place."""
        value = None
        if spot.part in KEYED:
            held = getattr(self.chat, spot.part)
            value = {key: each for key, each in held.items() if key != _key(spot)}
        return LayeredPolicy(self.file, self.chat.model_copy(update={spot.part: value}))


_EMPTY: Mapping[Part, object] = {
    "goals": None, "strategies": NO_STRATEGY, "themes": NO_THEME, "levels": "", "web": "",
}  # fmt: skip


def _key(spot: Spot) -> str | int:
    return int(spot.key) if spot.part in ("levels", "web") else spot.key


def _key_of(goal: Goal) -> str:
    return hashlib.sha256(goal.goal.encode()).hexdigest()[:12]


def _free(key: str, taken: Mapping[str, object]) -> str:
    """A key that is not taken: of two goals in the same words the second has a number behind it."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}_{number}"
    return free


def _said(held: Mapping[Any, object]) -> dict[Any, object]:
    """What says something; what was taken away, or made empty, does not."""
    nothing = (None, "", NO_STRATEGY, NO_THEME)
    return {key: value for key, value in held.items() if value not in nothing}

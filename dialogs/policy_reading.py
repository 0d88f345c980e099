"""Reads the forms of the policy: what changes, what is wrong, and what somebody else changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from dialogs.ambition import themes
from dialogs.messages import Line
from dialogs.policy_forms import ALSO, FILE, NO_OWNER, NONE, REMOVE, Target, Values, is_own
from dialogs.policy_sections import NEW
from dialogs.reading import PERSON, clean, folded
from dialogs.scene import Scene
from knowledge.policy import LONGEST, MOST_GOALS, MOST_THEMES, Goal, Percent, Strategy, ThemePolicy
from knowledge.policy_layers import LayeredPolicy, Spot

Model = TypeVar("Model", bound=BaseModel)
_PERCENT: TypeAdapter[int] = TypeAdapter(Percent)
_SLUG = 30


@dataclass(frozen=True, slots=True)
class Change:
    """What a place becomes; `to_file` when that is what the file says."""

    spot: Spot
    value: object = None
    to_file: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """What came back of a form: what changes, what is wrong by field, and the fields that somebody
    else changed since it was drawn."""

    changes: tuple[Change, ...] = ()
    errors: Mapping[tuple[str, str], Line] = field(default_factory=dict)
    crossed: tuple[str, ...] = ()


class _Wrong(Exception):
    """A field cannot be read; `key` are the words that say what to do."""

    def __init__(self, part: str, key: str, **values: str) -> None:
        super().__init__(key)
        self.part, self.key, self.values = part, key, values


def read(
    scene: Scene, target: Target, values: Values, drawn: LayeredPolicy, now: LayeredPolicy,
    fresh: int,
) -> Read:  # fmt: skip
    """Takes over only what this person changed since the form was `drawn`.

    `now` is the policy as it is; `fresh` a number that no goal had before.
    """
    at = {part: clean(value) for (name, part), value in values.items() if name == target.name}
    ticked = set(at.pop(ALSO, "").split(",")) - {""}
    changes: list[Change] = []
    crossed: list[str] = []
    errors: dict[tuple[str, str], Line] = {}
    for part, spot in target.spots.items():
        try:
            change = _change(scene, target, part, at, ticked, now, fresh)
        except _Wrong as wrong:
            errors[target.name, wrong.part] = scene.say(wrong.key, **wrong.values)
            continue
        if change is None or _same(change, drawn, now):
            continue
        if now.value(spot) != drawn.value(spot):
            crossed.append(part)
        else:
            changes.append(change)
    return Read((), errors) if errors else Read(tuple(changes), {}, tuple(crossed))


def _same(change: Change, drawn: LayeredPolicy, now: LayeredPolicy) -> bool:
    """Whether there is nothing to do: it was left as drawn, or is so by now."""
    if change.to_file:
        return not now.is_set(change.spot)
    return change.value in (drawn.value(change.spot), now.value(change.spot))


def _change(
    scene: Scene, target: Target, part: str, at: Mapping[str, str], ticked: set[str],
    now: LayeredPolicy, fresh: int,
) -> Change | None:  # fmt: skip
    """What a form makes of one place; None when it says nothing of it."""
    spot = target.spots[part]
    if (part or FILE) in ticked:
        return Change(spot, to_file=True)
    match target.kind:
        case "goals":
            return _goal(scene, spot, at, ticked, now, fresh)
        case "strategies":
            return Change(spot, _strategy(at, ticked))
        case "themes":
            return _theme(scene, target, spot, at, ticked, now)
    return Change(spot, _text(target, spot, part, at[part])) if part in at else None


def _text(target: Target, spot: Spot, part: str, text: str) -> object:
    if spot.part == "weight_border":
        try:
            return _PERCENT.validate_python(text)
        except ValidationError:
            raise _Wrong(part, "policy_levels.wrong_border") from None
    if len(text) > LONGEST:
        raise _Wrong(part, f"{target.name}.too_long", count=str(LONGEST))
    return text


def _goal(
    scene: Scene, spot: Spot, at: Mapping[str, str], ticked: set[str], now: LayeredPolicy,
    fresh: int,
) -> Change:  # fmt: skip
    if REMOVE in ticked:
        return Change(spot)
    if at.get("theme") not in themes(scene):
        raise _Wrong("theme", "policy_goal.wrong_theme")
    goal = _made(Goal, "policy_goal", {
        "goal": " ".join(at.get("goal", "").split()), "theme": at["theme"],
        "target": at.get("target", ""), "year": at.get("year", ""), "owner": _owner(at, ticked),
    })  # fmt: skip
    if spot.key not in now.goals and len(now.goals) >= MOST_GOALS:
        raise _Wrong("goal", "policy_goal.too_many", count=str(MOST_GOALS))
    return Change(Spot("goals", f"c{fresh}") if spot.key == NEW else spot, goal)


def _strategy(at: Mapping[str, str], ticked: set[str]) -> Strategy:
    return _made(Strategy, "policy_strategy", {
        "contributes": at.get("contributes", ""), "level": _level(at, "level"),
        "weight": at.get("weight") or None, "owner": _owner(at, ticked),
    })  # fmt: skip


def _theme(
    scene: Scene, target: Target, spot: Spot, at: Mapping[str, str], ticked: set[str],
    now: LayeredPolicy,
) -> Change:  # fmt: skip
    if REMOVE in ticked:
        using = next((each.goal for each in now.goals.values() if each.theme == spot.key), "")
        if using and is_own(scene, target):
            raise _Wrong(ALSO, "policy_theme.in_use", goal=using)
        return Change(spot)
    name = " ".join(at.get("name", "").split())
    theme = _made(ThemePolicy, "policy_theme", {
        "name": name, "meaning": at.get("meaning", ""), "target": _level(at, "target"),
    })  # fmt: skip
    if not is_own(scene, target):
        before = now.value(spot)
        kept = before.name if isinstance(before, ThemePolicy) else ""
        return Change(spot, theme.model_copy(update={"name": kept}))
    if not name:
        raise _Wrong("name", "policy_theme.wrong_name")
    return Change(_own_spot(scene, spot, name), theme)


def _own_spot(scene: Scene, spot: Spot, name: str) -> Spot:
    """Where a theme of our own goes; its key is its name in plain letters."""
    known = themes(scene)
    if any(folded(name) == folded(each) for key, each in known.items() if key != spot.key):
        raise _Wrong("name", "policy_theme.same_name")
    if spot.key not in known and len(known) >= MOST_THEMES:
        raise _Wrong("name", "policy_theme.too_many", count=str(MOST_THEMES))
    if spot.key != NEW:
        return spot
    bare = re.sub(r"[^a-z0-9]+", "_", folded(name)).strip("_")[:_SLUG].strip("_")
    key = bare if re.match(r"[a-z]", bare) else f"own_{bare}".strip("_")
    return Spot("themes", next(free for free in _numbered(key) if free not in (*known, NEW)))


def _numbered(key: str) -> Iterator[str]:
    yield key
    number = 1
    while True:
        number += 1
        yield f"{key}_{number}"


def _owner(at: Mapping[str, str], ticked: set[str]) -> str:
    return "" if NO_OWNER in ticked else at.get("owner", "").removeprefix(PERSON)


def _level(at: Mapping[str, str], part: str) -> str | None:
    return at.get(part, NONE) if at.get(part, NONE) not in ("", NONE) else None


def _made(model: type[Model], name: str, content: Mapping[str, object]) -> Model:
    """The value that a form gives; the first field that cannot be read is told."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        part = str(error.errors()[0]["loc"][0])
        raise _Wrong(part, f"{name}.wrong_{part}") from None

"""What was changed in the policy in chat: by whom, when, what it says now and what it said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogs.ambition import themes
from dialogs.messages import Line, Message, Person, Value
from dialogs.policy_lines import category_name, expected
from dialogs.policy_sections import paged
from dialogs.reading import shown
from dialogs.scene import Scene
from knowledge.policy import Goal, Strategy, ThemePolicy
from knowledge.policy_layers import LayeredPolicy, Spot

HISTORY = "history"
LONGEST = 300
"""So much of a text is shown; all of it stands in the version."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: what, by whom and when, and the policy before and after it."""

    spot: Spot
    by: str
    at: datetime
    before: LayeredPolicy
    after: LayeredPolicy


def history(scene: Scene, changes: Sequence[Changed], page: int) -> Message:
    """A page of changes, the newest first."""
    return paged(scene, HISTORY, [tuple(_lines(scene, each)) for each in changes], page)


def _lines(scene: Scene, changed: Changed) -> Iterator[Line]:
    did = "did" if changed.after.is_set(changed.spot) else "did_file"
    yield scene.say(
        f"policy.{did}",
        day=scene.day(changed.at),
        time=f"{changed.at.astimezone(scene.zone):%H:%M}",
        person=Person(changed.by),
        what=what(scene, changed),
    )
    yield valued(scene, "now", changed.after.value(changed.spot))
    yield valued(scene, "was", changed.before.value(changed.spot))


def what(scene: Scene, changed: Changed) -> str:
    """Which part of the policy it is about."""
    spot = changed.spot
    name = spot.key
    if spot.part == "strategies":
        name = category_name(scene, spot.key)
    elif spot.part == "themes":
        held = (changed.after.value(spot), changed.before.value(spot))
        own = (each.name for each in held if isinstance(each, ThemePolicy) and each.name)
        name = next(own, themes(scene).get(spot.key, spot.key))
    return scene.label(f"policy.part.{spot.part}").format(name=name)


def valued(scene: Scene, key: str, value: object, **more: Value) -> Line:
    """A sentence with a value in it as people read it, and its owner where it has one."""
    owner = value.owner if isinstance(value, Goal | Strategy) else ""
    values = {"value": shown(described(scene, value), LONGEST), **more}
    if owner:
        return scene.say(f"policy.{key}_owner", owner=Person(owner), **values)
    return scene.say(f"policy.{key}", **values)


def described(scene: Scene, value: object) -> str:
    """What stands in a place, in words; without its owner."""
    nothing = scene.label("policy.nothing")
    match value:
        case Goal():
            return scene.label("policy.as_goal").format(
                goal=value.goal,
                theme=themes(scene).get(value.theme, value.theme),
                target=value.target,
                year=value.year,
            )
        case Strategy():
            return _joined(value.contributes, expected(scene, value)) or nothing
        case ThemePolicy():
            level = scene.label(f"web.level_{value.target}") if value.target else ""
            return _joined(value.name, value.meaning, level) or nothing
        case None:
            return nothing
    return str(value) or nothing


def _joined(*texts: str) -> str:
    return "; ".join(filter(None, texts))

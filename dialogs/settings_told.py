"""The settings as procurement and administrators see them on the home page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dialogs.messages import Line, Value
from dialogs.scene import Scene


def settings_lines(scene: Scene, told: Mapping[str, Value], missing: Sequence[str]) -> list[Line]:
    """One line for each setting, by name; empty is said to be not set. Then what is missing."""
    unset = scene.label("settings.not_set")
    lines = [scene.say(f"settings.{name}", value=value or unset) for name, value in told.items()]
    if missing:
        lines.append(scene.say("settings.missing"))
        lines += [scene.say(f"settings.missing_{name}") for name in missing]
    lines.append(scene.say("settings.where"))
    return lines

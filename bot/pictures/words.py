"""What a picture says in words, for who does not see it: the text at the picture, and its table."""

from __future__ import annotations

from collections.abc import Sequence

from babel.numbers import format_decimal

from bot.pictures.levels import Axis, Radar, level
from dialogs.messages import Line, plain
from dialogs.scene import Scene

LONGEST = 1000
"""So many characters a platform takes at a picture; Slack refuses a file with more."""


def alt(scene: Scene, radar: Radar) -> str:
    """The title and every number, in one text of at most LONGEST characters.

    What the levels are called comes with it where there is room, and of very many themes with long
    names the last ones are counted only: the table has them all.
    """
    told = [_say(scene, "theme", theme=each.label, told=_told(scene, each)) for each in radar.axes]
    whole = f"{_alt(scene, radar, told)} {_levels(scene, radar)}"
    if len(whole) <= LONGEST:
        return whole
    for fitting in range(len(told), -1, -1):
        text = _alt(scene, radar, told[:fitting], len(told) - fitting)
        if len(text) <= LONGEST:
            return text
    return f"{text[: LONGEST - 1]}…"


def table(scene: Scene, radar: Radar) -> tuple[Line, ...]:
    """A line for each theme, and one with what the levels are called."""
    rows = [
        scene.say("picture.row", theme=each.label, told=_told(scene, each)) for each in radar.axes
    ]
    return (*rows, Line("{levels}", {"levels": _levels(scene, radar)}))


def _alt(scene: Scene, radar: Radar, told: Sequence[str], more: int = 0) -> str:
    parts = [*told, *([_say(scene, "more", count=str(more))] if more else [])]
    themes = "; ".join(parts) or scene.label("picture.no_themes")
    return _say(scene, "alt", title=radar.title, themes=themes)


def _levels(scene: Scene, radar: Radar) -> str:
    names = [
        _say(scene, "level", number=str(number), name=name)
        for number, name in enumerate(radar.rings, 1)
    ]
    return _say(scene, "levels", levels=", ".join(names))


def _told(scene: Scene, axis: Axis) -> str:
    """What a theme aims at and what it reached, without its name."""
    target, actual = level(axis.target), level(axis.actual)
    if target and actual:
        return _say(scene, "both", target=_number(scene, target), actual=_number(scene, actual))
    if target:
        return _say(scene, "target_only", target=_number(scene, target))
    if actual:
        return _say(scene, "actual_only", actual=_number(scene, actual))
    return _say(scene, "neither")


def _number(scene: Scene, value: float) -> str:
    return format_decimal(value, "0.#", locale=scene.language)


def _say(scene: Scene, key: str, **values: str) -> str:
    return plain(scene.say(f"picture.{key}", **values))

"""The portfolio in words: how many purchases there are of what, with which ambition."""

from __future__ import annotations

from collections.abc import Mapping

from babel.numbers import format_decimal

from dialogs.ambition import level_said, themes
from dialogs.footprint import scope_lines
from dialogs.messages import Line
from dialogs.register import STATUSES
from dialogs.scene import Scene
from dialogs.web import targets

Sums = Mapping[str, tuple[int, int]]
"""How many, and the sum of what they hold, by name (`bot.store.register.sums`)."""


def portfolio_lines(scene: Scene, sums: Sums) -> list[Line]:
    """What everything adds up to: status, level, themes, and what has no owner."""
    return [
        *_counted(scene, "statuses", {
            scene.label(f"status.{each}"): count(sums, f"status/{each}") for each in STATUSES
        }),
        *_counted(scene, "levels", {
            level_said(scene, level): count(sums, f"level/{level}") for level in (3, 2, 1, 0)
        }),
        *theme_lines(scene, sums),
        *scope_lines(scene, sums),
        scene.say("portfolio.lacking", count=str(count(sums, "lacking"))),
    ]  # fmt: skip


def count(sums: Sums, name: str) -> int:
    """How many there are under a name."""
    return sums.get(name, (0, 0))[0]


def _counted(scene: Scene, key: str, counts: Mapping[str, int]) -> list[Line]:
    named = " · ".join(f"{number} × {name}" for name, number in counts.items() if number)
    return [scene.say(f"portfolio.{key}", counts=named)] if named else []


def theme_lines(scene: Scene, sums: Sums) -> list[Line]:
    """For each theme the mean level on the web, and how many purchases chose it.

    Where themes were filled in nowhere, it says so: a row of zeros would look like a choice.
    """
    if not count(sums, "themes"):
        return [scene.say("portfolio.themes_none")]
    wanted, means = targets(scene), mean_levels(scene, sums)
    lines = [
        scene.say(
            "portfolio.theme_target" if key in wanted else "portfolio.theme",
            theme=name,
            level=format_decimal(round(means.get(key, 0), 1), locale=scene.language),
            target=str(wanted.get(key, "")),
            count=str(count(sums, f"theme/{key}")),
            all=str(count(sums, "themes")),
        )
        for key, name in themes(scene).items()
        if key in means or key in wanted
    ]
    return [scene.say("portfolio.themes"), *lines] if lines else []


def mean_levels(scene: Scene, sums: Sums) -> dict[str, float]:
    """The mean level on the web by theme, over all purchases for which themes were filled in.

    Who did not choose a theme counts as 0, or one purchase out of many would look like all of them.
    """
    filled = count(sums, "themes")
    found = {key: sums.get(f"theme/{key}", (0, 0)) for key in themes(scene)}
    return {key: total / filled for key, (number, total) in found.items() if number and filled}

"""Where the footprint of purchases falls: own energy, or in the chain before or after us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogs.amounts import euros
from dialogs.messages import Line
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from knowledge.catalogue import SCOPES, Scope


def scope_line(scene: Scene, purchase: Purchase) -> list[Line]:
    """In which scope most of the footprint of a purchase falls; nothing without a category."""
    scope = _scope(scene, purchase)
    return [scene.say("footprint.line", scope=scene.label(f"footprint.{scope}"))] if scope else []


def scope_explained(scene: Scene, purchase: Purchase) -> list[Line]:
    """The same, and what is meant by that scope."""
    scope = _scope(scene, purchase)
    return [*scope_line(scene, purchase), _meaning(scene, scope)] if scope else []


def _scope(scene: Scene, purchase: Purchase) -> Scope | None:
    category = scene.script.catalogue.categories.get(purchase.category or "")
    return category.scope if category else None


def scope_lines(scene: Scene, sums: Mapping[str, tuple[int, int]]) -> list[Line]:
    """How many purchases fall in each scope, and what they cost at least together.

    `sums` holds under `scope/upstream` how many, and the sum of the euros that each costs at least;
    where that is 0, no value is known and none is said.
    """
    return list(_scopes(scene, sums)) or [scene.say("footprint.none")]


def _scopes(scene: Scene, sums: Mapping[str, tuple[int, int]]) -> Iterator[Line]:
    for scope in SCOPES:
        count, least = sums.get(f"scope/{scope}", (0, 0))
        if not count:
            continue
        key = "one" if count == 1 else "several"
        values = {"scope": scene.label(f"footprint.{scope}"), "count": str(count)}
        if least:
            yield scene.say(f"footprint.{key}_value", least=euros(least, scene.language), **values)
        else:
            yield scene.say(f"footprint.{key}", **values)


def scope_meanings(scene: Scene) -> list[Line]:
    """What each scope means, and how rough this is."""
    return [*(_meaning(scene, scope) for scope in SCOPES), scene.say("footprint.rough")]


def _meaning(scene: Scene, scope: Scope) -> Line:
    return scene.say(
        "footprint.meaning",
        scope=scene.label(f"footprint.{scope}"),
        meaning=scene.label(f"footprint.{scope}_meaning"),
    )

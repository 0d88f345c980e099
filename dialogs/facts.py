"""What follows from a purchase and the policy, to find, sort and add up by: the register's row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dialogs.ambition import department_of, level_of, ticked
from dialogs.bands import band_of
from dialogs.chances import scan_of
from dialogs.owners import owners_of
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.web import web_of

RULES = 2
"""Goes up when what follows from the same answers changes: then every row is written anew."""
GOING = ("draft", "in_progress")
COUNTED = ("in_progress", "complete")
"""What counts in the portfolio: begun, and not ended without buying."""
Tally = Mapping[str, tuple[int, int]]
"""By name: how many, and the sum of what they hold (euros, or levels on the web)."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register holds of a purchase.

    `level` is 0 where there is none; `rank` is 0 to 10; `lacking` counts the owners that are
    missing; `themes` are the ticked themes with the level on the web, 0 where none was chosen.
    """

    department: str
    level: int
    rank: int
    lacking: int
    wanted_on: date | None
    themes: Mapping[str, int] = field(default_factory=dict)
    tallied: Tally = field(default_factory=dict)


def facts(scene: Scene, purchase: Purchase, gone: frozenset[str] = frozenset()) -> Facts:
    """The row of a purchase; `gone` are the people who left."""
    level = level_of(scene, purchase).level or 0
    rank = scan_of(scene, purchase).points
    web = web_of(purchase)
    themes = {key: web.get(key, 0) for key in sorted({*ticked(purchase), *web})}
    owners = owners_of(scene.policy, purchase, gone)
    lacking = 0 if purchase.closed else len(owners.lacking)
    return Facts(
        department=department_of(purchase),
        level=level,
        rank=rank,
        lacking=lacking,
        wanted_on=_wanted(purchase) if purchase.status in GOING else None,
        themes=themes,
        tallied=_tallied(scene, purchase, level, lacking, themes),
    )


def _wanted(purchase: Purchase) -> date | None:
    value = purchase.value("intake.wanted", "date")
    return date.fromisoformat(value) if value else None


def _tallied(
    scene: Scene, purchase: Purchase, level: int, lacking: int, themes: Mapping[str, int]
) -> dict[str, tuple[int, int]]:
    """What one purchase adds: its status always, the rest as long as it counts."""
    found = {f"status/{purchase.status}": (1, 0), f"owner/{purchase.owner}": (1, 0)}
    if purchase.status not in COUNTED:
        return found
    value = least_value(scene, purchase)
    found[f"level/{level}"] = (1, value)
    found[f"scope/{scope_of(scene, purchase)}"] = (1, value)
    found[f"category/{purchase.category or 'other'}"] = (1, value)
    if lacking:
        found["lacking"] = (1, lacking)
    if themes:
        found["themes"] = (1, 0)
    found |= {f"theme/{key}": (1, reached) for key, reached in themes.items()}
    return found


def scope_of(scene: Scene, purchase: Purchase) -> str:
    """In which scope most of its footprint falls, by its category."""
    categories = scene.script.catalogue.categories
    category = categories.get(purchase.category or "") or categories["other"]
    return category.scope


def least_value(scene: Scene, purchase: Purchase) -> int:
    """The euros that a purchase costs at least: where the band of its estimate begins."""
    band = band_of(scene.script, purchase)
    return band.least if band else 0

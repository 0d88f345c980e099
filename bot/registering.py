"""Keeps the register in step with a purchase, in one transaction with it."""

from __future__ import annotations

from dataclasses import replace

from bot.parts import Parts
from bot.recollecting import keep_anew, keep_found
from bot.store import people, policies, several
from bot.store import register as rows
from bot.store.database import Bound
from dialogs.facts import facts
from dialogs.owners import involved
from dialogs.purchase import Purchase
from dialogs.scene import Scene


def register(parts: Parts, bound: Bound, before: Purchase | None, after: Purchase) -> None:
    """Writes what follows from a purchase, where that changed."""
    if before is after:
        return
    keep_found(parts, bound, before, after)
    scene = _scene(parts, bound)
    gone = _gone(scene, bound, after)
    found = facts(scene, after, gone)
    if before is None or found != facts(scene, before, gone) or before.status != after.status:
        rows.write(bound, after.id, found)


def write_row(parts: Parts, bound: Bound, purchase: Purchase) -> None:
    """Writes what follows from a purchase, whatever stood there."""
    keep_anew(parts, bound, purchase)
    scene = _scene(parts, bound)
    rows.write(bound, purchase.id, facts(scene, purchase, _gone(scene, bound, purchase)))


def register_owned(parts: Parts, bound: Bound, person: str) -> None:
    """Writes the rows of what somebody owns, when they left or came back."""
    for held in several.going_of(bound, person):
        write_row(parts, bound, held.purchase)


def _scene(parts: Parts, bound: Bound) -> Scene:
    """Here and now, with the newest policy: who wrote the register anew for that does not come back
    for what another process writes by the policy before it."""
    shelf, scene = parts.policies, parts.scene(parts.organisation.language)
    if policies.number(bound) == shelf.version:
        return scene
    layers = shelf.layers_of(policies.newest(bound))
    return replace(scene, policy=layers.current) if layers else scene


def _gone(scene: Scene, bound: Bound, purchase: Purchase) -> frozenset[str]:
    """Who of those that own a part of it is not, or no longer, a colleague."""
    return people.gone_of(bound, involved(scene, purchase))

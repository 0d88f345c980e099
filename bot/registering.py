"""Keeps the register in step with a purchase, in one transaction with it."""

from __future__ import annotations

from bot.parts import Parts
from bot.store import people, several
from bot.store import register as rows
from bot.store.database import Bound
from dialogs.facts import facts
from dialogs.owners import OWNERS
from dialogs.purchase import Purchase
from dialogs.reading import PERSON


def register(parts: Parts, bound: Bound, before: Purchase | None, after: Purchase) -> None:
    """Writes what follows from a purchase, where that changed."""
    if before is after:
        return
    scene = parts.scene(parts.organisation.language)
    gone = _gone(parts, bound, after)
    found = facts(scene, after, gone)
    if before is None or found != facts(scene, before, gone) or before.status != after.status:
        rows.write(bound, after.id, found)


def write_row(parts: Parts, bound: Bound, purchase: Purchase) -> None:
    """Writes what follows from a purchase, whatever stood there."""
    scene = parts.scene(parts.organisation.language)
    rows.write(bound, purchase.id, facts(scene, purchase, _gone(parts, bound, purchase)))


def register_owned(parts: Parts, bound: Bound, person: str) -> None:
    """Writes the rows of what somebody owns, when they left or came back."""
    for held in several.going_of(bound, person):
        write_row(parts, bound, held.purchase)


def _gone(parts: Parts, bound: Bound, purchase: Purchase) -> frozenset[str]:
    """Who of those that own a part of it is not, or no longer, a colleague."""
    named = {
        purchase.owner,
        parts.policies.current.strategy(purchase.category).owner,
        *(value.removeprefix(PERSON) for value in purchase.values(OWNERS).values()),
    }
    return frozenset(person for person in named - {""} if not people.is_here(bound, person))

"""Remembers what the organisation has and bought: kept with each purchase, told at question 1."""

from __future__ import annotations

from bot.parts import Parts
from bot.store import contracts, recalling
from bot.store.database import Bound
from dialogs import memory
from dialogs.messages import Message
from dialogs.purchase import Purchase


def keep_found(parts: Parts, bound: Bound, before: Purchase | None, after: Purchase) -> None:
    """Keeps by which words a purchase is found again, where that changed."""
    known = memory.recalled_as(before) if before else frozenset()
    changed = before is not None and before.title != after.title
    now = memory.recalled_as(after)
    if now != known or (now and changed):
        keep_anew(parts, bound, after)


def keep_anew(parts: Parts, bound: Bound, purchase: Purchase) -> None:
    """The same, whatever stood there."""
    kept = contracts.load(bound, purchase.id) if purchase.contracted else None
    kinds = memory.recalled_as(purchase, kept.contract.term.end_of_use if kept else None)
    terms = parts.script.likeness.terms(purchase.title) if kinds else ()
    recalling.keep(bound, int(purchase.id.partition("-")[2]), kinds, terms)


def recollect(parts: Parts, bound: Bound, purchase: Purchase, question: str) -> Message | None:
    """What is told before question 1 of what colleagues have left, or bought before."""
    if question != memory.QUESTION:
        return None
    scene = parts.scene(parts.language_of(bound, purchase.owner))  # who alone reads it, everywhere
    terms = scene.script.likeness.terms(purchase.title)
    found = recalling.find(bound, terms, memory.years(scene.today))
    known = recalling.facts(bound, found, scene.now)
    worth = memory.recollection(scene, purchase, known)
    return memory.told(scene, purchase, worth, parts.organisation.marketplaces)

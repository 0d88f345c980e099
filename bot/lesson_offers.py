"""Offers a lesson to who buys the same kind of thing, at the question where it helps."""

from __future__ import annotations

from bot.parts import Parts
from bot.store import lessons
from bot.store.database import Bound
from dialogs.lesson import offered
from dialogs.messages import Message
from dialogs.purchase import Purchase


def lesson_offer(parts: Parts, bound: Bound, purchase: Purchase, question: str) -> Message | None:
    """The newest lesson of others for a question of a purchase; None when there is none."""
    category = purchase.category or parts.script.catalogue.suggest(purchase.title)
    if not category:
        return None
    found = lessons.helping_buyer(bound, category, question, purchase.owner, purchase.id, most=2)
    if not found:
        return None
    return offered(parts.scene_for(bound, purchase), found[0], more=len(found) > 1)

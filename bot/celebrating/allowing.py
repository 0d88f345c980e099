"""Who may do what with a story: change it, tell it of a purchase, and see what that is called."""

from __future__ import annotations

from bot.parts import Parts
from bot.ripeness import is_ripe
from bot.store import purchases, successes
from bot.store.database import Bound
from dialogs.messages import Line, Message, Person
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.success import Success
from dialogs.turn import say

FINISHED = ("complete", "not_bought")
"""What can be celebrated of a purchase: it is bought, or it was not needed after all."""


def knows(parts: Parts, bound: Bound, person: str, purchase: Purchase) -> bool:
    """Whether somebody sees the title of a purchase anyway."""
    if person == purchase.owner or parts.may(bound, person, "see_register"):
        return True
    return parts.may(bound, person, "see_ripe") and is_ripe(bound, purchase.id)


def not_to_tell(
    parts: Parts, bound: Bound, scene: Scene, person: str, purchase: str
) -> Line | None:
    """Why somebody cannot celebrate a purchase (now); None when they can.

    Of another's purchase it says no more than whose it is, but to who may see it anyway.
    """
    held = purchases.load(bound, purchase)
    if held is None:
        return scene.say("desk.unknown_purchase", id=purchase)
    allowed = parts.allowed(bound, person)
    if person != held.purchase.owner and not allowed & {"see_register", "post_success"}:
        return scene.say("desk.not_yours", id=purchase, owner=Person(held.purchase.owner))
    if held.purchase.status in FINISHED:
        return None
    ended = held.purchase.status == "cancelled"
    return scene.say("success.cancelled" if ended else "success.not_finished", id=purchase)


def changeable(parts: Parts, bound: Bound, person: str, id: str) -> Success | None:
    """A success that somebody may change: the one who wrote it, and ambassadors once it is
    offered to them."""
    success = successes.at(bound, id)
    if success is None or success.state == "thrown_away":
        return None
    if not parts.may(bound, person, "write_success"):
        return None
    if person in (success.author, success.poster):
        return success
    shared = success.state != "draft" or bool(success.poster)
    return success if shared and parts.may(bound, person, "post_success") else None


def refused_now(
    parts: Parts, bound: Bound, scene: Scene, person: str, success: Success | None
) -> Message | None:
    """Why somebody cannot change it now. What stands in the channel does so in the name of an
    ambassador, and only they change that."""
    if success is None:
        return say(scene, "success.gone")
    if success.state != "posted" or parts.may(bound, person, "post_success"):
        return None
    return say(scene, "success.only_ambassadors_change", person=Person(success.poster))

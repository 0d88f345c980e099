"""Who owns a purchase: the why (policy), the what (budget holder) and the how (procurement).

Source: the presentation's 'Bermuda triangle', in which MVI falls off the table: nobody owns it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dialogs.messages import Line, Person
from dialogs.purchase import Purchase
from dialogs.reading import PERSON
from dialogs.scene import Scene
from knowledge.policy import Policy

OWNERS = "owners.named"
"""Under this id is kept who was named, as the parts `why` and `how`."""
ROLES = ("why", "what", "how")


@dataclass(frozen=True, slots=True)
class Owners:
    """The people's ids; empty where there is nobody."""

    why: str
    what: str
    how: str

    @property
    def lacking(self) -> tuple[str, ...]:
        """Of what there is no owner."""
        return tuple(role for role in ROLES if not getattr(self, role))


def owners_of(policy: Policy, purchase: Purchase, gone: frozenset[str] = frozenset()) -> Owners:
    """Who owns what; who is `gone` owns nothing any more.

    The why is whoever was named for this purchase, else who owns the strategy of its category.
    """

    def here(person: str) -> str:
        return "" if person in gone else person

    def named(role: str) -> str:
        return here(purchase.value(OWNERS, role).removeprefix(PERSON))

    why = named("why") or here(policy.strategy(purchase.category).owner)
    return Owners(why, here(purchase.owner), named("how"))


def owners_line(scene: Scene, owners: Owners) -> Line:
    """Who owns the why, the what and the how; what has no owner is said as such."""
    nobody = scene.label("owners.nobody")
    return scene.say(
        "owners.line",
        **{
            role: Person(getattr(owners, role)) if getattr(owners, role) else nobody
            for role in ROLES
        },
    )

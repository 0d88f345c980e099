"""Who owns a purchase: the why (policy), the what (budget holder) and the how (procurement).

Source: the presentation's 'Bermuda triangle', in which MVI falls off the table: nobody owns it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from dialogs.contract_forms import field_of, one_section
from dialogs.messages import Form, Line, Message, Person
from dialogs.purchase import Purchase
from dialogs.reading import PERSON
from dialogs.scene import Scene
from knowledge.policy import Policy

OWNERS = "owners.named"
"""Under this id is kept who was named, as the parts `why` and `how`."""
ROLES = ("why", "what", "how")
NAMED = ("why", "how")
"""What can be named; the what is the purchase's own owner."""


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


def involved(scene: Scene, purchase: Purchase) -> frozenset[str]:
    """Everybody who owns a part of a purchase, or would if they were still here."""
    named = (purchase.value(OWNERS, role).removeprefix(PERSON) for role in NAMED)
    strategy = scene.policy.strategy(purchase.category).owner
    return frozenset({purchase.owner, strategy, *named}) - {""}


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


def owners_told(scene: Scene, purchase: Purchase) -> Message:
    """Who owns what now, for the conversation of the purchase."""
    line = owners_line(scene, owners_of(scene.policy, purchase))
    return Message("owners", (scene.say("owners.told", id=purchase.id), line))


def owners_form(scene: Scene, purchase: Purchase) -> Form:
    """The form that asks who owns the why and the how."""
    fields = [
        field_of(scene, purchase.id, "owners", role, "person", purchase.value(OWNERS, role))
        for role in NAMED
    ]
    return one_section(scene, "owners", purchase.id, "owners", fields)


def read_owners(
    purchase: Purchase, values: Mapping[tuple[str, str], str], person: str, now: datetime
) -> Purchase:
    """The purchase with who a form names, and nothing else; an empty field names nobody."""
    given = {role: values["owners", role] for role in NAMED if ("owners", role) in values}
    return named(purchase, given, person, now)


def named(purchase: Purchase, given: Mapping[str, str], person: str, now: datetime) -> Purchase:
    """The purchase with owners as stored values: a colleague behind `PERSON`, or empty."""
    for role, value in given.items():
        if value or purchase.answer(OWNERS, role):
            purchase = purchase.with_answer(OWNERS, role, value, person, now)
    return purchase

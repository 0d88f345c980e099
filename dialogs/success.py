"""A success: the story of what went well, what it achieved, and who may be named in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, get_args

from dialogs.scrubbing import without_names

Kind = Literal["co2", "material", "money", "pieces", "jobs"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Kilograms of CO2 and of material that were saved, euros, things that were used again, and people
at work."""
Known = Literal["measured", "estimated", "told"]
KNOWN: tuple[Known, ...] = get_args(Known)
"""How it is known: somebody measured it, estimated it, or heard it from somebody."""

State = Literal["draft", "asking", "offered", "posted", "withdrawn", "thrown_away"]
"""`asking` waits for a yes of everybody that it names, `offered` for an ambassador to post it."""
BEGUN: tuple[State, ...] = ("draft", "asking")
OPEN: tuple[State, ...] = (*BEGUN, "offered")

Role = Literal["named", "owner", "both"]
"""Somebody is named in it, owns the purchase that it is about, or both."""
Consent = Literal["new", "asked", "yes", "no", "withdrawn"]
"""`new` is not asked yet; a yes can be taken back."""


@dataclass(frozen=True, slots=True)
class Achieved:
    """How much of something: `amount` is a number with a point, in kilograms, euros or pieces."""

    kind: Kind
    amount: str
    known: Known


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody who has to agree before it is told."""

    person: str
    role: Role
    consent: Consent = "new"
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    reminded_at: datetime | None = None

    @property
    def waits(self) -> bool:
        """Whether they did not say yes or no yet."""
        return self.consent in ("new", "asked")

    @property
    def refuses(self) -> bool:
        """Whether they said no, or took a yes back."""
        return self.consent in ("no", "withdrawn")


@dataclass(frozen=True, slots=True)
class Success:
    """One success.

    `purchase` is empty where it is about none; `money` is whether amounts of money may be told.
    `photo` is the number of its picture, `alt` what that shows in words. `poster` is the ambassador
    in whose name it stands in the channel, empty before that; `cheers` counts who reacted.
    """

    id: int
    author: str
    title: str
    story: str
    created_at: datetime
    updated_at: datetime
    purchase: str = ""
    theme: str = ""
    achieved: tuple[Achieved, ...] = ()
    money: bool = False
    photo: int | None = None
    alt: str = ""
    people: tuple[Named, ...] = ()
    poster: str = ""
    state: State = "draft"
    version: int = 1
    cheers: int = 0
    posted_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether it is still to be posted."""
        return self.state in OPEN

    @property
    def told(self) -> tuple[Achieved, ...]:
        """What it achieved, as far as it may be told."""
        return tuple(each for each in self.achieved if self.money or each.kind != "money")

    @property
    def shown(self) -> tuple[str, ...]:
        """The people who are named in it and agreed to that."""
        return tuple(
            each.person for each in self.people if each.role != "owner" and each.consent == "yes"
        )

    @property
    def owner_agrees(self) -> bool:
        """Whether who owns the purchase agreed that it is told; also where it is about none."""
        return all(each.consent == "yes" for each in self.people if each.role != "named")

    def named(self, person: str) -> Named | None:
        """What is known of somebody who has to agree."""
        return next((each for each in self.people if each.person == person), None)


def without_people(success: Success, names: Iterable[str], instead: str) -> Success:
    """The success with `instead` in the place of these names."""
    return replace(
        success,
        title=without_names(success.title, names, instead),
        story=without_names(success.story, names, instead),
        alt=without_names(success.alt, names, instead),
    )


def key_of(success: int) -> str:
    """The key of its message in the channel."""
    return f"success/{success}"

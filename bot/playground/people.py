"""Who is in the workspace, and which channels there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TEAM = "T0GEMEENTE"
APP = "A0INKOOP"
BOT_USER = "U0INKOOPBOT"
BOT = "B0INKOOPBOT"

SANNE = "U0SANNE"
PIET = "U0PIET"
AMINA = "U0AMINA"
JOHN = "U0JOHN"

INKOOP = "C0INKOOP"
SUCCESSES = "C0SUCCESSEN"
GENERAL = "C0ALGEMEEN"


@dataclass
class Person:
    """Somebody with an account in the workspace."""

    id: str
    name: str
    real_name: str
    title: str
    locale: str = "nl-NL"
    zone: str = "Europe/Amsterdam"
    deleted: bool = False
    is_bot: bool = False

    def described(self) -> dict[str, Any]:
        """The person as `users.info` gives them."""
        return {
            "id": self.id,
            "team_id": TEAM,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "tz": self.zone,
            "tz_label": "Central European Time",
            "tz_offset": 3600,
            "locale": self.locale,
            "profile": {
                "real_name": self.real_name,
                "display_name": self.name,
                "title": self.title,
                "team": TEAM,
            },
            "is_admin": False,
            "is_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1700000000,
        }


@dataclass
class Channel:
    """A channel, or the direct message between one person and the bot."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    direct_with: str = ""
    archived: bool = False

    def described(self) -> dict[str, Any]:
        """The channel as `conversations.info` gives it."""
        if self.direct_with:
            return {
                "id": self.id,
                "is_im": True,
                "user": self.direct_with,
                "is_archived": self.archived,
                "is_open": True,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": True,
            "is_im": False,
            "is_private": False,
            "is_archived": self.archived,
            "is_member": BOT_USER in self.members,
            "num_members": len(self.members),
            "topic": {"value": ""},
            "purpose": {"value": ""},
        }


def everybody() -> list[Person]:
    """The four people of the workspace, and the bot."""
    return [
        Person(SANNE, "sanne", "Sanne de Vries", "Budgethouder"),
        Person(PIET, "piet", "Piet Bakker", "Inkoper"),
        Person(AMINA, "amina", "Amina El Idrissi", "Ambassadeur"),
        Person(JOHN, "john", "John Smith", "Andere afdeling", "en-US", "Europe/London"),
        Person(BOT_USER, "inkoopmaatje", "Inkoopmaatje", "", is_bot=True),
    ]


def channels() -> list[Channel]:
    """The three channels; everybody is in them, the bot too."""
    members = [person.id for person in everybody()]
    return [
        Channel(INKOOP, "inkoop", list(members)),
        Channel(SUCCESSES, "mvi-successen", list(members)),
        Channel(GENERAL, "algemeen", list(members)),
    ]


NAMES = {person.id: person.real_name for person in everybody()}
"""Everybody's name by id, for clients without a screen."""

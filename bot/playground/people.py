"""Who is in the workspace, and which channels there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TEAM = "T0GEMEENTE"
TEAM_NAME = "Gemeente Voorbeeld"
DOMAIN = "gemeente-voorbeeld"
APP = "A0INKOOP"
BOT_USER = "U0INKOOPBOT"
BOT = "B0INKOOPBOT"
BOT_NAME = "Inkoopmaatje"

SANNE = "U0SANNE"
PIET = "U0PIET"
AMINA = "U0AMINA"
JOHN = "U0JOHN"

INKOOP = "C0INKOOP"
SUCCESSES = "C0SUCCESSEN"
GENERAL = "C0ALGEMEEN"

BEGAN = 1700000000
"""When the workspace was made: a date for what needs one."""


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
    guest: bool = False
    team: str = TEAM

    def described(self, now: datetime, with_locale: bool = False) -> dict[str, Any]:
        """The person as `users.info` gives them; the locale only when it is asked for."""
        first, _, last = self.real_name.partition(" ")
        found: dict[str, Any] = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "deleted": self.deleted,
            "color": "4bbe2e",
            "real_name": self.real_name,
            **self._zone(now),
            "profile": {
                "title": self.title,
                "phone": "",
                "skype": "",
                "real_name": self.real_name,
                "real_name_normalized": self.real_name,
                "display_name": self.name,
                "display_name_normalized": self.name,
                "first_name": first,
                "last_name": last,
                "status_text": "",
                "status_emoji": "",
                "status_expiration": 0,
                "avatar_hash": "g0",
                "team": self.team,
            },
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.guest,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": BEGAN,
        }
        if self.is_bot:
            found["profile"] |= {"api_app_id": APP, "bot_id": BOT, "always_active": True}
        if self.deleted:
            found = {key: value for key, value in found.items() if not key.startswith("tz")}
        if self.team != TEAM:
            found["is_stranger"] = True
        return found | {"locale": self.locale} if with_locale else found

    def _zone(self, now: datetime) -> dict[str, Any]:
        """The time zone, also one that this machine does not know."""
        try:
            local = now.astimezone(ZoneInfo(self.zone))
        except (ZoneInfoNotFoundError, ValueError):
            return {"tz": self.zone, "tz_label": self.zone, "tz_offset": 0}
        offset = local.utcoffset()
        seconds = int(offset.total_seconds()) if offset else 0
        return {"tz": self.zone, "tz_label": local.tzname() or self.zone, "tz_offset": seconds}


@dataclass
class Channel:
    """A channel, or the direct message between one person and the bot."""

    id: str
    name: str
    members: list[str] = field(default_factory=list)
    direct_with: str = ""
    archived: bool = False

    @property
    def kind(self) -> str:
        """What an event calls it: `im` or `channel`."""
        return "im" if self.direct_with else "channel"

    def described(self) -> dict[str, Any]:
        """The channel as `conversations.info` gives it."""
        common: dict[str, Any] = {
            "id": self.id,
            "created": BEGAN,
            "is_archived": self.archived,
            "is_im": bool(self.direct_with),
            "is_mpim": False,
            "is_private": False,
            "is_org_shared": False,
            "is_shared": False,
            "is_ext_shared": False,
            "context_team_id": TEAM,
            "updated": BEGAN * 1000,
        }
        if self.direct_with:
            return common | {"user": self.direct_with, "is_open": True, "priority": 0}
        return common | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": True,
            "is_group": False,
            "is_general": self.id == GENERAL,
            "is_member": BOT_USER in self.members,
            "creator": PIET,
            "unlinked": 0,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "previous_names": [],
            "num_members": len(self.members),
        }


@dataclass
class Group:
    """A user group: people under one name. `disabled_at` is 0 while it is in use."""

    id: str
    name: str
    users: list[str] = field(default_factory=list)
    disabled_at: int = 0

    def described(self) -> dict[str, Any]:
        """The group as `usergroups.list` gives it, without its members."""
        return {
            "id": self.id,
            "team_id": TEAM,
            "is_usergroup": True,
            "is_subteam": True,
            "name": self.name,
            "description": "",
            "handle": self.name,
            "is_external": False,
            "date_create": BEGAN,
            "date_update": BEGAN,
            "date_delete": self.disabled_at,
            "auto_type": None,
            "auto_provision": False,
            "enterprise_subteam_id": "",
            "created_by": PIET,
            "updated_by": PIET,
            "deleted_by": PIET if self.disabled_at else None,
            "prefs": {"channels": [], "groups": []},
        }


def everybody() -> list[Person]:
    """The four people of the workspace, and the bot."""
    return [
        Person(SANNE, "sanne", "Sanne de Vries", "Budgethouder"),
        Person(PIET, "piet", "Piet Bakker", "Inkoper"),
        Person(AMINA, "amina", "Amina El Idrissi", "Koploper"),
        Person(JOHN, "john", "John Smith", "Andere afdeling", "en-US", "Europe/London"),
        Person(BOT_USER, "inkoopmaatje", BOT_NAME, "", is_bot=True),
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

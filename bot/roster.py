"""The roster: the organisation as it is now, with people where its file names user groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.parts import Organisation

Members = Mapping[str, frozenset[str]]
"""Who is in each user group."""

ROLES = (
    "procurement_team", "administrators", "policy_officers", "board", "ambassadors",
)  # fmt: skip
"""The parts of the organisation that are people; the first are looked up first."""


IN_FILE = {"board": "tenderboard"}
"""What such a part is called in the organisation file, where that is something else."""


def is_group(id: str) -> bool:
    """Whether an id is that of a user group, not of a person."""
    return id.startswith("S")


class Roster:
    """Holds the organisation until newer members take their place, whole, between two steps.

    `named` is what the file and the environment say; `organisation` the same with people only. A
    group of which nobody knows yet who is in it, is nobody for so long.
    """

    def __init__(self, named: Organisation) -> None:
        self.named = named
        self.organisation = resolved(named, {})

    def take(self, members: Members) -> bool:
        """Takes who is in each group now; whether that changed who does what."""
        newest = resolved(self.named, members)
        changed = newest != self.organisation
        self.organisation = newest
        return changed


def named_groups(named: Organisation) -> dict[str, list[str]]:
    """The groups that an organisation names, each with where: `procurement_team`, or the name of
    a department."""
    found: dict[str, list[str]] = {}
    places = {IN_FILE.get(role, role): getattr(named, role) for role in ROLES}
    places |= named.departments
    for place, ids in places.items():
        for id in filter(is_group, sorted(ids)):
            found.setdefault(id, []).append(place)
    return found


def resolved(named: Organisation, members: Members) -> Organisation:
    """The organisation with the people who are in its groups, in the place of those."""

    def people(ids: frozenset[str]) -> frozenset[str]:
        inside = (members.get(id, frozenset()) for id in ids if is_group(id))
        return frozenset(id for id in ids if not is_group(id)).union(*inside)

    departments = {name: people(ids) for name, ids in named.departments.items()}
    roles: dict[str, Any] = {role: people(getattr(named, role)) for role in ROLES}
    return replace(named, departments=departments, **roles)

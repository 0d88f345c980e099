"""Keeps the policy up to date beside everything else, and says once which choices are missing."""

from __future__ import annotations

from dataclasses import replace

from bot.log import log
from bot.parts import Parts
from bot.reminders.procurement import APART, POLICY, tell_procurement
from bot.reminders.receivers import in_their_hours
from bot.store import inbox, later
from bot.store.database import Bound
from bot.store.people import is_here
from dialogs import policy
from knowledge.policy import Policy
from knowledge.policy_check import unknown_categories

MISSING = f"{POLICY}missing"
"""The key of the one message that a workspace ever gets of it."""


class PolicyWatch:
    """Looks for a newer policy, for what it names and is not there, and for what it lacks."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._warned: list[str] = []

    async def look(self) -> None:
        """Takes the newest policy; raises NotSaved. A strategy for what is no category any more
        stays as it is, and the log tells of it, once."""
        parts = self._parts
        await parts.policies.look(parts.database, parts.workspace)
        unknown = unknown_categories(parts.policies.current, parts.script.catalogue.categories)
        if unknown != self._warned:
            self._warned = unknown
            if unknown:
                log.warning("policy.unknown_categories", categories=unknown)

    async def tell(self) -> None:
        """Says which choices are missing, once for each workspace; raises NotSaved."""
        if self._parts.policies.current.missing:
            await self._parts.database.run(self._parts.workspace, self._tell)

    def _tell(self, bound: Bound) -> None:
        """To who may change the policy; where nobody is named for that, to procurement."""
        parts = self._parts
        organisation, missing = parts.organisation, parts.policies.current
        officers = [each for each in sorted(organisation.policy_officers) if is_here(bound, each)]
        reachable = officers or organisation.procurement_channel or organisation.procurement_team
        if not reachable or later.was_told_any(bound, MISSING):
            return
        # The inbox keeps two processes apart that come here at once; it forgets, the outbox not.
        if not inbox.remember(bound, MISSING, parts.clock.now()):
            return
        if not officers:
            tell_procurement(
                parts, bound, MISSING, lambda scene: policy.told(scene, missing, officer=False)
            )
        for officer in officers:
            self._tell_officer(bound, officer, missing)

    def _tell_officer(self, bound: Bound, officer: str, missing: Policy) -> None:
        parts = self._parts
        scene = parts.scene(parts.language_of(bound, officer))
        told = replace(policy.told(scene, missing, officer=True), key=f"{MISSING}{APART}{officer}")
        in_their_hours(parts, bound, officer, told)

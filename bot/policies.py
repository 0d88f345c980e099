"""The policy in use now: what the organisation's file says, and what was changed in chat."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import ValidationError

from bot.log import log
from bot.store import policies
from bot.store.database import Database
from bot.store.policies import Version
from knowledge.policy import Policy
from knowledge.policy_layers import InChat, LayeredPolicy


class PolicyShelf:
    """Holds the policy until a newer one takes its place, whole, between two steps.

    `changed` is called whenever a newer one did so in this process, whoever made it and wherever;
    on the event loop, so it must not wait for anything.
    """

    def __init__(self, policy: Policy) -> None:
        self.layers = LayeredPolicy(policy)
        self.version = 0
        self.changed: Callable[[], None] = lambda: None
        self._broken = 0

    @property
    def current(self) -> Policy:
        """The policy by which everything is looked at."""
        return self.layers.current

    @current.setter
    def current(self, policy: Policy) -> None:
        """Takes another policy for that of the file, with nothing set in chat."""
        self.layers = LayeredPolicy(policy)

    def layers_of(self, version: Version | None) -> LayeredPolicy | None:
        """The policy with what was set in chat at a version; None when that cannot be read."""
        if version is None:
            return LayeredPolicy(self.layers.file)
        try:
            return LayeredPolicy(self.layers.file, InChat.model_validate(version.content))
        except ValidationError:
            return None

    async def look(self, database: Database, workspace: str) -> None:
        """Takes the newest version when that is another than ours; raises NotSaved.

        One that cannot be read is told in the log, once, and ours stays in use.
        """
        number = await database.run_single(workspace, policies.number)
        if number in (self.version, self._broken):
            return
        version = await database.run_single(workspace, policies.newest)
        number = version.number if version else 0
        layers = self.layers_of(version)
        if layers is None:
            log.error("policy.broken", version=number)
            self._broken = number
        else:
            self.take(number, layers)

    def take(self, number: int, layers: LayeredPolicy) -> None:
        """Puts a version in the place of ours."""
        self.layers, self.version = layers, number
        log.info("policy.taken", version=number)
        self.changed()

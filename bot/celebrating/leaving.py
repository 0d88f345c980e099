"""What somebody who left had begun to tell goes on: the ambassadors get it."""

from __future__ import annotations

from dataclasses import replace

from bot.celebrating.showing import offer
from bot.log import log
from bot.parts import Parts
from bot.store import successes
from bot.store.database import Bound
from bot.store.people import is_here

AT_ONCE = 50


class Leaving:
    """Passes on the stories of who left."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def left(self, person: str) -> None:
        """Offers what they wrote, or were about to post, to the ambassadors."""
        parts = self._parts
        await parts.database.run(parts.workspace, lambda bound: self._left(bound, person))

    def _left(self, bound: Bound, person: str) -> None:
        if is_here(bound, person):
            return
        now = self._parts.clock.now()
        for begun in successes.begun_by(bound, person, AT_ONCE):
            passed_on = replace(begun, state="offered", poster="", updated_at=now)
            success = successes.save(bound, passed_on)
            if not offer(self._parts, bound, success):
                log.warning("success.nobody_to_offer_to", success=success.id)

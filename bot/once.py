"""Does what a delivery asks for in one transaction, once, and speaks after it."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Reply, Said
from bot.store import inbox
from bot.store.database import Bound
from dialogs.scene import Scene

Work = Callable[[Bound, Scene], Taken]
"""Gets the scene in the language of who did it."""


async def once(parts: Parts, said: Said, work: Work, *, remember: bool = True) -> Taken:
    """What came of the work; nothing where this delivery was heard before.

    What only shows something need not be remembered. Raises NotSaved.
    """

    def bound_work(bound: Bound) -> Taken:
        language = parts.language_of(bound, said.person)
        if remember and not inbox.remember(bound, said.id, parts.clock.now()):
            return Taken(Reply(language))
        return work(bound, parts.scene(language))

    taken = await parts.database.run(parts.workspace, bound_work)
    parts.courier.take(taken.outgoing)
    return taken

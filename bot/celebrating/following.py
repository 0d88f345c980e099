"""'Ook doen?': starts a purchase in the way of a success that somebody else told."""

from __future__ import annotations

from dataclasses import replace

from bot.beginning import start_purchase
from bot.desk import Desk, Taken
from bot.months import link_to
from bot.once import once
from bot.parts import Parts
from bot.ports import Place, Reply, Said
from bot.store import purchases, successes
from bot.store.database import Bound
from dialogs.ambition import with_theme
from dialogs.messages import Message
from dialogs.moves import Filled
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.success import Success
from dialogs.success_also import approach
from dialogs.turn import Turn, say


class Following:
    """Who sees a success may do the same."""

    def __init__(self, parts: Parts, desk: Desk) -> None:
        self._parts = parts
        self._desk = desk

    async def also(self, said: Said, argument: str) -> Reply:
        """Starts a purchase of one's own, in the direct message, with how they did it."""

        def work(bound: Bound, scene: Scene) -> Taken:
            success = successes.at(bound, argument)
            if success is None or success.state != "posted":
                return Taken(Reply(scene.language, say(scene, "success.gone")))
            return self._start(bound, said, scene, success)

        return (await once(self._parts, said, work)).reply

    def _start(self, bound: Bound, said: Said, scene: Scene, success: Success) -> Taken:
        theirs = purchases.load(bound, success.purchase) if success.purchase else None
        if not success.owner_agrees:
            theirs = None
        example = theirs.purchase if theirs else None
        private = replace(said, place=Place(said.person), purchase="", in_direct=False)
        title = example.title if example else success.title
        taken = start_purchase(self._parts, bound, private, scene, title, _filled(title, example))
        if not taken.outgoing:
            return taken
        id = taken.outgoing[0].purchase
        held = purchases.load(bound, id)
        assert held is not None
        after = held.purchase
        if success.theme:
            after = with_theme(after, success.theme, said.person, scene.now)
        stands = link_to(self._parts, bound, success)
        told: Message = approach(scene, stands, example)
        kept = self._desk.keep(bound, held, Turn(after, (told,)), scene.language)
        return replace(taken, outgoing=(*taken.outgoing, *kept.outgoing))


def _filled(title: str, example: Purchase | None) -> Filled | None:
    """What is known already: the same kind of purchase."""
    if example is None or not example.category:
        return None
    values = {("intake.what", "text"): title, ("intake.category", "choice"): example.category}
    return Filled(values, {})

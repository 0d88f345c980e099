"""Names who owns the why and the how of a purchase."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.colleagues import not_colleagues
from bot.desk import Desk, Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Held, Reply, Said
from bot.store import purchases
from bot.store.database import Bound
from dialogs.owners import named, owners_form, owners_told, read_owners
from dialogs.purchase import Purchase
from dialogs.reading import PERSON
from dialogs.scene import Scene
from dialogs.touched import touched, with_drawn
from dialogs.turn import Turn, say

Values = Mapping[tuple[str, str], str]
Step = Callable[[Purchase], Purchase]


class Owning:
    """Takes who is named, from whoever may name an owner."""

    def __init__(self, parts: Parts, desk: Desk) -> None:
        self._parts = parts
        self._desk = desk

    async def form(self, said: Said, argument: str) -> Reply:
        """The form with the owners; nothing is stored."""

        def work(bound: Bound) -> Reply:
            held, refused = self._held(bound, said, argument)
            if refused or held is None:
                return refused or Reply(self._parts.organisation.language)
            scene = self._parts.scene(self._parts.language_of(bound, said.person))
            return Reply(scene.language, form=with_drawn(owners_form(scene, held.purchase)))

        return await self._parts.database.run(self._parts.workspace, work)

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes that form; who is no colleague cannot own anything."""
        changed = touched(argument, values)
        if refused := await not_colleagues(self._parts, said.person, changed):
            return refused
        return await self._change(
            said,
            argument,
            lambda purchase: read_owners(purchase, changed, said.person, self._parts.clock.now()),
        )

    async def take(self, said: Said, argument: str) -> Reply:
        """Whoever pressed owns the how from now on."""
        given = {"how": f"{PERSON}{said.person}"}
        return await self._change(
            said,
            argument,
            lambda purchase: named(purchase, given, said.person, self._parts.clock.now()),
        )

    async def _change(self, said: Said, argument: str, step: Step) -> Reply:
        """Takes a step on the purchase, and says in its conversation who owns what now."""
        parts = self._parts

        def work(bound: Bound, scene: Scene) -> Taken:
            held, refused = self._held(bound, said, argument)
            if refused or held is None:
                return Taken(refused or Reply(scene.language))
            after = step(held.purchase)
            spoken = parts.language_at(bound, held)
            changed = after is not held.purchase
            messages = (owners_told(parts.scene(spoken), after),) if changed else ()
            taken = self._desk.keep(bound, held, Turn(after, messages), spoken)
            return Taken(Reply(scene.language), taken.outgoing)

        return (await once(parts, said, work)).reply

    def _held(self, bound: Bound, said: Said, argument: str) -> tuple[Held | None, Reply | None]:
        parts = self._parts
        scene = parts.scene(parts.language_of(bound, said.person))
        purchase = argument.partition("/")[0]
        if not parts.may(bound, said.person, "name_owner"):
            return None, Reply(scene.language, say(scene, "rights.refused"))
        held = purchases.load(bound, purchase)
        if held is None:
            return None, Reply(scene.language, say(scene, "desk.unknown_purchase", id=purchase))
        return held, None

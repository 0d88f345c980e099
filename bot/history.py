"""Shows somebody the history of a purchase: the ledger of its moments, for them alone."""

from __future__ import annotations

from bot.parts import Parts
from bot.ports import Held, Reply, Said
from bot.store import contracts, ledger, purchases
from bot.store.database import Bound
from dialogs.contract import Contract
from dialogs.history import history
from dialogs.messages import Person
from dialogs.turn import say


class History:
    """Reads the ledger for whoever may see it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def show(self, said: Said, argument: str) -> Reply:
        """A page of it: `INK-0042`, or `INK-0042/26` from the moment with that number on."""
        parts = self._parts
        id, _, number = argument.partition("/")
        first = int(number) if number.isdecimal() and len(number) < 9 else 1

        def work(bound: Bound) -> Reply:
            scene = parts.scene(parts.language_of(bound, said.person))
            held = purchases.load(bound, id)
            if held is None:
                return Reply(scene.language, say(scene, "desk.unknown_purchase", id=id))
            kept = contracts.load(bound, id)
            contract = kept.contract if kept else None
            if not self._may(said, held, contract):
                owner = Person(contract.owner if contract else held.purchase.owner)
                return Reply(scene.language, say(scene, "history.not_yours", owner=owner))
            entries = ledger.of_purchase(bound, held.purchase.id)
            message = history(scene, held.purchase, contract, entries, max(first, 1))
            return Reply(scene.language, message)

        return await parts.database.run(parts.workspace, work)

    def _may(self, said: Said, held: Held, contract: Contract | None) -> bool:
        """Who may answer the purchase, and whoever looks after its contract or a promise in it."""
        if self._parts.may_answer(said, held):
            return True
        if contract is None:
            return False
        named = {contract.owner, contract.deputy}
        for promise in contract.promises:
            named |= {promise.owner, promise.deputy}
        return said.person in named - {""}

"""The contract of a purchase: entered, changed, extended and ended; its moments follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.colleagues import not_colleagues
from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Held, Outgoing, Reply, Said
from bot.recollecting import keep_anew
from bot.reminders.calendars import calendar_news
from bot.reminders.keeping import keep_plan
from bot.reminders.showing import coming, contract_shown
from bot.store import contracts, inbox, moments, purchases
from bot.store.contracts import Kept
from bot.store.database import Bound
from dialogs import contract_forms
from dialogs.assurance import answered
from dialogs.card import card as purchase_card
from dialogs.contract import Contract
from dialogs.contract_card import contract_card
from dialogs.contract_forms import Read, Values
from dialogs.messages import Person
from dialogs.reasons import because
from dialogs.scene import Scene
from dialogs.turn import said as said_line
from dialogs.turn import say

Reading = Callable[[Scene, Held, Contract | None], Read]
"""Gives the contract after a form or a button, or what is wrong."""


class Contracting:
    """Takes what is done with contracts."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def form(self, said: Said, name: str, argument: str) -> Reply:
        """The form of a contract, of one of its promises, of its figures, or of its end."""

        def work(bound: Bound, scene: Scene, held: Held, contract: Contract | None) -> Reply:
            if held.purchase.closed and contract is None:
                told = say(scene, "contract.not_bought", id=held.purchase.id)
                return Reply(scene.language, told)
            if name == "contract":
                form = contract_forms.contract_form(scene, held.purchase, contract)
                return Reply(scene.language, form=form)
            if contract is None:
                none = say(scene, "contract.none_yet", id=held.purchase.id)
                return Reply(scene.language, none)
            number = argument.partition("/")[2]
            if name == "promise":
                promise = contract.promise(int(number)) if number.isdecimal() else None
                form = contract_forms.promise_form(scene, contract, promise)
            elif name == "offsets":
                form = contract_forms.offsets_form(scene, contract)
            else:
                form = contract_forms.end_form(scene, contract)
            return Reply(scene.language, form=form)

        return await self._parts.database.run(
            self._parts.workspace, lambda bound: self._with(bound, said, argument, work)
        )

    async def filled(self, said: Said, name: str, argument: str, values: Values) -> Reply:
        """Takes one of those forms; who may not be an owner is refused at the field (T20)."""
        if refused := await not_colleagues(self._parts, said.person, values):
            return refused

        def read(scene: Scene, held: Held, contract: Contract | None) -> Read:
            if name == "contract":
                return contract_forms.read_contract(scene, held.purchase, contract, values)
            if contract is None:
                return Read()
            if name == "promise":
                asked = argument.partition("/")[2]
                number = int(asked) if asked.isdecimal() else contract.next_number
                return contract_forms.read_promise(scene, contract, number, values)
            if name == "offsets":
                return contract_forms.read_offsets(scene, contract, values)
            return contract_forms.read_end(scene, contract, values)

        return await self._change(said, argument, read)

    async def extend(self, said: Said, argument: str) -> Reply:
        """Uses the next option to extend; the moments move along."""

        def read(scene: Scene, held: Held, contract: Contract | None) -> Read:
            if contract is None or not contract.term.extensions or contract.term.ended:
                return Read(errors={("", ""): scene.say("contract.nothing_to_extend")})
            if argument.partition("/")[2] != str(contract.term.extended):
                return Read(errors={("", ""): scene.say("talk.old_button")})
            return Read(replace(contract, term=contract.term.extend()))

        return await self._change(said, argument, read)

    def show(self, bound: Bound, said: Said, purchase: str) -> Reply:
        """The card of a contract for one person, or a button for the form when there is none."""

        def work(bound: Bound, scene: Scene, held: Held, contract: Contract | None) -> Reply:
            if contract is None:
                enter = scene.button("contract", held.purchase.id, "primary")
                told = say(scene, "contract.none_yet", id=held.purchase.id, with_buttons=(enter,))
                return Reply(scene.language, told)
            planned = coming(bound, contract)
            card = contract_card(scene, contract, planned, replaces=False, purchase=held.purchase)
            return Reply(scene.language, replace(card, key="shown"))

        return self._with(bound, said, purchase, work)

    async def _change(self, said: Said, argument: str, reading: Reading) -> Reply:
        parts = self._parts

        def work(bound: Bound) -> Taken:
            if not inbox.remember(bound, said.id, parts.clock.now()):
                return Taken(Reply(parts.language_of(bound, said.person)))
            outgoing: list[Outgoing] = []

            def change(bound: Bound, scene: Scene, held: Held, contract: Contract | None) -> Reply:
                read = reading(scene, held, contract)
                if lost := read.errors.get(("", "")):
                    return Reply(scene.language, said_line(lost))
                if read.errors or read.contract is None:
                    return Reply(scene.language, errors=read.errors)
                kept = contracts.load(bound, held.purchase.id)
                if kept and read.contract.term.extended > kept.contract.term.extended:
                    self._decided(bound, kept.contract, said.person)
                outgoing.extend(self._keep(bound, held, kept, read.contract))
                return Reply(scene.language)

            return Taken(self._with(bound, said, argument, change), tuple(outgoing))

        taken = await parts.database.run(parts.workspace, work)
        parts.courier.take(taken.outgoing)
        return taken.reply

    def _decided(self, bound: Bound, contract: Contract, person: str) -> None:
        """Who extends a contract has answered the question about that."""
        key = f"option/{contract.term.extended + 1}"
        moment = moments.with_key(bound, contract.purchase, key)
        if moment and moment.open:
            moments.save(bound, [answered(moment, "kept", person, self._parts.clock.now())])

    def _keep(
        self, bound: Bound, held: Held, before: Kept | None, contract: Contract
    ) -> list[Outgoing]:
        """Stores a contract, plans its moments, and shows its card in the conversation."""
        parts = self._parts
        contracts.save(bound, before, contract, parts.clock.now())
        fresh = not held.purchase.contracted
        held = purchases.save(bound, held, replace(held.purchase, contracted=True))
        keep_anew(parts, bound, held.purchase)
        why = because("contract_ended" if contract.term.ended else "contract_changed")
        plan = keep_plan(parts, bound, held.purchase, contract, why)
        scene = parts.scene(parts.language_at(bound, held))
        changed = [purchase_card(scene, held.purchase)] if fresh else []
        said = parts.say_in(bound, held, changed)
        said += contract_shown(parts, bound, held, contract)
        return [*said, *calendar_news(parts, bound, plan.moved)]

    def _with(
        self,
        bound: Bound,
        said: Said,
        argument: str,
        work: Callable[[Bound, Scene, Held, Contract | None], Reply],
    ) -> Reply:
        """Does something with a contract, for whoever may."""
        parts = self._parts
        scene = parts.scene(parts.language_of(bound, said.person))
        id = argument.partition("/")[0]
        held = purchases.load(bound, id)
        if held is None:
            return Reply(scene.language, say(scene, "desk.unknown_purchase", id=id))
        kept = contracts.load(bound, id)
        contract = kept.contract if kept else None
        if not self._may(said.person, held, contract):
            owner = Person(contract.owner if contract else held.purchase.owner)
            return Reply(scene.language, say(scene, "problem.not_yours", owner=owner))
        return work(bound, scene, held, contract)

    def _may(self, person: str, held: Held, contract: Contract | None) -> bool:
        """Who may change a contract: the purchase's owner, the contract's, and procurement."""
        owners = {contract.owner, contract.deputy} if contract else set()
        return self._parts.may_stop(person, held) or person in owners - {""}

"""From one colleague to another: asked, then accepted or refused. Until a yes it stays."""

from __future__ import annotations

from dataclasses import replace

from bot.colleagues import not_colleagues
from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Outgoing, Place, Reply, Said
from bot.reminders.deputies import past_owner
from bot.reminders.handing import reassign
from bot.reminders.showing import contract_shown
from bot.reminders.stepping import Stepping, old
from bot.store import contracts, moments, purchases
from bot.store.database import Bound
from dialogs import assurance
from dialogs.contract import Contract
from dialogs.moment import Moment
from dialogs.nudges import Subject
from dialogs.reading import PERSON
from dialogs.reasons import because
from dialogs.scene import Scene
from dialogs.turn import said as said_line


class Offering:
    """Hands over what somebody looks after."""

    def __init__(self, parts: Parts, stepping: Stepping) -> None:
        self._parts = parts
        self._stepping = stepping

    async def accept(self, said: Said, argument: str, *, accepted: bool) -> Reply:
        """Somebody who was asked to take it over does, or does not."""
        if accepted and (refused := await self._no_colleague(said)):
            return refused
        return await self._stepping.step(
            said, argument, lambda bound, scene, subject, person: self._decide(
                bound, scene, subject, person, accepted
            ), right=_asked_to,
        )  # fmt: skip

    async def take_over(self, said: Said, argument: str) -> Reply:
        """Somebody in the procurement channel makes it theirs, once."""
        if refused := await self._no_colleague(said):
            return refused
        return await self._stepping.step(said, argument, self._take_over, right=_anybody)

    async def _no_colleague(self, said: Said) -> Reply | None:
        """What a guest is told who wants to look after something (T20)."""
        found = await not_colleagues(
            self._parts, said.person, {("", "person"): f"{PERSON}{said.person}"}
        )
        if found is None:
            return None
        (line,) = found.errors.values()
        return Reply(found.language, said_line(line))

    def offer(
        self, bound: Bound, scene: Scene, subject: Subject, person: str, other: str, reason: str
    ) -> Taken:
        """Asks somebody to take it over; until they say yes it stays where it is."""
        parts, moment = self._parts, subject.moment
        if not moment.open:
            return old(scene)
        moments.save(bound, [replace(moment, offered_to=other)])
        rows: list[Outgoing] = []
        if subject.promise and subject.contract:
            kept = contracts.load(bound, moment.purchase)
            promise = replace(subject.promise, offered_to=other)
            contract = subject.contract.with_promise(promise)
            contracts.save(bound, kept, contract, scene.now)
            rows += self._card(bound, contract)
        theirs = parts.scene(parts.language_of(bound, other))
        offer = assurance.offer(theirs, subject, person, reason)
        offer = replace(offer, key=_offer_key(moment, other))
        rows.append(parts.say_at(bound, Place(other), offer))
        taken = self._stepping.shown(
            bound, scene, subject, assurance.offered(scene, subject, other)
        )
        return replace(taken, outgoing=(*taken.outgoing, *rows))

    def _card(self, bound: Bound, contract: Contract) -> list[Outgoing]:
        held = purchases.load(bound, contract.purchase)
        return contract_shown(self._parts, bound, held, contract) if held else []

    def _decide(
        self, bound: Bound, scene: Scene, subject: Subject, person: str, accepted: bool
    ) -> Taken:
        parts, moment = self._parts, subject.moment
        if not moment.open:
            return old(scene)
        asker = moment.owner
        moments.save(bound, [replace(moment, offered_to="")])
        rows: list[Outgoing] = []
        if accepted:
            rows += reassign(parts, bound, moment, person, because("handed_over", person))
        elif subject.promise and subject.contract:
            kept = contracts.load(bound, moment.purchase)
            promise = replace(subject.promise, offered_to="")
            contract = subject.contract.with_promise(promise)
            contracts.save(bound, kept, contract, scene.now)
            rows += self._card(bound, contract)
        theirs = parts.scene(parts.language_of(bound, asker))
        told = assurance.told_owner(theirs, subject, person, accepted=accepted)
        key = f"told/{moment.id}/{scene.now.timestamp():.6f}"
        rows.append(parts.say_at(bound, Place(asker), replace(told, key=key)))
        shown = assurance.decided(scene, subject, person, accepted=accepted)
        shown = replace(shown, replaces=_offer_key(moment, person))
        rows.append(parts.say_at(bound, Place(person), shown))
        return Taken(Reply(scene.language), tuple(rows))

    def _take_over(self, bound: Bound, scene: Scene, subject: Subject, person: str) -> Taken:
        if not past_owner(subject.moment):
            return old(scene)  # a new deputy may have been asked since it stood in the channel
        shown = assurance.decided(scene, subject, person, accepted=True)
        taken = self._stepping.shown(bound, scene, subject, shown)
        news = reassign(self._parts, bound, subject.moment, person, because("taken_over", person))
        return Taken(Reply(scene.language, shown), (*taken.outgoing, *news))


def _asked_to(parts: Parts, person: str, subject: Subject) -> bool:
    return subject.moment.offered_to == person


def _anybody(parts: Parts, person: str, subject: Subject) -> bool:
    """Who reads along in the procurement channel may help."""
    return True


def _offer_key(moment: Moment, other: str) -> str:
    """What names the question to somebody whether they take it over."""
    return f"offer/{moment.id}/{other}"

"""From one colleague to another: asked, then accepted or refused. Until a yes it stays."""

from __future__ import annotations

from dataclasses import replace

from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Outgoing, Place, Reply, Said
from bot.reminders.handing import reassign
from bot.reminders.stepping import Stepping, old
from bot.store import contracts, moments
from bot.store.database import Bound
from dialogs import assurance
from dialogs.nudges import Subject
from dialogs.reasons import because
from dialogs.scene import Scene


class Offering:
    """Hands over what somebody looks after."""

    def __init__(self, parts: Parts, stepping: Stepping) -> None:
        self._parts = parts
        self._stepping = stepping

    async def accept(self, said: Said, argument: str, *, accepted: bool) -> Reply:
        """Somebody who was asked to take it over does, or does not."""
        return await self._stepping.step(
            said, argument, lambda bound, scene, subject, person: self._decide(
                bound, scene, subject, person, accepted
            ), right=_asked_to,
        )  # fmt: skip

    async def take_over(self, said: Said, argument: str) -> Reply:
        """Somebody in the procurement channel makes it theirs."""
        return await self._stepping.step(said, argument, self._take_over, right=_anybody)

    def offer(
        self, bound: Bound, scene: Scene, subject: Subject, person: str, other: str, reason: str
    ) -> Taken:
        """Asks somebody to take it over; until they say yes it stays where it is."""
        parts, moment = self._parts, subject.moment
        if not moment.open:
            return old(scene)
        moments.save(bound, [replace(moment, offered_to=other)])
        if subject.promise and subject.contract:
            kept = contracts.load(bound, moment.purchase)
            promise = replace(subject.promise, offered_to=other)
            contracts.save(bound, kept, subject.contract.with_promise(promise), scene.now)
        theirs = parts.scene(parts.language_of(bound, other))
        offer = assurance.offer(theirs, subject, person, reason)
        key = f"offer/{moment.id}/{other}/{scene.now.timestamp():.6f}"
        row = parts.say_at(bound, Place(other), replace(offer, key=key))
        taken = self._stepping.shown(
            bound, scene, subject, assurance.offered(scene, subject, other)
        )
        return replace(taken, outgoing=(*taken.outgoing, row))

    def _decide(
        self, bound: Bound, scene: Scene, subject: Subject, person: str, accepted: bool
    ) -> Taken:
        parts, moment = self._parts, subject.moment
        asker = moment.owner
        moments.save(bound, [replace(moment, offered_to="")])
        rows: list[Outgoing] = []
        if accepted:
            rows += reassign(parts, bound, moment, person, because("handed_over", person))
        elif subject.promise and subject.contract:
            kept = contracts.load(bound, moment.purchase)
            promise = replace(subject.promise, offered_to="")
            contracts.save(bound, kept, subject.contract.with_promise(promise), scene.now)
        theirs = parts.scene(parts.language_of(bound, asker))
        told = assurance.told_owner(theirs, subject, person, accepted=accepted)
        key = f"told/{moment.id}/{scene.now.timestamp():.6f}"
        rows.append(parts.say_at(bound, Place(asker), replace(told, key=key)))
        shown = assurance.decided(scene, subject, person, accepted=accepted)
        return Taken(Reply(scene.language, shown), tuple(rows))

    def _take_over(self, bound: Bound, scene: Scene, subject: Subject, person: str) -> Taken:
        if not subject.moment.open:
            return old(scene)
        news = reassign(self._parts, bound, subject.moment, person, because("taken_over", person))
        shown = assurance.decided(scene, subject, person, accepted=True)
        return Taken(Reply(scene.language, shown), tuple(news))


def _asked_to(parts: Parts, person: str, subject: Subject) -> bool:
    return subject.moment.offered_to == person


def _anybody(parts: Parts, person: str, subject: Subject) -> bool:
    """Who reads along in the procurement channel may help."""
    return True

"""From one owner to the next: by agreement, or because somebody left. Nothing is nobody's."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace

from bot.log import log
from bot.parts import Parts
from bot.ports import Held, Outgoing, Place
from bot.registering import register_owned
from bot.reminders.calendars import calendar_news
from bot.reminders.keeping import keep_plan
from bot.reminders.receivers import zone_of
from bot.reminders.showing import contract_shown
from bot.reminders.subjects import Reader
from bot.store import contracts, moments, purchases, topic_questions, topics
from bot.store.contracts import Kept
from bot.store.database import Bound
from bot.store.people import is_here
from dialogs.contract import Contract, Promise
from dialogs.gone import gone
from dialogs.moment import PROCUREMENT, Moment
from dialogs.nudges import Subject
from dialogs.purchase import Purchase
from dialogs.reading import PERSON
from dialogs.reasons import because

GONE = "gone/"
"""How the key of a hand-over card begins."""


@dataclass(frozen=True, slots=True)
class About:
    """What a moment belongs to, held for this transaction."""

    held: Held
    kept: Kept | None


def about(bound: Bound, purchase: str) -> About:
    """The purchase and its contract; LookupError when the purchase is not there."""
    held = purchases.load(bound, purchase)
    if held is None:
        raise LookupError(purchase)
    return About(held, contracts.load(bound, purchase))


def reassign(parts: Parts, bound: Bound, moment: Moment, owner: str, why: str) -> list[Outgoing]:
    """Gives what a moment is about another owner: the promise, the contract, or the open point.

    Gives what is said to whoever has a moment in their calendar that changed along.
    """
    found = about(bound, moment.purchase)
    purchase, contract = found.held.purchase, found.kept.contract if found.kept else None
    now = parts.clock.now()
    if moment.kind == "open_point":
        purchase = purchase.with_answer(
            moment.question, "responsible", f"{PERSON}{owner}", owner, now
        )
        purchases.save(bound, found.held, purchase)
    elif contract is not None:
        promise = contract.promise(moment.promise) if moment.promise else None
        if promise is not None:
            contract = contract.with_promise(replace(promise, owner=owner, offered_to=""))
        else:
            contract = replace(contract, owner=owner)
        contracts.save(bound, found.kept, contract, now)
    plan = keep_plan(parts, bound, purchase, contract, why)
    card = contract_shown(parts, bound, found.held, contract) if contract else []
    return [*card, *calendar_news(parts, bound, plan.moved)]


class Handing:
    """Hands over what belonged to somebody who is no longer a colleague on the platform (T20)."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.also: tuple[Callable[[str], Awaitable[None]], ...] = ()

    async def left(self, person: str) -> None:
        """Gives everything of somebody to their deputies, or to procurement, with one card each."""
        parts = self._parts
        rows = await parts.database.run(
            parts.workspace, lambda bound: self._hand_over(bound, person)
        )
        parts.courier.take(rows)
        await self.moved(person)
        for each in self.also:
            await each(person)

    async def moved(self, person: str) -> None:
        """Writes in the register what somebody owns, now that they left or came back."""
        parts = self._parts
        await parts.database.run(
            parts.workspace, lambda bound: register_owned(parts, bound, person)
        )
        strategies = parts.policies.current.strategies.values()
        if person in {each.owner for each in strategies}:
            parts.policies.changed()

    def _hand_over(self, bound: Bound, person: str) -> list[Outgoing]:
        topics.leave(bound, person)
        topic_questions.hurry(bound, person, self._parts.clock.now())
        before = {each.id: each for each in moments.waiting_for(bound, person)}
        before |= {each.id: each for each in moments.of_owner(bound, person)}
        names = {*contracts.of_person(bound, person), *(each.purchase for each in before.values())}
        got: dict[str, list[Moment]] = {}
        news: list[Outgoing] = []
        for name in sorted(names):
            moved, told = self._one(bound, name, person)
            news += told
            for moment in moved:
                got.setdefault(moment.owner, []).append(moment)
        log.info("handed_over", person=person, moments=sum(map(len, got.values())))
        return news + [
            row
            for owner, theirs in got.items()
            if owner != person
            for row in self._card(bound, person, owner, theirs)
        ]

    def _one(self, bound: Bound, name: str, person: str) -> tuple[list[Moment], list[Outgoing]]:
        """Hands over what somebody had in one purchase; gives the moments that got another owner,
        and what is said of calendars."""
        parts, found = self._parts, about(bound, name)
        before = {each.id: each.owner for each in moments.of_purchase(bound, name)}
        heir = self._heir(bound, person, found.held.purchase)
        purchase = self._points(found.held.purchase, person, heir)
        purchases.save(bound, found.held, purchase)
        contract = found.kept.contract if found.kept else None
        if found.kept and contract:
            contract = without(contract, person, heir)
            contracts.save(bound, found.kept, contract, parts.clock.now())
        plan = keep_plan(parts, bound, purchase, contract, because("owner_left"))
        after = moments.of_purchase(bound, name)
        self._not_to(bound, after, person, heir)
        moved = [each for each in after if each.open and before.get(each.id) != each.owner]
        card = contract_shown(parts, bound, found.held, contract) if contract else []
        return moved, [*card, *calendar_news(parts, bound, plan.moved)]

    def _heir(self, bound: Bound, person: str, purchase: Purchase) -> str:
        """Who gets what has no deputy: somebody of procurement, else who wanted to buy it, else an
        administrator; empty when none of them is here."""
        organisation = self._parts.organisation
        team, administrators = organisation.procurement_team, organisation.administrators
        asked = (*sorted(team), purchase.owner, *sorted(administrators))
        return next((each for each in asked if each != person and is_here(bound, each)), "")

    def _points(self, purchase: Purchase, person: str, heir: str) -> Purchase:
        """The open points of somebody go to the owner of the purchase, else to procurement."""
        to = heir if purchase.owner == person else purchase.owner
        if not to:
            return purchase
        for question, parts in purchase.answers.items():
            named = parts.get("responsible")
            if named and named.value == f"{PERSON}{person}":
                purchase = purchase.with_answer(
                    question, "responsible", f"{PERSON}{to}", to, self._parts.clock.now()
                )
        return purchase

    def _not_to(self, bound: Bound, found: Iterable[Moment], person: str, heir: str) -> None:
        """What still would go to somebody who left goes to procurement."""
        changed = [replace(each, offered_to="") for each in found if each.offered_to == person]
        known = {each.id: each for each in changed}
        for each in (known.get(one.id, one) for one in found):
            theirs = each.open and each.owner == person
            if theirs or (each.due_at and each.receiver == person):
                to = heir or PROCUREMENT if theirs else PROCUREMENT
                receiver = to if each.receiver == person else each.receiver
                known[each.id] = replace(
                    each, receiver=receiver, owner=heir if theirs and heir else each.owner
                )
        moments.save(bound, list(known.values()))

    def _card(self, bound: Bound, person: str, owner: str, theirs: list[Moment]) -> list[Outgoing]:
        parts = self._parts
        subjects = Reader(bound, parts.rules).subjects(first_of_each(theirs))
        scene = parts.scene(parts.language_of(bound, owner))
        may = [each.purchase.id for each in subjects if self._may_change(owner, each)]
        card = gone(scene, person, subjects, may)
        card = replace(card, key=f"{GONE}{person}/{owner}/{scene.today:%Y-%m-%d}")
        opens = parts.rules.calendar.next_open(scene.now, zone_of(parts, bound, owner))
        if opens > scene.now:
            parts.say_later(bound, Place(owner), card, opens)
            return []
        return parts.say_once(bound, Place(owner), card)

    def _may_change(self, person: str, subject: Subject) -> bool:
        """Whether somebody may change the contract that a moment is about."""
        contract = subject.contract
        if contract is None:
            return False
        named = {contract.owner, contract.deputy, subject.purchase.owner}
        return person in named | self._parts.organisation.procurement_team


def first_of_each(found: Iterable[Moment]) -> list[Moment]:
    """Of each promise, open point, and kind of moment of a contract, the first to come; in the
    order of their days. Who gets a promise gets it once, and not each time that it recurs."""
    first: dict[tuple[str, str, int | None, str], Moment] = {}
    for each in sorted(found, key=lambda moment: (moment.on, moment.id)):
        first.setdefault((each.purchase, each.kind, each.promise, each.question), each)
    return list(first.values())


def without(contract: Contract, person: str, heir: str) -> Contract:
    """A contract in which somebody has no task any more; their deputies have, else `heir` has."""
    new_owner = contract.owner
    if contract.owner == person:
        new_owner = contract.deputy if contract.deputy not in ("", person) else heir
    kept = tuple(_promise_without(each, person) for each in contract.promises)
    deputy = "" if contract.deputy in (person, new_owner) else contract.deputy
    return replace(contract, owner=new_owner or contract.owner, deputy=deputy, promises=kept)


def _promise_without(promise: Promise, person: str) -> Promise:
    """A promise whose owner left is its deputy's; without one, the contract owner's."""
    deputy = "" if promise.deputy == person else promise.deputy
    offered = "" if promise.offered_to == person else promise.offered_to
    if promise.owner != person:
        return replace(promise, deputy=deputy, offered_to=offered)
    return replace(promise, owner=deputy, deputy="", offered_to=offered)

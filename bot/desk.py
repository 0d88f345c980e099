"""The desk: what somebody says in a conversation is looked up, talked about, saved, then answered.

Save first, speak after: everything a step says is stored with the step, and sent when that is done.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.boarding import follow_board
from bot.parts import Parts
from bot.ports import Held, Outgoing, Place, Reply, Said
from bot.registering import register
from bot.remembering import with_memory
from bot.reminders.calendars import calendar_news
from bot.reminders.keeping import keep_plan
from bot.reminders.procurement import tell_new
from bot.store import contracts, inbox, later, outbox, people, purchases
from bot.store.database import Bound
from dialogs import forms
from dialogs.asking import ask_key
from dialogs.inquiry import waiting_of
from dialogs.messages import Link, Person
from dialogs.moves import Chosen, Filled, Move, Pressed, Typed
from dialogs.open_points import open_points, points_changed
from dialogs.progress import open_question
from dialogs.purchase import Purchase
from dialogs.reasons import because
from dialogs.talk import moved, reply
from dialogs.turn import Turn, say
from dialogs.typed import understood

OWNERS_ONLY = ("stop", "stop_sure", "stop_not", "reopen")


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was stored: what this person gets, and what goes to the conversation.

    `then` is what is to be done after it, beside everything else.
    """

    reply: Reply
    outgoing: tuple[Outgoing, ...] = ()
    then: Callable[[], Coroutine[Any, Any, None]] | None = None


Elsewhere = Callable[[Bound, Said, Typed], Taken | None]
"""Takes what was typed under a message that belongs to no purchase's conversation; None when it is
not ours."""


class Desk:
    """Takes what is said in conversations."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.elsewhere: Elsewhere = lambda bound, said, move: None

    async def talk(self, said: Said, move: Move) -> Reply:
        """Takes one move; raises NotSaved when the store does not take it."""
        parts = self._parts
        taken = await parts.database.run(
            parts.workspace, lambda bound: self._take(bound, said, move)
        )
        parts.courier.take(taken.outgoing)
        return taken.reply

    def _take(self, bound: Bound, said: Said, move: Move) -> Taken:
        """One transaction: heard before? read, step, write, and what is to be said."""
        now = self._parts.clock.now()
        if not inbox.remember(bound, said.id, now):
            return Taken(Reply(self._parts.organisation.language))
        held = self.find(bound, said)
        if held is None:
            if isinstance(move, Typed) and (taken := self.elsewhere(bound, said, move)):
                return taken
            return Taken(self._unknown(bound, said))
        move = understood(self._parts.script, held.purchase, move)
        if isinstance(move, Typed):
            move = replace(move, seen=self._posted(bound, held.purchase))
        if refused := self.refused(bound, said, held, move):
            return Taken(refused)
        return self.step(bound, held, move, said.person)

    def _posted(self, bound: Bound, purchase: Purchase) -> datetime | None:
        """When the open question was posted; None while it is on its way, or nothing is open."""
        opened = open_question(self._parts.script, purchase)
        if opened is None:
            return None
        asked, part = opened
        ts = outbox.posted(bound, purchase.id, ask_key(asked.id, part.name))
        return self._parts.moment(ts) if ts else None

    def step(self, bound: Bound, held: Held, move: Move, person: str) -> Taken:
        """Takes a move on a purchase, in a transaction that is under way."""
        language = self._parts.language_at(bound, held)
        turn = reply(self._parts.scene(language), held.purchase, move, person)
        private = all(message.only_for for message in turn.messages)
        if private and (own := self._parts.language_of(bound, person)) != language:
            language = own  # for this person alone, so in their language
            turn = reply(self._parts.scene(language), held.purchase, move, person)
        return self.keep(bound, held, turn, language)

    def keep(self, bound: Bound, held: Held, turn: Turn, language: str) -> Taken:
        """Stores what a turn made of a purchase, and what it says; the ledger follows."""
        before, held = held.purchase, purchases.save(bound, held, turn.purchase)
        news: list[Outgoing] = []
        if self._plans_again(before, held.purchase):
            kept = contracts.load(bound, held.purchase.id)
            contract = kept.contract if kept else None
            why = because("purchase_ended" if held.purchase.closed else "point_done")
            plan = keep_plan(self._parts, bound, held.purchase, contract, why)
            news = calendar_news(self._parts, bound, plan.moved)
        register(self._parts, bound, before, held.purchase)
        if held.purchase.closed and not before.closed:
            later.take_back_all(bound, waiting_of(held.purchase.id), "the purchase ended")
        tell_new(self._parts, bound, before, held)
        messages = with_memory(self._parts, bound, held.purchase, turn.messages)
        rows = self._parts.say_in(bound, held, messages)
        news += follow_board(self._parts, bound, before, held)
        return Taken(Reply(language, form=turn.form, errors=turn.errors), (*rows, *news))

    def _plans_again(self, before: Purchase, after: Purchase) -> bool:
        """Whether a change touches what we come back to: the open points, or whether it ended."""
        if before is after or before.closed != after.closed:
            return before is not after
        script, zone = self._parts.script, self._parts.organisation.zone
        return points_changed(script, before, after, zone)

    def find(self, bound: Bound, said: Said) -> Held | None:
        """The purchase that is meant: by name, else by the thread it was said in."""
        if said.purchase:
            return purchases.load(bound, said.purchase)
        return purchases.at_place(bound, said.place.channel, said.place.thread)

    def refused(
        self, bound: Bound, said: Said, held: Held, move: Move | None, question: str = ""
    ) -> Reply | None:
        """What somebody is told who may not do this; None when they may.

        Who has to look after an open point may answer its question, wherever they are asked.
        """
        parts = self._parts
        stopping = isinstance(move, Pressed) and move.verb in OWNERS_ONLY
        there, own = parts.is_there(said, held), said.person == held.purchase.owner
        allowed = own or (there and not stopping)
        if not allowed and parts.may_stop(said.person, held):
            allowed = people.is_here(bound, said.person)  # a guest has no role
        if allowed or self._has_to(said.person, held, _only_question(move) or question):
            return None
        key = "desk.only_owner" if there else "desk.not_yours"
        language = parts.language_of(bound, said.person)
        owner = Person(held.purchase.owner)
        told = say(parts.scene(language), key, id=held.purchase.id, owner=owner)
        return Reply(language, message=told)

    def _has_to(self, person: str, held: Held, question: str) -> bool:
        """Whether a question is an open point of somebody."""
        if not question:
            return False
        script, zone = self._parts.script, self._parts.organisation.zone
        points = open_points(script, held.purchase, zone)
        return any(point.question == question and point.owner == person for point in points)

    def _unknown(self, bound: Bound, said: Said) -> Reply:
        language = self._parts.language_of(bound, said.person)
        scene = self._parts.scene(language)
        if said.purchase:
            return Reply(language, say(scene, "desk.unknown_purchase", id=said.purchase))
        return Reply(language, say(scene, "desk.lost") if said.place.direct else None)

    async def knows(self, said: Said) -> bool:
        """Whether what is said belongs to the conversation of a purchase."""
        parts = self._parts
        return await parts.database.run(
            parts.workspace, lambda bound: self.find(bound, said) is not None
        )

    async def form(self, said: Said, question: str) -> Reply:
        """The form for a purchase, with one question or all of them; nothing is stored."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            held = self.find(bound, said)
            if held is None:
                return self._unknown(bound, said)
            if refused := self.refused(bound, said, held, None, question):
                return refused
            language = parts.language_of(bound, said.person)
            scene = parts.scene(language)
            if question and question not in scene.script.by_id:
                return Reply(language, say(scene, "talk.old_button"))
            return Reply(language, form=forms.form(scene, held.purchase, question))

        return await parts.database.run(parts.workspace, work)

    def lost(self, bound: Bound, outgoing: Outgoing) -> Sequence[Outgoing]:
        """Nobody can say whether a message arrived: its owner is told, once, what to do."""
        parts = self._parts
        held = purchases.load(bound, outgoing.purchase) if outgoing.purchase else None
        if held is None:
            return ()
        id, owner = held.purchase.id, held.purchase.owner
        scene = parts.scene(parts.language_of(bound, owner))
        link = parts.link(held.place)
        go_on = scene.button("go_on", id, "primary")
        told = say(
            scene, "desk.lost_message", id=Link(link, id) if link else id, with_buttons=(go_on,)
        )
        told = replace(told, key=f"lost/{outgoing.id}")
        courier = parts.courier
        return outbox.add_once(
            bound, Place(owner), told, courier.name, scene.now, courier.notes.lease
        )

    async def move_to_direct(self, purchase: str) -> None:
        """The conversation's place is gone: goes on in the direct message with its owner."""
        parts = self._parts

        def work(bound: Bound) -> tuple[Outgoing, ...]:
            held = purchases.load(bound, purchase)
            if held is None or held.place.channel == held.purchase.owner or held.place.direct:
                return ()
            place = Place(held.purchase.owner)
            purchases.move(bound, purchase, place)
            outbox.give_up(bound, purchase, "the conversation moved")
            held = replace(held, place=place, purchase=replace(held.purchase, shared=False))
            language = parts.language_at(bound, held)
            turn = moved(parts.scene(language), held.purchase)
            return self.keep(bound, held, turn, language).outgoing

        parts.courier.take(await parts.database.run(parts.workspace, work))


def _only_question(move: Move | None) -> str:
    """The one question that a move answers; empty when it is about none, or about several."""
    match move:
        case Chosen(about):
            return about.question
        case Filled(values):
            questions = {question for question, _ in values}
            return questions.pop() if len(questions) == 1 else ""
    return ""

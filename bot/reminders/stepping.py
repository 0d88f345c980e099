"""One step at a moment: heard before? is it there? may they? All of it in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Place, Reply, Said
from bot.reminders.calendars import calendar_news
from bot.reminders.subjects import Reader
from bot.store import inbox, ledger, moments, outbox
from bot.store.database import Bound
from bot.store.register import urgent
from dialogs.messages import Message, Person
from dialogs.moment import Moment
from dialogs.nudges import Subject
from dialogs.scene import Scene
from dialogs.turn import say

Step = Callable[[Bound, Scene, Subject, str], Taken]
"""One thing that a person does at a moment, in a transaction."""


class Stepping:
    """Takes steps at moments, for whoever may."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def step(
        self,
        said: Said,
        argument: str,
        step: Step,
        *,
        right: Callable[[Parts, str, Subject], bool] | None = None,
        remember: bool = True,
    ) -> Reply:
        """One transaction: heard before? is it there? may they? then the step."""
        parts = self._parts

        def work(bound: Bound) -> Taken:
            language = parts.language_of(bound, said.person)
            scene = parts.scene(language)
            if remember and not inbox.remember(bound, said.id, scene.now):
                return Taken(Reply(language))
            moment = _named(bound, argument)
            if moment is None:
                return Taken(Reply(language, say(scene, "talk.old_button")))
            subject = Reader(bound, parts.rules).subject(moment)
            if not (right or may)(parts, said.person, subject):
                return Taken(Reply(language, not_yours(scene, subject)))
            return step(bound, scene, subject, said.person)

        taken = await parts.database.run(parts.workspace, work)
        parts.courier.take(taken.outgoing)
        return taken.reply

    def shown(self, bound: Bound, scene: Scene, subject: Subject, message: Message) -> Taken:
        """The message takes the place of the question, everywhere that it was asked; where it only
        stood among others, it is said.

        Whoever has the moment in their calendar hears what became of it.
        """
        urgent(bound, [subject.moment.purchase])
        news = calendar_news(self._parts, bound, [subject.moment])
        places = [outbox.key_of(bound, each) for each in ledger.alone_in(bound, subject.moment)]
        rows = [
            self._parts.say_at(bound, Place(channel), replace(message, replaces=key))
            for key, channel in filter(None, places)
        ]
        said = None if rows else message
        return Taken(Reply(scene.language, said), (*rows, *news))

    def follow_up_day(self, scene: Scene) -> date:
        """When something is asked again of which nobody said when."""
        rules = self._parts.rules
        return rules.calendar.on_or_after(
            date.fromordinal(scene.today.toordinal() + rules.offsets.follow_up_days)
        )

    def opening(self, day: date) -> datetime:
        """When the day's first message goes."""
        rules = self._parts.rules
        return rules.calendar.opening(day, rules.zone)


def _named(bound: Bound, argument: str) -> Moment | None:
    """The moment that `INK-0042/512` names."""
    purchase, _, rest = argument.partition("/")
    id = rest.partition("/")[0]
    moment = moments.load(bound, int(id)) if id.isdecimal() and len(id) < 18 else None
    return moment if moment and moment.purchase == purchase else None


def may(parts: Parts, person: str, subject: Subject) -> bool:
    """Who may answer: whom it is asked of, who owns the contract, deputies, and procurement."""
    moment, contract = subject.moment, subject.contract
    allowed = {moment.owner, moment.receiver, subject.deputy, moment.answered_by}
    if contract:
        allowed |= {contract.owner, contract.deputy}
    return person in allowed - {""} or person in parts.organisation.procurement_team


def not_yours(scene: Scene, subject: Subject) -> Message:
    return say(scene, "problem.not_yours", owner=Person(subject.moment.owner))


def old(scene: Scene) -> Taken:
    """The moment is over: nothing changes, and the person hears so."""
    return Taken(Reply(scene.language, say(scene, "problem.closed")))

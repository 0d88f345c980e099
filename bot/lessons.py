"""Takes lessons that people write, shows them, and what is decided about them.

Who does not want to be named is kept nowhere: not with the lesson, not in what was heard, not in
the log. What is kept of the act is the lesson and its day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time

from bot.desk import Taken
from bot.months import retell
from bot.once import Work, once
from bot.parts import Parts
from bot.ports import Held, Reply, Said
from bot.reminders.lesson_asking import answered, ask, is_stuck, may_decide, tell_author
from bot.store import inbox, lessons, purchases
from bot.store.database import Bound
from dialogs import lesson_asking, lesson_forms
from dialogs.contract_forms import Values
from dialogs.lesson import (
    IN_LIST,
    PUT_BACK,
    Lesson,
    State,
    category_name,
    invitation,
    listed,
    question_name,
    whole,
)
from dialogs.lesson_forms import Filled
from dialogs.messages import Button, Form, Message, Person
from dialogs.monthly import lesson_key
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.turn import say

Step = Callable[[Bound, Scene, Lesson], Taken]


class Lessons:
    """What people do with lessons; every right is looked at when something is done."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    # Writing one

    def command(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """The subcommand: the form where one can be opened, else a button for it."""
        purchase, refused = self._about(bound, scene, said.person, text)
        if refused:
            return _told(scene, refused)
        if said.trigger:
            form = self._form(bound, scene, purchase, said.person)
            return Taken(Reply(scene.language, form=form))
        return _told(scene, invitation(scene, purchase.id if purchase else "", said.person))

    async def form(self, said: Said, argument: str) -> Reply:
        """The form, about the purchase that the button names or about none; nothing is stored."""

        def work(bound: Bound, scene: Scene) -> Taken:
            named = argument.partition("/")[2]
            purchase, refused = self._about(bound, scene, said.person, named)
            if refused:
                return _told(scene, refused)
            form = self._form(bound, scene, purchase, said.person)
            return Taken(Reply(scene.language, form=form))

        return await self._shown(said, work)

    def _form(self, bound: Bound, scene: Scene, purchase: Purchase | None, person: str) -> Form:
        knows = self._parts.may(bound, person, "see_register")
        return lesson_forms.lesson_form(scene, purchase, person, knows=knows)

    async def again(self, said: Said, argument: str) -> Reply:
        """The form with the texts of somebody's own lesson that its owner did not want to share."""

        def step(bound: Bound, scene: Scene, lesson: Lesson) -> Taken:
            purchase, refused = self._about(bound, scene, said.person, lesson.purchase)
            if refused or lesson.author != said.person:
                return _told(scene, refused or say(scene, "lesson.gone"))
            form = lesson_forms.lesson_form(scene, purchase, said.person, lesson)
            return Taken(Reply(scene.language, form=form))

        return await self._step(said, argument, step, remember=False)

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes a lesson; what is wrong is shown at its fields, and nothing in it is lost."""

        def work(bound: Bound, scene: Scene) -> Taken:
            if not inbox.remember(bound, _opaque(said.id), _midnight(scene)):
                return Taken(Reply(scene.language))
            purchase, refused = self._about(bound, scene, said.person, argument)
            if refused:
                return _told(scene, refused)
            filled = lesson_forms.read_lesson(scene, values)
            if filled.errors:
                return Taken(Reply(scene.language, errors=filled.errors))
            lesson = _lesson(scene, purchase, said.person, filled)
            lesson = replace(lesson, id=lessons.add(bound, lesson))
            if lesson.state == "waiting" and lesson.author:
                ask(self._parts, bound, lesson)
            unnamed = purchase is not None and not lesson.purchase
            return _told(scene, _receipt(scene, lesson, unnamed=unnamed))

        return await self._shown(said, work)

    # Reading

    async def read(self, said: Said, argument: str) -> Reply:
        """All of a lesson, for a colleague; with the question for who has to decide about it."""

        def step(bound: Bound, scene: Scene, lesson: Lesson) -> Taken:
            if lesson.state == "shared" and self._may(bound, said.person):
                may_remove = self._may_remove(bound, said.person, lesson)
                return _told(scene, whole(scene, lesson, may_remove=may_remove))
            if lesson.state == "waiting" and may_decide(self._parts, bound, said.person, lesson):
                why: lesson_asking.Why = "owner" if said.person == lesson.owner else "stuck"
                return _told(scene, lesson_asking.asked(scene, lesson, why))
            return _told(scene, say(scene, "lesson.gone"))

        return await self._step(said, argument, step, remember=False)

    async def more(self, said: Said, argument: str) -> Reply:
        """The newest lessons of a kind of purchase at a question, for a colleague."""
        category, _, question = argument.partition("/")

        def work(bound: Bound, scene: Scene) -> Taken:
            if not self._may(bound, said.person):
                return _told(scene, say(scene, "lesson.only_here"))
            found = lessons.helping(bound, category, question, IN_LIST)
            return _told(scene, listed(scene, found) if found else say(scene, "lesson.gone"))

        return await self._shown(said, work)

    # Deciding about one

    async def share(self, said: Said, argument: str) -> Reply:
        """Others may read it, says its owner; also one that was refused before."""
        return await self._step(
            said, argument, lambda bound, scene, lesson: self._decide(
                bound, scene, lesson, said.person, "shared"
            ),
        )  # fmt: skip

    async def refuse(self, said: Said, argument: str) -> Reply:
        """Others may not: where somebody hears of it, a form asks why first."""

        def step(bound: Bound, scene: Scene, lesson: Lesson) -> Taken:
            may = may_decide(self._parts, bound, said.person, lesson)
            if may and lesson.author and lesson.state == "waiting":
                return Taken(Reply(scene.language, form=lesson_forms.refusal_form(scene, lesson)))
            return self._decide(bound, scene, lesson, said.person, "refused")

        return await self._step(said, argument, step)

    async def refused(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes that form."""
        reason = lesson_forms.read_refusal(values)
        return await self._step(
            said, argument, lambda bound, scene, lesson: self._decide(
                bound, scene, lesson, said.person, "refused", reason
            ),
        )  # fmt: skip

    def _decide(
        self, bound: Bound, scene: Scene, lesson: Lesson, person: str, state: State,
        reason: str = "",
    ) -> Taken:  # fmt: skip
        if not may_decide(self._parts, bound, person, lesson):
            if lesson.owner and is_stuck(bound, lesson):  # it stands where others see it
                return _told(scene, say(scene, "lesson.not_yours", owner=Person(lesson.owner)))
            return _told(scene, say(scene, "lesson.gone"))
        if lesson.state not in ("waiting", "refused") or lesson.state == state:
            return _told(scene, say(scene, f"lesson.is_{lesson.state}"))
        lessons.set_state(bound, lesson.id, state)
        lesson = replace(lesson, state=state)
        tell_author(self._parts, bound, lesson, person, reason)
        rows = answered(self._parts, bound, lesson, person)
        return Taken(Reply(scene.language, say(scene, f"lesson.thanks_{state}")), tuple(rows))

    # Taking one away

    async def remove(self, said: Said, argument: str) -> Reply:
        """Nobody sees it any more; it can be put back."""
        return await self._move(said, argument, "shared", "removed")

    async def put_back(self, said: Said, argument: str) -> Reply:
        """It is there again, says who took it away: who did not want it to be read decides that."""
        return await self._move(said, argument, "removed", "shared")

    async def _move(self, said: Said, argument: str, before: State, after: State) -> Reply:
        def step(bound: Bound, scene: Scene, lesson: Lesson) -> Taken:
            if not self._may_remove(bound, said.person, lesson):
                return _told(scene, say(scene, "lesson.not_to_remove"))
            theirs = before == "shared" or lesson.removed_by == said.person
            if lesson.state != before or not theirs:
                return _told(scene, say(scene, "lesson.gone"))
            lessons.set_state(bound, lesson.id, after, said.person if after == "removed" else "")
            if after == "shared":
                return _told(scene, say(scene, "lesson.put_back_done"))
            tell_author(self._parts, bound, replace(lesson, state=after), said.person)
            back = Button(PUT_BACK, scene.label("lesson.put_back"), str(lesson.id))
            told = say(scene, "lesson.removed_done", with_buttons=(back,))
            rows = retell(self._parts, bound, lesson_key(lesson.id))
            return Taken(Reply(scene.language, told), tuple(rows))

        return await self._step(said, argument, step)

    # Who may, and what is meant

    def _may(self, bound: Bound, person: str) -> bool:
        return self._parts.may(bound, person, "tell_lesson")

    def _may_remove(self, bound: Bound, person: str, lesson: Lesson) -> bool:
        """Who wrote it under their name, who agreed to it, and who may for everybody."""
        own = person in {lesson.author, lesson.owner} and self._may(bound, person)
        return own or self._parts.may(bound, person, "remove_lesson")

    def _about(
        self, bound: Bound, scene: Scene, person: str, named: str
    ) -> tuple[Purchase | None, Message | None]:
        """The purchase that a lesson is about, if it is about one; or why there can be none."""
        if not self._may(bound, person):
            return None, say(scene, "lesson.only_here")
        held: Held | None = purchases.load(bound, named) if named else None
        if named and held is None:
            return None, say(scene, "desk.unknown_purchase", id=named)
        return (held.purchase if held else None), None

    async def _step(self, said: Said, argument: str, step: Step, *, remember: bool = True) -> Reply:
        """Does something with the lesson that a button or a form names."""

        def work(bound: Bound, scene: Scene) -> Taken:
            known = argument.isdecimal() and len(argument) < 18
            lesson = lessons.load(bound, int(argument)) if known else None
            if lesson is None:
                return _told(scene, say(scene, "lesson.gone"))
            return step(bound, scene, lesson)

        return (await once(self._parts, said, work, remember=remember)).reply

    async def _shown(self, said: Said, work: Work) -> Reply:
        return (await once(self._parts, said, work, remember=False)).reply


def _told(scene: Scene, message: Message) -> Taken:
    return Taken(Reply(scene.language, message))


def _lesson(scene: Scene, purchase: Purchase | None, person: str, filled: Filled) -> Lesson:
    """What is kept: of who wants no name neither that, nor a purchase that would tell it."""
    own = purchase is not None and purchase.owner == person
    named = purchase if purchase and not (own and filled.nameless) else None
    waits = purchase is not None and not own
    return Lesson(
        0, filled.category, filled.question, **filled.texts, told_on=scene.today,
        purchase=named.id if named else "", owner=named.owner if named else "",
        author="" if filled.nameless else person, state="waiting" if waits else "shared",
    )  # fmt: skip


def _receipt(scene: Scene, lesson: Lesson, *, unnamed: bool) -> Message:
    """What takes the place of the form: where the lesson is now, and what was not kept.

    `unnamed` when the purchase that it is about was not kept either.
    """
    later = lesson.state == "waiting" and not lesson.author
    where = scene.say(
        f"lesson.receipt_{lesson.state}{'_nameless' if later else ''}",
        category=category_name(scene, lesson.category),
        question=question_name(scene, lesson.question),
        owner=Person(lesson.owner),
    )
    if lesson.author:
        return Message("lesson", (where,))
    kept = scene.say(f"lesson.receipt_name_{'own' if unnamed else 'other'}")
    return Message("lesson", (where, kept))


def _opaque(delivery: str) -> str:
    """What names a delivery and tells nothing else, not even in which order they came."""
    return f"lesson/{hashlib.sha256(delivery.encode()).hexdigest()}"


def _midnight(scene: Scene) -> datetime:
    """When this day began: the moment itself would tell who was at work then."""
    return datetime.combine(scene.today, time(), scene.zone).astimezone(UTC)

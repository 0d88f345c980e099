"""Asks a colleague about something that they have or bought, and brings the answer back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Held, Outgoing, Place, Reply, Said
from bot.reminders.receivers import zone_of
from bot.sparing import end_spare
from bot.store import later, outbox, purchases, recalling, spares
from bot.store.database import Bound
from dialogs import inquiry as asking
from dialogs.inquiry import Given, Inquiry
from dialogs.memory import Known, is_like
from dialogs.messages import Message, Person
from dialogs.moves import Typed
from dialogs.reading import clean
from dialogs.scene import Scene
from dialogs.turn import say

Values = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, with the purchase that it is for, held, and what it is about."""

    inquiry: Inquiry
    held: Held
    known: Known


Step = Callable[[Bound, Scene, Asked], Taken]


class Inquiring:
    """Takes questions to colleagues, and their answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def ask(self, said: Said, argument: str) -> Reply:
        """Asks the colleague; once for each purchase and thing."""

        def work(bound: Bound, scene: Scene) -> Taken:
            found, refused = self._asking(bound, scene, said, argument)
            if refused or found is None:
                return Taken(Reply(scene.language, refused))
            key = found.inquiry.key
            owner = Person(found.known.owner)
            if later.was_told(bound, key):
                return Taken(Reply(scene.language, say(scene, "inquiry.asked_before")))
            row = self._put(bound, found)
            told = say(scene, "inquiry.asked", person=owner, day=scene.day(self._silent(scene)))
            return Taken(Reply(scene.language, told), (row,))

        return (await once(self._parts, said, work)).reply

    def _asking(
        self, bound: Bound, scene: Scene, said: Said, argument: str
    ) -> tuple[Asked | None, Message | None]:
        """What somebody wants to ask, or why they cannot."""
        inquiry = Inquiry.read(f"{argument}/{said.person}")
        held = purchases.load(bound, inquiry.purchase) if inquiry else None
        if inquiry is None or held is None:
            return None, say(scene, "talk.old_button")
        if not self._parts.may_answer(said, held):
            owner = Person(held.purchase.owner)
            return None, say(scene, "desk.not_yours", id=held.purchase.id, owner=owner)
        if held.purchase.closed:
            return None, say(scene, "inquiry.closed", id=held.purchase.id)
        known = recalling.one(bound, inquiry.sort, inquiry.ref, scene.now)
        if known is None or not is_like(scene, held.purchase.title, known):
            return None, say(scene, "inquiry.not_there")
        if known.owner == said.person:
            return None, say(scene, "inquiry.your_own")
        return Asked(inquiry, held, known), None

    def _put(self, bound: Bound, found: Asked) -> Outgoing:
        """The question, the reminder, and that no answer came: the last two wait for their day."""
        parts, inquiry, known = self._parts, found.inquiry, found.known
        theirs = parts.scene(parts.language_of(bound, known.owner))
        purchase, calendar = found.held.purchase, parts.rules.calendar
        day = calendar.after(theirs.today, asking.REMIND_AFTER)
        parts.say_later(
            bound, Place(known.owner), asking.again(theirs, inquiry, purchase, known),
            calendar.opening(day, zone_of(parts, bound, known.owner)),
        )  # fmt: skip
        own = parts.scene(parts.language_of(bound, inquiry.asker))
        parts.say_later(
            bound, Place(inquiry.asker), asking.told(own, inquiry, known, "silent"),
            calendar.opening(self._silent(own), zone_of(parts, bound, inquiry.asker)),
        )  # fmt: skip
        return parts.say_at(
            bound, Place(known.owner), asking.asked(theirs, inquiry, purchase, known)
        )

    def _silent(self, scene: Scene) -> date:
        """The day on which the asker hears that no answer came."""
        return self._parts.rules.calendar.after(scene.today, asking.SILENT_AFTER)

    async def answer(self, said: Said, argument: str, given: Given) -> Reply:
        """The colleague says yes or no."""
        return await self._step(
            said, argument, lambda bound, scene, found: self._answer(bound, scene, found, given)
        )

    async def form(self, said: Said, argument: str) -> Reply:
        """The form in which the colleague tells more; nothing is stored."""
        return await self._step(
            said,
            argument,
            lambda bound, scene, found: Taken(
                Reply(scene.language, form=asking.form(scene, found.inquiry, found.known))
            ),
            remember=False,
        )

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes what the colleague wrote to the asker."""

        def step(bound: Bound, scene: Scene, found: Asked) -> Taken:
            text, errors = asking.read(scene, values)
            if errors:
                return Taken(Reply(scene.language, errors=errors))
            return self._more(bound, scene, found, text)

        return await self._step(said, argument, step)

    def typed(self, bound: Bound, said: Said, move: Typed) -> Taken | None:
        """What somebody types under such a question goes to the asker; None when it is none."""
        row = outbox.standing_at(bound, said.place.channel, said.place.thread)
        key = outbox.key_of(bound, row) if row is not None else None
        inquiry = Inquiry.of_key(key[0]) if key else None
        if inquiry is None:
            return None
        scene = self._parts.scene(self._parts.language_of(bound, said.person))
        found, refused = self._answering(bound, scene, said, str(inquiry))
        text, errors = asking.read(scene, {(asking.MORE, "text"): clean(move.text)})
        if refused or found is None:
            return Taken(Reply(scene.language, refused))
        for line in errors.values():
            return Taken(Reply(scene.language, Message("say", (line,))))
        return self._more(bound, scene, found, text)

    async def _step(self, said: Said, argument: str, step: Step, *, remember: bool = True) -> Reply:
        """Does something with a question, for the colleague who was asked."""

        def work(bound: Bound, scene: Scene) -> Taken:
            found, refused = self._answering(bound, scene, said, argument)
            if refused or found is None:
                return Taken(Reply(scene.language, refused))
            return step(bound, scene, found)

        return (await once(self._parts, said, work, remember=remember)).reply

    def _answering(
        self, bound: Bound, scene: Scene, said: Said, argument: str
    ) -> tuple[Asked | None, Message | None]:
        """The question that was asked of this person, or why they cannot answer it."""
        inquiry = Inquiry.read(argument)
        held = purchases.load(bound, inquiry.purchase) if inquiry else None
        if inquiry is None or held is None or not later.was_told(bound, inquiry.key):
            return None, say(scene, "talk.old_button")
        known = recalling.about(bound, inquiry.sort, inquiry.ref)
        if known is None or known.owner != said.person:
            return None, say(scene, "inquiry.not_yours")
        return Asked(inquiry, held, known), None

    def _answer(self, bound: Bound, scene: Scene, found: Asked, given: Given) -> Taken:
        inquiry, language = found.inquiry, scene.language
        if any(self._gave(bound, inquiry, each) for each in ("no", given)):
            return Taken(Reply(language, say(scene, "inquiry.answered_before")))
        if given == "no":
            self._gone(bound, scene, found.known)
        self._take_back(bound, inquiry, "it was answered")
        rows = [
            self._parts.say_at(
                bound,
                Place(found.known.owner),
                asking.answered(scene, inquiry, found.known, given, of),
            )
            for of in (inquiry.key, inquiry.reminder)
            if outbox.latest(bound, "", of)
        ]
        own = self._parts.scene(self._parts.language_of(bound, inquiry.asker))
        rows += self._tell(bound, found, asking.told(own, inquiry, found.known, given))
        return Taken(Reply(language), tuple(rows))

    def _gave(self, bound: Bound, inquiry: Inquiry, given: Given) -> bool:
        return later.was_told(bound, later.key_in_row(inquiry.given(given), replaces=True))

    def _gone(self, bound: Bound, scene: Scene, known: Known) -> None:
        """What is gone is not told to others any more."""
        if known.sort == "spare" and (spare := spares.load(bound, known.ref)):
            end_spare(bound, spare, "gone")
        if known.sort == "used":
            spares.gone(bound, known.ref, known.text, known.owner, scene.now, scene.today)

    def _more(self, bound: Bound, scene: Scene, found: Asked, text: str) -> Taken:
        self._take_back(bound, found.inquiry, "it was answered")
        own = self._parts.scene(self._parts.language_of(bound, found.inquiry.asker))
        rows = self._tell(bound, found, asking.told_more(own, found.inquiry, found.known, text))
        told = say(scene, "inquiry.thanks", person=Person(found.inquiry.asker))
        return Taken(Reply(scene.language, told), tuple(rows))

    def _tell(self, bound: Bound, found: Asked, message: Message) -> list[Outgoing]:
        """To the asker: in the conversation of their purchase, where nobody else reads along."""
        held, asker = found.held, found.inquiry.asker
        if held.place.direct and held.purchase.owner == asker:
            return self._parts.say_in(bound, held, [message])
        return [self._parts.say_at(bound, Place(asker), message)]

    def _take_back(self, bound: Bound, inquiry: Inquiry, why: str) -> None:
        for key in (inquiry.reminder, inquiry.silence):
            later.take_back(bound, key, why)

    async def left(self, person: str) -> None:
        """Who asked somebody that left hears so; what would be said to them is not said."""
        parts = self._parts
        parts.courier.take(
            await parts.database.run(parts.workspace, lambda bound: self._left(bound, person))
        )

    def _left(self, bound: Bound, person: str) -> list[Outgoing]:
        rows: list[Outgoing] = []
        for key in later.waiting(bound, person, asking.WAITING):
            inquiry = Inquiry.of_key(key.removesuffix("/silent"))
            held = purchases.load(bound, inquiry.purchase) if inquiry else None
            if inquiry is None or held is None:
                continue
            self._take_back(bound, inquiry, "a colleague left")
            known = recalling.about(bound, inquiry.sort, inquiry.ref)
            if known and known.owner == person:
                own = self._parts.scene(self._parts.language_of(bound, inquiry.asker))
                told = asking.told(own, inquiry, known, "left")
                rows += self._tell(bound, Asked(inquiry, held, known), told)
        return rows

"""What people do at a moment: answer, put off, hand over, stop, and show how it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.colleagues import not_colleagues
from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Outgoing, Place, Reply, Said
from bot.reminders.calendars import calendar_news
from bot.reminders.keeping import keep_plan
from bot.reminders.offering import Offering
from bot.reminders.showing import contract_shown
from bot.reminders.stepping import Stepping, may, not_yours, old
from bot.reminders.subjects import Reader
from bot.store import contracts, evidence, ledger, moments, outbox, purchases
from bot.store.database import Bound
from dialogs import assurance, assurance_forms
from dialogs.assurance import Proof
from dialogs.bundles import FIRST, IN_BUNDLE, Start, bundle
from dialogs.contract_forms import Values
from dialogs.messages import Person
from dialogs.moment import ANSWERS, Moment
from dialogs.moves import Typed
from dialogs.nudges import Subject, answer_above, answer_word, nudge
from dialogs.reasons import because, own_words
from dialogs.scene import Scene
from dialogs.turn import say


class Answering:
    """Takes what people do at the moments that they were asked about."""

    def __init__(self, parts: Parts, stepping: Stepping, offering: Offering) -> None:
        self._parts = parts
        self._stepping = stepping
        self._offering = offering

    # What is pressed

    async def answer(self, said: Said, argument: str, given: str) -> Reply:
        """Kept, partly, not, or not known: remembered; what is short of yes is asked again."""
        if given not in ANSWERS:
            return await self._stepping.step(
                said, argument, lambda bound, scene, subject, person: old(scene)
            )
        return await self._stepping.step(
            said, argument, lambda bound, scene, subject, person: self._answer(
                bound, scene, subject, person, given
            ),
        )  # fmt: skip

    async def snooze(self, said: Said, argument: str, when: str) -> Reply:
        """Asks again after a week or a month."""
        return await self._stepping.step(
            said, argument, lambda bound, scene, subject, person: self._snooze(
                bound, scene, subject, person, assurance.later(when, scene.today)
            ),
        )  # fmt: skip

    async def one(self, said: Said, argument: str) -> Reply:
        """Asks one of several that stood in one message."""
        return await self._stepping.step(said, argument, self._ask_one)

    async def all(self, said: Said, start: Start) -> Reply:
        """A page of what waits for somebody, for them alone; the first one past the end."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            language = parts.language_of(bound, said.person)
            scene = parts.scene(language)
            waiting = ledger.asked_of(bound, said.person)
            if not waiting:
                return Reply(language, say(scene, "bundle.nothing"))
            left = start.of(waiting)
            begin, left = (start, left) if left else (FIRST, waiting)
            subjects = Reader(bound, parts.rules).subjects(left[:IN_BUNDLE])
            heading, rest = scene.label("bundle.list_heading"), len(left) - len(subjects)
            return Reply(language, bundle(scene, subjects, rest, heading, begin))

        return await parts.database.run(parts.workspace, work)

    async def form(self, said: Said, argument: str, name: str) -> Reply:
        """One of the small forms; nothing is stored."""

        def step(bound: Bound, scene: Scene, subject: Subject, person: str) -> Taken:
            match name:
                case "snooze":
                    form = assurance_forms.snooze_form(scene, subject)
                case "hand_over":
                    form = assurance_forms.hand_over_form(scene, subject)
                case "stop_moment":
                    form = assurance_forms.stop_form(scene, subject)
                case "step":
                    again = moments.coming_after(bound, subject.moment)
                    day = again.on if again else self._stepping.follow_up_day(scene)
                    form = assurance_forms.step_form(scene, subject, day)
                case _:
                    form = assurance_forms.evidence_form(scene, subject)
            return Taken(Reply(scene.language, form=form))

        return await self._stepping.step(said, argument, step, remember=False)

    # What is filled in

    async def filled(self, said: Said, argument: str, name: str, values: Values) -> Reply:
        """Takes a small form; what is wrong is shown at its fields, and nothing in it is lost."""
        if refused := await not_colleagues(self._parts, said.person, values):
            return refused

        def step(bound: Bound, scene: Scene, subject: Subject, person: str) -> Taken:
            found = assurance_forms.read(scene, name, values)
            if found.errors:
                return Taken(Reply(scene.language, errors=found.errors))
            match name:
                case "snooze" if found.day:
                    return self._snooze(bound, scene, subject, person, found.day)
                case "step" if found.day:
                    return self._next(bound, scene, subject, found.text, found.day)
                case "evidence":
                    return self._prove(bound, scene, subject, person, found.proofs)
                case "hand_over":
                    return self._offering.offer(
                        bound, scene, subject, person, found.person, found.text
                    )
            return self._stop(bound, scene, subject, person, found.text)

        return await self._stepping.step(said, argument, step)

    # What is typed in the thread of a question

    def typed(self, bound: Bound, said: Said, move: Typed) -> Taken | None:
        """A line, or a file, under a question: an answer, else proof. None when it is not ours."""
        parts = self._parts
        message = outbox.standing_at(bound, said.place.channel, said.place.thread)
        about = ledger.told_by(bound, message) if message is not None else []
        if not about:
            return None
        scene = parts.scene(parts.language_of(bound, said.person))
        if len(about) > 1:
            waiting = FIRST.of([each for each in about if each.open] or about)
            subjects = Reader(bound, parts.rules).subjects(waiting[:IN_BUNDLE])
            which, rest = scene.label("bundle.which"), len(waiting) - len(subjects)
            return Taken(Reply(scene.language, bundle(scene, subjects, rest, which)))
        subject = Reader(bound, parts.rules).subject(about[0])
        if not may(parts, said.person, subject):
            return Taken(Reply(scene.language, not_yours(scene, subject)))
        if subject.moment.kind == "open_point":
            return Taken(Reply(scene.language, answer_above(scene, subject)))
        given = assurance.understood(scene, subject, move.text) if not move.files else ""
        if given and subject.moment.open:
            return self._answer(bound, scene, subject, said.person, given)
        files = (Proof("file", url, name) for url, name in move.files)
        words = (assurance.proof_of(move.text),) if move.text.strip() else ()
        proofs = (*files, *words)
        return self._prove(bound, scene, subject, said.person, proofs)

    # The steps

    def _answer(
        self, bound: Bound, scene: Scene, subject: Subject, person: str, given: str
    ) -> Taken:
        moment = subject.moment
        if moment.state == "answered":
            return self._already(scene, subject)
        if not moment.open or moment.kind == "open_point":
            return old(scene)
        after = assurance.answered(moment, given, person, scene.now)
        moments.save(bound, [after])
        following = None if given == "kept" else self._follow_up(bound, scene, after)
        proofs = evidence.of_moment(bound, moment.purchase, moment.id)
        told = replace(subject, moment=after)
        shown = assurance.shown_answer(scene, told, following, proofs)
        return self._stepping.shown(bound, scene, told, shown)

    def _follow_up(self, bound: Bound, scene: Scene, moment: Moment) -> Moment:
        """Plans that the same is asked again, until somebody says when."""
        count = len(moments.follow_ups(bound, moment)) + 1
        on = self._stepping.follow_up_day(scene)
        following = assurance.again(moment, count, on, self._stepping.opening(on))
        moments.add(bound, [following], scene.now)
        return following

    def _already(self, scene: Scene, subject: Subject) -> Taken:
        moment = subject.moment
        answer = scene.label(f"nudge.{answer_word(moment)}")
        told = say(scene, "answered.already", person=Person(moment.answered_by), answer=answer)
        return Taken(Reply(scene.language, told))

    def _snooze(
        self, bound: Bound, scene: Scene, subject: Subject, person: str, day: date
    ) -> Taken:
        if not subject.moment.open:
            return old(scene)
        on = self._parts.rules.calendar.on_or_after(day)
        moment = replace(
            subject.moment,
            state="planned",
            on=on,
            due_at=self._stepping.opening(on),
            receiver=subject.moment.owner,
            step=0,
            offered_to="",
            sequence=subject.moment.sequence + 1,
            reason=because("put_off", person),
        )
        moments.save(bound, [moment])
        told = replace(subject, moment=moment)
        return self._stepping.shown(bound, scene, told, assurance.snoozed(scene, told, person))

    def _next(self, bound: Bound, scene: Scene, subject: Subject, text: str, day: date) -> Taken:
        """The next step of an answer, and the day on which it is asked about."""
        on = self._parts.rules.calendar.on_or_after(day)
        moment = replace(subject.moment, next_step=text)
        again = moments.coming_after(bound, moment)
        if again is None:
            return old(scene)
        again = replace(
            again, on=on, due_at=self._stepping.opening(on), sequence=again.sequence + 1
        )
        moments.save(bound, [moment, again])
        news = calendar_news(self._parts, bound, [again])
        told = replace(subject, moment=moment)
        proofs = evidence.of_moment(bound, moment.purchase, moment.id)
        taken = self._stepping.shown(
            bound, scene, told, assurance.shown_answer(scene, told, again, proofs)
        )
        return replace(taken, outgoing=(*taken.outgoing, *news))

    def _prove(
        self, bound: Bound, scene: Scene, subject: Subject, person: str, proofs: Sequence[Proof]
    ) -> Taken:
        moment = subject.moment
        evidence.add(bound, moment.purchase, moment.id, proofs, person, scene.now)
        if moment.state != "answered":
            return Taken(Reply(scene.language, say(scene, "answered.words")))
        again = moments.coming_after(bound, moment)
        known = evidence.of_moment(bound, moment.purchase, moment.id)
        shown = assurance.shown_answer(scene, subject, again, known)
        taken = self._stepping.shown(bound, scene, subject, shown)
        kept = say(scene, "answered.evidence_kept")
        return replace(taken, reply=Reply(scene.language, kept))

    def _stop(
        self, bound: Bound, scene: Scene, subject: Subject, person: str, reason: str
    ) -> Taken:
        """Nobody looks at it any more: the promise itself, or this one moment."""
        if not subject.moment.open:
            return old(scene)
        moment = replace(
            subject.moment,
            state="stopped",
            due_at=None,
            answered_by=person,
            answered_at=scene.now,
            offered_to="",
            reason=own_words(reason),
            sequence=subject.moment.sequence + 1,
        )
        moments.save(bound, [moment])
        news: list[Outgoing] = []
        if subject.promise and subject.contract:
            kept = contracts.load(bound, moment.purchase)
            contract = subject.contract.with_promise(replace(subject.promise, stopped=reason))
            contracts.save(bound, kept, contract, scene.now)
            why = because("promise_stopped", reason)
            plan = keep_plan(self._parts, bound, subject.purchase, contract, why)
            news = calendar_news(self._parts, bound, [moment, *plan.moved])
            held = purchases.load(bound, moment.purchase)
            news += contract_shown(self._parts, bound, held, contract) if held else []
        told = replace(subject, moment=moment)
        taken = self._stepping.shown(bound, scene, told, assurance.stopped(scene, told, person))
        return replace(taken, outgoing=(*taken.outgoing, *news))

    def _ask_one(self, bound: Bound, scene: Scene, subject: Subject, person: str) -> Taken:
        if not subject.moment.open:
            return old(scene)
        message = nudge(scene, subject, person)
        key = f"asked/{person}/{scene.now.timestamp():.6f}"
        row = self._parts.say_at(bound, Place(person), replace(message, key=key))
        moments.save(bound, [replace(subject.moment, message=row.id)])
        return Taken(Reply(scene.language), (row,))

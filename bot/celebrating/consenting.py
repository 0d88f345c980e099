"""Takes the yes and no of who is named in a success, and takes a name out where it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.celebrating.allowing import changeable
from bot.celebrating.posting import Posting
from bot.celebrating.showing import (
    ask_new,
    ask_no_longer,
    called,
    instead,
    say_in_place,
    show_each,
)
from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Names, Outgoing, Place, Reply, Said
from bot.store import later, successes
from bot.store.database import Bound
from bot.store.forgetting import forget_words
from bot.store.weekly import hold
from dialogs.messages import Message
from dialogs.scene import Scene
from dialogs.success import Consent, Named, Success, without_people
from dialogs.success_post import post
from dialogs.success_told import answered, consent_key, refused, stamp, taken_back, told_key
from dialogs.turn import say


class Consenting:
    """Who is named says so, now or later."""

    def __init__(self, parts: Parts, posting: Posting, names: Names) -> None:
        self._parts = parts
        self._posting = posting
        self._names = names

    async def agree(self, said: Said, argument: str) -> Reply:
        """A yes: the last one posts it."""

        def work(bound: Bound, scene: Scene) -> Taken:
            hold(bound)
            success, named = self._asked(bound, said, argument)
            if success is None or named is None:
                self._ask_anew(bound, said.person, argument)
                return Taken(Reply(scene.language, say(scene, "consent.gone")))
            if named.consent == "yes":
                return Taken(Reply(scene.language))
            success, named = self._answer(bound, scene, success, named, "yes")
            rows = [self._parts.say_at(bound, Place(said.person), answered(scene, success, named))]
            return Taken(Reply(scene.language), (*rows, *self._go_on(bound, success)))

        return (await once(self._parts, said, work)).reply

    async def refuse(self, said: Said, argument: str) -> Reply:
        """A no, or a yes that is taken back: the name goes out of everything that is told."""
        names = await called(self._names, [said.person])

        def work(bound: Bound, scene: Scene) -> Taken:
            hold(bound)
            success, named = self._asked(bound, said, argument)
            if success is None or named is None:
                return Taken(Reply(scene.language, say(scene, "consent.gone")))
            if named.refuses:
                return Taken(Reply(scene.language))
            rows = self._without(bound, scene, success, named, names)
            return Taken(Reply(scene.language), tuple(rows))

        return (await once(self._parts, said, work)).reply

    async def go_without(self, said: Said, argument: str) -> Reply:
        """Goes on without the names of who never answered; for who may post it."""
        parts = self._parts

        def read(bound: Bound) -> list[str]:
            success = changeable(self._parts, bound, said.person, argument)
            return [each.person for each in success.people if each.waits] if success else []

        waiting = await parts.database.run(parts.workspace, read)
        by_person = {each: await called(self._names, [each]) for each in waiting}
        names = [name for each in by_person.values() for name in each]

        def work(bound: Bound, scene: Scene) -> Taken:
            hold(bound)
            success = changeable(self._parts, bound, said.person, argument)
            if success is None or not success.open:
                return Taken(Reply(scene.language, say(scene, "success.gone")))
            if any(each.role != "named" and each.waits for each in success.people):
                return Taken(Reply(scene.language, say(scene, "success.owner_first")))
            late = [each.person for each in success.people if each.waits]
            if not all(len(by_person.get(each, ())) > 1 for each in late):
                return Taken(Reply(scene.language, say(scene, "success.names_not_known")))
            people = tuple(
                replace(each, consent="no", answered_at=scene.now) if each.waits else each
                for each in success.people
            )
            success = without_people(replace(success, people=people), names, instead(parts))
            success = successes.save(bound, success)
            for each in success.people:
                later.take_back(bound, consent_key(success.id, each), "it goes without them")
            rows = show_each(parts, bound, success)
            if len(names) <= len(waiting):  # of nobody more than the id is known
                taken = Taken(Reply(scene.language, say(scene, "success.look_yourself")))
            else:
                taken = self._posting.try_post(bound, scene, success, said.person)
            forget_words(bound, success.id)
            return replace(taken, outgoing=(*rows, *taken.outgoing))

        return (await once(parts, said, work)).reply

    def _asked(
        self, bound: Bound, said: Said, argument: str
    ) -> tuple[Success | None, Named | None]:
        """What somebody was asked about, as long as that is what they were asked last."""
        id, _, asked_at = argument.partition("/")
        success = successes.at(bound, id)
        if success is None or success.state == "thrown_away":
            return None, None
        named = success.named(said.person)
        if named is None or not named.asked_at or stamp(named) != asked_at:
            return None, None
        return success, named

    def _ask_anew(self, bound: Bound, person: str, argument: str) -> None:
        """Who said no to another text than it has now, and would like it after all, is asked."""
        success = successes.at(bound, argument.partition("/")[0])
        named = success.named(person) if success else None
        if success is None or named is None or success.state == "thrown_away":
            return
        if named.consent in ("no", "withdrawn") and not named.asked_at:
            people = tuple(
                Named(person, named.role) if each == named else each for each in success.people
            )
            success = successes.save(bound, replace(success, people=people))
            if success.state in ("asking", "posted"):
                ask_new(self._parts, bound, success)

    def _answer(
        self, bound: Bound, scene: Scene, success: Success, named: Named, consent: Consent
    ) -> tuple[Success, Named]:
        now: Named = replace(named, consent=consent, answered_at=scene.now)
        people = tuple(now if each.person == now.person else each for each in success.people)
        return successes.save(bound, replace(success, people=people)), now

    def _go_on(self, bound: Bound, success: Success) -> Sequence[Outgoing]:
        """After a yes: the last one posts it; what stands there gets the name."""
        parts = self._parts
        if success.state == "posted":
            scene = parts.scene(parts.organisation.language)
            changed = say_in_place(parts, bound, post(scene, success, replaces=True))
            return [*changed, *show_each(parts, bound, success)]
        if success.state != "asking" or any(each.waits for each in success.people):
            return show_each(parts, bound, success)
        scene = self._scene(bound, success.poster)
        taken = self._posting.try_post(bound, scene, success, success.poster)
        if taken.reply.message is None:
            return taken.outgoing
        message = replace(taken.reply.message, key=told_key(success.id))
        told = parts.say_at(bound, Place(success.poster), message)
        return [*taken.outgoing, told]

    def _without(
        self, bound: Bound, scene: Scene, success: Success, named: Named, names: Sequence[str]
    ) -> list[Outgoing]:
        """Takes somebody out of it, wherever it stands."""
        parts, was_posted = self._parts, success.state == "posted"
        consent: Consent = "withdrawn" if named.consent == "yes" else "no"
        success, named = self._answer(bound, scene, success, named, consent)
        success = without_people(success, names, instead(parts))
        if success.state == "asking":
            success = replace(success, state="draft")
        others = [each for each in success.people if each.consent == "asked"]
        people = tuple(
            Named(each.person, each.role) if each in others else each for each in success.people
        )
        success = successes.save(bound, replace(success, people=people))
        rows = [parts.say_at(bound, Place(named.person), answered(scene, success, named))]
        rows += ask_no_longer(parts, bound, success, others)
        if success.state == "posted" and named.role == "named":
            success = ask_new(parts, bound, success)
        if was_posted and named.role != "named":
            rows += self._posting.take_out(bound, success)
        else:
            if was_posted:
                shown_in = parts.scene(parts.organisation.language)
                rows += say_in_place(parts, bound, post(shown_in, success, replaces=True))
            rows += show_each(parts, bound, success)
        teller = success.poster or success.author
        told = self._told(bound, success, named, was_posted, len(names) > 1)
        forget_words(bound, success.id)  # last, for what was taken back above is in it
        return [*rows, parts.say_at(bound, Place(teller), told)]

    def _told(
        self, bound: Bound, success: Success, named: Named, was_posted: bool, known: bool
    ) -> Message:
        scene = self._scene(bound, success.poster or success.author)
        if was_posted:
            return taken_back(scene, success, named, scrubbed=known)
        return refused(scene, success, named, scrubbed=known)

    def _scene(self, bound: Bound, person: str) -> Scene:
        return self._parts.scene(self._parts.language_of(bound, person))

"""Puts a success in the channel once everybody in it agrees, and takes it out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.celebrating.picturing import Soon
from bot.celebrating.showing import (
    ask_new,
    ask_no_longer,
    never_post,
    offer,
    put_in_channel,
    say_in_place,
    show,
    show_each,
    stands,
    who_saw,
)
from bot.celebrating.writing import Writing
from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Outgoing, Photos, Place, Reply, Said
from bot.store import later, outbox, photos, successes
from bot.store.database import Bound
from bot.store.weekly import hold
from dialogs.messages import Message, Person
from dialogs.scene import Scene
from dialogs.scrubbing import money_in
from dialogs.success import Success, key_of
from dialogs.success_post import post, preview_key, withdrawn
from dialogs.success_told import asking, not_changed, not_taken, told_key
from dialogs.turn import said as said_line
from dialogs.turn import say

SAME_TITLE = timedelta(days=90)
"""Within so long the same title is the same success, where no purchase tells."""
REASONS = ("is_archived", "channel_not_found", "not_in_channel")
DELETED = ("message_not_found",)
"""What Slack says when somebody took our message out of the channel."""


class Posting:
    """What ambassadors do with a story."""

    def __init__(self, parts: Parts, writing: Writing, pictures: Photos, soon: Soon) -> None:
        self._parts = parts
        self._writing = writing
        self._pictures = pictures
        self._soon = soon

    async def post(self, said: Said, argument: str) -> Reply:
        """Posts it; or asks first who is named, or shows it to the ambassadors."""

        def work(bound: Bound, scene: Scene) -> Taken:
            hold(bound)
            success = self._writing.changeable(bound, said.person, argument)
            if success is None:
                return Taken(Reply(scene.language, say(scene, "success.gone")))
            return self.try_post(bound, scene, success, said.person)

        return (await once(self._parts, said, work)).reply

    def try_post(self, bound: Bound, scene: Scene, success: Success, person: str) -> Taken:
        """The same in a transaction that is under way, in which the workspace is held."""
        if success.state == "posted":
            shown_in = self._parts.scene(self._parts.organisation.language)
            rows = say_in_place(self._parts, bound, post(shown_in, success, replaces=True))
            return Taken(Reply(scene.language, say(scene, "success.posted_already")), tuple(rows))
        if refused := self._not_now(bound, scene, success, person):
            return Taken(Reply(scene.language, refused))
        if not self._parts.may(bound, person, "post_success"):
            return self._offer(bound, scene, success)
        success = replace(success, poster=person)
        if any(each.waits for each in success.people):
            return self._ask(bound, scene, success)
        return Taken(Reply(scene.language), tuple(self.put(bound, success)))

    def _not_now(self, bound: Bound, scene: Scene, success: Success, person: str) -> Message | None:
        """Why it cannot be posted as it is now; None when it can."""
        if success.purchase:
            if why := self._writing.not_to_tell(bound, scene, person, success.purchase):
                return said_line(why)
        if owner := next(
            (each for each in success.people if each.role != "named" and each.refuses), None
        ):
            return say(scene, "success.owner_says_no", person=Person(owner.person))
        amount = money_in(success.title, success.story, success.alt)
        if amount and not success.money:
            return say(scene, "success.money_first", amount=amount)
        if same := self._same(bound, success):
            poster = Person(same.poster or same.author)
            return say(scene, "success.told_already", person=poster, title=same.title)
        if not self._parts.organisation.success_channel:
            contact = self._parts.organisation.contact
            if contact:
                return say(scene, "success.no_channel_ask", person=Person(contact))
            return say(scene, "success.no_channel")
        return None

    def _same(self, bound: Bound, success: Success) -> Success | None:
        """One about the same that is told already, or about to be."""
        if success.purchase:
            others = successes.about(bound, success.purchase)
            return next((each for each in others if each.id != success.id), None)
        since = self._parts.clock.now() - SAME_TITLE
        found = successes.titled(bound, success.title, since)
        return found if found and found.id != success.id else None

    def _offer(self, bound: Bound, scene: Scene, success: Success) -> Taken:
        """Shows it to the ambassadors: only they post."""
        if not offer(self._parts, bound, success):
            return Taken(Reply(scene.language, say(scene, "success.no_ambassadors")))
        if success.state != "offered":
            successes.save(bound, replace(success, state="offered", updated_at=scene.now))
        return Taken(Reply(scene.language, say(scene, "success.offered_to_ambassadors")))

    def _ask(self, bound: Bound, scene: Scene, success: Success) -> Taken:
        """Asks who did not say anything yet; nothing is posted before they did."""
        parts = self._parts
        success = replace(success, state="asking", updated_at=scene.now)
        success = ask_new(parts, bound, successes.save(bound, success))
        rows = [
            show(parts, bound, success, each, asking(self._scene(bound, each), success))
            for each in sorted({success.poster, success.author})
        ]
        return Taken(Reply(scene.language), tuple(rows))

    def put(self, bound: Bound, success: Success) -> list[Outgoing]:
        """Puts it in the channel: everybody in it agreed."""
        now = self._parts.clock.now()
        success = replace(success, state="posted", posted_at=now, updated_at=now)
        success = successes.save(bound, success)
        rows = [put_in_channel(self._parts, bound, success)]
        people = {success.poster, success.author}
        for each in sorted(people):
            line = self._scene(bound, each).say("success.posted", person=Person(success.poster))
            rows.append(show(self._parts, bound, success, each, line))
        return [*rows, *show_each(self._parts, bound, success, people)]

    # Taking back

    async def withdraw(self, said: Said, argument: str) -> Reply:
        """Takes it out of the channel; it is kept, and can be posted again."""

        def work(bound: Bound, scene: Scene) -> Taken:
            success = self._writing.changeable(bound, said.person, argument)
            if success is None or success.state not in ("posted", "withdrawn"):
                return Taken(Reply(scene.language, say(scene, "success.gone")))
            return Taken(Reply(scene.language), tuple(self.take_out(bound, success)))

        return (await once(self._parts, said, work)).reply

    def take_out(self, bound: Bound, success: Success) -> list[Outgoing]:
        """The same in a transaction that is under way."""
        parts, now = self._parts, self._parts.clock.now()
        success = replace(success, state="withdrawn", posted_at=None, updated_at=now)
        success = successes.save(bound, success)
        scene = parts.scene(parts.organisation.language)
        rows = never_post(parts, bound, success)
        if rows is None:
            rows = list(say_in_place(parts, bound, withdrawn(scene, success)))
        return [*rows, *show_each(parts, bound, success)]

    async def throw(self, said: Said, argument: str) -> Reply:
        """Throws a story away that does not stand in the channel, and its picture."""
        files: list[str] = []

        def work(bound: Bound, scene: Scene) -> Taken:
            success = self._writing.changeable(bound, said.person, argument)
            if success is None or success.state == "posted":
                return Taken(Reply(scene.language, say(scene, "success.gone")))
            if success.photo:
                files.append(photos.drop(bound, success.photo))
            success = replace(success, state="thrown_away", photo=None, updated_at=scene.now)
            success = successes.save(bound, success)
            asked = [each for each in success.people if each.consent == "asked"]
            gone = ask_no_longer(self._parts, bound, success, asked)
            gone += self._thrown_away(bound, success)
            return Taken(Reply(scene.language), tuple(gone))

        reply = (await once(self._parts, said, work)).reply
        for file in filter(None, files):
            self._soon(self._pictures.throw_away(file))
        return reply

    def _thrown_away(self, bound: Bound, success: Success) -> list[Outgoing]:
        rows = []
        for person in who_saw(self._parts, bound, success):
            line = self._scene(bound, person).say("success.thrown_away", title=success.title)
            key = preview_key(success.id, person)
            message = Message(key, (line,), replaces=key)
            if not later.take_back(bound, key, "it was thrown away"):
                rows.append(self._parts.say_at(bound, Place(person), message))
        return rows

    # What the channel says

    def refused(self, bound: Bound, outgoing: Outgoing, reason: str) -> list[Outgoing]:
        """The channel did not take it: it is a draft again, and its poster hears what to do."""
        success = self._in_channel(bound, outgoing)
        if success is None:
            return []
        if outgoing.replaces:
            return self._not_changed(bound, success, reason)
        if success.state != "posted":
            return []
        success = successes.save(bound, replace(success, state="draft", posted_at=None))
        scene = self._scene(bound, success.poster)
        why = not_taken(scene, success, reason if reason in REASONS else "")
        told = self._tell_poster(bound, success, why)
        return [*show_each(self._parts, bound, success), told]

    def _not_changed(self, bound: Bound, success: Success, reason: str) -> list[Outgoing]:
        """What stands in the channel stays as it was, also where a name was to go out of it; or
        it is no longer there, and then it can be posted anew."""
        standing = stands(bound, success)
        if standing is None or not standing.ts or success.state not in ("posted", "withdrawn"):
            return []
        scene = self._scene(bound, success.poster)
        if reason not in DELETED:
            return [self._tell_poster(bound, success, not_changed(scene, success))]
        outbox.stands_no_more(bound, key_of(success.id), reason)
        if success.state == "withdrawn":
            return []
        success = successes.save(bound, replace(success, state="withdrawn", posted_at=None))
        told = self._tell_poster(bound, success, not_taken(scene, success, "deleted"))
        return [*show_each(self._parts, bound, success), told]

    def lost(self, bound: Bound, outgoing: Outgoing) -> list[Outgoing]:
        """It may stand in the channel or not: its poster is asked to look."""
        success = self._in_channel(bound, outgoing)
        if success is None:
            return []
        told = say(self._scene(bound, success.poster), "success.lost", title=success.title)
        return [self._tell_poster(bound, success, told)]

    def _in_channel(self, bound: Bound, outgoing: Outgoing) -> Success | None:
        """The success that a message in the channel is of; None where it is of none."""
        begin, _, id = outgoing.message.key.partition("/")
        if begin != "success" or not id.isdecimal():
            return None
        success = successes.load(bound, int(id))
        return success if success and success.poster else None

    def _tell_poster(self, bound: Bound, success: Success, message: Message) -> Outgoing:
        message = replace(message, key=told_key(success.id))
        return self._parts.say_at(bound, Place(success.poster), message)

    def _scene(self, bound: Bound, person: str) -> Scene:
        return self._parts.scene(self._parts.language_of(bound, person))

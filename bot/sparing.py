"""Keeps what people have left, and asks them from time to time whether it is still there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.desk import Taken
from bot.log import log
from bot.once import once
from bot.parts import Parts
from bot.ports import Place, Reply, Said
from bot.reminders.receivers import zone_of
from bot.store import outbox, recalling, spares
from bot.store.database import Bound
from bot.store.people import is_here
from dialogs import sparing
from dialogs.messages import Message
from dialogs.scene import Scene
from dialogs.sparing import Spare, State
from dialogs.turn import said as said_line
from dialogs.turn import say

AT_ONCE = 50
"""So many are asked after in one transaction."""
MOST = 1000
"""More than anybody offers."""


class Sparing:
    """Takes offers, and what their owners say of them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def command(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """The subcommand: something to offer, or what one has on offer."""
        if not self._parts.may(bound, said.person, "offer_spare"):
            return Taken(Reply(scene.language, say(scene, "rights.refused")))
        offered, wrong = sparing.read(scene, text)
        if wrong:
            return Taken(Reply(scene.language, said_line(wrong)))
        if not offered:
            return Taken(Reply(scene.language, self._listed(bound, scene, said.person)))
        return Taken(Reply(scene.language, self._offer(bound, scene, said.person, offered)))

    async def list(self, said: Said) -> Reply:
        """What somebody has on offer."""
        return (
            await once(self._parts, said, lambda bound, scene: self.command(bound, scene, said, ""))
        ).reply

    async def change(self, said: Said, argument: str, state: State) -> Reply:
        """Its owner says that it is still there, that it is gone, or that it is no offer."""

        def work(bound: Bound, scene: Scene) -> Taken:
            known = argument.isdecimal() and len(argument) < 18
            spare = spares.load(bound, int(argument)) if known else None
            if spare is None:
                return Taken(Reply(scene.language, say(scene, "talk.old_button")))
            if spare.owner != said.person:
                return Taken(Reply(scene.language, say(scene, "sparing.not_yours")))
            return self._change(bound, scene, said, spare, state)

        return (await once(self._parts, said, work)).reply

    def _listed(self, bound: Bound, scene: Scene, person: str) -> Message:
        offers = spares.of(bound, person, sparing.LISTED)
        return sparing.listed(scene, offers, spares.count_of(bound, person))

    def _offer(self, bound: Bound, scene: Scene, person: str, text: str) -> Message:
        terms = scene.script.likeness.terms(text)
        before = spares.same(bound, person, text)
        if before:
            return sparing.noted(scene, before, known=bool(terms), again=True)
        spare = spares.add(bound, text, person, scene.now, scene.today + sparing.KEEP)
        recalling.keep_spare(bound, spare.id, terms)
        return sparing.noted(scene, spare, known=bool(terms), again=False)

    def _change(self, bound: Bound, scene: Scene, said: Said, spare: Spare, state: State) -> Taken:
        """The offer as its owner says it is; that takes the place of where it was asked."""
        if state == "open":
            spare = replace(spare, state="open", ask_on=scene.today + sparing.KEEP)
            spares.save(bound, spare)
            recalling.keep_spare(bound, spare.id, scene.script.likeness.terms(spare.text))
            shown = sparing.kept(scene, spare)
        else:
            spare = end_spare(bound, spare, state)
            shown = sparing.ended(scene, spare)
        asked = _pressed_at(bound, said, spare)
        if not asked:
            return Taken(Reply(scene.language, shown))
        shown = replace(shown, key=f"{asked}/{state}", replaces=asked)
        row = self._parts.say_at(bound, Place(spare.owner), shown)
        return Taken(Reply(scene.language), (row,))

    async def ask(self) -> None:
        """Asks after each offer whose day came."""
        parts = self._parts
        while await parts.database.run(parts.workspace, self._ask_some) == AT_ONCE:
            pass

    def _ask_some(self, bound: Bound) -> int:
        """One transaction; gives how many were due."""
        parts = self._parts
        today = parts.scene(parts.organisation.language).today
        due = spares.due(bound, today, AT_ONCE)
        for spare in due:
            again = replace(spare, ask_on=today + sparing.ASK_AGAIN)
            if not is_here(bound, spare.owner):
                spares.save(bound, again)
            elif spare.state == "open":
                self._say(bound, spare, sparing.asked)
                spares.save(bound, replace(again, state="asked"))
            else:
                self._say(bound, spare, sparing.lapsed)
                end_spare(bound, spare, "lapsed")
        return len(due)

    def _say(self, bound: Bound, spare: Spare, drawn: Callable[[Scene, Spare], Message]) -> None:
        """In its owner's direct message and office hours."""
        parts = self._parts
        scene = parts.scene(parts.language_of(bound, spare.owner))
        opens = parts.rules.calendar.next_open(scene.now, zone_of(parts, bound, spare.owner))
        parts.say_later(bound, Place(spare.owner), drawn(scene, spare), opens)

    async def left(self, person: str) -> None:
        """What somebody offered that left is from now on of a colleague of procurement."""
        parts = self._parts
        await parts.database.run(parts.workspace, lambda bound: self._left(bound, person))

    def _left(self, bound: Bound, person: str) -> None:
        parts, organisation = self._parts, self._parts.organisation
        offers = spares.of(bound, person, MOST)
        if not offers or is_here(bound, person):
            return
        heirs = (*sorted(organisation.procurement_team), *sorted(organisation.administrators))
        heir = next((each for each in heirs if is_here(bound, each)), "")
        if not heir:
            log.warning("spares.nobody_to_take_over", person=person, count=len(offers))
            return
        for spare in offers:
            spares.save(bound, replace(spare, owner=heir))
        scene = parts.scene(parts.language_of(bound, heir))
        opens = parts.rules.calendar.next_open(scene.now, zone_of(parts, bound, heir))
        parts.say_later(bound, Place(heir), sparing.left(scene, person, offers), opens)


def end_spare(bound: Bound, spare: Spare, state: State) -> Spare:
    """An offer that others are not told of any more."""
    spare = replace(spare, state=state)
    spares.save(bound, spare)
    recalling.keep_spare(bound, spare.id, ())
    return spare


def _pressed_at(bound: Bound, said: Said, spare: Spare) -> str:
    """The key of the message of ours that a button was pressed at; empty for any other place."""
    row = outbox.standing_at(bound, said.place.channel, said.place.thread)
    key = outbox.key_of(bound, row) if row is not None else None
    return key[0] if key and key[0].startswith(f"{sparing.ASKED}{spare.id}/") else ""

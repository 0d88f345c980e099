"""What is filled in beside the nine questions: the ambition, the ambition web, the chances."""

from __future__ import annotations

from collections.abc import Mapping

from bot.desk import Desk, Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Held, Reply, Said
from bot.store import purchases
from bot.store.database import Bound
from dialogs.ambition import AMBITION, Read, ambition_form, ambition_told, read_ambition
from dialogs.card import card
from dialogs.chances import CHANCES, chances_form, chances_told, read_chances
from dialogs.messages import Form, Message
from dialogs.purchase import Purchase
from dialogs.scene import Scene
from dialogs.touched import touched, with_drawn
from dialogs.turn import Turn, say
from dialogs.web import FORM as WEB
from dialogs.web import read_web, web_form, web_told

Values = Mapping[tuple[str, str], str]
NAMES = (AMBITION, WEB, CHANCES)


class Ambitions:
    """Takes those three forms, of whoever may answer in the purchase."""

    def __init__(self, parts: Parts, desk: Desk) -> None:
        self._parts = parts
        self._desk = desk

    async def form(self, said: Said, name: str, argument: str) -> Reply:
        """One of the forms, filled in with what is known; nothing is stored."""

        def work(bound: Bound) -> Reply:
            held, refused = self._held(bound, said, argument)
            if refused or held is None:
                return refused or Reply(self._parts.organisation.language)
            scene = self._parts.scene(self._parts.language_of(bound, said.person))
            return Reply(scene.language, form=with_drawn(self._form(scene, name, held.purchase)))

        return await self._parts.database.run(self._parts.workspace, work)

    async def filled(self, said: Said, name: str, argument: str, values: Values) -> Reply:
        """Keeps what was filled in, and says in the conversation what follows from it."""
        parts = self._parts

        def work(bound: Bound, theirs: Scene) -> Taken:
            held, refused = self._held(bound, said, argument)
            if refused or held is None:
                return Taken(refused or Reply(theirs.language))
            changed = touched(argument, values)
            read = self._read(theirs, name, held.purchase, changed, said.person)
            if read.errors:
                return Taken(Reply(theirs.language, errors=read.errors))
            spoken = parts.language_at(bound, held)
            scene = parts.scene(spoken)
            messages = (_told(scene, name, read.purchase), card(scene, read.purchase))
            taken = self._desk.keep(bound, held, Turn(read.purchase, messages), spoken)
            return Taken(Reply(theirs.language), taken.outgoing)

        return (await once(parts, said, work)).reply

    def _held(self, bound: Bound, said: Said, argument: str) -> tuple[Held | None, Reply | None]:
        """The purchase that is meant, or what somebody is told who may not."""
        purchase = argument.partition("/")[0]
        held = purchases.load(bound, purchase)
        if held is None:
            scene = self._parts.scene(self._parts.language_of(bound, said.person))
            return None, Reply(scene.language, say(scene, "desk.unknown_purchase", id=purchase))
        return held, self._desk.refused(bound, said, held, None)

    def _form(self, scene: Scene, name: str, purchase: Purchase) -> Form:
        if name == AMBITION:
            return ambition_form(scene, purchase, self._departments)
        return web_form(scene, purchase) if name == WEB else chances_form(scene, purchase)

    def _read(
        self, scene: Scene, name: str, purchase: Purchase, values: Values, person: str
    ) -> Read:
        if name == AMBITION:
            return read_ambition(scene, purchase, values, person, scene.now, self._departments)
        reading = read_web if name == WEB else read_chances
        return reading(scene, purchase, values, person, scene.now)

    @property
    def _departments(self) -> tuple[str, ...]:
        return tuple(self._parts.organisation.departments)


def _told(scene: Scene, name: str, purchase: Purchase) -> Message:
    drawn = {AMBITION: ambition_told, WEB: web_told, CHANCES: chances_told}
    return drawn[name](scene, purchase)

"""Shows an ambition web as a picture: of one purchase in its conversation, of all to who asks."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import Desk
from bot.log import log
from bot.parts import Parts
from bot.pictures.apart import NotDrawn
from bot.pictures.radar import Radar
from bot.pictures.words import table
from bot.ports import Held, Outgoing, Place, Reply, Said
from bot.store import purchases, register
from bot.store.database import Bound
from bot.webs import picture, web, web_of_all
from dialogs.messages import Message
from dialogs.scene import Scene
from dialogs.turn import say
from dialogs.web import targets, web_of


class Picturing:
    """Draws after the acknowledgement, and posts through the outbox."""

    def __init__(self, parts: Parts, desk: Desk) -> None:
        self._parts = parts
        self._desk = desk

    async def of_purchase(self, said: Said, purchase: str) -> Reply:
        """The web of a purchase, in its conversation, for whoever may answer there."""
        parts = self._parts

        def read(bound: Bound) -> tuple[Held | None, Scene, Reply | None]:
            scene = parts.scene(parts.language_of(bound, said.person))
            held = purchases.load(bound, purchase)
            if held is None:
                unknown = say(scene, "desk.unknown_purchase", id=purchase)
                return None, scene, Reply(scene.language, unknown)
            if not parts.may(bound, said.person, "see_register"):
                if refused := self._desk.refused(bound, said, held, None):
                    return None, scene, refused
            if not web_of(held.purchase) and not targets(scene):
                nothing = say(scene, "web.nothing_to_draw", id=purchase)
                return None, scene, Reply(scene.language, nothing)
            return held, parts.scene(parts.language_at(bound, held)), None

        held, scene, told = await parts.database.run(parts.workspace, read)
        if held is None:
            return told or Reply(scene.language)
        title = scene.label("web.title_one").format(id=purchase, title=held.purchase.title)
        note = scene.label("web.note_one").format(day=scene.day(scene.now))
        levels: dict[str, float] = dict(web_of(held.purchase))
        radar = web(scene, title, note, levels)
        message = await self._message(scene, radar, f"ambitieweb-{purchase}")
        await self._say(lambda bound: parts.say_in(bound, held, [message]))
        return Reply(scene.language)

    async def of_all(self, said: Said) -> Reply:
        """The web of everything together, in the direct message of who may see it."""
        parts = self._parts

        def read(bound: Bound) -> tuple[Scene, dict[str, tuple[int, int]] | None]:
            scene = parts.scene(parts.language_of(bound, said.person))
            allowed = parts.may(bound, said.person, "see_register")
            return scene, register.sums(bound) if allowed else None

        scene, sums = await parts.database.run(parts.workspace, read)
        if sums is None:
            return Reply(scene.language, say(scene, "rights.refused"))
        radar = web_of_all(scene, parts.organisation.name, sums)
        message = await self._message(scene, radar, "ambitieweb")
        place = Place(said.person)
        await self._say(lambda bound: [parts.say_at(bound, place, message)])
        sent = None if said.place.direct else say(scene, "web.sent")
        return Reply(scene.language, sent)

    async def _message(self, scene: Scene, radar: Radar, name: str) -> Message:
        """The picture with its numbers in words; only the words where it cannot be drawn."""
        lines = table(scene, radar)
        try:
            file = await picture(scene, radar, name)
        except NotDrawn as error:
            log.error("picture.not_drawn", reason=str(error))
            return Message("web", (scene.say("web.not_drawn"), *lines))
        return Message(
            "web", (scene.say("web.picture_of", title=radar.title), *lines), files=(file,)
        )

    async def _say(self, work: Callable[[Bound], list[Outgoing]]) -> None:
        rows = await self._parts.database.run(self._parts.workspace, work)
        self._parts.courier.take(rows)

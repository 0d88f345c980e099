"""Makes of a month what may go outside: a text with pictures, for who asks, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from bot.desk import Taken
from bot.log import log
from bot.months import happened
from bot.once import once
from bot.parts import Parts
from bot.pictures.apart import NotDrawn
from bot.ports import Delivered, Hands, Names, NotDelivered, Outgoing, Place, Reply, Said
from bot.store import photos, register
from bot.store.database import Bound, NotSaved
from bot.webs import picture, to_draw, web_of_all
from dialogs.monthly import Happened, Month
from dialogs.outside import (
    MOST_SHARED,
    Called,
    Shot,
    caption,
    involved,
    photo_alt,
    photo_title,
    text,
    which,
)
from dialogs.portfolio import Sums
from dialogs.scene import Scene
from dialogs.success import Success
from dialogs.turn import say

WEB = "ambitieweb"


@dataclass(frozen=True, slots=True)
class Read:
    """What is stored of a month: what happened, what everything adds up to, and the pictures of
    successes by their number."""

    happened: Happened
    sums: Sums
    photos: dict[int, bytes]


class Sharing:
    """Answers at once; the work itself comes after that."""

    def __init__(self, parts: Parts, hands: Hands, names: Names) -> None:
        self._parts = parts
        self._hands = hands
        self._names = names

    def command(self, bound: Bound, scene: Scene, said: Said, _: str) -> Taken:
        """Asks who may share which month it is to be."""
        if not self._parts.may(bound, said.person, "share_outside"):
            return Taken(Reply(scene.language, say(scene, "rights.refused")))
        return Taken(Reply(scene.language, which(scene)))

    async def share(self, said: Said, named: str) -> Taken:
        """Begins the text about a month. Raises NotSaved."""

        def work(bound: Bound, scene: Scene) -> Taken:
            month = Month.read(named)
            if not self._parts.may(bound, said.person, "share_outside"):
                return Taken(Reply(scene.language, say(scene, "rights.refused")))
            if month is None or month.first > scene.today:
                return Taken(Reply(scene.language, say(scene, "outside.not_there")))
            coming = say(scene, "outside.coming", month=month.name(scene.language))
            make = partial(self.make, said.person, scene.language, month)
            return Taken(Reply(scene.language, coming), then=make)

        return await once(self._parts, said, work)

    async def make(self, person: str, language: str, month: Month) -> None:
        """Makes the text about a month and hands it over, or says why it did not come."""
        scene = self._parts.scene(language)
        try:
            read = await self._parts.database.run(
                self._parts.workspace, lambda bound: self._read(bound, month)
            )
            if read.happened.nothing:
                await self._tell(person, scene, "outside.nothing", month)
                return
            await self._deliver(scene, person, month, read)
        except (NotDelivered, NotSaved, OSError) as error:
            log.error("outside.failed", month=str(month), reason=type(error).__name__)
            await self._tell(person, scene, "outside.failed", month)

    def _read(self, bound: Bound, month: Month) -> Read:
        found = happened(self._parts, bound, month, MOST_SHARED)
        kept = {
            each.success.id: photos.load(bound, each.success.photo)
            for each in found.successes
            if each.success.photo is not None
        }
        contents = {id: photo.content for id, photo in kept.items() if photo}
        return Read(found, register.sums(bound), contents)

    async def _deliver(self, scene: Scene, person: str, month: Month, read: Read) -> None:
        organisation, found = self._parts.organisation.name, read.happened
        called = await self._called(each.success for each in found.successes)
        web = await self._web(scene, month, read.sums)
        shots = {
            each.success.id: _photo(scene, month, each.success, called, read.photos)
            for each in found.successes
            if each.success.id in read.photos
        }
        words = text(
            scene, organisation, month, found, called,
            Shot(web.name, web.alt) if web else None,
            {id: Shot(shot.name, shot.alt) for id, shot in shots.items()},
        )  # fmt: skip
        title = scene.label("outside.file").format(month=month.name(scene.language))
        file = Delivered(f"{month}.txt", title, words.encode())
        pictures = [*([web] if web else []), *shots.values()]
        note = caption(scene, month, found.successes, called)
        await self._hands.deliver(person, note, [file, *pictures])

    async def _called(self, successes: Iterable[Success]) -> Called:
        """What everybody around these successes is called, asked for now and kept nowhere.

        Also who did not agree, for their names are taken out of what others wrote.
        """
        people = {person for each in successes for person in involved(each)}
        return {person: await self._names.names_of(person) for person in sorted(people)}

    async def _web(self, scene: Scene, month: Month, sums: Sums) -> Delivered | None:
        """The ambition web of everything as a picture; none where it is empty or not drawn."""
        radar = web_of_all(scene, self._parts.organisation.name, sums)
        if to_draw(scene, radar, WEB) is None:
            return None
        try:
            file = await picture(scene, radar, f"{WEB}-{month}")
        except NotDrawn as error:
            log.error("picture.not_drawn", reason=str(error))
            return None
        assert isinstance(file.content, bytes)
        return Delivered(file.name, file.title, file.content, file.alt)

    async def _tell(self, person: str, scene: Scene, key: str, month: Month) -> None:
        parts, message = self._parts, say(scene, key, month=month.name(scene.language))

        def work(bound: Bound) -> Outgoing:
            return parts.say_at(bound, Place(person), message)

        try:
            parts.courier.take([await parts.database.run(parts.workspace, work)])
        except NotSaved as error:
            log.error("outside.not_told", person=person, reason=str(error))


def _photo(
    scene: Scene, month: Month, success: Success, called: Called, contents: dict[int, bytes]
) -> Delivered:
    title, alt = photo_title(scene, success, called), photo_alt(scene, success, called)
    return Delivered(f"succes-{month}-{success.id}.jpg", title, contents[success.id], alt)

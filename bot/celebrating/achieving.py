"""Takes what a success achieved, each with how it is known."""

from __future__ import annotations

from dataclasses import replace

from bot.celebrating.allowing import changeable, refused_now
from bot.celebrating.keeping import shown_elsewhere
from bot.celebrating.showing import show
from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Reply, Said
from bot.store import successes
from bot.store.database import Bound
from dialogs.scene import Scene
from dialogs.scrubbing import money_in
from dialogs.success_forms import RESULTS, Values, achieved_form, read_achieved


class Achieving:
    """The results of a story."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def form(self, said: Said, argument: str) -> Reply:
        """The form with what it achieved."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            scene = parts.scene(parts.language_of(bound, said.person))
            success = changeable(parts, bound, said.person, argument)
            if refused := refused_now(parts, bound, scene, said.person, success):
                return Reply(scene.language, refused)
            assert success is not None
            return Reply(scene.language, form=achieved_form(scene, argument, success))

        return await parts.database.run(parts.workspace, work)

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes that form."""

        def work(bound: Bound, scene: Scene) -> Taken:
            return self._take(bound, scene, said.person, argument, values)

        return (await once(self._parts, said, work)).reply

    def _take(
        self, bound: Bound, scene: Scene, person: str, argument: str, values: Values
    ) -> Taken:
        success = changeable(self._parts, bound, person, argument)
        if refused := refused_now(self._parts, bound, scene, person, success):
            return Taken(Reply(scene.language, refused))
        assert success is not None
        read = read_achieved(scene, values)
        errors = dict(read.errors)
        amount = money_in(success.title, success.story, success.alt)
        if success.state == "posted" and amount and not read.money:
            errors[RESULTS, "may_tell"] = scene.say("success.money_stands", amount=amount)
        if errors:
            return Taken(Reply(scene.language, errors=errors))
        success = replace(success, achieved=read.achieved, money=read.money, updated_at=scene.now)
        success = successes.save(bound, success)
        rows = [show(self._parts, bound, success, person)]
        rows += shown_elsewhere(self._parts, bound, success, person)
        return Taken(Reply(scene.language), tuple(rows))

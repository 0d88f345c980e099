"""Policymaking: shows the organisation's policy, and takes what policy officers change in it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot.colleagues import not_colleagues
from bot.desk import Taken
from bot.parts import Parts
from bot.ports import Reply, Said
from bot.rights import Action
from bot.store import inbox, policies
from bot.store.database import Bound, NotSaved
from bot.store.policies import Version
from dialogs import policy, policy_forms, policy_reading
from dialogs.messages import Message
from dialogs.policy_forms import ALSO, NO_OWNER, Crossed, Target, Values
from dialogs.policy_history import HISTORY, Changed, history
from dialogs.policy_reading import Change
from dialogs.policy_sections import SECTIONS, section
from dialogs.scene import Scene
from dialogs.turn import say
from knowledge.policy_layers import PARTS, LayeredPolicy, Spot

Result = TypeVar("Result")

IN_HISTORY = 60
"""So many changes are shown, the newest; all of them stay in the store."""
REFUSED = {"see_policy": "policy.only_here", "change_policy": "policy.only_officers"}


class Policymaking:
    """Takes what is asked of the policy, and what is changed in it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def command(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """The subcommand that shows the policy."""
        return Taken(Reply(scene.language, self.show(bound, scene, said.person)))

    def show(self, bound: Bound, scene: Scene, person: str, argument: str = "") -> Message:
        """The policy in short, or a page of one of its parts: `goals/2`."""
        name, _, number = argument.partition("/")
        page = int(number) if number.isdecimal() and len(number) < 5 else 1
        wanted: Action = "change_policy" if name == HISTORY else "see_policy"
        if not self._parts.may(bound, person, wanted):
            return say(scene, REFUSED[wanted])
        if name == HISTORY:
            return history(scene, self._changes(bound), page)
        changes = self._parts.may(bound, person, "change_policy")
        layers = self._parts.policies.layers
        for each in SECTIONS:
            if each == name:
                return section(scene, layers, each, page, changes=changes)
        return policy.overview(scene, layers, changes=changes)

    async def page(self, said: Said, argument: str) -> Reply:
        """The same, for whoever pressed."""
        return await self._run(
            said,
            lambda bound, scene: Reply(
                scene.language, self.show(bound, scene, said.person, argument)
            ),
        )

    async def form(self, said: Said, argument: str) -> Reply:
        """The form in which something of the policy is changed; nothing is stored."""

        def work(bound: Bound, scene: Scene) -> Reply:
            if refused := self._refused(bound, scene, said.person):
                return refused
            number, layers = self._newest(bound)
            scene = replace(scene, policy=layers.current)
            target = Target.read(argument)
            if target is None or not policy_forms.exists(scene, layers, target):
                return Reply(scene.language, say(scene, "policy.gone"))
            target = replace(target, seen=number)
            return Reply(scene.language, form=policy_forms.form(scene, layers, target))

        return await self._run(said, work)

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes such a form. What somebody else changed meanwhile is shown first, with what this
        person filled in still there."""
        refused = await self._run(
            said, lambda bound, scene: self._refused(bound, scene, said.person)
        )
        if refused := refused or await not_colleagues(self._parts, said.person, _owners(values)):
            return refused

        def work(bound: Bound, scene: Scene) -> Reply:
            if not inbox.remember(bound, said.id, scene.now):
                return Reply(scene.language)
            return self._refused(bound, scene, said.person) or self._take(
                bound, scene, said.person, argument, values
            )

        reply = await self._run(said, work)
        # It is stored: when the newest cannot be read now, it is at the next beat of the heart.
        with contextlib.suppress(NotSaved):
            await self._parts.policies.look(self._parts.database, self._parts.workspace)
        return reply

    def _take(
        self, bound: Bound, scene: Scene, person: str, argument: str, values: Values
    ) -> Reply:
        number, now = self._newest(bound)
        drawn_in = replace(scene, policy=now.current)
        target = Target.read(argument)
        if target is None:
            return Reply(scene.language, say(scene, "policy.gone"))
        drawn = self._at(bound, target.seen) or now
        if not any(policy_forms.exists(drawn_in, each, target) for each in (drawn, now)):
            return Reply(scene.language, say(scene, "policy.gone"))
        read = policy_reading.read(drawn_in, target, values, drawn, now, number + 1)
        if read.errors:
            return Reply(scene.language, errors=read.errors)
        if read.crossed:
            crossed = {part: self._crossed(bound, target, part, now) for part in read.crossed}
            target = replace(target, seen=number)
            form = policy_forms.form(drawn_in, now, target, values, crossed)
            return Reply(scene.language, form=form)
        for change in read.changes:
            number, now = number + 1, _changed(now, change)
            spot = change.spot
            policies.add(bound, number, spot.part, spot.key, now.chat.content, person, scene.now)
        return Reply(
            scene.language, say(scene, f"policy.{'saved' if read.changes else 'unchanged'}")
        )

    def _crossed(self, bound: Bound, target: Target, part: str, now: LayeredPolicy) -> Crossed:
        """Who changed a place last, and what stands there now."""
        spot = target.spots[part]
        last = policies.history(bound, 1, part=spot.part, key=spot.key)
        return Crossed(last[0].by, last[0].at, now.value(spot))

    def _newest(self, bound: Bound) -> tuple[int, LayeredPolicy]:
        """The newest version: its number, and the policy with it.

        When that cannot be read, the policy in use is what the next version builds on.
        """
        version = policies.newest(bound)
        shelf = self._parts.policies
        return (version.number if version else 0), shelf.layers_of(version) or shelf.layers

    def _at(self, bound: Bound, number: int) -> LayeredPolicy | None:
        version = policies.at(bound, number) if number else None
        return None if number and version is None else self._parts.policies.layers_of(version)

    def _changes(self, bound: Bound) -> list[Changed]:
        """The newest changes, each beside the version before it."""
        found = policies.history(bound, IN_HISTORY + 1)
        shelf = self._parts.policies
        layers: list[LayeredPolicy] = [shelf.layers_of(each) or shelf.layers for each in found]
        layers.append(LayeredPolicy(shelf.layers.file))
        return [
            Changed(spot, each.by, each.at, layers[place + 1], layers[place])
            for place, each in enumerate(found[:IN_HISTORY])
            if (spot := _spot(each))
        ]

    def _refused(self, bound: Bound, scene: Scene, person: str) -> Reply | None:
        """What somebody is told who may not change the policy; None for who may."""
        if self._parts.may(bound, person, "change_policy"):
            return None
        return Reply(scene.language, say(scene, REFUSED["change_policy"]))

    async def _run(self, said: Said, work: Callable[[Bound, Scene], Result]) -> Result:
        parts = self._parts

        def bound_work(bound: Bound) -> Result:
            return work(bound, parts.scene(parts.language_of(bound, said.person)))

        return await parts.database.run(parts.workspace, bound_work)


def _changed(layers: LayeredPolicy, change: Change) -> LayeredPolicy:
    if change.to_file:
        return layers.as_in_file(change.spot)
    return layers.with_value(change.spot, change.value)


def _spot(version: Version) -> Spot | None:
    """The place that a version changed; None for one that we do not know (any more)."""
    return next((Spot(part, version.key) for part in PARTS if part == version.part), None)


def _owners(values: Values) -> Values:
    """What was filled in, without an owner that is taken away in the same form."""
    without = {name for (name, part), value in values.items()
               if part == ALSO and NO_OWNER in value.split(",")}  # fmt: skip
    return {place: value for place, value in values.items()
            if not (place[0] in without and place[1] == "owner")}  # fmt: skip

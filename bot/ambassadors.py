"""Ambassadors: they choose what they may be asked about, and colleagues see who that is."""

from __future__ import annotations

from collections.abc import Mapping

from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Place, Reply, Said
from bot.reminders.procurement import APART
from bot.ripeness import on_page
from bot.store import outbox, people, successes, topic_questions, topics
from bot.store.database import Bound
from dialogs import ambassadors
from dialogs.ambassadors import Topics
from dialogs.messages import Message
from dialogs.ripe import RIPE, passed
from dialogs.scene import Scene
from dialogs.turn import say

Values = Mapping[tuple[str, str], str]


def askable(parts: Parts, bound: Bound, scene: Scene) -> Topics:
    """Who may be asked by topic: of who chose it, those who are an ambassador now and work here."""
    chosen, now = topics.everybody(bound), parts.organisation.ambassadors
    if not chosen or not now:
        return {}
    here = now - people.gone_of(bound, now)
    found = {
        topic: [each for each in chosen.get(topic, ()) if each in here]
        for topic in ambassadors.topics_of(scene)
    }
    return {topic: who for topic, who in found.items() if who}


def leave(parts: Parts, bound: Bound, person: str) -> None:
    """Takes somebody out of every topic; who waits for an answer of theirs is told so soon."""
    topics.leave(bound, person)
    topic_questions.hurry(bound, person, parts.clock.now())


def on_home(
    parts: Parts, bound: Bound, scene: Scene, person: str
) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """What stands on somebody's home page before their purchases, and after them."""
    may = parts.allowed(bound, person)
    first: list[Message] = []
    if "be_asked" in may:
        count = successes.count_posted_by(bound, person)
        first.append(ambassadors.mine(scene, count, topics.of_person(bound, person)))
    if "see_ripe" in may:
        first += on_page(parts, bound, scene)
    named = askable(parts, bound, scene)
    others = {topic: who for topic, who in named.items() if {*who} - {person}}
    return tuple(first), (ambassadors.section(scene, others),) if others else ()


class Ambassadors:
    """Takes what ambassadors choose, and lists them for their colleagues."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def command(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """The subcommand: an ambassador chooses topics, everybody else sees who knows what."""
        if self._may(bound, said.person) and said.trigger:
            return Taken(self._choose(bound, scene, said))
        return Taken(self._listed(bound, scene, said))

    async def listed(self, said: Said) -> Reply:
        """Every topic with who knows about it, for whoever pressed."""
        return (
            await once(
                self._parts, said,
                lambda bound, scene: Taken(self._listed(bound, scene, said)), remember=False,
            )
        ).reply  # fmt: skip

    async def form(self, said: Said) -> Reply:
        """The form in which an ambassador chooses; nothing is stored."""
        return (
            await once(
                self._parts, said,
                lambda bound, scene: Taken(self._choose(bound, scene, said)), remember=False,
            )
        ).reply  # fmt: skip

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes that form; who chose nothing any more has left."""

        def work(bound: Bound, scene: Scene) -> Taken:
            if not self._may(bound, said.person):
                return Taken(self._only_ambassadors(scene))
            chosen = ambassadors.read_choice(scene, values)
            topics.choose(bound, said.person, chosen, scene.now)
            if not chosen:
                leave(self._parts, bound, said.person)
            return Taken(Reply(scene.language, ambassadors.chosen_told(scene, chosen)))

        return (await once(self._parts, said, work)).reply

    async def stop(self, said: Said) -> Reply:
        """One click, and their name is nowhere any more; for everybody who has one somewhere."""

        def work(bound: Bound, scene: Scene) -> Taken:
            leave(self._parts, bound, said.person)
            return Taken(Reply(scene.language, ambassadors.chosen_told(scene, ())))

        return (await once(self._parts, said, work)).reply

    async def passes(self, said: Said, key: str) -> Reply:
        """Takes a proposal away for who will not tell it now; others still have theirs."""

        def work(bound: Bound, scene: Scene) -> Taken:
            if not self._parts.may(bound, said.person, "see_ripe"):
                return Taken(Reply(scene.language, say(scene, "ripe.only_ambassadors")))
            replaces = f"{RIPE}{key}{APART}{said.person}"
            if outbox.latest(bound, "", replaces) is None:
                return Taken(Reply(scene.language))
            row = self._parts.say_at(bound, Place(said.person), passed(scene, replaces))
            return Taken(Reply(scene.language), (row,))

        return (await once(self._parts, said, work)).reply

    def _listed(self, bound: Bound, scene: Scene, said: Said) -> Reply:
        named = askable(self._parts, bound, scene)
        is_ambassador = self._may(bound, said.person)
        return Reply(scene.language, ambassadors.listed(scene, named, ambassador=is_ambassador))

    def _choose(self, bound: Bound, scene: Scene, said: Said) -> Reply:
        if not self._may(bound, said.person):
            return self._only_ambassadors(scene)
        chosen = topics.of_person(bound, said.person)
        return Reply(scene.language, form=ambassadors.choose_form(scene, chosen))

    def _may(self, bound: Bound, person: str) -> bool:
        return self._parts.may(bound, person, "be_asked")

    def _only_ambassadors(self, scene: Scene) -> Reply:
        return Reply(scene.language, say(scene, "ambassador.only_ambassadors"))

"""Explains: answers what is asked, sends on what it does not know, and brings the answer back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Outgoing, Place, Reply, Said
from bot.store import outbox, purchases, questions
from bot.store.database import Bound
from dialogs import explaining
from dialogs import questions as asking
from dialogs.criteria import criteria, text_to_paste
from dialogs.messages import Message, Person
from dialogs.purchase import Purchase
from dialogs.reading import clean
from dialogs.scene import Scene
from dialogs.turn import say

LISTED = 10
APART = "@"
"""Stands in the key of what went to one of the team, before their id."""

Values = Mapping[tuple[str, str], str]


class Explaining:
    """Answers questions, by itself or through procurement."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def answer(self, bound: Bound, scene: Scene, question: str) -> Message:
        """What we know about a question; what we do not know is counted."""
        if not clean(question):
            return say(scene, "explain.empty")
        if len(clean(question)) > asking.LONGEST:
            return say(scene, "question.too_long", count=str(asking.LONGEST))
        found = scene.script.finder.find(question, scene.language)
        if not found.keys and scene.script.finder.says_something(question):
            questions.miss(bound, question, scene.now)
        reachable = bool(self._places())
        told = explaining.contact(scene, self._parts.organisation.contact, reachable=reachable)
        return explaining.answer(scene, clean(question), found, told, reachable=reachable)

    def command(self, bound: Bound, scene: Scene, said: Said, text: str) -> Taken:
        """The subcommand that lists what waits."""
        return Taken(Reply(scene.language, self.questions(bound, scene, said.person)))

    def questions(self, bound: Bound, scene: Scene, person: str) -> Message:
        """What waits for procurement, and what was not found; for procurement only."""
        if not self._is_procurement(person):
            return say(scene, "question.only_procurement")
        waiting = questions.waiting(bound, LISTED)
        return asking.listed(scene, waiting, questions.most_missed(bound, LISTED))

    async def explain(self, said: Said, argument: str) -> Reply:
        """An entry, or one of its lists, for whoever pressed."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            language = parts.language_of(bound, said.person)
            return Reply(language, explaining.explained(parts.scene(language), argument))

        return await parts.database.run(parts.workspace, work)

    async def criteria(self, said: Said, argument: str) -> Reply:
        """Which requirements and criteria fit a purchase at a level."""
        purchase, _, level = argument.partition("/")
        return await self._about(said, purchase, lambda scene, held: criteria(scene, held, level))

    async def text(self, said: Said, purchase: str) -> Reply:
        """A text for a request for quotation, made from the answers."""
        return await self._about(said, purchase, text_to_paste)

    async def _about(
        self, said: Said, purchase: str, drawn: Callable[[Scene, Purchase], Message]
    ) -> Reply:
        """Something about a purchase, for whoever pressed; nothing is stored."""
        parts = self._parts

        def work(bound: Bound) -> Reply:
            language = parts.language_of(bound, said.person)
            scene = parts.scene(language)
            held = purchases.load(bound, purchase)
            if held is None:
                return Reply(language, say(scene, "desk.unknown_purchase", id=purchase))
            if not parts.may_answer(said, held):
                owner = Person(held.purchase.owner)
                told = say(scene, "desk.not_yours", id=held.purchase.id, owner=owner)
                return Reply(language, told)
            return Reply(language, drawn(scene, held.purchase))

        return await parts.database.run(parts.workspace, work)

    async def forward(self, said: Said, text: str) -> Reply:
        """Sends a question on to procurement: in its channel, or to each of the team."""

        def work(bound: Bound, scene: Scene) -> Taken:
            if len(text) > asking.LONGEST:
                told = say(scene, "question.too_long", count=str(asking.LONGEST))
                return Taken(Reply(scene.language, told))
            places = self._places()
            if not places:
                return Taken(Reply(scene.language, say(scene, "question.nobody")))
            id, is_new = questions.add(bound, said.person, text, scene.now)
            if not is_new:
                return Taken(Reply(scene.language, say(scene, "question.sent_before")))
            asked = asking.Asked(id, said.person, text, scene.now)
            rows = [
                self._parts.say_at(bound, place, _apart(asking.forwarded(told, asked), place))
                for place, told in self._drawn(bound, places)
            ]
            return Taken(Reply(scene.language, say(scene, "question.sent")), tuple(rows))

        return (await once(self._parts, said, work)).reply

    async def form(self, said: Said, argument: str) -> Reply:
        """The form in which a question is answered; nothing is stored."""

        def work(bound: Bound, scene: Scene) -> Taken:
            asked, refused = self._answerable(bound, scene, said, argument)
            if refused or asked is None:
                return Taken(Reply(scene.language, refused))
            return Taken(Reply(scene.language, form=asking.reply_form(scene, asked)))

        return (await once(self._parts, said, work, remember=False)).reply

    async def filled(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes an answer: it goes to the asker, and stands with the question."""

        def work(bound: Bound, scene: Scene) -> Taken:
            asked, refused = self._answerable(bound, scene, said, argument)
            if refused or asked is None:
                return Taken(Reply(scene.language, refused))
            text, errors = asking.read(scene, values)
            if errors:
                return Taken(Reply(scene.language, errors=errors))
            questions.answer(bound, asked.id, text, said.person, scene.now)
            asked = replace(asked, answer=text, answered_by=said.person)
            return Taken(
                Reply(scene.language, say(scene, "question.thanks", person=Person(asked.asker))),
                tuple(self._tell(bound, asked)),
            )

        return (await once(self._parts, said, work)).reply

    def _tell(self, bound: Bound, asked: asking.Asked) -> list[Outgoing]:
        """The answer to the asker, and in the place of the question wherever that stands."""
        parts = self._parts
        theirs = parts.scene(parts.language_of(bound, asked.asker))
        rows = [parts.say_at(bound, Place(asked.asker), asking.answered(theirs, asked))]
        for place, scene in self._drawn(bound, self._places()):
            message = _apart(asking.done(scene, asked), place)
            if outbox.latest(bound, "", message.replaces) is not None:
                rows.append(parts.say_at(bound, place, message))
        return rows

    def _answerable(
        self, bound: Bound, scene: Scene, said: Said, argument: str
    ) -> tuple[asking.Asked | None, Message | None]:
        """The question that is meant, or why this person cannot answer it now."""
        if not self._is_procurement(said.person):
            return None, say(scene, "question.not_yours")
        known = argument.isdecimal() and len(argument) < 18
        asked = questions.load(bound, int(argument)) if known else None
        if asked is None:
            return None, say(scene, "question.gone")
        if asked.answered_by:
            return None, say(scene, "question.done_before", person=Person(asked.answered_by))
        return asked, None

    def _is_procurement(self, person: str) -> bool:
        organisation = self._parts.organisation
        is_named = self._parts.roster.named.procurement_team  # a group may not be looked up yet
        team = organisation.procurement_team
        return person in team or person == organisation.contact or not is_named

    def _places(self) -> list[Place]:
        organisation = self._parts.organisation
        if organisation.procurement_channel:
            return [Place(organisation.procurement_channel, direct=False)]
        team = organisation.procurement_team or {organisation.contact} - {""}
        return [Place(each) for each in sorted(team)]

    def _drawn(self, bound: Bound, places: list[Place]) -> list[tuple[Place, Scene]]:
        """Each place with the scene in its language."""
        parts = self._parts
        return [
            (
                place,
                parts.scene(
                    parts.language_of(bound, place.channel)
                    if place.direct
                    else parts.organisation.language
                ),
            )
            for place in places
        ]


def _apart(message: Message, place: Place) -> Message:
    """A message with a key of its own for each of the team, where there is no channel."""
    if not place.direct:
        return message
    mark = f"{APART}{place.channel}"
    replaces = f"{message.replaces}{mark}" if message.replaces else ""
    return replace(message, key=f"{message.key}{mark}", replaces=replaces)

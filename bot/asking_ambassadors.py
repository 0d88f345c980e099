"""Questions to ambassadors: asked of one of them, answered, and brought back to who asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.ambassadors import askable
from bot.desk import Taken
from bot.once import once
from bot.parts import Parts
from bot.ports import Outgoing, Place, Reply, Said
from bot.reminders.receivers import zone_of
from bot.store import later, outbox, topic_questions
from bot.store.database import Bound
from dialogs import topic_questions as asking
from dialogs.messages import Message, Person
from dialogs.scene import Scene
from dialogs.topic_questions import Question
from dialogs.turn import say

WORKDAYS = 3
"""After so many an ambassador is reminded, and after as many more the asker may try another."""

Values = Mapping[tuple[str, str], str]


def next_step_at(parts: Parts) -> datetime:
    """When the next step of a question comes, of which one was made now."""
    rules = parts.rules
    today = parts.clock.now().astimezone(rules.zone).date()
    return rules.calendar.opening(rules.calendar.after(today, WORKDAYS), rules.zone)


def tell(parts: Parts, bound: Bound, person: str, message: Message) -> None:
    """Says something of a question to somebody, in their office hours."""
    opens = parts.rules.calendar.next_open(parts.clock.now(), zone_of(parts, bound, person))
    parts.say_later(bound, Place(person), message, opens)


class AskingAmbassadors:
    """Takes questions to ambassadors, and their answers."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def form(self, said: Said, topic: str, text: str) -> Reply:
        """The form in which something is asked about a topic; nothing is stored."""

        def work(bound: Bound, scene: Scene) -> Taken:
            people, refused = self._askable(bound, scene, said.person, topic)
            if refused:
                return Taken(refused)
            return Taken(
                Reply(scene.language, form=asking.ask_form(scene, topic, people, text))
            )  # fmt: skip

        return (await once(self._parts, said, work, remember=False)).reply

    async def filled(self, said: Said, topic: str, values: Values) -> Reply:
        """Takes a question: it goes to one ambassador, and gets a day on which it comes back."""

        def work(bound: Bound, scene: Scene) -> Taken:
            people, refused = self._askable(bound, scene, said.person, topic)
            if refused:
                return Taken(refused)
            text, chosen, errors = asking.read_question(scene, values, people)
            if errors:
                return Taken(Reply(scene.language, errors=errors))
            question = Question(0, topic, said.person, chosen, text, scene.now)
            key = "sent" if self._ask(bound, question) else "sent_before"
            told = say(scene, f"ask_ambassador.{key}", person=Person(chosen))
            return Taken(Reply(scene.language, told))

        return (await once(self._parts, said, work)).reply

    def _ask(self, bound: Bound, question: Question) -> bool:
        """Whether it was not asked before."""
        parts = self._parts
        id = topic_questions.add(bound, question, next_step_at(parts))
        if id is None:
            return False
        theirs = parts.scene(parts.language_of(bound, question.ambassador))
        message = asking.asked(theirs, replace(question, id=id))
        tell(parts, bound, question.ambassador, message)
        return True

    async def answer_form(self, said: Said, argument: str) -> Reply:
        """The form in which an ambassador answers; nothing is stored."""

        def work(bound: Bound, scene: Scene) -> Taken:
            question, refused = self._answerable(bound, scene, said.person, argument)
            if question is None:
                return Taken(Reply(scene.language, refused))
            return Taken(Reply(scene.language, form=asking.answer_form(scene, question)))

        return (await once(self._parts, said, work, remember=False)).reply

    async def answered(self, said: Said, argument: str, values: Values) -> Reply:
        """Takes an answer: it goes to the asker, and stands with the question."""

        def work(bound: Bound, scene: Scene) -> Taken:
            question, refused = self._answerable(bound, scene, said.person, argument)
            if question is None:
                return Taken(Reply(scene.language, refused))
            text, errors = asking.read_answer(scene, values)
            if errors:
                return Taken(Reply(scene.language, errors=errors))
            topic_questions.answer(bound, question.id, text, scene.now)
            rows = self._bring_back(bound, scene, replace(question, answer=text))
            asker = Person(question.asker)
            told = say(scene, "topic_question.thanks", person=asker)
            return Taken(Reply(scene.language, told), tuple(rows))

        return (await once(self._parts, said, work)).reply

    def _bring_back(self, bound: Bound, scene: Scene, question: Question) -> list[Outgoing]:
        """The answer to the asker, and in the place of the question wherever that stands."""
        parts = self._parts
        theirs = parts.scene(parts.language_of(bound, question.asker))
        rows = [parts.say_at(bound, Place(question.asker), asking.answered(theirs, question))]
        for key in (question.key, question.key_again):
            if later.take_back(bound, key, "it was answered"):
                continue
            if outbox.latest(bound, "", key) is not None:
                message = asking.done(scene, question, key)
                rows.append(parts.say_at(bound, Place(question.ambassador), message))
        later.take_back(bound, question.key_let_go, "it was answered")
        return rows

    def _askable(
        self, bound: Bound, scene: Scene, person: str, topic: str
    ) -> tuple[list[str], Reply | None]:
        """Who may be asked by somebody, who was asked longest ago first; or why nobody may."""
        named = askable(self._parts, bound, scene).get(topic, ())
        people = topic_questions.longest_ago(bound, set(named) - {person})
        if people:
            return people, None
        key = "only_you" if named else "gone"
        return [], Reply(scene.language, say(scene, f"ambassador.{key}"))

    def _answerable(
        self, bound: Bound, scene: Scene, person: str, argument: str
    ) -> tuple[Question | None, Message | None]:
        """The question that is meant, or why this person cannot answer it now."""
        known = argument.isdecimal() and len(argument) < 18
        question = topic_questions.load(bound, int(argument)) if known else None
        if question is None:
            return None, say(scene, "topic_question.gone")
        if question.ambassador != person:
            return None, say(scene, "topic_question.not_yours")
        if question.state == "answered":
            return None, say(scene, "topic_question.done_before")
        return question, None

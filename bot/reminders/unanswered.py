"""Comes back to questions that an ambassador did not answer; and sees which of them left."""

from __future__ import annotations

from functools import partial

from bot.ambassadors import askable, leave
from bot.asking_ambassadors import next_step_at, tell
from bot.colleagues import FRESH
from bot.log import log
from bot.parts import Parts
from bot.store import topic_questions, topics
from bot.store.database import Bound
from bot.store.people import is_here
from dialogs.topic_questions import Question, asked, let_go

AT_ONCE = 50


class Unanswered:
    """Reminds an ambassador once, and then tells the asker to try another."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def beat(self) -> None:
        """Makes the steps that are due."""
        parts = self._parts
        if await parts.database.run(parts.workspace, self._due):
            await parts.database.run(parts.workspace, self._steps)

    async def look_at_people(self) -> None:
        """Takes who is no colleague any more out of every topic; each is asked about once a day."""
        parts = self._parts
        for person in await parts.database.run(parts.workspace, topics.people):
            known = await parts.directory.known(person, FRESH)
            if known.standing != "here":
                log.info("topics.person_left", person=person, standing=known.standing)
                await parts.database.run(parts.workspace, partial(self._left, person))

    def _left(self, person: str, bound: Bound) -> None:
        leave(self._parts, bound, person)

    def _due(self, bound: Bound) -> bool:
        return topic_questions.any_due(bound, self._parts.clock.now())

    def _steps(self, bound: Bound) -> None:
        for question in topic_questions.due(bound, self._parts.clock.now(), AT_ONCE):
            self._step(bound, question)

    def _step(self, bound: Bound, question: Question) -> None:
        parts = self._parts
        scene = parts.scene(parts.language_of(bound, question.asker))
        named = askable(parts, bound, scene).get(question.topic, ())
        still = question.ambassador in named
        if still and question.state == "waiting":
            theirs = parts.scene(parts.language_of(bound, question.ambassador))
            tell(parts, bound, question.ambassador, asked(theirs, question, again=True))
            topic_questions.step(bound, question.id, "reminded", next_step_at(parts))
            return
        topic_questions.step(bound, question.id, "let_go", None)
        if is_here(bound, question.asker):
            others = not set(named) <= {question.ambassador, question.asker}
            message = let_go(scene, question, stopped=not still, others=others)
            tell(parts, bound, question.asker, message)

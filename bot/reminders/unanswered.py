"""Comes back to questions that an ambassador did not answer."""

from __future__ import annotations

from bot.ambassadors import askable
from bot.asking_ambassadors import next_step_at
from bot.parts import Parts
from bot.reminders.receivers import in_their_hours
from bot.store import topic_questions
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
            in_their_hours(parts, bound, question.ambassador, asked(theirs, question, again=True))
            topic_questions.step(bound, question.id, "reminded", next_step_at(parts))
            return
        topic_questions.step(bound, question.id, "let_go", None)
        if is_here(bound, question.asker):
            others = not set(named) <= {question.ambassador, question.asker}
            message = let_go(scene, question, stopped=not still, others=others)
            in_their_hours(parts, bound, question.asker, message)

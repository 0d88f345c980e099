"""A lesson that names its purchase, in the JSON export."""

from __future__ import annotations

from datetime import date

from bot.exports.exported import Exported
from dialogs.lesson import Lesson


class ExportedLesson(Exported):
    """What the next buyer should know, and the question at which it helps.

    Only what may be read by others. `author` is a Slack user id; null when they wished no name,
    which is then kept nowhere.
    """

    category: str
    question: str
    expected: str
    happened: str
    differently: str
    author: str | None
    told_on: date


def exported_lesson(lesson: Lesson) -> ExportedLesson:
    """A lesson as it is exported."""
    return ExportedLesson(
        category=lesson.category,
        question=lesson.question,
        expected=lesson.expected,
        happened=lesson.happened,
        differently=lesson.differently,
        author=lesson.author or None,
        told_on=lesson.told_on,
    )

"""The routes of everything with which people celebrate and learn."""

from __future__ import annotations

from bot.learning import Learning
from bot.slack.ambassador_routes import AmbassadorRoutes
from bot.slack.lesson_routes import LessonRoutes
from bot.slack.listeners import Routes
from bot.slack.memory_routes import MemoryRoutes
from bot.slack.sharing_routes import SharingRoutes
from bot.slack.success_routes import SuccessRoutes
from bot.slack.windows import Windows


def learning_routes(learning: Learning, windows: Windows) -> tuple[Routes, ...]:
    """Each subject's own."""
    return (
        SuccessRoutes(learning.successes, windows),
        LessonRoutes(learning.lessons, windows),
        MemoryRoutes(learning.inquiring, learning.sparing, windows),
        AmbassadorRoutes(learning.ambassadors, learning.asking, windows),
        SharingRoutes(learning.sharing, windows),
    )

"""The kit for tests of who reads and does what with stories, lessons, offers and questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.playground.client import PersonClient
from bot.playground.people import JOHN, SANNE
from bot.ports import Place
from bot.store import lessons, spares, successes, topic_questions
from bot.store.database import Bound
from dialogs.lesson import Lesson
from dialogs.messages import Line, Message
from dialogs.success import Named, Success
from dialogs.success_told import stamp
from dialogs.topic_questions import Question
from tests.months import run
from tests.office import Office


async def learnt(office: Office, secret: str, people: Mapping[str, PersonClient]) -> str:
    """Stores stories, lessons, offers and questions with a secret, besides what everybody reads.

    They are Sanne's, or for one person to answer. Gives when procurement was asked whether they may
    be named.
    """
    parts, now = office.local.bot.parts, office.local.bot.parts.clock.now()
    procurement, ambassador = people["procurement"].person, people["ambassador"].person
    asked = Named(procurement, "named", "asked", now)
    draft = Success(0, SANNE, secret, secret, now, now)
    lesson = Lesson(
        0, "ict", "circularity.1", secret, secret, secret, now.date(), "INK-0001", JOHN, SANNE
    )
    question = Question(0, "category/ict", SANNE, ambassador, secret, now)
    inquiry = f"inquiry/INK-0001/spare.2/{SANNE}"

    def work(bound: Bound) -> None:
        successes.add(bound, draft)
        successes.add(bound, replace(draft, people=(asked,), poster=ambassador, state="asking"))
        successes.add(
            bound,
            replace(
                draft, title="Op", story="Op", state="posted", poster=ambassador, posted_at=now
            ),
        )
        lessons.add(bound, lesson)
        lessons.add(bound, replace(lesson, purchase="", owner="", author=SANNE, state="shared"))
        lessons.add(bound, replace(lesson, state="shared"))
        for state in ("refused", "shared"):
            lessons.add(bound, replace(lesson, author=procurement, state=state))
        for text, owner in ((secret, SANNE), ("Een kast", procurement)):
            spares.add(bound, text, owner, now, now.date() + timedelta(days=90))
        topic_questions.add(bound, question, now + timedelta(days=9))
        message = Message(inquiry, (Line("?"),))
        parts.say_later(bound, Place(procurement), message, now + timedelta(days=9))

    await run(office, work)
    return stamp(asked)

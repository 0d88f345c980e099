"""What the organisation remembers is said just before the question where it helps.

The functions below stand in modules that know nothing of the desk, for the desk calls this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.lesson_offers import lesson_offer
from bot.parts import Parts
from bot.recollecting import recollect
from bot.store import outbox
from bot.store.database import Bound
from dialogs.asking import ask_key
from dialogs.messages import Message
from dialogs.purchase import Purchase

Alongside = Callable[[Parts, Bound, Purchase, str], Message | None]
"""What is known that helps at a question of a purchase, in the language of its conversation; None
when there is nothing."""

ALONGSIDE: tuple[Alongside, ...] = (recollect, lesson_offer)


def with_memory(
    parts: Parts, bound: Bound, purchase: Purchase, messages: Iterable[Message]
) -> list[Message]:
    """What is to be said, with before each question that is asked for the first time what helps
    there. Once for each purchase and question."""
    saying: list[Message] = []
    for message in messages:
        saying += _before(parts, bound, purchase, message)
        saying.append(message)
    return saying


def _before(parts: Parts, bound: Bound, purchase: Purchase, message: Message) -> list[Message]:
    question = _first_asked(parts, purchase, message)
    if not question:
        return []
    found = [each(parts, bound, purchase, question) for each in ALONGSIDE]
    given = [each for each in found if each]
    if given and outbox.latest(bound, purchase.id, message.key):
        return []  # it was asked before
    return given


def _first_asked(parts: Parts, purchase: Purchase, message: Message) -> str:
    """The question that a message asks from its beginning, without an answer yet; else empty."""
    _, _, about = message.key.partition("ask/")
    asked = parts.script.by_id.get(about.partition("/")[0])
    if asked is None or not asked.counted or message.replaces or asked.id in purchase.answers:
        return ""
    begins = message.key == ask_key(asked.id, asked.question.parts[0].name)
    return asked.id if begins else ""

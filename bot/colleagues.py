"""Who may be given something to look after: colleagues, who read what the bot sends them (T20)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.parts import Parts
from bot.ports import Reply
from dialogs.messages import Line, Person
from dialogs.reading import PERSON

FRESH = timedelta(hours=20)
"""So old may be what we know of somebody before we count on them."""


async def not_colleagues(
    parts: Parts, reader: str, values: Mapping[tuple[str, str], str]
) -> Reply | None:
    """What is said to `reader`, at the fields of a form, of the people in it who are none.

    A bot, a guest and somebody from outside do not read our messages, and who left reads nothing.
    """
    wrong: dict[tuple[str, str], tuple[str, str]] = {}
    for place, value in values.items():
        if not value.startswith(PERSON):
            continue
        person = value.removeprefix(PERSON)
        known = await parts.directory.known(person, FRESH)
        if known.standing != "here":
            key = "gone_person" if known.standing == "gone" else "not_a_person"
            wrong[place] = (f"problem.{key}", person)
    if not wrong:
        return None
    language = await parts.database.run(
        parts.workspace, lambda bound: parts.language_of(bound, reader)
    )
    scene = parts.scene(language)
    errors: dict[tuple[str, str], Line] = {
        place: scene.say(key, person=Person(person)) for place, (key, person) in wrong.items()
    }
    return Reply(language, errors=errors)

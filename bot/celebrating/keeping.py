"""Stores a story with who has to agree to it, and shows what became of it where it stands."""

from __future__ import annotations

from collections.abc import Iterable

from bot.celebrating.showing import ask_new, ask_no_longer, say_in_place, show_each
from bot.parts import Parts
from bot.ports import Outgoing
from bot.store import purchases, successes
from bot.store.database import Bound
from dialogs.success import Named, Success
from dialogs.success_forms import with_people
from dialogs.success_post import post


def keep(
    parts: Parts, bound: Bound, before: Success | None, told: Success, people: Iterable[str],
    person: str, *, again: bool,
) -> tuple[list[Outgoing], Success]:  # fmt: skip
    """Stores it, with who has to agree to it as it is now; where it is on its way to the channel or
    stands there, they are asked."""
    held = purchases.load(bound, told.purchase) if told.purchase else None
    owner = held.purchase.owner if held else ""
    told = with_people(told, people, owner, person, again=again)
    success = successes.save(bound, told) if before else successes.add(bound, told)
    rows = ask_no_longer(parts, bound, success, _stale(before, success))
    if success.state in ("asking", "posted"):
        success = ask_new(parts, bound, success)
    return rows, success


def shown_elsewhere(
    parts: Parts, bound: Bound, success: Success, person: str
) -> Iterable[Outgoing]:
    """What stands in the channel, and what the others see of it."""
    yield from show_each(parts, bound, success, {person})
    if success.state == "posted":
        scene = parts.scene(parts.organisation.language)
        yield from say_in_place(parts, bound, post(scene, success, replaces=True))


def _stale(before: Success | None, after: Success) -> list[Named]:
    """Whose question, or yes, was about another text, or who is no longer in it."""
    if before is None:
        return []
    now = {each.person: each for each in after.people}
    return [
        each
        for each in before.people
        if each.asked_at
        and each.consent in ("asked", "yes")
        and (each.person not in now or now[each.person].consent == "new")
    ]
